"""Every kind of page gone through with Tab alone; what a keyboard meets that it should not.

    .venv/bin/python -m tests.long.keys [WIDTH…]

Of each control: it is reached, in the order of the page; it is seen to have the focus (a ring, on
itself or around it); it is on the screen, and the middle of one of its lines is under nothing else.
And nothing keeps the focus. Widths in CSS pixels, 390 and 1280 without any. Prints a line a page,
ends with 1 when something was met.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from affiche.building import pipeline
from affiche.building.options import Options
from tests.conftest import launch
from tests.long.lighthouse import kinds
from tests.support.projects import CONTENT, THEMES, TODAY

SETTLED = 40  # milliseconds until what the focus moved has moved
# Controls that Tab stops at: of radio buttons the chosen one.
CONTROLS = """() => [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex]')].filter(e =>
  e.tabIndex >= 0 && !e.disabled && e.checkVisibility({visibilityProperty: true}) &&
  !(e.type === 'radio' && !e.checked) && !e.closest('[inert]')).length"""
LOOK = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  window.seen ??= new Map();
  if (!window.seen.has(e)) window.seen.set(e, window.seen.size);
  const labels = [...(e.labels ?? [])], wrong = [];
  const style = one => getComputedStyle(one);
  const ring = one =>
    one && style(one).outlineStyle !== 'none' && parseFloat(style(one).outlineWidth) > 1;
  const around = ['label', '.card', 'li', 'article'].map(s => e.closest(s));
  const near = [e, e.parentElement, e.nextElementSibling, ...around, ...labels];
  if (!near.some(ring) && style(e).boxShadow === 'none')
    wrong.push('is not seen to have the focus');
  const boxes = [...(labels[0] ?? e).getClientRects()].filter(box => box.width && box.height);
  const on = boxes.filter(b =>
    b.bottom > 0 && b.top < innerHeight && b.right > 0 && b.left < innerWidth);
  if (boxes.length && !on.length) wrong.push('is off the screen');
  const free = box => { const at = document.elementFromPoint(
      Math.min(innerWidth - 1, Math.max(0, box.left + box.width / 2)),
      Math.min(innerHeight - 1, Math.max(0, box.top + box.height / 2)));
    return !at || [e, ...labels].some(one => one.contains(at) || at.contains(one)); };
  if (on.length && !on.some(free)) wrong.push('lies under something');
  if (e.tabIndex > 0) wrong.push('has a place of its own in the order');
  return [window.seen.get(e), wrong.map(w => `${w}: ${e.outerHTML.slice(0, 100)}`)];
}"""


def main(widths: Sequence[int]) -> int:
    """Build the sample and go through it; 1 when something was met."""
    met = 0
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        site = Path(made) / "site"
        pipeline.build(Options(CONTENT, THEMES, site, TODAY, pdf=False))
        browser = launch(playwright)
        for width in widths:
            size: Any = {"width": width, "height": 900}
            page = browser.new_context(viewport=size, reduced_motion="reduce").new_page()
            for path in kinds(site):
                page.goto((site / path).as_uri())
                found = list(gone_through(page))
                met += len(found)
                print(width, path, *(found or ["well"]), sep="  ", flush=True)
    return int(met > 0)


def gone_through(page: Page) -> Iterator[str]:
    """What is wrong with what Tab comes to, and with how far it comes."""
    there = page.evaluate(CONTROLS)
    seen = 1 if page.evaluate(LOOK) else 0  # a page may have given the focus to a part of it
    for _ in range(2 * there + 30):
        page.keyboard.press("Tab")
        page.wait_for_timeout(SETTLED)
        told = page.evaluate(LOOK)
        if told is None or told[0] < seen:
            break
        seen += 1
        yield from told[1]
    else:
        yield "Tab comes to no end"
    if seen < there:
        yield f"{there - seen} of {there} are not reached"


if __name__ == "__main__":
    sys.exit(main([int(width) for width in sys.argv[1:]] or [390, 1280]))

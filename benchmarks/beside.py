"""What a sheet costs beside Chromium and Typst: run by hand, read the ratios.

    .venv/bin/python benchmarks/beside.py [--rounds 7] [--typst PYTHON]

The first poster and the first map of the sample on A2, all of them warm, in alternating rounds:
`whole` is our way from content to a checked file, with the search for the size of type; `once` is
one layout in the size that was found and its PDF, which is all that the others do; Chromium prints
the same HTML, and Typst sets the same words and the same curve in a plain template. One row each:
the median of CPU seconds (of all processes that work for it) and of wall seconds, and how many
times the CPU seconds of `once` in the same round, with the least and the most: on a busy machine
seconds say little. What this machine does not have is skipped; `--typst` is a Python that has the
package `typst`.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from affiche import content, pages, themes  # noqa: E402
from affiche.markup import plain  # noqa: E402
from affiche.model import PAPERS  # noqa: E402
from affiche.pages.plan import Sheet  # noqa: E402
from affiche.render import INSIDE, Renderer  # noqa: E402
from affiche.sheets.press import worker  # noqa: E402
from affiche.sheets.press.jobs import Job  # noqa: E402
from affiche.sheets.press.press import Press  # noqa: E402
from affiche.words import words  # noqa: E402

DAY = date(2026, 11, 30)
KINDS = ("persona", "journey")
HOST = "http://affiche.invalid/"
# A Typst that goes on living: a path in, its CPU seconds out.
TYPST = """
import sys, time, typst
for line in sys.stdin:
    began = time.process_time()
    made = typst.compile(line.strip(), root="/")
    assert made.startswith(b"%PDF")
    print(time.process_time() - began, flush=True)
"""
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(frozen=True)
class One:
    """A sheet, the job that makes it, and the fit that was found."""

    sheet: Sheet
    job: Job
    typesetter: Any
    fit: dict[str, Any]

    @property
    def html(self) -> str:
        """The sheet as it is laid out in that fit."""
        return self.renderer.sheet(self.sheet, **self.fit)

    @property
    def renderer(self) -> Renderer:
        found: Renderer = self.typesetter.renderer
        return found


# From a sheet to the CPU seconds that it took.
Way = Callable[[One], float]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--typst", default=sys.executable)
    wanted = parser.parse_args()
    every = list(_sheets())
    with ExitStack() as stack:
        ways: dict[str, Way] = {"once": _once, "whole": _whole}
        for name, found in (("Chromium", _chromium(stack)), ("Typst", _typst(stack, wanted.typst))):
            if found is None:
                print(f"{name} is not on this machine")
            else:
                ways[name] = found
        print(f"{'sheet':<10} {'by':<10} {'CPU s':>8} {'wall s':>8}   / once, least and most")
        for one in every:
            rounds = [_round(one, ways) for _ in range(wanted.rounds + 1)][1:]
            for name in ways:
                _row(one.sheet.kind, name, rounds)


def _round(one: One, ways: dict[str, Way]) -> dict[str, tuple[float, float]]:
    """CPU and wall seconds of each way, once."""
    found = {}
    for name, way in ways.items():
        began = time.perf_counter()
        cpu = way(one)
        found[name] = cpu, time.perf_counter() - began
    return found


def _row(kind: str, name: str, rounds: list[dict[str, tuple[float, float]]]) -> None:
    cpu, wall = (statistics.median(one[name][at] for one in rounds) for at in (0, 1))
    ratios = [one[name][0] / one["once"][0] for one in rounds]
    spread = f"{statistics.median(ratios):6.2f} ({min(ratios):.2f}–{max(ratios):.2f})"
    print(f"{kind:<10} {name:<10} {cpu:8.3f} {wall:8.3f} {spread}", flush=True)


# ---- ours


def _sheets() -> Iterator[One]:
    site = content.load(ROOT / "content", DAY).site
    if site is None:
        sys.exit("the sample does not read")
    look, told = themes.load(ROOT / "themes", "affiche"), words(site.settings.language)
    press = Press()
    for kind in KINDS:
        planned = pages.plan_sheets(site, told, DAY)
        sheet = next(one for one in planned if one.kind == kind and not one.variant)
        sheet = replace(sheet, paper=PAPERS["a2"])
        job = press._prepared(sheet, look, site)[1]
        worker.make(job)
        fit = worker._WARM["laid"][1].fitted.fit
        yield One(sheet, job, worker._typesetter(job)[0], fit)


def _whole(one: One) -> float:
    worker._WARM.pop("laid", None)
    began = time.process_time()
    assert worker.make(one.job).pdf
    return time.process_time() - began


def _once(one: One) -> float:
    one.typesetter.renderer = worker._typesetter(one.job)[0].renderer
    began = time.process_time()
    document = one.typesetter.lay(one.sheet, **one.fit)
    assert one.typesetter.pdf(one.sheet, document)
    return time.process_time() - began


# ---- Chromium


def _chromium(stack: ExitStack) -> Way | None:
    """A browser with one page, that prints again and again."""
    try:
        from playwright.sync_api import Error, sync_playwright

        from tests.conftest import launch
    except ImportError:
        return None
    playwright = stack.enter_context(sync_playwright())
    try:
        browser = launch(playwright)
    except Error:
        return None
    stack.callback(browser.close)
    page = browser.new_page()
    asked: list[Renderer] = []

    def answer(route: Any) -> None:
        body, mime = asked[0].inside(route.request.url.replace(HOST, INSIDE))
        route.fulfill(body=body, content_type=mime)

    page.route(f"{HOST}**", answer)

    def printed(one: One) -> float:
        asked[:] = [one.renderer]
        before = _spent()
        page.set_content(one.html.replace(INSIDE, HOST), wait_until="load")
        made = page.pdf(prefer_css_page_size=True, print_background=True, tagged=True)
        assert made.startswith(b"%PDF")
        return _spent() - before

    return printed


def _spent() -> float:
    """The CPU seconds of all browser processes below this one, with those that have ended."""
    parents, spent = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = path.read_text().partition("(")[2].rpartition(")")
        except OSError:  # it has ended
            continue
        numbers = rest.split()
        parents[int(path.parent.name)] = int(numbers[1])
        if name.startswith(("chrom", "headless")):
            spent[int(path.parent.name)] = sum(map(int, numbers[11:15])) / TICKS

    def ours(process: int) -> bool:
        return process == os.getpid() or (process in parents and ours(parents[process]))

    return sum(seconds for process, seconds in spent.items() if ours(process))


# ---- Typst


def _typst(stack: ExitStack, python: str) -> Way | None:
    """A Typst that keeps its fonts."""
    known = subprocess.run([python, "-c", "import typst"], capture_output=True, check=False)
    if known.returncode:
        return None
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    pipe = subprocess.PIPE
    running = stack.enter_context(
        subprocess.Popen([python, "-c", TYPST], stdin=pipe, stdout=pipe, text=True)
    )
    stack.callback(running.terminate)
    count = iter(range(10**6))

    def printed(one: One) -> float:
        # Typst remembers what it set: one word is another each time, as in a new sheet.
        path = folder / f"{one.sheet.kind}.typ"
        path.write_text(_source(one.sheet, next(count)), "utf-8")
        assert running.stdin and running.stdout
        print(path, file=running.stdin, flush=True)
        return float(running.stdout.readline())

    return printed


def _source(sheet: Sheet, number: int) -> str:
    """The words of a sheet for Typst: blocks in three columns, or a table with the curve."""
    wide, high = (sheet.width, sheet.height)
    head = (
        f"#set page(width: {wide}mm, height: {high}mm, margin: 15mm)\n"
        f'#set text(size: 14pt, lang: "{sheet.language}", hyphenate: true)\n'
        f"#text(size: 60pt)[{_safe(sheet.title)} {number}]\n"
    )
    if sheet.kind == "persona":
        blocks = [
            f"== {_safe(block.title)}\n" + "\n".join(f"- {_safe(text)}" for text in _texts(block))
            for block in sheet.data["poster"].blocks
        ]
        return f"{head}#columns(3)[\n" + "\n\n".join(blocks) + "\n]\n"
    shown = sheet.data["map"]
    columns = len(shown.columns)
    points = [
        f"({60 + 80 * (feeling.column + feeling.at)}mm, {40 - 18 * (feeling.value or 0)}mm)"
        for feeling in shown.feelings
    ]
    lines = ", ".join(
        f"curve.{'line' if at else 'move'}({point})" for at, point in enumerate(points)
    )
    curve = f"#box(height: 80mm, curve(stroke: 1pt, {lines}))\n" if points else ""
    cells = ",\n".join(", ".join(_row_of(lane, columns)) for lane in shown.lanes)
    return f"{head}{curve}#table(columns: {columns + 1},\n{cells})\n"


def _row_of(lane: Any, columns: int) -> list[str]:
    """A row of the table; the curve has no cells."""
    said = ["\n\n".join(map(_safe, cell)) for cell in lane.paragraphs] or [""] * columns
    return [f"[{text}]" for text in (_safe(lane.label), *said)]


def _texts(thing: Any) -> Iterator[str]:
    """Every text in a block."""
    if isinstance(thing, str):
        yield from [thing] if thing else []
    elif is_dataclass(thing):
        for one in fields(thing):
            if one.name not in ("id", "kind", "title"):
                yield from _texts(getattr(thing, one.name))
    elif isinstance(thing, tuple | list):
        for each in thing:
            yield from _texts(each)


def _safe(text: str) -> str:
    """Plain words, with nothing in them that Typst would read as more."""
    return "".join(
        f"\\{letter}" if letter in r"\#$*_`<>@[]=-+/~" else letter for letter in plain(text)
    )


if __name__ == "__main__":
    main()

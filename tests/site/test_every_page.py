"""Every kind of page, an empty one and a hard one too: axe, the Nu checker, seven widths, large
letters, paper, forced colours, a strict policy, and how far things jump while a page loads.

axe and Nu come from `tests/browser/package-lock.json`; `.ci/setup test` installs them.
"""

from __future__ import annotations

import functools
import json
import re
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page

from affiche.pages.plan import MISSING
from affiche.themes import AA, AA_LARGE, contrast
from tests.support.every_page import Kind, build
from tests.support.projects import ROOT

TOOLS = ROOT / "tests/browser/node_modules"
AXE = TOOLS / "axe-core/axe.min.js"
NU = TOOLS / "vnu-jar/build/dist/vnu.jar"
LOOKS = (ROOT / "tests/support/looks.js").read_text(encoding="utf-8")
WELL = {"wide": 0, "out": [], "cut": [], "over": [], "small": []}
WIDTHS = (320, 360, 768, 900, 1100, 1400, 2560)
STRICT = "default-src 'self'"
# How long a font is on its way: longer than the first picture of the page takes.
LATE = 0.15
LATE_ONES = (".woff2", ".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif")
# Cumulative layout shift. Source: web.dev/cls, "good" is at most 0.1; half of that here.
MOST = 0.05
# WCAG 2.2, 1.4.12.
SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important;"
    " word-spacing: .16em !important; } p { margin-bottom: 2em !important; }"
)


@dataclass(frozen=True)
class Every:
    """The folder, a page of every kind in it, and where the sample is served as a site."""

    folder: Path
    kinds: tuple[Kind, ...]
    served: str

    def address(self, kind: Kind) -> str:
        """By double-click; but the page for lost addresses is asked for at the root of its site."""
        if kind.path == f"sample/{MISSING}":
            return self.served + MISSING
        return (self.folder / kind.path).as_uri()


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Every]:
    folder = tmp_path_factory.mktemp("every")
    kinds = build(folder)
    with running(folder / "sample") as address:
        yield Every(folder, kinds, address)


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The address of a server with the strictest policy, and slow with fonts and pictures."""

    class Strict(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            if self.path.endswith(LATE_ONES):
                time.sleep(LATE)
            super().do_GET()

        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", STRICT)
            super().end_headers()

    with ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Strict, directory=str(folder))
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def address(every: Every) -> Iterator[str]:
    with running(every.folder) as found:
        yield found


Visit = Callable[[Page], Any]


def each(browser: Browser, every: Every, width: int, look: Visit, **context: Any) -> dict[str, Any]:
    """What a look at every page finds: name → what, without what is well (empty or None)."""
    assert every.kinds
    opened = browser.new_context(viewport={"width": width, "height": 900}, **context)
    page, found = opened.new_page(), {}
    for kind in every.kinds:
        page.goto(every.address(kind))
        if seen := look(page):
            found[kind.name] = seen
    opened.close()
    return found


# ---- rules that others wrote down

RULES = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']"
AXE_RUN = """async () => (await axe.run(document, {resultTypes: ['violations'],
  runOnly: %s})).violations
  .map(v => `${v.id}: ${v.nodes.length} × ${v.nodes[0].html.slice(0, 120)}`)""" % RULES


# Pages that are another page on a wide screen than on a phone: looked at twice.
ANOTHER = (
    *("home", "journey", "compare", "persona", "personas-compare", "feedback", "measurements"),
    "opportunities", "presentation",
)


@pytest.mark.parametrize("width", [390, 1400])
def test_axe_finds_nothing(browser: Browser, every: Every, width: int) -> None:
    script = AXE.read_text(encoding="utf-8")
    if width > 390:
        kinds = tuple(kind for kind in every.kinds if kind.template in ANOTHER)
        assert {kind.template for kind in kinds} == set(ANOTHER)
        every = replace(every, kinds=kinds)

    def look(page: Page) -> Any:
        page.evaluate(script)
        return page.evaluate(AXE_RUN)

    assert each(browser, every, width, look) == {}


def test_who_reads_in_the_dark_reads_everything(browser: Browser, every: Every) -> None:
    script = AXE.read_text(encoding="utf-8")
    kinds = tuple(kind for kind in every.kinds if kind.template in ANOTHER)

    def look(page: Page) -> Any:
        page.evaluate(script)
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert max(map(int, re.findall(r"\d+", ground))) < 80, "the page is dark"
        return page.evaluate(AXE_RUN.replace(RULES, "['color-contrast']"))

    assert each(browser, replace(every, kinds=kinds), 1400, look, color_scheme="dark") == {}


def test_axe_finds_what_is_wrong(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<html><body><img src='x.png'><a href='#'></a></body></html>")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert {line.split(":")[0] for line in page.evaluate(AXE_RUN)} >= {"image-alt", "link-name"}
    page.close()


def checked(paths: list[Path]) -> list[str]:
    """What the Nu checker says of HTML files."""
    command = ["java", "-Xss2m", "-jar", str(NU), "--format", "json", "--exit-zero-always"]
    done = subprocess.run([*command, "--stdout", *map(str, paths)], capture_output=True, check=True)
    # It takes every file for one that its own policy refuses: the browser is asked below.
    return [
        f"{message['url'].rsplit('every', 1)[-1]}:{message.get('lastLine')} {message['message']}"
        for message in json.loads(done.stdout)["messages"]
        if "Content Security" not in message["message"]
    ]


def test_nu_finds_no_error_and_nothing_else_to_warn_of(every: Every, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.html"
    wrong.write_text("<!doctype html><title>a</title><dl><div><dd>1</dd><dt>a</dt></div></dl>")
    found = checked([*(every.folder / kind.path for kind in every.kinds), wrong])
    assert [line for line in found if "wrong.html" in line], "it finds what is wrong"
    assert [line for line in found if "wrong.html" not in line] == []


def test_a_drawing_is_read_as_one_sentence(every: Every) -> None:
    """What has a name is named whole, and its words and numbers are not read one by one."""
    found = [
        (kind.name, drawing)
        for kind in every.kinds
        for drawing in re.findall(
            r'<svg[^>]*role="img"[^>]*>(.*?)</svg>',
            (every.folder / kind.path).read_text("utf-8"),
            re.DOTALL,
        )
    ]
    worded = [(name, drawing) for name, drawing in found if "<text" in drawing]
    assert len(worded) > 10
    for name, drawing in worded:
        assert re.match(r'<title>[^<]*\w[^<]*</title><g aria-hidden="true">', drawing), name


def test_each_table_that_is_ours_has_a_name(every: Every) -> None:
    """A reader's list of tables says of each what it holds; those of a writer's text may have
    none."""
    tables = [
        (kind.name, table)
        for kind in every.kinds
        for table in re.findall(
            r"<table[^>]*>\s*(?:<caption)?", (every.folder / kind.path).read_text("utf-8")
        )
    ]
    ours = [(name, table) for name, table in tables if table[:7] != "<table>" or "caption" in table]
    assert len(ours) > 20
    unnamed = [one for one in ours if "<caption" not in one[1] and "aria-label" not in one[1]]
    assert unnamed == []


# ---- seven widths, large letters


def test_nothing_sticks_out_is_cut_off_or_covered(browser: Browser, every: Every) -> None:
    def look(page: Page) -> Any:
        bad = {}
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found = page.evaluate(LOOKS)
            if found != WELL:
                bad[width] = {key: value for key, value in found.items() if value != WELL[key]}
        return bad

    assert each(browser, every, WIDTHS[0], look) == {}


def test_a_look_finds_what_is_wrong(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 600})
    page.set_content(
        "<body style='margin:0'><p style='width:900px'>" + "woord " * 40 + "</p>"
        "<p style='width:40px;overflow:hidden;white-space:nowrap'>afgesneden tekst</p>"
        "<a href='#a' style='position:absolute;top:0'>een</a>"
        "<a href='#b' style='position:absolute;top:0'>twee</a><i class='mark'></i></body>"
    )
    found = page.evaluate(LOOKS)
    page.close()
    assert found["wide"] > 500
    assert all(found[key] for key in ("out", "cut", "over", "small"))


@pytest.mark.parametrize(("width", "letter"), [(320, None), (390, 24), (320, 32)])
def test_a_large_letter_and_wide_spacing_fit_on_a_phone(
    browser: Browser, every: Every, width: int, letter: int | None
) -> None:
    """Without a letter, in pixels: text spacing of WCAG 1.4.12. 32 is 200 % text, of 1.4.4."""

    def look(page: Page) -> Any:
        if letter is None:
            page.evaluate(
                "css => document.adoptedStyleSheets.push("
                "Object.assign(new CSSStyleSheet(), {}), (s => (s.replaceSync(css), s))"
                "(new CSSStyleSheet()))",
                SPACING,
            )
        else:
            tools = page.context.new_cdp_session(page)
            tools.send("Page.setFontSizes", {"fontSizes": {"standard": letter}})
            tools.detach()
        found = page.evaluate(LOOKS)
        return {key: found[key] for key in ("wide", "out", "cut") if found[key] != WELL[key]}

    assert each(browser, every, width, look) == {}


# Words of the company's name that stand on more than one line.
BROKEN = """() => {
  const name = document.querySelector('.brand b');
  if (!name || !name.firstChild) return [];
  const text = name.textContent, found = [];
  for (const match of text.matchAll(/(?<!\\S)\\S{1,16}(?!\\S)/g)) {
    const range = document.createRange();
    range.setStart(name.firstChild, match.index);
    range.setEnd(name.firstChild, match.index + match[0].length);
    if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) found.push(match[0]);
  }
  return found;
}"""


def test_text_that_a_browser_enlarges_alone_fits_on_a_wide_screen(
    browser: Browser, every: Every
) -> None:
    """200 % text where the width of the screen stays what it is: no name is broken in pieces."""

    def look(page: Page) -> Any:
        page.evaluate(
            "() => { const s = new CSSStyleSheet(); s.replaceSync('html { font-size: 200% !important }');"
            " document.adoptedStyleSheets.push(s); }"
        )
        found = page.evaluate(LOOKS)
        lines = page.evaluate(BROKEN)
        return {key: found[key] for key in ("wide", "out") if found[key] != WELL[key]} | (
            {"broken": lines} if lines else {}
        )

    assert each(browser, every, 1280, look) == {}


# ---- paper

# Words and the contrast of their ink, where no ground is printed but one that insists.
ON_PAPER = """(around) => {
  const ink = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const colour = layers => {
    for (const layer of ['white', ...layers]) { ink.fillStyle = layer; ink.fillRect(0, 0, 1, 1); }
    return '#' + [...ink.getImageData(0, 0, 1, 1).data].slice(0, 3).map(v => v.toString(16).padStart(2, '0')).join('');
  };
  const words = new Set(), texts = new Map();
  const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, e = node.parentElement;
    if (!node.data.trim() || !e.checkVisibility() || e.closest('.unseen, svg, title' + around)) continue;
    for (const word of node.data.replaceAll('\\u00ad', '').split(/[^\\p{L}\\p{N}]+/u)) if (word.length > 1) words.add(word);
    const style = getComputedStyle(e), layers = [];
    for (let g = e; g; g = g.parentElement) {
      const own = getComputedStyle(g);
      if (own.printColorAdjust === 'exact') layers.unshift(own.backgroundColor);
    }
    const size = parseFloat(style.fontSize), large = size >= 24 || (+style.fontWeight >= 700 && size >= 18.66);
    texts.set([colour([style.color]), colour(layers), large].join(), e.outerHTML.slice(0, 100));
  }
  return {words: [...words], texts: [...texts]};
}"""


def letters(text: str) -> str:
    """A text without what line breaks, hyphens and capitals add to it."""
    return re.sub(r"[^\w]+", "", text).casefold()


@pytest.mark.parametrize("grounds", [False, True])
def test_a_printed_page_has_all_its_words(browser: Browser, every: Every, grounds: bool) -> None:
    def look(page: Page) -> Any:
        screen = page.evaluate(ON_PAPER, AROUND)["words"]
        page.emulate_media(media="print")
        printed = page.evaluate(ON_PAPER, "")
        weak = [
            f"{key} {where}"
            for key, where in printed["texts"]
            if contrast(*key.split(",")[:2]) < (AA_LARGE if key.endswith("true") else AA)
        ]
        document = pypdfium2.PdfDocument(
            page.pdf(print_background=grounds, prefer_css_page_size=True)
        )
        said = [letters(sheet.get_textpage().get_text_range()) for sheet in document]
        text = "".join(said)
        # Of a page that says much, no sheet is ended after a few words.
        thin = [f"sheet {at}: {one}" for at, one in enumerate(said[:-1], 1) if len(one) < THIN]
        thin = thin if len(text) > MUCH else []
        page.emulate_media(media="screen")
        lost = [w for w in printed["words"] if letters(w) not in text and w.isascii()]
        gone = set(screen) - set(printed["words"])
        return [*weak[:3], *lost[:5], *sorted(gone)[:5], *thin]

    assert each(browser, every, 1400, look) == {}


THIN, MUCH = 250, 2_000  # letters
# What only leads somewhere or is switched, which paper does not; and the lanes' names beside a map
# that is too wide for paper, whose cards have a heading where the lane has something in it.
AROUND = (
    ", nav, .switch, .pick, .filters, .kiosk-bar, .buttons, .edit, .map-bar, .map-links, .band-head > a, .columns-13"
    " :is(.corner, [scope=row], .none), .pk-downloads, .pk-skip"
)


# ---- forced colours

FORCED = """() => {
  const shown = e => e.checkVisibility();
  const all = selector => [...document.querySelectorAll(selector)].filter(shown);
  const probe = document.body.appendChild(document.createElement('i'));
  const system = name => { probe.style.color = name; return getComputedStyle(probe).color; };
  const ink = system('CanvasText'), ground = system('Canvas');
  probe.remove();
  const bad = [];
  const check = (selector, property, allowed) => all(selector).forEach(e => {
    const found = getComputedStyle(e)[property];
    if (!allowed.includes(found)) bad.push(`${selector} ${property} ${found}`);
  });
  check('.meter-share, .pip-row .on, .c-full', 'fill', [ink]);
  check('.c-line, .c-body, .pip-row circle', 'stroke', [ink]);
  check('svg text.c-text:not(.c-on-full), .c-text text', 'fill', [ink]);
  check('.mark-measured', 'backgroundColor', [ink]);
  const light = colour => {
    const parts = colour.match(/[0-9.]+/g).slice(0, 3).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * parts[0] + .7152 * parts[1] + .0722 * parts[2];
  };
  const against = (one, other) => (Math.max(light(one), light(other)) + .05) / (Math.min(light(one), light(other)) + .05);
  all('.m-card svg text').forEach(e => {
    const own = getComputedStyle(e).fill, under = getComputedStyle(e.closest('svg')).backgroundColor;
    if (against(own, under) < 4.5) bad.push(`a chart says ${own} on ${under}`);
  });
  all('.face-drawing').forEach(e => {
    if (light(getComputedStyle(e).backgroundColor) < .2) bad.push('a drawing lost its ground');
  });
  check('.icon', 'color', [...new Set(all('.icon').map(e => getComputedStyle(e.parentElement).color))]);
  const grounds = all('.switch label, .switch a').map(e => getComputedStyle(e).backgroundColor);
  if (grounds.length && new Set(grounds).size < 2) bad.push('the chosen view looks like the others');
  const edges = all('.menu a').map(e => getComputedStyle(e).borderBottomColor);
  if (all('.menu a[aria-current]').length && new Set(edges).size < 2) bad.push('the menu hides where one is');
  return [...new Set(bad)];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_hide_nothing(browser: Browser, every: Every, scheme: str) -> None:
    found = each(
        browser, every, 1400, lambda page: page.evaluate(FORCED),
        forced_colors="active", color_scheme=scheme,
    )  # fmt: skip
    assert found == {}


# ---- over http: a strict policy, and nothing that jumps

SHIFT = """() => new Promise(done => {
  let sum = 0; const what = [];
  new PerformanceObserver(list => list.getEntries().forEach(e => {
    if (e.hadRecentInput) return;
    sum += e.value;
    what.push(...e.sources.map(s => s.node && (s.node.outerHTML || s.node.textContent).slice(0, 80)));
  })).observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done([sum, [...new Set(what)].slice(0, 3)]), 60);
})"""


@pytest.mark.parametrize("width", [390, 1400])
def test_a_strict_policy_refuses_nothing_and_nothing_jumps(
    browser: Browser, every: Every, address: str, width: int
) -> None:
    jumps, faults = {}, []
    for kind in every.kinds:
        # A context of its own: no font is there from the page before.
        context = browser.new_context(viewport={"width": width, "height": 844})
        page = context.new_page()
        page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
        lost = kind.path == f"sample/{MISSING}"
        page.goto(every.address(kind) if lost else address + kind.path)
        page.evaluate("document.fonts.ready")
        moved, what = page.evaluate(SHIFT)
        if moved > MOST:
            jumps[kind.name] = (round(moved, 3), what)
        context.close()
    assert faults == []
    assert jumps == {}


def test_a_style_attribute_would_be_refused(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><p style='color: red'>x")
    page, faults = browser.new_page(), []
    page.on("console", lambda message: faults.append(message.text))
    with running(tmp_path) as address:
        page.goto(address + "index.html")
    page.close()
    assert any("Content Security Policy" in fault for fault in faults)

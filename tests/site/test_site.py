"""The site in a real browser, over http and by double-click: whole samples in, no fault out."""

from __future__ import annotations

import functools
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from affiche import content, pages, themes
from affiche.pages.plan import MISSING, SheetFact
from affiche.render import Renderer
from affiche.themes import AA, AA_LARGE, contrast
from affiche.words import words
from tests.support.projects import CONTENT, THEMES, TODAY, project
from tests.support.plans import Plan, plan

LONG = "De uitvoerend projectleider duurzame gebiedsontwikkeling bij een woningbouwvereniging " * 2

EDGES = {
    "site.yaml": "edit_url: https://git.example/edit/{path}\n",
    "personas/bare.md": "---\nname: Anneke\n---\n",
    "personas/aisha.md": (
        "---\nname: عائشة بنت محمد\nlanguage: ar\nquote: أريد أن أتحدث مع إنسان\n"
        "goals: [العثور على عمل]\n---\nعائشة تعيش في روتردام.\n"
    ),
    "personas/long.md": f"---\nname: {LONG[:157].strip()}\nkind: role\n---\n",
    "personas/wide.md": (
        "---\nname: Wijd\nfacts: {Adres: "
        + "a" * 90
        + "}\n---\n"
        + "Een woord van honderd letters: "
        + "o" * 100
        + "\n\n"
        + "## Tabel\n\n"
        + "| kop " * 12
        + "|\n"
        + "|---" * 12
        + "|\n"
        + "| een lange cel " * 12
        + "|\n"
        + "\n## Code\n\n```\n"
        + "x" * 200
        + "\n```\n"
    ),
    "personas/much.md": "---\nname: Veel\n---\n"
    + "".join(
        f"## Deel {i}\n\n" + "Dit is een zin over Veel die nergens over gaat. " * 20 + "\n\n"
        for i in range(10)
    ),
}


def build(folder: Path, root: Path, name: str) -> Plan:
    """Every page of the content under `root` in `folder`, with a stand-in for each sheet."""
    loaded = content.load(root, TODAY)
    assert loaded.site, loaded.problems
    theme = themes.load(THEMES, name)
    spoken = words(loaded.site.settings.language, tuple(f / "locale" for f in theme.folders))
    sheets = plan(loaded.site, spoken, (), {}, TODAY).sheets
    facts = {sheet.path: SheetFact(412_000, ("Merken",)) for sheet in sheets}
    made = plan(loaded.site, spoken, loaded.problems, facts, TODAY)
    frame = pages.frame(loaded.site, spoken, made.pages)
    renderer = Renderer(theme, loaded.site, spoken, frame)
    files = {page.path: renderer.page(page) for page in made.pages}
    files |= renderer.assets() | dict.fromkeys(facts, b"%PDF-")
    files |= pages.plan_files(pages.relations(loaded.site, spoken, TODAY), made.pages)
    for path, body in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(body)
    return made


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Plan]:
    """The sample, in a folder whose name has a space, as on a network share."""
    folder = tmp_path_factory.mktemp("site") / "onze klanten"
    return folder, build(folder, CONTENT, "affiche")


@pytest.fixture(scope="module")
def edges(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Plan]:
    """Personas that are hard to show, in the second house style."""
    folder = tmp_path_factory.mktemp("edges")
    return folder, build(folder, project(EDGES) / "content", "noordlicht")


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a web server that has this folder as its root."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    serve = functools.partial(Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), serve) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()


@pytest.fixture(scope="module")
def server(sample: tuple[Path, Plan]) -> Iterator[str]:
    """The sample in a sub-folder of a web server."""
    with serving(sample[0].parent) as root:
        yield root + "onze%20klanten/"


class Visit:
    """A page of the browser that notes what goes wrong, and every address that is asked for."""

    def __init__(self, browser: Browser) -> None:
        self.page: Page = browser.new_page(viewport={"width": 1400, "height": 900})
        self.faults: list[str] = []
        self.asked: set[str] = set()
        self.page.on("console", lambda message: self._noted(message.type, message.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("requestfailed", lambda request: self._failed(request.url, request.failure))
        self.page.on("request", lambda request: self.asked.add(request.url))

    def _noted(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.faults.append(text)

    def _failed(self, address: str, why: str | None) -> None:
        # What was still on its way when the next page was asked for is no fault of the page.
        if why != "net::ERR_ABORTED":
            self.faults.append(f"{address}: {why}")

    def go(self, address: str) -> Page:
        self.page.goto(address)
        return self.page


# Everything that one look at a page tells. A colour is read off a canvas, on which each ground
# from the outermost to the text's own is painted, so that any way to write a colour counts.
LOOK = """() => {
  const all = selector => [...document.querySelectorAll(selector)];
  const named = e => e.textContent.trim() || e.getAttribute('aria-label')
    || e.querySelector('img[alt]:not([alt=""])');
  const labelled = e => e.getAttribute('aria-label') || e.getAttribute('aria-labelledby');
  const levels = all('h1, h2, h3, h4, h5, h6').map(e => +e.tagName[1]);
  const ids = all('[id]').map(e => e.id);
  const ink = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const mixed = new Map();
  const colour = layers => {
    const key = layers.join();
    if (!mixed.has(key)) {
      for (const layer of ['white', ...layers]) { ink.fillStyle = layer; ink.fillRect(0, 0, 1, 1); }
      const dots = [...ink.getImageData(0, 0, 1, 1).data].slice(0, 3);
      mixed.set(key, '#' + dots.map(v => v.toString(16).padStart(2, '0')).join(''));
    }
    return mixed.get(key);
  };
  const texts = new Map();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement, box = e.getBoundingClientRect();
    if (!walk.currentNode.data.trim() || !box.width || !box.height) continue;
    if (e.closest('svg, [aria-hidden=true], .skip, .unseen')) continue;
    const style = getComputedStyle(e), layers = [];
    for (let g = e; g; g = g.parentElement) layers.unshift(getComputedStyle(g).backgroundColor);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (+style.fontWeight >= 700 && size >= 18.66);
    texts.set([colour([style.color]), colour(layers), large].join(), e.outerHTML.slice(0, 90));
  }
  return {
    title: document.title,
    links: all('a[href], link[href]').map(e => e.href),
    texts: [...texts],
    built: {
      lang: document.documentElement.lang,
      h1: all('h1').length,
      main: all('main').length,
      'pictures without alt': all('img:not([alt])').length,
      'broken pictures': all('img').filter(e => e.complete && !e.naturalWidth).length,
      'links without a name': all('a, button, summary')
        .filter(e => !e.closest('[aria-hidden=true]') && !named(e)).length,
      'parts without a label': all('nav, aside, [role=region]').filter(e => !labelled(e)).length,
      'ids that are there twice': ids.filter((id, i) => ids.indexOf(id) != i),
      'levels skipped': levels.filter((level, i) => i && level > levels[i - 1] + 1).length,
      'links to nowhere on the page': all('a[href^="#"]')
        .map(e => e.getAttribute('href').slice(1)).filter(id => !ids.includes(id)),
    },
  };
}"""
BUILT_WELL = {
    "lang": "nl",
    "h1": 1,
    "main": 1,
    "pictures without alt": 0,
    "broken pictures": 0,
    "links without a name": 0,
    "parts without a label": 0,
    "ids that are there twice": [],
    "levels skipped": 0,
    "links to nowhere on the page": [],
}
WIDTHS = (360, 768, 1920)


@dataclass(frozen=True)
class Walk:
    """What was seen on a walk past every page, opened by double-click: path → what.

    The page for lost addresses is asked for at the root of a server; what it leads to and asks for
    is told as files, like all the rest."""

    folder: Path
    seen: Mapping[str, Mapping[str, Any]]
    wide: Mapping[str, Mapping[int, int]]
    faults: tuple[str, ...]
    asked: frozenset[str]


def walk(browser: Browser, folder: Path, made: Plan) -> Walk:
    visit = Visit(browser)
    seen, wide = {}, {}
    files = f"{folder.as_uri()}/"
    with serving(folder) as root:
        for page in made.pages:
            visit.page.set_viewport_size({"width": 1400, "height": 900})
            address = (root if page.path == MISSING else files) + page.path
            found = visit.go(address).evaluate(LOOK)
            found["links"] = [href.replace(root, files) for href in found["links"]]
            seen[page.path] = found
            wide[page.path] = {width: measured(visit.page, width) for width in WIDTHS}
        visit.page.close()
        asked = frozenset(address.replace(root, files) for address in visit.asked)
    return Walk(folder, seen, wide, tuple(visit.faults), asked)


def measured(page: Page, width: int) -> int:
    """How wide the page is on a screen of this width, in px."""
    page.set_viewport_size({"width": width, "height": 900})
    return int(page.evaluate("document.documentElement.scrollWidth"))


@pytest.fixture(scope="module")
def walks(browser: Browser, sample: tuple[Path, Plan], edges: tuple[Path, Plan]) -> dict[str, Walk]:
    return {"sample": walk(browser, *sample), "edges": walk(browser, *edges)}


@pytest.fixture(params=["sample", "edges"])
def walked(request: pytest.FixtureRequest, walks: dict[str, Walk]) -> Walk:
    return walks[request.param]


def test_believed_and_measured_are_seen_whole_at_1280_px(
    browser: Browser, sample: tuple[Path, Plan]
):
    """Twelve touchpoints with names of seventeen letters, none of them cut or broken in two."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((sample[0] / "measurements/index.html").as_uri())
    strips = page.locator(".m-runs:has(.m-strip)")
    assert strips.count() == 4
    wide = strips.evaluate_all("all => all.map(e => e.scrollWidth - e.clientWidth)")
    names = page.locator(".m-names th").evaluate_all(
        "all => all.map(e => e.scrollWidth - e.clientWidth)"
    )
    page.close()
    assert max(wide) <= 0
    assert max(names) <= 0


def test_by_double_click_every_link_leads_to_a_file(walked: Walk):
    dead = {
        f"{path} → {href}"
        for path, seen in walked.seen.items()
        for href in seen["links"]
        if urlsplit(href).scheme == "file" and not Path(unquote(urlsplit(href).path)).is_file()
    }
    assert dead == set()


def test_no_page_complains_and_nothing_is_asked_of_anybody(walked: Walk):
    assert walked.faults == ()
    outside = {a for a in walked.asked if urlsplit(a).scheme not in ("file", "data")}
    assert outside == set()


def test_in_a_sub_folder_of_a_web_server_every_page_loads_without_a_fault(
    sample: tuple[Path, Plan], server: str, browser: Browser
):
    visit = Visit(browser)
    for page in sample[1].pages:
        if page.path != MISSING:  # made for the root, where nothing says that the site is elsewhere
            visit.go(server + page.path)
    assert visit.faults == []
    assert {address for address in visit.asked if not address.startswith(server)} == set()


def test_every_page_is_built_for_all_readers(walked: Walk):
    wrong = {
        path: {what: found for what, found in seen["built"].items() if found != BUILT_WELL[what]}
        for path, seen in walked.seen.items()
    }
    assert {path: found for path, found in wrong.items() if found} == {}


def test_every_page_has_a_title_of_its_own(walked: Walk):
    # What is shown in a page of others has no tab: its title is that of what it shows.
    titles = [s["title"] for path, s in walked.seen.items() if not path.startswith("embed/")]
    assert sorted(set(titles)) == sorted(titles)


def test_two_pages_of_one_name_say_where_they_stand(walks: dict[str, Walk]):
    titles = {path: seen["title"] for path, seen in walks["sample"].seen.items()}
    assert titles["reviews/index.html"] == "Reviews · Metingen · Van Dijk Techniek"
    assert titles["touchpoints/reviews/index.html"] == "Reviews · Touchpoints · Van Dijk Techniek"
    assert titles["touchpoints/balie/index.html"] == "Balie · Van Dijk Techniek"


def test_no_page_is_wider_than_the_screen(walked: Walk):
    wide = {
        (path, width): found
        for path, widths in walked.wide.items()
        for width, found in widths.items()
        if found > width
    }
    assert wide == {}


def test_every_text_has_the_contrast_of_wcag_aa(walked: Walk):
    weak = {}
    for path, seen in walked.seen.items():
        for key, where in seen["texts"]:
            text, ground, large = key.split(",")
            ratio = contrast(text, ground)
            if ratio < (AA_LARGE if large == "true" else AA):
                weak[f"{text} on {ground}"] = f"{ratio:.2f} {path} {where}"
    assert weak == {}


@pytest.mark.parametrize("name", ["affiche", "noordlicht"])
def test_names_can_be_read_on_every_ground_behind_portraits(name: str):
    theme = themes.load(THEMES, name)
    weak = {g: contrast(theme.colors["ink"], g) for g in theme.grounds}
    assert {ground: ratio for ground, ratio in weak.items() if ratio < AA} == {}


def test_the_menu_folds_on_a_phone_and_opens_without_a_script(
    sample: tuple[Path, Plan], browser: Browser
):
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    page.goto((sample[0] / "index.html").as_uri())
    link = page.locator(".menu-small a", has_text="Kansen")
    assert not link.is_visible()
    page.locator(".menu-small summary").click()
    link.click()
    assert page.url.endswith("/opportunities/index.html")
    assert page.locator(".menu-small a[aria-current=page]").text_content() == "Kansen"
    context.close()


def test_the_first_key_stroke_leads_past_the_menu(sample: tuple[Path, Plan], browser: Browser):
    page = Visit(browser).go((sample[0] / "personas/peter/index.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_page_says_where_it_stands(sample: tuple[Path, Plan], browser: Browser):
    page = Visit(browser).go((sample[0] / "touchpoints/balie/index.html").as_uri())
    assert page.locator(".menu [aria-current]").all_inner_texts() == ["Touchpoints"]
    assert page.locator(".crumbs li").all_inner_texts() == ["Touchpoints", "Balie"]
    assert page.title() == "Balie · Van Dijk Techniek"
    assert page.locator("meta[name=description]").get_attribute("content")


def test_arabic_runs_from_right_to_left_amid_dutch(edges: tuple[Path, Plan], browser: Browser):
    page = Visit(browser).go((edges[0] / "personas/aisha/index.html").as_uri())
    direction = "e => getComputedStyle(e).direction"
    assert page.locator("h1").evaluate(direction) == "rtl"
    assert page.locator("h1").get_attribute("lang") == "ar"
    assert page.locator(".statements li").first.evaluate(direction) == "rtl"
    assert page.locator("h2", has_text="drijft").evaluate(direction) == "ltr"
    assert page.evaluate("document.documentElement.lang") == "nl"


def test_no_word_of_a_long_persona_is_lost_and_each_page_can_be_edited(
    edges: tuple[Path, Plan], browser: Browser
):
    page = Visit(browser).go((edges[0] / "personas/much/index.html").as_uri())
    assert page.locator("main").inner_text().count("nergens over gaat") == 200
    edit = page.locator("a.edit").get_attribute("href")
    assert edit == "https://git.example/edit/content/personas/much.md"


# What each field of a persona says, so that its page can be searched for it.
EVERYTHING = """\
---
name: Alles Ingevuld
tagline: w-tagline
kind: role
priority: secondary
segment: w-segment
age: w-age
location: w-location
household: w-household
education: w-education
occupation: w-occupation
organisation: w-organisation
facts: {w-fact: w-value}
quote: {text: w-quote, source: w-quotesource, date: 2026-03-12, evidence: measured}
quotes: [w-second-quote]
goals: [{text: w-goal, evidence: measured, n: 77, source: w-goalsource}]
pains: [w-pain]
gains: [w-gain]
motivations: [w-motivation]
objections: [w-objection]
behaviours: [w-behaviour]
needs: {functional: [w-functional], emotional: [w-emotional]}
jobs: [w-job]
scales: [{label: w-bar, value: 3, max: 7}, {left: w-left, right: w-right, value: 25}]
channels: [{channel: w-channel, use: 4}]
brands: [w-brand]
tools: [w-tool]
media: [w-medium]
accessibility: [w-access]
day: [{time: "06:15", text: w-day}]
decision_questions: [w-question]
tone: {do: [w-do], dont: [w-dont]}
value: {customers: GEHEIM}
evidence: {level: mixed, interviews: 14, survey_n: 112, crm_n: 640, sources: [w-source]}
status: second
version: w-version
owner: w-owner
reviewers: [w-reviewer]
review_by: 2027-05-22
notes_internal: GEHEIM
---
w-biography

## w-section

w-body
"""
SAID = re.findall(r"w-([\w-]+)", EVERYTHING)


def test_a_persona_page_shows_every_field_and_no_secret(tmp_path: Path, browser: Browser):
    build(tmp_path, project({"personas/alles.md": EVERYTHING}) / "content", "affiche")
    page = Visit(browser).go((tmp_path / "personas/alles/index.html").as_uri())
    text = page.locator("main").inner_text()
    assert [word for word in SAID if f"w-{word}" not in text] == []
    for shown in (
        "Rol",
        "Secundair",
        "12 maart 2026",
        "n = 77",
        "14",
        "112",
        "640",
        "06:15",
        "22 mei 2027",
        "Tweede versie",
        "Gemengd",
        "3 / 7",
    ):
        assert shown in text
    assert "GEHEIM" not in page.content()

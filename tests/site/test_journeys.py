"""Journey pages in a real browser: the map as a table, the curve in line with it, the switch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from affiche import content, pages, themes
from affiche.render import Renderer
from affiche.words import words
from tests.support.projects import CONTENT, THEMES, TODAY, project
from tests.support.plans import plan
from tests.support.waiting import until
from tests.pages.journey.map.test_map import FILES

MANY = "title: Veel\nphases:\n" + "".join(
    f"  - {{name: Fase {i}, goal: {'Iets ' * i}, touchpoints:"
    f" [{{name: Punt {i}, emotion: {(i * 7) % 5 - 2}}}, {{name: Nog een, emotion: 0.5}}]}}\n"
    for i in range(1, 14)
)
ODD = FILES | {
    "journeys/veel.yaml": MANY,
    "journeys/een.yaml": "title: Eén\nphases: [{name: Bellen, emotion: 1}]\n",
    "journeys/kaal.yaml": "title: Kaal\nphases: [Eerst, Dan]\n",
}


def build(root: Path, folder: Path) -> Path:
    """The pages of the content under `root`, in `folder`."""
    site = content.load(root, TODAY).site
    assert site
    theme = themes.load(THEMES, "affiche")
    made = plan(site, words("nl"), (), {}, TODAY)
    frame = pages.frame(site, words("nl"), made.pages)
    renderer = Renderer(theme, site, words("nl"), frame)
    files = {page.path: renderer.page(page) for page in made.pages} | renderer.assets()
    for path, body in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(body)
    return folder


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(CONTENT, tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(project(ODD) / "content", tmp_path_factory.mktemp("odd"))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a browser that runs no script of ours: there is none to be missed."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def opened(page: Page, folder: Path, name: str, width: int = 1400) -> Page:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((folder / f"journeys/{name}/index.html").as_uri())
    return page


# The rows of the map as an assistive tool walks through them: [role, spans] of each cell.
ROWS = """() => [...document.querySelectorAll('.map tr')].map(row =>
  [...row.children].map(cell => `${cell.tagName}${cell.scope ? ' ' + cell.scope : ''}`
    + (cell.colSpan > 1 ? ` over ${cell.colSpan}` : '')).join(', '))"""


def test_the_map_is_a_table_that_a_screen_reader_walks_through(page: Page, sample: Path) -> None:
    opened(page, sample, "ketel-vervangen")
    rows = page.evaluate(ROWS)
    assert rows[0] == ", ".join(["TH col"] * 7)
    kinds = {"TH row" + ", TD" * 6, "TH row, TD over 6"}
    assert set(rows[1:]) == kinds and rows.count("TH row, TD over 6") == 1
    assert page.locator(".map caption").text_content() == (
        "Kaart van de klantreis: Ik vervang de ketel van mijn klant"
    )
    # Its name is its caption: what customers said stands in a table of its own.
    table = page.get_by_role("table", name="Kaart van de klantreis: Ik vervang")
    assert table.count() == 1
    assert table.get_by_role("columnheader").count() == 7
    assert table.get_by_role("rowheader").count() == len(rows) - 1


def test_what_is_on_the_page_is_told_at_its_head(page: Page, sample: Path) -> None:
    opened(page, sample, "ketel-vervangen")
    there = page.eval_on_selector_all(".jump a", "all => all.map(a => a.getAttribute('href'))")
    assert there == ["#map", "#measured", "#stops", "#life", "#rests"]
    assert all(page.locator(f"h2{name}, section{name}").count() == 1 for name in there)


def test_the_curve_is_a_picture_with_its_values_beside_it_as_text(page: Page, sample: Path) -> None:
    opened(page, sample, "ketel-vervangen")
    shown = page.locator(".map .curve svg:visible")
    assert shown.count() == 1
    assert shown.locator("> title").text_content() == (
        "wij denken: Het gevoel op 12 plekken, van −1,8 (Servicelijn, machteloos)"
        " tot +1,8 (Montage-app, trots). klanten zeggen: Het gevoel op 9 plekken,"
        " van −1,4 (Servicelijn) tot +1,6 (Montage-app)."
    )
    said = page.locator(".map .felt td").all_text_contents()
    assert " ".join(said[3].split()) == (
        "wij denken: Balie, vlot geholpen +0,9 (Gemeten, n = 46); "
        "wij denken: Montage-app, trots +1,8, Magisch moment (Gemeten, n = 46); "
        "klanten zeggen: Balie +1,1 (Gemeten, n = 24); "
        "klanten zeggen: Montage-app +1,6 (Gemeten, n = 28)"
    )


# How far each rule of the curve is from the left border of its column, in px.
OFF = """() => {
  const svg = [...document.querySelectorAll('.map .curve svg')].find(s => s.clientWidth);
  const box = svg.getBoundingClientRect(), scale = box.width / svg.viewBox.baseVal.width;
  const rules = new Set([...svg.querySelectorAll('path')].map(p => p.getAttribute('d'))
    .map(d => d.match(/^M([\\d.]+) [\\d.]+V[\\d.]+$/)).filter(Boolean).map(m => +m[1]));
  const heads = [...document.querySelectorAll('.map th.phase')].slice(1);
  const places = heads.map(h => h.getBoundingClientRect().left);
  return [...rules].sort((a, b) => a - b).map((x, i) => box.left + x * scale - places[i]);
}"""


@pytest.mark.parametrize("width", [800, 1400, 1920])
@pytest.mark.parametrize("name", ["ketel-vervangen", "ketel-vervangen-straks"])
def test_the_rules_of_the_curve_meet_the_columns(
    page: Page, sample: Path, name: str, width: int
) -> None:
    off = opened(page, sample, name, width).evaluate(OFF)
    assert len(off) == 5
    assert max(map(abs, off)) <= 1


@pytest.mark.parametrize("width", [800, 1920])
def test_thirteen_columns_meet_too(page: Page, odd: Path, width: int) -> None:
    off = opened(page, odd, "veel", width).evaluate(OFF)
    assert len(off) == 12
    assert max(map(abs, off)) <= 1


def lanes(page: Page) -> list[str]:
    """The names of the lanes that are seen."""
    heads = page.locator(".map tbody tr:not(.felt) th:visible")
    return [text.strip() for text in heads.all_text_contents()]


def test_functional_emotional_and_together_switch_without_a_script(page: Page, odd: Path) -> None:
    opened(page, odd, "ketel")
    both = lanes(page)
    page.get_by_text("Functioneel").click()
    functional = lanes(page)
    page.get_by_text("Emotioneel").click()
    emotional = lanes(page)
    page.get_by_text("Samen").click()
    assert lanes(page) == both
    assert functional == [
        "Wat Peter wil", "Wat Peter doet", "Touchpoints", "Pijnpunten", "Kansen", "Metingen",
        "Eigenaar",
    ]  # fmt: skip
    assert emotional == [
        "Wat Peter wil", "Touchpoints", "Wat Peter denkt", "Hoe voelt Peter zich?",
        "Gevoel en behoefte", "In eigen woorden", "Pijnpunten", "Kansen",
    ]  # fmt: skip
    assert set(functional) | set(emotional) == set(both)


def test_a_chip_leads_to_all_that_is_known_of_its_touchpoint(page: Page, odd: Path) -> None:
    opened(page, odd, "ketel")
    page.locator(".map .stop").nth(2).click()
    card = page.locator(".stop-card:target")
    text = " ".join((card.text_content() or "").split())
    for part in ("Offerte", "Verkoop", "Van de waarheid", "boos", "−1,5", "Te laat", "n = 12"):
        assert part.casefold() in text.replace("\u00a0", " ").casefold()


def test_a_wide_map_scrolls_in_its_own_frame_with_the_lanes_in_sight(page: Page, odd: Path) -> None:
    opened(page, odd, "veel", 800)
    assert page.evaluate("document.documentElement.scrollWidth") == 800
    frame = page.locator(".map-scroll")
    frame.evaluate("e => e.scrollLeft = 900")
    left = frame.evaluate("e => e.getBoundingClientRect().left")
    head = page.locator(".map tbody th").first.bounding_box()
    assert head and abs(head["x"] - left) <= 2
    assert frame.get_attribute("tabindex") == "0"


@pytest.mark.parametrize("name", ["een", "kaal"])
def test_a_journey_with_hardly_anything_has_a_page(page: Page, odd: Path, name: str) -> None:
    opened(page, odd, name)
    assert page.get_by_role("table").count() == 1
    assert page.locator(".switch").count() == 0
    assert page.locator(".empty").count() == (1 if name == "kaal" else 0)


def test_the_comparison_lays_two_journeys_under_one_curve(page: Page, sample: Path) -> None:
    opened(page, sample, "ketel-vervangen-straks/compare")
    assert page.locator("nav.switch a").all_text_contents() == ["Nu", "Straks", "Vergelijk"]
    assert page.locator("nav.switch [aria-current]").text_content() == "Vergelijk"
    states = page.locator(".lane-is-goal th small").all_text_contents()
    assert states == ["Nu", "Straks"]
    assert max(map(abs, page.evaluate(OFF))) <= 1


def test_below_a_short_phase_on_a_phone_there_is_no_hole(browser: Browser, odd: Path) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto((odd / "journeys/veel/index.html").as_uri())
    below = """n => {
      const card = document.querySelector(`#card-${n}`).getBoundingClientRect();
      return document.querySelector('.phases').getBoundingClientRect().bottom - card.bottom;
    }"""
    until(page, f"({below})(1) < 40")
    page.evaluate("document.querySelector('#card-13').scrollIntoView()")
    until(page, f"Math.abs(({below})(13)) < 40")
    assert page.evaluate(f"({below})(1)") > 40, "the last says more than the first"
    page.set_viewport_size({"width": 1200, "height": 844})
    until(page, "!document.querySelector('.phases').style.height")
    page.close()

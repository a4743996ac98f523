"""The search box: by double-click, by keyboard, forgiving, and without anything that is secret."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from affiche.building import pipeline
from affiche.building.options import Options
from tests.support.projects import ROOT, THEMES, TODAY, project

QUESTIONS = Path(__file__).parent / "questions.txt"
AMONG = 6


def build(content: Path, out: Path) -> Path:
    pipeline.build(Options(content, THEMES, out, TODAY, pdf=False))
    return out


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, without paper."""
    return build(ROOT / "content", tmp_path_factory.mktemp("search") / "site")


@pytest.fixture
def page(site: Path, browser: Browser) -> Iterator[Page]:
    """A persona's page, opened by double-click; a complaint of the browser fails the test."""
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((site / "personas/peter/index.html").as_uri())
    yield page
    assert said == []
    page.close()


def ask(page: Page, question: str) -> None:
    if not page.query_selector("dialog.search[open]"):
        page.keyboard.press("/")
        page.wait_for_selector("dialog.search[open]")
    page.fill("dialog.search input", question)


def questions(path: Path) -> list[tuple[str, str]]:
    lines = path.read_text("utf-8").splitlines()
    pairs = (line.split(" | ") for line in lines if line and not line.startswith("#"))
    return [(question, wanted) for question, wanted in pairs]


def test_at_least_95_of_100_questions_find_what_was_meant(page: Page) -> None:
    asked = questions(QUESTIONS)
    assert len(asked) >= 200
    missed = unanswered(page, asked)
    assert len(missed) <= 0.05 * len(asked), missed


def test_so_do_those_on_a_company_of_another_kind(browser: Browser, tmp_path: Path) -> None:
    out = build(Path(__file__).parent / "care", tmp_path / "site")
    page = browser.new_page()
    page.goto((out / "index.html").as_uri())
    asked = questions(QUESTIONS.with_name("questions-care.txt"))
    missed = unanswered(page, asked)
    page.close()
    assert len(asked) >= 150
    assert len(missed) <= 0.05 * len(asked), missed


def test_words_that_say_nearly_the_same_find_each_other(page: Page) -> None:
    asked = questions(QUESTIONS.with_name("questions-alike.txt"))
    missed = unanswered(page, asked)
    assert len(missed) <= 0.15 * len(asked), missed
    page.evaluate("window.afficheSearch.alike = ''")  # the control
    assert len(unanswered(page, asked)) > 0.4 * len(asked)


def test_terms_of_the_trade_in_several_words_and_parts_and_with_a_slip(page: Page) -> None:
    """Terms of several words, parts of compounds that stand nowhere, slips in words that do not."""
    wanted = [
        ("track and trace", "Levering op locatie"), ("informatieavond", "Bewonersavond"),
        ("supportlijn", "Servicelijn"), ("relatiebeheeer", "Belt verkoop"),
        ("waar vind ik de nota", "Factuur"),
    ]  # fmt: skip
    assert unanswered(page, wanted) == []
    page.evaluate("window.afficheSearch.alike = ''")  # the control
    assert len(unanswered(page, wanted)) >= 3


def test_a_field_a_name_and_what_is_said_of_a_thing_are_found(page: Page) -> None:
    """What a field is called, beside a name that many entries hold; the noun of an adjective; what
    begins like the other half of a compound; and verbeter is no form of goed."""
    wanted = [
        ("leeftijd fatima", "Fatima"), ("waar ergert ina zich aan", "Ina Smit"),
        ("budget van peter", "Peter de Vries"), ("jaarlijkse evaluatie", "Jaargesprek"),
        ("creditfactuur", "Creditnota"), ("wanneer komt de vrachtwagen", "Bericht als de chauffeur"),
    ]  # fmt: skip
    assert unanswered(page, wanted) == []
    stems = page.evaluate("['verbeter', 'verbeterd', 'beter'].map(w => afficheWords.stem(w, 'nl'))")
    assert stems[2] == "goed" and not any("goed" in stem for stem in stems[:2])


def test_a_hit_shows_the_field_that_was_asked_for(page: Page) -> None:
    ask(page, "")
    shown = page.evaluate(
        """() => {
          const finder = new AfficheFinder(window.afficheSearch, MiniSearch);
          const hits = finder.find("leeftijd fatima");
          return finder.shown(hits.hits.find(hit => hit[0][1].startsWith("Fatima"))[0], hits.stems);
        }"""
    )
    assert shown == ["Leeftijd", "34"]


def unanswered(page: Page, asked: list[tuple[str, str]]) -> list[str]:
    """The questions of which what was meant is not among the first hits."""
    ask(page, "")
    found = page.evaluate(
        """([asked, among]) => {
          const finder = new AfficheFinder(window.afficheSearch, MiniSearch);
          return asked.map(one => finder.find(one).hits.slice(0, among).map(hit => hit[0][1]));
        }""",
        [[question for question, _ in asked], AMONG],
    )
    return [
        question
        for (question, wanted), titles in zip(asked, found, strict=True)
        if not any(title.startswith(wanted) for title in titles)
    ]


def test_what_customers_were_asked_and_wrote_is_found(page: Page) -> None:
    wanted = [("net promoter score", "NPS"), ("klanttevredenheid", "Tevredenheid"),
              ("klantinspanning", "CES"), ("belde uit zichzelf", "Ze belden uit zichzelf"),
              ("exporteren", "Gegevens"), ("reviews", "Reviews")]  # fmt: skip
    assert unanswered(page, wanted) == []


def test_a_page_of_all_comes_before_those_of_each(browser: Browser, tmp_path: Path) -> None:
    """And what answers most of a question is found, where nothing answers all of it."""
    people = {f"personas/p{n}.md": f"---\nname: Person {n}\n---\nA reader.\n" for n in range(9)}
    out = build(project({**people, "site.yaml": "language: en\n"}) / "content", tmp_path / "site")
    page = browser.new_page()
    page.goto((out / "index.html").as_uri())
    asked = [("changed", "What changed"), ("recent changes", "What changed"),
             ("changes of person 3", "Person 3: what changed"), ("reading", "Person ")]  # fmt: skip
    missed = unanswered(page, asked)
    page.close()
    assert missed == []


def test_slash_opens_arrows_choose_and_enter_opens(page: Page) -> None:
    ask(page, "offerte")
    chosen = page.wait_for_selector("dialog.search a.is-on")
    assert chosen is not None
    first = chosen.inner_text()
    assert first.startswith("Offerte")
    page.keyboard.press("ArrowDown")
    second = page.query_selector("dialog.search a.is-on")
    assert second is not None
    assert second.inner_text() != first
    active = page.get_attribute("dialog.search input", "aria-activedescendant")
    assert active == second.get_attribute("id")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/touchpoints/offerte/**")


def test_found_words_are_marked_and_counted_aloud(page: Page) -> None:
    ask(page, "offertes")
    marked = page.eval_on_selector_all("dialog.search mark", "all => all.map(m => m.textContent)")
    assert {"Offerte", "offertes"} <= set(marked)
    assert "treffers" in page.inner_text("dialog.search [role=status]")


def test_a_slip_is_forgiven_aloud_and_can_be_searched_for_all_the_same(page: Page) -> None:
    ask(page, "offrte")
    assert "Niets met ‘offrte’" in page.inner_text("dialog.search .search-note")
    page.click("dialog.search .exact")
    assert "Niets gevonden met ‘offrte’" in page.inner_text("dialog.search .search-none")


def test_nothing_found_is_no_dead_end(page: Page) -> None:
    ask(page, "warmtepompsubsidieregeling")
    assert page.query_selector_all("dialog.search .search-chips button")
    page.click("dialog.search .search-chips button")
    assert page.query_selector_all("dialog.search a.hit")


def test_what_was_seen_is_offered_again_and_escape_closes(page: Page) -> None:
    ask(page, "ina smit")
    page.keyboard.press("Enter")
    page.wait_for_url("**/personas/ina/**")
    ask(page, "")
    assert "Laatst bekeken" in page.inner_text("dialog.search")
    page.keyboard.press("Escape")
    assert not page.query_selector("dialog.search[open]")
    ask(page, "ina smit")
    page.keyboard.press("Escape")
    assert not page.query_selector("dialog.search[open]")


def test_a_text_is_never_taken_for_markup(browser: Browser, tmp_path: Path) -> None:
    root = project(
        {"personas/x.md": '---\nname: "Anna & <u>Bob</u> &lt;i&gt;"\n---\nZij zegt 李雷.\n'}
    )
    out = build(root / "content", tmp_path / "site")
    page = browser.new_page()
    page.goto((out / "index.html").as_uri())
    ask(page, "李雷")
    assert page.query_selector_all("dialog.search a.hit")
    assert not page.query_selector_all("dialog.search .hit :is(u, i)")
    page.close()


def held(out: Path) -> list[list[object]]:
    text = (out / "search-data.js").read_text("utf-8")
    entries: list[list[object]] = json.loads(text[len("window.afficheSearch=") : -2])["entries"]
    return entries


def test_secrets_are_not_in_it_and_every_page_is(site: Path, tmp_path: Path) -> None:
    text = "---\nname: Anna\nsegment: INTERN\nnotes_internal: GEHEIM\nvalue: {since: GEHEIM}\n---\n"
    out = build(project({"personas/anna.md": text}) / "content", tmp_path / "site")
    said = (out / "search-data.js").read_text("utf-8")
    assert "INTERN" in said
    assert "GEHEIM" not in said
    paths = {str(entry[2]).partition("#")[0] for entry in held(site)}
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    again = {p for p in pages if p.endswith("/table.html") or p.startswith("embed/")}
    assert pages - paths - {"404.html"} == again
    assert paths - pages == set()


def test_the_site_for_agencies_has_no_search(tmp_path: Path) -> None:
    from affiche.building.sites import outside

    out = tmp_path / "agency"
    outside.build(Options(ROOT / "content", THEMES, out, TODAY, pdf=False, only=("briefings",)))
    names = [path.name for path in out.rglob("*")]
    assert not [name for name in names if name.startswith(("search", "find", "minisearch"))]

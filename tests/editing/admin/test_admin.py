"""The form editor in a real browser: a field is changed, and one line of the file is another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, expect

from affiche.editing.forms.desk import Desk
from affiche.watching import server
from affiche.watching.server import Live, Server, View
from affiche.words import words
from tests.support.projects import project

PETER = """\
---
# Onze eerste persona.
name: Peter de Vries
age: 42   # van het interview
goals:
- Rust   # belangrijk
- Orde
---
Tekst.
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    files = {
        "personas/peter.md": PETER,
        "personas/ina.md": "# Ina\n",
        "briefings/app.md": "---\ntitle: App\npersonas: [peter]\nphases: [awareness, eigen]\n---\n",
        "feedback/peter/1.yaml": "round: 1\nsections:\n  1: biography\n  2: goals\nnotes:\n"
        "  - {note: Klopt, section: 1}\n",
    }
    return project(files, tmp_path) / "content"


@pytest.fixture
def serving(content: Path) -> Iterator[Server]:
    spoken = words("nl")
    desk = Desk(content, spoken, date(2026, 11, 30))
    running = server.listen(Live(View(content, {}, release=1), spoken), 0, desk)
    running.start()
    yield running
    running.close()


@pytest.fixture
def page(browser: Browser, serving: Server) -> Iterator[Page]:
    """The form of Peter; nothing is asked of another machine."""
    opened = browser.new_page(viewport={"width": 1280, "height": 1000})
    elsewhere: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith((serving.url, "data:", "blob:")):
            elsewhere.append(request.url)

    opened.on("request", asked)
    opened.goto(f"{serving.url}admin/#/collections/personas/entries/peter")
    expect(opened.get_by_label("Leeftijd")).to_have_value("42", timeout=30_000)
    yield opened
    opened.close()
    assert elsewhere == []


def added_to(page: Page, name: str) -> Locator:
    """The button that adds to a list."""
    lists = page.locator('[aria-label="list field"]').filter(has_text=name)
    return lists.first.get_by_role("button", name="Toevoegen").first


def save(page: Page) -> None:
    page.get_by_role("button", name="Opslaan").first.click()
    page.get_by_role("menuitem", name="Opslaan").first.click()


def test_a_field_is_edited_and_one_line_changes(page: Page, content: Path) -> None:
    page.get_by_label("Leeftijd").fill("43")
    save(page)
    expect(page.get_by_text("Wijzigingen opgeslagen")).to_be_visible(timeout=15_000)
    assert (content / "personas/peter.md").read_text() == PETER.replace("42", "43")


def test_a_mistake_stands_at_its_field(page: Page, content: Path) -> None:
    page.get_by_label("Taal", exact=False).first.fill("verzonnen taal")
    save(page)
    note = page.locator(".affiche-wrong").first
    expect(note).to_be_visible(timeout=15_000)
    assert (content / "personas/peter.md").read_text() == PETER


@pytest.mark.parametrize(
    ("kind", "title", "path", "line"),
    [
        ("personas", "Naam", "personas/sanne-de-boer.md", "name: Sanne de Boer"),
        ("journeys", "Titel", "journeys/sanne-de-boer.yaml", "title: Sanne de Boer"),
        ("briefings", "Titel", "briefings/sanne-de-boer.md", "title: Sanne de Boer"),
        ("decisions", "Vraag", "decisions/sanne-de-boer.md", "question: Sanne de Boer"),
        ("events", "Titel", "events/sanne-de-boer.md", "title: Sanne de Boer"),
    ],
)
def test_a_new_one_is_made_of_what_was_typed_alone(
    page: Page, serving: Server, content: Path, kind: str, title: str, path: str, line: str
) -> None:
    page.goto(f"{serving.url}admin/#/collections/{kind}/new")
    page.get_by_label(title).first.fill("Sanne de Boer")
    if kind == "journeys":
        added_to(page, "Fasen").click()
        expect(page.locator("[id^='phases'] input:focus")).to_have_count(1)
        page.keyboard.type("Gebruik")
        page.keyboard.press("Enter")
    save(page)
    expect(page.get_by_text("Item opgeslagen").first).to_be_visible(timeout=15_000)
    written = (content / path).read_text()
    assert line in written
    assert [one for one in written.splitlines() if one.endswith((":", "[]", "''"))] == [
        "phases:"
    ] * (kind == "journeys")


def test_who_adds_to_a_list_types_at_once(page: Page, content: Path) -> None:
    added_to(page, "Doelen").click()
    expect(page.locator("textarea:focus")).to_have_value("")
    page.keyboard.type("Op tijd klaar")
    save(page)
    expect(page.get_by_text("Wijzigingen opgeslagen")).to_be_visible(timeout=15_000)
    assert (content / "personas/peter.md").read_text() == PETER.replace(
        "- Orde\n", "- Orde\n- Op tijd klaar\n"
    )


def test_what_a_deletion_would_break_is_listed_with_its_files(
    page: Page, serving: Server, content: Path
) -> None:
    journey = content / "journeys/bouwen.yaml"
    journey.parent.mkdir(exist_ok=True)
    journey.write_text("title: Bouwen\npersona: peter\nphases:\n- use\n")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Verwijderen").click()
    told = page.locator(".affiche-elsewhere")
    expect(told).to_contain_text("content/journeys/bouwen.yaml:2", timeout=15_000)
    expect(page.get_by_text("API_ERROR")).to_have_count(0)
    assert (content / "personas/peter.md").exists()
    told.get_by_role("button").click()
    expect(told).to_have_count(0)


def test_what_is_folded_opens_where_its_name_is_clicked(page: Page) -> None:
    opened = page.locator("[id^='goals']").locator("textarea:visible")
    expect(opened).to_have_count(0)
    page.locator("div").get_by_text("Rust", exact=True).first.click()
    expect(opened).to_have_value("Rust")


def test_a_form_marks_what_has_to_be_filled_in_and_not_what_may_stay_empty(
    page: Page, serving: Server
) -> None:
    marks = page.locator("label > span").filter(has_text="optioneel")
    assert marks.count() > 10
    assert not any(one.is_visible() for one in marks.all())
    page.goto(f"{serving.url}admin/#/collections/decisions/new")
    question = page.locator("label").filter(has_text="Vraag")
    expect(question).to_be_visible(timeout=15_000)
    mark = "label => getComputedStyle(label, '::after').content"
    mark_of = question.evaluate(mark)
    assert "*" in mark_of
    assert page.locator("label").filter(has_text="Datum").evaluate(mark) != mark_of


def test_on_a_phone_nothing_of_a_form_is_cut_off(page: Page, content: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_text("Rust", exact=True).first.click()
    told = page.locator("textarea:visible").first
    told.wait_for()
    wide = "[document.documentElement.scrollWidth, innerWidth]"
    assert page.evaluate(wide) == [390, 390]
    bar = page.locator('[class*="-ToolbarContainer"]').first.bounding_box()
    view = page.get_by_role("link", name="Bekijken").bounding_box()
    delete = page.get_by_role("button", name="Verwijderen").bounding_box()
    assert bar and view and delete
    assert view["y"] + view["height"] <= bar["y"] + bar["height"]
    assert abs(view["y"] + view["height"] / 2 - delete["y"] - delete["height"] / 2) < 4
    box = told.bounding_box()
    assert box and box["width"] > 300


def test_a_text_of_one_line_takes_one_line_and_can_grow(page: Page) -> None:
    page.get_by_text("Rust", exact=True).first.click()
    field = page.locator("textarea:visible").first
    low = field.bounding_box()
    field.fill("een\ntwee\ndrie\nvier")
    high = field.bounding_box()
    assert low and high and low["height"] < 60 < 100 < high["height"]


def test_a_phase_in_a_list_is_told_by_its_name(page: Page, serving: Server) -> None:
    page.goto("about:blank")
    page.goto(f"{serving.url}admin/#/collections/briefings/entries/app")
    phases = page.locator('[aria-label="list field"]').filter(has_text="Fasen").first
    expect(phases.get_by_text("Bewustwording", exact=True)).to_be_visible(timeout=15_000)
    expect(phases.get_by_text("eigen", exact=True)).to_be_visible()


def test_a_number_on_the_wall_is_told_by_what_its_field_is_called(
    page: Page, serving: Server
) -> None:
    page.goto("about:blank")
    page.goto(f"{serving.url}admin/#/collections/feedback/entries/peter-1")
    expect(page.get_by_text("1: over", exact=True)).to_be_visible(timeout=15_000)
    expect(page.get_by_text("2: doelen", exact=True)).to_be_visible()
    assert page.get_by_text("biography").count() == 0


def test_each_button_that_adds_says_to_which_list(page: Page) -> None:
    buttons = page.locator('[aria-label="list field"] > div button').filter(has_text="Toevoegen")
    named = [one.inner_text() for one in buttons.all()]
    assert len(named) > 5
    assert len(set(named)) == len(named), named
    assert "Toevoegen aan doelen" in named

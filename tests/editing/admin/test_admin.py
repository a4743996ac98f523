"""The form editor in a real browser: a field is changed, and one line of the file is another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

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
    return project({"personas/peter.md": PETER, "personas/ina.md": "# Ina\n"}, tmp_path) / "content"


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

"""Two or three personas beside each other: chosen on the page, kept in its address, by double-click."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from affiche.building import pipeline
from affiche.building.options import Options
from tests.support.projects import ROOT, THEMES, TODAY
from tests.support.waiting import until


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    out = tmp_path_factory.mktemp("compare") / "site"
    pipeline.build(Options(ROOT / "content", THEMES, out, TODAY, pdf=False))
    return (out / "compare/index.html").as_uri()


@pytest.fixture
def page(address: str, browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address + "#john+peter+niemand")
    yield page
    assert said == []
    page.close()


def columns(page: Page) -> list[str]:
    return page.eval_on_selector_all(".cmp .col .whole", "all => all.map(e => e.textContent)")


def test_its_address_says_who_and_back_goes_back(page: Page) -> None:
    assert columns(page) == ["Peter de Vries", "John Bakker"]
    assert page.inner_text("h1") == "Peter en John"
    page.check("input[value=ina]")
    assert columns(page) == ["Peter de Vries", "Ina Smit", "John Bakker"]
    assert page.url.endswith("#peter+ina+john")
    assert page.is_disabled("input[value=fatima]")
    assert "Drie is het meeste" in page.inner_text(".pick-note")
    page.go_back()
    assert columns(page) == ["Peter de Vries", "John Bakker"]
    page.evaluate("location.hash = 'main'")
    until(page, "location.hash === '#peter+john'")
    assert columns(page) == ["Peter de Vries", "John Bakker"]


def test_what_is_shared_runs_through_their_columns(page: Page) -> None:
    page.check("input[value=ina]")
    whole = page.query_selector(".cmp .t-all")
    assert whole is not None
    assert whole.get_attribute("colspan") == "3"
    assert "Peter, Ina en John: Factuur die klopt met de bon" in (whole.text_content() or "")
    # A text that the first and the last share is read once, and bridges the one between them.
    assert page.query_selector(".cmp .t-bridge + .to[aria-hidden]")
    same = page.inner_text(".same")
    assert "alle drie" in same
    assert "Factuur die klopt" in same
    differ = page.inner_text(".differ")
    assert "Ina nooit" in differ
    assert "John 5 van 5" in differ
    shown = ".ride-keys li:not([hidden]) b"
    assert page.eval_on_selector_all(shown, "a => a.map(e => e.textContent)") == [
        "Peter", "Ina", "John",
    ]  # fmt: skip


def test_one_left_asks_for_another(page: Page) -> None:
    page.uncheck("input[value=john]")
    assert "nog één" in page.inner_text(".pick-note")
    assert not page.is_visible(".cmp")


def test_without_scripts_everybody_can_be_read(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    text = page.inner_text("main")
    assert "Peter, Ina, John: Factuur die klopt met de bon" in text
    assert not page.is_visible(".pick")
    context.close()

"""Lists that can be narrowed: by double-click, in the address, told aloud, whole without scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from affiche.building import pipeline
from affiche.building.options import Options
from tests.support.projects import THEMES, TODAY, project

REGISTER = "".join(
    f"stap-{n}: {{title: Stap {n}, kind: optimise, impact: {n}, effort: 1,"
    f" owner: {'Verkoop & Co' if n % 2 else 'Service'}, status: {'idea' if n < 3 else 'done'}}}\n"
    for n in range(1, 6)
)
FILES = {"personas/anna.md": "---\nname: Anna\n---\n", "opportunities.yaml": REGISTER}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    out: Path = tmp_path_factory.mktemp("filters") / "site"
    pipeline.build(Options(project(FILES) / "content", THEMES, out, TODAY, pdf=False))
    return (out / "opportunities/index.html").as_uri()


SHOWN = "all => all.filter(e => e.offsetParent).map(e => e.textContent.trim())"


def test_the_address_keeps_what_was_chosen(address: str, browser: Browser) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    assert page.inner_text(".filters [role=status]") == "Alle 5 getoond"
    page.select_option("select[name=owner]", label="Verkoop & Co")
    page.select_option("select[name=status]", label="Idee")
    assert page.eval_on_selector_all(".ranking h2", SHOWN) == ["Stap 1"]
    assert page.inner_text(".filters [role=status]") == "1 van de 5 getoond"
    # The same thing elsewhere on the page goes along: the matrix, the tables, the board.
    assert page.eval_on_selector_all(".matrix a", "a => a.filter(e => e.offsetParent).length") == 1
    asked = page.url
    page.go_back()
    assert len(page.eval_on_selector_all(".ranking h2", SHOWN)) == 3
    page.goto("about:blank")
    page.goto(asked)
    assert page.eval_on_selector_all(".ranking h2", SHOWN) == ["Stap 1"]
    page.evaluate("location.hash = 'opportunity-1'")
    assert page.eval_on_selector_all(".ranking h2", SHOWN) == ["Stap 1"]
    page.click(".filters .clear")
    assert len(page.eval_on_selector_all(".ranking h2", SHOWN)) == 5
    assert said == []
    page.close()


def test_on_a_phone_two_stand_beside_each_other(address: str, browser: Browser) -> None:
    """What they narrow is not pushed far down."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(address)
    tops = page.eval_on_selector_all(".filters select", "all => all.map(e => e.offsetTop)")
    assert tops[0] == tops[1]
    page.close()


def test_without_scripts_the_list_is_whole(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "#owner=Service")
    assert len(page.eval_on_selector_all(".ranking h2", SHOWN)) == 5
    assert not page.is_visible(".filters")
    context.close()

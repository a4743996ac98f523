"""A journey's places: touchpoints over the map with an address and back, links, phases on a phone."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from affiche.building import pipeline
from affiche.building.options import Options
from tests.support.projects import THEMES, TODAY, project
from tests.support.waiting import until

JOURNEY = "title: Reis {n}\npersona: anna\nphases:\n" + "".join(
    f"  - {{{{name: Fase {phase}, touchpoints: [{{{{name: Moment {phase}a, channel: phone,"
    f" emotion: 1, pains: [Wachten op {phase}]}}}}, {{{{name: Moment {phase}b}}}}]}}}}\n"
    for phase in range(1, 5)
)
FILES = {
    "personas/anna.md": "---\nname: Anna\n---\n",
    **{f"journeys/{n}.yaml": JOURNEY.format(n=n) for n in range(1, 4)},
}
OPEN = "document.querySelector('dialog.in-place').open"
HEADING = "dialog.in-place h4 [dir]"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    out: Path = tmp_path_factory.mktemp("places") / "site"
    pipeline.build(Options(project(FILES) / "content", THEMES, out, TODAY, pdf=False))
    return (out / "journeys/2/index.html").as_uri()


@pytest.fixture(params=[1300, 390])
def page(address: str, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": request.param, "height": 850})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    yield page
    assert said == []
    page.close()


def choose(page: Page, anchor: str) -> None:
    page.locator(f".journey-map a[href='#{anchor}']:visible").first.click()


def test_a_touchpoint_opens_over_the_map_and_back_closes_it(page: Page) -> None:
    choose(page, "touchpoint-3")
    until(page, f"{OPEN} && location.hash === '#touchpoint-3'")
    assert page.inner_text(HEADING) == "Moment 2a"
    assert "Fase 2 · 3 / 8" in page.inner_text("#in-place-where")
    assert "Wachten op 2" in page.inner_text(".in-place-body")
    page.keyboard.press("ArrowRight")
    assert page.inner_text(HEADING) == "Moment 2b"
    page.go_back()
    until(page, f"!{OPEN} && !location.hash")
    page.go_forward()
    until(page, OPEN)
    page.keyboard.press("Escape")
    until(page, f"!{OPEN} && !location.hash")


def test_a_phase_is_found_as_a_card_too(page: Page, address: str) -> None:
    page.goto("about:blank")
    page.goto(address + "#phase-4")
    page.wait_for_timeout(300)
    wide = page.viewport_size and page.viewport_size["width"] > 800
    box = page.locator("#phase-4" if wide else "#card-4").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 850
    assert 0 <= box["x"] < 1300


def test_a_place_has_a_link_to_copy(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".stops .copy-link[data-link=touchpoint-5]").click()
    until(page, "document.querySelector('body > [role=status]').textContent")
    assert page.evaluate("navigator.clipboard.readText()").endswith("2/index.html#touchpoint-5")


def test_a_table_is_copied_cell_by_cell_however_many_lines_are_in_one(
    page: Page, address: str
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address.replace("index.html", "table.html"))
    page.locator("table td").last.evaluate("cell => { cell.innerHTML = 'een<br>t\"wee &lt;b&gt;'; }")
    page.locator(".copy-table").click()
    until(page, "document.querySelector('.copy-table span').textContent === 'Gekopieerd'")
    told = list(csv.reader(StringIO(page.evaluate("navigator.clipboard.readText()")), "excel-tab"))
    assert {len(row) for row in told} == {len(told[0])}
    assert (told[0][0], len(told)) == ("Fase", 9)
    assert told[-1][-1] == 'een\nt"wee <b>'
    code = "navigator.clipboard.read().then(i => i[0].getType('text/html')).then(b => b.text())"
    html = page.evaluate(code)
    assert (html.count("<tr"), html.count("<td")) == (9, 9 * len(told[0]))
    assert "same-cell" in html and "&lt;b>" in html.replace("&gt;", ">")


def test_there_is_one_before_and_one_after(page: Page) -> None:
    names = page.eval_on_selector_all(".neighbours b", "all => all.map(e => e.textContent)")
    assert names == ["Reis 1", "Reis 3"]

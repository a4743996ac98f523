"""An office screen goes through everything by itself, and stops for who asks; blocks for elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from affiche.building import pipeline
from affiche.building.options import Options
from tests.support.projects import THEMES, TODAY, project

FILES = {
    "site.yaml": "url: https://intranet.example/klanten\n",
    "personas/anna.md": "---\nname: Anna\nquote: Hallo\nnotes_internal: GEHEIM\n---\n",
    "personas/ben.md": "---\nname: Ben\n---\n",
    "personas/oud.md": "---\nname: Oud\nstatus: archief\n---\n",
    "journeys/reis.yaml": "title: Reis\npersona: anna\nphases: [{name: Een, emotion: 1}]\n",
}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("screens") / "site"
    pipeline.build(Options(project(FILES) / "content", THEMES, out, TODAY, pdf=False))
    return out


def shown(page: Page) -> list[str]:
    return page.eval_on_selector_all(
        ".slide h2", "all => all.filter(e => e.offsetParent).map(e => e.textContent.trim())"
    )


def test_a_screen_goes_on_by_itself_waits_and_stops(out: Path, browser: Browser) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.clock.install()
    page.goto((out / "kiosk/index.html").as_uri() + "#start=7")
    assert shown(page) == ["Anna"]
    page.clock.run_for(7100)
    assert shown(page) == ["Ben"]
    page.click(".kiosk-bar .wait")
    page.clock.run_for(30_000)
    assert shown(page) == ["Ben"]
    page.keyboard.press("ArrowRight")
    assert shown(page) == ["Reis"]
    page.keyboard.press("ArrowRight")
    assert shown(page) == ["Anna"], "after the last the first"
    page.keyboard.press("Escape")
    assert shown(page) == ["Anna", "Ben", "Reis"]
    assert said == []
    page.close()


def test_who_asked_for_less_motion_goes_on_by_hand(out: Path, browser: Browser) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.clock.install()
    page.goto((out / "kiosk/index.html").as_uri() + "#start")
    page.clock.run_for(60_000)
    assert shown(page) == ["Anna"]
    assert page.inner_text(".kiosk-bar .wait") == "Ga door"
    context.close()


def test_a_block_stands_alone_and_its_code_is_offered(out: Path, browser: Browser) -> None:
    names = sorted(path.relative_to(out).as_posix() for path in (out / "embed").rglob("*.html"))
    assert names == [
        "embed/journeys/reis.html", "embed/personas/anna.html", "embed/personas/ben.html",
    ]  # fmt: skip
    html = (out / "embed/personas/anna.html").read_text("utf-8")
    assert "GEHEIM" not in html
    assert '<a href="../../personas/anna/index.html" target="_top">' in html
    said = (out / "data/index.html").read_text("utf-8")
    assert 'src="https://intranet.example/klanten/embed/personas/anna.html"' in said
    page = browser.new_page()
    page.goto((out / "embed/personas/anna.html").as_uri())
    assert page.locator("nav, footer").count() == 0
    page.close()

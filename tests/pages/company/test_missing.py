"""The page for addresses that lead nowhere is whole at any depth."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Route

from affiche.building import pipeline
from affiche.building.options import Options
from tests.support.projects import THEMES, TODAY, project
from tests.support.waiting import until

PERSONA = {"personas/anna.md": "---\nname: Anna\n---\nZij belt.\n"}


@cache
def built(settings: str) -> Path:
    root = project(PERSONA | {"site.yaml": settings})
    pipeline.build(Options(root / "content", THEMES, root / "site", TODAY, pdf=False))
    return root / "site"


def page(settings: str) -> str:
    return (built(settings) / "404.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("settings", "start"),
    [
        ("url: https://intranet.example/klanten/\n", "/klanten/"),
        ("url: https://klanten.example\n", "/"),
        ("name: Van Dijk\n", "/"),
    ],
)
def test_what_it_names_it_finds_from_any_depth(settings: str, start: str) -> None:
    html = page(settings)
    assert "Deze pagina is er niet" in html
    named = re.findall(r'(?:href|src|data-root)="([^"#]*)"', html)
    assert f"{start}personas/anna/index.html" in named
    beside = [one for one in named if not one.startswith(start)]
    # By double-click nothing is at the root: its style once more, from where the file lies, and
    # what mends the rest.
    assert beside[0] == style(html).removeprefix(start)
    assert [re.sub(r"-\w+(?=\.)", "", one) for one in beside[1:]] == ["assets/missing.js"]


def style(html: str) -> str:
    return re.findall(r'rel="stylesheet" href="([^"]*)"', html)[0]


@pytest.mark.parametrize("settings", ["url: https://x.example/klanten\n", "name: Van Dijk\n"])
def test_by_double_click_its_links_and_its_search_work(browser: Browser, settings: str) -> None:
    page = browser.new_page()
    page.goto((built(settings) / "404.html").as_uri())
    page.keyboard.press("/")
    page.wait_for_selector("dialog.search[open]")
    page.fill("dialog.search input", "anna")
    page.wait_for_selector("dialog.search a.is-on")
    page.keyboard.press("Enter")
    page.wait_for_url("**/site/personas/anna/index.html")
    page.go_back()
    page.click(".button.ink")
    page.wait_for_url("**/site/index.html")
    page.close()


@pytest.mark.parametrize(
    ("settings", "folder", "lost"),
    [
        ("url: https://x.example/klanten\n", "/klanten/", "personas/pieter/index.html"),
        ("name: Van Dijk\n", "/", "personas/pieter/index.html"),
        ("name: Van Dijk\n", "/klanten/", "pieter.html"),
    ],
    ids=["told of", "at the root", "not told of"],
)
def test_on_a_server_it_is_whole(browser: Browser, settings: str, folder: str, lost: str) -> None:
    site = built(settings)

    def answer(route: Route) -> None:
        path = site / urlsplit(route.request.url).path.removeprefix(folder)
        if path.is_file():
            route.fulfill(path=path)
        else:
            route.fulfill(status=404, path=site / "404.html")

    page = browser.new_page()
    page.route("**/*", answer)
    start = f"https://x.example{folder}"
    page.goto(start + lost)
    until(page, "[...document.styleSheets].some(s => s.href.includes('tokens'))")
    assert page.eval_on_selector(".brand", "a => a.href") == f"{start}index.html"
    until(page, "document.querySelector('.brand img').naturalWidth > 0")
    until(page, "!document.querySelector('button.find').hidden")
    page.close()

"""The page for addresses that lead nowhere is whole at any depth."""

from __future__ import annotations

import re

import pytest

from affiche.building import pipeline
from affiche.building.options import Options
from tests.support.projects import THEMES, TODAY, project

PERSONA = {"personas/anna.md": "---\nname: Anna\n---\nZij belt.\n"}


def page(settings: str) -> str:
    root = project(PERSONA | {"site.yaml": settings})
    pipeline.build(Options(root / "content", THEMES, root / "site", TODAY, pdf=False))
    return (root / "site/404.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("settings", "start"),
    [
        ("url: https://intranet.example/klanten/\n", "/klanten/"),
        ("url: https://klanten.example\n", "/"),
        ("name: Van Dijk\n", ""),
    ],
)
def test_what_it_names_it_finds_from_any_depth(settings: str, start: str) -> None:
    html = page(settings)
    assert "Deze pagina is er niet" in html
    named = re.findall(r'(?:href|src|data-root)="([^"#]*)"', html)
    assert f"{start}personas/anna/index.html" in named
    beside = [one for one in named if not one.startswith(start)]
    # By double-click nothing is at the root: its style once more, from where the file lies.
    assert [start + one for one in beside] == ([style(html)] if start else [])


def style(html: str) -> str:
    return re.findall(r'rel="stylesheet" href="([^"]*)"', html)[0]

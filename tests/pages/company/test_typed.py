"""Figures that were typed by hand stand wherever figures of files do; under five there is none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.measures.test_privacy import build
from tests.measures.test_reading import BASE
from tests.support.projects import project

JOURNEY = """
title: Ik vervang de ketel
persona: peter
phases:
  - id: buy
    measures: {kind: nps, value: 24, n: 112, date: 2026-09, source: Jaarlijks onderzoek}
    touchpoints:
      - ref: offerte
        measures:
          - {kind: ces, value: 2.8, scale: 1-7, n: 64, source: Belronde}
          - {kind: satisfaction, value: 4.6, scale: 1-5, n: 3}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    at: Path = project({**BASE, "journeys/ketel.yaml": JOURNEY})
    made = build(at)
    plain = (
        (name, re.sub(r"<[^>]+>", " ", body.decode("utf-8", "replace")).replace("\u00a0", " "))
        for name, body in made.items()
    )
    return {name: " ".join(text.split()) for name, text in plain}


@pytest.mark.parametrize(
    "page",
    ["touchpoints/offerte/index.html", "touchpoints/index.html", "personas/peter/index.html",
     "measurements/index.html"],
)  # fmt: skip
def test_it_stands_on_the_page(site: dict[str, str], page: str) -> None:
    assert "2,8" in site[page]
    assert "n = 64" in site[page]


def test_where_it_is_from_is_said(site: dict[str, str]) -> None:
    assert "met de hand ingevuld, Belronde" in site["measurements/index.html"]
    assert "+24 n = 112" in site["measurements/index.html"]
    assert "Jaarlijks onderzoek, 2026-09" in site["measurements/index.html"]


def test_one_of_three_answers_is_nowhere(site: dict[str, str]) -> None:
    assert "te weinig antwoorden" in site["measurements/index.html"]
    for name, text in site.items():
        if name.endswith(".html"):
            assert "4,6" not in text, name
            assert "n = 3" not in text, name

"""One number for an opportunity everywhere: impact × what it matters to the customer ÷ effort."""

from __future__ import annotations

from affiche.pages import plan_pages, plan_sheets
from affiche.words import words
from tests.measures.test_reading import BASE
from tests.support.projects import TODAY
from tests.support.sheets import site_of

CHANCES = """
klein: {title: Klein, impact: 2, effort: 1}
groot: {title: Groot, impact: 5, effort: 2, kind: magic}
belang: {title: Belang, impact: 3, effort: 3}
gedaan: {title: Gedaan, impact: 5, effort: 1, status: done}
leeg: {title: Leeg}
"""
JOURNEY = """
title: Reis
persona: peter
phases:
  - id: buy
    touchpoints:
      - {ref: offerte, importance: 5, opportunities: [belang, gedaan], pains: [Te laat]}
      - ref: balie
        importance: 1
        opportunities: [groot, belang, {title: Los, impact: 4, effort: 1}]
"""


def test_the_number_on_the_map_is_that_of_the_register() -> None:
    files = {**BASE, "opportunities.yaml": CHANCES, "journeys/ketel.yaml": JOURNEY}
    site = site_of(files)
    nl = words("nl")
    pages = {one.path: one for one in plan_pages(site, nl, (), (), {}, TODAY)}
    register = pages["opportunities/index.html"].data
    cards = [(card.rank, card.title) for card in register["opportunities"]]
    # Belang 3 × 5 ÷ 3 = 5; Los 4 × 1 ÷ 1 = 4; Groot 5 × 1 ÷ 2 = 2,5; Klein matters to nobody known.
    assert cards == [(1, "Belang"), (2, "Los"), (3, "Groot"), (4, "Klein"), (5, "Leeg"),
                     (6, "Gedaan")]  # fmt: skip
    rows = {row.card.title: row for _, held in register["ranked"] for row in held}
    assert {title: row.worth for title, row in rows.items()} == {
        "Belang": 5, "Los": 4, "Groot": 2.5, "Klein": None, "Leeg": None, "Gedaan": 25,
    }  # fmt: skip
    assert rows["Belang"].pains == (("Te laat", "journeys/ketel/index.html"),)
    sheets = plan_sheets(site, nl, TODAY)
    whole = next(sheet for sheet in sheets if sheet.kind == "journey").data["map"]
    numbers = {one.title: one.number for stop in whole.stops for one in stop.opportunities}
    assert numbers == {"Belang": 1, "Los": 2, "Groot": 3, "Gedaan": 6}

"""Change sheets as printed: what came and went, counted, on one page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from affiche.model import Site, Status
from affiche.model.version import Past, Version
from affiche.pages.loop import change_sheet
from affiche.pages.plan import Sheet
from affiche.pages.printed import stamps
from affiche.sheets.press.press import Printed
from affiche.words import words
from tests.support.sheets import alternatives, printed, site_of, size, text_of

NOW = """\
---
name: Peter de Vries
tagline: Wil vandaag antwoord
version: 2
owner: Marketing
goals: [{}]
pains: [{{text: Keuzemenu’s, evidence: gemeten, source: CES, n: 64}}]
scales: [{{label: Snelheid, value: 9}}]
---
"""
BEFORE = """\
---
name: Peter de Vries
version: 1
goals: [Altijd de laagste prijs, Groeien naar vijftien medewerkers]
pains: [{text: Keuzemenu’s, evidence: aanname}]
scales: [{label: Snelheid, value: 7}]
---
"""
URL = "url: https://klantbeeld.example/\n"


def sheets(goals: str) -> tuple[Site, tuple[Sheet, ...]]:
    now = site_of({"personas/peter.md": NOW.format(goals), "site.yaml": URL})
    then = site_of({"personas/peter.md": BEFORE}).personas["peter"]
    peter = now.personas["peter"]
    versions = (Version("1", Status.CONCEPT, date(2026, 6, 3), document=then),
                Version("2", Status.CONCEPT, date(2026, 11, 22), document=peter))  # fmt: skip
    site = replace(now, past=Past({peter.path: versions}, known=True))
    return site, tuple(stamps.stamped(tuple(change_sheet.sheets(site, words("nl"))), site))


def made(goals: str, paper: str = "a4") -> Printed:
    site, found = sheets(goals)
    return printed(site, next(sheet for sheet in found if sheet.paper.name == paper))


@pytest.mark.parametrize(("paper", "width", "height"), [("a4", 210, 297), ("a3", 297, 420)])
def test_a_sheet_says_what_came_and_went_and_counts_it(
    paper: str, width: float, height: float
) -> None:
    one = made("Groeien naar twintig medewerkers, Eén vast aanspreekpunt", paper)
    assert size(one.pdf) == [(pytest.approx(width, abs=0.2), pytest.approx(height, abs=0.2))]
    text = text_of(one.pdf)
    for said in ("Wat is er veranderd?", "Peter de Vries, versie 1", "versie 2", "22 november 2026",
                 "vijftien twintig", "Altijd de laagste prijs", "Eén vast aanspreekpunt",
                 "1 aanname nu gemeten", "3 erbij", "1 eruit", "2 gewijzigd", "was 7, nu 9",
                 "Haal versie 1 van de muur", "CES, n = 64"):  # fmt: skip
        assert said in text, text
    assert not one.fact.problems
    assert [check.name for check in one.fact.checks if not check.passed] == []
    assert {"erbij", "eruit", "gewijzigd", "onderbouwing"} <= set(alternatives(one.pdf))


def test_a_review_that_is_late_is_said_and_makes_no_other_mark() -> None:
    site, _ = sheets("Een, Twee")
    peter = site.personas["peter"].model_copy(update={"review_by": date(2026, 1, 1)})
    late = replace(site, personas={"peter": peter}, overdue=frozenset({peter.path}))
    (said, *_) = change_sheet.sheets(late, words("nl"))
    assert "Had herzien moeten zijn vóór 1 januari 2026" in said.data["changes"].foot[1]
    usual = tuple(change_sheet.sheets(replace(late, overdue=frozenset()), words("nl")))
    marks = {one.hash for one in stamps.stamped((said, *_), late, usual)}
    assert marks == {one.hash for one in stamps.stamped(usual, late)}


def test_what_has_no_room_is_counted_and_the_page_has_it() -> None:
    goals = ", ".join(f"Een doel dat er vandaag als nummer {n} bij kwam" for n in range(120))
    one = made(goals)
    text = text_of(one.pdf)
    assert "op de pagina" in text
    assert [(p.kind, p.rule) for p in one.fact.problems] == [("advice", "left-off")]
    assert size(one.pdf) == [(pytest.approx(210, abs=0.2), pytest.approx(297, abs=0.2))]


def test_nothing_that_changed_is_no_sheet() -> None:
    site, _ = sheets("Een, Twee")
    peter = site.personas["peter"]
    versions = site.past.versions[peter.path]
    alone = replace(site, past=Past({peter.path: versions[1:]}))
    same = replace(versions[0], document=peter.model_copy(update={"version": "1"}))
    unchanged = replace(site, past=Past({peter.path: (same, versions[1])}))
    for one in (alone, unchanged):
        assert list(change_sheet.sheets(one, words("nl"))) == []

"""The measuring poster: everything whole, nothing of a row that may not be shown."""

from __future__ import annotations

from affiche.model import Site
from affiche.pages.company.measurements import sheet as measure_sheet
from affiche.pages.plan import Sheet
from affiche.words import words
from tests.measures.test_privacy import CES, NPS, REVIEWS, SAT
from tests.measures.test_reading import BASE
from tests.support.projects import TODAY
from tests.support.sheets import alternatives, printed, site_of, text_of

KETEL = (
    "title: Ik vervang de ketel\npersona: peter\nphases:\n"
    "  - {id: buy, touchpoints: [{ref: offerte, emotion: 1}, {ref: balie, emotion: 0.5}]}\n"
)


def planned(**more: str) -> tuple[Site, list[Sheet]]:
    files = {**BASE, "journeys/ketel.yaml": KETEL, "measurements/reviews.csv": REVIEWS,
             "measurements/satisfaction.csv": SAT, "measurements/ces.csv": CES,
             "measurements/nps.csv": NPS, **more}  # fmt: skip
    site = site_of(files)
    return site, list(measure_sheet.sheets(site, words("nl"), TODAY))


def test_it_passes_its_checks_and_says_what_differs() -> None:
    site, (sheet,) = planned()
    assert sheet.path == "journeys/ketel/ketel-measures-a3.pdf"
    made = printed(site, sheet)
    assert made.fact.problems == ()
    assert made.fact.left_off == ()
    text = text_of(made.pdf).replace("\u00a0", " ")
    assert "Wij denken +0,5, klanten zeggen +1,0 (n = 6)." in text
    assert "te weinig antwoorden" in text
    for hidden in ("Zwaantje", "Terwisscha", "Drie weken gewacht", "n = 4", "n = 3", "5,3"):
        assert hidden not in text
    assert all(alternatives(made.pdf))


def test_a_journey_without_figures_or_still_to_be_has_none() -> None:
    _, found = planned(**{"journeys/ketel.yaml": KETEL + "state: to-be\n"})
    assert found == []
    empty = site_of({**BASE, "journeys/ketel.yaml": KETEL})
    assert list(measure_sheet.sheets(empty, words("nl"), TODAY)) == []

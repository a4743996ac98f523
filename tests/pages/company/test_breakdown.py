"""The tables of figures by persona, phase and touchpoint: answers in, the order of rows out."""

from __future__ import annotations

from affiche.pages.company.measurements.breakdown import breakdown
from affiche.pages.relations import Relations
from affiche.words import words
from tests.measures.test_reading import BASE
from tests.support.projects import TODAY
from tests.support.sheets import site_of


def test_rows_come_as_they_do_elsewhere_and_not_as_the_file_has_them() -> None:
    rows = "score;fase;touchpoint\n" + "".join(
        f"{score};{phase};{stop}\n" * 6
        for score, phase, stop in (
            (9, "Nazorg", ""), (8, "service", "balie"), (3, "buy", "offerte"),
            (7, "awareness", "Los contact"),
        )
    )  # fmt: skip
    site = site_of({**BASE, "measurements/nps.csv": rows})
    made = breakdown(Relations(site, words("nl"), TODAY))
    assert {label: [row.name for row in found] for label, found in made} == {
        "Fase": ["Bewustwording", "Aankoop", "Service", "Nazorg"],
        "Touchpoint": ["Offerte", "Balie aan de weg", "Los contact"],
    }

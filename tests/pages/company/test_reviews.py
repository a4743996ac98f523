"""The page of reviews: rows of an export in, what it lists out."""

from __future__ import annotations

from affiche.model.site import Site
from affiche.pages.company import reviews
from affiche.pages.relations import Relations
from affiche.words import words
from tests.measures.test_reading import BASE
from tests.support.projects import TODAY
from tests.support.sheets import site_of

ROWS = (
    "datum;bron;sterren;max;tekst;publiceren;fase\n"
    "9-2-2026;Google;1;5;Een;ja;service\n"
    "8-2-2026;Kiyoh;9;10;Twee;ja;buy\n"
    "7-2-2026;Kiyoh;5;10;Drie;ja;\n"
    "6-2-2026;Google;5;5;Vier;ja;Nazorg\n"
    "5-2-2026;Kiyoh;;;Vijf;ja;buy\n"
    "4-2-2026;Kiyoh;9;10;Zes;nee;buy\n"
)


def listed(site: Site) -> dict[str, list[tuple[str, list[str]]]]:
    [page] = reviews.pages(Relations(site, words("nl"), TODAY), ())
    return {
        label: [(name, [one.text for one in found]) for name, found in held]
        for label, held in page.data["lists"]
    }


def test_lists_go_as_they_are_looked_for() -> None:
    """The newest review is first everywhere, and says nothing of what the lists begin with."""
    found = listed(site_of({**BASE, "measurements/reviews.csv": ROWS}))
    assert found == {
        "Per bron": [("Kiyoh", ["Twee", "Drie", "Vijf"]), ("Google", ["Een", "Vier"])],
        "Per fase": [("Aankoop", ["Twee", "Vijf"]), ("Service", ["Een"]), ("Nazorg", ["Vier"])],
        "Per aantal sterren": [
            ("5 van 5", ["Vier"]), ("9 van 10", ["Twee"]),
            ("5 van 10", ["Drie"]), ("1 van 5", ["Een"]),
        ],
    }  # fmt: skip

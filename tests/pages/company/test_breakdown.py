"""The tables of figures by persona, phase and touchpoint: answers in, the order of rows out."""

from __future__ import annotations

from affiche.pages.company.measurements.breakdown import breakdown
from affiche.pages.relations import Relations
from affiche.words import words
from tests.measures.test_privacy import build
from tests.measures.test_reading import BASE
from tests.support.projects import TODAY, project
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


def test_the_gap_chart_begins_where_is_read_as_bars_do() -> None:
    rows = "aspect;belang;tevredenheid\n" + "Prijs;5;2\n" * 6 + "Kennis;2;5\n" * 6
    turned = {}
    for language in ("ar", "nl"):
        site = f"language: {language}"
        at = project({**BASE, "site.yaml": site, "measurements/satisfaction.csv": rows})
        page = build(at)["measurements/index.html"].decode()
        chart = page.partition('class="m-gap"')[2].partition("</svg>")[0]
        turned[language] = "matrix(-1 " in chart
    assert turned == {"ar": True, "nl": False}


def test_a_name_in_the_gap_chart_is_read_in_its_own_direction_and_its_count_behind_it() -> None:
    """In an isolate around an isolate the count stood before the name."""
    rows = "aspect;belang;tevredenheid\n" + "السعر;5;2\n" * 6 + "Kennis;2;5\n" * 7
    at = project({**BASE, "site.yaml": "language: nl", "measurements/satisfaction.csv": rows})
    page = build(at)["measurements/index.html"].decode()
    chart = page.partition('class="m-gap"')[2].partition("</svg>")[0]
    said = {text.split(">")[1]: text for text in chart.split("<text ")[1:] if "\u00a0" in text}
    found = {words.partition("<")[0]: 'direction="rtl"' in text for words, text in said.items()}
    assert found == {"\u2068السعر\u2069\u00a06": True, "Kennis\u00a07": False}

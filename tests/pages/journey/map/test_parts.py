"""Journeys of many steps in; maps in parts that lose nothing, out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from affiche.pages.cards import sheet_links
from affiche.pages.company.printing import prints
from affiche.pages.journey import page as journeys
from affiche.pages.journey.map import JourneyMap
from affiche.pages.journey.map.lanes import journey_map
from affiche.pages.journey.map.parts import MOST, Part, parts
from affiche.words import words
from tests.support.sheets import printed, site_of, text_of

NL = words("nl")


def steps(count: int) -> dict[str, str | bytes]:
    lines = ["title: In stappen", "persona: peter", "status: final", "conclusion: Zo",
             "owner: Wij", "review_by: 2030-01-01", "phases:"]  # fmt: skip
    for n in range(1, count + 1):
        felt = f"emotion: {n % 5 - 2}, effort: {n % 7 + 1}, moment: {('truth', 'magic')[n % 2]}"
        lines.append(f"  - {{name: {n}. Stap, touchpoints: [{{name: Punt {n}, {felt}}}]}}")
    return {
        "site.yaml": "posters: {journey: [a3], maps: [combined]}\n",
        "personas/peter.md": "---\nname: Peter de Vries\n---\nPeter.\n",
        "journeys/stappen.yaml": "\n".join(lines) + "\n",
    }


def made(count: int) -> tuple[JourneyMap, Sequence[Part]]:
    site = site_of(steps(count))
    whole = journey_map(site.journeys["stappen"], site, NL)
    return whole, parts(whole, NL)


@pytest.mark.parametrize(("count", "sizes"), [(1, [1]), (13, [13]), (14, [7, 7]), (30, [10] * 3)])
def test_no_part_has_more_columns_than_can_be_read(count: int, sizes: list[int]) -> None:
    whole, found = made(count)
    assert [len(part.map.columns) for part in found] == sizes and max(sizes) <= MOST
    assert [c for part in found for c in part.map.columns] == list(whole.columns)
    assert [s.number for part in found for s in part.map.stops] == [s.number for s in whole.stops]
    assert [f.value for part in found for f in part.map.feelings] == [
        f.value for f in whole.feelings
    ]
    for part in found:
        assert all(0 <= s.column < len(part.map.columns) for s in part.map.stops)
        assert all(len(lane.cells) in (0, len(part.map.columns)) for lane in part.map.lanes)
        assert sum(part.map.moments.values()) == len(part.map.stops) == part.map.effort_n


def test_each_part_is_a_sheet_that_says_which_it_is() -> None:
    site = site_of(steps(15))
    sheets = journeys.sheets(site, NL)
    assert [sheet.path.rpartition("/")[2] for sheet in sheets] == [
        "stappen-map-1-a3.pdf",
        "stappen-map-2-a3.pdf",
    ]
    assert [link.label for link in sheet_links(sheets, {})] == [
        "A3 (deel 1 van 2)",
        "A3 (deel 2 van 2)",
    ]
    second = printed(site, sheets[1])
    said = " ".join(text_of(second.pdf).split())
    assert "Deel 2 van 2: 9. Stap tot en met 15. Stap" in said
    assert "Punt 9" in said and "Punt 8" not in said
    alone = journeys.sheets(site_of(steps(13)), NL)
    assert [sheet.path.rpartition("/")[2] for sheet in alone] == ["stappen-map-a3.pdf"]
    assert alone[0].title == "In stappen"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("{id}-{kind}-{size}-{variant}", ["stappen-map-1-a3-print", "stappen-map-2-a3-print"]),
        ("{kind}_{id}_{size}", ["map-1_stappen_a3", "map-2_stappen_a3"]),
    ],
)
def test_the_file_of_each_part_for_a_print_shop_says_which_it_is(
    names: str, expected: list[str]
) -> None:
    files = steps(15)
    site = site_of({**files, "site.yaml": f"{files['site.yaml']}print: {{names: '{names}'}}\n"})
    sheets = prints.editions(journeys.sheets(site, NL), site, NL)
    paths = [sheet.path for sheet in sheets if sheet.variant]
    assert paths == [f"journeys/stappen/{name}.pdf" for name in expected]

"""The family poster as printed: all personas on one page, the important ones first."""

from dataclasses import replace

import pytest

from affiche.pages import family
from affiche.sheets.family import MOST, grid, rows
from affiche.sheets.hero import HEIGHT
from affiche.words import words
from tests.sheets import printed, site_of, size, text_of


def people(count: int) -> dict[str, str | bytes]:
    return {
        f"personas/p{n:02}.md": f"---\nname: Naam{n:02} van Dijk\ntagline: De klant die wil weten "
        f"waar hij aan toe is\nquote: Bel me gewoon even terug als het anders wordt.\n"
        f"priority: {'primary' if n == count - 1 else 'secondary'}\n---\n"
        for n in range(count)
    }


@pytest.mark.parametrize("count", [1, 5, 12, MOST + 2])
def test_everybody_stands_on_one_exact_page(count):
    site = site_of(people(count))
    (sheet,) = family.sheets(site, words("nl"))
    made = printed(site, sheet)
    ((width, height),) = size(made.pdf)
    assert (width, height) == (pytest.approx(420, abs=0.1), pytest.approx(594, abs=0.1))
    text = text_of(made.pdf)
    assert sum("van Dijk" in part for part in text.split("Naam")[1:]) == min(count, MOST)
    assert len(made.fact.left_off) == max(0, count - MOST)
    told = [problem for problem in made.fact.problems if problem.rule == "left-off"]
    assert bool(told) == (count > MOST)


def test_the_most_important_come_first():
    site = site_of(people(3))
    (sheet,) = family.sheets(site, words("nl"))
    assert sheet.data["members"][0].id == "p02"


def test_without_personas_there_is_no_poster():
    nobody = replace(site_of(people(1)), personas={})
    assert family.sheets(nobody, words("nl")) == ()


@pytest.mark.parametrize("count", range(1, MOST + 1))
def test_rows_are_even_and_cards_stay_on_the_sheet(count):
    assert sum(rows(count)) == count
    assert max(rows(count)) - min(rows(count)) <= 1
    assert all(card.left + card.width <= 95.01 for card in grid(count))
    assert all(card.top + card.height <= HEIGHT for card in grid(count))

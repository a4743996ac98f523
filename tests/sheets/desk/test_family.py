"""The family poster as printed: all personas on one page, the important ones first."""

from collections import Counter
from dataclasses import replace

import pytest

from affiche.pages.persona import family
from affiche.pages.persona.openings import breakable
from affiche.pages.printed import stamps
from affiche.sheets.desk import family as fitter
from affiche.sheets.desk.family.grid import FOOT, HEAD, MOST, PAD, grid, rows
from affiche.sheets.layout import boxes, typeset
from affiche.sheets.persona.hero import HEIGHT
from affiche.words import words
from tests.support.sheets import printed, renderer_for, site_of, size, text_of, theme


def people(count: int) -> dict[str, str | bytes]:
    return {
        f"personas/p{n:02}.md": f"---\nname: Naam{n:02} van Dijk\ntagline: De klant die wil weten "
        f"waar hij aan toe is\nquote: Bel me gewoon even terug als het anders wordt.\n"
        f"priority: {'primary' if n == count - 1 else 'secondary'}\n---\n"
        for n in range(count)
    }


@pytest.mark.parametrize("count", [1, 5, MOST + 2])
def test_everybody_stands_on_one_exact_page(count):
    site = site_of(people(count))
    (sheet,) = family.sheets(site, words("nl"))
    made = printed(site, sheet)
    ((width, height),) = size(made.pdf)
    assert (width, height) == (pytest.approx(420, abs=0.1), pytest.approx(594, abs=0.1))
    text = text_of(made.pdf)
    assert text.count("Naam") == text.count("Dijk") == min(count, MOST)
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
    for across in range(1, 7):
        assert sum(rows(count, across)) == count
        assert max(rows(count, across)) - min(rows(count, across)) <= 1
    for important in {0, 1, count // 6, count}:
        cards = grid(count, important)
        assert [card.member for card in cards] == list(range(count))
        assert all(card.left + card.width <= 95.01 for card in cards)
        assert all(card.top > HEAD and card.top + card.height < HEIGHT - FOOT for card in cards)


@pytest.mark.parametrize(("count", "important"), [(4, 1), (7, 2), (20, 3), (40, 6)])
def test_the_important_have_the_larger_cards(count, important):
    areas = [card.width * card.height for card in grid(count, important)]
    assert min(areas[:important]) > 1.1 * max(areas[important:])


def test_nobody_stands_alone_below_full_rows():
    for count in range(3, MOST + 1):
        across = Counter(card.row for card in grid(count, 0))
        assert max(across.values()) - across[max(across)] <= 1


LONG = (
    "Hoofd van de afdeling projectontwikkeling en duurzame verbouwing van middelgrote "
    "woningcorporaties in de oostelijke Betuwe en het land van Maas en Waal samen"
)


@pytest.mark.parametrize("count", [2, 24, 40])
def test_a_name_of_157_letters_does_not_hold_the_sheet_back(count):
    files = people(count) | {"personas/a.md": f"---\nname: {LONG}\npriority: primary\n---\n"}
    site = site_of(files)
    (sheet,) = family.sheets(site, words("nl"))
    made = printed(site, sheet)
    assert made.pdf and len(size(made.pdf)) == 1
    assert "Hoofd van de" in text_of(made.pdf)


def test_a_word_that_is_wider_than_its_card_breaks_at_a_syllable():
    broken = breakable("Wolfeschlegelsteinhausenbergerdorff").replace("\u00ad", "-")
    assert broken == "Wolfesch-legelstein-hausenber-gerdorff"
    assert breakable("Peter de Vries") == "Peter de Vries"


def test_a_card_begins_on_the_side_of_its_own_language():
    arabic = "---\nname: فاطمة الزهراء\nlanguage: ar\n---\n"
    site = site_of(people(1) | {"personas/fatima.md": arabic})
    (sheet,) = family.sheets(site, words("nl"))
    typesetter = typeset.Typesetter(renderer_for("nl", theme(), site))
    document = fitter.fit(sheet, typesetter).document
    ends = {ink.what: ink.rect for ink in boxes.inks(document)}
    naam, fatima = ends["Naam00 van"], ends["فاطمة الزهراء"]
    cards = boxes.marked(document, "data-block")
    assert naam.left - cards["card-1"].left > cards["card-1"].right - naam.right > 5
    assert cards["card-2"].right - fatima.right == pytest.approx(PAD, abs=0.2)


def test_the_foot_says_which_version_it_is():
    site = site_of(people(1))
    (sheet,) = stamps.stamped(family.sheets(site, words("nl")), site)
    assert f"kenmerk {sheet.hash}" in text_of(printed(site, sheet).pdf)

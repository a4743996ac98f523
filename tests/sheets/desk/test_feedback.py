"""Feedback editions as printed: one exact page, whole, with a field for everybody."""

from dataclasses import replace
from itertools import pairwise

import pytest

from affiche.model import Status
from affiche.pages import rounds
from affiche.pages.persona import feedback
from affiche.pages.persona.poster import Block
from affiche.pages.printed import stamps
from affiche.sheets.desk import feedback as fitter
from affiche.sheets.desk.feedback.fields import LABEL_LEAST, NOTE, fields_height, panels
from affiche.sheets.layout import boxes, typeset
from affiche.words import words
from tests.support.sheets import printed, renderer_for, site_of, size, text_of, theme

FILES = {
    "only a name": "---\nname: Sanne\n---\n",
    "long": "---\nname: Projectontwikkelingsmaatschappijhoofd van de Betuwe\nstatus: concept\n"
    "goals: [Rust, Zekerheid]\n---\n" + "Sanne belt altijd voordat ze komt kijken. " * 60
    + "".join(f"\n\n## Kop {n}\n\n" + "Zij kiest zelf wat ze koopt. " * 20 for n in range(5)),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_draft_gets_one_exact_page_on_a2_and_a3(name):
    site = site_of({"personas/sanne.md": FILES[name]})
    sheets = feedback.sheets(site, words("nl"))
    assert [sheet.paper.name for sheet in sheets] == ["a2", "a3"]
    made = printed(site, sheets[1])
    ((width, height),) = size(made.pdf)
    assert (width, height) == (pytest.approx(297, abs=0.1), pytest.approx(420, abs=0.1))
    text = text_of(made.pdf)
    assert "Feedbackronde 1" in text
    assert all(department in text for department in ("Verkoop", "Service", "Receptie"))


def test_what_is_final_asks_for_no_feedback():
    site = site_of({"personas/sanne.md": FILES["only a name"]})
    sanne = site.personas["sanne"].model_copy(update={"status": Status.FINAL})
    final = replace(site, personas={"sanne": sanne})
    assert feedback.sheets(final, words("nl")) == ()


@pytest.mark.parametrize(
    ("version", "status", "number"),
    [(None, "concept", 1), ("0.3", "concept", 1), ("3", "concept", 3), ("1.2", "second", 2)],
)
def test_the_round_is_the_whole_part_of_the_version(version, status, number):
    site = site_of({"personas/sanne.md": FILES["only a name"]})
    sanne = site.personas["sanne"].model_copy(update={"version": version, "status": Status(status)})
    assert rounds.round_of(sanne) == number


@pytest.mark.parametrize("count", range(1, 10))
def test_each_department_has_fields_of_a_sticky_note_that_do_not_overlap(count):
    found = panels([str(n) for n in range(count)], [1.0] * count, 60.0)
    assert len(found) == count
    assert max(p.top + p.height for p in found) == pytest.approx(60.0 + fields_height(count))
    for panel in found:
        assert panel.fields
        for left, top in panel.fields:
            assert left + NOTE <= panel.width + 0.01 and top + NOTE <= panel.height + 0.01
        lefts = sorted({left for left, _ in panel.fields})
        assert all(b - a >= NOTE for a, b in pairwise(lefts))


DEPARTMENTS = ("Verkoop", "Service", "Receptie", "Inkoop", "Marketing", "Logistiek", "Staf", "HR")
FULL = "---\nname: Sanne Bakker\ntagline: Wil weten waar ze aan toe is\n" + "".join(
    f"{field}: [Belt altijd voordat zij komt, Wil weten wanneer wij er zijn, Kiest wie belt]\n"
    for field in ("goals", "pains", "gains", "motivations", "objections", "behaviours", "media")
) + "---\nSanne runt een bedrijf dat zij van haar vader heeft. Zij staat om zes op.\n"  # fmt: skip


def edition(written: str, departments: tuple[str, ...] = DEPARTMENTS[:3]):  # type: ignore[no-untyped-def]
    site = site_of(
        {
            "personas/sanne.md": written,
            "site.yaml": f"departments: [{', '.join(departments)}]\n",
        }
    )
    (sheet, _) = stamps.stamped(feedback.sheets(site, words("nl")), site)
    typesetter = typeset.Typesetter(renderer_for(sheet.language, theme(), site))
    return sheet, fitter.fit(sheet, typesetter)


@pytest.mark.parametrize("count", range(1, 9))
@pytest.mark.parametrize("written", [FILES["only a name"], FULL], ids=["short", "full"])
def test_three_tenths_of_the_sheet_are_to_write_on_and_no_block_goes_for_that(written, count):
    _, fitted = edition(written, DEPARTMENTS[:count])
    assert fitter.writing(fitted.fit) >= fitter.WRITING
    assert fitted.left_off == () and fitted.problems == ()


def test_a_block_in_short_says_how_many_items_it_does_not_show():
    _, fitted = edition(FULL.replace("Kiest wie belt]", "Kiest, Wie, Belt, Altijd, Eerst]"))
    shown = [ink.what for ink in boxes.inks(fitted.document)]
    assert "en nog" in " ".join(shown)


def test_colleagues_see_which_version_it_is_and_where_to_hand_it_in():
    sheet, fitted = edition(FULL)
    text = " ".join(ink.what for ink in boxes.inks(fitted.document))
    assert f"kenmerk {sheet.hash}" in text and "Inleveren bij:" in text
    _, owned = edition(FULL.replace("tagline:", "owner: Marketing\ntagline:"))
    assert "Inleveren bij Marketing" in " ".join(i.what for i in boxes.inks(owned.document))


def test_a_persona_in_arabic_is_mirrored():
    arabic = "---\nname: فاطمة الزهراء\nlanguage: ar\ngoals: [بسرعة]\npains: [ببطء]\n---\n"
    _, fitted = edition(arabic)
    blocks = boxes.marked(fitted.document, "data-block")
    assert blocks["goals"].left > blocks["pains"].right
    assert blocks["field-1"].left > blocks["field-3"].right


@pytest.mark.parametrize(
    ("name", "lines", "whole"),
    [
        ("Verkoop", 1, True),
        ("Inkoop en contractbeheer", 1, True),
        ("Afdeling Vastgoed- en Gebiedsontwikkeling Oost-Nederland", 3, True),
        ("Klantenservice buitendienst en storingen regio Zuid-Holland en Zeeland samen met "
         "de planning en het magazijn", 1, False),
    ],
)  # fmt: skip
def test_a_long_name_of_a_department_gets_more_lines_and_at_last_an_ellipsis(name, lines, whole):
    panel = panels([name] * 6, [len(name) * 0.55] * 6, 60.0)[0]
    assert panel.lines == lines
    assert panel.label >= LABEL_LEAST
    assert (panel.name == name) == whole == (not panel.name.endswith("…"))
    assert panel.fields[0][0] >= panel.band


def test_a_text_in_short_keeps_its_list_and_shows_no_marks_of_a_table():
    listed = Block("section-1", "Tips", "text", body="- een twee\n- drie vier\n- vijf zes", words=7)
    assert fitter.shortened(listed, 4, 4).body == "- een twee\n- drie vier"
    row = "| " + " ".join(["een"] * 40) + " | twee |\n"
    table = Block("section-2", "Hoe", "text", body="| A | B |\n|---|---|\n" + row * 2, words=90)
    assert "|" not in fitter.shortened(table, 4, 13).body


def test_what_is_known_comes_before_what_is_only_asked():
    _, fitted = edition("---\nname: Sanne\n---\n## Tips\n\nBel haar altijd even op.\n")
    assert fitted.fit["numbers"]["section-1"] == 1

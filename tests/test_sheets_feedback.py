"""Feedback editions as printed: one exact page, whole, with a field for everybody."""

from dataclasses import replace
from itertools import pairwise

import pytest

from affiche.model import Status
from affiche.pages import feedback
from affiche.sheets.feedback import NOTE, fields_height, panels
from affiche.words import words
from tests.sheets import printed, site_of, size, text_of

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
    assert feedback.round_of(sanne) == number


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

"""Packs and what was printed for them in; which sheets they lack, out."""

from __future__ import annotations

from affiche.building import handover
from affiche.errors import Place
from affiche.packs import pack as packing
from affiche.pages.plan import SheetFact
from affiche.sheets.press import heldback
from affiche.words import words
from tests.support.projects import THEMES, TODAY
from tests.support.sheets import site_of, theme

FILES: dict[str, str | bytes] = {
    "site.yaml": "name: Van Dijk\nlanguage: nl\n",
    "personas/anna.md": "---\nname: Anna Visser\ngoals: [Rust]\n---\nAnna woont op een boot.\n",
    "briefings/zomer.md": "---\ntitle: Zomer\nagency: Kade\npersonas: [anna]\n"
    "deadline: 2027-01-22\n---\n",
}


def test_a_pack_without_one_of_its_sheets_says_so_by_briefing_and_sheet():
    """Control: of sheets that were made, or not asked for, nothing is said."""
    site = site_of(FILES)
    place = Place("content/briefings/zomer.md")
    pack = packing.plan(site, "zomer", theme(), TODAY)
    first, *rest = pack.sheets
    failed = heldback.held_back(first, heldback.SLOW, seconds=60).fact
    facts = {first.path: failed, **{sheet.path: SheetFact(9) for sheet in rest}}
    lacks, why = handover.lacking(pack, facts, place)
    assert (lacks.kind, lacks.rule) == ("warning", "pack-lacks")
    assert lacks.values == {"title": "Zomer", "file": "zomer-briefing.pdf"}
    assert why.rule == heldback.SLOW
    assert lacks.place == why.place == place
    source = handover.Source(site, theme(), words("nl"), THEMES, (), TODAY)
    (made,) = handover.make(source, (pack,), {}, facts)
    assert made.problems == (lacks, why)
    assert handover.lacking(pack, {first.path: SheetFact(9)}, place) == ()
    assert handover.lacking(pack, {}, place) == ()

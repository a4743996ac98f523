"""The parts of a map that is too long for one sheet in; type of one size on all of them, out."""

from __future__ import annotations

from dataclasses import replace

from affiche.pages.journey import page as journeys
from affiche.sheets.journey import map as journey
from affiche.sheets.layout import boxes, typeset
from affiche.sheets.press.press import renderer_for
from affiche.words import words
from tests.support.sheets import site_of, theme

FILES: dict[str, str | bytes] = {
    "site.yaml": "posters: {journey: [a3], maps: [combined]}\n",
    "personas/p.md": "---\nname: Pia\n---\nPia.\n",
}
SAID = "Wie dit leest weet precies wat er op dit punt van een klant gevraagd wordt en waarom"


def _phase(number: int, much: int) -> str:
    return f"  - {{name: Stap {number}, goal: '{' '.join([SAID] * much)}', pains: [Wachten]}}\n"


def test_the_parts_of_a_map_have_type_of_one_size() -> None:
    phases = "".join(_phase(number, 4 if number < 9 else 1) for number in range(1, 17))
    site = site_of(FILES | {"journeys/lang.yaml": f"title: Lang\nphases:\n{phases}"})
    sheets = [one for one in journeys.sheets(site, words("nl")) if one.kind == "journey"]
    typesetter = typeset.Typesetter(renderer_for("nl", theme(), site))
    found = [journey.fit(sheet, typesetter) for sheet in sheets]
    alone = [
        journey.fit(replace(sheet, data={**sheet.data, "beside": ()}), typesetter)
        for sheet in sheets
    ]
    # The control: by itself, each part takes the type that it has room for.
    assert len({one.fit["body"] for one in alone}) == len(alone) == 2
    assert [one.fit["body"] for one in found] == [min(one.fit["body"] for one in alone)] * 2
    assert not any(one.left_off or boxes.faults(one.document) for one in found)

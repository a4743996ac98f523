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


def test_the_parts_of_a_map_stand_beside_each_other_as_one() -> None:
    """Who reads the curve on from part to part reads one scale, and rows go on at one height."""
    felt = ", emotion: {{score: {}, feeling: blij}}}}\n"
    phases = "".join(
        _phase(number, 3 if number > 8 else 1).replace("}\n", felt.format(number % 5 - 2))
        for number in range(1, 17)
    )
    site = site_of(FILES | {"journeys/lang.yaml": f"title: Lang\nphases:\n{phases}"})
    sheets = [one for one in journeys.sheets(site, words("nl")) if one.kind == "journey"]
    typesetter = typeset.Typesetter(renderer_for("nl", theme(), site))

    def placed(sheet, beside):  # type: ignore[no-untyped-def]
        found = journey.fit(replace(sheet, data={**sheet.data, "beside": beside}), typesetter)
        assert not found.left_off and not boxes.faults(found.document)
        return {name: found.fit[name] for name in ("curve_height", "rows", "phases", "foot")}

    together = [placed(sheet, sheet.data["beside"]) for sheet in sheets]
    assert len(together) == 2
    assert together[0] == together[1]
    # The control: by itself, each has rows of its own.
    alone = [placed(sheet, ()) for sheet in sheets]
    assert alone[0]["rows"] != alone[1]["rows"]
    assert alone[0]["curve_height"] != alone[1]["curve_height"]
    assert together[0]["curve_height"] <= min(one["curve_height"] for one in alone)


def test_the_names_of_phases_stand_in_all_parts_of_a_map_or_in_none() -> None:
    """Beside each other they are one row: short names lie by themselves, long ones do not."""
    name = "Vergunningaanvraag bij omgevingsdienst en waterschap"
    phases = "".join(
        f"  - {{name: {name if number > 12 else 'Stap'} {number}, pains: [Wachten]}}\n"
        for number in range(1, 25)
    )
    site = site_of(FILES | {"journeys/lang.yaml": f"title: Lang\nphases:\n{phases}"})
    sheets = [one for one in journeys.sheets(site, words("nl")) if one.kind == "journey"]
    typesetter = typeset.Typesetter(renderer_for("nl", theme(), site))

    def standing(sheet, beside):  # type: ignore[no-untyped-def]
        found = journey.fit(replace(sheet, data={**sheet.data, "beside": beside}), typesetter)
        assert not boxes.faults(found.document)
        return found.fit["turned"] is not None

    # The control: by themselves, they differ.
    assert [standing(sheet, ()) for sheet in sheets] == [False, True]
    assert len({standing(sheet, sheet.data["beside"]) for sheet in sheets}) == 1

"""The font files that are shipped: what a letter is drawn as."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from tests.support.projects import THEMES

FONTS = THEMES / "affiche/static/fonts"
ITALICS = sorted(path.name for path in FONTS.glob("fraunces-*-italic.woff2"))
SWASHED = set("bdhklvw")


def swashes(font: TTFont) -> dict[str, str]:
    """Plain form → swashed form, as the feature ss01 turns them."""
    table = font["GSUB"].table
    lookups = next(
        record.Feature.LookupListIndex
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "ss01"
    )
    parts = [part for at in lookups for part in table.LookupList.Lookup[at].SubTable]
    return {plain: swash for part in parts for plain, swash in part.mapping.items()}


def drawn_with(font: TTFont, name: str) -> set[str]:
    """The glyph and all that it is composed of."""
    glyph = font["glyf"][name]
    parts = [part.glyphName for part in glyph.components] if glyph.isComposite() else []
    return {name}.union(*(drawn_with(font, part) for part in parts))


@pytest.mark.parametrize("file", ITALICS)
def test_no_letter_of_an_italic_is_drawn_with_a_swash(file: str) -> None:
    font = TTFont(FONTS / file)
    turned = swashes(font)
    letters = font.getBestCmap()
    shown = {chr(code): drawn_with(font, glyph) for code, glyph in letters.items()}
    assert {letter for letter, glyphs in shown.items() if glyphs & set(turned.values())} == set()
    if "-ext-" not in file:
        assert {turned[letters[ord(letter)]] for letter in SWASHED} == SWASHED


@pytest.mark.parametrize("file", [one for one in ITALICS if "-ext-" not in one])
def test_the_ligatures_of_an_italic_are_plain_and_still_form(file: str) -> None:
    font = TTFont(FONTS / file)
    lookups = font["GSUB"].table.LookupList.Lookup
    made = {
        ligature.LigGlyph: ligature.Component
        for lookup in lookups
        if lookup.LookupType == 4
        for part in lookup.SubTable
        for found in part.ligatures.values()
        for ligature in found
    }
    assert made["fl"] == ["l.alt"] and set(made) >= {"fi", "f_f", "f_f_i", "f_f_l"}
    assert "l" not in drawn_with(font, "fl") | drawn_with(font, "f_f_l")

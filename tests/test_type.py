"""Every letter is drawn as its own font file draws it, on every machine.

The text layer of a PDF stays right when the letter that is drawn is wrong, so what is compared here
is what is painted: the outline of each letter in the PDF's own fonts with that in the theme's file.
"""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import replace
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from affiche.sheets.typeset import Typesetter
from affiche.themes import Face, Theme
from tests.sheets import persona_sheets, site_of, theme


def _assigned(*ranges: tuple[int, int]) -> str:
    """The letters of these ranges of Unicode."""
    codes = (code for first, last in ranges for code in range(first, last + 1))
    return "".join(chr(code) for code in codes if unicodedata.category(chr(code))[0] == "L")


# What Europe writes with, and Vietnam. Source: the blocks of Unicode.
LATIN = _assigned((0x41, 0x7A), (0xC0, 0x17F)) + "ȘșȚțƏəƠơƯưǍǎǤǥǦǧǨǩǪǫǮǯǺǻǼǽǾǿȮȯẀẁẂẃẄẅẞỲỳ"
IRISH, VIETNAMESE = "ḂḃḊḋḞḟḠḡṀṁṖṗṠṡṪṫ", _assigned((0x1EA0, 0x1EF9))
GREEK, CYRILLIC = _assigned((0x386, 0x3CE)), _assigned((0x400, 0x45F), (0x490, 0x491))
FIGURES = "0123456789.,;:!?()[]«»‹›„“”‘’–—…•&@#%‰€£$§©®°±×÷½¼¾¹²³₂≤≥≈≠→←√∞ªº¿¡"
EUROPE = LATIN + IRISH + VIETNAMESE + GREEK + CYRILLIC + FIGURES

STYLES = {
    "display": ((600, "normal"), (700, "normal"), (500, "italic")),
    "heading": ((600, "normal"), (700, "normal"), (500, "italic")),
    "body": ((400, "normal"), (400, "italic"), (600, "normal"), (700, "normal")),
}
CASES = [
    (name, use, weight, style)
    for name in ("affiche", "noordlicht")
    for use, styles in STYLES.items()
    for weight, style in styles
    if (name, use) != ("noordlicht", "display")  # the same type as its headings
]


class Written:
    """A renderer whose sheet is a given text, with the files of a theme."""

    def __init__(self, html: str, of: Theme) -> None:
        self.html = html
        self.theme = of

    def sheet(self, sheet: object, **fit: object) -> str:
        return self.html

    def inside(self, address: str) -> tuple[bytes, str]:
        found = self.theme.find("static", "fonts", address.rpartition("/")[2])
        assert found
        return found.read_bytes(), ""


def _typeset(html: str, of: Theme, language: str = "nl") -> tuple[bytes, Typesetter]:
    """The PDF of a page of HTML in a theme, in its own size."""
    sheet = persona_sheets(site_of({"personas/p.md": "---\nname: P\n---\n"}))[0]
    written = Written(f'<html lang="{language}"><title>P</title>{html}', of)
    typesetter = Typesetter(written)  # type: ignore[arg-type]
    laid = typesetter.lay(replace(sheet, language=language))
    typesetter.pdf(sheet, laid)
    return laid.write_pdf(), typesetter


Outline = tuple[tuple[str, tuple[object, ...]], ...]


def _outline(font: TTFont, glyph: str) -> Outline:
    """What is painted for a glyph, in whole units of the font."""
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[glyph].draw(pen)
    return tuple(
        (step, tuple(tuple(round(value) for value in point) if point else None for point in points))
        for step, points in pen.value
    )


@cache
def _file(path: Path) -> TTFont:
    return TTFont(path)


def _expected(letter: str, face: Face, of: Theme) -> Outline | None:
    path = of.find("static", "fonts", face.file)
    assert path
    font = _file(path)
    glyph = font.getBestCmap().get(ord(letter))
    return _outline(font, glyph) if glyph else None


class Embedded:
    """A font in a PDF: what it paints for a code in a text."""

    def __init__(self, font: pikepdf.Object) -> None:
        inside = font.DescendantFonts[0]
        described = inside.FontDescriptor
        stream = described.get("/FontFile3") or described.get("/FontFile2")
        self.font = TTFont(io.BytesIO(bytes(stream.read_bytes())))
        self.codes: dict[int, int] = {}
        if not isinstance(font.Encoding, pikepdf.Name):
            mapped = re.findall(rb"<(\w+)> (\d+)", bytes(font.Encoding.read_bytes()))
            self.codes = {int(code, 16): int(cid) for code, cid in mapped}

    def paints(self, code: int) -> Outline:
        """A CID is the number of a glyph, unless the font file names its glyphs by CID itself."""
        cid = self.codes.get(code, code)
        order = self.font.getGlyphOrder()
        named = f"cid{cid:05d}"
        if named not in order and cid >= len(order):
            return ()  # no glyph of this font at all
        return _outline(self.font, named if named in order else order[cid])


def painted(pdf: bytes) -> list[Outline]:
    """The outline of each letter of the first page, in the order in which they are painted."""
    found: list[Outline] = []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[0]
        fonts = {name: Embedded(font) for name, font in page.Resources.Font.items()}
        using = next(iter(fonts.values()))
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "Tf":
                using = fonts[str(operands[0])]
            if str(operator) == "TJ":
                text = b"".join(
                    bytes(part) for part in operands[0] if isinstance(part, pikepdf.String)
                )
                codes = [int.from_bytes(text[at : at + 2]) for at in range(0, len(text), 2)]
                found += [using.paints(code) for code in codes]
    return found


def letters_page(letters: str, family: str, weight: int, style: str) -> str:
    """One letter to a line, each a text of its own."""
    return (
        f"<style>@page {{ size: 100px {len(letters) * 20 + 40}px; margin: 0 }} "
        f"p {{ font: {style} {weight} 10px/20px {family}; margin: 0; height: 20px }}</style>"
        + "".join(f"<p>&#{ord(one)};" for one in letters)
    )


def face_of(letter: str, of: Theme, use: str, weight: int, style: str) -> list[Face]:
    """The faces that may draw the letter: of the first family that has it, in the weight that is
    asked for where the family has that."""
    for family in (*of.stacks[use], *of.spare_families("nl")):
        faces = [face for face in (*of.faces, *of.spare) if face.family == family]
        having = [face for face in faces if _expected(letter, face, of)]
        exact = [face for face in having if (face.weight, face.style) == (weight, style)]
        if having:
            return exact or having
    raise AssertionError(f"no face of {of.name} has {letter!r}")


@pytest.mark.parametrize(("name", "use", "weight", "style"), CASES)
def test_every_letter_of_europe_is_drawn_as_in_its_file(
    name: str, use: str, weight: int, style: str
) -> None:
    of = theme(name)
    page = letters_page(EUROPE, of.family(use, "nl"), weight, style)
    made, typesetter = _typeset(page, of)
    assert typesetter.missing == typesetter.borrowed == ()
    drawn = painted(made)
    assert len(drawn) == len(EUROPE)
    wrong = [
        letter
        for letter, outline in zip(EUROPE, drawn, strict=True)
        if all(
            outline != _expected(letter, face, of)
            for face in face_of(letter, of, use, weight, style)
        )
    ]
    assert wrong == []


def test_two_subsets_under_one_name_draw_other_letters() -> None:
    """The control: the fault that the test above is there for, made on purpose."""
    of = theme()
    renamed = {"Source Sans 3 Ext": "Source Sans 3"}
    faces = tuple(replace(face, family=renamed.get(face.family, face.family)) for face in of.faces)
    mixed = replace(of, faces=faces)
    made, _ = _typeset(letters_page("Aőłčž", mixed.family("body", "nl"), 400, "normal"), mixed)
    right = [_expected(one, face_of(one, of, "body", 400, "normal")[0], of) for one in "Aőłčž"]
    assert painted(made) != right

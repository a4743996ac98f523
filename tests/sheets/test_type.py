"""Every letter is drawn as its own font file draws it, on every machine.

The text layer of a PDF stays right when the letter that is drawn is wrong, so what is compared here
is what is painted: the outline of each letter in the PDF's own fonts with that in the theme's file.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from affiche import themes
from affiche.sheets.layout.typeset import Typesetter
from affiche.sheets.press.press import Press as RealPress
from affiche.sheets.press.press import make
from affiche.themes import HAN, Face, Theme, supply
from tests.support.sheets import persona_sheets, printed, site_of, theme


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


# What stands on a sheet, from where, and what is said of it --------------------------------------

TEXTS = {
    "ar": ("فاطمة تعمل في الرباط والوعي", "Noto Sans Arabic"),
    "he": ("נועה מנהלת חנות קטנה", "Noto Sans Hebrew"),
    "zh": ("李雷在北京工作，喜欢骑车。", HAN),
    "zh-TW": ("王小明喜歡臺北。", HAN),
    "ja": ("田中さくらは東京の骨董屋で働く。", HAN),
    "ko": ("김민수는 서울에서 일한다", HAN),
    "el": ("Η Ελένη διδάσκει στη Θεσσαλονίκη", "Source Sans 3 Greek"),
    "uk": ("Під’їзд, об’єкт, їжак, ґанок", "Source Sans 3 Cyrillic"),
    "hu": ("árvíztűrő tükörfúrógép", "Source Sans 3 Ext"),
    "vi": ("Nguyễn Thị Hường ở Đà Nẵng", "Source Sans 3 Vietnamese"),
    "nl": ("Klaar 🚀 in 24 uur", "Noto Emoji"),
}


def _families(pdf: bytes) -> set[str]:
    """The families of the fonts in a PDF, as WeasyPrint writes them."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fonts = [str(font.BaseFont) for font in opened.pages[0].Resources.Font.values()]
    names = (name.partition("+")[2].replace("-", " ") for name in fonts)
    return {re.sub(r",?( (Semi Bold|Bold|Medium|Italic|Oblique))*$", "", name) for name in names}


def _said(text: str, language: str, of: Theme) -> tuple[bytes, Typesetter]:
    style = (
        f"@page {{ size: 600px 100px; margin: 0 }} p {{ font: 20px {of.family('body', language)} }}"
    )
    return _typeset(f"<style>{style}</style><p dir=auto>{text}", of, language)


@pytest.mark.parametrize("name", ["affiche", "noordlicht"])
@pytest.mark.parametrize("language", TEXTS)
def test_a_text_in_any_script_is_read_and_comes_from_the_theme(name: str, language: str) -> None:
    text, family = TEXTS[language]
    made, typesetter = _said(text, language, theme(name))
    assert typesetter.missing == typesetter.borrowed == ()
    of = theme(name)
    known = {face.family for face in (*of.faces, *of.spare)} | {HAN}
    assert _families(made) <= known
    assert family in _families(made) or (family.startswith("Source Sans") and name == "noordlicht")
    read = pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range()
    assert "".join(read.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "language", "family"),
    [
        ("直", "zh", "Noto Sans SC"),
        ("直", "nl", "Noto Sans SC"),
        ("直", "ja", "Noto Sans JP"),
        ("直ら", "nl", "Noto Sans JP"),
        ("直", "zh-HK", "Noto Sans TC"),
        ("臺北喜歡", "nl", "Noto Sans TC"),
        ("我哋啱啱嚟到", "zh", "Noto Sans TC"),
        ("서울 韓", "ko", "Noto Sans KR"),
    ],
)
def test_all_han_letters_of_a_sheet_come_from_one_face(
    text: str, language: str, family: str
) -> None:
    of = theme()
    assert supply(of, text, language).han == family
    made, _ = _said(text, language, of)
    face = next(face for face in of.spare if face.family == family)
    letters = [letter for letter in text if _expected(letter, face, of)]
    assert letters
    drawn = painted(made)
    assert all(_expected(letter, face, of) in drawn for letter in letters if letter != " ")


def test_a_sheet_loads_only_what_its_letters_need() -> None:
    of = theme()
    families = {face.family for face in supply(of, "Jan in Zürich", "nl").faces}
    assert families == {"Fraunces Display", "Fraunces", "Source Sans 3"}
    assert {"Noto Sans JP"} == {
        face.family for face in supply(of, "さくら 田中", "nl").faces
    } - families, "kana are Japanese in a Dutch text too"
    assert supply(of, "สมชาย ✓", "nl").lacking == "".join(sorted(set("สมชาย")))


def test_letters_from_elsewhere_are_said_and_depend_on_the_machine_alone() -> None:
    site = site_of({"personas/p.md": "---\nname: สมชาย\n---\n"})
    problems = printed(site, persona_sheets(site)[0]).fact.problems
    assert {problem.rule for problem in problems} <= {"system-font", "no-glyph"}
    assert "ส" in " ".join(str(problem.values["letters"]) for problem in problems)


def test_a_theme_that_names_a_font_without_its_file_is_told_where(tmp_path: Path) -> None:
    own = tmp_path / "themes" / "own" / "theme.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("extends: affiche\nfonts: {body: [Helvetica, sans-serif]}\n", "utf-8")
    of = themes.load(tmp_path / "themes", "own")
    assert of.machine == ("Helvetica", "sans-serif")
    site = site_of({"personas/p.md": "---\nname: Jan\n---\n"})
    job = RealPress()._prepared(persona_sheets(site)[0], of, site)[1]
    (problem,) = make(job).fact.problems
    assert (problem.rule, problem.place.path) == ("system-font", "themes/own/theme.yaml")


def test_a_theme_without_any_font_still_makes_sheets() -> None:
    bare = replace(theme(), faces=(), spare=(), stacks={"body": ("sans-serif",)}, machine=())
    made, typesetter = _typeset("<p>Jan", bare)
    assert made.startswith(b"%PDF")
    assert {*typesetter.missing, *typesetter.borrowed} >= set("Jan")


def test_the_bytes_do_not_depend_on_the_fonts_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "none.conf").write_text("<fontconfig/>")
    made = "from tests.sheets.test_type import bytes_of_all; print(bytes_of_all())"
    seen = {
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", made],
            env={**os.environ, **machine}, capture_output=True, text=True, check=True,
        ).stdout
        for machine in ({}, {"FONTCONFIG_FILE": str(tmp_path / "none.conf")})
    }  # fmt: skip
    assert len(seen) == 1


def bytes_of_all() -> str:
    """The hash of one page with every text above."""
    text = " ".join(f'<span lang="{language}">{said[0]}</span>' for language, said in TEXTS.items())
    return hashlib.sha256(_said(text, "nl", theme())[0]).hexdigest()


def test_figures_stay_in_the_type_of_the_text_beside_emoji() -> None:
    made, typesetter = _said("1️⃣ eerst, 2️⃣ dan 3 ☎️ © ™ 👩‍💻", "nl", theme())
    assert typesetter.missing == ()
    read = pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range()
    assert "1 eerst, 2 dan 3" in read
    emoji = theme().find("static", "fonts", "noto-emoji-400-normal.woff2")
    assert emoji and not set(b"0123456789#*") & set(_file(emoji).getBestCmap())


def test_a_loose_accent_is_drawn_as_one_letter() -> None:
    loose, whole = (_said(text, "nl", theme())[0] for text in ("e\u0301o\u030bz\u030c", "éőž"))
    assert painted(loose) == painted(whole)


# Where lines break ------------------------------------------------------------------------------


def _lines(text: str, language: str, width: int) -> list[str]:
    """The lines of a text in a column of `width` px, broken by the rules that every sheet has."""
    template = theme().find("templates", "sheets/base.css.j2")
    assert template
    rules = re.findall(r"(?:hyphen|overflow)[\w-]*: [^;]+;", template.read_text("utf-8"))
    assert len(rules) == 4
    family = theme().family("body", language)
    html = (
        f"<style>@page {{ size: {width}px 900px; margin: 0 }} "
        f"body {{ margin: 0; font: 16px {family}; {' '.join(rules)} }}</style><p>{text}"
    )
    read = pypdfium2.PdfDocument(_typeset(html, theme(), language)[0])[0].get_textpage()
    drawn = [at for at in range(read.count_chars()) if read.get_text_range(at, 1).strip()]
    edges = [read.get_charbox(at)[2] for at in drawn]
    assert max(edges) <= width * 0.75 + 0.5, "points: nothing sticks out"
    return read.get_text_range().replace("\ufffe", "-\r\n").split("\r\n")


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("en", ["responsib-", "ility"]),
        ("nl", ["responsibi-", "lity"]),
        ("nl-BE", ["responsibi-", "lity"]),
        ("ar", ["responsibilit", "y"]),
        ("zh", ["responsibilit", "y"]),
    ],
)
def test_a_word_breaks_as_its_language_does(language: str, lines: list[str]) -> None:
    assert _lines("responsibility", language, 85) == lines


def test_dutch_words_keep_four_letters_on_each_line() -> None:
    words = "leveranciers verantwoordelijkheid klanttevredenheidsonderzoek zonnepanelen"
    for width in (70, 90, 110, 130):
        for line in _lines(words, "nl", width):
            assert len(line.split()[-1].rstrip("-")) >= 4 and len(line.split()[0]) >= 4, line


def test_no_line_begins_or_ends_with_the_wrong_mark() -> None:
    texts = {
        "zh": "李雷在北京工作，每天通勤一个半小时。他说：“时间就是金钱。”他喜欢（用微信）支付！",
        "ja": "「安さより安心」が口ぐせです。ニュースやショッピングサイトを見ます。",
    }
    for language, text in texts.items():
        for width in range(60, 160, 12):
            for line in _lines(text, language, width):
                assert line[0] not in "，。：；！？、）」』”ー" and line[-1] not in "（「『“", line


def test_a_long_address_breaks_rather_than_sticks_out() -> None:
    address = "https://www.example.com/een/heel/lang/adres?dat=" + "1234567" * 12
    assert "".join(_lines(address, "nl", 120)) == address


def test_letters_of_other_scripts_push_no_line_away() -> None:
    lines = ("Anna", "李雷", "Klaar 🚀", "עומר", "عائشة", "Ελένη", "₂→★", "Anna")
    for name in ("affiche", "noordlicht"):
        family = theme(name).family("body", "nl")
        style = f"@page {{ size: 300px 400px }} body {{ font: 20px/1.34 {family} }}"
        made, _ = _typeset(f"<style>{style}</style>{'<br>'.join(lines)}", theme(name))
        with pikepdf.open(io.BytesIO(made)) as opened:
            steps = pikepdf.parse_content_stream(opened.pages[0])
            lows = {round(float(values[5]), 2) for values, step in steps if str(step) == "Tm"}
        gaps = [after - before for before, after in pairwise(sorted(lows))]
        assert len(gaps) == len(lines) - 1
        assert max(gaps) - min(gaps) < 0.1, (name, gaps)  # px

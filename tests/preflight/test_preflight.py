"""Finished PDFs in; what the preflight finds out. Every check has a fault that turns it red."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiche.errors import Kind
from affiche.model.choices import PrintColour, PrintMarks
from affiche.preflight import PDF_X, Expected, preflight
from affiche.preflight.checks.ink import photo_ink
from affiche.preflight.painting import tokens
from affiche.preflight.painting.fonts import to_unicode
from affiche.preflight.painting.geometry import IDENTITY, MM, Box, placed, times
from affiche.preflight.painting.marks import Image, Mark, Text
from affiche.preflight.painting.page import painted
from affiche.preflight.painting.tokens import BrokenStreamError, Name, instructions, operations
from affiche.sheets.shop.printshop import PrintProfile, labelled
from tests.support.icc import press_profile
from tests.support.preflight_faults import (
    EDITIONS,
    FAULTS,
    LINK,
    PHOTO,
    RICH,
    Fault,
    changed,
    expected,
    made,
    painting,
    replacing,
)
from tests.support.sheets_of_paper import (
    BAND,
    BODY,
    IMPRINT,
    PLAIN,
    laid,
    picture,
    plain,
    printed,
    wanted,
)

SRGB = PrintProfile()
CMYK = PrintProfile(colour=PrintColour.CMYK, icc=press_profile())
RICH_WITH_LINK = RICH + LINK
UA, RGB, INK = plain(), printed(), printed(profile=CMYK)
PHOTO_INK = printed(BODY + PHOTO, profile=CMYK)


def failed(pdf: bytes, expected: Expected) -> set[str]:
    return {check.check for check in preflight(pdf, expected).checks if not check.passed}


# --- what is good passes ------------------------------------------------------------------------


@pytest.mark.parametrize("body", [BODY, BODY + PHOTO + picture(400, 40, "PNG")])
def test_good_files_pass_every_check(body: str):
    reports = (
        preflight(plain(body), PLAIN),
        preflight(printed(body), wanted(SRGB)),
        preflight(printed(body, profile=CMYK), wanted(CMYK)),
        preflight(labelled(printed(body, profile=CMYK), IMPRINT), wanted(CMYK, labels=(PDF_X,))),
    )
    assert [report.findings for report in reports] == [(), (), (), ()]
    assert [(report.passed, report.done) for report in reports] == [
        (14, 14), (18, 18), (20, 20), (20, 20),
    ]  # fmt: skip


def test_a_report_says_what_was_measured():
    report = preflight(printed(BODY + PHOTO, profile=CMYK), wanted(CMYK))
    measured = {check.check: check.measured.format(**check.values) for check in report.checks}
    assert measured["size"] == "210.0 × 297.0 mm"
    assert measured["boxes"] == "3.0 mm bleed"
    assert measured["text-size"] == "20.0 pt or more"
    assert measured["resolution"] == "254 ppi or more"
    assert measured["colour"] == "CMYK"
    assert measured["intent"] == "Proefpers"


# --- planted faults -----------------------------------------------------------------------------

PLANTED = [
    pytest.param(fault, edition, id=f"{number}-{fault.check}-{edition}")
    for number, fault in enumerate(FAULTS)
    for edition in fault.editions
]


@pytest.mark.parametrize("edition", EDITIONS)
def test_control_a_file_without_a_fault_passes(edition: str):
    assert preflight(made(edition), expected(edition)).findings == ()
    linked = preflight(made("plain", RICH_WITH_LINK), expected("plain"))
    assert linked.findings == ()


@pytest.mark.parametrize(("fault", "edition"), PLANTED)
def test_a_planted_fault_is_found(fault: Fault, edition: str):
    report = preflight(fault.file(edition), fault.expected(edition))
    assert fault.check in {finding.check for finding in report.findings}


def band(look: str) -> bytes:
    """A drawing that ends at the cutting line on the right, by `look`."""
    held = f'<svg viewBox="0 0 60 60" xmlns="http://www.w3.org/2000/svg" style="{SVG}">{look}</svg>'
    return printed(BODY + held)


SVG = "position:absolute; right:0; top:120mm; width:60mm; height:60mm"
ROUND = '<circle cx="30" cy="30" r="30" fill="#0E6B6B"/>'
ROUNDED = '<path d="M0 0H50Q60 0 60 10V50Q60 60 50 60H0Z" fill="#0E6B6B"/>'
CUT = '<circle cx="45" cy="30" r="30" fill="#0E6B6B"/>'


def test_a_curve_that_comes_near_the_cutting_line_is_no_edge():
    assert failed(band(ROUND), wanted()) == set()
    assert failed(band(ROUNDED), wanted()) == {"bleed"}
    assert failed(band(CUT), wanted()) == {"bleed"}


@pytest.mark.parametrize("edition", ["print", "cmyk"])
def test_a_file_without_an_id_is_found(edition: str):
    pdf = made(edition).replace(b"/ID [", b"/IE [")
    assert "identity" in failed(pdf, expected(edition))


def test_there_is_a_fault_for_each_check_in_each_edition():
    done = {
        (check.check, edition)
        for edition in EDITIONS
        for check in preflight(made(edition), expected(edition)).checks
    }
    planted = {(fault.check, edition) for fault in FAULTS for edition in fault.editions}
    assert planted - {("readable", edition) for edition in EDITIONS} == done


# --- faults of a sheet --------------------------------------------------------------------------


def test_text_under_a_see_through_cover_is_lost_to_screen_readers():
    body = BODY + '<p style="opacity: .5">Half te zien</p>'
    report = preflight(plain(body), PLAIN)
    assert not report.check("tags").passed
    assert report.check("tags").findings[0].values["text"] == ("Half te zien",)
    assert not report.check("label").passed


def test_a_soft_picture_is_a_warning_and_a_blur_an_error():
    [soft] = preflight(printed(BODY + picture(200, 40)), wanted()).findings
    [blur] = preflight(printed(BODY + picture(120, 40)), wanted()).findings
    assert (soft.kind, soft.values["ppi"]) == (Kind.WARNING, 127)
    assert (blur.kind, blur.values["ppi"]) == (Kind.ERROR, 76)
    assert (blur.values["seen"], blur.values["need"]) == ("120 × 120", "350 × 350")
    [screen] = preflight(plain(BODY + picture(120, 40)), PLAIN).findings
    assert screen.kind is Kind.WARNING


def test_a_missing_glyph_is_found():
    first = b"[<"
    report = preflight(changed(printed(), lambda o: replacing(first, b"[<0000> 0 <")(o)), wanted())
    assert [finding.check for finding in report.findings] == ["glyphs"]


def test_a_heavy_file_is_a_warning():
    [finding] = preflight(plain(), replace(PLAIN, weight=1000)).findings
    assert (finding.check, finding.kind) == ("weight", Kind.WARNING)


def test_a_label_needs_its_checks():
    good = labelled(printed(profile=CMYK), IMPRINT)
    bad = changed(good, painting(b"1 0 0 rg 50 50 50 50 re f"))
    expected = wanted(CMYK, labels=(PDF_X,))
    assert failed(good, expected) == set()
    assert failed(bad, expected) == {"colour", "label"}


def test_more_room_can_be_asked_for():
    roomy = PrintProfile(safety=18)
    assert failed(printed(profile=roomy), wanted(roomy)) == {"safety"}


def test_a_frame_that_covers_text_is_a_warning():
    framed = PrintProfile(frame=18)
    report = preflight(printed(profile=framed), wanted(framed))
    assert [(f.check, f.kind) for f in report.findings] == [("safety", Kind.WARNING)]
    assert report.good


def test_a_press_that_floods_the_paper_is_found():
    greedy = PrintProfile(colour=PrintColour.CMYK, icc=press_profile(greedy=True))
    dark = BODY + BAND.replace("top:-12mm", "top:200mm").format("background: #16213A")
    report = preflight(printed(dark, profile=greedy), wanted(greedy))
    assert [finding.check for finding in report.findings] == ["ink"]
    assert report.check("ink").values["most"] > 300


@pytest.mark.parametrize("colour", ["#0E4F4F", "#101418"])
def test_text_in_a_dark_colour_may_have_several_inks(colour: str):
    body = BODY + f'<p style="color: {colour}">Donker</p>'
    pdf = printed(body, profile=CMYK)
    assert failed(pdf, wanted(CMYK)) == set()
    inks = {m.colour.parts for m in marks(pdf) if isinstance(m, Text) and m.text == "Donker"}
    assert (inks == {(0, 0, 0, 1)}) == (colour == "#101418")


def test_a_negative_photo_has_other_ink():
    with pikepdf.open(io.BytesIO(PHOTO_INK)) as opened:
        [photo] = [i for i in opened.pages[0].obj.Resources.XObject.values() if "/Decode" in i]
        right = photo_ink(photo)
        del photo["/Decode"]
        assert photo_ink(photo) > right + 50


@pytest.mark.parametrize("broken", [b"", b"%PDF-1.7", UA[:2000], b"geen pdf" * 99])
def test_a_file_that_is_none_is_a_finding(broken: bytes):
    report = preflight(broken, PLAIN)
    assert [check.check for check in report.checks] == ["readable"]
    assert not report.good


def test_a_file_without_marks_is_not_asked_for_them():
    bare = PrintProfile(marks=PrintMarks.NONE)
    report = preflight(printed(profile=bare), wanted(bare))
    assert report.good
    assert "marks" not in {check.check for check in report.checks}


# --- the reader ---------------------------------------------------------------------------------


def marks(pdf: bytes) -> list[Mark]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return list(painted(opened.pages[0]))


def test_text_is_where_another_renderer_has_it():
    body = BODY + '<p style="transform: rotate(20deg); font-size: 31pt">Schuin omlaag</p>'
    pdf = laid(body)
    texts = [mark for mark in marks(pdf) if isinstance(mark, Text)]
    assert " ".join(text.text for text in texts) == "Kop één Ketel, kwast en kraan. Schuin omlaag"
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    for text in texts:
        start = page.get_text_range().index(text.text[:4])
        letters = [page.get_charbox(start + n, loose=True) for n in range(len(text.text))]
        sides = [
            pick(side)
            for pick, side in zip((min, min, max, max), zip(*letters, strict=True), strict=True)
        ]
        # Across the line we count capitals and descenders, the other renderer the whole font.
        assert text.box.sides == pytest.approx(sides, abs=0.35 * text.size)
        if text.text != "Schuin omlaag":
            assert text.box.sides[::2] == pytest.approx(sides[::2], abs=0.5)
    assert [round(text.size) for text in texts] == [40, 20, 31]


def test_pictures_are_measured_through_every_transformation():
    body = f'<div style="transform: rotate(30deg) scale(2)">{picture(300, 30)}</div>'
    [image] = [mark for mark in marks(laid(body)) if isinstance(mark, Image)]
    assert image.pixels == (300, 300)
    assert image.ppi == pytest.approx((127, 127), abs=0.2)


def test_what_is_clipped_away_is_not_there():
    body = '<div style="overflow: hidden; height: 10mm; width: 20mm">' + picture(300, 60) + "</div>"
    [image] = [mark for mark in marks(laid(body)) if isinstance(mark, Image)]
    assert image.box.width * MM == pytest.approx(20, abs=0.1)
    assert image.box.height * MM == pytest.approx(10, abs=0.1)


def test_a_pattern_and_a_gradient_show_their_colours():
    svg = """<svg viewBox="0 0 30 10" width="300"><title>Vlak</title><defs>
      <pattern id="p" width="5" height="5" patternUnits="userSpaceOnUse">
        <rect width="2" height="2" fill="#00FF00"/></pattern></defs>
      <rect width="30" height="10" fill="url(#p)"/></svg>"""
    found = {(m.kind, m.colour.parts) for m in marks(laid(BODY + svg))}
    assert ("fill", (0.0, 1.0, 0.0)) in found
    shades = [parts for kind, parts in found if kind == "shading"]
    assert sorted(shades)[-1] == pytest.approx((232 / 255, 85 / 255, 45 / 255), abs=0.001)


def same(ours: Any, theirs: Any) -> bool:
    """Whether an operand is what pikepdf read."""
    if isinstance(ours, float):
        return bool(ours == pytest.approx(float(theirs)))
    if isinstance(ours, Name):
        return "/" + ours == str(theirs)
    if isinstance(ours, bytes):
        return ours == bytes(theirs)
    if isinstance(ours, list):
        return len(ours) == len(theirs) and all(map(same, ours, theirs))
    return isinstance(ours, dict) or ours == theirs


@pytest.mark.parametrize("pdf", [UA, RGB, INK, PHOTO_INK], ids=["ua", "rgb", "cmyk", "photo"])
def test_streams_are_read_as_another_reader_does(pdf: bytes):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[0]
        page.contents_coalesce()
        ours = list(instructions(page.obj.Contents.read_bytes()))
        theirs = list(pikepdf.parse_content_stream(page))
    assert [each.operator for each in ours] == [str(each.operator) for each in theirs]
    pairs = zip(ours, theirs, strict=True)
    assert all(same(each.operands, list(other.operands)) for each, other in pairs)


def test_odd_tokens_are_read():
    stream = rb"""% a note (with
    /A#20b <</K [1 -.5 +2. true null]/S(a\(b(c)\051\
d\n)>> BDC <0a 1> Tj BI /W 2 /H 1 /CS /G /BPC 8 ID xx EI Q"""
    read = [(each.operator, each.operands) for each in instructions(stream)]
    assert read == [
        ("BDC", ["A b", {"K": [1.0, -0.5, 2.0, True, None], "S": b"a(b(c))d\n"}]),
        ("Tj", [b"\x0a\x10"]),
        ("BI", [{"W": 2.0, "H": 1.0, "CS": "G", "BPC": 8.0}]),
        ("Q", []),
    ]


@pytest.mark.parametrize(
    "broken", [b"[ 1 2 m", b"1 ] m", b"(a", b"BI /W 1 ID xx", b"1 2 >", b"BI /W w"]
)
def test_a_broken_stream_is_said_to_be_one(broken: bytes):
    with pytest.raises(BrokenStreamError):
        list(instructions(broken))


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(stream: bytes):
    try:
        read = list(instructions(stream))
    except BrokenStreamError:
        return
    assert all(0 <= each.start < each.end <= len(stream) for each in read)


PIECES = st.sampled_from(
    [b"1", b"-.5", b"+2.", b"1.2.3", b"4x", b".", b"m", b"c", b"T*", b"'", b'"', b"true", b"null",
     b"BI", b"ID", b" EI ", b"/N", b"/", b"(a)", b"(", b"<0a>", b"<", b">", b"[", b"]", b"<<",
     b">>", b"%", b"{", b" ", b"\n", b"\0", b"\v", b"  "]
)  # fmt: skip


@given(st.lists(PIECES, max_size=20).map(b"".join))
def test_what_is_read_at_once_is_read_as_all_else(stream: bytes):
    """The control is the reader without its short cut."""
    with pytest.MonkeyPatch.context() as patched:
        quick = _read(stream)
        patched.setattr(tokens, "PLAIN", re.compile(rb"(?!)"))
        assert quick == _read(stream)


@given(st.lists(PIECES, max_size=20).map(b"".join))
def test_lines_that_were_read_before_say_the_same(stream: bytes):
    """The control is the reader that goes from sign to sign."""
    read = [(each.operator, each.operands) for each in _read(stream)[0]]
    for _ in range(2):
        again, refused = _read(stream, operations)
        assert [(each.operator, each.operands) for each in again] == read
        assert bool(refused) == bool(_read(stream)[1])


@pytest.mark.parametrize("pdf", [UA, RGB, INK, PHOTO_INK], ids=["ua", "rgb", "cmyk", "photo"])
def test_a_file_is_read_again_from_its_lines(pdf: bytes):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[0]
        page.contents_coalesce()
        stream = page.obj.Contents.read_bytes()
        first, again = list(painted(page)), list(painted(page))
    assert first == again
    said = [(each.operator, each.operands) for each in instructions(stream)]
    assert [(each.operator, each.operands) for each in operations(stream)] == said


def _read(
    stream: bytes, reader: Callable[[bytes], Iterator[Any]] = instructions
) -> tuple[list[Any], str]:
    found: list[Any] = []
    try:
        found.extend(reader(stream))
    except BrokenStreamError as error:
        return found, str(error)
    return found, ""


NUMBERS = st.floats(-9, 9).map(lambda value: round(value, 3))


@given(*[st.tuples(*[NUMBERS] * 6)] * 3)
def test_matrices_can_be_put_together_in_any_grouping(a: Any, b: Any, c: Any):
    assert times(times(a, b), c) == pytest.approx(times(a, times(b, c)), abs=1e-6)
    assert times(IDENTITY, a) == times(a, IDENTITY) == a


def test_a_box_is_placed_around_its_corners():
    assert placed(Box(0, 0, 2, 1), (0, 1, -1, 0, 5, 5)) == Box(4, 5, 5, 7)


def test_a_cmap_is_read():
    cmap = b"""2 beginbfchar <0003> <0020> <0004> <00660066> endbfchar
    2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<0061> <0062>] endbfrange"""
    assert to_unicode(cmap) == {
        3: " ", 4: "ff", 16: "A", 17: "B", 18: "C", 32: "a", 33: "b",
    }  # fmt: skip

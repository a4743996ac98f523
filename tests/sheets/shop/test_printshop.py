"""A laid-out sheet in; the file for the screen or for a print shop out."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from affiche.model.choices import PrintColour, PrintMarks
from affiche.preflight.painting.geometry import MM, Box
from affiche.preflight.painting.marks import Mark, Text
from affiche.preflight.painting.page import painted
from affiche.sheets.shop import cropmarks
from affiche.sheets.shop.cmyk import value_at
from affiche.sheets.shop.imprint import Imprint
from affiche.sheets.shop.inks import Inks, is_cmyk_profile, profile_name, srgb_profile
from affiche.sheets.shop.printshop import PrintProfile, for_printer, labelled
from tests.support.icc import press_profile
from tests.support.projects import ROOT
from tests.support.sheets_of_paper import BODY, IMPRINT, laid, picture, plain, printed, slug

PRESS = press_profile()
CMYK = PrintProfile(colour=PrintColour.CMYK, icc=PRESS)
FULL = PrintProfile(bleed=5, colour=PrintColour.CMYK, icc=PRESS, marks=PrintMarks.FULL)
BARE = PrintProfile(bleed=2, marks=PrintMarks.NONE)
DRAWING = """<svg viewBox="0 0 30 10" width="300"><title>Vlak</title><defs>
  <linearGradient id="g" gradientUnits="userSpaceOnUse" x1="0" x2="30" y1="0" y2="0">
    <stop offset="0" stop-color="#0E6B6B"/><stop offset=".3" stop-color="#FFFFFF"/>
    <stop offset="1" stop-color="#E8552D" stop-opacity=".3"/></linearGradient>
  <pattern id="p" width="2" height="2" patternUnits="userSpaceOnUse">
    <rect width="1" height="1" fill="#00AA00"/></pattern></defs>
  <rect width="30" height="5" fill="url(#g)"/><rect y="5" width="30" height="5" fill="url(#p)"/>
  <g opacity=".5"><circle cx="5" cy="5" r="3" fill="#AA0000" stroke="#0000AA"/></g></svg>"""
RICH = BODY + DRAWING + picture(500, 40) + picture(500, 40, "PNG")


def boxes(pdf: bytes) -> dict[str, list[float]]:
    """Each box of the page, in mm from the corner of the sheet."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[0].obj
        return {
            name[1:]: [round(float(side) * MM, 2) for side in page[name]]
            for name in page.keys()  # noqa: SIM118
            if name.endswith("Box")
        }


def marks(pdf: bytes) -> list[Mark]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return list(painted(opened.pages[0]))


def drawn(pdf: bytes, scale: float = 0.5) -> Image.Image:
    """The page as another renderer draws it, cut to its trim box."""
    page = pypdfium2.PdfDocument(pdf)[0]
    page.set_cropbox(*page.get_trimbox())
    return page.render(scale=scale).to_pil().convert("RGB")


def difference(one: Image.Image, other: Image.Image) -> float:
    """The mean distance of the two pictures, of 255."""
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3


# --- boxes and marks ----------------------------------------------------------------------------


def test_the_printers_file_says_where_it_is_cut():
    assert boxes(printed()) == {
        "MediaBox": [0, 0, 231, 318],
        "BleedBox": [7.5, 7.5, 223.5, 310.5],
        "TrimBox": [10.5, 10.5, 220.5, 307.5],
    }
    assert boxes(printed(profile=BARE)) == {
        "MediaBox": [0, 0, 214, 301],
        "BleedBox": [0, 0, 214, 301],
        "TrimBox": [2, 2, 212, 299],
    }


def test_crop_marks_stand_outside_the_bleed_and_point_at_the_cutting_lines():
    trim, bleed = Box(0, 0, 210, 297), Box(-3, -3, 213, 300)
    lines = {
        tuple(round(side * MM, 2) + 0.0 for side in (line[0], line[1], line[2], line[3]))
        for line in cropmarks.crop_lines(
            Box(*(s / MM for s in trim.sides)), Box(*(s / MM for s in bleed.sides))
        )
    }
    assert lines == {
        (0, -4, 0, -9), (210, -4, 210, -9), (0, 301, 0, 306), (210, 301, 210, 306),
        (-4, 0, -9, 0), (-4, 297, -9, 297), (214, 0, 219, 0), (214, 297, 219, 297),
    }  # fmt: skip


@pytest.mark.parametrize("profile", [PrintProfile(), FULL], ids=["crop", "full"])
def test_nothing_but_the_marks_is_outside_the_bleed(profile: PrintProfile):
    edge = profile.bleed + cropmarks.GAP + cropmarks.LENGTH + cropmarks.BEYOND
    trim = Box(edge / MM, edge / MM, (edge + 210) / MM, (edge + 297) / MM)
    beyond = trim.grown(profile.bleed / MM)
    outside = [
        mark for mark in marks(printed(RICH, profile=profile)) if mark.box.outside(beyond) > 1
    ]
    assert {mark.text for mark in outside if isinstance(mark, Text)} == {"Proef · versie 2"}
    kinds = {mark.kind for mark in outside}
    assert kinds == ({"stroke", "text"} if profile.marks == "crop" else {"stroke", "text", "fill"})
    assert all(mark.box.within(beyond).empty for mark in outside)


def test_full_marks_have_register_marks_and_a_colour_bar():
    crop, full = (
        marks(printed(profile=PrintProfile(marks=kind)))
        for kind in (PrintMarks.CROP, PrintMarks.FULL)
    )
    assert (
        len([m for m in full if m.kind == "stroke"])
        == len([m for m in crop if m.kind == "stroke"]) + 9
    )
    patches = [m.colour.parts for m in marks(printed(profile=FULL)) if m.box.top > 300 / MM]
    assert (1.0, 0.0, 0.0, 0.0) in patches


def test_a_printers_file_leads_nowhere():
    body = BODY + '<p><a href="https://example.com/">Meer</a></p>'
    with pikepdf.open(io.BytesIO(printed(body))) as opened:
        assert "/Annots" not in opened.pages[0].obj
        assert not {"/StructTreeRoot", "/Outlines", "/Names"} & opened.Root.keys()
    with pikepdf.open(io.BytesIO(plain(body))) as opened:
        assert "/Annots" in opened.pages[0].obj


def test_a_printers_file_looks_like_the_plain_one():
    assert difference(drawn(printed(RICH)), drawn(plain(RICH))) < 0.5


# --- colour -------------------------------------------------------------------------------------


def test_everything_is_turned_into_the_inks_of_the_press():
    spaces = {mark.colour.space for mark in marks(printed(RICH, profile=CMYK))}
    assert spaces == {"DeviceCMYK", "Pattern", "Separation All"}


def test_the_inks_look_like_the_screen():
    screen, press = drawn(printed(RICH)), drawn(printed(RICH, profile=CMYK))
    # Navy text is black here, and the renderer's inks are not this press's.
    assert difference(screen, press) < 12
    turned = ImageChops.invert(press)
    assert difference(screen, turned) > 60


def test_text_is_black_alone_and_white_is_paper():
    inks = Inks(PRESS)
    navy, cream, grey, orange = (
        (0.086, 0.129, 0.227), (0.984, 0.961, 0.918), (0.5, 0.5, 0.5), (0.91, 0.333, 0.176),
    )  # fmt: skip
    assert inks.colour((0.0, 0.0, 0.0)) == (0, 0, 0, 1)
    assert inks.colour((1.0, 1.0, 1.0), text=True) == (0, 0, 0, 0)
    assert inks.colour(navy, text=True) == (0, 0, 0, 1)
    assert inks.colour(cream, text=True) == (0, 0, 0, 0)
    assert inks.colour(grey)[:3] == (0, 0, 0)
    assert inks.colour(grey, text=True)[3] == pytest.approx(0.5, abs=0.03)
    assert inks.colour(orange, text=True) == inks.colour(orange)
    assert inks.colour(orange) == pytest.approx((0, 0.63, 0.81, 0.09), abs=0.04)
    assert inks.colour(navy)[0] > 0.3


def test_the_same_colour_is_other_ink_for_text_and_for_an_area():
    body = '<p style="border-left: 9mm solid #16213A">Kop</p>'
    found = {(m.kind, m.colour.parts) for m in marks(printed(body, profile=CMYK)) if m.colour.parts}
    texts = {parts for kind, parts in found if kind == "text"}
    assert texts == {(0.0, 0.0, 0.0, 1.0)}
    assert any(kind == "fill" and parts[0] > 0.3 for kind, parts in found)


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_photos_are_turned_and_not_upside_down(form: str):
    pdf = printed(picture(200, 20, form), profile=CMYK)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        [image] = [
            i for i in opened.pages[0].obj.Resources.XObject.values() if i.Subtype == "/Image"
        ]
        assert image.ColorSpace == "/DeviceCMYK"
        assert ("/Decode" in image) == (form == "JPEG")
        assert ("/SMask" in image) == (form == "PNG")
        if form == "PNG":
            first, last = image.read_bytes()[:4], image.read_bytes()[-4:]
            # The picture runs from dark to light in its first part, from light to dark in its last.
            assert first != last


def test_gradients_keep_their_stops():
    stops = pikepdf.Dictionary(
        FunctionType=3, Domain=[0, 1], Bounds=[0.25], Encode=[0, 1, 1, 0],
        Functions=[
            pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=[0, 0, 0], C1=[1, 0.5, 0]),
            pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], N=2, C0=[1, 1, 1], C1=[0, 0, 0]),
        ],
    )  # fmt: skip
    values = [value_at(stops, at) for at in (0, 0.125, 0.25, 1, 7)]
    assert values[0] == (0, 0, 0)
    assert values[1] == pytest.approx((0.5, 0.25, 0))
    assert values[2] == (0, 0, 0)
    assert values[3] == values[4] == (1, 1, 1)
    with pytest.raises(ValueError, match="type 4"):
        value_at(pikepdf.Dictionary(FunctionType=4, Domain=[0, 1]), 0)


def test_a_profile_of_a_screen_is_not_one_of_a_press():
    assert is_cmyk_profile(PRESS)
    assert not is_cmyk_profile(srgb_profile())
    assert not is_cmyk_profile(b"")
    assert profile_name(PRESS) == "Proefpers"


# --- what the file says of itself ---------------------------------------------------------------


def about(pdf: bytes) -> tuple[Any, str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        info = {key: str(value) for key, value in opened.trailer.Info.items()}
        return info, opened.Root.Metadata.read_bytes().decode()


def test_title_and_day_come_from_the_content():
    from datetime import date

    imprint = Imprint('Ina & "Jan" <de Boer>', "nl", date(2026, 3, 1))
    info, xmp = about(for_printer(laid(), PrintProfile(), imprint))
    assert info["/Title"] == 'Ina & "Jan" <de Boer>'
    assert info["/CreationDate"] == info["/ModDate"] == "D:20260301000000Z"
    assert 'Ina &amp; "Jan" &lt;de Boer&gt;</rdf:li>' in xmp
    assert "<xmp:CreateDate>2026-03-01T00:00:00Z" in xmp


def test_a_file_gets_its_label_only_when_asked():
    assert "PDF/X-4" not in about(printed(profile=CMYK))[1]
    assert "<pdfxid:GTS_PDFXVersion>PDF/X-4<" in about(labelled(printed(profile=CMYK), IMPRINT))[1]


def test_the_profile_is_in_the_file():
    for profile, icc, parts in ((PrintProfile(), srgb_profile(), 3), (CMYK, PRESS, 4)):
        with pikepdf.open(io.BytesIO(printed(profile=profile))) as opened:
            [intent] = opened.Root.OutputIntents
            assert intent.DestOutputProfile.read_bytes() == icc
            assert parts == intent.DestOutputProfile.N
            assert ("/GTS_PDFX" if parts == 4 else "/GTS_PDFA1") == intent.S


# --- same bytes ---------------------------------------------------------------------------------

MAKE = """
import hashlib, sys
sys.path[:0] = ["."]
from tests.sheets.shop.test_printshop import CMYK, FULL, RICH
from tests.support.sheets_of_paper import plain, printed
files = plain(RICH), printed(RICH), printed(RICH, profile=CMYK), printed(RICH, profile=FULL)
print([hashlib.sha256(file).hexdigest() for file in files])
"""


def test_the_same_sheet_is_the_same_bytes_anywhere():
    said = set()
    for number, (zone, language) in enumerate(
        (("UTC", "C"), ("Pacific/Kiritimati", "tr_TR.UTF-8"))
    ):
        settings = {"TZ": zone, "LC_ALL": language, "PYTHONHASHSEED": str(number)}
        command = [sys.executable, "-W", "error", "-c", MAKE]
        done = subprocess.run(
            command, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, check=True
        )
        said.add(done.stdout)
    assert len(said) == 1
    assert slug() == slug.__wrapped__()


GRADIENT = """<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><defs>
<linearGradient id="g" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="400" y2="0">
<stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#c00"/></linearGradient></defs>
<rect width="400" height="400" fill="url(#g)"/></svg>"""


def test_what_is_painted_moves_with_the_page_to_zero() -> None:
    """Gradients too, which lie on the page and not on what is drawn before them."""
    shop, screen = (_seen(pdf) for pdf in (printed(GRADIENT + BODY), plain(GRADIENT + BODY)))
    assert shop.size == screen.size
    different = ImageChops.difference(shop, screen).convert("L").point(lambda v: 255 * (v > 60))
    assert ImageStat.Stat(different).mean[0] < 1


def _seen(pdf: bytes) -> Image.Image:
    """What is within the cutting line, as PDFium draws it."""
    page = pypdfium2.PdfDocument(pdf)[0]
    left, low, right, high = page.get_trimbox()
    _, _, _, tall = page.get_mediabox()
    drawn = page.render(scale=1).to_pil().convert("RGB")
    size = (round(right - left), round(high - low))
    top = round(tall - high)
    return drawn.crop((round(left), top, round(left) + size[0], top + size[1]))

"""Small PDFs to print and to check: what stands on a sheet in, its bytes out."""

from __future__ import annotations

import base64
import io
from functools import cache
from typing import Any

import pikepdf
from PIL import Image

from affiche.preflight import PDF_UA, Expected
from affiche.sheets.shop import printshop
from affiche.sheets.shop.imprint import Imprint
from affiche.sheets.shop.printshop import PrintProfile
from tests.support.projects import THEMES

FONTS = THEMES / "affiche" / "static" / "fonts"
IMPRINT = Imprint("Proef", "nl")
GROUND = "#FBF5EA"
BAND = '<div style="position:absolute; left:-12mm; right:-12mm; top:-12mm; height:60mm; {}"></div>'
GRADIENT = BAND.format("background: linear-gradient(90deg, #E8552D, #0E6B6B)")
BODY = f"{GRADIENT}<h1>Kop één</h1><p>Ketel, kwast en kraan.</p>"
PLAIN = Expected(
    "A4", 210, 297, "Proef", "nl", tagged=True, text_minimum=8, weight=3_000_000, labels=(PDF_UA,)
)


@cache
def laid(body: str = BODY, style: str = "", pages: str = "210mm 297mm") -> bytes:
    """A sheet as the press lays it out: with 10 mm of room to bleed in."""
    from affiche.sheets.layout.structure import complete
    from affiche.sheets.layout.typeset import weasyprint

    face = FONTS / "source-sans-3-latin-400-normal.woff2"
    html = f"""<html lang="nl"><head><title>Proef</title><style>
    @font-face {{ font-family: Proef; src: url({face.as_uri()}) }}
    @page {{ size: {pages}; margin: 0; bleed: 10mm; background: {GROUND} }}
    body {{ margin: 15mm; font: 20pt Proef; color: #16213A }} {style}
    </style></head><body>{body}</body></html>"""
    document = weasyprint.HTML(string=html).render(pdf_variant="pdf/ua-1")
    made = document.write_pdf(
        finisher=lambda _, pdf: complete(pdf, 0.75, document.pages[0].height * 0.75),
        pdf_variant="pdf/ua-1",
    )
    return bytes(made)


@cache
def plain(body: str = BODY, style: str = "") -> bytes:
    """A sheet for the screen: its page is its trim box, as the press has it."""
    with pikepdf.open(io.BytesIO(laid(body, style))) as opened:
        page, out = opened.pages[0].obj, io.BytesIO()
        page.MediaBox = page.TrimBox
        del page["/BleedBox"]
        opened.save(out, deterministic_id=True)
    return out.getvalue()


@cache
def printed(body: str = BODY, style: str = "", profile: PrintProfile = PrintProfile()) -> bytes:  # noqa: B008
    """A sheet for a print shop, with its line below."""
    return printshop.for_printer(laid(body, style), profile, IMPRINT, slug())


@cache
def slug(width: float = printshop.slug_width(210)) -> bytes:
    """The line beside a sheet."""
    style = "body { margin: 0; font-size: 7pt } p { margin: 0 } @page { background: none }"
    return laid("<p>Proef · versie 2</p>", style, f"{width}mm {printshop.SLUG_HEIGHT}mm")


def wanted(profile: PrintProfile = PrintProfile(), **more: Any) -> Expected:  # noqa: B008
    """What is expected of a print shop's file."""
    return Expected(
        "A4", 210, 297, "Proef", "nl",
        bleed=profile.bleed, safety=profile.safety, frame=profile.frame,
        marks=profile.marks != "none",
        colour=str(profile.colour), printer=True, text_minimum=8, ink_limit=profile.ink, **more,
    )  # fmt: skip


def picture(pixels: int, width: float, form: str = "JPEG") -> str:
    """An image element `width` mm wide, of so many pixels."""
    made = Image.linear_gradient("L").resize((pixels, pixels))
    colours = Image.merge("RGB", (made, made.rotate(90), made.rotate(180)))
    if form == "PNG":
        colours.putalpha(made)
    out = io.BytesIO()
    colours.save(out, form)
    data = base64.b64encode(out.getvalue()).decode()
    source = f"data:image/{form.lower()};base64,{data}"
    return f'<img alt="Een verloop" style="width:{width}mm" src="{source}">'

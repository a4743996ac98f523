"""A laid-out sheet that runs on past its edge in; the file for a print shop out.

It is cut to its bleed and gets crop marks, a line that says what it is, boxes, a colour profile,
and, where the profile is a press's own, CMYK. All bytes follow from what is given.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from affiche.model.choices import PrintColour, PrintMarks
from affiche.preflight.painting.geometry import MM, Box
from affiche.preflight.report import PDF_X
from affiche.sheets.layout.written import written
from affiche.sheets.shop.cmyk import to_cmyk
from affiche.sheets.shop.cropmarks import ALL, BEYOND, GAP, INSET, LENGTH, marks, registration
from affiche.sheets.shop.imprint import Imprint, deny_ua, say_colours, say_what
from affiche.sheets.shop.inks import Inks

# What PDF/X-4 is made of. Source: ISO 15930-7, 6.1.
NEWEST = "1.6"
# How high the line is that says what the file is, in mm.
SLUG_HEIGHT = 4.0


@dataclass(frozen=True)
class PrintProfile:
    """What one print shop asks for; lengths in mm, `ink` in percent.

    `safety` is from the cutting line, and `frame` how much a frame covers. `icc` is the profile of
    its press, with `colour` CMYK only.
    """

    bleed: float = 3.0
    safety: float = 5.0
    frame: float = 0.0
    marks: PrintMarks = PrintMarks.CROP
    colour: PrintColour = PrintColour.SRGB
    ink: float = 300.0
    icc: bytes | None = None


def slug_width(width: float) -> float:
    """How wide the line beside a sheet of `width` mm may be, in mm."""
    return width - 2 * INSET


def for_printer(
    pdf: bytes, profile: PrintProfile, imprint: Imprint, slug: bytes | None = None
) -> bytes:
    """The sheet for a print shop, without a label yet (`labelled`).

    `slug` is a PDF with the line that says what the file is, `slug_width` mm wide and
    `SLUG_HEIGHT` high; it stands with the crop marks, so not without them.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        _quieten(opened)
        page = opened.pages[0]
        trim = Box(*(float(side) for side in page.obj.get("/TrimBox", page.obj.MediaBox)))
        bleed = trim.grown(profile.bleed / MM)
        media = bleed
        if profile.marks is not PrintMarks.NONE:
            media = bleed.grown((GAP + LENGTH + BEYOND) / MM)
            if slug is not None:
                _add_slug(opened, slug, trim, bleed)
        if profile.colour is PrintColour.CMYK and profile.icc is not None:
            to_cmyk(opened, _inks(profile.icc))
        _frame(opened, trim, bleed, profile)
        _from_zero(opened, media)
        for name, box in (("Media", media), ("Bleed", bleed), ("Trim", trim)):
            sides = (box.left - media.left, box.bottom - media.bottom,
                     box.right - media.left, box.top - media.bottom)  # fmt: skip
            page.obj[f"/{name}Box"] = [round(side, 4) for side in sides]
        say_colours(opened, profile.icc if profile.colour is PrintColour.CMYK else None)
        say_what(opened, imprint, label=None)
        return _bytes(opened, NEWEST if profile.colour is PrintColour.CMYK else None)


def labelled(pdf: bytes, imprint: Imprint) -> bytes:
    """The same file, calling itself PDF/X-4. Only for one that the preflight has passed."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        say_what(opened, imprint, label=PDF_X)
        return _bytes(opened)


def unlabelled(pdf: bytes) -> bytes:
    """The same file, no longer calling itself PDF/UA."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        deny_ua(opened)
        return _bytes(opened)


@lru_cache(maxsize=2)
def _inks(icc: bytes) -> Inks:
    return Inks(icc)


def _bytes(opened: Any, version: str | None = None) -> bytes:
    opened.remove_unreferenced_resources()
    return written(opened, compress_streams=True, **({"force_version": version} if version else {}))


def _quieten(opened: Any) -> None:
    """Leave out what only a reader on a screen has use for: structure, links, bookmarks."""
    for name in ("/StructTreeRoot", "/MarkInfo", "/Outlines", "/Names", "/Dests", "/PageMode",
                 "/OpenAction", "/ViewerPreferences"):  # fmt: skip
        if name in opened.Root:
            del opened.Root[name]
    for page in opened.pages:
        for name in ("/Annots", "/Tabs", "/StructParents", "/CropBox"):
            if name in page.obj:
                del page.obj[name]


def _add_slug(opened: Any, slug: bytes, trim: Box, bleed: Box) -> None:
    """Set the line below the sheet, beyond the bleed."""
    import pikepdf

    with pikepdf.open(io.BytesIO(slug)) as line:
        form = opened.copy_foreign(line.pages[0].as_form_xobject())
    page = opened.pages[0]
    page.contents_coalesce()
    page.obj.Resources = _own_resources(opened, page)
    page.obj.Resources.XObject["/AfficheSlug"] = form
    low = bleed.bottom - (GAP + SLUG_HEIGHT) / MM
    left = trim.left + INSET / MM
    x, y = (float(side) for side in list(form.BBox)[:2])
    place = b"\nq 1 0 0 1 %.4f %.4f cm /AfficheSlug Do Q\n" % (left - x, low - y)
    _around(opened, bleed, place)


def _own_resources(opened: Any, page: Any) -> Any:
    """The page's resources as a dictionary of its own, with one for XObjects and colour spaces."""
    import pikepdf

    resources = pikepdf.Dictionary(dict(page.obj.get("/Resources", {}).items()))
    for kind in ("/XObject", "/ColorSpace"):
        resources[kind] = pikepdf.Dictionary(dict(resources.get(kind, {}).items()))
    return resources


def _around(opened: Any, bleed: Box, after: bytes) -> None:
    """Cut what the page paints to its bleed, and paint `after` outside of that."""
    page = opened.pages[0]
    page.contents_coalesce()
    held = page.obj.Contents.read_bytes()
    cut = b"q %.4f %.4f %.4f %.4f re W n\n" % (bleed.left, bleed.bottom, bleed.width, bleed.height)
    page.obj.Contents.write(cut + held + b"\nQ" + after)


def _frame(opened: Any, trim: Box, bleed: Box, profile: PrintProfile) -> None:
    """Cut to the bleed, and draw the marks beyond it."""
    page = opened.pages[0]
    page.obj.Resources = _own_resources(opened, page)
    if profile.colour is PrintColour.CMYK and profile.marks is not PrintMarks.NONE:
        page.obj.Resources.ColorSpace[f"/{ALL}"] = registration(opened)
    _append(opened, bleed, marks(profile.marks, profile.colour, trim, bleed))


def _from_zero(opened: Any, media: Box) -> None:
    """Move all that is painted, so that the page begins at 0: some programs take for granted that
    it does, and shift the picture.

    A pattern lies on the page and not on what is drawn before it, so it is moved by itself.
    Source: ISO 32000-1, 8.7.2.
    """
    page = opened.pages[0]
    across, up = -media.left, -media.bottom
    page.contents_coalesce()
    held = page.obj.Contents.read_bytes()
    page.obj.Contents.write(b"q 1 0 0 1 %.4f %.4f cm\n" % (across, up) + held + b"\nQ")
    for pattern in dict(page.obj.Resources.get("/Pattern", {}).items()).values():
        matrix = [float(value) for value in pattern.get("/Matrix", (1, 0, 0, 1, 0, 0))]
        pattern["/Matrix"] = [*matrix[:4], matrix[4] + across, matrix[5] + up]


def _append(opened: Any, bleed: Box, marks: bytes) -> None:
    contents = opened.pages[0].obj.Contents
    if "/AfficheSlug" in opened.pages[0].obj.Resources.XObject:  # cut already
        contents.write(contents.read_bytes() + marks)
    else:
        _around(opened, bleed, marks)

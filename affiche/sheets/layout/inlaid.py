"""A laid-out PDF and finished sheets in; the PDF with parts of those sheets on its pages, out.

A sheet is placed as it is, as a form XObject: nothing is drawn anew or made into dots. What it says
to a screen reader stays in its own file; here it is decoration beside the text of the page.
Source: ISO 32000-1, 8.10 (form XObjects) and 14.8.2.2 (artifacts).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from affiche.preflight.painting.geometry import MM
from affiche.preflight.painting.tokens import instructions
from affiche.sheets.layout.written import written

MARKING = ("BMC", "BDC", "EMC", "MP", "DP")


@dataclass(frozen=True)
class Inlay:
    """A part of a sheet on a page: the number of the page and of the sheet, the window on the page
    (mm from the top left), and the point of the sheet, in its own mm, that stands in its corner;
    `scale` is what is left of the sheet's size."""

    page: int
    sheet: int
    left: float
    top: float
    width: float
    height: float
    from_left: float = 0.0
    from_top: float = 0.0
    scale: float = 1.0


def inlaid(frame: bytes, sheets: Sequence[bytes], places: Sequence[Inlay]) -> bytes:
    """The frame with the sheets below what it paints."""
    import pikepdf

    with pikepdf.open(io.BytesIO(frame)) as opened:
        forms = [_form(opened, sheet) for sheet in sheets]
        for number, page in enumerate(opened.pages):
            held = [place for place in places if place.page == number]
            if held:
                _place(page, held, forms)
        return written(opened, compress_streams=True)


def _form(opened: Any, sheet: bytes) -> Any:
    """The first page of a sheet, its marks for screen readers left out."""
    import pikepdf

    with pikepdf.open(io.BytesIO(sheet)) as source:
        page = source.pages[0]
        page.contents_coalesce()
        content = page.obj.Contents.read_bytes()
        form = opened.copy_foreign(page.as_form_xobject())
    form.write(b"".join(
        content[one.start : one.end].strip(b"\0\t\n\f\r ") + b"\n"
        for one in instructions(content) if one.operator not in MARKING
    ))  # fmt: skip
    for name in ("/StructParents", "/StructParent"):
        if name in form:
            del form[name]
    return opened.make_indirect(form) if not isinstance(form, pikepdf.Object) else form


def _place(page: Any, places: Sequence[Inlay], forms: Sequence[Any]) -> None:
    import pikepdf

    left, _, _, top = (float(side) for side in page.obj.MediaBox)
    resources = pikepdf.Dictionary(dict(page.obj.get("/Resources", {}).items()))
    resources.XObject = pikepdf.Dictionary(dict(resources.get("/XObject", {}).items()))
    page.obj.Resources = resources
    drawn = []
    for place in places:
        name = f"/AfficheSheet{place.sheet}"
        form = forms[place.sheet]
        resources.XObject[name] = form
        x0, _, _, y1 = (float(side) for side in form.BBox)
        x, y = left + place.left / MM, top - place.top / MM
        across = x - place.scale * (x0 + place.from_left / MM)
        up = y - place.scale * (y1 - place.from_top / MM)
        window = (x, y - place.height / MM, place.width / MM, place.height / MM)
        drawn.append(
            b"q %.4f %.4f %.4f %.4f re W n %.6f 0 0 %.6f %.4f %.4f cm %s Do Q\n"
            % (*window, place.scale, place.scale, across, up, name.encode())
        )
    page.contents_coalesce()
    held = page.obj.Contents.read_bytes()
    page.obj.Contents.write(b"/Artifact BMC\n" + b"".join(drawn) + b"EMC\n" + held)

"""A laid-out PDF in; the same on another paper out, every length as many times as large.

What a sheet of one layout shows does not depend on its paper: it is laid out and painted once, and
only the space that it is painted in, and what lies on the page itself, differ. Source: ISO 32000-1,
8.3.4 (the current matrix), 8.7.2 (patterns), 12.3.2.2 (destinations), 14.8.5.4.3 (BBox).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from affiche.preflight.painting.canvas import matrix_of
from affiche.preflight.painting.geometry import IDENTITY, Matrix, moved, times
from affiche.sheets.layout.written import written

BOXES = ("/MediaBox", "/TrimBox", "/BleedBox")
# What a content stream paints with in place of a colour.
PATTERN = re.compile(rb"/(\S+)\s+(?:scn|SCN)\b")
DIGITS = 4


def resized(pdf: bytes, width: float, height: float) -> bytes:
    """The PDF of one page, as large as fills `width` by `height` (mm) to the point: of papers that
    are not quite alike, the larger one loses a hair at two sides."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[0]
        left, low, right, high = (float(side) for side in page.obj.MediaBox)
        wide, tall = width / 25.4 * 72, height / 25.4 * 72
        scale = max(wide / (right - left), tall / (high - low))
        across, up = ((right - left) * scale - wide) / 2, ((high - low) * scale - tall) / 2
        matrix = (scale, 0.0, 0.0, scale, -scale * left - across, -scale * low - up)
        for name in BOXES:
            page.obj[name] = [0, 0, round(wide, 3), round(tall, 3)]
        _paint(page, matrix)
        rectangles, places = _held(opened, page)
        for rectangle in rectangles:
            for at, side in enumerate(list(_moved(rectangle, matrix))):
                rectangle[at] = side
        for place in places:
            x, y = (float(place[at]) for at in (2, 3))
            place[2], place[3] = (round(each, DIGITS) for each in moved(matrix, x, y))
        return written(opened, compress_streams=True)


def _paint(page: Any, matrix: Matrix) -> None:
    """Paint in another space; a pattern lies on the page and not on what is painted before it."""
    page.contents_coalesce()
    held = page.obj.Contents.read_bytes()
    page.obj.Contents.write(b"%.6f %.6f %.6f %.6f %.4f %.4f cm\n" % matrix + held)
    patterns = page.obj.get("/Resources", {}).get("/Pattern", {})
    for name in {f"/{found.decode('latin-1')}" for found in PATTERN.findall(held)}:
        if name in patterns:
            own = matrix_of(patterns[name].get("/Matrix", IDENTITY))
            patterns[name]["/Matrix"] = [round(each, 6) for each in times(own, matrix)]


def _held(opened: Any, page: Any) -> tuple[list[Any], list[Any]]:
    """Where links and figures are said to lie, as rectangles; and the places that bookmarks and
    links lead to, each as an array: page, /XYZ, x, y, zoom."""
    named = opened.Root.get("/Names", {}).get("/Dests", {}).get("/Names", ())
    rectangles = [annotation.Rect for annotation in page.obj.get("/Annots", ())]
    places = list(named)[1::2]
    for each in opened.objects:
        if each._type_name != "dictionary":
            continue
        if _is(each.get("/Dest"), "array"):
            places.append(each.Dest)
        # What the structure says of a figure; links have something else there.
        attributes = each.get("/A")
        if _is(attributes, "dictionary") and "/BBox" in attributes:
            rectangles.append(attributes.BBox)
    return rectangles, places


def _is(found: Any, kind: str) -> bool:
    return getattr(found, "_type_name", "") == kind


def _moved(sides: Any, matrix: Matrix) -> Iterator[float]:
    left, low, right, high = (float(side) for side in sides)
    for corner in (moved(matrix, left, low), moved(matrix, right, high)):
        yield from (round(each, DIGITS) for each in corner)

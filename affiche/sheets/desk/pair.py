"""The page round two versions of a sheet in; laid out, and then with both in their windows, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from affiche.pages.loop.pair import Pair
from affiche.pages.plan import Sheet
from affiche.sheets import Fitted, UnfitError
from affiche.sheets.layout import boxes
from affiche.sheets.layout.inlaid import Inlay, inlaid

if TYPE_CHECKING:
    from affiche.sheets.layout.typeset import Typesetter

ALIKE = False
# The size of the name, in percent of the page's width: the first at which it has room.
SIZES = (3.0, 2.2, 1.6, 1.2)
REFERENCE: dict[str, Any] = {"size": SIZES[0]}


def fit(sheet: Sheet, typesetter: Typesetter) -> Fitted:
    """The page; raises UnfitError when something on it would be cut off."""
    found: tuple[boxes.Fault, ...] = ()
    for size in SIZES:
        document = typesetter.lay(sheet, size=size)
        found = boxes.faults(document)
        if not found:
            return Fitted(document)
    raise UnfitError(f"{sheet.path}: {'; '.join(map(str, found[:3]))}")


def filled(sheet: Sheet, frame: bytes, sheets: tuple[bytes | None, bytes | None]) -> bytes:
    """The page with those sheets that there are."""
    pair: Pair = sheet.data["pair"]
    unit = sheet.width / 100
    held = [one for one in sheets if one]
    places = []
    for half, one in zip(pair.halves, sheets, strict=True):
        if one:
            wide = boxes_width(one)
            box = (half.left * unit, half.top * unit, half.width * unit, half.height * unit)
            places.append(Inlay(0, held.index(one), *box, scale=box[2] / wide))
    return inlaid(frame, held, places)


def boxes_width(pdf: bytes) -> float:
    """How wide the first page of a PDF is, in mm."""
    import io

    import pikepdf

    from affiche.preflight.painting.geometry import MM

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        left, _, right, _ = (float(side) for side in opened.pages[0].mediabox)
        return (right - left) * MM

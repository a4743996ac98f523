"""The tiles of a map in; the paper round them, page by page, and where the map comes through, out.

The map itself is laid over nothing: its finished PDF is placed in the windows afterwards, so that a
tile is the map and not another layout of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from affiche.pages.company.printing.tiles import Tiles
from affiche.pages.plan import Sheet
from affiche.sheets import Fitted, UnfitError
from affiche.sheets.layout import boxes
from affiche.sheets.layout.inlaid import Inlay, inlaid

if TYPE_CHECKING:
    from affiche.sheets.layout.typeset import Typesetter

ALIKE = False
# The window of the key map, in percent of the page's width: its left, its top, the most it is wide
# and high.
KEY = (8.1, 31.4, 84.8, 60.0)
# Type of titles, in percent of the page's width, and how many tiles are told of: the first that
# fits is taken.
TRIES = (
    (6.3, 2.4, 6), (5.0, 2.1, 6), (4.2, 1.9, 6), (6.3, 2.4, 3), (4.2, 1.9, 3), (3.4, 1.6, 0),
    (2.6, 1.4, 0),
)  # fmt: skip
REFERENCE: dict[str, Any] = {
    "head": TRIES[0][0], "title": TRIES[0][1], "told": TRIES[0][2], "key": KEY,
}  # fmt: skip


def fit(sheet: Sheet, typesetter: Typesetter) -> Fitted:
    """The frames; raises UnfitError when something on them would be cut off."""
    tiles: Tiles = sheet.data["tiles"]
    found: tuple[boxes.Fault, ...] = ()
    for head, title, told in TRIES:
        fit = {"head": head, "title": title, "told": told, "key": key_window(tiles)}
        document = typesetter.lay(sheet, **fit)
        found = _faults(document, 1 + len(tiles.shown))
        if not found:
            return Fitted(document)
    raise UnfitError(f"{sheet.path}: {'; '.join(map(str, found[:3]))}")


def _faults(document: Any, pages: int) -> tuple[boxes.Fault, ...]:
    """What is cut off on any of the pages."""
    if len(document.pages) != pages:
        return (boxes.Fault("pages", "pages of tiles", len(document.pages)),)
    alone = (document.copy([page]) for page in document.pages)
    return (*boxes.lost(document), *(fault for one in alone for fault in boxes.cut_off(one)))


def key_window(tiles: Tiles) -> tuple[float, float, float, float]:
    """Left, top, width and height of the key map, in percent of the page's width."""
    left, top, wide, high = KEY
    grid = tiles.grid
    scale = min(wide / grid.width, high / grid.height)
    width, height = grid.width * scale, grid.height * scale
    return round(left + (wide - width) / 2, 4), top, round(width, 4), round(height, 4)


def filled(sheet: Sheet, frame: bytes, whole: bytes) -> bytes:
    """The frames with the map in their windows; `whole` is the map's finished PDF."""
    tiles: Tiles = sheet.data["tiles"]
    grid, unit = tiles.grid, sheet.paper.width / 100
    left, top, width, height = (side * unit for side in key_window(tiles))
    places = [Inlay(0, 0, left, top, width, height, scale=width / grid.width)]
    places += [
        Inlay(
            number, 0, grid.side, grid.above, tile.width + tile.right, tile.height + tile.below,
            tile.left, tile.top,
        )
        for number, tile in enumerate(tiles.tiles, start=1)
    ]  # fmt: skip
    return inlaid(frame, (whole,), places)

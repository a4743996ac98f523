"""The change sheet in; its changes in the largest type at which all of them fit, out.

At the least type the last changes stay off, and the sheet says how many there are on the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from affiche.errors import Kind, Problem
from affiche.pages.loop.change_sheet import ChangeSheet
from affiche.pages.plan import Sheet
from affiche.sheets import Fitted, UnfitError
from affiche.sheets.layout import boxes
from affiche.sheets.persona.hero import HEIGHT

if TYPE_CHECKING:
    from affiche.sheets.layout.typeset import Typesetter

ALIKE = False
# Units of 2.1 mm on A4: 12.2 pt down to 8 pt.
SIZES = (2.05, 1.9, 1.78, 1.68, 1.58, 1.48, 1.4, 1.34)
AIR = 2.2
PLACES = {"band_top": 20.0, "band_bottom": 26.0, "list_top": 32.0, "foot_top": 128.0,
          "foot_height": 14.0}  # fmt: skip
REFERENCE: dict[str, Any] = {"size": SIZES[0], "shown": 999, "stage": "sheet", **PLACES}


def fit(sheet: Sheet, typesetter: Typesetter) -> Fitted:
    """The sheet; raises UnfitError when what was laid out cannot be verified."""
    told: ChangeSheet = sheet.data["changes"]
    total = sum(len(held) for _, held in told.groups)
    size, shown = SIZES[0], total
    places, tall = _measured(sheet, typesetter, size, shown)
    for smaller in SIZES[1:]:
        if tall <= _room(places):
            break
        size = smaller
        places, tall = _measured(sheet, typesetter, size, shown)
    while tall > _room(places) and shown > 1:
        shown = max(1, min(shown - 1, int(shown * _room(places) / tall)))
        places, tall = _measured(sheet, typesetter, size, shown)
    document = typesetter.lay(sheet, size=size, shown=shown, stage="sheet", **places)
    found = boxes.faults(document)
    if found or tall > _room(places):
        raise UnfitError(f"{sheet.path}: {'; '.join(map(str, found[:3]))}")
    problems: tuple[Problem, ...] = ()
    if shown < total:
        what = "the change sheet has no room for {count} of its changes"
        hint = "The page of changes shows all of them."
        values = {"count": total - shown}
        problems = (Problem(Kind.ADVICE, "left-off", sheet.source, what, hint, values),)
    return Fitted(document, (), problems)


def _room(places: Mapping[str, float]) -> float:
    """What there is between head and foot."""
    return places["foot_top"] - places["list_top"] - AIR


def _measured(
    sheet: Sheet, typesetter: Typesetter, size: float, shown: int
) -> tuple[dict[str, float], float]:
    """Where everything stands, and how high the changes are."""
    laid = typesetter.lay(sheet, size=size, shown=shown, stage="measure", **PLACES)
    marks = boxes.marked(laid, "id")
    foot, band = marks["foot"].height, marks.get("band", marks["head"])
    places = {
        "band_top": round(band.top if "band" in marks else marks["dark"].bottom, 3),
        "band_bottom": round(band.bottom, 3),
        "list_top": round(marks["head"].height + AIR, 3),
        "foot_top": round(HEIGHT - foot, 3),
        "foot_height": round(foot, 3),
    }
    return places, marks["list"].height

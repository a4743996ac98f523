"""A small sheet in (card, certificate, block, meeting sheet); as much of it as fits, as large as it
fits, out.

The template stacks what it shows in `#flow`, which has to end above `floor`; what is left is
`spare`, and the template decides what that is for: air, or lines to write on. Each level shows
less than the one before, the last only who this is, so that some level always fits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from affiche.pages.plan import Sheet
from affiche.sheets import Fitted, UnfitError
from affiche.sheets.layout import boxes

if TYPE_CHECKING:
    from affiche.sheets.layout.typeset import Typesetter

ALIKE = False
# How the height of a sheet grows with its type, at least: its head does not grow at all.
GROWTH = 1.2


@dataclass(frozen=True)
class Kind:
    """How a kind of sheet is fitted: its sizes of type, the largest first, in units of 1 % of its
    width (of one card's, where several stand side by side); how many `across`; how far the foot
    is above the edge; how much it shows, level by level."""

    sizes: tuple[float, ...]
    foot: float
    levels: tuple[Mapping[str, Any], ...]
    across: int = 1


def _level(quote: bool, parts: int, items: int, tight: bool = False) -> Mapping[str, Any]:
    return {"quote": quote, "parts": parts, "items": items, "tight": tight}


LESS = (
    _level(True, 3, 3), _level(True, 3, 2), _level(True, 2, 2), _level(False, 2, 2),
    _level(False, 2, 1), _level(False, 0, 0), _level(False, 0, 0, True),
)  # fmt: skip
WHOLE = (_level(True, 3, 3), _level(True, 3, 3, True))
# A card: 10.4 to 6.7 pt; a certificate: 16 to 10 pt; a block: 10.7 to 7.7 pt, pasted at 170 mm
# still 6.3; a meeting sheet: 11.3 to 8 pt.
CARD = (3.5, 3.3, 3.1, 2.9, 2.7, 2.5, 2.38, 2.25)
KINDS = {
    "card": Kind(CARD, 24.0, LESS),
    "cards": Kind(CARD, 24.0, LESS, 2),
    "certificate": Kind((1.9, 1.7, 1.5, 1.35, 1.2), 17.5, WHOLE),
    "extract": Kind((1.8, 1.7, 1.6, 1.5, 1.4, 1.3), 6.6, LESS),
    "meeting": Kind((2.7, 2.5, 2.3, 2.1, 1.9), 8.4, WHOLE),
}
# While it is measured: one of those that stand side by side.
ALONE: dict[str, Any] = {"spare": 0.0, "alone": True}
REFERENCE: dict[str, Any] = {**LESS[0], "size": 2.0, "floor": 60.0, "spare": 0.0, "rtl": False,
                             "alone": False}  # fmt: skip


def fit(sheet: Sheet, typesetter: Typesetter) -> Fitted:
    """The sheet; raises UnfitError when nothing of this can be verified."""
    kind = KINDS[sheet.kind]
    poster = sheet.data.get("poster")
    common = {"rtl": bool(poster and poster.rtl), "floor": _floor(sheet, kind)}
    found: Sequence[boxes.Fault] = ()
    for level in kind.levels:
        for size in _sizes(sheet, typesetter, kind, {**common, **level}):
            tall = _tall(typesetter.lay(sheet, **common, **level, size=size, **ALONE), kind)
            if tall > common["floor"]:
                continue
            spare = round(common["floor"] - tall, 3)
            document = typesetter.lay(sheet, **common, **level, size=size, spare=spare,
                                      alone=False)  # fmt: skip
            found = boxes.faults(document)
            if not found:
                return Fitted(document)
    raise UnfitError(f"{sheet.path}: {'; '.join(map(str, found[:3]))}")


def _floor(sheet: Sheet, kind: Kind) -> float:
    """Where the text has to end, in units of one card."""
    return round(100 * sheet.height / sheet.width - _foot(sheet, kind), 3)


def _foot(sheet: Sheet, kind: Kind) -> float:
    """The height of the foot; on a card more when its QR code has many squares, each of which is
    half a millimetre at least."""
    poster = sheet.data.get("poster")
    if sheet.kind not in ("card", "cards") or not (poster and poster.code):
        return kind.foot
    side: float = poster.code.size * 50 * kind.across / sheet.width
    return max(kind.foot, 10.0 + side)


def _tall(document: Any, kind: Kind) -> float:
    return boxes.marked(document, "id")["flow"].bottom * kind.across


def _sizes(
    sheet: Sheet, typesetter: Typesetter, kind: Kind, fit: Mapping[str, Any]
) -> tuple[float, ...]:
    """The sizes that are worth trying: none when even the least does not fit."""
    least = kind.sizes[-1]
    tall = _tall(typesetter.lay(sheet, **fit, size=least, **ALONE), kind)
    if tall > fit["floor"]:
        return ()
    fits = [s for s in kind.sizes if tall * (s / least) ** GROWTH <= fit["floor"]]
    return tuple(fits)

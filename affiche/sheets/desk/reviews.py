"""The sheet of several reviews in; the largest type at which all of them fit, out.

Rows share the room between head and foot, so that none leaves a hole. Where the least type is too
large, the rest of the texts is shortened; the words that stand largest never are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from affiche.pages.plan import Sheet
from affiche.sheets import Fitted, UnfitError
from affiche.sheets.layout import boxes
from affiche.sheets.persona.hero import HEIGHT

if TYPE_CHECKING:
    from affiche.sheets.layout.typeset import Typesetter

ALIKE = True
# Of the type size that six reviews of the usual length have; then the same without their rest.
SIZES = (1.7, 1.55, 1.4, 1.28, 1.18, 1.09, 1.0, 0.93, 0.87, 0.82)
HEADS = (16.4, 14.6, 12.8, 11.2, 9.6, 8.0, 6.5)
AIR = 3.2
BLANK: dict[str, Any] = {"head": HEADS[0], "list_top": 32.0, "foot_top": 116.0, "foot": 25.0,
                         "rows": (), "rest": True}  # fmt: skip
REFERENCE: dict[str, Any] = {**BLANK, "size": 1.0}


def fit(sheet: Sheet, typesetter: Typesetter) -> Fitted:
    """The sheet; raises UnfitError when nothing of this can be verified."""
    head = _head(sheet, typesetter)
    marks = boxes.marked(typesetter.lay(sheet, **{**REFERENCE, "head": head}), "id")
    foot = marks["foot"].height
    given = {**BLANK, "head": head, "list_top": round(marks["head"].bottom + AIR, 3),
             "foot": round(foot, 3), "foot_top": round(HEIGHT - foot, 3)}  # fmt: skip
    room = given["foot_top"] - given["list_top"] - AIR
    found: tuple[boxes.Fault, ...] = ()
    for rest in (True, False):
        for size in SIZES:
            loose = {**given, "size": size, "rest": rest}
            rows = _rows(typesetter.lay(sheet, **loose))
            if sum(rows) > room:
                continue
            # The highest row has what it needs; what is left is for all of them alike.
            whole = {**loose, "rows": tuple(row + (room - sum(rows)) / len(rows) for row in rows)}
            document = typesetter.lay(sheet, **whole)
            found = boxes.faults(document)
            if not found and not boxes.overflowing(document):
                off = () if rest else (sheet.data["poster"].end,)
                return Fitted(document, off, fit=whole)
    raise UnfitError(f"{sheet.path}: {'; '.join(map(str, found[:3]))}")


def _rows(document: Any) -> list[float]:
    """How high each row is."""
    marks = boxes.marked(document, "data-row")
    return [marks[name].height for name in sorted(marks)]


def _head(sheet: Sheet, typesetter: Typesetter) -> float:
    """The largest type at which the title stays on one line."""
    for size in HEADS:
        document = typesetter.lay(sheet, **{**REFERENCE, "head": size, "size": SIZES[-1]})
        if "title" not in boxes.overflowing(document):
            return size
    return HEADS[-1]

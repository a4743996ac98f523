"""The measuring poster in; the largest type at which all of it fits, out.

Where even the smallest is too large the quotes go first, then rows of effort, then the gap chart;
the curves and their table always stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from affiche.pages.plan import Sheet
from affiche.sheets import Fitted, UnfitError
from affiche.sheets.layout import boxes

if TYPE_CHECKING:
    from affiche.sheets.layout.typeset import Typesetter

ALIKE = False
# Units of 4.2 mm on A3: 10.7 pt and 10.1 pt, the least that is read at arm's length.
SIZES = (0.9, 0.85)
# How much of the lower half is shown: quotes, rows of effort, the gap chart.
LESS = ((3, 9, True), (2, 7, True), (1, 5, True), (0, 5, True), (0, 0, False))
# Room for a code of 20 mm, which a phone reads from where one stands to read the table.
FOOT = 5.2
REFERENCE: dict[str, Any] = {"size": SIZES[0], "quotes": 3, "rows": 9, "gap": True,
                             "foot_top": 60.0, "foot": FOOT}  # fmt: skip


def fit(sheet: Sheet, typesetter: Typesetter) -> Fitted:
    """The sheet; raises UnfitError when nothing of this can be verified."""
    height = 100 * sheet.height / sheet.width
    found: tuple[Any, ...] = ()
    for quotes, rows, gap in LESS:
        for size in SIZES:
            document = typesetter.lay(
                sheet, size=size, quotes=quotes, rows=rows, gap=gap,
                foot_top=height - FOOT, foot=FOOT,
            )  # fmt: skip
            marks = boxes.marked(document, "id")
            if "body" not in marks or marks["body"].bottom > height - FOOT - 0.6:
                continue
            found = boxes.faults(document)
            if not found:
                return Fitted(document, _left_off(sheet, quotes, rows, gap))
    raise UnfitError(f"{sheet.path}: {'; '.join(map(str, found[:3]))}")


def _left_off(sheet: Sheet, quotes: int, rows: int, gap: bool) -> tuple[str, ...]:
    shown = sheet.data["measured"]
    gone = (
        quotes < len(shown.quotes),
        rows < len(shown.efforts),
        shown.gap is not None and not gap,
    )
    return tuple(title for title, off in zip(shown.titles, gone, strict=True) if off)

"""The measuring poster in; the largest type at which all of it fits, out.

What there is takes the whole sheet: parts that nobody answered about leave their width to the
others, and the room that is left goes to the gap chart, then to the curves. Where even the smallest
type is too large the quotes go first, then rows of effort, then the gap chart; the curves and their
table always stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from affiche.curves.text import estimate_width
from affiche.pages.plan import Sheet
from affiche.sheets import Fitted, UnfitError
from affiche.sheets.layout import boxes

if TYPE_CHECKING:
    from affiche.sheets.layout.typeset import Typesetter

ALIKE = False
# Units of 4.2 mm on A3, and how high the curves are then at least, in px of theirs. The least is
# 10.1 pt, which is read at arm's length.
SIZES = ((1.15, 260.0), (1.05, 260.0), (0.97, 240.0), (0.9, 185.0), (0.85, 150.0))
TRIED = 3
# How much of the lower half is shown: quotes, rows of effort, the gap chart.
LESS = ((3, 9, True), (2, 7, True), (1, 5, True), (0, 5, True), (0, 0, False))
# How wide the parts of the lower half are, in units, by which there are: effort, gap chart, quotes.
WIDTHS = {
    (True, True, True): (25.8, 40.4, 27.0),
    (True, True, False): (33.0, 60.2, 0.0),
    (False, True, True): (0.0, 57.2, 36.0),
    (True, False, True): (43.2, 0.0, 50.0),
    (True, False, False): (93.2, 0.0, 0.0),
    (False, True, False): (0.0, 93.2, 0.0),
    (False, False, True): (0.0, 0.0, 93.2),
    (False, False, False): (0.0, 0.0, 0.0),
}
GUTTER = 1.6
# A chart's px in a unit, so that their words are as large in every chart.
CURVE_PX, GAP_PX = 1220 / 93.2, 570 / 37.6
# How high they may become, in px: curves above other parts, curves alone, the gap chart; and up to
# where the gap chart comes first, in which names take numbers where they have no room.
HIGHEST, ALONE, GAP_LOW, GAP_GOOD, GAP_HIGH = 330.0, 430.0, 245.0, 330.0, 430.0
# Room for a code of 20 mm, which a phone reads from where one stands to read the table, and for the
# edge below it that a printer or a frame takes.
FOOT = 6.8
# Type of the title, and how low its head may come. A title that is surely shorter than its line is
# not measured: it takes so much of the width that faces and figures leave.
TITLES, HEAD, SHORT, BESIDE = (3.0, 2.6, 2.2, 1.8, 1.5), 9.3, 0.8, 38.0
GROWN = 2  # times
# Where the table begins, how far a guess may be out, and what is left for rounding.
TOP, DOUBT, SPARE = 14.4, 1.5, 0.1
REFERENCE: dict[str, Any] = {
    "size": 0.9, "quotes": 3, "rows": 9, "gap": True, "widths": WIDTHS[True, True, True],
    "curves": (), "drawn": None, "title": 3.0, "foot_top": 60.0, "foot": FOOT,
}  # fmt: skip


def fit(sheet: Sheet, typesetter: Typesetter) -> Fitted:
    """The sheet; raises UnfitError when nothing of this can be verified."""
    shown = sheet.data["measured"]
    end = 100 * sheet.height / sheet.width - FOOT - 0.6
    title = _title(sheet, typesetter)
    found: tuple[Any, ...] = ()
    for quotes, rows, gap in LESS:
        there = bool(rows and shown.efforts), gap and _has_gap(shown), bool(quotes and shown.quotes)
        fixed = {"quotes": quotes, "rows": rows, "gap": there[1], "widths": WIDTHS[there],
                 "title": title}  # fmt: skip
        for size, curve in _likely(sheet, typesetter, fixed, end):
            heights = curve, GAP_LOW
            document, room = _laid(sheet, typesetter, fixed, size, heights, end)
            if room < 0:
                continue
            # A higher gap chart has room for names that stood below it, and leaves theirs.
            for _ in range(GROWN):
                heights, lower = _higher(room, heights, len(shown.bands), there), heights
                if heights == lower:
                    break
                grown, left = _laid(sheet, typesetter, fixed, size, heights, end)
                if left < 0:
                    break
                document, room = grown, left
            found = boxes.faults(document)
            if not found:
                return Fitted(document, _left_off(shown, quotes, rows, there[1]))
    raise UnfitError(f"{sheet.path}: {'; '.join(map(str, found[:3]))}")


def _title(sheet: Sheet, typesetter: Typesetter) -> float:
    """The largest type in which the title has room in the head."""
    if estimate_width(sheet.data["journey_title"], TITLES[0]) <= SHORT * (100 - BESIDE):
        return TITLES[0]
    for title in TITLES:
        document = typesetter.lay(sheet, **{**REFERENCE, "title": title})
        if boxes.marked(document, "id")["head"].bottom <= HEAD:
            return title
    return TITLES[-1]


def _likely(
    sheet: Sheet, typesetter: Typesetter, fixed: dict[str, Any], end: float
) -> Iterator[tuple[float, float]]:
    """The sizes that may have room, the largest first: type of half the size is half as high."""
    size, curve = SIZES[TRIED]
    _, room = _laid(sheet, typesetter, fixed, size, (curve, GAP_LOW), end)
    bands = len(sheet.data["measured"].bands)
    charts = bands * curve / CURVE_PX
    words = end - TOP - room - charts
    for one, high in SIZES:
        if words * one / size + charts * high / curve <= end - TOP + DOUBT:
            yield one, high


def _laid(
    sheet: Sheet, typesetter: Typesetter, fixed: dict[str, Any], size: float,
    heights: tuple[float, float], end: float,
) -> tuple[Any, float]:  # fmt: skip
    """The sheet with curves and gap chart so high, and how many units are left below."""
    curve, gap = heights
    shown = sheet.data["measured"]
    column = 93.2 * CURVE_PX / (shown.span + 1.3)
    wide = (fixed["widths"][1] - (GUTTER if fixed["widths"][2] else 0.0)) * GAP_PX
    document = typesetter.lay(
        sheet, **fixed, size=size, foot_top=end + 0.6, foot=FOOT,
        curves=tuple(band.curves.drawn(curve, column) for band in shown.bands),
        drawn=shown.gap.field.drawn((wide, gap)) if fixed["gap"] else None,
    )  # fmt: skip
    marks = boxes.marked(document, "id")
    return document, end - marks["body"].bottom if "body" in marks else -1.0


def _higher(
    room: float, heights: tuple[float, float], bands: int, there: tuple[bool, bool, bool]
) -> tuple[float, float]:
    """How high curves and gap chart become when they share that room."""
    curve, gap = heights
    room = max(0.0, room - SPARE)
    first = min(max(0.0, GAP_GOOD - gap), room * GAP_PX) if there[1] else 0.0
    room -= first / GAP_PX
    most = HIGHEST if any(there) else ALONE
    more = min(max(0.0, most - curve), room * CURVE_PX / bands)
    left = room - more * bands / CURVE_PX
    rest = min(GAP_HIGH - gap - first, left * GAP_PX) if there[1] else 0.0
    return round(curve + more, 1), round(gap + first + rest, 1)


def _has_gap(shown: Any) -> bool:
    return shown.gap is not None and shown.gap.field is not None


def _left_off(shown: Any, quotes: int, rows: int, gap: bool) -> tuple[str, ...]:
    gone = (
        quotes < len(shown.quotes),
        rows < len(shown.efforts),
        _has_gap(shown) and not gap,
    )
    return tuple(title for title, off in zip(shown.titles, gone, strict=True) if off)

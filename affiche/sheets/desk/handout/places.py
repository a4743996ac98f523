"""A choice of blocks in; where each of them stands on the hand-out, and the lines for notes, out.
Pure. Lengths are in units of 1 % of the page's width.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from affiche.sheets.desk.handout.choice import AIR, Choice, area, sizes
from affiche.sheets.desk.leaflet import columns_of
from affiche.sheets.layout.columns import Area, spots

# So much may be added to the gaps of a column; from `NOTES` on there are lines for notes.
LOOSE, NOTES, NOTE_PITCH, NOTES_HEAD = 6.0, 12.0, 4.0, 6.0


def arranged(choice: Choice, ends: Mapping[str, Any]) -> dict[str, Any]:
    """What the template needs. What is left goes to the columns, then to lines for notes."""
    begin, end = ends["head"] + AIR, ends["foot_top"] - AIR
    free = end - begin - choice.tall
    loose = LOOSE if choice.narrow else 0.0
    notes = free - loose - AIR if free >= loose + NOTES else 0.0
    spare = loose if notes else free
    tops: dict[str, float] = {}
    columns: Area | None = None
    top = begin
    for row in rows(choice):
        if row is None:
            columns = area(choice.count, top, choice.columns + spare)
            top += columns.height + AIR
        else:
            tops[row] = round(top, 3)
            top += choice.heights[row] + AIR
    places = spots(choice.narrow, choice.heights, columns) if columns else ()
    order = [spot.block for spot in places]
    named = {block.id: block for block in choice.shown}
    return {
        **sizes(choice.body, choice.count),
        **ends,
        "sections": [named[name] for name in (*order, *tops)],
        "spots": {spot.block: spot for spot in places},
        "tops": tops,
        "across_page": sorted(choice.across),
        # Columns that end near the foot of a page are not balanced unless their height is given.
        "columns": {
            block.id: round(choice.heights[columns_of(block.id)] + 0.01, 3)
            for block in choice.wide
            if columns_of(block.id) in choice.heights
        },
        "notes": {"top": top, "height": end - top, "lines": _lines(end - top)} if notes else None,
    }


def rows(choice: Choice) -> Iterator[str | None]:
    """What stands below what: blocks across the page, and None for the columns. A text that is
    read first stands above them."""
    columns = False
    for block in choice.shown:
        if block.id in choice.across:
            yield block.id
        elif not columns:
            columns = True
            yield None


def _lines(height: float) -> int:
    return int((height - NOTES_HEAD) / NOTE_PITCH)

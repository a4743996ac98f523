"""The days of one column as they are written in; in which order their parts stand, out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from affiche.measures.tables import cells
from affiche.measures.tables.table import Cell
from affiche.model.measures import DateOrder

# Who writes years with two digits writes of these.
LATELY = timedelta(days=10 * 366)


def month_first(
    written: Collection[Cell], said: DateOrder | None, service: bool
) -> tuple[bool, bool]:
    """Whether 2/3 is the third of February, and whether that is only supposed: what the days
    themselves show goes first, then what site.yaml `said`, then how the `service` writes them."""
    pairs = [cells.slashed(cell) for cell in written if isinstance(cell, str)]
    first = sum(pair[0] > 12 for pair in pairs if pair)
    second = sum(pair[1] > 12 for pair in pairs if pair)
    if first != second:
        return second > first, False
    if said is not None:
        return said is DateOrder.MONTH_FIRST, False
    # Who writes AM and PM, and a stroke, begins with the month; the export of an American
    # service that went through a spreadsheet here has days with another sign, or hours to 24.
    stroked = [one for one in written if isinstance(one, str) and cells.stroked(one)]
    if not stroked or first:
        return False, False
    american = any(map(cells.with_noon, stroked))
    return american or service, not american


def year_first(written: Collection[Cell], month_first: bool, today: date) -> bool:
    """Whether 26-09-03 is in 2026: with the year behind, some of the days would be long ago."""
    short = [said for one in written if cells.two_digits(said := cells.said(one))]

    def near(found: date | None) -> bool:
        return found is not None and abs(found - today) < LATELY

    behind = all(near(cells.day(one, month_first)) for one in short)
    return not behind and all(near(cells.day(f"20{one}")) for one in short)

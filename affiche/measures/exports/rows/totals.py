"""The rows of a layout in; those that add up or average the others, out."""

from __future__ import annotations

from collections.abc import Collection

from affiche.measures.exports.columns import Layout
from affiche.measures.tables import cells
from affiche.measures.tables.table import Row

# A total in a column of its own stands among the last rows, under what is no text.
LAST = 3
# What a row is counted by; how many more rows it takes before one of them can sum them up.
FIGURES = ("score", "stars", "votes", "overall", "importance", "n")
SUMMED = 2


def totals(layout: Layout) -> list[tuple[int, str]]:
    """The line of each total, and what says that it is one."""
    rows = layout.rows
    if len(rows) < 2:
        return []
    texts = {layout.at.get(name) for name in ("text", "title", "aspect", "opportunity")}
    found = []
    for line, row in rows[-LAST:]:
        said = (cells.said(cell) for at, cell in enumerate(row) if at not in texts)
        total = next((one for one in said if one.casefold().strip(": ") in cells.TOTALS), "")
        if total:
            found.append((line, total))
    found += _in_front(layout, texts) or ([] if found else _nameless(layout))
    return sorted(dict(found).items())


def _in_front(layout: Layout, texts: Collection[int | None]) -> list[tuple[int, str]]:
    """Totals, also of groups above them, that are told by the first cell of their row."""
    if 0 in texts:
        return []
    firsts = [row[0] for _, row in layout.rows if row and isinstance(row[0], str)]
    if not cells.has_total("\0".join(map(str, firsts))):  # all at once: most have none
        return []
    day = layout.at.get("date") or 0  # what has a day is an answer
    beside = frozenset(cells.said(one).casefold() for one in firsts)
    return [
        (line, row[0].strip())
        for line, row in layout.rows
        if row and isinstance(row[0], str) and cells.has_total(row[0])
        and not (0 < day < len(row) and cells.said(row[day]))
        and cells.is_total(row[0], beside)
    ]  # fmt: skip


def _nameless(layout: Layout) -> list[tuple[int, str]]:
    """A last row without a name: a figure alone, that is the mean or the sum of those above it,
    all of which say what they are about."""
    at = next((layout.at[name] for name in FIGURES if name in layout.at), None)
    *above, (line, last) = layout.rows
    figures = {layout.at[name] for name in FIGURES if name in layout.at}
    if at is None or len(above) < SUMMED or _about(last, figures):
        return []
    said = cells.said(last[at]) if at < len(last) else ""
    value = cells.number(said)
    if value is None or not all(_about(row, figures) for _, row in above):
        return []
    written = [cells.number(cells.said(row[at])) for _, row in above if at < len(row)]
    scores = [one for one in written if one is not None]
    decimals = len(said.replace(",", ".").partition(".")[2])
    near = 0.5000001 * 10**-decimals
    whole = sum(scores)
    sums = bool(scores) and (abs(whole / len(scores) - value) <= near or whole == value)
    return [(line, said)] if sums else []


def _about(row: Row, figures: Collection[int]) -> bool:
    """Whether a row says anything besides its figures."""
    return any(cells.said(cell) for at, cell in enumerate(row) if at not in figures)

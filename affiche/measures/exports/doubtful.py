"""A layout and its rows in; what is read without a mistake and is likely something else, out.

Each of these would give a wrong figure without a word: a second question that fits as well, a mean
for an answer, an end of a scale that is the other one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from affiche.errors import Kind, Place, Problem
from affiche.measures.exports import called
from affiche.measures.exports.columns import Layout
from affiche.measures.exports.rows import Reader
from affiche.measures.tables import cells
from affiche.measures.tables.table import Table
from affiche.model.measures import FEWEST, ColumnMap, MeasureKind, MeasurementSettings

SAMPLE = 200
# A question in which the highest score is the best: with "moeite" or "effort" it is the worst.
EASY = ("…makkelijk", "…easy", "…eenvoudig", "… ease")
# How many reviews a mean is of.
COUNTS = (*called.ANSWERS["n"], "aantal reviews", "aantal beoordelingen", "number of reviews",
          "reviews", "beoordelingen", "review count", "total reviews")  # fmt: skip


def doubts(
    path: str, table: Table, layout: Layout, mapped: ColumnMap, maps: MeasurementSettings
) -> Iterator[Problem]:
    """Warnings about the columns; one error, for what is no review."""
    where = Place(path, layout.head_line)
    name = path.rpartition("/")[2]
    if layout.also and mapped.score is None:
        also = layout.also[0]
        yield Problem(
            Kind.WARNING, "other-question",
            Place(path, layout.head_line, table.column(layout.head_line, also)),
            "“{other}” has scores as well, and is not read; “{column}” is",
            "Say in site.yaml which one is meant: `{kind}: {{file: {file}, score: …}}`; for both, "
            "two of these",
            {"other": layout.head[also], "column": layout.head[layout.at["score"]],
             "kind": layout.kind.value, "file": name}, len(layout.also),
        )  # fmt: skip
    if layout.kind is MeasureKind.CES and not any(one.direction for one in maps.ces):
        asked = layout.head[layout.at["score"]] if "score" in layout.at else ""
        if called.find(EASY, [called.plain(asked)]) is not None:
            yield Problem(
                Kind.WARNING, "easy-end", where,
                "“{column}” asks how easy it was, and a low score is taken for easy",
                "Say which it is in site.yaml: `ces: {{direction: higher}}` or `direction: lower`",
                {"column": asked},
            )  # fmt: skip
    if "date" not in layout.at and mapped.date is None:
        yield from _days_elsewhere(path, layout, name)
    if layout.kind is MeasureKind.REVIEWS and "text" not in layout.at:
        columns = [called.plain(one) for one in layout.head]
        if (at := called.find(COUNTS, columns)) is not None and at not in layout.at.values():
            yield Problem(
                Kind.ERROR, "averages", where,
                "these are means of reviews (“{column}”), and no reviews",
                "Export the reviews themselves, one a row", {"column": layout.head[at]},
            )  # fmt: skip


def _days_elsewhere(path: str, layout: Layout, name: str) -> Iterator[Problem]:
    """A column full of days that nobody took for the date."""
    for number, column in enumerate(layout.head):
        held = [row[number] for _, row in layout.rows[:SAMPLE] if number < len(row)]
        held = [one for one in held if not cells.is_blank(cells.said(one))]
        days = sum(
            isinstance(one, date) or (isinstance(one, str) and cells.day(one) is not None)
            for one in held
        )
        if column and number not in layout.at.values() and days > len(held) * 0.9:
            yield Problem(
                Kind.ADVICE, "no-date-column", Place(path, layout.head_line),
                "the column “{column}” has days, and none was taken for the date: without one "
                "there is no trend",
                "Say so in site.yaml: `{kind}: {{file: {file}, date: {column}}}`",
                {"column": column, "kind": layout.kind.value, "file": name},
            )  # fmt: skip
            return


def periods(path: str, reader: Reader) -> Iterator[Problem]:
    """Rows of which each has one score for all its answers: the NPS of each month."""
    layout = reader.layout
    at, rows = layout.at, layout.rows[:SAMPLE]
    if layout.kind is not MeasureKind.NPS or not {"score", "n"} <= at.keys() or len(rows) < 2:
        return
    aside = {at["score"], at["n"]}
    about = [
        tuple(cells.said(cell) for number, cell in enumerate(row) if number not in aside)
        for _, row in rows
    ]
    counts = [cells.count(reader.text(row, "n")) or 0 for _, row in rows]
    if any(about) and len(set(about)) == len(about) and min(counts) >= FEWEST:
        line = rows[0][0]
        yield Problem(
            Kind.WARNING, "each-period", Place(path, line, reader.table.column(line, at["score"])),
            "every row has one score for all its answers: is this the NPS of a period?",
            "When it is, it cannot be counted: export the answers, or type it by hand in "
            "`measures:` of the journey",
        )  # fmt: skip

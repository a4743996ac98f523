"""A file in; its rows of cells, each with the line it begins at, out.

Cells are text as it stands in the file, or what a spreadsheet holds (numbers, days). `place` finds
a cell's line and column for a message; a spreadsheet's are its row and column.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from affiche.measures.tables import books
from affiche.measures.tables.decode import UndecodableError, decode

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", ".json")
SHEETS = (".xlsx", ".xls", ".ods")
SEPARATORS = (";", ",", "\t", "|")
SAMPLE = 60  # rows that are looked at to choose a separator
OTHER_ROWS = 12  # of pages that are not read
# How what is no table begins: a page that asks to log in, saved as an export; a PDF.
_OTHER = re.compile(
    r"\s*(?:<!doctype html|<\?xml|<!--|<(?:html|head|meta|style|table|body|div)\b|%PDF-)",
    re.IGNORECASE,
)
LONGEST = 10_000_000  # letters in one cell
csv.field_size_limit(LONGEST)

Cell = str | int | float | bool | date | datetime | time | timedelta
Row = Sequence[Cell]


class UnreadableTableError(Exception):
    """The file cannot be read as a table: (rule, what, hint, values, line, column)."""

    def __init__(
        self, rule: str, what: str, hint: str, line: int = 1, column: int = 1, **values: object
    ) -> None:
        super().__init__(rule)
        self.rule, self.what, self.hint, self.values = rule, what, hint, values
        self.line, self.column = line, column


@dataclass(frozen=True)
class Table:
    """Rows that are not empty, with the line that each begins at (1 is the first).

    `encoding` and `separator` are empty for a spreadsheet, `sheet` is the name of its page.
    `nested` is what a JSON file holds.
    """

    rows: tuple[tuple[int, Row], ...]
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    text: str = ""
    nested: Any = None
    merged: tuple[tuple[int, int, int], ...] = ()
    """Cells that go on below, as (first line, last line, column from 0)."""
    others: tuple[tuple[str, tuple[Row, ...]], ...] = ()
    """The first rows of the other pages of a spreadsheet of which nobody named one."""
    hidden: bool = False
    """Whether a filter, or somebody, hid rows of it."""

    def column(self, line: int, index: int) -> int:
        """The column, from 1, at which cell number `index` of the row at `line` begins."""
        if not self.separator:
            return index + 1
        lines = self.text.split("\n", line + 200)[line - 1 :]
        quoted, cell = False, 0
        text = "\n".join(lines[:200])
        for at, letter in enumerate(text):
            if cell == index:
                return at - text.rfind("\n", 0, at)
            if letter == '"':
                quoted = not quoted
            elif letter == "\n" and not quoted:
                break
            elif letter == self.separator and not quoted:
                cell += 1
        return 1


def read(name: str, raw: bytes, sheet: str | None = None) -> Table:
    """The table in a file. Raises UnreadableTableError."""
    ending = name[name.rfind(".") :].lower()
    # What is called .xlsx may be a CSV, or a page of a website that Excel opens as well.
    if raw[:2] == b"PK" or raw[:4] == b"\xd0\xcf\x11\xe0":
        return _spreadsheet(raw, sheet)
    try:
        text, encoding = decode(raw)
    except UndecodableError:
        raise UnreadableTableError(
            "no-table", "this file is no table that can be read",
            "Save it as CSV (UTF-8) or as .xlsx",
        ) from None  # fmt: skip
    if _OTHER.match(text):
        raise UnreadableTableError(
            "no-table", "this is a page of a website or a PDF, and no table",
            "Export it once more (you may have been logged out), as CSV or .xlsx; what Excel "
            "opens, it can save so",
        )  # fmt: skip
    if ending == ".json":
        return _json(text, encoding)
    return _csv(text, encoding)


# CSV ---------------------------------------------------------------------------------------


def _csv(text: str, encoding: str) -> Table:
    # Old Macs end a line with CR alone; line numbers are those of an editor.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\n\ufeff", "\n")  # files that were joined, each with its mark
    told, skip = _told_separator(text)
    separator = told or _separator(text)
    start = text.find("\n") + 1 if skip else 0
    reader = csv.reader(io.StringIO(text[start:], newline=""), delimiter=separator)
    rows: list[tuple[int, Row]] = []
    long: list[tuple[int, int]] = []
    before = line = ahead = 1 if skip else 0
    try:
        for row in reader:
            line = reader.line_num + ahead
            if (row and row[0].strip()) or any(map(str.strip, row)):
                rows.append((before + 1, row))
                if line - before > 1:
                    long.append((before + 1, line))
            before = line
    except csv.Error:
        raise UnreadableTableError(
            "no-table", "this line cannot be read",
            "Save the file anew as CSV (UTF-8)", line + 1,
        ) from None  # fmt: skip
    if rows and _runs_on(text, rows, separator):
        raise _open_quote(rows[-1][0])
    _look_for_lost(text, long, separator)
    inner = _in_one_cell(rows)
    return Table(tuple(inner or rows), encoding, separator, text=text)


def _look_for_lost(text: str, long: Sequence[tuple[int, int]], separator: str) -> None:
    """Of rows of several lines (first, last): raise UnreadableTableError where a quotation mark
    that is not closed swallows rows until the next one, behind which no cell ends."""
    lines = text.split("\n") if long else []
    for line, last in long:
        held = "\n".join(lines[line - 1 : last])
        try:
            for _ in csv.reader(io.StringIO(held, newline=""), delimiter=separator, strict=True):
                pass
        except csv.Error:
            raise _open_quote(line) from None


def _open_quote(line: int) -> UnreadableTableError:
    return UnreadableTableError(
        "open-quote", "a text opens with a quotation mark that is never closed",
        'Put a `"` at its end, or two (`""`) where one is meant', line,
    )  # fmt: skip


def _in_one_cell(rows: Sequence[tuple[int, Row]]) -> list[tuple[int, Row]]:
    """The rows of a file of which each is one quoted cell, as spreadsheets make of a CSV that they
    did not take apart; none where that is not so."""
    if rows and len(rows[0][1]) > 1:
        return []
    lines = [str(row[0]) for _, row in rows if len(row) == 1]
    if len(lines) < max(len(rows), 2):
        return []
    separator = _separator("\n".join(lines))
    found = [next(csv.reader([line], delimiter=separator), []) for line in lines]
    whole = len(found[0]) > 1 and all(len(row) == len(found[0]) for row in found)
    return [(line, row) for (line, _), row in zip(rows, found, strict=True)] if whole else []


def _told_separator(text: str) -> tuple[str, bool]:
    """What a first line `sep=;` says."""
    first = text.partition("\n")[0].strip().strip('"')
    if first.lower().startswith("sep="):
        return (first[4:5] or "\t").replace("\\", "\t"), True
    return "", False


def _separator(text: str) -> str:
    """The separator that gives most rows the same number of cells."""

    def worth(separator: str) -> tuple[float, int]:
        rows = csv.reader(io.StringIO(text[:500_000], newline=""), delimiter=separator)
        try:
            counts = Counter(len(row) for row in islice(rows, SAMPLE) if any(row))
        except csv.Error:
            return 0.0, 0
        if not counts:
            return 0.0, 0
        cells, rows_alike = max(counts.items(), key=lambda one: (one[1], one[0]))
        alike = rows_alike / sum(counts.values())
        return (alike if cells > 1 else 0.0), cells

    return max(SEPARATORS, key=worth)


def _runs_on(text: str, rows: Sequence[tuple[int, Row]], separator: str) -> bool:
    """Whether the last row goes on to the end because nobody closed its quotation mark."""
    behind = text.count("\n") + 2 - rows[-1][0]
    last = "\n".join(text.rsplit("\n", behind)[-behind:])
    try:
        for _ in csv.reader(io.StringIO(last, newline=""), delimiter=separator, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


# Spreadsheets --------------------------------------------------------------------------------


def _spreadsheet(raw: bytes, wanted: str | None) -> Table:
    try:
        book, hidden = books.opened_and_seen(raw)
        names = list(book.sheet_names)
        sheet = _sheet(book, names, wanted)
        page = book.get_sheet_by_name(sheet)
        cells = page.to_python(skip_empty_area=False)
        merged = tuple(_merged(page))
        others = tuple(_others(book, names, sheet)) if wanted is None else ()
    except UnreadableTableError:
        raise
    except books.UnreadableBookError as error:
        what, hint = error.what, error.hint
        raise UnreadableTableError("no-table", what, hint, 1, 1, **error.values) from error
    except Exception as error:  # what a broken file makes the reader raise differs by kind
        wrong = books.broken()
        raise UnreadableTableError("no-table", wrong.what, wrong.hint) from error
    rows = tuple(
        (number, row) for number, row in enumerate(cells, start=1) if any(c != "" for c in row)
    )
    name = sheet if len(names) > 1 else ""
    return Table(rows, sheet=name, merged=merged, others=others, hidden=sheet in hidden)


def _merged(page: Any) -> Iterator[tuple[int, int, int]]:
    """Cells that are merged with those below them; an old form of book does not say."""
    for (first, column), (last, _) in page.merged_cell_ranges or ():
        if last > first:
            yield first + 1, last + 1, column


def _others(book: Any, names: list[str], sheet: str) -> Iterator[tuple[str, tuple[Row, ...]]]:
    for name in names:
        if name != sheet:
            rows = book.get_sheet_by_name(name).to_python(nrows=OTHER_ROWS)
            if rows:
                yield name, tuple(rows)


def _sheet(book: Any, names: list[str], wanted: str | None) -> str:
    """The page that is asked for, or the first that holds something; hidden ones come last."""
    if wanted is not None:
        for name in names:
            if name.casefold() == wanted.casefold():
                return name
        raise UnreadableTableError(
            "no-sheet", "there is no sheet `{name}` in this file", "Choose from: {known}",
            name=wanted, known=tuple(names),
        )  # fmt: skip
    shown = {one.name for one in book.sheets_metadata if _is_visible(one)}
    for name in sorted(names, key=lambda name: name not in shown):
        if book.get_sheet_by_name(name).to_python(nrows=1):
            return name
    return names[0]


def _is_visible(sheet: Any) -> bool:
    return str(sheet.visible).rpartition(".")[2] == "Visible"


# JSON ----------------------------------------------------------------------------------------


def _json(text: str, encoding: str) -> Table:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableTableError(
            "no-table", "this is no JSON that can be read", "Export it once more",
            error.lineno, error.colno,
        ) from None  # fmt: skip
    except RecursionError:
        raise UnreadableTableError(
            "no-table", "this is no JSON that can be read", "Export it once more"
        ) from None
    return Table((), encoding, nested=found)

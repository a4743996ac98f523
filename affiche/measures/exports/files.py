"""One file in; its rows by kind, what was taken of it, and what is wrong, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatch
from functools import lru_cache
from itertools import pairwise
from typing import Any

from affiche.errors import Kind, Place, Problem
from affiche.measures.exports import called, doubtful
from affiche.measures.exports.columns import Layout, layouts
from affiche.measures.exports.rows import READERS, Known, Reader
from affiche.measures.tables import cells
from affiche.measures.tables.table import Row, Table, UnreadableTableError, read
from affiche.measures.taken import FileRead
from affiche.model.measures import ColumnMap, DriverTable, MeasureKind, MeasurementSettings
from affiche.reading import guesses, letters

FOLDER = "measurements"
Placed = Callable[..., Place]
# What `check` shows of a review's row stays inside the company, but nobody needs a name there.
HIDDEN = frozenset(("author",))
SHOWN_ROWS = 3
# Fields that hold an answer.
ANSWERED = frozenset(("score", "importance", "overall", "stars", "text"))
# So many columns that count are no chance.
COUNTED = 4
LARGE = 200_000  # bytes


@dataclass(frozen=True)
class Source:
    """What is read with: site.yaml's maps and the places of their keys, ids, and the day."""

    maps: MeasurementSettings
    place: Placed
    known: Known
    today: date


def rows_of(
    path: str, raw: bytes, source: Source
) -> Iterator[tuple[MeasureKind, tuple[Any, ...], FileRead | None, list[Problem]]]:
    """What a file holds, by kind: mostly one; a survey may ask several things."""
    name = path.partition(f"{FOLDER}/")[2]
    maps = tuple(_maps(name, source.maps))
    sheets = {one.sheet for _, one, _ in maps} or {None}
    for sheet in sorted(sheets, key=str):
        chosen = [(kind, one, where) for kind, one, where in maps if one.sheet == sheet]
        try:
            table = _table(name, raw, sheet)
        except UnreadableTableError as stop:
            problem = Problem(
                Kind.ERROR,
                stop.rule,
                Place(path, stop.line, stop.column),
                stop.what,
                stop.hint,
                stop.values,
            )
            yield MeasureKind.NPS, (), None, [problem]
            continue
        stem = name.rpartition(".")[0]
        found = layouts(table, stem, [(kind, one) for kind, one, _ in chosen])
        if not found:
            yield MeasureKind.NPS, (), None, list(_unknown(path, table, chosen))
            continue
        for number, layout in enumerate(found):
            mapped, where = (chosen[number][1:]) if chosen else (ColumnMap(), ())
            yield _layout(path, table, layout, mapped, where, source)


def _table(name: str, raw: bytes, sheet: str | None) -> Table:
    # What was read of large files is remembered elsewhere; here it would only take room.
    return read(name, raw, sheet) if len(raw) > LARGE else _read(name, raw, sheet)


@lru_cache(maxsize=32)
def _read(name: str, raw: bytes, sheet: str | None) -> Table:
    return read(name, raw, sheet)


def _maps(
    name: str, maps: MeasurementSettings
) -> Iterator[tuple[MeasureKind, ColumnMap, tuple[str | int, ...]]]:
    """The maps of site.yaml that are about this file: those that name it, else that of its kind."""
    stem = called.kind_of(name.rpartition("/")[2].rpartition(".")[0])
    for kind in MeasureKind:
        for number, one in enumerate(getattr(maps, kind.value)):
            named = any(fnmatch(name.casefold(), wanted.casefold()) for wanted in one.file)
            if named or (not one.file and stem is kind):
                yield kind, one, ("measurements", kind.value, number)


def _layout(
    path: str, table: Table, layout: Layout, mapped: ColumnMap, where: tuple[str | int, ...],
    source: Source,
) -> tuple[MeasureKind, tuple[Any, ...], FileRead, list[Problem]]:  # fmt: skip
    problems = list(_columns_amiss(path, table, layout, where, source))
    unsure = list(doubtful.doubts(path, table, layout, mapped, source.maps))
    problems += [one for one in unsure if one.kind is Kind.ERROR]
    reader = Reader(path, table, layout, source.known, dict(mapped.values), source.today)
    rows: tuple[Any, ...] = ()
    if not problems:
        rows = READERS[layout.kind](reader)
        problems += reader.problems()
        problems += _strangers(reader)
        problems += unsure
        problems += doubtful.periods(path, reader)
    problems += _odd(path, table, layout, reader)
    count = sum(len(one.answers) if isinstance(one, DriverTable) else 1 for one in rows)
    told = replace(_told(path, table, layout, count, reader.unanswered), latest=reader.latest)
    return layout.kind, rows, told, problems


def _odd(path: str, table: Table, layout: Layout, reader: Reader) -> Iterator[Problem]:
    """What is read and should be looked at: no rows, two columns of one name, an end cut off."""
    if not layout.rows and not layout.lacking and not layout.missing:
        yield Problem(
            Kind.WARNING, "empty-file", Place(path, layout.head_line),
            "there is a head here and no row below it",
            "Put the export there again, or take the file away",
        )  # fmt: skip
    if reader.layout.rows and reader.unanswered == len(reader.layout.rows) and not reader.mistakes:
        asked = next((layout.at[one] for one in layout.at if one in ANSWERED), 0)
        yield Problem(
            Kind.WARNING, "no-answers",
            Place(path, layout.rows[0][0], table.column(layout.rows[0][0], asked)),
            "no row has an answer in the column “{column}”",
            "Say in site.yaml which column has them; of a spreadsheet with formulas, open it in "
            "Excel and save it, so that their outcomes are in it", {"column": layout.head[asked]},
        )  # fmt: skip
    if table.hidden:
        yield Problem(
            Kind.WARNING, "hidden-rows", Place(path, layout.head_line),
            "rows of this spreadsheet are hidden, by a filter or by hand, and count as well",
            "Delete them when they should not count, or show them",
        )  # fmt: skip
    for line, said in layout.trials:
        yield Problem(
            Kind.ADVICE, "trial", Place(path, line),
            "this answer is a trial (“{value}”), so it is not counted", "", {"value": said},
        )  # fmt: skip
    if converted := next(letters.twice(table.text), None):
        yield Problem(
            Kind.WARNING, "converted-twice", Place(path, converted.line, converted.column),
            "“{written}” is what a program makes of “{meant}” that converts letters twice",
            "Export it once more, as UTF-8",
            {"written": converted.written, "meant": converted.meant},
            sum(1 for _ in letters.twice(table.text)),
        )  # fmt: skip
    for name, number in layout.at.items():
        again = [at for at, said in enumerate(layout.head) if said == layout.head[number]]
        if len(again) > 1:
            place = Place(path, layout.head_line, table.column(layout.head_line, again[1]))
            yield Problem(
                Kind.WARNING, "double-column", place,
                "the column “{column}” is here twice; the first is taken for `{field}`",
                "Give one of the two another name, or take it away",
                {"column": layout.head[number], "field": name},
            )  # fmt: skip
    if table.separator and len(layout.rows) > 1:
        (line, last), most = layout.rows[-1], len(layout.head)
        if len(last) < most and all(len(row) >= most for _, row in layout.rows[:-1]):
            yield Problem(
                Kind.WARNING, "cut-off", Place(path, line),
                "the last row has {cells} cells and all others have {head}: the file seems cut off",
                "Export it once more", {"cells": len(last), "head": most},
            )  # fmt: skip
    for name, rows in table.others:
        if any(_alike(row, layout.head) for row in rows):
            yield Problem(
                Kind.WARNING, "other-sheet", Place(path),
                "the sheet “{other}” has the same head as “{sheet}”, and is not read",
                "Name both in site.yaml: `{kind}: [{{file: {file}, sheet: {sheet}}}, "
                "{{file: {file}, sheet: {other}}}]`",
                {"other": name, "sheet": table.sheet, "kind": layout.kind.value,
                 "file": path.rpartition("/")[2]},
            )  # fmt: skip
    if reader.open_order:
        at = table.column(layout.rows[0][0], layout.at["date"])
        yield Problem(
            Kind.WARNING, "date-order", Place(path, layout.rows[0][0], at),
            "these days do not tell whether 3/2 is in February or in March; March is taken"
            if reader.month_first else
            "these days do not tell whether 3/2 is in February or in March; February is taken",
            "Write `date_order: month-first` or `date_order: day-first` in site.yaml",
        )  # fmt: skip
    for line in reader.heads:
        yield Problem(
            Kind.ADVICE, "head-again", Place(path, line),
            "this row is the head once more, so it is not counted",
        )  # fmt: skip
    for line, said in reader.totals:
        yield Problem(
            Kind.ADVICE, "totals-row", Place(path, line),
            "this row is a total (“{value}”), so it is not counted", "", {"value": said},
        )  # fmt: skip


def _alike(row: Row, head: tuple[str, ...]) -> bool:
    """Whether a row of another sheet is this head."""
    said = [cells.said(cell).casefold() for cell in row]
    return [one for one in said if one] == [one.casefold() for one in head if one]


def _columns_amiss(
    path: str, table: Table, layout: Layout, where: tuple[str | int, ...], source: Source
) -> Iterator[Problem]:
    for one in layout.missing:
        yield Problem(
            Kind.ERROR, "no-column", source.place(*where, one.field),
            "there is no column “{column}” in {file}",
            "Did you mean `{guess}`?" if one.guess else "There are: {known}",
            {"column": one.column, "file": path, "guess": one.guess, "known": one.known},
        )  # fmt: skip
    if layout.lacking and (first := _one_each(layout.head)) is not None:
        yield Problem(
            Kind.ERROR, "one-column-each",
            Place(path, layout.head_line, table.column(layout.head_line, first)),
            "each answer has a column of its own here, from “{first}” on",
            "Export it once more with one column a question (SurveyMonkey: “Condensed”, with "
            "numbers as values)", {"first": layout.head[first]},
        )  # fmt: skip
        return
    if layout.lacking and not layout.missing:
        field_ = " or ".join(f"`{name}`" for name in layout.lacking)
        yield Problem(
            Kind.ERROR, "no-column", Place(path, layout.head_line),
            "there is no column for {field} here: {known}",
            "Say which one it is in site.yaml: "
            "`measurements: {{{kind}: {{file: {name}, {key}: …}}}}`",
            {"field": field_, "known": tuple(one for one in layout.head if one),
             "kind": layout.kind.value, "name": path.rpartition("/")[2],
             "key": layout.lacking[0]},
        )  # fmt: skip
        if table.others:
            yield Problem(
                Kind.ADVICE, "other-sheet", Place(path),
                "only the sheet “{sheet}” was looked at; there are also: {known}",
                "Say which one to read in site.yaml: "
                "`measurements: {{{kind}: {{file: {name}, sheet: {other}}}}}`",
                {"sheet": table.sheet, "known": tuple(name for name, _ in table.others),
                 "kind": layout.kind.value, "name": path.rpartition("/")[2],
                 "other": table.others[0][0]},
            )  # fmt: skip


def _one_each(head: tuple[str, ...]) -> int | None:
    """The column from which on the head counts: 0, 1, 2, 3, as the answers to choose from do."""
    scores = [cells.number(name) for name in head]
    for at in range(len(head) - COUNTED + 1):
        run = scores[at : at + COUNTED]
        if None not in run and all(b == a + 1 for a, b in pairwise(one or 0.0 for one in run)):
            return at
    return None


def _strangers(reader: Reader) -> Iterator[Problem]:
    if reader.strange:
        name = next(iter(reader.strange))
        spoken = reader.known.ids.get("opportunity", {})
        guess = guesses.close(name, [*sorted(set(spoken.values())), *spoken])
        yield Problem(
            Kind.WARNING, "unknown-card", Place(reader.path, reader.first_strange),
            "no opportunity goes with “{name}”; what is voted for it is not counted",
            "Did you mean `{guess}`? Say so in `values` in site.yaml" if guess else
            "Say in `values` in site.yaml which opportunity is meant, or leave it so",
            {"name": name, "guess": spoken.get(guess or "", guess)},
            sum(reader.strange.values()),
        )  # fmt: skip


def _unknown(path: str, table: Table, maps: Iterable[Any]) -> Iterator[Problem]:
    if not table.rows and table.nested is None:
        yield Problem(
            Kind.WARNING, "empty-file", Place(path), "there is nothing in this file",
            "Put the export there again, or take the file away",
        )  # fmt: skip
        return
    name = path.rpartition("/")[2]
    yield Problem(
        Kind.ERROR, "unknown-measurement", Place(path),
        "it is not clear what was measured here",
        "Let the name begin with what it is ({known}), or name it in site.yaml: "
        "`measurements: {{nps: {{file: {name}, score: …}}}}`",
        {"known": tuple(kind.value for kind in MeasureKind), "name": name},
    )  # fmt: skip


def _told(path: str, table: Table, layout: Layout, rows: int, unanswered: int) -> FileRead:
    at = {**layout.at}
    columns = [(name, layout.head[number]) for name, number in at.items()]
    numbers = list(at.items())
    if layout.aspects:
        columns += [("aspect", layout.head[number]) for number in layout.aspects]
        numbers += [("aspect", number) for number in layout.aspects]
    first = tuple(
        tuple(
            "…" if name in HIDDEN else _short(cells.said(row[number]) if number < len(row) else "")
            for name, number in numbers
        )
        for _, row in layout.rows[:SHOWN_ROWS]
    )
    return FileRead(
        path=path,
        kind=layout.kind.value,
        encoding=table.encoding,
        separator=table.separator,
        sheet=table.sheet,
        service=layout.service,
        head_line=layout.head_line,
        columns=(*columns, *((name, f"= {value}") for name, value in layout.fixed.items())),
        first=first,
        rows=rows,
        unanswered=unanswered,
    )


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 30 else f"{text[:28]}…"

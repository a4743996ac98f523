"""The folder `content/measurements/` in; everything that was answered, or every mistake, out.

What was taken of each file (encoding, separator, columns, first rows) is told too: `FileRead`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fnmatch import fnmatch
from functools import lru_cache
from typing import Any

from affiche.errors import Kind, Place, Problem
from affiche.measures import cells, exports, private, shown
from affiche.measures.columns import Layout, layouts
from affiche.measures.rows import READERS, Known, Reader
from affiche.measures.table import ENDINGS, Table, UnreadableTableError, read
from affiche.model.measures import (
    Aim,
    Answer,
    ColumnMap,
    Direction,
    DriverTable,
    MeasureKind,
    Measurements,
    MeasurementSettings,
    Publish,
    Review,
)
from affiche.reading import guesses

FOLDER = "measurements"
Placed = Callable[..., Place]
# What `check` shows of a review's row stays inside the company, but nobody needs a name there.
HIDDEN = frozenset(("author",))
SHOWN_ROWS = 3


@dataclass(frozen=True)
class FileRead:
    """What was taken of one file. `columns`: field → the column, or the value of every row;
    `first` are the cells of these columns in the first rows."""

    path: str
    kind: str
    encoding: str
    separator: str
    sheet: str
    service: str
    head_line: int
    columns: tuple[tuple[str, ...], ...]
    first: tuple[tuple[str, ...], ...]
    rows: int
    unanswered: int


@dataclass(frozen=True)
class Found:
    """Everything of the folder: rows, what was taken, and what is wrong."""

    measurements: Measurements = field(default_factory=Measurements)
    files: tuple[FileRead, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class _Source:
    """What is read with: site.yaml's maps and the places of their keys, ids, and the day."""

    maps: MeasurementSettings
    place: Placed
    known: Known
    today: date


def read_folder(
    files: Mapping[str, bytes], maps: MeasurementSettings, place: Placed, known: Known,
    today: date, quoted: frozenset[str] = frozenset(),
) -> Found:  # fmt: skip
    """Read every file: path ("content/measurements/nps.csv") → bytes.

    `place` gives the place of a key of site.yaml: `place("measurements", "nps", "file")`;
    `quoted` are the ids of reviews that something quotes.
    """
    source = _Source(maps, place, known, today)
    rows: dict[MeasureKind, list[Any]] = {kind: [] for kind in MeasureKind}
    told: list[FileRead] = []
    problems = list(_unfound(files, source))
    for path, raw in files.items():
        for kind, found, taken, amiss in _file(path, raw, source):
            rows[kind] += found
            told += [taken] if taken else []
            problems += amiss
    problems += _twice(rows[MeasureKind.REVIEWS])
    problems += private.problems(rows[MeasureKind.REVIEWS])
    problems += _scales(rows, told, source)
    answers = {
        kind: _counted(rows[kind])
        for kind in (MeasureKind.NPS, MeasureKind.CES, MeasureKind.SATISFACTION)
    }
    made = Measurements(
        answers=answers,
        drivers=tuple(rows[MeasureKind.DRIVERS]),
        reviews=shown.kept(rows[MeasureKind.REVIEWS], quoted),
        hidden=shown.hidden(rows[MeasureKind.REVIEWS]),
        stars=_stars(rows[MeasureKind.REVIEWS]),
        votes=tuple(rows[MeasureKind.VOTES]),
        aims={kind: _aim(kind, getattr(maps, kind.value)) for kind in MeasureKind},
    )
    return Found(made, tuple(told), tuple(problems))


def _counted(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """Equal answers as one that counts so often: figures are then made of far fewer rows."""
    counts: dict[Answer, int] = {}
    for one in answers:
        alone = one if one.n == 1 else replace(one, n=1)
        counts[alone] = counts.get(alone, 0) + one.n
    return tuple(one if count == 1 else replace(one, n=count) for one, count in counts.items())


def _stars(reviews: Sequence[Review]) -> tuple[Answer, ...]:
    """The stars of reviews, by day, place and source."""
    counts: dict[tuple[Any, ...], int] = {}
    for one in reviews:
        if one.stars is not None:
            key = (one.day, one.stars, one.max, one.spot, one.source)
            counts[key] = counts.get(key, 0) + 1
    return tuple(
        Answer(day, stars, (1.0, most), spot, n, source=source)
        for (day, stars, most, spot, source), n in counts.items()
    )


def _aim(kind: MeasureKind, maps: Sequence[ColumnMap]) -> Aim:
    usual = Direction.LOWER if kind is MeasureKind.CES else Direction.HIGHER
    owner = next((one.owner for one in maps if one.owner), "")
    target = next((one.target for one in maps if one.target is not None), None)
    return Aim(owner, target, next((one.direction for one in maps if one.direction), usual))


# One file ----------------------------------------------------------------------------------


def _file(
    path: str, raw: bytes, source: _Source
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
                Kind.ERROR, stop.rule, Place(path, stop.line), stop.what, stop.hint, stop.values
            )
            yield MeasureKind.NPS, (), None, [problem]
            continue
        stem = name.rpartition(".")[0]
        found = layouts(table, exports.kind_of(stem), [(kind, one) for kind, one, _ in chosen])
        if not found:
            yield MeasureKind.NPS, (), None, list(_unknown(path, table, chosen))
            continue
        for number, layout in enumerate(found):
            mapped, where = (chosen[number][1:]) if chosen else (ColumnMap(), ())
            yield _layout(path, table, layout, mapped, where, source)


@lru_cache(maxsize=32)
def _table(name: str, raw: bytes, sheet: str | None) -> Table:
    return read(name, raw, sheet)


def _maps(
    name: str, maps: MeasurementSettings
) -> Iterator[tuple[MeasureKind, ColumnMap, tuple[str | int, ...]]]:
    """The maps of site.yaml that are about this file: those that name it, else that of its kind."""
    stem = exports.kind_of(name.rpartition("/")[2].rpartition(".")[0])
    for kind in MeasureKind:
        for number, one in enumerate(getattr(maps, kind.value)):
            named = any(fnmatch(name.casefold(), wanted.casefold()) for wanted in one.file)
            if named or (not one.file and stem is kind):
                yield kind, one, ("measurements", kind.value, number)


def _layout(
    path: str, table: Table, layout: Layout, mapped: ColumnMap, where: tuple[str | int, ...],
    source: _Source,
) -> tuple[MeasureKind, tuple[Any, ...], FileRead, list[Problem]]:  # fmt: skip
    problems = list(_columns_amiss(path, layout, where, source))
    reader = Reader(path, table, layout, source.known, dict(mapped.values), source.today)
    rows: tuple[Any, ...] = ()
    if not problems:
        rows = READERS[layout.kind](reader)
        problems += reader.problems()
        problems += _strangers(reader)
    count = sum(len(one.answers) if isinstance(one, DriverTable) else 1 for one in rows)
    told = _told(path, table, layout, count, reader.unanswered)
    return layout.kind, rows, told, problems


def _columns_amiss(
    path: str, layout: Layout, where: tuple[str | int, ...], source: _Source
) -> Iterator[Problem]:
    for one in layout.missing:
        yield Problem(
            Kind.ERROR, "no-column", source.place(*where, one.field),
            "there is no column “{column}” in {file}",
            "Did you mean `{guess}`?" if one.guess else "There are: {known}",
            {"column": one.column, "file": path, "guess": one.guess, "known": one.known},
        )  # fmt: skip
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


# Beside the rows -----------------------------------------------------------------------------


def _unfound(files: Mapping[str, bytes], source: _Source) -> Iterator[Problem]:
    """Files that site.yaml names and that are not there."""
    names = [path.partition(f"{FOLDER}/")[2] for path in files]
    for kind in MeasureKind:
        for number, one in enumerate(getattr(source.maps, kind.value)):
            for wanted in one.file:
                if any(fnmatch(name.casefold(), wanted.casefold()) for name in names):
                    continue
                guess = guesses.close(wanted, names)
                yield Problem(
                    Kind.ERROR, "no-file",
                    source.place("measurements", kind.value, number, "file"),
                    "there is no file `{file}` in measurements/",
                    "Did you mean `{guess}`?" if guess else "Put it there, or take the name away",
                    {"file": wanted, "guess": guess},
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


def _twice(reviews: Sequence[Review]) -> Iterator[Problem]:
    """Reviews with the same id: the same review in two exports counts once."""
    seen: dict[str, Review] = {}
    again: list[Review] = []
    for one in reviews:
        if one.id in seen:
            again.append(one)
        seen.setdefault(one.id, one)
    if again:
        first, other = again[0], seen[again[0].id]
        yield Problem(
            Kind.ERROR, "duplicate-review", Place(first.path, first.line),
            "the review `{id}` is here twice; the first is at {where}",
            "Take one of the two away, or give it an id of its own",
            {"id": first.id, "where": f"{other.path}:{other.line}"}, len(again),
        )  # fmt: skip


def _scales(
    rows: Mapping[MeasureKind, Sequence[Any]], files: Sequence[FileRead], source: _Source
) -> Iterator[Problem]:
    """What should be said about the scales on which was asked."""
    for one in files:
        said = any(name == "scale" for name, _ in one.columns)
        if one.kind == MeasureKind.CES.value and one.rows and not said:
            yield Problem(
                Kind.WARNING, "no-scale", Place(one.path, one.head_line),
                "the scale is not said; 1 to 7 is taken",
                "Write `scale: 1-7` or `scale: 1-5` in site.yaml", {},
            )  # fmt: skip
    said_scale = any(one.scale for one in source.maps.nps)
    scores = {one.score for one in rows[MeasureKind.NPS]}
    nps = [one for one in files if one.kind == MeasureKind.NPS.value and one.rows]
    if nps and scores and 0.0 not in scores and not said_scale:
        yield Problem(
            Kind.ADVICE, "nps-scale", Place(nps[0].path, nps[0].head_line),
            "nobody answered 0: was the scale 1 to 10?",
            "Write `scale: 1-10` in site.yaml, or `scale: 0-10` when nobody was that unhappy",
        )  # fmt: skip
    unsaid = [one for one in rows[MeasureKind.REVIEWS] if one.publish is Publish.NO]
    asked = any(name == "publish" for one in files for name, _ in one.columns)
    if unsaid and not asked:
        yield Problem(
            Kind.ADVICE, "no-publish", Place(unsaid[0].path, unsaid[0].line),
            "it is not said whether this review may be shown, so its text is not",
            "Add a column `publish`, or `publish: yes` in site.yaml for all", {}, len(unsaid),
        )  # fmt: skip


def is_read(file: str) -> bool:
    """Whether a file's ending is one of those that are read."""
    return file.lower().endswith(ENDINGS)

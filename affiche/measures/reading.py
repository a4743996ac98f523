"""The folder `content/measurements/` in; everything that was answered, or every mistake, out.

What was taken of each file (encoding, separator, columns, first rows) is told too: `FileRead`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from affiche.errors import Problem
from affiche.measures import oddities
from affiche.measures.exports.files import FOLDER, Placed, Source, rows_of
from affiche.measures.exports.rows import Known
from affiche.measures.reviews import private, shown
from affiche.measures.tables.table import ENDINGS
from affiche.measures.taken import FileRead
from affiche.model.measures import (
    Aim,
    Answer,
    ColumnMap,
    Direction,
    MeasureKind,
    Measurements,
    MeasurementSettings,
    Review,
)

__all__ = ["FOLDER", "Found", "is_read", "read_folder"]


SCORED = (MeasureKind.NPS, MeasureKind.CES, MeasureKind.SATISFACTION)


@dataclass(frozen=True)
class Found:
    """Everything of the folder: rows, what was taken, and what is wrong."""

    measurements: Measurements = field(default_factory=Measurements)
    files: tuple[FileRead, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_folder(
    files: Mapping[str, bytes], maps: MeasurementSettings, place: Placed, known: Known,
    today: date, quoted: frozenset[str] = frozenset(),
) -> Found:  # fmt: skip
    """Read every file: path ("content/measurements/nps.csv") → bytes.

    `place` gives the place of a key of site.yaml: `place("measurements", "nps", "file")`;
    `quoted` are the ids of reviews that something quotes.
    """
    source = Source(maps, place, known, today)
    rows: dict[MeasureKind, list[Any]] = {kind: [] for kind in MeasureKind}
    told: list[FileRead] = []
    by_file: dict[MeasureKind, dict[str, Sequence[Answer]]] = {}
    unfound = list(oddities.unfound(files, source))
    problems: list[Problem] = []
    for path, raw in files.items():
        for kind, found, taken, amiss in rows_of(path, raw, source):
            rows[kind] += found
            problems += oddities.of_file(taken, found, source) if taken else ()
            if kind in SCORED and found:
                by_file.setdefault(kind, {})[path] = found
            told += [taken] if taken else []
            problems += amiss
    problems = [*unfound, *(oddities.certain(problems) if unfound else problems)]
    problems += oddities.twice(rows[MeasureKind.REVIEWS])
    for answered in by_file.values():
        problems += oddities.counted_twice(answered) if len(answered) > 1 else ()
    problems += private.problems(rows[MeasureKind.REVIEWS])
    problems += oddities.scales(rows, told, source)
    answers = {kind: _counted(rows[kind]) for kind in SCORED}
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
    """The stars of reviews, by place and source. Nothing shows them day by day, so of each day but
    the last of its kind they count on the first: the days of the whole stay true."""
    days: dict[tuple[Any, ...], dict[date | None, int]] = {}
    for one in reviews:
        if one.stars is not None:
            key = (one.stars, one.max, one.spot, one.source)
            held = days.setdefault(key, {})
            held[one.day] = held.get(one.day, 0) + 1
    return tuple(
        Answer(day, stars, (1.0, most), spot, n, source=source)
        for key, held in days.items()
        for stars, most, spot, source in (key,)
        for day, n in _first_and_last(held)
    )


def _first_and_last(days: Mapping[date | None, int]) -> Iterator[tuple[date | None, int]]:
    """Day → how often, on the first and the last day alone."""
    known = sorted(day for day in days if day is not None)
    total = sum(days.values())
    if not known:
        yield None, total
        return
    if known[0] == known[-1]:
        yield known[0], total
        return
    yield known[0], total - days[known[-1]]
    yield known[-1], days[known[-1]]


def _aim(kind: MeasureKind, maps: Sequence[ColumnMap]) -> Aim:
    usual = Direction.LOWER if kind is MeasureKind.CES else Direction.HIGHER
    owner = next((one.owner for one in maps if one.owner), "")
    target = next((one.target for one in maps if one.target is not None), None)
    return Aim(owner, target, next((one.direction for one in maps if one.direction), usual))


def is_read(file: str) -> bool:
    """Whether a file's ending is one of those that are read."""
    return file.lower().endswith(ENDINGS)

"""What was read of large exports, kept from one build to the next: `.affiche/measurements/`.

A key stands for the files, for what site.yaml and the content say of them, and for how they are
read. So what is kept is true for ever, but on a day from which one of its own is too far away.
Small exports are read anew by each process: that is as quick. Within one, the same answers are the
same object.
"""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import fields
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from affiche import disk, kept
from affiche.errors import Kind, Place, Problem
from affiche.measures.exports.rows.reader import A_YEAR
from affiche.measures.reading import Found
from affiche.measures.taken import FileRead
from affiche.model.measures import (
    Aim,
    Answer,
    Direction,
    DriverAnswer,
    DriverTable,
    Hidden,
    MeasureKind,
    Measurements,
    Publish,
    Review,
    Spot,
    Use,
    Vote,
)

SMALL = 200_000  # bytes
KEPT = 3  # of the last builds
_here: dict[tuple[str, date], Found] = {}
kept.forgotten(_here.clear)


def remembered(
    folder: Path | None, files: Mapping[str, bytes], said: object, today: date,
    read: Callable[[], Found],
) -> Found:  # fmt: skip
    """What `read` finds in the files, or found before. `said` is all else that decides it.

    A folder that cannot be written is no mistake: then nothing is remembered.
    """
    under = _key(files, said)
    found = _here.get((under, today))
    if found is None:
        large = sum(map(len, files.values())) >= SMALL
        kept_in = folder / f"{under}.json" if folder and large else None
        found = _outlasting(kept_in, today, read) if kept_in else read()
        while len(_here) >= KEPT:
            _here.pop(next(iter(_here)), None)
        _here[under, today] = found
    return found


def _outlasting(path: Path, today: date, read: Callable[[], Found]) -> Found:
    """What is kept in a file; where there is none, what is read, and kept there."""
    with suppress(OSError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        held = _opened(json.loads(path.read_text("utf-8")))
        if all(one.latest is None or one.latest <= today + A_YEAR for one in held.files):
            return held
    with _uncollected():
        found = read()
    if not any(problem.kind is Kind.ERROR for problem in found.problems):
        _keep(path, found)
    return found


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without garbage collection: a hundred thousand rows are made and thrown away, and looking
    through them again and again takes as long as reading them."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _key(files: Mapping[str, bytes], said: object) -> str:
    digest = hashlib.blake2b(_how() + repr(said).encode(), digest_size=16)
    for path, raw in sorted(files.items()):
        digest.update(f"\0{path}\0{len(raw)}\0".encode() + raw)
    return digest.hexdigest()


@lru_cache(maxsize=1)
def _how() -> bytes:
    digest = hashlib.blake2b()
    here = Path(__file__).parent
    for path in (*sorted(here.rglob("*.py")), here.parent / "model" / "measures.py"):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.digest()


def _keep(path: Path, found: Found) -> None:
    said = json.dumps(_closed(found), separators=(",", ":"))
    with suppress(OSError):
        disk.put(path, said.encode(), 0o600)  # it holds what may not be shown, as the export does
        older = sorted(path.parent.glob("*.json"), key=lambda one: one.stat().st_mtime)
        for one in older[:-KEPT]:
            one.unlink(missing_ok=True)


# As JSON -------------------------------------------------------------------------------------


def _closed(found: Found) -> dict[str, Any]:
    held = found.measurements
    return {
        "answers": {kind.value: list(map(_row, rows)) for kind, rows in held.answers.items()},
        "drivers": [[one.aspects, one.scale, list(map(_row, one.answers))] for one in held.drivers],
        "reviews": list(map(_row, held.reviews)),
        "stars": list(map(_row, held.stars)),
        "hidden": list(map(_row, held.hidden)),
        "votes": list(map(_row, held.votes)),
        "aims": {kind.value: _row(one) for kind, one in held.aims.items()},
        "files": list(map(_row, found.files)),
        "problems": [
            [p.kind, p.rule, _row(p.place), p.what, p.hint, dict(p.values), p.count]
            for p in found.problems
        ],
    }


def _row(one: Any) -> list[Any]:
    said = one if isinstance(one, tuple) else (getattr(one, field.name) for field in fields(one))
    return list(map(_plain, said))


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.toordinal()
    return _row(value) if isinstance(value, Spot) else value


def _opened(held: Mapping[str, Any]) -> Found:
    measurements = Measurements(
        answers={
            MeasureKind(kind): tuple(map(_answer, rows)) for kind, rows in held["answers"].items()
        },
        drivers=tuple(
            DriverTable(tuple(aspects), (scale[0], scale[1]), tuple(map(_driver, rows)))
            for aspects, scale, rows in held["drivers"]
        ),
        reviews=tuple(map(_review, held["reviews"])),
        stars=tuple(map(_answer, held["stars"])),
        hidden=tuple(Hidden(*row) for row in held["hidden"]),
        votes=tuple(Vote(row[0], row[1], _day(row[2]), row[3]) for row in held["votes"]),
        aims={
            MeasureKind(kind): Aim(row[0], row[1], Direction(row[2]))
            for kind, row in held["aims"].items()
        },
    )
    files = tuple(map(_file, held["files"]))
    problems = tuple(
        Problem(Kind(kind), rule, Place(*place), what, hint, values, count)
        for kind, rule, place, what, hint, values, count in held["problems"]
    )
    return Found(measurements, files, problems)


@lru_cache(maxsize=4096)
def _day(number: int | None) -> date | None:
    return date.fromordinal(number) if number else None


def _answer(row: list[Any]) -> Answer:
    return Answer(_day(row[0]), row[1], (row[2][0], row[2][1]), Spot(*row[3]), *row[4:])


def _driver(row: list[Any]) -> DriverAnswer:
    return DriverAnswer(_day(row[0]), row[1], tuple(row[2]), Spot(*row[3]))


def _review(row: list[Any]) -> Review:
    id_, day, source, stars, most, title, text, spot, publish, author, uses, *rest = row
    return Review(
        id_, _day(day), source, stars, most, title, text, Spot(*spot), Publish(publish), author,
        tuple(map(Use, uses)), *rest,
    )  # fmt: skip


def _file(row: list[Any]) -> FileRead:
    return FileRead(
        *row[:7],
        columns=_tuples(row[7]),
        first=_tuples(row[8]),
        rows=row[9],
        unanswered=row[10],
        latest=_day(row[11]),
    )  # type: ignore[misc]


def _tuples(rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(map(tuple, rows))

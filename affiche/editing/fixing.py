"""The content in; what can be mended without asking anybody, tried on a copy, out.

A mistake can hide others (below a line that cannot be read nothing is read), so it goes in rounds.
An edit after which its mistake is still there is taken back.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from affiche import content
from affiche.content.changes import copied, write
from affiche.editing import mending
from affiche.errors import Kind, Problem

ROUNDS = 6
Key = tuple[str, str, int, str]


@dataclass(frozen=True)
class Fixed:
    """What is changed: path from the content folder → bytes (None for a name that is gone), how
    many mistakes that mends, and the errors and warnings that are left."""

    changes: Mapping[str, bytes | None]
    mended: int
    left: tuple[Problem, ...]


def fix(root: Path, today: date) -> Fixed:
    """Everything that has one answer. Nothing is written."""
    root = root.resolve()
    with copied(root) as copy:
        mended, refused = 0, set[Key]()
        left = _problems(copy, today)
        for _ in range(ROUNDS):
            asked = [problem for problem in left if _key(problem) not in refused]
            mends = {_key(p): mend for p in asked if (mend := mending.mend(p, copy))}
            if not mends:
                break
            before = write(mending.applied(mends.values(), copy), copy)
            after = _problems(copy, today)
            still = {_key(p) for p in after} & mends.keys()
            if still:
                write(before, copy)
                refused |= still
                continue
            mended += len(mends)
            left = after
        return Fixed(_changes(root, copy), mended, tuple(left))


def _key(problem: Problem) -> Key:
    return (problem.rule, problem.place.path, problem.place.line, str(problem.values))


def _problems(root: Path, today: date) -> list[Problem]:
    return [p for p in content.load(root, today).problems if p.kind is not Kind.ADVICE]


def _changes(root: Path, copy: Path) -> dict[str, bytes | None]:
    old, new = (
        {p.relative_to(top).as_posix(): p for p in top.rglob("*") if p.is_file()}
        for top in (root, copy)
    )
    found: dict[str, bytes | None] = dict.fromkeys(old.keys() - new.keys())
    for name, path in new.items():
        made = path.read_bytes()
        if name not in old or old[name].read_bytes() != made:
            found[name] = made
    return dict(sorted(found.items()))


def preview(changes: Mapping[str, bytes | None], root: Path) -> Iterator[str]:
    """The lines that change, as a difference between two files is written; a file that gets
    another name is told as that."""
    label = root.resolve().name
    gone = {name: (root / name).read_bytes() for name, made in changes.items() if made is None}
    for name, made in changes.items():
        if made is None:
            continue
        path = root / name
        former = "" if path.exists() else _former(name, made, gone)
        old = path.read_bytes() if path.exists() else gone.pop(former, b"")
        if former:
            yield f"{label}/{former} → {label}/{name}"
        before, after = (raw.decode("utf-8", "replace").splitlines() for raw in (old, made))
        at = f"{label}/{former or name}", f"{label}/{name}"
        yield from difflib.unified_diff(before, after, *at, n=0, lineterm="")
    for name in gone:
        yield f"- {label}/{name}"


def _former(name: str, made: bytes, gone: Mapping[str, bytes]) -> str:
    """The file that goes, of which this one has most of the lines; empty when there is none."""
    lines = set(made.splitlines())
    shares = {n: len(lines & set(raw.splitlines())) / max(1, len(lines)) for n, raw in gone.items()}
    ending = Path(name).suffix
    known = [n for n, share in shares.items() if share > 0.5 and Path(n).suffix == ending]
    return max(known, key=lambda n: shares[n], default="")

"""The content folder in; its files, and which of them are not content, out.

A file is known by its path from there, with / and each accent in one sign with its letter; disks
of a Mac write them in two. Nothing of a copy that a program put beside a file is published.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from affiche import errors
from affiche.errors import Kind, Place, Problem
from affiche.reading.files import strays
from affiche.reading.files.differences import differences
from affiche.reading.letters import composed

WHERE = 6  # fields that a message names at most


@dataclass(frozen=True)
class Folder:
    """The content folder: where it is, what messages call it, every file in it (with /) and how
    the disk calls that. `problems` grows with what cannot be opened."""

    root: Path
    label: str
    files: Mapping[str, str]  # in order
    problems: list[Problem] = field(default_factory=list)

    def place(self, file: str) -> Place:
        """The place of a file in messages."""
        return Place(f"{self.label}/{file}")

    def path(self, file: str) -> Path:
        """Where a file is on the disk."""
        return self.root / self.files.get(file, file)

    def raw(self, file: str) -> bytes | None:
        """The bytes of a file; none when there is no such file, None when it cannot be opened."""
        if file not in self.files:
            return b""
        try:
            return self.path(file).read_bytes()
        except OSError as why:
            self.problems.append(_unopened(self.place(file), why))
            return None

    def without(self, files: set[str]) -> Folder:
        """The folder as if these were not there."""
        return replace(self, files={f: real for f, real in self.files.items() if f not in files})


def found(content: Path) -> Folder:
    """Everything in the folder but what systems keep there; links to folders are not followed."""
    problems: list[Problem] = []
    label = content.resolve().name

    def unopened(why: OSError) -> None:
        inside = Path(str(why.filename)).relative_to(content).as_posix()
        if content.is_dir():
            problems.append(_unopened(Place(f"{label}/{inside}"), why))

    files = {}
    for folder, folders, names in os.walk(content, onerror=unopened):
        folders[:] = sorted(name for name in folders if not strays.skipped(name))
        here = Path(folder).relative_to(content).as_posix()
        for name in names:
            real = name if here == "." else f"{here}/{name}"
            files[real if composed(real) in files else composed(real)] = real
    return Folder(content, label, dict(sorted(files.items())), problems)


def _unopened(place: Place, why: OSError) -> Problem:
    if isinstance(why, PermissionError):
        what, hint = "you may not read this file", "Give yourself permission to read it"
    else:
        what, hint = "this file cannot be opened ({why})", "Close it elsewhere, or put it back"
    return Problem(Kind.ERROR, "cannot-open", place, what, hint, {"why": errors.why(why)})


def copies(folder: Folder) -> Iterator[tuple[str, Problem | None]]:
    """Each file that a program put there and that is no content, and what to tell of it.

    A copy of a picture is only passed over in silence: whoever names it in a field means it.
    """
    told: set[str] = set()
    tops = {file.partition("/")[0] for file in folder.files}
    beside: dict[str, set[str]] = {}
    for file in folder.files:
        where, _, name = file.rpartition("/")
        beside.setdefault(where, set()).add(name)
    for file in folder.files:
        where, _, name = file.rpartition("/")
        top, _, below = file.partition("/")
        of_folder = strays.copy(top, tops) if below else None
        if of_folder and top not in folder.files:
            yield file, None if top in told else _folder_copy(folder, top, of_folder.original)
            told.add(top)
        elif away := strays.placeholder(name):
            yield file, _in_the_cloud(folder.place(file), where, *away)
        elif strays.leftover(name) or top == "images":
            continue
        elif copy := strays.copy(name, beside[where]):
            yield file, _copy(folder, file, where, copy)


def _folder_copy(folder: Folder, name: str, original: str) -> Problem:
    return Problem(
        Kind.WARNING, "copy", folder.place(name), "this is a copy of {original}; it is not read",
        "Put what is right into {original}, and take this one out of the content folder",
        {"original": original},
    )  # fmt: skip


def _in_the_cloud(place: Place, where: str, original: str, program: str) -> Problem:
    """A picture is only needed when something shows it, and that is told there."""
    kind = Kind.WARNING if where.startswith("images") else Kind.ERROR
    return Problem(
        kind, "not-here", place, "{original} is only in {program}, not on this computer",
        "Open it once, so that it is fetched, or choose to keep it on this computer",
        {"original": original, "program": program},
    )  # fmt: skip


def _copy(folder: Folder, file: str, where: str, copy: strays.Copy) -> Problem:
    """What it is, and what differs from its original."""
    what = "this is a copy of {original}; it is not read"
    if copy.program:
        what = "{program} put this version of {original} aside, since two people changed it; " \
               "it is not read"  # fmt: skip
    original = f"{where}/{copy.original}" if where else copy.original
    values: dict[str, object] = {"original": copy.original, "program": copy.program}
    old, new = (folder.raw(f) if f in folder.files else None for f in (original, file))
    if original not in folder.files:
        hint = "There is no {original}: give this file that name if it is the one to keep"
    elif old is None or new is None or old == new:
        hint = "It says the same as {original}: delete it" if old == new else "Delete it"
    else:
        fields, lines = differences(old, new)
        values |= {"fields": fields[:WHERE], "lines": lines}
        hint = "Put what is right into {original}, and delete this file"
        if fields and lines:
            hint = "It differs at {fields} (lines {lines}): put what is right into {original}, " \
                   "and delete this file"  # fmt: skip
            if len(lines) == 1 and lines[0].isdigit():
                hint = "It differs at {fields} (line {lines}): put what is right into " \
                       "{original}, and delete this file"  # fmt: skip
    return Problem(Kind.WARNING, "copy", folder.place(file), what, hint, values)

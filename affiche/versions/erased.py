"""The content folder in; the day up to which nothing is shown of what a file was before, out.

Whoever was erased still stands in the history of git, which only its owner can rewrite. So `erase`
notes in `content/erased.yaml` which files it changed and when, and no name: what they were until
that day is on no page, sheet or feed, and in no comparison.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from affiche.errors import Kind, Place, Problem
from affiche.versions import git
from affiche.versions.git import Log, Revision

FILE = "erased.yaml"
_LINE = re.compile(r"^(?P<file>[^#\s].*?)\s*:\s*[\"']?(?P<day>\d{4}-\d{2}-\d{2})")
_HEAD = (
    "# Somebody was taken out of these files on these days (affiche erase). What they were before\n"
    "# is not shown. Leave this file as it is, and commit it.\n"
)


def days(content: Path) -> Mapping[str, date]:
    """File (from the folder) → the last day of which nothing is shown."""
    try:
        text = (content / FILE).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):  # which `check` refuses
        return {}
    return dict(filter(None, map(_noted, text.splitlines())))


def check(place: Place, raw: bytes) -> Iterator[Problem]:
    """An error for each line of the note that says nothing: what it hid would be shown again."""
    try:
        lines = raw.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        yield _unread(place, 1)
        return
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.lstrip().startswith("#") and _noted(line) is None:
            yield _unread(place, number)


def _unread(place: Place, line: int) -> Problem:
    what = "this line does not say of which file nothing before which day is shown"
    hint = 'Put the file back as it was, or write: "{example}": 2026-11-30'
    values = {"example": "personas/peter.md"}
    return Problem(Kind.ERROR, "erased", replace(place, line=line), what, hint, values)


def _noted(line: str) -> tuple[str, date] | None:
    """The file and the day of a line."""
    match = _LINE.match(line)
    try:
        return (match["file"].strip("\"'"), date.fromisoformat(match["day"])) if match else None
    except ValueError:
        return None


def kept(log: Log, content: Path) -> Log:
    """The log without what the files were until those days."""
    ends = days(content)
    if not ends:
        return log
    revisions = {file: _after(file, held, ends) for file, held in log.revisions.items()}
    return replace(log, revisions=revisions)


def then(files: Mapping[str, bytes], content: Path, commit: str) -> dict[str, bytes]:
    """The files of a commit as they may be seen: in the place of one out of which somebody was
    taken since stands the one of today, if there is one."""
    ends = days(content)
    day = git.day(content, commit) if ends else None
    found = dict(files)
    for name, end in ends.items():
        if name in found and (day is None or day <= end):
            del found[name]
            with contextlib.suppress(OSError):
                found[name] = (content / name).read_bytes()
    return found


def written(content: Path, files: Iterable[str], day: date) -> bytes:
    """What the note is once something of these files was taken out on a day."""
    noted = {**days(content), **dict.fromkeys(files, day)}
    lines = (f'"{file}": {when.isoformat()}\n' for file, when in sorted(noted.items()))
    return (_HEAD + "".join(lines)).encode()


def names(log: Log | None, files: Iterable[str]) -> tuple[str, ...]:
    """The files, and what each was called before: a commit from that time has that name."""
    held = log.revisions if log else {}
    return tuple(dict.fromkeys(name for f in files for name in (f, *_called(held.get(f, ())))))


def _called(held: Iterable[Revision]) -> Iterator[str]:
    return (one.path for one in held)


def _after(file: str, held: tuple[Revision, ...], ends: Mapping[str, date]) -> tuple[Revision, ...]:
    """The revisions after the last day on which somebody was taken out of the file, by whichever
    name it had."""
    days = [ends[name] for name in (file, *_called(held)) if name in ends]
    last = max(days, default=None)
    return tuple(one for one in held if last is None or (one.day is not None and one.day > last))

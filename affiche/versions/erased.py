"""The content folder in; the day up to which nothing is shown of what a file was before, out.

Whoever was erased still stands in the history of git, which only its owner can rewrite. So `erase`
notes in `content/erased.yaml` which files it changed and when, and no name: what they were until
that day is on no page, sheet or feed, and in no comparison.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from affiche.versions import git
from affiche.versions.git import Log, Revision

FILE = "erased.yaml"
# What a folder was called before, or a file, stays with the file of today.
_LINE = re.compile(r"^(?P<file>[^#\s].*?)\s*:\s*[\"']?(?P<day>\d{4}-\d{2}-\d{2})", re.MULTILINE)
_HEAD = (
    "# Somebody was taken out of these files on these days (affiche erase). What they were before\n"
    "# is not shown. Leave this file as it is, and commit it.\n"
)


def days(content: Path) -> Mapping[str, date]:
    """File (from the folder) → the last day of which nothing is shown."""
    try:
        text = (content / FILE).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return {}
    found: dict[str, date] = {}
    for match in _LINE.finditer(text):
        try:
            found[match["file"].strip("\"'")] = date.fromisoformat(match["day"])
        except ValueError:
            continue
    return found


def kept(log: Log, content: Path) -> Log:
    """The log without what the files were until those days."""
    ends = days(content)
    if not ends:
        return log
    revisions = {
        file: tuple(one for one in held if _is_after(one, ends.get(file)))
        for file, held in log.revisions.items()
    }
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


def _is_after(revision: Revision, day: date | None) -> bool:
    return day is None or (revision.day is not None and revision.day > day)

"""The content folder in; when each of its files was last changed and by whom, by git, out.

A date on a page or a sheet comes from here and never from the clock, so the same content gives
the same bytes on any day.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from affiche import disk

PATIENCE = 5  # seconds; git answers in a hundredth
COMMIT = "\x01"


@dataclass(frozen=True)
class Change:
    """The newest commit of a file: its day (UTC), and who made it, as `.mailmap` has the name."""

    day: date
    who: str


def changed(content: Path) -> Mapping[str, date]:
    """The day of the newest commit of each file, as `changes` finds it."""
    return {path: one.day for path, one in changes(content).items()}


def changes(content: Path) -> Mapping[str, Change]:
    """The newest commit of each file, by its path with the folder's own name
    ("content/personas/peter.md"). Empty without git or commits.

    A file that is not as it was committed has no day yet; nor has one that was committed where a
    shallow clone ends, since that commit stands for all that came before it.
    """
    try:
        head, top, shallow = _standing(content)
        unsaved = _git(content, "diff", "--name-only", "--relative", "-z", "HEAD").split("\0")
        found = _committed(content, head, shallow, _stamp(top / ".mailmap"))
    except (OSError, subprocess.SubprocessError):
        return {}
    return {f"{content.name}/{file}": found[file] for file in found.keys() - {*unsaved, ""}}


@lru_cache(maxsize=4)  # a history is long, and the same at every save
def _committed(
    content: Path, head: str, shallow: frozenset[str], _mailmap: disk.Stamp | None
) -> Mapping[str, Change]:
    """The newest commit of each file, by its path in the folder."""
    log = _git(content, "log", f"--format={COMMIT}%H %cd %aN", "--date=format-local:%Y-%m-%d",
               "--name-only", "--relative", "-z", head, "--", ".")  # fmt: skip
    found: dict[str, Change] = {}
    for commit in log.split(COMMIT)[1:]:
        said, _, files = commit.partition("\0")
        name, day, who = said.split(" ", 2)
        for file in files.strip("\n\0").split("\0"):
            if name not in shallow:
                found.setdefault(file, Change(date.fromisoformat(day), who.strip()))
    return found


def is_cut_off(content: Path) -> bool:
    """Whether this is a shallow clone, which knows the last changes only."""
    try:
        return bool(_standing(content)[2])
    except (OSError, subprocess.SubprocessError):
        return False


def _standing(content: Path) -> tuple[str, Path, frozenset[str]]:
    """The commit that is checked out, the folder of the whole, and the commits at which a shallow
    clone ends."""
    asked = ("HEAD", "--show-toplevel", "--git-path", "shallow")
    head, top, shallow = _git(content, "rev-parse", *asked).splitlines()
    path = content / shallow
    ends = frozenset(path.read_text("ascii").split()) if path.is_file() else frozenset()
    return head, Path(top), ends


def _stamp(path: Path) -> disk.Stamp | None:
    try:
        return disk.stamp(path.stat())
    except OSError:
        return None


def _git(content: Path, *words: str) -> str:
    quiet = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "TZ": "UTC"}
    answer = subprocess.run(
        ["git", *words],
        cwd=content,
        env={**os.environ, **quiet},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=PATIENCE,
        check=True,
    )
    return answer.stdout

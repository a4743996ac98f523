"""A folder in; what git has of the texts in it, out: one log for all files, blobs when asked for.

Paths are relative to the folder ("personas/peter.md") wherever a file stood then, as long as it
was in the same repository. The log follows first parents: a merge is what came into this branch.
Without git, commits or an answer in time there is no `Log`; nothing here is an error.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

PATIENCE = 20  # seconds, for the log of a large repository; a small one takes a hundredth
TEXTS = (":(top)*.md", ":(top)*.yaml", ":(top)*.csv")
COMMIT = "\x01"
NOWHERE = re.compile("0+")


@dataclass(frozen=True)
class Revision:
    """One commit of one file: what the file was called then, its blob, and the day (None where a
    shallow clone ends: that commit stands for all before it)."""

    commit: str
    day: date | None
    path: str
    blob: str


@dataclass(frozen=True)
class Log:
    """The history of a folder. `revisions`: path of today (from the folder) → its commits, the
    newest first. `shallow` says that there was more."""

    head: str
    revisions: Mapping[str, tuple[Revision, ...]]
    shallow: bool = False


def log(folder: Path) -> Log | None:
    """The history of the texts in a folder; None where there is none."""
    try:
        head, prefix = _git(folder, "rev-parse", "HEAD", "--show-prefix").split("\n")[:2]
        return _log(folder.resolve(), head, prefix)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None


def blobs(folder: Path, wanted: Iterable[str]) -> dict[str, bytes]:
    """The bytes of blobs by their names; what is not there (a partial clone) is left out."""
    names = sorted(set(wanted))
    if not names:
        return {}
    try:
        answer = _run(folder, ("cat-file", "--batch"), "\n".join(names).encode() + b"\n")
    except (OSError, subprocess.SubprocessError):
        return {}
    found: dict[str, bytes] = {}
    at = 0
    while at < len(answer):
        end = answer.index(b"\n", at)
        head = answer[at:end].decode().split()
        at = end + 1
        if len(head) == 3 and head[1] == "blob":
            size = int(head[2])
            found[head[0]] = answer[at : at + size]
            at += size + 1
    return found


def named(folder: Path, name: str) -> str | None:
    """The commit that a tag, a branch or the beginning of a commit's name stands for."""
    if name.startswith("-") or not name.strip():
        return None
    try:
        return _git(folder, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").strip()
    except (OSError, subprocess.SubprocessError):
        return None


def meeting(folder: Path, name: str) -> str | None:
    """The commit from which this branch and another went apart."""
    try:
        return _git(folder, "merge-base", "HEAD", name).strip()
    except (OSError, subprocess.SubprocessError):
        return None


def until(folder: Path, day: date) -> str | None:
    """The last commit of this branch on or before a day."""
    try:
        found = _git(folder, "rev-list", "-1", "--first-parent",
                     f"--before={day.isoformat()}T23:59:59Z", "HEAD")  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    return found.strip() or None


def day(folder: Path, commit: str) -> date | None:
    """The day of a commit."""
    try:
        said = _git(folder, "show", "-s", "--format=%cd", "--date=format-local:%Y-%m-%d", commit)
        return date.fromisoformat(said.strip())
    except (OSError, subprocess.SubprocessError, ValueError):
        return None


def tags(folder: Path) -> tuple[str, ...]:
    """The names of all tags, for a guess."""
    try:
        return tuple(_git(folder, "tag", "--list").split())
    except (OSError, subprocess.SubprocessError):
        return ()


def tagged(folder: Path) -> dict[str, date]:
    """The commits that tags stand for, the newest first, with their days; those of this branch."""
    form = "%(if)%(*objectname)%(then)%(*objectname) %(*committerdate:format-local:%Y-%m-%d)" \
           "%(else)%(objectname) %(committerdate:format-local:%Y-%m-%d)%(end)"  # fmt: skip
    try:
        said = _git(folder, "for-each-ref", "refs/tags", "--merged", "HEAD",
                    "--sort=-creatordate", f"--format={form}")  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return {}
    pairs = (line.split() for line in said.splitlines())
    return {pair[0]: date.fromisoformat(pair[1]) for pair in pairs if len(pair) == 2}


def since(folder: Path, commit: str) -> dict[str, tuple[str, str]]:
    """Path (from the folder) → path then (from the folder) and its blob, of all texts that are
    not as they were in the commit; ("", "") of those that were not there."""
    prefix = _git(folder, "rev-parse", "--show-prefix").strip("\n")
    said = _git(folder, "diff", "--raw", "--no-abbrev", "-B", "-M", "-z", commit, "--", *TEXTS)
    found: dict[str, tuple[str, str]] = {}
    for blob, _, old, new in _entries(said.split("\0")):
        if new.startswith(prefix):
            then = ("", "") if NOWHERE.fullmatch(blob) else (_from(prefix, old), blob)
            found[_from(prefix, new)] = then
    return found


def at(folder: Path, commit: str, path: str) -> bytes | None:
    """The bytes of a file in a commit."""
    try:
        return _run(folder, ("cat-file", "blob", f"{commit}:./{path}"))
    except (OSError, subprocess.SubprocessError):
        return None


def tree(folder: Path, commit: str) -> dict[str, bytes]:
    """Every file of the folder as it was in a commit, by its path from the folder; links are left
    out. Empty when the folder was not there."""
    try:
        said = _git(folder, "ls-tree", "-r", "-z", commit)
    except (OSError, subprocess.SubprocessError):
        return {}
    names = {}
    for entry in said.split("\0"):
        facts, _, path = entry.partition("\t")
        if facts.startswith("100"):  # a file, by its mode
            names[path] = facts.split()[2]
    held = blobs(folder, names.values())
    return {path: held[blob] for path, blob in names.items() if blob in held}


def days(folder: Path, commit: str, paths: Iterable[str]) -> dict[str, date]:
    """Path (from the folder) → the day on which it was changed last, as seen from a commit."""
    found = {}
    for path in paths:
        try:
            said = _git(folder, "log", "-1", "--format=%cd", "--date=format-local:%Y-%m-%d", commit,
                        "--", path).strip()  # fmt: skip
        except (OSError, subprocess.SubprocessError):
            continue
        if said:
            found[path] = date.fromisoformat(said)
    return found


@lru_cache(maxsize=8)
def _log(folder: Path, head: str, prefix: str) -> Log:
    said = _git(folder, "log", "--first-parent", "-m", "--raw", "--no-abbrev", "-B", "-M", "-z",
                f"--format={COMMIT}%H%x00%cd", "--date=format-local:%Y-%m-%d",
                "HEAD", "--", *TEXTS)  # fmt: skip
    ends = _ends(folder)
    found: dict[str, list[Revision]] = {}
    # On the way back: path at this point → path of today; None where another file stood.
    today: dict[str, str | None] = {}
    for chunk in said.split(COMMIT)[1:]:
        commit, day, *rest = chunk.split("\0")
        when = None if commit in ends else date.fromisoformat(day.strip())
        earlier: dict[str, str | None] = {}
        for _, blob, old, new in _entries(rest):
            if NOWHERE.fullmatch(blob):
                earlier.setdefault(old, None)
                continue
            if name := today.get(new, new):
                found.setdefault(name, []).append(Revision(commit, when, _from(prefix, new), blob))
            if old != new:
                earlier.setdefault(new, None)
            if old:
                earlier[old] = name
        today |= earlier
    kept = {_from(prefix, n): tuple(r) for n, r in found.items() if n.startswith(prefix)}
    return Log(head, kept, bool(ends))


def _entries(tokens: list[str]) -> Iterable[tuple[str, str, str, str]]:
    """(blob before, blob after, path before, path after) of each file of a raw diff; the path
    before is "" for a file that was not there. Source: git-diff(1), "Raw output format"."""
    waiting = iter(tokens)
    for token in waiting:
        if not token.lstrip("\n").startswith(":"):
            continue
        _, _, before, after, sort = token.lstrip("\n").split(" ")
        old = next(waiting)
        new = next(waiting) if sort[0] in "RC" else old
        yield before, after, "" if sort[0] in "AC" else old, new


def _from(prefix: str, path: str) -> str:
    """A path of the repository from the folder; what stood outside it keeps its whole path."""
    return path.removeprefix(prefix)


def _ends(folder: Path) -> frozenset[str]:
    """The commits at which a shallow clone ends."""
    path = folder / _git(folder, "rev-parse", "--git-path", "shallow").strip()
    return frozenset(path.read_text("ascii").split()) if path.is_file() else frozenset()


def _git(folder: Path, *words: str) -> str:
    return _run(folder, words).decode("utf-8", "replace")


def _run(folder: Path, words: tuple[str, ...], said: bytes | None = None) -> bytes:
    quiet = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "TZ": "UTC", "LC_ALL": "C"}
    return subprocess.run(
        ["git", *words],
        cwd=folder,
        env={**os.environ, **quiet},
        input=said or b"",
        capture_output=True,
        timeout=PATIENCE,
        check=True,
    ).stdout

"""The content and changes to it in; what a build would find then, and the content with them, out.

A change is a path from the content folder and its new bytes, or None for a file that goes.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from affiche import disk
from affiche.content.loading import Loaded, load
from affiche.errors import Kind, Problem

Changes = Mapping[str, bytes | None]
Said = tuple[str, ...]
# What else is wrong in a folder of content, of which this was read.
Judge = Callable[[Path, Loaded], Iterable[Problem]]


def write(changes: Changes, root: Path) -> dict[str, bytes | None]:
    """Make the changes, each file in one step, all of them or none; out come the changes that take
    them back.

    Raises OSError.
    """
    before: dict[str, bytes | None] = {}
    try:
        for name, made in changes.items():
            before[name] = (root / name).read_bytes() if (root / name).is_file() else None
            _make(root / name, made)
    except BaseException:  # Ctrl-C as well
        for name, made in before.items():
            with suppress(OSError):
                _make(root / name, made)
        raise
    return before


def _make(path: Path, made: bytes | None) -> None:
    if made is None:
        path.unlink(missing_ok=True)
    else:
        disk.put(path, made)


@contextmanager
def copied(root: Path) -> Iterator[Path]:
    """A copy of the content, under its own name, for as long as it is tried. Its files may be links
    to those of the content: `write` puts others in their place, and never writes into one."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, root.name)
        closed = _copy(root, copy)
        for inner, *_ in os.walk(copy):  # in a folder that is read only, changes are tried as well
            Path(inner).chmod(0o700)
        for unread in closed:
            unread.chmod(0)
        yield copy


def _copy(root: Path, copy: Path) -> list[Path]:
    """Copy the content; out come the folders that cannot be read, empty in the copy. Raises
    OSError when the content itself cannot be."""
    try:
        shutil.copytree(root, copy, symlinks=True, copy_function=_linked)
    except shutil.Error as some:
        closed = [Path(target) for source, target, _ in some.args[0] if Path(source).is_dir()]
        for folder in closed:
            folder.mkdir(parents=True, exist_ok=True)
        return closed
    return []


def _linked(source: str, target: str) -> None:
    """The same file in the copy; for one that cannot be read, one that cannot be read either."""
    try:
        disk.link(source, target)
    except OSError:
        Path(target).unlink(missing_ok=True)
        Path(target).touch(mode=0)


def errors(
    root: Path, changes: Changes, today: date, judge: Judge | None = None
) -> tuple[Problem, ...]:
    """The errors that a build would find with these changes; what lies outside of the content is
    for `judge` to know. Raises OSError."""
    if not changes:
        return _errors(root, today, judge)
    with copied(root) as copy:
        try:
            write(changes, copy)
        except OSError as error:  # what is told of is the content
            error.filename = str(error.filename).replace(str(copy), str(root))
            raise
        return _errors(copy, today, judge)


def new_errors(
    root: Path, changes: Changes, today: date, judge: Judge | None = None
) -> tuple[Problem, ...]:
    """The errors that these changes would bring: those that a build does not find now."""
    before = set(map(said, errors(root, {}, today, judge)))
    return tuple(one for one in errors(root, changes, today, judge) if said(one) not in before)


def said(problem: Problem) -> Said:
    """What a mistake says and where, but for its line: that moves with what stands above it."""
    return (problem.rule, problem.place.path, problem.what, str(problem.values))


def _errors(root: Path, today: date, judge: Judge | None) -> tuple[Problem, ...]:
    loaded = load(root, today)
    found = (*loaded.problems, *(judge(root, loaded) if judge else ()))
    return tuple(one for one in found if one.kind is Kind.ERROR)

"""A published folder in; what others put there (a CNAME, a link, an empty folder), and its copy in
the next release, out. What they put in the place of one of our files or folders is not kept.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from affiche import disk
from affiche.publishing.exchange import is_ours


@dataclass(frozen=True)
class Others:
    """Paths from the folder, with /: links, plain files, and folders with nothing of ours below."""

    links: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()


def look(out: Path, ours: Collection[str], next_paths: Collection[str]) -> Others:
    """What is in `out` that no release of ours (`ours`) put there, and that the next one has room
    for: at whose path, above it or below it, it has no file."""
    taken = {*next_paths, *_above(next_paths)}
    known = {*ours, *_above(ours)}
    links: list[str] = []
    files: list[str] = []
    folders: list[str] = []
    for path, kind in _walk(out):
        if path in known or path in taken or any(up in next_paths for up in _above([path])):
            continue
        {"link": links, "file": files, "folder": folders}[kind].append(path)
    return Others(tuple(links), tuple(files), tuple(folders))


def _above(paths: Collection[str]) -> set[str]:
    found: set[str] = set()
    for path in paths:
        found.update(str(up) for up in PurePosixPath(path).parents if str(up) != ".")
    return found


def _walk(out: Path) -> Iterator[tuple[str, str]]:
    """Everything in `out`: path and kind. Links are not followed."""
    for here, folders, files in os.walk(out):
        base = Path(here).relative_to(out)
        if base == Path():
            folders[:] = [name for name in folders if not is_ours(name)]
        for name in sorted((*folders, *files)):
            path = Path(here) / name
            kind = "link" if path.is_symlink() else "folder" if name in folders else "file"
            if base != Path() or not is_ours(name):
                yield (base / name).as_posix(), kind


def carry(found: Others, out: Path, folder: Path) -> None:
    """Put them into the next release: the same files under a second name, links as they point,
    folders with their modes."""
    for path in found.folders:
        (folder / path).mkdir(parents=True, exist_ok=True)
    for path in found.links:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).symlink_to((out / path).readlink())
    for path in found.files:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        disk.link(out / path, folder / path)
    for path in found.folders:
        with suppress(OSError):
            shutil.copystat(out / path, folder / path)

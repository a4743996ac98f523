"""A published folder in; what others put there (a CNAME, a link, an empty folder), and its copy in
the next release, out. What they put in the place of one of our files or folders is not kept.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

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
    for path, kind in _walk(str(out)):
        if path in known or path in taken or any(up in next_paths for up in _above([path])):
            continue
        {"link": links, "file": files, "folder": folders}[kind].append(path)
    return Others(tuple(links), tuple(files), tuple(folders))


def _above(paths: Collection[str]) -> set[str]:
    found: set[str] = set()
    for path in paths:
        cut = path.rfind("/")
        while cut > 0 and (path := path[:cut]) not in found:
            found.add(path)
            cut = path.rfind("/")
    return found


def _walk(folder: str, inside: str = "") -> Iterator[tuple[str, str]]:
    """Everything in a folder: path and kind. Links are not followed; what cannot be looked into is
    empty."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if not inside and is_ours(entry.name):
            continue
        path = f"{inside}{entry.name}"
        kind = "link" if entry.is_symlink() else "folder" if entry.is_dir() else "file"
        yield path, kind
        if kind == "folder":
            yield from _walk(entry.path, f"{path}/")


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

"""Folders in, what is in their files out: how a watcher knows that something really changed.

An event of the operating system is only a hint that it is time to look. Looking is a stat of
every file (25 ms for 10,000); the bytes are read only where a stat differs from the last time,
so that touching a file, or writing the same again, changes nothing.
"""

from __future__ import annotations

import hashlib
import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Stamp = tuple[int, int, int, int]


@dataclass(frozen=True)
class Seen:
    """Every file that was seen: path → its stamp (mtime, ctime, size, inode) and its digest."""

    stamps: Mapping[str, Stamp] = field(default_factory=dict)
    digests: Mapping[str, bytes] = field(default_factory=dict)


def look(folders: Iterable[Path], before: Seen) -> Seen:
    """What is in the files under `folders` now. Editors' own files (hidden, `~`, `#`) are left out;
    a folder that is not there is empty."""
    stamps: dict[str, Stamp] = {}
    digests: dict[str, bytes] = {}
    for path, stamp in (found for folder in folders for found in _files(str(folder))):
        known = before.digests.get(path) if before.stamps.get(path) == stamp else None
        digest = known or _digest(path)
        if digest is not None:
            stamps[path], digests[path] = stamp, digest
    return Seen(stamps, digests)


def differing(before: Seen, now: Seen) -> Iterator[str]:
    """The paths of the files that are not as they were."""
    every = before.digests.keys() | now.digests.keys()
    return (path for path in every if before.digests.get(path) != now.digests.get(path))


def _files(folder: str) -> Iterator[tuple[str, Stamp]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:  # gone since we heard of it
        return
    for entry in entries:
        if entry.name.startswith((".", "#")) or entry.name.endswith(("~", ".tmp", ".swp")):
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path)
            elif entry.is_file():
                # Not the entry's own stat: Windows caches that, and it has no inode there.
                stat = Path(entry.path).stat()
                yield entry.path, (stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino)
        except OSError:
            continue


def _digest(path: str) -> bytes | None:
    try:
        return hashlib.blake2b(Path(path).read_bytes(), digest_size=16).digest()
    except OSError:
        return None


def observed(folders: tuple[Path, ...], hint: Callable[[], None], deaf: Callable[[], None]) -> Any:
    """A watchdog observer of what counts: its other events come from reading, also ours. Where the
    system has none to give (any more), `deaf` is told: looking every second has to do then."""
    from watchdog import events
    from watchdog.observers import Observer

    # A folder that was away and is back: watchdog warns of its own bookkeeping, on our terminal.
    warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning, r"watchdog\.")

    class Hints(events.FileSystemEventHandler):
        def on_any_event(self, event: events.FileSystemEvent) -> None:
            if event.event_type in ("created", "modified", "moved", "deleted"):
                hint()

    observer = Observer()
    for folder in folders:
        if folder.is_dir():
            observer.schedule(Hints(), str(folder.resolve()), recursive=True)
    try:
        observer.start()
    except OSError:
        observer.unschedule_all()
        observer.start()
        deaf()
    return observer

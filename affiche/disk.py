"""A path and bytes in; a file that is there whole or not at all, or the same file twice, out. A
folder in; what stands for each file in it out."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

Stamp = tuple[int, int, int, int]
# A change within the same tick of the clock as our look would not be seen (Linux: 4 ms).
TICK = 50_000_000


def put(path: Path, content: bytes, mode: int = 0o666) -> None:
    """Write a file in one step: whoever reads it meanwhile has the old bytes or the new ones, and
    what is linked to the old ones keeps them. Its folder is made when there is none; A new file
    has `mode`, less what the system takes away; another keeps its own.

    Raises OSError, and then the file is as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        half.touch(mode=path.stat().st_mode & 0o777 if path.is_file() else mode)
        half.write_bytes(content)
        half.replace(path)
    except OSError as error:
        error.filename, error.filename2 = str(path), None  # whose name is told
        half.unlink(missing_ok=True)
        raise


def link(source: Path | str, target: Path | str) -> None:
    """The same file under a second name where the disk can do that, else a copy. Raises OSError."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def stamps(folder: str, inside: str = "") -> Iterator[tuple[str, Stamp]]:
    """Every file under a folder with its stamp, in order; links are followed to files only."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name in ("__pycache__", ".git"):
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                yield from stamps(entry.path, f"{inside}{entry.name}/")
            else:
                yield f"{inside}{entry.name}", stamp(entry.stat())
        except OSError:
            yield f"{inside}{entry.name}", (0, 0, 0, 0)


def stamp(stat: os.stat_result) -> Stamp:
    """What stands for a file: when its bytes and its entry were changed (ns), size and inode."""
    return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino

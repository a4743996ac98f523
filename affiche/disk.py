"""A path and bytes in; a file that is there whole or not at all, or the same file twice, out. A
folder in; what stands for each file in it out. Files that are held or read, as one mapping."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

Stamp = tuple[int, int, int, int]
# A change within the same tick of the clock as our look would not be seen (Linux: 4 ms).
TICK = 50_000_000
# What a program that keeps versions has in a project, and nobody else touches.
_VERSIONS = frozenset((".git", ".hg", ".svn"))


class Files(Mapping[str, bytes]):
    """path → bytes: some are `held` in memory, others `read` each time that somebody asks, since of
    thousands not all can be held."""

    def __init__(self, held: Mapping[str, bytes], read: Mapping[str, Callable[[], bytes]]) -> None:
        self.held = held
        self.read = read

    def __getitem__(self, path: str) -> bytes:
        return self.held[path] if path in self.held else self.read[path]()

    def __iter__(self) -> Iterator[str]:
        yield from self.held
        yield from (path for path in self.read if path not in self.held)

    def __len__(self) -> int:
        return len(self.held.keys() | self.read.keys())


def held(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Those that are in memory."""
    return files.held if isinstance(files, Files) else files


def sources(path: Path, folders: Iterable[Path], whole: bool = True) -> Path | None:
    """The folder that may not be written to, of what people wrote (`folders`) and its versions,
    when `path` is it or lies in it; with `whole`, when `path` holds one of `folders`, too, since
    all that it holds is replaced. None when nothing keeps us from writing there."""
    real = path.resolve()
    for folder in (folder.resolve() for folder in folders):
        if real == folder or folder in real.parents or (whole and real in folder.parents):
            return folder
    within = (real, *real.parents)
    return next((each for each in within if each.name.casefold() in _VERSIONS), None)


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

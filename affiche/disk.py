"""A path and bytes in; a file that is there whole or not at all, or the same file twice, out."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


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
    except OSError:
        half.unlink(missing_ok=True)
        raise


def link(source: Path | str, target: Path | str) -> None:
    """The same file under a second name where the disk can do that, else a copy. Raises OSError."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)

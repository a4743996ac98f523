"""Files of a site as they are made in; the same out, of which only the first are held in memory.

The pages of thousands of documents take more than all the rest of a build. What comes after the
first stands in one file beside the cache, which has no name (on Windows one that goes with it), so
that nobody else reads it and nothing of it stays.
"""

from __future__ import annotations

import errno
import os
import tempfile
import threading
import weakref
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO

# So many bytes are held.
MOST = 64_000_000


class Spool:
    """`folder` None: all are held."""

    def __init__(self, folder: Path | None) -> None:
        self.held: dict[str, bytes] = {}
        self.read: dict[str, Callable[[], bytes]] = {}
        self._folder = folder
        self._size = 0
        self._file: IO[bytes] | None = None
        self._lock = threading.Lock()

    def add(self, path: str, content: bytes) -> None:
        """Keep a file; one that cannot be written down is held."""
        if self._folder is None or self._size + len(content) <= MOST:
            self._size += len(content)
            self.held[path] = content
            return
        try:
            place = self._written(content)
        except OSError:
            self.held[path] = content
            return
        self.read[path] = partial(self._at, place, len(content))

    def _written(self, content: bytes) -> int:
        """Where it begins. Raises OSError."""
        with self._lock:
            if self._file is None:
                self._file = tempfile.TemporaryFile(dir=self._folder, buffering=0)  # noqa: SIM115
                weakref.finalize(self, self._file.close)
            place = self._file.seek(0, os.SEEK_END)
            rest = memoryview(content)
            while rest:
                rest = rest[self._file.write(rest) :]
            return place

    def _at(self, place: int, size: int) -> bytes:
        assert self._file is not None
        parts = []
        with self._lock:
            self._file.seek(place)
            while size and (part := self._file.read(size)):
                parts.append(part)
                size -= len(part)
        if size:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return b"".join(parts)

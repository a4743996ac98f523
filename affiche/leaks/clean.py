"""Which files were searched before and held nothing: kept from one build to the next.

A key stands for the texts that were looked for, for how (this package's sources and libraries),
and for the file's bytes, so what is known of it is true for ever.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from functools import lru_cache
from importlib import metadata
from pathlib import Path

# Bytes of a key; keys are remembered up to so many.
SIZE, MOST = 16, 50_000


class Clean:
    """Keys of files without a find. `path` is where they last; None: as long as this object."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._old = _read(path) if path else frozenset()
        self._met: set[bytes] = set()

    def __contains__(self, key: bytes) -> bool:
        if key in self._old:
            self._met.add(key)
        return key in self._met

    def add(self, key: bytes) -> None:
        """Remember that nothing was found in the file of this key."""
        self._met.add(key)

    def save(self) -> None:
        """Write the keys down, whole or not at all; where that cannot be, nothing is remembered."""
        kept = self._met | self._old
        if self._path is None or kept == self._old:
            return
        fresh = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        try:
            fresh.write_bytes(b"".join(sorted(kept if len(kept) <= MOST else self._met)))
            fresh.replace(self._path)
        except OSError:
            with contextlib.suppress(OSError):
                fresh.unlink(missing_ok=True)


def _read(path: Path) -> frozenset[bytes]:
    try:
        content = path.read_bytes()
    except OSError:
        return frozenset()
    return frozenset(content[at : at + SIZE] for at in range(0, len(content) - SIZE + 1, SIZE))


def key(wanted: bytes, ending: str, content: bytes) -> bytes:
    """The key of a file: `wanted` stands for the texts, `ending` says how it is read."""
    parts = (wanted, ending.encode(), hashlib.blake2b(content).digest())
    return hashlib.blake2b(b"\0".join(parts), digest_size=SIZE).digest()


def wanted(texts: list[str]) -> bytes:
    """What stands for texts that are looked for, and for how they are."""
    return hashlib.blake2b(_how() + repr(texts).encode()).digest()


@lru_cache(maxsize=1)
def _how() -> bytes:
    digest = hashlib.blake2b()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    digest.update(" ".join(metadata.version(name) for name in ("pikepdf", "pillow")).encode())
    return digest.digest()

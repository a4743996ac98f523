"""A file in; bytes that were kept in it, by key, out.

One SQLite file, since thousands of small ones cost a second to read. Each entry carries a checksum
over key and body, so that one that was damaged, or put under another key, is none. What nobody
asked for in the longest time goes when the whole grows over its bound.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

SUM = 16  # bytes
FORMAT = 2
OWNER = 0o600
# The most that the bodies may take together, in bytes; a quarter goes when it is more.
MOST = 400_000_000
# What is at hand without asking the file: so many entries of at most so many bytes.
MOST_SMALL, SMALL = 50_000, 2_000
# An entry that is asked for is marked as used at most once in so many seconds.
FRESH = 86_400
WAIT = 0.5  # seconds for another build that writes
# So many bytes of new bodies are held before they are written down.
MOST_NEW = 16_000_000
# With keys apart from bodies, which are large: one is found in half the time.
TABLE = "CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, used INTEGER, body BLOB)"


class Store:
    """Bytes by key. `path` None: nothing is kept. To be closed, which writes what is new; it may
    be used from several threads."""

    def __init__(self, path: Path | None, most: int = MOST) -> None:
        self._path = path
        self._most = most
        self._new: dict[bytes, bytes] = {}
        self._waiting = 0
        self._forked = False
        self._grown = False
        self._met: set[bytes] = set()
        self._small: dict[bytes, bytes] = {}
        self._lock = threading.Lock()
        self._base = self._opened() if path else None
        self._untouched = self._base is not None and not self._holds_any(self._base)

    def untouched(self) -> bool:
        """Whether nothing was kept here when it was opened, and nobody asked this before: all that
        it holds until somebody asks again is theirs."""
        with self._lock:
            told, self._untouched = self._untouched, False
            return told

    def get(self, key: bytes) -> bytes | None:
        """What was kept under a key; None when there is nothing, or nothing whole."""
        with self._lock:
            if key in self._small:
                return self._small[key]
            body = self._new.get(key)
            if body is None and self._base:
                body = self._read(self._base, key)
            whole = _whole(key, body)
            if whole is not None and len(whole) <= SMALL:
                self._remember(key, whole)
            return whole

    def put(self, key: bytes, content: bytes) -> None:
        """Keep it under this key, at the latest when the store is closed."""
        if self._path is None:
            return
        body = zlib.compress(content, 1)
        with self._lock:
            self._held(key, _checksum(key, body) + body)

    def _held(self, key: bytes, body: bytes) -> None:
        self._new[key] = body
        self._small.pop(key, None)
        self._waiting += len(body)
        if self._waiting > MOST_NEW and not self._forked:
            self._save()

    def fork(self) -> None:
        """In a process that came of a fork: read by a connection of its own, and hold what is new
        for `taken`."""
        self._left = self._base  # neither used nor closed here: the other process goes on with it
        self._base = self._opened() if self._path else None
        self._new, self._met, self._waiting, self._forked = {}, set(), 0, True

    def taken(self) -> dict[bytes, bytes]:
        """What is new since the fork, or since this was asked, for `put_written` of the other
        process."""
        new, self._new = self._new, {}
        return new

    def put_written(self, bodies: dict[bytes, bytes]) -> None:
        """Keep what was `taken` in another process."""
        if self._path is None:
            return
        with self._lock:
            for key, body in bodies.items():
                self._held(key, body)

    def forget(self) -> None:
        """Let go of everything, also on the disk, whoever else reads there."""
        with self._lock:
            self._new, self._met, self._small, self._waiting = {}, set(), {}, 0
            if self._path is None:
                return
            with _forgiving():
                if self._base:
                    self._base.close()
            _removed(self._path)
            self._base = self._opened()

    def save(self) -> None:
        """Write down what is new. What cannot be written is forgotten."""
        with self._lock:
            self._save()
            if self._base is not None and self._grown:
                with _forgiving():
                    self._bound(self._base)
            self._grown = False

    def _save(self) -> None:
        new, met = self._new, self._met
        self._new, self._met, self._waiting = {}, set(), 0
        if self._base is None or not (new or met):
            return
        self._grown = self._grown or bool(new)
        with _forgiving():
            now = int(time.time())
            with self._base:
                rows = ((key, now, body) for key, body in new.items())
                self._base.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)
                used = ((now, key) for key in met)
                self._base.executemany("UPDATE kept SET used = ? WHERE key = ?", used)

    def close(self) -> None:
        """Write down what is new, and let the file go."""
        self.save()
        with self._lock, _forgiving():
            if self._base:
                self._base.close()
            self._base = None

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _remember(self, key: bytes, content: bytes) -> None:
        if len(self._small) >= MOST_SMALL:
            self._small.clear()
        self._small[key] = content

    def _opened(self) -> sqlite3.Connection | None:
        """The file, anew when it is none of ours; None where there can be none."""
        assert self._path is not None
        for _ in range(2):
            with _forgiving():
                self._path.parent.mkdir(parents=True, exist_ok=True)
                base = sqlite3.connect(self._path, timeout=WAIT, check_same_thread=False)
                try:
                    base.execute("PRAGMA synchronous = OFF")
                    if base.execute("PRAGMA user_version").fetchone()[0] not in (0, FORMAT):
                        raise sqlite3.DatabaseError
                    base.execute(f"PRAGMA user_version = {FORMAT}")
                    base.execute(TABLE)
                    with contextlib.suppress(
                        OSError
                    ):  # what it holds is the content's, secrets too
                        self._path.chmod(OWNER)
                    return base
                except sqlite3.OperationalError:  # somebody else's turn, or no room
                    base.close()
                    return None
                except sqlite3.DatabaseError:
                    base.close()
                    _removed(self._path)
        return None

    def _read(self, base: sqlite3.Connection, key: bytes) -> bytes | None:
        with _forgiving():
            row = base.execute("SELECT used, body FROM kept WHERE key = ?", (key,)).fetchone()
            if row and isinstance(row[1], bytes):
                if not isinstance(row[0], int) or row[0] < time.time() - FRESH:
                    self._met.add(key)
                return row[1]
        return None

    def _holds_any(self, base: sqlite3.Connection) -> bool:
        with _forgiving():
            return base.execute("SELECT 1 FROM kept LIMIT 1").fetchone() is not None
        return True

    def _bound(self, base: sqlite3.Connection) -> None:
        size = base.execute("SELECT COALESCE(SUM(LENGTH(body)), 0) FROM kept").fetchone()[0]
        if size <= self._most:
            return
        over = size - self._most * 3 // 4
        gone = []
        for key, length in base.execute("SELECT key, LENGTH(body) FROM kept ORDER BY used"):
            if over <= 0:
                break
            gone.append((key,))
            over -= length
        with base:
            base.executemany("DELETE FROM kept WHERE key = ?", gone)
        base.execute("VACUUM")


def _removed(path: Path) -> None:
    """Take the file away, and what SQLite lays beside it."""
    for ending in ("", "-journal", "-wal", "-shm"):
        with _forgiving():
            path.with_name(path.name + ending).unlink(missing_ok=True)


@contextlib.contextmanager
def _forgiving() -> Iterator[None]:
    """What goes wrong with a store costs time, and nothing else."""
    with contextlib.suppress(OSError, sqlite3.Error):
        yield


def _whole(key: bytes, body: bytes | None) -> bytes | None:
    if body is None or body[:SUM] != _checksum(key, body[SUM:]):
        return None
    with contextlib.suppress(zlib.error):
        return zlib.decompress(body[SUM:])
    return None


def _checksum(key: bytes, body: bytes) -> bytes:
    return hashlib.blake2b(body, key=key[:64], digest_size=SUM).digest()

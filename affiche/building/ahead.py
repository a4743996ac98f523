"""Files that may never have been searched for leaks in; what there is of secrets in each, kept in
the store, where the search finds it, out.

To read a PDF through takes a quarter of the time that it took to make it. Where there are many,
processes share them. Nothing rests on it: what is not there, the search looks for itself.
"""

from __future__ import annotations

import itertools
import multiprocessing
import signal
import sys
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import PurePosixPath

from affiche import leaks
from affiche.building.handover import Source
from affiche.disk import Files
from affiche.kept import Store
from affiche.leaks import Corpus, Searched, searched
from affiche.model import Site
from affiche.words import Words, words

# Fewer files than these are searched in the time that processes take to start; each is given so
# many at once, and so many times that are on their way.
FEW, CHUNK, AHEAD = 200, 20, 2
Entries = dict[bytes, bytes]


def search(source: Source, files: Files, jobs: int) -> None:
    """Search those of the files that are read when somebody asks, with so many processes. Raises
    ContentError for one that is gone."""
    unknown = (
        (path, content)
        for path, content in ((path, files[path]) for path in files if path not in files.held)
        if source.store.get(searched.of_file(PurePosixPath(path).suffix, content)) is None
    )
    first = dict(itertools.islice(unknown, FEW))
    if jobs < 2 or len(first) < FEW:
        return
    rest = itertools.chain(first.items(), unknown)
    method = "spawn" if sys.platform == "win32" else "forkserver"
    context = multiprocessing.get_context(method)
    known = (source.site, source.words.language)
    waiting: deque[Future[Entries]] = deque()
    pool = ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=known)
    try:
        while chunk := dict(itertools.islice(rest, CHUNK)):
            waiting.append(pool.submit(_found, chunk))
            if len(waiting) > AHEAD * jobs:
                _keep(source.store, waiting.popleft())
        for future in waiting:
            _keep(source.store, future)
    except BrokenProcessPool:
        return
    finally:
        pool.shutdown(cancel_futures=True)


def _keep(store: Store, future: Future[Entries]) -> None:
    for key, body in future.result().items():
        store.put(key, body)


# In a process ------------------------------------------------------------------------------

_for: list[tuple[Site, Words]] = []


def _begin(site: Site, language: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program alone knows what to do then
    _for.append((site, words(language)))


def _found(files: dict[str, bytes]) -> Entries:
    site, spoken = _for[0]
    noted = _Noted()
    leaks.secret_leaks(site, files, Corpus(tuple), spoken.date, Searched(noted))
    return noted.entries


class _Noted(Store):
    """A store that only tells what was put into it."""

    def __init__(self) -> None:
        super().__init__(None)
        self.entries: Entries = {}

    def get(self, key: bytes) -> bytes | None:
        """What was put there."""
        return self.entries.get(key)

    def put(self, key: bytes, content: bytes) -> None:
        """Note it."""
        self.entries[key] = content

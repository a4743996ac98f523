"""Files that may never have been searched for leaks in; what there is of secrets in each, kept in
the store, where the search finds it, out.

To read a PDF through takes a quarter of the time that it took to make it, and a page as long as it
took. Where there are many, processes share them. Nothing rests on it: what is not there, the search
looks for itself.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping
from functools import partial
from pathlib import PurePosixPath

from affiche import leaks
from affiche.building.handover import Source
from affiche.building.rendering.processes import shared
from affiche.disk import Files
from affiche.kept import Store
from affiche.leaks import Corpus, Searched, searched
from affiche.model import Site
from affiche.words import Words, words

# Fewer files than these are searched in the time that processes take to start; each is given so
# many at once.
FEW, CHUNK = 200, 20
Entries = dict[bytes, bytes]


def search(source: Source, files: Files, jobs: int, made: Collection[str] = ()) -> None:
    """Search, with so many processes, those of the files that are read when somebody asks and those
    that were `made` now. Raises ContentError for one that is gone."""
    new = set(made)
    unknown = (
        (path, content)
        for path, content in ((p, files[p]) for p in files if p in new or p not in files.held)
        if source.store.get(searched.of_file(PurePosixPath(path).suffix, content)) is None
    )
    first = dict(itertools.islice(unknown, FEW))
    if jobs < 2 or len(first) < FEW:
        return
    rest = itertools.chain(first.items(), unknown)
    chunks = iter(lambda: dict(itertools.islice(rest, CHUNK)), {})
    for entries in shared(jobs, chunks, _found, _begin, (source.site, source.words.language)):
        for key, body in entries.items():
            source.store.put(key, body)


def here(source: Source, files: Mapping[str, bytes]) -> None:
    """Search these files now."""
    _search(source.site, source.words, files, source.store)


# In a process ------------------------------------------------------------------------------

_for: list[tuple[Site, Words]] = []


def _begin(site: Site, language: str) -> None:
    _for.append((site, words(language)))


def _found(files: dict[str, bytes]) -> Entries:
    site, spoken = _for[0]
    noted = _Noted()
    _search(site, spoken, files, noted)
    return noted.entries


def _search(site: Site, spoken: Words, files: Mapping[str, bytes], store: Store) -> None:
    # None of them is held once it was searched.
    passing = Files({}, {path: partial(files.__getitem__, path) for path in files})
    leaks.secret_leaks(site, passing, Corpus(tuple), spoken.date, Searched(store))


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

"""Which files were searched before, for which groups of texts, and what was found: kept from one
build to the next.

A key stands for the file's bytes and for how they are read (the program and its libraries), a name
of a group for its texts, so what is known of a pair is true for ever.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence

from affiche import kept
from affiche.kept import Store

# Number of a text in its group, the stretch that was found, where in the file.
Find = tuple[int, str, str]
Finds = Mapping[str, tuple[Find, ...]]

# How many groups that are not asked for now are remembered of a file: those of another branch.
SPARE = 100


class Searched:
    """Finds by key and group, in a `store`; None: nothing is known."""

    def __init__(self, store: Store | None = None) -> None:
        self._store = store or Store(None)

    def found(
        self, key: bytes, groups: Sequence[str], search: Callable[[tuple[str, ...]], Finds]
    ) -> dict[str, tuple[Find, ...]]:
        """What there is of each group, by its name, where there is anything: from before, and from
        a search for the groups that the file was not searched for."""
        held = self._store.get(key)
        known: dict[str, list[Find]] = json.loads(held) if held else {}
        rest = tuple(name for name in groups if name not in known)
        if rest:
            fresh = search(rest)
            if len(known) > SPARE + len(groups):
                known = {name: known[name] for name in groups if name in known}
            self._store.put(key, json.dumps({**known, **fresh}).encode())
        else:
            fresh = {}
        found = {name: fresh[name] if name in fresh else _opened(known[name]) for name in groups}
        return {name: finds for name, finds in found.items() if finds}


def _opened(finds: Iterable[Find]) -> tuple[Find, ...]:
    return tuple((number, run, part) for number, run, part in finds)


def of_file(ending: str, content: bytes, known: Iterable[bytes] = ()) -> bytes:
    """The key of a file: `ending` says how it is read, `known` what is left out of an archive."""
    return kept.key("searched", ending, hashlib.blake2b(content).digest(), *sorted(known))


def of_name(name: str) -> bytes:
    """The key of a file's name."""
    return kept.key("searched name", name)


def group(texts: list[str]) -> str:
    """The name of a group of texts."""
    return kept.key(repr(texts)).hex()[:24]

"""Which files were searched before, and what was found in each: kept from one build to the next.

A key stands for the texts that were looked for, for how (the program and its libraries), and for
the file's bytes, so what is known of it is true for ever.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable

from affiche import kept
from affiche.kept import Store

# Number of the wanted text, the stretch that was found, where in the file.
Found = tuple[int, str, str]


class Searched:
    """Finds by key, in a `store`; None: nothing is known."""

    def __init__(self, store: Store | None = None) -> None:
        self._store = store or Store(None)

    def found(self, key: bytes, search: Callable[[], Iterable[Found]]) -> tuple[Found, ...]:
        """What a search finds, or found before; each thing once."""
        held = self._store.get(key)
        if held is not None:
            return tuple((number, run, part) for number, run, part in json.loads(held))
        found = tuple(dict.fromkeys(search()))
        self._store.put(key, json.dumps(found).encode())
        return found


def of_file(wanted: bytes, ending: str, content: bytes) -> bytes:
    """The key of a file: `wanted` stands for the texts, `ending` says how it is read."""
    return kept.key("searched", wanted, ending, hashlib.blake2b(content).digest())


def of_name(wanted: bytes, name: str) -> bytes:
    """The key of a file's name."""
    return kept.key("searched name", wanted, name)


def wanted(texts: list[str]) -> bytes:
    """What stands for texts that are looked for."""
    return kept.key(repr(texts))

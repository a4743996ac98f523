"""A document's bytes in; what was read of them, now or in a build before, out.

Reading is pure, so what is kept under the bytes, the path and the company's own names is true for
ever. What comes out of the store is made of the classes of the content and of nothing else: a file
that somebody else wrote there can start nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from affiche import kept
from affiche.kept import Store
from affiche.model.text import Document
from affiche.reading.canonical import Own
from affiche.reading.documents import Read

Model = TypeVar("Model", bound=Document)
# Where the classes stand of which a document that was read is made.
MODULES = (
    "affiche.model.",
    "affiche.errors",
    "affiche.reading.documents",
    "affiche.reading.places",
)


# How many documents a process remembers, and what it does.
MOST = 20_000
_known: kept.Lately[bytes, Any] = kept.Lately(MOST)


class Reader:
    """Reads documents, and remembers them: in this process, and in a `store`."""

    def __init__(self, store: Store | None = None) -> None:
        self._store = store or Store(None)

    def __call__(
        self,
        read: Callable[[str, str, bytes, Own], Read[Model]],
        path: str,
        identity: str,
        raw: bytes,
        own: Own,
    ) -> Read[Model]:
        """What `read` makes of a document."""
        key = kept.key("read", read.__name__, path, identity, raw, *_names(own))
        found: Read[Model] | None = _known.get(key)
        if found is None:
            found = kept.opened(self._store.get(key), Read, MODULES)
            if found is None:
                found = read(path, identity, raw, own)
                self._store.put(key, kept.written(found) or b"")
            _known.put(key, found)
        if found.value is not None:
            kept.entitle(found.value, key.hex())
        return found


def _names(own: Own) -> tuple[str, ...]:
    return repr(sorted(own.channels)), repr(own.phases), repr(sorted(own.touchpoints))

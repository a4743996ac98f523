"""What documents were before in; only what may be told of it, and the secrets of then, out.

Nobody can mend what git holds, so nothing of it may surface by accident: a document of before goes
through the same projection as one of today, and a text in it that holds any secret, of then or of
now, is left out wherever it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any, TypeVar

from affiche import leaks
from affiche.kept import DOCUMENTS, lasting, memo, title
from affiche.leaks import Leaf, Searched
from affiche.model import Site
from affiche.model.text import Document
from affiche.model.version import Past
from affiche.pages import visible
from affiche.themes import Theme
from affiche.words import Words

Doc = TypeVar("Doc", bound=Document)


@dataclass(frozen=True)
class Veil:
    """What decides which texts of before stay unsaid: the site of today with its secrets, what
    interface and theme say anyway, and the day."""

    site: Site
    theme: Theme
    words: Words
    today: date
    searched: Searched

    def told(self, documents: Iterable[Doc]) -> tuple[dict[int, Doc], tuple[Leaf, ...]]:
        """`id()` of each document → what may be told of it; and all secrets in them."""
        held = tuple(documents)
        bygone = tuple(dict.fromkeys(leaks.secrets(held)))
        seen = {id(document): visible.for_colleagues(document) for document in held}
        hidden = self._hidden(tuple(seen.values()), bygone)
        if hidden:
            instead = self.words.gettext("(not shown)")
            seen = {n: _without(one, hidden.__contains__, instead) for n, one in seen.items()}
        return seen, bygone

    def _hidden(self, documents: tuple[Document, ...], bygone: tuple[Leaf, ...]) -> frozenset[str]:
        """The texts that hold a secret: looked for in whole documents first, most of which were
        looked through at the build before."""
        whole = {f"{number}.txt": _whole(one) for number, one in enumerate(documents)}
        holding = self._leaks(whole, bygone)
        if not holding:
            return frozenset()
        texts = dict.fromkeys(
            text
            for name, document in zip(whole, documents, strict=True)
            if name in holding
            for text in _texts(document)
        )
        files = {f"{number}.txt": text.encode() for number, text in enumerate(texts)}
        return frozenset(files[name].decode() for name in self._leaks(files, bygone))

    def _leaks(self, held: dict[str, bytes], bygone: tuple[Leaf, ...]) -> set[str]:
        house = leaks.house_corpus(self.theme, (self.words,), self.today)
        say_date = self.words.date
        found = leaks.secret_leaks(self.site, held, house, say_date, self.searched, bygone)
        return {leak.file for leak in found}


def veiled(past: Past, veil: Veil) -> tuple[Past, tuple[Leaf, ...]]:
    """The past as colleagues may see it, and every secret that stood in it."""
    every = [v.document for held in past.versions.values() for v in held if v.document]
    every += [one for step in past.steps for one in (step.before, step.after) if one]
    told, bygone = veil.told(every)

    def of(document: Any) -> Any:
        return told[id(document)] if document is not None else None

    versions = {
        path: tuple(replace(version, document=of(version.document)) for version in held)
        for path, held in past.versions.items()
    }
    steps = tuple(replace(s, before=of(s.before), after=of(s.after)) for s in past.steps)
    steps = tuple(step for step in steps if step.before != step.after)
    return replace(past, versions=versions, steps=steps), bygone


@memo(DOCUMENTS)
@lasting(bytes, title)
def _whole(document: Document) -> bytes:
    return "\n\n".join(_texts(document)).encode()


def _texts(value: Any) -> Iterator[str]:
    """Every text in a document, and every number as one."""
    if isinstance(value, Document):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from _texts(item)
    elif isinstance(value, str | int) and not isinstance(value, bool | Enum) and value != "":
        yield str(value)


def _without(document: Doc, hidden: Callable[[str], bool], instead: str) -> Doc:
    """The document with `instead` for each text that is hidden, and nothing for a number."""
    changes = {}
    for name in type(document).model_fields:
        if name in ("id", "path"):
            continue
        value = getattr(document, name)
        shown = _value(value, hidden, instead)
        if shown is not value:
            changes[name] = shown
    return document.model_copy(update=changes) if changes else document


def _value(value: Any, hidden: Callable[[str], bool], instead: str) -> Any:
    if isinstance(value, Document):
        return _without(value, hidden, instead)
    if isinstance(value, tuple):
        shown = tuple(_value(item, hidden, instead) for item in value)
        return value if all(a is b for a, b in zip(shown, value, strict=True)) else shown
    if isinstance(value, dict):
        return {
            instead if hidden(str(key)) else key: _value(item, hidden, instead)
            for key, item in value.items()
        }
    if isinstance(value, bool | Enum) or not isinstance(value, str | int):
        return value
    if not hidden(str(value)):
        return value
    return instead if isinstance(value, str) else None

"""A kind of document in; its fields in every shipped spelling, and which may not leave, out.

Nothing is typed here by hand: which fields there are and who may see them stands in the models,
what else a writer calls them in the catalogues.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from affiche.model import Briefing, Journey, Opportunity, Persona, Settings, Visibility
from affiche.model.text import Document
from affiche.reading import guesses
from affiche.reading.keys import KINDS, models, worded, writable
from affiche.words import choices, spellings

# The kinds that go to agencies, and the register whose tickets never do.
_FILES = (Persona, Journey, Briefing, Opportunity)
_RANK = (Visibility.AGENCY, Visibility.INTERNAL, Visibility.SECRET).index


# Digits that a scanner takes letters for.
_DIGITS = str.maketrans("01345", "oleas")


@dataclass(frozen=True)
class Guarded:
    """A field that a word stands for: its key, who may see it, whether it stands at the top of
    the document or is a `deep_text`, which holds words further down, and whether the word is the
    key itself, and not another word for it."""

    name: str
    level: Visibility
    top: bool
    exact: bool = True
    deep_text: bool = False

    @property
    def hidden(self) -> bool:
        """Whether it may not leave the company."""
        return self.level is not Visibility.AGENCY


def folded(word: str) -> str:
    """A key as it is compared: case, accents, `_`, `-` and the kind of blank do not count."""
    said = word.casefold()
    if not said.isascii():
        said = "".join(
            c for c in unicodedata.normalize("NFD", said) if not unicodedata.combining(c)
        )
    return " ".join(re.sub(r"[_\-’'.]", " ", said).split())


@lru_cache(maxsize=16)
def spelled(kind: type[Document]) -> Mapping[str, Guarded]:
    """Folded word → the field of this kind that it stands for, or the secret one of another.

    Other words than the key itself stand for the fields at the top only: deeper ones have names
    that prose has too ("from", "text"). Of two fields the one that is guarded more has the word.
    """
    fields = {**_others(kind), **_fields(kind)}
    found = {folded(name): field for name, field in fields.items()}
    ours = [field for field in fields.values() if field.top or "_" in field.name]
    for field in sorted(ours, key=lambda field: -_RANK(field.level)):
        for word in map(folded, spellings([field.name], "key")):
            found.setdefault(word, Guarded(field.name, field.level, field.top, exact=False))
    return found


def meant(
    word: str, kind: type[Document], known: Mapping[str, Guarded] | None = None
) -> Guarded | None:
    """The field that a word stands for in front of its sign: by its spelling; with one letter
    amiss, or digits for letters; with more words around a _; with blanks between its letters."""
    known = spelled(kind) if known is None else known
    said = folded(word)
    if said in known:
        return known[said]
    said = said.translate(_DIGITS)
    parts = [known.get(part) for part in said.split()] if "_" in word else []
    found = (
        next((one for one in parts if one and one.exact and (one.top or one.deep_text)), None)
        or known.get(said.replace(" ", ""))
        or known.get(_amiss(said, kind) or "")
    )
    return replace(found, exact=False) if found else None


def written(word: str, kind: type[Document]) -> Guarded | None:
    """The field whose key this is, also with a letter amiss: not one that another word is for."""
    found = meant(word, kind)
    known = spelled(kind).get(folded(word))
    return found if known is None or known.exact else None


@lru_cache(maxsize=20_000)
def _amiss(said: str, kind: type[Document]) -> str | None:
    """The word for a hidden field of which one letter is amiss in this one, which is none."""
    if not 3 < len(said) < 20 or said in _every_word():
        return None
    return next((word for word in _nearby(kind) if guesses.amiss(said, word)), None)


@lru_cache(maxsize=16)
def _nearby(kind: type[Document]) -> Sequence[str]:
    """The keys that may not leave, and are so long that one letter amiss makes no other word."""
    return [
        word
        for word, one in spelled(kind).items()
        if one.hidden
        and one.exact
        and len(word) > 4
        and (one.top or (one.deep_text and len(word) > 6))
    ]


@lru_cache(maxsize=1)
def _every_word() -> frozenset[str]:
    """Every word that stands for a field of any kind."""
    return frozenset(word for kind in KINDS for word in spelled(kind))


@lru_cache(maxsize=16)
def doubtful(kind: type[Document]) -> Mapping[str, Guarded]:
    """Folded word → the field that stays inside and that a label in a text may be meant as.

    What a journey says of itself ("Start: …", "Klant: …") is prose in it; what is the house's own
    bookkeeping of a persona (owner, status, segment) is so everywhere, and so are the keys of
    deeper texts ("backstage"). A briefing is about such things, so there only its own fields count.
    """
    said = {**(spelled(Persona) if kind is not Briefing else {}), **spelled(kind)}
    kept = {name for name, field in _fields(Persona).items() if field.hidden and field.top}
    return {
        word: field
        for word, field in said.items()
        if field.hidden
        and (
            (field.top if kind in (Persona, Briefing) else field.name in kept)
            or (field.deep_text and field.name not in _let_out())
        )
    }


@lru_cache(maxsize=1)
def _let_out() -> frozenset[str]:
    """The keys that go to agencies in one kind of document or another, as words of prose do."""
    fields = [field for kind in KINDS for field in _fields(kind).values()]
    return frozenset(field.name for field in fields if not field.hidden)


@lru_cache(maxsize=1)
def unmistakable() -> Mapping[str, Visibility]:
    """Keys of all kinds that may not leave and that no prose has: those with a _ in them."""
    return {
        name: field.level
        for kind in KINDS
        if kind is not Settings
        for name, field in _fields(kind).items()
        if "_" in name and field.hidden
    }


@lru_cache(maxsize=1)
def guarded_keys() -> Mapping[str, Visibility]:
    """Keys of all documents that may not leave: those at the top, and deeper ones that are secret
    or unmistakable; but for those that another document lets out, if they are not secret."""
    found: dict[str, Visibility] = {}
    fields = [field for kind in _FILES for field in _fields(kind).values()]
    out = {field.name for field in fields if field.top and not field.hidden}
    for field in fields:
        secret = field.level is Visibility.SECRET
        hidden = field.hidden and (field.top or field.name in unmistakable())
        if secret or (hidden and field.name not in out):
            found[field.name] = max(field.level, found.get(field.name, field.level), key=_RANK)
    return found


@lru_cache(maxsize=1)
def closed_words() -> frozenset[str]:
    """What says in any shipped language that something is not for everybody: "intern"."""
    said = choices(Visibility)
    words = {word for word, level in said.items() if level is not Visibility.AGENCY}
    return frozenset(words | {f"{word}e" for word in words})  # as Dutch bends it: "interne marge"


@lru_cache(maxsize=1)
def restricts() -> re.Pattern[str]:
    """Where a text says who may see it, in any shipped language: `visibility: internal`."""
    keys = "|".join(map(re.escape, spellings(["visibility"], "key")))
    said = "|".join(map(re.escape, closed_words()))
    sign = r"\s*[^\w\s,.;!?]{1,4}\s*"
    return re.compile(
        rf"\b(?:(?:{keys})[\"'*`]*{sign}|visibility[\"'*`]*\s+)[\"']?(?:{said})\b", re.IGNORECASE
    )


def _others(kind: type[Document]) -> dict[str, Guarded]:
    """What is secret in other kinds, and what is unmistakable there."""
    return {
        name: Guarded(name, field.level, top=False, deep_text="_" in name)
        for other in KINDS
        if other not in (kind, Settings)
        for name, field in _fields(other).items()
        if field.level is Visibility.SECRET or name in unmistakable()
    }


@lru_cache(maxsize=16)
def _fields(kind: type[Document]) -> Mapping[str, Guarded]:
    """The fields of a kind by their key. One that stands at the top is what it is there; of the
    deeper ones of a name, the widest circle holds unless one of them is secret."""
    found: dict[str, Guarded] = {}
    for one in _walk(kind, Visibility.AGENCY, (), True):
        before = found.get(one.name)
        if before is None or (one.top and not before.top):
            found[one.name] = one
        elif not before.top and Visibility.SECRET not in (one.level, before.level):
            level = min(one.level, before.level, key=_RANK)
            found[one.name] = replace(one, level=level, deep_text=one.deep_text or before.deep_text)
    return found


def _walk(
    kind: type[Document], above: Visibility, inside: tuple[type[Document], ...], top: bool
) -> Iterator[Guarded]:
    words = worded(kind)
    for name in writable(kind):
        field = kind.model_fields[name]
        extra = field.json_schema_extra
        said = extra.get("visibility") if isinstance(extra, dict) else None
        level = max(above, Visibility(str(said)) if said else above, key=_RANK)
        yield Guarded(name, level, top, deep_text=not top and name in words)
        for child in models(field.annotation):
            if child not in inside:
                yield from _walk(child, level, (*inside, kind), False)

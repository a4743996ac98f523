"""Two versions of one document in; every change between them, field by field, out.

Whoever calls says what may be seen: documents come here after their projection, so that nothing
secret can stand in a change. An item of a list is the same one as before when its text or name is,
or when most of its words are; what it rests on is a change of its own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from affiche.model import Evidence
from affiche.model.persona import Section
from affiche.model.text import Document, Text
from affiche.versions.labels import Speech, running
from affiche.versions.wording import Mark, Piece, likeness, pieces

# What says nothing by itself: where a document stands, and who may see an item.
NOT_COMPARED = frozenset({"id", "path", "line", "visibility", "timeline", "quality", "held"})
# Fields of a document whose id is its name and not a place.
NAMING = ("name", "title", "text", "ref", "label", "id", "channel", "left")
# Lists whose items say where they are better than the list's own label does.
PLACES = frozenset({"phases", "touchpoints", "sections"})
BODIES = frozenset({"biography", "body"})
# Two items with so many words in common are one item that was changed.
ALIKE = 0.4
SEPARATOR = " · "


class Sort(StrEnum):
    """What kind of change it is."""

    ADDED = "added"
    GONE = "gone"
    CHANGED = "changed"
    MOVED = "moved"
    EVIDENCE = "evidence"


@dataclass(frozen=True)
class Change:
    """One change: `field` is the key of the document's field, `where` the labels on the way to
    it ("Doelen"; "Aankoop", "Balie", "Gedachte"), `rests` what the text rests on now, `before`
    and `now` the evidence when that is what changed."""

    field: str
    where: tuple[str, ...]
    sort: Sort
    pieces: tuple[Piece, ...]
    rests: str = ""
    before: Evidence | None = None
    now: Evidence | None = None

    @property
    def measured(self) -> bool:
        """Whether something that was not measured now is."""
        return self.sort is Sort.EVIDENCE and self.now is Evidence.MEASURED

    @property
    def added(self) -> tuple[str, ...]:
        """The stretches of words that came."""
        return tuple(piece.text for piece in self.pieces if piece.mark is Mark.ADDED)

    @property
    def gone(self) -> tuple[str, ...]:
        """The stretches of words that went."""
        return tuple(piece.text for piece in self.pieces if piece.mark is Mark.GONE)


@dataclass(frozen=True)
class Comparison:
    """Every change, the labels of the filled fields that stayed as they were, and how many
    assumptions there were before."""

    changes: tuple[Change, ...]
    same: tuple[str, ...]
    assumptions: int

    def count(self, sort: Sort) -> int:
        """How many changes of one kind there are."""
        return sum(change.sort is sort for change in self.changes)

    @property
    def measured(self) -> int:
        """How many texts that were not measured now are."""
        return sum(change.measured for change in self.changes)


def compare(before: Document | None, after: Document | None, speech: Speech) -> Comparison:
    """What changed from one document to the other; None is a document that is not there."""
    changes = tuple(_Comparer(speech).documents(before, after, "", ()))
    told = {change.field for change in changes}
    shown = after if after is not None else before
    written = shown.model_fields_set if shown else frozenset()
    filled = [n for n in _fields(shown) if n in written and getattr(shown, n)] if shown else []
    same = tuple(speech.field(name) for name in filled if name not in told)
    return Comparison(changes, same, sum(_assumed(before)))


def _assumed(value: Any) -> Iterator[bool]:
    """One for each text that is an assumption."""
    if isinstance(value, tuple):
        for item in value:
            yield from _assumed(item)
    elif isinstance(value, Document):
        yield getattr(value, "evidence", None) is Evidence.ASSUMPTION
        for name in _fields(value):
            yield from _assumed(getattr(value, name))


def _fields(document: Document) -> Iterator[str]:
    """The fields that are compared; the id of a phase or a lane is what a writer wrote."""
    for name, field in type(document).model_fields.items():
        extra = field.json_schema_extra
        derived = isinstance(extra, dict) and extra.get("written") is False
        if name not in NOT_COMPARED or (name == "id" and not derived):
            yield name


class _Comparer:
    """Walks two values side by side."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech

    def documents(
        self, before: Document | None, after: Document | None, field: str, where: tuple[str, ...]
    ) -> Iterator[Change]:
        """The changes of each field, in the order of the model."""
        shown = after if after is not None else before
        if shown is None or before == after:
            return
        for name in _fields(shown):
            old, new = getattr(before, name, None), getattr(after, name, None)
            if old != new:
                label = (*where, self.speech.field(name))
                yield from self.values(name, old, new, field or name, label, shown)

    def values(
        self, name: str, old: Any, new: Any, field: str, where: tuple[str, ...], around: Document
    ) -> Iterator[Change]:
        """The changes of one value, by what kind of value it is."""
        one = old if new is None else new
        if isinstance(one, Evidence):
            text = self._name_of(around)
            same = (Piece(Mark.SAME, text),) if text else ()
            yield Change(field, where, Sort.EVIDENCE, same, _rests(around), old, new)
        elif isinstance(one, tuple):
            yield from self.lists(name, tuple(old or ()), tuple(new or ()), field, where)
        elif isinstance(one, dict):
            yield from self.pairs(old or {}, new or {}, field, where)
        elif isinstance(one, Document):
            yield from self.documents(old, new, field, where)
        else:
            yield from self.texts(self._text(name, old), self._text(name, new), field, where)

    def _text(self, name: str, value: Any) -> str:
        return running(str(value or "")) if name in BODIES else self.speech.value(name, value)

    def texts(
        self, old: str, new: str, field: str, where: tuple[str, ...], rests: str = ""
    ) -> Iterator[Change]:
        """At most one change; texts that differ in markup only are the same to a reader."""
        if " ".join(old.split()) == " ".join(new.split()):
            return
        sort = Sort.ADDED if not old else Sort.GONE if not new else Sort.CHANGED
        yield Change(field, where, sort, pieces(old, new), rests)

    def pairs(
        self, old: dict[str, Any], new: dict[str, Any], field: str, where: tuple[str, ...]
    ) -> Iterator[Change]:
        """Own label: value pairs, such as facts; a label that went takes its value along."""
        for key in dict.fromkeys((*new, *old)):
            said = (f"{key}: {old[key]}" if key in old else "", f"{key}: {new[key]}" if key in new
                    else "")  # fmt: skip
            before, after = (self.speech.value("", text) for text in said)
            yield from self.texts(before, after, field, where)

    def lists(
        self, name: str, old: tuple[Any, ...], new: tuple[Any, ...], field: str,
        where: tuple[str, ...],
    ) -> Iterator[Change]:  # fmt: skip
        """What changed in items that stayed, what came, then what went."""
        known = _matched(old, new, lambda item: self._whole(name, item),
                         lambda item: self._key(name, item))  # fmt: skip
        stay = _in_order([known[at] for at in range(len(new)) if at in known])
        for at, item in enumerate(new):
            if at not in known:
                text = self._whole(name, item)
                yield from self.texts("", text, field, where, _rests(item))
                continue
            before = old[known[at]]
            if known[at] not in stay:
                text = self._key(name, item)
                yield Change(field, where, Sort.MOVED, (Piece(Mark.SAME, text),), _rests(item))
            yield from self._items(name, before, item, field, where)
        for at in sorted(set(range(len(old))) - set(known.values())):
            yield from self.texts(self._whole(name, old[at]), "", field, where)

    def _items(
        self, name: str, old: Any, new: Any, field: str, where: tuple[str, ...]
    ) -> Iterator[Change]:
        """Two items that are one."""
        if not isinstance(new, Document):
            yield from self.texts(self._text(name, old), self._text(name, new), field, where)
            return
        main = _main(new)
        said = (self._name_of(old), self._name_of(new))
        yield from self.texts(*said, field, where, _rests(new))
        inner = where if main == "text" else (*_around(name, where), said[1])
        for key in _fields(new):
            before, after = getattr(old, key), getattr(new, key)
            if key in (main, _main(old)) or before == after or _told_with_evidence(key, old, new):
                continue
            if isinstance(new, Section):
                yield from self.texts(running(before), running(after), field, inner)
            else:
                label = inner if key == "evidence" else (*inner, self.speech.field(key))
                yield from self.values(key, before, after, field, label, new)

    def _key(self, name: str, item: Any) -> str:
        """What an item is called."""
        return self._name_of(item) if isinstance(item, Document) else self._text(name, item)

    def _name_of(self, item: Document) -> str:
        main = _main(item)
        return self.speech.value(main, getattr(item, main)) if main else ""

    def _whole(self, name: str, item: Any) -> str:
        """An item in words: its name, then all else that is in it."""
        if not isinstance(item, Document):
            return self._text(name, item)
        if isinstance(item, Text):
            return self._name_of(item)
        if isinstance(item, Section):
            return SEPARATOR.join(filter(None, (self._name_of(item), running(item.body))))
        main = _main(item)
        rest = [self._filled(key, getattr(item, key)) for key in _fields(item) if key != main]
        return SEPARATOR.join(filter(None, (self._name_of(item), *rest)))

    def _filled(self, key: str, value: Any) -> str:
        if value is None or value == () or isinstance(value, Evidence):
            return ""
        if isinstance(value, tuple):
            return SEPARATOR.join(filter(None, (self._whole(key, item) for item in value)))
        if isinstance(value, dict):
            return SEPARATOR.join(f"{name}: {said}" for name, said in value.items())
        if isinstance(value, Document):
            return self._whole(key, value)
        return self._text(key, value)


def _main(item: Document) -> str:
    """The field that an item is known by: the first of its naming fields that is filled."""
    return next((name for name in NAMING if getattr(item, name, None)), "")


def _told_with_evidence(key: str, old: Document, new: Document) -> bool:
    """Whether a source or a number only came along with the evidence that it is of."""
    came = key in ("source", "n") and getattr(old, key) is None
    return came and getattr(old, "evidence", None) != getattr(new, "evidence", None)


def _around(name: str, where: tuple[str, ...]) -> tuple[str, ...]:
    return where[:-1] if name in PLACES else where


def _rests(item: Any) -> str:
    """The source of a text, and how many answers."""
    n, source = getattr(item, "n", None), getattr(item, "source", None)
    said = (str(source) if source else "", f"n = {n}" if n is not None else "")
    return ", ".join(filter(None, said))


def _matched(
    old: Sequence[Any], new: Sequence[Any], whole: Callable[[Any], str], key: Callable[[Any], str]
) -> dict[int, int]:
    """Place in the new list → the place in the old one of the same item."""
    found: dict[int, int] = {}
    free = list(range(len(old)))
    for same in (
        lambda mine, theirs: mine == theirs,
        lambda mine, theirs: bool(key(mine)) and key(mine) == key(theirs),
    ):
        for at, item in enumerate(new):
            before = next((p for p in free if at not in found and same(old[p], item)), None)
            if before is not None:
                found[at] = before
                free.remove(before)
    close = [
        (likeness(whole(old[p]), whole(item)), -abs(p - at), at, p)
        for at, item in enumerate(new)
        if at not in found
        for p in free
    ]
    for score, _, at, p in sorted(close, reverse=True):
        if score >= ALIKE and at not in found and p in free:
            found[at] = p
            free.remove(p)
    return found


def _in_order(places: Sequence[int]) -> frozenset[int]:
    """The most of these places that are in order: the longest increasing subsequence."""
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(tails, place)
        before[place] = ends[at - 1] if at else None
        tails[at:] = [place, *tails[at + 1 :]]
        ends[at:] = [place, *ends[at + 1 :]]
    kept, last = set(), ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return frozenset(kept)

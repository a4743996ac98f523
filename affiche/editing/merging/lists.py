"""An old and a new list in; which new item is which old one, which stay where they are, out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from affiche.editing.merging import meaning
from affiche.reading.meant.shapes import Shape
from affiche.splicing.nodes import Node, data_of

# What an item is known by, the surest first.
NAMES = ("id", "ref", "name", "label", "channel", "title", "text", "round", "sheet", "note")
LIKE = 0.5  # of the letters are the same: somebody rewrote it


@dataclass(frozen=True)
class Alignment:
    """For each new item the number of the old one that it was, or None; and which old ones stay
    where they are (the others are moved, or gone)."""

    origin: tuple[int | None, ...]
    staying: frozenset[int]


def aligned(shape: Shape | None, old: Sequence[Node], new: Sequence[Node]) -> Alignment:
    """What is the same from either end; then old items that say the same, else those of the same
    name, else those that read alike."""
    origin: list[int | None] = [None] * len(new)
    free = [i for i, node in enumerate(old) if not meaning.is_empty(node)]
    for i, j in _ends(shape, old, new):
        if i in free:
            origin[j] = i
            free.remove(i)
    for test in (_same, _named, _alike):
        for j, node in enumerate(new):
            if origin[j] is not None:
                continue
            near = _nearest(origin, j)
            known = [i for i in free if test(shape, old[i], node)]
            if known:
                chosen = origin[j] = min(known, key=lambda i: (abs(i - near), i))
                free.remove(chosen)
    _between(origin, free)
    return Alignment(tuple(origin), frozenset(_longest_rise([i for i in origin if i is not None])))


def _ends(
    shape: Shape | None, old: Sequence[Node], new: Sequence[Node]
) -> Iterator[tuple[int, int]]:
    """Old and new numbers of the items that are the same at the beginning, and at the end: of two
    that say the same, the one that was not edited keeps its place."""
    least = min(len(old), len(new))
    begun = 0
    while begun < least and meaning.same(shape, old[begun], new[begun]):
        yield begun, begun
        begun += 1
    for back in range(1, least - begun + 1):
        if not meaning.same(shape, old[-back], new[-back]):
            return
        yield len(old) - back, len(new) - back


def _same(shape: Shape | None, a: Node, b: Node) -> bool:
    return meaning.same(shape, a, b)


def _named(shape: Shape | None, a: Node, b: Node) -> bool:
    a, b = meaning.opened(shape, a), meaning.opened(shape, b)
    if a.kind != "map" or b.kind != "map":
        return False
    for name in NAMES:
        one, other = a.get(name), b.get(name)
        if one is not None and other is not None and one.text:
            return one.text == other.text
    return False


def _alike(shape: Shape | None, a: Node, b: Node) -> bool:
    one, other = str(data_of(a)), str(data_of(b))
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() > LIKE and matcher.ratio() > LIKE


def _nearest(origin: Sequence[int | None], j: int) -> int:
    """Where the old item should be, by the one before it."""
    before = next((i for i in reversed(origin[:j]) if i is not None), -1)
    return before + 1


def _between(origin: list[int | None], free: list[int]) -> None:
    """An item between the same two neighbours as before is the one that stood there."""
    for j, known in enumerate(origin):
        if known is None:
            before = origin[j - 1] if j else -1
            after = next((i for i in origin[j + 1 :] if i is not None), None)
            wanted = None if before is None else before + 1
            if wanted is None or wanted not in free:
                continue
            if after is None or after > wanted:
                origin[j] = wanted
                free.remove(wanted)


def _longest_rise(numbers: Sequence[int]) -> list[int]:
    """The longest part of the numbers that goes up (patience sorting)."""
    tops: list[int] = []
    at: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        place = bisect_left(tops, number)
        before[number] = at[place - 1] if place else None
        tops[place : place + 1] = [number]
        at[place : place + 1] = [number]
    found: list[int] = []
    last: int | None = at[-1] if at else None
    while last is not None:
        found.append(last)
        last = before[last]
    return found[::-1]

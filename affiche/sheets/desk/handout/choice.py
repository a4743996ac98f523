"""The blocks of a hand-out and their heights in; a choice of them, and what follows from its type
size and its columns, out. Pure. Lengths are in units of 1 % of the page's width.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

from affiche.pages.persona.poster import Block
from affiche.sheets.desk.leaflet import spare_of
from affiche.sheets.layout.columns import Area, tallest
from affiche.sheets.persona import poster as persona
from affiche.sheets.persona.sizes import GROWTH_LEAST, GROWTH_MOST

MARGIN, WIDTH = 5.0, 90.0
# A unit is 2.1 mm: 17.9 pt down to 9 pt.
SIZES = (3.0, 2.7, 2.4, 2.25, 2.1, 2.0, 1.9, 1.8, 1.72, 1.64, 1.58, 1.52)
COUNTS = (3, 2)
GUTTER, GAP, AIR = 3.2, 1.35, 1.9
# A text of more words stands across the page, in as many columns as have room for so many letters
# (each half as wide as the type is high); one with fewer words than `SHORT`, or a table, in one.
LONG, SHORT, LETTERS = 170, 45, 33
# Whoever has only a minute reads these; they stay on the sheet when much else goes.
ESSENTIAL = ("goals", "pains", "needs", "tone")


@dataclass(frozen=True)
class Choice:
    """A type size and a number of columns, the blocks that are shown, in reading order, which of
    them stand across the page, their heights, and what is not shown, or not whole."""

    body: float
    count: int
    shown: tuple[Block, ...]
    across: frozenset[str]
    heights: Mapping[str, float]
    off: tuple[Block, ...] = ()

    @property
    def wide(self) -> tuple[Block, ...]:
        """Those across the page."""
        return tuple(block for block in self.shown if block.id in self.across)

    @property
    def narrow(self) -> tuple[str, ...]:
        """The ids of those in the columns."""
        return tuple(block.id for block in self.shown if block.id not in self.across)

    @property
    def columns(self) -> float:
        """The height of the columns."""
        return tallest(self.narrow, self.heights, area(self.count))

    @property
    def tall(self) -> float:
        """The height of everything, with the least gaps."""
        parts = [self.heights[block.id] for block in self.wide]
        parts += [self.columns] if self.narrow else []
        return sum(parts) + AIR * max(0, len(parts) - 1)


def guess(base: Choice, room: float, sizes: Sequence[float], power: float) -> int:
    """The place in `sizes` (the largest first) of the largest at which all should fit, if it grows
    by this power of the type size."""
    should = (
        at for at, size in enumerate(sizes) if base.tall * (size / base.body) ** power <= room
    )
    return next(should, len(sizes) - 1)


def growth(one: Choice, other: Choice) -> float:
    """By which power of the type size all grew from one choice to another, within reason."""
    if one.tall == other.tall or one.body == other.body:
        return GROWTH_LEAST
    grown = log(other.tall / one.tall) / log(other.body / one.body)
    return min(max(grown, GROWTH_LEAST), GROWTH_MOST)


def may_be_larger(found: Choice, room: float) -> bool:
    """Whether all may fit in larger type in one column less: not where the words would be too high
    even if each of their lines were filled from edge to edge."""
    larger = [size for size in SIZES if size > found.body]
    count = found.count - 1
    if not larger or not found.narrow:
        return False
    heights = [found.heights[name] - found.heights[spare_of(name)] for name in found.narrow]
    least = max((*heights, (sum(heights) + GAP * (len(heights) - count)) / count))
    parts = [least, *(found.heights[block.id] for block in found.wide)]
    tall = sum(parts) + AIR * (len(parts) - 1)
    grown: float = (larger[-1] / found.body) ** GROWTH_LEAST
    return tall * grown <= room


def area(count: int, top: float = 0.0, height: float = 0.0) -> Area:
    """So many columns."""
    return Area(MARGIN, top, WIDTH, height, count, GUTTER, GAP)


def across(blocks: Sequence[Block]) -> frozenset[str]:
    """The blocks that are too long for a column, and one that would be alone in a column."""
    wide = {block.id for block in blocks if block.kind == "strip" or block.words > LONG}
    wide -= {block.id for block in blocks if block.kind not in ("strip", "text")}
    alone = [block.id for block in blocks if block.id not in wide]
    return frozenset(wide | set(alone if len(alone) < COUNTS[-1] else ()))


def sizes(size: float, count: int) -> dict[str, Any]:
    """What follows from a type size. Headings follow the text: nobody reads this from afar."""
    return {
        **persona.sizes_of(size),
        "heading": round(1.36 * size, 3),
        "newspaper": newspaper(size),
        "count": count,
        "column": area(count).column,
    }


def newspaper(size: float) -> int:
    """In how many columns a text stands that goes across the page."""
    room = LETTERS * size / 2
    return next((count for count in COUNTS if area(count).column >= room), 1)


def reading(
    blocks: Sequence[Block], main: Sequence[str], order: Sequence[str]
) -> tuple[Block, ...]:
    """The blocks as they are read: what the writer chose, the theme's order, then all others."""
    named = {block.id: block for block in blocks}
    chosen = [named[name] for name in main if name in named]
    rows = (*chosen, *persona.ranked(blocks, order), *blocks)
    return tuple(dict.fromkeys(rows))


def ranked(blocks: Sequence[Block], main: Sequence[str]) -> tuple[Block, ...]:
    """The blocks by importance: what the writer chose, the essentials, the others as they are
    read, and the journey, which has a map of its own."""
    first = (*main, *(name for name in ESSENTIAL if name not in main))
    places = {name: at for at, name in enumerate(first)}

    def rank(block: Block) -> tuple[bool, int]:
        return block.kind == "strip", places.get(block.id, len(places))

    return tuple(sorted(blocks, key=rank))


def worth(choice: Choice, blocks: Sequence[Block]) -> float:
    """What a choice of blocks is worth: each block more than the next one."""
    return sum(0.8**place for place, block in enumerate(blocks) if block in choice.shown)

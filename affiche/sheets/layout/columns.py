"""Blocks of text in columns of a fixed height: heights at a type size in; the size, and what stands
where, out. Pure, but for the callback that measures.

Lengths are in units of 1 % of the page's width. What fits at no size stays off as whole blocks, the
least important first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from affiche.sheets.layout.packing import pack

# By which power of the type size blocks grow.
GROWTH = 1.6

Heights = Callable[[float], Mapping[str, float]]
"""Type size → the height of each block, by its id."""


@dataclass(frozen=True)
class Area:
    """Where the columns stand: `count` of them, `gutter` between two, `gap` between two blocks."""

    left: float
    top: float
    width: float
    height: float
    count: int
    gutter: float
    gap: float

    @property
    def column(self) -> float:
        """The width of a column."""
        return (self.width - self.gutter * (self.count - 1)) / self.count


@dataclass(frozen=True)
class Spot:
    """Where a block stands; `height` is what it needs, `spare` its share of what is left."""

    block: str
    left: float
    top: float
    width: float
    height: float
    spare: float


@dataclass(frozen=True)
class Filled:
    """A type size, the blocks that are shown, and those that have no room."""

    body: float
    shown: tuple[str, ...]
    left: tuple[str, ...] = ()


def fill(blocks: Sequence[str], sizes: Sequence[float], area: Area, heights: Heights) -> Filled:
    """The largest of `sizes` (the largest first) at which all blocks fit; if none does, the least,
    and the blocks that fit at it, asked in their order."""

    def fits(at: int) -> bool:
        return tallest(blocks, heights(sizes[at]), area) <= area.height

    tall = tallest(blocks, heights(sizes[-1]), area)
    at = _guess(tall, sizes, area.height) if tall <= area.height else len(sizes)
    while at < len(sizes) and not fits(at):
        at += 1
    if at < len(sizes):
        return Filled(sizes[at], tuple(blocks))
    return _subset(blocks, sizes[-1], area, heights(sizes[-1]))


def _guess(tall: float, sizes: Sequence[float], room: float) -> int:
    """The place of the largest size that should fit, from the height at the least."""
    for at, size in enumerate(sizes):
        if tall * (size / sizes[-1]) ** GROWTH <= room:
            return at
    return len(sizes) - 1


def _subset(blocks: Sequence[str], size: float, area: Area, heights: Mapping[str, float]) -> Filled:
    kept: tuple[str, ...] = ()
    for block in blocks:
        if tallest((*kept, block), heights, area) <= area.height:
            kept = (*kept, block)
    return Filled(size, kept, tuple(block for block in blocks if block not in kept))


def tallest(blocks: Sequence[str], heights: Mapping[str, float], area: Area) -> float:
    """The height of the tallest column, with the least gaps."""
    columns = pack(tuple(heights[block] for block in blocks), area.count, area.gap)
    return max((column.height for column in columns), default=0.0)


def spots(blocks: Sequence[str], heights: Mapping[str, float], area: Area) -> tuple[Spot, ...]:
    """Where each block stands: what a column has left is shared out among its blocks."""
    found: list[Spot] = []
    columns = pack(tuple(heights[block] for block in blocks), area.count, area.gap)
    for number, column in enumerate(columns):
        left = area.left + number * (area.column + area.gutter)
        spare = max(0.0, area.height - column.height) / len(column.blocks)
        top = area.top
        for at in column.blocks:
            tall = heights[blocks[at]]
            found.append(Spot(blocks[at], left, top, area.column, tall, spare))
            top += tall + spare + area.gap
    return tuple(found)

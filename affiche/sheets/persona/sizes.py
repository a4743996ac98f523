"""The heights of a poster's blocks at a few type sizes in; the largest size at which they all fit,
and in how many columns, out. Pure, but for the measurer that is asked for heights.

Sizes follow from cap height = distance / 200: 2 m for headings, 1 m for the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import log
from typing import Any, Protocol

from affiche.pages.persona.poster import Block
from affiche.sheets.layout.packing import Column, pack
from affiche.sheets.persona.hero import POINT, WIDTH

# Body sizes on A2, least and most, of each profile; a heading is never below 40 pt.
BODY = {"wall": (30.02 * POINT, 52 * POINT), "detail": (20.02 * POINT, 52 * POINT)}
HEADING, HEADING_RATIO, HEADING_MOST = 40.1 * POINT, 1.5, 64 * POINT
STEP = 1.06
# A choice that is so much larger needs no rival.
LARGER = 1.3
# By which power of the type size blocks grow, about and at least: a text at a larger size has no
# fewer lines, but its heading stays as it is, and so do the gaps around it; and at most.
GROWTH, GROWTH_LEAST, GROWTH_MOST = 1.6, 0.25, 3.0
# A column is wide enough for so many letters, each about so many font sizes wide.
LETTERS, LETTER = 23, 0.44
GUTTER = 3.4
# What columns are worth: in a single one, lists leave half of the sheet empty.
COLUMNS = {3: 1.08, 2: 1.0, 1: 0.8}
# Between blocks; between the parts of the sheet; most that is added between items, in body sizes.
GAP, GAP_MOST, AIR, AIR_MOST, STRETCH = 2.0, 5.0, 2.7, 5.4, 0.45


class Heights(Protocol):
    """Who knows the height of each block at a size."""

    def choice(self, body: float, count: int, blocks: Sequence[Block]) -> Choice:
        """The heights at a body size in so many columns."""


@dataclass(frozen=True)
class Choice:
    """A body size and a number of columns, and the heights of the blocks at these; the least `gap`
    between blocks and `air` between the parts of the sheet."""

    body: float
    count: int
    heights: Mapping[str, float]
    gap: float = GAP
    air: float = AIR

    @property
    def width(self) -> float:
        """Of a column."""
        return column_width(self.count)


def column_width(count: int) -> float:
    """The width of one of so many columns."""
    return (WIDTH - GUTTER * (count - 1)) / count


def heading(body: float) -> float:
    """The size of headings with a body size."""
    return round(min(max(HEADING, HEADING_RATIO * body), HEADING_MOST), 3)


def sizes_of(body: float) -> dict[str, Any]:
    """What follows from a body size; `newspaper`: the columns of a text that is set wide."""
    count = 3 if column_width(3) >= LETTERS * LETTER * body else 2
    return {"body": body, "heading": heading(body), "newspaper": count}


def ladder(profile: str) -> tuple[float, ...]:
    """The body sizes that are tried, the largest first; the last is the profile's least."""
    least, most = BODY[profile]
    sizes = [least]
    while sizes[-1] * STEP <= most:
        sizes.append(sizes[-1] * STEP)
    return tuple(round(size, 4) for size in reversed(sizes))


def best_choice(
    blocks: Sequence[Block], free: float, measurer: Heights, sizes: Sequence[float]
) -> Choice | None:
    """The choice of most worth at which all blocks fit, or None."""
    least_ones = [measurer.choice(sizes[-1], count, blocks) for count in counts(blocks, sizes)]
    guessed = sorted(((guess(blocks, one, free, sizes), one) for one in least_ones), key=_by_size)
    best: Choice | None = None
    for at, start in guessed:
        if at is None or (best and _beats(best, blocks, start, free, sizes, at)):
            continue
        found = _largest(blocks, start.count, free, measurer, sizes, at)
        best = max(filter(None, (best, found)), key=lambda one: worth(blocks, one))
    return best


def _beats(
    best: Choice,
    blocks: Sequence[Block],
    rival: Choice,
    free: float,
    sizes: Sequence[float],
    at: int,
) -> bool:
    """Whether a choice is much larger than what is guessed of a rival, or worth more than that can
    be without any holes, at the largest size that it may have."""
    most = guess(blocks, rival, free, sizes, GROWTH_LEAST)
    sure = most is not None and worth(blocks, best) > sizes[most] * COLUMNS[rival.count]
    return sure or best.body > LARGER * sizes[at]


def worth(blocks: Sequence[Block], choice: Choice) -> float:
    """How good a choice is: large type, more columns rather than fewer, and no holes."""
    columns = packed(blocks, choice)
    narrow = [block for block in blocks if not block.wide]
    tall = max((column.height for column in columns), default=0.0)
    grown = (c.height + growth([narrow[at] for at in c.blocks], choice) for c in columns)
    holes = sum(max(0.0, tall - height) for height in grown)
    empty = holes / (tall * len(columns)) if columns else 0.0
    return choice.body * COLUMNS[choice.count] * (1 - 0.6 * empty)


def _by_size(guessed: tuple[int | None, Choice]) -> float:
    return float("inf") if guessed[0] is None else guessed[0]


def guess(
    blocks: Sequence[Block],
    base: Choice,
    free: float,
    sizes: Sequence[float],
    power: float = GROWTH,
) -> int | None:
    """The place in `sizes` of the largest that should fit, from heights at one size: type takes
    room by its square, headings and gaps by less. None when even the base does not fit."""
    if needed(blocks, base) > free:
        return None
    for at, size in enumerate(sizes):
        reads = _reads(base.count, size) or size == sizes[-1]
        if reads and needed(blocks, _grown(base, size, power)) <= free:
            return at
    return len(sizes) - 1


def counts(blocks: Sequence[Block], sizes: Sequence[float]) -> tuple[int, ...]:
    """How many columns there may be: not more than blocks, and wide enough for a line."""
    narrow = sum(not block.wide for block in blocks)
    return tuple(
        count for count in (3, 2, 1) if count == 1 or (count <= narrow and _reads(count, sizes[-1]))
    )[: 2 if narrow > 1 else 1]


def _reads(count: int, body: float) -> bool:
    return column_width(count) >= LETTERS * LETTER * body


def _largest(
    blocks: Sequence[Block],
    count: int,
    free: float,
    measurer: Heights,
    sizes: Sequence[float],
    at: int,
) -> Choice:
    """The largest size that fits, searched from the guess `at`, then where it should be by how much
    the blocks grew between two sizes; the least one is known to fit."""
    found, fitting, beyond = measurer.choice(sizes[-1], count, blocks), len(sizes) - 1, -1
    while beyond < fitting - 1 and _may_grow(blocks, found, free, sizes[fitting - 1]):
        at = max(beyond + 1, min(fitting - 1, at))
        if not _reads(count, sizes[at]):
            beyond = at
            continue
        tried = measurer.choice(sizes[at], count, blocks)
        power = _power(blocks, found, tried)
        if needed(blocks, tried) <= free:
            fitting, found = at, tried
        else:
            beyond = at
        at = guess(blocks, found, free, sizes, power) or 0
    return found


def _power(blocks: Sequence[Block], one: Choice, other: Choice) -> float:
    """By which power of the type size blocks grow from one size to another, within reason: what is
    too wide for its column has no height."""
    low, high = needed(blocks, one), needed(blocks, other)
    found = log(high / low) / log(other.body / one.body) if low else GROWTH
    return min(max(found, GROWTH_LEAST), GROWTH_MOST)


def _may_grow(blocks: Sequence[Block], choice: Choice, free: float, size: float) -> bool:
    """Whether all may fit at a larger size too: not when it is too high even if it grows little."""
    return needed(blocks, _grown(choice, size, GROWTH_LEAST)) <= free


def _grown(choice: Choice, size: float, growth: float) -> Choice:
    """The choice at another size, its heights guessed."""
    times = (size / choice.body) ** growth
    heights = {name: height * times for name, height in choice.heights.items()}
    return replace(choice, heights=heights)


def needed(blocks: Sequence[Block], choice: Choice) -> float:
    """The height of the columns and the wide blocks below them, with the least gaps."""
    columns = packed(blocks, choice)
    wide = [choice.heights[block.id] for block in blocks if block.wide]
    parts = [max((column.height for column in columns), default=0.0), *wide]
    parts = [part for part in parts if part]
    return sum(parts) + choice.air * max(0, len(parts) - 1)


def packed(blocks: Sequence[Block], choice: Choice) -> tuple[Column, ...]:
    """The columns; the blocks that are not wide are numbered in their order."""
    narrow = (choice.heights[block.id] for block in blocks if not block.wide)
    return pack(tuple(narrow), choice.count, choice.gap)


def growth(blocks: Sequence[Block], choice: Choice) -> float:
    """How much more height a column of these blocks can take before its gaps become holes."""
    items = sum(gaps_in(block) for block in blocks)
    return (len(blocks) - 1) * (GAP_MOST - choice.gap) + items * STRETCH * choice.body


def gaps_in(block: Block) -> int:
    """How many gaps between items there are in a block."""
    if block.kind == "groups":
        return sum(max(0, len(group.items) - 1) for group in block.items)
    if block.kind in ("list", "bars", "channels", "day", "facts", "quotes"):
        return max(0, len(block.items) - 1)
    return 0

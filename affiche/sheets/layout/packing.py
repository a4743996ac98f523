"""Heights of blocks in; columns of about equal height out. Pure.

Blocks are read column by column, in their order; a block may leave its place when that makes the
columns much more equal, never far.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, combinations
from math import inf

# What one pair of blocks in another order is worth, in units of height.
DISORDER = 1.0
# What a unit of unequal height is worth: it has to be filled with air.
UNEQUAL = 0.35
# How many ways are followed at once.
BEAM = 8
SMALL = 1e-9
# Costs are rounded to less than that.
ROUNDED = 1e-5


@dataclass(frozen=True)
class Column:
    """The numbers of its blocks, from the top, and its height with the least gaps."""

    blocks: tuple[int, ...]
    height: float


@lru_cache(maxsize=512)
def pack(heights: tuple[float, ...], count: int, gap: float) -> tuple[Column, ...]:
    """The blocks in at most `count` columns, the tallest as low as it can be.

    `gap` stands between two blocks. No column is empty while there are blocks enough.
    """
    if not heights:
        return ()
    count = min(count, len(heights))
    placed = _improved(tuple(_in_order(heights, count, gap)), heights, count, gap)
    # The column with the first block stands first, and so on.
    columns = sorted(_columns(placed, count))
    return tuple(Column(blocks, _height(blocks, heights, gap)) for blocks in columns)


def _in_order(heights: Sequence[float], count: int, gap: float) -> list[int]:
    """The column of each block when the order is kept: the best of all ways to cut the row."""
    size = len(heights)
    sums = [0.0, *accumulate(height + gap for height in heights)]

    def tall(start: int, end: int) -> float:
        return sums[end] - sums[start] - gap

    # best[k][end]: the lowest tallest of k columns that hold the blocks before `end`.
    best = [[tall(0, end) if end else 0.0 for end in range(size + 1)]]
    cuts: list[list[int]] = [[0] * (size + 1)]
    for k in range(1, count):
        row, cut = [inf] * (size + 1), [0] * (size + 1)
        for end in range(k + 1, size + 1):
            for start in range(k, end):
                tallest = max(best[k - 1][start], tall(start, end))
                if tallest < row[end] - SMALL:
                    row[end], cut[end] = tallest, start
        best.append(row)
        cuts.append(cut)
    placed, end = [0] * size, size
    for k in range(count - 1, 0, -1):
        start = cuts[k][end]
        placed[start:end] = [k] * (end - start)
        end = start
    return placed


def _improved(
    placed: tuple[int, ...], heights: Sequence[float], count: int, gap: float
) -> tuple[int, ...]:
    """Move or exchange blocks while that makes it better, on several ways at once."""
    tall = sum(heights) + gap * len(heights)
    beam = [(_cost(placed, heights, count, gap), placed)]
    seen, asked = {placed}, set[tuple[int, ...]]()
    for _ in range(len(heights)):
        most = _most(beam[-1][0], tall, count, gap) if len(beam) == BEAM else inf
        ways = [_ways(one, heights, count, gap, most) for _, one in beam if one not in asked]
        fresh = set(chain.from_iterable(ways)) - seen
        seen |= fresh
        asked |= {one for _, one in beam}
        tried = sorted((_cost(way, heights, count, gap), way) for way in fresh)
        best = sorted([*beam, *tried])[:BEAM]
        if best == beam or best[0][0] > tall * count:
            break
        beam = best
    return beam[0][1]


def _most(cost: float, tall: float, count: int, gap: float) -> float:
    """How high a column may be in what costs no more, however well its blocks are in order."""
    return (cost + UNEQUAL * (tall - gap * count)) / (1 + UNEQUAL * count) + ROUNDED


def _ways(
    placed: tuple[int, ...], heights: Sequence[float], count: int, gap: float, most: float
) -> Iterator[tuple[int, ...]]:
    """The ways with one block moved or two exchanged, in which no column is higher than `most`."""
    room = [most - tall for tall in _tall(placed, heights, count, gap)]
    over = {column for column, free in enumerate(room) if free < 0}
    for block, column in enumerate(placed):
        more = heights[block] + gap
        for other in range(count):
            if other != column and -room[column] <= more <= room[other] and over <= {column}:
                yield (*placed[:block], other, *placed[block + 1 :])
    for one, two in combinations(range(len(placed)), 2):
        column, other = placed[one], placed[two]
        more = heights[one] - heights[two]
        if column != other and -room[column] <= more <= room[other] and over <= {column, other}:
            way = list(placed)
            way[one], way[two] = other, column
            yield tuple(way)


def _cost(placed: Sequence[int], heights: Sequence[float], count: int, gap: float) -> float:
    """The tallest column, how unequal they are, and how far from the order. Empty is worst."""
    tall = _tall(placed, heights, count, gap)
    if min(tall) < 0:
        return inf
    disorder = 0
    before = [0] * count  # of blocks that stand in a column further on
    for column in placed:
        disorder += before[column]
        for other in range(column):
            before[other] += 1
    most = max(tall)
    return round(most + UNEQUAL * (most * count - sum(tall)) + DISORDER * disorder, 6)


def _tall(
    placed: Sequence[int], heights: Sequence[float], count: int, gap: float
) -> Sequence[float]:
    """The height of each column, less than 0 for an empty one."""
    tall = [-gap] * count
    for column, height in zip(placed, heights, strict=True):
        tall[column] += height + gap
    return tall


def _columns(placed: Sequence[int], count: int) -> list[tuple[int, ...]]:
    return [
        tuple(block for block, column in enumerate(placed) if column == each)
        for each in range(count)
    ]


def _height(blocks: Sequence[int], heights: Sequence[float], gap: float) -> float:
    return sum(heights[block] for block in blocks) + gap * max(0, len(blocks) - 1)

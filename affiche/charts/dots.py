"""How often each star was given in; a dot a review, in groups, with their labels, out.

Where there are very many, a dot stands for more than one: `per` says for how many.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from affiche.charts.chart import Chart, Mark, Text, circle, text
from affiche.curves.text import estimate_width

WIDTH, GAP, SIZE, LEADING = 400.0, 9.0, 12.2, 14.5
# How far apart dots are, and how many stand above each other: fewer reviews, larger dots.
GRIDS = ((15.0, 6), (11.0, 8), (8.6, 10))
COLUMNS = 3
# So many reviews may a dot stand for.
PER = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 100_000)

Counts = Sequence[tuple[str, int, str]]


@dataclass(frozen=True)
class Dots:
    """The chart, and how many reviews a dot stands for."""

    chart: Chart
    per: int


def dots(
    counts: Counts, filled: Sequence[bool], mine: int | None = None,
    colours: tuple[str, str] = ("on-dark", "sun"),
) -> Dots:  # fmt: skip
    """`counts`: (star, how often, how that is said) from the lowest up; `filled` are those on the
    side that is told of, `mine` is the group of which one dot is this review."""
    per, grid = 1, next((g for g in GRIDS[:-1] if _roomy(counts, g)), GRIDS[-1])
    if _wide(counts, per, grid) > WIDTH:
        per = next((p for p in PER if _wide(counts, p, grid) <= WIDTH), PER[-1])
    step, high = grid
    marks: list[Mark] = []
    texts: list[Text] = []
    left, foot = 0.0, high * step
    for at, (star, count, said) in enumerate(counts):
        for number in range(ceil(count / per)):
            x = left + step * (number // high) + step / 2
            y = foot - step * (number % high) - step / 2
            marks.append(_dot(x, y, step, filled[at], at == mine and number == 0, colours))
        texts.append(text(left, foot + LEADING, star, size=SIZE, weight=700, colour=colours[0]))
        texts.append(text(left, foot + 2 * LEADING, said, size=SIZE, colour=colours[0]))
        left += _group(star, count, said, per, grid) + GAP
    return Dots(Chart(WIDTH, foot + 2 * LEADING + 4, tuple(marks), tuple(texts)), per)


def _dot(
    x: float, y: float, step: float, filled: bool, mine: bool, colours: tuple[str, str]
) -> Mark:  # fmt: skip
    radius = round(step * 0.37, 2)
    if mine:
        return Mark(circle(x, y, radius + 0.8), fill=colours[1])
    if filled:
        return Mark(circle(x, y, radius), fill=colours[0])
    return Mark(circle(x, y, radius - 0.6), stroke=colours[0], width=1.2)


def _group(star: str, count: int, said: str, per: int, grid: tuple[float, int]) -> float:
    """How wide a group is: its dots, or its labels."""
    labels = (estimate_width(words, SIZE) for words in (star, said))
    return max(grid[0] * ceil(count / per / grid[1]), *labels)


def _wide(counts: Counts, per: int, grid: tuple[float, int]) -> float:
    return sum(_group(star, count, said, per, grid) + GAP for star, count, said in counts) - GAP


def _roomy(counts: Counts, grid: tuple[float, int]) -> bool:
    """Whether there are few enough reviews for dots of this size."""
    most = max((count for _, count, _ in counts), default=0)
    return most <= COLUMNS * grid[1] and _wide(counts, 1, grid) <= WIDTH

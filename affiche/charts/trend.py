"""Figures through time in; a line over equal columns out, with each margin as a pale bar.

A period with too few answers breaks the line. Values and periods stand in the table that the
columns belong to.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from affiche.charts.chart import Chart, Mark, Text, box, circle, line, scale, text

COLUMN, HEIGHT = 92.0, 170.0
Point = tuple[float | None, float | None]  # value, margin


def trend(
    points: Sequence[Point], low: float, high: float, target: float | None = None,
    zero: bool = False,
) -> Chart:  # fmt: skip
    """The line; `target` is dashed, and `zero` a thin line where nought lies."""
    width = COLUMN * max(1, len(points))
    at = scale(low, high, HEIGHT - 12, 12)
    marks: list[Mark] = []
    texts: list[Text] = []
    if zero and low < 0 < high:
        marks.append(Mark(line(0, at(0), width, at(0)), stroke="line", width=1.2))
    for number, (value, margin) in enumerate(points):
        x = (number + 0.5) * COLUMN
        if value is not None and margin is not None:
            top, bottom = at(value + margin), at(value - margin)
            marks.append(Mark(box(x - 8, top, x + 8, bottom), fill="second-soft"))
    if target is not None:
        y = at(target)
        marks.append(Mark(line(0, y, width, y), stroke="second", width=1.6, dash="5 4"))
    for (x0, y0), (x1, y1) in _stretches(points, at):
        marks.append(Mark(line(x0, y0, x1, y1), stroke="ink", width=2.6))
    for number, (value, _) in enumerate(points):
        if value is not None:
            x = (number + 0.5) * COLUMN
            marks.append(Mark(circle(x, at(value), 5.5), fill="ink", stroke="card", width=2))
    if not any(value is not None for value, _ in points):
        texts.append(text(width / 2, HEIGHT / 2, "–", "middle", colour="muted"))
    return Chart(width, HEIGHT, tuple(marks), tuple(texts))


def _stretches(
    points: Sequence[Point], at: Callable[[float], float]
) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    spots = [
        ((number + 0.5) * COLUMN, at(value)) if value is not None else None
        for number, (value, _) in enumerate(points)
    ]
    return [(a, b) for a, b in pairwise(spots) if a and b]

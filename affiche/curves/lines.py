"""A series with its marks in; the unbroken lines through them and their strokes out."""

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from affiche.curves.drawing import Series, Stroke
from affiche.curves.marks import Plot, Spot, has_value
from affiche.curves.spline import Spline, number, path, spline

DASHES: tuple[tuple[float, ...], ...] = (
    (),
    (3.2, 1.9),
    (1.0, 1.5),
    (5.0, 1.5, 1.0, 1.5),
    (7.0, 2.2),
)
"""Dash and gap of each series in turn, in line widths; the first is unbroken."""


DOUBLE = 1.9
"""How wide a double line is, in line widths."""


class Run(NamedTuple):
    """One unbroken line and the marks that it passes through."""

    line: Spline
    spots: tuple[Spot, ...]


def runs(series: Series, row: Sequence[Spot], area: Plot) -> tuple[Run, ...]:
    """The lines of a series: a gap in the data is a gap in the line, one point alone has none."""
    gaps = [(area.x(point), i) for i, point in enumerate(series.points) if not has_value(point)]

    def passed(spot: Spot) -> int:
        return sum(gap < (area.x(spot.source), spot.point) for gap in gaps)

    found = []
    for _, group in groupby(row, key=passed):
        together = list(group)
        kept = together[:1] + [b for a, b in pairwise(together) if b.x > a.x]
        if len(kept) > 1:
            line = spline([spot.x for spot in kept], [spot.y for spot in kept])
            found.append(Run(line, tuple(kept)))
    return tuple(found)


def strokes(run: Run) -> tuple[Stroke, ...]:
    """A line in stretches: measured where the points at both ends are, otherwise assumed."""
    sure = [a.source.measured and b.source.measured for a, b in pairwise(run.spots)]
    found = []
    for measured, group in groupby(range(len(sure)), key=sure.__getitem__):
        pieces = list(group)
        found.append(Stroke(path(run.line, pieces[0], pieces[-1] + 1), measured))
    return tuple(found)


def dash_array(index: int, width: float) -> str:
    """The stroke-dasharray of a series for a line so wide; empty for an unbroken line."""
    return " ".join(number(part * width) for part in DASHES[index % len(DASHES)])

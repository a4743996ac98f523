"""A row of values in; the small curve of a card out: lines, dots and moments, no words."""

from collections.abc import Sequence

from affiche.curves.drawing import Frame, Moment, Point, Series, Spark, SparkDot, Style
from affiche.curves.lines import runs
from affiche.curves.marks import finite, mood, plot, spots
from affiche.curves.spline import path


def sparkline(
    values: Sequence[float | None],
    width: float,
    height: float,
    moments: Sequence[Moment | None] = (),
) -> Spark:
    """Evenly spaced values −2…+2 (None: a gap) as a curve in a frame; `moments` goes with them.

    A dot stands at each moment, at both ends, and where a value has no neighbour to join.
    """
    width, height = finite(width, 1.0, 1.0, 1e6), finite(height, 1.0, 1.0, 1e6)
    radius = 0.08 * min(width, height)
    step = width / max(1, len(values))
    points = tuple(
        Point((i + 0.5) * step, value, moment=moments[i] if i < len(moments) else None)
        for i, value in enumerate(values)
    )
    series = Series(points)
    style = Style(mark_radius=radius, line_width=0.6 * radius)
    area = plot((series,), Frame(width, height), style, 0.0)
    row = spots((series,), area, style)[0]
    lines = runs(series, row, area)
    joined = {spot.point for run in lines for spot in run.spots}
    ends = {spot.point for spot in (*row[:1], *row[-1:])}
    return Spark(
        width=round(area.width, 2),
        height=round(area.height, 2),
        zero=area.zero,
        line_width=round(style.line_width, 2),
        paths=tuple(path(run.line, 0, len(run.spots) - 1) for run in lines),
        dots=tuple(
            SparkDot(spot.x, spot.y, spot.radius, spot.shape, mood(spot.value), spot.source.moment)
            for spot in row
            if spot.source.moment or spot.point in ends or spot.point not in joined
        ),
    )

"""One figure on its scale in; the drawing of a table's cell out: track, margin, mark, target.

The mark is a circle where the target is reached (or there is none), a diamond where it is not, and
open where the figure is no more than chance.
"""

from __future__ import annotations

from collections.abc import Iterable

from affiche.charts.chart import Chart, Mark, box, circle, diamond, line, scale

WIDTH, HEIGHT, EDGE = 240.0, 22.0, 8.0
RADIUS = 5.5


def on_scale(
    value: float | None, low: float, high: float, margin: float | None = None,
    target: float | None = None, good: bool = True, ticks: Iterable[float] = (),
    span: tuple[float, float] | None = None, open_mark: bool = False, zero: bool = False,
) -> Chart:  # fmt: skip
    """The value with its margin (or the `span` of its interval) between low and high."""
    at = scale(low, high, EDGE, WIDTH - EDGE)
    middle = HEIGHT / 2
    marks = [Mark(line(EDGE, middle, WIDTH - EDGE, middle), stroke="line", width=1.2)]
    marks += [
        Mark(line(at(tick), middle - 4, at(tick), middle + 4), stroke="line", width=1.2)
        for tick in ticks
    ]
    if zero:
        marks.append(Mark(line(at(0), 1, at(0), HEIGHT - 1), stroke="muted", width=1))
    if target is not None:
        marks.append(
            Mark(line(at(target), 1, at(target), HEIGHT - 1), stroke="ink", width=1.4, dash="2 2")
        )
    if value is not None:
        colour = "second" if good else "accent-deep"
        ends = span or ((value - margin, value + margin) if margin is not None else None)
        if ends:
            dash = "3 2" if open_mark else ""
            d = line(at(ends[0]), middle, at(ends[1]), middle)
            marks.append(Mark(d, stroke=colour, width=2.6, dash=dash))
        shape = (circle if good else diamond)(at(value), middle, RADIUS)
        fill = "card" if open_mark else colour
        marks.append(Mark(shape, fill=fill, stroke=colour, width=1.8))
    return Chart(WIDTH, HEIGHT, tuple(marks))


def bar(part: float, colour: str = "second", width: float = 160.0, height: float = 10.0) -> Chart:
    """A bar that fills a part (0–1) of its cell."""
    end = max(1.0, round(width * min(1.0, max(0.0, part)), 2)) if part > 0 else 0.0
    marks = [Mark(box(0, 0, end, height), fill=colour)] if end else []
    return Chart(width, height, tuple(marks))

"""Points in; a smooth line through them that never goes higher or lower than the points, out.

The line is the monotone piecewise cubic of Fritsch and Butland ("A Method for Constructing Local
Monotone Piecewise Cubic Interpolants", SIAM J. Sci. Stat. Comput. 5, 1984; known as PCHIP), with
the one-sided slopes of Moler ("Numerical Computing with MATLAB", 2004, 3.6) at the ends. Between
two points it only rises or only falls, so the heights it takes over a stretch are known exactly
from the two ends of the stretch and the points between: no sampling.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Spline:
    """A line over rising x; `first` and `second` are the y of the control points of each piece.

    The x of the control points are at one and two thirds of the piece, so that x runs evenly.
    All coordinates are rounded to 2 decimals: what is tested is what is drawn.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    first: tuple[float, ...]
    second: tuple[float, ...]

    def y_at(self, x: float) -> float:
        """The height at x; outside the line that of its nearest end."""
        xs = self.xs
        if x <= xs[0]:
            return self.ys[0]
        if x >= xs[-1]:
            return self.ys[-1]
        i = bisect_right(xs, x) - 1
        t = (x - xs[i]) / (xs[i + 1] - xs[i])
        u = 1.0 - t
        return u * u * (u * self.ys[i] + 3.0 * t * self.first[i]) + t * t * (
            3.0 * u * self.second[i] + t * self.ys[i + 1]
        )

    def span(self, left: float, right: float) -> tuple[float, float] | None:
        """The least and greatest y between two x, exactly; None where there is no line."""
        xs = self.xs
        if right < xs[0] or left > xs[-1]:
            return None
        one, two = self.y_at(left), self.y_at(right)
        low, high = (one, two) if one < two else (two, one)
        for y in self.ys[bisect_left(xs, left) : bisect_right(xs, right)]:
            if y < low:
                low = y
            elif y > high:
                high = y
        return low, high


def spline(xs: Sequence[float], ys: Sequence[float]) -> Spline:
    """The line through points of strictly rising x (at least two)."""
    xs = tuple(round(x, 2) for x in xs)
    ys = tuple(round(y, 2) for y in ys)
    slopes = _slopes(xs, ys)
    first, second = [], []
    for i, (x0, x1) in enumerate(pairwise(xs)):
        third = (x1 - x0) / 3.0
        low, high = min(ys[i], ys[i + 1]), max(ys[i], ys[i + 1])
        first.append(_between(low, round(ys[i] + slopes[i] * third, 2), high))
        second.append(_between(low, round(ys[i + 1] - slopes[i + 1] * third, 2), high))
    return Spline(xs, ys, tuple(first), tuple(second))


def _between(low: float, value: float, high: float) -> float:
    return min(high, max(low, value))


def _slopes(xs: Sequence[float], ys: Sequence[float]) -> list[float]:
    steps = [b - a for a, b in pairwise(xs)]
    rises = [(b - a) / step for (a, b), step in zip(pairwise(ys), steps, strict=True)]
    if len(rises) == 1:
        return [rises[0], rises[0]]
    slopes = [_end_slope(steps[0], steps[1], rises[0], rises[1])]
    for i in range(1, len(rises)):
        before, after = rises[i - 1], rises[i]
        if before * after <= 0.0:
            slopes.append(0.0)
            continue
        one = 2.0 * steps[i] + steps[i - 1]
        two = steps[i] + 2.0 * steps[i - 1]
        slopes.append((one + two) / (one / before + two / after))
    slopes.append(_end_slope(steps[-1], steps[-2], rises[-1], rises[-2]))
    return slopes


def _end_slope(step: float, next_step: float, rise: float, next_rise: float) -> float:
    slope = ((2.0 * step + next_step) * rise - step * next_rise) / (step + next_step)
    if slope * rise <= 0.0:
        return 0.0
    if rise * next_rise <= 0.0 and abs(slope) > 3.0 * abs(rise):
        return 3.0 * rise
    return slope


def number(value: float) -> str:
    """A coordinate as SVG text: at most 2 decimals, no idle zeros."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def path(line: Spline, start: int, end: int) -> str:
    """The SVG path from point `start` to point `end` of a line."""
    parts = [f"M{number(line.xs[start])} {number(line.ys[start])}"]
    parts += [_piece(line, i) for i in range(start, end)]
    return "".join(parts)


def _piece(line: Spline, i: int) -> str:
    third = (line.xs[i + 1] - line.xs[i]) / 3.0
    return _bend(
        (line.xs[i] + third, line.first[i]),
        (line.xs[i + 1] - third, line.second[i]),
        (line.xs[i + 1], line.ys[i + 1]),
    )


def _bend(*points: tuple[float, float]) -> str:
    return "C" + " ".join(f"{number(x)} {number(y)}" for x, y in points)


def areas(line: Spline, zero: float) -> tuple[tuple[bool, str], ...]:
    """The closed shapes between a line and the zero line, each (above zero, SVG path)."""
    shapes: list[tuple[bool, list[str], float]] = []
    for i in range(len(line.xs) - 1):
        for points in _split(_corners(line, i), zero):
            middle = (points[0][1] + points[3][1]) / 2.0
            if points[0][1] == zero == points[3][1]:
                continue
            above = middle < zero
            if not shapes or shapes[-1][0] != above or shapes[-1][2] != points[0][0]:
                shapes.append((above, [_foot(points[0], zero)], 0.0))
            parts = [*shapes[-1][1], _bend(*points[1:])]
            shapes[-1] = (above, parts, points[3][0])
    return tuple(
        (above, "".join([*parts, f"L{number(end)} {number(zero)}Z"]))
        for above, parts, end in shapes
    )


_Point = tuple[float, float]
_Corners = tuple[_Point, _Point, _Point, _Point]


def _foot(start: _Point, zero: float) -> str:
    return f"M{number(start[0])} {number(zero)}L{number(start[0])} {number(start[1])}"


def _corners(line: Spline, i: int) -> _Corners:
    x0, x1 = line.xs[i], line.xs[i + 1]
    third = (x1 - x0) / 3.0
    return (
        (x0, line.ys[i]),
        (x0 + third, line.first[i]),
        (x1 - third, line.second[i]),
        (x1, line.ys[i + 1]),
    )


def _split(points: _Corners, zero: float) -> tuple[_Corners, ...]:
    """One piece, cut in two (de Casteljau) where it passes through zero."""
    if (points[0][1] - zero) * (points[3][1] - zero) >= 0.0:
        return (points,)
    low, high = 0.0, 1.0
    falling = points[0][1] > zero
    for _ in range(40):
        t = (low + high) / 2.0
        y = _cut(points, t)[0][3][1]
        low, high = (t, high) if (y > zero) == falling else (low, t)
    before, after = _cut(points, (low + high) / 2.0)
    touch = (before[3][0], zero)
    return ((*before[:3], touch), (touch, *after[1:]))


def _cut(points: _Corners, t: float) -> tuple[_Corners, _Corners]:
    def mix(a: _Point, b: _Point) -> _Point:
        return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)

    a, b, c, d = points
    ab, bc, cd = mix(a, b), mix(b, c), mix(c, d)
    abc, bcd = mix(ab, bc), mix(bc, cd)
    middle = mix(abc, bcd)
    return (a, ab, abc, middle), (middle, bcd, cd, d)

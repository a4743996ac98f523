"""Series and frame in; where every mark stands, how large it is and how it looks, out.

Marks stand at the place that the caller gives. Where that would put one on top of another they are
moved sideways by the least that keeps them apart, and shrink when there is no room even then.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import hypot

from affiche.curves.drawing import Frame, Moment, Mood, Point, Series, Shape, Style

SERIES_SHAPES: tuple[Shape, ...] = ("circle", "square", "triangle", "hexagon", "kite")
MOMENT_SHAPES: dict[Moment, Shape] = {"truth": "diamond", "magic": "star", "misery": "bolt"}
SHAPE_SCALE: dict[Shape, float] = {
    "circle": 1.0,
    "square": 1.18,
    "triangle": 1.32,
    "hexagon": 1.08,
    "kite": 1.25,
    "diamond": 1.5,
    "star": 1.65,
    "bolt": 1.6,
    "block": 0.62,
}
"""The circle around each shape, in radii of a plain mark: equally heavy, moments more."""
LIMIT = 2.0
"""The scale runs from −2 to +2."""
MOOD_FROM = 0.5
"""From this value on a feeling counts as positive, below its opposite as negative."""


# Parts of the radius that are tried in turn, with the part of two radii that may overlap.
_TRIES = tuple((part, 0.0) for part in (1.0, 0.85, 0.72, 0.6)) + tuple(
    (part, 0.45) for part in (0.85, 0.72, 0.6, 0.45, 0.3, 0.2, 0.1, 0.05)
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A point in its place. `reach` is the radius of the mark with its edge."""

    series: int
    point: int
    x: float
    y: float
    radius: float
    reach: float
    value: float
    shape: Shape
    source: Point


@dataclass(frozen=True, slots=True)
class Plot:
    """The places of the scale in a frame: y of value v is zero − v·unit."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    zero: float
    unit: float

    def x(self, point: Point) -> float:
        """Where a point asks to stand, within the padding."""
        return round(finite(point.x, self.left, self.left, self.right), 2)

    def y(self, value: float) -> float:
        """The height of a value."""
        return round(self.zero - value * self.unit, 2)


def finite(value: float | None, otherwise: float, low: float, high: float) -> float:
    """A number within its limits, whatever was given."""
    if value is None or value != value:
        return otherwise
    return min(high, max(low, float(value)))


def places_in(left: float, right: float, count: int) -> tuple[float, ...]:
    """The x of so many points, evenly in a column: each in the middle of its own part."""
    step = (right - left) / max(1, count)
    return tuple(round(left + (i + 0.5) * step, 2) for i in range(count))


def shape_of(index: int, series: Series) -> Shape:
    """The shape of the marks of a series that are no moments."""
    return "block" if series.double else SERIES_SHAPES[index % len(SERIES_SHAPES)]


def has_value(point: Point) -> bool:
    """Whether a point has a mark; without one it is a gap."""
    return point.value is not None and point.value == point.value


def plot(series: Sequence[Series], frame: Frame, style: Style, scale_width: float) -> Plot:
    """Where the scale lies in the frame. `scale_width`: what its numbers take at the left."""
    width = finite(frame.width, 1.0, 1.0, 1e6)
    height = finite(frame.height, 1.0, 1.0, 1e6)
    reach = style.mark_radius * max(SHAPE_SCALE.values()) + style.line_width
    if frame.padding is None:
        top, bottom = _ends(series, style, width, height, reach)
        left = right = min(reach, 0.45 * width)
    else:
        top, right, bottom, left = (finite(pad, 0.0, 0.0, 1e6) for pad in frame.padding)
    left = max(left, scale_width + reach) if scale_width else left
    if left + right >= width:
        left = right = 0.45 * width
    if top + bottom >= height:
        top = bottom = 0.45 * height
    unit = (height - top - bottom) / (2.0 * LIMIT)
    zero = round(top + LIMIT * unit, 2)
    left, right = round(left, 2), round(width - right, 2)
    return Plot(width, height, left, right, top, height - bottom, zero, unit)


def _ends(
    series: Sequence[Series], style: Style, width: float, height: float, reach: float
) -> tuple[float, float]:
    """Room above +2 and below −2 for a mark, and for a label as far as the values come near."""
    points = [point for one in series for point in one.points if has_value(point)]
    values = [finite(point.value, 0.0, -LIMIT, LIMIT) for point in points] or [0.0]
    lines = _label_lines(series, points, style, width)
    moment = any(point.moment and point.label for point in points)
    size = max(style.font_size, (moment and style.moment_size) or 0.0)
    label = reach + (lines + 0.35) * size * style.line_height if lines else reach
    least, most = min(reach, 0.2 * height), min(label, 0.25 * height)
    top = bottom = most
    for _ in range(6):  # a lower peak leaves room, which makes the steps larger
        unit = (height - top - bottom) / (2.0 * LIMIT)
        top = max(least, most - (LIMIT - max(values)) * unit)
        bottom = max(least, most - (LIMIT + min(values)) * unit)
    return top, bottom


def _label_lines(
    series: Sequence[Series], points: Sequence[Point], style: Style, width: float
) -> int:
    """Over how many lines the labels will be set: one more than given where they are wide."""
    lines = [line for point in points for line in point.label]
    if not lines:
        return int(len(series) > 1)
    most = max(len(point.label) for point in points)
    room = 1.8 * width / max(len(one.points) for one in series)
    wide = max(style.width_of(line, style.font_size) for line in lines) > room
    return min(3, most + wide)


def mood(value: float) -> Mood:
    """Which of the three faces belongs to a value."""
    if value >= MOOD_FROM:
        return "positive"
    return "negative" if value <= -MOOD_FROM else "neutral"


def spots(series: Sequence[Series], area: Plot, style: Style) -> tuple[tuple[Spot, ...], ...]:
    """The marks of each series from left to right, without two on top of each other.

    Marks shrink to 0.6 of their size before those of two series may overlap by half, and shrink on
    when there is no room even so.
    """
    count = sum(not one.double for one in series)
    wanted = [_wanted(index, one, count, area) for index, one in enumerate(series)]
    radius = min(style.mark_radius, *_room(wanted, area), 0.2 * min(area.width, area.height))
    for part, overlap in _TRIES:
        size = radius * part
        placed = _settle(wanted, area, size, min(style.line_width, size), 1.0 - overlap)
        if placed is not None:
            return placed
    return _sized(wanted, radius * _TRIES[-1][0], min(style.line_width, radius * _TRIES[-1][0]))


def _wanted(index: int, series: Series, count: int, area: Plot) -> list[Spot]:
    """The points with a value, each in the place that it asks for, from left to right."""
    found = []
    for number, point in enumerate(series.points):
        if not has_value(point):
            continue
        value = finite(point.value, 0.0, -LIMIT, LIMIT)
        x = area.x(point)
        shape = shape_of(index, series) if count > 1 or series.double else "circle"
        shape = MOMENT_SHAPES.get(point.moment, shape) if point.moment else shape
        found.append(Spot(index, number, x, area.y(value), 0.0, 0.0, value, shape, point))
    return sorted(found, key=lambda spot: (spot.x, spot.point))


def _room(wanted: Sequence[Sequence[Spot]], area: Plot) -> list[float]:
    """For each series the radius at which its marks, side by side, fill the width."""
    scales = [sum(2.0 * SHAPE_SCALE[spot.shape] for spot in one) for one in wanted if len(one) > 1]
    return [0.9 * (area.right - area.left) / scale for scale in scales] or [1e6]


def _sized(
    wanted: Sequence[Sequence[Spot]], radius: float, edge: float
) -> tuple[tuple[Spot, ...], ...]:
    return tuple(
        tuple(
            replace(
                spot,
                radius=round(radius * SHAPE_SCALE[spot.shape], 3),
                reach=round(radius * SHAPE_SCALE[spot.shape] + edge / 2.0, 3),
            )
            for spot in one
        )
        for one in wanted
    )


def _settle(
    wanted: Sequence[Sequence[Spot]], area: Plot, radius: float, edge: float, part: float
) -> tuple[tuple[Spot, ...], ...] | None:
    """All marks at this size, moved aside where needed; None when there is no room.

    `part`: how much of their two radii the marks of two series keep apart.
    """
    rows: list[tuple[Spot, ...]] = []
    for one in _sized(wanted, radius, edge):
        taken = [spot for row in rows for spot in row]
        row: list[Spot] = []
        for spot in _spread(one, area):
            free = _step_aside(spot, taken, area, part)
            if free is None or (row and free.x < row[-1].x + 0.04):
                return None
            row.append(free)
        rows.append(tuple(row))
    return tuple(rows)


def _spread(one: Sequence[Spot], area: Plot) -> list[Spot]:
    """One series with each mark clear of the one before it, pushed to the right and then back."""
    xs = [spot.x for spot in one]
    needs = [max(0.05, a.reach + b.reach) for a, b in pairwise(one)]
    for i, need in enumerate(needs):
        xs[i + 1] = max(xs[i + 1], xs[i] + need)
    if xs and xs[-1] > area.right:
        xs[-1] = area.right
        for i in range(len(needs) - 1, -1, -1):
            xs[i] = min(xs[i], xs[i + 1] - needs[i])
    return [replace(spot, x=round(x, 2)) for spot, x in zip(one, xs, strict=True)]


def _step_aside(spot: Spot, taken: Sequence[Spot], area: Plot, part: float) -> Spot | None:
    """The nearest x where the mark keeps clear of those of the series before it."""
    needs = [
        (other, part * (other.reach + spot.reach))
        for other in taken
        if abs(other.y - spot.y) < part * (other.reach + spot.reach)
    ]
    places = [spot.x]
    for other, need in needs:
        aside = (need * need - (other.y - spot.y) ** 2) ** 0.5 + 0.02
        places += [round(other.x - aside, 2), round(other.x + aside, 2)]
    for x in sorted(places, key=lambda x: (round(abs(x - spot.x), 1), -x)):
        if area.left <= x <= area.right and all(
            hypot(other.x - x, other.y - spot.y) >= need - 0.01 for other, need in needs
        ):
            return replace(spot, x=x)
    return None

"""Aspects in, each with importance and satisfaction; the gap chart out.

Names of quadrants stand outside the plot, each with what it means where all four have room, and
what is laid up stands above its numbers. A label stays in the quadrant of its point, beside it or
with a leader that crosses nothing; where there is no room the point gets a number, and the key says
what it stands for. Points that lie on each other are moved apart by the least that shows both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from affiche.charts.chart import Anchor, Chart, Mark, Text, box, circle, diamond, line, scale, text
from affiche.curves.boxes import Box, apart
from affiche.curves.candidates import Place, Wanted, places
from affiche.curves.drawing import Point
from affiche.curves.labels import arrange
from affiche.curves.marks import Spot
from affiche.curves.scene import Scene
from affiche.curves.text import estimate_width, settings

To = Callable[[float], float]
SCREEN = (660.0, 460.0)
LEFT, RIGHT, TOP, BOTTOM = 42.0, 12.0, 34.0, 48.0
AXIS = 17.0  # what is laid along has a line of its own, where it has no room among its numbers
NAME, NOTE, TICK = 15.0, 13.0, 13.0
RADIUS, NUMBERED, SIZE, GAP = 6.5, 9.0, 13.0, 4.0
MOST = 30  # points; the table has all of them
ROUNDS = 60
# quadrant → fill of its ground, colour of its points, whether they are filled
LOOKS = {
    "improve": ("accent-soft", "accent-deep", True),
    "build": ("second-soft", "second", True),
    "watch": ("", "muted", False),
    "maintain": ("", "second", False),
}


@dataclass(frozen=True, slots=True)
class Dot:
    """One aspect: satisfaction (along), importance (up), its quadrant, and what it is called."""

    along: float
    up: float
    quadrant: str
    label: str


@dataclass(frozen=True, slots=True)
class Quadrants:
    """The chart, and what the numbers in it stand for."""

    chart: Chart
    key: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class _Plot:
    x0: float
    y0: float
    x1: float
    y1: float
    cross_x: float
    cross_y: float

    def ground(self, quadrant: str) -> Box:
        """The box of a quadrant."""
        top = quadrant in ("improve", "build")
        left = quadrant in ("improve", "watch")
        return Box(
            self.x0 if left else self.cross_x, self.y0 if top else self.cross_y,
            self.cross_x if left else self.x1, self.cross_y if top else self.y1,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """All that the chart is drawn from, for whoever has to find how large it may be."""

    dots: tuple[Dot, ...]
    lines: tuple[float, float]
    span: tuple[float, float]
    names: Mapping[str, tuple[str, str]]
    axes: tuple[str, str]
    ticks: tuple[tuple[float, str], ...]

    def drawn(self, size: tuple[float, float] = SCREEN) -> Quadrants:
        """The chart, so wide and high."""
        return quadrants(self.dots, self.lines, self.span, self.names, self.axes, self.ticks, size)


def quadrants(
    dots: Sequence[Dot], lines: tuple[float, float], span: tuple[float, float],
    names: Mapping[str, tuple[str, str]], axes: tuple[str, str],
    ticks: Sequence[tuple[float, str]], size: tuple[float, float] = SCREEN,
) -> Quadrants:  # fmt: skip
    """The chart. `lines`: importance and satisfaction where the quadrants meet; `span`: the scale;
    `names` of the quadrants, each with what it means; `axes`: what runs along and what runs up."""
    dots = dots[:MOST]
    low, high = _reach(dots, lines, span)
    ticks = [(value, said) for value, said in ticks if low <= value <= high]
    width, height = size
    along = scale(low, high, LEFT, width - RIGHT)
    among = _among(axes[0], [along(value) for value, _ in ticks])
    foot = height - BOTTOM - (0.0 if among else AXIS)
    up = scale(low, high, foot, TOP)
    plot = _Plot(LEFT, TOP, width - RIGHT, foot, along(lines[1]), up(lines[0]))
    spots = _apart([(along(dot.along), up(dot.up)) for dot in dots], dots, plot)
    placed = _labels(dots, spots, plot)
    marks, texts, key = _drawn(dots, spots, placed)
    frame = [*_grounds(plot), *_rules(plot)]
    around = [
        *_axes(plot, axes, among),
        *_names(plot, names, _head(plot, axes)[1], height - 12),
        *_numbers(plot, along, up, ticks),
    ]
    solid = tuple(Box(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS) for x, y in spots)
    return Quadrants(Chart(width, height, (*frame, *marks), (*around, *texts), solid), tuple(key))


def _reach(
    dots: Sequence[Dot], lines: tuple[float, float], span: tuple[float, float]
) -> tuple[float, float]:
    """The part of the scale that is shown: whole steps around all values, the same both ways."""
    values = [value for dot in dots for value in (dot.along, dot.up)] or [*span]
    low = max(span[0], float(int(min(*values, *lines))))
    high = min(span[1], float(-int(-max(*values, *lines) // 1)))
    return (low, high) if high - low >= 1 else (span[0], span[1])


def _apart(
    wanted: Sequence[tuple[float, float]], dots: Sequence[Dot], plot: _Plot
) -> list[tuple[float, float]]:
    """Points that keep two radii between them, each in its own quadrant."""
    found = [
        _inside(x, y, plot.ground(dot.quadrant), plot)
        for (x, y), dot in zip(wanted, dots, strict=True)
    ]
    least = 2 * NUMBERED + 1
    for _ in range(ROUNDS):
        moved = False
        for one in range(len(found)):
            for two in range(one + 1, len(found)):
                (ax, ay), (bx, by) = found[one], found[two]
                away = hypot(bx - ax, by - ay)
                if away >= least:
                    continue
                moved = True
                dx, dy = (
                    ((bx - ax) / away, (by - ay) / away) if away else (1.0, 0.4 * (one % 3 - 1))
                )
                push = (least - away) / 2 + 0.05
                found[one] = _inside(
                    ax - dx * push, ay - dy * push, plot.ground(dots[one].quadrant), plot
                )
                found[two] = _inside(
                    bx + dx * push, by + dy * push, plot.ground(dots[two].quadrant), plot
                )
        if not moved:
            break
    return found


def _inside(x: float, y: float, ground: Box, plot: _Plot) -> tuple[float, float]:
    """The point within its quadrant; within the plot where the quadrant is too narrow for it."""
    return (
        round(_between(x, ground.x0, ground.x1, plot.x0, plot.x1), 2),
        round(_between(y, ground.y0, ground.y1, plot.y0, plot.y1), 2),
    )


def _between(at: float, low: float, high: float, least: float, most: float) -> float:
    edge = NUMBERED + 1
    if high - low < 2 * edge:
        return min(max((low + high) / 2, least + edge), most - edge)
    return min(max(at, low + edge), high - edge)


def _labels(
    dots: Sequence[Dot], points: Sequence[tuple[float, float]], plot: _Plot
) -> dict[int, Place]:
    """A place for as many labels as can stand, in each quadrant apart."""
    spots = [
        Spot(0, number, x, y, RADIUS, RADIUS + 1.5, 0.0, "circle", Point(x, 0.0))
        for number, (x, y) in enumerate(points)
    ]
    ordered = sorted(spots, key=lambda one: one.x)
    found: dict[int, Place] = {}
    for quadrant in LOOKS:
        inner = plot.ground(quadrant)
        frame = Box(inner.x0 + GAP, inner.y0 + GAP, inner.x1 - GAP, inner.y1 - GAP)
        scene = Scene(
            frame=frame, zero=-1e6, columns=(), lines=(), spots=tuple(ordered),
            xs=tuple(one.x for one in ordered), reach=RADIUS + 1.5, fixed=(), size=SIZE,
            line_height=1.2 * SIZE, gap=GAP, leader_gap=2.5,
        )  # fmt: skip
        here = [n for n, dot in enumerate(dots) if dot.quadrant == quadrant]
        wanted = [_wanted(dots[n].label, spots[n], rank) for rank, n in enumerate(here)]
        chosen = arrange([places(one, scene, 24) for one in wanted], 0.5 * GAP)
        found |= {here[rank]: place for rank, place in chosen.items()}
    return found


def _wanted(label: str, spot: Spot, rank: int) -> Wanted:
    options = settings((label,), SIZE, 1.2 * SIZE, estimate_width, 3)
    return Wanted((float(rank),), "point", ((spot, 0.0),), options, 0, (label,))


def _drawn(
    dots: Sequence[Dot], points: Sequence[tuple[float, float]], placed: Mapping[int, Place]
) -> tuple[list[Mark], list[Text], list[tuple[int, str]]]:
    marks: list[Mark] = []
    texts: list[Text] = []
    key: list[tuple[int, str]] = []
    numbers: list[tuple[int, Box]] = []
    for number, (dot, (x, y)) in enumerate(zip(dots, points, strict=True)):
        _, colour, filled = LOOKS[dot.quadrant]
        place = placed.get(number)
        shape = diamond if dot.quadrant in ("improve", "watch") else circle
        if place is None:
            marks.append(Mark(circle(x, y, NUMBERED), "card", colour, 1.6))
            said = text(x, y + 4.6, str(1 + len(numbers)), "middle", SIZE, 700)
            # Points that could not be moved apart share a number.
            near = next((n for n, one in numbers if not apart(one, said.box, 0.5)), 0)
            key.append((near or 1 + len(numbers), dot.label))
            if not near:
                numbers.append((1 + len(numbers), said.box))
                texts.append(said)
            continue
        marks.append(Mark(shape(x, y, RADIUS - 1), colour if filled else "card", colour, 2))
        if place.leader:
            a = place.leader
            marks.append(Mark(line(a.x1, a.y1, a.x2, a.y2), stroke="muted", width=1))
        anchor = {"start": place.box.x0, "middle": (place.box.x0 + place.box.x1) / 2,
                  "end": place.box.x1}[place.anchor]  # fmt: skip
        for row, words in enumerate(place.setting.lines):
            baseline = place.box.y0 + (row * 1.2 + 0.93) * SIZE
            texts.append(text(anchor, baseline, words, place.anchor, SIZE, 600))
    return marks, texts, key


def _grounds(plot: _Plot) -> list[Mark]:
    return [
        Mark(box(*plot.ground(name)), fill=ground)
        for name, (ground, _, _) in LOOKS.items()
        if ground
    ]


def _rules(plot: _Plot) -> list[Mark]:
    return [
        Mark(line(plot.x0, plot.y1, plot.x1, plot.y1), stroke="muted", width=1),
        Mark(line(plot.x0, plot.y0, plot.x0, plot.y1), stroke="muted", width=1),
        Mark(line(plot.cross_x, plot.y0, plot.cross_x, plot.y1), "", "ink", 1.2, "5 4"),
        Mark(line(plot.x0, plot.cross_y, plot.x1, plot.cross_y), "", "ink", 1.2, "5 4"),
    ]


def _among(axis: str, numbers: Sequence[float]) -> float | None:
    """The middle of the widest room among the numbers, the one nearest to the middle; None when
    what is laid along has no room there."""
    least = estimate_width(axis, TICK) + 4 * GAP
    rooms = [(a, b) for a, b in pairwise(numbers) if b - a >= least]
    if not rooms:
        return None
    middle = (numbers[0] + numbers[-1]) / 2
    a, b = min(rooms, key=lambda room: abs((room[0] + room[1]) / 2 - middle))
    return (a + b) / 2


def _head(plot: _Plot, axes: tuple[str, str]) -> tuple[str, float]:
    """What is laid up, above its numbers, and where the name of the first quadrant begins."""
    said = _cut(axes[1], (plot.x1 - plot.x0) / 4, NOTE)
    return said, max(plot.x0, GAP + estimate_width(said, NOTE) + 3 * GAP)


def _axes(plot: _Plot, axes: tuple[str, str], among: float | None) -> Iterator[Text]:
    """What runs along and what runs up."""
    yield text(GAP, TOP - 12, _head(plot, axes)[0], "start", NOTE, 600, "muted")
    at, below = ((plot.x0 + plot.x1) / 2, 16 + AXIS) if among is None else (among, 16)
    yield text(at, plot.y1 + below, _cut(axes[0], plot.x1 - plot.x0, TICK), "middle", TICK, 600,
               "muted")  # fmt: skip


def _names(
    plot: _Plot, names: Mapping[str, tuple[str, str]], head: float, foot: float
) -> Iterator[Text]:
    """The names of the quadrants, and what they mean when that has room beside every one. `head`:
    where the first begins; `foot`: how low the lower ones stand."""
    looks: tuple[tuple[str, Anchor, str], ...] = (
        ("improve", "start", "accent-deep"), ("build", "end", "second"),
        ("watch", "start", "ink"), ("maintain", "end", "ink"),
    )  # fmt: skip
    middle = (plot.x0 + plot.x1) / 2
    rooms = {"improve": middle - head - 2 * GAP}
    half = middle - plot.x0 - 2 * GAP
    noted = all(
        text(0, 0, said, size=NAME, tail=note, tail_size=NOTE).box.x1 <= rooms.get(name, half)
        for name, (said, note) in names.items()
    )
    for name, anchor, colour in looks:
        x = plot.x1 if anchor == "end" else head if name == "improve" else plot.x0
        y = TOP - 12 if name in ("improve", "build") else foot
        said, note = names[name]
        said = _cut(said, rooms.get(name, half), NAME)
        yield text(x, y, said, anchor, NAME, 700, colour, note if noted else "", NOTE)


def _numbers(plot: _Plot, along: To, up: To, ticks: Sequence[tuple[float, str]]) -> Iterator[Text]:
    """The numbers of the scale, along and up."""
    for value, said in ticks:
        yield text(along(value), plot.y1 + 16, said, "middle", TICK, 400, "muted")
        yield text(plot.x0 - 7, up(value) + 4, said, "end", TICK, 400, "muted")


def _cut(name: str, room: float, size: float) -> str:
    """A name that is wider than its part of the chart, shortened: the table has it whole."""
    while estimate_width(name, size) > room and len(name) > 2:
        name = f"{name.rstrip('…')[:-1]}…"
    return name

"""What is believed and what was measured in, place by place; both curves over equal columns out.

Believed is dotted and hollow, measured solid and filled; the bar between the two is their
difference, and the largest has an edge and a diamond. Labels are placed as those of the emotion
curve are: they touch no line, no mark and no bar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from affiche.charts.chart import Chart, Mark, Text, box, circle, diamond, text
from affiche.curves import Drawing, Frame, Point, Series, Style, draw
from affiche.curves.boxes import Box

COLUMN, HEIGHT = 96.0, 250.0
RADIUS, LINE, SIZE, BAR = 6.0, 3.0, 13.0, 13.0
WIDEST = 1220.0
"""Few columns are so much wider that the chart keeps its shape. The first, with the names of the
table's rows, is 1.3 times as wide, and holds the scale."""
BEYOND = 3.0
"""A value that lies outside the scale, for what keeps labels out of the first column."""


@dataclass(frozen=True, slots=True)
class Place:
    """One column: both values from −2 to 2, None where there is none; `label` is the measured."""

    believed: float | None
    measured: float | None
    label: str = ""
    largest: bool = False


@dataclass(frozen=True, slots=True)
class Curves:
    """All that the chart is drawn from, for whoever has to find how large it may be."""

    places: tuple[Place, ...]
    borders: tuple[int, ...]
    names: tuple[str, str]
    ends: tuple[str, str, str]

    def part(self, start: int, stop: int) -> Curves:
        """The columns from `start` up to `stop`, for a sheet that has them below each other."""
        borders = tuple(at - start for at in self.borders if start < at < stop)
        return Curves(self.places[start:stop], borders, self.names, self.ends)

    def drawn(self, height: float, column: float | None = None) -> Chart:
        """The chart, so high, with columns so wide."""
        return believed(self.places, self.borders, self.names, self.ends, height, column)


def believed(
    places: Sequence[Place], borders: Sequence[int], names: tuple[str, str],
    ends: tuple[str, str, str] = ("", "", ""), height: float = HEIGHT, column: float | None = None,
) -> Chart:  # fmt: skip
    """The chart; `borders`: columns before which a phase ends; `names` of the two lines; `ends`:
    what the least, the middle and the most of the scale are called; `column`: how wide one is."""
    column = column or max(COLUMN, WIDEST / (len(places) + 1.3))
    lead = 1.3 * column
    width = lead + column * max(1, len(places))
    xs = [lead + (number + 0.5) * column for number in range(len(places))]
    ours = tuple(Point(x, one.believed, (), False) for x, one in zip(xs, places, strict=True))
    theirs = tuple(
        Point(x, one.measured, (one.label,) if one.label else ())
        for x, one in zip(xs, places, strict=True)
    )
    bars = tuple(
        (x, one.believed, one.measured, BAR)
        for x, one in zip(xs, places, strict=True)
        if one.believed is not None and one.measured is not None
    )
    bars = (*bars, (lead / 2, BEYOND, -BEYOND, lead))
    frame = Frame(width, height, None, tuple(lead + n * column for n in borders), bars=bars)
    style = Style(SIZE, RADIUS, LINE)
    drawing = draw((Series(ours, names[0]), Series(theirs, names[1])), frame, style)
    texts = (*_levels(drawing, ends, lead), *_texts(drawing))
    return Chart(width, height, tuple(_marks(drawing, places, lead)), texts, _solid(drawing))


def _levels(drawing: Drawing, ends: tuple[str, str, str], lead: float) -> list[Text]:
    """The numbers of the scale, each at its line, with a word at the ends and the middle."""
    names = (f"{ends[0]} −2", "−1", f"{ends[1]} 0", "+1", f"{ends[2]} +2")
    said = dict(zip((-2.0, -1.0, 0.0, 1.0, 2.0), names, strict=True))
    return [
        text(lead - 8, rule.at + 4, said[rule.value or 0].strip(), "end", 12, 400, "muted")
        for rule in (*drawing.grid, drawing.zero)
    ]


def _marks(drawing: Drawing, places: Sequence[Place], lead: float) -> list[Mark]:
    marks = [
        Mark(f"M{rule.at} {start}V{end}", stroke="line", width=1)
        for rule in drawing.columns
        for start, end in rule.spans
    ]
    marks += [
        Mark(f"M{max(start, lead)} {rule.at}H{end}", stroke="line", width=1)
        for rule in drawing.grid
        for start, end in rule.spans
        if end > lead
    ]
    zero = drawing.zero
    marks += [
        Mark(f"M{max(start, lead)} {zero.at}H{end}", stroke="muted", width=1.2, dash="2 4")
        for start, end in zero.spans
        if end > lead
    ]
    ours, theirs = drawing.series
    below = {mark.point: mark for mark in theirs.marks}
    for mark in ours.marks:
        other = below.get(mark.point)
        if other is None or mark.y == other.y:
            continue
        down = other.y > mark.y
        edge = "accent-deep" if places[mark.point].largest else ""
        half = BAR / 2
        d = box(other.x - half, min(mark.y, other.y), other.x + half, max(mark.y, other.y))
        marks.append(Mark(d, "accent-soft" if down else "second-soft", edge, 1.5))
    marks += [Mark(part.d, stroke="muted", width=2, dash="2 4") for part in ours.strokes]
    marks += [Mark(part.d, stroke="ink", width=LINE) for part in theirs.strokes]
    marks += [Mark(circle(m.x, m.y, m.radius), "card", "muted", 2) for m in ours.marks]
    for m in theirs.marks:
        large = places[m.point].largest
        shape = diamond(m.x, m.y, m.radius) if large else circle(m.x, m.y, m.radius)
        marks.append(Mark(shape, "accent-deep" if large else "ink", "card", 1.6))
    leaders = [label.leader for label in drawing.labels if label.leader]
    marks += [Mark(f"M{a.x1} {a.y1}L{a.x2} {a.y2}", stroke="muted", width=1) for a in leaders]
    return marks


def _texts(drawing: Drawing) -> list[Text]:
    texts = []
    for label in drawing.labels:
        first = label.lines[0]
        series = label.kind == "series"
        colour = "muted" if series and label.series == 0 else "ink"
        for one in label.lines:
            made = text(label.x, one.y, one.text, label.anchor, label.size,
                        700 if series or one is first else 400, colour)  # fmt: skip
            texts.append(made)
    return texts


def _solid(drawing: Drawing) -> tuple[Box, ...]:
    """The boxes of all marks."""
    return tuple(
        Box(m.x - m.radius, m.y - m.radius, m.x + m.radius, m.y + m.radius)
        for one in drawing.series
        for m in one.marks
    )

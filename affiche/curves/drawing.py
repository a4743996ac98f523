"""What goes into a curve and what comes out of it: frozen data, nothing else.

Every length is in one unit that the caller chooses (mm, pt, px); results are rounded to 2 decimals,
so the frame should be some tens of units wide at least. x grows to the right, y downwards.
"""

from dataclasses import dataclass
from typing import Literal

from affiche.curves.boxes import Box, Leader
from affiche.curves.text import TextWidth, estimate_width

Moment = Literal["truth", "magic", "misery"]
Mood = Literal["positive", "neutral", "negative"]
Shape = Literal[
    "circle", "square", "triangle", "hexagon", "kite", "star", "diamond", "bolt", "block"
]


# ---- in


@dataclass(frozen=True, slots=True)
class Point:
    """One place on the curve: x in the frame's unit, value −2…+2 or None for a gap."""

    x: float
    value: float | None
    label: tuple[str, ...] = ()
    """At most two lines as a rule: the touchpoint or the word, then the feeling with its number."""
    measured: bool = True
    moment: Moment | None = None
    bare: bool = False
    """The label says no more than where the mark stands: without room it is left off."""


@dataclass(frozen=True, slots=True)
class Series:
    """One state of a journey, or one persona in it."""

    points: tuple[Point, ...]
    name: str = ""
    """Drawn at the end of its line when there are two series or more."""
    double: bool = False
    """Drawn as a double line with plain marks, beside the lines of the others."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The sheet of the curve, and the x of the column borders on it."""

    width: float
    height: float
    padding: tuple[float, float, float, float] | None = None
    """Top, right, bottom, left, between the frame and the places of +2 and −2; None: as needed."""
    columns: tuple[float, ...] = ()
    scale: bool = False
    """Whether the numbers −2…+2 stand at the left."""
    backwards: bool = False
    """Whether it is read from right to left, so that a line ends at the left."""
    bars: tuple[tuple[float, float, float, float], ...] = ()
    """Upright bars that labels keep clear of: x of the middle, two values, width."""
    levels: tuple[float, ...] = (-2.0, -1.0, 1.0, 2.0)
    """The values, beside zero, at which a thin rule lies across."""


@dataclass(frozen=True, slots=True)
class Style:
    """Sizes of type and marks, in the frame's unit."""

    font_size: float = 14.0
    mark_radius: float = 8.0
    line_width: float = 3.0
    line_height: float = 1.2
    """Times the font size."""
    most_lines: int = 3
    """A label may be broken over so many lines; a long one over one or two more."""
    width_of: TextWidth = estimate_width
    moment_size: float | None = None
    """Of the labels of moments, which are read from further away; None: as all others."""
    numbered: bool = True
    """Whether a label without a place becomes a number on the map and a line in the key."""
    number_least: float = 0.0
    """The least type of a number; a label whose number would be smaller is left off."""


# ---- out


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight rule with room left for labels: `at` is its fixed coordinate."""

    at: float
    spans: tuple[tuple[float, float], ...]
    value: float | None = None


@dataclass(frozen=True, slots=True)
class ScaleNumber:
    """A number of the scale, from −2 to +2, at the left of the frame."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """A stretch of the line: an SVG path, and whether all of it was measured."""

    d: str
    measured: bool


@dataclass(frozen=True, slots=True)
class Area:
    """The ground between the line and zero: an SVG path."""

    d: str
    above: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A point as drawn. `reach` is the radius that nothing else comes into."""

    series: int
    point: int
    x: float
    y: float
    radius: float
    reach: float
    value: float
    shape: Shape
    mood: Mood
    measured: bool
    moment: Moment | None
    number: int | None = None
    """Stands inside the mark, `number_size` high, when its label went to the key."""
    number_size: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a label at its baseline; strong: belongs to the first line as given."""

    text: str
    y: float
    strong: bool


@dataclass(frozen=True, slots=True)
class Label:
    """Text beside a mark: `kind` point (its words), series (the name of a line) or number (key)."""

    kind: Literal["point", "series", "number"]
    series: int
    point: int
    x: float
    anchor: Literal["start", "middle", "end"]
    lines: tuple[Line, ...]
    box: Box
    leader: Leader | None
    size: float
    """Of its type."""


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A label that had no room: its number on the map, and its words for the list beside it.

    `number` is None for the name of a series; the list then shows its mark and dash.
    """

    number: int | None
    series: int
    point: int | None
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOff:
    """A label that is shown nowhere, and why: a label belongs to a mark, a gap has none; or there
    is no place for it, nor for a number that can be read; or no place, and it is bare."""

    series: int
    point: int
    lines: tuple[str, ...]
    reason: Literal["no value", "no room", "bare"] = "no value"


@dataclass(frozen=True, slots=True)
class SeriesDrawing:
    """One line with its marks. `dash` is a literal stroke-dasharray, empty for an unbroken line."""

    index: int
    name: str
    shape: Shape
    dash: str
    strokes: tuple[Stroke, ...]
    areas: tuple[Area, ...]
    marks: tuple[Mark, ...]
    width: float
    """Of the whole line, from edge to edge."""
    double: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole curve, ready for a template to draw with literal attributes."""

    width: float
    height: float
    font_size: float
    line_width: float
    zero: Rule
    grid: tuple[Rule, ...]
    columns: tuple[Rule, ...]
    scale: tuple[ScaleNumber, ...]
    series: tuple[SeriesDrawing, ...]
    labels: tuple[Label, ...]
    key: tuple[KeyEntry, ...]
    left_off: tuple[LeftOff, ...]


@dataclass(frozen=True, slots=True)
class SparkDot:
    """A dot or a moment on the small curve of a card."""

    x: float
    y: float
    radius: float
    shape: Shape
    mood: Mood
    moment: Moment | None


@dataclass(frozen=True, slots=True)
class Spark:
    """The small curve of a card: the path of each unbroken stretch, and its dots."""

    width: float
    height: float
    zero: float
    line_width: float
    paths: tuple[str, ...]
    dots: tuple[SparkDot, ...]

"""What a chart is made of: marks (SVG paths) and texts, in px of the chart; y grows downwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from affiche.curves.boxes import Box
from affiche.curves.text import estimate_width

Anchor = Literal["start", "middle", "end"]
ASCENT, DESCENT = 0.78, 0.24  # of a text, in font sizes


@dataclass(frozen=True, slots=True)
class Mark:
    """A path; `fill` and `stroke` are names of tokens, empty for none."""

    d: str
    fill: str = ""
    stroke: str = ""
    width: float = 0.0
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text at its baseline, in a token's colour, and the box that it fills; `tail` goes
    on after it, lighter and in `tail_size`."""

    x: float
    y: float
    words: str
    box: Box
    anchor: Anchor = "start"
    size: float = 13.0
    weight: int = 400
    colour: str = "ink"
    tail: str = ""
    tail_size: float = 0.0


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole chart. `solid` are the boxes of lines and points, which no text may touch."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    texts: tuple[Text, ...] = ()
    solid: tuple[Box, ...] = ()


def text(
    x: float, y: float, words: str, anchor: Anchor = "start", size: float = 13.0,
    weight: int = 400, colour: str = "ink", tail: str = "", tail_size: float = 0.0,
) -> Text:  # fmt: skip
    """A text with its baseline at y."""
    wide = estimate_width(words, size) + (estimate_width(tail, tail_size) + size if tail else 0)
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
    box = Box(left, y - ASCENT * size, left + wide, y + DESCENT * size)
    at = round(x, 2), round(y, 2)
    return Text(*at, words, box, anchor, size, weight, colour, tail, tail_size)


def scale(low: float, high: float, start: float, end: float) -> Callable[[float], float]:
    """Values from low to high laid along start to end; what lies outside stays at the edge."""
    span = (high - low) or 1.0

    def place(value: float) -> float:
        part = min(1.0, max(0.0, (value - low) / span))
        return round(start + part * (end - start), 2)

    return place


# Shapes, as paths -----------------------------------------------------------------------------


def circle(x: float, y: float, r: float) -> str:
    """A circle around x, y."""
    return f"M{x - r:.2f} {y:.2f}a{r} {r} 0 1 0 {2 * r:.2f} 0a{r} {r} 0 1 0 {-2 * r:.2f} 0z"


def diamond(x: float, y: float, r: float) -> str:
    """A square on its corner, as heavy as a circle of that radius."""
    s = r * 1.25
    return f"M{x:.2f} {y - s:.2f}L{x + s:.2f} {y:.2f}L{x:.2f} {y + s:.2f}L{x - s:.2f} {y:.2f}z"


def box(x0: float, y0: float, x1: float, y1: float) -> str:
    """A rectangle."""
    return f"M{x0:.2f} {y0:.2f}H{x1:.2f}V{y1:.2f}H{x0:.2f}z"


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    """A straight line."""
    return f"M{x0:.2f} {y0:.2f}L{x1:.2f} {y1:.2f}"

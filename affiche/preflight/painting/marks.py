"""What a page paints, as data: text, pictures, fills, each with its place, colour and tag."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from affiche.preflight.painting.fonts import Font
from affiche.preflight.painting.geometry import Box, Matrix


@dataclass(frozen=True)
class Colour:
    """A colour: the name of its space ("DeviceRGB", "ICCBased 4", "Separation All", "Pattern")
    and its parts, 0 to 1."""

    space: str
    parts: tuple[float, ...] = ()


BLACK = Colour("DeviceGray", (0.0,))


@dataclass(frozen=True)
class Tag:
    """The marked content that something stands in: `artifact`, or an `mcid` of the stream whose
    number in the parent tree is `parent` (None: the stream has none, so nothing can find it)."""

    artifact: bool = False
    mcid: int | None = None
    parent: int | None = None


@dataclass(frozen=True)
class Mark:
    """Something painted. `box` is what can be seen of it, in points of the page.

    `kind` is "fill", "stroke", "shading", "text" or "image". `edges` are the sides (0–3, as in
    `Box.sides`) at which it ends in a straight line; at the others a curve only comes near.
    """

    kind: str
    box: Box
    colour: Colour
    tag: Tag | None
    edges: frozenset[int] = field(default=frozenset(range(4)), kw_only=True)


@dataclass(frozen=True)
class Text(Mark):
    """A piece of text: what it says, its size in points, its font, and its box before clipping."""

    text: str
    size: float
    font: Font
    whole: Box
    missing: int
    invisible: bool


@dataclass(frozen=True)
class Image(Mark):
    """A picture: its pixels, how many of them stand on an inch each way, and where it is kept."""

    name: str
    pixels: tuple[int, int]
    ppi: tuple[float, float]
    source: Any = field(repr=False, compare=False)


@dataclass
class State:
    """The graphics state, as far as we follow it."""

    ctm: Matrix
    clip: Box
    fill: Colour = BLACK
    stroke: Colour = BLACK
    fill_pattern: Any = None
    stroke_pattern: Any = None
    line: float = 1.0
    font: Font | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0

    def kept(self) -> State:
        """The state as it is now, to come back to."""
        same = object.__new__(State)
        same.__dict__.update(self.__dict__)
        return same

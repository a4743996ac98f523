"""Instructions that set a colour, and what patterns and gradients paint with it.

Source: ISO 32000-1, 8.6 and 8.7.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from affiche.preflight.painting.canvas import DEEPEST, Canvas, Handler, matrix_of
from affiche.preflight.painting.geometry import IDENTITY, Box, times
from affiche.preflight.painting.marks import Colour, Mark, State
from affiche.preflight.painting.spaces import COMPONENTS, shading_colours
from affiche.preflight.painting.tokens import Instruction, Name


def plain_colour(on: Canvas, each: Instruction) -> None:
    """`g`, `rg`, `k`, and for lines `G`, `RG`, `K`."""
    space = {"g": "DeviceGray", "rg": "DeviceRGB", "k": "DeviceCMYK"}[each.operator.lower()]
    _set(on, each.operator.isupper(), Colour(space, tuple(each.operands)), None)


def space(on: Canvas, each: Instruction) -> None:
    """`cs`, `CS`: a space starts at black, or none of its colour."""
    name = on.colour_space(each.operands[0])
    start = (0.0, 0.0, 0.0, 1.0) if name == "DeviceCMYK" else (0.0,) * COMPONENTS.get(name, 0)
    _set(on, each.operator == "CS", Colour(name, start), None)


def colour(on: Canvas, each: Instruction) -> None:
    """`sc`, `scn` and their forms for lines: parts of a colour, or a pattern."""
    stroking = each.operator.isupper()
    space = (on.state.stroke if stroking else on.state.fill).space
    pattern, parts = None, each.operands
    if parts and isinstance(parts[-1], Name):
        pattern, parts = on.resource("Pattern", parts[-1]), parts[:-1]
    _set(on, stroking, Colour(space, tuple(parts)), pattern)


def _set(on: Canvas, stroking: bool, colour: Colour, pattern: Any) -> None:
    if stroking:
        on.state.stroke, on.state.stroke_pattern = colour, pattern
    else:
        on.state.fill, on.state.fill_pattern = colour, pattern


def pattern_marks(on: Canvas, pattern: Any, seen: Box) -> Iterator[Mark]:
    """What a pattern paints: its shading's colours, or its cell."""
    if pattern is None or on.depth > DEEPEST:
        return
    if int(pattern.get("/PatternType", 1)) == 2:
        yield from _shading(on, pattern.Shading, seen)
        return
    matrix = times(matrix_of(pattern.get("/Matrix", IDENTITY)), on.base)
    cell = on.inner(pattern.get("/Resources", on.resources), matrix, on.parent)
    start = State(matrix, seen, fill=on.state.fill, stroke=on.state.stroke)
    yield from cell.read(pattern.read_bytes(), start)


def shade(on: Canvas, each: Instruction) -> Iterator[Mark]:
    """`sh`: the whole clip is filled with a shading."""
    shading = on.resource("Shading", each.operands[0])
    if shading is not None and not on.state.clip.empty:
        yield from _shading(on, shading, on.state.clip)


def _shading(on: Canvas, shading: Any, seen: Box) -> Iterator[Mark]:
    space = on.colour_space(shading.ColorSpace)
    for parts in shading_colours(shading):
        yield Mark("shading", seen, Colour(space, parts), on.tag)


HANDLERS: dict[str, Handler] = {
    "cs": space, "CS": space, "sh": shade,
    **dict.fromkeys(("g", "G", "rg", "RG", "k", "K"), plain_colour),
    **dict.fromkeys(("sc", "SC", "scn", "SCN"), colour),
}  # fmt: skip

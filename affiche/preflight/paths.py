"""Instructions that draw lines and areas. A path counts as the box around its points.

Source: ISO 32000-1, 8.5.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot

from affiche.preflight.canvas import Canvas, Handler
from affiche.preflight.colours import pattern_marks
from affiche.preflight.geometry import Box, around, moved
from affiche.preflight.marks import Mark
from affiche.preflight.tokens import Instruction


def points(on: Canvas, each: Instruction) -> None:
    """Every kind of line: its points, and those that bend it."""
    values = each.operands
    for place in range(0, len(values) - 1, 2):
        on.path.append(moved(on.state.ctm, values[place], values[place + 1]))


def rectangle(on: Canvas, each: Instruction) -> None:
    """`re`."""
    x, y, width, height = each.operands
    ctm = on.state.ctm
    on.path += [moved(ctm, a, b) for a in (x, x + width) for b in (y, y + height)]


def clip(on: Canvas, _: Instruction) -> None:
    """`W`: the path that ends next is the new clip."""
    on.clipping = True


def paint(on: Canvas, each: Instruction) -> Iterator[Mark]:
    """Fill and stroke the path, and end it."""
    state, box = on.state, around(on.path)
    if each.operator in ("f", "F", "f*", "B", "B*", "b", "b*"):
        yield from _filled(on, box.within(state.clip))
    if each.operator in ("S", "s", "B", "B*", "b", "b*"):
        wide = state.line * hypot(*state.ctm[:2]) / 2
        seen = box.grown(wide).within(state.clip)
        if not seen.empty:
            yield Mark("stroke", seen, state.stroke, on.tag)
            yield from pattern_marks(on, state.stroke_pattern, seen)
    if on.clipping:
        state.clip = state.clip.within(box)
    on.path, on.clipping = [], False


def _filled(on: Canvas, seen: Box) -> Iterator[Mark]:
    if not seen.empty:
        yield Mark("fill", seen, on.state.fill, on.tag)
        yield from pattern_marks(on, on.state.fill_pattern, seen)


HANDLERS: dict[str, Handler] = {
    "re": rectangle, "W": clip, "W*": clip,
    **dict.fromkeys(("m", "l", "c", "v", "y"), points),
    **dict.fromkeys(("f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "n"), paint),
}  # fmt: skip

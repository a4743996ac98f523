"""Instructions that draw lines and areas. A path counts as the box around its points, with the
sides of that box at which it ends in a straight line.

Source: ISO 32000-1, 8.5.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot

from affiche.preflight.painting.canvas import Canvas, Handler
from affiche.preflight.painting.colours import pattern_marks
from affiche.preflight.painting.geometry import Box, around, moved
from affiche.preflight.painting.marks import Mark
from affiche.preflight.painting.tokens import Instruction

# A straight piece this long, in points, is an edge; a shorter one is a part of a curve.
EDGE, CLOSE = 3.0, 0.05


def points(on: Canvas, each: Instruction) -> None:
    """Every kind of line: its points, and those that bend it."""
    if each.operator == "m":
        close(on, each)
    last, values = on.path[-1] if on.path else None, each.operands
    for place in range(0, len(values) - 1, 2):
        on.path.append(moved(on.state.ctm, values[place], values[place + 1]))
    if each.operator == "m":
        on.start = on.path[-1]
    elif each.operator == "l" and last is not None:
        on.straight.append((last, on.path[-1]))


def close(on: Canvas, _: Instruction) -> None:
    """`h`, and what a fill does by itself: back to where the piece of the path began."""
    if on.start is not None and on.path:
        on.straight.append((on.path[-1], on.start))
    on.start = None


def rectangle(on: Canvas, each: Instruction) -> None:
    """`re`."""
    x, y, width, height = each.operands
    ctm = on.state.ctm
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    found = [moved(ctm, a, b) for a, b in corners]
    on.straight += zip(found, found[1:] + found[:1], strict=True)
    on.path += found


def clip(on: Canvas, _: Instruction) -> None:
    """`W`: the path that ends next is the new clip."""
    on.clipping = True


def paint(on: Canvas, each: Instruction) -> Iterator[Mark]:
    """Fill and stroke the path, and end it."""
    state, box = on.state, around(on.path)
    if each.operator != "n":
        close(on, each)
    edges = frozenset(_edges(on, box))
    if each.operator in ("f", "F", "f*", "B", "B*", "b", "b*"):
        yield from _filled(on, box.within(state.clip), edges)
    if each.operator in ("S", "s", "B", "B*", "b", "b*"):
        wide = state.line * hypot(*state.ctm[:2]) / 2
        seen = box.grown(wide).within(state.clip)
        if not seen.empty:
            yield Mark("stroke", seen, state.stroke, on.tag, edges=edges)
            yield from pattern_marks(on, state.stroke_pattern, seen)
    if on.clipping:
        state.clip = state.clip.within(box)
    on.path, on.straight, on.start, on.clipping = [], [], None, False


def _edges(on: Canvas, box: Box) -> Iterator[int]:
    """The sides of the box along which the path runs straight, or where the clip cuts it."""
    seen = box.within(on.state.clip).sides
    for side, at in enumerate(box.sides):
        axis = side % 2
        if abs(at - seen[side]) > CLOSE or any(
            abs(a[axis] - at) < CLOSE
            and abs(b[axis] - at) < CLOSE
            and abs(a[1 - axis] - b[1 - axis]) > EDGE
            for a, b in on.straight
        ):
            yield side


def _filled(on: Canvas, seen: Box, edges: frozenset[int]) -> Iterator[Mark]:
    if not seen.empty:
        yield Mark("fill", seen, on.state.fill, on.tag, edges=edges)
        yield from pattern_marks(on, on.state.fill_pattern, seen)


HANDLERS: dict[str, Handler] = {
    "re": rectangle, "h": close, "W": clip, "W*": clip,
    **dict.fromkeys(("m", "l", "c", "v", "y"), points),
    **dict.fromkeys(("f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "n"), paint),
}  # fmt: skip

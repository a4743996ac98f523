"""Boxes, circles and straight lines in; whether they touch out.

All lengths are in the unit of the frame (mm, pt or px), y grows downwards. Everything here is
plain tuples of floats: placing the labels of one map asks these questions thousands of times.
"""

from math import hypot
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle: left, top, right, bottom."""

    x0: float
    y0: float
    x1: float
    y1: float


class Leader(NamedTuple):
    """A straight thin line from the edge of a mark (1) to the edge of its label (2)."""

    x1: float
    y1: float
    x2: float
    y2: float


def apart(a: Box, b: Box, gap: float) -> bool:
    """Whether two boxes keep at least `gap` between them, sideways or upwards."""
    return a.x0 >= b.x1 + gap or b.x0 >= a.x1 + gap or a.y0 >= b.y1 + gap or b.y0 >= a.y1 + gap


def inside(box: Box, frame: Box) -> bool:
    """Whether the whole box lies in the frame."""
    return box.x0 >= frame.x0 and box.y0 >= frame.y0 and box.x1 <= frame.x1 and box.y1 <= frame.y1


def distance(box: Box, x: float, y: float) -> float:
    """From a point to the nearest place of a box; 0 inside it."""
    dx = box.x0 - x if x < box.x0 else x - box.x1 if x > box.x1 else 0.0
    dy = box.y0 - y if y < box.y0 else y - box.y1 if y > box.y1 else 0.0
    if dx == 0.0:
        return dy
    return hypot(dx, dy) if dy else dx


def line_meets_box(line: Leader, box: Box, gap: float) -> bool:
    """Whether a line comes into a box that is grown by `gap` (Liang and Barsky 1984)."""
    x1, y1, x2, y2 = line
    if (x1 if x1 > x2 else x2) <= box.x0 - gap or (x1 if x1 < x2 else x2) >= box.x1 + gap:
        return False
    if (y1 if y1 > y2 else y2) <= box.y0 - gap or (y1 if y1 < y2 else y2) >= box.y1 + gap:
        return False
    dx, dy = x2 - x1, y2 - y1
    near, far = 0.0, 1.0
    for step, room in (
        (-dx, x1 - box.x0 + gap),
        (dx, box.x1 + gap - x1),
        (-dy, y1 - box.y0 + gap),
        (dy, box.y1 + gap - y1),
    ):
        if step == 0.0:
            if room <= 0.0:
                return False
        elif step < 0.0:
            near = max(near, room / step)
        else:
            far = min(far, room / step)
    return near < far


def line_to_point(line: Leader, x: float, y: float) -> float:
    """The shortest distance from a point to a line with two ends."""
    dx, dy = line.x2 - line.x1, line.y2 - line.y1
    square = dx * dx + dy * dy
    along = ((x - line.x1) * dx + (y - line.y1) * dy) / square if square else 0.0
    along = min(1.0, max(0.0, along))
    return hypot(line.x1 + along * dx - x, line.y1 + along * dy - y)


def lines_cross(a: Leader, b: Leader) -> bool:
    """Whether two lines with two ends cross or touch."""

    def turn(ax: float, ay: float, bx: float, by: float, cx: float, cy: float) -> float:
        return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)

    one = turn(a.x1, a.y1, a.x2, a.y2, b.x1, b.y1)
    two = turn(a.x1, a.y1, a.x2, a.y2, b.x2, b.y2)
    three = turn(b.x1, b.y1, b.x2, b.y2, a.x1, a.y1)
    four = turn(b.x1, b.y1, b.x2, b.y2, a.x2, a.y2)
    return one * two <= 0.0 and three * four <= 0.0


def open_spans(
    start: float, end: float, closed: list[tuple[float, float]]
) -> tuple[tuple[float, float], ...]:
    """What is left of a rule from `start` to `end` when the closed parts are left out."""
    spans: list[tuple[float, float]] = []
    at = start
    for low, high in sorted(closed):
        if low > at:
            spans.append((round(at, 2), round(min(low, end), 2)))
        at = max(at, high)
        if at >= end:
            break
    if at < end:
        spans.append((round(at, 2), round(end, 2)))
    return tuple(span for span in spans if span[1] > span[0])

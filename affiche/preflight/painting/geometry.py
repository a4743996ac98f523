"""Points and rectangles of PDF user space: matrices and boxes in, matrices and boxes out.

Lengths are PDF points (1/72 inch) from the bottom left. A matrix is (a, b, c, d, e, f) as in
ISO 32000-1, 8.3.3: x' = ax + cy + e, y' = bx + dy + f.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import inf
from typing import NamedTuple

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
# Millimetres in a point.
MM = 25.4 / 72


def times(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that does `first`, then `second`."""
    a, b, c, d, e, f = first
    k, l, m, n, o, p = second  # noqa: E741
    return (
        a * k + b * m,
        a * l + b * n,
        c * k + d * m,
        c * l + d * n,
        e * k + f * m + o,
        e * l + f * n + p,
    )


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where the matrix puts a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


class Box(NamedTuple):
    """A rectangle in points; nothing at all when `right` is left of `left`."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def empty(self) -> bool:
        return self.right < self.left or self.top < self.bottom

    @property
    def sides(self) -> tuple[float, float, float, float]:
        return self

    def within(self, other: Box) -> Box:
        """What both share."""
        left, bottom, right, top = self
        a, b, c, d = other
        return Box(max(left, a), max(bottom, b), min(right, c), min(top, d))

    def grown(self, by: float) -> Box:
        """The box with `by` more on each side."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def outside(self, other: Box) -> float:
        """How far this sticks out of `other`; 0 or less when it lies within."""
        return max(
            other.left - self.left,
            other.bottom - self.bottom,
            self.right - other.right,
            self.top - other.top,
        )


EVERYWHERE = Box(-inf, -inf, inf, inf)
NOWHERE = Box(inf, inf, -inf, -inf)


def around(points: Iterable[tuple[float, float]]) -> Box:
    """The smallest box that holds all points; `NOWHERE` without any."""
    found = tuple(points)
    if not found:
        return NOWHERE
    xs, ys = [x for x, _ in found], [y for _, y in found]
    return Box(min(xs), min(ys), max(xs), max(ys))


def placed(box: Box, matrix: Matrix) -> Box:
    """The box around `box` as the matrix puts it."""
    corners = ((x, y) for x in (box.left, box.right) for y in (box.bottom, box.top))
    return around(moved(matrix, x, y) for x, y in corners)

"""All that a label may not touch, in one place: lines, marks, numbers of the scale, the frame."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from affiche.curves.boxes import Box, Leader, apart, distance, line_meets_box, line_to_point
from affiche.curves.marks import Spot
from affiche.curves.spline import Spline

Spans = tuple[tuple[float, float], ...]
"""Lowest and highest y of each line over a stretch of x."""

_LEADER_PIECES = 6
"""A slanting leader is tested against the lines in so many pieces, each by its enclosing box."""


@dataclass(frozen=True, slots=True)
class Scene:
    """The fixed part of a drawing; `gap` keeps labels clear of lines, `leader_gap` leaders."""

    frame: Box
    zero: float
    columns: tuple[float, ...]
    lines: tuple[Spline, ...]
    spots: tuple[Spot, ...]  # by rising x
    xs: tuple[float, ...]
    reach: float
    fixed: tuple[Box, ...]
    size: float
    line_height: float
    gap: float
    leader_gap: float
    backwards: bool = False

    def near(self, box: Box, margin: float) -> Sequence[Spot]:
        """The marks that may lie within `margin` of a box, sideways."""
        out = margin + self.reach
        return self.spots[bisect_left(self.xs, box.x0 - out) : bisect_right(self.xs, box.x1 + out)]

    def spans(self, left: float, right: float) -> Spans:
        """Over which heights each line runs between two x, and a gap further."""
        found = [line.span(left - self.gap, right + self.gap) for line in self.lines]
        return tuple(span for span in found if span is not None)

    def meets_spans(self, box: Box, spans: Spans) -> bool:
        """Whether a box of these spans comes closer to a line than the gap."""
        top, bottom = box.y0 - self.gap, box.y1 + self.gap
        return any(low < bottom and high > top for low, high in spans)

    def is_free(self, box: Box, near: Sequence[Spot]) -> bool:
        """Whether a box touches no mark and no number of the scale. `near`: the marks close by."""
        for spot in near:
            if distance(box, spot.x, spot.y) < spot.reach + 0.5 * self.gap:
                return False
        return all(apart(box, other, 0.0) for other in self.fixed)

    def _meets_line(self, box: Box, gap: float) -> bool:
        for line in self.lines:
            span = line.span(box.x0 - gap, box.x1 + gap)
            if span is not None and span[0] < box.y1 + gap and span[1] > box.y0 - gap:
                return True
        return False

    def leader(self, spot: Spot, box: Box) -> Leader | None:
        """The straight way from a mark to its label; None when something is in the way."""
        inset = min(0.5 * self.size, (box.x1 - box.x0) / 2.0)
        x2 = min(box.x1 - inset, max(box.x0 + inset, spot.x))
        y2 = min(box.y1, max(box.y0, spot.y))
        if box.y0 < spot.y < box.y1:
            x2 = min(box.x1, max(box.x0, spot.x))
        away = ((x2 - spot.x) ** 2 + (y2 - spot.y) ** 2) ** 0.5
        start = spot.reach + 0.3 * self.leader_gap
        if away - start < 0.35 * self.size:  # a stub is not read as a line
            return None
        part = start / away
        line = Leader(
            round(spot.x + (x2 - spot.x) * part, 2),
            round(spot.y + (y2 - spot.y) * part, 2),
            round(x2, 2),
            round(y2, 2),
        )
        return line if self._is_clear(line, spot) else None

    def _is_clear(self, line: Leader, own: Spot) -> bool:
        left, right = sorted((line.x1, line.x2))
        top, bottom = sorted((line.y1, line.y2))
        around = Box(left, top, right, bottom)
        for spot in self.near(around, self.leader_gap):
            if spot is not own and line_to_point(line, spot.x, spot.y) < (
                spot.reach + self.leader_gap
            ):
                return False
        if any(line_meets_box(line, other, 0.0) for other in self.fixed):
            return False
        if line.x1 == line.x2 or line.y1 == line.y2:
            return not self._meets_line(around, self.leader_gap)
        return not any(self._meets_line(piece, self.leader_gap) for piece in _pieces(line))


def _pieces(line: Leader) -> list[Box]:
    steps = [number / _LEADER_PIECES for number in range(_LEADER_PIECES + 1)]
    xs = [line.x1 + (line.x2 - line.x1) * step for step in steps]
    ys = [line.y1 + (line.y2 - line.y1) * step for step in steps]
    return [
        Box(min(xs[i : i + 2]), min(ys[i : i + 2]), max(xs[i : i + 2]), max(ys[i : i + 2]))
        for i in range(_LEADER_PIECES)
    ]

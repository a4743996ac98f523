"""How often each answer was given in; a column a value out, and the strip of shares."""

from __future__ import annotations

from collections.abc import Sequence

from affiche.charts.chart import Chart, Mark, box

COLUMN, TALL = 44.0, 130.0


def column(count: int, most: int, colour: str) -> Chart:
    """One column of the spread: its height is its part of the tallest."""
    high = round(TALL * count / most, 2) if most else 0.0
    high = max(high, 2.0) if count else 0.0
    marks = [Mark(box(3, TALL - high, COLUMN - 3, TALL), fill=colour)] if high else []
    return Chart(COLUMN, TALL, tuple(marks))


def shares(parts: Sequence[tuple[float, str]], width: float = 480.0, height: float = 14.0) -> Chart:
    """Parts of a whole (0–1), each in its colour, from left to right without a gap."""
    marks, left = [], 0.0
    for part, colour in parts:
        right = min(width, left + part * width)
        if right > left:
            marks.append(Mark(box(left, 0, right, height), fill=colour))
        left = right
    return Chart(width, height, tuple(marks))

"""Answers in; the same by month or quarter, and whether two figures differ, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from affiche.measures.figures.scores import Figure, Nps
from affiche.model.measures import Answer


@dataclass(frozen=True, order=True)
class Period:
    """A quarter, or a month when `month` is not 0."""

    year: int
    quarter: int
    month: int = 0


def period(day: date, monthly: bool) -> Period:
    """The month or the quarter of a day."""
    return Period(day.year, (day.month + 2) // 3, day.month if monthly else 0)


# So many periods are shown.
LAST = 8


def by_month(answers: Sequence[Answer]) -> bool:
    """Whether answers are shown by month: when they span less than a year."""
    days = [one.day for one in answers if one.day]
    return bool(days) and (max(days) - min(days)).days < 300


def periods(
    answers: Sequence[Answer], most: int = LAST
) -> tuple[tuple[Period, tuple[Answer, ...]], ...]:
    """Answers by month when they span less than a year, else by quarter, the last `most` of them;
    a period in between without answers is there, empty."""
    dated = [(one.day, one) for one in answers if one.day]
    if not dated:
        return ()
    first, last = min(day for day, _ in dated), max(day for day, _ in dated)
    monthly = by_month(answers)
    held: dict[Period, list[Answer]] = {}
    at = first
    while period(at, monthly) <= period(last, monthly):
        held[period(at, monthly)] = []
        at = date(at.year + (at.month == 12), at.month % 12 + 1, 1)
    for day, one in dated:
        held[period(day, monthly)].append(one)
    return tuple((name, tuple(found)) for name, found in held.items())[-most:]


def changed(now: Nps | Figure, before: Nps | Figure) -> bool | None:
    """Whether two figures differ by more than chance: by more than the margin of the difference,
    √(m₁² + m₂²). None where that is not known."""
    if now.value is None or before.value is None or now.margin is None or before.margin is None:
        return None
    return abs(now.value - before.value) > sqrt(now.margin**2 + before.margin**2)

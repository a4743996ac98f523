"""Answers in; a net promoter score or a mean, with its margin, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from affiche.model.measures import FEWEST, Answer, Direction, Scale
from affiche.words import rounded

Z = 1.959964
PROMOTERS = 9
DETRACTORS = 6


@dataclass(frozen=True)
class Figure:
    """A mean on a scale. `margin` is None where the spread is not known; `few`: there are answers,
    but fewer than five, or (`beside`) a group beside it has fewer."""

    value: float | None
    n: int | None
    scale: Scale
    margin: float | None = None
    few: bool = False
    beside: bool = False
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Nps:
    """A net promoter score from −100 to 100, with its margin and what it is made of (shares 0–1);
    `counts`: how often each answer from `scale[0]` to `scale[1]` was given."""

    value: float | None
    n: int | None
    margin: float | None = None
    promoters: float = 0.0
    passives: float = 0.0
    detractors: float = 0.0
    counts: tuple[int, ...] = ()
    scale: Scale = (0.0, 10.0)
    few: bool = False
    beside: bool = False
    since: date | None = None
    until: date | None = None


def nps(answers: Iterable[Answer]) -> Nps | None:
    """The score; None when nobody answered. Standard error: √((p + d − (p − d)²) / n)."""
    found = [one for one in answers if one.score is not None]
    n = sum(one.n for one in found)
    if not n:
        return None
    scale = found[0].scale
    if n < FEWEST:
        return Nps(None, None, scale=scale, few=True)
    counts = Counter[int]()
    for one in found:
        counts[int(one.score or 0)] += one.n
    p = sum(c for score, c in counts.items() if score >= PROMOTERS) / n
    d = sum(c for score, c in counts.items() if score <= DETRACTORS) / n
    error = sqrt(max(0.0, p + d - (p - d) ** 2) / n)
    since, until = days(found)
    return Nps(
        value=100 * (p - d),
        n=n,
        margin=100 * Z * error,
        promoters=p,
        passives=1 - p - d,
        detractors=d,
        counts=tuple(counts[score] for score in range(int(scale[0]), int(scale[1]) + 1)),
        scale=scale,
        since=since,
        until=until,
    )


def mean(answers: Iterable[Answer], importance: bool = False) -> Figure | None:
    """The mean of scores (or of importance) on one scale: that on which most was asked.

    None when nobody answered. A row of several answers that is itself a mean hides its spread:
    then there is no margin.
    """
    found = [
        (value, one)
        for one in answers
        if (value := one.importance if importance else one.score) is not None
    ]
    if not found:
        return None
    scale = _usual(one for _, one in found)
    return mean_of([(value, one) for value, one in found if one.scale == scale], scale)


def mean_of(found: Sequence[tuple[float, Answer]], scale: Scale) -> Figure | None:
    """The mean of values that lie on this scale, each with the answer that it is of."""
    if not found:
        return None
    n = sum(one.n for _, one in found)
    if n < FEWEST:
        return Figure(None, None, scale, few=True)
    middle = sum(value * one.n for value, one in found) / n
    told = not any(one.averaged for _, one in found)
    spread = sum(one.n * (value - middle) ** 2 for value, one in found) / (n - 1)
    since, until = days([one for _, one in found])
    return Figure(
        middle, n, scale, Z * sqrt(spread / n) if told else None, since=since, until=until
    )


def _usual(answers: Iterable[Answer]) -> Scale:
    """The scale of most answers; figures on other scales are never mixed in."""
    counts = Counter[Scale]()
    for one in answers:
        counts[one.scale] += one.n
    return max(counts, key=lambda scale: (counts[scale], scale))


def days(answers: Sequence[Answer]) -> tuple[date | None, date | None]:
    """The first and the last day of answers that have one."""
    known = [one.day for one in answers if one.day]
    return min(known, default=None), max(known, default=None)


def feeling(figure: Figure, direction: Direction = Direction.HIGHER) -> float | None:
    """Where a mean lies from −2 to +2 when its scale is laid along that of feelings: its middle is
    neutral. The figure itself is always said on its own scale."""
    if figure.value is None:
        return None
    low, high = figure.scale
    part = (figure.value - low) / (high - low)
    part = 1 - part if direction is Direction.LOWER else part
    return rounded(4 * part - 2, 1) + 0.0

"""Judgements of aspects and of the whole in; how much each aspect goes along with it, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import atanh, sqrt, tanh

from affiche.measures.figures.scores import Figure, Z, mean
from affiche.model.measures import FEWEST, Answer, DriverTable

# A correlation of fewer answers says nothing.
FEWEST_DRIVERS = 30


@dataclass(frozen=True)
class Driver:
    """How much an aspect goes along with the overall judgement (correlation −1…1), with its
    interval, beside its importance as customers state it. Under 30 answers it says nothing."""

    name: str
    value: float | None
    n: int | None
    low: float = 0.0
    high: float = 0.0
    stated: Figure | None = None

    @property
    def proven(self) -> bool:
        """Whether the interval stays clear of zero."""
        return self.value is not None and (self.low > 0 or self.high < 0)


def drivers(tables: Sequence[DriverTable], asked: Sequence[Answer] = ()) -> tuple[Driver, ...]:
    """Every aspect, the strongest first; those with too few answers last.

    `asked` holds importance as stated, for aspects of the same name.
    """
    pairs: dict[str, list[tuple[float, float]]] = {}
    for table in tables:
        for answer in table.answers:
            for name, score in zip(table.aspects, answer.aspects, strict=True):
                if score is not None:
                    pairs.setdefault(name, []).append((score, answer.overall))
    stated: dict[str, list[Answer]] = {}
    for one in asked:
        if one.aspect and one.importance is not None:
            stated.setdefault(one.aspect.casefold(), []).append(one)
    found = [
        _driver(name, values, mean(stated.get(name.casefold(), ()), importance=True))
        for name, values in pairs.items()
    ]
    return tuple(sorted(found, key=lambda d: (d.value is None, -(d.value or 0), d.name.casefold())))


def _driver(name: str, values: Sequence[tuple[float, float]], stated: Figure | None) -> Driver:
    n = len(values)
    r = correlation(values) if n >= FEWEST_DRIVERS else None
    if r is None:
        return Driver(name, None, n if n >= FEWEST else None, stated=stated)
    z, error = atanh(max(-0.999999, min(0.999999, r))), Z / sqrt(n - 3)
    return Driver(name, r, n, tanh(z - error), tanh(z + error), stated)


def correlation(values: Sequence[tuple[float, float]]) -> float | None:
    """Pearson's r; None where one of the two never changes."""
    n = len(values)
    if n < 2:
        return None
    mx, my = sum(x for x, _ in values) / n, sum(y for _, y in values) / n
    xx = sum((x - mx) ** 2 for x, _ in values)
    yy = sum((y - my) ** 2 for _, y in values)
    if xx <= 0 or yy <= 0:
        return None
    return sum((x - mx) * (y - my) for x, y in values) / sqrt(xx * yy)

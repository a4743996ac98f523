"""What each customer brought in; who the A-customers are and how the revenue is spread, out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from affiche.errors import ContentError, Kind, Place, Problem

LEAST = 5  # customers in any group of which something is said
STEPS = 100


@dataclass(frozen=True)
class Pareto:
    """The largest customers first. `a` is how many are A-customers, `chosen` their numbers;
    `share` is what they bring of the revenue (0–1), `half` how many bring half of it.

    `line` has (share of customers, share of revenue) from (0, 0) to (1, 1); between two points
    stand at least five customers.
    """

    count: int
    total: float
    a: int
    chosen: frozenset[int]
    share: float
    half: int
    line: tuple[tuple[float, float], ...]


def pareto(revenue: Sequence[float], percent: int) -> Pareto:
    """The A-customers are the top `percent` % of the customers by revenue, rounded up.

    Raises ContentError when fewer than five customers would be on either side.
    """
    count = len(revenue)
    a = math.ceil(count * percent / 100)
    if a < LEAST or count - a < LEAST:
        raise ContentError([_few(count, a, percent)])
    order = sorted(range(count), key=lambda number: -revenue[number])
    sums = list(accumulate(revenue[number] for number in order))
    total = sums[-1]
    step = max(LEAST, math.ceil(count / STEPS))
    places = list(range(step, count - LEAST + 1, step))
    line = [(0.0, 0.0), *((at / count, sums[at - 1] / total) for at in places), (1.0, 1.0)]
    half = next(number for number, sum_ in enumerate(sums, start=1) if sum_ >= total / 2)
    return Pareto(count, total, a, frozenset(order[:a]), sums[a - 1] / total, half, tuple(line))


def _few(count: int, a: int, percent: int) -> Problem:
    what = (
        "with {count} customers the top {percent} % are {a}: too few to say anything of them that "
        "does not tell on somebody"
    )
    hint = "At least five on each side are needed: take more customers, or another --share"
    values = {"count": count, "percent": percent, "a": a}
    return Problem(Kind.ERROR, "segment", Place(""), what, hint, values)

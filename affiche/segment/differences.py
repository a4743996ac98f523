"""Customers and who of them are A-customers in; what they have in common against the rest, out.

Only differences that are more than chance: two-sided tests, and Holm's correction over all that
were tried (S. Holm, Scandinavian Journal of Statistics 6, 1979). Shares: Fisher's exact test, and
the chi-square of one degree of freedom where all expected counts are over 50. Amounts: the rank sum
of Mann and Whitney with the normal approximation, ties corrected. No group under five is named.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from affiche.segment.customers import Customers
from affiche.segment.pareto import LEAST, Pareto

LEVEL = 0.05
MOST_KINDS = 60  # different values of a column that sorts customers
ENOUGH = 50  # expected customers in each cell for the chi-square
KNOWN = 0.5  # of the customers, before a column is looked at


@dataclass(frozen=True)
class Share:
    """A value that A-customers have more or less often: counts of those whose value is known."""

    column: str
    value: str
    here: int
    of: int
    elsewhere: int
    of_rest: int
    chance: float

    @property
    def shares(self) -> tuple[float, float]:
        """Among A-customers and among the rest, 0–1."""
        return self.here / self.of, self.elsewhere / self.of_rest


@dataclass(frozen=True)
class Amount:
    """Something of which A-customers have more or less: the medians, and how many are known."""

    column: str
    here: float
    of: int
    elsewhere: float
    of_rest: int
    chance: float


@dataclass(frozen=True)
class Differences:
    """What differs, the surest first, and the columns in which nothing does. `few` are columns of
    which every group is under five, or that hardly anybody has."""

    found: tuple[Share | Amount, ...]
    same: tuple[str, ...]
    few: tuple[str, ...]


# What is worked out for each customer, as English catalogue keys.
ORDERS, BASKET, RECENCY = "Orders", "Revenue per order", "Days since the last order"


def differences(customers: Customers, pareto: Pareto) -> Differences:
    """Everything that can be compared, each column once."""
    tried: list[Share | Amount] = []
    few: list[str] = []
    for name, said in customers.traits.items():
        tests = list(_tests(name, said, pareto))
        tried += tests
        if not tests:
            few.append(name)
    tried += _habits(customers, pareto)
    found = _holm(tried)
    columns = {test.column for test in found}
    same = dict.fromkeys(test.column for test in tried if test.column not in columns)
    return Differences(tuple(found), tuple(same), tuple(few))


def _tests(name: str, said: Sequence[str], pareto: Pareto) -> Iterator[Share | Amount]:
    known = [(number, text) for number, text in enumerate(said) if text]
    if len(known) < KNOWN * len(said):
        return
    kinds = Counter(text for _, text in known)
    numbers = [(number, value) for number, text in known if (value := _number(text)) is not None]
    if len(numbers) > 0.95 * len(known) and len(kinds) > 10:
        yield from _amounts(name, numbers, pareto)
    elif len(kinds) <= MOST_KINDS:
        yield from _shares(name, known, pareto)


def _habits(customers: Customers, pareto: Pareto) -> Iterator[Amount]:
    """How often, how much at a time, and how long ago."""
    orders = customers.orders
    if max(orders) > 1:
        yield from _amounts(ORDERS, [(i, float(n)) for i, n in enumerate(orders)], pareto)
        baskets = [(i, money / orders[i]) for i, money in enumerate(customers.revenue)]
        yield from _amounts(BASKET, baskets, pareto)
    days = [(number, day) for number, day in enumerate(customers.last) if day]
    if days:
        newest = max(day for _, day in days)
        ago = [(number, float((newest - day).days)) for number, day in days]
        yield from _amounts(RECENCY, ago, pareto)


def _shares(name: str, known: Sequence[tuple[int, str]], pareto: Pareto) -> Iterator[Share]:
    here = Counter(text for number, text in known if number in pareto.chosen)
    rest = Counter(text for number, text in known if number not in pareto.chosen)
    of, of_rest = here.total(), rest.total()
    if min(of, of_rest) < LEAST:
        return
    for value in sorted(here.keys() | rest.keys()):
        a, b = here[value], rest[value]
        # The others of a group can be told from its share: they have to be five, too, or nobody.
        if all(_enough(count, whole) for count, whole in ((a, of), (b, of_rest))):
            yield Share(name, value, a, of, b, of_rest, _chance(a, of, b, of_rest))


def _enough(count: int, whole: int) -> bool:
    return count >= LEAST and (whole - count >= LEAST or whole == count)


def _amounts(name: str, known: Sequence[tuple[int, float]], pareto: Pareto) -> Iterator[Amount]:
    here = [value for number, value in known if number in pareto.chosen]
    rest = [value for number, value in known if number not in pareto.chosen]
    if min(len(here), len(rest)) < LEAST:
        return
    chance = _rank_sum(here, rest)
    yield Amount(name, median(here), len(here), median(rest), len(rest), chance)


def _holm(tried: Sequence[Share | Amount]) -> list[Share | Amount]:
    """Those that stay when each is judged by how many were tried beside it."""
    found: list[Share | Amount] = []
    for place, test in enumerate(sorted(tried, key=lambda one: one.chance)):
        if test.chance * (len(tried) - place) > LEVEL:
            break
        found.append(test)
    return found


# Chance --------------------------------------------------------------------------------------


def _chance(a: int, of: int, b: int, of_rest: int) -> float:
    """How likely so large a difference of two shares is when there is none."""
    whole, yes = of + of_rest, a + b
    expected = [n * m / whole for n in (of, of_rest) for m in (yes, whole - yes)]
    if min(expected) < ENOUGH:
        return _fisher(a, of, b, of_rest)
    observed = [a, of - a, b, of_rest - b]
    square = sum((o - e) ** 2 / e for o, e in zip(observed, expected, strict=True))
    return math.erfc(math.sqrt(square / 2))


def _fisher(a: int, of: int, b: int, of_rest: int) -> float:
    """Fisher's exact test: all tables with the same sums that are no likelier than this one."""
    yes, whole = a + b, of + of_rest
    low, high = max(0, yes - of_rest), min(yes, of)
    base = _ways(whole, yes)
    logs = [_ways(of, k) + _ways(of_rest, yes - k) - base for k in range(low, high + 1)]
    limit = logs[a - low] + 1e-7
    return min(1.0, math.fsum(math.exp(one) for one in logs if one <= limit))


def _ways(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def _rank_sum(here: Sequence[float], rest: Sequence[float]) -> float:
    """Mann and Whitney's test, two-sided."""
    n, m = len(here), len(rest)
    counted, other = Counter(here), Counter(rest)
    before, ranks, ties = 0, 0.0, 0.0
    for value in sorted(counted.keys() | other.keys()):
        together = counted[value] + other[value]
        ranks += counted[value] * (before + (together + 1) / 2)
        ties += together**3 - together
        before += together
    whole = n + m
    spread = n * m / 12 * (whole + 1 - ties / (whole * (whole - 1)))
    if spread <= 0:
        return 1.0
    off = max(0.0, abs(ranks - n * (whole + 1) / 2) - 0.5)
    return math.erfc(off / math.sqrt(2 * spread))


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None

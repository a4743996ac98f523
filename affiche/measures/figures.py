"""Answers in; figures by the book out, each with how many answers it is of.

Under five answers there is no figure: `value` is None, and so is `n`, so that nobody can show
either by accident. Formulas: NPS, Reichheld (2003); its standard error and those of means and
correlations (Fisher's z), any handbook of statistics; all intervals are at 95 %.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import atanh, sqrt, tanh

from affiche.model.measures import FEWEST, Answer, Direction, DriverTable, Scale, Vote

Z = 1.959964
PROMOTERS = 9
DETRACTORS = 6
# A correlation of fewer answers says nothing.
FEWEST_DRIVERS = 30


@dataclass(frozen=True)
class Figure:
    """A mean on a scale. `margin` is None where the spread is not known; `few`: there are answers,
    but fewer than five."""

    value: float | None
    n: int | None
    scale: Scale
    margin: float | None = None
    few: bool = False
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
    found = [(value, one) for value, one in found if one.scale == scale]
    n = sum(one.n for _, one in found)
    if n < FEWEST:
        return Figure(None, None, scale, few=True)
    middle = sum(value * one.n for value, one in found) / n
    told = not any(one.averaged for _, one in found)
    spread = sum(one.n * (value - middle) ** 2 for value, one in found) / (n - 1)
    since, until = days([one for _, one in found])
    return Figure(middle, n, scale, Z * sqrt(spread / n) if told else None, False, since, until)


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


# Through time --------------------------------------------------------------------------------


@dataclass(frozen=True, order=True)
class Period:
    """A quarter, or a month when `month` is not 0."""

    year: int
    quarter: int
    month: int = 0


def period(day: date, monthly: bool) -> Period:
    """The month or the quarter of a day."""
    return Period(day.year, (day.month + 2) // 3, day.month if monthly else 0)


def periods(
    answers: Sequence[Answer], most: int = 8
) -> tuple[tuple[Period, tuple[Answer, ...]], ...]:
    """Answers by month when they span less than a year, else by quarter, the last `most` of them;
    a period in between without answers is there, empty."""
    dated = [(one.day, one) for one in answers if one.day]
    if not dated:
        return ()
    first, last = min(day for day, _ in dated), max(day for day, _ in dated)
    monthly = (last - first).days < 300
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


# What counts ---------------------------------------------------------------------------------

IMPROVE, BUILD, WATCH, MAINTAIN = "improve", "build", "watch", "maintain"


@dataclass(frozen=True)
class Aspect:
    """What is asked of customers twice: how important it is, and how satisfied they are."""

    name: str
    importance: Figure
    satisfaction: Figure
    quadrant: str = ""

    @property
    def gap(self) -> float:
        """Importance less satisfaction, of the rounded figures that are shown."""
        return round((self.importance.value or 0) - (self.satisfaction.value or 0), 1)


@dataclass(frozen=True)
class Gaps:
    """Aspects that have both figures, the largest gap first; `lines`: importance and satisfaction
    at which the quadrants meet (the means of the aspects); `few` have too few answers."""

    aspects: tuple[Aspect, ...]
    lines: tuple[float, float]
    scale: Scale
    few: tuple[str, ...] = ()


def gaps(answers: Sequence[Answer]) -> Gaps | None:
    """Importance against satisfaction; None without an aspect that has both."""
    by_aspect: dict[str, list[Answer]] = {}
    for one in answers:
        if one.aspect:
            by_aspect.setdefault(one.aspect, []).append(one)
    found, few = [], []
    for name, rows in by_aspect.items():
        importance, satisfaction = mean(rows, importance=True), mean(rows)
        if importance is None or satisfaction is None:
            continue
        if importance.few or satisfaction.few:
            few.append(name)
        elif importance.scale == satisfaction.scale:
            found.append(Aspect(name, importance, satisfaction))
    if not found:
        return Gaps((), (0.0, 0.0), (1.0, 5.0), tuple(few)) if few else None
    scale = Counter(one.satisfaction.scale for one in found).most_common(1)[0][0]
    found = [one for one in found if one.satisfaction.scale == scale]
    importance_line = sum(one.importance.value or 0 for one in found) / len(found)
    satisfied_line = sum(one.satisfaction.value or 0 for one in found) / len(found)
    lines = importance_line, satisfied_line
    placed = [Aspect(a.name, a.importance, a.satisfaction, _quadrant(a, lines)) for a in found]
    placed.sort(key=lambda one: (-one.gap, one.name.casefold()))
    return Gaps(tuple(placed), lines, scale, tuple(few))


def _quadrant(one: Aspect, lines: tuple[float, float]) -> str:
    important = (one.importance.value or 0) >= lines[0]
    satisfied = (one.satisfaction.value or 0) >= lines[1]
    return {(True, False): IMPROVE, (True, True): BUILD,
            (False, False): WATCH, (False, True): MAINTAIN}[important, satisfied]  # fmt: skip


# What moves them -------------------------------------------------------------------------------


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


# Stars and votes -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stars:
    """The stars of one source on its own scale, and how often each whole star was given."""

    source: str
    figure: Figure
    counts: tuple[tuple[int, int], ...] = ()


def stars(answers: Sequence[Answer]) -> tuple[Stars, ...]:
    """Each source apart, the one with most reviews first. Half stars count with the lower one."""
    by_source: dict[str, list[Answer]] = {}
    for one in answers:
        by_source.setdefault(one.source, []).append(one)
    found = []
    for source, rows in by_source.items():
        figure = mean(rows)
        if figure is None:
            continue
        counts = Counter[int]()
        for one in rows:
            if one.scale == figure.scale and not figure.few:
                counts[max(1, int(one.score or 0))] += one.n
        most = int(figure.scale[1])
        spread = tuple((star, counts[star]) for star in range(most, 0, -1)) if counts else ()
        found.append(Stars(source, figure, spread))
    return tuple(sorted(found, key=lambda one: (-(one.figure.n or 0), one.source.casefold())))


def on_five(answers: Iterable[Answer]) -> Figure | None:
    """The mean of all sources on one scale of five: nine of ten points is four and a half."""
    return mean(
        Answer(one.day, (one.score or 0) * 5 / one.scale[1], (1.0, 5.0), one.spot, one.n)
        for one in answers
        if one.score is not None
    )


def votes(found: Iterable[Vote]) -> Mapping[str, int]:
    """Votes by opportunity. What a board counts itself (`running`) is taken as it was last."""
    total = Counter[str]()
    last: dict[str, Vote] = {}
    for one in found:
        if not one.running:
            total[one.opportunity] += one.votes
        elif one.opportunity not in last or (one.day or date.min) >= (
            last[one.opportunity].day or date.min
        ):
            last[one.opportunity] = one
    for one in last.values():
        total[one.opportunity] += one.votes
    return dict(total)


# Beside a feeling ------------------------------------------------------------------------------


def feeling(figure: Figure, direction: Direction = Direction.HIGHER) -> float | None:
    """Where a mean lies from −2 to +2 when its scale is laid along that of feelings: its middle is
    neutral. The figure itself is always said on its own scale."""
    if figure.value is None:
        return None
    low, high = figure.scale
    part = (figure.value - low) / (high - low)
    part = 1 - part if direction is Direction.LOWER else part
    return round(4 * part - 2, 1) + 0.0

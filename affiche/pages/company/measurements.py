"""The page of measurements: everything that customers answered, beside what is believed.

Nothing here is a row: only figures of five answers and more, and what stands in their place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from affiche.charts import bars, rows
from affiche.charts.chart import Chart
from affiche.charts.quadrants import SCREEN, Dot, Quadrants, quadrants
from affiche.charts.trend import trend
from affiche.measures import figures as counting
from affiche.measures import places
from affiche.measures.figures import Figure, Nps
from affiche.model.measures import Answer, Direction, MeasureKind, Measurements
from affiche.pages import cards, figures
from affiche.pages.figures import Said
from affiche.pages.journey.measured import Strip, shares, strip
from affiche.pages.plan import Page
from affiche.pages.relations import Relations
from affiche.words import Words

PAGE = "measurements/index.html"


@dataclass(frozen=True)
class Row:
    """A figure of one place on its scale, as a row of a table."""

    name: str
    path: str | None
    figure: Said
    chart: Chart
    good: bool
    note: str = ""


@dataclass(frozen=True)
class NpsView:
    """The score of the last period, how it spreads, and how it went."""

    title: str
    figure: Said
    counts: tuple[tuple[int, int, str, Chart], ...]
    shares: Chart | None
    parts: tuple[tuple[str, str], ...]
    made_of: str
    periods: tuple[tuple[str, Said], ...]
    trend: Chart | None
    change: str
    target: str
    owner: str
    asked: str


@dataclass(frozen=True)
class GapView:
    """What counts and how we do: the chart, its key, and every aspect in a table."""

    drawn: Quadrants | None
    aspects: tuple[tuple[str, str, str, str, str, str], ...]
    few: tuple[str, ...]
    lines: tuple[str, str]
    scale: str


@dataclass(frozen=True)
class DriverRow:
    """An aspect: what moves customers beside what they say matters. `place` and `stated_place`
    count from 1; `proven`: it is more than chance."""

    name: str
    value: str
    n: str
    chart: Chart
    stated: str
    place: int
    stated_place: int
    proven: bool
    few: bool


@dataclass(frozen=True)
class StarsView:
    """The stars of one source on its own scale."""

    source: str
    figure: Said
    most: str
    bars: tuple[tuple[int, int, Chart], ...]
    half_stars: int


@dataclass(frozen=True)
class Breakdown:
    """The figures of one persona, phase or touchpoint, a column a measure."""

    name: str
    path: str | None
    figures: tuple[Said, ...]


@dataclass(frozen=True)
class Steered:
    """A measure with its owner, target and direction, and where it stands."""

    name: str
    note: str
    figure: Said
    target: str
    direction: Direction
    chart: Chart
    good: bool
    status: str
    owner: str


def pages(related: Relations) -> Iterator[Page]:
    """The page; nothing when nothing was measured."""
    found = related.site.measurements
    if not found:
        return
    words = related.words
    strips = all_strips(related)
    yield Page(
        path=PAGE,
        template="pages/measurements.html.j2",
        title=words.gettext("What customers say"),
        section="measurements",
        description=words.gettext("What we believe, beside what customers answer."),
        data={
            "strips": strips,
            "nps": nps_view(found.of(MeasureKind.NPS), found, words),
            "ces": ces_rows(related),
            "ces_all": figures.said(counting.mean(found.of(MeasureKind.CES)), words),
            "ces_aim": _aim(found, MeasureKind.CES, words),
            "gaps": gap_view(counting.gaps(found.of(MeasureKind.SATISFACTION)), words),
            "drivers": driver_rows(found, words),
            "stars": stars_views(found.stars, words),
            "stars_all": figures.said(counting.on_five(found.stars), words),
            "breakdown": breakdown(related),
            "kinds": tuple(kind for kind in figures.KINDS if figures.rows(found, kind)),
            "steered": steered(found, words),
            "has_reviews": bool(found.reviews),
        },
    )


def all_strips(related: Relations) -> tuple[Strip, ...]:
    """The strips of all journeys, the largest gap first."""
    made = (
        strip(journey, related.map_of(name), related.site, related.words)
        for name, journey in related.site.journeys.items()
    )
    return tuple(sorted((one for one in made if one), key=lambda one: one.gap, reverse=True))


def _aim(found: Measurements, kind: MeasureKind, words: Words) -> tuple[str, str]:
    """What is aimed at, and who looks after it."""
    aim = found.aim(kind)
    target = "" if aim.target is None else words.number(aim.target)
    return target, aim.owner


# NPS -------------------------------------------------------------------------------------------

SIDES = ((0, 6, "accent-deep"), (7, 8, "line"), (9, 10, "second"))


def nps_view(answers: Sequence[Answer], found: Measurements, words: Words) -> NpsView | None:
    """The score of the last period that has one, else of all."""
    if not answers:
        return None
    by_period = [(name, counting.nps(rows_)) for name, rows_ in counting.periods(answers)]
    known = [(name, score) for name, score in by_period if score and score.value is not None]
    whole = counting.nps(answers)
    now = known[-1][1] if known else whole
    title = figures.period(known[-1][0], words) if known else words.gettext("All answers")
    aim = found.aim(MeasureKind.NPS)
    return NpsView(
        title=title,
        figure=figures.said_nps(now, words),
        counts=_spread(now),
        shares=shares(now),
        parts=_parts(now, words),
        made_of=_made_of(now, words),
        periods=tuple((figures.period(n, words), figures.said_nps(s, words)) for n, s in by_period),
        trend=_trend([score for _, score in by_period], aim.target) if len(by_period) > 1 else None,
        change=_change(known, words),
        target="" if aim.target is None else figures.signed(aim.target, words, 0),
        owner=aim.owner,
        asked=figures.scale(now.scale, words) if now else "",
    )


def _spread(score: Nps | None) -> tuple[tuple[int, int, str, Chart], ...]:
    """(answer, how often, colour, column) of every answer on the scale."""
    if score is None or not score.counts:
        return ()
    most, start = max(score.counts), int(score.scale[0])
    found = []
    for answer, count in enumerate(score.counts, start=start):
        colour = next(colour for low, high, colour in SIDES if low <= answer <= high)
        found.append((answer, count, colour, bars.column(count, most, colour)))
    return tuple(found)


def _parts(score: Nps | None, words: Words) -> tuple[tuple[str, str], ...]:
    if score is None or score.value is None:
        return ()
    shares_ = (score.detractors, score.passives, score.promoters)
    names = ("Detractors", "Passives", "Promoters")
    return tuple(
        (words.gettext(name), f"{words.number(round(100 * part))}{figures.NBSP}%")
        for name, part in zip(names, shares_, strict=True)
    )


def _made_of(score: Nps | None, words: Words) -> str:
    if score is None or score.value is None or score.margin is None or score.n is None:
        return ""
    low, high = score.value - score.margin, score.value + score.margin
    return words.say(
        "With 95 % certainty between {low} and {high}.",
        low=figures.signed(max(-100, low), words, 0), high=figures.signed(min(100, high), words, 0),
    )  # fmt: skip


def _trend(scores: Sequence[Nps | None], target: float | None) -> Chart:
    points = [(s.value, s.margin) if s else (None, None) for s in scores]
    known = [(v, m or 0.0) for v, m in points if v is not None]
    ends = [v - m for v, m in known] + [v + m for v, m in known] + [target or 0.0, 0.0]
    return trend(points, max(-100, min(ends) - 5), min(100, max(ends) + 5), target, zero=True)


def _change(known: Sequence[tuple[counting.Period, Nps]], words: Words) -> str:
    """What the last period changed, and whether that is more than chance."""
    if len(known) < 2:
        return ""
    (_, before), (_, now) = known[-2:]
    points = round(now.value or 0) - round(before.value or 0)
    if points == 0:
        return words.gettext("As high as the period before.")
    more = (
        "{points} points higher than before" if points > 0 else "{points} points lower than before"
    )
    text = words.say(more, points=abs(points))
    proof = "; that is more than chance." if counting.changed(now, before) else (
        "; within the margin, so not proven."
    )  # fmt: skip
    return text + words.gettext(proof)


# CES -------------------------------------------------------------------------------------------


def ces_rows(related: Relations) -> tuple[Row, ...]:
    """Effort by touchpoint, the worst first, those with too few answers last."""
    found = related.site.measurements
    aim = found.aim(MeasureKind.CES)
    answers = found.of(MeasureKind.CES)
    made: list[tuple[Figure, Row]] = []
    for name in dict.fromkeys(one.spot.touchpoint for one in answers if one.spot.touchpoint):
        figure = counting.mean(places.chosen(answers, places.of_touchpoint(name)))
        if figure:
            made.append((figure, _row(figure, name, related, aim.target, aim.direction)))
    lower = aim.direction is Direction.LOWER
    made.sort(key=lambda one: (one[0].few, -(one[0].value or 0) if lower else (one[0].value or 0)))
    return tuple(row for _, row in made)


def _row(
    figure: Figure, name: str, related: Relations, target: float | None, direction: Direction
) -> Row:
    good = figures.reached(
        None if figure.value is None else round(figure.value, 1), target, direction
    )
    chart = rows.on_scale(
        figure.value, *figure.scale, figure.margin, target, good, figures.ticks(figure.scale)
    )
    known = related.site.touchpoints.get(name)
    path = cards.touchpoint_path(name) if known else None
    said = figures.said(figure, related.words)
    return Row(known.name if known else name, path, said, chart, good)


# What counts -----------------------------------------------------------------------------------

QUADRANTS = {counting.IMPROVE: "Improve", counting.BUILD: "Build on", counting.WATCH: "Watch",
             counting.MAINTAIN: "Maintain"}  # fmt: skip


def gap_view(
    found: counting.Gaps | None, words: Words, size: tuple[float, float] = SCREEN
) -> GapView | None:
    """Importance against satisfaction; None without such answers."""
    if found is None:
        return None
    drawn = None
    if found.aspects:
        dots = [
            Dot(
                one.satisfaction.value or 0, one.importance.value or 0, one.quadrant, _labelled(one)
            )
            for one in found.aspects
        ]
        names = {key: words.pgettext("quadrant", label) for key, label in QUADRANTS.items()}
        axes = (
            words.gettext("Satisfaction, from left to right"),
            words.gettext("importance, from the foot up"),
        )
        ticks = [(step, words.number(step, 0)) for step in figures.ticks(found.scale)]
        drawn = quadrants(dots, found.lines, found.scale, names, axes, ticks, size)
    return GapView(
        drawn=drawn,
        aspects=tuple(
            (
                one.name,
                words.number(round(one.importance.value or 0, 1), 1),
                words.number(round(one.satisfaction.value or 0, 1), 1),
                words.number(one.gap, 1),
                figures.count(one.satisfaction.n, words),
                words.pgettext("quadrant", QUADRANTS[one.quadrant]),
            )
            for one in found.aspects
        ),
        few=found.few,
        lines=(
            words.number(round(found.lines[0], 1), 1),
            words.number(round(found.lines[1], 1), 1),
        ),
        scale=figures.scale(found.scale, words),
    )


def _labelled(one: counting.Aspect) -> str:
    """An aspect's name, and of how many answers it is."""
    return f"{one.name}{figures.NBSP}{one.satisfaction.n}"


def driver_rows(found: Measurements, words: Words) -> tuple[DriverRow, ...]:
    """What moves customers, the strongest first, beside what they say matters."""
    made = counting.drivers(found.drivers, found.of(MeasureKind.SATISFACTION))
    stated = sorted(
        (one for one in made if one.stated and one.stated.value is not None),
        key=lambda one: -((one.stated.value if one.stated else 0) or 0),
    )
    ranks = {one.name: place for place, one in enumerate(stated, start=1)}
    return tuple(
        DriverRow(
            name=one.name,
            value="" if one.value is None else figures.signed(one.value, words, 2),
            n=figures.count(one.n, words) or f"n{figures.NBSP}<{figures.NBSP}5",
            chart=rows.on_scale(
                one.value, -1, 1, span=(one.low, one.high), open_mark=not one.proven, zero=True
            ),
            stated=figures.said(one.stated, words).value,
            place=place,
            stated_place=ranks.get(one.name, 0),
            proven=one.proven,
            few=one.value is None,
        )
        for place, one in enumerate(made, start=1)
    )


# Stars -----------------------------------------------------------------------------------------


def stars_views(answers: Sequence[Answer], words: Words) -> tuple[StarsView, ...]:
    """Every source on its own scale."""
    return tuple(_stars(one, words) for one in counting.stars(answers))


def _stars(one: counting.Stars, words: Words) -> StarsView:
    most = max((count for _, count in one.counts), default=0)
    value = one.figure.value
    return StarsView(
        source=one.source or words.gettext("Reviews"),
        figure=figures.said(one.figure, words),
        most=words.number(one.figure.scale[1], 0),
        bars=tuple(
            (star, count, bars_of(count, most, star, one.figure.scale[1]))
            for star, count in one.counts
        ),
        half_stars=0 if value is None else round(value / one.figure.scale[1] * 10),
    )


def bars_of(count: int, most: int, star: int, top: float) -> Chart:
    """A bar for how often a star was given."""
    colour = "second" if star >= 0.8 * top else "line" if star >= 0.6 * top else "accent-deep"
    return rows.bar(count / most if most else 0.0, colour)


# By persona, phase and touchpoint ----------------------------------------------------------------


def breakdown(related: Relations) -> tuple[tuple[str, tuple[Breakdown, ...]], ...]:
    """(what it is by, its rows), for personas, phases and touchpoints that have answers."""
    site, words = related.site, related.words
    found = site.measurements
    kinds = tuple(kind for kind in figures.KINDS if figures.rows(found, kind))
    spots = [one.spot for kind in kinds for one in figures.rows(found, kind)]
    groups: tuple[tuple[str, str, Callable[[str], tuple[str, str | None]]], ...] = (
        ("Persona", "persona", lambda name: _persona(name, related)),
        ("Phase", "phase", lambda name: (related.phase(name), None)),
        ("Touchpoint", "touchpoint", lambda name: _touchpoint(name, related)),
    )
    made = []
    for label, field, named in groups:
        names = dict.fromkeys(str(getattr(spot, field)) for spot in spots)
        rows_ = tuple(
            Breakdown(
                *named(name), tuple(_figure(found, kind, field, name, words) for kind in kinds)
            )
            for name in names
            if name
        )
        if rows_:
            made.append((words.gettext(label), rows_))
    return tuple(made)


def _persona(name: str, related: Relations) -> tuple[str, str | None]:
    card = related.personas.get(name)
    return (card.name, card.path) if card else (name, None)


def _touchpoint(name: str, related: Relations) -> tuple[str, str | None]:
    known = related.site.touchpoints.get(name)
    return (known.name, cards.touchpoint_path(name)) if known else (name, None)


def _figure(found: Measurements, kind: MeasureKind, field: str, name: str, words: Words) -> Said:
    rows_ = places.chosen(figures.rows(found, kind), lambda spot: getattr(spot, field) == name)
    return figures.of_kind(kind, rows_, words)


# What is steered by ------------------------------------------------------------------------------


def steered(found: Measurements, words: Words) -> tuple[Steered, ...]:
    """Every measure that has a target or an owner, of its last period."""
    made = []
    for kind in figures.KINDS:
        aim, answers = found.aim(kind), figures.rows(found, kind)
        if not answers or (aim.target is None and not aim.owner):
            continue
        made.append(_steered(kind, answers, found, words))
    return tuple(made)


def _steered(
    kind: MeasureKind, answers: Sequence[Answer], found: Measurements, words: Words
) -> Steered:
    aim = found.aim(kind)
    value: float | None
    if kind is MeasureKind.NPS:
        score = _last_nps(answers)
        value, said, ends, decimals = (
            score.value if score else None, figures.said_nps(score, words), (-100.0, 100.0), 0,
        )  # fmt: skip
    else:
        figure = (
            counting.on_five(answers) if kind is MeasureKind.REVIEWS else counting.mean(answers)
        )
        value, said = (figure.value if figure else None), figures.said(figure, words)
        ends, decimals = (figure.scale if figure else (1.0, 5.0)), 1
    value = None if value is None else round(value, decimals)
    good = figures.reached(value, aim.target, aim.direction)
    chart = rows.on_scale(value, *ends, target=aim.target, good=good, zero=ends[0] < 0)
    return Steered(
        name=words.label(kind),
        note=said.scale if kind is not MeasureKind.NPS else "",
        figure=said,
        target="" if aim.target is None else words.number(aim.target),
        direction=aim.direction,
        chart=chart,
        good=good,
        status=_status(value, aim.target, good, decimals, words),
        owner=aim.owner,
    )


def _last_nps(answers: Sequence[Answer]) -> Nps | None:
    scores = [counting.nps(rows_) for _, rows_ in counting.periods(answers)]
    known = [score for score in scores if score and score.value is not None]
    return known[-1] if known else counting.nps(answers)


def _status(
    value: float | None, target: float | None, good: bool, decimals: int, words: Words
) -> str:
    if value is None or target is None:
        return ""
    if good:
        return words.gettext("reached")
    return words.say("{points} to go", points=words.number(round(abs(value - target), decimals)))

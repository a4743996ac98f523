"""Figures with a target or an owner in; where each stands, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from affiche.charts import rows
from affiche.charts.chart import Chart
from affiche.kept import memo
from affiche.measures import figures as counting
from affiche.measures.figures import Nps
from affiche.measures.withheld import WHOLE, kept
from affiche.model.measures import Answer, Direction, MeasureKind, Measurements
from affiche.pages import figures
from affiche.pages.company.measurements.nps import nps_by_period
from affiche.pages.figures import Said
from affiche.words import Words, rounded


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


@memo(8)
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
        score = _last_nps(answers, found)
        value, said, ends, decimals = (
            score.value if score else None, figures.said_nps(score, words), (-100.0, 100.0), 0,
        )  # fmt: skip
    else:
        figure = (
            counting.on_five(answers) if kind is MeasureKind.REVIEWS else counting.mean(answers)
        )
        figure = kept(figure, found, kind, WHOLE)
        value, said = (figure.value if figure else None), figures.said(figure, words)
        ends, decimals = (figure.scale if figure else (1.0, 5.0)), 1
    value = None if value is None else rounded(value, decimals)
    good = figures.reached(value, aim.target, aim.direction)
    chart = rows.on_scale(value, *ends, target=aim.target, good=good, zero=ends[0] < 0)
    return Steered(
        name=words.label(kind),
        note=said.scale if kind is not MeasureKind.NPS else "",
        figure=said,
        target="" if aim.target is None else figures.typeset(aim.target, words),
        direction=aim.direction,
        chart=chart,
        good=good,
        status=_status(value, aim.target, good, decimals, words),
        owner=aim.owner,
    )


def _last_nps(answers: Sequence[Answer], found: Measurements) -> Nps | None:
    scores = [score for _, score in nps_by_period(answers, found)]
    known = [score for score in scores if score and score.value is not None]
    if known:
        return known[-1]
    return kept(counting.nps(answers), found, MeasureKind.NPS, WHOLE)


def _status(
    value: float | None, target: float | None, good: bool, decimals: int, words: Words
) -> str:
    if value is None or target is None:
        return ""
    if good:
        return words.gettext("reached")
    return words.say("{points} to go", points=words.number(rounded(abs(value - target), decimals)))

"""Answers in; how much effort each touchpoint takes, a row each, out."""

from __future__ import annotations

from dataclasses import dataclass

from affiche.charts import rows
from affiche.charts.chart import Chart
from affiche.measures import figures as counting
from affiche.measures import places
from affiche.measures.figures import Figure
from affiche.measures.withheld import kept, of_field
from affiche.model.measures import Direction, MeasureKind
from affiche.pages import cards, figures
from affiche.pages.figures import Said
from affiche.pages.relations import Relations
from affiche.words import rounded


@dataclass(frozen=True)
class Row:
    """A figure of one place on its scale, as a row of a table."""

    name: str
    path: str | None
    figure: Said
    chart: Chart
    good: bool
    note: str = ""
    ends: tuple[str, str] = ("", "")
    """The least and the most of its scale."""


def ces_rows(related: Relations) -> tuple[Row, ...]:
    """Effort by touchpoint, the worst first, those with too few answers last."""
    found = related.site.measurements
    aim = found.aim(MeasureKind.CES)
    answers = found.of(MeasureKind.CES)
    made: list[tuple[Figure, Row]] = []
    for name in dict.fromkeys(one.spot.touchpoint for one in answers if one.spot.touchpoint):
        figure = kept(
            counting.mean(places.chosen(answers, places.of_touchpoint(name))),
            found, MeasureKind.CES, of_field("touchpoint", name),
        )  # fmt: skip
        if figure:
            made.append((figure, _row(figure, name, related, aim.target, aim.direction)))
    lower = aim.direction is Direction.LOWER
    made.sort(key=lambda one: (one[0].few, -(one[0].value or 0) if lower else (one[0].value or 0)))
    return tuple(row for _, row in made)


def _row(
    figure: Figure, name: str, related: Relations, target: float | None, direction: Direction
) -> Row:
    good = figures.reached(
        None if figure.value is None else rounded(figure.value, 1), target, direction
    )
    chart = rows.on_scale(
        figure.value, *figure.scale, figure.margin, target, good, figures.ticks(figure.scale)
    )
    known = related.site.touchpoints.get(name)
    path = cards.touchpoint_path(name) if known else None
    words = related.words
    said = figures.said(figure, words)
    ends = words.number(figure.scale[0], 0), words.number(figure.scale[1], 0)
    return Row(known.name if known else name, path, said, chart, good, ends=ends)

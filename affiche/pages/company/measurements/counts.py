"""Answers in; what counts for customers, and what moves them, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from affiche.charts import rows
from affiche.charts.chart import Chart
from affiche.charts.quadrants import Dot, Field, Quadrants
from affiche.directions import isolated
from affiche.kept import memo
from affiche.measures import figures as counting
from affiche.model.measures import MeasureKind, Measurements
from affiche.pages import figures
from affiche.words import Words


@dataclass(frozen=True)
class GapView:
    """What counts and how we do: the chart with its key, what it is drawn from, every aspect in a
    table, and `said`, which aspects lie in which quadrant, for who cannot see the chart."""

    drawn: Quadrants | None
    field: Field | None
    aspects: tuple[tuple[str, str, str, str, str, str], ...]
    few: tuple[str, ...]
    lines: tuple[str, str]
    scale: str
    said: str


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
    kind: str = ""
    """"silent": it moves more than it is said to matter; "granted": the other way round."""


QUADRANTS = {counting.IMPROVE: "Improve", counting.BUILD: "Build on", counting.WATCH: "Watch",
             counting.MAINTAIN: "Maintain"}  # fmt: skip
NOTES = {
    counting.IMPROVE: "important, not yet good",
    counting.BUILD: "important and good",
    counting.WATCH: "less important, not good",
    counting.MAINTAIN: "less important, good",
}


@memo(8)
def gap_view(found: counting.Gaps | None, words: Words) -> GapView | None:
    """Importance against satisfaction; None without such answers."""
    if found is None:
        return None
    field = None
    if found.aspects:
        dots = [
            Dot(
                one.satisfaction.value or 0, one.importance.value or 0, one.quadrant, _labelled(one)
            )
            for one in found.aspects
        ]
        names = {
            key: (words.pgettext("quadrant", label), words.pgettext("quadrant", NOTES[key]))
            for key, label in QUADRANTS.items()
        }
        axes = words.gettext("Satisfaction"), words.gettext("Importance")
        ticks = tuple((step, words.number(step, 0)) for step in figures.ticks(found.scale))
        field = Field(tuple(dots), found.lines, found.scale, names, axes, ticks)
    return GapView(
        drawn=field.drawn() if field else None,
        field=field,
        aspects=tuple(
            (
                one.name,
                words.number(one.importance.value or 0, 1),
                words.number(one.satisfaction.value or 0, 1),
                figures.typeset(one.gap, words, 1),
                figures.count(one.satisfaction.n, words),
                words.pgettext("quadrant", QUADRANTS[one.quadrant]),
            )
            for one in found.aspects
        ),
        few=found.few,
        lines=(
            words.number(found.lines[0], 1),
            words.number(found.lines[1], 1),
        ),
        scale=figures.scale(found.scale, words),
        said=" ".join(_said(found.aspects, words)),
    )


def _said(aspects: Iterable[counting.Aspect], words: Words) -> Iterator[str]:
    """For each quadrant that is not empty: which aspects lie in it."""
    held = tuple(aspects)
    for quadrant, label in QUADRANTS.items():
        if names := [isolated(one.name) for one in held if one.quadrant == quadrant]:
            yield f"{words.pgettext('quadrant', label)}: {', '.join(names)}."


def _labelled(one: counting.Aspect) -> str:
    """An aspect's name, and of how many answers it is."""
    return f"{isolated(one.name)}{figures.NBSP}{one.satisfaction.n}"


def _kind(one: counting.Driver, place: int, stated: int, count: int) -> str:
    """What an aspect is called that stands in the first third of one list and in the last half of
    the other."""
    first, half = count // 3, count / 2
    if not stated or one.value is None:
        return ""
    if place <= first and stated > half and one.proven:
        return "silent"
    return "granted" if stated <= first and place > half else ""


@memo(8)
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
            kind=_kind(one, place, ranks.get(one.name, 0), len(made)),
        )
        for place, one in enumerate(made, start=1)
    )

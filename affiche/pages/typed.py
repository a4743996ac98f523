"""Journeys in; the figures that were typed by hand in them, in words, out.

They stand where figures of files stand, each with where it is from: nobody counted it here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from affiche.directions import joined
from affiche.measures.believed import typed_figure
from affiche.model import Journey, Phase, Touchpoint
from affiche.model.measures import MeasureKind, TypedMeasure
from affiche.pages import figures
from affiche.pages.figures import Measured, Said
from affiche.words import Words


@dataclass(frozen=True)
class Typed:
    """A figure that was typed: the journey and the number of the phase that it stands in, the
    touchpoint (its id, or its name; "" for the phase itself), and the figure."""

    journey: str
    phase: int
    touchpoint: str
    measured: Measured


def typed(journeys: Iterable[Journey], words: Words) -> Iterator[Typed]:
    """Every figure that was typed, in the order of the journeys."""
    for journey in journeys:
        for at, phase in enumerate(journey.phases):
            places: tuple[Phase | Touchpoint, ...] = (phase, *phase.touchpoints)
            for place in places:
                stop = isinstance(place, Touchpoint)
                called = (place.ref or place.name or "") if isinstance(place, Touchpoint) else ""
                for one in place.measures if called or not stop else ():
                    yield Typed(journey.id, at, called, _measured(one, words))


def _measured(one: TypedMeasure, words: Words) -> Measured:
    note = joined((words.gettext("typed by hand"), one.source, one.date), ", ")
    return Measured(one.kind, words.label(one.kind), _said(one, words), note)


def _said(one: TypedMeasure, words: Words) -> Said:
    figure, _ = typed_figure(one.kind, (one,))
    if one.kind is not MeasureKind.NPS or figure is None or figure.value is None:
        return figures.said(figure, words)
    value = figures.signed(figure.value, words, 0)
    return Said(value, n=figures.count(figure.n, words))

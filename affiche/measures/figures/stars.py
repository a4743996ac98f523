"""The stars of reviews in; each source on its own scale, and all on one, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from affiche.measures.figures.scores import Figure, mean, mean_of
from affiche.model.measures import Answer, MeasureKind, Measurements


@dataclass(frozen=True)
class Stars:
    """The stars of one source on its own scale, and how often each whole star was given."""

    source: str
    figure: Figure
    counts: tuple[tuple[int, int], ...] = ()


def stars(answers: Sequence[Answer], held: Measurements | None = None) -> tuple[Stars, ...]:
    """Each source apart, the one with most reviews first. Half stars count with the lower one.
    `held` says which have no figure for the sake of others."""
    by_source: dict[str, list[Answer]] = {}
    for one in answers:
        by_source.setdefault(one.source, []).append(one)
    found = []
    for source, rows in by_source.items():
        figure = mean(rows)
        if figure is None:
            continue
        if held is not None and held.hides(MeasureKind.REVIEWS, ("source", source)):
            figure = Figure(None, None, figure.scale, few=True, beside=True)
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
    found = [(one.score * 5 / one.scale[1], one) for one in answers if one.score is not None]
    return mean_of(found, (1.0, 5.0))

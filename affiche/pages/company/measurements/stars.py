"""Reviews in; their stars, each source on its own scale, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from affiche.charts import rows
from affiche.charts.chart import Chart
from affiche.measures import figures as counting
from affiche.model.measures import Answer, Measurements
from affiche.pages import figures
from affiche.pages.figures import Said
from affiche.words import Words


@dataclass(frozen=True)
class StarsView:
    """The stars of one source on its own scale."""

    source: str
    figure: Said
    most: str
    bars: tuple[tuple[int, int, Chart], ...]
    half_stars: int


def stars_views(
    answers: Sequence[Answer], words: Words, found: Measurements
) -> tuple[StarsView, ...]:
    """Every source on its own scale."""
    return tuple(_stars(one, words) for one in counting.stars(answers, found))


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

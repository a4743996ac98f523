"""Answers in; figures by the book out, each with how many answers it is of.

`scores`    a net promoter score, a mean, and where a mean lies beside a feeling
`periods`   the same by month or quarter
`gaps`      importance against satisfaction, in four quadrants
`drivers`   what moves customers
`stars`, `votes`    of reviews, and for opportunities

Under five answers there is no figure: `value` is None, and so is `n`, so that nobody can show
either by accident. Formulas: NPS, Reichheld (2003); its standard error and those of means and
correlations (Fisher's z), any handbook of statistics; all intervals are at 95 %.
"""

from __future__ import annotations

from affiche.measures.figures.drivers import FEWEST_DRIVERS, Driver, correlation, drivers
from affiche.measures.figures.gaps import BUILD, IMPROVE, MAINTAIN, WATCH, Aspect, Gaps, gaps
from affiche.measures.figures.periods import Period, changed, period, periods
from affiche.measures.figures.scores import (
    DETRACTORS,
    PROMOTERS,
    Figure,
    Nps,
    Z,
    days,
    feeling,
    mean,
    nps,
)
from affiche.measures.figures.stars import Stars, on_five, stars
from affiche.measures.figures.votes import votes

__all__ = [
    "BUILD",
    "DETRACTORS",
    "FEWEST_DRIVERS",
    "IMPROVE",
    "MAINTAIN",
    "PROMOTERS",
    "WATCH",
    "Aspect",
    "Driver",
    "Figure",
    "Gaps",
    "Nps",
    "Period",
    "Stars",
    "Z",
    "changed",
    "correlation",
    "days",
    "drivers",
    "feeling",
    "gaps",
    "mean",
    "nps",
    "on_five",
    "period",
    "periods",
    "stars",
    "votes",
]

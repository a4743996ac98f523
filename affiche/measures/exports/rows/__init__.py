"""A table's layout in; answers, reviews and votes out, or every mistake in its rows.

`reader`    the cells of a row → texts, numbers, days and places, and what is wrong with them
`answers`, `drivers`, `reviews`, `votes`    the rows of each kind
`told`      the words of each mistake
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from affiche.measures.exports.rows.answers import answers
from affiche.measures.exports.rows.drivers import drivers
from affiche.measures.exports.rows.reader import Known, Reader
from affiche.measures.exports.rows.reviews import reviews
from affiche.measures.exports.rows.votes import votes
from affiche.model.measures import MeasureKind

__all__ = ["READERS", "Known", "Reader"]

READERS: Mapping[MeasureKind, Callable[[Reader], tuple[Any, ...]]] = {
    MeasureKind.NPS: answers,
    MeasureKind.CES: answers,
    MeasureKind.SATISFACTION: answers,
    MeasureKind.DRIVERS: drivers,
    MeasureKind.REVIEWS: reviews,
    MeasureKind.VOTES: votes,
}

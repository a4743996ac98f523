"""Journeys and what was measured in; advice where the curve does not show what customers say, out.

A company can switch the rules off (`model.rules.RULES`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from affiche.errors import Kind, Place, Problem
from affiche.measures.believed import HIDDEN, Compared, compared, hidden_dips
from affiche.model import Journey, Status
from affiche.model.measures import Measurements
from affiche.reading.documents import Read


def check(
    journeys: Mapping[str, Journey], reads: Mapping[str, Read[Journey]], found: Measurements
) -> Iterator[Problem]:
    """A dip that the figures show and the curve hides, at the feeling that hides it."""
    for name, journey in journeys.items():
        if journey.status is Status.ARCHIVED:
            continue
        for one in hidden_dips(compared(journey, found)):
            assert one.figure is not None
            yield Problem(
                Kind.ADVICE, "hidden-dip", _feeling(one, reads[name]),
                "the curve says {believed} at {place}, customers say {measured} (n = {n})",
                "Let the curve show the dip, or say in the journey why they differ",
                {"believed": one.believed, "place": one.name, "measured": one.at,
                 "n": one.figure.n if one.figure.n is not None else "?"},
            )  # fmt: skip


def stale(
    journeys: Mapping[str, Journey], reads: Mapping[str, Read[Journey]], found: Measurements,
    changed: Mapping[str, date],
) -> Iterator[Problem]:  # fmt: skip
    """A curve that was last touched before the answers that contradict it; once a journey, at the
    feeling that differs most.

    `changed`: path → the day on which the file was last changed, as far as that is known; what the
    writer says in `timeline` goes before it.
    """
    for name, journey in journeys.items():
        days = [one.date for one in journey.timeline]
        day = max(days) if days else changed.get(journey.path)
        if day is None or journey.status is Status.ARCHIVED:
            continue
        newer = [one for one in compared(journey, found) if _newer(one, day)]
        if newer:
            most = max(newer, key=lambda one: abs(one.difference or 0))
            assert most.figure is not None
            yield Problem(
                Kind.ADVICE, "stale-curve", _feeling(most, reads[name]),
                "the curve is of {day}, and answers since then contradict it: {believed} at "
                "{place}, customers say {measured}",
                "Draw the curve anew, or say in the journey why they differ",
                {"day": day, "believed": most.believed, "place": most.name, "measured": most.at},
            )  # fmt: skip


def _feeling(one: Compared, read: Read[Journey]) -> Place:
    """Where the feeling of a place is written, or the place itself that has none."""
    where: tuple[str | int, ...] = ("phases", one.phase)
    where += ("touchpoints", one.stop) if one.stop is not None else ()
    return read.place(*where, "emotion")


def _newer(one: Compared, day: date) -> bool:
    """Whether it was measured after that day, and differs much."""
    until = one.figure.until if one.figure else None
    return until is not None and until > day and abs(one.difference or 0) >= HIDDEN

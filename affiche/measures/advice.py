"""Journeys and what was measured in; advice where the curve does not show what customers say, out.

A company can switch the rules off (`model.rules.RULES`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from affiche.errors import Kind, Problem
from affiche.measures.believed import compared, hidden_dips
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
            where: tuple[str | int, ...] = ("phases", one.phase)
            where += ("touchpoints", one.stop) if one.stop is not None else ()
            assert one.figure is not None
            yield Problem(
                Kind.ADVICE, "hidden-dip", reads[name].place(*where, "emotion"),
                "the curve says {believed} at {place}, customers say {measured} (n = {n})",
                "Let the curve show the dip, or say in the journey why they differ",
                {"believed": one.believed, "place": one.name, "measured": one.at,
                 "n": one.figure.n if one.figure.n is not None else "?"},
            )  # fmt: skip

"""Answers and a place in; those that belong there, out.

A row belongs to a place when everything that it names fits: one that names only a touchpoint
belongs to every journey that passes it, one that names a persona only to theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from affiche.kept import DOCUMENTS, memo
from affiche.model import Journey, Phase, State, Touchpoint
from affiche.model.measures import Answer, Spot

Fits = Callable[[Spot], bool]


@lru_cache(maxsize=DOCUMENTS)
def of_persona(persona: str) -> Fits:
    """What this persona's customers answered."""
    return lambda spot: spot.persona == persona


@lru_cache(maxsize=DOCUMENTS)
def of_touchpoint(touchpoint: str) -> Fits:
    """What was answered about a touchpoint, in whatever journey."""
    return lambda spot: spot.touchpoint == touchpoint


@dataclass(frozen=True)
class Travelled:
    """A journey as rows see it: its id, who makes it, and what its phases and stops are called."""

    id: str
    personas: frozenset[str]
    phases: tuple[str, ...]
    stops: tuple[tuple[str, ...], ...]
    planned: bool

    @classmethod
    def of(cls, journey: Journey) -> Travelled:
        return cls(
            journey.id,
            frozenset(journey.persona_ids),
            tuple(_phase(phase) for phase in journey.phases),
            tuple(tuple(map(_stop, phase.touchpoints)) for phase in journey.phases),
            journey.state is State.TO_BE,
        )

    def fits(self, spot: Spot) -> bool:
        """Whether a row is about this journey. Nobody has answered about one that is still to be,
        unless a row names it."""
        if spot.journey:
            return spot.journey == self.id
        if self.planned or (spot.persona and spot.persona not in self.personas):
            return False
        if spot.phase and spot.phase not in self.phases:
            return False
        if spot.touchpoint and not any(spot.touchpoint in stops for stops in self.stops):
            return False
        return bool(spot.persona or spot.phase or spot.touchpoint)

    def in_phase(self, number: int) -> Fits:
        """What belongs to a phase: rows that name it, or only a touchpoint that it alone has."""

        def fits(spot: Spot) -> bool:
            if not self.fits(spot):
                return False
            if spot.phase:
                return spot.phase == self.phases[number]
            passed = [at for at, stops in enumerate(self.stops) if spot.touchpoint in stops]
            return passed == [number]

        return fits

    def at_stop(self, number: int, touchpoint: str) -> Fits:
        """What belongs to a touchpoint in a phase."""

        def fits(spot: Spot) -> bool:
            if spot.touchpoint != touchpoint or not self.fits(spot):
                return False
            return not spot.phase or spot.phase == self.phases[number]

        return fits


def _phase(phase: Phase) -> str:
    return phase.id or phase.name or ""


def _stop(touchpoint: Touchpoint) -> str:
    return touchpoint.ref or touchpoint.name or ""


def chosen(answers: tuple[Answer, ...], fits: Fits) -> tuple[Answer, ...]:
    """The answers of which the place fits, in their order."""
    found = (numbers for spot, numbers in _spots(answers).items() if fits(spot))
    return tuple(answers[number] for number in sorted(chain.from_iterable(found)))


@memo(64)
def _spots(answers: tuple[Answer, ...]) -> Mapping[Spot, Sequence[int]]:
    """Each place that is named → where its answers stand: many are about the same few, and are
    asked for at every touchpoint."""
    found: dict[Spot, list[int]] = {}
    for number, one in enumerate(answers):
        found.setdefault(one.spot, []).append(number)
    return found

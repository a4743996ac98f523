"""Who mentions whom in; the register as a matrix and by channel, out.

Matrix: a row a touchpoint, a column a phase, in a cell what each persona feels there, with what it
rests on. By channel: where customers meet us, who uses it, and which touchpoints lie on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from affiche.directions import joined
from affiche.markup import plain
from affiche.model.choices import CHANNELS, State
from affiche.pages.journey.heads import JourneyCard
from affiche.pages.journey.map import Feeling
from affiche.pages.plan import PersonaCard, TouchpointCard
from affiche.pages.relations import Passing, Relations

# Phases beside each other: in one table, and in each of several.
WIDEST, PART = 9, 6


@dataclass(frozen=True)
class Met:
    """Those who come past (names, or the journey's title), and what they feel (None: not known);
    `path` is where the journey tells of it; `state`: what it is called, of one that is to be."""

    who: str
    path: str
    feeling: Feeling | None
    state: str = ""


@dataclass(frozen=True)
class Row:
    """A touchpoint with a cell a phase; `used` is false for one that no journey passes."""

    card: TouchpointCard
    cells: tuple[tuple[Met, ...], ...]
    used: bool


@dataclass(frozen=True)
class Matrix:
    """All touchpoints by phase."""

    phases: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def blocks(self) -> tuple[Matrix, ...]:
        """The same in parts of a width that a screen has, each with what is passed there alone: a
        journey of thirty numbered steps would be a table of thirty columns."""
        count = 1 if len(self.phases) <= WIDEST else -(-len(self.phases) // PART)
        cuts = [len(self.phases) * part // count for part in range(count + 1)]
        parts = []
        for start, end in pairwise(cuts):
            cut = (replace(row, cells=row.cells[start:end]) for row in self.rows if row.used)
            rows = tuple(row for row in cut if any(row.cells))
            parts.append(Matrix(self.phases[start:end], rows))
        return tuple(parts)


@dataclass(frozen=True)
class ByChannel:
    """A channel: its touchpoints, those who say to use it (how much, 0–5, None: not said), and
    the feelings there."""

    channel: str
    cards: tuple[TouchpointCard, ...]
    users: tuple[tuple[PersonaCard, float | None], ...]
    feelings: tuple[Feeling, ...]


def matrix(related: Relations, found: Sequence[TouchpointCard]) -> Matrix:
    """Every touchpoint by the phases in which journeys pass it."""
    phases = tuple(_phases(related))
    return Matrix(phases, tuple(_row(card, phases, related) for card in found))


def _phases(related: Relations) -> Iterator[str]:
    """The names of phases with a touchpoint, as journeys have them: each after all those that
    stand before it in the journey that tells of most."""
    routes = [
        [column.name for column in related.map_of(name).columns] for name in related.site.journeys
    ]
    passed = {passing.phase for passing in related.passings}
    order: list[str] = []
    for route in sorted(routes, key=len, reverse=True):
        at = 0
        for name in route:
            if name in order:
                at = order.index(name) + 1
            elif name in passed:
                order.insert(at, name)
                at += 1
    yield from (name for name in order if name in passed)


def _row(card: TouchpointCard, phases: Sequence[str], related: Relations) -> Row:
    passings = related.passed.get(card.path or card.name, ())
    cells = tuple(
        tuple(
            met for passing in passings if passing.phase == phase for met in _met(passing, related)
        )
        for phase in phases
    )
    return Row(card, cells, bool(passings))


def _met(passing: Passing, related: Relations) -> Iterator[Met]:
    planned = passing.journey.state is State.TO_BE
    state = related.words.pgettext("state", "Next") if planned else ""
    path = f"{passing.journey.path}#{passing.stop.anchor}"
    if passing.stop.felt:
        for who, feeling in passing.stop.felt:
            yield Met(who, path, feeling, state)
    else:
        yield Met(_who(passing.journey), path, passing.stop.feeling, state)


def _who(journey: JourneyCard) -> str:
    return joined((person.short for person in journey.people), ", ") or plain(journey.title)


# By channel --------------------------------------------------------------------------------


def by_channel(related: Relations, found: Sequence[TouchpointCard]) -> tuple[ByChannel, ...]:
    """Every channel that a touchpoint lies on or a persona uses; the busiest first."""
    on: dict[str, list[TouchpointCard]] = {}
    for card in found:
        if card.channel:
            on.setdefault(card.channel, []).append(card)
    users = _users(related)
    every = dict.fromkeys((*on, *users))
    places = {name: at for at, name in enumerate((*CHANNELS, *related.site.settings.channels))}
    order = sorted(every, key=lambda name: (-len(on.get(name, ())), places.get(name, 999), name))
    return tuple(
        ByChannel(
            name,
            tuple(on.get(name, ())),
            tuple(users.get(name, ())),
            tuple(feeling for card in on.get(name, ()) for feeling in card.feelings),
        )
        for name in order
    )


def _users(related: Relations) -> Mapping[str, list[tuple[PersonaCard, float | None]]]:
    """Channel → the personas that use it, those who use it most first."""
    found: dict[str, list[tuple[PersonaCard, float | None]]] = {}
    for name, persona in related.site.personas.items():
        for use in persona.channels:
            if use.use != 0:
                found.setdefault(use.channel, []).append((related.personas[name], use.use))
    for users in found.values():
        users.sort(key=lambda one: -(one[1] or 0))
    return found

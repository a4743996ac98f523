"""A `Site` in; who mentions whom out: the cards of everything, and the links back.

Made once for a plan, so that no page has to search the whole site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from affiche.model import Opportunity, OpportunityUse, Phase, Site, Status
from affiche.model.choices import PHASES
from affiche.pages import cards
from affiche.pages.journey.heads import JourneyCard, journey_card
from affiche.pages.journey.map import Item, JourneyMap, OpportunityItem, Stop
from affiche.pages.journey.map.lanes import journey_map
from affiche.pages.journey.map.stops import named, numbered, shown
from affiche.pages.journey.naming import phase_name
from affiche.pages.journey.ranking import rank_key, uses, worths
from affiche.pages.plan import (
    BriefingCard,
    Face,
    Link,
    OpportunityCard,
    PersonaCard,
    TouchpointCard,
)
from affiche.words import Words

_NUMBER = re.compile(r"([0-9]{1,9})")


@dataclass(frozen=True)
class Passing:
    """A touchpoint as one journey passes it: in which phase, and all that is written there."""

    journey: JourneyCard
    phase: str
    stop: Stop

    @property
    def key(self) -> str:
        """What stands for the touchpoint: the path of a registered one, or its name."""
        return self.stop.path or self.stop.name


@dataclass(frozen=True)
class _Turn:
    """The touchpoints that each journey passes, and where each journey and touchpoint stands."""

    passings: Mapping[str, Sequence[Passing]]
    journeys: Mapping[str, int]
    keys: Mapping[str, int]


@dataclass(frozen=True)
class Origin:
    """Where an improvement comes from: a phase, and the touchpoint in it when there is one."""

    journey: JourneyCard
    phase: str
    stop: Stop | None
    pains: tuple[Item, ...]


class Relations:
    """Cards by id, and links back. Everything is made when it is first asked for."""

    def __init__(self, site: Site, words: Words, today: date) -> None:
        self.site = site
        self.words = words
        self.today = today

    @cached_property
    def personas(self) -> Mapping[str, PersonaCard]:
        return cards.persona_cards(self.site)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The ids of the personas, in their order."""
        return tuple(self.site.personas)

    @cached_property
    def current(self) -> frozenset[str]:
        """The ids of the personas that are not in the archive."""
        every = self.personas.items()
        return frozenset(name for name, card in every if card.status is not Status.ARCHIVED)

    def faces(self, ids: tuple[str, ...]) -> tuple[Face, ...]:
        """The faces of the personas that exist among `ids`."""
        known = (self.personas[name] for name in ids if name in self.personas)
        return tuple(Face(c.name, c.short, c.path, c.portrait, c.language) for c in known)

    @cached_property
    def journeys(self) -> Mapping[str, JourneyCard]:
        return {
            name: journey_card(journey, self.site, self.words)
            for name, journey in self.site.journeys.items()
        }

    @cached_property
    def _maps(self) -> Mapping[str, JourneyMap]:
        return {
            name: journey_map(journey, self.site, self.words, compare=False)
            for name, journey in self.site.journeys.items()
        }

    def map_of(self, journey: str) -> JourneyMap:
        """The whole map of a journey."""
        return self._maps[journey]

    def phase(self, written: str) -> str:
        """The name of a phase that something else refers to, by id or by name."""
        return phase_name(Phase(id=written), self.site, self.words)[0]

    @cached_property
    def _turns(self) -> Mapping[str, int]:
        columns = (column.name for whole in self._maps.values() for column in whole.columns)
        names = dict.fromkeys((*map(self.phase, PHASES), *columns))
        return {name: number for number, name in enumerate(names)}

    def turn(self, phase: str) -> int:
        """Where a phase with this name comes, among all, when customers go through them: the six
        first, then those of journeys; a name of neither is last."""
        return self._turns.get(phase, len(self._turns))

    # Touchpoints ---------------------------------------------------------------------------

    @cached_property
    def passings(self) -> tuple[Passing, ...]:
        """Every touchpoint of every journey, in order."""
        return tuple(
            Passing(self.journeys[name], whole.columns[stop.column].name, stop)
            for name, whole in self._maps.items()
            for stop in whole.stops
        )

    @cached_property
    def passed(self) -> Mapping[str, tuple[Passing, ...]]:
        """Path of a registered touchpoint, or the name of another one → where it is passed."""
        found: dict[str, list[Passing]] = {}
        for passing in self.passings:
            found.setdefault(passing.key, []).append(passing)
        return {key: tuple(passings) for key, passings in found.items()}

    def touchpoints(self, journeys: tuple[str, ...] | None = None) -> tuple[TouchpointCard, ...]:
        """The touchpoints of these journeys; None: the whole register, then those not in it."""
        if journeys is not None:
            return self._touchpoints_of(journeys)
        registered = dict.fromkeys(cards.touchpoint_path(name) for name in self.site.touchpoints)
        loose = sorted((key for key in self.passed if key not in registered), key=_counted)
        every = (*registered, *loose)
        return tuple(self._touchpoint(key, self.passed.get(key, ())) for key in every)

    def _touchpoints_of(self, journeys: tuple[str, ...]) -> tuple[TouchpointCard, ...]:
        """Those of some journeys, in the order in which the content comes by them."""
        turn = self._turn
        found: dict[str, list[Passing]] = {}
        for name in sorted(dict.fromkeys(journeys), key=turn.journeys.__getitem__):
            for passing in turn.passings[name]:
                found.setdefault(passing.key, []).append(passing)
        ordered = sorted(found, key=turn.keys.__getitem__)
        return tuple(self._touchpoint(key, found[key]) for key in ordered)

    @cached_property
    def _turn(self) -> _Turn:
        passings: dict[str, list[Passing]] = {name: [] for name in self.site.journeys}
        ids = {card.path: name for name, card in self.journeys.items()}
        for passing in self.passings:
            passings[ids[passing.journey.path]].append(passing)
        journeys = {name: at for at, name in enumerate(passings)}
        return _Turn(passings, journeys, {key: at for at, key in enumerate(self.passed)})

    def _touchpoint(self, key: str, passings: Sequence[Passing]) -> TouchpointCard:
        known = self.site.touchpoints.get(key.split("/")[1]) if key.count("/") == 2 else None
        journeys = dict.fromkeys(Link(p.journey.title, p.journey.path) for p in passings)
        return TouchpointCard(
            name=known.name if known else passings[0].stop.name,
            path=cards.touchpoint_path(known.id) if known else None,
            channel=known.channel if known else passings[0].stop.channel,
            owner=(known.owner if known else passings[0].stop.owner) or "",
            description=(known.description if known else None) or "",
            journeys=tuple(journeys),
            feelings=tuple(one for p in passings for one in p.stop.feelings),
            moments=tuple(dict.fromkeys(p.stop.moment for p in passings if p.stop.moment)),
        )

    # Opportunities -------------------------------------------------------------------------

    @cached_property
    def origins(self) -> Mapping[tuple[str, str], tuple[OpportunityItem, tuple[Origin, ...]]]:
        """(journey or "", path or title) → what it is, and where it comes from.

        One of the register is the same everywhere; one that lives in a journey is only there.
        """
        found: dict[tuple[str, str], tuple[OpportunityItem, list[Origin]]] = {}
        for name in self.site.journeys:
            for item, origin in self._origins(name):
                key = ("", item.path) if item.path else (name, item.title)
                found.setdefault(key, (item, []))[1].append(origin)
        return {key: (item, tuple(origins)) for key, (item, origins) in found.items()}

    def _origins(self, name: str) -> Iterator[tuple[OpportunityItem, Origin]]:
        journey, card, whole = self.site.journeys[name], self.journeys[name], self._maps[name]
        known = numbered(journey, self.site)
        for column, phase in enumerate(journey.phases):
            for item in named(phase.opportunities, known):
                yield item, Origin(card, whole.columns[column].name, None, shown(phase.pains))
            for stop in whole.stops:
                if stop.column == column:
                    for item in stop.opportunities:
                        yield item, Origin(card, whole.columns[column].name, stop, stop.pains)

    @cached_property
    def opportunities(self) -> tuple[OpportunityCard, ...]:
        """Every improvement by its number: the most worthwhile first."""
        found = enumerate(worths(self.site), start=1)
        return tuple(self._improvement(*key, rank) for rank, key in found)

    def opportunities_of(self, journeys: tuple[str, ...]) -> tuple[OpportunityCard, ...]:
        """Those that come from these journeys, the most worthwhile first."""
        found = (card for name in journeys for card in self._from_journey.get(name, ()))
        ranked = {card.rank: card for card in found}
        return tuple(ranked[rank] for rank in sorted(ranked))

    @cached_property
    def _from_journey(self) -> Mapping[str, tuple[OpportunityCard, ...]]:
        ids = {card.path: name for name, card in self.journeys.items()}
        found: dict[str, list[OpportunityCard]] = {}
        for card in self.opportunities:
            for origin in card.origins:
                found.setdefault(ids[origin.path], []).append(card)
        return {name: tuple(held) for name, held in found.items()}

    def _improvement(self, journey: str, name: str, rank: int) -> OpportunityCard:
        """The one of the register when `journey` is ""; else the first mention there counts."""
        one: Opportunity | OpportunityUse
        if journey:
            known = uses(self.site.journeys[journey])
            one = next(use for use in known if rank_key(journey, use, self.site)[1] == name)
        else:
            one = self.site.opportunities[name]
        title = one.title or name.removeprefix("ref ")
        path = None if journey else cards.opportunity_path(name)
        return OpportunityCard(
            title=title,
            path=path,
            rank=rank,
            kind=one.kind,
            status=one.status,
            impact=one.impact,
            effort=one.effort,
            worth=worths(self.site)[journey, name],
            owner=one.owner or "",
            origins=self._from((journey, path or title)),
            why=(one.why or "") if isinstance(one, Opportunity) else "",
        )

    def _from(self, key: tuple[str, str]) -> tuple[Link, ...]:
        origins = self.origins[key][1] if key in self.origins else ()
        return tuple(dict.fromkeys(Link(o.journey.title, o.journey.path) for o in origins))

    # Briefings -----------------------------------------------------------------------------

    @cached_property
    def briefings(self) -> Mapping[str, BriefingCard]:
        return {
            name: BriefingCard(
                title=briefing.title,
                path=cards.briefing_path(name),
                agency=briefing.agency or "",
                type=briefing.type or "",
                deadline=briefing.deadline,
                overdue=bool(briefing.deadline and briefing.deadline < self.today),
                personas=self.faces(briefing.personas),
            )
            for name, briefing in self.site.briefings.items()
        }

    @cached_property
    def briefed(self) -> Mapping[str, tuple[BriefingCard, ...]]:
        """Id of a persona → the briefings that name it."""
        found: dict[str, list[BriefingCard]] = {}
        for name, briefing in self.site.briefings.items():
            for persona in dict.fromkeys(briefing.personas):
                found.setdefault(persona, []).append(self.briefings[name])
        return {persona: tuple(held) for persona, held in found.items()}


def _counted(name: str) -> list[tuple[str, int]]:
    """What names are ordered by: letters by their small forms, numbers as they count."""
    parts = _NUMBER.split(name.casefold())
    return [("", int(part)) if at % 2 else (part, 0) for at, part in enumerate(parts)]

"""The whole content in; advice out on the craft of personas and journeys: the mistakes that the
field warns of.

Each rule has an id of `model.rules.RULES`; site.yaml or a document switches it off, with a reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from affiche.errors import Kind, Problem
from affiche.markup import plain
from affiche.model import Evidence, Journey, Moment, Persona, Phase, State, Status, Touchpoint
from affiche.model.choices import CHANNELS, PHASES
from affiche.model.journey import Emotion
from affiche.reading.advice.quality import Content
from affiche.reading.documents import Read
from affiche.words import Term

# A wish that stands in so many phases says nothing about any of them.
SAME = 4
# So many feelings or statements are enough to say that all of them are alike.
ENOUGH = 3
# A biography of more words than this tells more than who somebody is on paper.
TOLD = 40
# More phases than this are steps: nobody sees the whole at once.
MOST_PHASES = 13
# What departments are called, beside those that site.yaml names.
DEPARTMENTS = frozenset(
    ("administratie", "afdeling", "binnendienst", "buitendienst", "debiteuren", "expeditie",
     "finance",
     "financiën", "hr", "human resources", "ict", "it", "juridische zaken", "klantcontact",
     "klantenservice", "customer service", "logistiek", "logistics", "magazijn", "marketing",
     "operations", "personeelszaken", "receptie", "sales",
     "servicedesk", "verkoop", "werkplaats")
)  # fmt: skip
DEMOGRAPHICS = (
    "age", "location", "household", "education", "occupation", "organisation", "facts",
)  # fmt: skip
DRIVES = (
    "goals", "pains", "gains", "motivations", "objections", "behaviours", "jobs", "sections", "day",
    "quotes", "quote",
)  # fmt: skip

Where = tuple[str | int, ...]


@dataclass(frozen=True)
class Advised:
    """What one rule has to say: where in the document, what, and what to do about it."""

    where: Where
    what: str
    hint: str
    values: dict[str, object]


def advised(where: Where, what: str, hint: str, **values: object) -> Advised:
    """One piece of advice."""
    return Advised(where, what, hint, values)


def check(content: Content, departments: Iterable[str]) -> Iterator[Problem]:
    """Advice on every persona and journey that is not archived."""
    for persona in content.personas.values():
        if persona.value and persona.value.status is not Status.ARCHIVED:
            yield from _told(persona, "only-demographics", _demographics(persona.value))
    named = DEPARTMENTS | {plain(name).strip().casefold() for name in departments}
    for journey in content.journeys.values():
        made = journey.value
        if made is None or made.status is Status.ARCHIVED:
            continue
        for rule, look in RULES.items():
            yield from _told(journey, rule, look(made))
        yield from _told(journey, "channel-unused", _channels(made, content))
        yield from _told(journey, "department-phase", _departments(made, named, content))


def _told(
    read: Read[Persona] | Read[Journey], rule: str, found: Iterable[Advised]
) -> Iterator[Problem]:
    for one in found:
        yield Problem(Kind.ADVICE, rule, read.place(*one.where), one.what, one.hint, one.values)


# Personas ----------------------------------------------------------------------------------


def _demographics(persona: Persona) -> Iterator[Advised]:
    known = [name for name in DEMOGRAPHICS if getattr(persona, name)]
    needs = persona.needs.functional or persona.needs.emotional
    told = any(getattr(persona, name) for name in DRIVES) or len(persona.biography.split()) > TOLD
    if known and not needs and not told:
        yield advised(
            (known[0],), "this says who the persona is, and not what moves them",
            "Write `goals`, `pains` and `needs`: two people of the same age want different things",
        )  # fmt: skip


# Journeys ----------------------------------------------------------------------------------


def _touchpoints(journey: Journey) -> Iterator[tuple[Where, Phase, Touchpoint]]:
    for number, phase in enumerate(journey.phases):
        for count, touchpoint in enumerate(phase.touchpoints):
            yield ("phases", number, "touchpoints", count), phase, touchpoint


def _name(phase: Phase) -> str:
    return plain(phase.name) or phase.id or ""


def _empty(journey: Journey) -> Iterator[Advised]:
    """Once a journey: a phase in which nothing happens between us and the customer."""
    empty = [n for n, phase in enumerate(journey.phases) if not phase.touchpoints]
    if empty and len(empty) < len(journey.phases):
        names = tuple(_name(journey.phases[n]) for n in empty)
        yield advised(
            ("phases", empty[0]), "no touchpoint is named in: {phases}",
            "Where does the customer meet us there, or somebody else? Write it under `touchpoints`",
            phases=names,
        )  # fmt: skip


def _wishes(journey: Journey) -> Iterator[Advised]:
    """A text that stands as need, goal or requirement in many phases."""
    found: dict[str, list[tuple[Where, str]]] = {}
    for number, phase in enumerate(journey.phases):
        here: dict[str, tuple[Where, str]] = {}
        for key, text in _wished(phase):
            words = " ".join(re.findall(r"\w+", plain(text).casefold()))
            here.setdefault(words, (("phases", number, *key), text))
        for words, one in here.items():
            found.setdefault(words, []).append(one)
    for words, places in found.items():
        if words and len(places) >= SAME:
            yield advised(
                places[0][0], "`{wish}` is wished for in {count} phases",
                "What does the customer want here that they do not want elsewhere? A wish of the "
                "whole journey is its `goal`", wish=places[0][1], count=len(places),
            )  # fmt: skip


def _wished(phase: Phase) -> Iterator[tuple[Where, str]]:
    if phase.goal:
        yield ("goal",), phase.goal
    if phase.emotional and phase.emotional.need:
        yield ("emotional",), phase.emotional.need
    for item in phase.functional.requirements if phase.functional else ():
        yield ("functional",), item.text


def _scores(journey: Journey) -> list[float]:
    return [one.score for one in _emotions(journey)]


def _emotions(journey: Journey) -> Iterator[Emotion]:
    """Every feeling that is told, of all and of each persona."""
    for place in journey.places:
        yield from filter(None, (place.emotion, *place.emotions.values()))


def _positive(journey: Journey) -> Iterator[Advised]:
    scores = _scores(journey)
    if len(scores) >= ENOUGH and min(scores) > 0 and journey.state is not State.TO_BE:
        yield advised(
            (), "every feeling in this journey is pleasant",
            "Ask customers where they waited, doubted or gave up: that is where there is most to "
            "win",
        )  # fmt: skip


def _after(journey: Journey) -> Iterator[Advised]:
    """A journey that is about buying, and ends there."""
    ids = [phase.id for phase in journey.phases]
    if "buy" not in ids or journey.parent:
        return
    at = ids.index("buy")
    if not any(_said(phase) for phase in journey.phases[at + 1 :]):
        yield advised(
            ("phases", at), "nothing is told of what comes after the sale",
            "Add `use`, `service` and `renewal`: customers stay or leave there",
        )  # fmt: skip


def _said(phase: Phase) -> bool:
    return bool(
        phase.touchpoints
        or phase.emotion
        or phase.emotions
        or phase.functional
        or phase.emotional
        or phase.goal
    )


def _misery(journey: Journey) -> Iterator[Advised]:
    for where, phase, touchpoint in _touchpoints(journey):
        if touchpoint.moment is not Moment.MISERY:
            continue
        if not touchpoint.opportunities and not phase.opportunities:
            yield advised(
                (*where, "moment"), "a moment of misery, and nothing is planned against it",
                "Write under `opportunities` what would take it away, even when it is only an idea",
            )  # fmt: skip


def _magic(journey: Journey) -> Iterator[Advised]:
    for where, _, touchpoint in _touchpoints(journey):
        if touchpoint.moment is Moment.MAGIC and not (
            touchpoint.expectation and touchpoint.delivered
        ):
            yield advised(
                (*where, "moment"), "a moment of magic, without what was expected and what came",
                "Magic is more than was expected: write `expectation` and `delivered`",
            )  # fmt: skip


def _assumed(journey: Journey) -> Iterator[Advised]:
    """Everything of which the journey says what it rests on is assumed, whatever its head says."""
    known = [one.evidence for one in _emotions(journey) if one.evidence]
    alike = len(known) >= ENOUGH and set(known) == {Evidence.ASSUMPTION}
    if alike and journey.evidence.level not in (None, Evidence.ASSUMPTION):
        yield advised(
            ("evidence",), "this says `{level}`, and every feeling in it is assumed",
            "Write at each `emotion` what it rests on, or `evidence: assumption` here",
            level=journey.evidence.level,
        )  # fmt: skip


def _unfounded(journey: Journey) -> Iterator[Advised]:
    if journey.status is Status.FINAL and journey.evidence.level is None:
        yield advised(
            ("status",), "this is final, and nobody says what it rests on",
            "Write `evidence: …`, or choose another `status`",
        )  # fmt: skip


def _many(journey: Journey) -> Iterator[Advised]:
    """Steps that somebody numbered, where phases were meant."""
    count = len(journey.phases)
    if count > MOST_PHASES:
        yield advised(
            ("phases",), "this journey has {count} phases; its map comes in parts",
            "Group the steps: make phases of {few} to {most} steps each, with the steps as their "
            "`touchpoints`, or a journey of its own for a part, with `parent: {id}`",
            count=count, few=3, most=5, id=journey.id,
        )  # fmt: skip


def _channels(journey: Journey, content: Content) -> Iterator[Advised]:
    """Once a journey: the channels that none of those who travel says to use."""
    people = [r.value for n in journey.persona_ids if (r := content.personas.get(n)) and r.value]
    if not people or not all(person.channels for person in people):
        return
    used = {use.channel for person in people for use in person.channels if use.use != 0}
    strange: dict[str, Where] = {}
    for where, _, touchpoint in _touchpoints(journey):
        known = content.touchpoints.entries.get(touchpoint.ref or "")
        channel = touchpoint.channel or (known.channel if known else None)
        if channel not in used and (channel in CHANNELS or channel in content.own.channels):
            strange.setdefault(channel, (*where, "channel" if touchpoint.channel else "ref"))
    if strange:
        yield advised(
            next(iter(strange.values())), "{people}: does not use {channels}, by its own page",
            "Add it to `channels` of the persona, or look whether the customer comes there",
            channels=tuple(Term("channel", one) if one in CHANNELS else one for one in strange),
            people=tuple(plain(person.name) for person in people),
        )  # fmt: skip


def _departments(journey: Journey, named: frozenset[str], content: Content) -> Iterator[Advised]:
    """Phases that are called after who does the work instead of what the customer does."""
    own = dict(content.own.phases)
    for number, phase in enumerate(journey.phases):
        if phase.id in PHASES and not phase.name and phase.id not in own:
            continue
        name = plain(phase.name or own.get(phase.id or "", phase.id or "")).strip()
        if name.casefold() in named and phase.id not in PHASES:
            yield advised(
                ("phases", number), "the phase `{name}` is called after a department",
                "Name it after what the customer does or wants there", name=name,
            )  # fmt: skip


def _lanes(journey: Journey) -> Iterator[Advised]:
    """Own lanes alone: `lanes` says all that are shown, and was likely meant to add one."""
    if journey.lanes and all(lane.label for lane in journey.lanes) and any(_scores(journey)):
        yield advised(
            ("lanes",),
            "this journey shows its own lanes alone: the curve and all else is left out",
            "`lanes` names every lane that is shown, in order: put `goal`, `functional`, "
            "`touchpoints`, `curve` and others before yours",
        )  # fmt: skip


RULES: dict[str, Callable[[Journey], Iterator[Advised]]] = {
    "empty-phase": _empty,
    "same-wish": _wishes,
    "only-pleasant": _positive,
    "nothing-after": _after,
    "misery-open": _misery,
    "magic-untold": _magic,
    "all-assumed": _assumed,
    "final-unfounded": _unfounded,
    "many-phases": _many,
    "only-own-lanes": _lanes,
}

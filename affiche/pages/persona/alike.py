"""All personas in; one page out on which two or three of them are laid side by side.

Which of them is chosen on the page itself, and its address keeps the choice. What is said here is
who has what: a text that several have is one line, when it is the same text (never guessed), and
an improvement when it is the same one of the register.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from affiche.directions import joined
from affiche.markup import plain
from affiche.model import Journey, Persona, State, Status
from affiche.model.text import Text
from affiche.pages import cards
from affiche.pages.among import made_by
from affiche.pages.journey.map.feelings import score
from affiche.pages.journey.map.lanes import phase_key
from affiche.pages.persona.family import GALLERY
from affiche.pages.persona.page import COMPARE
from affiche.pages.plan import Link, Page, PersonaCard
from affiche.pages.relations import Relations

# Field, English heading, icon: the lists that are laid side by side.
LISTS = (
    ("goals", "Goals", "target"),
    ("pains", "Pains", "frown"),
    ("gains", "Gains", "smile"),
    ("needs.functional", "Needs: functional", "wrench"),
    ("needs.emotional", "Needs: emotional", "heart"),
    ("motivations", "Motivations", "zap"),
    ("objections", "Objections", "shield-question"),
    ("behaviours", "Behaviour", "user"),
    ("jobs", "Jobs to be done", "check"),
    ("brands", "Brands", "badge-check"),
    ("tools", "Tools", "wrench"),
    ("media", "Media", "newspaper"),
    ("accessibility", "Accessibility", "eye"),
)
FACTS = (
    ("age", "Age"),
    ("location", "Lives in"),
    ("household", "Household"),
    ("education", "Education"),
    ("occupation", "Occupation"),
    ("organisation", "Organisation"),
)
# More phases than this are too narrow beside each other on a phone.
MOST_PHASES = 9


@dataclass(frozen=True)
class Line:
    """One text (inline Markdown) and the ids of the personas who have it; `path` leads on."""

    text: str
    who: tuple[str, ...]
    language: str | None = None
    path: str = ""


@dataclass(frozen=True)
class Group:
    """Lines under a heading."""

    label: str
    icon: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Axis:
    """Where personas stand between two ends: id → percent from the first."""

    left: str
    right: str
    places: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Use:
    """How much a channel is used: id → 0 to 5."""

    channel: str
    uses: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Felt:
    """A point of a journey's line: the column, how far in it (0–1), −2 to 2, and how it is said."""

    column: int
    at: float
    value: float
    said: str
    measured: bool


@dataclass(frozen=True)
class Ride:
    """The journey whose line stands for a persona."""

    who: str
    title: str
    path: str
    points: tuple[Felt, ...]


def pages(related: Relations) -> Iterator[Page]:
    """One page, when there are two to compare."""
    people = chosen_from(related)
    if len(people) < 2:
        return
    words = related.words
    phases, rides = _rides(people, related)
    yield Page(
        path=COMPARE,
        template="pages/personas-compare.html.j2",
        title=words.gettext("Compare personas"),
        section="personas",
        description=words.gettext("What they share runs through their columns; the rest differs."),
        crumbs=(Link(words.gettext("Personas"), GALLERY),),
        data={
            "people": tuple((card, _in_short(related.site.personas[card.id])) for card in people),
            "facts": tuple(_facts(people, related)),
            "groups": tuple(_groups(people, related)),
            "uses": tuple(_uses(people, related)),
            "axes": tuple(_axes(people, related)),
            "phases": phases,
            "rides": rides,
        },
    )


def chosen_from(related: Relations) -> tuple[PersonaCard, ...]:
    """The personas that can be compared: all but the archive."""
    return tuple(c for c in related.personas.values() if c.status is not Status.ARCHIVED)


def _in_short(persona: Persona) -> str:
    return joined((persona.age, persona.occupation), " · ")


# ---- what is written


def _facts(people: Iterable[PersonaCard], related: Relations) -> Iterator[Group]:
    """A group a fact: who has what."""
    for field, label in FACTS:
        said = [(card, getattr(related.site.personas[card.id], field)) for card in people]
        lines = _shared((card, text, "") for card, text in said if text)
        if lines:
            yield Group(related.words.gettext(label), "", lines)


def _groups(people: tuple[PersonaCard, ...], related: Relations) -> Iterator[Group]:
    for field, label, icon in LISTS:
        said = (
            (card, item.text, "")
            for card in people
            for item in _list(related.site.personas[card.id], field)
        )
        if lines := _shared(said):
            yield Group(related.words.gettext(label), icon, lines)
    if lines := _shared(_improvements(people, related)):
        yield Group(related.words.gettext("Opportunities"), "lightbulb", lines)


def _list(persona: Persona, field: str) -> Iterable[Text]:
    value: Any = persona
    for name in field.split("."):
        value = getattr(value, name)
    yield from value


def _improvements(
    people: Iterable[PersonaCard], related: Relations
) -> Iterator[tuple[PersonaCard, str, str]]:
    paths = {card.id: {cards.journey_path(j.id) for j in _of(card, related)} for card in people}
    for card in people:
        for one in related.opportunities:
            if any(origin.path in paths[card.id] for origin in one.origins):
                yield card, one.title, one.path or ""


def _shared(said: Iterable[tuple[PersonaCard, str, str]]) -> tuple[Line, ...]:
    """Lines, each text once: those of most people first, then in the order of the people."""
    found: dict[str, tuple[str, str, str | None, list[str]]] = {}
    for card, text, path in said:
        key = path or plain(text).casefold().strip(" .;")
        entry = found.setdefault(key, (text, path, card.language, []))
        if card.id not in entry[3]:
            entry[3].append(card.id)
    lines = [Line(text, tuple(who), lang, path) for text, path, lang, who in found.values()]
    return tuple(sorted(lines, key=lambda line: -len(line.who)))


# ---- what has an amount


def _uses(people: Iterable[PersonaCard], related: Relations) -> Iterator[Use]:
    """Every channel that two or more say something of."""
    found: dict[str, list[tuple[str, float]]] = {}
    for card in people:
        for one in related.site.personas[card.id].channels:
            if one.use is not None:
                found.setdefault(one.channel, []).append((card.id, one.use))
    yield from (Use(name, tuple(uses)) for name, uses in found.items() if len(uses) > 1)


def _axes(people: Iterable[PersonaCard], related: Relations) -> Iterator[Axis]:
    """Every scale that two or more stand on; the same one the other way round is the same."""
    found: dict[tuple[str, str], tuple[str, str, list[tuple[str, float]]]] = {}
    for card in people:
        for one in related.site.personas[card.id].scales:
            left, right = (one.left or "", one.right or "") if one.left else (one.label or "", "")
            share = one.value if one.left else 100 * one.value / one.max
            key, back = (_bare(left), _bare(right)), (_bare(right), _bare(left))
            if back in found and key not in found:
                key, share = back, 100 - share
            places = found.setdefault(key, (left, right, []))[2]
            if all(name != card.id for name, _ in places):
                places.append((card.id, round(min(100.0, max(0.0, share)), 1)))
    yield from (Axis(a, b, tuple(places)) for a, b, places in found.values() if len(places) > 1)


def _bare(text: str) -> str:
    return plain(text).casefold()


# ---- what is felt


def _of(card: PersonaCard, related: Relations) -> list[Journey]:
    """The journeys of a persona as they are now, then those to come."""
    own = (related.site.journeys[name] for name in made_by(card.id, related.site))
    made = [journey for journey in own if journey.status is not Status.ARCHIVED]
    return sorted(made, key=lambda journey: journey.state is State.TO_BE)


def _rides(
    people: Iterable[PersonaCard], related: Relations
) -> tuple[tuple[str, ...], tuple[Ride, ...]]:
    """The names of the phases, and a line for each persona who feels something on the way; none
    where their journeys have too many phases to lie over each other."""
    first = {card.id: next(iter(_felt(card, related)), None) for card in people}
    journeys = {who: journey for who, journey in first.items() if journey}
    order = _order(journeys.values(), related)
    if len(journeys) < 2 or len(order) > MOST_PHASES:
        return (), ()
    rides = (_ride(who, journey, list(order), related) for who, journey in journeys.items())
    return tuple(order.values()), tuple(rides)


def _felt(card: PersonaCard, related: Relations) -> Iterator[Journey]:
    for journey in _of(card, related):
        if any(felt.value is not None for felt in related.map_of(journey.id).feelings):
            yield journey


def _order(journeys: Iterable[Journey], related: Relations) -> dict[str, str]:
    """Phase → its name: each in its place between those of the journeys before it."""
    order: list[str] = []
    names: dict[str, str] = {}
    for journey in journeys:
        at = 0
        for phase, column in zip(journey.phases, related.map_of(journey.id).columns, strict=True):
            key = phase_key(phase)
            names.setdefault(key, column.name)
            if key not in order:
                order.insert(at, key)
            at = order.index(key) + 1
    return {key: names[key] for key in order}


def _ride(who: str, journey: Journey, order: list[str], related: Relations) -> Ride:
    columns = [order.index(phase_key(phase)) for phase in journey.phases]
    points = tuple(
        Felt(columns[one.column], round(one.at, 3), one.value, score(one.value, related.words),
             one.measured)
        for one in related.map_of(journey.id).feelings
        if one.value is not None
    )  # fmt: skip
    return Ride(who, journey.title, cards.journey_path(journey.id), points)

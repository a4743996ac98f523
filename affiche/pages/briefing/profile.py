"""A persona of a projection in; what its agency reads of it, as frozen data, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from affiche.directions import joined
from affiche.model import Persona
from affiche.model.persona import ChannelUse, DayPart, Scale
from affiche.pages import cards
from affiche.pages.briefing.agency import Projection
from affiche.pages.briefing.points import Point, points
from affiche.pages.plan import Portrait

# The chips under a name, and the lists of a persona in the order in which they are read.
FACTS = ("age", "location", "household", "education", "occupation", "organisation")
LISTS = ("goals", "pains", "gains", "motivations", "objections", "behaviours", "jobs")
SMALL_LISTS = ("brands", "tools", "media", "accessibility")


@dataclass(frozen=True)
class Listing:
    """A list under the label of its field (context "heading")."""

    key: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Saying:
    """A quote, without its quotation marks."""

    text: str
    source: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Fact:
    """A fact about a persona: its label is the writer's own, or a field's name (`key`)."""

    value: str
    label: str = ""
    key: str = ""


@dataclass(frozen=True)
class Passage:
    """An own section: its title and its Markdown."""

    title: str
    body: str


@dataclass(frozen=True)
class Profile:
    """A persona, as an agency sees it. `short` is how colleagues call them."""

    id: str
    name: str
    short: str
    tagline: str
    portrait: Portrait
    line: str
    facts: tuple[Fact, ...]
    quote: Saying | None
    quotes: tuple[Saying, ...]
    biography: str
    lists: tuple[Listing, ...]
    small_lists: tuple[Listing, ...]
    functional: tuple[Point, ...]
    emotional: tuple[Point, ...]
    scales: tuple[Scale, ...]
    channels: tuple[ChannelUse, ...]
    day: tuple[DayPart, ...]
    do: tuple[Point, ...]
    dont: tuple[Point, ...]
    questions: tuple[Point, ...]
    sections: tuple[Passage, ...]


def profile(persona: Persona, projection: Projection, grounds: Sequence[str]) -> Profile:
    """`grounds`: all persona ids in the site's order, for the colour behind a portrait."""
    quotes = [Saying(q.text, q.source or "", q.date) for q in persona.quotes]
    if persona.quote:
        quotes.insert(0, Saying(persona.quote.text, persona.quote.source or "", persona.quote.date))
    ground = grounds.index(persona.id) if persona.id in grounds else 0
    return Profile(
        id=persona.id,
        name=persona.name,
        short=cards.short_name(persona),
        tagline=persona.tagline or "",
        portrait=cards.portrait(persona, projection.site, ground),
        line=_line(persona),
        facts=tuple(_facts(persona)),
        quote=quotes[0] if quotes else None,
        quotes=tuple(quotes[1:]),
        biography=persona.biography,
        lists=tuple(_listings(persona, LISTS)),
        small_lists=tuple(_listings(persona, SMALL_LISTS)),
        functional=points(persona.needs.functional),
        emotional=points(persona.needs.emotional),
        scales=persona.scales,
        channels=persona.channels,
        day=persona.day,
        do=points(persona.tone.do),
        dont=points(persona.tone.dont),
        questions=points(persona.decision_questions),
        sections=tuple(Passage(section.title, section.body) for section in persona.sections),
    )


def _line(persona: Persona) -> str:
    """Who this is in a line: "Eigenaar van een installatiebedrijf, Barendrecht"."""
    return joined((persona.occupation, persona.location), ", ")


def _facts(persona: Persona) -> Iterator[Fact]:
    for key in FACTS:
        if value := getattr(persona, key):
            yield Fact(value, key=key)
    for label, value in persona.facts.items():
        yield Fact(value, label=label)


def _listings(persona: Persona, keys: Iterable[str]) -> Iterator[Listing]:
    for key in keys:
        if said := points(getattr(persona, key)):
            yield Listing(key, said)

"""The whole content in; advice out: what is there is right, and could be better.

Each rule has an id of `model.rules.RULES`; a company switches those off that it does not want.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from affiche.errors import Kind, Place, Problem
from affiche.model import (
    Evidence,
    Journey,
    Opportunity,
    Persona,
    RegisteredTouchpoint,
    Settings,
    Status,
)
from affiche.model.choices import CHANNELS
from affiche.model.persona import EvidenceBase
from affiche.reading import guesses
from affiche.reading.canonical import Own
from affiche.reading.documents import Read, Register
from affiche.reading.markdown import called, foreign
from affiche.words import languages, spellings


@dataclass(frozen=True)
class Content:
    """What can be judged: documents without mistakes, and the registers."""

    personas: Mapping[str, Read[Persona]]
    journeys: Mapping[str, Read[Journey]]
    touchpoints: Register[RegisteredTouchpoint]
    opportunities: Register[Opportunity]
    own: Own


def check(content: Content, today: date) -> list[Problem]:
    """Advice on every document that is not archived. What nobody refers to is only known when
    every journey could be read."""
    found: list[Problem] = []
    whole = all(read.value for read in content.journeys.values())
    travellers = {
        name for r in content.journeys.values() if r.value for name in r.value.persona_ids
    }
    for read in content.personas.values():
        if read.value and read.value.status is not Status.ARCHIVED:
            found += _persona(read, read.value, today)
            if whole and read.value.id not in travellers:
                what, hint = "this persona is in no journey", "Name it as `persona` in a journey"
                found.append(_advise(read, (), "no-journey", what, hint))
    for journey in content.journeys.values():
        if journey.value and journey.value.status is not Status.ARCHIVED:
            found += _journey(journey, journey.value, today)
    return [*found, *_channels(content), *(_unused(content) if whole else ())]


def _persona(read: Read[Persona], made: Persona, today: date) -> Iterator[Problem]:
    yield from _kept(read, made, today)
    yield from _from_elsewhere(read, made)
    photo = made.photo
    if photo is None:
        yield _advise(
            read, (), "no-photo", "this persona has no photo",
            "A face is remembered; a drawing will do: `photo: name.svg`",
        )  # fmt: skip
    elif not photo.alt:
        yield _advise(
            read, ("photo",), "no-alt", "the photo has no description for those who cannot see it",
            "Write `alt: …` with what it shows",
        )  # fmt: skip
    if made.quote is None and not made.quotes:
        yield _advise(
            read, (), "no-quote", "this persona does not speak",
            "Write a `quote`, best in a customer's own words",
        )  # fmt: skip


FIELDS = frozenset(
    ("name", "age", "location", "household", "education", "occupation", "organisation", "tagline")
)


def _from_elsewhere(read: Read[Persona], made: Persona) -> Iterator[Problem]:
    """What a template of another program left in the text."""
    if called.is_placeholder(made.name):
        yield Problem(
            Kind.WARNING, "filler", read.place("name"),
            "this name is still the one of a template: {name}", "Write the name of the persona",
            {"name": made.name},
        )  # fmt: skip
    for first, _ in foreign.diagrams(read.text)[:1]:
        yield Problem(
            Kind.ADVICE, "diagram", Place(read.path, first + 1),
            "this diagram is code here, and does not come on the poster",
            "Save it as SVG in content/images, and show it as a picture",
        )  # fmt: skip
    found = foreign.table_fields(read.text, FIELDS)
    if found:
        line, fields = found
        yield Problem(
            Kind.ADVICE, "fields-in-table", Place(read.path, line + 1),
            "this table holds what has fields of its own",
            "Write at the top, between two lines with ---: {fields}",
            {"fields": tuple(f"`{key}: {value[:40]}`" for key, value in fields)},
        )  # fmt: skip


def _journey(read: Read[Journey], made: Journey, today: date) -> Iterator[Problem]:
    yield from _kept(read, made, today)
    if not made.persona_ids:
        yield _advise(
            read, (), "no-persona", "this journey has no persona",
            "Write `persona: <id>`, so that it is known whose journey it is",
        )  # fmt: skip
    felt = any(place.emotion or place.emotions for place in made.places)
    if not felt:
        yield _advise(
            read, (), "no-feeling", "this journey does not say what is felt",
            "Write `emotion: 1` at phases or touchpoints, from −2 (awful) to 2 (wonderful)",
        )  # fmt: skip


def _kept(
    read: Read[Persona] | Read[Journey], made: Persona | Journey, today: date
) -> Iterator[Problem]:
    """Whether somebody keeps it up to date, and what it rests on."""
    if not made.owner:
        yield _advise(
            read, (), "no-owner", "nobody is responsible for this",
            "Write `owner: …`, a department or a name",
        )  # fmt: skip
    if made.review_by and made.review_by < today:
        yield _advise(
            read, ("review_by",), "review-overdue", "this was to be reviewed by {day}",
            "See whether it is still right, and choose a new date", day=made.review_by,
        )  # fmt: skip
    if made.evidence == EvidenceBase():
        yield _advise(
            read, (), "no-evidence", "it is not said what this rests on",
            "Write `evidence: …`: {choices}", choices=tuple(Evidence),
        )  # fmt: skip
    elif made.evidence.level is Evidence.ASSUMPTION:
        yield _advise(
            read, ("evidence",), "no-evidence", "everything here is assumed",
            "Talk to five customers and write down what they say",
        )  # fmt: skip


def _channels(content: Content) -> Iterator[Problem]:
    """Channels that are not known: a slip of the pen, or one of the company's own."""
    known = {*spellings(tuple(CHANNELS), "channel"), *content.own.channels}
    told: set[str] = set()
    for place, name in _named_channels(content):
        if name.strip().casefold() in known or name in content.own.channels:
            continue
        guess = guesses.close(name, known, 0.85)
        if guess is None and name in told:
            continue  # one that is nobody's slip is told once
        told.add(name)
        yield Problem(
            Kind.ADVICE, "channel-name", place, "the channel `{name}` is not known here",
            "Did you mean `{guess}`?" if guess
            else "Choose from: {known}; or add it to `channels` in site.yaml",
            {"name": name, "guess": guess, "known": (*CHANNELS, *sorted(content.own.channels))},
        )  # fmt: skip


def _named_channels(content: Content) -> Iterator[tuple[Place, str]]:
    for persona in content.personas.values():
        for number, use in enumerate(persona.value.channels if persona.value else ()):
            yield persona.place("channels", number, "channel"), use.channel
    for journey in content.journeys.values():
        for number, phase in enumerate(journey.value.phases if journey.value else ()):
            for count, point in enumerate(phase.touchpoints):
                if point.channel:
                    location = ("phases", number, "touchpoints", count, "channel")
                    yield journey.place(*location), point.channel
    for name, entry in content.touchpoints.entries.items():
        if entry.channel:
            yield content.touchpoints.place(name, "channel"), entry.channel


def settings(read: Read[Settings]) -> Iterator[Problem]:
    """Whether the site's language has words of its own."""
    said = read.value.language if read.value else "en"
    if said.replace("-", "_").split("_")[0].lower() not in languages():
        yield Problem(
            Kind.ADVICE, "no-catalogue", read.place("language"),
            "there are no words in the language `{value}` yet: the site speaks English",
            "Choose from: {known}; a folder locale/{value} in your theme adds a language",
            {"value": said, "known": languages()},
        )  # fmt: skip


def _unused(content: Content) -> Iterator[Problem]:
    """Entries of the registers that no journey names."""
    phases = [p for r in content.journeys.values() if r.value for p in r.value.phases]
    points = [point for phase in phases for point in phase.touchpoints]
    used = {point.ref for point in points}
    named = [use for phase in phases for use in phase.opportunities]
    chances = {use.ref for use in (*named, *(u for point in points for u in point.opportunities))}
    for name in content.touchpoints.entries:
        if name not in used:
            yield _unnamed(content.touchpoints, name, "unused-touchpoint")
    for name in content.opportunities.entries:
        if name not in chances:
            yield _unnamed(content.opportunities, name, "unused-opportunity")


def _unnamed(
    register: Register[RegisteredTouchpoint] | Register[Opportunity], name: str, rule: str
) -> Problem:
    return Problem(
        Kind.ADVICE, rule, register.place(name, key=True), "no journey refers to `{name}`",
        "Name it in a journey, or take it away", {"name": name},
    )  # fmt: skip


def _advise(
    read: Read[Persona] | Read[Journey], location: tuple[str | int, ...], rule: str,
    what: str, hint: str, **values: object,
) -> Problem:  # fmt: skip
    return Problem(Kind.ADVICE, rule, read.place(*location), what, hint, values)

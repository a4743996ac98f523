"""A photo, a place and a day in; whether it may be shown there, and why not, out. Pure.

A photo of a customer or an employee is shown only where its consent's scope and dates allow;
elsewhere the house-style initials stand. A consent holds from the day that it was given until
the day before it `expires`; one that was withdrawn never holds again, whatever its date. Of a
photograph that does not say who is in it nobody knows whether it may leave the company, so it
does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from affiche.commands import Command
from affiche.errors import Kind, Place, Problem
from affiche.kept import DOCUMENTS, memo
from affiche.model import Persona, Photo, PhotoKind, Scope, Site
from affiche.model.loop import Event
from affiche.words import Words

Shown = TypeVar("Shown", Persona, Event)
# How long before a consent ends its end is announced.
NOTICE = timedelta(days=60)
NEEDS_CONSENT = frozenset({PhotoKind.CUSTOMER, PhotoKind.EMPLOYEE})


class Verdict(StrEnum):
    """Whether a photo may be shown somewhere (`FREE`, `GIVEN`), or why not."""

    FREE = "free"
    GIVEN = "given"
    MISSING = "missing"
    NOT_YET = "not yet"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    OUT_OF_SCOPE = "out of scope"
    UNKNOWN_KIND = "unknown kind"

    @property
    def allowed(self) -> bool:
        """Whether the photo may be shown."""
        return self in (Verdict.FREE, Verdict.GIVEN)


@dataclass(frozen=True)
class _Reason:
    """What a writer is told when a photo stays away: rule, message, hint."""

    rule: str
    what: str
    hint: str


_REASONS = {
    Verdict.MISSING: _Reason(
        "consent-missing",
        "the photo of {name} is not shown ({places}): there is no consent for it",
        "Write down under `photo: consent:` when it was given, for what (`scope`) and until when",
    ),
    Verdict.NOT_YET: _Reason(
        "consent-missing",
        "the photo of {name} is not shown ({places}): the consent starts on {given}",
        "Until then the initials stand there",
    ),
    Verdict.EXPIRED: _Reason(
        "consent-expired",
        "the photo of {name} is not shown any more ({places}): the consent expired on {expires}",
        "Ask for a new consent, or take the photo away: {command}",
    ),
    Verdict.WITHDRAWN: _Reason(
        "consent-withdrawn",
        "the photo of {name} is not shown any more ({places}): the consent was withdrawn",
        "Take the photo away: {command}",
    ),
    Verdict.OUT_OF_SCOPE: _Reason(
        "consent-scope",
        "the photo of {name} is not shown ({places}): the consent does not cover that",
        "It covers only: {scope}. The initials stand there instead",
    ),
    Verdict.UNKNOWN_KIND: _Reason(
        "photo-kind",
        "the photo of {name} does not leave the company: nobody knows who is in it",
        "Say so with `kind:` — customer, employee, stock, illustration or generated",
    ),
}
_ENDS = _Reason(
    "consent-ends",
    "the consent for the photo of {name} expires on {expires}, in {days} days",
    "Ask for a new one in time; from that day on the initials stand there",
)


def verdict(photo: Photo, scope: Scope, today: date, drawing: bool = False) -> Verdict:
    """Whether the photo may be shown in `scope` on that day; `drawing`: it is no photograph."""
    consent = photo.consent
    if photo.kind not in NEEDS_CONSENT and consent is None:
        unknown = photo.kind is None and not drawing and scope is Scope.AGENCY
        return Verdict.UNKNOWN_KIND if unknown else Verdict.FREE
    if consent is None:
        return Verdict.MISSING
    if consent.withdrawn is not None:
        return Verdict.WITHDRAWN
    if consent.expires is not None and today >= consent.expires:
        return Verdict.EXPIRED
    if today < consent.given:
        return Verdict.NOT_YET
    return Verdict.GIVEN if scope in consent.scope else Verdict.OUT_OF_SCOPE


def withheld(site: Site, scope: Scope, today: date) -> frozenset[str]:
    """The pictures of which it is said that they may not be seen in that place, by digest."""
    of_events = (event.photo for event in site.events.values() if event.photo)
    told = (
        *((one.file, _of(one, site, scope, today)) for one in _told(site)),
        *((one.file, _of_event(one, site, scope, today)) for one in of_events),
    )
    return frozenset(
        site.images[file].digest
        for file, verdict in told
        if file in site.images and not verdict.allowed
    )


@memo(16)
def shown(site: Site, scope: Scope, today: date) -> Site:
    """The site as it may be seen in that place: forbidden photos are gone, from everywhere.

    The picture itself goes too, under whatever name it lies there, so that a text that shows the
    file or a copy of it cannot show it either. With an agency goes only a picture of which is said
    who is in it: as a persona's `photo`, or under `pictures` in site.yaml.
    """
    hidden: set[str] = set()
    known: set[str] = set()
    for photo in _told(site):
        file = photo.file
        same = site.images[file].digest if file in site.images else ""
        (known if _of(photo, site, scope, today).allowed else hidden).add(same or file)
    for photo in (event.photo for event in site.events.values() if event.photo):
        same = site.images[photo.file].digest if photo.file in site.images else ""
        allowed = _of_event(photo, site, scope, today).allowed
        (known if allowed else hidden).add(same or photo.file)
    gone = {
        name
        for name, image in site.images.items()
        if image.digest in hidden or name in hidden
        or (scope is Scope.AGENCY and image.photographic and image.digest not in known)
    }  # fmt: skip
    faceless = gone | hidden
    if not faceless:
        return site
    return replace(
        site,
        personas={
            name: _faceless(persona)
            if persona.photo and persona.photo.file in faceless
            else persona
            for name, persona in site.personas.items()
        },
        events={
            name: _faceless(event) if event.photo and event.photo.file in faceless else event
            for name, event in site.events.items()
        },
        images={name: image for name, image in site.images.items() if name not in gone},
    )


@memo(DOCUMENTS)
def _faceless(document: Shown) -> Shown:
    return document.model_copy(update={"photo": None})


def _told(site: Site) -> Iterator[Photo]:
    """Every picture of which somebody says what it is."""
    yield from (persona.photo for persona in site.personas.values() if persona.photo)
    for file, note in site.settings.pictures.items():
        yield Photo(file=file, kind=note.kind, consent=note.consent)


def unexplained(site: Site, today: date) -> frozenset[str]:
    """The files of photographs that do not go to an agency because nothing says who is in them."""
    faces = {persona.photo.file for persona in site.personas.values() if persona.photo}
    stays = site.images.keys() - shown(site, Scope.AGENCY, today).images.keys()
    told = {photo.file for photo in _told(site)}
    return frozenset(stays - told - faces)


def hidden(site: Site, scope: Scope, today: date) -> frozenset[str]:
    """The files of the photos that may not be shown in that place on that day."""
    return frozenset(site.images) - frozenset(shown(site, scope, today).images)


def problems(
    site: Site, today: date, words: Words, lines: Mapping[str, int] | None = None
) -> tuple[Problem, ...]:
    """What a writer should know: photos that stay away, and consents that end within 60 days.

    `words` says days and scopes; `lines`: persona id → the line of its `photo:`, when known.
    """
    found: list[Problem] = []
    for persona in site.personas.values():
        if persona.photo:
            place = Place(persona.path, (lines or {}).get(persona.id, 1))
            found += _refusals(persona, persona.photo, site, today, words, place)
            found += _ending(persona, persona.photo, today, words, place)
    for event in site.events.values():
        if event.photo:
            place = Place(event.path)
            reason = _of_event(event.photo, site, Scope.INTRANET, today)
            if not reason.allowed:
                where = [Scope.INTRANET]
                found.append(_refusal(event.title, event.photo, reason, where, words, place))
    return tuple(found)


def _of_event(photo: Photo, site: Site, scope: Scope, today: date) -> Verdict:
    """At an event stand people; of a photograph that does not say whose, they are colleagues.
    It is for the intranet only, so what a poster may show says nothing."""
    image = site.images.get(photo.file)
    if photo.kind is None and not (image and not image.photographic):
        photo = photo.model_copy(update={"kind": PhotoKind.EMPLOYEE})
    return _of(photo, site, scope, today)


def _of(photo: Photo, site: Site, scope: Scope, today: date) -> Verdict:
    image = site.images.get(photo.file)
    return verdict(photo, scope, today, bool(image and not image.photographic))


def _places(persona: Persona, site: Site) -> tuple[Scope, ...]:
    """Where the photo would be shown: with an agency only when a briefing names the persona."""
    briefed = any(persona.id in briefing.personas for briefing in site.briefings.values())
    return (Scope.INTRANET, Scope.POSTER, *((Scope.AGENCY,) if briefed else ()))


def _refusals(
    persona: Persona, photo: Photo, site: Site, today: date, words: Words, place: Place
) -> Iterator[Problem]:
    by_reason: dict[Verdict, list[Scope]] = {}
    for scope in _places(persona, site):
        found = _of(photo, site, scope, today)
        if not found.allowed:
            by_reason.setdefault(found, []).append(scope)
    for reason, scopes in by_reason.items():
        yield _refusal(persona.name, photo, reason, scopes, words, place)


def _refusal(
    name: str, photo: Photo, reason: Verdict, scopes: list[Scope], words: Words, place: Place
) -> Problem:
    consent, said = photo.consent, _REASONS[reason]
    values = {
        "name": name,
        "file": photo.file,
        "command": Command("erase", photo.file),
        "places": ", ".join(map(words.label, scopes)),
        "given": words.date(consent.given) if consent else "",
        "expires": words.date(consent.expires) if consent and consent.expires else "",
        "scope": ", ".join(map(words.label, consent.scope)) if consent else "",
    }
    return Problem(Kind.WARNING, said.rule, place, said.what, said.hint, values)


def _ending(
    persona: Persona, photo: Photo, today: date, words: Words, place: Place
) -> Iterator[Problem]:
    consent = photo.consent
    if consent is None or consent.expires is None or consent.withdrawn is not None:
        return
    left = consent.expires - today
    if timedelta(0) < left <= NOTICE:
        values = {"name": persona.name, "expires": words.date(consent.expires), "days": left.days}
        yield Problem(Kind.WARNING, _ENDS.rule, place, _ENDS.what, _ENDS.hint, values)

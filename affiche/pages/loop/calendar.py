"""Days that matter in; a calendar file of them, as bytes, out. Source: RFC 5545.

Reviews, deadlines of briefings, the last day of a round, and ends of consent. Each has a name of
its own, so that a calendar that reads the file again moves what was moved.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from affiche.markup import plain
from affiche.model import Journey, Persona, Status
from affiche.pages import cards
from affiche.pages.loop.feedback import round_path
from affiche.pages.printed import codes
from affiche.pages.relations import Relations

CALENDAR = "review-dates.ics"
NAMESPACE = uuid.UUID("0d1b8f0e-7f0d-5c6b-8f59-2d1f3c1b7a55")
LONGEST = 75  # bytes of a line


@dataclass(frozen=True)
class Entry:
    """A day, what it is, and the page that it is about."""

    day: date
    what: str
    path: str
    sort: str


def calendar(related: Relations) -> bytes | None:
    """The calendar; None while no day is written anywhere."""
    found = sorted(entries(related), key=lambda one: (one.day, one.what))
    if not found:
        return None
    site, words = related.site, related.words
    name = site.settings.name or words.gettext("Our customers")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//affiche//customers//NL",
             "CALSCALE:GREGORIAN", f"X-WR-CALNAME:{_text(name)}"]  # fmt: skip
    for one in found:
        lines += _event(one, related)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def entries(related: Relations) -> Iterator[Entry]:
    """Every day that somebody should not forget."""
    yield from _reviews(related)
    site, words = related.site, related.words
    for briefing in site.briefings.values():
        if briefing.deadline:
            what = words.say("Deadline of the briefing {title}", title=plain(briefing.title))
            yield Entry(briefing.deadline, what, cards.briefing_path(briefing.id), "deadline")
    for one in site.rounds.values():
        document = site.personas.get(one.about) or site.journeys.get(one.about)
        if one.due and document:
            what = words.say("Last day of feedback round {round} on {name}",
                             round=one.round or 1, name=_name(document))  # fmt: skip
            yield Entry(one.due, what, round_path(one), "round")
    for persona in site.personas.values():
        consent = persona.photo.consent if persona.photo else None
        if consent and consent.expires and not consent.withdrawn:
            what = words.say("The consent for the photo of {name} ends", name=_name(persona))
            yield Entry(consent.expires, what, cards.persona_path(persona.id), "consent")


def _reviews(related: Relations) -> Iterator[Entry]:
    words, site = related.words, related.site
    documents: tuple[Persona | Journey, ...] = (*site.personas.values(), *site.journeys.values())
    for document in documents:
        if document.review_by is None or document.status is Status.ARCHIVED:
            continue
        what = words.say("Review {name}", name=_name(document))
        if document.owner:
            what = words.say("Review {name} ({owner})", name=_name(document),
                             owner=plain(document.owner))  # fmt: skip
        of_persona = isinstance(document, Persona)
        path = cards.persona_path(document.id) if of_persona else cards.journey_path(document.id)
        yield Entry(document.review_by, what, path, "review")


def _event(one: Entry, related: Relations) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid.uuid5(NAMESPACE, f'{one.sort} {one.path}')}"
    yield f"DTSTAMP:{one.day:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{one.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(one.what)}"
    if address := codes.address(one.path, related.site):
        yield f"URL:{address}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(said: str) -> str:
    for sign in "\\;,":
        said = said.replace(sign, f"\\{sign}")
    return said.replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line of at most 75 bytes, going on after a space on the next; no letter is cut in two."""
    out, room = [], LONGEST
    for letter in line:
        size = len(letter.encode())
        if size > room:
            out.append("\r\n ")
            room = LONGEST - 1
        out.append(letter)
        room -= size
    return "".join(out)


def _name(document: Persona | Journey) -> str:
    return plain(document.name if isinstance(document, Persona) else document.title)

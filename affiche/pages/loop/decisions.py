"""Decisions and events in; their pages, and what difference a persona made, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from affiche.directions import joined
from affiche.errors import Place
from affiche.markup import plain
from affiche.model import Status
from affiche.model.loop import Decision, Event
from affiche.pages import cards
from affiche.pages.deciding import decision_path
from affiche.pages.persona.presentation import handover_path
from affiche.pages.plan import Face, Link, Page, Portrait
from affiche.pages.relations import Relations

DECISIONS, EVENTS = "decisions/index.html", "events/index.html"


@dataclass(frozen=True)
class DecisionCard:
    """A decision as lists show it."""

    question: str
    path: str
    day: date | None
    decided: str
    by: str
    faces: tuple[Face, ...]
    about: tuple[Link, ...]


@dataclass(frozen=True)
class EventCard:
    """An event as lists show it; `picture` only where its consent allows it, `tall` when that
    is no wider than it is high, or hardly."""

    title: str
    path: str
    day: date | None
    kind: object
    faces: tuple[Face, ...]
    picture: Portrait | None
    tall: bool


def event_path(name: str) -> str:
    """The page of an event."""
    return f"events/{name}/index.html"


def pages(related: Relations) -> Iterator[Page]:
    """A list and a page for each, of what there is."""
    site, say = related.site, related.words.gettext
    if site.decisions:
        about = say("What we asked our customers in our heads, and what we did.")
        yield _list("decisions", say("Decisions"), about, decision_cards(related))
    yield from (_decision(one, related) for one in site.decisions.values())
    if site.events:
        about = say("When a persona moved in, and who was there.")
        yield _list("events", say("Hand-overs and other moments"), about, event_cards(related))
    yield from (_event(one, related) for one in site.events.values())


def _list(kind: str, title: str, description: str, held: Sequence[object]) -> Page:
    """The page of all decisions, or of all events."""
    return Page(
        path=f"{kind}/index.html",
        template=f"pages/{kind}.html.j2",
        title=title,
        section=kind,
        description=description,
        data={kind: held},
    )


def decision_cards(related: Relations) -> tuple[DecisionCard, ...]:
    """All decisions, the newest first."""
    held = list(related.site.decisions.values())
    held.sort(key=lambda one: (one.date or date.min, one.id), reverse=True)
    return tuple(_decision_card(one, related) for one in held)


def _decision_card(one: Decision, related: Relations) -> DecisionCard:
    site = related.site
    about = [Link(site.journeys[n].title, cards.journey_path(n)) for n in one.journeys
             if n in site.journeys]  # fmt: skip
    about += [Link(site.touchpoints[n].name, cards.touchpoint_path(n)) for n in one.touchpoints
              if n in site.touchpoints]  # fmt: skip
    return DecisionCard(
        question=plain(one.question),
        path=decision_path(one.id),
        day=one.date,
        decided=one.decided or "",
        by=plain(one.by or ""),
        faces=related.faces(one.personas),
        about=tuple(about),
    )


def _decision(one: Decision, related: Relations) -> Page:
    words = related.words
    people = [related.site.personas[n] for n in one.personas if n in related.site.personas]
    asked = tuple(
        (related.personas[person.id].short, tuple(plain(q.text) for q in person.decision_questions))
        for person in people
        if person.decision_questions
    )
    return Page(
        path=decision_path(one.id),
        template="pages/decision.html.j2",
        title=plain(one.question),
        section="decisions",
        description=one.decided or "",
        crumbs=(Link(words.gettext("Decisions"), DECISIONS),),
        data={"card": _decision_card(one, related), "body": one.body, "asked": asked},
        source=Place(one.path),
    )


def event_cards(related: Relations) -> tuple[EventCard, ...]:
    """All events, the newest first."""
    held = sorted(related.site.events.values(), key=lambda e: (e.date or date.min, e.id))
    return tuple(_event_card(one, related) for one in reversed(held))


def _event_card(one: Event, related: Relations) -> EventCard:
    photo, images = one.photo, related.site.images
    picture, tall = None, False
    if photo is not None and photo.file in images:
        tall = images[photo.file].height > images[photo.file].width * 0.9
        picture = Portrait(
            initials="", ground=0, file=photo.file, drawing=images[photo.file].drawing,
            alt=photo.alt or one.title, focus=photo.focus or (50.0, 50.0),
            credit=joined((photo.credit, photo.license), " · "),
        )  # fmt: skip
    return EventCard(
        plain(one.title), event_path(one.id), one.date, one.kind, related.faces(one.personas),
        picture, tall,
    )  # fmt: skip


def _given(one: Event, related: Relations) -> tuple[Link, ...]:
    """Where there is what these personas are handed over with."""
    people = [related.site.personas[n] for n in one.personas if n in related.site.personas]
    return tuple(
        Link(related.words.say("Hand over {name}", name=cards.short_name(person)),
             handover_path(person.id))
        for person in people
        if person.status is not Status.ARCHIVED
    )  # fmt: skip


def _event(one: Event, related: Relations) -> Page:
    words = related.words
    return Page(
        path=event_path(one.id),
        template="pages/event.html.j2",
        title=plain(one.title),
        section="events",
        crumbs=(Link(words.gettext("Hand-overs and other moments"), EVENTS),),
        data={"card": _event_card(one, related), "body": one.body, "given": _given(one, related)},
        source=Place(one.path),
    )

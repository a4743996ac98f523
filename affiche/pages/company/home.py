"""The home page: the customers, their journeys, and what is going on, out of the content alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from affiche.directions import joined
from affiche.errors import Kind, Problem
from affiche.markup import plain
from affiche.model import Evidence, Journey, OpportunityStatus, Persona, Priority, State, Status
from affiche.pages import cards, figures
from affiche.pages.briefing import page as briefings
from affiche.pages.company import measurements, quality
from affiche.pages.company.registers import opportunities
from affiche.pages.filters import Filters, filters
from affiche.pages.journey import tags
from affiche.pages.journey.heads import JourneyCard
from affiche.pages.loop import changes as loop_changes
from affiche.pages.loop import copies as loop_copies
from affiche.pages.loop import feedback as loop_feedback
from affiche.pages.plan import Link, Page, PersonaCard, SheetLink
from affiche.pages.relations import Relations
from affiche.words import Words

HOME = "index.html"
# How long before a review or a deadline it is news.
SOON = timedelta(days=60)
# The least worn news first; more than this nobody reads.
MOST = 7


@dataclass(frozen=True)
class News:
    """One thing that is going on: an icon, what, more about it, and where to read on."""

    icon: str
    what: str
    more: str
    links: tuple[Link, ...]


def pages(
    related: Relations, sheets: Sequence[SheetLink], problems: Sequence[Problem], today: date
) -> Iterator[Page]:
    """One page."""
    site = related.site
    first = primary(related)
    shown = [c for c in related.personas.values() if c.status is not Status.ARCHIVED]
    yield Page(
        path=HOME,
        template="pages/home.html.j2",
        title=related.words.gettext("Home"),
        section="home",
        description=site.settings.tagline or "",
        data={
            "primary": first,
            "poster": next((s for s in sheets if first and s.owner == first.id), None),
            "personas": tuple(shown),
            "journeys": tuple(_journeys(related)),
            "opportunities": len(related.opportunities),
            "measured": figures.measured(site.measurements, lambda _: True, related.words),
            "gap": next((one for one in measurements.all_strips(related) if one.sentence), None),
            "news": tuple(news(related, problems, today, sheets))[:MOST],
            "lit": lit(related, today),
            "asks": _asks(related, lit(related, today)),
            "filters": _filters(related, shown),
        },
    )


def _filters(related: Relations, shown: Sequence[PersonaCard]) -> Filters | None:
    """What both personas and journeys can be narrowed by."""
    site, words = related.site, related.words
    found = {card.path: tags.of_persona(site.personas[card.id], site, words) for card in shown}
    for card in _journeys(related):
        found[card.path] = tags.of_journey(site.journeys[card.id], site, words)
    return filters(found, words)


def _journeys(related: Relations) -> list[JourneyCard]:
    """The journeys in the order of their personas, shared ones last, now before next."""
    order = {card.path: place for place, card in enumerate(related.personas.values())}
    found = [card for card in related.journeys.values() if card.status is not Status.ARCHIVED]
    return sorted(
        found,
        key=lambda card: (
            min((order[person.path] for person in card.people), default=len(order)),
            len(card.people) > 1,
            card.state is State.TO_BE,
        ),
    )


def primary(related: Relations) -> PersonaCard | None:
    """The customer that the question is about: the first primary one, else the first."""
    found = [card for card in related.personas.values() if card.status is not Status.ARCHIVED]
    wanted = [card for card in found if card.priority is Priority.PRIMARY]
    others = [card for card in found if card.priority is not Priority.ANTI]
    return next(iter((*wanted, *others, *found)), None)


def lit(related: Relations, today: date) -> PersonaCard | None:
    """The persona of this week: each in turn, by the number of the week, so that a day always has
    the same one. Those who are no customers, and the archive, stay in the dark."""
    found = [
        card
        for card in related.personas.values()
        if card.status is not Status.ARCHIVED and card.priority is not Priority.ANTI
    ]
    return found[today.toordinal() // 7 % len(found)] if len(found) > 1 else None


def news(
    related: Relations,
    problems: Sequence[Problem],
    today: date,
    sheets: Sequence[SheetLink] = (),
) -> Iterator[News]:
    """What is going on, the most urgent first."""
    yield from _reviews(related, today)
    yield from _notes(related)
    yield from _copies(related, sheets)
    yield from _changed(related)
    yield from _deadlines(related, today)
    yield from _chances(related)
    yield from _personas(related)
    yield from _found(related, problems)


def _reviews(related: Relations, today: date) -> Iterator[News]:
    words = related.words
    documents: list[tuple[str, str, Persona | Journey]] = [
        *((p.name, cards.persona_path(p.id), p) for p in related.site.personas.values()),
        *((j.title, cards.journey_path(j.id), j) for j in related.site.journeys.values()),
    ]
    for name, path, document in documents:
        due = document.review_by
        if due is None or due > today + SOON or document.status is Status.ARCHIVED:
            continue
        what = "{name} is due for review" if due >= today else "The review of {name} is overdue"
        more = words.say("By {date}", date=words.date(due))
        if document.owner:
            more = words.say("By {date}, {owner}", date=words.date(due), owner=document.owner)
        yield News("calendar-days", words.say(what, name=name), more, (Link(name, path),))


def _asks(related: Relations, card: PersonaCard | None) -> str:
    """The first question that the persona of the week asks."""
    questions = related.site.personas[card.id].decision_questions if card else ()
    return questions[0].text if questions else ""


def _notes(related: Relations) -> Iterator[News]:
    words = related.words
    for card in loop_feedback.round_cards(related):
        if card.open:
            one, many = "{count} note waits for an answer", "{count} notes wait for an answer"
            name = words.say("{name}: feedback round {round}", name=card.name, round=card.round)
            link = Link(name, card.path)
            yield News("messages-square", _counted(words, one, many, card.open), name, (link,))


def _copies(related: Relations, sheets: Sequence[SheetLink]) -> Iterator[News]:
    words = related.words
    old = [r for r in loop_copies.rows(related, sheets)
           if r.fresh is loop_copies.Freshness.OUTDATED]  # fmt: skip
    if old:
        one, many = (
            "{count} copy on the wall is outdated",
            "{count} copies on the wall are outdated",
        )
        more = joined((dict.fromkeys(row.place for row in old if row.place)), ", ")
        link = Link(words.gettext("Where does it hang?"), loop_copies.COPIES)
        yield News("printer", _counted(words, one, many, len(old)), more, (link,))


def _changed(related: Relations) -> Iterator[News]:
    words = related.words
    for entry in loop_changes.latest(related, 40):
        if entry.told is not None:
            what = words.say("{name} changed", name=plain(entry.name))
            day = words.date(entry.day) if entry.day else ""
            more = joined((day, *entry.told.figures), ", ")
            yield News("rotate-cw", what, more, (Link(entry.name, entry.path),))
            return


def _deadlines(related: Relations, today: date) -> Iterator[News]:
    words = related.words
    for card in sorted(related.briefings.values(), key=lambda card: str(card.deadline)):
        if card.deadline and today <= card.deadline <= today + 2 * SOON:
            what = words.say("The briefing {title} is out", title=card.title)
            more = words.say("Deadline {date}", date=words.date(card.deadline))
            more = f"{card.agency} · {more}" if card.agency else more
            yield News("megaphone", what, more, (Link(card.title, card.path),))
    if len(related.briefings) > 2:
        yield News(
            "megaphone",
            words.say("{count} briefings", count=len(related.briefings)),
            "",
            (Link(words.gettext("All briefings"), briefings.LIST),),
        )


def _chances(related: Relations) -> Iterator[News]:
    words = related.words
    for status, icon, one, many in (
        (
            OpportunityStatus.DOING,
            "zap",
            "{count} opportunity is being worked on",
            "{count} opportunities are being worked on",
        ),
        (
            OpportunityStatus.DONE,
            "circle-check",
            "{count} opportunity is done",
            "{count} opportunities are done",
        ),
    ):
        found = [card for card in related.opportunities if card.status is status]
        if found:
            text = _counted(words, one, many, len(found))
            links = [Link(card.title, card.path or opportunities.RANKING) for card in found[:3]]
            yield News(icon, text, "", tuple(links))


def _personas(related: Relations) -> Iterator[News]:
    words = related.words
    for persona in related.site.personas.values():
        card = related.personas[persona.id]
        link = (Link(persona.name, card.path),)
        if persona.status is Status.FINAL:
            base = persona.evidence
            more = words.label(base.level) if base.level else ""
            if base.interviews:
                talks = _counted(words, "{count} interview", "{count} interviews", base.interviews)
                more = f"{more} · {talks}".strip(" ·")
            yield News("badge-check", words.say("{name} is final", name=card.short), more, link)
        elif persona.status is Status.CONCEPT and persona.evidence.level is Evidence.ASSUMPTION:
            what = words.say("{name} is still an assumption", name=card.short)
            more = words.gettext("Do you know this customer better? Write it down.")
            yield News("shield-question", what, more, link)


def _found(related: Relations, problems: Sequence[Problem]) -> Iterator[News]:
    words = related.words
    warnings = sum(problem.kind is not Kind.ADVICE for problem in problems)
    advice = len(problems) - warnings
    link = Link(words.gettext("See what to do"), quality.QUALITY)
    if warnings:
        one, many = "{count} warning about the content", "{count} warnings about the content"
        yield News("triangle-alert", _counted(words, one, many, warnings), "", (link,))
    elif advice:
        one = "{count} piece of advice about the content"
        many = "{count} pieces of advice about the content"
        yield News("info", _counted(words, one, many, advice), "", (link,))


def _counted(words: Words, one: str, many: str, count: int) -> str:
    return words.ngettext(one, many, count).replace("{count}", str(count))

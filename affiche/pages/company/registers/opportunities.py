"""The opportunities, the most worthwhile first, and a page for each of the register."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from affiche.errors import Place
from affiche.measures import figures as counting
from affiche.measures.believed import Compared, compared
from affiche.model import Opportunity, OpportunityKind, OpportunityStatus, Site
from affiche.model.choices import Openness
from affiche.pages import cards, figures
from affiche.pages.figures import Said
from affiche.pages.filters import Tags, filters
from affiche.pages.journey.ranking import Key, Worth, rank_key, worths
from affiche.pages.plan import Link, OpportunityCard, Page, PersonaCard
from affiche.pages.relations import Origin, Relations
from affiche.words import Words

RANKING = "opportunities/index.html"


def pages(related: Relations) -> Iterator[Page]:
    """The ranking and its pages; nothing when there is not one opportunity."""
    found = related.opportunities
    if not found:
        return
    words = related.words
    yield Page(
        path=RANKING,
        template="pages/opportunities.html.j2",
        title=words.gettext("Opportunities"),
        section="opportunities",
        description=words.gettext("What we can improve, and where we can surprise."),
        data={
            "opportunities": found,
            "matrix": matrix(found),
            "public": any(
                one.public is Openness.YES for one in related.site.opportunities.values()
            ),
            "ranked": ranked(related),
            "orders": orders(related),
            "board": board(found),
            "filters": filters(
                {str(one.card.rank): _tags(one, words) for one in _every(related)}, words
            ),
        },
    )
    by_path = {card.path: card for card in found}
    for opportunity in related.site.opportunities.values():
        card = by_path[cards.opportunity_path(opportunity.id)]
        yield _page(opportunity, card, related)


def _tags(one: Ranked, words: Words) -> Tags:
    card = one.card
    return {
        "kind": (words.label(card.kind),) if card.kind else (),
        "status": (words.label(card.status),) if card.status else (),
        "phase": one.phases,
        "owner": (card.owner,),
    }


@dataclass(frozen=True)
class Ranked:
    """An opportunity with what its place rests on. `worth` is impact × importance ÷ effort, None
    where one of the three is not known; importance is the customer's, of the touchpoint where the
    opportunity matters most."""

    card: OpportunityCard
    importance: float | None
    worth: float | None
    votes: int | None
    phases: tuple[str, ...]
    pains: tuple[tuple[str, str], ...]
    """Each with the page of the journey that has it."""
    asked: str
    """What customers were asked where they are least happy of the places that it comes from."""
    answered: Said


def ranked(related: Relations) -> tuple[tuple[OpportunityKind | None, tuple[Ranked, ...]], ...]:
    """What to optimise and where to surprise apart, each by worth; without estimates last."""
    found = _every(related)
    kinds = (*OpportunityKind, None)
    groups = ((kind, tuple(one for one in found if one.card.kind is kind)) for kind in kinds)
    return tuple((kind, rows) for kind, rows in groups if rows)


def orders(
    related: Relations,
) -> tuple[tuple[str, tuple[tuple[str, tuple[Ranked, ...]], ...]], ...]:
    """The same by votes, by phase and by owner: label → (heading, rows)."""
    words, found = related.words, _every(related)
    voted = sorted((one for one in found if one.votes), key=lambda one: -(one.votes or 0))
    made: list[tuple[str, tuple[tuple[str, tuple[Ranked, ...]], ...]]] = []
    if voted:
        made.append((words.gettext("By votes"), (("", tuple(voted)),)))
    by: tuple[tuple[str, Callable[[Ranked], tuple[str, ...]], Callable[[str], int | str]], ...] = (
        ("By phase", lambda one: one.phases, related.turn),
        ("By owner", lambda one: (one.card.owner,) if one.card.owner else (), str.casefold),
    )
    for label, names, turn in by:
        held = sorted(dict.fromkeys(name for one in found for name in names(one)), key=turn)
        groups = tuple((name, tuple(one for one in found if name in names(one))) for name in held)
        if groups:
            made.append((words.gettext(label), groups))
    return tuple(made)


def board(
    found: Sequence[OpportunityCard],
) -> tuple[tuple[OpportunityStatus, tuple[OpportunityCard, ...]], ...]:
    """A column a status, in the order in which things go; nothing when no status is written."""
    if not any(card.status for card in found):
        return ()
    return tuple((s, tuple(card for card in found if card.status is s)) for s in OpportunityStatus)


@lru_cache(maxsize=1)  # each order of them asks
def _every(related: Relations) -> tuple[Ranked, ...]:
    votes = counting.votes(related.site.measurements.votes)
    ids = {cards.opportunity_path(name): name for name in related.site.opportunities}
    answered = _answered(related.site)
    return tuple(
        _ranked(card, key, votes.get(ids.get(card.path or "", "")), answered.get(key), related)
        for card, key in zip(related.opportunities, worths(related.site), strict=True)
    )


def _answered(site: Site) -> Mapping[Key, Compared]:
    """What was measured where each comes from: the least happy place; one with a figure first."""
    found: dict[Key, Compared] = {}
    for journey in site.journeys.values():
        for place in compared(journey, site.measurements):
            if place.figure is None:
                continue
            phase = journey.phases[place.phase]
            here = phase.touchpoints[place.stop].opportunities if place.stop is not None else ()
            for use in (*phase.opportunities, *here):
                key = rank_key(journey.id, use, site)
                found[key] = min(found.get(key, place), place, key=_mood)
    return found


def _mood(place: Compared) -> tuple[bool, float]:
    return place.at is None, place.at or 0.0


def _ranked(
    card: OpportunityCard, key: Key, votes: int | None, answered: Compared | None,
    related: Relations,
) -> Ranked:  # fmt: skip
    journey, _ = key
    _, origins = related.origins.get((journey, card.path or card.title), (None, ()))
    pains = dict.fromkeys((item.text, one.journey.path) for one in origins for item in one.pains)
    phases = tuple(dict.fromkeys(one.phase for one in origins))
    worth: Worth = card.worth
    asked = related.words.label(answered.kind) if answered and answered.kind else ""
    figure = figures.said(answered.figure if answered else None, related.words)
    return Ranked(card, worth.importance, worth.score, votes, phases, tuple(pains), asked, figure)


def matrix(
    found: tuple[OpportunityCard, ...],
) -> Mapping[tuple[int, int], tuple[OpportunityCard, ...]]:
    """(impact, effort) → the opportunities that were given that estimate."""
    cells: dict[tuple[int, int], list[OpportunityCard]] = {}
    for card in found:
        if card.impact is not None and card.effort is not None:
            cells.setdefault((card.impact, card.effort), []).append(card)
    return {place: tuple(held) for place, held in sorted(cells.items())}


def _page(opportunity: Opportunity, card: OpportunityCard, related: Relations) -> Page:
    _, origins = related.origins.get(("", card.path or ""), (None, ()))
    return Page(
        path=cards.opportunity_path(opportunity.id),
        template="pages/opportunity.html.j2",
        title=opportunity.title,
        section="opportunities",
        description=_where_from(len(card.origins), related.words) if card.origins else "",
        crumbs=(Link(related.words.gettext("Opportunities"), RANKING),),
        data={
            "card": card,
            "count": len(related.opportunities),
            "origins": origins,
            "personas": _faces(origins),
        },
        source=Place(opportunity.path, opportunity.line),
    )


def _where_from(count: int, words: Words) -> str:
    text = words.ngettext(
        "An opportunity out of {count} customer journey.",
        "An opportunity out of {count} customer journeys.",
        count,
    )
    return words.say(text, count=count)


def _faces(origins: tuple[Origin, ...]) -> tuple[PersonaCard, ...]:
    return tuple({f.path: f for origin in origins for f in origin.journey.people}.values())

"""The opportunities, the most worthwhile first, and a page for each of the register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from affiche.errors import Place
from affiche.model import Opportunity
from affiche.pages import cards
from affiche.pages.plan import Link, OpportunityCard, Page, PersonaCard
from affiche.pages.relations import Origin, Relations

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
        data={"opportunities": found, "matrix": matrix(found)},
    )
    by_path = {card.path: card for card in found}
    for opportunity in related.site.opportunities.values():
        card = by_path[cards.opportunity_path(opportunity.id)]
        yield _page(opportunity, card, related)


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
        description=related.words.say(
            "An opportunity out of {count} customer journeys.", count=len(card.origins)
        )
        if card.origins
        else "",
        crumbs=(Link(related.words.gettext("Opportunities"), RANKING),),
        data={
            "card": card,
            "count": len(related.opportunities),
            "origins": origins,
            "personas": _faces(origins),
        },
        source=Place(opportunity.path, opportunity.line),
    )


def _faces(origins: tuple[Origin, ...]) -> tuple[PersonaCard, ...]:
    return tuple({f.path: f for origin in origins for f in origin.journey.people}.values())

"""A journey in; its touchpoints and opportunities out, completed from the registers.

What is secret is dropped here: texts of that visibility, and tickets altogether.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from affiche.model import (
    Journey,
    OpportunityUse,
    Site,
    Text,
    Touchpoint,
    Visibility,
)
from affiche.model.journey import Importance
from affiche.pages import cards
from affiche.pages.journey.map import Demand, Feeling, Item, OpportunityItem, Stop
from affiche.pages.journey.map.feelings import felt
from affiche.pages.journey.map.method import levelled, levels
from affiche.pages.journey.ranking import key_of, rank_key, ranks, uses
from affiche.words import Words

Numbered = Mapping[str, OpportunityItem]


def shown(texts: tuple[Text, ...], role: str = "") -> tuple[Item, ...]:
    """The texts that are not secret."""
    return tuple(
        Item(text.text, role, evidence=text.evidence, n=text.n, source=text.source or "")
        for text in texts
        if text.visibility is not Visibility.SECRET
    )


# ---- opportunities


def numbered(journey: Journey, site: Site) -> Numbered:
    """Every opportunity of the journey by number, which is its rank in the whole site."""
    numbers = ranks(site)
    found: dict[str, OpportunityItem] = {}
    for use in uses(journey):
        key = key_of(use)
        if key not in found:
            found[key] = _opportunity(use, numbers[rank_key(journey.id, use, site)], site)
    return dict(sorted(found.items(), key=lambda one: one[1].number))


def named(here: tuple[OpportunityUse, ...], known: Numbered) -> tuple[OpportunityItem, ...]:
    """The numbered opportunities that are used here, each once."""
    return tuple(dict.fromkeys(known[key_of(use)] for use in here))


def _opportunity(use: OpportunityUse, number: int, site: Site) -> OpportunityItem:
    known = site.opportunities.get(use.ref or "")
    return OpportunityItem(
        number=number,
        title=use.title or (known.title if known else use.ref or ""),
        path=f"opportunities/{known.id}/index.html" if known else None,
        kind=use.kind or (known.kind if known else None),
        status=use.status or (known.status if known else None),
        owner=use.owner or (known.owner if known else None) or "",
    )


# ---- touchpoints


def stops(journey: Journey, site: Site, words: Words) -> Iterator[Stop]:
    """Every touchpoint, numbered through the journey, in its phase's column."""
    known = numbered(journey, site)
    number = 0
    for column, phase in enumerate(journey.phases):
        count = len(phase.touchpoints)
        for place, touchpoint in enumerate(phase.touchpoints):
            number += 1
            at = (place + 0.5) / count
            name = _names(touchpoint, site)[0]
            feeling = felt(touchpoint, number, name, column, at, journey, words)
            if feeling and levels(site):
                feeling = levelled(feeling, words)
            made = _stop(touchpoint, number, column, feeling, site, known)
            apart = (
                (cards.persona_card(who, site).short,
                 felt(touchpoint, number, name, column, at, journey, words, who))
                for who in journey.apart if who in site.personas
            )  # fmt: skip
            told = tuple((who, one) for who, one in apart if one)
            if levels(site):
                told = tuple((who, levelled(one, words)) for who, one in told)
            yield replace(made, felt=told)


def _names(touchpoint: Touchpoint, site: Site) -> tuple[str, str | None, str, str | None]:
    """(name, channel, owner, page): the touchpoint's own words, or those of the register."""
    known = site.touchpoints.get(touchpoint.ref or "")
    return (
        touchpoint.name or (known.name if known else touchpoint.ref or ""),
        touchpoint.channel or (known.channel if known else None),
        touchpoint.owner or (known.owner if known else None) or "",
        f"touchpoints/{known.id}/index.html" if known else None,
    )


def _stop(
    touchpoint: Touchpoint,
    number: int,
    column: int,
    feeling: Feeling | None,
    site: Site,
    known: Numbered,
) -> Stop:
    name, channel, owner, path = _names(touchpoint, site)
    importance = touchpoint.importance or Importance()
    return Stop(
        number=number,
        column=column,
        name=name,
        channel=channel,
        path=path,
        moment=touchpoint.moment,
        feeling=feeling,
        actor=touchpoint.actor or "",
        action=touchpoint.action or "",
        thought=touchpoint.thought or "",
        quote=touchpoint.quote.text if touchpoint.quote else "",
        effort=touchpoint.effort,
        importance_customer=importance.customer,
        importance_organisation=importance.organisation,
        satisfaction=touchpoint.satisfaction,
        requirements=tuple(
            Demand(one.text, one.met.value if one.met else "") for one in touchpoint.requirements
        ),
        expectation=touchpoint.expectation or "",
        delivered=touchpoint.delivered or "",
        pains=shown(touchpoint.pains),
        gains=shown(touchpoint.gains),
        opportunities=named(touchpoint.opportunities, known),
        frontstage=shown(touchpoint.frontstage),
        backstage=shown(touchpoint.backstage),
        systems=shown(touchpoint.systems),
        owner=owner,
        kpis=shown(touchpoint.kpis),
        image=touchpoint.image if touchpoint.image in site.images else None,
    )

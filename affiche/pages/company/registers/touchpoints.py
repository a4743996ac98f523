"""The touchpoint register, and a page for each touchpoint in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from affiche.errors import Place
from affiche.measures import places
from affiche.measures.withheld import of_field
from affiche.model import RegisteredTouchpoint
from affiche.pages import cards, figures
from affiche.pages.company.registers import matrix
from affiche.pages.filters import Tags, filters
from affiche.pages.plan import Link, Page, TouchpointCard
from affiche.pages.relations import Relations
from affiche.pages.typed import typed

REGISTER = "touchpoints/index.html"


def pages(related: Relations) -> Iterator[Page]:
    """The register and its pages; nothing when no journey and no register has a touchpoint."""
    found = related.touchpoints()
    if not found:
        return
    words = related.words
    yield Page(
        path=REGISTER,
        template="pages/touchpoints.html.j2",
        title=words.gettext("Touchpoints"),
        section="touchpoints",
        description=words.gettext("Every moment at which a customer meets us."),
        data={
            "registered": tuple(card for card in found if card.path),
            "loose": tuple(card for card in found if not card.path),
            "measured": _measured(related),
            "matrix": matrix.matrix(related, found),
            "channels": matrix.by_channel(related, found),
            "filters": filters({c.path or c.name: _tags(c, related) for c in found}, words),
        },
    )
    for touchpoint in related.site.touchpoints.values():
        yield _page(touchpoint, related)


def _tags(card: TouchpointCard, related: Relations) -> Tags:
    channel = card.channel and cards.channel_name(card.channel, related.site, related.words)
    passings = related.passed.get(card.path or card.name, ())
    return {
        "phase": tuple(passing.phase for passing in passings),
        "owner": (card.owner,),
        "channel": (channel or "",),
    }


def _measured(related: Relations) -> Mapping[str, tuple[figures.Measured, ...]]:
    """What was measured, by the page of a registered touchpoint or the name of another."""
    found = related.site.measurements
    names = {one.spot.touchpoint for kind in figures.KINDS for one in figures.rows(found, kind)}
    hand = _by_hand(related)
    return {
        cards.touchpoint_path(name) if name in related.site.touchpoints else name: (
            figures.measured(
                found, places.of_touchpoint(name), related.words, of_field("touchpoint", name)
            )
            + hand.get(name, ())
        )
        for name in sorted((names | set(hand)) - {""})
    }


@lru_cache(maxsize=1)  # each page of the register asks
def _by_hand(related: Relations) -> Mapping[str, tuple[figures.Measured, ...]]:
    """What was typed by hand at touchpoints, by their id or name."""
    made: dict[str, tuple[figures.Measured, ...]] = {}
    for one in typed(related.site.journeys.values(), related.words):
        made[one.touchpoint] = (*made.get(one.touchpoint, ()), one.measured)
    return made


def _page(touchpoint: RegisteredTouchpoint, related: Relations) -> Page:
    path = cards.touchpoint_path(touchpoint.id)
    passings = related.passed.get(path, ())
    known = [p.stop.feeling.value for p in passings if p.stop.feeling]
    chances = {(item.title, item.path) for p in passings for item in p.stop.opportunities}
    scores = [value for value in known if value is not None]
    return Page(
        path=path,
        template="pages/touchpoint.html.j2",
        title=touchpoint.name,
        section="touchpoints",
        description=touchpoint.description or "",
        crumbs=(Link(related.words.gettext("Touchpoints"), REGISTER),),
        data={
            "touchpoint": touchpoint,
            "passings": passings,
            "measured": figures.measured(
                related.site.measurements,
                places.of_touchpoint(touchpoint.id),
                related.words,
                of_field("touchpoint", touchpoint.id),
            )
            + _by_hand(related).get(touchpoint.id, ()),
            "lowest": min(scores, default=None),
            "highest": max(scores, default=None),
            "opportunities": tuple(
                card for card in related.opportunities if (card.title, card.path) in chances
            ),
        },
        source=Place(touchpoint.path, touchpoint.line),
    )

"""The journey list, a page with the map for each journey, a page that compares two, and sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from affiche.errors import Place
from affiche.model import PAPERS, Journey, Site, State
from affiche.pages import cards, journey_compare
from affiche.pages.journey_heads import (
    LIST,
    JourneyCard,
    briefings,
    crumbs,
    curves,
    family,
    head,
    journey_card,
    people,
    states,
    summary,
)
from affiche.pages.journey_lanes import blank_lanes, journey_map, travellers
from affiche.pages.plan import Page, PersonaCard, Sheet, SheetFact
from affiche.words import Words


@dataclass(frozen=True)
class Group:
    """The journeys of one persona (or of several, or of nobody) in the list."""

    people: tuple[PersonaCard, ...]
    journeys: tuple[JourneyCard, ...]


# ---- sheets


def sheets(site: Site, words: Words) -> tuple[Sheet, ...]:
    """The maps of every journey in every size that the company asks for."""
    return tuple(
        _sheet(journey, size, site, words)
        for journey in site.journeys.values()
        for size in site.settings.posters.journey
    )


def _sheet(journey: Journey, size: str, site: Site, words: Words) -> Sheet:
    whole = journey_map(journey, site, words)
    if not whole.lanes:
        whole = replace(whole, lanes=blank_lanes(journey, site, words))
    return Sheet(
        path=f"journeys/{journey.id}/{journey.id}-map-{size}.pdf",
        kind="journey",
        template="sheet-journey.html.j2",
        title=journey.title,
        owner=journey.id,
        paper=PAPERS[size],
        landscape=True,
        profile=str(site.settings.posters.profile),
        language=site.settings.language,
        data={
            "head": head(journey, words),
            "map": whole,
            "summary": summary(whole, words),
            "people": people(journey, site),
        },
        source=Place(journey.path),
    )


# ---- pages


def pages(
    site: Site, words: Words, sheets: Sequence[Sheet], facts: Mapping[str, SheetFact]
) -> Iterator[Page]:
    """The list, a page for each journey, and one for each pair."""
    yield _list(site, words)
    for journey in site.journeys.values():
        yield _page(journey, site, words, sheets, facts)
        other = site.journeys.get(journey.compare_to or "")
        if other:
            yield journey_compare.page(journey, other, site, words)


def _list(site: Site, words: Words) -> Page:
    groups: dict[tuple[str, ...], list[JourneyCard]] = {}
    order = {id_: place for place, id_ in enumerate(site.personas)}
    # What is comes before what will be.
    for journey in sorted(site.journeys.values(), key=lambda one: one.state is State.TO_BE):
        names = tuple(persona.id for persona in travellers(journey, site))
        groups.setdefault(names, []).append(journey_card(journey, site, words))
    ordered = sorted(groups, key=lambda names: (not names, len(names), [order[n] for n in names]))
    return Page(
        path=LIST,
        template="journeys.html.j2",
        title=words.gettext("Journeys"),
        section="journeys",
        data={
            "groups": tuple(
                Group(
                    tuple(cards.persona_card(site.personas[n], site) for n in names),
                    tuple(groups[names]),
                )
                for names in ordered
            )
        },
        description=words.gettext("Every customer journey, with what is felt along the way."),
    )


def _page(
    journey: Journey,
    site: Site,
    words: Words,
    sheets: Sequence[Sheet],
    facts: Mapping[str, SheetFact],
) -> Page:
    whole = journey_map(journey, site, words)
    return Page(
        path=cards.journey_path(journey.id),
        template="journey.html.j2",
        title=journey.title,
        section="journeys",
        data={
            "head": head(journey, words),
            "map": whole,
            "people": people(journey, site),
            "curves": curves(whole),
            "summary": summary(whole, words),
            "states": states(journey, site, words),
            "family": family(journey, site),
            "briefings": briefings(journey, site),
            "sheets": cards.sheet_links(sheets, facts, journey.id),
        },
        description=journey.conclusion or journey.scenario or journey.goal or "",
        language=journey.language,
        crumbs=crumbs(journey, site, words),
        source=Place(journey.path),
    )

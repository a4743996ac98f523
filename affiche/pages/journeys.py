"""The journey list, a page with the map for each journey, a page that compares two, and sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from affiche import words as languages
from affiche.errors import Place
from affiche.model import PAPERS, Journey, Site, State
from affiche.pages import cards, codes, journey_compare, journey_views
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
from affiche.pages.journey_map import JourneyMap
from affiche.pages.plan import Page, PersonaCard, Sheet, SheetFact
from affiche.words import Words


@dataclass(frozen=True)
class Group:
    """The journeys of one persona (or of several, or of nobody) in the list."""

    people: tuple[PersonaCard, ...]
    journeys: tuple[JourneyCard, ...]


# ---- sheets


def sheets(site: Site, words: Words) -> tuple[Sheet, ...]:
    """The maps of every journey that the company asks for, each in every size that it asks for."""
    return tuple(
        sheet for journey in site.journeys.values() for sheet in _sheets(journey, site, words)
    )


def _sheets(journey: Journey, site: Site, words: Words) -> Iterator[Sheet]:
    language = journey.language or site.settings.language
    # Without a catalogue for its language, the site's words stand around a journey's texts.
    speaks = languages.spoken(language, words.language)
    spoken = words if speaks == words.language else languages.words(speaks)
    whole = journey_map(journey, site, spoken)
    if not whole.lanes:
        whole = replace(whole, lanes=blank_lanes(journey, site, spoken))
    for view in dict.fromkeys(site.settings.posters.maps):
        shown = journey_views.seen(whole, view, journey, spoken)
        if shown is None:
            continue
        data = _data(journey, shown, site, spoken) | {
            "line": journey_views.title_line(view, journey, site, spoken),
            "rtl": languages.direction(_said(journey, whole), language) == "rtl",
        }
        for size in site.settings.posters.journey:
            name = journey_views.NAMES[journey_views.KINDS[view]]
            yield Sheet(
                path=f"journeys/{journey.id}/{journey.id}-{name}-{size}.pdf",
                kind=journey_views.KINDS[view],
                template="sheet-journey.html.j2",
                title=journey_views.sheet_title(view, journey, spoken),
                owner=journey.id,
                paper=PAPERS[size],
                landscape=True,
                profile=str(site.settings.posters.profile),
                language=language,
                data=data,
                source=Place(journey.path),
            )


def _data(journey: Journey, shown: JourneyMap, site: Site, words: Words) -> dict[str, object]:
    url = codes.address(cards.journey_path(journey.id), site)
    return {
        "head": head(journey, words),
        "map": shown,
        "summary": summary(shown, words),
        "people": people(journey, site),
        "address": url,
        "code": codes.code(url),
    }


def _said(journey: Journey, whole: JourneyMap) -> str:
    """Everything that stands on the map, to tell from which side it is read."""
    texts = (journey.title, journey.conclusion or "", *(column.name for column in whole.columns))
    felt = (feeling.word for feeling in whole.feelings)
    return " ".join((*texts, *felt, *(lane.text for lane in whole.lanes)))


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
            "maps": journey_views.grouped(cards.sheet_links(sheets, facts, journey.id), words),
        },
        description=journey.conclusion or journey.scenario or journey.goal or "",
        language=journey.language,
        crumbs=crumbs(journey, site, words),
        source=Place(journey.path),
    )

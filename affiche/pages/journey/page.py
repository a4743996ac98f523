"""The journey list, a page with the map for each journey, a page that compares two, and sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from affiche.directions import joined
from affiche.errors import Place
from affiche.kept import DOCUMENTS, following
from affiche.model import PAPERS, Journey, Site, State
from affiche.model.choices import MapView
from affiche.pages import among, cards, completeness
from affiche.pages.filters import filters
from affiche.pages.journey import compare as journey_compare
from affiche.pages.journey import feedback as journey_feedback
from affiche.pages.journey import rows
from affiche.pages.journey.heads import (
    LIST,
    JourneyCard,
    briefings,
    crumbs,
    curves,
    head,
    journey_card,
    people,
    small_curve,
    states,
    summary,
)
from affiche.pages.journey.map import JourneyMap, rtl
from affiche.pages.journey.map import views as journey_views
from affiche.pages.journey.map.lanes import blank_lanes, journey_map, travellers
from affiche.pages.journey.map.measured import strip
from affiche.pages.journey.map.parts import parts
from affiche.pages.journey.map.zooms import Listed, in_order, tree, zoom
from affiche.pages.journey.tags import of_journey
from affiche.pages.life import life
from affiche.pages.plan import Link, Page, PersonaCard, Sheet, SheetFact, SheetLink
from affiche.pages.printed import codes, marks, papers
from affiche.words import Words


@dataclass(frozen=True)
class Group:
    """The journeys of one persona (or of several, or of nobody) in the list."""

    people: tuple[PersonaCard, ...]
    journeys: tuple[tuple[JourneyCard, Listed], ...]


# ---- sheets


def sheets(site: Site, words: Words) -> tuple[Sheet, ...]:
    """The maps of every journey that the company asks for, each in every size that it asks for."""
    return tuple(
        sheet for journey in site.journeys.values() for sheet in _sheets(journey, site, words)
    )


def _sheets(journey: Journey, site: Site, words: Words) -> Iterator[Sheet]:
    language, spoken = papers.voice(journey, site, words)
    whole = journey_map(journey, site, spoken)
    if not whole.lanes:
        whole = replace(whole, lanes=blank_lanes(journey, site, spoken))
    common = Sheet(
        path="",
        kind="journey",
        template="sheets/journey.html.j2",
        title=journey.title,
        owner=journey.id,
        paper=PAPERS["a2"],
        landscape=True,
        profile=str(site.settings.posters.profile),
        language=language,
        data={"line": "", "rtl": rtl(journey, whole, language), "feedback": None},
        source=Place(journey.path),
    )
    yield from _views(common, whole, journey, site, spoken)
    yield from _feedback(common, whole, journey, site, spoken)


def _views(
    common: Sheet, whole: JourneyMap, journey: Journey, site: Site, words: Words
) -> Iterator[Sheet]:
    """The maps that the company asks for and that the journey has content for."""
    for view in dict.fromkeys(site.settings.posters.maps):
        shown = journey_views.seen(whole, view, journey, words)
        if shown is None:
            continue
        kind = journey_views.KINDS[view]
        line = journey_views.title_line(view, journey, site, words)
        title = journey_views.sheet_title(view, journey, words)
        sheet = replace(common, kind=kind, title=title)
        for one, number in _parts(sheet, shown, line, journey, site, words):
            name = journey_views.NAMES[kind] + number + "-{size}"
            yield from _sized(one, name, site.settings.posters.journey)


def _parts(
    sheet: Sheet, shown: JourneyMap, line: str, journey: Journey, site: Site, words: Words
) -> Iterator[tuple[Sheet, str]]:
    """The sheets of a map, with what tells them apart in the names of their files; one that is too
    long for one sheet knows what stands on the others, as all have type of one size."""
    every = [
        {
            **sheet.data,
            **_data(journey, part.map, site, words),
            "line": joined((line, part.line), " · "),
            **({"part": part.name, "part_number": part.number} if part.number else {}),
        }
        for part in parts(shown, words)
    ]
    for data in every:
        beside = tuple(other for other in every if other is not data)
        said = words.say("{title}, {part}", title=sheet.title, part=data.get("part", ""))
        title = said if beside else sheet.title
        number = f"-{data['part_number']}" if beside else ""
        yield replace(sheet, title=title, data={**data, "beside": beside}), number


def _feedback(
    common: Sheet, whole: JourneyMap, journey: Journey, site: Site, words: Words
) -> Iterator[Sheet]:
    """The map to write on, of a journey that is a draft; none where no maps are wanted."""
    if not site.settings.posters.maps or not site.settings.posters.journey:
        return
    combined = journey_views.seen(whole, MapView.COMBINED, journey, words) or whole
    written_on = journey_feedback.written_on(combined, journey, site, words)
    if written_on is None:
        return
    shown, around = written_on
    round_line = words.say("Feedback round {round}", round=around.round)
    title = words.say("{name}: feedback round {round}", name=journey.title, round=around.round)
    data = {**common.data, "feedback": around}
    sheet = replace(common, kind=journey_views.FEEDBACK, title=title, data=data)
    for one, number in _parts(sheet, shown, round_line, journey, site, words):
        name = journey_feedback.NAME.replace("-{size}", number + "-{size}")
        yield from _sized(one, name, journey_feedback.sizes(site))


def _sized(sheet: Sheet, name: str, sizes: Sequence[str]) -> Iterator[Sheet]:
    """The sheet on each paper; `name` is that of its file after the journey's id."""
    for size in sizes:
        path = f"journeys/{sheet.owner}/{sheet.owner}-{name.format(size=size)}.pdf"
        yield replace(sheet, path=path, paper=PAPERS[size])


def _data(journey: Journey, shown: JourneyMap, site: Site, words: Words) -> dict[str, object]:
    url = codes.address(cards.journey_path(journey.id), site)
    return {
        "head": head(journey, words, journey.path in site.overdue),
        "map": shown,
        "summary": summary(shown, words),
        "people": people(journey, site),
        "zoom": zoom(journey, site, words),
        "address": url,
        "code": codes.code(url),
    }


# ---- pages


def pages(
    site: Site, words: Words, sheets: Sequence[Sheet], facts: Mapping[str, SheetFact]
) -> Iterator[Page]:
    """The list, a page for each journey, and one for each pair."""
    yield _list(site, words)
    owned = cards.by_owner(cards.sheet_links(sheets, facts))
    for journey in site.journeys.values():
        yield _page(journey, site, words, owned.get(journey.id, ()))
        yield rows.page(journey, site, words)
        other = site.journeys.get(journey.compare_to or "")
        if other:
            yield journey_compare.page(journey, other, site, words)


def _list(site: Site, words: Words) -> Page:
    groups: dict[tuple[str, ...], list[Journey]] = {}
    order = {id_: place for place, id_ in enumerate(site.personas)}
    # What is comes before what will be.
    for journey in sorted(site.journeys.values(), key=lambda one: one.state is State.TO_BE):
        names = travellers(journey, site)
        groups.setdefault(names, []).append(journey)
    ordered = sorted(groups, key=lambda names: (not names, len(names), [order[n] for n in names]))
    return Page(
        path=LIST,
        template="pages/journeys.html.j2",
        title=words.gettext("Journeys"),
        section="journeys",
        data={
            "groups": tuple(
                Group(
                    tuple(cards.persona_card(n, site) for n in names),
                    tuple(
                        (journey_card(one.journey, site, words), one)
                        for one in in_order(groups[names], site, words)
                    ),
                )
                for names in ordered
            ),
            "filters": filters(
                {
                    cards.journey_path(j.id): of_journey(j, site, words)
                    for j in site.journeys.values()
                },
                words,
            ),
        },
        description=words.gettext("Every customer journey, with what is felt along the way."),
    )


def _neighbours(journey: Journey, site: Site) -> tuple[Link | None, Link | None]:
    """The journeys before and after it, in the order of the content."""
    before, after = (
        Link(site.journeys[name].title, cards.journey_path(name)) if name else None
        for name in among.beside(journey.id, site)
    )
    return before, after


def _page(
    journey: Journey,
    site: Site,
    words: Words,
    offered: Sequence[SheetLink],
) -> Page:
    return Page(
        path=cards.journey_path(journey.id),
        template="pages/journey.html.j2",
        title=journey.title,
        section="journeys",
        data={
            **_shown(journey, site, words),
            "measure_sheet": next((link for link in offered if link.kind == "measures"), None),
            "marks": marks.rows(journey.id, journey.version or "", offered, site),
            "maps": journey_views.grouped(offered, words),
            "last": cards.last_changed(journey.path, site),
        },
        description=journey.conclusion or journey.scenario or journey.goal or "",
        language=journey.language,
        crumbs=crumbs(journey, site, words),
        source=Place(journey.path),
    )


@following(1, DOCUMENTS)
def _shown(journey: Journey, site: Site, words: Words) -> dict[str, object]:
    """What its page shows beside its sheets."""
    whole = journey_map(journey, site, words)
    before, after = _neighbours(journey, site)
    return {
        "head": head(journey, words, journey.path in site.overdue),
        "map": whole,
        "people": people(journey, site),
        "curves": curves(whole),
        "small": small_curve(whole),
        "summary": summary(whole, words),
        "states": states(journey, site, words),
        "tree": tree(journey, site, words),
        "zoom": zoom(journey, site, words),
        "briefings": briefings(journey, site),
        "life": life(journey, site),
        "meter": completeness.of_journey(journey, words),
        "measured": strip(journey, journey_map(journey, site, words, compare=False), site, words),
        "before": before,
        "after": after,
    }

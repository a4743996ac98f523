"""A journey in; its whole map out: columns, lanes with a cell a column, feelings, numbers.

A lane without content is left out. `LANES` of the model gives the order, `cells` what
stands in each, `LABELS` its name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from affiche.kept import DOCUMENTS, following
from affiche.markup import plain
from affiche.model import Journey, Moment, Phase, Site, State, Visibility
from affiche.model.choices import ASKED_FOR, LANES, PersonaKind
from affiche.pages import cards
from affiche.pages.journey.map import (
    Cell,
    Column,
    Course,
    Feeling,
    Item,
    JourneyMap,
    Lane,
    Stop,
)
from affiche.pages.journey.map.answers import Answers, answers
from affiche.pages.journey.map.cells import BOTH, EMOTIONAL, FUNCTIONAL, MAKERS, Place, acts, text
from affiche.pages.journey.map.feelings import course
from affiche.pages.journey.map.method import LANES as VNG
from affiche.pages.journey.map.method import beside, levels, state
from affiche.pages.journey.map.method import course as level_course
from affiche.pages.journey.map.stops import numbered, stops
from affiche.pages.journey.map.zooms import zooms
from affiche.pages.journey.naming import phase_name
from affiche.words import Words

# How many maps are kept: those of one plan of a large company.

# Lines of one curve that can be told apart without colour.
MOST_LINES = 5

# What comes along on a map without being asked for.
EXTRA = ("answers", "delivery")

# What a workshop fills in first.
BLANK = ("goal", "functional", "touchpoints", "curve", "pains", "opportunities")

# id → (label, label with the name of one person, label for several), context "lane".
LABELS = {
    "goal": ("Goal", "What {name} wants", "What they want"),
    "functional": ("What the customer does", "What {name} does", "What they do"),
    "touchpoints": ("Touchpoints", "Touchpoints", "Touchpoints"),
    "actors": ("Who does what", "Who does what", "Who does what"),
    "delivery": ("Required and delivered", "Required and delivered", "Required and delivered"),
    "thoughts": ("What the customer thinks", "What {name} thinks", "What they think"),
    "curve": ("How does the customer feel?", "How does {name} feel?", "How do they feel?"),
    "answers": ("What customers say", "What customers say", "What customers say"),
    "emotional": ("Feeling and need", "Feeling and need", "Feeling and need"),
    "quotes": ("In their own words", "In their own words", "In their own words"),
    "pains": ("Pain points", "Pain points", "Pain points"),
    "gains": ("What helps", "What helps", "What helps"),
    "opportunities": ("Opportunities", "Opportunities", "Opportunities"),
    "response": ("Our response", "Our response", "Our response"),
    "measures": ("Measures", "Measures", "Measures"),
    "frontstage": ("Frontstage", "Frontstage", "Frontstage"),
    "backstage": ("Backstage", "Backstage", "Backstage"),
    "systems": ("Systems", "Systems", "Systems"),
    "owner": ("Owner", "Owner", "Owner"),
    "kpis": ("Measured by", "Measured by", "Measured by"),
    "duration": ("Duration", "Duration", "Duration"),
    "images": ("What it looks like", "What it looks like", "What it looks like"),
}


# ---- the map


@following(1, 2 * DOCUMENTS)
def journey_map(journey: Journey, site: Site, words: Words, compare: bool = True) -> JourneyMap:
    """The whole map; with `compare`, the journey that it is compared with is felt in it too.

    Pages and sheets of one plan ask for the same map time and again, so the last ones are kept.
    """
    columns = tuple(_columns(journey, site, words))
    here = tuple(stops(journey, site, words))
    names = [column.name for column in columns]
    said = answers(journey, site, here, names, words)
    other = (beside if levels(site) else _compared)(journey, site) if compare else None
    name = words.gettext("we believe") if said.course and not other else state_name(journey, words)
    own = _own(name, journey, site, here, names, words)
    next_to, apart = _beside(other, journey, site, words) if other else (None, ())
    courses = tuple(one for one in (*own, next_to) if one and one.feelings)[:MOST_LINES]
    if levels(site):
        called = {own[0].name: state(journey, words)} if other and len(own) == 1 else {}
        called |= {next_to.name: state(other, words)} if other and next_to else {}
        courses = tuple(level_course(one, words, called.get(one.name, "")) for one in courses)
    efforts = [stop.effort for stop in here if stop.effort is not None]
    return JourneyMap(
        columns=columns,
        lanes=tuple(_lanes(journey, site, here, bool(courses), said, words)),
        stops=here,
        courses=courses,
        opportunities=tuple(numbered(journey, site).values()),
        channels=tuple(dict.fromkeys(stop.channel for stop in here if stop.channel)),
        moments=_moments(here),
        effort=sum(efforts) / len(efforts) if efforts else None,
        effort_n=len(efforts),
        apart=apart,
        measured=level_course(said.course, words) if said.course and levels(site) else said.course,
        levels=levels(site),
        gap=said.gap if said.course else "",
    )


def _compared(journey: Journey, site: Site) -> Journey | None:
    return site.journeys.get(journey.compare_to or "")


def _own(
    name: str, journey: Journey, site: Site, here: Sequence[Stop], names: Sequence[str],
    words: Words,
) -> tuple[Course, ...]:  # fmt: skip
    """What is felt on the journey: one line, or one a persona where that is told apart."""
    people = [cards.persona_card(who, site) for who in journey.apart if who in site.personas]
    if len(people) < 2:
        return (course(name, journey, here, names, words),)
    return tuple(course(one.short, journey, here, names, words, one.id) for one in people)


def _moments(here: Sequence[Stop]) -> dict[Moment, int]:
    """How many moments of each kind, the best first."""
    counted = Counter(stop.moment for stop in here if stop.moment)
    order = (Moment.MAGIC, Moment.TRUTH, Moment.MISERY)
    return {kind: counted[kind] for kind in order if counted[kind]}


def state_name(journey: Journey, words: Words) -> str:
    """What a journey is called beside its other state: "Nu", "Straks", else its title."""
    if journey.state is None:
        return journey.title
    return words.pgettext("state", "Now" if journey.state is State.AS_IS else "Next")


def _columns(journey: Journey, site: Site, words: Words) -> Iterator[Column]:
    """A column a phase; a phase without any name gets its number."""
    for number, phase in enumerate(journey.phases, 1):
        name, subtitle = phase_name(phase, site, words)
        name = name or words.say("Phase {number}", number=number)
        yield Column(number, name, subtitle, zooms(journey, phase, site))


def _beside(
    other: Journey, journey: Journey, site: Site, words: Words
) -> tuple[Course, tuple[str, ...]]:
    """The feelings of the other journey in this one's columns, and its phases without a column."""
    columns = [phase_key(phase) for phase in journey.phases]
    names = [column.name for column in _columns(other, site, words)]
    whole = course(state_name(other, words), other, tuple(stops(other, site, words)), names, words)
    keys = [phase_key(phase) for phase in other.phases]
    targets = {i: columns.index(key) for i, key in enumerate(keys) if key in columns}
    felt = tuple(
        Feeling(**{**vars(feeling), "column": targets[feeling.column], "stop": None})
        for feeling in whole.feelings
        if feeling.column in targets
    )
    apart = tuple(name for i, name in enumerate(names) if i not in targets)
    return Course(whole.name, tuple(sorted(felt, key=lambda f: (f.column, f.at)))), apart


def phase_key(phase: Phase) -> str:
    """What makes phases of two journeys the same one."""
    return (phase.id or phase.name or "").casefold()


# ---- lanes


def _lanes(
    journey: Journey, site: Site, here: Sequence[Stop], felt: bool, said: Answers, words: Words
) -> Iterator[Lane]:
    """The lanes that have content, in the journey's order or ours."""
    places = _places(journey, site, here, said, words)
    own = {lane.id: lane for lane in journey.lanes if lane.id not in LANES}
    given = {lane.id: lane.map for lane in journey.lanes}
    asked = list(given)
    usual = VNG if levels(site) else _usual(journey)
    order = asked or [*usual, *_undeclared(journey)]
    for id_ in dict.fromkeys(_with_strip(order)):
        if id_ in own and own[id_].visibility is Visibility.SECRET:
            continue
        if id_ == "actors":
            for lane in _by_actor(places, extra=not asked):
                yield replace(lane, only=given.get(id_))
            continue
        lane = _lane(id_, own[id_].label if id_ in own else None, journey, site, places, words)
        if id_ == "measures" and "kpis" in asked:
            lane = replace(lane, cells=tuple(_without_kpis(cell) for cell in lane.cells))
        if any(lane.cells) or (id_ == "curve" and felt):
            yield replace(lane, extra=id_ in EXTRA and id_ not in asked, only=given.get(id_))


def _usual(journey: Journey) -> Iterator[str]:
    """The lanes of a journey that does not choose them; expected and delivered stand with the
    moments, unless it is told what is required."""
    required = any(t.requirements for phase in journey.phases for t in phase.touchpoints)
    for id_ in LANES:
        if id_ not in ASKED_FOR and (id_ != "delivery" or required):
            yield id_


def _without_kpis(cell: Cell) -> Cell:
    return tuple(item for item in cell if isinstance(item, Item) and item.role != "kpi")


def _by_actor(places: Sequence[Place], extra: bool) -> Iterator[Lane]:
    """A lane for each of those who act side by side; none where only one does."""
    names: dict[str, str] = {}
    for place in places:
        for stop in place.stops:
            if plain(stop.actor):
                names.setdefault(plain(stop.actor).casefold(), stop.actor)
    if len(names) > 1:
        for number, (key, name) in enumerate(names.items(), start=1):
            cells = tuple(acts(place, key) for place in places)
            yield Lane(f"actor-{number}", name, "list", FUNCTIONAL, cells, extra)


def _with_strip(order: Sequence[str]) -> Iterator[str]:
    """The lanes, the strip of what customers say right under the curve that it belongs to, unless
    the journey gives it another place."""
    for id_ in order:
        yield id_
        if id_ == "curve" and "answers" not in order:
            yield "answers"


def _places(
    journey: Journey, site: Site, here: Sequence[Stop], said: Answers, words: Words
) -> tuple[Place, ...]:
    known = numbered(journey, site)
    cells = said.cells or ((),) * len(journey.phases)
    single = levels(site)
    return tuple(
        Place(
            phase, tuple(s for s in here if s.column == column), known, words, cells[column], single
        )
        for column, phase in enumerate(journey.phases)
    )


def _undeclared(journey: Journey) -> list[str]:
    """Own lanes of the phases that the journey does not list, in the order of the phases."""
    return list(dict.fromkeys(name for phase in journey.phases for name in phase.lanes))


def _lane(
    id_: str,
    label: str | None,
    journey: Journey,
    site: Site,
    places: Sequence[Place],
    words: Words,
) -> Lane:
    if id_ in MAKERS:
        kind, views, maker = MAKERS[id_]
        cells: tuple[Cell, ...] = tuple(maker(place) for place in places)
        return Lane(id_, _label(id_, label, journey, site, words), kind, views, cells)
    if id_ == "curve":
        return Lane(id_, _label(id_, label, journey, site, words), "curve", EMOTIONAL, ())
    written = tuple(text(place.phase.lanes.get(id_)) for place in places)
    return Lane(id_, label or id_, "own", FUNCTIONAL, written)


def blank_lanes(journey: Journey, site: Site, words: Words) -> tuple[Lane, ...]:
    """Empty lanes for a journey that has only phases: its sheet is there to be written on."""
    cells: tuple[Cell, ...] = ((),) * len(journey.phases)
    return tuple(
        Lane(name, _label(name, None, journey, site, words), "blank", BOTH, cells) for name in BLANK
    )


def _label(id_: str, own: str | None, journey: Journey, site: Site, words: Words) -> str:
    """The writer's own label of a lane, or ours, with the name of the one who travels."""
    if own:
        return own
    if id_ == "curve" and levels(site):
        return words.pgettext("lane", "Heartbeat")
    people = travellers(journey, site)
    alone, with_name, several = LABELS[id_]
    if len(people) > 1:
        return words.pgettext("lane", several)
    if name := called(people, site):
        return words.pgettext("lane", with_name).replace("{name}", name)
    return words.pgettext("lane", alone)


def travellers(journey: Journey, site: Site) -> tuple[str, ...]:
    """The personas of a journey that exist."""
    return tuple(name for name in journey.persona_ids if name in site.personas)


def called(people: Sequence[str], site: Site) -> str:
    """How the first of these is called, of a persona that is a person; else ""."""
    return _called(people[0], site) if people else ""


@following(1, DOCUMENTS)
def _called(name: str, site: Site) -> str:
    persona = site.personas[name]
    return cards.short_name(persona) if persona.kind is PersonaKind.PERSON else ""

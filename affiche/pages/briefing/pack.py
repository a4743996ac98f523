"""A projection in; everything that a briefing pack shows, as frozen data, out.

The page, the printed document and the lists of a pack see a `Brief` and nothing else. Texts are
Markdown as written, cleaned by `agency`; labels are put in by the template.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from affiche.curves import Drawing, Style
from affiche.model import Evidence, Journey, Persona, Phase, PhotoKind, Scope, State, Text
from affiche.model.persona import ChannelUse, DayPart, Scale
from affiche.pages import cards
from affiche.pages.briefing.agency import Projection
from affiche.pages.journey.feelings import course, drawing
from affiche.pages.journey.map import Stop
from affiche.pages.journey.stops import stops
from affiche.pages.plan import Portrait
from affiche.words import Words

# The curve of a journey, in px at the width of an A4's text: a page is about 680 px wide.
CURVE_WIDTH, CURVE_HEIGHT = 680.0, 210.0
CURVE_STYLE = Style(font_size=12.5, mark_radius=8.0, line_width=3.0)
# The chips under a name, and the lists of a persona in the order in which they are read.
FACTS = ("age", "location", "household", "education", "occupation", "organisation")
LISTS = ("goals", "pains", "gains", "motivations", "objections", "behaviours", "jobs")
SMALL_LISTS = ("brands", "tools", "media", "accessibility")


@dataclass(frozen=True)
class Point:
    """One item of a list and what it rests on."""

    text: str
    evidence: Evidence | None = None


@dataclass(frozen=True)
class Listing:
    """A list under the label of its field (context "heading")."""

    key: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Saying:
    """A quote, without its quotation marks."""

    text: str
    source: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Fact:
    """A fact about a persona: its label is the writer's own, or a field's name (`key`)."""

    value: str
    label: str = ""
    key: str = ""


@dataclass(frozen=True)
class Passage:
    """An own section: its title and its Markdown."""

    title: str
    body: str


@dataclass(frozen=True)
class Profile:
    """A persona, as an agency sees it. `short` is how colleagues call them."""

    id: str
    name: str
    short: str
    tagline: str
    portrait: Portrait
    line: str
    facts: tuple[Fact, ...]
    quote: Saying | None
    quotes: tuple[Saying, ...]
    biography: str
    lists: tuple[Listing, ...]
    small_lists: tuple[Listing, ...]
    functional: tuple[Point, ...]
    emotional: tuple[Point, ...]
    scales: tuple[Scale, ...]
    channels: tuple[ChannelUse, ...]
    day: tuple[DayPart, ...]
    do: tuple[Point, ...]
    dont: tuple[Point, ...]
    questions: tuple[Point, ...]
    sections: tuple[Passage, ...]


@dataclass(frozen=True)
class Extra:
    """What a writer let go along of what usually stays inside: a label and its items."""

    label: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Stage:
    """A phase of a journey."""

    name: str
    goal: str
    does: str
    requirements: tuple[Point, ...]
    feels: str
    need: str
    quote: str
    pains: tuple[Point, ...]
    gains: tuple[Point, ...]
    extras: tuple[Extra, ...]
    stops: tuple[Stop, ...]


@dataclass(frozen=True)
class Travel:
    """A journey: its phases that matter, and the emotion curve over them."""

    title: str
    scenario: str
    goal: str
    conclusion: str
    state: State | None
    stages: tuple[Stage, ...]
    curve: Drawing | None


@dataclass(frozen=True)
class Right:
    """By what right a picture is in the pack. Days and scope are those of a consent."""

    file: str
    what: str
    kind: PhotoKind | None
    credit: str
    license: str
    source: str
    given: date | None = None
    ends: date | None = None
    scope: tuple[Scope, ...] = ()


@dataclass(frozen=True)
class Brief:
    """A briefing pack's whole content."""

    id: str
    title: str
    company: str
    agency: str
    type: str
    language: str
    deadline: date | None
    expires: date
    contact: str
    background: str
    goal: str
    insight: str
    proposition: str
    tone: str
    body: str
    deliverables: tuple[Point, ...]
    mandatories: tuple[Point, ...]
    kpi: tuple[Point, ...]
    channels: tuple[str, ...]
    phases: tuple[str, ...]
    personas: tuple[Profile, ...]
    journeys: tuple[Travel, ...]
    rights: tuple[Right, ...]


def brief(projection: Projection, words: Words, grounds: Sequence[str]) -> Brief:
    """Everything that the pack shows. `grounds`: all persona ids in the site's order, so that a
    portrait keeps the colour that it has on the intranet."""
    said, site = projection.briefing, projection.site
    named = [phase_name(phase, projection, words) for phase in said.phases]
    return Brief(
        id=said.id,
        title=said.title,
        company=site.settings.name or "",
        agency=said.agency or "",
        type=said.type or "",
        language=site.settings.language,
        deadline=said.deadline,
        expires=projection.expires,
        contact=said.contact or "",
        background=said.background or "",
        goal=said.goal or "",
        insight=said.insight or "",
        proposition=said.proposition or "",
        tone=said.tone or "",
        body=said.body,
        deliverables=_points(said.deliverables),
        mandatories=_points(said.mandatories),
        kpi=_points(said.kpi),
        channels=said.channels,
        phases=tuple(named),
        personas=tuple(
            _profile(persona, projection, grounds) for persona in site.personas.values()
        ),
        journeys=tuple(
            found
            for journey in site.journeys.values()
            if (found := _travel(journey, projection, words)).stages
        ),
        rights=tuple(_rights(projection)),
    )


def phase_name(phase: str, projection: Projection, words: Words) -> str:
    """The name of a phase: the company's own, ours, or what was written."""
    own = projection.site.settings.phases.get(phase)
    return own.name if own else words.pgettext("phase", phase)


def _points(texts: Iterable[Text]) -> tuple[Point, ...]:
    return tuple(Point(text.text, text.evidence) for text in texts)


# Personas ----------------------------------------------------------------------------------


def _profile(persona: Persona, projection: Projection, grounds: Sequence[str]) -> Profile:
    quotes = [Saying(q.text, q.source or "", q.date) for q in persona.quotes]
    if persona.quote:
        quotes.insert(0, Saying(persona.quote.text, persona.quote.source or "", persona.quote.date))
    ground = grounds.index(persona.id) if persona.id in grounds else 0
    return Profile(
        id=persona.id,
        name=persona.name,
        short=cards.short_name(persona),
        tagline=persona.tagline or "",
        portrait=cards.portrait(persona, projection.site, ground),
        line=_line(persona),
        facts=tuple(_facts(persona)),
        quote=quotes[0] if quotes else None,
        quotes=tuple(quotes[1:]),
        biography=persona.biography,
        lists=tuple(_listings(persona, LISTS)),
        small_lists=tuple(_listings(persona, SMALL_LISTS)),
        functional=_points(persona.needs.functional),
        emotional=_points(persona.needs.emotional),
        scales=persona.scales,
        channels=persona.channels,
        day=persona.day,
        do=_points(persona.tone.do),
        dont=_points(persona.tone.dont),
        questions=_points(persona.decision_questions),
        sections=tuple(Passage(section.title, section.body) for section in persona.sections),
    )


def _line(persona: Persona) -> str:
    """Who this is in a line: "Eigenaar van een installatiebedrijf, Barendrecht"."""
    return ", ".join(filter(None, (persona.occupation, persona.location)))


def _facts(persona: Persona) -> Iterator[Fact]:
    for key in FACTS:
        if value := getattr(persona, key):
            yield Fact(value, key=key)
    for label, value in persona.facts.items():
        yield Fact(value, label=label)


def _listings(persona: Persona, keys: Iterable[str]) -> Iterator[Listing]:
    for key in keys:
        if points := _points(getattr(persona, key)):
            yield Listing(key, points)


# Journeys ----------------------------------------------------------------------------------


def _travel(journey: Journey, projection: Projection, words: Words) -> Travel:
    found = tuple(stops(journey, projection.site, words))
    names = [_phase_name(phase, projection, words) for phase in journey.phases]
    felt = course("", journey, found, names, words)
    curve = drawing((felt,), len(names), CURVE_WIDTH, CURVE_HEIGHT, CURVE_STYLE)
    labels = {lane.id: lane.label or lane.id for lane in journey.lanes}
    return Travel(
        title=journey.title,
        scenario=journey.scenario or "",
        goal=journey.goal or "",
        conclusion=journey.conclusion or "",
        state=journey.state,
        stages=tuple(
            _stage(phase, name, [stop for stop in found if stop.column == column], labels)
            for column, (phase, name) in enumerate(zip(journey.phases, names, strict=True))
        ),
        curve=curve if felt.feelings else None,
    )


def _phase_name(phase: Phase, projection: Projection, words: Words) -> str:
    return phase.name or phase_name(phase.id or "", projection, words)


def _stage(phase: Phase, name: str, here: Sequence[Stop], labels: dict[str, str]) -> Stage:
    functional, emotional = phase.functional, phase.emotional
    return Stage(
        name=name,
        goal=phase.goal or "",
        does=(functional and functional.summary) or "",
        requirements=_points(functional.requirements) if functional else (),
        feels=(emotional and emotional.summary) or "",
        need=(emotional and emotional.need) or "",
        quote=phase.quote or "",
        pains=_points(phase.pains),
        gains=_points(phase.gains),
        extras=tuple(Extra(labels[lane], (Point(text),)) for lane, text in phase.lanes.items()),
        stops=tuple(here),
    )


# Rights ------------------------------------------------------------------------------------


def _rights(projection: Projection) -> Iterator[Right]:
    """Every picture that goes along, and by what right."""
    photos = {p.photo.file: (p.name, p.photo) for p in projection.site.personas.values() if p.photo}
    for file in projection.site.images:
        if file not in photos:
            yield Right(file, "", None, "", "", "")
            continue
        name, photo = photos[file]
        consent = photo.consent
        yield Right(
            file=file,
            what=name,
            kind=photo.kind,
            credit=photo.credit or "",
            license=photo.license or "",
            source=photo.source or "",
            given=consent.given if consent else None,
            ends=consent.expires if consent else None,
            scope=consent.scope if consent else (),
        )

"""How a journey stands on pages: its card, its head, the journeys it leads to, its curve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from affiche.curves import Drawing, Style, estimate_width
from affiche.directions import joined
from affiche.kept import DOCUMENTS, following
from affiche.markup import plain
from affiche.model import Evidence, Journey, Site, State, Status
from affiche.pages import among, cards
from affiche.pages.journey.map import Column, Course, Feeling, JourneyMap
from affiche.pages.journey.map.feelings import drawing, rail, sparkline
from affiche.pages.journey.map.lanes import journey_map, state_name, travellers
from affiche.pages.journey.map.stops import shown
from affiche.pages.plan import Link, PersonaCard
from affiche.pages.rounds import open_notes
from affiche.words import Words

LIST = "journeys/index.html"
# Two drawings of the curve, for narrow and for wide maps: px a column at scale 1, the least px in
# all, and the height.
COMPACT, WIDE = (150.0, 560.0, 270.0), (208.0, 980.0, 330.0)


def roomy(text: str, size: float) -> float:
    """How wide a label is at most on a screen, whose type is not known here: that of any theme."""
    return 1.08 * estimate_width(text, size)


SCREEN_STYLE = Style(font_size=13.5, mark_radius=8.5, line_width=3.0, width_of=roomy)


@dataclass(frozen=True)
class JourneyCard:
    """A journey as other pages show it; `spark` is its curve, None when nothing is felt, over equal
    parts for the phases called `names`."""

    id: str
    title: str
    path: str
    scenario: str
    conclusion: str
    status: Status
    state: State | None
    people: tuple[PersonaCard, ...]
    phases: int
    touchpoints: int
    evidence: Evidence | None
    spark: Drawing | None
    summary: str
    language: str | None = None
    overdue: bool = False
    open_notes: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Head:
    """What stands above and below the map of a journey."""

    id: str
    title: str
    path: str
    scenario: str
    goal: str
    trigger: str
    end: str
    conclusion: str
    state: State | None
    state_name: str
    status: Status
    version: str
    owner: str
    reviewers: tuple[str, ...]
    review_by: date | None
    evidence: Evidence | None
    interviews: int | None
    survey_n: int | None
    crm_n: int | None
    sources: tuple[str, ...]
    language: str | None
    overdue: bool = False


@dataclass(frozen=True)
class Other:
    """A journey that this one leads to; `role`: "now", "next", "compare"."""

    role: str
    label: str
    path: str
    here: bool = False


@following(1, DOCUMENTS)
def journey_card(journey: Journey, site: Site, words: Words) -> JourneyCard:
    """A journey as lists and other pages show it."""
    whole = journey_map(journey, site, words, compare=False)
    return JourneyCard(
        id=journey.id,
        title=journey.title,
        path=cards.journey_path(journey.id),
        scenario=journey.scenario or "",
        conclusion=journey.conclusion or "",
        status=journey.status,
        state=journey.state,
        people=people(journey, site),
        phases=len(whole.columns),
        touchpoints=len(whole.stops),
        evidence=journey.evidence.level,
        spark=sparkline(whole.courses[0], len(whole.columns)) if whole.courses else None,
        summary=summary(whole, words),
        language=journey.language,
        overdue=journey.path in site.overdue,
        open_notes=open_notes(journey, site),
        names=tuple(column.name for column in whole.columns),
    )


def people(journey: Journey, site: Site) -> tuple[PersonaCard, ...]:
    """The cards of those who make the journey."""
    return tuple(cards.persona_card(name, site) for name in travellers(journey, site))


def head(journey: Journey, words: Words, overdue: bool = False) -> Head:
    """What is said about the journey as a whole; `overdue` when its review day has passed."""
    base = journey.evidence
    return Head(
        id=journey.id,
        title=journey.title,
        path=cards.journey_path(journey.id),
        scenario=journey.scenario or "",
        goal=journey.goal or "",
        trigger=journey.trigger or "",
        end=journey.end or "",
        conclusion=journey.conclusion or "",
        state=journey.state,
        state_name=state_name(journey, words),
        status=journey.status,
        version=journey.version or "",
        owner=journey.owner or "",
        reviewers=journey.reviewers,
        review_by=journey.review_by,
        evidence=base.level,
        interviews=base.interviews,
        survey_n=base.survey_n,
        crm_n=base.crm_n,
        sources=tuple(item.text for item in shown(base.sources)),
        language=journey.language,
        overdue=overdue,
    )


def curves(whole: JourneyMap) -> tuple[Drawing, ...]:
    """The curve for narrow maps and for wide ones; nothing when nothing is felt."""
    if not whole.courses:
        return ()
    count = len(whole.columns)
    return tuple(
        drawing(whole.drawn, count, max(least, count * each), height, SCREEN_STYLE)
        for each, least, height in (COMPACT, WIDE)
    )


def small_curve(whole: JourneyMap) -> Drawing | None:
    """The curve as the way around on a phone; None when nothing is felt."""
    return rail(whole.drawn, len(whole.columns)) if whole.courses else None


def summary(whole: JourneyMap, words: Words) -> str:
    """The curve in sentences, for those who do not see it: each course, and where it has gaps."""
    told = [(course, _course(course, whole.columns, words)) for course in whole.drawn]
    several = len(told) > 1
    return " ".join(f"{course.name}: {text}" if several else text for course, text in told if text)


def _course(course: Course, columns: Sequence[Column], words: Words) -> str:
    felt = [feeling for feeling in course.feelings if feeling.value is not None]
    if not felt:
        return ""
    high = max(felt, key=lambda feeling: feeling.value or 0.0)
    low = min(felt, key=lambda feeling: feeling.value or 0.0)
    text = words.ngettext(
        "Feelings in {count} place, from {low} ({lowest}) to {high} ({highest}).",
        "Feelings in {count} places, from {low} ({lowest}) to {high} ({highest}).",
        len(felt),
    )
    said = words.say(
        text,
        count=len(felt),
        low=low.score,
        lowest=_where(low, columns),
        high=high.score,
        highest=_where(high, columns),
    )
    known = {feeling.column for feeling in felt}
    gaps = [plain(column.name) for at, column in enumerate(columns) if at not in known]
    if not gaps:
        return said
    stops = words.say("The line stops where nothing is known: {phases}.", phases=joined(gaps, ", "))
    return f"{said} {stops}"


def _where(feeling: Feeling, columns: Sequence[Column]) -> str:
    name = feeling.name or plain(columns[feeling.column].name)
    return f"{name}, {feeling.word}" if feeling.word else name


# ---- the other journeys


def _pair(journey: Journey, site: Site) -> tuple[Journey, Journey] | None:
    """(the one that compares, the one it is compared with) when this journey is one of a pair."""
    other = site.journeys.get(journey.compare_to or "")
    if other:
        return journey, other
    for name in among.compared_to(journey.id, site):
        return site.journeys[name], journey
    return None


def states(journey: Journey, site: Site, words: Words) -> tuple[Other, ...]:
    """Now, next and compare, as links; nothing when there is no other state."""
    pair = _pair(journey, site)
    if not pair:
        return ()
    now, after = in_time(pair)
    return (
        *(
            Other(role, state_name(one, words), cards.journey_path(one.id), one is journey)
            for role, one in (("now", now), ("next", after))
        ),
        Other("compare", words.pgettext("state", "Compare"), compare_path(pair[0])),
    )


def in_time(pair: tuple[Journey, Journey]) -> tuple[Journey, Journey]:
    """As it is before as it will be; without states, the one compared with comes first."""
    comparing, compared = pair
    backwards = comparing.state is State.AS_IS and compared.state is not State.AS_IS
    return (comparing, compared) if backwards else (compared, comparing)


def compare_path(journey: Journey) -> str:
    """The page that lays a journey beside the one that it is compared with."""
    return f"journeys/{journey.id}/compare/index.html"


def briefings(journey: Journey, site: Site) -> tuple[Link, ...]:
    """The briefings that this journey goes along with."""
    return tuple(
        Link(site.briefings[name].title, cards.briefing_path(name))
        for name in among.briefed_on(journey.id, site)
    )


def crumbs(journey: Journey, site: Site, words: Words) -> tuple[Link, ...]:
    """The list, the persona, and the journeys that this one zooms into, the widest first."""
    links = [Link(words.gettext("Journeys"), LIST)]
    known = people(journey, site)
    if len(known) == 1:
        links.append(Link(known[0].short, known[0].path))
    above: list[Journey] = []
    parent = site.journeys.get(journey.parent or "")
    while parent and parent not in (journey, *above):
        above.append(parent)
        parent = site.journeys.get(parent.parent or "")
    return (*links, *(Link(one.title, cards.journey_path(one.id)) for one in reversed(above)))

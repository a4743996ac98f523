"""A journey of a projection in; what an agency reads of it, as frozen data, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from affiche.curves import Drawing, Style
from affiche.model import Journey, Phase, State
from affiche.pages.briefing.agency import Projection
from affiche.pages.briefing.points import Point, points
from affiche.pages.journey.map import Stop
from affiche.pages.journey.map.feelings import course, drawing
from affiche.pages.journey.map.stops import stops
from affiche.words import Words

# The curve of a journey, in px at the width of an A4's text: a page is about 680 px wide.
CURVE_WIDTH, CURVE_HEIGHT = 680.0, 210.0
CURVE_STYLE = Style(font_size=12.5, mark_radius=8.0, line_width=3.0)


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


def travel(journey: Journey, projection: Projection, words: Words) -> Travel:
    """The phases that the projection holds, and the curve over them."""
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
        requirements=points(functional.requirements) if functional else (),
        feels=(emotional and emotional.summary) or "",
        need=(emotional and emotional.need) or "",
        quote=phase.quote.text if phase.quote else "",
        pains=points(phase.pains),
        gains=points(phase.gains),
        extras=tuple(Extra(labels[lane], (Point(text),)) for lane, text in phase.lanes.items()),
        stops=tuple(here),
    )


def phase_name(phase: str, projection: Projection, words: Words) -> str:
    """The name of a phase: the company's own, ours, or what was written."""
    own = projection.site.settings.phases.get(phase)
    return own.name if own else words.pgettext("phase", phase)

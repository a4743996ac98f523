"""A whole map and a view in; the functional or the emotional map of that journey out.

The functional map shows what happens and what is required, to optimise; the emotional one what is
felt and what is needed, for moments of magic. The combined map is the whole one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from affiche.model import Journey, OpportunityKind, Site
from affiche.model.choices import MapView
from affiche.pages.journey.map import Cell, JourneyMap, Lane, OpportunityItem, Stop
from affiche.pages.journey.map.cells import EMOTIONAL, FUNCTIONAL
from affiche.pages.journey.map.lanes import called, travellers
from affiche.pages.plan import SheetLink
from affiche.words import Words

# What a map is called as a kind of sheet, and in a file name.
KINDS = {
    MapView.COMBINED: "journey",
    MapView.FUNCTIONAL: "journey-functional",
    MapView.EMOTIONAL: "journey-emotional",
}
NAMES = {kind: kind.replace("journey", "map") for kind in KINDS.values()}
FEEDBACK = "journey-feedback"
# The view of a lane that makes a map of its own worth having.
OF = {MapView.FUNCTIONAL: FUNCTIONAL[0], MapView.EMOTIONAL: EMOTIONAL[0]}
# What stands on paper although a lane's own views say otherwise: the curve has the touchpoints.
NOT_ON = {MapView.FUNCTIONAL: (), MapView.EMOTIONAL: ("goal", "touchpoints")}
# The opportunities that a map leaves to the other one; without a kind, one stands on both.
OTHERS = {
    MapView.FUNCTIONAL: OpportunityKind.MAGIC,
    MapView.EMOTIONAL: OpportunityKind.OPTIMISE,
}


def seen(whole: JourneyMap, view: MapView, journey: Journey, words: Words) -> JourneyMap | None:
    """The map as one view shows it; None when that view has nothing of its own to show."""
    shown = tuple(lane for lane in whole.lanes if _stands(lane, view))
    if len(shown) < len(whole.lanes):
        whole = replace(whole, lanes=shown)
    if view is MapView.COMBINED:
        return whole if shown else None
    makers = {MapView.FUNCTIONAL: _functional, MapView.EMOTIONAL: _emotional}
    lanes = tuple(
        lane
        for one in shown
        for lane in makers[view](_without(one, OTHERS[view]), whole, journey, words)
        if any(lane.cells) or lane.kind == "curve"
    )
    if not any(_own(lane, view) for lane in lanes):
        return None
    if view is MapView.FUNCTIONAL:  # what only the other map counts and explains is left out
        return replace(whole, lanes=lanes, moments={}, courses=(), measured=None)
    return replace(whole, lanes=lanes, effort=None, effort_n=0, channels=())


def _stands(lane: Lane, view: MapView) -> bool:
    """Whether a lane stands on a map: where the writer says, else on those of its kind."""
    if lane.only is not None:
        return lane.only is view
    return view is MapView.COMBINED or (OF[view] in lane.views and lane.id not in NOT_ON[view])


def _own(lane: Lane, view: MapView) -> bool:
    """Whether a lane makes a map of its own worth having: goals, pains and bare names of
    touchpoints are on the combined one."""
    told = (item for cell in lane.cells for item in cell if isinstance(item, Stop))
    channels = lane.kind == "scored" and any(stop.channel or stop.scored for stop in told)
    return channels or lane.views == (OF[view],) or lane.only is view


def _without(lane: Lane, kind: OpportunityKind) -> Lane:
    """The lane without opportunities of that kind."""
    if lane.kind != "opportunities":
        return lane
    cells = tuple(
        tuple(item for item in cell if isinstance(item, OpportunityItem) and item.kind is not kind)
        for cell in lane.cells
    )
    return replace(lane, cells=cells)


def _functional(lane: Lane, whole: JourneyMap, journey: Journey, words: Words) -> Iterator[Lane]:
    """Touchpoints are followed by who does what at them, which then is not said twice."""
    if lane.id == "touchpoints":
        yield replace(lane, kind="scored")
        if any(one.id.startswith("actor-") for one in whole.lanes):
            return
        label = words.pgettext("lane", "Who does what")
        acting = _cells(whole, [stop for stop in whole.stops if stop.actor or stop.action])
        yield Lane("actions", label, "actions", FUNCTIONAL, acting)
    elif lane.id == "functional" and any(one.id == "touchpoints" for one in whole.lanes):
        phases = zip(lane.cells, journey.phases, strict=True)
        yield replace(lane, cells=tuple(c if _written(p.functional) else () for c, p in phases))
    else:
        yield lane


def _written(field: object) -> bool:
    return any(getattr(field, name, None) for name in ("summary", "requirements"))


def _emotional(lane: Lane, whole: JourneyMap, journey: Journey, words: Words) -> Iterator[Lane]:
    """The curve, with the strip below it, is followed by the moments that it has."""
    yield lane
    last = "answers" if any(one.id == "answers" for one in whole.lanes) else "curve"
    if lane.id == last:
        label = words.pgettext("lane", "Moments that count")
        cells = _cells(whole, [stop for stop in whole.stops if stop.moment])
        yield Lane("moments", label, "moments", EMOTIONAL, cells)


def _cells(whole: JourneyMap, stops: Sequence[Stop]) -> tuple[Cell, ...]:
    """These touchpoints, each in its phase."""
    count = len(whole.columns)
    return tuple(tuple(stop for stop in stops if stop.column == at) for at in range(count))


# What a map is called ----------------------------------------------------------------------------


def title_line(view: MapView, journey: Journey, site: Site, words: Words) -> str:
    """The line that says which map it is; the combined one needs none."""
    if view is MapView.COMBINED:
        return ""
    people = travellers(journey, site)
    alone, with_name, several = TITLES[view]
    if len(people) > 1:
        return words.gettext(several)
    if name := called(people, site):
        return words.say(with_name, name=name)
    return words.gettext(alone)


def sheet_title(view: MapView, journey: Journey, words: Words) -> str:
    """What the file is called by: its journey, and which map of it."""
    if view is MapView.COMBINED:
        return journey.title
    return words.say(SHEETS[view], title=journey.title)


# view → (the line, with the name of one person, for several)
TITLES: Mapping[MapView, tuple[str, str, str]] = {
    MapView.FUNCTIONAL: ("Functional map: what happens",) * 3,
    MapView.EMOTIONAL: (
        "Emotional map: what the customer feels",
        "Emotional map: what {name} feels",
        "Emotional map: what they feel",
    ),
}
SHEETS = {
    MapView.FUNCTIONAL: "{title}: functional map",
    MapView.EMOTIONAL: "{title}: emotional map",
}


# Where they are offered ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Group:
    """One of the maps of a journey, on each paper."""

    title: str
    sheets: tuple[SheetLink, ...]


def grouped(links: Sequence[SheetLink], words: Words) -> tuple[Group, ...]:
    """The maps of one journey, by which map it is; other sheets of it are left out."""
    titles = {kind: words.label(view) for view, kind in KINDS.items()}
    titles[FEEDBACK] = words.gettext("Feedback edition")
    groups = (
        Group(title, tuple(link for link in links if link.kind == kind))
        for kind, title in titles.items()
    )
    return tuple(group for group in groups if group.sheets)

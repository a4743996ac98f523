"""Two journeys in; a page that lays them side by side out: one curve with both, lane under lane."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from affiche.errors import Place
from affiche.model import Journey, Site
from affiche.pages.journey.heads import (
    compare_path,
    crumbs,
    curves,
    head,
    in_time,
    people,
    small_curve,
    states,
    summary,
)
from affiche.pages.journey.map import Lane
from affiche.pages.journey.map.lanes import journey_map, phase_key
from affiche.pages.plan import Page
from affiche.words import Words

# What is worth laying side by side; the rest stands on each journey's own page.
COMPARED = (
    "goal",
    "functional",
    "touchpoints",
    "emotional",
    "quotes",
    "pains",
    "gains",
    "opportunities",
    "response",
    "duration",
)


@dataclass(frozen=True)
class Pair:
    """A lane of two journeys, the first in time first: None where one has no such lane."""

    id: str
    label: str
    lanes: tuple[Lane | None, Lane | None]


def page(journey: Journey, other: Journey, site: Site, words: Words) -> Page:
    """The page for `journey` and the one it is compared with, in the columns of `journey`."""
    first, second = in_time((journey, other))
    whole = journey_map(journey, site, words)
    here = {lane.id: lane for lane in whole.lanes}
    there = dict(_in_columns(journey, other, site, words))
    by_time = (here, there) if first is journey else (there, here)
    return Page(
        path=compare_path(journey),
        template="pages/compare.html.j2",
        title=words.say("{first} and {second}", first=first.title, second=second.title),
        section="journeys",
        description=second.conclusion or second.goal or "",
        data={
            "heads": (head(first, words), head(second, words)),
            "map": whole,
            "pairs": tuple(_pairs(by_time)),
            "curves": curves(whole),
            "small": small_curve(whole),
            "summary": summary(whole, words),
            "people": people(journey, site),
            "states": tuple(
                replace(one, here=one.role == "compare") for one in states(journey, site, words)
            ),
        },
        crumbs=crumbs(journey, site, words),
        source=Place(journey.path),
    )


def _in_columns(
    journey: Journey, other: Journey, site: Site, words: Words
) -> Iterator[tuple[str, Lane]]:
    """The lanes of the other journey, with its cells in the columns of this one."""
    keys = [phase_key(phase) for phase in other.phases]
    places = [keys.index(key) if key in keys else None for key in map(phase_key, journey.phases)]
    for lane in journey_map(other, site, words, compare=False).lanes:
        if lane.cells:
            cells = tuple(() if place is None else lane.cells[place] for place in places)
            yield lane.id, replace(lane, cells=cells)


def _pairs(lanes: Sequence[dict[str, Lane]]) -> Iterator[Pair]:
    for id_ in COMPARED:
        found = (lanes[0].get(id_), lanes[1].get(id_))
        label = next((lane.label for lane in found if lane), None)
        if label:
            yield Pair(id_, label, found)

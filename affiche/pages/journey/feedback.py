"""The feedback edition of a map: a journey that is not final in, maps to write on out.

The combined map with numbered lanes, and below it a field for each department in each phase, as
large as a small sticky note. The round is that of a poster's feedback edition.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from affiche.markup import plain
from affiche.model import Journey, Site
from affiche.pages.journey.map import Cell, JourneyMap, Lane
from affiche.pages.journey.map.cells import BOTH
from affiche.pages.rounds import DEPARTMENTS, OPEN, done_with, round_now
from affiche.words import Words

NAME = "map-{size}-feedback"
# The papers that are large enough to write on.
SIZES = ("a0", "a1", "a2")
# How high a field is, by the number of departments that have one. 4.6 is a small note on A1.
HEIGHTS = (0.0, 8.0, 6.8, 5.4, 4.6)


@dataclass(frozen=True)
class Round:
    """What the edition shows beside the map: the round, who collects it ("" when nobody is named),
    how high its fields are, in percent of the page's width, and what was done with the last round
    ("" when this is the first)."""

    round: int
    owner: str
    height: float
    last: str = ""


def sizes(site: Site) -> tuple[str, ...]:
    """The papers of the edition: those of the company's maps that are large enough, else A2."""
    return tuple(size for size in site.settings.posters.journey if size in SIZES) or SIZES[-1:]


def written_on(
    whole: JourneyMap, journey: Journey, site: Site, words: Words
) -> tuple[JourneyMap, Round] | None:
    """The map with fields below it, and its round; None when the journey is not a draft."""
    if journey.status not in OPEN:
        return None
    given = tuple(plain(name) for name in site.settings.departments)
    departments = given or tuple(words.gettext(name) for name in DEPARTMENTS)
    empty: tuple[Cell, ...] = ((),) * len(whole.columns)
    fields = tuple(
        Lane(f"field-{at}", name, "field", BOTH, empty)
        for at, name in enumerate(departments[: len(HEIGHTS) - 1])
    )
    around = Round(
        round=round_now(journey, site),
        owner=plain(journey.owner or ""),
        height=HEIGHTS[len(fields)],
        last=done_with(journey, site, words),
    )
    return replace(whole, lanes=(*whole.lanes, *fields)), around

"""The page of measurements: everything that customers answered, beside what is believed.

Nothing here is a row: only figures of five answers and more, and what stands in their place.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from affiche.directions import joined
from affiche.measures import figures as counting
from affiche.measures.withheld import WHOLE
from affiche.model.measures import MeasureKind, Measurements
from affiche.pages import figures
from affiche.pages.company.measurements.breakdown import breakdown
from affiche.pages.company.measurements.ces import ces_rows
from affiche.pages.company.measurements.counts import driver_rows, gap_view
from affiche.pages.company.measurements.nps import nps_view
from affiche.pages.company.measurements.stars import stars_views
from affiche.pages.company.measurements.steered import steered
from affiche.pages.company.reviews import voice_cards
from affiche.pages.figures import Measured
from affiche.pages.journey.map.measured import Strip, strip
from affiche.pages.plan import Link, Page
from affiche.pages.relations import Relations
from affiche.pages.typed import typed
from affiche.words import Words

PAGE = "measurements/index.html"


def pages(related: Relations) -> Iterator[Page]:
    """The page; nothing when nothing was measured."""
    found = related.site.measurements
    words = related.words
    hand = tuple(_by_hand(related))
    if not found and not hand:
        return
    strips = all_strips(related)
    yield Page(
        path=PAGE,
        template="pages/measurements.html.j2",
        title=words.gettext("What customers say"),
        section="measurements",
        description=words.gettext("What we believe, beside what customers answer."),
        data={
            "strips": strips,
            "nps": nps_view(found.of(MeasureKind.NPS), found, words),
            "ces": ces_rows(related),
            "ces_all": figures.of_kind(
                MeasureKind.CES, found.of(MeasureKind.CES), words, found, WHOLE
            ),
            "ces_aim": _aim(found, MeasureKind.CES, words),
            "gaps": gap_view(counting.gaps(found.of(MeasureKind.SATISFACTION), found), words),
            "drivers": driver_rows(found, words),
            "stars": stars_views(found.stars, words, found),
            "stars_all": figures.of_kind(MeasureKind.REVIEWS, found.stars, words, found, WHOLE),
            "breakdown": breakdown(related),
            "kinds": tuple(kind for kind in figures.KINDS if figures.rows(found, kind)),
            "steered": steered(found, words),
            "by_hand": hand,
            "beside": bool(found.withheld),
            "voices": voice_cards(related),
            "has_reviews": bool(found.reviews),
        },
    )


def _by_hand(related: Relations) -> Iterator[tuple[Link, str, Measured]]:
    """(journey, place, figure) of every figure that was typed by hand."""
    for one in typed(related.site.journeys.values(), related.words):
        card = related.journeys[one.journey]
        known = related.site.touchpoints.get(one.touchpoint)
        phase = related.map_of(one.journey).columns[one.phase].name
        place = known.name if known else one.touchpoint
        yield Link(card.title, card.path), joined((phase, place), " · "), one.measured


@lru_cache(maxsize=1)  # three pages tell of them
def all_strips(related: Relations) -> tuple[Strip, ...]:
    """The strips of all journeys, the largest gap first."""
    made = (
        strip(journey, related.map_of(name), related.site, related.words)
        for name, journey in related.site.journeys.items()
    )
    return tuple(sorted((one for one in made if one), key=lambda one: one.gap, reverse=True))


def _aim(found: Measurements, kind: MeasureKind, words: Words) -> tuple[str, str]:
    """What is aimed at, and who looks after it."""
    aim = found.aim(kind)
    target = "" if aim.target is None else figures.typeset(aim.target, words)
    return target, aim.owner

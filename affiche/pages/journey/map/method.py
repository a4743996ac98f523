"""A site's method in; how feelings, lines and lanes are shown by it, out.

`method: vng` is the way of Dutch municipalities (VNG Realisatie, "Klantreizen"): three levels, a
heartbeat ("hartslag") for the curve, the current and the wished journey in one figure, and one
measure a phase that the organisation already has.
"""

from __future__ import annotations

from dataclasses import replace

from affiche.model import Journey, Site, State
from affiche.model.choices import Method
from affiche.pages import among
from affiche.pages.journey.map import MOOD_FROM, Course, Feeling
from affiche.words import Words

# Where the three levels are drawn on the scale from −2 to +2.
LEVEL = 1.5
LANES = (
    "goal", "functional", "touchpoints", "curve", "answers", "measures", "quotes", "pains",
    "opportunities",
)  # fmt: skip


def levels(site: Site) -> bool:
    """Whether feelings have three levels."""
    return site.settings.method is Method.VNG


def level(value: float, words: Words) -> tuple[float, str]:
    """The level of a value: where it is drawn, and what it is called."""
    if value >= MOOD_FROM:
        return LEVEL, words.pgettext("level", "positive")
    if value <= -MOOD_FROM:
        return -LEVEL, words.pgettext("level", "negative")
    return 0.0, words.pgettext("level", "neutral")


def levelled(feeling: Feeling, words: Words) -> Feeling:
    """A feeling on its level."""
    if feeling.value is None:
        return feeling
    value, name = level(feeling.value, words)
    return replace(feeling, value=value, score=name)


def course(one: Course, words: Words, name: str = "") -> Course:
    """A line with its feelings on their levels."""
    felt = tuple(levelled(feeling, words) for feeling in one.feelings)
    return replace(one, feelings=felt, name=name or one.name, level=LEVEL)


def state(journey: Journey, words: Words) -> str:
    """What a journey is called in the figure: "Huidig", "Gewenst"; "" without a state."""
    if journey.state is None:
        return ""
    return words.pgettext("state", "Wished" if journey.state is State.TO_BE else "Current")


def beside(journey: Journey, site: Site) -> Journey | None:
    """The journey in the same figure: the one that it is compared with, or that compares itself."""
    own = site.journeys.get(journey.compare_to or "")
    others = among.compared_to(journey.id, site)
    return own or (site.journeys[others[0]] if others else None)

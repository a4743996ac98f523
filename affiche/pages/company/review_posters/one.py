"""A review in; what stands on its own poster, out."""

from __future__ import annotations

from dataclasses import dataclass

from affiche.charts.dots import Dots, dots
from affiche.measures import figures as counting
from affiche.measures.figures import Stars
from affiche.measures.places import Travelled
from affiche.model import Site, State
from affiche.model.measures import FEWEST, MeasureKind, Measurements, Review
from affiche.pages import cards, figures
from affiche.pages.company.review_posters.said import Said
from affiche.pages.company.review_posters.said import said as said_of
from affiche.pages.company.reviews import PAGE, side_of
from affiche.pages.journey.naming import phase_name
from affiche.pages.printed import codes
from affiche.pages.printed.codes import Code
from affiche.words import Words

# More phases than this, or longer names, are no row of arrows any more.
PHASES, LETTERS = 7, 24


@dataclass(frozen=True)
class Spread:
    """How all reviews of a source are spread: a sentence, the dots, and the mean."""

    sentence: str
    drawn: Dots
    mean: str


@dataclass(frozen=True)
class OnePoster:
    """One review, large. `phases`: name and whether it is the one; `who` is the persona's name."""

    said: Said
    phases: tuple[tuple[str, bool], ...]
    who: str
    spread: Spread | None
    owner: str
    until: str
    url: str
    code: Code | None
    end: str
    """What is told when the end of the text stays off."""


def poster(one: Review, site: Site, words: Words) -> OnePoster:
    """All that the poster of this review shows."""
    phases, who = _journey(one, site, words)
    stars = site.measurements.stars
    dated = [answer.day for answer in stars if answer.day]
    address = codes.address(PAGE, site)
    return OnePoster(
        said=said_of(one, site, words),
        phases=phases,
        who=who,
        spread=_spread(one, site.measurements, words),
        owner=site.measurements.aim(MeasureKind.REVIEWS).owner,
        until=words.date(max(dated)) if dated else "",
        url=address,
        code=codes.code(address),
        end=words.gettext("The end of the review"),
    )


def _journey(one: Review, site: Site, words: Words) -> tuple[tuple[tuple[str, bool], ...], str]:
    """The phases of the journey that the review is about, and who makes it."""
    who = site.personas.get(one.spot.persona)
    for journey in site.journeys.values():
        travelled = Travelled.of(journey)
        numbers = range(len(journey.phases))
        here = [n for n in numbers if travelled.in_phase(n)(one.spot)]
        if journey.state is State.TO_BE or len(here) != 1:
            continue
        names = [phase_name(phase, site, words)[0] for phase in journey.phases]
        known = [site.personas[name] for name in journey.persona_ids if name in site.personas]
        who = who or (known[0] if len(known) == 1 else None)
        phases = tuple((name, n == here[0]) for n, name in enumerate(names))
        told = len(phases) <= PHASES and all(len(name) <= LETTERS for name in names)
        return phases if told else (), cards.short_name(who) if who else ""
    return (), cards.short_name(who) if who else ""


def _spread(one: Review, answered: Measurements, words: Words) -> Spread | None:
    """All reviews of the same source, and how many are on the side of this one."""
    found = next(
        (held for held in counting.stars(answered.stars, answered) if held.source == one.source),
        None,
    )
    if found is None or not found.counts or found.figure.n is None or one.stars is None:
        return None
    most = found.figure.scale[1]
    if one.max != most:
        return None
    counts = sorted(found.counts)
    sides = [side_of(star / most) == side_of(one.stars / most) for star, _ in counts]
    many = sum(count for (_, count), side in zip(counts, sides, strict=True) if side)
    shown = [star for (star, _), side in zip(counts, sides, strict=True) if side]
    sentence = ""
    if many >= FEWEST and shown:
        which = _which(min(shown), max(shown), words)
        said = (
            "This review is one of {count} with {which} stars." if most <= 5
            else "This review is one of {count} with {which} points."
        )  # fmt: skip
        sentence = words.say(said, count=words.number(many), which=which)
    mine = next((at for at, (star, _) in enumerate(counts) if star == int(one.stars)), None)
    labels = [(str(star), count, f"{words.number(count)}×") for star, count in counts]
    return Spread(sentence, dots(labels, sides, mine), _mean(found, words))


def _which(low: int, high: int, words: Words) -> str:
    """The stars of a side: "4 or 5", "1 to 5"."""
    if low == high:
        return str(low)
    return words.say(
        "{low} or {high}" if high - low == 1 else "{low} to {high}", low=low, high=high
    )


def _mean(found: Stars, words: Words) -> str:
    mean = figures.said(found.figure, words)
    text = words.say("{source}: {value} of {most} on average",
                     source=found.source or words.gettext("Reviews"), value=mean.value,
                     most=words.number(found.figure.scale[1], 0))  # fmt: skip
    return f"{text}, {mean.n}"

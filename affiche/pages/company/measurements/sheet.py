"""A journey with what was measured in; "de meetposter" out: one A3 with what customers say of it.

Reviews on it are those that may be shown; figures of fewer than five answers are not on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from affiche.directions import joined
from affiche.errors import Place
from affiche.measures import figures as counting
from affiche.measures import places
from affiche.measures.places import Travelled
from affiche.measures.withheld import kept, of_journey
from affiche.model import PAPERS, Journey, Site, State
from affiche.model.measures import MeasureKind, Review
from affiche.pages import cards, figures
from affiche.pages.company.measurements.ces import Row, ces_rows
from affiche.pages.company.measurements.counts import GapView, gap_view
from affiche.pages.company.reviews import sort_of, voices
from affiche.pages.figures import NOTHING, Said
from affiche.pages.journey import heads
from affiche.pages.journey.map import rtl
from affiche.pages.journey.map.measured import Strip, strip
from affiche.pages.plan import Sheet
from affiche.pages.printed import codes, papers
from affiche.pages.relations import Relations
from affiche.words import Words

KIND = "measures"
# So many rows of effort are read in passing.
ROWS = 9
# So many faces stand beside each other in the head.
FACES = 5
# Columns beside each other, of 24 mm: a long word of ten letters has room in one.
WIDEST = 16


@dataclass(frozen=True)
class Quoted:
    """A review on the sheet: its words, whether it hurts, and where it is from."""

    text: str
    hurts: bool
    source: str


@dataclass(frozen=True)
class MeasureSheet:
    """What the sheet shows. `gap` is of the whole company, since aspects belong to no journey."""

    who: str
    strip: Strip
    bands: tuple[Strip, ...]
    """The strip in parts that stand below each other, each as wide as can be read."""
    span: int
    """Of how many columns the widest part is."""
    ces: Said
    ces_target: str
    nps_target: str
    efforts: tuple[Row, ...]
    gap: GapView | None
    quotes: tuple[Quoted, ...]
    titles: tuple[str, str, str]
    """Of the quotes, of the efforts, of the gap chart: what is told when one stays off."""
    foot: str


def sheets(site: Site, words: Words, today: date) -> Iterator[Sheet]:
    """A sheet a journey that has a measured line."""
    if not site.measurements:
        return
    for journey in site.journeys.values():
        if journey.state is State.TO_BE:
            continue
        language, spoken = papers.voice(journey, site, words)
        related = Relations(site, spoken, today)
        whole = related.map_of(journey.id)
        made = strip(journey, whole, site, spoken)
        if made is None:
            continue
        yield Sheet(
            path=f"journeys/{journey.id}/{journey.id}-measures-a3.pdf",
            kind=KIND,
            template="sheets/measures.html.j2",
            title=spoken.say("{title}: what customers say", title=journey.title),
            owner=journey.id,
            paper=PAPERS["a3"],
            landscape=True,
            profile="detail",
            language=language,
            data={
                "measured": _shown(journey, made, related),
                "journey_title": journey.title,
                "people": heads.people(journey, site)[:FACES],
                "rtl": rtl(journey, whole, language),
                "address": (address := codes.address(cards.journey_path(journey.id), site)),
                "code": codes.code(address),
            },
            source=Place(journey.path),
        )


def _shown(journey: Journey, made: Strip, related: Relations) -> MeasureSheet:
    site, words = related.site, related.words
    found, travelled = site.measurements, Travelled.of(journey)
    aim = found.aim(MeasureKind.CES)
    nps = found.aim(MeasureKind.NPS)
    asked = places.chosen(found.of(MeasureKind.CES), travelled.fits)
    people = (related.personas[name] for name in journey.persona_ids if name in related.personas)
    passed = {cards.touchpoint_path(n) if n in site.touchpoints else None
              for stops in travelled.stops for n in stops}  # fmt: skip
    efforts = tuple(row for row in ces_rows(related) if row.path in passed)[:ROWS]
    bands = tuple(_bands(made))
    return MeasureSheet(
        who=joined((card.name for card in people), ", "),
        strip=made,
        bands=bands,
        span=max(len(band.columns) for band in bands),
        ces=figures.said(
            kept(counting.mean(asked), found, MeasureKind.CES, of_journey(journey.id)), words
        ),
        ces_target="" if aim.target is None else words.number(aim.target),
        nps_target="" if nps.target is None else figures.signed(nps.target, words, 0),
        efforts=efforts if any(row.figure.value for row in efforts) else (),
        gap=gap_view(counting.gaps(found.of(MeasureKind.SATISFACTION), found), words),
        quotes=tuple(_quotes(found.reviews, travelled, words)),
        titles=(
            words.gettext("In their words"),
            words.gettext("How much effort does it take?"),
            words.gettext("What counts, and how do we do?"),
        ),
        foot=joined((site.settings.name, made.since), " · "),
    )


def _bands(whole: Strip) -> Iterator[Strip]:
    """The strip in parts of at most so many columns, as even as can be; where a phase lies in two
    of them its score stands in the first."""
    columns = len(whole.columns)
    count = -(-columns // WIDEST)
    ends = [round(columns * n / count) for n in range(1, count + 1)]
    start = 0
    for end in ends:
        phases, at = [], 0
        for phase in whole.phases:
            here = min(end, at + phase.span) - max(start, at)
            if here > 0:
                first = at >= start
                phases.append(
                    replace(phase, span=here) if first
                    else replace(phase, span=here, nps=NOTHING, shares=None)
                )  # fmt: skip
            at += phase.span
        yield replace(
            whole, columns=whole.columns[start:end], phases=tuple(phases),
            curves=whole.curves.part(start, end),
        )  # fmt: skip
        start = end


def _quotes(reviews: tuple[Review, ...], travelled: Travelled, words: Words) -> Iterator[Quoted]:
    """Two reviews that confront and one that is good, the newest that are short enough."""
    for one in voices(one for one in reviews if travelled.fits(one.spot)):
        stars = words.say(
            "{stars} of {most}", stars=words.number(one.stars or 0), most=words.number(one.max, 0)
        )
        day = words.date(one.day) if one.day else ""
        parts = (one.author or words.gettext("Anonymous"), stars, one.source, day)
        yield Quoted(one.text, sort_of(one) == "confronting", joined(parts, " · "))

"""A journey and what was answered in; the strip that lays both curves beside each other, out.

Each column is a touchpoint (or a phase without any): what we believe, what customers say, the
difference, and of how many answers. Both lie from −2 to +2; what was asked stands beside it on its
own scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from affiche.charts.believed import HEIGHT, Curves, Place
from affiche.charts.chart import Chart
from affiche.kept import DOCUMENTS, following
from affiche.measures import figures as counting
from affiche.measures import places
from affiche.measures.believed import Compared, compared, largest
from affiche.measures.places import Travelled
from affiche.measures.withheld import kept, of_journey
from affiche.model import Journey, Site
from affiche.model.measures import Key, MeasureKind
from affiche.pages import figures
from affiche.pages.figures import Said
from affiche.pages.journey.map import JourneyMap
from affiche.words import Words


@dataclass(frozen=True)
class Column:
    """A touchpoint of the strip. `way`: "up", "down" or "" for the difference; `asked` is the
    measure as it was asked ("Tevredenheid 2,4, schaal 1–5")."""

    name: str
    path: str | None
    believed: str
    measured: str
    difference: str
    way: str
    n: str
    asked: str
    few: bool
    largest: bool


@dataclass(frozen=True)
class PhaseHead:
    """A phase over its columns, with its net promoter score and the shares behind it."""

    name: str
    span: int
    nps: Said
    shares: Chart | None


@dataclass(frozen=True)
class Strip:
    """Believed and measured, whole: the chart over equal columns, and the table below it."""

    title: str
    path: str
    curves: Curves
    chart: Chart
    phases: tuple[PhaseHead, ...]
    columns: tuple[Column, ...]
    sentence: str
    place: str
    gap: str
    n: int
    since: str
    nps: Said


@following(2, 2 * DOCUMENTS)
def strip(journey: Journey, whole: JourneyMap, site: Site, words: Words) -> Strip | None:
    """The strip of a journey; None where nothing was measured on it."""
    rows = compared(journey, site.measurements)
    phases = _phases(journey, rows, whole, site, words)
    if not any(one.figure for one in rows) and not any(phase.nps for phase in phases):
        return None
    most = largest(rows)
    columns = tuple(_column(one, one is most, whole, words) for one in rows)
    places_ = tuple(
        Place(one.believed, one.at, column.measured, one is most)
        for one, column in zip(rows, columns, strict=True)
    )
    names = words.gettext("we believe"), words.gettext("customers say")
    ends = words.gettext("awful"), words.gettext("neutral"), words.gettext("wonderful")
    curves = Curves(places_, tuple(_borders(rows)), names, ends)
    n = sum(one.figure.n or 0 for one in rows if one.figure)
    days = [d for one in rows if one.figure for d in (one.figure.since, one.figure.until) if d]
    return Strip(
        title=journey.title,
        path=f"journeys/{journey.id}/index.html",
        curves=curves,
        chart=curves.drawn(HEIGHT),
        phases=phases,
        columns=columns,
        sentence=_sentence(most, words),
        place=next((c.name for c in columns if c.largest), ""),
        gap=words.number(abs(most.difference or 0), 1) if most else "",
        n=n,
        since=figures.stretch(min(days, default=None), max(days, default=None), words),
        nps=figures.said_nps(
            nps_of(Travelled.of(journey).fits, site, of_journey(journey.id)), words
        ),
    )


def _column(one: Compared, most: bool, whole: JourneyMap, words: Words) -> Column:
    name, path = _named(one, whole)
    few = one.figure is not None and one.figure.few
    said = figures.said(one.figure, words)
    difference = one.difference
    asked = ""
    if said.value and one.kind is not None:
        asked = words.say(
            "{measure} {value}, scale {scale}",
            measure=words.label(one.kind), value=said.value, scale=said.scale,
        )  # fmt: skip
    return Column(
        name=name,
        path=path,
        believed="" if one.believed is None else figures.signed(one.believed, words),
        measured="" if one.at is None else figures.signed(one.at, words),
        difference="" if difference is None else figures.signed(difference, words),
        way="" if not difference else "up" if difference > 0 else "down",
        n=said.n,
        asked=asked,
        few=few,
        largest=most,
    )


def _named(one: Compared, whole: JourneyMap) -> tuple[str, str | None]:
    """What a place is called on the map, and its page."""
    if one.stop is None:
        return whole.columns[one.phase].name, None
    here = [stop for stop in whole.stops if stop.column == one.phase]
    return here[one.stop].name, here[one.stop].path


def _borders(rows: Sequence[Compared]) -> list[int]:
    """The columns before which another phase begins."""
    return [at for at in range(1, len(rows)) if rows[at].phase != rows[at - 1].phase]


def _phases(
    journey: Journey, rows: Sequence[Compared], whole: JourneyMap, site: Site, words: Words
) -> tuple[PhaseHead, ...]:
    travelled = Travelled.of(journey)
    found = []
    for number in dict.fromkeys(one.phase for one in rows):
        span = sum(one.phase == number for one in rows)
        score = nps_of(travelled.in_phase(number), site, of_journey(journey.id, number))
        made = figures.said_nps(score, words)
        found.append(PhaseHead(whole.columns[number].name, span, made, shares(score)))
    return tuple(found)


def nps_of(fits: places.Fits, site: Site, key: Key) -> counting.Nps | None:
    """The net promoter score of a place; `key` is that of its group."""
    found = site.measurements
    score = counting.nps(places.chosen(found.of(MeasureKind.NPS), fits))
    return kept(score, found, MeasureKind.NPS, key)


def shares(score: counting.Nps | None) -> Chart | None:
    """Detractors, passives and promoters as parts of a whole."""
    from affiche.charts.bars import shares as drawn

    if score is None or score.value is None:
        return None
    parts = ((score.detractors, "accent-deep"), (score.passives, "line"),
             (score.promoters, "second"))  # fmt: skip
    return drawn(parts)


def _sentence(most: Compared | None, words: Words) -> str:
    """What differs most, in a sentence."""
    if most is None or most.at is None or most.believed is None or most.figure is None:
        return ""
    return words.say(
        "We believe {believed}, customers say {measured} ({n}).",
        believed=figures.signed(most.believed, words),
        measured=figures.signed(most.at, words),
        n=figures.count(most.figure.n, words) or words.gettext("typed by hand"),
    )

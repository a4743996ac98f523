"""A journey and what was answered in; the measured line of its curve and the strip below it, out.

The line lies on the scale of feelings, from −2 to +2, and stops where nothing was asked or too few
answered. A journey that is still to be has none, unless rows name it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from affiche.markup import plain
from affiche.measures.believed import Compared, compared, largest
from affiche.measures.places import Travelled
from affiche.measures.withheld import of_journey
from affiche.model import Evidence, Journey, Site
from affiche.model.measures import Measurements
from affiche.pages import figures
from affiche.pages.journey.map import AnswerItem, Course, Feeling, Stop
from affiche.pages.journey.map.measured import nps_of
from affiche.pages.journey.map.method import level, levels
from affiche.words import Words

# Letters of a touchpoint's name in the sentence beside the curve.
NAMED = 34


@dataclass(frozen=True)
class Answers:
    """The measured line (None where nothing lies on it), a cell a phase, and the largest gap."""

    course: Course | None = None
    cells: tuple[tuple[AnswerItem, ...], ...] = ()
    gap: str = ""


def answers(
    journey: Journey, site: Site, stops: Sequence[Stop], names: Sequence[str], words: Words
) -> Answers:
    """What customers say along the journey; `names` are those of its phases."""
    rows = _rows(journey, site.measurements)
    if not any(one.figure for one in rows):
        return Answers()
    most = largest(rows)
    if levels(site) and most and not _apart(most, words):
        most = None  # on three levels nothing differs
    felt = tuple(
        feeling
        for column in range(len(journey.phases))
        for feeling in _in_phase(column, rows, most, journey, stops, names, words)
    )
    # One point with nothing beside it compares nothing, and is no line.
    points = sum(feeling.value is not None for feeling in felt)
    known = points > 1 or any(one.difference is not None for one in rows)
    return Answers(
        course=Course(words.gettext("customers say"), felt, measured=True) if known else None,
        cells=tuple(_cell(n, rows, journey, site, stops, words) for n in range(len(names))),
        gap=_gap(most, stops, names, levels(site), words),
    )


def _rows(journey: Journey, found: Measurements) -> tuple[Compared, ...]:
    """Both at every place; nothing where nobody answered anything."""
    return compared(journey, found) if found or found.stars or _typed(journey) else ()


def _typed(journey: Journey) -> bool:
    """Whether a figure was typed by hand in the journey."""
    phases = journey.phases
    return any(p.measures or any(t.measures for t in p.touchpoints) for p in phases)


def _in_phase(
    column: int, rows: Sequence[Compared], most: Compared | None, journey: Journey,
    stops: Sequence[Stop], names: Sequence[str], words: Words,
) -> list[Feeling]:  # fmt: skip
    count = max(1, len(journey.phases[column].touchpoints))
    found = []
    for one in (row for row in rows if row.phase == column):
        stop = _stop(one, stops)
        found.append(
            Feeling(
                column=column,
                at=0.5 if one.stop is None else (one.stop + 0.5) / count,
                value=one.at,
                name=plain(stop.name if stop else names[column]),
                score="" if one.at is None else figures.signed(one.at, words),
                evidence=Evidence.MEASURED,
                n=one.figure.n if one.figure and not one.figure.few else None,
                stop=stop.number if stop else None,
                largest=one is most,
            )
        )
    return found or [Feeling(column, 0.5, None)]


def _stop(one: Compared, stops: Sequence[Stop]) -> Stop | None:
    here = [stop for stop in stops if stop.column == one.phase]
    return None if one.stop is None else here[one.stop]


def _cell(
    column: int, rows: Sequence[Compared], journey: Journey, site: Site, stops: Sequence[Stop],
    words: Words,
) -> tuple[AnswerItem, ...]:  # fmt: skip
    """What was measured in a phase: at its touchpoints, and its net promoter score."""
    here = [row for row in rows if row.phase == column]
    here = here if any(row.figure for row in here) else []
    items = [_item(one, _stop(one, stops), words) for one in here]
    if levels(site):
        pairs = zip(items, here, strict=True)
        items = [_on_level(item, one, words) for item, one in pairs]
    nps = figures.said_nps(
        nps_of(Travelled.of(journey).in_phase(column), site, of_journey(journey.id, column)), words
    )
    if nps:
        value = f"{nps.value} {nps.margin}".strip()
        items.append(AnswerItem("NPS", "" if nps.few else value, n=nps.n, few=nps.few, nps=True))
    return tuple(items)


def _item(one: Compared, stop: Stop | None, words: Words) -> AnswerItem:
    difference = one.difference
    return AnswerItem(
        name=stop.name if stop else "",
        value="" if one.at is None else figures.signed(one.at, words),
        difference=words.number(abs(difference), 1) if difference else "",
        way="" if not difference else "up" if difference > 0 else "down",
        n=figures.said(one.figure, words).n,
        few=one.figure is not None and one.figure.few,
    )


def _apart(one: Compared, words: Words) -> bool:
    """Whether believed and measured lie on two levels."""
    known = one.at is not None and one.believed is not None
    return known and level(one.at or 0.0, words) != level(one.believed or 0.0, words)


def _on_level(item: AnswerItem, one: Compared, words: Words) -> AnswerItem:
    """The figure as its level."""
    value = "" if one.at is None else level(one.at, words)[1]
    return replace(item, value=value, difference="", way="")


def _gap(
    most: Compared | None, stops: Sequence[Stop], names: Sequence[str], three: bool, words: Words
) -> str:
    """Where the two differ most, in a sentence."""
    if most is None or most.at is None or most.believed is None or most.figure is None:
        return ""
    stop = _stop(most, stops)
    name = plain(stop.name if stop else names[most.phase])
    return words.say(
        "Largest gap, at {place}: we believe {believed}, customers say {measured} ({n}).",
        place=name if len(name) <= NAMED else f"{name[: NAMED - 1].rstrip()}…",
        believed=level(most.believed, words)[1] if three else figures.signed(most.believed, words),
        measured=level(most.at, words)[1] if three else figures.signed(most.at, words),
        n=figures.count(most.figure.n, words) or words.gettext("typed by hand"),
    )

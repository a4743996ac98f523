"""A map of many phases in; the parts in which it is printed, out.

A sheet holds thirteen columns that can be read; a longer journey hangs as several sheets side by
side, each with about as many phases, in order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from affiche.markup import plain
from affiche.model import Moment
from affiche.pages.journey.map import Course, Feeling, JourneyMap, Lane
from affiche.words import Words

# Columns of one sheet.
MOST = 13


@dataclass(frozen=True)
class Part:
    """A part of a map: `number` from 1 (0: it is whole), its name, and a line that says what is
    on it."""

    map: JourneyMap
    number: int = 0
    name: str = ""
    line: str = ""


def parts(whole: JourneyMap, words: Words) -> tuple[Part, ...]:
    """The parts from left to right; the whole map as the only one where it fits on a sheet."""
    count = len(whole.columns)
    if count <= MOST:
        return (Part(whole),)
    total = -(-count // MOST)
    starts = [round(count * n / total) for n in range(total + 1)]
    return tuple(
        _part(whole, start, end, (number, total), words)
        for number, (start, end) in enumerate(pairwise(starts), start=1)
    )


def _part(whole: JourneyMap, start: int, end: int, at: tuple[int, int], words: Words) -> Part:
    number, total = at
    name = words.say("part {number} of {total}", number=number, total=total)
    first, last = plain(whole.columns[start].name), plain(whole.columns[end - 1].name)
    line = words.say(
        "Part {number} of {total}: {first} to {last}",
        number=number, total=total, first=first, last=last,
    )  # fmt: skip
    return Part(_between(whole, start, end), number, name, line)


def _between(whole: JourneyMap, start: int, end: int) -> JourneyMap:
    """The map of these columns, and what is counted in them."""
    stops = tuple(
        replace(stop, column=stop.column - start)
        for stop in whole.stops
        if start <= stop.column < end
    )
    measured = whole.measured and _course(whole.measured, start, end)
    largest = measured and any(feeling.largest for feeling in measured.feelings)
    efforts = [stop.effort for stop in stops if stop.effort is not None]
    counted = Counter(stop.moment for stop in stops if stop.moment)
    moments: dict[Moment, int] = {kind: counted[kind] for kind in whole.moments if counted[kind]}
    return replace(
        whole,
        columns=whole.columns[start:end],
        lanes=tuple(_lanes(whole, start, end)),
        stops=stops,
        courses=tuple(_course(one, start, end) for one in whole.courses),
        measured=measured,
        gap=whole.gap if largest else "",
        channels=tuple(dict.fromkeys(stop.channel for stop in stops if stop.channel)),
        moments=moments,
        effort=sum(efforts) / len(efforts) if efforts else None,
        effort_n=len(efforts),
    )


def _lanes(whole: JourneyMap, start: int, end: int) -> Iterator[Lane]:
    for lane in whole.lanes:
        cells = lane.cells[start:end]
        if any(cells) or not lane.cells:
            yield replace(lane, cells=cells)


def _course(one: Course, start: int, end: int) -> Course:
    felt: tuple[Feeling, ...] = tuple(
        replace(feeling, column=feeling.column - start)
        for feeling in one.feelings
        if start <= feeling.column < end
    )
    return replace(one, feelings=felt)

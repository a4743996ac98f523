"""The journey in small, at the foot of a poster: a persona's journeys in; a `Strip`, or None, out.

Lengths are in tenths of a unit (1 unit = 1 % of the page's width); x runs from the sheet's left, on
a sheet that is read from right to left as well.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from affiche.curves import Drawing, Style, estimate_width
from affiche.curves.text import settings
from affiche.model import Persona, Site
from affiche.pages.among import made_by
from affiche.pages.journey.map import Course, JourneyMap
from affiche.pages.journey.map.feelings import drawing
from affiche.pages.journey.map.lanes import journey_map
from affiche.pages.persona.poster.parts import Chevron, Said, Strip
from affiche.words import Words

WIDTH, CURVE, HEIGHT = 880.0, 130.0, 44.0
STYLE = Style(font_size=16.8, mark_radius=11.0, line_width=5.0, most_lines=2)
# Type sizes of a phase's name, and lines at most: 12.4 is 14.7 pt on A2.
SIZES = ((18.5, 1), (17.0, 1), (15.6, 1), (16.2, 2), (14.6, 2), (13.2, 3), (12.4, 3))
LEADING = 1.06
# Letters of these scripts change with their neighbours, or run to the left: a drawing sets letters
# one by one, so such words stand on top of it.
JOINED = ((0x0590, 0x10A0), (0x1780, 0x1C80), (0xFB1D, 0xFE00), (0xFE70, 0xFF00))


def strip(persona: Persona, site: Site, words: Words, rtl: bool = False) -> Strip | None:
    """The first journey of this persona that tells what is felt, else the first one."""
    own = [site.journeys[name] for name in made_by(persona.id, site)]
    whole = [journey_map(journey, site, words, compare=False) for journey in own]
    if not whole:
        return None
    return drawn(next((one for one in whole if one.feelings), whole[0]), rtl)


def drawn(whole: JourneyMap, rtl: bool, high: float = CURVE, style: Style = STYLE) -> Strip:
    """One journey in small, its curve so high."""
    names = tuple(column.name for column in whole.columns)
    courses = whole.courses[:1]
    if rtl:
        courses = tuple(_mirrored(course, len(names)) for course in courses)
    chevrons = tuple(chevron(name, WIDTH / len(names)) for name in names)
    chevrons = chevrons[::-1] if rtl else chevrons
    if not courses:
        return Strip(names, chevrons, None)
    curve = _unnumbered(drawing(courses, len(names), WIDTH, high, style))
    said = tuple(_said(curve))
    return Strip(names, chevrons, _without(curve, said), said)


def chevron(name: str, width: float) -> Chevron:
    """A phase's name in the largest type that fits the arrow; its longest word is broken when even
    the least is too large."""
    room = width - 2.2 * min(10.0, 0.12 * width) - 3
    for size, most in SIZES:
        for one in settings((name,), size, LEADING * size, estimate_width, most):
            if one.width <= room and one.height <= HEIGHT - 2:
                return Chevron(one.lines, size)
    size, most = SIZES[-1]
    lines = tuple(_broken(name, room, size))
    return Chevron(lines if len(lines) <= most else (*lines[: most - 1], "…"), size)


def _broken(name: str, room: float, size: float) -> Iterator[str]:
    """Lines that are as full as can be, words broken anywhere."""
    line = ""
    for word in name.split():
        line = f"{line} {word}" if line else word
        while estimate_width(line, size) > room and len(line) > 1:
            at = max(
                (n for n in range(1, len(line)) if estimate_width(line[:n] + "-", size) <= room),
                default=1,
            )
            blank = line.rfind(" ", 0, at + 1)
            yield line[:blank] if blank > 0 else line[:at] + "-"
            line = line[blank + 1 :] if blank > 0 else line[at:]
    yield line


def _mirrored(course: Course, columns: int) -> Course:
    """The same course from right to left."""
    return replace(
        course,
        feelings=tuple(
            replace(one, column=columns - 1 - one.column, at=1 - one.at)
            for one in reversed(course.feelings)
        ),
    )


def _unnumbered(curve: Drawing) -> Drawing:
    """The curve in small without the numbers of labels that had no room: its map has them all."""
    return replace(
        curve,
        labels=tuple(label for label in curve.labels if label.kind != "number"),
        key=(),
        series=tuple(
            replace(one, marks=tuple(replace(mark, number=None) for mark in one.marks))
            for one in curve.series
        ),
    )


def _said(curve: Drawing) -> Iterator[Said]:
    """The words of the curve that a drawing cannot set."""
    for label in curve.labels:
        for line in label.lines:
            if joined(line.text):
                yield Said(line.text, label.x, line.y, label.anchor, label.size)


def joined(text: str) -> bool:
    """Whether the text has letters that are not set one by one."""
    return any(
        start <= ord(letter) < end
        for letter in text
        for start, end in JOINED
        if unicodedata.category(letter)[0] in "LM"
    )


def _without(curve: Drawing, said: tuple[Said, ...]) -> Drawing:
    """The curve without these words."""
    gone = {(one.text, one.x) for one in said}
    return replace(
        curve,
        labels=tuple(
            replace(label, lines=tuple(x for x in label.lines if (x.text, label.x) not in gone))
            for label in curve.labels
        ),
    )

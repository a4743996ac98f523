"""Journeys in; what is felt in them out: the points of the emotion curve, and the curve drawn.

A feeling stands on a touchpoint, or on its phase when none of the touchpoints has one. A phase
without any leaves a gap. Names and words are bare text here: a drawing knows no markup.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from unicodedata import bidirectional

from affiche.curves import Drawing, Frame, Point, Series, Style, draw
from affiche.markup import plain
from affiche.model import Emotion, Journey, Phase, Touchpoint
from affiche.pages.journey.map import Course, Feeling, Stop
from affiche.words import Words

# Around a number beside letters that run from right to left: its sign stays before it.
MARK = "\u200e"
# So many lines can all have their words beside them.
TWO = 2
# Letters of a feeling that may stand beside its point.
SHORT = 24
# The curve on a phone, in px: its least width, the least of a phase (a finger's), its height.
RAIL = (352.0, 44.0, 98.0)
WORDS = re.compile(r"\w[\w\s'’-]*")


def score(value: float, words: Words) -> str:
    """A feeling's number with its sign, in the language's figures: "+1,8", "−0,4", "0"."""
    rounded = round(value, 2)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    return sign + words.number(abs(rounded))


def told(place: Phase | Touchpoint, persona: str = "") -> Emotion | None:
    """What a persona feels there: as told of them, else as told of all; without a persona and
    without a feeling of all, the least pleasant one that is told."""
    if persona:
        return place.emotions.get(persona, place.emotion)
    return place.emotion or min(place.emotions.values(), key=lambda one: one.score, default=None)


def felt(
    touchpoint: Touchpoint,
    number: int,
    name: str,
    column: int,
    at: float,
    journey: Journey,
    words: Words,
    persona: str = "",
) -> Feeling | None:
    """What is felt at a touchpoint (by one persona), None when nobody wrote that down."""
    emotion = told(touchpoint, persona)
    if emotion is None:
        return None
    return _feeling(emotion, column, at, journey, words, name, touchpoint.moment, number)


def _feeling(
    emotion: Emotion,
    column: int,
    at: float,
    journey: Journey,
    words: Words,
    name: str,
    moment: object = None,
    stop: int | None = None,
) -> Feeling:
    return Feeling(
        column=column,
        at=at,
        value=emotion.score,
        name=plain(name),
        word=plain(emotion.feeling),
        score=score(emotion.score, words),
        evidence=emotion.evidence or journey.evidence.level,
        n=emotion.n,
        moment=moment,  # type: ignore[arg-type]
        stop=stop,
    )


def course(
    name: str,
    journey: Journey,
    stops: Sequence[Stop],
    names: Sequence[str],
    words: Words,
    persona: str = "",
) -> Course:
    """The feelings of a journey (of one persona) from left to right, `names` being those of its
    phases."""
    found: list[Feeling] = []
    for column, phase in enumerate(journey.phases):
        here = [stop for stop in stops if stop.column == column]
        if persona:
            here = [
                replace(stop, feeling=felt(point, stop.number, stop.name, column,
                                           (at + 0.5) / len(here), journey, words, persona))
                for at, (stop, point) in enumerate(zip(here, phase.touchpoints, strict=True))
            ]  # fmt: skip
        found += _in_phase(column, phase, journey, here, names[column], words, persona)
    return Course(plain(name), tuple(found) if any(f.value is not None for f in found) else ())


def _in_phase(
    column: int,
    phase: Phase,
    journey: Journey,
    stops: Sequence[Stop],
    name: str,
    words: Words,
    persona: str = "",
) -> list[Feeling]:
    here = [stop.feeling for stop in stops if stop.feeling]
    if here:
        return here
    if emotion := told(phase, persona):
        moments = [touchpoint.moment for touchpoint in phase.touchpoints if touchpoint.moment]
        moment = moments[0] if len(set(moments)) == 1 else None
        found = _feeling(emotion, column, 0.5, journey, words, name, moment)
        return [replace(found, word=found.word or _in_short(phase))]
    return [Feeling(column, 0.5, None)]


def _in_short(phase: Phase) -> str:
    """What is written about the feeling, up to the first comma, when that is short."""
    written = plain((phase.emotional and phase.emotional.summary) or "")
    first = re.split(r"[,.;:!?،。、(]", written, maxsplit=1)[0].strip()
    return first if len(first) <= SHORT and WORDS.fullmatch(first) else ""


def label(feeling: Feeling) -> str:
    """What stands beside a point: its word, or the touchpoint's name, and the number. The name of
    its phase stands at the head of its column."""
    word = feeling.word or (feeling.name if feeling.stop else "")
    number = feeling.score
    if any(bidirectional(letter) in ("R", "AL") for letter in word):
        number = f"{MARK}{number}{MARK}"
    if word and not any(map(str.isdigit, number)):
        return word  # the level of a feeling is seen, and its word says more
    return f"{word}\u00a0{number}" if word else number


def series(
    courses: Sequence[Course], columns: int, width: float, named: bool, backwards: bool = False
) -> list[Series]:
    """The courses as series of points over `columns` equal columns of `width` in all, the first
    column at the right when they run `backwards`.

    `named`: a label has the touchpoint's name above the feeling; that of a moment, which is read
    from further away, has the feeling alone. Of more than two lines only what is felt most and
    least has a label, and moments: the faces say the rest.
    """
    each = width / max(1, columns)
    crowded = sum(not one.measured for one in courses) > TWO
    return [
        Series(
            tuple(
                Point(
                    x=_place(feeling, each, width, backwards),
                    value=feeling.value,
                    label=_label(feeling, one, named, crowded),
                    measured=feeling.measured,
                    moment=feeling.moment.value if feeling.moment else None,
                    bare=not one.measured and label(feeling) == feeling.score,
                )
                for feeling in one.feelings
            ),
            one.name,
            one.measured,
        )
        for one in courses
    ]


def _label(feeling: Feeling, one: Course, named: bool, crowded: bool) -> tuple[str, ...]:
    if one.measured:
        return answer(feeling)
    if crowded and not feeling.moment and feeling not in _ends(one):
        return ()
    return _lines(feeling, named)


def _ends(one: Course) -> tuple[Feeling, ...]:
    """What is felt most and least, the first of those that are alike."""
    known = [feeling for feeling in one.feelings if feeling.value is not None]
    if not known:
        return ()
    return (
        max(known, key=lambda feeling: feeling.value or 0.0),
        min(known, key=lambda feeling: feeling.value or 0.0),
    )


def answer(feeling: Feeling) -> tuple[str, ...]:
    """What stands beside a measured point: its number where it differs most from what we believe,
    and of how many answers; the others stand in the strip below the curve."""
    if not feeling.largest:
        return ()
    return (
        (feeling.score,) if feeling.n is None else (f"{feeling.score} (n\u00a0=\u00a0{feeling.n})",)
    )


def _place(feeling: Feeling, each: float, width: float, backwards: bool) -> float:
    x = (feeling.column + feeling.at) * each
    return width - x if backwards else x


def _lines(feeling: Feeling, named: bool) -> tuple[str, ...]:
    if feeling.value is None:
        return ()
    if named and feeling.word and feeling.stop and not feeling.moment:
        return feeling.name, label(feeling)
    return (label(feeling),)


def drawing(
    courses: Sequence[Course],
    columns: int,
    width: float,
    height: float,
    style: Style,
    named: bool = False,
    backwards: bool = False,
) -> Drawing:
    """The curve over `columns` equal columns, in the unit of `width`; `backwards` for a journey
    that is read from right to left."""
    borders = tuple(width * i / columns for i in range(1, columns))
    frame = Frame(width, height, columns=borders, backwards=backwards)
    if courses and (level := courses[0].level):
        frame = replace(frame, levels=(-level, level))
    return draw(series(courses, columns, width, named, backwards), frame, style)


def sparkline(one: Course, columns: int, width: float = 240.0, height: float = 64.0) -> Drawing:
    """The curve of one course as a small picture without words."""
    frame = Frame(width, height, padding=(9.0, 9.0, 9.0, 9.0))
    style = Style(font_size=10.0, mark_radius=3.6, line_width=2.2)
    return draw(_bare((one,), columns, width), frame, style)


def rail(courses: Sequence[Course], columns: int) -> Drawing:
    """The curve as the way around on a phone: without words, a part of the width for each phase."""
    width = max(RAIL[0], columns * RAIL[1])
    borders = tuple(width * i / columns for i in range(1, columns))
    frame = Frame(width, RAIL[2], padding=(12.0, 6.0, 12.0, 6.0), columns=borders)
    style = Style(font_size=10.0, mark_radius=5.5, line_width=2.6)
    return draw(_bare(courses, columns, width), frame, style)


def _bare(courses: Sequence[Course], columns: int, width: float) -> list[Series]:
    return [
        replace(
            row,
            name="",
            points=tuple(Point(p.x, p.value, (), p.measured, p.moment) for p in row.points),
        )
        for row in series(courses, columns, width, named=False)
    ]

"""Figures in; how they are read, out: with sign, margin, scale and how many answers they are of.

Under five answers no figure and no count is in what comes out, only that there are too few.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from affiche.kept import DOCUMENTS, memo
from affiche.measures import figures as counting
from affiche.measures import places
from affiche.measures import withheld as withholding
from affiche.measures.figures import Figure, Nps, Period
from affiche.model.measures import Answer, Direction, Key, MeasureKind, Measurements, Scale
from affiche.words import Words, rounded

JOINER = "\u2060"
NBSP = "\u00a0"


@dataclass(frozen=True)
class Said:
    """A figure in words: "+24", "± 14", "n = 112", "1–7"; `few`: too few answers for one."""

    value: str = ""
    margin: str = ""
    n: str = ""
    scale: str = ""
    few: bool = False

    def __bool__(self) -> bool:
        return self.few or bool(self.value)


NOTHING = Said()


def said(figure: Figure | None, words: Words, decimals: int = 1) -> Said:
    """A mean; `NOTHING` where nobody answered."""
    if figure is None:
        return NOTHING
    if figure.few or figure.value is None:
        return Said(n=_few(figure), scale=scale(figure.scale, words), few=True)
    return Said(
        words.number(figure.value, decimals),
        margin(figure.margin, words, decimals),
        count(figure.n, words),
        scale(figure.scale, words),
    )


def said_nps(found: Nps | None, words: Words) -> Said:
    """A net promoter score, in whole numbers with a sign."""
    if found is None:
        return NOTHING
    if found.few or found.value is None:
        return Said(n=_few(found), scale=scale(found.scale, words), few=True)

    return Said(
        signed(found.value, words, 0),
        margin(found.margin, words, 0),
        count(found.n, words),
        scale(found.scale, words),
    )


def _few(found: Figure | Nps) -> str:
    """How many there are, where they are too few; nothing where they are for others' sake."""
    return "" if found.beside else f"n{NBSP}<{NBSP}5"


# The measures that a persona, phase or touchpoint has a figure of, in order.
KINDS = (MeasureKind.NPS, MeasureKind.SATISFACTION, MeasureKind.CES, MeasureKind.REVIEWS)


@dataclass(frozen=True)
class Measured:
    """One measure of a place: what it is called, its figure, and a note on where it is from."""

    kind: MeasureKind
    name: str
    figure: Said
    note: str = ""


@memo(DOCUMENTS)
def measured(
    found: Measurements, fits: places.Fits, words: Words, key: Key = withholding.WHOLE
) -> tuple[Measured, ...]:
    """Every measure of which somebody answered about a place; `key` is that of its group."""
    made = (
        Measured(
            kind,
            name(kind, words),
            of_kind(kind, places.chosen(rows(found, kind), fits), words, found, key),
        )
        for kind in KINDS
    )
    return tuple(one for one in made if one.figure)


def name(kind: MeasureKind, words: Words) -> str:
    """What a figure of this kind is called where it stands alone."""
    return words.gettext("Stars, of 5") if kind is MeasureKind.REVIEWS else words.label(kind)


def rows(found: Measurements, kind: MeasureKind) -> tuple[Answer, ...]:
    """The answers of a kind; of reviews, their stars."""
    return found.stars if kind is MeasureKind.REVIEWS else found.of(kind)


def of_kind(
    kind: MeasureKind, answers: Sequence[Answer], words: Words, found: Measurements, key: Key
) -> Said:
    """The figure of a group: a score, a mean, or stars on a scale of five."""
    if kind is MeasureKind.NPS:
        return said_nps(withholding.kept(counting.nps(answers), found, kind, key), words)
    figure = counting.on_five(answers) if kind is MeasureKind.REVIEWS else counting.mean(answers)
    return said(withholding.kept(figure, found, kind, key), words)


def signed(value: float, words: Words, decimals: int = 1) -> str:
    """A number with its sign: "+24", "−0,6", "0,0"."""
    shown = rounded(value, decimals)
    sign = "+" if shown > 0 else "−" if shown < 0 else ""
    return sign + words.number(abs(shown), decimals)


def typeset(value: float, words: Words, decimals: int | None = None) -> str:
    """A number as it stands in a text, with a minus and no hyphen: "−0,6", "40"."""
    return words.number(value, decimals).replace("-", "−")


def margin(value: float | None, words: Words, decimals: int) -> str:
    """A margin of error, bound to its sign: "± 14"."""
    if value is None:
        return ""
    return f"±{NBSP}{words.number(value, decimals)}"


def count(n: int | None, words: Words) -> str:
    """Of how many answers: "n = 112"."""
    return f"n{NBSP}={NBSP}{words.number(n)}" if n is not None else ""


def scale(found: Scale, words: Words) -> str:
    """A scale: "1–7", which no line breaks; −100 to 100 needs no saying."""
    low, high = (words.number(end, 0) for end in found)
    return f"{low}–{JOINER}{high}"


def period(found: Period, words: Words) -> str:
    """A quarter or month in short: "K3 2026", "sep 2026"."""
    if found.month:
        return words.date(date(found.year, found.month, 1), "MMM yyyy")
    return words.say("Q{quarter} {year}", quarter=found.quarter, year=str(found.year))


def stretch(since: date | None, until: date | None, words: Words) -> str:
    """From the first to the last day: "1 juli – 30 september 2026"; empty when nobody knows."""
    if since is None or until is None:
        return ""
    if since == until:
        return words.date(since)
    first = words.date(since, "d MMMM") if since.year == until.year else words.date(since)
    return f"{first} – {words.date(until)}"


def reached(value: float | None, target: float | None, direction: Direction) -> bool:
    """Whether a target is reached; without one, nothing is missed."""
    if value is None or target is None:
        return True
    return value >= target if direction is Direction.HIGHER else value <= target


def ticks(found: Scale) -> Sequence[float]:
    """The whole steps of a scale, at most eleven."""
    low, high = int(found[0]), int(found[1])
    return (
        [float(step) for step in range(low, high + 1)] if high - low <= 10 else [found[0], found[1]]
    )

"""What customers answered: one row of a file is one answer (or `n` equal ones), a review or a vote.

`content/measurements/`; `site.yaml` says which column of an export holds what. Rows are many, so
they are plain data; what a row may show is decided when it is read (`Review.publish`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated, NamedTuple

from pydantic import Field

from affiche.model.text import LIST, Document, Free, Names, Number, Whole, internal, word

# Fewer answers than this are nobody's business: a colleague might know who they are.
FEWEST = 5


class MeasureKind(StrEnum):
    """What was asked; the name of a file begins with it."""

    NPS = "nps"
    CES = "ces"
    SATISFACTION = "satisfaction"
    DRIVERS = "drivers"
    REVIEWS = "reviews"
    VOTES = "votes"


class Publish(StrEnum):
    """Whether a review may be shown: not at all, without its author, or with the author's name."""

    NO = "no"
    YES = "yes"
    NAME = "name"


class Use(StrEnum):
    """What a review is good for."""

    MARKETING = "marketing"
    FAQ = "faq"
    FOLLOW_UP = "follow-up"
    POSTER = "poster"


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"


class DateOrder(StrEnum):
    """How 3/2/2026 is meant: day first, or month first."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


class ColumnMap(Document):
    """One file (or several, `nps-*.csv`) and the column of it that holds each field; what is no
    column is the value of every row ("source: Kiyoh")."""

    file: Names = internal(())
    sheet: Free | None = internal()
    id: Free | None = internal()
    date: Free | None = internal()
    score: Free | None = internal()
    scale: Free | None = internal()
    persona: Free | None = internal()
    journey: Free | None = internal()
    phase: Free | None = internal()
    touchpoint: Free | None = internal()
    n: Free | None = internal()
    source: Free | None = internal()
    aspect: Free | None = internal()
    importance: Free | None = internal()
    overall: Free | None = internal()
    aspects: Names = internal(())
    stars: Free | None = internal()
    max: Free | None = internal()
    title: Free | None = internal()
    text: Free | None = internal()
    publish: Free | None = internal()
    author: Free | None = internal()
    use: Free | None = internal()
    answered: Free | None = internal()
    highlight: Free | None = internal()
    opportunity: Free | None = internal()
    votes: Free | None = internal()
    values: dict[str, Free] = internal({})
    date_order: Annotated[DateOrder, word(DateOrder)] | None = internal()
    owner: Free | None = internal()
    target: Number | None = internal()
    direction: Annotated[Direction, word(Direction)] | None = internal()


ColumnMaps = Annotated[tuple[ColumnMap, ...], LIST]


class MeasurementSettings(Document):
    """`measurements` of site.yaml: by kind, the maps of its files."""

    nps: ColumnMaps = ()
    ces: ColumnMaps = ()
    satisfaction: ColumnMaps = ()
    drivers: ColumnMaps = ()
    reviews: ColumnMaps = ()
    votes: ColumnMaps = ()


class TypedMeasure(Document):
    """A figure typed by hand on a phase or touchpoint, where there is no file."""

    kind: Annotated[MeasureKind, word(MeasureKind)]
    value: Number
    scale: Free | None = None
    n: Whole | None = Field(None, ge=1)
    date: Free | None = None
    source: Free | None = None


TypedMeasures = Annotated[tuple[TypedMeasure, ...], LIST]


# ---- what was read

Scale = tuple[float, float]
# A group of answers: ("persona", "peter"), ("journey", "ketel", "2")…
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """What a row is about, as far as it says so: ids, or a name of the journey's own."""

    persona: str = ""
    journey: str = ""
    phase: str = ""
    touchpoint: str = ""


NOWHERE = Spot()


@dataclass(frozen=True, slots=True)
class Answer:
    """A score on a scale, given `n` times. `importance` is on the same scale."""

    day: date | None
    score: float | None
    scale: Scale
    spot: Spot = NOWHERE
    n: int = 1
    aspect: str = ""
    importance: float | None = None
    source: str = ""
    averaged: bool = False
    """Whether the score is itself a mean of `n` answers, whose spread nobody knows."""


@dataclass(frozen=True, slots=True)
class DriverAnswer:
    """One customer's overall judgement and that of each aspect; None was left open."""

    day: date | None
    overall: float
    aspects: tuple[float | None, ...]
    spot: Spot = NOWHERE


@dataclass(frozen=True, slots=True)
class DriverTable:
    """The answers of one file, and what its aspects are called."""

    aspects: tuple[str, ...]
    scale: Scale
    answers: tuple[DriverAnswer, ...]


class Review(NamedTuple):
    """A review, as it was read: whether it may be shown is for `measures.shown` to see.

    A tuple, since an export has a hundred thousand of them: three times as quick to make.
    """

    id: str
    day: date | None
    source: str
    stars: float | None
    max: float
    title: str = ""
    text: str = ""
    spot: Spot = NOWHERE
    publish: Publish = Publish.NO
    author: str = ""
    uses: tuple[Use, ...] = ()
    answered: bool = False
    path: str = ""
    line: int = 1
    highlight: str = ""
    """The part of the text that stands largest on a poster; it stands in the text literally."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A text of a review that must be in no output: its file, its line, and what it is."""

    path: str
    line: int
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Vote:
    """Votes for an opportunity of the register, on a day."""

    opportunity: str
    votes: int
    day: date | None = None
    running: bool = False
    """Whether it is a total that a board keeps itself, so that only the last one counts."""


@dataclass(frozen=True)
class Aim:
    """Who looks after a measure, what it should become, and which way is better."""

    owner: str = ""
    target: float | None = None
    direction: Direction = Direction.HIGHER


@dataclass(frozen=True)
class Measurements:
    """Everything that was answered, by kind. `reviews` are those that are shown or quoted,
    `stars` those of all; `hidden` is what the leak search looks for."""

    answers: Mapping[MeasureKind, tuple[Answer, ...]] = field(default_factory=dict)
    drivers: tuple[DriverTable, ...] = ()
    reviews: tuple[Review, ...] = ()
    stars: tuple[Answer, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    votes: tuple[Vote, ...] = ()
    aims: Mapping[MeasureKind, Aim] = field(default_factory=dict)
    withheld: Mapping[MeasureKind, frozenset[Key]] = field(default_factory=dict)
    """The groups that have no figure because a smaller one would follow from it."""

    def hides(self, kind: MeasureKind, key: Key) -> bool:
        """Whether a group's figure is left out for the sake of a smaller group."""
        return key in self.withheld.get(kind, ())

    def __bool__(self) -> bool:
        held = self.drivers or self.reviews or self.stars or self.votes
        return bool(held or any(self.answers.values()))

    def of(self, kind: MeasureKind) -> tuple[Answer, ...]:
        """The answers of one kind."""
        return self.answers.get(kind, ())

    def aim(self, kind: MeasureKind) -> Aim:
        """What is aimed at; effort is better when it is lower."""
        usual = Direction.LOWER if kind is MeasureKind.CES else Direction.HIGHER
        return self.aims.get(kind) or Aim(direction=usual)

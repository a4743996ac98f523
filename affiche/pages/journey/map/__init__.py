"""What a journey map shows, as frozen data: columns (phases), lanes, touchpoints, feelings.

`lanes` makes it, out of `stops` (touchpoints and opportunities), `cells`, `feelings` (the emotion
curve) and `answers` (`measured` beside it); `views` and `parts` are of it, `zooms` leads from one
to another. The page and the sheet show it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from affiche.directions import direction
from affiche.model import Evidence, Journey, Moment, OpportunityKind, OpportunityStatus
from affiche.model.choices import MapView, Met
from affiche.pages.plan import Link

# From this value on a feeling counts as positive, below its opposite as negative.
MOOD_FROM = 0.5


@dataclass(frozen=True)
class Column:
    """A phase: its name, the company's own words for it when there are both, and the journeys that
    show it closer in."""

    number: int
    name: str
    subtitle: str = ""
    zooms: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Item:
    """One text in a cell (inline Markdown); `role` tells it apart from its neighbours
    ("requirement", "need", "measure"), `label` is a word before it."""

    text: str
    role: str = ""
    label: str = ""
    evidence: Evidence | None = None
    n: int | None = None
    source: str = ""


@dataclass(frozen=True)
class Demand:
    """What is required at a touchpoint, and whether it is done ("yes", "partly", "no" or "")."""

    text: str
    met: str = ""


@dataclass(frozen=True)
class OpportunityItem:
    """An improvement, numbered through the journey. `path` is its page, None when it has none."""

    number: int
    title: str
    path: str | None = None
    kind: OpportunityKind | None = None
    status: OpportunityStatus | None = None
    owner: str = ""


@dataclass(frozen=True)
class Feeling:
    """What is felt at a place: `column` from 0, `at` 0–1 within it; `value` None is a gap.

    `score` is the value as written in the site's language ("+1,8"); `stop` is the number of
    the touchpoint, None when the feeling is the phase's. `largest`: here what customers say is
    furthest from what we believe.
    """

    column: int
    at: float
    value: float | None
    name: str = ""
    word: str = ""
    score: str = ""
    evidence: Evidence | None = None
    n: int | None = None
    moment: Moment | None = None
    stop: int | None = None
    largest: bool = False

    @property
    def mood(self) -> str:
        """ "positive", "neutral" or "negative"."""
        value = self.value or 0.0
        if abs(value) < MOOD_FROM:
            return "neutral"
        return "positive" if value > 0 else "negative"

    @property
    def measured(self) -> bool:
        return self.evidence is Evidence.MEASURED


@dataclass(frozen=True)
class Stop:
    """A touchpoint on the map, with all that was written about it; numbered from 1.

    `felt`: what each persona feels, by the name, where that is told apart. Name, channel and owner
    are the journey's own or the register's; `path` is the page of the registered touchpoint.
    """

    number: int
    column: int
    name: str
    channel: str | None = None
    path: str | None = None
    moment: Moment | None = None
    feeling: Feeling | None = None
    felt: tuple[tuple[str, Feeling], ...] = ()
    actor: str = ""
    action: str = ""
    thought: str = ""
    quote: str = ""
    effort: float | None = None
    importance_customer: float | None = None
    importance_organisation: float | None = None
    satisfaction: float | None = None
    requirements: tuple[Demand, ...] = ()
    expectation: str = ""
    delivered: str = ""
    pains: tuple[Item, ...] = ()
    gains: tuple[Item, ...] = ()
    opportunities: tuple[OpportunityItem, ...] = ()
    frontstage: tuple[Item, ...] = ()
    backstage: tuple[Item, ...] = ()
    systems: tuple[Item, ...] = ()
    owner: str = ""
    kpis: tuple[Item, ...] = ()
    image: str | None = None

    @property
    def feelings(self) -> tuple[Feeling, ...]:
        """What is felt there: by each persona, where that is told apart."""
        each = dict.fromkeys(one for _, one in self.felt)
        return tuple(each) or ((self.feeling,) if self.feeling else ())

    @property
    def required(self) -> str:
        """What is required, in a row."""
        return " ".join(one.text for one in self.requirements)

    @property
    def scored(self) -> bool:
        """Whether anything was scored at it."""
        found = (self.effort, self.importance_customer, self.importance_organisation)
        return any(score is not None for score in (*found, self.satisfaction))

    @property
    def anchor(self) -> str:
        return f"touchpoint-{self.number}"


@dataclass(frozen=True)
class AnswerItem:
    """What customers say at a place: its `name` ("" for the phase), the `value` in words ("" where
    nobody asked), how far that is from what we believe and which `way` ("up", "down" or ""), and
    of how many answers. `few`: too few answers for a figure; `nps`: it is the score of the phase,
    and lies on no point of the curve."""

    name: str
    value: str = ""
    difference: str = ""
    way: str = ""
    n: str = ""
    few: bool = False
    nps: bool = False

    @property
    def told(self) -> bool:
        """Whether there is something to say."""
        return self.few or bool(self.value)


Cell = tuple[AnswerItem, ...] | tuple[Item, ...] | tuple[OpportunityItem, ...] | tuple[Stop, ...]


@dataclass(frozen=True)
class Lane:
    """A row of the map, a cell a column; `cells` of the curve are empty.

    `kind`: how its cells look ("text", "list", "quotes", "stops", "opportunities", "measures",
    "curve", "answers", "own"; on paper also "scored", "actions", "moments"). `views`: the maps that
    show it, "functional" or "emotional" or both; `only`: the one map on paper that the writer gave
    it to. `extra`: nobody asked for it, so that it leaves no other lane less room on paper.
    """

    id: str
    label: str
    kind: str
    views: tuple[str, ...]
    cells: tuple[Cell, ...]
    extra: bool = False
    only: MapView | None = None

    @property
    def paragraphs(self) -> tuple[tuple[str, ...], ...]:
        """What stands in each cell, one text a paragraph."""
        return tuple(
            tuple(text for item in cell for text in _said(item, self.kind)) for cell in self.cells
        )

    @property
    def text(self) -> str:
        """All that stands in it."""
        return " ".join(text for cell in self.paragraphs for text in cell)

    @property
    def words(self) -> int:
        """How many words stand in it."""
        return len(self.text.split())


@dataclass(frozen=True)
class Course:
    """The feelings of one state of a journey, from left to right; `measured`: as customers say;
    `level`: where the level above neutral is drawn, when there are three."""

    name: str
    feelings: tuple[Feeling, ...]
    measured: bool = False
    level: float = 0.0


@dataclass(frozen=True)
class JourneyMap:
    """A whole map. `courses`: what is felt, this journey first, then what it is compared with.

    `apart` names the phases of the other journey that have no column here. `measured`: what
    customers say on the same scale; `gap`: where that differs most, in a sentence.
    `levels`: feelings have three levels.
    """

    columns: tuple[Column, ...]
    lanes: tuple[Lane, ...]
    stops: tuple[Stop, ...]
    courses: tuple[Course, ...]
    opportunities: tuple[OpportunityItem, ...]
    channels: tuple[str, ...]
    moments: Mapping[Moment, int] = field(default_factory=dict)
    effort: float | None = None
    effort_n: int = 0
    apart: tuple[str, ...] = ()
    measured: Course | None = None
    gap: str = ""
    levels: bool = False

    @property
    def drawn(self) -> tuple[Course, ...]:
        """Every line of the curve."""
        return (*self.courses, self.measured) if self.courses and self.measured else self.courses

    @property
    def feelings(self) -> tuple[Feeling, ...]:
        return self.courses[0].feelings if self.courses else ()

    @property
    def met(self) -> tuple[Met, ...]:
        """What is said here of whether we do what is required, the best first."""
        cells = [cell for lane in self.lanes if lane.kind == "delivery" for cell in lane.cells]
        stops = [item for cell in cells for item in cell]
        said = {one.met for stop in stops if isinstance(stop, Stop) for one in stop.requirements}
        return tuple(one for one in Met if one in said)

    def felt_in(self, column: int) -> tuple[tuple[Course, Feeling], ...]:
        """Everything felt in a column, by course."""
        return tuple(
            (course, feeling)
            for course in self.drawn
            for feeling in course.feelings
            if feeling.column == column and feeling.value is not None
        )

    def strongest_in(self, column: int) -> tuple[tuple[Course, Feeling], ...]:
        """What is felt most in a column, by course: the first of those that are equally strong."""
        return tuple(
            (course, max(here, key=lambda feeling: abs(feeling.value or 0.0)))
            for course in self.courses
            if (here := [one for owner, one in self.felt_in(column) if owner is course])
        )


def rtl(journey: Journey, whole: JourneyMap, language: str) -> bool:
    """Whether a journey is read from right to left on paper, as most of what is written on its map
    is; quotes are others' words."""
    texts = (journey.title, journey.conclusion or "", *(column.name for column in whole.columns))
    felt = (feeling.word for feeling in whole.feelings)
    said = (*texts, *felt, *(lane.text for lane in whole.lanes if lane.id != "quotes"))
    return direction(" ".join(said), language) == "rtl"


# What is shown of a touchpoint, by the kind of lane; elsewhere its name.
SHOWN = {
    "actions": ("actor", "action"),
    "moments": ("name", "expectation", "delivered"),
    "delivery": ("name", "expectation", "delivered", "required"),
    "images": (),
}


def _said(item: AnswerItem | Item | OpportunityItem | Stop, kind: str) -> tuple[str, ...]:
    match item:
        case Item():
            return (item.text,)
        case AnswerItem():
            return (f"{item.value} {item.n}" if item.told else "",)
        case OpportunityItem():
            return (item.title,)
        case Stop():
            found = tuple(getattr(item, name) for name in SHOWN.get(kind, ("name",)))
            return (" ".join(found),) if kind == "actions" else found

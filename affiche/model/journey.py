"""A customer journey: phases, touchpoints in them, what happens and what is felt.

`content/journeys/<id>.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from affiche.model.choices import (
    Evidence,
    MapView,
    Met,
    Moment,
    OpportunityKind,
    OpportunityStatus,
    State,
    Status,
    Visibility,
)
from affiche.model.measures import TypedMeasures
from affiche.model.persona import EvidenceBase, Timeline
from affiche.model.rules import Quality
from affiche.model.text import (
    LIST,
    Day,
    Document,
    Free,
    Names,
    Number,
    Text,
    Texts,
    Whole,
    agency,
    derived,
    internal,
    opened,
    secret,
    word,
)

# More steps than this are no journey but a log.
MOST_PHASES = 99


# A feeling on three levels, as some methods have it.
LEVELS = {
    "positive": 1.5, "positief": 1.5, "neutral": 0.0, "neutraal": 0.0,
    "negative": -1.5, "negatief": -1.5,
}  # fmt: skip


def _level(value: Any) -> Any:
    """The number of a level that is written as a word."""
    return LEVELS.get(value.strip().casefold(), value) if isinstance(value, str) else value


class Emotion(Document):
    """What is felt: `score` from −2 (awful) to +2 (wonderful), or one of three levels, in the
    customer's word."""

    score: Annotated[Number, BeforeValidator(_level)] = Field(ge=-2, le=2)
    feeling: Free | None = None
    evidence: Annotated[Evidence, word(Evidence)] | None = None
    n: Whole | None = Field(None, ge=0)


EmotionField = Annotated[Emotion, opened("score")]


class Functional(Document):
    """What happens in a phase, and what is required for it."""

    summary: Free | None = None
    requirements: Texts = ()


class Emotional(Document):
    """What is felt in a phase, and what is needed."""

    summary: Free | None = None
    need: Free | None = None


class Said(Document):
    """What the customer says: its text, or the id of a review, whose text then stands here."""

    text: Free = ""
    review: Free | None = None
    source: Free | None = None


SaidField = Annotated[Said, opened("text")]


class OpportunityUse(Document):
    """An improvement: an id of the register (`ref`), or one that lives only here (`title`)."""

    ref: Free | None = None
    title: Free | None = None
    kind: Annotated[OpportunityKind, word(OpportunityKind)] | None = None
    impact: Whole | None = Field(None, ge=1, le=5)
    effort: Whole | None = Field(None, ge=1, le=5)
    status: Annotated[OpportunityStatus, word(OpportunityStatus)] | None = None
    owner: Free | None = None
    ticket: Free | None = secret()


OpportunityUses = Annotated[tuple[Annotated[OpportunityUse, opened("ref")], ...], LIST]


class Importance(Document):
    """How much it matters, 1–5; a bare number is the customer's."""

    customer: Number | None = Field(None, ge=1, le=5)
    organisation: Number | None = Field(None, ge=1, le=5)


class Requirement(Document):
    """What a customer requires at a touchpoint, and whether we do it; plain text is shorthand."""

    text: Free = Field(min_length=1)
    met: Annotated[Met, word(Met)] | None = None


class Touchpoint(Document):
    """One contact in a phase: `ref` (of the register) or `name`; all else is optional."""

    ref: Free | None = internal()
    name: Free | None = agency()
    channel: Free | None = agency()
    actor: Free | None = agency()
    action: Free | None = agency()
    thought: Free | None = agency()
    quote: SaidField | None = agency()
    emotion: EmotionField | None = agency()
    emotions: dict[str, EmotionField] = internal({})
    effort: Number | None = internal(None, ge=1, le=7)
    importance: Annotated[Importance, opened("customer")] | None = internal()
    satisfaction: Number | None = internal(None, ge=1, le=5)
    requirements: Annotated[tuple[Annotated[Requirement, opened("text")], ...], LIST] = internal(())
    expectation: Free | None = agency()
    delivered: Free | None = agency()
    moment: Annotated[Moment, word(Moment)] | None = agency()
    pains: Texts = agency(())
    gains: Texts = agency(())
    opportunities: OpportunityUses = internal(())
    frontstage: Texts = internal(())
    backstage: Texts = internal(())
    systems: Texts = internal(())
    owner: Free | None = internal()
    kpis: Texts = internal(())
    measures: TypedMeasures = internal(())
    image: Free | None = agency()


class Phase(Document):
    """A phase: `id` of a standard or own phase, or a free `name`."""

    id: Free | None = agency()
    name: Free | None = agency()
    goal: Free | None = agency()
    functional: Annotated[Functional, opened("summary")] | None = agency()
    emotional: Annotated[Emotional, opened("summary")] | None = agency()
    emotion: EmotionField | None = agency()
    emotions: dict[str, EmotionField] = internal({})
    response: Free | None = internal()
    duration: Free | None = internal()
    lanes: dict[str, Free] = internal({})
    touchpoints: Annotated[tuple[Annotated[Touchpoint, opened("name")], ...], LIST] = agency(())
    pains: Texts = agency(())
    gains: Texts = agency(())
    opportunities: OpportunityUses = internal(())
    measures: TypedMeasures = internal(())
    quote: SaidField | None = agency()


class Lane(Document):
    """A lane of the map: one of ours by `id`, or the writer's own with a `label`. `map`: the only
    one of the three maps on paper that it stands on."""

    id: Free
    label: Free | None = None
    map: Annotated[MapView, word(MapView)] | None = None
    visibility: Annotated[Visibility, word(Visibility)] = Visibility.INTERNAL


def _one_phase(value: Any) -> Any:
    return [value] if isinstance(value, Mapping) else value


class Journey(Document):
    """One journey, as written."""

    id: str = derived()
    path: str = derived()
    title: Free = agency(..., min_length=1)
    persona: Free | None = internal()
    personas: Annotated[tuple[Free, ...], LIST] = internal((), max_length=5)
    scenario: Free | None = agency()
    goal: Free | None = agency()
    trigger: Free | None = internal()
    end: Free | None = internal()
    conclusion: Free | None = agency(None, max_length=140)
    state: Annotated[State, word(State)] | None = agency()
    compare_to: Free | None = internal()
    parent: Free | None = internal()
    parent_phase: Free | None = internal()
    status: Annotated[Status, word(Status)] = internal(Status.CONCEPT)
    version: Free | None = internal()
    owner: Free | None = internal()
    reviewers: Names = internal(())
    review_by: Day | None = internal()
    evidence: Annotated[EvidenceBase, opened("level")] = internal(EvidenceBase())
    timeline: Timeline = internal(())
    formerly: Names = internal(())
    quality: Quality = internal(Quality())
    language: Free | None = internal()
    lanes: Annotated[tuple[Annotated[Lane, opened("id")], ...], LIST] = internal(())
    phases: Annotated[tuple[Annotated[Phase, opened("name")], ...], BeforeValidator(_one_phase)] = (
        agency(..., min_length=1, max_length=MOST_PHASES)
    )

    @property
    def places(self) -> Iterator[Phase | Touchpoint]:
        """Every phase, and every touchpoint."""
        yield from self.phases
        for phase in self.phases:
            yield from phase.touchpoints

    @property
    def apart(self) -> tuple[str, ...]:
        """The personas whose feelings are told apart somewhere (`emotions`), in order; else ()."""
        told = any(place.emotions for place in self.places)
        return self.persona_ids if told else ()

    @property
    def persona_ids(self) -> tuple[str, ...]:
        """The personas of the journey, in the writer's order, each once."""
        return tuple(dict.fromkeys(filter(None, (self.persona, *self.personas))))

    @property
    def seen_by(self) -> Mapping[str, Visibility]:
        """Own lane → who may see what the phases say in it."""
        return {lane.id: lane.visibility for lane in self.lanes}


REQUIRED_FOR_FINAL = ("conclusion", "owner", "review_by")

__all__ = [
    "REQUIRED_FOR_FINAL",
    "Emotion",
    "Journey",
    "Lane",
    "OpportunityUse",
    "Phase",
    "Text",
    "Touchpoint",
]

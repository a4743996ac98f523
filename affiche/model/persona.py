"""A persona: an ideal customer with a face. `content/personas/<id>.md`."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from affiche.model.choices import (
    Evidence,
    PersonaKind,
    PhotoKind,
    Priority,
    Profile,
    Scope,
    Status,
    Visibility,
)
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


class Consent(Document):
    """What a customer or employee allowed, until when; `proof` is secret."""

    given: Day
    scope: Annotated[tuple[Annotated[Scope, word(Scope)], ...], LIST] = ()
    expires: Day | None = None
    withdrawn: Day | None = None
    proof: Free | None = secret()


Percent = Annotated[Number, Field(ge=0, le=100)]


class Photo(Document):
    """The face. `file` is a path under content/images; `focus` is x, y in percent of it."""

    file: Free
    alt: Free | None = None
    kind: Annotated[PhotoKind, word(PhotoKind)] | None = None
    credit: Free | None = None
    license: Free | None = None
    source: Free | None = None
    focus: tuple[Percent, Percent] | None = None
    consent: Consent | None = None


class Quote(Document):
    """Something the customer said, without its quotation marks."""

    text: Free = Field("", min_length=1)
    review: Free | None = None
    source: Free | None = None
    date: Day | None = None
    evidence: Annotated[Evidence, word(Evidence)] | None = None
    visibility: Annotated[Visibility, word(Visibility)] | None = None


class Needs(Document):
    functional: Texts = ()
    emotional: Texts = ()


class Scale(Document):
    """A bar (`label`, `value` of `max`) or a slider between `left` and `right` (0–100)."""

    label: Free | None = None
    value: Number
    max: Number = Field(10, gt=0)
    left: Free | None = None
    right: Free | None = None


class ChannelUse(Document):
    """How much a channel is used, 0 (never) to 5 (daily)."""

    channel: Free
    use: Number | None = Field(None, ge=0, le=5)


class DayPart(Document):
    time: Free | None = None
    text: Free


class PosterChoice(Document):
    """Which blocks go on the sheet, in which order, and for which distance."""

    blocks: Names = ()
    profile: Annotated[Profile, word(Profile)] | None = None


class Tone(Document):
    do: Texts = ()
    dont: Texts = ()


class Value(Document):
    """What the segment is worth to the company; secret as a whole."""

    customers: Free | None = secret()
    revenue_share: Free | None = secret()
    since: Free | None = secret()


class EvidenceBase(Document):
    """What the whole persona rests on; a bare word is its level."""

    level: Annotated[Evidence, word(Evidence)] | None = internal()
    interviews: Whole | None = internal(None, ge=0)
    survey_n: Whole | None = internal(None, ge=0)
    crm_n: Whole | None = internal(None, ge=0)
    sources: Texts = internal(())


class Milestone(Document):
    """A day on which a document became what it was; for who has no git, or knows better."""

    date: Day
    status: Annotated[Status, word(Status)] | None = None
    version: Free | None = None


Timeline = Annotated[tuple[Milestone, ...], LIST]


class Section(Document):
    """One `##` section of the body, under its writer's own title; `body` is Markdown.

    `held`: something in it may be meant for colleagues only, so no agency gets it, asked or not.
    """

    title: str
    body: str
    line: int = 1
    visibility: Visibility = Visibility.INTERNAL
    held: bool = False


def _facts(value: object) -> object:
    """Own label: value pairs; a number or a list of values is as good as a text."""
    if not isinstance(value, dict):
        return value
    return {
        key: ", ".join(map(str, item)) if isinstance(item, list) else item
        for key, item in value.items()
    }


QuoteField = Annotated[Quote, opened("text")]


class Persona(Document):
    """One persona, as written. Lists are tuples and may be empty; `None` means not written.

    `held`: something in the biography may be meant for colleagues only, so no agency gets it.
    `formerly` are ids that it had before: their addresses lead on.
    """

    id: str = derived()
    path: str = derived()
    name: Free = agency(..., min_length=1)
    tagline: Free | None = agency()
    kind: Annotated[PersonaKind, word(PersonaKind)] = internal(PersonaKind.PERSON)
    priority: Annotated[Priority, word(Priority)] | None = internal()
    segment: Free | None = internal()
    age: Free | None = agency()
    location: Free | None = agency()
    household: Free | None = agency()
    education: Free | None = agency()
    occupation: Free | None = agency()
    organisation: Free | None = agency()
    facts: Annotated[dict[str, Free], BeforeValidator(_facts)] = agency({})
    photo: Annotated[Photo, opened("file")] | None = agency()
    quote: QuoteField | None = agency()
    quotes: Annotated[tuple[QuoteField, ...], LIST] = agency(())
    goals: Texts = agency(())
    pains: Texts = agency(())
    gains: Texts = agency(())
    motivations: Texts = agency(())
    objections: Texts = agency(())
    behaviours: Texts = agency(())
    needs: Needs = agency(Needs())
    jobs: Texts = agency(())
    scales: Annotated[tuple[Scale, ...], LIST] = agency(())
    channels: Annotated[tuple[Annotated[ChannelUse, opened("channel")], ...], LIST] = agency(())
    brands: Texts = agency(())
    tools: Texts = agency(())
    media: Texts = agency(())
    accessibility: Texts = agency(())
    day: Annotated[tuple[Annotated[DayPart, opened("text")], ...], LIST] = agency(())
    poster: PosterChoice = internal(PosterChoice())
    decision_questions: Texts = agency(())
    tone: Tone = agency(Tone())
    value: Value | None = secret()
    evidence: Annotated[EvidenceBase, opened("level")] = internal(EvidenceBase())
    status: Annotated[Status, word(Status)] = internal(Status.CONCEPT)
    version: Free | None = internal()
    owner: Free | None = internal()
    reviewers: Names = internal(())
    review_by: Day | None = internal()
    timeline: Timeline = internal(())
    formerly: Names = internal(())
    quality: Quality = internal(Quality())
    language: Free | None = internal()
    notes_internal: Free | None = secret()
    biography: str = derived("")
    held: bool = derived(False)
    sections: tuple[Section, ...] = derived(())


# Fields that a `##` heading of the body can fill, one item a bullet or paragraph.
LIST_FIELDS = (
    "quotes",
    "goals",
    "pains",
    "gains",
    "motivations",
    "objections",
    "behaviours",
    "jobs",
    "brands",
    "tools",
    "media",
    "accessibility",
    "decision_questions",
)
REQUIRED_FOR_FINAL = ("occupation", "photo", "needs", "evidence", "owner", "review_by")

# What `poster.blocks` may name, beside the titles of own sections; "sections" is all of those.
BLOCKS = (
    "biography",
    "facts",
    "quote",
    "goals",
    "pains",
    "gains",
    "motivations",
    "objections",
    "behaviours",
    "needs",
    "jobs",
    "scales",
    "channels",
    "brands",
    "tools",
    "media",
    "accessibility",
    "day",
    "decision_questions",
    "tone",
    "evidence",
    "quotes",
    "journeys",
    "sections",
)

__all__ = [
    "BLOCKS",
    "LIST_FIELDS",
    "REQUIRED_FOR_FINAL",
    "Persona",
    "Photo",
    "Quote",
    "Scale",
    "Section",
    "Text",
]

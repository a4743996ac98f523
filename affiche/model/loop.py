"""What comes back from the wall, and what is done with it: rounds of feedback, printed copies,
decisions and events. All of it is for colleagues only.

`content/feedback/<persona or journey>/<round>.yaml`, `content/copies.yaml`,
`content/decisions/*.md`, `content/events/*.md`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from affiche.model.persona import Photo
from affiche.model.text import LIST, Day, Document, Free, Names, Whole, derived, internal, word
from affiche.model.text import opened as opened_as


class NoteVerdict(StrEnum):
    """What was done with a note."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class EventKind(StrEnum):
    """What kind of moment it was."""

    HANDOVER = "hand-over"
    WORKSHOP = "workshop"
    OTHER = "other"


class Note(Document):
    """One note on the wall. `section` is the number on the sheet, or the name of a field."""

    who: Free | None = internal()
    department: Free | None = internal()
    section: Free | None = internal()
    note: Free = internal(..., min_length=1)
    verdict: Annotated[NoteVerdict, word(NoteVerdict)] = internal(NoteVerdict.OPEN)
    answer: Free | None = internal()


Notes = Annotated[tuple[Annotated[Note, opened_as("note")], ...], LIST]


class FeedbackRound(Document):
    """One round: the version that hung there, when and where, who was asked, and every note.

    `sections` are the numbers on the sheet that hung, each with the field or the title that stood
    there; they stay as they were when the document changes.
    """

    id: str = derived()
    path: str = derived()
    about: str = derived()
    round: Whole | None = internal(None, ge=1, le=99)
    version: Free | None = internal()
    printed: Day | None = internal()
    due: Day | None = internal()
    place: Free | None = internal()
    conclusion: Free | None = internal()
    departments: Names = internal(())
    sections: dict[str, Free] = internal({})
    notes: Notes = internal(())


class PrintedCopy(Document):
    """One sheet that hangs somewhere: `sheet` is its file's name ("peter-poster-a2") or the id of
    a persona or journey; `mark` and `version` stand at its foot."""

    id: str = derived()
    path: str = derived()
    line: int = derived(1)
    sheet: Free = internal(..., min_length=1)
    mark: Free | None = internal()
    version: Free | None = internal()
    size: Free | None = internal()
    place: Free | None = internal()
    since: Day | None = internal()
    by: Free | None = internal()
    frame: Free | None = internal()


class Decision(Document):
    """What was decided with a customer in mind. `body` is Markdown."""

    id: str = derived()
    path: str = derived()
    question: Free = internal(..., min_length=1)
    date: Day | None = internal()
    personas: Names = internal(())
    journeys: Names = internal(())
    touchpoints: Names = internal(())
    decided: Free | None = internal()
    by: Free | None = internal()
    body: str = derived("")


class Event(Document):
    """A hand-over, a workshop, another moment; a photo needs consent as everywhere."""

    id: str = derived()
    path: str = derived()
    title: Free = internal(..., min_length=1)
    date: Day | None = internal()
    kind: Annotated[EventKind, word(EventKind)] = internal(EventKind.OTHER)
    personas: Names = internal(())
    photo: Annotated[Photo, opened_as("file")] | None = internal()
    body: str = derived("")

"""What a document was before: its versions, the oldest first, as git or its writer tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from affiche.model.choices import Status
from affiche.model.journey import Journey
from affiche.model.persona import Persona


@dataclass(frozen=True)
class Version:
    """A document while its version and status were these.

    `since` is the day on which it became so, `day` the last on which it was changed while it was;
    None where nobody knows. `document` is what it was at its end, None when that cannot be read
    (or is only told of). `commit` is git's name for that state, "" for the one in the folder.
    """

    number: str
    status: Status
    since: date | None = None
    day: date | None = None
    commit: str = ""
    document: Persona | Journey | None = None


@dataclass(frozen=True)
class Step:
    """What one day of work made of a document: its state before (None: it is new) and after."""

    path: str
    day: date | None
    commit: str
    before: Persona | Journey | None
    after: Persona | Journey


@dataclass(frozen=True)
class Mark:
    """What stood at the foot of sheets of a version before: which kinds of sheet, and until when
    that was the newest."""

    mark: str
    kinds: tuple[str, ...]
    version: str
    day: date | None


@dataclass(frozen=True)
class Past:
    """Everything that is known of before. `versions`: path of a document → its versions, the
    last of them the one that is there now; `steps`: what changed lately, the newest first.

    `marks`: the id of a persona or journey ("family": of all together) → what stood on its sheets.

    `whole` is False where a shallow clone cuts history off, `known` False where there is none.
    """

    versions: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    marks: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)
    known: bool = False
    whole: bool = True

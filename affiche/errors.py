"""What can be wrong: a place in a file and a message in, one `Problem` out.

A problem holds its message as an English catalogue key with named values, so that it is put
into the reader's language only where it is shown (`cli`, the quality page, the watch overlay).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """How bad it is: an error publishes nothing, `--strict` fails on a warning, never on advice."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, order=True)
class Place:
    """A place in a file: path relative to the project, line and column counted from 1."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True)
class Problem:
    """One mistake, warning or advice.

    `rule` names the check ("unknown-key"), so that it can be counted and switched off;
    `what` and `hint` are English catalogue keys with {named} places for `values`. `count`: how
    many rows of a table have it; the place is that of the first.
    """

    kind: Kind
    rule: str
    place: Place
    what: str
    hint: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    count: int = 1


class ContentError(Exception):
    """The content or the call is wrong: every mistake found, sorted by place. Exit code 2."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.place))
        super().__init__(f"{len(self.problems)} problems")


class AfficheError(Exception):
    """Our own fault, or the machine's: something the content cannot mend. Exit code 1."""

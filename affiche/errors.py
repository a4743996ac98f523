"""What can be wrong: a place in a file and a message in, one `Problem` out.

A problem holds its message as an English catalogue key with named values, so that it is put
into the reader's language only where it is shown (`cli`, the quality page, the watch overlay).
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from affiche.words import Term


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


# What the system says of a file or a disk ------------------------------------------------------

_ELSEWHERE = "Give yourself permission, or name another place"
_RENAME = "Rename or move what is there, or name another place"
_SYSTEM: Mapping[str, tuple[str, str]] = {
    "EACCES": ("you have no permission for that", _ELSEWHERE),
    "EPERM": ("you have no permission for that", _ELSEWHERE),
    "EROFS": ("this disk can only be read", "Name a place on another disk"),
    "ENOSPC": ("the disk is full", "Make room on the disk"),
    "EDQUOT": ("the disk is full", "Make room on the disk"),
    "EFBIG": ("it is too large for this disk", "Name a place on another disk"),
    "EIO": ("the disk does not answer as it should", "Look whether the disk is whole"),
    "ENOENT": ("there is no such file or folder", "Look whether the name is right"),
    "EEXIST": ("something with that name is already there", _RENAME),
    "ENOTEMPTY": ("the folder is not empty", _RENAME),
    "EISDIR": ("it is a folder, and a file is needed", _RENAME),
    "ENOTDIR": ("a file stands where a folder is needed", _RENAME),
    "ENAMETOOLONG": ("the name is too long", "Choose a shorter name"),
    "EINVAL": ("no file can have such a name", "Choose another name"),
    "EILSEQ": ("no file can have such a name", "Choose another name"),
    "ELOOP": ("the link leads to itself", "Put the file itself there"),
    "EBUSY": ("another program uses it", "Close it there"),
    "ETXTBSY": ("another program uses it", "Close it there"),
    "ENXIO": ("it is no file", "Name a file"),
    "ECONNREFUSED": ("the server does not answer", "Look whether the address is right"),
    "ETIMEDOUT": ("the server does not answer", "Look whether the address is right"),
    "EHOSTUNREACH": ("the server cannot be reached", "Look whether the address is right"),
    "ENETUNREACH": ("the server cannot be reached", "Look whether the address is right"),
}


# What a disk alone can say, and no program.
_DISK = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG, errno.EIO, errno.EROFS)


def why(error: OSError) -> Term | str:
    """What the system says, as a value of a message: in the reader's language where it is known."""
    said, _ = _said(error)
    return Term("system", said) if said else error.strerror or str(error)


def remedy(error: OSError) -> str:
    """What to do about what the system says; "" where nothing is known of that."""
    return _said(error)[1]


def unwritten(error: OSError) -> Problem:
    """That a file cannot be written, why, and what to do."""
    values = {"path": str(error.filename or ""), "why": why(error)}
    what = "{path} cannot be written: {why}"
    return Problem(Kind.ERROR, "call", Place(""), what, _said(error)[1], values)


def of_system(error: OSError) -> Problem | None:
    """What is wrong with a file or a disk; None when the fault may be ours: nothing is known of it,
    or the file is one of the program's own."""
    said, hint = _said(error)
    path = str(error.filename2 or error.filename or "")
    if said and not path and error.errno in _DISK:  # what is written into an open file has no name
        what = "nothing can be written: {why}"
        return Problem(Kind.ERROR, "call", Place(""), what, hint, {"why": why(error)})
    if not said or not path or Path(path).is_relative_to(Path(__file__).parent):
        return None
    what = "{path} cannot be read or written: {why}"
    return Problem(Kind.ERROR, "call", Place(""), what, hint, {"path": path, "why": why(error)})


def _said(error: OSError) -> tuple[str, str]:
    return _SYSTEM.get(errno.errorcode.get(error.errno or 0, ""), ("", ""))

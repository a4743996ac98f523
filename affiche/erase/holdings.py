"""What is held of somebody, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from affiche.errors import Problem
from affiche.splicing.written import Edit


@dataclass(frozen=True)
class Outputs:
    """What was made: the folders with a site, how many files of ours are in them, and the cache
    when there is one; `pictures` are those that `diff` made for reviewers."""

    outs: tuple[Path, ...]
    count: int
    cache: Path | None
    pictures: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Change:
    """One place in a file that goes or is replaced: what stands there, and on which line."""

    file: str
    edit: Edit
    line: int
    text: str


@dataclass(frozen=True)
class Cell:
    """A cell of a spreadsheet that goes: its page and column ("Blad1!B"), its line, its text."""

    file: str
    column: str
    line: int
    text: str


@dataclass(frozen=True)
class Mention:
    """A place for somebody to look at: a file, a line (or a cell), and what stands there."""

    file: str
    place: str
    text: str


@dataclass(frozen=True)
class Handed:
    """A briefing that names them, so that its agency may hold a pack with them in it."""

    briefing: str
    title: str
    agency: str


@dataclass(frozen=True)
class History:
    """Commits that touch the files: how many, and the days of the first and the last."""

    commits: int
    first: str
    last: str


@dataclass(frozen=True)
class Holdings:
    """All that is held of somebody: whole files, places in others, `cells` of spreadsheets (`books`
    are those as they will be), what was made of it; what a person has to change in spreadsheets
    (`by_hand`), texts to look at (`mentions`) and sheets on a wall (`hanging`). While there is
    something by hand, or `decisions`, nothing is removed: something would be left, or the project
    would not build."""

    who: str
    root: Path
    files: tuple[str, ...]
    changes: tuple[Change, ...]
    after: Mapping[str, bytes]
    made: Outputs
    cells: tuple[Cell, ...] = ()
    books: Mapping[str, bytes] = field(default_factory=dict)
    by_hand: tuple[Mention, ...] = ()
    mentions: tuple[Mention, ...] = ()
    hanging: tuple[str, ...] = ()
    handed: tuple[Handed, ...] = ()
    history: History | None = None
    decisions: tuple[Problem, ...] = ()

"""What came of a build or a check. Data only, quick to import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from affiche.errors import Problem
from affiche.measures.taken import FileRead
from affiche.publishing.publish import Published


@dataclass(frozen=True)
class Outcome:
    """What a build made. `new` counts the pages and sheets that are not as they were, `seconds`
    is how long it took; `problems` are warnings and advice; `told` is what else there is to say, as
    catalogue keys with their values."""

    out: Path
    pages: int
    sheets: int
    new: int
    unchanged: int
    seconds: float
    problems: tuple[Problem, ...]
    published: Published
    told: tuple[tuple[str, Mapping[str, object]], ...] = ()


@dataclass(frozen=True)
class Checked:
    """What a check found, sorted by place, and what was taken of each file of measurements."""

    problems: tuple[Problem, ...]
    files: tuple[FileRead, ...]

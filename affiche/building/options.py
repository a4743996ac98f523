"""What a build is asked for, and how far it tells that it is. Data only, quick to import."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

CACHE = ".affiche"
# The file in it that holds what was made before.
MADE = "made"


@dataclass(frozen=True)
class Options:
    """What to build from what. `theme` None is the one that site.yaml names, `only` empty is
    everything, `jobs` is the number of sheets that are made at the same time; `cluster` the address
    of a scheduler whose workers make them instead. `pages_first`: of a
    site that was never published, show the pages before the sheets are made. `tiles`: the paper
    that large sheets are cut for ("" is what site.yaml says), `tiles_since`: of those parts, only
    the ones that differ from that tag. `explain`: a path of the site of which it is told why it was
    made, or not."""

    content: Path
    themes: Path
    out: Path
    today: date
    theme: str | None = None
    pdf: bool = True
    only: tuple[str, ...] = ()
    jobs: int = 1
    cluster: str = ""
    strict: bool = False
    clean: bool = False
    pages_first: bool = False
    tiles: str = ""
    tiles_since: str = ""
    explain: str = ""

    @property
    def cache(self) -> Path:
        """Where finished sheets are remembered: `.affiche/` beside content/."""
        return self.content.resolve().parent / CACHE


class Stage(StrEnum):
    """What a build is doing."""

    READ = "read"
    PLAN = "plan"
    SHEETS = "sheets"
    PAGES = "pages"
    SHOWN = "shown"
    PUBLISH = "publish"


@dataclass(frozen=True)
class Step:
    """How far a build is: number `done` of `total` in this stage is `name`. Of sheets that are to
    be made: how many `seconds` that may take, with so many `places` where one is made at a time."""

    stage: Stage
    done: int = 0
    total: int = 0
    name: str = ""
    seconds: float = 0.0
    places: int = 1


Tell = Callable[[Step], None]


def silent(step: Step) -> None:
    """Tell nobody."""

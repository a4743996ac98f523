"""What is made: a `Page` for the screen, a `Sheet` for paper, each with only the data it shows.

Data is frozen and plain; a template reaches nothing but its own page's data and the `Frame`
around it. That is what makes an output's key the hash of template, data and assets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from affiche.errors import Place, Problem
from affiche.model import Paper

# The page for addresses that lead nowhere: it is shown at any depth, so it cannot name its
# neighbours from where it lies.
MISSING = "404.html"


@dataclass(frozen=True)
class Link:
    """A place to go to: a label and a path from the site's root ("personas/peter/index.html")."""

    label: str
    path: str


@dataclass(frozen=True)
class Page:
    """One HTML page. `path` is from the site's root; `section` is the entry of the main menu
    that it belongs to; `data` is everything that the template may show."""

    path: str
    template: str
    title: str
    section: str
    data: Mapping[str, Any]
    description: str = ""
    language: str | None = None
    crumbs: tuple[Link, ...] = ()
    source: Place | None = None
    image: str = ""
    """The picture that a chat program shows beside a link, when there is one."""


@dataclass(frozen=True)
class Sheet:
    """One printed sheet. `kind` picks the fitter in `sheets` ("persona", "journey"), `owner` is
    the id of the persona or journey; `paper` in mm, turned when `landscape`.

    `variant` is what is made of the layout: "" for the screen and the office printer, "print" for
    a print shop ("print-…" for the one that site.yaml names so in its `shop`); `note` stands
    beside the latter (version and day, from the content).

    `hash` tells one version of the content from another, and `day` is when it was last changed,
    None when nobody knows: templates show both."""

    path: str
    kind: str
    template: str
    title: str
    owner: str
    paper: Paper
    landscape: bool
    profile: str
    language: str
    data: Mapping[str, Any]
    source: Place
    variant: str = ""
    shop: str = ""
    note: str = ""
    hash: str = ""
    day: date | None = None

    @property
    def width(self) -> float:
        """Trimmed width in mm."""
        return self.paper.height if self.landscape else self.paper.width

    @property
    def height(self) -> float:
        """Trimmed height in mm."""
        return self.paper.width if self.landscape else self.paper.height


@dataclass(frozen=True)
class SheetCheck:
    """One check of a finished file: what it is called and what was measured (English catalogue
    keys), and what is wrong, if anything, as (what, what to do, values)."""

    name: str
    label: str
    measured: str
    values: Mapping[str, object] = field(default_factory=dict)
    passed: bool = True
    found: tuple[tuple[str, str, Mapping[str, object]], ...] = ()


@dataclass(frozen=True)
class SheetFact:
    """What became of a sheet: its size in bytes, the titles of what stayed off, what is wrong, and
    the checks that were done on it.

    Pages show these; a sheet that is not made (yet) has no fact. Size 0: it was made, did not pass
    its checks, and is not published.
    """

    size: int
    left_off: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    checks: tuple[SheetCheck, ...] = ()

    @property
    def passed(self) -> int:
        """How many checks passed."""
        return sum(check.passed for check in self.checks)


@dataclass(frozen=True)
class SheetLink:
    """A sheet as a page offers it. `size` is None while it is not made yet, 0 when its checks found
    something that must not be printed."""

    path: str
    title: str
    paper: str
    owner: str
    kind: str
    size: int | None
    left_off: tuple[str, ...] = ()
    variant: str = ""
    checks: tuple[SheetCheck, ...] = ()
    hash: str = ""
    day: date | None = None
    part: str = ""

    @property
    def label(self) -> str:
        """Its paper, and which part of a longer map it is."""
        return f"{self.paper} ({self.part})" if self.part else self.paper


@dataclass(frozen=True)
class Portrait:
    """A face: a picture, or initials in the house style when there is none.

    `file` is the key of `Site.images`, `focus` x, y in percent; `ground` counts the theme's
    portrait grounds, so that each persona keeps its own colour everywhere.
    """

    initials: str
    ground: int
    file: str | None = None
    drawing: bool = False
    alt: str = ""
    focus: tuple[float, float] = (50.0, 31.0)
    credit: str = ""


@dataclass(frozen=True)
class PersonaCard:
    """A persona as other pages show it. `short` is the name by which colleagues know them."""

    id: str
    name: str
    short: str
    tagline: str
    path: str
    portrait: Portrait
    status: Any
    evidence: Any
    priority: Any
    completeness: int
    journeys: int
    language: str | None = None
    overdue: bool = False
    open_notes: int = 0


@dataclass(frozen=True)
class Face:
    """Who a persona is, at its smallest: a name, a face and a page."""

    name: str
    short: str
    path: str
    portrait: Portrait
    language: str | None = None


@dataclass(frozen=True)
class TouchpointCard:
    """A touchpoint as lists show it; `path` is None for one that is not in the register.

    `feelings` has what is felt at it, journey by journey; `moments` what kinds of moment it is.
    """

    name: str
    path: str | None
    channel: str | None
    owner: str = ""
    description: str = ""
    journeys: tuple[Link, ...] = ()
    feelings: tuple[Any, ...] = ()
    moments: tuple[Any, ...] = ()


@dataclass(frozen=True)
class OpportunityCard:
    """An improvement as lists show it; `rank` counts from 1, the most worthwhile first.

    `path` is None for one that lives only in a journey; `origins` are the journeys it is from.
    """

    title: str
    path: str | None
    rank: int
    kind: Any = None
    status: Any = None
    impact: int | None = None
    effort: int | None = None
    owner: str = ""
    worth: Any = None
    origins: tuple[Link, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class BriefingCard:
    """A briefing as other pages show it."""

    title: str
    path: str
    agency: str
    type: str
    deadline: Any
    overdue: bool
    personas: tuple[Face, ...] = ()


@dataclass(frozen=True)
class Frame:
    """What stands around every page: company, menu, language, and where it was made from.

    `twins` are titles that several pages have: a tab says then where its page stands."""

    company: str
    tagline: str
    language: str
    menu: tuple[Link, ...]
    edit_url: str = ""
    updated: str = ""
    extras: Mapping[str, Any] = field(default_factory=dict)
    twins: frozenset[str] = frozenset()

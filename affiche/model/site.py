"""Everything that was read, whole and consistent: what pages and sheets are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from affiche.model.briefing import Briefing
from affiche.model.journey import Journey
from affiche.model.loop import Decision, Event, FeedbackRound, PrintedCopy
from affiche.model.measures import Measurements
from affiche.model.persona import Persona
from affiche.model.registers import Opportunity, RegisteredTouchpoint
from affiche.model.settings import Settings
from affiche.model.version import Past


@dataclass(frozen=True)
class ImageFile:
    """A picture under content/images that something refers to.

    `file` is the path as written ("peter.svg"), `source` the absolute path, `digest` the hash of
    its bytes; `width` and `height` in pixels (user units for a drawing). A `photographic` one may
    show somebody: a photograph, or a drawing with one in it.
    """

    file: str
    source: str
    digest: str
    width: float
    height: float
    drawing: bool
    holds_pictures: bool = False

    @property
    def photographic(self) -> bool:
        """Whether it may show somebody."""
        return not self.drawing or self.holds_pictures


@dataclass(frozen=True)
class Site:
    """The whole content. Mappings are keyed by id, in the order in which they are shown.

    `press_profiles` are the absolute paths of the ICC files that site.yaml names, by those names.
    `changed`: the day on which a file was last changed, by its path ("content/personas/ina.md"),
    as far as that is known; `changed_by`: who did. `past` is what documents were before, as
    colleagues may see it; `overdue` the paths of the documents whose day of review has passed.
    """

    settings: Settings = field(default_factory=Settings)
    personas: Mapping[str, Persona] = field(default_factory=dict)
    journeys: Mapping[str, Journey] = field(default_factory=dict)
    touchpoints: Mapping[str, RegisteredTouchpoint] = field(default_factory=dict)
    opportunities: Mapping[str, Opportunity] = field(default_factory=dict)
    briefings: Mapping[str, Briefing] = field(default_factory=dict)
    measurements: Measurements = field(default_factory=Measurements)
    images: Mapping[str, ImageFile] = field(default_factory=dict)
    press_profiles: Mapping[str, str] = field(default_factory=dict)
    changed: Mapping[str, date] = field(default_factory=dict)
    changed_by: Mapping[str, str] = field(default_factory=dict)
    rounds: Mapping[str, FeedbackRound] = field(default_factory=dict)
    copies: Mapping[str, PrintedCopy] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    past: Past = field(default_factory=Past)
    overdue: frozenset[str] = frozenset()

"""A sheet with its theme and settings in; the job of a worker out, and what comes back of it.

Small and frozen, because jobs travel between processes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from affiche.model import PAPERS, Settings, Site
from affiche.model.site import ImageFile
from affiche.pages.plan import Frame, Sheet, SheetFact
from affiche.render import Renderer
from affiche.themes import Theme
from affiche.words import spoken, words

# Which module fits which kind of sheet: fit(sheet, typesetter) -> Fitted; REFERENCE, a fit that
# shows everything, for the cache's key; ALIKE, whether all papers get the same layout.
FITTERS = {
    "job": "affiche.sheets.desk.jobsheet",
    "persona": "affiche.sheets.persona.poster",
    "journey": "affiche.sheets.journey.map",
    "journey-functional": "affiche.sheets.journey.map",
    "journey-emotional": "affiche.sheets.journey.map",
    "journey-feedback": "affiche.sheets.journey.map",
    "briefing": "affiche.sheets.desk.briefing",
    "feedback": "affiche.sheets.desk.feedback",
    "family": "affiche.sheets.desk.family",
    "changes": "affiche.sheets.desk.changes",
    "measures": "affiche.sheets.desk.measures",
    "review": "affiche.sheets.desk.review",
    "reviews": "affiche.sheets.desk.reviews",
    "tiles": "affiche.sheets.desk.tiles",
    "pair": "affiche.sheets.desk.pair",
    "handout": "affiche.sheets.desk.handout",
    "card": "affiche.sheets.desk.keepsakes",
    "cards": "affiche.sheets.desk.keepsakes",
    "certificate": "affiche.sheets.desk.keepsakes",
    "extract": "affiche.sheets.desk.keepsakes",
    "meeting": "affiche.sheets.desk.keepsakes",
    "presentation": "affiche.sheets.desk.presentation",
}
# Sheets of one layout are laid out on this paper and reduced or enlarged from there.
MASTER = PAPERS["a2"]


@dataclass(frozen=True, eq=False)
class Printed:
    """A sheet as made: its PDF, in `held` or read from where that says each time that somebody asks
    (of thousands, not all can be held), and what pages and the command line tell about it."""

    held: bytes | Callable[[], bytes]
    fact: SheetFact

    @property
    def pdf(self) -> bytes:
        """Its bytes. Raises ContentError when they were kept somewhere and are gone."""
        return self.held if isinstance(self.held, bytes) else self.held()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Printed):
            return NotImplemented
        return self.fact == other.fact and self.pdf == other.pdf


@dataclass(frozen=True)
class Job:
    """All that a worker needs for one sheet; small, because it travels between processes."""

    sheet: Sheet
    theme: Theme
    settings: Settings
    images: Mapping[str, ImageFile]
    layout: str = ""
    """The same for sheets that differ in their paper or their variant only."""
    icc: str = ""
    """The path of the profile that the print shop's file is made with."""


def renderer_for(language: str, theme: Theme, site: Site) -> Renderer:
    """A renderer of sheets in a language; what has no catalogue is spoken in the site's."""
    folders = tuple(folder / "locale" for folder in theme.folders)
    told = words(spoken(language, site.settings.language, folders), folders)
    frame = Frame(site.settings.name or "", site.settings.tagline or "", language, menu=())
    return Renderer(theme, site, told, frame)


def fitter(sheet: Sheet) -> ModuleType:
    """The module that fits this kind of sheet."""
    return import_module(FITTERS[sheet.kind])


def alike(sheet: Sheet) -> bool:
    """Whether this kind of sheet has one layout for all papers."""
    return bool(getattr(fitter(sheet), "ALIKE", False))

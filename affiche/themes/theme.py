"""A house style as data: colours, fonts and files, whole and frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from affiche.errors import Place
from affiche.model.theme import Swatch
from affiche.themes.reach import FILE

# What a sheet calls the family that draws its Chinese letters; which one that is, the text says.
HAN = "Han"
GENERIC = {"serif", "sans-serif", "monospace", "system-ui"}


@dataclass(frozen=True)
class Face:
    """One font file: the family it belongs to, its weight (100–900) and style."""

    family: str
    file: str
    weight: int
    style: str


@dataclass(frozen=True)
class Pair:
    """A colour of text on a ground, by name; `large` text needs less contrast."""

    text: str
    ground: str
    large: bool = False


@dataclass(frozen=True)
class Mended:
    """A colour of a brand that could not be read against `other`: as it was given, as it is used,
    the contrast of each, and what is needed; `place` where theme.yaml gives it itself."""

    name: str
    given: str
    used: str
    other: str
    before: float
    after: float
    needed: float
    place: Place | None = None


@dataclass(frozen=True)
class Theme:
    """A house style. `folders`: where its files are, the most particular first; `names` alongside.

    `stacks` maps a use ("display", "heading", "body") to font families in order of preference;
    `spare` are the faces that a sheet takes only for letters that `faces` lack, `languages` which
    of those families comes first in a language ("ja", "zh-tw"). `machine` are families that a use
    begins with and that the theme has no file of, `own` all that the house style is set in.
    `blocks` and `lanes` are the order of importance on posters and maps. `swatches` are the colours
    that were given, with their names in print, `logos` the forms of the logo, `styles` own style
    sheets by use ("screen", "paper", "pack"), `mended` the colours of a brand that were changed,
    `dark` all colours of pages for who reads in the dark, empty when the theme offers none.
    """

    names: tuple[str, ...]
    folders: tuple[Path, ...]
    colors: Mapping[str, str]
    grounds: tuple[str, ...]
    pairs: tuple[Pair, ...]
    stacks: Mapping[str, tuple[str, ...]]
    faces: tuple[Face, ...]
    shape: Mapping[str, float]
    logo: str | None
    spare: tuple[Face, ...] = ()
    languages: Mapping[str, str] = field(default_factory=dict)
    machine: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    lanes: tuple[str, ...] = ()
    swatches: Mapping[str, Swatch] = field(default_factory=dict)
    logos: Mapping[str, str] = field(default_factory=dict)
    styles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mended: tuple[Mended, ...] = ()
    dark: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The theme's own name: that of its folder."""
        return self.names[0]

    def find(self, *parts: str) -> Path | None:
        """The file `parts` ("static", "site.css") in the first folder that has it, else None; what
        is no name of a file of the theme is nowhere."""
        if not all(FILE.fullmatch(part) for part in parts):
            return None
        for folder in self.folders:
            path = folder.joinpath(*parts)
            try:
                if path.is_file():
                    return path
            except OSError:  # a name that is longer than any file's
                continue
        return None

    def family(self, use: str, paper: str | None = None) -> str:
        """The CSS font-family value for a use; on `paper` in that language, with what only sheets
        take before the generic families at the end."""
        stack = self.stacks[use]
        if paper is not None:
            named = (family for family in stack if family not in GENERIC)
            generic = (family for family in stack if family in GENERIC)
            stack = (*named, HAN, *self.spare_families(paper), *generic)
        return ", ".join(name if name in GENERIC else f'"{name}"' for name in stack)

    def spare_families(self, language: str) -> tuple[str, ...]:
        """The families that only sheets take, that of the language first."""
        code = language.replace("_", "-").lower()
        own = self.languages.get(code) or self.languages.get(code.split("-")[0])
        families = dict.fromkeys(face.family for face in self.spare)
        return tuple(sorted(families, key=lambda family: family != own))

"""A theme in; what of its house style an agency gets, as data, out.

A font file leaves only when its licence text stands beside it: `OFL-fraunces.txt` speaks for
`fraunces-latin-700-normal.woff2`. A bought font stays behind; the page then falls back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from affiche.themes import Face, Theme

# The mark of a theme that names no logo.
LOGO = "logo.svg"
LICENCES = ("OFL", "LICENSE", "LICENCE")


@dataclass(frozen=True)
class Font:
    """Font files under one licence: `name` is the family's, `licence` the name of its text (empty:
    it stays behind), `uses` what it is for ("heading", "body"…)."""

    name: str
    files: tuple[str, ...]
    licence: str
    uses: tuple[str, ...]


@dataclass(frozen=True)
class House:
    """The house style: colour name → "#RRGGBB", the grounds of portraits, fonts, the logo's file,
    shape name → px."""

    name: str
    colors: tuple[tuple[str, str], ...]
    grounds: tuple[str, ...]
    fonts: tuple[Font, ...]
    families: tuple[tuple[str, str], ...]
    shape: tuple[tuple[str, float], ...]
    logo: str

    @property
    def passed_on(self) -> tuple[Font, ...]:
        """The fonts that go along."""
        return tuple(font for font in self.fonts if font.licence)


def house(theme: Theme) -> House:
    """What an agency gets of the theme."""
    return House(
        name=theme.name,
        colors=tuple(theme.colors.items()),
        grounds=theme.grounds,
        fonts=tuple(_fonts(theme)),
        families=tuple((use, theme.family(use)) for use in theme.stacks),
        shape=tuple(theme.shape.items()),
        logo=theme.logo or (LOGO if theme.find("static", LOGO) else ""),
    )


def may_leave(face: Face, theme: Theme) -> bool:
    """Whether the licence of a font lets it go along."""
    return bool(_licence(face.file, _licences(theme)))


def _fonts(theme: Theme) -> Iterator[Font]:
    """The fonts by licence; those without one by family."""
    licences = _licences(theme)
    groups: dict[tuple[str, str], list[Face]] = {}
    for face in theme.faces:
        found = _licence(face.file, licences)
        groups.setdefault((found, "" if found else face.family), []).append(face)
    for (licence, _), faces in groups.items():
        families = {face.family for face in faces}
        yield Font(
            name=min(families, key=lambda name: (len(name), name)),
            files=tuple(face.file for face in faces),
            licence=licence,
            uses=tuple(use for use, stack in theme.stacks.items() if families & set(stack[:2])),
        )


def _licences(theme: Theme) -> dict[str, str]:
    """What a licence is for ("fraunces") → the name of its text."""
    found: dict[str, str] = {}
    for folder in theme.folders:
        for path in sorted((folder / "static" / "fonts").glob("*.txt")):
            kind, _, subject = path.stem.partition("-")
            if kind.upper() in LICENCES and subject:
                found.setdefault(subject.casefold(), path.name)
    return found


def _licence(file: str, licences: dict[str, str]) -> str:
    """The licence text of a font file: the one with the longest name that the file begins with."""
    name = Path(file).name.casefold()
    fitting = [subject for subject in licences if name.startswith(f"{subject}-")]
    return licences[max(fitting, key=len)] if fitting else ""

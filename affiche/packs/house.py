"""A theme, the company and the words of a pack in; what of the house style an agency gets, out.

A font file leaves only when its licence text stands beside it: `OFL-fraunces.txt` speaks for
`fraunces-latin-700-normal.woff2`. A bought font stays behind; the page then falls back. And only
what the house style is set in leaves: what stands in for other alphabets is not the company's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from affiche.model.theme import Swatch
from affiche.themes import Face, Theme
from affiche.themes.theme import GENERIC
from affiche.words import Words

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
class Tint:
    """One colour of a house style: its token, what it is called, "#RRGGBB", and how it is named in
    print and paint: `cmyk` in percent (none: it was not given), `pms` and `ral`."""

    token: str
    name: str
    value: str
    cmyk: tuple[float, ...] = ()
    pms: str = ""
    ral: str = ""


@dataclass(frozen=True)
class House:
    """The house style of the company `name`: colours, those behind portraits last, fonts, stacks of
    families by use, shape name → px, and the forms of the logo (form → file), the main one first.
    """

    name: str
    colors: tuple[Tint, ...]
    fonts: tuple[Font, ...]
    families: tuple[tuple[str, str], ...]
    shape: tuple[tuple[str, float], ...]
    logos: tuple[tuple[str, str], ...] = field(default=())

    @property
    def passed_on(self) -> tuple[Font, ...]:
        """The fonts that go along."""
        return tuple(font for font in self.fonts if font.licence)

    @property
    def logo(self) -> str:
        """The file of the logo that pages show; empty when there is none."""
        return self.logos[0][1] if self.logos else ""


def house(theme: Theme, words: Words, company: str = "") -> House:
    """What an agency gets of the theme."""
    own = {"main": LOGO} if theme.find("static", LOGO) else {}
    return House(
        name=company or theme.name,
        colors=(*_colors(theme, words), *_grounds(theme, words)),
        fonts=tuple(fonts(theme, theme.own)),
        families=tuple((use, _family(theme, use)) for use in theme.stacks),
        shape=tuple(theme.shape.items()),
        logos=tuple((theme.logos or own).items()),
    )


def _colors(theme: Theme, words: Words) -> Iterator[Tint]:
    for token, value in theme.colors.items():
        given = theme.swatches.get(token)
        # A form that was made anew is not the one that a parent gave.
        known = given if given and given.hex == value else Swatch(hex=value)
        name = words.pgettext("colour", token)
        yield Tint(token, name, value, known.cmyk or (), known.pms or "", known.ral or "")


def _grounds(theme: Theme, words: Words) -> Iterator[Tint]:
    for number, value in enumerate(theme.grounds):
        name = words.say("Ground of portraits {number}", number=number + 1)
        yield Tint(f"ground-{number}", name, value)


def _family(theme: Theme, use: str) -> str:
    """The stack of a use, of what an agency has: the house style's own, then any."""
    names = [name for name in theme.stacks[use] if name in theme.own or name in GENERIC]
    return ", ".join(name if name in GENERIC else f'"{name}"' for name in names)


def may_leave(face: Face, theme: Theme) -> bool:
    """Whether a font is the house style's own, and its licence lets it go along."""
    return face.family in theme.own and bool(_licence(face.file, _licences(theme)))


def fonts(theme: Theme, families: Iterable[str] = ()) -> Iterator[Font]:
    """The fonts by licence, those of the house style first; those without a licence by family. Of
    `families` alone when there are any."""
    chosen = tuple(families)
    licences = _licences(theme)
    groups: dict[tuple[str, str], list[Face]] = {}
    for face in sorted(theme.faces, key=lambda face: _rank(face, theme)):
        if not chosen or face.family in chosen:
            found = _licence(face.file, licences)
            groups.setdefault((found, "" if found else face.family), []).append(face)
    for (licence, _), faces in groups.items():
        held = {face.family for face in faces}
        yield Font(
            name=min(held, key=lambda name: (len(name), name)),
            files=tuple(face.file for face in faces),
            licence=licence,
            uses=tuple(use for use, stack in theme.stacks.items() if held & set(stack[:2])),
        )


def _rank(face: Face, theme: Theme) -> int:
    return theme.own.index(face.family) if face.family in theme.own else len(theme.own)


def licence_of(file: str, theme: Theme) -> Path | None:
    """The licence text of a font file."""
    found = _licence(file, _licences(theme))
    return theme.find("static", "fonts", found) if found else None


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

"""A house style as written: `themes/<name>/theme.yaml`. Everything is optional; parents fill in."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from affiche.model.text import LIST, Document, Free, Names, Number

Color = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]


class FontStacks(Document):
    """Font families by use, in order of preference; `scripts` and `last` end every stack.

    `paper` are large families that only sheets take, and only for a text that needs them;
    `languages` says which of those comes first in a language ("ja", "zh-tw").
    """

    display: Names = ()
    heading: Names = ()
    body: Names = ()
    scripts: Names = ()
    paper: Names = ()
    languages: dict[str, Free] = Field(default_factory=dict)
    last: Names = ()


class PosterOrder(Document):
    """The blocks of a persona poster, the most important first."""

    blocks: Names = ()


class MapOrder(Document):
    """The lanes of a journey map, the most important first."""

    lanes: Names = ()


class ThemeFile(Document):
    """One theme.yaml. `pairs` are [text, ground] or [text, ground, large]: names of colours."""

    name: Free | None = None
    extends: Free | None = None
    colors: dict[str, Color] = Field(default_factory=dict)
    grounds: Annotated[tuple[Color, ...], LIST] = ()
    pairs: tuple[Annotated[tuple[Free, ...], Field(min_length=2, max_length=3)], ...] = ()
    faces: dict[str, Names] = Field(default_factory=dict)
    fonts: FontStacks = FontStacks()
    shape: dict[str, Number] = Field(default_factory=dict)
    logo: Free | None = None
    poster: PosterOrder = PosterOrder()
    map: MapOrder = MapOrder()

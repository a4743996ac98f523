"""A house style as written: `themes/<name>/theme.yaml`. Everything is optional; parents fill in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from affiche.model.text import LIST, Document, Free, Names, Number, opened

HEX = re.compile(r"#?([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")


def _as_color(value: Any) -> Any:
    """A colour as designers write it: "#0088BE", "0088be" and "#08B" are all "#RRGGBB"."""
    found = HEX.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError("color", "no colour")
    digits = found[1].upper()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def _as_inks(value: Any) -> Any:
    """Four percentages: [0, 70, 90, 0], "0 70 90 0", "C0 M70 Y90 K0", "0/70/90/0 %"."""
    if isinstance(value, str):
        value = re.findall(r"\d+(?:[.,]\d+)?", value)
    if not isinstance(value, list | tuple) or len(value) != 4:
        raise PydanticCustomError("cmyk", "not four inks")
    try:
        inks = tuple(float(str(one).replace(",", ".").rstrip(" %")) for one in value)
    except ValueError:
        raise PydanticCustomError("cmyk", "not four inks") from None
    if not all(0 <= ink <= 100 for ink in inks):
        raise PydanticCustomError("cmyk", "not four inks")
    return inks


Color = Annotated[str, BeforeValidator(_as_color)]


class Swatch(Document):
    """A colour, and what it is called in print and in paint, where the house style says so.

    `cmyk` is in percent, `pms` a name of Pantone ("2151 C"), `ral` a number of RAL ("5015").
    """

    hex: Color
    cmyk: Annotated[tuple[float, float, float, float], BeforeValidator(_as_inks)] | None = None
    pms: Free | None = None
    ral: Free | None = None


def _as_swatch(value: Any) -> Any:
    if value is None:
        raise PydanticCustomError("color", "no colour")
    return value if isinstance(value, Mapping) else {"hex": value}


Swatches = dict[str, Annotated[Swatch, BeforeValidator(_as_swatch)]]


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


class Logos(Document):
    """The forms of a logo, each a file in `static/`; `main` is the one that pages show."""

    main: Free
    mono: Free | None = None
    negative: Free | None = None
    wide: Free | None = None
    stacked: Free | None = None
    symbol: Free | None = None
    wordmark: Free | None = None


class Styles(Document):
    """Style sheets of a theme's own, files in `static/`, by what they are for."""

    screen: Names = ()
    paper: Names = ()
    pack: Names = ()


def _as_styles(value: Any) -> Any:
    """Names alone are for everything."""
    bare = isinstance(value, str | list | tuple)
    return dict.fromkeys(Styles.model_fields, value) if bare else value


class PosterOrder(Document):
    """The blocks of a persona poster, the most important first."""

    blocks: Names = ()


class MapOrder(Document):
    """The lanes of a journey map, the most important first."""

    lanes: Names = ()


class ThemeFile(Document):
    """One theme.yaml. `pairs` are [text, ground] or [text, ground, large]: names of colours.

    `colors` are those that the templates know; a colour of a theme's own stands under `extra`.
    `dark` are the same names for who reads in the dark: pages then follow the reader's machine.
    `brand` is a company's `_brand.yml` in the folder of the theme.
    """

    name: Free | None = None
    extends: Free | None = None
    brand: Free | None = None
    colors: Swatches = Field(default_factory=dict)
    extra: Swatches = Field(default_factory=dict)
    dark: dict[str, Color] = Field(default_factory=dict)
    grounds: Annotated[tuple[Color, ...], LIST] = ()
    pairs: tuple[Annotated[tuple[Free, ...], Field(min_length=2, max_length=3)], ...] = ()
    faces: dict[str, Names] = Field(default_factory=dict)
    fonts: FontStacks = FontStacks()
    shape: dict[str, Number] = Field(default_factory=dict)
    logo: Annotated[Logos, opened("main")] | None = None
    css: Annotated[Styles, BeforeValidator(_as_styles)] = Styles()
    poster: PosterOrder = PosterOrder()
    map: MapOrder = MapOrder()

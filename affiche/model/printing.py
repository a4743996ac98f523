"""What print shops ask for: `print:` in site.yaml. Lengths in mm.

One shop needs no name; each profile is another shop, which has of `print:` what it does not say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import Formatter
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from affiche.model.choices import PrintColour, PrintMarks
from affiche.model.paper import PAPERS, lower, one_of
from affiche.model.text import LIST, Document, Free, Number, word

# What is made of a sheet for a print shop.
PRINT = "print"
# What a file name may be made of, what keeps two sheets apart, and what no file name may hold.
NAME_FIELDS = {"id", "kind", "size", "variant", "profile", "version", "company"}
NAME_NEEDS = {"id", "size"}
NOT_IN_NAMES = set('/\\:*?"<>|')


def _file_names(value: str) -> str:
    """A pattern of file names: known fields only, and those that keep two sheets apart."""
    try:
        fields = {field for _, field, _, _ in Formatter().parse(value) if field is not None}
    except ValueError:
        raise PydanticCustomError("file_names", "broken braces") from None
    if not NAME_NEEDS <= fields <= NAME_FIELDS or set(value) & NOT_IN_NAMES:
        raise PydanticCustomError("file_names", "no file name")
    return value


FileNames = Annotated[Free, AfterValidator(_file_names)]
Size = Annotated[Free, BeforeValidator(lower), one_of(tuple(PAPERS))]


def name_part(text: str) -> str:
    """A text as a part of a file name."""
    return re.sub(r"[^\w.]+", "-", text).strip("-.")


class PrintShop(Document):
    """What one print shop asks for.

    `frame` is how much of the edge a frame covers; `colour` is CMYK when there is an ICC file and
    nothing else is said; `ink` is the most that the paper takes, as the sum of the four inks in
    percent; `names` is the file name that the print shop wants, without ".pdf"; `sheets` the sizes
    that it prints, all when it says none.
    """

    bleed: Number = Field(default=3, ge=0, le=10)
    safety: Number = Field(default=5, ge=0, le=30)
    frame: Number = Field(default=0, ge=0, le=30)
    marks: Annotated[PrintMarks, word(PrintMarks)] = PrintMarks.CROP
    colour: Annotated[PrintColour, word(PrintColour)] | None = None
    icc: Free | None = Field(default=None, min_length=1)
    ink: Number = Field(default=300, ge=100, le=400)
    names: FileNames = "{id}-{kind}-{size}-{variant}"
    sheets: Annotated[tuple[Size, ...], LIST] = ()

    @property
    def inks(self) -> PrintColour:
        """The colours of its files: its own inks where there is a profile of its press."""
        if self.colour is not None:
            return self.colour
        return PrintColour.CMYK if self.icc else PrintColour.SRGB

    @property
    def sizes(self) -> tuple[str, ...]:
        """The sizes that it prints."""
        return self.sheets or tuple(PAPERS)

    def file_name(self, values: Mapping[str, str]) -> str:
        """The name of a file, without ".pdf". `values`: each of NAME_FIELDS."""
        written = {name: name_part(value) for name, value in values.items()}
        return re.sub(r"-{2,}", "-", self.names.format(**written)).strip("-. ")


class Print(PrintShop):
    """The usual print shop, and others by their names."""

    profiles: dict[Free, PrintShop] = {}

    @property
    def shops(self) -> dict[str, PrintShop]:
        """Every print shop with all that it asks for; the usual one is named ""."""
        named = {name: _inheriting(self, own) for name, own in self.profiles.items()}
        return {"": _inheriting(self), **named}


def _inheriting(shared: Print, own: PrintShop | None = None) -> PrintShop:
    """What the shop says itself, and the shared values for the rest; with another ICC file, it is
    that which decides on the colours."""
    said = _said(own) if own else {}
    left = {name: value for name, value in _said(shared).items() if name not in said}
    if "icc" in said:
        left.pop("colour", None)
    return PrintShop(**left, **said)


def _said(shop: PrintShop) -> dict[str, Any]:
    """What was written of it."""
    said = shop.model_fields_set
    return {name: getattr(shop, name) for name in PrintShop.model_fields if name in said}


def variant(name: str) -> str:
    """What the files for a print shop are called, beside those for the screen."""
    return f"{PRINT}-{name_part(name)}" if name else PRINT


def sample_names(name: str, shop: PrintShop) -> set[str]:
    """The names that a shop's files of one sheet would have, as a file system compares them."""
    values = dict.fromkeys(NAME_FIELDS, "x") | {"profile": name, "variant": variant(name)}
    return {shop.file_name(values | {"size": size}).casefold() for size in shop.sizes}

"""The kinds of value that fields are made of.

The reader hands every plain scalar over as text ("nee", "12:30", "1.10" are what was written);
a field that wants a number or a date says so here, and only there is it converted.
Shorthands (text for `{text: …}`, one item for a list) are opened up before validation, so that
no field is a union and each mistake has one place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from affiche.model.choices import Evidence, Visibility


class Document(BaseModel):
    """Frozen, complete, and strict about keys: an unknown key is an error."""

    # Building how a document is checked takes a fifth of a second: most of them were read before.
    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True
    )

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, data: Any) -> Any:
        """A key without a value was not written; an unknown key still is one."""
        if isinstance(data, dict) and None in data.values():
            known = cls.model_fields
            return {k: value for k, value in data.items() if value is not None or k not in known}
        return data


def agency(default: Any = None, **more: Any) -> Any:
    """A field that may leave the company (the contract's column A)."""
    return Field(default, json_schema_extra={"visibility": Visibility.AGENCY.value}, **more)


def internal(default: Any = None, **more: Any) -> Any:
    """A field for colleagues only (I)."""
    return Field(default, json_schema_extra={"visibility": Visibility.INTERNAL.value}, **more)


def secret(default: Any = None, **more: Any) -> Any:
    """A field that is never in any output (S)."""
    return Field(default, json_schema_extra={"visibility": Visibility.SECRET.value}, **more)


def derived(default: Any = None, **more: Any) -> Any:
    """A field that the reader fills in (the file's name, the body); a writer cannot."""
    extra: dict[str, Any] = {"visibility": Visibility.AGENCY.value, "written": False}
    return Field(default, json_schema_extra=extra, **more)


def _as_list(value: Any) -> Any:
    if value is None or value == "":
        return ()
    return [value] if isinstance(value, str | Mapping) else value


def _as_none(value: Any) -> Any:
    said = value[0] if isinstance(value, list) and len(value) == 1 else value
    return () if isinstance(said, str) and said.strip().casefold() in NOTHING else value


def _as_number(value: Any) -> Any:
    """A decimal comma is a decimal sign: "1,5" is one and a half. U+2212 is a minus sign."""
    if isinstance(value, str):
        return value.strip().replace("\u2212", "-").replace(",", ".").removeprefix("+")
    return value


def _as_date(value: Any) -> Any:
    """Dutch writers put the day first: 22-11-2026 is 2026-11-22.

    Nothing else is a date: pydantic would read "2027" as seconds since 1970.
    """
    if not isinstance(value, str):
        return value
    said = value.strip()
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", said)
    dutch = re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", said)
    if iso:
        year, month, day = iso.groups()
    elif dutch:
        day, month, year = dutch.groups()
    else:
        raise PydanticCustomError("date_parsing", "not a date")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise PydanticCustomError("no_such_day", "no such day") from None


def _as_text(value: Any) -> Any:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def opened(key: str) -> BeforeValidator:
    """Open a shorthand up: a bare value is a mapping that holds it under `key`."""

    def open_up(value: Any) -> Any:
        return {key: value} if isinstance(value, str | int | float) else value

    open_up.opens = key  # type: ignore[attr-defined]
    return BeforeValidator(open_up)


def opens(metadata: Any) -> str:
    """The key under which a shorthand is opened up, of what stands around a type; or ""."""
    found = (getattr(getattr(item, "func", None), "opens", "") for item in metadata)
    return next(filter(None, found), "")


# What people write where they want none of something.
NOTHING = ("none", "geen")
_WORDS: dict[type[Enum], dict[str, str]] = {}


def accept_words(kind: type[Enum], spoken: Mapping[str, str]) -> None:
    """Let a writer use `spoken` words (casefolded word → value) for the choice `kind`.

    The catalogues know the words and the model imports nothing of ours, so the reader hands
    them over once, at start.
    """
    _WORDS[kind] = dict(spoken)


def accepted_words(kind: type[Enum]) -> Mapping[str, str]:
    """Every word that is accepted for `kind` (casefolded) and the value it stands for."""
    return _WORDS.get(kind) or {choice.value: choice.value for choice in kind}


def word(kind: type[Enum]) -> BeforeValidator:
    """Read a choice in any accepted language; an unknown word is left for pydantic to refuse."""

    def known(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        said = value.strip().casefold()
        return _WORDS.get(kind, {}).get(said, said)

    return BeforeValidator(known)


# One item may stand without its list.
LIST = BeforeValidator(_as_list)

# "none" where a list is expected that is not empty when nothing is said.
NONE = BeforeValidator(_as_none)

Number = Annotated[float, BeforeValidator(_as_number), Field(allow_inf_nan=False)]
Whole = Annotated[int, BeforeValidator(_as_number)]
Day = Annotated[date, BeforeValidator(_as_date)]
Free = Annotated[str, BeforeValidator(_as_text)]
Names = Annotated[tuple[Free, ...], LIST]


class Text(Document):
    """One item of a list: its text (inline Markdown) and what it rests on."""

    text: Free = Field(min_length=1)
    evidence: Annotated[Evidence, word(Evidence)] | None = None
    source: Free | None = None
    n: Whole | None = Field(None, ge=0)
    visibility: Annotated[Visibility, word(Visibility)] | None = None


Texts = Annotated[tuple[Annotated[Text, opened("text")], ...], LIST]

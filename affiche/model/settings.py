"""The company: `content/site.yaml`. Everything is optional."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from affiche.model.choices import Profile
from affiche.model.text import LIST, Document, Free, Names, Number, opened, word


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


PersonaSize = Annotated[Literal["a4", "a3", "a2", "a1"], BeforeValidator(_lower)]
JourneySize = Annotated[Literal["a3", "a2", "a1", "a0"], BeforeValidator(_lower)]


class Posters(Document):
    """Which sheets are made."""

    persona: Annotated[tuple[PersonaSize, ...], LIST] = ("a2", "a3")
    journey: Annotated[tuple[JourneySize, ...], LIST] = ("a1", "a3")
    profile: Annotated[Profile, word(Profile)] = Profile.DETAIL


class Print(Document):
    """What the print shop asks for: mm, and names."""

    bleed: Number = Field(default=3, ge=0, le=10)
    safety: Number = Field(default=5, ge=0, le=30)
    marks: Free | None = None
    colour: Free | None = None
    icc: Free | None = None
    names: Free | None = None


class Channel(Document):
    """A channel of the company's own, or another name or icon for one of ours."""

    name: Free | None = None
    icon: Free | None = None


class PhaseName(Document):
    name: Free


class Quality(Document):
    """Rules that are switched off, each with the reason why."""

    off: dict[str, Free] = {}


class Settings(Document):
    """`site.yaml`. `measurements` maps columns of exports, `admin` is the editor's."""

    name: Free | None = None
    tagline: Free | None = None
    language: Free = "nl"
    theme: Free = "affiche"
    url: Free | None = None
    edit_url: Free | None = None
    posters: Posters = Posters()
    print: Print = Print()
    phases: dict[str, Annotated[PhaseName, opened("name")]] = {}
    channels: dict[str, Annotated[Channel, opened("name")]] = {}
    departments: Names = ()
    measurements: dict[str, Any] = {}
    quality: Quality = Quality()
    admin: dict[str, Any] = {}

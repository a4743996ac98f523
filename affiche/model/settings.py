"""The company: `content/site.yaml`. Everything is optional."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from affiche.model.choices import GitHost, MapView, Method, PhotoKind, Profile, Switch
from affiche.model.measures import MeasurementSettings
from affiche.model.paper import (
    JOURNEY_PAPERS,
    PERSONA_PAPERS,
    REVIEW_PAPERS,
    TILE_PAPERS,
    lower,
    lower_or_none,
    one_of,
)
from affiche.model.persona import Consent
from affiche.model.printing import Print
from affiche.model.rules import Quality
from affiche.model.text import LIST, NONE, Document, Free, Names, opened, word

PersonaSize = Annotated[Free, BeforeValidator(lower), one_of(PERSONA_PAPERS)]
JourneySize = Annotated[Free, BeforeValidator(lower), one_of(JOURNEY_PAPERS)]
TileSize = Annotated[Free, BeforeValidator(lower), one_of(TILE_PAPERS)]

ReviewSize = Annotated[Free, BeforeValidator(lower_or_none), one_of(REVIEW_PAPERS)]


class Posters(Document):
    """Which sheets are made, on which papers. `review` has one review large, `reviews` six of them;
    of each, `none` makes none. `tiles` is the paper that large sheets are cut for as well."""

    persona: Annotated[tuple[PersonaSize, ...], LIST, NONE] = ("a2", "a3")
    journey: Annotated[tuple[JourneySize, ...], LIST, NONE] = ("a1", "a3")
    review: Annotated[tuple[ReviewSize, ...], LIST] = ("a4", "a3")
    reviews: Annotated[tuple[ReviewSize, ...], LIST] = ("a3", "a2")
    maps: Annotated[tuple[Annotated[MapView, word(MapView)], ...], LIST, NONE] = tuple(MapView)
    profile: Annotated[Profile, word(Profile)] = Profile.DETAIL
    tiles: TileSize | None = None


class Channel(Document):
    """A channel of the company's own, or another name or icon for one of ours."""

    name: Free | None = None
    icon: Free | None = None


class PictureNote(Document):
    """What is known of a picture that is nobody's `photo:`: who may be in it, and what they
    allowed. A bare word is its kind."""

    kind: Annotated[PhotoKind, word(PhotoKind)] | None = None
    consent: Consent | None = None


class PhaseName(Document):
    """A phase of the company's own, by its id in `phases`."""

    name: Free


# Editors that open a file at a line when an address says so.
EDITORS = {
    "vscode": "vscode://file/{path}:{line}:{column}",
    "vscodium": "vscodium://file/{path}:{line}:{column}",
    "cursor": "cursor://file/{path}:{line}:{column}",
    "zed": "zed://file/{path}:{line}:{column}",
    "idea": "idea://open?file={path}&line={line}&column={column}",
    "sublime": "subl://open?url=file://{path}&line={line}&column={column}",
}


class Repository(Document):
    """The repository that the forms of the published site edit, by a merge request (`review`).

    `repo` is owner/name; `url` the server, when it is the company's own; `client` the id of the
    application that the server knows us by; `auth` a server that logs in at GitHub for us.
    """

    host: Annotated[GitHost, word(GitHost)]
    repo: Free = Field(min_length=1, pattern=r"^[\w.~-]+(/[\w.~-]+)+$")
    branch: Free = "main"
    folder: Free | None = None
    url: Free | None = None
    client: Free | None = None
    auth: Free | None = None
    review: Annotated[Switch, word(Switch)] = Switch.ON


class Admin(Document):
    """The editor: whether a save is a commit, which program opens a file at a line (`editor`: a
    name, or an address with {path} and {line}), and the repository of the published forms."""

    commit: Annotated[Switch, word(Switch)] = Switch.OFF
    editor: Free | None = None
    repository: Repository | None = None


def _address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"']+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", value):
        raise PydanticCustomError("vote_address", "no address")
    return value


class Roadmap(Document):
    """The roadmap for customers: what stands above it, and where they vote: a web address, in which
    `{id}` is that of the opportunity, or an e-mail address."""

    title: Free | None = None
    intro: Free | None = None
    vote: Annotated[Free, AfterValidator(_address)] | None = None


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
    pictures: dict[str, Annotated[PictureNote, opened("kind")]] = {}
    departments: Names = ()
    method: Annotated[Method, word(Method)] | None = None
    measurements: MeasurementSettings = MeasurementSettings()
    quality: Quality = Quality()
    admin: Admin = Admin()
    roadmap: Roadmap = Roadmap()

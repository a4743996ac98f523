"""The company: `content/site.yaml`. Everything is optional."""

from __future__ import annotations

from string import Formatter
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from affiche.model.choices import MapView, PrintColour, PrintMarks, Profile
from affiche.model.paper import JOURNEY_PAPERS, PERSONA_PAPERS
from affiche.model.text import LIST, Document, Free, Names, Number, opened, word


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _one_of(papers: tuple[str, ...]) -> AfterValidator:
    """A size of paper that these sheets are made on; the sizes are listed in `paper` only."""

    def known(value: str) -> str:
        if value not in papers:
            raise PydanticCustomError("paper_size", "no such size", {"sizes": papers})
        return value

    return AfterValidator(known)


PersonaSize = Annotated[Free, BeforeValidator(_lower), _one_of(PERSONA_PAPERS)]
JourneySize = Annotated[Free, BeforeValidator(_lower), _one_of(JOURNEY_PAPERS)]


def _file_names(value: str) -> str:
    """A pattern of file names: known fields only, and those that keep two sheets apart."""
    try:
        fields = {field for _, field, _, _ in Formatter().parse(value) if field is not None}
    except ValueError:
        raise PydanticCustomError("file_names", "broken braces") from None
    if not NAME_NEEDS <= fields <= NAME_FIELDS or set(value) & NOT_IN_NAMES:
        raise PydanticCustomError("file_names", "no file name")
    return value


# What a file name may be made of, what keeps two sheets apart, and what no file name may hold.
NAME_FIELDS = {"id", "kind", "size", "variant", "version", "company"}
NAME_NEEDS = {"id", "size"}
NOT_IN_NAMES = set('/\\:*?"<>|')
FileNames = Annotated[Free, AfterValidator(_file_names)]


class Posters(Document):
    """Which sheets are made."""

    persona: Annotated[tuple[PersonaSize, ...], LIST] = ("a2", "a3")
    journey: Annotated[tuple[JourneySize, ...], LIST] = ("a1", "a3")
    maps: Annotated[tuple[Annotated[MapView, word(MapView)], ...], LIST] = tuple(MapView)
    profile: Annotated[Profile, word(Profile)] = Profile.DETAIL


class Print(Document):
    """What the print shop asks for; lengths in mm.

    `frame` is how much of the edge a frame covers; `colour` is CMYK when there is an ICC file and
    nothing else is said; `ink` is the most that the paper takes, as the sum of the four inks in
    percent; `names` is the file name that the print shop wants, without ".pdf".
    """

    bleed: Number = Field(default=3, ge=0, le=10)
    safety: Number = Field(default=5, ge=0, le=30)
    frame: Number = Field(default=0, ge=0, le=30)
    marks: Annotated[PrintMarks, word(PrintMarks)] = PrintMarks.CROP
    colour: Annotated[PrintColour, word(PrintColour)] | None = None
    icc: Free | None = Field(default=None, min_length=1)
    ink: Number = Field(default=300, ge=100, le=400)
    names: FileNames = "{id}-{kind}-{size}-{variant}"

    @model_validator(mode="after")
    def _has_its_profile(self) -> Print:
        """CMYK means nothing without the printer's own profile."""
        if self.colour is PrintColour.CMYK and self.icc is None:
            raise PydanticCustomError("cmyk_without_icc", "cmyk without icc")
        return self


class Channel(Document):
    """A channel of the company's own, or another name or icon for one of ours."""

    name: Free | None = None
    icon: Free | None = None


class PhaseName(Document):
    """A phase of the company's own, by its id in `phases`."""

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

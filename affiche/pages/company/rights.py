"""By what right each picture is shown: consents, licences and credits, on a page for colleagues."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from affiche import consent
from affiche.consent import NOTICE, Verdict
from affiche.model import Persona, Photo, PhotoKind, Scope, Site
from affiche.pages.plan import Face, Link, Page
from affiche.pages.relations import Relations

RIGHTS = "rights/index.html"


@dataclass(frozen=True)
class Where:
    """A place, and whether the photo may be shown there."""

    scope: Scope
    verdict: Verdict


@dataclass(frozen=True)
class PhotoRight:
    """The right to one persona's photo. `ends_soon`: within 60 days; `needed`: it is of somebody
    who has to consent."""

    face: Face
    file: str
    kind: PhotoKind | None
    credit: str
    license: str
    source: str
    needed: bool
    given: date | None
    expires: date | None
    withdrawn: date | None
    ends_soon: bool
    places: tuple[Where, ...]


@dataclass(frozen=True)
class OtherPicture:
    """A picture in a text or at a touchpoint, of which nothing is written down."""

    file: str
    places: tuple[Link, ...]


def pages(related: Relations, whole: Site, today: date) -> Iterator[Page]:
    """One page. `whole` still has the photos that `related` may not show."""
    words = related.words
    photos = tuple(
        _photo(persona, persona.photo, related, whole, today)
        for persona in whole.personas.values()
        if persona.photo
    )
    yield Page(
        path=RIGHTS,
        template="pages/rights.html.j2",
        title=words.gettext("Rights"),
        section="rights",
        description=words.gettext("By what right every picture and typeface is here."),
        data={"photos": photos, "others": tuple(_others(related, whole))},
    )


def _photo(
    persona: Persona, photo: Photo, related: Relations, whole: Site, today: date
) -> PhotoRight:
    image = whole.images.get(photo.file)
    drawing = bool(image and image.drawing)
    said = photo.consent
    left = said.expires - today if said and said.expires else None
    return PhotoRight(
        face=related.faces((persona.id,))[0],
        file=photo.file,
        kind=photo.kind,
        credit=photo.credit or "",
        license=photo.license or "",
        source=photo.source or "",
        needed=photo.kind in consent.NEEDS_CONSENT or said is not None,
        given=said.given if said else None,
        expires=said.expires if said else None,
        withdrawn=said.withdrawn if said else None,
        ends_soon=left is not None and left <= NOTICE,
        places=tuple(
            Where(scope, consent.verdict(photo, scope, today, drawing)) for scope in Scope
        ),
    )


def _others(related: Relations, whole: Site) -> Iterator[OtherPicture]:
    """The pictures that are no persona's photo, each once whatever its names, and the journeys
    whose touchpoints show them."""
    photos = (p.photo.file for p in whole.personas.values() if p.photo)
    told = {whole.images[file].digest for file in photos if file in whole.images}
    for image in related.site.images.values():
        if image.digest not in told:
            told.add(image.digest)
            shown = (
                Link(related.journeys[name].title, related.journeys[name].path)
                for name, journey in related.site.journeys.items()
                if any(t.image == image.file for phase in journey.phases for t in phase.touchpoints)
            )
            yield OtherPicture(image.file, tuple(shown))

"""A projection in; everything that a briefing pack shows, as frozen data, out.

The page, the printed document and the lists of a pack see a `Brief` and nothing else. Texts are
Markdown as written, cleaned by `agency`; labels are put in by the template.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from affiche.model import PhotoKind, Scope
from affiche.pages.briefing.agency import Projection
from affiche.pages.briefing.points import Point, points
from affiche.pages.briefing.profile import Profile, profile
from affiche.pages.briefing.travel import Travel, phase_name, travel
from affiche.words import Words


@dataclass(frozen=True)
class Right:
    """By what right a picture is in the pack. Days and scope are those of a consent."""

    file: str
    what: str
    kind: PhotoKind | None
    credit: str
    license: str
    source: str
    given: date | None = None
    ends: date | None = None
    scope: tuple[Scope, ...] = ()


@dataclass(frozen=True)
class Brief:
    """A briefing pack's whole content."""

    id: str
    title: str
    company: str
    agency: str
    type: str
    language: str
    deadline: date | None
    expires: date
    contact: str
    background: str
    goal: str
    insight: str
    proposition: str
    tone: str
    body: str
    deliverables: tuple[Point, ...]
    mandatories: tuple[Point, ...]
    kpi: tuple[Point, ...]
    channels: tuple[str, ...]
    phases: tuple[str, ...]
    personas: tuple[Profile, ...]
    journeys: tuple[Travel, ...]
    rights: tuple[Right, ...]


def brief(projection: Projection, words: Words, grounds: Sequence[str]) -> Brief:
    """Everything that the pack shows. `grounds`: all persona ids in the site's order, so that a
    portrait keeps the colour that it has on the intranet."""
    said, site = projection.briefing, projection.site
    named = [phase_name(phase, projection, words) for phase in said.phases]
    return Brief(
        id=said.id,
        title=said.title,
        company=site.settings.name or "",
        agency=said.agency or "",
        type=said.type or "",
        language=site.settings.language,
        deadline=said.deadline,
        expires=projection.expires,
        contact=said.contact or "",
        background=said.background or "",
        goal=said.goal or "",
        insight=said.insight or "",
        proposition=said.proposition or "",
        tone=said.tone or "",
        body=said.body,
        deliverables=points(said.deliverables),
        mandatories=points(said.mandatories),
        kpi=points(said.kpi),
        channels=said.channels,
        phases=tuple(named),
        personas=tuple(profile(persona, projection, grounds) for persona in site.personas.values()),
        journeys=tuple(
            found
            for journey in site.journeys.values()
            if (found := travel(journey, projection, words)).stages
        ),
        rights=tuple(_rights(projection)),
    )


def _rights(projection: Projection) -> Iterator[Right]:
    """Every picture that goes along, and by what right."""
    photos = {p.photo.file: (p.name, p.photo) for p in projection.site.personas.values() if p.photo}
    for file in projection.site.images:
        if file not in photos:
            yield Right(file, "", None, "", "", "")
            continue
        name, photo = photos[file]
        consent = photo.consent
        yield Right(
            file=file,
            what=name,
            kind=photo.kind,
            credit=photo.credit or "",
            license=photo.license or "",
            source=photo.source or "",
            given=consent.given if consent else None,
            ends=consent.expires if consent else None,
            scope=consent.scope if consent else (),
        )

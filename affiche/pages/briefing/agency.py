"""A whole `Site` and a briefing in; the `Site` that its agency may see out. An allow list.

Only this site ever reaches the templates of a briefing pack: the one briefing, the personas and
the phases of the journeys that it names, and of those what the model marks `agency`, what a
writer marked so, and the own sections that the briefing asks for. Registers, addresses, owners,
other briefings and the names of files stay behind, and so do comments and links to the intranet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import Literal

from affiche import consent
from affiche.errors import Kind, Place, Problem
from affiche.model import Briefing, Journey, Persona, Phase, Scope, Settings, Site, Visibility
from affiche.model.settings import Posters
from affiche.model.site import ImageFile
from affiche.pages.briefing.cleaned import SHOWN, cleaned_texts, key_of
from affiche.pages.visible import for_agency
from affiche.reading.suspects import doubtful_label

# The size of the posters in a pack: what an agency can print itself.
POSTER_SIZE: Literal["a3"] = "a3"
# A briefing without `expires` serves until so long after its deadline.
AFTER_DEADLINE = timedelta(days=90)


@dataclass(frozen=True)
class Projection:
    """What an agency may see: `site` holds nothing else, and `briefing` is the only one in it.

    From the day `expires` on the pack is not valid any more.
    """

    site: Site
    briefing: Briefing
    expires: date


def project(site: Site, briefing_id: str, today: date) -> Projection:
    """The projection for one briefing, on a day. `site` may still hold secrets."""
    briefing = site.briefings[briefing_id]
    seen = consent.shown(site, Scope.AGENCY, today)
    renamed = _renamed(seen, briefing)
    personas = {
        name: _persona(seen.personas[name], briefing, renamed)
        for name in briefing.personas
        if name in seen.personas
    }
    journeys = {
        name: _journey(seen.journeys[name], briefing, seen, renamed)
        for name in briefing.journeys
        if name in seen.journeys
    }
    projected = Site(
        settings=_settings(site, briefing, personas, journeys),
        personas=personas,
        journeys=journeys,
        briefings={briefing_id: for_agency(briefing).model_copy(update={"path": ""})},
        images={image.file: image for image in renamed.values()},
    )
    projected = cleaned_texts(projected, site, renamed)
    return Projection(
        projected, projected.briefings[briefing_id], expires(briefing, projected, today)
    )


def withheld(site: Site, today: date) -> tuple[Problem, ...]:
    """A warning for each picture in what a briefing shows that does not go along, because nothing
    says who is in it."""
    unknown = consent.unexplained(site, today)
    found = {}
    for briefing in site.briefings.values() if unknown else ():
        personas = [site.personas[name] for name in briefing.personas if name in site.personas]
        for key in _mentioned(site, briefing, personas):
            if key in unknown:
                file = site.images[key].file
                what = "the picture {file} does not leave the company: nobody knows who is in it"
                hint = "Say so in site.yaml, under `pictures`: `{file}: stock`, or another kind"
                place = Place(briefing.path)
                problem = Problem(Kind.WARNING, "photo-kind", place, what, hint, {"file": file})
                found[briefing.id, file] = problem
    return tuple(found.values())


def expires(briefing: Briefing, projected: Site, today: date) -> date:
    """The day from which on the pack is not valid: what is written, else 90 days after the
    deadline, else the end of the next quarter; never later than a consent for a picture in it."""
    last = briefing.expires or (briefing.deadline and briefing.deadline + AFTER_DEADLINE)
    ends = [last or _after_next_quarter(today)]
    for persona in projected.personas.values():
        if persona.photo and persona.photo.consent and persona.photo.consent.expires:
            ends.append(persona.photo.consent.expires)
    return min(ends)


def _after_next_quarter(today: date) -> date:
    """The first day after the quarter that follows this one; the same for a quarter long."""
    month = (today.month - 1) // 3 * 3 + 7
    return date(today.year + (month > 12), (month - 1) % 12 + 1, 1)


# Personas ----------------------------------------------------------------------------------


def _persona(persona: Persona, briefing: Briefing, renamed: dict[str, ImageFile]) -> Persona:
    """`kind` stays because it decides how the name is shortened, and nothing else shows it."""
    seen = for_agency(persona)
    asked = {title.casefold() for title in briefing.sections}
    photo = persona.photo and renamed.get(persona.photo.file)
    return seen.model_copy(
        update={
            "kind": persona.kind,
            "path": "",
            "biography": "" if persona.held else seen.biography,
            "facts": {k: v for k, v in seen.facts.items() if not doubtful_label(k, Persona)},
            "sections": tuple(
                section
                for section in persona.sections
                if section.visibility is Visibility.AGENCY
                or (section.title.casefold() in asked and section.visibility is Visibility.INTERNAL)
                if not section.held
            ),
            "photo": seen.photo.model_copy(update={"file": photo.file})
            if seen.photo and photo
            else None,
        }
    )


# Journeys ----------------------------------------------------------------------------------


def _journey(
    journey: Journey, briefing: Briefing, site: Site, renamed: dict[str, ImageFile]
) -> Journey:
    """The phases that matter, with their touchpoints' names filled in from the register."""
    wanted = {name.casefold() for name in briefing.phases}
    own = {lane.id for lane in journey.lanes if lane.visibility is Visibility.AGENCY}
    phases = tuple(
        _phase(phase, own, site, renamed)
        for phase in journey.phases
        if not wanted or wanted & {(phase.id or "").casefold(), (phase.name or "").casefold()}
    )
    lanes = tuple(lane for lane in journey.lanes if lane.id in own)
    return for_agency(journey).model_copy(update={"path": "", "phases": phases, "lanes": lanes})


def _phase(phase: Phase, own: set[str], site: Site, renamed: dict[str, ImageFile]) -> Phase:
    touchpoints = []
    seen = for_agency(phase)
    for written, touchpoint in zip(phase.touchpoints, seen.touchpoints, strict=True):
        known = site.touchpoints.get(written.ref or "")
        image = renamed.get(written.image or "")
        changes = {
            "name": touchpoint.name or (known and known.name),
            "channel": touchpoint.channel or (known and known.channel),
            "image": image and image.file,
        }
        touchpoints.append(touchpoint.model_copy(update=changes))
    lanes = {lane: text for lane, text in phase.lanes.items() if lane in own}
    return seen.model_copy(update={"touchpoints": tuple(touchpoints), "lanes": lanes})


# What is around them -----------------------------------------------------------------------


def _settings(
    site: Site, briefing: Briefing, personas: dict[str, Persona], journeys: dict[str, Journey]
) -> Settings:
    """The company's name, and its own words for the channels and phases that are named."""
    said = site.settings
    phases = {phase.id for journey in journeys.values() for phase in journey.phases}
    channels = {
        *briefing.channels,
        *(use.channel for persona in personas.values() for use in persona.channels),
        *(t.channel for j in journeys.values() for phase in j.phases for t in phase.touchpoints),
    }
    return Settings(
        name=said.name,
        language=briefing.language or said.language,
        theme=said.theme,
        method=said.method,
        posters=Posters(
            persona=(POSTER_SIZE,), journey=(), review=(), reviews=(), profile=said.posters.profile
        ),
        phases={
            name: phase
            for name, phase in said.phases.items()
            if name in phases or name in briefing.phases
        },
        channels={name: channel for name, channel in said.channels.items() if name in channels},
    )


def _renamed(site: Site, briefing: Briefing) -> dict[str, ImageFile]:
    """The pictures that go along, by their key, under names that say nothing of their own."""
    found: dict[str, ImageFile] = {}
    personas = [site.personas[name] for name in briefing.personas if name in site.personas]
    for persona in personas:
        if persona.photo and persona.photo.file in site.images:
            _rename(found, persona.photo.file, site, f"portraits/{persona.id}")
    for key in _mentioned(site, briefing, personas):
        if key not in found:
            taken = {image.file for image in found.values() if image.file.startswith("pictures/")}
            _rename(found, key, site, f"pictures/{len(taken) + 1}")
    return found


def _rename(found: dict[str, ImageFile], key: str, site: Site, name: str) -> None:
    """The picture under its new name; one that went along already keeps the one that it has."""
    image = site.images[key]
    known = next((one for one in found.values() if one.digest == image.digest), None)
    ending = PurePosixPath(image.file).suffix.lower()
    found[key] = known or replace(image, file=f"{name}{ending}")


def _mentioned(site: Site, briefing: Briefing, personas: list[Persona]) -> Iterator[str]:
    """The keys of the pictures that the texts and touchpoints of a briefing show, in order."""
    asked = {title.casefold() for title in briefing.sections}
    texts = [(briefing.body, briefing.path)]
    for persona in personas:
        asked_for = (s for s in persona.sections if s.title.casefold() in asked and not s.held)
        told = (persona.biography,) if not persona.held else ()
        texts += [(text, persona.path) for text in (*told, *(s.body for s in asked_for))]
    for text, path in texts:
        for match in SHOWN.finditer(text):
            if key := key_of(match["address"], path, site.images):
                yield key
    for journey_id in briefing.journeys:
        if journey_id in site.journeys:
            for phase in site.journeys[journey_id].phases:
                images = (touchpoint.image for touchpoint in phase.touchpoints)
                yield from (image for image in images if image and image in site.images)

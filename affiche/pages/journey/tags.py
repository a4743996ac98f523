"""A persona or a journey in; what its list can be narrowed by (segment, phase…) out."""

from __future__ import annotations

from affiche.kept import DOCUMENTS, following
from affiche.model import Journey, Persona, Site, Status
from affiche.pages.among import made_by
from affiche.pages.filters import Tags
from affiche.pages.journey.map.lanes import travellers
from affiche.pages.journey.naming import phase_name
from affiche.words import Words


@following(1, DOCUMENTS)
def of_journey(journey: Journey, site: Site, words: Words) -> Tags:
    """Its own, and the segments of those who make it."""
    segments = (_segment(name, site) for name in travellers(journey, site))
    return {
        "segment": tuple(segments),
        "status": (words.label(journey.status),),
        "phase": phases(journey, site, words),
        "owner": (journey.owner or "",),
    }


@following(1, DOCUMENTS)
def of_persona(persona: Persona, site: Site, words: Words) -> Tags:
    """Its own, and the phases of its journeys."""
    own = (site.journeys[name] for name in made_by(persona.id, site))
    made = [journey for journey in own if journey.status is not Status.ARCHIVED]
    found = dict.fromkeys(name for journey in made for name in phases(journey, site, words))
    return {
        "segment": (persona.segment or "",),
        "status": (words.label(persona.status),),
        "phase": tuple(found),
        "owner": (persona.owner or "",),
    }


@following(1, DOCUMENTS)
def _segment(name: str, site: Site) -> str:
    return site.personas[name].segment or ""


def phases(journey: Journey, site: Site, words: Words) -> tuple[str, ...]:
    """The names of its phases, as its map has them."""
    return tuple(phase_name(phase, site, words)[0] for phase in journey.phases)

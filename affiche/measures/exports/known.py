"""Personas, journeys and registers in; every name that a row may call them by, with its id, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from affiche.measures.exports.rows import Known
from affiche.model import Journey, Opportunity, Persona, RegisteredTouchpoint
from affiche.model.choices import PHASES
from affiche.words import spellings


def known(
    personas: Mapping[str, Persona | None],
    journeys: Mapping[str, Journey | None],
    touchpoints: Mapping[str, RegisteredTouchpoint | None],
    opportunities: Mapping[str, Opportunity | None],
    own_phases: Iterable[tuple[str, str]],
) -> Known:
    """Ids go before names; a document that could not be read is known by its id alone.

    A phase or touchpoint that lives only in a journey is known by its name, which is its id here.
    """
    phases = [phase for journey in journeys.values() if journey for phase in journey.phases]
    stops = [stop for phase in phases for stop in phase.touchpoints]
    loose = [stop.name for stop in stops if stop.name and not stop.ref]
    named = [phase.name for phase in phases if phase.name and not phase.id]
    standard = spellings(PHASES, "phase").items()
    return Known(
        {
            "persona": _names((id_, p.name if p else "") for id_, p in personas.items()),
            "journey": _names((id_, j.title if j else "") for id_, j in journeys.items()),
            "phase": _names((*own_phases, *((id_, label) for label, id_ in standard),
                             *((name, name) for name in named))),
            "touchpoint": _names((*((id_, t.name if t else "") for id_, t in touchpoints.items()),
                                  *((name, name) for name in loose))),
            "opportunity": _names(
                pair for id_, one in opportunities.items()
                for pair in ((id_, one.title if one else ""), (id_, (one and one.ticket) or ""))
            ),
        }
    )  # fmt: skip


def _names(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    pairs = list(pairs)
    found: dict[str, str] = {}
    for id_, _ in pairs:
        found.setdefault(_plain(id_), id_)
    for id_, name in pairs:
        if name:
            found.setdefault(_plain(name), id_)
    return found


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())

"""A site in; for each persona and journey the others that it has to do with, out.

Each is looked for in the whole site once, and then asked for by id: what one page shows of the
others changes only when that does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from affiche.kept import DOCUMENTS, following
from affiche.model import Site

# Of so many other things that are asked of a site as a whole results are kept.
FEW = 8
Ids = tuple[str, ...]


@following(1, DOCUMENTS)
def made_by(persona: str, site: Site) -> Ids:
    """The journeys that a persona makes, in their order."""
    return _made(site).get(persona, ())


@following(1, DOCUMENTS)
def below(journey: str, site: Site) -> Ids:
    """The journeys that name this one as the one above them, in their order."""
    return _below(site).get(journey, ())


@following(1, DOCUMENTS)
def compared_to(journey: str, site: Site) -> Ids:
    """The journeys that compare themselves with this one, in their order."""
    return _compared(site).get(journey, ())


@following(1, DOCUMENTS)
def briefed_on(journey: str, site: Site) -> Ids:
    """The briefings that a journey goes along with, in their order."""
    return tuple(one.id for one in site.briefings.values() if journey in one.journeys)


def place_of(persona: str, site: Site) -> int:
    """Where a persona stands among all."""
    return _places(site)[persona]


@following(1, DOCUMENTS)
def beside(journey: str, site: Site) -> tuple[str | None, str | None]:
    """The journeys before and after this one, in the order of the content."""
    return _neighbours(site)[journey]


# Of all at once --------------------------------------------------------------------------------


@following(0, FEW)
def _made(site: Site) -> Mapping[str, Ids]:
    return _gathered(
        (persona, journey.id)
        for journey in site.journeys.values()
        for persona in journey.persona_ids
    )


@following(0, FEW)
def _below(site: Site) -> Mapping[str, Ids]:
    return _gathered((one.parent, one.id) for one in site.journeys.values() if one.parent)


@following(0, FEW)
def _compared(site: Site) -> Mapping[str, Ids]:
    return _gathered((one.compare_to, one.id) for one in site.journeys.values() if one.compare_to)


@following(0, FEW)
def _places(site: Site) -> Mapping[str, int]:
    return {name: place for place, name in enumerate(site.personas)}


@following(0, FEW)
def _neighbours(site: Site) -> Mapping[str, tuple[str | None, str | None]]:
    every = (None, *site.journeys, None)
    return {
        one: (before, after)
        for before, one, after in zip(every, every[1:], every[2:], strict=False)
        if one is not None
    }


def _gathered(pairs: Iterable[tuple[str, str]]) -> Mapping[str, Ids]:
    """What stands behind the same name, in order."""
    found: dict[str, list[str]] = {}
    for name, one in pairs:
        found.setdefault(name, []).append(one)
    return {name: tuple(held) for name, held in found.items()}

"""What can be said of each thing in a list in; the choices that a list can be narrowed by out.

A page holds them as plain `<select>`s, which its script shows: without one the list is whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from affiche.words import Words

# What may be chosen by, in order, with its English label.
FACETS = (
    ("segment", "Segment"),
    ("status", "Status"),
    ("kind", "Kind"),
    ("phase", "Phase"),
    ("owner", "Owner"),
    ("channel", "Channel"),
)
# Those whose choices have no order of their own.
BY_NAME = ("segment", "owner", "channel")
# A shorter list is seen at once.
LEAST = 3

Tags = Mapping[str, Iterable[str]]


@dataclass(frozen=True)
class Facet:
    """One choice: its name in the address, its label, and what can be chosen."""

    name: str
    label: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Filters:
    """The choices of a page; `tags` says of each thing which options it has ("status.0 owner.2"),
    by whatever names it on the page."""

    facets: tuple[Facet, ...]
    tags: Mapping[str, str]


def filters(things: Mapping[str, Tags], words: Words) -> Filters | None:
    """The choices that tell these things apart; None when there are none, or too few things."""
    if len(things) < LEAST:
        return None
    facets = []
    for name, label in FACETS:
        met = dict.fromkeys(one for tags in things.values() for one in tags.get(name, ()) if one)
        options = sorted(met, key=str.casefold) if name in BY_NAME else list(met)
        if len(options) > 1:
            facets.append(Facet(name, words.gettext(label), tuple(options)))
    if not facets:
        return None
    places = {
        facet.name: {option: f"{facet.name}.{at}" for at, option in enumerate(facet.options)}
        for facet in facets
    }
    return Filters(tuple(facets), {key: _said(tags, places) for key, tags in things.items()})


def _said(tags: Tags, places: Mapping[str, Mapping[str, str]]) -> str:
    said = (
        known[one]
        for name, known in places.items()
        for one in dict.fromkeys(tags.get(name, ()))
        if one in known
    )
    return " ".join(said)

"""Answers in; the same figures by persona, phase and touchpoint, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from affiche.kept import DOCUMENTS, memo
from affiche.measures import places
from affiche.measures.withheld import of_field
from affiche.model.measures import MeasureKind, Measurements
from affiche.pages import cards, figures
from affiche.pages.figures import Said
from affiche.pages.relations import Relations
from affiche.words import Words


@dataclass(frozen=True)
class Breakdown:
    """The figures of one persona, phase or touchpoint, a column a measure."""

    name: str
    path: str | None
    figures: tuple[Said, ...]


def breakdown(related: Relations) -> tuple[tuple[str, tuple[Breakdown, ...]], ...]:
    """(what it is by, its rows), for personas, phases and touchpoints that have answers: as they
    come elsewhere on the site, what is no known one last."""
    site, words = related.site, related.words
    found = site.measurements
    kinds = tuple(kind for kind in figures.KINDS if figures.rows(found, kind))
    spots = [one.spot for kind in kinds for one in figures.rows(found, kind)]
    met = dict.fromkeys(spot.phase for spot in spots)
    phases = sorted(met, key=lambda phase: related.turn(related.phase(phase)))
    groups: tuple[tuple[str, str, Callable[[str], tuple[str, str | None]], Iterable[str]], ...] = (
        ("Persona", "persona", lambda name: _persona(name, related), related.personas),
        ("Phase", "phase", lambda name: (related.phase(name), None), phases),
        ("Touchpoint", "touchpoint", lambda name: _touchpoint(name, related), site.touchpoints),
    )
    made = []
    for label, field, named, known in groups:
        there = dict.fromkeys(str(getattr(spot, field)) for spot in spots)
        names = dict.fromkeys((*(name for name in known if name in there), *there))
        rows_ = tuple(
            Breakdown(
                *named(name), tuple(_figure(found, kind, field, name, words) for kind in kinds)
            )
            for name in names
            if name
        )
        if rows_:
            made.append((words.gettext(label), rows_))
    return tuple(made)


def _persona(name: str, related: Relations) -> tuple[str, str | None]:
    card = related.personas.get(name)
    return (card.name, card.path) if card else (name, None)


def _touchpoint(name: str, related: Relations) -> tuple[str, str | None]:
    known = related.site.touchpoints.get(name)
    return (known.name, cards.touchpoint_path(name)) if known else (name, None)


@memo(DOCUMENTS)
def _figure(found: Measurements, kind: MeasureKind, field: str, name: str, words: Words) -> Said:
    rows_ = places.chosen(figures.rows(found, kind), lambda spot: getattr(spot, field) == name)
    return figures.of_kind(kind, rows_, words, found, of_field(field, name))

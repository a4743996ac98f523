"""A phase with its touchpoints in; what stands in its cell of each lane out.

`MAKERS` holds for each lane how its cells look, the maps that show it, and who fills them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from affiche.markup import plain
from affiche.model import Phase
from affiche.model.measures import FEWEST
from affiche.pages import figures
from affiche.pages.journey.map import AnswerItem, Cell, Item, Stop
from affiche.pages.journey.map.stops import Numbered, named, shown
from affiche.words import Words

FUNCTIONAL, EMOTIONAL = ("functional",), ("emotional",)
BOTH = (*FUNCTIONAL, *EMOTIONAL)


@dataclass(frozen=True)
class Place:
    """A phase with its touchpoints, as the makers of cells see it."""

    phase: Phase
    stops: tuple[Stop, ...]
    known: Numbered
    words: Words
    answers: tuple[AnswerItem, ...] = ()
    single: bool = False


def text(value: str | None, role: str = "") -> tuple[Item, ...]:
    """One text as a cell; nothing as an empty one."""
    return (Item(value, role),) if value else ()


def _functional(place: Place) -> Cell:
    """What happens, and what is required; without a word on it, what is done at touchpoints."""
    written = place.phase.functional
    if written and (written.summary or written.requirements):
        return (*text(written.summary), *shown(written.requirements, "requirement"))
    return _said(place, "action")


def _emotional(place: Place) -> Cell:
    written = place.phase.emotional
    return (*text(written.summary), *text(written.need, "need")) if written else ()


def _quotes(place: Place) -> Cell:
    said = (
        place.phase.quote.text if place.phase.quote else "",
        *(stop.quote for stop in place.stops),
    )
    return tuple(Item(quote) for quote in dict.fromkeys(said) if quote)


def _opportunities(place: Place) -> Cell:
    """The phase's own and those of its touchpoints, each once, by number."""
    own = named(place.phase.opportunities, place.known)
    every = (*own, *(item for stop in place.stops for item in stop.opportunities))
    return tuple(sorted(dict.fromkeys(every), key=lambda item: item.number))


def _measures(place: Place) -> Cell:
    """Averages of what was given at the touchpoints, and what is measured there; or one measure
    for the whole phase."""
    if place.single:
        return _one_measure(place)
    averages = (
        ("Effort", [stop.effort for stop in place.stops if stop.effort is not None]),
        ("Satisfaction", [s.satisfaction for s in place.stops if s.satisfaction is not None]),
    )
    items = [
        Item(place.words.number(sum(values) / len(values), 1), "measure", _say(label, place.words))
        for label, values in averages
        if values
    ]
    kpis = (item for stop in place.stops for item in stop.kpis)
    return (*items, *_once(Item(kpi.text, "kpi") for kpi in kpis))


def _one_measure(place: Place) -> Cell:
    """The measure that a phase has: as typed there, its net promoter score, the first that was
    measured at a touchpoint, or the first that it is measured by."""
    for typed in place.phase.measures:
        if typed.n is None or typed.n >= FEWEST:
            n = f" (n\u00a0=\u00a0{place.words.number(typed.n)})" if typed.n else ""
            scale = f", {typed.scale}" if typed.scale else ""
            value = figures.typeset(typed.value, place.words)
            return (Item(value + scale + n, "measure", place.words.label(typed.kind)),)
    told = sorted((one for one in place.answers if one.value), key=lambda one: not one.nps)
    for one in told:
        return (Item(f"{one.value} ({one.n})" if one.n else one.value, "measure", one.name),)
    kpis = (item for stop in place.stops for item in stop.kpis)
    return next(((Item(kpi.text, "kpi"),) for kpi in kpis), ())


def _say(label: str, words: Words) -> str:
    return words.pgettext("measure", label)


def _once(items: Iterator[Item]) -> tuple[Item, ...]:
    """Items by their text, each once, in order."""
    return tuple({item.text.casefold(): item for item in items}.values())


# id → (how its cells look, the maps that show it, what stands in a cell)
Maker = Callable[[Place], Cell]
MAKERS: Mapping[str, tuple[str, tuple[str, ...], Maker]] = {
    "goal": ("text", BOTH, lambda p: text(p.phase.goal)),
    "functional": ("text", FUNCTIONAL, _functional),
    "touchpoints": ("stops", BOTH, lambda p: p.stops),
    "delivery": ("delivery", FUNCTIONAL, lambda p: _stops(p, _delivery)),
    "thoughts": ("thoughts", EMOTIONAL, lambda p: _said(p, "thought")),
    "answers": ("answers", BOTH, lambda p: p.answers),
    "emotional": ("text", EMOTIONAL, _emotional),
    "quotes": ("quotes", EMOTIONAL, _quotes),
    "pains": ("list", BOTH, lambda p: _once(iter((*shown(p.phase.pains), *_all(p, "pains"))))),
    "gains": ("list", EMOTIONAL, lambda p: _once(iter((*shown(p.phase.gains), *_all(p, "gains"))))),
    "opportunities": ("opportunities", BOTH, _opportunities),
    "response": ("text", FUNCTIONAL, lambda p: text(p.phase.response)),
    "measures": ("measures", FUNCTIONAL, _measures),
    "frontstage": ("list", FUNCTIONAL, lambda p: _once(iter(_all(p, "frontstage")))),
    "backstage": ("list", FUNCTIONAL, lambda p: _once(iter(_all(p, "backstage")))),
    "systems": ("names", FUNCTIONAL, lambda p: _once(iter(_all(p, "systems")))),
    "owner": ("names", FUNCTIONAL, lambda p: _once(iter(_said(p, "owner")))),
    "kpis": ("list", FUNCTIONAL, lambda p: _once(iter(_all(p, "kpis")))),
    "duration": ("text", FUNCTIONAL, lambda p: text(p.phase.duration)),
    "images": ("images", BOTH, lambda p: _stops(p, lambda stop: bool(stop.image))),
}


def _delivery(stop: Stop) -> bool:
    """Whether it is told what is required there, or what was expected and what came."""
    return bool(stop.requirements or (stop.expectation and stop.delivered))


def _stops(place: Place, there: Callable[[Stop], bool]) -> tuple[Stop, ...]:
    """The touchpoints in the phase of which something is told."""
    return tuple(stop for stop in place.stops if there(stop))


def acts(place: Place, actor: str) -> tuple[Item, ...]:
    """What one of several actors does in the phase: at each touchpoint, in a few words."""
    return tuple(
        Item(stop.action or stop.name)
        for stop in place.stops
        if plain(stop.actor).casefold() == actor
    )


def _said(place: Place, field: str) -> tuple[Item, ...]:
    """One field of every touchpoint in the phase that has it."""
    return tuple(Item(getattr(stop, field)) for stop in place.stops if getattr(stop, field))


def _all(place: Place, field: str) -> tuple[Item, ...]:
    """The items of one field of every touchpoint in the phase."""
    return tuple(item for stop in place.stops for item in getattr(stop, field))

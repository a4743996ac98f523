"""Journeys that zoom into each other in; the tree that one walks through, and the phases of the
journey above with the one that is seen closer in marked, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from affiche.markup import plain
from affiche.model import Journey, Phase, Site
from affiche.pages import among, cards
from affiche.pages.journey.naming import phase_name
from affiche.pages.plan import Link
from affiche.words import Words


@dataclass(frozen=True)
class Node:
    """A journey in the tree; `phase` is what it zooms into of the one above, "" when not said."""

    label: str
    path: str
    phase: str
    here: bool
    children: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Step:
    """A phase of the journey above; `here`: this journey shows it closer in. `path` leads to the
    journey that does, else to the one above."""

    name: str
    path: str
    here: bool


@dataclass(frozen=True)
class Zoom:
    """The journey above with its phases, of a journey that zooms in."""

    above: Link
    phase: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Listed:
    """A journey in a list, below how many others of it it stands, and of what it is a part; "" when
    it stands alone."""

    journey: Journey
    depth: int
    within: str


def in_order(journeys: Sequence[Journey], site: Site, words: Words) -> Iterator[Listed]:
    """The journeys of a list as they come, each with those that zoom into it right behind."""
    listed = {one.id: one for one in journeys}
    done: set[str] = set()

    def branch(one: Journey, depth: int) -> Iterator[Listed]:
        if one.id in done:
            return
        done.add(one.id)
        yield Listed(one, depth, _within(one, site, words))
        for below in _below(one, site):
            if below.id in listed:
                yield from branch(below, depth + 1)

    for one in journeys:
        if one.parent not in listed or one.parent == one.id:
            yield from branch(one, 0)
    for one in journeys:  # those that zoom into each other in a circle
        yield from branch(one, 0)


def _within(one: Journey, site: Site, words: Words) -> str:
    above = site.journeys.get(one.parent or "")
    if above is None or above is one:
        return ""
    title, phase = plain(above.title), plain(_zoomed(one, site, words))
    if not phase:
        return f"{words.gettext('Zooms in on')} “{title}”"
    return words.say("Zooms in on {phase} of “{title}”", phase=phase, title=title)


def tree(journey: Journey, site: Site, words: Words) -> Node | None:
    """The whole tree that a journey stands in; None when it stands alone."""
    top = journey
    passed = {top.id}
    while (above := site.journeys.get(top.parent or "")) and above.id not in passed:
        top = above
        passed.add(top.id)
    made = _node(top, journey, site, words, frozenset())
    return made if made.children else None


def _node(one: Journey, here: Journey, site: Site, words: Words, above: frozenset[str]) -> Node:
    below = () if one.id in above else _below(one, site)
    return Node(
        label=one.title,
        path=cards.journey_path(one.id),
        phase=_zoomed(one, site, words),
        here=one is here,
        children=tuple(_node(child, here, site, words, above | {one.id}) for child in below),
    )


def _below(one: Journey, site: Site) -> tuple[Journey, ...]:
    """The journeys that zoom into one, in the order of its phases."""
    order = {index: place for place, index in enumerate(map(_key, one.phases))}
    found = [site.journeys[name] for name in among.below(one.id, site) if name != one.id]
    return tuple(sorted(found, key=lambda o: order.get((o.parent_phase or "").casefold(), 999)))


def _key(phase: Phase) -> str:
    return (phase.id or plain(phase.name)).casefold()


def _is(phase: Phase, said: str | None) -> bool:
    """Whether a phase is the one that is meant, by id or by name."""
    wanted = (said or "").strip().casefold()
    return bool(wanted) and wanted in {(phase.id or "").casefold(), plain(phase.name).casefold()}


def _zoomed(one: Journey, site: Site, words: Words) -> str:
    above = site.journeys.get(one.parent or "")
    for phase in above.phases if above else ():
        if _is(phase, one.parent_phase):
            return phase_name(phase, site, words)[0]
    return ""


def zoom(journey: Journey, site: Site, words: Words) -> Zoom | None:
    """The journey above, of one that says which phase of it it zooms into."""
    above = site.journeys.get(journey.parent or "")
    name = _zoomed(journey, site, words)
    if above is None or above is journey or not name:
        return None
    link = Link(above.title, cards.journey_path(above.id))
    return Zoom(link, name, tuple(_steps(journey, above, site, words)))


def _steps(journey: Journey, above: Journey, site: Site, words: Words) -> Iterator[Step]:
    for number, phase in enumerate(above.phases, start=1):
        name = phase_name(phase, site, words)[0] or words.say("Phase {number}", number=number)
        closer = zooms(above, phase, site)
        path = closer[0].path if closer else f"{cards.journey_path(above.id)}#phase-{number}"
        yield Step(name, path, _is(phase, journey.parent_phase))


def zooms(journey: Journey, phase: Phase, site: Site) -> tuple[Link, ...]:
    """The journeys that show one phase of a journey closer in."""
    return tuple(
        Link(one.title, cards.journey_path(one.id))
        for one in (site.journeys[name] for name in among.below(journey.id, site))
        if one.id != journey.id and _is(phase, one.parent_phase)
    )

"""Everything that was read in; ids that point to nothing, and circles, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from affiche.errors import Kind, Problem
from affiche.markup import plain
from affiche.model import Briefing, Journey, Persona, Phase
from affiche.model.choices import LANES, PHASES, MapView
from affiche.reading import guesses
from affiche.reading.canonical import Own
from affiche.reading.documents import Read

Location = tuple[str | int, ...]
# What people write between two names.
_AND = re.compile(r"\s*[,;/&+]\s*|\s+(?:en|and)\s+")


@dataclass(frozen=True)
class Known:
    """Every id that can be referred to, also of documents that have a mistake in them or in
    the name of their file: a reference is not wrong because the document is. Under an id stands
    what else its document is or was called."""

    personas: Mapping[str, tuple[str, ...]]
    journeys: Mapping[str, tuple[str, ...]]
    touchpoints: Mapping[str, tuple[str, ...]]
    opportunities: Mapping[str, tuple[str, ...]]
    own: Own


def check(
    known: Known, journeys: Mapping[str, Read[Journey]], briefings: Mapping[str, Read[Briefing]],
    sections: Mapping[str, tuple[str, ...]], personas: Mapping[str, Read[Persona]],
) -> list[Problem]:  # fmt: skip
    """Every reference that leads nowhere, and what a briefing asks for that is held back.
    `sections` are the own section titles of each persona."""
    found: list[Problem] = []
    for read in journeys.values():
        if read.rest:
            found += _journey(read, read.rest, known, journeys)
    for briefing in briefings.values():
        if briefing.rest:
            found += _briefing(briefing, briefing.rest, known, journeys, sections)
            found += _held_back(briefing.rest, personas)
            found += _doubted(briefing.rest, personas, journeys)
    return [*found, *_circles(journeys)]


def _journey(
    read: Read[Journey], made: Journey, known: Known, journeys: Mapping[str, Read[Journey]]
) -> Iterator[Problem]:
    if made.persona:
        yield from _look_up(read, ("persona",), made.persona, "persona", known.personas)
    for number, name in enumerate(made.personas):
        yield from _look_up(read, ("personas", number), name, "persona", known.personas)
    yield from _feelings(read, made)
    for key, other in (("parent", made.parent), ("compare_to", made.compare_to)):
        if other == made.id:
            yield _problem(
                read, (key,), "refers-to-itself", "`{key}` refers to this journey itself",
                "Write the id of another journey", key=key,
            )  # fmt: skip
        elif other:
            yield from _look_up(read, (key,), other, "journey", known.journeys)
    yield from _zoomed(read, made, journeys)
    yield from _lanes(read, made)
    for number, phase in enumerate(made.phases):
        yield from _phase(read, phase, ("phases", number), known)


def _zoomed(
    read: Read[Journey], made: Journey, journeys: Mapping[str, Read[Journey]]
) -> Iterator[Problem]:
    """Whether the journey above has the phase that this one zooms into."""
    if not made.parent_phase:
        return
    if not made.parent:
        yield _problem(
            read, ("parent_phase",), "no-parent",
                "`parent_phase` is of a journey that is not named",
            "Write `parent: <id>` too",
        )  # fmt: skip
        return
    above = journeys[made.parent].rest if made.parent in journeys else None
    if above is None or made.parent == made.id:
        return
    names = [name for phase in above.phases for name in (phase.id, plain(phase.name)) if name]
    if made.parent_phase.casefold() not in map(str.casefold, names):
        yield from _look_up(read, ("parent_phase",), made.parent_phase, "zoom", names)


def _feelings(read: Read[Journey], made: Journey) -> Iterator[Problem]:
    """Whether everybody whose feelings are told makes the journey."""
    for number, phase in enumerate(made.phases):
        places: list[tuple[Location, Iterable[str]]] = [((), phase.emotions)]
        places += [(("touchpoints", n), t.emotions) for n, t in enumerate(phase.touchpoints)]
        for where, emotions in places:
            for name in emotions:
                here = ("phases", number, *where, "emotions", name)
                yield from _look_up(read, here, name, "traveller", made.persona_ids)


def _phase(read: Read[Journey], phase: Phase, here: Location, known: Known) -> Iterator[Problem]:
    if phase.id:
        phases = (*(name for name, _ in known.own.phases), *PHASES)
        yield from _look_up(read, (*here, "id"), phase.id, "phase", phases)
    yield from _opportunities(read, phase.opportunities, here, known)
    for number, touchpoint in enumerate(phase.touchpoints):
        there = (*here, "touchpoints", number)
        if touchpoint.ref:
            yield from _look_up(
                read, (*there, "ref"), touchpoint.ref, "touchpoint", known.touchpoints
            )
        yield from _opportunities(read, touchpoint.opportunities, there, known)


def _opportunities(
    read: Read[Journey], uses: Iterable[object], here: Location, known: Known
) -> Iterator[Problem]:
    for number, use in enumerate(uses):
        ref = getattr(use, "ref", None)
        if ref:
            location = (*here, "opportunities", number, "ref")
            yield from _look_up(read, location, ref, "opportunity", known.opportunities)


def _lanes(read: Read[Journey], made: Journey) -> Iterator[Problem]:
    """Lanes that are neither ours nor filled, and text of phases that no lane shows."""
    filled = {name for phase in made.phases for name in phase.lanes}
    listed = {lane.id for lane in made.lanes}
    for number, lane in enumerate(made.lanes):
        if lane.id in LANES and "visibility" in lane.model_fields_set:
            yield _problem(
                read,
                ("lanes", number, "visibility"), "lane-visibility",
                "who may see the lane `{name}` cannot be chosen",
                "Take `visibility` away here; write what fewer may see in a lane of your own",
                name=lane.id,
            )  # fmt: skip
        if lane.id == "curve" and lane.map is MapView.FUNCTIONAL:
            yield _problem(
                read,
                ("lanes", number, "map"), "lane-map",
                "the functional map has no curve",
                "Write `map: emotional`, or leave `map` out",
            )  # fmt: skip
        if lane.id not in LANES and lane.label is None and lane.id not in filled:
            yield from _look_up(
                read, ("lanes", number, "id"), lane.id, "lane", (*LANES, *sorted(filled))
            )
    for number, phase in enumerate(made.phases):
        for name in phase.lanes:
            location: Location = ("phases", number, "lanes", name)
            if name in LANES:
                hint = (
                    "Write it as a field of the phase: `{name}: …`"
                    if name in Phase.model_fields
                    else "Write it at the touchpoints, or give your own lane another id"
                )
                yield _problem(
                    read, location, "lane-name", "the lane `{name}` fills itself", hint, name=name
                )
            elif made.lanes and name not in listed:
                yield _problem(
                    read, location, "unlisted-lane", "the lane `{name}` is not in `lanes`",
                    "Add `{{id: {name}, label: …}}` to `lanes`, or take `lanes` away to see all",
                    name=name,
                )  # fmt: skip


def _briefing(
    read: Read[Briefing], made: Briefing, known: Known,
    journeys: Mapping[str, Read[Journey]], sections: Mapping[str, tuple[str, ...]],
) -> Iterator[Problem]:  # fmt: skip
    for number, name in enumerate(made.personas):
        yield from _look_up(read, ("personas", number), name, "persona", known.personas)
    for number, name in enumerate(made.journeys):
        yield from _look_up(read, ("journeys", number), name, "journey", known.journeys)
    phases = [*(name for name, _ in known.own.phases), *PHASES]
    told = [journeys[name].rest for name in made.journeys if name in journeys]
    phases += [str(p.name) for journey in told if journey for p in journey.phases if p.name]
    for number, name in enumerate(made.phases):
        yield from _look_up(read, ("phases", number), name, "phase", phases)
    if not all(name in sections for name in made.personas):
        return  # of a persona that could not be read, nobody knows which sections it has
    titles = [title for name in made.personas for title in sections[name]]
    for number, name in enumerate(made.sections):
        yield from _look_up(read, ("sections", number), name, "section", titles)


def _held_back(made: Briefing, personas: Mapping[str, Read[Persona]]) -> Iterator[Problem]:
    """What would go along, were it not doubtful."""
    asked = {"", *(title.casefold() for title in made.sections)}
    for name in made.personas:
        because = personas[name].held if name in personas else {}
        for part in because.keys() & asked:
            yield replace(because[part], values={**because[part].values, "briefing": made.id})


def _doubted(
    made: Briefing, personas: Mapping[str, Read[Persona]], journeys: Mapping[str, Read[Journey]]
) -> Iterator[Problem]:
    """Lines of fields that would go along, were they not doubtful."""
    shown = [*(personas[name].doubted for name in made.personas if name in personas)]
    shown += [journeys[name].doubted for name in made.journeys if name in journeys]
    for one in (one for doubted in shown for one in doubted):
        yield replace(one, values={**one.values, "briefing": made.id})


# What is looked up → what is said when it is not there, and where such things stand.
_NOWHERE = {
    "persona": ("there is no persona `{name}`", "A persona is a file in personas/"),
    "zoom": ("the journey above has no phase `{name}`", "Choose from {known}"),
    "traveller": (
        "`{name}` does not make this journey",
        "Choose from {known}, or add `{name}` to `personas`",
    ),
    "journey": ("there is no journey `{name}`", "A journey is a file in journeys/"),
    "touchpoint": (
        "there is no touchpoint `{name}`",
        "Add it to touchpoints.yaml, or write `name: …` instead of `ref`",
    ),
    "opportunity": (
        "there is no opportunity `{name}`",
        "Add it to opportunities.yaml, or write `title: …` for one that lives only here",
    ),
    "phase": (
        "there is no phase `{name}`",
        "Choose from {known}, write a `name` instead, or add it to `phases` in site.yaml",
    ),
    "lane": (
        "there is no lane `{name}`",
        "Choose from {known}, or write `{{id: {name}, label: …}}` for one of your own",
    ),
    "section": (
        "there is no section “{name}” in the personas of this briefing",
        "Choose from {known}",
    ),
}


def _look_up(
    read: Read[Journey] | Read[Briefing], location: Location, name: str, sort: str,
    known: Iterable[str],
) -> Iterator[Problem]:  # fmt: skip
    called = known if isinstance(known, Mapping) else {}
    known = tuple(sorted(known) if called else dict.fromkeys(known))
    if name in known:
        return
    what, hint = _NOWHERE[sort]
    guess = _called(name, called) or guesses.close(name, sorted(known))
    several = () if guess else _several(name, called)
    text = ""
    if guess:
        hint = "Did you mean `{guess}`?"
    elif several and sort == "persona":
        text = f"[{', '.join(several)}]"
        hint = "Write each by itself: `{text}`"
        if location == ("persona",):
            text, hint = f"personas: {text}", "Type: `{text}`"
    elif "{known}" in hint and not known:
        hint = "Take it away"
    yield _problem(
        read,
        location,
        f"unknown-{sort}",
        what,
        hint,
        name=name,
        guess=guess,
        known=known,
        text=text,
    )


def _called(said: str, known: Mapping[str, tuple[str, ...]]) -> str | None:
    """The id of the one document that is or was called so, or whose id begins so."""
    word = said.strip().casefold()
    found = [id for id, names in known.items() if word in (plain(n).casefold() for n in names)]
    found = found or [id for id in known if id.casefold().startswith(f"{word}-")]
    return found[0] if len(found) == 1 else None


def _several(said: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The ids of documents that were written as one text, when each of them is there."""
    parts = [part.strip() for part in _AND.split(said)]
    found = [part if part in known else _called(part, known) for part in parts]
    return tuple(id for id in found if id) if len(parts) > 1 and all(found) else ()


def _circles(journeys: Mapping[str, Read[Journey]]) -> Iterator[Problem]:
    """Journeys that zoom into themselves by way of their parents; each circle once."""
    parents = {name: r.rest.parent for name, r in journeys.items() if r.rest and r.rest.parent}
    told: set[str] = set()
    for start in sorted(parents):
        way = [start]
        while (above := parents.get(way[-1])) and above not in way:
            way.append(above)
        if above == start and len(way) > 1 and not told & set(way):
            told |= set(way)
            yield _problem(
                journeys[start], ("parent",), "parent-circle",
                "this journey is its own parent: {way}",
                "Take `parent` away from one of these", way=" → ".join([*way, start]),
            )  # fmt: skip


def _problem(
    read: Read[Journey] | Read[Briefing], location: Location, rule: str, what: str, hint: str,
    **values: object,
) -> Problem:  # fmt: skip
    return Problem(Kind.ERROR, rule, read.place(*location), what, hint, values)

"""The content folder in; every document in it, read, and what is wrong with each, out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from affiche.content.files import ids
from affiche.errors import Problem
from affiche.kept import Store
from affiche.model import (
    Briefing,
    Journey,
    Opportunity,
    Persona,
    RegisteredTouchpoint,
    Settings,
)
from affiche.model.text import Document
from affiche.reading import documents as reading
from affiche.reading.advice.quality import Content
from affiche.reading.advice.unread import FOLDERS, misnamed
from affiche.reading.canonical import Own
from affiche.reading.documents import Read, Register
from affiche.reading.files import names
from affiche.reading.files.folder import Folder
from affiche.reading.files.strays import leftover
from affiche.reading.references import Known
from affiche.reading.remembered import Reader

Model = TypeVar("Model", bound=Document)


@dataclass(frozen=True)
class Documents:
    """All that was read, by id. `misnamed` are mistakes in the names of files."""

    settings: Read[Settings]
    own: Own
    touchpoints: Register[RegisteredTouchpoint]
    opportunities: Register[Opportunity]
    personas: Mapping[str, Read[Persona]]
    journeys: Mapping[str, Read[Journey]]
    briefings: Mapping[str, Read[Briefing]]
    misnamed: tuple[Problem, ...]

    @property
    def problems(self) -> Iterator[Problem]:
        """What is wrong with each of them by itself."""
        yield from self.misnamed
        reads: list[Read[Any]] = [self.settings, *self.personas.values()]
        for read in (*reads, *self.journeys.values(), *self.briefings.values()):
            yield from read.problems
        yield from self.touchpoints.problems
        yield from self.opportunities.problems

    @property
    def judged(self) -> Content:
        """What there can be advice on."""
        return Content(self.personas, self.journeys, self.touchpoints, self.opportunities, self.own)

    @property
    def rest(self) -> dict[str, Persona | Journey]:
        """Journeys and personas, as far as they could be read."""
        found: dict[str, Persona | Journey]
        found = {name: read.rest for name, read in self.journeys.items() if read.rest}
        return found | {name: read.rest for name, read in self.personas.items() if read.rest}

    def known(self, folder: Folder) -> Known:
        """Every id that can be referred to."""
        people = {id: one.rest for id, one in self.personas.items()}
        trips = {id: one.rest for id, one in self.journeys.items()}
        points, chances = self.touchpoints, self.opportunities
        return Known(
            {id: _names(people.get(id)) for id in ids(folder, "personas", self.personas)},
            {id: _names(trips.get(id)) for id in ids(folder, "journeys", self.journeys)},
            {id: _names(one) for id, one in points.named.items()},
            {id: _names(one) for id, one in chances.named.items()},
            self.own,
        )


def _names(one: Persona | Journey | RegisteredTouchpoint | Opportunity | None) -> tuple[str, ...]:
    """What a document is called, and what its file was called before."""
    name = getattr(one, "name", None) or getattr(one, "title", None)
    return (*([str(name)] if name else ()), *getattr(one, "formerly", ()))


def documents(folder: Folder, store: Store | None) -> Documents:
    """Read every document; what did not change since it was read comes from the store."""
    settings = reading.settings(f"{folder.label}/site.yaml", folder.raw("site.yaml") or b"")
    own = reading.own(settings)
    touchpoints = reading.touchpoints(
        f"{folder.label}/touchpoints.yaml", folder.raw("touchpoints.yaml") or b"", own
    )
    opportunities = reading.opportunities(
        f"{folder.label}/opportunities.yaml", folder.raw("opportunities.yaml") or b"", own
    )
    own = replace(own, touchpoints=frozenset(touchpoints.written))
    reader, wrong = Reader(store), list[Problem]()
    return Documents(
        settings,
        own,
        touchpoints,
        opportunities,
        _read(folder, "personas", reading.persona, own, wrong, reader),
        _read(folder, "journeys", reading.journey, own, wrong, reader),
        _read(folder, "briefings", reading.briefing, own, wrong, reader),
        tuple(wrong),
    )


def _read(
    folder: Folder,
    kind: str,
    read: Callable[[str, str, bytes, Own], Read[Model]],
    own: Own,
    wrong: list[Problem],
    reader: Reader,
) -> dict[str, Read[Model]]:
    """Every document of one kind by its id; bad file names go to `wrong`."""
    found: dict[str, Read[Model]] = {}
    named = []
    for file in folder.files:
        parent, _, name = file.rpartition("/")
        if parent != kind or not name.endswith(FOLDERS[kind]) or leftover(name) or misnamed(file):
            continue
        said = name.removesuffix(FOLDERS[kind])
        place = folder.place(file)
        if bad := names.check(place, said, FOLDERS[kind]):
            there = f"{kind}/{bad.values['better']}" in folder.files
            wrong.append(replace(bad, hint=names.THERE) if there else bad)
        named.append((said, place))
        identity = names.identify(said)
        raw = folder.raw(file)
        found[identity] = (
            Read(place.path, None) if raw is None else reader(read, place.path, identity, raw, own)
        )
    wrong += names.clashes(named)
    return found

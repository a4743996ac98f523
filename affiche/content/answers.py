"""The files of `measurements/` in; what customers answered, and documents with what they quote of
it, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from affiche.content.documents import Documents
from affiche.errors import Kind, Problem
from affiche.kept import DOCUMENTS, memo, steady
from affiche.measures import advice, oddities, reading
from affiche.measures.exports.known import known
from affiche.measures.memory import remembered
from affiche.measures.places import Travelled
from affiche.measures.reading import Found
from affiche.measures.reviews.quotes import Quoting, quoted
from affiche.measures.taken import FileRead
from affiche.measures.withheld import withheld
from affiche.model import Journey, Persona, Settings
from affiche.model.measures import Measurements
from affiche.reading.documents import Read
from affiche.reading.files.folder import Folder
from affiche.reading.files.strays import leftover


@dataclass(frozen=True)
class Answered:
    """What was answered; personas and journeys without mistakes, by id, with the reviews that they
    quote filled in; the files that were taken, and what is wrong."""

    measurements: Measurements
    personas: Mapping[str, Persona]
    journeys: Mapping[str, Journey]
    files: tuple[FileRead, ...]
    problems: tuple[Problem, ...]


def answers(folder: Folder, read: Documents, today: date, cache: Path | None) -> Answered:
    """Read the files; what was read of large ones is kept in `cache`."""
    found = _found(folder, read, today, cache)
    here = folder.root.resolve()
    said = Quoting({one.id: one for one in found.measurements.reviews})
    people, trips = read.personas.items(), read.journeys.items()
    personas = steady(
        f"{here} personas",
        {name: said.persona(one.value, one.place) for name, one in people if one.value},
    )
    journeys = steady(
        f"{here} journeys",
        {name: said.journey(one.value, one.place) for name, one in trips if one.value},
    )
    ways = steady(f"{here} ways", {name: _way(one) for name, one in journeys.items()})
    measured = _guarded(found.measurements, ways)
    dips = advice.check(journeys, read.journeys, measured)
    problems = (*found.problems, *said.problems, *dips)
    return Answered(measured, personas, journeys, found.files, problems)


@memo(4)
def _guarded(found: Measurements, ways: Mapping[str, Travelled]) -> Measurements:
    """The answers, and which groups have no figure for the sake of smaller ones."""
    return replace(found, withheld=withheld(found, ways))


_way = memo(DOCUMENTS)(Travelled.of)


def _found(folder: Folder, read: Documents, today: date, cache: Path | None) -> Found:
    start = f"{reading.FOLDER}/"
    chosen = [f for f in folder.files if f.startswith(start) and not leftover(f.rpartition("/")[2])]
    files = {folder.place(f).path: folder.raw(f) or b"" for f in chosen if reading.is_read(f)}
    maps = (read.settings.rest or Settings()).measurements
    names = known(
        {name: one.rest for name, one in read.personas.items()},
        {name: one.rest for name, one in read.journeys.items()},
        read.touchpoints.named, read.opportunities.named, read.own.phases,
    )  # fmt: skip
    quotes = quoted(
        (one.value for one in read.personas.values() if one.value),
        (one.value for one in read.journeys.values() if one.value),
    )
    found = remembered(
        cache and cache / reading.FOLDER, files,
        (maps, names, sorted(quotes), _places(read.settings)), today,
        lambda: reading.read_folder(files, maps, read.settings.place, names, today, quotes),
    )  # fmt: skip
    unread = tuple(
        Problem(
            Kind.WARNING, "unread-file", folder.place(f), "this file is not read",
            "Save it as CSV or .xlsx, or move it out of the content folder",
        )
        for f in chosen if not reading.is_read(f)
    )  # fmt: skip
    told = found.problems if read.settings.rest else tuple(oddities.certain(found.problems))
    return replace(found, problems=(*told, *unread))


def _places(settings: Read[Settings]) -> object:
    """Where site.yaml says how files are read: what is wrong with it is told there."""
    tree = settings.tree
    return tree.spot, tree.keys.get(reading.FOLDER), tree.values.get(reading.FOLDER)

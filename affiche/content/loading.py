"""The content folder in; the whole `Site`, or every mistake in all its files at once, out.

Finds the files, has each read (`reading`), and checks what goes from one to another. Paths in
messages start at the content folder's own name: "content/personas/peter.md".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from affiche.content import checks
from affiche.content.answers import Answered, answers
from affiche.content.documents import Documents, documents
from affiche.content.files import leading_out
from affiche.errors import Kind, Place, Problem
from affiche.kept import Store, steady
from affiche.loop.found import Loop, loop
from affiche.measures.taken import FileRead
from affiche.model import Journey, Persona, Priority, Settings, Site, Status
from affiche.model.site import ImageFile
from affiche.reading.advice.unread import unread
from affiche.reading.documents import Read
from affiche.reading.files.folder import Folder, copies
from affiche.reading.files.folder import found as found_in
from affiche.reading.targets import addresses
from affiche.versions import erased

Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Loaded:
    """The site (None when anything is wrong) and everything that was found, sorted by place.

    `settings` are there as soon as site.yaml itself is right, so that the theme can be looked at
    in the same go, and `theme_place` is where they name it. `photo_lines`: persona id → the line
    of its `photo:`, and `icon_places`: channel → where its icon is named, for what is found out
    about them later; so are `journeys`, as they were read. `files`: what was taken of measurements.
    """

    site: Site | None
    problems: tuple[Problem, ...]
    settings: Settings | None = None
    theme_place: Place | None = None
    photo_lines: Mapping[str, int] = field(default_factory=dict)
    files: tuple[FileRead, ...] = ()
    icon_places: Mapping[str, Place] = field(default_factory=dict)
    journeys: Mapping[str, Read[Journey]] = field(default_factory=dict)


def load(
    content: Path,
    today: date,
    cache: Path | None = None,
    store: Store | None = None,
    left_out: frozenset[str] = frozenset(),
) -> Loaded:
    """Read everything under `content` but the files that are `left_out`. `today` decides what is
    overdue; what was read of large exports is kept in `cache`, what was read of documents in
    `store`.

    Never raises on what a writer can do wrong: that is in `problems`.
    """
    folder = found_in(content)
    if not content.is_dir():
        return Loaded(None, (checks.no_folder(folder),))
    folder, problems = _opened(folder.without(set(left_out)))
    read = documents(folder, store)
    known = read.known(folder)
    held = loop(folder, read.rest, {
        "personas": known.personas, "journeys": known.journeys, "touchpoints": known.touchpoints,
    })  # fmt: skip
    images, leads = addresses.look(content, folder.label, folder.files, {
        "personas": read.personas.values(), "journeys": read.journeys.values(),
        "briefings": read.briefings.values(), **held.reads,
    })  # fmt: skip
    answered = answers(folder, read, today, cache)
    problems += [
        *read.problems,
        *unread(folder),
        *erased.check(folder.place(erased.FILE), folder.raw(erased.FILE) or b""),
        *checks.check(folder, read, known),
        *checks.advice(read, today),
        *held.problems,
        *folder.problems,
        *leads,
        *answered.problems,
    ]
    found = checks.judged(problems, read)
    place = read.settings.place("theme")
    if left_out and read.settings.value:  # which may name what those files hold
        found = tuple(p for p in found if p.place.path != folder.place("site.yaml").path)
    if any(problem.kind is Kind.ERROR for problem in found):
        return Loaded(None, found, read.settings.value, place, files=answered.files)
    site = _site(folder, read, answered, held, images)
    icons = {
        name: read.settings.place("channels", name, "icon")
        for name, channel in site.settings.channels.items()
        if channel.icon
    }
    lines = {name: one.place("photo", key=True).line for name, one in read.personas.items()}
    return Loaded(site, found, site.settings, place, lines, answered.files, icons, read.journeys)


def _opened(folder: Folder) -> tuple[Folder, list[Problem]]:
    """The files that may be opened, and what is wrong with the others."""
    problems, outside = leading_out(folder)
    folder = folder.without(outside)
    strays = dict(copies(folder))
    problems += filter(None, strays.values())
    return folder.without(set(strays)), problems


def _site(
    folder: Folder, read: Documents, answered: Answered, held: Loop, images: Mapping[str, ImageFile]
) -> Site:
    """The site, in which what did not change is the very thing that it was at the last load."""

    def same(kind: str, found: Mapping[str, Kept]) -> Mapping[str, Kept]:
        return steady(f"{folder.root.resolve()} {kind}", found)

    settings = same("settings", {"": read.settings.value or Settings()})
    briefings = {name: one.value for name, one in read.briefings.items() if one.value}
    return Site(
        settings=settings[""],
        personas=same("ordered", _ordered(answered.personas.values())),
        journeys=answered.journeys,
        touchpoints=same("touchpoints", read.touchpoints.entries),
        opportunities=same("opportunities", read.opportunities.entries),
        briefings=same("briefings", briefings),
        measurements=answered.measurements,
        rounds=same("rounds", held.rounds),
        copies=same("copies", held.copies),
        decisions=same("decisions", held.decisions),
        events=same("events", held.events),
        images=same("images", images),
    )


_PRIORITIES = (Priority.PRIMARY, None, Priority.SECONDARY, Priority.ANTI)
_STATUSES = (Status.FINAL, Status.SECOND, Status.CONCEPT, Status.ARCHIVED)


def _ordered(personas: Iterable[Persona]) -> dict[str, Persona]:
    """By priority, then status, then name; what is archived comes last."""
    made = sorted(
        personas,
        key=lambda persona: (
            persona.status is Status.ARCHIVED,
            _PRIORITIES.index(persona.priority),
            _STATUSES.index(persona.status),
            persona.name.casefold(),
            persona.id,
        ),
    )
    return {persona.id: persona for persona in made}

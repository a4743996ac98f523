"""The content folder in; the whole `Site`, or every mistake in all its files at once, out.

Finds the files, has each read (`reading`), and checks what goes from one to another. Paths in
messages start at the content folder's own name: "content/personas/peter.md".
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from affiche.errors import Kind, Place, Problem
from affiche.measures import known as knowing
from affiche.measures import reading as measures
from affiche.measures.reading import FileRead
from affiche.measures.rows import Known
from affiche.model import Persona, Priority, Settings, Site, Status
from affiche.model.text import Document
from affiche.reading import addresses, documents, guesses, names, quality, references
from affiche.reading.canonical import Own
from affiche.reading.documents import Read
from affiche.reading.pictures import ENDINGS

Model = TypeVar("Model", bound=Document)

# Folder → the ending of what is read in it. The rest of content/ has readers of its own.
FOLDERS = {"personas": ".md", "journeys": ".yaml", "briefings": ".md"}
FILES = ("site.yaml", "touchpoints.yaml", "opportunities.yaml")
OTHERS = ("images", "feedback", "measurements", "copies.yaml")
# What editors and systems leave behind, and notes for colleagues.
_LEFTOVERS = (".", "~", "#", "thumbs.db", "desktop.ini", "readme", "license", "licence")
_PROFILES = (".icc", ".icm")  # of the printer, named in site.yaml
_WRITTEN = (".md", ".markdown", ".yaml", ".yml")  # what a writer may take for the right ending
_LEFT_ENDINGS = ("~", "#", ".bak", ".swp", ".swx", ".tmp", ".orig", ".part", ".crdownload")


@dataclass(frozen=True)
class Loaded:
    """The site (None when anything is wrong) and everything that was found, sorted by place.

    `settings` are there as soon as site.yaml itself is right, so that the theme can be looked at
    in the same go, and `theme_place` is where they name it. `photo_lines`: persona id → the line
    of its `photo:`, and `icon_places`: channel → where its icon is named, for what is found out
    about them later. `files`: what was taken of measurements.
    """

    site: Site | None
    problems: tuple[Problem, ...]
    settings: Settings | None = None
    theme_place: Place | None = None
    photo_lines: Mapping[str, int] = field(default_factory=dict)
    files: tuple[FileRead, ...] = ()
    icon_places: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True)
class _Folder:
    """The content folder: where it is, what messages call it, every file in it (with /)."""

    root: Path
    label: str
    files: Mapping[str, None]  # in order

    def place(self, file: str) -> Place:
        """The place of a file in messages."""
        return Place(f"{self.label}/{file}")

    def raw(self, file: str) -> bytes:
        """The bytes of a file; none when there is no such file."""
        return (self.root / file).read_bytes() if file in self.files else b""


def load(content: Path, today: date) -> Loaded:
    """Read everything under `content`. `today` decides what is overdue.

    Never raises on what a writer can do wrong: that is in `problems`.
    """
    folder = _Folder(content, content.resolve().name, dict.fromkeys(sorted(_walk(content))))
    if not content.is_dir():
        return Loaded(None, (_no_folder(folder),))
    problems, outside = _leading_out(folder)
    folder = replace(folder, files={f: None for f in folder.files if f not in outside})
    settings = documents.settings(f"{folder.label}/site.yaml", folder.raw("site.yaml"))
    own = documents.own(settings)
    points = documents.touchpoints(
        f"{folder.label}/touchpoints.yaml", folder.raw("touchpoints.yaml"), own
    )
    chances = documents.opportunities(
        f"{folder.label}/opportunities.yaml", folder.raw("opportunities.yaml"), own
    )
    own = replace(own, touchpoints=frozenset(points.written))
    personas = _read(folder, "personas", documents.persona, own, problems)
    journeys = _read(folder, "journeys", documents.journey, own, problems)
    briefings = _read(folder, "briefings", documents.briefing, own, problems)
    if not personas:
        problems.append(_no_personas(folder))
    reads: list[Read[Any]] = [settings, *personas.values()]
    reads += [*journeys.values(), *briefings.values()]
    problems += [problem for read in reads for problem in read.problems]
    problems += [*points.problems, *chances.problems]
    problems += _unread(folder)
    known = references.Known(
        _ids(folder, "personas", personas), _ids(folder, "journeys", journeys),
        frozenset(points.written),
        frozenset(chances.written), own,
    )  # fmt: skip
    problems += references.check(known, journeys, briefings, _titles(personas))
    problems += quality.settings(settings)
    problems += quality.check(quality.Content(personas, journeys, points, chances, own), today)
    shown: Mapping[str, Iterable[Read[Any]]] = {
        "personas": personas.values(),
        "journeys": journeys.values(),
        "briefings": briefings.values(),
    }
    images, found = addresses.look(content, folder.label, folder.files, shown)
    names = knowing.known(
        {name: read.rest for name, read in personas.items()},
        {name: read.rest for name, read in journeys.items()},
        points.entries, chances.entries, own.phases,
    )  # fmt: skip
    answered = _measured(folder, settings, names, today)
    problems = _judged([*problems, *found, *answered.problems], settings)
    if any(problem.kind is Kind.ERROR for problem in problems):
        place = settings.place("theme")
        return Loaded(None, tuple(problems), settings.value, place, files=answered.files)
    site = Site(
        settings=settings.value or Settings(),
        personas=_ordered(personas.values()),
        journeys=_made(journeys),
        touchpoints=points.entries,
        opportunities=chances.entries,
        briefings=_made(briefings),
        measurements=answered.measurements,
        images=images,
    )
    lines = {name: read.place("photo", key=True).line for name, read in personas.items()}
    icons = {
        name: settings.place("channels", name, "icon")
        for name, channel in site.settings.channels.items()
        if channel.icon
    }
    place = settings.place("theme")
    return Loaded(site, tuple(problems), site.settings, place, lines, answered.files, icons)


def _walk(content: Path) -> Iterator[str]:
    """Every file under content, from there; links to folders are not followed."""
    for folder, folders, files in os.walk(content):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        here = Path(folder).relative_to(content).as_posix()
        for name in files:
            yield name if here == "." else f"{here}/{name}"


def _read(
    folder: _Folder,
    kind: str,
    read: Callable[[str, str, bytes, Own], Read[Model]],
    own: Own,
    problems: list[Problem],
) -> dict[str, Read[Model]]:
    """Every document of one kind by its id; bad file names go to `problems`."""
    found: dict[str, Read[Model]] = {}
    named = []
    for file in folder.files:
        parent, _, name = file.rpartition("/")
        if parent != kind or not name.endswith(FOLDERS[kind]) or _is_leftover(name):
            continue
        stem = name.removesuffix(FOLDERS[kind])
        place = folder.place(file)
        wrong = names.check(place, stem, FOLDERS[kind])
        if wrong:
            problems.append(wrong)
        named.append((stem, place))
        identity = names.identify(stem)
        found[identity] = read(place.path, identity, folder.raw(file), own)
    problems += names.clashes(named)
    return found


def _measured(
    folder: _Folder, settings: Read[Settings], names: Known, today: date
) -> measures.Found:
    """What customers answered, in the files of measurements/."""
    start = f"{measures.FOLDER}/"
    chosen = [
        f for f in folder.files if f.startswith(start) and not _is_leftover(f.rpartition("/")[2])
    ]
    files = {folder.place(f).path: folder.raw(f) for f in chosen if measures.is_read(f)}
    maps = (settings.rest or Settings()).measurements
    found = measures.read_folder(files, maps, settings.place, names, today)
    unread = tuple(
        Problem(
            Kind.WARNING, "unread-file", folder.place(f), "this file is not read",
            "Save it as CSV or .xlsx, or move it out of the content folder",
        )
        for f in chosen if not measures.is_read(f)
    )  # fmt: skip
    return replace(found, problems=(*found.problems, *unread))


def _ids(folder: _Folder, kind: str, read: Iterable[str]) -> frozenset[str]:
    """What was read, and what misnamed files are or may be called once that is mended.

    References to "Peter de Vries.md" may say peter as well as peter-de-vries.
    """
    found = set(read)
    for file in folder.files:
        parent, _, name = file.rpartition("/")
        stem = Path(name).stem
        if parent != kind or Path(name).suffix.lower() not in _WRITTEN or _is_leftover(name):
            continue
        found |= {names.identify(stem), names.suggest(stem)}
        if not names.fits(names.identify(stem)):
            found.add(names.suggest(stem).partition("-")[0])
    return frozenset(found)


def _leading_out(folder: _Folder) -> tuple[list[Problem], set[str]]:
    """Files that are links to somewhere else, or no files at all; they are never opened."""
    root = folder.root.resolve()
    found = []
    for file in folder.files:
        path = folder.root / file
        if path.is_symlink() and not path.resolve().is_relative_to(root):
            found.append((file, "this is a link to a file outside the content folder"))
        elif not path.is_file():
            found.append((file, "this is not a file that can be read"))
    hint = "Put the file itself here"
    problems = [
        Problem(Kind.ERROR, "leads-out", folder.place(file), what, hint) for file, what in found
    ]
    return problems, {file for file, _ in found}


def _unread(folder: _Folder) -> Iterator[Problem]:
    """Files that nothing reads: a wrong ending is a mistake, something unknown a warning."""
    for file in folder.files:
        top, _, name = file.partition("/")
        if _is_leftover(file.rpartition("/")[2]) or top in (*FILES, *OTHERS):
            continue
        ending = FOLDERS.get(top)
        if ending and "/" not in name and name.endswith(ending):
            continue
        suffix = Path(file).suffix.lower()
        if ending and "/" not in name and suffix in _WRITTEN:
            yield Problem(
                Kind.ERROR, "wrong-ending", folder.place(file),
                "in {folder} only {ending} files are read",
                "A journey is written in YAML: see `build.py new journey`" if ending == ".yaml"
                and suffix in (".md", ".markdown") else "Rename it to `{better}`",
                {"folder": top, "ending": ending, "better": Path(name).stem + ending},
            )  # fmt: skip
        elif suffix not in (*ENDINGS, *_PROFILES):
            yield _unknown_file(folder, file, top)


def _unknown_file(folder: _Folder, file: str, top: str) -> Problem:
    known = (*FOLDERS, *OTHERS) if "/" in file else FILES
    guess = guesses.close(top, known) if top not in FOLDERS else None
    kind = Kind.ERROR if guess else Kind.WARNING
    return Problem(
        kind, "unread-file", folder.place(file), "this file is not read",
        "Did you mean `{guess}`?" if guess else "Move it out of the content folder",
        {"guess": guess},
    )  # fmt: skip


def _is_leftover(name: str) -> bool:
    folded = name.casefold()
    return folded.startswith(_LEFTOVERS) or folded.endswith(_LEFT_ENDINGS)


def _no_folder(folder: _Folder) -> Problem:
    return Problem(
        Kind.ERROR, "no-content", Place(folder.label), "there is no folder `{folder}`",
        "Start with `build.py new persona \"Peter\"`, or say where it is with --content",
        {"folder": folder.label},
    )  # fmt: skip


def _no_personas(folder: _Folder) -> Problem:
    return Problem(
        Kind.ERROR, "no-personas", Place(f"{folder.label}/personas"), "there is no persona yet",
        'Make one with `build.py new persona "Peter"`, or put a Markdown file there',
    )  # fmt: skip


def _judged(problems: Iterable[Problem], settings: Read[Settings]) -> list[Problem]:
    """What remains when the rules are gone that the company switched off, each once, in order."""
    off = settings.rest.quality.off if settings.rest else {}
    kept = [p for p in problems if p.kind is Kind.ERROR or p.rule not in off]
    once = {(p.place, p.rule, p.what, str(p.values)): p for p in kept}
    return sorted(once.values(), key=lambda problem: problem.place)


def _titles(personas: Mapping[str, Read[Persona]]) -> dict[str, tuple[str, ...]]:
    return {
        name: tuple(section.title for section in read.rest.sections)
        for name, read in personas.items()
        if read.rest
    }


def _made(reads: Mapping[str, Read[Model]]) -> dict[str, Model]:
    return {name: read.value for name, read in reads.items() if read.value is not None}


_PRIORITIES = (Priority.PRIMARY, None, Priority.SECONDARY, Priority.ANTI)
_STATUSES = (Status.FINAL, Status.SECOND, Status.CONCEPT, Status.ARCHIVED)


def _ordered(reads: Iterable[Read[Persona]]) -> dict[str, Persona]:
    """By priority, then status, then name; what is archived comes last."""
    made = [read.value for read in reads if read.value]
    made.sort(
        key=lambda persona: (
            persona.status is Status.ARCHIVED,
            _PRIORITIES.index(persona.priority),
            _STATUSES.index(persona.status),
            persona.name.casefold(),
            persona.id,
        )
    )
    return {persona.id: persona for persona in made}

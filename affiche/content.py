"""The content folder in; the whole `Site`, or every mistake in all its files at once, out.

Finds the files, has each read (`reading`), and checks what goes from one to another. Paths in
messages start at the content folder's own name: "content/personas/peter.md".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from affiche.commands import Command
from affiche.errors import Kind, Place, Problem
from affiche.kept import Store
from affiche.loop.found import loop
from affiche.measures import advice as measures_advice
from affiche.measures import known as knowing
from affiche.measures import reading as measures
from affiche.measures import withheld as withholding
from affiche.measures.memory import remembered
from affiche.measures.quotes import Quoting, quoted
from affiche.measures.reading import FileRead
from affiche.measures.rows import Known
from affiche.model import Journey, Persona, Priority, Settings, Site, Status
from affiche.model.persona import LIST_FIELDS
from affiche.model.text import Document
from affiche.reading import documents, references
from affiche.reading.advice import craft, quality, switched
from affiche.reading.advice.unread import FOLDERS, WRITTEN, misnamed, stem, unread
from affiche.reading.canonical import Own
from affiche.reading.documents import Read
from affiche.reading.files import names
from affiche.reading.files.folder import Folder, copies
from affiche.reading.files.folder import found as found_in
from affiche.reading.files.strays import leftover
from affiche.reading.remembered import Reader
from affiche.reading.targets import addresses
from affiche.starters import filler
from affiche.versions import erased

Model = TypeVar("Model", bound=Document)


_FIRST = Command("new", "persona", "Peter de Vries")


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


def load(
    content: Path, today: date, cache: Path | None = None, store: Store | None = None
) -> Loaded:
    """Read everything under `content`. `today` decides what is overdue; what was read of large
    exports is kept in `cache`, what was read of documents in `store`.

    Never raises on what a writer can do wrong: that is in `problems`.
    """
    folder = found_in(content)
    if not content.is_dir():
        return Loaded(None, (_no_folder(folder),))
    problems, outside = _leading_out(folder)
    folder = folder.without(outside)
    strays = dict(copies(folder))
    problems += filter(None, strays.values())
    folder = folder.without(set(strays))
    settings = documents.settings(f"{folder.label}/site.yaml", folder.raw("site.yaml") or b"")
    own = documents.own(settings)
    points = documents.touchpoints(
        f"{folder.label}/touchpoints.yaml", folder.raw("touchpoints.yaml") or b"", own
    )
    chances = documents.opportunities(
        f"{folder.label}/opportunities.yaml", folder.raw("opportunities.yaml") or b"", own
    )
    own = replace(own, touchpoints=frozenset(points.written))
    reader = Reader(store)
    personas = _read(folder, "personas", documents.persona, own, problems, reader)
    journeys = _read(folder, "journeys", documents.journey, own, problems, reader)
    briefings = _read(folder, "briefings", documents.briefing, own, problems, reader)
    if not personas and not any(misnamed(file) == "personas" for file in folder.files):
        problems.append(_no_personas(folder))
    reads: list[Read[Any]] = [settings, *personas.values()]
    reads += [*journeys.values(), *briefings.values()]
    problems += [problem for read in reads for problem in read.problems]
    problems += [*points.problems, *chances.problems]
    problems += unread(folder)
    problems += erased.check(folder.place(erased.FILE), folder.raw(erased.FILE) or b"")
    known = references.Known(
        _ids(folder, "personas", personas), _ids(folder, "journeys", journeys),
        frozenset(points.written),
        frozenset(chances.written), own,
    )  # fmt: skip
    problems += references.check(known, journeys, briefings, _titles(personas), personas)
    problems += _unreplaced(personas, journeys, briefings)
    problems += _nearly_empty(personas, briefings)
    problems += quality.settings(settings)
    judged = quality.Content(personas, journeys, points, chances, own)
    problems += quality.check(judged, today)
    problems += craft.check(judged, settings.rest.departments if settings.rest else ())
    shown: Mapping[str, Iterable[Read[Any]]] = {
        "personas": personas.values(),
        "journeys": journeys.values(),
        "briefings": briefings.values(),
    }
    of_both: dict[str, Persona | Journey] = {n: r.rest for n, r in journeys.items() if r.rest}
    of_both |= {n: r.rest for n, r in personas.items() if r.rest}
    held = loop(folder, of_both, _known_ids(known))
    problems += held.problems
    shown = {**shown, **held.reads}
    images, found = addresses.look(content, folder.label, folder.files, shown)
    names = knowing.known(
        {name: read.rest for name, read in personas.items()},
        {name: read.rest for name, read in journeys.items()},
        points.entries, chances.entries, own.phases,
    )  # fmt: skip
    quotes = quoted(
        (read.value for read in personas.values() if read.value),
        (read.value for read in journeys.values() if read.value),
    )
    answered = _measured(folder, settings, names, today, cache, quotes)
    said = Quoting({one.id: one for one in answered.measurements.reviews})
    whole = {n: said.persona(r.value, r.place) for n, r in personas.items() if r.value}
    routes = {n: said.journey(r.value, r.place) for n, r in journeys.items() if r.value}
    measured = replace(
        answered.measurements, withheld=withholding.withheld(answered.measurements, routes)
    )
    dips = measures_advice.check(routes, journeys, measured)
    problems += [*folder.problems, *found, *answered.problems, *said.problems, *dips]
    problems = _judged(problems, settings, (*personas.values(), *journeys.values()))
    if any(problem.kind is Kind.ERROR for problem in problems):
        place = settings.place("theme")
        return Loaded(None, tuple(problems), settings.value, place, files=answered.files)
    site = Site(
        settings=settings.value or Settings(),
        personas=_ordered(whole.values()),
        journeys=routes,
        touchpoints=points.entries,
        opportunities=chances.entries,
        briefings=_made(briefings),
        measurements=measured,
        rounds=held.rounds,
        copies=held.copies,
        decisions=held.decisions,
        events=held.events,
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


def _read(
    folder: Folder,
    kind: str,
    read: Callable[[str, str, bytes, Own], Read[Model]],
    own: Own,
    problems: list[Problem],
    reader: Reader,
) -> dict[str, Read[Model]]:
    """Every document of one kind by its id; bad file names go to `problems`."""
    found: dict[str, Read[Model]] = {}
    named = []
    for file in folder.files:
        parent, _, name = file.rpartition("/")
        if parent != kind or not name.endswith(FOLDERS[kind]) or leftover(name) or misnamed(file):
            continue
        said = name.removesuffix(FOLDERS[kind])
        place = folder.place(file)
        wrong = names.check(place, said, FOLDERS[kind])
        if wrong:
            problems.append(wrong)
        named.append((said, place))
        identity = names.identify(said)
        raw = folder.raw(file)
        found[identity] = (
            Read(place.path, None) if raw is None else reader(read, place.path, identity, raw, own)
        )
    problems += names.clashes(named)
    return found


def _known_ids(known: references.Known) -> dict[str, frozenset[str]]:
    return {
        "personas": known.personas,
        "journeys": known.journeys,
        "touchpoints": known.touchpoints,
    }


def _measured(
    folder: Folder,
    settings: Read[Settings],
    names: Known,
    today: date,
    cache: Path | None,
    quotes: frozenset[str],
) -> measures.Found:
    """What customers answered, in the files of measurements/."""
    start = f"{measures.FOLDER}/"
    chosen = [f for f in folder.files if f.startswith(start) and not leftover(f.rpartition("/")[2])]
    files = {folder.place(f).path: folder.raw(f) or b"" for f in chosen if measures.is_read(f)}
    maps = (settings.rest or Settings()).measurements
    found = remembered(
        cache and cache / measures.FOLDER, files, (maps, names, today, sorted(quotes)),
        lambda: measures.read_folder(files, maps, settings.place, names, today, quotes),
    )  # fmt: skip
    unread = tuple(
        Problem(
            Kind.WARNING, "unread-file", folder.place(f), "this file is not read",
            "Save it as CSV or .xlsx, or move it out of the content folder",
        )
        for f in chosen if not measures.is_read(f)
    )  # fmt: skip
    return replace(found, problems=(*found.problems, *unread))


def _ids(folder: Folder, kind: str, read: Iterable[str]) -> frozenset[str]:
    """What was read, and what misnamed files are or may be called once that is mended.

    References to "Peter de Vries.md" may say peter as well as peter-de-vries.
    """
    found = set(read)
    for file in folder.files:
        parent, _, name = file.rpartition("/")
        if parent != kind or Path(name).suffix.lower() not in WRITTEN or leftover(name):
            continue
        said = stem(name)
        found |= {names.identify(said), names.suggest(said)}
        if not names.fits(names.identify(said)):
            found.add(names.suggest(said).partition("-")[0])
    return frozenset(found)


def _leading_out(folder: Folder) -> tuple[list[Problem], set[str]]:
    """Files that are links to somewhere else, or no files at all; they are never opened."""
    root = folder.root.resolve()
    found = []
    for file in folder.files:
        if leftover(file.rpartition("/")[2]):
            continue  # Emacs locks a file with a link to nowhere
        path = folder.path(file)
        if not path.is_file():  # asked first: a link that leads to itself leads nowhere
            found.append((file, "this is not a file that can be read"))
        elif path.is_symlink() and not path.resolve().is_relative_to(root):
            found.append((file, "this is a link to a file outside the content folder"))
    hint = "Put the file itself here"
    problems = [
        Problem(Kind.ERROR, "leads-out", folder.place(file), what, hint) for file, what in found
    ]
    return problems, {file for file, _ in found}


def _unreplaced(
    personas: Mapping[str, Read[Any]],
    journeys: Mapping[str, Read[Any]],
    briefings: Mapping[str, Read[Any]],
) -> Iterator[Problem]:
    """Text of a starter file that nobody replaced; it may not go to an agency."""
    out = [read.rest for read in briefings.values() if read.rest]
    leaving = {
        id(reads[name])
        for reads, field_ in ((personas, "personas"), (journeys, "journeys"))
        for name in (n for briefing in out for n in getattr(briefing, field_))
        if name in reads
    } | {id(read) for read in briefings.values()}
    for read in (*personas.values(), *journeys.values(), *briefings.values()):
        lines = filler.lines(read.text)
        if not lines:
            continue
        leaves = id(read) in leaving
        yield Problem(
            Kind.ERROR if leaves else Kind.WARNING, "filler", Place(read.path, lines[0]),
            "the text of the starter file still stands here, and a briefing would show it: "
            "lines {lines}" if leaves else "the text of the starter file still stands here: "
            "lines {lines}",
            "Write your own text, or delete these lines", {"lines": tuple(map(str, lines))},
        )  # fmt: skip


# Of a persona that shows an agency less than this, and holds this much more, it is told (words).
_HARDLY, _MUCH = 25, 50


def _nearly_empty(
    personas: Mapping[str, Read[Persona]], briefings: Mapping[str, Read[Any]]
) -> Iterator[Problem]:
    """Personas whose text stands in sections of their own, which agencies only get by name."""
    for read in briefings.values():
        named = read.rest
        for number, name in enumerate(named.personas if named else ()):
            persona = personas[name].rest if name in personas else None
            if persona is None or named is None:
                continue
            held = [s for s in persona.sections if s.title not in named.sections]
            items = [item.text for key in LIST_FIELDS for item in getattr(persona, key)]
            along = [s.body for s in persona.sections if s not in held]
            shown = " ".join([persona.biography, *items, *along])
            kept = " ".join(s.body for s in held)
            if len(shown.split()) < _HARDLY and len(kept.split()) > _MUCH:
                yield Problem(
                    Kind.WARNING, "hardly-shown", read.place("personas", number),
                    "the agency gets to see hardly anything of {name}: the text stands in sections "
                    "of its own",
                    "Name under `sections` what may go along: {titles}",
                    {"name": persona.name, "titles": tuple(s.title for s in held)},
                )  # fmt: skip


def _no_folder(folder: Folder) -> Problem:
    return Problem(
        Kind.ERROR, "no-content", Place(folder.label), "there is no folder `{folder}`",
        "Start with `{command}`, or say where it is with --content",
        {"folder": folder.label, "command": _FIRST},
    )  # fmt: skip


def _no_personas(folder: Folder) -> Problem:
    return Problem(
        Kind.ERROR, "no-personas", Place(f"{folder.label}/personas"), "there is no persona yet",
        "Make one with `{command}`, or put a Markdown file there", {"command": _FIRST},
    )  # fmt: skip


def _judged(
    problems: Iterable[Problem],
    settings: Read[Settings],
    documents: Iterable[Read[Persona] | Read[Journey]],
) -> list[Problem]:
    """What remains when the rules are gone that were switched off, each once, in order."""
    everywhere = (settings.rest or Settings()).quality
    kept = switched.left(
        problems, everywhere, {r.path: r.rest.quality for r in documents if r.rest}
    )
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

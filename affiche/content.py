"""The content folder in; the whole `Site`, or every mistake in all its files at once, out.

Finds the files, has each read (`reading`), and checks what goes from one to another. Paths in
messages start at the content folder's own name: "content/personas/peter.md".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from affiche.errors import Kind, Problem
from affiche.model import Persona, Priority, Settings, Site, Status
from affiche.model.text import Document
from affiche.reading import documents, names, pictures
from affiche.reading.canonical import Own
from affiche.reading.documents import Read

Model = TypeVar("Model", bound=Document)


@dataclass(frozen=True)
class Loaded:
    """The site (None when anything is wrong) and everything that was found, sorted by place."""

    site: Site | None
    problems: tuple[Problem, ...]


def load(content: Path, today: date) -> Loaded:
    """Read everything under `content`. `today` decides what is overdue.

    Never raises on what a writer can do wrong: that is in `problems`.
    """
    label = content.resolve().name
    setting = documents.settings(f"{label}/site.yaml", _bytes(content / "site.yaml"))
    own = documents.settings_data(setting)
    points = documents.touchpoints(
        f"{label}/touchpoints.yaml", _bytes(content / "touchpoints.yaml"), own
    )
    chances = documents.opportunities(
        f"{label}/opportunities.yaml", _bytes(content / "opportunities.yaml"), own
    )
    own = Own(own.channels, own.phases, frozenset(points.written))
    personas = _folder(content, label, "personas", ".md", documents.persona, own)
    journeys = _folder(content, label, "journeys", ".yaml", documents.journey, own)
    briefings = _folder(content, label, "briefings", ".md", documents.briefing, own)
    reads: list[Read[Any]] = [setting, *personas.values(), *journeys.values(), *briefings.values()]
    problems = [p for read in reads for p in read.problems]
    problems += [*points.problems, *chances.problems]
    images, found = pictures.used(content, label, personas, journeys, briefings)
    problems += found
    problems.sort(key=lambda problem: problem.place)
    if any(problem.kind is Kind.ERROR for problem in problems):
        return Loaded(None, tuple(problems))
    site = Site(
        settings=setting.value or Settings(),
        personas=_ordered(personas),
        journeys={name: read.value for name, read in journeys.items() if read.value},
        touchpoints=points.entries,
        opportunities=chances.entries,
        briefings={name: read.value for name, read in briefings.items() if read.value},
        images=images,
    )
    return Loaded(site, tuple(problems))


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _folder(
    content: Path,
    label: str,
    folder: str,
    ending: str,
    read: Callable[[str, str, bytes, Own], Read[Model]],
    own: Own,
) -> dict[str, Read[Model]]:
    found = {}
    for path in sorted((content / folder).glob(f"*{ending}")):
        name = names.identify(path.stem)
        found[name] = read(f"{label}/{folder}/{path.name}", name, path.read_bytes(), own)
    return found


_PRIORITIES = (Priority.PRIMARY, None, Priority.SECONDARY, Priority.ANTI)
_STATUSES = (Status.FINAL, Status.SECOND, Status.CONCEPT, Status.ARCHIVED)


def _ordered(personas: Mapping[str, Read[Persona]]) -> dict[str, Persona]:
    """By priority, then status, then name; what is archived comes last."""
    made = [read.value for read in personas.values() if read.value]
    made.sort(
        key=lambda persona: (
            persona.status is Status.ARCHIVED,
            _PRIORITIES.index(persona.priority),
            _STATUSES.index(persona.status),
            persona.name.casefold(),
        )
    )
    return {persona.id: persona for persona in made}

"""Every document that was read in; what is wrong with the content as a whole, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from affiche.commands import Command
from affiche.content.documents import Documents
from affiche.errors import Kind, Place, Problem
from affiche.model import Settings
from affiche.model.persona import LIST_FIELDS
from affiche.reading import references
from affiche.reading.advice import craft, quality, switched
from affiche.reading.advice.unread import misnamed
from affiche.reading.documents import Read
from affiche.reading.files.folder import Folder
from affiche.reading.references import Known
from affiche.starters import filler

_FIRST = Command("new", "persona", "Peter de Vries")
# Text of a starter: whether it leaves the company, whether it is on several lines → what is said.
_FILLER = {
    (False, False): "the text of the starter file still stands here: line {lines}",
    (False, True): "the text of the starter file still stands here: lines {lines}",
    (True, False): "the text of the starter file still stands here, and a briefing would show it: "
                   "line {lines}",
    (True, True): "the text of the starter file still stands here, and a briefing would show it: "
                  "lines {lines}",
}  # fmt: skip
# Of a persona that shows an agency less than this, and holds this much more, it is told (words).
_HARDLY, _MUCH = 25, 50


def check(folder: Folder, read: Documents, known: Known) -> Iterator[Problem]:
    """What is wrong although each document may be right: what is missing, references that lead
    nowhere, texts of a starter that an agency would see."""
    if not read.personas and not any(misnamed(file) == "personas" for file in folder.files):
        yield Problem(
            Kind.ERROR, "no-personas", Place(f"{folder.label}/personas"), "there is no persona yet",
            "Make one with `{command}`, or put a Markdown file there", {"command": _FIRST},
        )  # fmt: skip
    titles = {
        name: tuple(section.title for section in one.rest.sections)
        for name, one in read.personas.items()
        if one.rest
    }
    yield from references.check(known, read.journeys, read.briefings, titles, read.personas)
    yield from _unreplaced(read)
    yield from _nearly_empty(read)


def advice(read: Documents, today: date) -> Iterator[Problem]:
    """What could be better."""
    yield from quality.settings(read.settings)
    yield from quality.check(read.judged, today)
    rest = read.settings.rest
    yield from craft.check(read.judged, rest.departments if rest else ())


def no_folder(folder: Folder) -> Problem:
    """There is nothing to read."""
    return Problem(
        Kind.ERROR, "no-content", Place(folder.label), "there is no folder `{folder}`",
        "`{command}` makes a folder to work in; or say where it is with --content",
        {"folder": folder.label, "command": Command("new", "site", "personas")},
    )  # fmt: skip


def _unreplaced(read: Documents) -> Iterator[Problem]:
    """Text of a starter file that nobody replaced; it may not go to an agency."""
    leaving = {one.path for one in read.briefings.values()}
    for briefing in (one.rest for one in read.briefings.values() if one.rest):
        leaving |= {read.personas[n].path for n in briefing.personas if n in read.personas}
        leaving |= {read.journeys[n].path for n in briefing.journeys if n in read.journeys}
    reads: list[Read[Any]] = [*read.personas.values(), *read.journeys.values()]
    for one in (*reads, *read.briefings.values()):
        lines = filler.lines(one.text)
        if not lines:
            continue
        leaves = one.path in leaving
        yield Problem(
            Kind.ERROR if leaves else Kind.WARNING, "filler", Place(one.path, lines[0]),
            _FILLER[leaves, len(lines) > 1],
            "Write your own text, or delete these lines", {"lines": tuple(map(str, lines))},
        )  # fmt: skip


def _nearly_empty(read: Documents) -> Iterator[Problem]:
    """Personas whose text stands in sections of their own, which agencies only get by name."""
    for briefing in read.briefings.values():
        named = briefing.rest
        for number, name in enumerate(named.personas if named else ()):
            persona = read.personas[name].rest if name in read.personas else None
            if persona is None or named is None:
                continue
            held = [s for s in persona.sections if s.title not in named.sections]
            items = [item.text for key in LIST_FIELDS for item in getattr(persona, key)]
            along = [s.body for s in persona.sections if s not in held]
            shown = " ".join([persona.biography, *items, *along])
            kept = " ".join(s.body for s in held)
            if len(shown.split()) < _HARDLY and len(kept.split()) > _MUCH:
                yield Problem(
                    Kind.WARNING, "hardly-shown", briefing.place("personas", number),
                    "the agency gets to see hardly anything of {name}: the text stands in sections "
                    "of its own",
                    "Name under `sections` what may go along: {titles}",
                    {"name": persona.name, "titles": tuple(s.title for s in held)},
                )  # fmt: skip


def judged(problems: Iterable[Problem], read: Documents) -> tuple[Problem, ...]:
    """What remains when the rules are gone that were switched off, each once, in order; and what
    refers to a register that nobody could read, which is there perhaps."""
    lost = {"unknown-touchpoint": read.touchpoints.lost,
            "unknown-opportunity": read.opportunities.lost}  # fmt: skip
    problems = [problem for problem in problems if not lost.get(problem.rule)]
    everywhere = (read.settings.rest or Settings()).quality
    reads: list[Read[Any]] = [*read.personas.values(), *read.journeys.values()]
    kept = switched.left(problems, everywhere, {r.path: r.rest.quality for r in reads if r.rest})
    once = {(p.place, p.rule, p.what, str(p.values)): p for p in kept}
    return tuple(sorted(once.values(), key=lambda problem: problem.place))

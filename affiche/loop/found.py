"""The content folder and what is in the rest of it in; everything of the paper loop out.

What refers to a persona, a journey or a touchpoint is looked up; a note for a section that is no
longer there is kept, and told of as advice: often it is gone because of the note.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from affiche.errors import Kind, Place, Problem
from affiche.loop import papers, rounds
from affiche.loop.rounds import RoundRead
from affiche.measures.tables.table import SHEETS
from affiche.model import PAPERS, Journey, Persona
from affiche.model.choices import LANES
from affiche.model.loop import Decision, Event, FeedbackRound, Note, NoteVerdict, PrintedCopy
from affiche.reading import guesses
from affiche.reading.documents import Read
from affiche.reading.files.folder import Folder
from affiche.reading.files.strays import leftover
from affiche.words import spellings

FEEDBACK = (".yaml", ".yml", ".csv", ".tsv", *SHEETS)
FOLDERS: Mapping[str, Callable[[str, str, bytes], Read[Any]]] = {
    "decisions": papers.decision,
    "events": papers.event,
}
COPIES = "copies.yaml"
Doc = Persona | Journey


@dataclass(frozen=True)
class Loop:
    """Everything of the loop, by id; `reads` are documents that may show pictures."""

    rounds: Mapping[str, FeedbackRound] = field(default_factory=dict)
    copies: Mapping[str, PrintedCopy] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    reads: Mapping[str, tuple[Read[Any], ...]] = field(default_factory=dict)


def loop(folder: Folder, documents: Mapping[str, Doc], known: Mapping[str, Iterable[str]]) -> Loop:
    """Read everything. `documents` are personas and journeys as far as they could be read,
    `known` the ids of each kind ("personas", "journeys", "touchpoints")."""
    problems: list[Problem] = []
    told = {name: list(_files(folder, name, problems)) for name in FOLDERS}
    read_rounds = list(_rounds(folder, known, problems))
    held = papers.copies(folder.place(COPIES).path, folder.raw(COPIES) or b"")
    reads = {name: tuple(read for _, read in found) for name, found in told.items()}
    problems += [p for one in read_rounds for p in one.problems]
    problems += [
        *held.problems,
        *(p for found in reads.values() for r in found for p in r.problems),
    ]
    for one in read_rounds:
        problems += _of_round(one, documents)
    problems += _twice(read_rounds)
    for copy in held.entries.values():
        problems += (*_of_copy(copy, known), *_typed(copy))
    for read in (one for found in reads.values() for one in found):
        problems += _references(read, known)
    merged = _merged(one.value for one in read_rounds if one.value)
    return Loop(
        rounds={one.id: one for one in merged},
        copies=held.entries,
        decisions={n: r.value for n, r in told["decisions"] if r.value},
        events={n: r.value for n, r in told["events"] if r.value},
        problems=tuple(problems),
        reads=reads,
    )


def _files(folder: Folder, kind: str, problems: list[Problem]) -> Iterator[tuple[str, Read[Any]]]:
    for file in folder.files:
        top, _, name = file.partition("/")
        if top != kind or leftover(name.rpartition("/")[2]):
            continue
        if "/" in name or not name.endswith(".md"):
            problems.append(_unread(folder.place(file), kind, ".md"))
            continue
        identity = name.removesuffix(".md")
        yield identity, FOLDERS[kind](folder.place(file).path, identity, folder.raw(file) or b"")


def _rounds(
    folder: Folder, known: Mapping[str, Iterable[str]], problems: list[Problem]
) -> Iterator[RoundRead]:
    ids = sorted({*known["personas"], *known["journeys"]})
    for file in folder.files:
        top, _, rest = file.partition("/")
        about, _, name = rest.partition("/")
        if top != "feedback" or leftover(file.rpartition("/")[2]):
            continue
        place = folder.place(file)
        if not name or "/" in name or PurePosixPath(name).suffix.lower() not in FEEDBACK:
            problems.append(_unread(place, "feedback/<persona>", ".yaml"))
        elif about not in ids:
            guess = guesses.close(about, ids)
            hint = "Did you mean `{guess}`?" if guess else "Name the folder after its file"
            what = "there is no persona or journey `{name}` that these notes are about"
            values = {"name": about, "guess": guess}
            problems.append(Problem(Kind.ERROR, "feedback-about", place, what, hint, values))
        else:
            yield rounds.read(place.path, about, folder.raw(file) or b"")


def _unread(place: Place, folder: str, ending: str) -> Problem:
    what, hint = "this file is not read", "In {folder} stand files that end in {ending}"
    return Problem(
        Kind.WARNING, "unread-file", place, what, hint, {"folder": folder, "ending": ending}
    )


def _merged(found: Iterable[FeedbackRound]) -> Iterator[FeedbackRound]:
    """A spreadsheet beside the YAML of the same round adds its notes."""
    held: dict[tuple[str, int], FeedbackRound] = {}
    for one in sorted(found, key=lambda one: (one.path.endswith(FEEDBACK[2:]), one.path)):
        key = (one.about, one.round or 1)
        if key in held:
            notes = (*held[key].notes, *one.notes)
            held[key] = held[key].model_copy(update={"notes": notes})
        else:
            held[key] = one.model_copy(update={"id": f"{one.about}/{key[1]}", "round": key[1]})
    yield from (held[key] for key in sorted(held))


def _twice(found: Iterable[RoundRead]) -> Iterator[Problem]:
    """Two files of one kind for the same round."""
    seen: dict[tuple[str, int, bool], str] = {}
    for one in found:
        if one.value is None:
            continue
        key = (one.about, one.value.round or 1, one.path.endswith(FEEDBACK[2:]))
        if key in seen:
            what = "round {round} is already written in {file}"
            hint = "Give this one another number: `round: {next}`"
            values = {"round": key[1], "file": seen[key], "next": key[1] + 1}
            yield Problem(Kind.ERROR, "round-twice", one.place("round"), what, hint, values)
        seen.setdefault(key, PurePosixPath(one.path).name)


# What notes are about ----------------------------------------------------------------------


def _of_round(read: RoundRead, documents: Mapping[str, Doc]) -> Iterator[Problem]:
    document, made = documents.get(read.about), read.value
    if document is None or made is None:
        return
    for at, note in enumerate(made.notes):
        yield from _section(read, at, note, made, document)
    waiting = sum(note.verdict is NoteVerdict.OPEN for note in made.notes)
    if waiting:
        what = "{count} notes of round {round} wait for an answer"
        what = "one note of round {round} waits for an answer" if waiting == 1 else what
        values = {"count": waiting, "round": made.round or 1}
        hint = "Write `verdict: accepted` or `rejected`, and an `answer`"
        yield Problem(Kind.ADVICE, "open-notes", Place(read.path), what, hint, values)


def _section(
    read: RoundRead, at: int, note: Note, made: FeedbackRound, document: Doc
) -> Iterator[Problem]:
    said = note.section or ""
    place = read.place("notes", at, "section")
    if said.isdigit() and made.sections and said not in made.sections:
        what, hint = "the sheet of this round has no number {name}", "Choose from {known}"
        values: dict[str, object] = {"name": said, "known": tuple(made.sections)}
        yield Problem(Kind.ERROR, "unknown-section", place, what, hint, values)
        return
    named = made.sections.get(said, said)
    if not named or named.isdigit() or there(named, document):
        return
    guess = guesses.close(named, names_of(document))
    if guess and said not in made.sections:
        what, hint = "there is no section `{name}`", "Did you mean `{guess}`?"
        values = {"name": named, "guess": guess}
        yield Problem(Kind.ERROR, "unknown-section", place, what, hint, values)
        return
    what = "the section “{name}” of this note is no longer there; the note is kept"
    hint = "If it moved, write the section's name of now"
    yield Problem(Kind.ADVICE, "section-gone", place, what, hint, {"name": named})


def there(named: str, document: Doc) -> bool:
    """Whether a document still has what a note calls so: a field that is filled, by its key or
    its label in any language, or a section or a phase of its own."""
    if named.casefold() in {name.casefold() for name in names_of(document)}:
        return True
    key = field_of(named)
    return bool(key and hasattr(document, key) and getattr(document, key))


def field_of(named: str) -> str | None:
    """The key of the field that a key or a label stands for."""
    return _labels().get(named.strip().casefold())


def names_of(document: Doc) -> tuple[str, ...]:
    """What notes on a document can be about, by name."""
    filled = tuple(n for n in type(document).model_fields if getattr(document, n))
    if isinstance(document, Persona):
        return (*filled, *(section.title for section in document.sections))
    return (*filled, *LANES, *(str(p.name or p.id) for p in document.phases))


@cache
def _labels() -> Mapping[str, str]:
    from affiche.model import Journey, Persona

    keys = tuple(dict.fromkeys((*Persona.model_fields, *Journey.model_fields)))
    return {**spellings(keys, "field"), **spellings(keys, "heading")}


# Copies, decisions, events -----------------------------------------------------------------


def _of_copy(copy: PrintedCopy, known: Mapping[str, Iterable[str]]) -> Iterator[Problem]:
    ids = sorted({*known["personas"], *known["journeys"]})
    if not any(copy.sheet == name or copy.sheet.startswith(f"{name}-") for name in ids):
        guess = guesses.close(copy.sheet.partition("-")[0], ids)
        what = "there is no persona or journey whose sheet is called `{name}`"
        hint = "Did you mean `{guess}`?" if guess else \
               "Write the sheet's file name, like peter-poster-a2"  # fmt: skip
        place = Place(copy.path, copy.line)
        values = {"name": copy.sheet, "guess": guess}
        yield Problem(Kind.WARNING, "unknown-sheet", place, what, hint, values)


def _typed(copy: PrintedCopy) -> Iterator[Problem]:
    """A mark or a size that no sheet can have."""
    place = Place(copy.path, copy.line)
    mark = (copy.mark or "").strip().lstrip("#")
    if mark and not re.fullmatch(r"[0-9a-fA-F]{7}", mark):
        what, hint = "`{name}` is not a mark", "It has seven signs, like 6f8808c, at the foot"
        yield Problem(Kind.WARNING, "no-mark", place, what, hint, {"name": mark})
    if copy.size and copy.size.casefold() not in PAPERS:
        what, hint = "there is no size `{name}`", "Choose from {known}"
        known = tuple(name.upper() for name in PAPERS)
        values: dict[str, object] = {"name": copy.size, "known": known}
        yield Problem(Kind.WARNING, "no-size", place, what, hint, values)


def _references(read: Read[Any], known: Mapping[str, Iterable[str]]) -> Iterator[Problem]:
    for kind, one in (("personas", "persona"), ("journeys", "journey"),
                      ("touchpoints", "touchpoint")):  # fmt: skip
        ids = tuple(known[kind])
        for at, name in enumerate(getattr(read.rest, kind, ()) if read.rest else ()):
            if name not in ids:
                guess = guesses.close(name, ids)
                what = f"there is no {one} `{{name}}`"
                hint = "Did you mean `{guess}`?" if guess else "Take it away"
                place = read.place(kind, at)
                values = {"name": name, "guess": guess}
                yield Problem(Kind.ERROR, f"unknown-{one}", place, what, hint, values)

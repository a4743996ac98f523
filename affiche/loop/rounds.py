"""The bytes of one round of feedback in; the round, or every mistake in it with its place, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from affiche.errors import Kind, Place, Problem
from affiche.measures.tables import table
from affiche.measures.tables.table import Table, UnreadableTableError
from affiche.model.loop import FeedbackRound
from affiche.reading import effort, guesses, misread
from affiche.reading.files.source import UnreadableError, decode
from affiche.reading.places import Branch, find
from affiche.reading.validation import validate
from affiche.reading.yaml import parse

# What a column of a spreadsheet may be called → the field of a note.
COLUMNS = {
    "who": "from van naam wie name schrijver door",
    "department": "department afdeling team",
    "section": "section nr nummer onderdeel bij sectie number no veld field",
    "note": "note briefje opmerking notitie tekst text feedback commentaar",
    "verdict": "verdict oordeel status besluit stand",
    "answer": "answer antwoord reactie reply",
}
_NAMED = {word: field for field, words in COLUMNS.items() for word in words.split()}


@dataclass(frozen=True)
class RoundRead:
    """A round as read: None when something is wrong, with where its parts stand."""

    path: str
    about: str
    value: FeedbackRound | None
    tree: Branch
    problems: tuple[Problem, ...] = ()

    def place(self, *location: str | int) -> Place:
        """Where a part of the round stands."""
        return Place(self.path, *find(self.tree, location))


@lru_cache(maxsize=2_000)
def read(path: str, about: str, raw: bytes) -> RoundRead:
    """The round in a file; a spreadsheet holds its notes, one a row."""
    name = PurePosixPath(path).stem
    tables = PurePosixPath(path).suffix.lower() not in (".yaml", ".yml")
    data, tree, problems = _table(path, raw) if tables else _written(path, raw)
    if data is None:
        return RoundRead(path, about, None, tree, tuple(problems))
    try:
        effort.check(path, effort.fields(data, tree))
    except UnreadableError as stop:
        return RoundRead(path, about, None, tree, stop.problems)
    if "round" not in data and (digits := re.search(r"\d{1,2}", name)):
        data["round"] = digits[0]
    made = validate(FeedbackRound, data, path, tree, id=f"{about}/{name}", path=path, about=about)
    problems += map(_as_written, made.problems)
    if made.rest is not None:
        written = "" if tables else raw.decode("utf-8", "replace")
        problems += misread.in_fields(made.rest, path, tree, written)
    wrong = any(problem.kind is Kind.ERROR for problem in problems)
    return RoundRead(path, about, None if wrong else made.value, tree, tuple(problems))


def _written(path: str, raw: bytes) -> tuple[dict[str, Any] | None, Branch, list[Problem]]:
    try:
        parsed = parse(path, decode(path, raw), 1)
    except UnreadableError as stop:
        return None, Branch((1, 1)), list(stop.problems)
    data = {} if parsed.data is None else parsed.data
    if not isinstance(data, dict):
        what, hint = "here fields have to stand", "Write `key: value`, each on a line of its own"
        place = Place(path, *parsed.tree.spot)
        return None, parsed.tree, [Problem(Kind.ERROR, "no-fields", place, what, hint)]
    data = dict(data)
    if isinstance(data.get("notes"), list):
        branch = parsed.tree.values.get("notes")
        data["notes"] = [
            _from(note, branch.values.get(at) if isinstance(branch, Branch) else None)
            for at, note in enumerate(data["notes"])
        ]
    return data, parsed.tree, list(parsed.problems)


def _from(note: Any, branch: Any) -> Any:
    """`from` is a word of Python's, so the note calls it `who`; its place goes along."""
    if not isinstance(note, dict) or "from" not in note:
        return note
    if isinstance(branch, Branch):
        branch.keys["who"] = branch.keys.pop("from", branch.spot)
        branch.values["who"] = branch.values.pop("from", branch.spot)
    return {("who" if key == "from" else key): value for key, value in note.items()}


def _as_written(problem: Problem) -> Problem:
    """A mistake that calls the field as its writer has to."""
    said = dict(problem.values)
    if said.get("guess") == "who":
        said["guess"] = "from"
    if isinstance(known := said.get("keys"), tuple):
        said["keys"] = tuple("from" if key == "who" else key for key in known)
    return replace(problem, values=said)


# Spreadsheets ------------------------------------------------------------------------------


def _table(path: str, raw: bytes) -> tuple[dict[str, Any] | None, Branch, list[Problem]]:
    tree = Branch((1, 1))
    try:
        held = table.read(path, raw)
    except UnreadableTableError as wrong:
        place = Place(path, wrong.line)
        problem = Problem(Kind.ERROR, wrong.rule, place, wrong.what, wrong.hint, wrong.values)
        return None, tree, [problem]
    if not held.rows:
        what, hint = "there are no notes in this file", "Write one note a row, below a heading row"
        return None, tree, [Problem(Kind.ERROR, "no-notes", Place(path), what, hint)]
    (line, heads), *rows = held.rows
    fields, problems = _heads(path, held, line, [str(cell) for cell in heads])
    if "note" not in fields.values():
        what = "no column of this file has the notes"
        hint = "Call it `note` (or briefje); the others: from, department, section, verdict, answer"
        return None, tree, [Problem(Kind.ERROR, "no-notes", Place(path, line), what, hint)]
    notes = list(_rows(held, fields, rows))
    tree.values["notes"] = Branch((line, 1), values=dict(enumerate(b for _, b in notes)))
    return {"notes": [note for note, _ in notes]}, tree, problems


def _heads(
    path: str, held: Table, line: int, heads: list[str]
) -> tuple[dict[int, str], list[Problem]]:
    """Number of a column → the field of a note; a column that is none is told of."""
    fields: dict[int, str] = {}
    problems = []
    for at, head in enumerate(heads):
        said = re.sub(r"[^\w]+", " ", head.casefold()).strip()
        field = _NAMED.get(said) or next((_NAMED[w] for w in said.split() if w in _NAMED), None)
        if field and field not in fields.values():
            fields[at] = field
        elif said:
            guess = guesses.close(said, _NAMED)
            problems.append(
                Problem(
                    Kind.WARNING, "unread-column", Place(path, line, held.column(line, at)),
                    "the column `{name}` is not read",
                    "Did you mean `{guess}`?" if guess else "Columns: from, department, section, "
                    "note, verdict, answer", {"name": head.strip(), "guess": guess},
                )
            )  # fmt: skip
    return fields, problems


def _rows(held: Table, fields: dict[int, str], rows: list[Any]) -> Iterator[tuple[Any, Branch]]:
    for line, cells in rows:
        note = {
            field: _cell(cells[at])
            for at, field in fields.items()
            if at < len(cells) and str(cells[at]).strip()
        }
        places: dict[Any, Any] = {
            field: (line, held.column(line, at)) for at, field in fields.items() if field in note
        }
        yield note, Branch((line, 1), keys=dict(places), values=places)


def _cell(cell: Any) -> str:
    """A spreadsheet says 3.0 where a writer typed 3."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()

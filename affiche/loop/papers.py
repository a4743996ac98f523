"""The bytes of copies, a decision or an event in; its objects, or every mistake, out."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from affiche.errors import Kind, Place, Problem
from affiche.model.loop import Decision, Event, PrintedCopy
from affiche.reading.documents import Read, Register
from affiche.reading.source import UnreadableError, decode, split
from affiche.reading.validation import validate
from affiche.reading.yaml import Branch, parse


@lru_cache(maxsize=2_000)
def decision(path: str, name: str, raw: bytes) -> Read[Decision]:
    """`content/decisions/<name>.md`: front matter and Markdown."""
    return _document(Decision, path, name, raw)


@lru_cache(maxsize=2_000)
def event(path: str, name: str, raw: bytes) -> Read[Event]:
    """`content/events/<name>.md`: front matter and Markdown."""
    return _document(Event, path, name, raw)


def _document(model: type[Any], path: str, name: str, raw: bytes) -> Read[Any]:
    try:
        text = decode(path, raw)
        parts = split(path, text)
        parsed = parse(path, parts.header or "", parts.header_line)
    except UnreadableError as stop:
        return Read(path, None, problems=(stop.problem,))
    data = parsed.data or {}
    if not isinstance(data, dict):
        return Read(path, None, parsed.tree, (_no_fields(path, parsed.tree),))
    body = parts.body.strip("\n")
    made = validate(model, data, path, parsed.tree, id=name, path=path, body=body)
    problems = (*parsed.problems, *made.problems)
    wrong = any(problem.kind is Kind.ERROR for problem in problems)
    return Read(path, None if wrong else made.value, parsed.tree, problems, text, made.rest)


@lru_cache(maxsize=8)
def copies(path: str, raw: bytes) -> Register[PrintedCopy]:
    """`content/copies.yaml`: a list, or one under `copies`."""
    try:
        parsed = parse(path, decode(path, raw), 1)
    except UnreadableError as stop:
        return Register(path, problems=(stop.problem,))
    data, tree = parsed.data, parsed.tree
    if isinstance(data, dict) and isinstance(data.get("copies"), list):
        inside = tree.values["copies"]
        data, tree = data["copies"], inside if isinstance(inside, Branch) else tree
    if data is None:
        return Register(path)
    if not isinstance(data, list):
        what, hint = "here a list of copies has to stand", "Begin each copy with `- sheet: …`"
        place = Place(path, *tree.spot)
        return Register(path, problems=(Problem(Kind.ERROR, "no-list", place, what, hint),))
    problems = list(parsed.problems)
    entries = {}
    for at, item in enumerate(data):
        spot = tree.values.get(at, tree.spot)
        branch = spot if isinstance(spot, Branch) else Branch(spot)
        given = item if isinstance(item, dict) else {"sheet": item}
        line = branch.spot[0]
        made = validate(PrintedCopy, given, path, branch, id=str(at + 1), path=path, line=line)
        problems += made.problems
        if made.value is not None:
            entries[str(at + 1)] = made.value
    return Register(path, entries, tree, tuple(problems), tuple(entries))


def _no_fields(path: str, tree: Branch) -> Problem:
    what, hint = "here fields have to stand", "Write `key: value`, each on a line of its own"
    return Problem(Kind.ERROR, "no-fields", Place(path, *tree.spot), what, hint)

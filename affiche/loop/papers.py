"""The bytes of copies, a decision or an event in; its objects, or every mistake, out."""

from __future__ import annotations

from functools import lru_cache

from affiche.errors import Kind, Place, Problem
from affiche.model.loop import Decision, Event, PrintedCopy
from affiche.reading import documents, effort, misread
from affiche.reading.documents import Read, Register
from affiche.reading.files.source import UnreadableError, decode
from affiche.reading.places import Branch
from affiche.reading.validation import validate
from affiche.reading.yaml import parse


@lru_cache(maxsize=2_000)
def decision(path: str, name: str, raw: bytes) -> Read[Decision]:
    """`content/decisions/<name>.md`: front matter and Markdown."""
    return documents.for_colleagues(Decision, path, name, raw)


@lru_cache(maxsize=2_000)
def event(path: str, name: str, raw: bytes) -> Read[Event]:
    """`content/events/<name>.md`: front matter and Markdown."""
    return documents.for_colleagues(Event, path, name, raw)


@lru_cache(maxsize=8)
def copies(path: str, raw: bytes) -> Register[PrintedCopy]:
    """`content/copies.yaml`: a list, or one under `copies`."""
    try:
        text = decode(path, raw)
        parsed = parse(path, text, 1)
        effort.check(path, effort.fields(parsed.data, parsed.tree))
    except UnreadableError as stop:
        return Register(path, problems=stop.problems)
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
        slipped = tuple(misread.in_fields(made.rest, path, branch, text)) if made.rest else ()
        problems += (*made.problems, *slipped)
        if made.value is not None and not slipped:
            entries[str(at + 1)] = made.value
    return Register(path, entries, tree, tuple(problems), tuple(entries))

"""A file in; several out of it, or one out of two, with every place that refers to them.

`split`: a persona file in which several stand under headings of their own, or a YAML file of
several documents. `join`: what one persona or journey holds more than the other goes to it; no word
is lost.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from affiche import starters
from affiche.commands import Command
from affiche.editing.forms.held import spoken
from affiche.editing.ids import bodies, joining, renaming
from affiche.editing.ids.renaming import Changes
from affiche.editing.kinds import Kind, kind_of
from affiche.editing.merging import merge
from affiche.editing.merging.merge import Content
from affiche.erase.who import Shelf
from affiche.errors import ContentError, Place, Problem
from affiche.errors import Kind as Bad
from affiche.model import Status
from affiche.outline import outline
from affiche.reading import keys
from affiche.reading.files.names import suggest
from affiche.splicing.nodes import Node, data_of, of_data
from affiche.words import Words

_RULE = re.compile(r"^\s*(?:-{3,}|\*{3,}|_{3,})?\s*$")
_DOCUMENT = re.compile(r"(?m)^---[ \t]*\n")
# Fields of a persona of its own, wherever they stand in the file.
_FIELDS = re.compile(
    r"^---[ \t]*\n(?:(?!---).*\n)*?(?:name|naam)[ \t]*:[ \t]*(?P<name>[^\n#]+)"
    r"(?:[ \t]#.*)?\n(?:(?!---).*\n)*?---[ \t]*$",
    re.M | re.I,
)
# Of two different values the first one's stays, and the other is told; these are no words.
OWN = frozenset(("status", "version", "owner", "reviewers", "review_by", "timeline", "photo",
                 "poster", "formerly", "priority", "kind", "language", "quality"))  # fmt: skip


def archive(held: Shelf, said: str, words: Words) -> Changes:
    """A persona or journey that is kept, and no longer counts."""
    named = renaming.find(held, said)
    kind = kind_of(named.file)
    if kind is None or "status" not in keys.writable(kind.model) or kind.how != "one":
        raise _wrong("{name} has no status: only personas and journeys are archived", said)
    there = merge.content(named.file, kind, held.texts[named.file].whole.encode())
    word = spoken(Status, Status.ARCHIVED.value, words)
    fields = data_of(there.fields) or {}
    new = Content(of_data({**fields, "status": word}), there.body)
    raw = (held.root / named.file).read_bytes()
    made = merge.merge(named.file, kind, raw, new)
    return Changes({named.file: made} if made != raw else {})


def split(held: Shelf, said: str) -> Changes:
    """Several files out of one."""
    name = said.replace("\\", "/").removeprefix(f"{held.root.name}/")
    file = name if name in held.texts else renaming.find(held, said).file
    kind = kind_of(file)
    if kind is None or kind.how != "one":
        raise _wrong("{name} cannot be split", said)
    parts = _personas(held, file) if kind.markdown else _documents(held, file, kind)
    if len(parts) < 2:
        raise _wrong("in {name} stands one thing only: nothing to split", said)
    folder = file.rpartition("/")[0]
    files: dict[str, bytes | None] = {file: None}
    for called, text in parts:
        free = path = f"{folder}/{called}{Path(file).suffix}"
        count = 2
        while (free in files and files[free] is not None) or (free in held.files and free != file):
            free, count = path.replace(called, f"{called}-{count}"), count + 1
        files[free] = held.texts[file].mark + text.encode()
    return Changes(files)


def _personas(held: Shelf, file: str) -> list[tuple[str, str]]:
    """The parts of a Markdown file: one that begins with fields of its own, else one a first
    heading, where the fields go with the first."""
    text = held.texts[file].text
    shape = outline(text)
    lines = text.split("\n")
    named = [(text.count("\n", 0, one.start()), one["name"]) for one in _FIELDS.finditer(text)]
    begun = [(line, name) for line, name in named if not shape.hidden[line] or line == 0]
    if len(begun) < 2:
        begun = [(head.first, head.title) for head in shape.headings if head.level == 1]
    found = []
    for number, (first, name) in enumerate(begun):
        start = first if number else 0
        last = begun[number + 1][0] if number + 1 < len(begun) else len(lines)
        while last > start + 1 and _RULE.match(lines[last - 1]):
            last -= 1
        found.append((_slug(name.strip("\"' ")), "\n".join(lines[start:last]) + "\n"))
    return found


def _documents(held: Shelf, file: str, kind: Kind) -> list[tuple[str, str]]:
    """The documents of a YAML file, each called by its title."""
    found = []
    for piece in _DOCUMENT.split(held.texts[file].text):
        if not piece.strip():
            continue
        fields = merge.read(file, kind, piece).fields
        title = fields.get("title") if fields and fields.kind == "map" else None
        found.append((_slug((title.text if title else None) or Path(file).stem), piece))
    return found


def _slug(title: str) -> str:
    return starters.slug(title) or suggest(title)


# Two into one ------------------------------------------------------------------------------


def join(held: Shelf, first: str, second: str) -> Changes:
    """The second persona or journey in the first: lists together, what is missing filled in, the
    texts one below the other, and everything that referred to the second refers to the first."""
    one, two = (renaming.find(held, said) for said in (first, second))
    if one == two:
        raise _wrong("two are merged: name both", f"{first} {second}")
    kind = kind_of(one.file)
    if kind is None or one.folder != two.folder or one.folder not in renaming.LEADING_ON:
        what = "{file} and {other} cannot be merged: only two personas, or two journeys"
        hint = "Copy what you need from the one to the other, and put the rest away: {command}"
        told: dict[str, object] = {"file": f"{held.root.name}/{one.file}",
                                   "other": f"{held.root.name}/{two.file}",
                                   "command": Command(f"archive {two.id}")}  # fmt: skip
        raise ContentError([Problem(Bad.ERROR, "call", Place(""), what, hint, told)])
    changes = renaming.referring(held, two, one.id)
    raws = [changes.files.get(n.file) or (held.root / n.file).read_bytes() for n in (one, two)]
    mine, theirs = (merge.content(n.file, kind, r) for n, r in zip((one, two), raws, strict=True))
    both = _personas_joined if kind.markdown else _journeys_joined
    made = merge.merge(one.file, kind, raws[0], both(kind, mine, theirs, (one.id, two.id)))
    old = _former(data_of(theirs.fields) or {})
    files = {**changes.files, one.file: renaming.formerly(one.file, made, (two.id, *old))}
    return replace(changes, files={**files, two.file: None})


def _journeys_joined(kind: Kind, mine: Content, theirs: Content, ids: tuple[str, str]) -> Content:
    one, two = (content.fields or Node("map") for content in (mine, theirs))
    return Content(joining.joined(kind, one, two, ids))


def _personas_joined(kind: Kind, mine: Content, theirs: Content, ids: tuple[str, str]) -> Content:
    one, two = (data_of(content.fields) or {} for content in (mine, theirs))
    if both := _together(one, two)[1]:
        what = "`{fields}` is secret and says something else in each of the two"
        hint = "Make them the same, or take one away, and merge then"
        values: dict[str, object] = {"fields": ", ".join(both)}
        raise ContentError([Problem(Bad.ERROR, "call", Place(""), what, hint, values)])
    fields, text, other = bodies.joined(
        one, two, mine.body, theirs.body, lambda a, b: _together(a, b)[0]
    )
    left = {key: value for key, value in two.items() if key in one and _differs(key, one, value)}
    name, named = (str(f.get("name") or t.name) for f, t in ((one, text), (two, other)))
    if named and named.casefold() != name.casefold() and not left:
        left = {"name": named}
    said = "\n".join(f"- {key}: {value}" for key, value in left.items())
    told = [f"## {named or ids[1]}\n\n{said}"] if said else []
    body = "\n\n".join([*bodies.written(text), *told])
    return Content(of_data(fields), f"\n{body}\n")


def _former(fields: dict[str, object]) -> list[str]:
    said = fields.get("formerly")
    return [str(one) for one in said] if isinstance(said, list) else []


def _differs(key: str, mine: dict[str, object], value: object) -> bool:
    return key not in OWN and isinstance(value, str) and mine[key] != value and key != "name"


def _together(
    mine: dict[str, object], theirs: dict[str, object]
) -> tuple[dict[str, object], list[str]]:
    """The fields of both, and the secret ones that cannot be put together."""
    fields, both = dict(mine), []
    for key, value in theirs.items():
        known = fields.get(key)
        if key in ("notes_internal", "value"):
            if known and known != value:
                both.append(key)
            fields[key] = known or value
        elif not known:
            fields[key] = value
        elif key in ("quote",):
            fields["quotes"] = [*_listed(fields.get("quotes")), *_listed(value)]
        elif isinstance(known, list) or isinstance(value, list):
            held = _listed(known)
            fields[key] = [*held, *(item for item in _listed(value) if item not in held)]
        elif isinstance(known, dict) and isinstance(value, dict) and key not in OWN:
            inner, _ = _together(known, value)
            fields[key] = inner
    return fields, both


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value] if value else []


def _wrong(what: str, name: str) -> ContentError:
    return ContentError([Problem(Bad.ERROR, "call", Place(""), what, "", {"name": name})])


__all__ = ["archive", "join", "split"]

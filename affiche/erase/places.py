"""A document and a place in it in; what stands there, what a change there is, out."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import unquote

from affiche.erase.holdings import Change, Holdings
from affiche.erase.who import Shelf
from affiche.reading.files.source import LARGEST, UnreadableError, split
from affiche.splicing.trees import Spot, Tree
from affiche.splicing.written import Edit, Written

# Fields that show a picture by its file.
PICTURES = ("photo", "image")


def tree_of(file: str, text: Written) -> Tree | None:
    """The YAML of a document: all of it, or what stands above its text."""
    if file.endswith(".json"):
        return Tree(text.text)
    if len(text.text) > LARGEST:  # no document: a build refuses it
        return None
    if file.endswith((".yaml", ".yml")):
        return Tree(text.text)
    if not file.endswith((".md", ".markdown")):
        return None
    try:
        parts = split(file, text.text)
    except UnreadableError:
        return None
    if parts.header is None:
        return None
    lines = text.text.split("\n")[: parts.header_line - 1]
    base = sum(len(line) + 1 for line in lines)
    return Tree(text.text, base, base + len(parts.header))


def spots(file: str, text: Written) -> Iterator[Spot]:
    """Every value of a document's YAML."""
    tree = tree_of(file, text)
    yield from tree.spots() if tree else ()


def change_at(file: str, text: Written, edit: Edit) -> Change:
    """A piece that goes, with what there is to tell of it."""
    shown = " ".join(text.text[edit.start : edit.end].split())
    if edit.new:  # a name in a line says nothing without the line
        start = text.text.rfind("\n", 0, edit.start) + 1
        end = text.text.find("\n", edit.end)
        shown = text.text[start : end if end >= 0 else len(text.text)].strip()
    return Change(file, edit, text.line(edit.start), shown[:80])


def resolved(address: str, folder: str, held: Shelf) -> str:
    """The file of the content that an address in a document of `folder` means; none outside."""
    path = unquote(address.strip()).replace("\\", "/")
    for base in ("images", folder, ""):
        whole = posixpath.normpath(posixpath.join(base, path))
        if whole in held.files:
            return whole
    return ""


def picture_of(spot: Spot, folder: str, held: Shelf) -> str:
    """The picture that a value of a document names."""
    keys = [step for step in spot.way if isinstance(step, str)]
    named = keys and (keys[-1] in PICTURES or (keys[-1] == "file" and keys[-2:-1] == ["photo"]))
    return resolved(spot.value, folder, held) if named and spot.value else ""


def with_bytes(found: Holdings, held: Shelf) -> Holdings:
    """The same with the bytes of each file as they will be."""
    after = {}
    for file in {change.file for change in found.changes}:
        edits = [change.edit for change in found.changes if change.file == file]
        after[file] = held.texts[file].without(edits)
    return replace(found, after={**after, **found.books})


def with_changes(found: Holdings, held: Shelf, more: Iterable[Change]) -> Holdings:
    """The same with more places that go."""
    return with_bytes(replace(found, changes=(*found.changes, *more)), held)

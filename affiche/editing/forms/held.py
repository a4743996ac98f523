"""What a file says in; the same as a form holds it, out.

A form wants one shape: each list a list of mappings (or of texts where nothing but text belongs),
each shorthand opened up, a mapping of the writer's own words a list. Every value is a text between
quotes, so that no editor makes a number of a version or a time of a day.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any

import yaml

from affiche.editing.kinds import BODY, ENTRIES, Kind
from affiche.editing.merging import meaning
from affiche.editing.merging.merge import Content
from affiche.model.text import Document, accepted_words
from affiche.reading.letters import plainly
from affiche.reading.meant.shapes import Shape
from affiche.splicing.nodes import Node
from affiche.words import Words

Form = dict[str, Any]
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def form(kind: Kind, content: Content, words: Words) -> Form:
    """What a form for this file holds; `body` is its Markdown."""
    made = _value(kind.shape, content.fields, words) if content.fields else None
    fields: Form = {ENTRIES: made or []} if kind.how != "one" else dict(made or {})
    return fields


def text(kind: Kind, fields: Form, body: str) -> str:
    """A form as the text of a file, which is what an editor takes and gives back."""
    said = yaml.dump(
        fields, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, default_style='"',
        width=1_000_000,
    ) if fields else ""  # fmt: skip
    said = said.replace(': !!null "null"', ": null")
    return f"---\n{said}---\n{body}" if kind.markdown else said


def _value(shape: Shape | None, node: Node, words: Words) -> Any:
    if meaning.is_empty(node):
        return [] if node.kind == "list" else ""
    node = meaning.opened(shape, node)
    if node.kind == "list":
        inside = meaning.item_of(shape)
        return [_value(inside, item, words) for item in node.items if not meaning.is_empty(item)]
    if node.kind == "map":
        if shape and shape.free:
            return [_entry(shape.item, key.text or "", value, words) for key, value in node.pairs]
        return {
            key.text or "": _value(meaning.within(shape, key.text or ""), value, words)
            for key, value in node.pairs
        }
    return _plain(shape, (node.text or "").rstrip("\n"), words)


def _entry(shape: Shape | None, name: str, node: Node, words: Words) -> Form:
    """One of the writer's own words, with what stands under it."""
    inside = meaning.opened(shape, node)
    if shape and is_document(shape):
        held = _value(shape, inside, words)
        return {meaning.NAMES[0]: name, **(held if isinstance(held, dict) else {})}
    return {meaning.NAMES[1]: name, meaning.VALUE: _value(shape, node, words)}


def _plain(shape: Shape | None, said: str, words: Words) -> str:
    """A short value in the one way in which the form writes it."""
    kind = shape.kind if shape else None
    if not isinstance(kind, type):
        return said
    if issubclass(kind, Enum):
        folded = plainly(said).casefold()
        value = accepted_words(kind).get(folded)
        return spoken(kind, value, words) if value else said
    if issubclass(kind, date):
        return meaning.as_day(said)
    if issubclass(kind, int | float):
        return plainly(said).replace(",", ".").replace("\u2212", "-")
    if meaning.is_picture(shape):
        return meaning.picture(said)
    return meaning.known_as(shape, said)


@lru_cache(maxsize=512)
def spoken(kind: type[Enum], value: str, words: Words) -> str:
    """The word for a choice in the language of the site, which the reader takes as well."""
    label = words.label(kind(value)).casefold()
    return label if accepted_words(kind).get(label) == value else value


def is_document(shape: Shape) -> bool:
    """Whether fields of ours belong here."""
    return isinstance(shape.kind, type) and issubclass(shape.kind, Document)


__all__ = ["BODY", "Form", "form", "is_document", "spoken", "text"]

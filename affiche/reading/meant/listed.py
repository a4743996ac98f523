"""A mapping where a list belongs in; the list that it was meant as, and what to type, out.

`phases:` with each name as a key is how other programs keep a list. As it stands each name would
be a field that nobody knows, and what is below it would not be looked at.
"""

from __future__ import annotations

from typing import Any

from affiche.errors import Kind, Place, Problem
from affiche.model.choices import PHASES
from affiche.model.text import Document
from affiche.reading import guesses, keys
from affiche.reading.meant.shapes import Shape
from affiche.reading.places import Branch, Spot
from affiche.reading.syntax import quotes

_HEADS = ("title", "name", "channel", "text")  # what an item is called by


def as_list(
    shape: Shape, value: dict[Any, Any], path: str, tree: Branch
) -> tuple[Any, list[Problem]]:
    """The items, with `tree` changed to theirs, and a mistake for each; else `value` as it is."""
    model = shape.item.kind if shape.kind is tuple and shape.item else None
    if not isinstance(model, type) or not issubclass(model, Document):
        return value, []
    known = keys.writable(model)
    head = next((name for name in _HEADS if name in known), "")
    plain = known[1] if len(known) == 2 else ""  # for which a bare value stands
    if head == "text":
        plain = head
    if not value or tree.keys.get(next(iter(value))) != tree.spot:  # between braces: on one line
        return value, []
    if not head or not all(_is_item(n, v, known, plain) for n, v in value.items()):
        return value, []
    made: list[Any] = []
    told: list[Problem] = []
    values: dict[Any, Spot | Branch] = {}
    for number, (name, said) in enumerate(value.items()):
        called = "id" if "id" in known and name in PHASES else head
        bare = said is not None and not isinstance(said, dict)
        fits = bare and str(said).strip().isdigit()
        text = f"- {{{called}: {name}, {plain}: {said}}}" if fits else f"- {called}: {name}"
        if head == "text":  # which has a colon in it, or only a colon too many
            text = f"- {quotes.quoted(f'{name}: {said}')}" if bare else f"- {name}"
        told.append(
            Problem(
                Kind.ERROR, "no-list", Place(path, *tree.keys[name]),
                "a list belongs at `{key}`", "Type: `{text}`", {"key": shape.name, "text": text},
            )
        )  # fmt: skip
        item = {called: str(name), **({plain: said} if bare else said or {})}
        made.append(item)
        inside = tree.values.get(name)
        values[number] = inside if isinstance(inside, Branch) else Branch(tree.keys[name])
    tree.values, tree.keys = values, {}
    return made, told


def _is_item(name: object, said: object, known: tuple[str, ...], plain: str) -> bool:
    """Whether this key is the name of an item: no field of one, nor one with a slip in it."""
    if not isinstance(name, str) or name in known or guesses.key(name, known):
        return False
    return said is None or isinstance(said, dict) or bool(plain and not isinstance(said, list))

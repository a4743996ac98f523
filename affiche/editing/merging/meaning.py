"""Two values and what belongs there in; whether they mean the same, out.

A form writes something for what is empty, opens up a shorthand, puts one item into a list, reads
`1.10` as a number and a day as a time. None of that is a change: what a person meant is compared,
by what the model expects there.
"""

from __future__ import annotations

import re
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any

import yaml

from affiche.model.choices import CHANNELS, PHASES
from affiche.model.journey import Phase
from affiche.model.loop import Note
from affiche.model.text import Document, accepted_words
from affiche.reading.letters import plainly
from affiche.reading.meant import days
from affiche.reading.meant.shapes import Shape
from affiche.splicing.nodes import Node
from affiche.words import spellings

# A key that is spoken otherwise than the model's field is called.
SPOKEN = {(Note, "from"): "who"}
# What a form puts before the name of a picture.
_BEFORE = re.compile(r"^(?:\.?/)?(?:content/)?(?:images/)?")
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?", re.I)


def within(shape: Shape | None, key: str) -> Shape | None:
    """What belongs under a key; None when nobody knows."""
    if shape is None:
        return None
    kind = shape.kind if isinstance(shape.kind, type) else None
    return shape.of(SPOKEN.get((kind, key), key))  # type: ignore[arg-type]


def item_of(shape: Shape | None) -> Shape | None:
    """What belongs in a list or in a mapping of the writer's own words."""
    return shape.item if shape else None


def is_list(shape: Shape | None) -> bool:
    """Whether a list belongs here."""
    return shape is not None and shape.kind is tuple


def is_empty(node: Node | None) -> bool:
    """Whether this says nothing."""
    if node is None:
        return True
    if node.kind == "text":
        return not (node.text or "").strip()
    return all(map(is_empty, [*node.items, *(value for _, value in node.pairs)]))


def opened(shape: Shape | None, node: Node) -> Node:
    """A shorthand as the mapping that it stands for, one item as its list, and the list that a form
    makes of a mapping of the writer's own words as that mapping."""
    if is_list(shape) and node.kind != "list":
        return Node("list", node.start, node.end, items=[node])
    if shape and shape.opens and node.kind == "text":
        key = Node("text", node.start, node.start, shape.opens)
        return Node("map", node.start, node.end, pairs=[(key, node)])
    if shape and shape.free and node.kind == "list":
        return as_mapping(node)
    return node


# How a form holds a mapping of the writer's own words: a list, with the word under one of these.
NAMES = ("id", "label")
VALUE = "value"


def as_mapping(node: Node) -> Node:
    """The mapping that a form holds as a list."""
    pairs = []
    for item in node.items:
        name = next((v for k in NAMES if (v := item.get(k)) is not None and v.text), None)
        if item.kind != "map" or name is None:
            continue
        rest = [(k, v) for k, v in item.pairs if v is not name]
        only = rest[0][1] if len(rest) == 1 and rest[0][0].text == VALUE else None
        pairs.append((Node("text", text=name.text), only or Node("map", pairs=rest)))
    return Node("map", pairs=pairs)


def same(shape: Shape | None, a: Node | None, b: Node | None) -> bool:
    """Whether both say the same."""
    if a is None or b is None or is_empty(a) or is_empty(b):
        return is_empty(a) and is_empty(b)
    a, b = opened(shape, a), opened(shape, b)
    if a.kind != b.kind:
        return False
    if a.kind == "text":
        return _same_text(shape, a, b)
    if a.kind == "list":
        one, other = ([i for i in x.items if not is_empty(i)] for x in (a, b))
        inside = item_of(shape)
        return len(one) == len(other) and all(
            same(inside, x, y) for x, y in zip(one, other, strict=True)
        )
    names = dict.fromkeys([*a.keys(), *b.keys()])
    return all(same(within(shape, name), a.get(name), b.get(name)) for name in names)


def _same_text(shape: Shape | None, a: Node, b: Node) -> bool:
    one, other = (a.text or "").strip(), (b.text or "").strip()
    if one == other:
        return True
    if not a.style and not b.style and _retyped(one) & _retyped(other):
        return True
    kind: Any = shape.kind if shape else None
    if not isinstance(kind, type):
        return False
    if is_picture(shape):
        return picture(one) == picture(other)
    if known_as(shape, one) == known_as(shape, other):
        return True
    if issubclass(kind, date):
        return _day(one) is not None and _day(one) == _day(other)
    if issubclass(kind, Enum):
        return _choice(kind, one) == _choice(kind, other)
    if issubclass(kind, int | float):
        return _number(one) is not None and _number(one) == _number(other)
    return False


def is_picture(shape: Shape | None) -> bool:
    """Whether the name of a picture belongs here."""
    if shape is None:
        return False
    owner = shape.owner.__name__ if shape.owner and issubclass(shape.owner, Document) else ""
    return (owner, shape.name) in (("Photo", "file"), ("Touchpoint", "image"))


def picture(said: str) -> str:
    """The name of a picture as a writer puts it: `/images/peter.svg` is peter.svg."""
    return _BEFORE.sub("", said, count=1)


def known_as(shape: Shape | None, said: str) -> str:
    """The id of a channel or a standard phase, in whatever language it is spoken; else the text."""
    if shape is None:
        return said
    if shape.name in ("channel", "channels"):
        return _spellings(CHANNELS_OF).get(plainly(said).casefold(), said)
    if shape.name == "id" and shape.owner is Phase:
        return _spellings(PHASES_OF).get(plainly(said).casefold(), said)
    return said


CHANNELS_OF, PHASES_OF = "channel", "phase"


@lru_cache(maxsize=2)
def _spellings(context: str) -> dict[str, str]:
    return spellings(tuple(CHANNELS) if context == CHANNELS_OF else PHASES, context)


def _day(said: str) -> date | None:
    found = days.read(plainly(said))
    return found.day if found else None


def _choice(kind: type[Enum], said: str) -> str:
    folded = plainly(said).casefold()
    return accepted_words(kind).get(folded, folded)


def _number(said: str) -> float | None:
    plain = plainly(said).replace(",", ".").replace("\u2212", "-").removeprefix("+")
    return float(plain) if _NUMBER.fullmatch(plain) else None


@lru_cache(maxsize=4096)
def _retyped(said: str) -> frozenset[object]:
    """What programs make of a plain value that is no text to them (YAML 1.1 and 1.2): they write
    that back, without anybody having changed it."""
    found: set[object] = set()
    try:
        value = yaml.safe_load(said)
    except (yaml.YAMLError, ValueError):
        value = said
    if not isinstance(value, str | list | dict) and value is not None:
        found.add((isinstance(value, bool), value))
    if _NUMBER.fullmatch(said):
        found.add((False, float(said)))
    return frozenset(found)


def is_day(shape: Shape | None) -> bool:
    """Whether a day belongs here."""
    return shape is not None and isinstance(shape.kind, type) and issubclass(shape.kind, date)


def as_day(said: str) -> str:
    """A day as it is written in a file; what is none stays what it is."""
    found = _day(said.strip())
    return found.isoformat() if found else said

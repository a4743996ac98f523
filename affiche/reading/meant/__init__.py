"""Data as it was written, and its model, in; the same as it was meant, and doubts about it, out.

Form editors write something for what is empty, and keyboards write numbers, days and choices in
other signs. The model says what belongs where; what can mean only one thing is made plain before
it is checked, and what can mean two things is read as Dutch does and told.

`shapes`   what a model expects where
`listed`   a list that was written as a mapping
`days`     days as people and form editors write them
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Any

from affiche.errors import Kind, Place, Problem
from affiche.model.persona import DayPart
from affiche.model.text import Document
from affiche.reading.letters import plainly
from affiche.reading.meant import days, listed
from affiche.reading.meant.shapes import Shape, shape_of
from affiche.reading.places import Branch
from affiche.words import code_of

# Fields that name something by its id: another sign that looks the same means the same.
IDS = frozenset(
    ("id", "persona", "personas", "journeys", "parent", "compare_to", "ref", "theme", "blocks")
)
_LONGEST = 60  # characters; a number, a day or a choice is short
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})")


def as_meant(model: type[Document], data: dict[str, Any], path: str, tree: Branch) -> list[Problem]:
    """Change `data` and `tree` into what was meant; what can be meant in two ways is told."""
    return list(_fields(shape_of(model), data, path, tree))


def _fields(shape: Shape, data: dict[str, Any], path: str, tree: Branch) -> Iterator[Problem]:
    for name in [*data]:
        inside = shape.of(name)
        if inside is None:
            continue  # an unknown key stays one, also without a value
        value = data[name]
        branch = tree.values.get(name)
        if isinstance(branch, Branch):
            if isinstance(value, dict):
                data[name], told = listed.as_list(inside, value, path, branch)
                yield from told
            yield from _deeper(inside, data[name], path, branch)
        elif isinstance(value, str):
            spot = branch or tree.spot
            data[name], doubt = _plain(inside, name, value, Place(path, *spot))
            yield from doubt
            data[name], doubt = _several(inside, name, data[name], Place(path, *spot))
            yield from doubt
        if _is_empty(inside, data[name]):
            del data[name]
            tree.values.pop(name, None)


def _deeper(shape: Shape, value: Any, path: str, tree: Branch) -> Iterator[Problem]:
    """A mapping or a list: its values as meant, without the items that say nothing."""
    if isinstance(value, dict):
        yield from _fields(shape.item or shape, value, path, tree)
    if not isinstance(value, list):
        return
    kept: list[Any] = []
    places: dict[Any, Any] = {}
    for number, item in enumerate(value):
        branch = tree.values.get(number, tree.spot)
        if isinstance(branch, Branch):
            yield from _deeper(shape.item or shape, item, path, branch)
        elif isinstance(item, str):
            item, doubt = _plain(shape.item or shape, shape.name, item, Place(path, *branch))
            yield from doubt
        if not _is_empty(shape.item or shape, item):
            places[len(kept)] = branch
            kept.append(item)
    value[:] = kept
    tree.values = places


def _is_empty(shape: Shape, value: Any) -> bool:
    """Whether this says nothing. Fields that nobody knows are a mistake, not nothing."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, dict):
        inside = shape.item or shape
        return not value or all(
            inside.of(name) is not None and _is_empty(inside, item) for name, item in value.items()
        )
    return value is None or value == []


def _plain(shape: Shape, name: str, said: str, place: Place) -> tuple[str, list[Problem]]:
    """A short value in plain signs, where it is no text for people."""
    inside = shape.of(shape.opens) if shape.opens else None
    if inside and shape.kind is not DayPart:
        return _plain(inside, shape.opens, said, place)
    kind = shape.item.kind if shape.item else shape.kind
    if len(said) > _LONGEST:
        return said, []
    if isinstance(kind, type) and issubclass(kind, date):
        return _day(said, place)
    if isinstance(kind, type) and issubclass(kind, int | float | Enum):
        return plainly(said), []
    if name == "language":
        return code_of(plainly(said)), []
    if name in IDS:
        return plainly(said), []
    if kind is DayPart or (shape.owner is DayPart and name == "time"):
        return said, _time(said, place)
    return said, []


def _several(shape: Shape, name: str, said: str, place: Place) -> tuple[Any, list[Problem]]:
    """Names with commas between them where a list of names belongs: between round brackets they
    are that list; bare they are read as one name, which is told."""
    if shape.kind is not tuple or not shape.item or shape.item.kind is not str or "," not in said:
        return said, []
    bare = re.fullmatch(r"\(([^()]*)\)", said.strip())
    *some, last = (bare[1] if bare else said).split(",")
    parts = [p.strip() for p in (*some, *re.split(r"\s+(?:en|and|&)\s+", last)) if p.strip()]
    if bare:
        return parts, []
    text = f"{name}: [{', '.join(parts)}]"
    doubt = Problem(
        Kind.WARNING, "one-or-several", place, "this is read as one: {value}",
        "Type `{text}` if these are several", {"value": said, "text": text},
    )  # fmt: skip
    return said, [doubt] if len(text) <= 2 * _LONGEST else []


def _day(said: str, place: Place) -> tuple[str, list[Problem]]:
    found = days.read(plainly(said))
    if found is None:
        return plainly(said), []
    if found.other is None:
        return found.day.isoformat(), []
    doubt = Problem(
        Kind.WARNING, "two-readings", place, "{value} is read as {day}",
        "Write {iso} to be sure, or {other_iso} if you mean {other}",
        {"value": said, "day": found.day, "iso": found.day.isoformat(), "other": found.other,
         "other_iso": found.other.isoformat()},
    )  # fmt: skip
    return found.day.isoformat(), [doubt]


def _time(said: str, place: Place) -> list[Problem]:
    match = _TIME.fullmatch(plainly(said))
    if match is None or (int(match[1]) < 24 and int(match[2]) < 60) or plainly(said) == "24:00":
        return []
    return [
        Problem(
            Kind.WARNING, "no-such-time", place, "{value} is not a time of the day",
            "Write a time as 7:30 or 19:30", {"value": said},
        )
    ]  # fmt: skip

"""Data with places in; a model object, or one problem a mistake with its place, out.

pydantic finds what is wrong; what a writer is told about it stands in `mistakes`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from affiche.errors import Place, Problem
from affiche.model.text import Document
from affiche.reading import keys
from affiche.reading.places import Branch, find, is_written
from affiche.reading.validation.mistake import Location, Mistake
from affiche.reading.validation.mistakes import say

Model = TypeVar("Model", bound=Document)
# What stands for a text that lacks, while more mistakes are looked for.
UNKNOWN = "?"


@dataclass(frozen=True)
class Validated(Generic[Model]):
    """An object and no problems; or problems, and what could still be made of the rest.

    `rest` lacks what is wrong: it is only for finding more mistakes in the same go.
    """

    value: Model | None
    rest: Model | None
    problems: list[Problem]


def validate(
    model: type[Model], data: Mapping[str, Any], path: str, tree: Branch, /, **derived: Any
) -> Validated[Model]:
    """One model object out of what was written and what the reader adds (`derived`).

    `path` and `tree` say where each value stands.
    """

    def place(location: Location, key: bool) -> Place:
        return Place(path, *find(tree, location, key))

    known = keys.derived(model)
    mistakes = [
        Mistake(model, place, (name,), "extra_forbidden", value, {})
        for name, value in data.items()
        if name in known
    ]
    written = {name: value for name, value in data.items() if name not in known}
    try:
        made = model.model_validate({**written, **derived})
    except ValidationError as error:
        mistakes += _mistakes(model, place, tree, error)
        return Validated(None, _salvage(model, {**written, **derived}, error), say(mistakes))
    return Validated(None if mistakes else made, made, say(mistakes))


def _mistakes(
    model: type[Document],
    place: Callable[[Location, bool], Place],
    tree: Branch,
    error: ValidationError,
) -> list[Mistake]:
    found = []
    for m in error.errors(include_url=False):
        location = tuple(m["loc"])
        empty = m["type"] == "missing" and is_written(tree, location)
        sort = "string_too_short" if empty else m["type"]
        found.append(Mistake(model, place, location, sort, m["input"], m.get("ctx") or {}))
    return found


def _salvage(model: type[Model], data: dict[str, Any], error: ValidationError) -> Model | None:
    """An object of what is right in `data`; None when too much is wrong."""
    data = deepcopy(data)
    for attempt in range(5):
        for mistake in error.errors(include_url=False):
            location = tuple(mistake["loc"])
            if mistake["type"] == "missing" and attempt < 3:
                _take_out(data, location, UNKNOWN if attempt == 0 else "0")
            else:
                _take_out(data, location[: len(location) - max(0, attempt - 2)])
        try:
            return model.model_validate(data)
        except ValidationError as next_error:
            error = next_error
    return None


def _take_out(data: Any, location: Location, instead: str | None = None) -> None:
    """Remove the key nearest to `location` that is there, or put `instead` where one lacks."""
    nearest: tuple[dict[str, Any], str] | None = None
    here = data
    for step in location:
        if isinstance(here, dict) and step in here:
            nearest, here = (here, str(step)), here[step]
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            here = here[step]
        elif not (isinstance(here, dict) and isinstance(step, int)):
            break
    if instead is not None and isinstance(here, dict):
        here[str(location[-1])] = instead
    elif nearest:
        nearest[0].pop(nearest[1], None)

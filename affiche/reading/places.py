"""The way to a value in a text and the tree of its places in; its line and column, out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Spot = tuple[int, int]  # line and column, from 1


@dataclass(slots=True)
class Branch:
    """The places of a mapping or list: where it starts, where its keys and values stand."""

    spot: Spot
    keys: dict[str, Spot] = field(default_factory=dict)
    values: dict[Any, Spot | Branch] = field(default_factory=dict)


def find(tree: Branch, location: tuple[str | int, ...], key: bool = False) -> Spot:
    """The place of a value (or its key), or of the nearest that was written around it.

    A step that was not written is passed over: shorthands are opened up after reading, so
    `goals: fewer` has its mistake at ("goals", 0, "text").
    """
    here: Spot | Branch = tree
    last: Spot | None = None
    for step in location:
        if not isinstance(here, Branch):
            break
        if step in here.values:
            last = here.keys.get(step) if isinstance(step, str) else None
            here = here.values[step]
        elif step in here.keys:  # its value says nothing
            return here.keys[step]
    if key and last:
        return last
    return here.spot if isinstance(here, Branch) else here


def is_written(tree: Branch, location: tuple[str | int, ...]) -> bool:
    """Whether the last key of the way stands in the text, with or without a value."""
    here: Spot | Branch | None = tree
    for step in location[:-1]:
        here = here.values.get(step) if isinstance(here, Branch) else None
    return isinstance(here, Branch) and location[-1] in here.keys

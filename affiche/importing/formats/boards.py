"""A board of Miro as its interface for programs gives it in (items with places); a tree out.

Items stand in frames. Those that lie in columns and rows are read as a table; others one by one,
from the top left. Source: Miro's REST API v2, "Items" (`type`, `data`, `position`, `parent`).
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

from affiche.importing.formats import grids
from affiche.importing.tree import Node

_TEXTS = ("sticky_note", "shape", "text", "card", "app_card", "sticky_notes")
_BREAK = re.compile(r"</(?:p|li|div)>|<br\s*/?>", re.I)
_TAG = re.compile(r"<[^>]+>")

Item = Mapping[str, Any]


def is_one(value: Any) -> bool:
    """Whether a value of JSON is a board, or a list of its items."""
    found = items(value)
    return bool(found) and all(
        "position" in one or one.get("type") == "frame" for one in found[:20]
    )


def items(value: Any) -> list[Item]:
    """The items of a board, in whatever they are wrapped."""
    if isinstance(value, Mapping):
        value = next(
            (
                value[key]
                for key in ("items", "data", "widgets")
                if isinstance(value.get(key), list)
            ),
            [],
        )
    if not isinstance(value, Sequence) or isinstance(value, str):
        return []
    kept = [one for one in value if isinstance(one, Mapping) and isinstance(one.get("type"), str)]
    return kept if len(kept) == len(value) else []


def tree(title: str, value: Any) -> Node:
    """A board as a tree: a frame is a heading, or a journey when its items lie as one."""
    found = items(value)
    board = value.get("board") if isinstance(value, Mapping) else None
    title = str(board.get("name") or title) if isinstance(board, Mapping) else title
    frames = {str(one.get("id")): one for one in found if one["type"] == "frame"}
    inside: dict[str, list[Item]] = {name: [] for name in frames}
    loose: list[Item] = []
    for one in found:
        if one["type"] in _TEXTS:
            parent = one.get("parent")
            inside.get(str(parent.get("id")) if isinstance(parent, Mapping) else "", loose).append(
                one
            )
    nodes = [_frame(_said(frame) or title, inside[name]) for name, frame in frames.items()]
    rest = _frame(title, loose)
    return Node("", "", inside=(Node(title, rest.text, inside=(*rest.inside, *nodes), level=1),))


def _frame(title: str, found: Sequence[Item]) -> Node:
    rows = _rows(found)
    made = grids.journey(title, rows) if rows else None
    if made:
        return Node(title, "", inside=made.inside, level=2)
    records = grids.personas(rows) if rows else []
    if records:
        return Node(title, "", inside=tuple(records), level=2)
    told = [_said(one) for one in sorted(found, key=lambda one: (_at(one, "y"), _at(one, "x")))]
    text = "\n".join(f"- {' '.join(one.split())}" for one in told if one)
    return Node(title, text, level=2)


def _rows(found: Sequence[Item]) -> list[list[str]]:
    """Items as rows of cells, by where they lie."""
    if len(found) < 4:
        return []
    across, down = _lines(found, "x", "width"), _lines(found, "y", "height")
    table = [["" for _ in across] for _ in down]
    for one in sorted(found, key=lambda one: (_at(one, "y"), _at(one, "x"))):
        x = _nearest(across, _at(one, "x"))
        y = _nearest(down, _at(one, "y"))
        table[y][x] = "\n".join(filter(None, (table[y][x], _said(one))))
    return table


def _lines(found: Sequence[Item], axis: str, side: str) -> list[float]:
    """The middles of columns or rows: a gap of half a usual item begins a new one."""
    places = sorted(_at(one, axis) for one in found)
    sizes = sorted(_size(one, side) for one in found)
    gap = sizes[len(sizes) // 2] / 2
    groups = [[places[0]]]
    for place in places[1:]:
        if place - groups[-1][-1] > gap:
            groups.append([place])
        else:
            groups[-1].append(place)
    return [sum(group) / len(group) for group in groups]


def _nearest(lines: Sequence[float], place: float) -> int:
    return min(range(len(lines)), key=lambda at: abs(lines[at] - place))


def _at(one: Item, axis: str) -> float:
    place = one.get("position")
    value = place.get(axis) if isinstance(place, Mapping) else one.get(axis)
    return float(value) if isinstance(value, int | float) else 0.0


def _size(one: Item, side: str) -> float:
    size = one.get("geometry")
    value = size.get(side) if isinstance(size, Mapping) else None
    return float(value) if isinstance(value, int | float) and value > 0 else 200.0


def _said(one: Item) -> str:
    """The text of an item, which Miro keeps as HTML."""
    data = one.get("data")
    found = data if isinstance(data, Mapping) else one
    parts = [
        str(found[key]) for key in ("title", "content", "description", "text") if found.get(key)
    ]
    text = _TAG.sub("", _BREAK.sub("\n", "\n".join(parts)))
    return html.unescape(text).strip()

"""YAML text in; its values with the characters that they stand on, out.

The parser is given what the reader is given (`reading.syntax.signs`), so that what stands here is
what a build reads; every place is one of the text as it was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import yaml

from affiche.reading.letters import composed
from affiche.reading.syntax import signs
from affiche.reading.syntax.events import events

NULL = "tag:yaml.org,2002:null"
NOTHING = frozenset(("", "~", "null", "Null", "NULL"))


@dataclass
class Node:
    """A value: characters `start` to `end` of the text (its own last one, not what follows).

    A "text" has `text` (None for a value that says nothing) and the `style` of its quotes (empty
    for plain, or one of ' " | >); a "map" has `pairs`, a "list" has `items`.
    """

    kind: Literal["text", "map", "list"]
    start: int = 0
    end: int = 0
    text: str | None = None
    style: str = ""
    flow: bool = False
    pairs: list[tuple[Node, Node]] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)

    def get(self, key: str) -> Node | None:
        """The value under a key of a map."""
        return next((value for name, value in self.pairs if name.text == key), None)

    def keys(self) -> list[str]:
        """The keys of a map, as they were written."""
        return [name.text or "" for name, _ in self.pairs]


def parsed(text: str, base: int = 0) -> Node | None:
    """The values of a text that begins at character `base` of its file; None when it says nothing.

    Raises `yaml.YAMLError` when it is no YAML.
    """
    written = signs.taken(text)
    places = _Places(text, written, base)
    stack: list[Node] = []
    waiting: list[Node | None] = []
    root: Node | None = None
    for event in events(written.text):
        if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            closed = stack.pop()
            waiting.pop()
            closed.end = places.at(event.end_mark) if closed.flow else _last(closed)
            continue
        node = _opened(event, places)
        if node is None:
            continue
        if stack:
            _put(stack[-1], waiting, node)
        else:
            root = root or node
        if node.kind != "text":
            stack.append(node)
            waiting.append(None)
    return root


def of_data(data: Any) -> Node:
    """Plain data (as JSON has it) as values that stand nowhere."""
    if isinstance(data, Mapping):
        return Node("map", pairs=[(of_data(str(key)), of_data(v)) for key, v in data.items()])
    if isinstance(data, Sequence) and not isinstance(data, str):
        return Node("list", items=[of_data(item) for item in data])
    if data is None or isinstance(data, str):
        return Node("text", text=data, style="'" if data is not None else "")
    said = str(data).lower() if isinstance(data, bool) else str(data)
    return Node("text", text=said)


def data_of(node: Node | None) -> Any:
    """Values as plain data: every text a string, as it was written."""
    if node is None or node.kind == "text":
        return node.text if node else None
    if node.kind == "list":
        return [data_of(item) for item in node.items]
    return {key.text or "": data_of(value) for key, value in node.pairs}


def below(node: Node | None) -> Iterator[Node]:
    """A value and every one in it."""
    if node is not None:
        yield node
        for child in [*node.items, *(value for _, value in node.pairs)]:
            yield from below(child)


class _Places:
    """Marks of the parser → characters of the file."""

    def __init__(self, text: str, written: signs.Taken, base: int) -> None:
        self._starts = [base]
        for line in text.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._written = written
        self._text, self._base = text, base

    def at(self, mark: Any) -> int:
        line = min(mark.line, len(self._starts) - 2)
        column = self._written.column(line, mark.column) if self._written.shifts else mark.column
        end = self._base + len(self._text)
        return int(min(self._starts[line] + column, end))

    def trimmed(self, start: int, end: int) -> int:
        """The end without the white space before it."""
        piece = self._text[start - self._base : end - self._base]
        return start + len(piece.rstrip())


def _opened(event: Any, places: _Places) -> Node | None:
    if isinstance(event, yaml.ScalarEvent):
        start = places.at(event.start_mark)
        end = places.trimmed(start, places.at(event.end_mark))
        style = event.style or ""
        said: str | None = signs.restored(composed(event.value))
        if event.tag == NULL:
            said = None
        elif not style:
            said = signs.stripped(said or "")
            said = None if said in NOTHING else said
        return Node("text", start, max(start, end), said, style)
    if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
        start = places.at(event.start_mark)
        kind: Literal["map", "list"] = "list"
        if isinstance(event, yaml.MappingStartEvent):
            kind = "map"
        return Node(kind, start, start, flow=bool(event.flow_style))
    if isinstance(event, yaml.AliasEvent):
        start = places.at(event.start_mark)
        return Node("text", start, places.at(event.end_mark), f"*{event.anchor}")
    return None


def _put(holder: Node, waiting: list[Node | None], node: Node) -> None:
    """Put a value into its list, or beside its key."""
    if holder.kind == "list":
        holder.items.append(node)
    elif waiting[-1] is None:
        waiting[-1] = node
    else:
        holder.pairs.append((waiting[-1], node))
        waiting[-1] = None


def _last(node: Node) -> int:
    """The end of what stands in a block."""
    if node.kind == "list":
        return node.items[-1].end if node.items else node.start
    if not node.pairs:
        return node.start
    key, value = node.pairs[-1]
    return max(key.end, value.end)

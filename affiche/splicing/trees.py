"""YAML in; where each of its values stands, and how one is taken out, out.

An item or a field goes with its own line and the remark on it. A list or a mapping that would be
left empty goes as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from affiche.reading.syntax.events import events
from affiche.reading.yaml import DEEPEST
from affiche.splicing.written import Edit

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What is left of a line with nothing but a remark, and what may stand between two things.
REST = re.compile(r"[ \t]*(?:(?<=[ \t])#[^\n]*)?\n?")
BETWEEN = re.compile(r"(?:[ \t\n]|(?<=[ \t\n])#[^\n]*)*")


@dataclass(frozen=True)
class Spot:
    """A value in a document: the keys and numbers that lead to it, its node, and the mappings and
    lists around it with the place in each."""

    way: tuple[str | int, ...]
    node: Any
    around: tuple[tuple[Any, int], ...]

    @property
    def value(self) -> str | None:
        """What a plain value says."""
        return str(self.node.value) if isinstance(self.node, yaml.ScalarNode) else None


def _is_read(text: str) -> bool:
    """Whether a build would go through with it: what is nested deeper, or said by an alias (of
    which few lines make millions of values), is an error there."""
    depth = 0
    for event in events(text):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST or isinstance(event, yaml.AliasEvent):
            return False
    return True


class Tree:
    """The YAML in `text` from character `base` to `end`; nothing when a build would not read it."""

    def __init__(self, text: str, base: int = 0, end: int | None = None) -> None:
        self.text = text
        self.base = base
        piece = text[base : len(text) if end is None else end]
        try:
            self.root = yaml.compose(piece, Loader=_LOADER) if _is_read(piece) else None
        except yaml.YAMLError:  # the build says what is wrong
            self.root = None

    def spots(self) -> Iterator[Spot]:
        """Every value, from the top down."""
        if self.root is not None:
            yield from self._below(self.root, (), ())

    def _below(
        self, node: Any, way: tuple[str | int, ...], around: tuple[tuple[Any, int], ...]
    ) -> Iterator[Spot]:
        yield Spot(way, node, around)
        if isinstance(node, yaml.SequenceNode):
            for number, item in enumerate(node.value):
                yield from self._below(item, (*way, number), (*around, (node, number)))
        elif isinstance(node, yaml.MappingNode):
            for number, (key, value) in enumerate(node.value):
                yield from self._below(value, (*way, str(key.value)), (*around, (node, number)))

    def span(self, node: Any) -> tuple[int, int]:
        """The characters of a value, without what comes after it."""
        return self.base + node.start_mark.index, self._end(node)

    def _end(self, node: Any) -> int:
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self._end(last[1]) if isinstance(last, tuple) else self._end(last)
        start = self.base + int(node.start_mark.index)
        end = self.base + int(node.end_mark.index)
        return start + len(self.text[start:end].rstrip()) if end > start else start

    def without(self, spot: Spot) -> list[Edit]:
        """The pieces that take a value out, with its key or its dash; none for a whole document."""
        around = spot.around
        while around and len(around[-1][0].value) == 1:
            around = around[:-1]
        if not around:
            return []
        holder, number = around[-1]
        return [(self._flow if holder.flow_style else self._block)(holder, number)]

    def _edges(self, holder: Any, number: int) -> tuple[int, int]:
        entry = holder.value[number]
        first, last = entry if isinstance(entry, tuple) else (entry, entry)
        return self.base + first.start_mark.index, max(self._end(first), self._end(last))

    def _block(self, holder: Any, number: int) -> Edit:
        start, end = self._edges(holder, number)
        if isinstance(holder, yaml.SequenceNode):
            start = self.text.rindex("-", 0, start)
        line = self.text.rfind("\n", 0, start) + 1
        after = self.text.find("\n", end)
        after = len(self.text) if after < 0 else after + 1
        if not self.text[line:start].strip():
            return Edit(line, after)
        # Something stands before it on its line: the dash of an item whose first field it is.
        following = self._edges(holder, number + 1)[0]
        if isinstance(holder, yaml.SequenceNode):
            following = self.text.rindex("-", 0, following)
        return Edit(start, following)

    def _flow(self, holder: Any, number: int) -> Edit:
        start, end = self._edges(holder, number)
        comma = BETWEEN.match(self.text, end)
        after = comma.end() if comma else end
        if self.text[after : after + 1] == ",":
            rest = re.compile(r"[ \t]*(?:#[^\n]*)?\n?[ \t]*").match(self.text, after + 1)
            return Edit(start, rest.end() if rest else after + 1)
        comma = BETWEEN.match(self.text, self._edges(holder, number - 1)[1])
        before = comma.end() if comma else start
        if "\n" not in self.text[before:start]:
            return Edit(before, end)
        # The comma of the line above may stay, and so does that line.
        line = self.text.rfind("\n", 0, start) + 1
        rest = REST.match(self.text, end)
        return Edit(line, rest.end()) if rest and rest[0].endswith("\n") else Edit(start, end)

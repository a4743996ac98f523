"""YAML text in; plain data, the place of every key and value, and every mistake out.

One pass over PyYAML's parser events (the C parser where there is one). Every plain scalar stays
the text that was written ("nee", "12:30", "1.10"); only nothing, `~` and `null` are None. What
YAML can do and nobody here needs (anchors, merges, tags, several documents) is a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from affiche.errors import Kind, Place, Problem
from affiche.reading.source import UnreadableError

try:
    from yaml._yaml import CParser as _Parser
except ImportError:  # a Python without libyaml: twenty times slower, the same result

    class _Parser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):  # type: ignore[no-redef]
        def __init__(self, text: str) -> None:
            yaml.reader.Reader.__init__(self, text)
            yaml.scanner.Scanner.__init__(self)
            yaml.parser.Parser.__init__(self)


DEEPEST = 40  # levels
MOST_NODES = 200_000
_NOTHING = frozenset(("", "~", "null", "Null", "NULL"))
Spot = tuple[int, int]  # line and column, from 1


@dataclass(slots=True)
class Branch:
    """The places of a mapping or list: where it starts, where its keys and values stand."""

    spot: Spot
    keys: dict[str, Spot] = field(default_factory=dict)
    values: dict[Any, Spot | Branch] = field(default_factory=dict)


@dataclass(slots=True)
class Parsed:
    """What was read: data (None for an empty text), places, and the mistakes on the way."""

    data: Any
    tree: Branch
    problems: list[Problem]


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
    if key and last:
        return last
    return here.spot if isinstance(here, Branch) else here


def parse(path: str, text: str, first_line: int = 1) -> Parsed:
    """Read `text`, which starts at `first_line` of the file. Raises `UnreadableError` on bad syntax."""
    builder = _Builder(path, text, first_line)
    try:
        return builder.build()
    except yaml.YAMLError as error:
        from affiche.reading.syntax import explain

        raise UnreadableError(explain(path, text, first_line, error)) from None


class _Builder:
    """Builds data and places from events; keeps going after a mistake wherever that makes sense."""

    def __init__(self, path: str, text: str, first_line: int) -> None:
        self.path = path
        self.text = text
        self.first_line = first_line
        self.problems: list[Problem] = []
        self.hashes = " #" in text or "\t#" in text

    def build(self) -> Parsed:
        parser = _Parser(self.text)
        data: Any = None
        tree = Branch((self.first_line, 1))
        documents = nodes = 0
        # What is open: (data, branch, key that waits for its value)
        holder: Any = None
        branch = tree
        key: str | None = None
        awaits_value = False
        stack: list[tuple[Any, Branch, str | None, bool]] = []
        while True:
            event = parser.get_event()
            kind = type(event)
            if kind is yaml.ScalarEvent:
                mark = event.start_mark
                spot = (mark.line + self.first_line, mark.column + 1)
                value: Any = event.value
                plain = event.style is None or event.style == ""
                if plain and value in _NOTHING:
                    value = None
                elif plain and (self.hashes or event.end_mark.line != mark.line):
                    self._look_closer(event, spot)
                if event.anchor or event.tag:
                    self._refuse_extras(event, spot)
                place: Spot | Branch = spot
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                mark = event.start_mark
                spot = (mark.line + self.first_line, mark.column + 1)
                if event.anchor or event.tag:
                    self._refuse_extras(event, spot)
                value = {} if kind is yaml.MappingStartEvent else []
                place = Branch(spot)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                holder, branch, key, awaits_value = stack.pop()
                continue
            elif kind is yaml.AliasEvent:
                mark = event.start_mark
                spot = place = (mark.line + self.first_line, mark.column + 1)
                value = None
                self._refuse_alias(event, spot)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._refuse_second_document(event)
                    break
                continue
            elif kind is yaml.StreamEndEvent:
                break
            else:
                continue

            nodes += 1
            if nodes > MOST_NODES or len(stack) > DEEPEST:
                self._refuse_size(spot, nodes)
            if holder is None:
                data, tree = value, place if isinstance(place, Branch) else tree
            elif type(holder) is list:
                if value is not None:  # an empty bullet says nothing
                    branch.values[len(holder)] = place
                    holder.append(value)
            elif awaits_value:
                awaits_value = False
                if key is not None:
                    holder[key] = value
                    branch.values[key] = place
            else:
                key = self._key(value, spot, branch)
                awaits_value = True
                if key is not None:
                    branch.keys[key] = spot
            if isinstance(place, Branch):
                stack.append((holder, branch, key, awaits_value))
                holder, branch, key, awaits_value = value, place, None, False
        return Parsed(data, tree, self.problems)

    def _key(self, value: Any, spot: Spot, branch: Branch) -> str | None:
        """The key that was written, or None for one whose value is dropped."""
        if not isinstance(value, str):
            self._add(
                spot, "bad-key", "here a key has to stand, a word before the colon",
                "Write `key: value`; put text that has a colon in it between quotes",
            )  # fmt: skip
            return None
        if value == "<<":
            self._add(
                spot, "merge", "`<<` (merging) is not allowed here",
                "Write the fields out where they belong",
            )  # fmt: skip
            return None
        if value in branch.keys:
            line, column = branch.keys[value]
            self._add(
                spot, "duplicate-key",
                "`{key}` stands here twice; the first is at line {line}, column {column}",
                "Keep one of the two, or put both texts together in one list",
                key=value, line=line, column=column,
            )  # fmt: skip
            return None
        return value

    def _look_closer(self, event: Any, spot: Spot) -> None:
        """Text that does not end where its writer thinks: cut off by ` #`, or run into a list."""
        end = event.end_mark
        if end.line > event.start_mark.line:
            first = event.start_mark.line
            lines = self.text.split("\n")[first + 1 : end.line + 1]
            for number, line in enumerate(lines, first + 1 + self.first_line):
                if line.lstrip().startswith("- "):
                    self._add(
                        (number, len(line) - len(line.lstrip()) + 1), "list-in-text",
                        "this list item is read as part of the text that starts at line {line}",
                        "Take the text away behind the colon, or give the list a key of its own",
                        line=spot[0],
                    )  # fmt: skip
                    return
        cut = re.match(r"[ \t]+(#[^\s#]\S*)", self._rest(end))
        if cut:
            column = end.column + 1 + cut.start(1)
            self._add(
                (end.line + self.first_line, column), "text-after-hash",
                "what stands from {text} on is not read: a # after a space starts a remark",
                "Put the whole text between quotes", Kind.WARNING, text=cut[1],
            )  # fmt: skip

    def _rest(self, mark: Any) -> str:
        """What stands on the line of `mark`, from there on."""
        lines = self.text.split("\n", mark.line + 1)
        return lines[mark.line][mark.column :] if mark.line < len(lines) else ""

    def _refuse_extras(self, event: Any, spot: Spot) -> None:
        if event.anchor:
            self._add(
                spot, "anchor", "`&{name}` (an anchor) is not allowed here",
                "Put text that starts with & between quotes", name=event.anchor,
            )  # fmt: skip
        if event.tag:
            self._add(
                spot, "tag", "`{name}` (a tag) is not allowed here",
                "Put text that starts with ! between quotes", name=event.tag,
            )  # fmt: skip

    def _refuse_alias(self, event: Any, spot: Spot) -> None:
        self._add(
            spot, "alias", "`*{name}` (a reference) is not allowed here",
            "Put text that starts with * between quotes", name=event.anchor,
        )  # fmt: skip

    def _refuse_second_document(self, event: Any) -> None:
        self._add(
            (event.start_mark.line + self.first_line, 1), "second-document",
            "a second document starts here; a file holds one",
            "Take this line away, or make a file of its own of what follows",
        )  # fmt: skip

    def _refuse_size(self, spot: Spot, nodes: int) -> None:
        deep = nodes <= MOST_NODES
        raise UnreadableError(
            Problem(
                Kind.ERROR,
                "too-deep" if deep else "too-much",
                Place(self.path, *spot),
                "this is nested more than {most} levels deep"
                if deep
                else "this file holds more than {most} values",
                "Split the file",
                {"most": DEEPEST if deep else MOST_NODES},
            )  # fmt: skip
        )

    def _add(
        self, spot: Spot, rule: str, what: str, hint: str, kind: Kind = Kind.ERROR, **values: object
    ) -> None:
        self.problems.append(Problem(kind, rule, Place(self.path, *spot), what, hint, values))


def leaves(tree: Branch) -> Iterator[tuple[tuple[Any, ...], Spot]]:
    """Every place in the tree with the way to it; for tests."""
    for step, value in tree.values.items():
        if isinstance(value, Branch):
            yield (step,), value.spot
            yield from (((step, *rest), spot) for rest, spot in leaves(value))
        else:
            yield (step,), value

"""YAML text in; plain data, the place of every key and value, and every mistake out.

One pass over PyYAML's parser events (the C parser where there is one). Every plain scalar stays
the text that was written ("nee", "12:30", "1.10"); only nothing, `~` and `null` are None. What
YAML can do and nobody here needs (anchors, merges, tags, several documents) is a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

import yaml

from affiche.errors import Kind, Place, Problem
from affiche.reading import syntax
from affiche.reading.files.source import INVISIBLE, UnreadableError
from affiche.reading.keys import every_key
from affiche.reading.letters import composed
from affiche.reading.places import Branch, Spot
from affiche.reading.syntax import signs
from affiche.reading.syntax.events import events, reached
from affiche.reading.syntax.folded import MARKS, Slipped, colonless, slips
from affiche.reading.syntax.quotes import typed_as_text
from affiche.reading.syntax.signs import Taken

DEEPEST = 40  # levels
MOST_NODES = 200_000
_NOTHING = frozenset(("", "~", "null", "Null", "NULL"))
# More of a text in { }, up to the next field.
_REST_OF_TEXT = r"(?:,[^,:{}\[\]\"'#]+)*(?=\s*[,}])"
_WHOLE = re.compile(r"[-+−–]?\d+")
_REMARK = re.compile(r"[ \t]+(#[^\s#]\S{0,40})")


@dataclass(slots=True)
class Parsed:
    """What was read: data (None for an empty text), places, and the mistakes on the way."""

    data: Any
    tree: Branch
    problems: list[Problem]


def parse(path: str, text: str, first_line: int = 1) -> Parsed:
    """Read `text`, which starts at `first_line` of the file.

    Raises `UnreadableError` on bad syntax and on more than anybody writes.
    """
    written = signs.taken(text)
    builder = _Builder(path, written, first_line)
    try:
        builder.read()
    except yaml.YAMLError as error:
        found = syntax.mended(path, written, first_line, error, reached)
        if found.text is None:
            raise UnreadableError(*found.problems) from None
        again = signs.Taken(found.text.split("\n"), written.shifts)
        builder = _Builder(path, again, first_line)
        builder.read()
        touched = {line + first_line for line in found.touched}
        others = [p for p in builder.problems if p.place.line not in touched]
        builder.problems = [*found.problems, *others]
    return Parsed(builder.data, builder.tree, builder.problems)


class _Builder:
    """Builds data and places from events; keeps going after a mistake wherever that makes sense.

    `holder` and `branch` are the innermost mapping or list that is open and its places; `key`
    waits for its value (None for a bad key, whose value is dropped) when `awaits` is true.
    """

    def __init__(self, path: str, written: Taken, first_line: int) -> None:
        self.path = path
        self.written = written
        self.text = text = written.text
        self.first_line = first_line
        self.problems: list[Problem] = []
        self.data: Any = None
        self.tree = Branch((first_line, 1))
        self.lines = written.lines
        self.hashes = " #" in text or "\t#" in text
        self.documents = self.nodes = 0
        self.holder: Any = None
        self.branch = self.tree
        self.key: str | None = None
        self.awaits = False
        self.torn: tuple[Branch | None, str] = (None, "")  # the field of a text told of
        self.open: list[tuple[Any, Branch, str | None, bool]] = []

    def read(self) -> None:
        """Take the events, one after the other."""
        take: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: lambda event: self._opened(event, {}),
            yaml.SequenceStartEvent: lambda event: self._opened(event, []),
            yaml.MappingEndEvent: self._closed,
            yaml.SequenceEndEvent: self._closed,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        for event in events(self.text):
            kind = type(event)
            if kind in take:
                take[kind](event)
            if self.documents == 2:
                return

    def _after(self, mark: Any) -> str:
        """What stands behind the sign at this mark."""
        return str(self.lines[mark.line][mark.column + 1 :].strip("+- ").partition("#")[0])

    def _spot(self, mark: Any) -> Spot:
        """The place of a mark in the text as it was written."""
        column = mark.column
        if self.written.shifts:
            column = self.written.column(mark.line, column)
        return mark.line + self.first_line, column + 1

    def _scalar(self, event: Any) -> None:
        mark = event.start_mark
        spot = self._spot(mark)
        value = event.value
        if event.style == '"' and (hidden := INVISIBLE.search(value)):
            self._add(
                spot, "invisible-character",
                "the escape {code} stands for a character that is not allowed in a text",
                "Take it away", code=f"U+{ord(hidden[0]):04X}",
            )  # fmt: skip
        if not value.isascii():
            value = composed(signs.restored(value))
        if not event.style:  # plain, without quotes
            value = value if value.isascii() else signs.stripped(value)
            if value in _NOTHING:
                value = None
                if self.hashes:
                    self._cut_off(event.end_mark)
            elif (
                self.hashes or event.end_mark.line != mark.line or value[0] in MARKS or ":" in value
            ):
                self._look_closer(event, spot)
            if value and " " in value and self._awaits_key():
                slip = colonless(self.lines, mark, event.end_mark)
                if slip:
                    self._tell(slip, spot)
                    value = slip.values["key"]
        elif event.style in "|>" and not value and self._after(mark):
            self._add(
                spot, "syntax", "a text cannot start with {sign}",
                "Put the whole text between quotes", sign=event.style,
            )  # fmt: skip
        if event.anchor or event.tag:
            self._refuse_extras(event, spot)
        self._put(value, spot, spot)

    def _opened(self, event: Any, value: Any) -> None:
        mark = event.start_mark
        spot = self._spot(mark)
        if event.anchor or event.tag:
            self._refuse_extras(event, spot)
        branch = Branch(spot)
        self._put(value, branch, spot)
        self.open.append((self.holder, self.branch, self.key, self.awaits))
        if len(self.open) > DEEPEST:
            self._stop(spot, "too-deep", "this is nested more than {most} levels deep", DEEPEST)
        self.holder, self.branch, self.key, self.awaits = value, branch, None, False

    def _closed(self, _: Any) -> None:
        self.holder, self.branch, self.key, self.awaits = self.open.pop()

    def _put(self, value: Any, place: Spot | Branch, spot: Spot) -> None:
        """Put a value where it belongs: the document, an item, a key, or the value of a key."""
        self.nodes += 1
        if self.nodes > MOST_NODES:
            self._stop(spot, "too-much", "this file holds more than {most} values", MOST_NODES)
        if self.holder is None:
            self.data = value
            self.tree = place if isinstance(place, Branch) else self.tree
        elif type(self.holder) is list:
            if value is not None:  # an empty bullet says nothing
                self.branch.values[len(self.holder)] = place
                self.holder.append(value)
        elif self.awaits:
            self.awaits = False
            if self.key is not None:
                self.holder[self.key] = value
                self.branch.values[self.key] = place
        elif self._goes_on(value, spot) or self._torn(value, spot):
            self.awaits, self.key = True, None
        else:
            self.awaits = True
            self.key = self._key(value, spot, self.branch)
            if self.key is not None:
                self.branch.keys[self.key] = spot

    def _awaits_key(self) -> bool:
        return isinstance(self.holder, dict) and not self.awaits

    def _goes_on(self, value: Any, spot: Spot) -> bool:
        """Whether this is no key but the rest of a number with a comma: {score: 0,3}."""
        if not isinstance(value, str) or not value.isdecimal() or not self.holder:
            return False
        last = next(reversed(self.holder))
        number = self.holder[last]
        if not isinstance(number, str) or not _WHOLE.fullmatch(number):
            return False
        line = self.lines[spot[0] - self.first_line]
        if not re.search(rf"{re.escape(number)},{value}\s*[,}}]", line):
            return False
        self.holder[last] = f"{number},{value}"
        return True

    def _torn(self, value: Any, spot: Spot) -> bool:
        """Whether this is no key but the rest of a text with a comma: {goal: Warm water, nu}. That
        is told, once for all commas of the text."""
        if not isinstance(value, str) or not self.holder:
            return False
        line = self.lines[spot[0] - self.first_line]
        if line[spot[1] - 1 + len(value) :].lstrip()[:1] not in (",", "}"):
            return False
        last = next(reversed(self.holder))
        text = self.holder[last]
        if not isinstance(text, str) or value in every_key():
            return False
        whole = re.search(rf"{re.escape(text)},\s*{re.escape(value)}{_REST_OF_TEXT}", line)
        if whole is None:
            return False
        if not (self.torn[0] is self.branch and self.torn[1] == last):
            self.torn, said = (self.branch, last), whole[0].rstrip()
            self._add(
                spot, "comma-in-text", "`{key}` ends at the comma: `{rest}` stands alone",
                "Type: `{text}`", key=last, rest=value, said=said,
                text=f"{last}: {_quoted(said)}",
            )  # fmt: skip
        self.holder[last] = f"{text}, {value}"
        return True

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
        """Text that is not what its writer thinks: a field or item of which the parser made text,
        or text that is cut off by ` #`."""
        start, end = event.start_mark, event.end_mark
        for slip in slips(self.lines, start, end):
            self._tell(slip, spot)
            return
        self._cut_off(end)

    def _cut_off(self, end: Any) -> None:
        """Text behind a value, or in its place, that its writer does not take for a remark."""
        line = self.lines[end.line] if end.line < len(self.lines) else ""
        cut = _REMARK.match(line, end.column)
        if cut:
            self._add(
                (end.line + self.first_line, cut.start(1) + 1), "text-after-hash",
                "what stands from {rest} on is not read: a # after a space starts a remark",
                "Put the whole text between quotes", Kind.WARNING, rest=signs.restored(cut[1]),
            )  # fmt: skip

    def _tell(self, slip: Slipped, spot: Spot) -> None:
        column = self.written.column(slip.line, slip.column) + 1
        place = Place(self.path, slip.line + self.first_line, column)
        values = {**slip.values, "line": spot[0]}
        self.problems.append(Problem(Kind.ERROR, slip.rule, place, slip.what, slip.hint, values))

    def _refuse_extras(self, event: Any, spot: Spot) -> None:
        line = self.lines[event.start_mark.line]
        text = typed_as_text(line, "&" if event.anchor else "!")
        if event.anchor:
            self._add(
                spot, "anchor", "`&{name}` (an anchor) is not allowed here",
                "Type: `{text}`" if text else "Put text that starts with & between quotes",
                name=event.anchor, text=text,
            )  # fmt: skip
        if event.tag:
            self._add(
                spot, "tag", "`{name}` (a tag) is not allowed here",
                "Type: `{text}`" if text else "Put text that starts with ! between quotes",
                name=event.tag, text=text,
            )  # fmt: skip

    def _alias(self, event: Any) -> None:
        spot = self._spot(event.start_mark)
        text = typed_as_text(self.lines[event.start_mark.line], "*")
        self._add(
            spot, "alias", "`*{name}` (a reference) is not allowed here",
            "Type: `{text}`" if text else "Put text that starts with * between quotes",
            name=event.anchor, text=text,
        )  # fmt: skip
        self._put(None, spot, spot)

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self._add(
                (event.start_mark.line + self.first_line, 1), "second-document",
                "a second document starts here; a file holds one",
                "Take this line away, or make a file of its own of what follows",
            )  # fmt: skip

    def _stop(self, spot: Spot, rule: str, what: str, most: int) -> NoReturn:
        place = Place(self.path, *spot)
        raise UnreadableError(
            Problem(Kind.ERROR, rule, place, what, "Split the file", {"most": most})
        )

    def _add(
        self, spot: Spot, rule: str, what: str, hint: str, kind: Kind = Kind.ERROR, **values: object
    ) -> None:
        self.problems.append(Problem(kind, rule, Place(self.path, *spot), what, hint, values))


def _quoted(text: str) -> str:
    if '"' in text or "\\" in text:
        return "'{}'".format(text.replace("'", "''"))
    return f'"{text}"'

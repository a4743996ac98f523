"""A plain text in YAML, as the parser took it, in; fields and items that its writer meant, out.

YAML takes much for text without a word: an item without its dash or blank, a list below a text, a
field without the blank after its colon. A long text that a program folded is text, though one of
its lines may begin with "- ".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any

from affiche.reading.keys import every_key, labelled
from affiche.reading.syntax import lines as anatomy
from affiche.reading.syntax.signs import BULLETS, restored

MARKS = "-" + BULLETS
# PyYAML, ruamel and the editors in JavaScript fold at 80; some fold earlier.
WIDTH, FOLDED = 80, 60
_ITEM = re.compile(r" *- ")
_TIGHT = re.compile(rf" *([{MARKS}])(?=[^\W\d_])")
_FIELD = re.compile(r"""([a-z_]{2,40}):(?!//)(?=[^\s:])""")
_LABEL = re.compile(r"""[^\W_][^:"'\[\]{}#,]{0,40}?:(?!//)(?=[^\s:])""")
_COLONLESS = re.compile(r"([a-z_]{2,40}) +(?=\S)")
_LONGEST = 160


@dataclass(frozen=True)
class Slipped:
    """What was meant otherwise: line and column (from 0), and what to tell."""

    line: int
    column: int
    rule: str
    what: str
    hint: str
    values: Mapping[str, object] = field(default_factory=dict)


def slips(lines: Sequence[str], start: Any, end: Any) -> Iterator[Slipped]:
    """What is wrong with the text from mark `start` to mark `end`, likeliest first."""
    first = lines[start.line]
    before = first[: start.column]
    alone = not before.strip()  # on a line of its own, below its key
    item = before.strip(" ") == "-" * before.count("-") and "-" in before
    last = min(end.line + (1 if end.column else 0), len(lines))
    rest = range(start.line + 1, last)
    dashed = [n for n in rest if _ITEM.match(lines[n]) and not _was_folded(lines, start, n, alone)]
    if alone and any(_column(lines[n]) == start.column for n in dashed):
        yield _without_dash(lines, start.line)
    if alone and anatomy.opened_by(lines, start.line, start.column) in labelled():
        label = _LABEL.match(first, start.column)
        if label:
            yield _without_blank(lines, start.line, label.end())
    if alone or item:
        yield from _tight(lines, start.line, start.column, (alone and bool(rest)) or len(rest) == 0)
        found = _FIELD.match(first, start.column)
        if found and found[1] in _keys():
            yield _without_blank(lines, start.line, found.end())
    for number in dashed:
        yield _deeper(lines, number, before.index("-")) if item else _below_text(lines, number)
    for number in rest:
        found = _FIELD.match(lines[number], _column(lines[number]))
        if found and found[1] in _keys():
            yield _without_blank(lines, number, found.end())
        yield from _tight(lines, number, 0, True)
    if not (alone or item) and before.rstrip()[-1:] in ("{", ",", "["):
        found = _FIELD.match(first, start.column)
        if found and found[1] in _keys():
            yield _without_blank(lines, start.line, found.end())


def colonless(lines: Sequence[str], start: Any, end: Any) -> Slipped | None:
    """The field without its colon that stands between { } from mark `start` to mark `end`, where
    the parser took all of it for a key."""
    rest = lines[end.line][end.column :].strip()
    below = (line.strip() for line in islice(lines, end.line + 1, None))
    if (rest or next(filter(None, below), ""))[:1] not in (",", "}"):
        return None
    written = lines[start.line][start.column : end.column if end.line == start.line else None]
    match = _COLONLESS.match(written)
    if match is None or match[1] not in _keys():
        return None
    text = restored(f"{match[1]}: {written[match.end() :]}")[:_LONGEST]
    return Slipped(
        start.line, start.column, "syntax", "`{key}` has no colon",
        "Type: `{text}`. If it belongs to the text before the comma, put quotes around that text",
        {"key": match[1], "text": text},
    )  # fmt: skip


def _column(line: str) -> int:
    return len(line) - len(line.lstrip())


def _was_folded(lines: Sequence[str], start: Any, number: int, alone: bool) -> bool:
    """Whether a program broke the text off here: all lines above are as long as they may be.

    A text that begins on a line of its own is likelier to be an item without its dash.
    """
    for above in range(start.line, number):
        line, word = lines[above].rstrip(), lines[above + 1].split(maxsplit=1)[:1]
        full = len(line) + 1 + len("".join(word)) > WIDTH
        if not (full and len(line) <= WIDTH if alone else len(line) >= FOLDED):
            return False
    return True


def _tight(lines: Sequence[str], number: int, column: int, sure: bool) -> Iterator[Slipped]:
    match = _TIGHT.match(lines[number], column)
    if match and sure:
        at = match.start(1)
        what = "after the dash there is no space"
        yield _typed(lines, number, at, what, f"- {lines[number][at + 1 :]}")


def _without_dash(lines: Sequence[str], number: int) -> Slipped:
    at = _column(lines[number])
    tight = _TIGHT.match(lines[number])
    what = "this item of the list has no dash before it"
    if tight:
        what = "after the dash there is no space"
    return _typed(lines, number, at, what, f"- {lines[number][at + bool(tight) :]}")


def _without_blank(lines: Sequence[str], number: int, column: int) -> Slipped:
    line = lines[number]
    what = "after the colon there is no space"
    return _typed(lines, number, column, what, f"{line[:column]} {line[column:]}")


def _typed(lines: Sequence[str], number: int, column: int, what: str, text: str) -> Slipped:
    said = restored(text.strip())
    hint = "Type: `{text}`" if len(said) <= _LONGEST else "Put a space there"
    return Slipped(number, column, "syntax", what, hint, {"text": said})


def _deeper(lines: Sequence[str], number: int, indent: int) -> Slipped:
    return Slipped(
        number, _column(lines[number]), "list-in-text",
        "this list item is read as part of the text that starts at line {line}",
        "Begin this line with {indent} spaces, straight below the item above it",
        {"indent": indent},
    )  # fmt: skip


def _below_text(lines: Sequence[str], number: int) -> Slipped:
    return Slipped(
        number, _column(lines[number]), "list-in-text",
        "this list item is read as part of the text that starts at line {line}",
        "Take the text away behind the colon, or give the list a key of its own",
    )  # fmt: skip


@lru_cache(maxsize=1)
def _keys() -> frozenset[str]:
    return frozenset(every_key())

"""A slip in a line of YAML in; the line as it should be, and what is told of it, out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from affiche.reading.keys import every_key
from affiche.reading.syntax.lines import Line
from affiche.reading.syntax.quotes import LONGEST
from affiche.reading.syntax.signs import restored

NEARBY = 100  # lines in which a line finds its neighbours
TYPE = "Type: `{text}`"
LOUD = re.compile(r"([*_`]{1,3})([^*_`:]{1,40}?)(?: *:\1| *\1 *:)[ \t]*(.*)")
# "locatie Barendrecht": a key in the writer's own language, without its colon.
FORGOTTEN = re.compile(r"([a-zà-ÿ]{3,30})[ =;]+([A-ZÀ-Ý\d\"'\[{]\S*(?: \S+){0,4})")


@dataclass(frozen=True)
class Repair:
    """A line as it should be: `line` and `column` (from 0) of the mistake, what is wrong, what to
    do, and the line to type. `beside` is a line (from 0) that the hint points to."""

    line: int
    column: int
    what: str
    hint: str
    new: str
    beside: int = 0
    joins: bool = False  # the line becomes part of what stands above it, or of nothing
    below: tuple[str, ...] = ()  # the lines below it, which go the same way

    @property
    def typed(self) -> str:
        """What to type, without the indentation; empty when it is too long to show."""
        text = restored(self.new.strip())
        return text if len(text) <= LONGEST else ""


Parts = Sequence[Line]
Slip = Callable[[Parts, Line], Iterable[Repair]]


def content(line: str) -> int:
    """The column at which the key or the text of a line begins."""
    match = re.match(r" *(?:- +)*", line)
    return match.end() if match else 0


@lru_cache(maxsize=1)
def _keys() -> frozenset[str]:
    return frozenset(every_key())


def is_key(word: str) -> bool:
    """Whether a word is the key of a field, of any kind of document."""
    return word.strip().casefold() in _keys()

"""A YAML text that cannot be read in; its mistakes, and a text that can be read, out.

`lines` takes the lines apart, `signs` reads what other keyboards write, `repairs` finds the line
that the writer has to change (`slips` in its signs, `depths` in where it begins, `quotes` around
its text), and `said` puts the parser's own complaint into words when no
repair is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from affiche.errors import Kind, Place, Problem
from affiche.reading.syntax import events, repairs
from affiche.reading.syntax.quotes import LONGEST, QUOTES
from affiche.reading.syntax.repair import Repair
from affiche.reading.syntax.repairs import Reading
from affiche.reading.syntax.said import explain
from affiche.reading.syntax.signs import Taken, restored

MOST = 25  # mistakes of one text that are looked for
_CLOSED = {"[": "]", "{": "}"}


@dataclass(frozen=True)
class Mended:
    """What was wrong, and the lines on which a repair was put in. `text` is None when there is
    a mistake for which no repair is known; `problems` ends with it then."""

    text: str | None
    problems: tuple[Problem, ...]
    touched: frozenset[int]


def mended(path: str, taken: Taken, first_line: int, error: Any, read: Reading) -> Mended:
    """Every mistake of `taken`, which starts at `first_line` and at which the parser stopped with
    `error`."""
    lines = [*taken.lines]
    problems: list[Problem] = []
    touched: set[int] = set()
    tries = repairs.tries_for(lines)
    while len(problems) < MOST:
        stopped = events.stopped_at(error, len(lines))
        repair, tries = repairs.find(lines, stopped, read, tries)
        if repair is None or repair.line in touched:
            if not problems:
                problems.append(explain(path, "\n".join(lines), first_line, error))
            return Mended(None, tuple(problems), frozenset(touched))
        problems.append(_problem(path, taken, first_line, lines, repair))
        repairs.put_in(lines, repair)
        touched |= set(range(repair.line, repair.line + 1 + len(repair.below)))
        found = events.error("\n".join(lines))
        if found is None:
            return Mended("\n".join(lines), tuple(problems), frozenset(touched))
        error = found
    return Mended(None, tuple(problems), frozenset(touched))


def _problem(path: str, taken: Taken, first_line: int, lines: list[str], repair: Repair) -> Problem:
    column = taken.column(repair.line, repair.column)
    place = Place(path, repair.line + first_line, column + 1)
    sign = restored(lines[repair.line][repair.column : repair.column + 1])
    hint = repair.hint
    if not repair.typed and "{text}" in hint:
        hint = QUOTES
    values: Mapping[str, object] = {
        "sign": sign,
        "closing": _CLOSED.get(sign, ""),
        "text": repair.typed,
        "item": f"- {lines[repair.line][repair.column :].strip(' -')[:LONGEST]}",
        "key": lines[repair.line].strip(" -").partition(":")[0],
        "indent": len(repair.new) - len(repair.new.lstrip()),
        "beside": repair.beside + first_line,
    }
    return Problem(Kind.ERROR, "syntax", place, repair.what, hint, values)


__all__ = ["Mended", "explain", "mended", "restored"]

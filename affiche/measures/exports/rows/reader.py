"""A table, its layout and a row in; the text, number, day or place of a field out.

The same mistake on a thousand rows is said once, with its first line and how often it is made.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import repeat
from operator import itemgetter
from typing import Any

from affiche.errors import Kind, Place, Problem
from affiche.measures.exports.columns import Layout
from affiche.measures.exports.rows import days, told, totals
from affiche.measures.tables import cells
from affiche.measures.tables.table import Cell, Row, Table
from affiche.model.measures import NOWHERE, MeasureKind, Scale, Spot
from affiche.reading import guesses

SPOTS = ("persona", "journey", "phase", "touchpoint")
NOT_SHOWN = frozenset(("false", "no", "nee", "0", "onwaar", ""))
FIRST_YEAR = 1990
# What cells may be set apart with, where another sign does so in the rest of the file.
SIGNS = (";", ",", "\t")
# Clocks differ, and a quarter may be dated at its end; a year ahead is a slip of the pen.
A_YEAR = timedelta(days=366)


@dataclass(frozen=True)
class Known:
    """Every id that a row can name, by what it may be called (casefolded): kind → name → id."""

    ids: Mapping[str, Mapping[str, str]]

    def look_up(self, kind: str, said: str) -> str | None:
        return self.ids.get(kind, {}).get(" ".join(said.casefold().split()))


@dataclass
class _Mistake:
    what: str
    hint: str
    line: int
    column: int
    values: dict[str, object]
    count: int = 1


@dataclass
class Reader:
    """Reads the rows of one layout. What is wrong gathers in `mistakes`, each kind once."""

    path: str
    table: Table
    layout: Layout
    known: Known
    values: Mapping[str, str]
    today: date
    mistakes: dict[tuple[str, ...], _Mistake] = field(default_factory=dict)
    unanswered: int = 0
    strange: dict[str, int] = field(default_factory=dict)
    first_strange: int = 0
    open_order: bool = False
    """Whether nothing tells if 3/2 is in February or in March."""
    totals: list[tuple[int, str]] = field(default_factory=list)
    """The rows that add up the others, and what they begin with."""
    heads: list[int] = field(default_factory=list)
    """The lines at which the head stands once more."""

    def __post_init__(self) -> None:
        self._without_heads()
        self._without_totals()
        self._bare: list[Any] = [row for _, row in self.layout.rows]
        self._at, self._fixed = self.layout.at, self.layout.fixed
        self._days: dict[Cell, date] = {}
        self._spots: dict[tuple[str, ...], Spot] = {}
        self._spot_names = [name for name in SPOTS if name in self._at or name in self._fixed]
        self.said_values = {key.casefold().strip(): value for key, value in self.values.items()}

    def _without_heads(self) -> None:
        """Take away the head where it is repeated, as exports that were put together have it."""
        head = self.layout.head
        first = next((at for at, name in enumerate(head) if name), None)
        if first is None or len(head) < 2:
            return
        name = head[first]
        rows = self.layout.rows
        if name in [row[first] for _, row in rows if first < len(row)]:  # seldom, and told quickly
            self.heads = [
                line
                for line, row in rows
                if first < len(row) and row[first] == name and tuple(map(cells.said, row)) == head
            ]
        self._take_away(self.heads)

    def _take_away(self, lines: Collection[int]) -> None:
        if lines:
            off = frozenset(lines)
            kept = tuple(pair for pair in self.layout.rows if pair[0] not in off)
            self.layout = replace(self.layout, rows=kept)

    def _without_totals(self) -> None:
        """Take the rows that add up the others away."""
        self.totals = totals.totals(self.layout)
        self._take_away(dict(self.totals))

    # What is wrong ----------------------------------------------------------------------------

    def wrong(
        self, rule: str, field_: str, line: int, what: str, hint: str, /,
        key: str = "", number: int | None = None, **values: object,
    ) -> None:  # fmt: skip
        """Note a mistake in a cell; the same one again is only counted."""
        at = self.layout.at.get(field_) if number is None else number
        found = self.mistakes.get((rule, field_, key, str(at)))
        if found is not None:
            found.count += 1
            return
        column = self.table.column(line, at) if at is not None else 1
        named = self.layout.head[at] if at is not None and at < len(self.layout.head) else field_
        told = {"column": named, **values}
        self.mistakes[(rule, field_, key, str(at))] = _Mistake(what, hint, line, column, told)

    def problems(self) -> Iterator[Problem]:
        """Every mistake, once, with how often it is made."""
        for (rule, *_), found in self.mistakes.items():
            place = Place(self.path, found.line, found.column)
            yield Problem(
                Kind.ERROR, rule, place, found.what, found.hint, found.values, found.count
            )

    # Cells ------------------------------------------------------------------------------------

    def text(self, row: Row, name: str) -> str:
        """What a row says of a field; the value of every row where there is no column."""
        at = self._at.get(name)
        if at is None:
            return self._fixed.get(name, "")
        cell = row[at] if at < len(row) else ""
        return cell.strip() if type(cell) is str else cells.said(cell)

    def column(self, name: str) -> list[str]:
        """`text` of one field, of all rows at once: far quicker than one by one."""
        at = self._at.get(name)
        if at is None:
            return [self._fixed.get(name, "")] * len(self.layout.rows)
        try:
            return list(map(str.strip, map(itemgetter(at), self._bare)))
        except (IndexError, TypeError):  # rows that end early; cells that hold no text
            return [self.text(row, name) for _, row in self.layout.rows]

    def number(self, row: Row, name: str, line: int) -> float | None:
        """The number in a field; None when there is none, or no number (a mistake)."""
        return self.number_in(self.text(row, name), name, line)

    def number_in(self, said: str, name: str, line: int, number: int | None = None) -> float | None:
        """The same of what the field says, in column `number` where it has several."""
        if not said or cells.is_blank(said):
            return None
        found = cells.number(self.said_values.get(said.casefold(), said))
        if found is None:
            self.wrong("no-number", name, line, *told.NO_NUMBER, number=number, value=short(said))
        return found

    def on_other_scale(
        self, said: str, name: str, scale: Scale, line: int, number: int | None = None
    ) -> bool:
        """Whether a cell says itself out of how many it is, and that is not this scale."""
        top = cells.out_of(said)
        if top is None or top == scale[1]:
            return False
        self.wrong("other-scale", name, line, *told.OTHER_SCALE, number=number, value=short(said),
                   top=int(top), first=0 if top == 100 else 1, low=int(scale[0]),
                   high=int(scale[1]))  # fmt: skip
        return True

    def day(self, row: Row, line: int) -> date | None:
        at = self.layout.at.get("date")
        if at is None or at >= len(row):
            return None
        cell = row[at]
        known = self._days.get(cell)
        if known is not None:
            return known
        found = cells.sheet_day(cell)
        said = cells.said(cell)
        if found is None and not cells.is_blank(said):
            turned = cells.two_digits(said) and self.year_first
            found = cells.day(f"20{said}" if turned else said, self.month_first)
            if found is None:
                impossible = cells.day_parts(said, self.month_first) is not None
                rule = "impossible-date" if impossible else "no-date"
                self.wrong(rule, "date", line, *(told.NO_SUCH_DAY if impossible else told.NO_DAY),
                           value=short(said))  # fmt: skip
                return None
        if found is not None and (found > self.today + A_YEAR or found.year < FIRST_YEAR):
            self.wrong("impossible-date", "date", line, *told.NOT_THEN, value=short(said))
            return None
        if found is not None:
            self._days[cell] = found
        return found

    @property
    def latest(self) -> date | None:
        """The latest day that was read."""
        return max(self._days.values(), default=None)

    @cached_property
    def month_first(self) -> bool:
        """Whether 2/3 is the third of February."""
        layout = self.layout
        found, self.open_order = days.month_first(self._written, layout.order, layout.month_first)
        return found

    @cached_property
    def year_first(self) -> bool:
        """Whether 26-09-03 is in 2026."""
        return days.year_first(self._written, self.month_first, self.today)

    @property
    def _written(self) -> set[Cell]:
        """The days as they are written."""
        at = self.layout.at.get("date")
        return {row[at] for _, row in self.layout.rows if at is not None and at < len(row)}

    def spot(self, row: Row, line: int) -> Spot:
        """What the row is about; an id that is not there is a mistake with a guess."""
        if not self._spot_names:
            return NOWHERE
        said = tuple([self.text(row, name) for name in self._spot_names])
        return self._spots.get(said) or self.spot_in(said, line)

    def spot_columns(self) -> Iterator[tuple[str, ...]]:
        """What every row says of where it belongs, for `spot_in`."""
        if not self._spot_names:
            return repeat((), len(self.layout.rows))
        return zip(*map(self.column, self._spot_names), strict=True)

    def spot_in(self, said: tuple[str, ...], line: int) -> Spot:
        """What is meant by what a row says of where it belongs."""
        known = self._spots.get(said)
        if known is not None:
            return known
        found: dict[str, str] = {}
        amiss = False
        for name, value in zip(self._spot_names, said, strict=True):
            if cells.is_blank(value):
                continue
            meant = self.said_values.get(value.casefold().strip(), value)
            if cells.is_blank(meant):
                continue
            one = self.known.look_up(name, meant)
            if one is None:
                amiss = True
                names = sorted(set(self.known.ids.get(name, {}).values()))
                spoken = self.known.ids.get(name, {})
                guess = guesses.close(meant, [*names, *spoken])
                what, hint = told.NOWHERE_TOLD[name]
                self.wrong(
                    f"unknown-{name}", name, line, what, told.GUESS if guess else hint,
                    key=meant, name=short(meant), guess=spoken.get(guess or "", guess),
                    known=tuple(names[:12]),
                )  # fmt: skip
            else:
                found[name] = one
        made = Spot(**found) if found else NOWHERE
        if not amiss:  # a mistake is counted at each row
            self._spots[said] = made
        return made

    def count(self, row: Row, line: int) -> int | None:
        """How many answers a row stands for; None when that is no whole number above zero."""
        said = self.text(row, "n")
        if not said:
            return 1
        found = cells.count(said)
        if found == 0:  # nobody gave this answer
            return None
        if found is None or found < 1 or not found.is_integer():
            self.wrong("bad-count", "n", line, *told.BAD_COUNT, value=short(said))
            return None
        return int(found)

    def scale(self, row: Row, line: int) -> Scale | None:
        """The scale that the row, its file or site.yaml says; None when it is wrong or not said."""
        said = self.text(row, "scale")
        if not said:
            return None
        found = cells.scale(said)
        if found is None:
            self.wrong("bad-scale", "scale", line, *told.BAD_SCALE, key=said, value=short(said))
        return found

    def whole(self, row: Row, line: int) -> bool:
        """Whether the row has no more cells than its head: one too many shifts all that follow."""
        most = len(self.layout.head)
        if 1 < len(row) <= most or most < 2:
            return True
        if len(row) == 1:
            alone = cells.said(row[0])
            if self.table.separator and (
                any(sign in alone for sign in SIGNS) or self._cut(alone, line)
            ):
                self.wrong("too-few-cells", "", line, *told.TOO_FEW, number=0, head=most)
                return False
            return True
        extra = [cell for cell in row[most:] if cells.said(cell)]
        if extra:
            self.wrong("too-many-cells", "", line, *told.TOO_MANY, number=most,
                       cells=len(row), head=most)  # fmt: skip
        return not extra

    def _cut(self, alone: str, line: int) -> bool:
        """Whether a line with one cell is the rest of a review that breaks off above it."""
        reviews = self.layout.kind is MeasureKind.REVIEWS and "text" in self.layout.at
        return bool(reviews and alone and line != self.layout.rows[-1][0])


def short(text: str) -> str:
    """A cell as a message shows it: on one line, and no longer than that."""
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:38]}…"

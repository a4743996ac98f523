"""Rows in; customers with what each of them brought and bought, and what was left out, out.

A customer is a number here: names are used to add rows up, and forgotten.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from affiche.segment.orders import CODES, SIGN, Orders, several_currencies

# Heads of columns that may name a person or lead to one: never looked at.
PERSONAL = re.compile(
    r"na+m|name|contact|mail|tele?f|phone|mobiel|mobile|adres|address|straat|street|huisn|post"
    r"|\bzip|iban|bank|rekening|bsn|geboorte|birth|\bkvk|\bbtw|\bvat\b|url|website|manager"
    r"|verkoper|vertegenw|\brep\b|opmerking|notitie|note|comment|omschrijving|description"
    r"|^id$|[\s_]id$|nummer|number|\bnr\b",
    re.IGNORECASE,
)
LOOKS_PERSONAL = re.compile(r"\S@\S+\.\S|(?:\+|00?)\d[\d\s()-]{7,}")
# A last line that adds everything up is no customer.
TOTAL = re.compile(r"\s*(?:eind|sub|grand\s+)?tota+l\w*\s*:?\s*", re.IGNORECASE)
# A column that differs within so large a part of the rows tells of orders, not of customers.
VARIES, TRIED = 0.2, 2_000


@dataclass(frozen=True)
class Customers:
    """What was added up; all lists have one entry a customer that brought any revenue.

    `orders` is how many each placed, `last` when (None: nobody knows); `traits` has what stands
    in other columns, `varying` the names of columns that tell of orders, `personal` those that may
    name people. `left_out` counts rows by why ("customer", "amount", "day", "total"), `nothing` is
    how many customers have no revenue left after what was credited.
    """

    rows: int
    revenue: tuple[float, ...]
    orders: tuple[int, ...]
    last: tuple[date | None, ...]
    traits: Mapping[str, tuple[str, ...]]
    varying: tuple[str, ...]
    personal: tuple[str, ...]
    left_out: Mapping[str, int]
    nothing: int


def gather(file: Orders) -> Customers:
    """Go through the file once."""
    columns = file.columns
    personal = [i for i in columns.others if PERSONAL.search(columns.names[i])]
    traits = [i for i in columns.others if i not in personal]
    adding = _Adding(file, traits)
    rows = 0
    for rows, row in enumerate(file.rows(), start=1):  # noqa: B007 - counts
        adding.add(row)
    if len(adding.currencies) > 1:
        raise several_currencies(file.path, sorted(adding.currencies))
    return adding.customers(rows, tuple(columns.names[i] for i in personal))


class _Adding:
    """Sums by customer, in the order in which customers first come."""

    def __init__(self, file: Orders, traits: Sequence[int]) -> None:
        columns = file.columns
        self._file = file
        self._whose, self._money = columns.customer, columns.revenue
        self._day, self._order = columns.day, columns.order
        self._width = max(i for i in (self._whose, self._money) if i is not None)
        self._traits = list(traits)
        self._number: dict[Any, int] = {}
        self._revenue: list[float] = []
        self._orders: list[int] = []
        self._last: list[date | None] = []
        self._said: list[list[str]] = []
        self._seen: set[int] = set()  # hashes: the orders themselves would fill the memory
        self._again = 0
        self._currency = columns.currency
        self.currencies: set[str] = set()
        self._differs = [0] * len(self._traits)
        self._days: dict[Any, date | None] = {}
        self.left_out = {"customer": 0, "amount": 0, "day": 0, "total": 0}

    def add(self, row: Sequence[Any]) -> None:
        """One row; what cannot be added is counted by why."""
        if len(row) <= self._width:
            self.left_out["amount"] += 1
            return
        amount = self._file.amount(row[self._money])
        whose = len(self._number) if self._whose is None else row[self._whose]
        if isinstance(whose, str):
            whose = whose.strip()
        if whose == "" or whose is None:
            first = next((cell for cell in row if isinstance(cell, str) and cell.strip()), "")
            self.left_out["total" if TOTAL.fullmatch(first) else "customer"] += 1
            return
        if isinstance(whose, str) and TOTAL.fullmatch(whose):
            self.left_out["total"] += 1
            return
        if amount is None:
            self.left_out["amount"] += 1
            return
        self._note_currency(row)
        number = self._number.setdefault(whose, len(self._number))
        if number == len(self._revenue):
            self._revenue.append(0.0)
            self._orders.append(0)
            self._last.append(None)
            self._said.append([_text(row, i) for i in self._traits])
        else:
            self._compare(row, self._said[number])
        self._revenue[number] += amount
        self._count(row, number)

    def _note_currency(self, row: Sequence[Any]) -> None:
        """In what was paid, where the amount or a column of its own says so."""
        cell = row[self._money]
        if isinstance(cell, str) and not (cell[:1].isdigit() and cell[-1:].isdigit()):
            self.currencies.update(CODES.get(one, one.upper()) for one in SIGN.findall(cell))
        if self._currency is not None and (said := _text(row, self._currency)):
            self.currencies.add(CODES.get(said, said.upper()))

    def _compare(self, row: Sequence[Any], said: list[str]) -> None:
        """A trait is what stands first; a column that keeps changing is none."""
        self._again += 1
        for at, index in enumerate(self._traits):
            text = _text(row, index)
            if text != said[at]:
                if not said[at]:
                    said[at] = text
                elif text:
                    self._differs[at] += 1
        if self._again == TRIED:
            self._drop()

    def _drop(self) -> None:
        keep = [at for at, count in enumerate(self._differs) if count <= VARIES * self._again]
        if len(keep) < len(self._traits):
            self._traits = [self._traits[at] for at in keep]
            self._differs = [self._differs[at] for at in keep]
            self._said = [[said[at] for at in keep] for said in self._said]

    def _count(self, row: Sequence[Any], number: int) -> None:
        day = None
        if self._day is not None:
            cell = row[self._day] if len(row) > self._day else ""
            day = self._known_day(cell)
            if day is None:
                self.left_out["day"] += 1
            elif (last := self._last[number]) is None or day > last:
                self._last[number] = day
        order = row[self._order] if self._order is not None and len(row) > self._order else day
        if order in (None, ""):
            self._orders[number] += 1
        elif (key := hash((number, order))) not in self._seen:
            self._seen.add(key)
            self._orders[number] += 1

    def _known_day(self, cell: Any) -> date | None:
        if cell not in self._days:
            if len(self._days) > 100_000:  # days with a time of day, each its own
                self._days.clear()
            self._days[cell] = self._file.day(cell)
        return self._days[cell]

    def customers(self, rows: int, personal: tuple[str, ...]) -> Customers:
        """Those who brought anything."""
        self._drop()
        names = self._file.columns.names
        kept = [number for number, revenue in enumerate(self._revenue) if revenue > 0]
        traits = {
            names[index]: tuple(self._said[number][at] for number in kept)
            for at, index in enumerate(self._traits)
        }
        looks = [name for name, said in traits.items() if any(map(LOOKS_PERSONAL.search, said))]
        gone = [
            names[i]
            for i in self._file.columns.others
            if i not in self._traits and names[i] not in personal
        ]
        return Customers(
            rows=rows,
            revenue=tuple(self._revenue[number] for number in kept),
            orders=tuple(self._orders[number] for number in kept),
            last=tuple(self._last[number] for number in kept),
            traits={name: said for name, said in traits.items() if name not in looks},
            varying=tuple(gone),
            personal=(*personal, *looks),
            left_out={why: count for why, count in self.left_out.items() if count},
            nothing=len(self._revenue) - len(kept),
        )


def _text(row: Sequence[Any], index: int) -> str:
    cell = row[index] if len(row) > index else ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return sys.intern(cell.strip() if isinstance(cell, str) else str(cell))

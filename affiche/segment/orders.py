"""A CSV or spreadsheet in; its rows one by one, and which column is what, out.

A file of a million lines is read as a stream: only what is added up is kept.
"""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from affiche.errors import ContentError, Kind, Place, Problem
from affiche.measures.tables import books
from affiche.measures.tables.decode import MIXED, UndecodableError, decode

SHEETS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods")
SEPARATORS = (";", ",", "\t", "|")
# How much of a file is looked at to see how it was written.
HEAD_BYTES, HEAD_ROWS = 1 << 20, 1_000
LONGEST = 10_000_000  # letters in one cell
# What the column of customers and of orders is called in the exports of shops and ledgers.
CUSTOMER = re.compile(
    r"(?:klant|customer|client|debiteur|debtor|relatie|account|afnemer)"
    r"(?:[\s_.-]*(?:nr|nummer|no|number|id|code))?\.?",
    re.IGNORECASE,
)
ORDER = re.compile(
    r"(?:order|bestel(?:ling)?|factuur|invoice|bon)[\s_.-]*(?:nr|nummer|no|number|id|code)\.?",
    re.IGNORECASE,
)
MONEY = re.compile(r"[\s\u00a0\u202f'’]|€|EUR|USD|GBP|CHF|\$|£", re.IGNORECASE)
CURRENCY = re.compile(
    r"(?:valuta|currency|munt|munteenheid)(?:[\s_.-]*(?:code|id))?", re.IGNORECASE
)
SIGN = re.compile(r"[€$£]|EUR|USD|GBP|CHF", re.IGNORECASE)
CODES = {"€": "EUR", "$": "USD", "£": "GBP"}
# How an amount is written, by the sign before its cents; "1,200.50" among commas is none: read as
# one it would be 1.2.
WRITTEN = {
    ",": re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3})+|\d*)(?:,\d*)?"),
    ".": re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d*)(?:\.\d*)?"),
}
# A whole amount, with strokes where the cents would be: "12,-".
ROUND = re.compile(r"[.,](?:-{1,2}|=)$")
ENGLISH = re.compile(r"\.\d{1,2}$|,\d{3}\.|^\d+\.\d{4,}$")
DUTCH = re.compile(r",\d{1,2}$|\.\d{3},|^\d+,\d{4,}$")
YEAR_FIRST = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})")
DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})")


@dataclass(frozen=True)
class Columns:
    """The place of each column in a row; `customer` None: every row is a customer of its own.
    `order` tells order lines of one order together; `others` are what customers may have in
    common."""

    names: tuple[str, ...]
    revenue: int
    customer: int | None = None
    order: int | None = None
    day: int | None = None
    currency: int | None = None

    @property
    def others(self) -> tuple[int, ...]:
        taken = (self.revenue, self.customer, self.order, self.day, self.currency)
        return tuple(i for i, name in enumerate(self.names) if name and i not in taken)


@dataclass(frozen=True)
class Orders:
    """A file that can be gone through: how it is written, and its columns. `decimal` is the sign
    before the cents ("," or ".")."""

    path: Path
    columns: Columns
    encoding: str = ""
    separator: str = ""
    skipped: int = 0
    decimal: str = ","
    month_first: bool = False

    def rows(self) -> Iterator[Sequence[Any]]:
        """Every row after the heads of the columns, empty ones left out."""
        rows = _sheet(self.path) if not self.separator else _csv(self)
        return itertools.islice(rows, 1, None)

    def amount(self, cell: Any) -> float | None:
        """An amount as ledgers write it: "€ 1.234,50", "-12", "(12,50)", "12,50-", "12,50 CR".

        None for what is no amount.
        """
        if not isinstance(cell, str):
            return float(cell) if isinstance(cell, int | float) and cell == cell else None
        try:
            if self.decimal == ".":
                return _finite(float(cell))
            if "." not in cell:
                return _finite(float(cell.replace(",", ".", 1)))
        except ValueError:
            pass
        text = MONEY.sub("", cell).replace("−", "-").replace("–", "-")
        text = ROUND.sub("", text)
        minus = text.startswith("(") or text.endswith("-") or text.upper().endswith("CR")
        text = text.strip("()").rstrip("-CRcr")
        if not WRITTEN[self.decimal].fullmatch(text):
            return None
        text = text.replace("." if self.decimal == "," else ",", "").replace(",", ".")
        try:
            value = _finite(float(text))
        except ValueError:
            return None
        return -abs(value) if minus and value is not None else value

    def day(self, cell: Any) -> date | None:
        """A day: "2026-02-03", "20260203", "3-2-2026", with a time behind it or not."""
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        text = str(cell).strip()
        try:
            if match := YEAR_FIRST.match(text):
                return date(int(match[1]), int(match[2]), int(match[3]))
            if match := DAY_FIRST.match(text):
                first, second, year = int(match[1]), int(match[2]), int(match[3])
                if self.month_first:
                    first, second = second, first
                return date(year + 2000 if year < 100 else year, second, first)
        except ValueError:
            return None
        return None


def opened(path: Path, revenue: str, customer: str | None, day: str | None) -> Orders:
    """How the file is written and which column is what, by the names that were given.

    Raises ContentError: no such file, no table, no such column (with a guess and the list).
    """
    if not path.is_file():
        raise ContentError([_wrong(path, "there is no file {file}", file=str(path))])
    if path.suffix.lower() in SHEETS:
        orders = Orders(path, Columns((), 0))
        head = list(itertools.islice(_sheet(path), HEAD_ROWS))
    else:
        orders, head = _written(path)
    if not head:
        raise ContentError([_wrong(path, "this file is empty")])
    columns = _columns(path, head[0], revenue, customer, day)
    rows = head[1:]
    return Orders(
        path, columns, orders.encoding, orders.separator, orders.skipped,
        _decimal([row[columns.revenue] for row in rows if len(row) > columns.revenue]),
        columns.day is not None
        and _month_first([str(row[columns.day]) for row in rows if len(row) > columns.day]),
    )  # fmt: skip


# How it is written ---------------------------------------------------------------------------


def _written(path: Path) -> tuple[Orders, list[list[str]]]:
    with path.open("rb") as file:
        raw = file.read(HEAD_BYTES)
    if len(raw) == HEAD_BYTES:  # a letter or a line may be cut in two
        raw = raw[: raw.rfind(b"\n") + 1] or raw
    try:
        text, encoding = decode(raw)
    except UndecodableError:
        hint = "Save it as CSV (UTF-8) or as .xlsx"
        raise ContentError([_wrong(path, "this file is no table that can be read", hint)]) from None
    first = text.partition("\n")[0].strip().strip('"')
    told = first[4:5] if first.lower().startswith("sep=") else ""
    skipped = 1 if told else 0
    lines = text.splitlines(keepends=True)[skipped : skipped + HEAD_ROWS]
    with _readable(path):
        separator = told or max(SEPARATORS, key=lambda sign: _evenness(lines, sign))
        head = [row for row in csv.reader(lines, delimiter=separator) if any(map(str.strip, row))]
    return Orders(path, Columns((), 0), encoding, separator, skipped), head


def _evenness(lines: list[str], separator: str) -> tuple[float, int]:
    """How many rows have as many cells as most have, and how many that is."""
    counts = Counter(len(row) for row in csv.reader(lines[:200], delimiter=separator) if row)
    if not counts:
        return 0.0, 0
    cells, rows = max(counts.items(), key=lambda one: (one[1], one[0]))
    return (rows / sum(counts.values()) if cells > 1 else 0.0), cells


CODECS = {"UTF-8": "utf-8", "UTF-8 (BOM)": "utf-8-sig", "UTF-16": "utf-16",
          "Windows-1252": "cp1252", "Mac Roman": "mac_roman", "cp850 (DOS)": "cp850",
          MIXED: "utf-8"}  # fmt: skip


def _windows(error: UnicodeError) -> tuple[str, int]:
    """What is no UTF-8 in a file that was put together of two, as Windows wrote it."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("affiche-windows", _windows)


def _csv(orders: Orders) -> Iterator[list[str]]:
    codec = CODECS[orders.encoding]
    with orders.path.open("rb") as raw:
        if codec == "utf-16" and raw.peek(2)[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            codec = "utf-16-le" if raw.peek(2)[1:2] == b"\0" else "utf-16-be"
        errors = "affiche-windows" if orders.encoding == MIXED else "replace"
        with io.TextIOWrapper(raw, codec, errors=errors, newline="") as text:
            for _ in range(orders.skipped):
                text.readline()
            reader = csv.reader(text, delimiter=orders.separator)
            with _readable(orders.path):
                yield from (row for row in reader if row and any(row))


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """What is no table after all, as a mistake of who made it. Raises ContentError."""
    csv.field_size_limit(LONGEST)
    try:
        yield
    except csv.Error:
        what, hint = "this file is no table that can be read", "Save it as CSV (UTF-8) or as .xlsx"
        raise ContentError([_wrong(path, what, hint)]) from None


def _sheet(path: Path) -> Iterator[list[Any]]:
    try:
        book = books.opened(path.read_bytes())
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
        sheet = next((one for one in sheets if one.height > 1), sheets[0])
    except books.UnreadableBookError as why:
        raise ContentError([_wrong(path, why.what, why.hint, **why.values)]) from None
    except Exception:  # what a broken file makes the reader raise differs by kind
        wrong = books.broken()
        raise ContentError([_wrong(path, wrong.what, wrong.hint)]) from None
    yield from (row for row in sheet.iter_rows() if any(cell != "" for cell in row))


def _decimal(cells: Sequence[Any]) -> str:
    """The sign before the cents, as most amounts have it; a comma where none tells."""
    texts = [MONEY.sub("", cell).strip("()-") for cell in cells if isinstance(cell, str)]
    english = sum(bool(ENGLISH.search(text)) for text in texts)
    return "." if english > sum(bool(DUTCH.search(text)) for text in texts) else ","


def _month_first(cells: Sequence[str]) -> bool:
    """Whether days are written as Americans do: a second part over twelve, a first never."""
    found = [match for cell in cells if (match := DAY_FIRST.match(cell.strip()))]
    return any(int(m[2]) > 12 for m in found) and not any(int(m[1]) > 12 for m in found)


def _finite(value: float) -> float | None:
    return value if abs(value) < 1e15 else None


# Which column is what ------------------------------------------------------------------------


def _columns(
    path: Path, head: Sequence[Any], revenue: str, customer: str | None, day: str | None
) -> Columns:
    names = tuple(str(cell).strip().lstrip("\ufeff") for cell in head)
    problems: list[Problem] = []
    places = {
        option: _place(path, names, option, wanted, problems)
        for option, wanted in (("--revenue", revenue), ("--customer", customer), ("--date", day))
        if wanted is not None
    }
    if problems:
        raise ContentError(problems)
    taken = set(places.values())
    free = [(i, name) for i, name in enumerate(names) if i not in taken]
    found = next((i for i, name in free if CUSTOMER.fullmatch(name)), None)
    whose = places.get("--customer", found)
    order = next((i for i, name in free if i != whose and ORDER.fullmatch(name)), None)
    money = next((i for i, name in free if CURRENCY.fullmatch(name)), None)
    return Columns(names, places["--revenue"], whose, order, places.get("--date"), money)


def several_currencies(path: Path, known: Sequence[str]) -> ContentError:
    """That amounts were added of which no sum can be made."""
    what = "amounts in several currencies cannot be added: {known}"
    hint = "Convert them to one, or make a file of each"
    return ContentError([_wrong(path, what, hint, known=tuple(known))])


def _place(
    path: Path, names: Sequence[str], option: str, wanted: str, problems: list[Problem]
) -> int:
    folded = [name.casefold() for name in names]
    if wanted.strip().casefold() in folded:
        return folded.index(wanted.strip().casefold())
    near = get_close_matches(wanted.casefold(), folded, 1)
    guess = names[folded.index(near[0])] if near else ""
    what = "there is no column {name} ({option})"
    hint = "Did you mean {guess}? There are: {known}" if guess else "There are: {known}"
    known = tuple(name for name in names if name)
    problems.append(_wrong(path, what, hint, name=wanted, option=option, guess=guess, known=known))
    return 0


def _wrong(path: Path, what: str, hint: str = "", **values: object) -> Problem:
    return Problem(Kind.ERROR, "segment", Place(str(path)), what, hint, values)

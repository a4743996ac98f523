"""The spreadsheets and who is meant in; the cells that go, the books without them, and what only a
spreadsheet program can change, out.

A book is changed only where what it says afterwards is, cell by cell, what it said before but for
these cells. Where that is not sure (a formula says it, programs, signatures, the old form of
Excel), and where a name stands beside the cells (a remark, the name of a page), a person does it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from affiche.erase import naming
from affiche.erase.holdings import Cell, Mention
from affiche.erase.tables import columns, words
from affiche.erase.who import BOOKS, Shelf, Target
from affiche.measures.tables import books
from affiche.splicing import archives, workbooks
from affiche.splicing.archives import UnsafeError
from affiche.splicing.markup import texts

_PLACE = re.compile(r"(.*)!([A-Z]+)(\d+)", re.S)
# Parts that keep what cells say once more: tables that turn, and charts.
_KEPT = re.compile(r"xl/(?:pivotCache|charts)/")


@dataclass
class Found:
    """What is in the spreadsheets: cells that go, books as they will be, what is done by hand."""

    cells: list[Cell] = field(default_factory=list)
    after: dict[str, bytes] = field(default_factory=dict)
    by_hand: list[Mention] = field(default_factory=list)


def find(held: Shelf, target: Target, gone: list[str]) -> Found:
    """Everything in the spreadsheets that stay."""
    rule, found = _Rule(held, target), Found()
    for file in held.files:
        if file.lower().endswith(BOOKS) and file not in gone:
            _in_book(file, (held.root / file).read_bytes(), rule, found)
    return found


def named(held: Shelf, target: Target) -> Iterator[Mention]:
    """Every cell that means them."""
    rule = _Rule(held, target)
    for file in held.files:
        if file.lower().endswith(BOOKS):
            for place, said in books.filled((held.root / file).read_bytes()):
                if rule.means(str(said)):
                    yield Mention(file, place, str(said).strip()[:80])


class _Rule:
    """What a cell says afterwards."""

    def __init__(self, held: Shelf, target: Target) -> None:
        self.headings = columns(held)
        self.words = words(target, held)
        self.names = [naming.pattern(name) for name in target.names]

    def named(self, text: str) -> bool:
        """Whether a text names them."""
        return any(name.search(text) for name in self.names)

    def means(self, text: str) -> bool:
        """Whether a text names them, or is a word that means them."""
        return self.named(text) or text.strip().casefold() in self.words

    def after(self, text: str, heads: set[str]) -> str | None:
        """A text without them, in a column with these headings; None when a person has to say."""
        if text.strip().casefold() in self.words and heads & self.headings:
            return ""
        if not self.named(text):
            return None
        for name in self.names:
            text = name.sub(naming.PLACEHOLDER, text)
        return text


def _in_book(file: str, raw: bytes, rule: _Rule, found: Found) -> None:
    before = dict(books.filled(raw))
    wanted = {place: str(said) for place, said in before.items() if rule.means(str(said))}
    done: set[str] = set()
    beside: list[tuple[str, str]] = []
    new = raw
    try:
        if wanted or _beside(raw, rule):
            new, done = _changed(raw, before, dict(_after(before, wanted, rule)), rule)
        beside = _beside(new, rule)
    except UnsafeError:
        new, done = raw, set()
    left = [(place, said) for place, said in wanted.items() if place not in done]
    left += _apart(left, beside)
    found.by_hand += [Mention(file, place, said.strip()[:80]) for place, said in left]
    found.cells += [_cell(file, place, wanted[place]) for place in wanted if place in done]
    if new != raw:
        found.after[file] = new


def _after(
    before: Mapping[str, object], wanted: Mapping[str, str], rule: _Rule
) -> Iterator[tuple[str, str]]:
    """What each cell says from now on; not of one that a person has to look at."""
    heads: dict[str, set[str]] = {}
    for place, said in before.items():
        column = place.rstrip("0123456789")
        if place in wanted and isinstance(said, str):
            new = rule.after(said, heads.get(column, set()))
            if new is not None:
                yield place, new
        heads.setdefault(column, set()).add(str(said).strip().casefold())


def _changed(
    raw: bytes, before: Mapping[str, object], made: Mapping[str, str], rule: _Rule
) -> tuple[bytes, set[str]]:
    """The book with these texts, read once more, and the cells that have them. Raises UnsafeError
    when any other says something else than before."""
    new = workbooks.changed(raw, made, rule.named)
    now = dict(books.filled(new))
    done = {place for place, text in made.items() if now.get(place, "") == text}
    said = {**before, **{place: made[place] for place in done}}
    if now != {place: text for place, text in said.items() if text != ""}:
        raise UnsafeError("another book than was meant")
    return new, done


def _beside(raw: bytes, rule: _Rule) -> list[tuple[str, str]]:
    """The parts of a book in which a name stands that no cell says, and that text."""
    if not raw.startswith(b"PK"):
        return []
    found = []
    for name, part in archives.parts(raw).items():
        means = rule.means if _KEPT.match(name) else rule.named
        said = texts(part) if name.endswith((".xml", ".rels")) else ()
        if name.endswith(".vml"):  # which need not be XML
            said = [part.decode("utf-8", "replace")]
        found += [(name, text) for text in said if means(text)]
    return found


def _apart(left: list[tuple[str, str]], beside: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What stands beside the cells, and not in one of those that stay."""
    told = {said for _, said in left}
    return [(part, said) for part, said in dict.fromkeys(beside) if said not in told]


def _cell(file: str, place: str, said: str) -> Cell:
    page, column, line = _PLACE.fullmatch(place).groups()  # type: ignore[union-attr]
    return Cell(file, f"{page}!{column}", int(line), " ".join(said.split())[:80])

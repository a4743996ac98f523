"""A sheet with its PDF and its source in; everything that a reader would call a fault out.

`print-and-wall`'s promises, checked on the paper itself: one page of the right size, no letter off
the page or on another, no type under the minimum of its size and profile, and nothing that was
written is gone without a word: it is on the paper, or its block is named in `left_off`, in a
warning and on the paper. "unread": Arabic that is drawn, but that a program cannot read off;
"renamed": a heading in other words, as of a section that fills a field; "gap": of a block that is
cut off somewhere, something in the middle is gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from affiche.pages.plan import Sheet, SheetFact
from tests.support import paper_reader
from tests.support.paper_reader import ARABIC, MM, Paper, flat
from tests.support.source_reader import HEAD

# Points on A2; other papers have them reduced by √2 a step.
FOOT, NAME, HEADING = 14.0, 90.0, 40.0
BODY = {"wall": 30.0, "detail": 20.0}
# The journey map: points by paper. Source: the table in the design of the wall.
MAP_BODY = {"a4": 6.0, "a3": 8.5, "a2": 12.0, "a1": 17.0, "a0": 24.0}
# Up to here from the top a poster has its texts; below it stand the question and the foot.
TEXTS = 0.88
# So much of the texts may be labels and notes, which are smaller than the body.
LABELS = 0.35
HALF_MM = 0.5
# A text of so many letters stands in one place only.
LONG = 24


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: which check, and where."""

    check: str
    where: str

    def __str__(self) -> str:
        return f"{self.check}: {self.where}"


def judge(sheet: Sheet, fact: SheetFact, pdf: bytes, said: list[str]) -> list[Fault]:
    """Everything that is wrong with one finished sheet of a persona or a journey."""
    paper = paper_reader.read(pdf)
    return [
        *_page(sheet, paper),
        *(Fault("outside", words) for words in paper_reader.outside(paper)),
        *(Fault("covered", words) for words in paper_reader.covered(paper)),
        *_type(sheet, paper),
        *_told(sheet, fact, paper, said),
    ]


def _page(sheet: Sheet, paper: Paper) -> Iterator[Fault]:
    if paper.pages != 1:
        yield Fault("pages", str(paper.pages))
    wide, high = paper.width / MM, paper.height / MM
    if abs(wide - sheet.width) > HALF_MM or abs(high - sheet.height) > HALF_MM:
        yield Fault("size", f"{wide:.1f} × {high:.1f} mm")


def _type(sheet: Sheet, paper: Paper) -> Iterator[Fault]:
    scale = 2 ** ((2 - sheet.paper.steps) / 2)
    least = FOOT * scale if sheet.kind == "persona" else MAP_BODY[sheet.paper.name]
    size, words = paper_reader.smallest(paper)
    if size < least - 0.05:
        yield Fault("minimum", f"{size:.2f} pt < {least:.2f}: {words}")
    if sheet.kind == "persona":
        body = BODY[sheet.profile] * scale
        small = paper_reader.under(paper, body, TEXTS)
        if small > LABELS:
            yield Fault("body", f"{small:.0%} of the letters under {body:.1f} pt")


def _told(sheet: Sheet, fact: SheetFact, paper: Paper, said: list[str]) -> Iterator[Fault]:
    left = {title: flat(" ".join(strings(sheet.data, title))) for title in fact.left_off}
    warned = flat(" ".join(str(p.values.get("titles", "")) for p in fact.problems))
    for title in fact.left_off:
        if flat(title) not in paper.flat:
            yield Fault("unnamed", f"{title}: not on the sheet")
        if flat(title) not in warned:
            yield Fault("unwarned", title)
    gone: dict[str, int] = {}
    cut = {title: text for title, text in left.items() if title not in set(_titles(sheet.data))}
    for words in said:
        lost = paper_reader.lacks(paper, words)
        for title, text in cut.items():
            at = text.find(flat(words)) if len(flat(words)) > LONG else -1
            whole = flat(words) in paper.flat
            if at >= 0 and whole and at > gone.get(title, at):
                yield Fault("gap", f"{words[:60]!r} comes after what was left off")
            elif at >= 0 and lost:
                gone.setdefault(title, at)
        if lost and not any(_within(words, text) for text in left.values()):
            yield Fault(_kind(words, lost), f"{' '.join(lost[:6])!r} of {words[:60]!r}")


def _kind(words: str, lost: list[str]) -> str:
    if words.startswith(HEAD):
        return "renamed"
    return "unread" if all(map(ARABIC.search, lost)) else "lost"


def _within(words: str, text: str) -> bool:
    return flat(words) in text or all(flat(word) in text for word in words.split())


def strings(data: Any, title: str) -> Iterator[str]:
    """All texts of the parts of the data that are called so, or of which the rest is."""
    called = _title(data)
    if called and title.endswith(called):
        yield from _all(data)
    else:
        for inner in _inner(data):
            yield from strings(inner, title)


def _titles(data: Any) -> Iterator[str]:
    """What the parts of the data are called: a block that is cut off is not called so."""
    called = _title(data)
    if called:
        yield called
    for inner in _inner(data):
        yield from _titles(inner)


def _title(data: Any) -> str | None:
    found = getattr(data, "title", None) or getattr(data, "label", None)
    return found if isinstance(found, str) else None


def _all(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    for inner in _inner(data):
        yield from _all(inner)


def _inner(data: Any) -> Iterator[Any]:
    if is_dataclass(data) and not isinstance(data, type):
        yield from (getattr(data, field.name) for field in fields(data))
    elif isinstance(data, Mapping):
        yield from data.values()
    elif isinstance(data, (list, tuple)):
        yield from data


__all__ = ["Fault", "judge", "strings"]

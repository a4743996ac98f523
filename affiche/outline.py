"""Markdown in; its structure out: headings, code, remarks, and what was opened and never closed.

Decided once, for all who look at a document: the reader cuts it into biography and sections here,
the renderer draws these headings and no others (`redrawn`), and what is no heading here although
it looks like one is found by comparing (`reading.suspects`). Where Python-Markdown and CommonMark
differ, what either of them would draw as a heading is one, or is looked at as a suspect.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
# A hard space is typed by accident after a # (Option+space on a Mac): it is a blank as well.
_BLANK = r"[ \t\u00a0\u2007\u202f]"
# "##Doelen" without a space is a heading to a writer; "#duurzaam" is more often a hashtag.
_ATX = re.compile(rf" {{0,3}}(?:(#{{1,6}}){_BLANK}+(.*)|(#{{2,6}})([^#\s].*)|(#{{1,6}}))")
_CLOSING = re.compile(r"(^|[ \t])#+$")
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*(?:[#.:][^}]*|[\w-]+=[^}]*)\}$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*")
_NOT_A_TITLE = re.compile(r"[ \t]*(?:[-*+•>|<]|\d+[.)][ \t])|    |\t")
_INLINE_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
# What Python-Markdown takes for a heading in a list or a quote too, as CommonMark does.
_DRAWN = re.compile(r"#{1,6}(?:[ \t]|$)")

# What a line is of a code block: nothing, or its beginning, its inside, its end.
Sort = Literal["", "fence", "code", "end"]
LONGEST = 1000  # characters of a title; what is longer is taken as it stands, without a search
_LONGEST_LINE = 100_000  # characters; in a longer one, code between backticks is not looked for


@dataclass(frozen=True)
class Heading:
    """A heading: its level (1–6), its text, its first line, and the line after it (from 0).

    `written` is its text with the attribute list that may stand behind it.
    """

    level: int
    title: str
    first: int
    after: int
    written: str = ""


@dataclass(frozen=True)
class Open:
    """A code fence or a remark that is opened on a line (from 0) and never closed."""

    line: int
    sort: Literal["fence", "remark"]
    mark: str


@dataclass(frozen=True)
class Outline:
    """The structure of a text, by line (from 0).

    `bare` are the lines without the remarks in them; `hidden` says which lines are code or wholly
    in a remark; `fences` are first and last lines of code blocks, fences included.
    """

    lines: tuple[str, ...]
    bare: tuple[str, ...]
    hidden: tuple[bool, ...]
    headings: tuple[Heading, ...]
    fences: tuple[tuple[int, int], ...]
    left_open: tuple[Open, ...]

    def redrawn(self) -> Iterator[tuple[str, Sort]]:
        """The lines for Python-Markdown, each with what it is of a code block: without remarks,
        and so that it sees the headings that are headings here and no others."""
        first = {heading.first: heading for heading in self.headings}
        skipped = {n for h in self.headings for n in range(h.first + 1, h.after)}
        sorts: dict[int, Sort] = {}
        for start, end in self.fences:
            sorts |= dict.fromkeys(range(start, end + 1), "code")
            sorts |= {start: "fence", end: "end"}
        for number, line in enumerate(self.bare):
            sort: Sort = sorts.get(number, "")
            if sort:
                yield self.lines[number], sort
            elif number in first:
                yield f"{'#' * first[number].level} {first[number].written}", ""
            elif number not in skipped:
                yield from ((plain, "") for plain in self._plain(number, line))

    def _plain(self, number: int, line: str) -> Iterator[str]:
        """A line that is no heading, so that nobody draws it as one."""
        start = line.lstrip(" ")
        if start.startswith("#") and not _DRAWN.match(start):
            yield line[: len(line) - len(start)] + "\\" + start
        elif _UNDERLINE.fullmatch(line) and number and self.bare[number - 1].strip():
            if start.startswith("---"):
                yield ""  # a rule below a text, a list or a quote
                yield line
            else:
                yield line.replace(start, f"&#{ord(start[0])};{start[1:]}", 1)
        else:
            yield line


@lru_cache(maxsize=4096)
def outline(text: str) -> Outline:
    """The structure of a text whose lines end in LF."""
    lines = tuple(text.split("\n"))
    scan = _Scan()
    for number, line in enumerate(lines):
        scan.take(number, line)
    left_open = scan.left_open(len(lines))
    headings = tuple(_headings(scan.bare, scan.hidden))
    return Outline(
        lines, tuple(scan.bare), tuple(scan.hidden), headings, tuple(scan.fences), left_open
    )


class _Scan:
    """Takes lines one by one, and keeps what is open: a code fence or a remark."""

    def __init__(self) -> None:
        self.bare: list[str] = []
        self.hidden: list[bool] = []
        self.fences: list[tuple[int, int]] = []
        self.fence = ""
        self.remark = False
        self.since = 0

    def take(self, number: int, line: str) -> None:
        match = FENCE.fullmatch(line) if "`" in line or "~" in line else None
        if self.fence:
            self.bare.append(line)
            self.hidden.append(True)
            if match and match[1].startswith(self.fence) and not match[2].strip():
                self.fences.append((self.since, number))
                self.fence = ""
        elif match and not self.remark and not (match[1][0] == "`" and "`" in match[2]):
            self.bare.append(line)
            self.hidden.append(True)
            self.fence, self.since = match[1], number
        else:
            within = self.remark
            bare = self._without_remarks(number, line)
            self.bare.append(bare)
            self.hidden.append((within or bare != line) and not bare.strip())

    def _without_remarks(self, number: int, line: str) -> str:
        if not self.remark and "<!--" not in line:
            return line
        kept, at = "", 0
        code = [m.span() for m in _INLINE_CODE.finditer(line)] if len(line) < _LONGEST_LINE else []
        while at < len(line):
            if self.remark:
                end = line.find("-->", at)
                self.remark = end < 0
                at = len(line) if end < 0 else end + 3
                continue
            start = line.find("<!--", at)
            inside = next((end for first, end in code if first <= start < end), None)
            if start >= 0 and inside is not None and inside > at:
                kept, at = kept + line[at:inside], inside
            elif start < 0:
                kept, at = kept + line[at:], len(line)
            else:
                kept, at = kept + line[at:start], start + 4
                self.remark, self.since = True, number
        return kept

    def left_open(self, end: int) -> tuple[Open, ...]:
        if self.fence:
            self.fences.append((self.since, end - 1))
            return (Open(self.since, "fence", self.fence),)
        return (Open(self.since, "remark", "-->"),) if self.remark else ()


def code(lines: Sequence[str]) -> Sequence[bool]:
    """For each line, whether it is in a fenced code block or an HTML remark (fences included)."""
    return outline("\n".join(lines)).hidden


def headings(lines: Sequence[str]) -> tuple[Heading, ...]:
    """Every heading outside code, in order."""
    return outline("\n".join(lines)).headings


def _headings(lines: Sequence[str], hidden: Sequence[bool]) -> Iterator[Heading]:
    after = 0  # the line after the last heading
    for number, line in enumerate(lines):
        if hidden[number] or not line:
            continue
        match = _ATX.fullmatch(line.rstrip()) if "#" in line else None
        if match:
            level = len(match[1] or match[3] or match[5])
            written = (match[2] or match[4] or "").strip()
            yield Heading(level, clean(written), number, number + 1, written)
            after = number + 1
        elif _UNDERLINE.fullmatch(line) and _is_title(lines, hidden, number - 1, after):
            written = lines[number - 1].strip()
            level = 1 if "=" in line else 2
            yield Heading(level, clean(written), number - 1, number + 1, written)
            after = number + 1


def _is_title(lines: Sequence[str], hidden: Sequence[bool], number: int, after: int) -> bool:
    """Whether a line of its own stands above an underline: not a list, a table or a long text."""
    if number < after or hidden[number] or not lines[number].strip():
        return False
    if _NOT_A_TITLE.match(lines[number]):
        return False
    return number == after or not lines[number - 1].strip() or hidden[number - 1]


def clean(title: str) -> str:
    """The text of a heading without its attribute list and closing #s."""
    title = title.strip()
    if len(title) > LONGEST:
        return title
    title = _ATTRIBUTES.sub("", title)
    return _CLOSING.sub("", title).strip()

"""Markdown in; its headings, and which of its lines are code or remarks, out.

Read as Python-Markdown and CommonMark both see it; where they differ, no text may be lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
# "##Doelen" without a space is a heading to a writer; "#duurzaam" is more often a hashtag.
_ATX = re.compile(r" {0,3}(?:(#{1,6})[ \t]+(.*)|(#{2,6})([^#\s].*)|(#{1,6}))")
_CLOSING = re.compile(r"(^|[ \t])#+$")
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*(?:[#.:][^}]*|[\w-]+=[^}]*)\}$")
_SETEXT = re.compile(r" {0,3}(={2,}|-{3,})[ \t]*")
_NOT_A_TITLE = re.compile(r"[ \t]*(?:[-*+•>|<]|\d+[.)][ \t])|    |\t")


LONGEST = 1000  # characters of a title; what is longer is taken as it stands, without a search


@dataclass(frozen=True)
class Heading:
    """A heading: its level (1–6), its text, its first line, and the line after it (from 0)."""

    level: int
    title: str
    first: int
    after: int


def code(lines: Sequence[str]) -> list[bool]:
    """For each line, whether it is in a fenced code block or an HTML remark (fences included)."""
    found = [False] * len(lines)
    fence = ""
    remark = False
    for number, line in enumerate(lines):
        match = _FENCE.fullmatch(line) if "`" in line or "~" in line else None
        if fence:
            found[number] = True
            if match and match[1].startswith(fence) and not match[2].strip():
                fence = ""
        elif remark or line.lstrip().startswith("<!--"):
            found[number] = True
            remark = "-->" not in line
        elif match and not (match[1][0] == "`" and "`" in match[2]):
            found[number] = True
            fence = match[1]
    return found


def headings(lines: Sequence[str], hidden: Sequence[bool] | None = None) -> list[Heading]:
    """Every heading outside code, in order."""
    hidden = code(lines) if hidden is None else hidden
    found: list[Heading] = []
    for number, line in enumerate(lines):
        if hidden[number] or not line:
            continue
        match = _ATX.fullmatch(line.rstrip()) if "#" in line else None
        if match:
            level = len(match[1] or match[3] or match[5])
            title = clean(match[2] or match[4] or "")
            found.append(Heading(level, title, number, number + 1))
        elif _SETEXT.fullmatch(line) and _is_title(lines, hidden, number - 1, found):
            level = 1 if "=" in line else 2
            found.append(Heading(level, clean(lines[number - 1]), number - 1, number + 1))
    return found


def _is_title(
    lines: Sequence[str], hidden: Sequence[bool], number: int, found: Sequence[Heading]
) -> bool:
    """Whether a line of its own stands above an underline: not a list, a table or a long text."""
    if number < 0 or hidden[number] or not lines[number].strip():
        return False
    if _NOT_A_TITLE.match(lines[number]) or (found and found[-1].after > number):
        return False
    above = number - 1
    return above < 0 or not lines[above].strip() or bool(found and found[-1].after > above)


def clean(title: str) -> str:
    """The text of a heading without its attribute list and closing #s."""
    title = title.strip()
    if len(title) > LONGEST:
        return title
    title = _ATTRIBUTES.sub("", title)
    return _CLOSING.sub("", title).strip()

"""Markdown in; the same, as many lines, where tags and definition lists are what they mean, out.

Pages of wikis and exports write a name as `<h1>`, a label as `<b>` or `<dt>`: only what has a line
to itself is changed, and no word of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from affiche.outline import outline

_HEADING = re.compile(r"\s*<h([1-6])\b[^>]*>\s*(.*?)\s*</h\1>\s*", re.I)
_BOLD = re.compile(r"<(b|strong)>\s*([^<>\n]*?)\s*</\1>", re.I)
_TERM = re.compile(r"\s*(?:<dl[^>]*>\s*)?<dt\b[^>]*>\s*(.*?)\s*(?:</dt>)?\s*", re.I)
_TOLD = re.compile(r"\s*<dd\b[^>]*>\s*(.*?)\s*(?:</dd>)?\s*(?:</dl>)?\s*", re.I)
_BOTH = re.compile(rf"{_TERM.pattern}(?:</dt>\s*){_TOLD.pattern[3:]}", re.I)
_ITEM = re.compile(r"\s*<li\b[^>]*>\s*(.*?)\s*(?:</li>)?\s*", re.I)
_AROUND = re.compile(r"\s*</?(?:dl|ul|ol)\b[^>]*>\s*", re.I)
_DEFINED = re.compile(r"[:~] {1,3}(\S.*)")
_BREAK = re.compile(r"\s*<br\s*/?>\s*$", re.I)


def meant(text: str) -> str:
    """The text with Markdown for what whole lines of tags say."""
    hidden = outline(text).hidden
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if not hidden[number]:
            lines[number] = _line(line)
    return "\n".join(_defined(lines, hidden))


def _line(line: str) -> str:
    if "<" not in line:
        return line
    if both := _BOTH.fullmatch(line):
        return f"- **{_bare(both[1])}:** {both[2]}"
    for pattern, made in _LINES:
        if found := pattern.fullmatch(line):
            return made(found)
    return _BREAK.sub("  ", _BOLD.sub(r"**\2**", line))


_LINES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_HEADING, lambda found: f"{'#' * int(found[1])} {found[2]}"),
    (_TERM, lambda found: f"**{_bare(found[1])}:**"),
    (_TOLD, lambda found: f"- {found[1]}" if found[1] else ""),
    (_ITEM, lambda found: f"- {found[1]}" if found[1] else ""),
    (_AROUND, lambda _: ""),
)


def _bare(term: str) -> str:
    return re.sub(r"</?\w[^>]*>|\*\*", "", term).strip(" :")


def _defined(lines: Sequence[str], hidden: Sequence[bool]) -> list[str]:
    """A line above ": what it means" is a label, and that an item of it."""
    found = list(lines)
    for number, line in enumerate(lines):
        told = None if hidden[number] else _DEFINED.fullmatch(line)
        if not told or not number:
            continue
        found[number] = f"- {told[1]}"
        above = lines[number - 1].strip()
        if above and not _DEFINED.fullmatch(lines[number - 1]) and len(above) < 60:
            found[number - 1] = f"**{_bare(above)}:**"
    return found

"""Two versions of one file in; where they differ, in the words of their writer, out."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

MOST = 200_000  # bytes; of larger files it is only told that they differ
_KEY = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:")
_HEADING = re.compile(r"#{1,6}[ \t]+(.+?)[ \t#]*$")


def differences(original: bytes, other: bytes) -> tuple[tuple[str, ...], str]:
    """The fields and headings that are not the same, and the lines of `other` ("4, 9–12")."""
    if len(original) + len(other) > MOST:
        return (), ""
    old, new = (raw.decode("utf-8", "replace").splitlines() for raw in (original, other))
    names: dict[str, None] = {}
    lines: list[str] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        names |= dict.fromkeys(_names(old, a, b) + _names(new, c, d))
        if d > c:
            lines.append(str(c + 1) if d == c + 1 else f"{c + 1}–{d}")
    return tuple(names), ", ".join(lines)


def _names(lines: list[str], start: int, end: int) -> list[str]:
    """The field or the heading in which each of these lines stands."""
    found = []
    for number in range(start, end):
        if not lines[number].strip():
            continue
        above = (_named(lines[n]) for n in range(number, -1, -1))
        found += [name] if (name := next((n for n in above if n), None)) else []
    return found


def _named(line: str) -> str:
    match = _KEY.match(line) or _HEADING.match(line)
    return match[1] if match else ""

"""A content file's text in; the pictures and links in its Markdown, with their places, out.

Looks through the whole file, front matter and YAML included, because any text field may hold
Markdown. Code is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from affiche.reading.outline import code

_TARGET = r"[ \t]*(?:<([^>\n]*)>|([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*))"
_INLINE = re.compile(rf"\]\({_TARGET}")
_TAG = re.compile(
    r"<(img|a)\b[^>]*?\b(src|href)[ \t]*=[ \t]*(?:\"([^\"\n]*)\"|'([^'\n]*)'|([^\s>\"']+))", re.I
)
_DEFINITION = re.compile(r" {0,3}\[([^\]\n^][^\]\n]*)\]:[ \t]*<?([^\s>]+)")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")


@dataclass(frozen=True)
class Link:
    """An address in a text: whether it is a picture, the address as written, where it stands."""

    picture: bool
    address: str
    line: int
    column: int


@lru_cache(maxsize=20_000)
def links(text: str) -> tuple[Link, ...]:
    """Every picture and link in a file, in order."""
    if "](" not in text and "<" not in text and "]:" not in text:
        return ()
    return tuple(_links(text))


def _links(text: str) -> Iterator[Link]:
    lines = text.split("\n")
    hidden = code(lines)
    for number, line in enumerate(lines, 1):
        if hidden[number - 1] or ("](" not in line and "<" not in line and "]:" not in line):
            continue
        bare = _CODE.sub(lambda match: " " * len(match[0]), line)
        for match in _INLINE.finditer(bare):
            group = 1 if match[1] is not None else 2
            picture = _opens_picture(bare, match.start())
            yield Link(picture, match[group] or "", number, match.start(group) + 1)
        for match in _TAG.finditer(bare):
            address = next(part for part in match.groups()[2:] if part is not None)
            yield Link(match[1].lower() == "img", address, number, match.start() + 1)
        definition = _DEFINITION.match(bare)
        if definition:
            picture = f"![{definition[1]}]" in text or (
                f"][{definition[1]}]" in text and _is_drawn(text, definition[1])
            )
            yield Link(picture, definition[2], number, definition.start(2) + 1)


def _opens_picture(line: str, end: int) -> bool:
    """Whether the text that the ] at `end` closes began with ![, and not with [."""
    depth = 0
    for at in range(end, -1, -1):
        depth += (line[at] == "]") - (line[at] == "[")
        if depth == 0:
            return at > 0 and line[at - 1] == "!"
    return False  # a link whose text began on the line above


def _is_drawn(text: str, label: str) -> bool:
    """Whether a defined address is that of a picture: `![alt][label]`."""
    return re.search(rf"!\[[^\]\n]*\]\[{re.escape(label)}\]", text) is not None

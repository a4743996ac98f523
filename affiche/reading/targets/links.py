"""A content file's text in; the pictures and links in its Markdown, with their places, out.

Looks through the whole file, front matter and YAML included, because any text field may hold
Markdown. Code is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from affiche.outline import code

# The name of a picture, with blanks in it or not, before a title or the end.
PICTURE = (
    r"[^\s()<>\"][^()<>\"\n]{0,200}?\.(?:jpe?g|png|svg|webp|gif|avif|heic|tiff?)(?=[ \t]*[\"')>])"
)
_TARGET = (
    rf"[ \t]*(?:<([^>\n]*)>|({PICTURE})"
    r"|([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*))"
)
_INLINE = re.compile(rf"\]\({_TARGET}")
_TAG = re.compile(
    r"<(img|a)\b[^<>]{0,1000}?\b(src|href)[ \t]*=[ \t]*(?:\"([^\"\n]*)\"|'([^'\n]*)'|([^\s>\"']+))",
    re.I,
)
_DEFINITION = re.compile(r" {0,3}\[([^\]\n^][^\]\n]*)\]:[ \t]*<?([^\s>]+)")
_DRAWN = re.compile(r"!\[([^\[\]\n]*)\](?:\[([^\[\]\n]*)\])?")
_MOST = 2000  # addresses in a file; what comes after them is not looked up
_FAR = 1000  # characters; how far a link's text may reach back
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
    return tuple(islice(_links(text), _MOST))


def _links(text: str) -> Iterator[Link]:
    lines = text.split("\n")
    hidden = code(lines)
    drawn = _drawn(text)
    for number, line in enumerate(lines, 1):
        if hidden[number - 1] or ("](" not in line and "<" not in line and "]:" not in line):
            continue
        bare = line if len(line) > 100 * _FAR else _CODE.sub(_blank, line)
        for match in _INLINE.finditer(bare):
            group = next(n for n in (1, 2, 3) if match[n] is not None)
            picture = _opens_picture(bare, match.start())
            yield Link(picture, match[group] or "", number, match.start(group) + 1)
        for match in _TAG.finditer(bare):
            address = next(part for part in match.groups()[2:] if part is not None)
            yield Link(match[1].lower() == "img", address, number, match.start() + 1)
        definition = _DEFINITION.match(bare)
        if definition:
            yield Link(
                definition[1].casefold() in drawn, definition[2], number, definition.start(2) + 1
            )


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _opens_picture(line: str, end: int) -> bool:
    """Whether the text that the ] at `end` closes began with ![, and not with [."""
    depth = 0
    for at in range(end, max(-1, end - _FAR), -1):
        depth += (line[at] == "]") - (line[at] == "[")
        if depth == 0:
            return at > 0 and line[at - 1] == "!"
    return False  # a link whose text began on the line above


def _drawn(text: str) -> set[str]:
    """The labels whose addresses are those of pictures: `![alt][label]` and `![label]`."""
    pairs = _DRAWN.findall(text) if "![" in text else []
    return {(label or alt).casefold() for alt, label in pairs}

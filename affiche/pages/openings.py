"""A text that is too long for its place in; its beginning, as far as there is room, out. Pure.

What is cut shows that it is: it ends in an ellipsis.
"""

from __future__ import annotations

import re

from affiche.markup import plain

MORE = " …"
PARTS = re.compile(r"\n[ \t]*\n")
SENTENCE = re.compile(r"(?<=[.!?…。！？])\s+|(?<=[。！？])")
ITEM = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]")
ROW = re.compile(r"[ \t]*\|")
# What begins so is a heading, code, a quotation or HTML, which cannot be cut in the middle.
WHOLE = re.compile(r"[ \t]*(?:#|```|~~~|<|>|!\[)")


def opening(body: str, letters: int) -> str:
    """The first parts of a Markdown text, up to so many letters; prose by its sentences, a list by
    its items, a table by its rows. The same text when all of it has room; "" when nothing has."""
    kept: list[str] = []
    room = letters
    parts = PARTS.split(body.strip())
    for part in parts:
        if len(part) > room:
            kept.append(_part(part, room, first=not kept))
            break
        kept.append(part)
        room -= len(part)
    else:
        return body
    return _ended([part for part in kept if part])


def _ended(parts: list[str]) -> str:
    """What is kept, with the sign that there is more; a heading without a text goes."""
    while parts and parts[-1].lstrip().startswith("#"):
        parts.pop()
    if not parts or parts[-1].endswith(MORE):
        return "\n\n".join(parts)
    cut = "" if WHOLE.match(parts[-1]) or ROW.match(parts[-1]) else parts.pop()
    return "\n\n".join([*parts, (cut + MORE).lstrip()])


def _part(part: str, room: int, first: bool) -> str:
    """The beginning of one part; of prose that is the first, at least some words."""
    if WHOLE.match(part):
        return ""
    if ITEM.match(part):
        return _joined(re.split(rf"\n(?={ITEM.pattern})", part), room, "\n")
    if ROW.match(part):
        return _joined(part.splitlines(), room, "\n")
    text = " ".join(plain(part).split())
    found = _sentences(text, room)
    return found or (_words(text, room) if first else "")


def _sentences(text: str, room: int) -> str:
    return _joined(SENTENCE.split(text), room, " ")


def _joined(pieces: list[str], room: int, between: str) -> str:
    found = ""
    for piece in pieces:
        longer = f"{found}{between}{piece}" if found else piece
        if len(longer) > room:
            break
        found = longer
    return found


def _words(text: str, room: int) -> str:
    """As many words as there is room for; of a script without blanks, letters."""
    cut = text[:room]
    at_word = cut.rsplit(" ", 1)[0] if " " in cut else cut
    return at_word.rstrip(",;: ") + MORE if at_word else ""

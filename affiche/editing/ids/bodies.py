"""The fields and the Markdown of two personas in; those of one, out.

What was written below the same heading comes together. A list that the one writes as a field and
the other below a heading is a field: filled twice it would be a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from affiche.outline import outline
from affiche.reading.markdown.body import (
    field_of,
    flat_items,
    name_heading,
    read,
    section_headings,
)

Fields = dict[str, object]
_BULLET = re.compile(r" {0,3}[-*+] +\S")


@dataclass(frozen=True)
class Piece:
    """What stands below a heading: the heading as it is written, its title, the lines below, and
    the blank ones between."""

    head: str
    title: str
    text: str
    gap: str = ""

    @property
    def key(self) -> str:
        """The list that it fills; empty for a text of its own."""
        return (field_of(self.title) or "") if self.items else ""

    @property
    def items(self) -> tuple[str, ...]:
        """What it says, one by one, as far as it is a flat list."""
        found = flat_items(self.text, field_of(self.title) == "quotes") or ()
        return tuple(item for item, _ in found)

    def with_more(self, other: Piece) -> Piece:
        """This one with what another says below the same heading."""
        if not (self.key and other.key):
            return replace(self, text=f"{self.text}\n\n{other.text}".strip("\n"))
        fresh = [item for item in other.items if item not in self.items]
        kept = self.text if _BULLET.match(self.text) else _bullets(self.items)
        return replace(self, text="\n".join(filter(None, (kept, _bullets(fresh)))))


@dataclass(frozen=True)
class Text:
    """A persona's Markdown: the name in its `#` heading ("" for none) with that heading, what
    stands above the first section, and the sections."""

    name: str
    head: str
    intro: str
    pieces: tuple[Piece, ...]


def taken_apart(body: str, name: str | None) -> Text:
    """The Markdown of a persona; `name` is what its fields say."""
    shape = outline(body)
    title = name_heading(shape.headings, name)
    stops = section_headings(shape.headings, title)
    if title and stops and stops[0].first < title.first:  # it names nobody where it stands
        stops, title = sorted([*stops, title], key=lambda one: one.first), None
    ends = [*(stop.first for stop in stops[1:]), *([len(shape.lines)] if stops else [])]
    first = stops[0].first if stops else len(shape.lines)

    def between(start: int, end: int) -> str:
        return "\n".join(shape.lines[start:end]).strip("\n").rstrip()

    above = between(0, title.first if title else first)
    below = between(title.after, first) if title else ""
    pieces = tuple(
        Piece(
            between(stop.first, stop.after),
            stop.title,
            between(stop.after, end),
            "" if shape.lines[stop.after : end] and shape.lines[stop.after].strip() else "\n",
        )
        for stop, end in zip(stops, ends, strict=True)
    )
    head = between(title.first, title.after) if title else ""
    said = (read(body, name).name or "") if title else ""
    return Text(said, head, "\n\n".join(filter(None, (above, below))), pieces)


def joined(
    one: Fields, two: Fields, mine: str, theirs: str, together: Callable[[Fields, Fields], Fields]
) -> tuple[Fields, Text, Text]:
    """All fields of both, and what is below them: that of the first with all of the second in it,
    and the second as it was. `together` puts the fields of both together."""
    here, there = (
        taken_apart(body, str(fields["name"]) if fields.get("name") else None)
        for body, fields in ((mine, one), (theirs, two))
    )
    if here.name:
        two = {key: value for key, value in two.items() if key != "name"}
    fields = together(one, two)
    pieces = []
    for piece in here.pieces:
        if piece.key and piece.key in two:
            fields[piece.key] = _more(list(piece.items), two[piece.key])
        else:
            pieces.append(piece)
    for piece in there.pieces:
        if piece.key and piece.key in fields:
            fields[piece.key] = _more(_listed(fields[piece.key]), list(piece.items))
            continue
        at = next((n for n, own in enumerate(pieces) if _same(own, piece)), None)
        if at is None:
            pieces.append(piece)
        else:
            pieces[at] = pieces[at].with_more(piece)
    intro = "\n\n".join(filter(None, (here.intro, there.intro)))
    return fields, replace(here, intro=intro, pieces=tuple(pieces)), there


def written(text: Text) -> list[str]:
    """The paragraphs of a persona's Markdown, which blank lines part."""
    parts = [text.head, text.intro]
    for piece in text.pieces:
        parts.append(f"{piece.head}\n{piece.gap}{piece.text}".rstrip("\n"))
    return [part for part in parts if part.strip()]


def _same(one: Piece, other: Piece) -> bool:
    if one.key or other.key:
        return one.key == other.key
    return one.title.strip().casefold() == other.title.strip().casefold()


def _more(known: list[object] | list[str], value: object) -> list[object]:
    return [*known, *(item for item in _listed(value) if item not in known)]


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value] if value else []


def _bullets(items: Sequence[str]) -> str:
    return "\n".join(f"- {item}" for item in items)

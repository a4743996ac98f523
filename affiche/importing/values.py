"""The Markdown under a label in; the value of a field out, or None when it does not fit there."""

from __future__ import annotations

import re

from affiche.importing.tree import listed, tables
from affiche.reading.markdown.body import flat_items, plain

_LONGEST = 300  # characters of a text in one line
_MARKS = "“”\"„«»‘’'「」『』"
_PLACEHOLDER = re.compile(r"[\W_]*")
_QUOTE_LINE = re.compile(r" {0,3}>[ \t]?(.*)")
_ITEM = re.compile(r"\s*([-*+•–]|\d{1,2}[.)])\s+(?=\S)")
_STEP = re.compile(r"\s*(?:→|->|⟶|➜)\s*")


def one(text: str) -> str | None:
    """A text of one line: one paragraph or one item."""
    found = items(text)
    if not found or len(found) > 1 or len(found[0]) > _LONGEST:
        return None
    return found[0]


def items(text: str, quotes: bool = False) -> list[str] | None:
    """The items of a flat list, or the one paragraph; the rows of a table of two columns."""
    if rows := _rows(text):
        return rows
    one_line = "\n" not in text.strip() and ";" in text and not quotes
    body = listed(text) if one_line or "<br" in text.lower() else _one_a_line(text)
    found = flat_items(body.strip("\n"), quotes)
    if found is None:
        return None
    said = [item.strip() for item, _ in found]
    return [item for item in said if not _PLACEHOLDER.fullmatch(item)] or None


def several(text: str) -> list[str] | None:
    """The same, where each of a few paragraphs is an item too."""
    if found := items(text):
        return found
    told = [items(one) for one in re.split(r"\n[ \t]*\n", text) if one.strip()]
    few = len(told) < 5 and all(one and len(one) == 1 and len(one[0]) < _LONGEST for one in told)
    return [one[0] for one in told if one] if few else None


def _one_a_line(text: str) -> str:
    """A list as programs write it too: with hard line breaks behind its items, or all of it on one
    line ("- Book fast - Find the best price")."""
    lines = text.strip("\n").split("\n")
    if all(_ITEM.match(line) for line in lines if line.strip()):
        lines = [re.sub(r"(?:\s+|\\)$", "", line) for line in lines]
    told = _ITEM.match(lines[0]) if len(lines) == 1 else None
    if told and len(parts := re.split(rf"\s{re.escape(told[1])}\s+", lines[0][told.end(1) :])) > 1:
        lines = [f"- {part.strip()}" for part in parts]
    return "\n".join(lines)


def _rows(text: str) -> list[str]:
    lines = text.strip("\n")
    found = list(tables(lines))
    if len(found) != 1 or found[0][:2] != (0, lines.count("\n") + 1):
        return []
    rows = found[0][2][1:]
    if not rows or any(len(row) != 2 or not all(row) for row in rows):
        return []
    return [f"{plain(label)}: {listed(told)}" for label, told in rows]


def parts(text: str) -> list[str] | None:
    """The same, where a line of short words with commas or semicolons is a list too."""
    found = items(text)
    if not found or len(found) > 1:
        return found
    pieces = [piece.strip(" .") for piece in re.split(r"[;,、]\s*", found[0])]
    short = all(piece and len(piece.split()) <= 4 and "(" not in piece for piece in pieces)
    return pieces if len(pieces) > 1 and short else found


def quotes(text: str) -> list[str] | None:
    """What was said, without its marks: items, block quotes, or paragraphs in marks."""
    found = items(text, quotes=True)
    if found is not None:
        return found
    told = [p.strip() for p in re.split(r"\n[ \t]*\n", text) if p.strip()]
    if told and all(is_quoted(paragraph) for paragraph in told):
        return [unmarked(paragraph) for paragraph in told]
    return None


def is_quoted(text: str) -> bool:
    """Whether a paragraph is something that somebody said: in marks, as a block quote or not."""
    bare = unmarked(text, keep=True)
    inside = bare[1:-1]
    return (
        2 < len(bare) < 600
        and bare[0] in _MARKS
        and bare[-1] in _MARKS
        and "\n\n" not in bare
        and not any(mark in inside for mark in '“”„«»「」"')
    )


def unmarked(text: str, keep: bool = False) -> str:
    """A quote on one line, without > and emphasis; without its marks as well unless `keep`."""
    lines = [match[1] if (match := _QUOTE_LINE.fullmatch(s)) else s for s in text.split("\n")]
    said = " ".join(" ".join(lines).split()).strip()
    said = re.sub(r"^([*_]{1,3})(.+?)\1$", r"\2", said).strip()
    return said if keep else said.strip(_MARKS + " ")

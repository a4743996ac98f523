"""Markdown of other programs in; the same without what only these understand, out.

Every line stays a line. kramdown: `{::nomarkdown}` and `{:/}` are signs for it, and what stands in
`{::comment}` is a remark.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Container

from affiche.outline import outline
from affiche.reading import guesses

_DIAGRAM = re.compile(
    r"(?:`{3,}|~{3,})\s*\{?\.?(?:mermaid|plantuml|puml|graphviz|dot|d2|markmap)\b", re.I
)
_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-*:?\s*)+")
_COMMENT = re.compile(r"\{::comment\}(.*?)\{:/(?:comment)?\}", re.S)
_SIGN = re.compile(r"\{::(?:nomarkdown|options\b[^{}\n]*)(?: [^{}\n]*)?/?\}|\{:/(?:nomarkdown)?\}")


def without_signs(text: str) -> str:
    """The text as its readers were meant to see it."""
    if "{:" not in text:
        return text
    remark = _COMMENT.sub(lambda match: f"<!--{match[1].replace('--', '- ')}-->", text)
    return _SIGN.sub("", remark)


def diagrams(text: str) -> list[tuple[int, int]]:
    """The first and last lines (from 0) of blocks that another program draws: Mermaid and such."""
    shape = outline(text)
    return [(a, b) for a, b in shape.fences if _DIAGRAM.match(shape.lines[a].strip())]


def without_diagrams(text: str) -> str:
    """The text for paper, on which the code of a drawing says nothing."""
    if "```" not in text and "~~~" not in text:
        return text
    left_out = {n for first, last in diagrams(text) for n in range(first, last + 1)}
    return "\n".join(line for n, line in enumerate(text.split("\n")) if n not in left_out)


def table_fields(text: str, known: Container[str]) -> tuple[int, list[tuple[str, str]]] | None:
    """The first table that holds fields of a persona ("Name | Age | Occupation"): its line (from
    0), and each field with its value. Two of its words have to name a field."""
    lines = text.split("\n")
    for number, line in enumerate(lines[:-1]):
        if "|" not in line or not _RULE.fullmatch(lines[number + 1]):
            continue
        rows = [line, *itertools.takewhile(lambda row: "|" in row, lines[number + 2 :])]
        cells = [
            [plain.strip(" *_") for plain in row.strip().strip("|").split("|")] for row in rows
        ]
        across = [*zip(cells[0], cells[1], strict=False)] if len(cells) == 2 else []
        down = [(row[0], row[1]) for row in cells if len(row) == 2]
        for pairs in (across, down):
            found = [(key, value) for word, value in pairs if (key := _key(word, known)) and value]
            if len(found) > 1:
                return number, found
    return None


def _key(word: str, known: Container[str]) -> str | None:
    """The one field that a word names, in any shipped language; a typo does not count."""
    return next((key for key in guesses.meant(word.rstrip(": ")) if key in known), None)

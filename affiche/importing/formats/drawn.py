"""Rows of a document's table in, each cell its blocks of Markdown; the table as Markdown, out."""

from __future__ import annotations

import re
from collections.abc import Sequence


def table(rows: Sequence[Sequence[str]]) -> str:
    """A table; one of a single column is what its cells say."""
    if all(len(row) == 1 for row in rows):
        return "\n\n".join(cell for row in rows for cell in row if cell)
    wide = max(map(len, rows), default=0)
    drawn = []
    for number, line in enumerate(rows):
        told = [_cell(cell) for cell in line] + [""] * (wide - len(line))
        drawn.append(f"| {' | '.join(told)} |")
        if number == 0:
            drawn.append(f"|{'---|' * wide}")
    return "\n".join(drawn)


def _cell(text: str) -> str:
    """A cell on one line; lines of it are kept apart."""
    lines = [re.sub(r"^#{1,6} ", "", line.strip()) for line in text.split("\n") if line.strip()]
    return "<br>".join(lines).replace("|", "\\|")


def escaped(text: str) -> str:
    """A paragraph whose first sign would make something else of it."""
    return re.sub(r"^(#{1,6}\s|>|\+\s|\|)", r"\\\1", text)


def unloud(text: str) -> str:
    """A heading needs no emphasis of its own."""
    return re.sub(r"(\*\*|\*)(.+?)\1", r"\2", " ".join(text.split()))

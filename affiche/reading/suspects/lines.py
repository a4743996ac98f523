"""The structure of a body in; its lines, and which of them are code, titles and fences, out."""

from __future__ import annotations

from affiche.model.text import Document
from affiche.outline import Outline


class Body:
    """The lines of one body, and what they are."""

    def __init__(self, shape_: Outline, kind: type[Document]) -> None:
        self.outline = shape_
        self.kind = kind
        self.lines = shape_.bare
        self.code = {n for first, last in shape_.fences for n in range(first, last + 1)}
        self.opened = {first for first, _ in shape_.fences}
        self.fences = {n for pair in shape_.fences for n in pair}
        self.titles = {h.first: h for h in shape_.headings}
        self.underlines = {h.after - 1 for h in shape_.headings if h.after - h.first == 2}
        first = [h.first for h in shape_.headings if h.level > 1 or h is not shape_.headings[0]]
        self.opening = min(first, default=len(self.lines))  # where the biography ends

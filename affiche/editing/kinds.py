"""A path in the content folder in; what kind of file stands there, and what belongs in it, out.

A form holds one mapping. A register (id → entry) and a list (copies.yaml) are one list in it, under
`entries`; the Markdown below the fields is `body`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from affiche.editing.schema import KINDS
from affiche.model.text import Document
from affiche.reading.meant.shapes import Shape, shape_of

ENTRIES, BODY = "entries", "body"
How = Literal["one", "register", "list"]


@dataclass(frozen=True)
class Kind:
    """A kind of file: its name, the model of one document, how a file holds those, and whether
    Markdown follows its fields."""

    name: str
    model: type[Document]
    how: str
    markdown: bool = False

    @property
    def shape(self) -> Shape:
        """What belongs in the file as a whole."""
        return _shape(self.model, self.how)


FOLDERS: Mapping[str, str] = {
    "personas": "persona",
    "journeys": "journey",
    "briefings": "briefing",
    "decisions": "decision",
    "events": "event",
    "feedback": "feedback",
}
FILES = {
    "site.yaml": "site",
    "touchpoints.yaml": "touchpoints",
    "opportunities.yaml": "opportunities",
    "copies.yaml": "copies",
}


def kind_of(path: str) -> Kind | None:
    """The kind of a file by its path from the content folder; None for other files."""
    folder, _, name = path.partition("/")
    key = FOLDERS.get(folder) if name else FILES.get(path)
    if name.count("/") != (
        key == "feedback"
    ):  # in a folder of whom it is about; deeper is not read
        return None
    if key is None or not path.endswith((".md", ".yaml")):
        return None
    model, how = KINDS[key]
    return Kind(key, model, how, path.endswith(".md"))


@lru_cache(maxsize=32)
def _shape(model: type[Document], how: str) -> Shape:
    one = shape_of(model)
    if how == "register":
        return Shape(dict, item=one, free=True)
    return Shape(tuple, item=one) if how == "list" else one

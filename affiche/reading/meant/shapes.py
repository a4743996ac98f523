"""A model in; what it expects where, as a tree that can be walked beside the data, out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, get_args, get_origin

from affiche.model.text import Document, opens
from affiche.reading import keys


@dataclass(frozen=True)
class Shape:
    """What belongs in a field: a `kind`; the shape of its items when it is a list or a mapping of
    the writer's own words; `name` is the field's, `owner` the model that it is a field of."""

    kind: Any
    name: str = ""
    item: Shape | None = None
    free: bool = False
    owner: type[Document] | None = None
    opens: str = ""  # the field for which a bare value stands

    def of(self, name: str) -> Shape | None:
        """What belongs under this key; None when nothing does."""
        if self.free:
            return self.item
        if isinstance(self.kind, type) and issubclass(self.kind, Document):
            return _fields(self.kind).get(name)
        return None


def shape_of(model: type[Document]) -> Shape:
    """The shape of a whole document."""
    return Shape(model)


@lru_cache(maxsize=128)
def _fields(model: type[Document]) -> dict[str, Shape]:
    return {
        name: _shape(*keys.expected(model, (name,)), name, model) for name in keys.writable(model)
    }


def _shape(kind: Any, metadata: tuple[Any, ...], name: str, owner: type[Document]) -> Shape:
    arguments = [part for part in get_args(kind) if part is not Ellipsis]
    if get_origin(kind) is dict and arguments:
        inside = _shape(*keys.bare(arguments[1]), name, owner)
        return Shape(dict, name, inside, True, owner)
    if get_origin(kind) in (tuple, list) and arguments:
        inside = _shape(*keys.bare(arguments[0]), name, owner)
        return Shape(tuple, name, inside, False, owner)
    return Shape(kind, name, None, False, owner, opens(metadata))

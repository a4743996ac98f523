"""A model in; its shape as the published forms need it (formats.js), as data, out."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any

from affiche.editing.forms.held import is_document, spoken
from affiche.editing.kinds import FILES, FOLDERS, kind_of
from affiche.editing.merging import meaning
from affiche.model.text import Document, accepted_words
from affiche.reading import keys
from affiche.reading.meant.shapes import Shape
from affiche.words import Words


def shapes(words: Words) -> dict[str, Any]:
    """Kind → its shape, and whether Markdown follows its fields."""
    paths = [f"{folder}/{'x/' if folder == 'feedback' else ''}x.{ending}"
             for folder in FOLDERS for ending in ("md", "yaml")]  # fmt: skip
    made: dict[str, Any] = {}
    for path in (*paths, *FILES):
        kind = kind_of(path)
        yaml = path.startswith(("journeys/", "feedback/")) or path in FILES
        if kind is not None and kind.markdown != yaml:
            made[kind.name] = {"shape": _shape(kind.shape, words, ()), "markdown": kind.markdown}
    return made


def _shape(shape: Shape | None, words: Words, around: tuple[type[Document], ...]) -> dict[str, Any]:
    if shape is None:
        return {}
    found: dict[str, Any] = {"opens": shape.opens} if shape.opens else {}
    if shape.free:
        return {"free": _shape(shape.item, words, around)}
    if shape.kind is tuple:
        return {"list": _shape(shape.item, words, around)}
    kind = shape.kind
    if is_document(shape) and kind not in around:
        aliases = {n: key for (m, key), n in meaning.SPOKEN.items() if m is kind}
        fields = {
            aliases.get(name, name): _shape(shape.of(name), words, (*around, kind))
            for name in keys.writable(kind)
        }
        return {**found, "fields": {name: one for name, one in fields.items() if one}}
    if meaning.is_picture(shape):
        return {**found, "picture": True}
    if isinstance(kind, type) and issubclass(kind, date):
        return {**found, "day": True}
    if isinstance(kind, type) and issubclass(kind, Enum):
        said = {word: spoken(kind, value, words) for word, value in accepted_words(kind).items()}
        return {**found, "words": said}
    return found

"""The models in; a JSON Schema for every kind of file, for editors that complete and check, out.

A schema takes all that the reader takes: one item without its list, a text for `{text: …}`, a word
of any shipped language for a choice, a decimal comma. It is looser than the reader where it has to
be, never stricter: an editor must not mark what a build accepts.
"""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

import affiche.reading  # noqa: F401 - the reader hands the words of choices to the models
from affiche.model import Visibility
from affiche.model.briefing import Briefing
from affiche.model.journey import Journey
from affiche.model.loop import Decision, Event, FeedbackRound, PrintedCopy
from affiche.model.persona import Persona
from affiche.model.registers import Opportunity, RegisteredTouchpoint
from affiche.model.settings import Settings
from affiche.model.text import LIST, NONE, NOTHING, Document, accepted_words
from affiche.model.theme import ThemeFile
from affiche.words import Words

Schema = dict[str, Any]
DRAFT = "http://json-schema.org/draft-07/schema#"
# Kind → its model, and how a file holds it: "one", "register" (id → one), "list".
KINDS: Mapping[str, tuple[type[Document], str]] = {
    "persona": (Persona, "one"),
    "journey": (Journey, "one"),
    "briefing": (Briefing, "one"),
    "site": (Settings, "one"),
    "touchpoints": (RegisteredTouchpoint, "register"),
    "opportunities": (Opportunity, "register"),
    "feedback": (FeedbackRound, "one"),
    "copies": (PrintedCopy, "list"),
    "decision": (Decision, "one"),
    "event": (Event, "one"),
    "theme": (ThemeFile, "one"),
}
# Which files an editor checks with which schema: those that are YAML as a whole.
FILES = {
    "journey": ("content/journeys/*.yaml",),
    "site": ("content/site.yaml",),
    "touchpoints": ("content/touchpoints.yaml",),
    "opportunities": ("content/opportunities.yaml",),
    "feedback": ("content/feedback/*/*.yaml",),
    "copies": ("content/copies.yaml",),
    "theme": ("themes/*/theme.yaml",),
}
# Keys that the reader takes under another name than the model's.
SPOKEN = {"who": "from"}
NUMBER = r"^\s*[+\-\u2212\u2013]?\s*\d+([.,]\d+)?\s*$"
SCALAR: Schema = {"type": ["string", "number", "boolean"]}
TOLD = {
    Visibility.AGENCY: "May leave the company.",
    Visibility.INTERNAL: "For colleagues only.",
    Visibility.SECRET: "Is in no output.",
}


def schemas(words: Words) -> dict[str, Schema]:
    """Kind → its schema, with hints in the language of `words`."""
    return {kind: _file(model, how, kind, words) for kind, (model, how) in KINDS.items()}


def write(folder: Path, words: Words) -> tuple[Path, ...]:
    """Write `<kind>.schema.json` for every kind. Raises OSError when the folder cannot be."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for kind, schema in schemas(words).items():
        path = folder / f"{kind}.schema.json"
        path.write_text(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", "utf-8")
        written.append(path)
    return tuple(written)


def settings(folder: str) -> str:
    """What `.vscode/settings.json` has to hold, so that the YAML extension finds the schemas."""
    wanted = {f"./{folder}/{kind}.schema.json": list(files) for kind, files in FILES.items()}
    return json.dumps({"yaml.schemas": wanted}, indent=2) + "\n"


def _file(model: type[Document], how: str, title: str, words: Words) -> Schema:
    made = _Maker(words)
    one = made.document(model)
    many = {
        "one": one,
        "register": {"type": ["object", "null"], "additionalProperties": one},
        "list": {"type": ["array", "null"], "items": one},
    }
    return {"$schema": DRAFT, "title": f"affiche: {title}", **many[how], "definitions": made.known}


class _Maker:
    """Makes the parts of one schema; documents inside documents are said once."""

    def __init__(self, words: Words) -> None:
        self.known: dict[str, Schema] = {}
        self._words = words

    def document(self, model: type[Document]) -> Schema:
        """A reference to a document, which is described when it is first asked for."""
        name = model.__name__
        if name not in self.known:
            self.known[name] = {}
            self.known[name] = self._described(model)
        return {"$ref": f"#/definitions/{name}"}

    def _described(self, model: type[Document]) -> Schema:
        properties: dict[str, Schema] = {}
        required = []
        for name, hint in get_type_hints(model, include_extras=True).items():
            field = model.model_fields.get(name)
            if field is None or not _written(field):
                continue
            key = SPOKEN.get(name, name)
            shape = self.shape(hint)
            properties[key] = {**_optional(shape), **self._told(name, field)}
            if field.is_required() and model is not Persona:  # a name may be the body's heading
                required.append(key)
        found: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
        return {**found, "required": required} if required else found

    def _told(self, name: str, field: FieldInfo) -> Schema:
        label = self._words.pgettext("heading", name)
        extra = field.json_schema_extra
        level = extra.get("visibility") if isinstance(extra, dict) else None
        seen = self._words.gettext(TOLD[Visibility(str(level))]) if level else ""
        said = ". ".join(filter(None, (label if label != name else "", seen)))
        return {"description": said} if said else {}

    def shape(self, hint: Any) -> Schema:
        """What may stand where this type is expected."""
        origin = get_origin(hint)
        if origin is Annotated:
            return self._annotated(hint)
        if origin in (Union, types.UnionType):
            return _any([self.shape(one) for one in get_args(hint) if one is not type(None)])
        if origin is tuple:
            return {"type": "array", "items": self.shape(get_args(hint)[0])}
        if origin in (dict, Mapping) or str(origin).endswith("Mapping'>"):
            return {"type": "object", "additionalProperties": self.shape(get_args(hint)[1])}
        if origin is Literal:
            return {"enum": list(get_args(hint))}
        return self._plain(hint)

    def _plain(self, hint: Any) -> Schema:
        if not isinstance(hint, type):
            return {}
        if issubclass(hint, Document):
            return self.document(hint)
        if issubclass(hint, Enum):
            return {"enum": sorted({*accepted_words(hint), *(str(one.value) for one in hint)})}
        if hint in (int, float):
            return {"anyOf": [{"type": "number"}, {"type": "string", "pattern": NUMBER}]}
        if hint is bool:
            return SCALAR
        if hint is date:
            return {"type": "string"}
        return SCALAR if hint is str else {}

    def _annotated(self, hint: Any) -> Schema:
        inner, *extras = get_args(hint)
        shape = self.shape(inner)
        for extra in extras:
            if not isinstance(extra, BeforeValidator):
                continue
            if extra is NONE:
                shape = _any([shape, {"enum": list(NOTHING)}])
            elif extra is LIST or get_origin(inner) is tuple:  # one item may stand without its list
                shape = _any([shape, shape["items"]])
            elif "opened" in extra.func.__qualname__:
                shape = _any([SCALAR, shape])
            elif inner not in (int, float, date, str) and not _is_choice(inner):
                return {}  # a validator of its own: it knows better than we can say here
        return shape


def _is_choice(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, Enum)


def _written(field: FieldInfo) -> bool:
    extra = field.json_schema_extra
    return not (isinstance(extra, dict) and extra.get("written") is False)


def _optional(shape: Schema) -> Schema:
    """A key without a value was not written."""
    return _any([shape, {"type": "null"}]) if shape else {}


def _any(shapes: list[Schema]) -> Schema:
    """Any of these; one that takes everything takes all."""
    flat = [part for shape in shapes for part in shape.get("anyOf", [shape])]
    if not all(flat):
        return {}
    once = [one for number, one in enumerate(flat) if one not in flat[:number]]
    return once[0] if len(once) == 1 else {"anyOf": once}

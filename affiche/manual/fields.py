"""The models in; every field with its label, its kind, who may see it and an example, out.

Nothing is typed here: fields, kinds and visibilities stand in the models, labels and words in the
catalogues, examples in the manuals (which tests copy) or follow from the kind.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from annotated_types import Ge, Gt, Le, Lt
from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from affiche.model import Visibility
from affiche.model.briefing import Briefing
from affiche.model.journey import Journey
from affiche.model.loop import Decision, Event, FeedbackRound, PrintedCopy
from affiche.model.persona import Persona
from affiche.model.registers import Opportunity, RegisteredTouchpoint
from affiche.model.settings import Settings
from affiche.model.text import Document, Text
from affiche.model.theme import ThemeFile
from affiche.outline import outline
from affiche.reading.keys import models, writable
from affiche.words import Words

# Kind (as starters call it, or the file) → its model and where it is written.
KINDS: Mapping[str, tuple[type[Document], str]] = {
    "persona": (Persona, "content/personas/<id>.md"),
    "journey": (Journey, "content/journeys/<id>.yaml"),
    "briefing": (Briefing, "content/briefings/<id>.md"),
    "site": (Settings, "content/site.yaml"),
    "touchpoints": (RegisteredTouchpoint, "content/touchpoints.yaml"),
    "opportunities": (Opportunity, "content/opportunities.yaml"),
    "feedback": (FeedbackRound, "content/feedback/<id>/<ronde>.yaml"),
    "copies": (PrintedCopy, "content/copies.yaml"),
    "decision": (Decision, "content/decisions/<id>.md"),
    "event": (Event, "content/events/<id>.md"),
    "theme": (ThemeFile, "themes/<id>/theme.yaml"),
}
SPOKEN = {"who": "from"}  # keys that the reader takes under another name than the model's
_MOST_WORDS = 8  # choices that are listed
_SHOWN = re.compile(r"[ \t]*(?:- )?(?P<key>[a-z_]+): (?P<value>[^|>\s].{0,70})")
# Texts that are no free texts.
_CODES = {"language": "nl"}
EMPTY: Mapping[str, str] = {}


@dataclass(frozen=True)
class Field:
    """One field: `key` as it is typed; `within` is the id of the table of its own
    fields."""

    key: str
    label: str
    kind: str
    visibility: Visibility | None
    example: str
    within: str = ""
    needed: bool = False


@dataclass(frozen=True)
class Table:
    """The fields of a document, or of a part of one; `id` is its way ("phases › touchpoints")."""

    id: str
    way: tuple[str, ...]
    fields: tuple[Field, ...]


def examples(manual: str) -> dict[str, str]:
    """Key → what the examples of a manual have behind it, where that is on one line."""
    found: dict[str, str] = {}
    shape = outline(manual)
    for first, last in shape.fences:
        for line in shape.lines[first + 1 : last]:
            if match := _SHOWN.fullmatch(line):
                found.setdefault(match["key"], match["value"])
    return found


def tables(kind: str, words: Words, shown: Mapping[str, str] = EMPTY) -> list[Table]:
    """The table of a kind of file, and one for each document inside it, nearest first; `shown` are
    examples by key."""
    model, _ = KINDS[kind]
    return list(_Walk(words, shown).tables(model, ()))


class _Walk:
    """Goes through a model and the documents in it, each once."""

    def __init__(self, words: Words, shown: Mapping[str, str]) -> None:
        self.words, self.shown = words, shown
        self.places: dict[type[Document], str] = {}

    def tables(self, model: type[Document], way: tuple[str, ...]) -> Iterator[Table]:
        """The table of a model, and those of what is in it."""
        self.places.setdefault(model, "-".join(way) or "top")
        hints = get_type_hints(model, include_extras=True)
        made, below = [], []
        for name in writable(model):
            inside = next(models(model.model_fields[name].annotation), None)
            inside = None if inside is Text else inside
            path = (*way, SPOKEN.get(name, name))
            if inside is not None and inside not in self.places:
                self.places[inside] = "-".join(path)
                below.append((inside, path))
            within = self.places[inside] if inside else ""
            made.append(_field(name, model.model_fields[name], hints[name], within, self))
        yield Table(self.places[model], way, tuple(made))
        for child, path in below:
            yield from self.tables(child, path)


def _field(name: str, field: FieldInfo, hint: Any, within: str, walk: _Walk) -> Field:
    words = walk.words
    extra = field.json_schema_extra
    level = extra.get("visibility") if isinstance(extra, dict) else None
    key = SPOKEN.get(name, name)
    said = words.pgettext("field", name)
    label = said if said != name else name.replace("_", " ").capitalize()
    kind = _Kind(hint, field)
    shown = walk.shown.get(key) if kind.open else None
    example = _CODES.get(key) or shown or kind.example(words)
    return Field(
        key, label, kind.told(words), Visibility(str(level)) if level else None,
        f"{key}: {example}", within, field.is_required(),
    )  # fmt: skip


class _Kind:
    """What may stand in a field, out of its type."""

    def __init__(self, hint: Any, field: FieldInfo) -> None:
        self.bounds = [*field.metadata]
        self.many = self.free = False
        self.opened = ""
        self.count = 1
        self.base = self._unwrapped(hint)

    def _unwrapped(self, hint: Any) -> Any:
        origin = get_origin(hint)
        if origin is Annotated:
            inner, *extras = get_args(hint)
            for extra in extras:
                self.bounds += getattr(extra, "metadata", [extra])
                if isinstance(extra, BeforeValidator):
                    self.opened = getattr(extra.func, "opens", "") or self.opened
            return self._unwrapped(inner)
        if origin in (Union, types.UnionType):
            return self._unwrapped(next(one for one in get_args(hint) if one is not type(None)))
        if origin is tuple:
            self.many = True
            self.count = 1 if get_args(hint)[-1] is Ellipsis else len(get_args(hint))
            return self._unwrapped(get_args(hint)[0])
        if origin is not None:
            self.free = True
            return self._unwrapped(get_args(hint)[1])
        return hint

    @property
    def open(self) -> bool:
        """Whether it may be anything a writer likes: then an example of the manual fits."""
        kinds = (Enum, int, float)
        return not (isinstance(self.base, type) and issubclass(self.base, kinds))

    def told(self, words: Words) -> str:
        """The kind in words."""
        one = self._one(words)
        if self.free:
            return words.say("words of your own: {kind}", kind=one)
        return words.say("list: {kind}", kind=one) if self.many else one

    def _one(self, words: Words) -> str:
        if isinstance(self.base, type) and issubclass(self.base, Enum):
            known = [words.label(one).lower() for one in self.base]
            more = " …" if len(known) > _MOST_WORDS else ""
            return " · ".join(known[:_MOST_WORDS]) + more
        if isinstance(self.base, type) and issubclass(self.base, Document):
            return (
                words.gettext("text") if self.base is Text else words.gettext("fields of its own")
            )
        if self.base in (int, float):
            return self._number(words)
        plain = {date: "a day", bool: "yes or no", str: "text"}
        return words.gettext(plain.get(self.base, "text"))

    def _number(self, words: Words) -> str:
        lows = [getattr(b, "ge" if isinstance(b, Ge) else "gt") for b in self.bounds
                if isinstance(b, Ge | Gt)]  # fmt: skip
        highs = [getattr(b, "le" if isinstance(b, Le) else "lt") for b in self.bounds
                 if isinstance(b, Le | Lt)]  # fmt: skip
        low, high = next(iter(lows), None), next(iter(highs), None)
        if low is None:
            return words.gettext("a number")
        if high is None:
            return words.say("a number, {low} or more", low=low)
        return words.say("a number from {low} to {high}", low=low, high=high)

    def example(self, words: Words) -> str:
        """Something that may stand there, on one line."""
        one = self._sample(words)
        if self.free:
            name = words.gettext("word")
            return "{" + f"{name}: {one}" + "}"
        return f"[{', '.join([one] * self.count)}]" if self.many else one

    def _sample(self, words: Words) -> str:
        base = self.base
        if isinstance(base, type) and issubclass(base, Enum):
            return str(next(iter(base)).value)
        if isinstance(base, type) and issubclass(base, Document):
            return words.gettext("text") if self.opened or base is Text else "{…}"
        if base in (int, float):
            low = next((b.ge for b in self.bounds if isinstance(b, Ge)), 1)
            return str(low if isinstance(low, int) else int(float(str(low)))) if low else "1"
        return {date: "2027-03-01", bool: "true"}.get(base, words.gettext("text"))

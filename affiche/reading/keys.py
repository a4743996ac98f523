"""A model and the way to a value in it; what was expected there, out.

The models are the only place where a field is said: keys, choices and ranges are read from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt
from pydantic.fields import FieldInfo

from affiche.model import Briefing, Journey, Opportunity, Persona, RegisteredTouchpoint, Settings
from affiche.model.loop import Decision, Event, FeedbackRound, PrintedCopy
from affiche.model.text import Document

KINDS: tuple[type[Document], ...] = (
    Persona, Journey, Briefing, RegisteredTouchpoint, Opportunity, Settings,
)  # fmt: skip
# What comes back from the wall: for colleagues alone, so that nothing of it is guarded.
OF_THE_WALL: tuple[type[Document], ...] = (FeedbackRound, PrintedCopy, Decision, Event)
Location = tuple[str | int, ...]


@lru_cache(maxsize=64)
def writable(model: type[Document]) -> tuple[str, ...]:
    """The keys that a writer may use in `model`; derived fields are the reader's."""
    return tuple(name for name, field in model.model_fields.items() if _is_written(field))


@lru_cache(maxsize=64)
def derived(model: type[Document]) -> frozenset[str]:
    """The fields of `model` that the reader fills in."""
    return frozenset(model.model_fields) - frozenset(writable(model))


def _is_written(field: FieldInfo) -> bool:
    extra = field.json_schema_extra
    return not (isinstance(extra, dict) and extra.get("written") is False)


def every_key() -> tuple[str, ...]:
    """Every key of every kind of document, each once."""
    return tuple(dict.fromkeys(name for kind in KINDS for name in _keys(kind, set())))


def of_the_wall() -> tuple[str, ...]:
    """Every key of what comes back from the wall, each once."""
    return tuple(dict.fromkeys(name for kind in OF_THE_WALL for name in _keys(kind, set())))


@lru_cache(maxsize=1)
def labelled() -> frozenset[str]:
    """The keys below which only labels of the writer's own with their values can stand, in every
    kind of document that has them: `facts`, `off`."""
    kinds: dict[str, set[bool]] = {}
    for model in _every_model():
        for name in writable(model):
            is_mapping = get_origin(_bare(model.model_fields[name].annotation)[0]) is dict
            kinds.setdefault(name, set()).add(is_mapping)
    return frozenset(name for name, sorts in kinds.items() if sorts == {True})


@lru_cache(maxsize=1)
def texts() -> frozenset[str]:
    """The keys that hold one text, in every kind of document that has them: `tagline`."""
    kinds: dict[str, set[bool]] = {}
    for model in _every_model():
        for name in writable(model):
            is_text = _bare(model.model_fields[name].annotation)[0] is str
            kinds.setdefault(name, set()).add(is_text)
    return frozenset(name for name, sorts in kinds.items() if sorts == {True})


def worded(model: type[Document]) -> frozenset[str]:
    """The keys of `model` that hold words of the writer's, and not only a number or a choice."""
    return frozenset(n for n in writable(model) if _holds_words(model.model_fields[n].annotation))


def _holds_words(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Document):
        return any(
            _holds_words(annotation.model_fields[n].annotation) for n in writable(annotation)
        )
    return annotation is str or any(_holds_words(part) for part in get_args(annotation))


def _every_model() -> set[type[Document]]:
    """Every kind of document, and of what stands in one."""
    seen: set[type[Document]] = set()
    for kind in KINDS:
        if kind not in seen:
            list(_keys(kind, seen))
    return seen


def _keys(model: type[Document], seen: set[type[Document]]) -> Iterator[str]:
    seen.add(model)
    for name in writable(model):
        yield name
        for child in models(model.model_fields[name].annotation):
            if child not in seen:
                yield from _keys(child, seen)


def models(annotation: Any) -> Iterator[type[Document]]:
    """Every document kind that a field of this type can hold, nearest first."""
    if isinstance(annotation, type) and issubclass(annotation, Document):
        yield annotation
        return
    for part in get_args(annotation):
        yield from models(part)


def child_with(model: type[Document], key: str) -> str | None:
    """The field of `model` whose value has `key` as a field of its own."""
    for name in writable(model):
        if any(key in writable(kind) for kind in models(model.model_fields[name].annotation)):
            return name
    return None


def expected(model: type[Document], location: Location) -> tuple[Any, tuple[Any, ...]]:
    """The type and the limits of what belongs at `location`, as far as the model says so.

    Returns the bare type (`None` where there is none) and its metadata (`Ge(0)`, `Le(5)`…).
    """
    here: Any = model
    metadata: tuple[Any, ...] = ()
    for step in location:
        here, metadata = _inside(here, step)
    bare, more = _bare(here)
    return bare, (*metadata, *more)


def _inside(annotation: Any, step: str | int) -> tuple[Any, tuple[Any, ...]]:
    bare, _ = _bare(annotation)
    if isinstance(bare, type) and issubclass(bare, Document):
        field = bare.model_fields.get(str(step))
        return (field.annotation, tuple(field.metadata)) if field else (None, ())
    arguments = [part for part in get_args(bare) if part is not Ellipsis]
    if get_origin(bare) is dict:
        return arguments[1], ()
    if get_origin(bare) is tuple and arguments:
        index = step if isinstance(step, int) and step < len(arguments) else 0
        return arguments[index], ()
    return None, ()


def _bare(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    """A type without `Annotated` and `| None`, and the metadata that was around it."""
    metadata: tuple[Any, ...] = ()
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            inner, *more = get_args(annotation)
            annotation, metadata = inner, (*metadata, *more)
        elif origin in (Union, UnionType):
            parts = [part for part in get_args(annotation) if part is not type(None)]
            if len(parts) != 1:
                return annotation, metadata
            annotation = parts[0]
        else:
            return annotation, metadata


def bare(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    """A type without `Annotated` and `| None`, and the metadata that was around it."""
    return _bare(annotation)


def limits(metadata: Iterable[Any]) -> tuple[float | None, float | None]:
    """The least and the most that a number may be."""
    low = high = None
    for item in metadata:
        parts = getattr(item, "metadata", None) if isinstance(item, FieldInfo) else [item]
        for part in parts or ():
            low = part.ge if isinstance(part, Ge) else part.gt if isinstance(part, Gt) else low
            high = part.le if isinstance(part, Le) else part.lt if isinstance(part, Lt) else high
    return low, high  # type: ignore[return-value]


def is_choice(kind: Any) -> bool:
    """Whether `kind` is a fixed choice."""
    return isinstance(kind, type) and issubclass(kind, Enum)

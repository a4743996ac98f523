"""Absurd values for every field of every model in; small projects, each with one of them, out.

What a field is called and where it lies comes from the models themselves, so that a new field is
fed from the day that it exists.
"""

from __future__ import annotations

import json
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Union, get_args, get_origin

from affiche.model import Briefing, Journey, Opportunity, Persona, RegisteredTouchpoint, Settings
from affiche.model.text import Document
from affiche.model.theme import ThemeFile

Location = tuple[str | int, ...]
DEEPEST = 7  # steps into a model that holds itself


class Raw(str):
    """A value exactly as it stands in the file, whether that is YAML or not."""


def _nested(opening: str, closing: str, depth: int) -> Raw:
    return Raw(opening * depth + closing * depth)


VALUES: Mapping[str, Any] = {
    "nothing": None,
    "empty text": "",
    "blanks": "   ",
    "infinity": Raw("1e999"),
    "nan": Raw(".nan"),
    "nan as text": "nan",
    "less than nothing": Raw("-.inf"),
    "huge": Raw("1" + "0" * 400),
    "hugely negative": -(10**30),
    "negative zero": Raw("-0.0"),
    "tiny": Raw("1e-320"),
    "zero": 0,
    "one": 1,
    "two and a half": 2.5,
    "a hundred": 100,
    "true": Raw("true"),
    "a word for no": Raw("no"),
    "turned round": Raw('"\\u202edoor\\u202c"'),
    "null character": Raw('"a\\0b"'),
    "escape": Raw('"a\\x1b[31m"'),
    "half a pair": Raw('"\\ud800"'),
    "not a character": Raw('"\\uffff"'),
    "private": Raw('"\\ue000"'),
    "joined": "a\u200d\u200b\u2060b",
    "accents": "e" + "\u0301" * 500,
    "long word": "a" * 10_000,
    "long text": "woord " * 2_000,
    "many lines": "a\n" * 3_000,
    "Arabic": "مرحبا بالعالم " * 20,
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈",
    "no such day": "2026-02-30",
    "the last day": "9999-12-31",
    "the first day": "0001-01-01",
    "year zero": "0000-00-00",
    "up and away": "../../../../etc/passwd",
    "a device": "/dev/zero",
    "a Windows device": "con",
    "a script": "javascript:alert(1)",
    "an address": "https://[::1/",
    "an odd address": "http://exa mple:99999999/%zz",
    "markup": "<script>alert(1)</script><img src=x onerror=y>",
    "a template": "{{ 7 * 7 }}{% for %}",
    "places to fill in": "{} {0} {name.__class__} %s %d {",
    "brackets": "[" * 3_000,
    "Markdown": "**[`<a",
    "a formula": "=1+1",
    "dots": "..",
    "slashes": "a/b\\c",
    "colour": "#12345",
    "a style": "red; } body { display: none",
    "a list": [],
    "a mapping": {},
    "numbers": [0, -1, 2.5],
    "a list of nothing": Raw("[~, '', [], {}]"),
    "many": ["a"] * 3_000,
    "many keys": {f"k{number}": number for number in range(1_000)},
    "a key without letters": {"": "", "\u202e": 1, "a" * 3_000: 2},
    "keys of all kinds": Raw("{1: a, true: b, ~: c, [1]: d}"),
    "deep list": _nested("[", "]", 35),
    "too deep": _nested("[", "]", 3_000),
    "deep mapping": Raw("{a: " * 35 + "1" + "}" * 35),
    "anchor": Raw("&a [*a]"),
    "merge": Raw("{<<: {a: 1}}"),
    "tag": Raw("!!python/object/apply:os.system ['true']"),
    "half a quote": Raw('"a'),
    "half a list": Raw("[a"),
    "a tab": Raw("\t- a"),
}

# What has to be there for the field to be reached at all.
PERSONA = {"name": "Peter"}
JOURNEY = {"title": "Reis", "persona": "peter", "phases": [{"name": "Koop"}]}
BRIEFING = {"title": "Vraag", "personas": ["peter"], "journeys": ["reis"]}


@dataclass(frozen=True)
class Kind:
    """A kind of document: its model, what it needs, its file, and what stands above its fields."""

    model: type[Document]
    least: Mapping[str, Any]
    file: str
    above: Location = ()


KINDS = (
    Kind(Persona, PERSONA, "personas/peter.md"),
    Kind(Journey, JOURNEY, "journeys/reis.yaml"),
    Kind(Briefing, BRIEFING, "briefings/vraag.md"),
    Kind(RegisteredTouchpoint, {"name": "Bellen"}, "touchpoints.yaml", ("bellen",)),
    Kind(Opportunity, {"title": "Sneller"}, "opportunities.yaml", ("sneller",)),
    Kind(Settings, {"theme": "eigen"}, "site.yaml"),
    Kind(ThemeFile, {"extends": "affiche"}, "../themes/eigen/theme.yaml"),
)


@dataclass(frozen=True)
class Case:
    """One field of one document with one value."""

    kind: Kind
    location: Location
    value: str

    def __str__(self) -> str:
        where = ".".join(map(str, self.location))
        return f"{self.kind.file} {where}: {self.value}"

    def files(self) -> dict[str, str]:
        """The project: the document, and those that it needs."""
        files = {
            "personas/peter.md": _written(PERSONA, "personas/peter.md"),
            "journeys/reis.yaml": _written(JOURNEY, "journeys/reis.yaml"),
        }
        if self.kind.model in (Settings, ThemeFile):
            files |= {"site.yaml": "theme: eigen\n"}
            files |= {"../themes/eigen/theme.yaml": "extends: affiche\n"}
        data = _put(dict(self.kind.least), self.location, VALUES[self.value])
        for step in reversed(self.kind.above):
            data = {step: data}
        files[self.kind.file] = _written(data, self.kind.file)
        return files


def cases() -> Iterator[Case]:
    """Every field of every model with every value."""
    for kind in KINDS:
        for location in locations(kind.model):
            for value in VALUES:
                yield Case(kind, location, value)


def locations(model: type[Document]) -> Iterator[Location]:
    """Where values stand in a document of this model: fields, items, and fields of items."""
    for name, field in model.model_fields.items():
        extra = field.json_schema_extra
        if isinstance(extra, dict) and extra.get("written") is False:
            continue
        yield from _below(field.annotation, (name,))


def _below(annotation: Any, here: Location) -> Iterator[Location]:
    yield here
    for kind, step in _parts(annotation):
        there = (*here, *step)
        if len(there) > DEEPEST:
            continue
        if isinstance(kind, type) and issubclass(kind, Document):
            if step:
                yield there
            for location in locations(kind):
                if len(there) + len(location) <= DEEPEST:
                    yield (*there, *location)
        else:
            yield from _below(kind, there) if step else ()


def _parts(annotation: Any) -> Iterator[tuple[Any, Location]]:
    """What a field may hold, and the step to it."""
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _parts(inside[0])
    elif origin in (Union, types.UnionType):
        for one in inside:
            yield from _parts(one)
    elif origin is tuple:
        yield from ((one, (0,)) for one in _bare(inside[0]))
    elif origin is dict:
        yield from ((one, ("eigen",)) for one in _bare(inside[1]))
    elif isinstance(annotation, type) and issubclass(annotation, Document):
        yield annotation, ()


def _bare(annotation: Any) -> tuple[Any, ...]:
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return (annotation,)


def _put(data: Any, location: Location, value: Any) -> Any:
    """The data with the value at a place, and what has to be around it."""
    if not location:
        return value
    step, rest = location[0], location[1:]
    if isinstance(step, int):
        first = data[0] if isinstance(data, list) and data else {}
        return [_put(first, rest, value)]
    held = dict(data) if isinstance(data, dict) else {}
    held[step] = _put(held.get(step), rest, value)
    return held


def _written(data: Any, file: str) -> str:
    text = _block(data)
    return f"---\n{text}---\nPeter vervangt ketels.\n" if file.endswith(".md") else text


def _block(data: Mapping[str, Any]) -> str:
    return "".join(f"{_yaml(key)}: {_yaml(value)}\n" for key, value in data.items())


def _yaml(value: Any) -> str:
    """In flow style, which JSON is too."""
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_yaml(k)}: {_yaml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_yaml(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)

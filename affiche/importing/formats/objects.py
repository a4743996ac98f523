"""JSON in; a tree of labelled text out. Keys are labels, lists are lists."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from affiche.importing.tree import Node

_NAMES = ("name", "fullName", "full_name", "title", "label", "naam", "nombre", "nom", "nome")
_DEEPEST = 12


def said(value: Any) -> str:
    """A value as Markdown: a text, a list of texts, or pairs."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "\n".join(f"- {key}: {_flat(one)}" for key, one in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "\n".join(f"- {_flat(one)}" for one in value)
    return str(value).strip()


def _flat(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_flat(one)}" for key, one in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(_flat(one) for one in value)
    return " ".join(said(value).split())


def node(title: str, value: Any, depth: int = 0) -> Node:
    """A value of JSON under its label."""
    if depth > _DEEPEST or not isinstance(value, Mapping | list):
        return Node(title, said(value), level=depth)
    if isinstance(value, Mapping):
        inside = tuple(node(_label(key), one, depth + 1) for key, one in value.items())
        return Node(title, "", inside=inside, level=depth)
    if key := _one_key(value):  # "- item: …" on every line: a list of what they say
        return Node(title, said([one[key] for one in value]), level=depth)
    if any(isinstance(one, Mapping | list) for one in value):
        named = [(_called(one) or f"{title} {at}", one) for at, one in enumerate(value, 1)]
        inside = tuple(node(called, one, depth + 1) for called, one in named)
        return Node(title, "", inside=inside, level=depth)
    return Node(title, said(value), level=depth)


def _one_key(value: Sequence[Any]) -> str:
    """The one key of which each of several objects has nothing but a text; "" when it is none."""
    keys = {tuple(one) for one in value if isinstance(one, Mapping)}
    alike = len(value) > 1 and len(keys) == 1 and all(isinstance(one, Mapping) for one in value)
    key = str(next(iter(keys))[0]) if alike and len(next(iter(keys))) == 1 else ""
    return key if key and not any(isinstance(one[key], Mapping | list) for one in value) else ""


def _label(key: object) -> str:
    """A key as somebody would write it: painPoints is pain Points, and so is pain_points."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", str(key)).strip()


def _called(value: Any) -> str:
    """What an object is called by one of its own fields."""
    if not isinstance(value, Mapping):
        return ""
    found = (value.get(key) for key in _NAMES)
    return next((str(one) for one in found if isinstance(one, str) and one.strip()), "")

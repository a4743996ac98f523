"""A document of the model in; its plain values out, for other programs and for spreadsheets.

Each field stands under the key with which it is written in `content/`, so the shape is that of the
contract. A secret field is never in it, whatever it holds; nor are a photo's consent, how a sheet
is laid out, and a typed figure of fewer than five answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from typing import Any

from affiche.markup import plain
from affiche.model import Visibility
from affiche.model.measures import FEWEST, TypedMeasure
from affiche.model.text import Document
from affiche.pages.briefing.cleaned import COMMENT, HIDDEN_LINE

# How something is kept, and what tells of people beside the persona.
LEFT_OUT = frozenset({"consent", "poster", "line", "held", "review", "focus"})
# A spreadsheet takes a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def values(document: Document, without: frozenset[str] = frozenset()) -> dict[str, Any]:
    """What is filled in, by key; days as "2026-11-22", choices as their English word."""
    found = {}
    for name, field in type(document).model_fields.items():
        extra = field.json_schema_extra
        level = extra.get("visibility") if isinstance(extra, dict) else None
        if level == Visibility.SECRET.value or name in LEFT_OUT or name in without:
            continue
        value = _plain(getattr(document, name))
        if value not in (None, "", [], {}):
            found[name] = value
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Document):
        return values(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):  # what a writer hid in the Markdown is for nobody
        return HIDDEN_LINE.sub("", COMMENT.sub("", value)).strip()
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value if not _few(one)]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _few(value: Any) -> bool:
    return isinstance(value, TypedMeasure) and (value.n is not None and value.n < FEWEST)


# ---- rows of a spreadsheet


def row(document: Document, without: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The same in cells: a field in a field as "needs.functional", a list a line an item."""
    return dict(_cells("", values(document, without)))


def _cells(start: str, found: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in found.items():
        if isinstance(value, dict) and name not in ("facts", "lanes", "sections"):
            yield from _cells(f"{start}{name}.", value)
        elif isinstance(value, dict):
            yield start + name, "\n".join(f"{key}: {_said(one)}" for key, one in value.items())
        elif isinstance(value, list):
            yield start + name, "\n".join(map(_said, value))
        else:
            yield start + name, plain(value) if isinstance(value, str) else value


def _said(value: Any) -> str:
    """One item of a list in a line: its text, or what it holds."""
    if isinstance(value, dict):
        main = next((value[key] for key in ("text", "title", "name", "ref") if key in value), None)
        return _said(main if main is not None else " · ".join(map(_said, value.values())))
    if isinstance(value, list):
        return ", ".join(map(_said, value))
    return " ".join(plain(str(value)).split())


def safe(cell: Any) -> Any:
    """A text that no spreadsheet takes for a formula."""
    if isinstance(cell, str) and cell.startswith(FORMULA):
        return f"'{cell}"
    return cell

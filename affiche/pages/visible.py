"""Content in, content that a circle of readers may see out: secrets go, or all but what may leave.

Each field's visibility stands in the model; a text's own `visibility` goes before its field's.
It is an allow list: a field that says nothing inside a field that may be seen is seen with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from affiche.model import Site, Visibility
from affiche.model.text import Document

Doc = TypeVar("Doc", bound=Document)

COLLEAGUES = frozenset({Visibility.AGENCY, Visibility.INTERNAL})
AGENCY = frozenset({Visibility.AGENCY})


def without_secrets(site: Site) -> Site:
    """The site as colleagues may see it: the only one that pages and sheets are made from."""
    return replace(
        site,
        personas=_all(site.personas),
        journeys=_all(site.journeys),
        touchpoints=_all(site.touchpoints),
        opportunities=_all(site.opportunities),
        briefings=_all(site.briefings),
    )


def for_agency(document: Doc) -> Doc:
    """The document with only what may leave the company."""
    return _shown(document, AGENCY)


def _all(documents: Mapping[str, Doc]) -> dict[str, Doc]:
    return {name: _shown(document, COLLEAGUES) for name, document in documents.items()}


def _shown(document: Doc, allowed: frozenset[Visibility]) -> Doc:
    changes: dict[str, Any] = {}
    for name, field in type(document).model_fields.items():
        value = getattr(document, name)
        extra = field.json_schema_extra
        said = extra.get("visibility") if isinstance(extra, dict) else None
        level = Visibility(str(said)) if said else None
        seen = _value(value, level, allowed)
        if seen is _HIDDEN:
            if field.is_required():
                raise ValueError(f"{type(document).__name__}.{name} has to be seen")
            seen = field.get_default(call_default_factory=True)
        if seen is not value:
            changes[name] = seen
    return document.model_copy(update=changes) if changes else document


_HIDDEN = object()


def _value(value: Any, level: Visibility | None, allowed: frozenset[Visibility]) -> Any:
    """What is left of a field's value; `level` is the field's own, None inside another field."""
    if isinstance(value, tuple):
        kept = tuple(k for item in value if (k := _value(item, level, allowed)) is not _HIDDEN)
        same = len(kept) == len(value) and all(a is b for a, b in zip(kept, value, strict=True))
        return value if same else kept
    level = getattr(value, "visibility", None) or level
    if level is not None and level not in allowed:
        return _HIDDEN
    return _shown(value, allowed) if isinstance(value, Document) else value

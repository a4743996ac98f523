"""Content in, content that a circle of readers may see out: secrets go, or all but what may leave.

Each field's visibility stands in the model; a text's own `visibility` goes before its field's.
It is an allow list: a field that says nothing inside a field that may be seen is seen with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeVar

from affiche.kept import DOCUMENTS, entitle, memo, title
from affiche.measures.reviews import shown as measured
from affiche.model import Journey, Phase, Site, Visibility
from affiche.model.text import Document

Doc = TypeVar("Doc", bound=Document)

COLLEAGUES = frozenset({Visibility.AGENCY, Visibility.INTERNAL})
AGENCY = frozenset({Visibility.AGENCY})


@memo(8)
def without_secrets(site: Site) -> Site:
    """The site as colleagues may see it: the only one that pages and sheets are made from."""
    return replace(
        site,
        personas=_all(site.personas),
        journeys=_all(site.journeys),
        touchpoints=_all(site.touchpoints),
        opportunities=_all(site.opportunities),
        briefings=_all(site.briefings),
        rounds=_all(site.rounds),
        copies=_all(site.copies),
        decisions=_all(site.decisions),
        events=_all(site.events),
        measurements=measured.shown(site.measurements),
    )


def for_colleagues(document: Doc) -> Doc:
    """The document without what is secret."""
    seen: Doc = _seen(document, COLLEAGUES)
    return seen


def for_agency(document: Doc) -> Doc:
    """The document with only what may leave the company."""
    seen: Doc = _seen(document, AGENCY)
    return seen


@memo(64)
def _all(documents: Mapping[str, Doc]) -> dict[str, Doc]:
    return {name: for_colleagues(document) for name, document in documents.items()}


@memo(2 * DOCUMENTS)
def _seen(document: Any, allowed: frozenset[Visibility]) -> Any:
    """A whole document: most of them are as they were at the build before."""
    seen, name = _shown(document, allowed), title(document, allowed)
    if name and seen is not document:
        entitle(seen, name)
    return seen


def _shown(document: Doc, allowed: frozenset[Visibility]) -> Doc:
    changes: dict[str, Any] = {}
    for name, level in _levels(type(document)).items():
        value = getattr(document, name)
        if value is None or value == ():
            continue
        seen = _value(value, level, allowed)
        if seen is _HIDDEN:
            field = type(document).model_fields[name]
            if field.is_required():
                raise ValueError(f"{type(document).__name__}.{name} has to be seen")
            seen = field.get_default(call_default_factory=True)
        if seen is not value:
            changes[name] = seen
    if isinstance(document, Journey):
        phases = changes.get("phases", document.phases)
        changes["phases"] = tuple(_without_lanes(p, document.seen_by, allowed) for p in phases)
    return document.model_copy(update=changes) if changes else document


def _without_lanes(
    phase: Phase, seen_by: Mapping[str, Visibility], allowed: frozenset[Visibility]
) -> Phase:
    """The phase without what it says in lanes of which the journey says that few may see them."""
    closed = {name for name in phase.lanes if seen_by.get(name, Visibility.INTERNAL) not in allowed}
    kept = {name: text for name, text in phase.lanes.items() if name not in closed}
    return phase.model_copy(update={"lanes": kept}) if closed else phase


@lru_cache(maxsize=64)
def _levels(kind: type[Document]) -> Mapping[str, Visibility | None]:
    """Field → its own visibility; None is that of the field that holds the document."""
    extras = {name: field.json_schema_extra for name, field in kind.model_fields.items()}
    said = {n: e.get("visibility") if isinstance(e, dict) else None for n, e in extras.items()}
    return {name: Visibility(str(level)) if level else None for name, level in said.items()}


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

"""A `Site` in; each text in it with its field, its file and who may see it, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from functools import cache
from typing import Any

from affiche.kept import DOCUMENTS, lasting, memo, title
from affiche.leaks.match import Index, folded
from affiche.measures.reviews import shown as measured
from affiche.model import Journey, Settings, Site, Visibility
from affiche.model.loop import PrintedCopy
from affiche.model.measures import Hidden, Measurements
from affiche.model.text import Document

COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
# Where a phase says something in a lane of the journey's own.
LANE = re.compile(r"journey\.phases\[\d+\]\.lanes\.(?P<lane>.+)")
# What the reader derives of a file's place; it is not a text of the writer's.
PLACES = frozenset({"path", "line"})
# How a printed copy says which of our own files it is: names that we made.
OF_COPIES = frozenset({"id", "sheet", "mark", "size"})
# Of so many sites, with the projections of their briefings, settings and answers are remembered.
SETTINGS = 64
# Where the classes stand of which leaves are made.
MADE = ("affiche.leaks.fields", "affiche.model.choices")
# The mappings of a site that hold documents.
KINDS = (
    "personas",
    "journeys",
    "briefings",
    "touchpoints",
    "opportunities",
    "rounds",
    "copies",
    "decisions",
    "events",
)


@dataclass(frozen=True)
class Leaf:
    """One text of the content: its file, the name of its field ("journeys.phases[2].owner") and
    the widest circle that may see it. `common`: it is one of many rows, of which others say parts
    of the same."""

    path: str
    field: str
    value: str | date | int
    visibility: Visibility
    common: bool = False


def leaves(site: Site) -> Iterator[Leaf]:
    """Every text, day and number of the whole content; settings count as internal."""
    return (leaf for part in parts(site) for leaf in part)


def parts(site: Site) -> Iterator[tuple[Leaf, ...]]:
    """The same, document by document: of one that did not change it is the very tuple that it was
    the last time."""
    yield _of_settings(site.settings)
    for kind in KINDS:
        documents: Mapping[str, Document] = getattr(site, kind)
        for document in documents.values():
            yield _of_document(document, kind)
    yield _of_answers(site.measurements)


@memo(SETTINGS)
def _of_settings(settings: Settings) -> tuple[Leaf, ...]:
    return tuple(_walk(settings, "content/site.yaml", "site", Visibility.INTERNAL))


@memo(2 * DOCUMENTS)
@lasting(tuple, title, *MADE)
def _of_document(document: Document, kind: str) -> tuple[Leaf, ...]:
    path = getattr(document, "path", "")
    found = _document(document, path, kind.removesuffix("s"))
    return tuple(one for leaf in found for one in _apart(leaf))


@memo(SETTINGS)
def _of_answers(found: Measurements) -> tuple[Leaf, ...]:
    return tuple(_answered(found))


def _answered(found: Measurements) -> Iterator[Leaf]:
    """What rows of measurements say: reviews that are shown, and what is in no output at all."""
    for one in measured.shown(found).reviews:
        for name in ("title", "text", "author", "source"):
            if said := getattr(one, name):
                yield Leaf("", f"reviews.{name}", said, Visibility.INTERNAL)
    aspects = {name for table in found.drivers for name in table.aspects}
    aspects |= {one.aspect for rows in found.answers.values() for one in rows if one.aspect}
    for name in sorted(aspects):
        yield Leaf("", "measurements.aspect", name, Visibility.INTERNAL)
    for hidden in _told_apart(found):
        name = f"reviews.{hidden.field} ({hidden.line})"
        yield Leaf(hidden.path, name, hidden.text, Visibility.SECRET, hidden.field == "text")


def _told_apart(found: Measurements) -> Iterator[Hidden]:
    """What must be in no output. Where that is a choice of many rows, without those that say the
    same as an open review for a while: what comes after that on a page may begin as they go on."""
    index = Index([one.text for one in found.hidden] if measured.is_choice(found.hidden) else [])
    alike = {
        hit.number
        for one in measured.shown(found).reviews
        for hit in index.runs(folded(f"{one.title} {one.text}").run)
    }
    yield from (one for at, one in enumerate(found.hidden) if at not in alike)


def secrets(documents: Iterable[Document]) -> Iterator[Leaf]:
    """Every secret text of some documents, also of such as are not in the site (any more)."""
    return (leaf for document in documents for leaf in _secrets(document))


@memo(2 * DOCUMENTS)
@lasting(tuple, title, *MADE)
def _secrets(document: Document) -> tuple[Leaf, ...]:
    path, kind = getattr(document, "path", ""), type(document).__name__.lower()
    found = (one for leaf in _document(document, path, kind) for one in _apart(leaf))
    return tuple(one for one in found if one.visibility is Visibility.SECRET)


def _apart(leaf: Leaf) -> Iterator[Leaf]:
    """A leaf and the comments in it: what a writer hid in the Markdown is for nobody."""
    if not isinstance(leaf.value, str) or "<!--" not in leaf.value:
        yield leaf
        return
    yield replace(leaf, value=COMMENT.sub(" ", leaf.value))
    for comment in COMMENT.findall(leaf.value):
        yield Leaf(leaf.path, f"{leaf.field} (comment)", comment.strip(), Visibility.SECRET)


def _document(document: Document, path: str, name: str) -> Iterator[Leaf]:
    """The leaves of a document; who may see what stands in a lane, the journey says elsewhere."""
    seen_by = document.seen_by if isinstance(document, Journey) else {}
    for leaf in _walk(document, path, name, Visibility.INTERNAL):
        lane = LANE.fullmatch(leaf.field) if seen_by else None
        level = seen_by.get(lane["lane"]) if lane else None
        yield replace(leaf, visibility=level) if level else leaf


def _walk(value: Any, path: str, name: str, level: Visibility) -> Iterator[Leaf]:
    """The leaves of a value; `level` holds until something inside says otherwise."""
    if type(value) is str:
        yield Leaf(path, name, value, level)
    elif value is None:
        return
    elif isinstance(value, Document):
        own = getattr(value, "visibility", None)
        level = own if own and level is not Visibility.SECRET else level
        for key, said in _searched(type(value)):
            inner = said if said and level is not Visibility.SECRET else level
            yield from _walk(getattr(value, key), path, f"{name}.{key}", inner)
    elif isinstance(value, tuple):
        for number, item in enumerate(value, start=1):
            yield from _walk(item, path, f"{name}[{number}]", level)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield Leaf(path, name, str(key), level)
            yield from _walk(item, path, f"{name}.{key}", level)
    elif isinstance(value, str | date | int) and not isinstance(value, Enum | bool):
        yield Leaf(path, name, value, level)


@cache
def _searched(kind: type[Document]) -> tuple[tuple[str, Visibility | None], ...]:
    """The fields of a kind of document that hold texts of the writer's, and who may see them."""
    found = []
    for key, field in kind.model_fields.items():
        if key in PLACES or key == "visibility":
            continue
        if issubclass(kind, PrintedCopy) and key in OF_COPIES:
            continue
        extra = field.json_schema_extra
        said = extra.get("visibility") if isinstance(extra, dict) else None
        found.append((key, Visibility(str(said)) if said else None))
    return tuple(found)


def texts(found: Iterable[Leaf], say_date: Any) -> Iterator[tuple[Leaf, str]]:
    """Each leaf with each way in which it may be written; `say_date` puts a day into words."""
    for leaf in found:
        match leaf.value:
            case str():
                yield leaf, leaf.value
            case date():
                yield leaf, leaf.value.isoformat()
                yield leaf, say_date(leaf.value)
            case int():
                yield leaf, str(leaf.value)

"""Where printed sheets hang in; which of them are outdated, why, and what to print, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import PurePosixPath

from affiche.markup import plain
from affiche.model import PAPERS, Journey, Paper, Persona, Site
from affiche.model.loop import PrintedCopy
from affiche.pages import cards
from affiche.pages.life import versions_of
from affiche.pages.plan import Link, Page, SheetLink
from affiche.pages.printed import marks
from affiche.pages.relations import Relations
from affiche.versions.compare import compare
from affiche.versions.labels import speech
from affiche.versions.told import figures

COPIES = "copies/index.html"
POSTERS = ("persona", "journey")
Doc = Persona | Journey


class Freshness(StrEnum):
    """Whether a copy shows what the site shows."""

    CURRENT = "current"
    OUTDATED = "outdated"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class CopyRow:
    """One copy: what it is and where, whether it is current; what changed since, in words, and
    the page of that; the sheet to print instead."""

    name: str
    path: str
    place: str
    size: str
    version: str
    mark: str
    since: date | None
    by: str
    frame: str
    fresh: Freshness
    changed: tuple[str, ...]
    changes: str
    sheet: SheetLink | None


@dataclass(frozen=True)
class Order:
    """One sheet to print: how many, and where they go; `frame` is the opening of a frame that fits,
    in mm, and `frames` which of them hang there."""

    sheet: SheetLink | None
    name: str
    size: str
    places: tuple[str, ...]
    frame: tuple[float, float] | None = None
    frames: tuple[str, ...] = ()


def pages(related: Relations, sheets: Sequence[SheetLink]) -> Iterator[Page]:
    """One page, when there is a list of copies."""
    found = rows(related, sheets)
    if not found:
        return
    words = related.words
    yield Page(
        path=COPIES,
        template="pages/copies.html.j2",
        title=words.gettext("Where does it hang?"),
        section="copies",
        description=words.gettext("Every printed copy, and whether it is still the newest."),
        data={
            "rows": found,
            "orders": tuple(_orders(found)),
            "link": Link(words.gettext("Print"), "print/index.html"),
        },
    )


def rows(related: Relations, sheets: Sequence[SheetLink]) -> tuple[CopyRow, ...]:
    """Every copy: those to replace first, then by place."""
    found = [
        _row(copy, document, related, sheets)
        for copy in related.site.copies.values()
        if (document := _document(copy, related.site)) is not None
    ]
    order = (Freshness.OUTDATED, Freshness.UNKNOWN, Freshness.CURRENT)
    return tuple(sorted(found, key=lambda row: (order.index(row.fresh), row.place.casefold())))


def _document(copy: PrintedCopy, site: Site) -> Doc | None:
    owner = marks.owner(copy.sheet, site)
    return site.personas.get(owner) or site.journeys.get(owner)


def _row(
    copy: PrintedCopy, document: Doc, related: Relations, sheets: Sequence[SheetLink]
) -> CopyRow:
    sheet = _sheet(copy, document, sheets)
    fresh = _fresh(copy, document, sheet, related.site)
    persona = isinstance(document, Persona)
    return CopyRow(
        name=plain(document.name if isinstance(document, Persona) else document.title),
        path=cards.persona_path(document.id) if persona else cards.journey_path(document.id),
        place=plain(copy.place or ""),
        size=(_size(copy) or (sheet.paper if sheet else "")).upper(),
        version=copy.version or "",
        mark=copy.mark or "",
        since=copy.since,
        by=plain(copy.by or ""),
        frame=plain(copy.frame or ""),
        fresh=fresh,
        changed=_changed(copy, document, related) if fresh is Freshness.OUTDATED else (),
        changes=cards.changes_path(document.path),
        sheet=sheet,
    )


def _size(copy: PrintedCopy) -> str:
    """The paper that is written, or that stands in the name of the sheet."""
    named = next((part for part in copy.sheet.split("-") if part in PAPERS), "")
    return (copy.size or named).casefold()


def _sheet(copy: PrintedCopy, document: Doc, sheets: Sequence[SheetLink]) -> SheetLink | None:
    """The sheet that the copy is of, as it is offered now."""
    own = [sheet for sheet in sheets if sheet.owner == document.id and not sheet.variant]
    size = _size(copy)
    for sheet in own:
        if PurePosixPath(sheet.path).stem in (copy.sheet, f"{copy.sheet}-{size}"):
            return sheet
    return next((s for s in own if s.kind in POSTERS and s.paper.casefold() == size), None)


def _fresh(copy: PrintedCopy, document: Doc, sheet: SheetLink | None, site: Site) -> Freshness:
    """By its mark when both are known; else by its version; else by the day it was hung."""
    if copy.mark and sheet and sheet.hash:
        return Freshness.CURRENT if marks.typed(copy) == sheet.hash else Freshness.OUTDATED
    if copy.version and document.version:
        same = copy.version == document.version
        return Freshness.CURRENT if same else Freshness.OUTDATED
    changed = site.changed.get(document.path)
    if copy.since and changed:
        return Freshness.OUTDATED if changed > copy.since else Freshness.CURRENT
    return Freshness.UNKNOWN


def _changed(copy: PrintedCopy, document: Doc, related: Relations) -> tuple[str, ...]:
    """How much is different from the version that hangs there."""
    versions = versions_of(document, related.site)
    before = next((v for v in versions if copy.version and v.number == copy.version), None)
    if before is None or before.document is None or before is versions[-1]:
        return ()
    found = compare(before.document, versions[-1].document, speech(related.site, related.words))
    return figures(found, related.words)


def _orders(found: Sequence[CopyRow]) -> Iterator[Order]:
    """What to print, each sheet once."""
    held: dict[tuple[str, str, str], list[CopyRow]] = {}
    for row in found:
        if row.fresh is Freshness.OUTDATED:
            key = (row.sheet.path if row.sheet else "", row.name, row.size)
            held.setdefault(key, []).append(row)
    for (_, name, size), same in held.items():
        paper = PAPERS.get(size.casefold())
        yield Order(
            same[0].sheet, name, size, tuple(row.place or "?" for row in same),
            _frame(same[0].sheet, paper) if paper else None,
            tuple(dict.fromkeys(row.frame for row in same if row.frame)),
        )  # fmt: skip


def _frame(sheet: SheetLink | None, paper: Paper) -> tuple[float, float]:
    """Width and height: a map lies on its side."""
    wide = sheet is not None and (sheet.kind.startswith("journey") or sheet.kind == "measures")
    return (paper.height, paper.width) if wide else (paper.width, paper.height)

"""A reading in; whether a screen reader can read the file, out.

Source: ISO 14289-1 (PDF/UA-1), 7.1 to 7.18; ISO 32000-1, 14.7 to 14.9.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from affiche.errors import Kind
from affiche.preflight.painting.marks import Mark, Text
from affiche.preflight.reading import Reading, checked
from affiche.preflight.report import OURS, Checked, Finding

# The roles that every reader knows. Source: ISO 32000-1, 14.8.4.
STANDARD = frozenset(
    """
    Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3
    H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry
    Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form
    """.split()  # noqa: SIM905
)


HEADED = "Give each table a first row that says what is in its columns"


@dataclass(frozen=True)
class Element:
    """One element of the structure: its standard role, its own dictionary, and its contents as
    (number in the parent tree of the stream, mcid)."""

    role: str
    source: Any
    contents: tuple[tuple[int | None, int], ...]


def elements(pdf: Any) -> tuple[Element, ...]:
    """Every element of the structure of a `pikepdf.Pdf` in reading order; none without tags."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return ()
    roles = {str(k)[1:]: str(v)[1:] for k, v in root.get("/RoleMap", {}).items()}
    found: list[Element] = []
    _gather(root.get("/K"), roles, number_of(pdf.pages[0].obj), set(), found)
    return tuple(found)


def number_of(holder: Any) -> int | None:
    """The number of a page or a form in the parent tree."""
    number = holder.get("/StructParents")
    return None if number is None else int(number)


def _gather(
    kid: Any, roles: dict[str, str], parent: int | None, seen: set[Any], found: list[Element]
) -> None:
    for each in _kids(kid):
        if not hasattr(each, "get") or "/S" not in each:
            continue
        if each.is_indirect:
            if each.objgen in seen:
                continue
            seen.add(each.objgen)
        role = str(each.S)[1:]
        kids = each.get("/K")
        here = number_of(each.Pg) if "/Pg" in each else parent
        found.append(Element(roles.get(role, role), each, tuple(_contents(kids, here))))
        _gather(kids, roles, here, seen, found)


def _kids(kid: Any) -> list[Any]:
    if kid is None:
        return []
    return list(kid) if getattr(kid, "_type_name", "") == "array" else [kid]


def _contents(kids: Any, parent: int | None) -> Iterator[tuple[int | None, int]]:
    for each in _kids(kids):
        if isinstance(each, int):
            yield parent, each
        elif hasattr(each, "get") and "/MCID" in each:
            holder = each.get("/Stm", each.get("/Pg"))
            yield (parent if holder is None else number_of(holder)), int(each.MCID)


def tags(read: Reading) -> Checked:
    """Everything that is painted is in the structure, or said to be decoration."""
    found = elements(read.pdf)
    marked = bool(read.root.get("/MarkInfo", {}).get("/Marked", False))
    findings = []
    if not found or not marked:
        what = "the file has no structure for screen readers"
        findings.append(Finding("tags", Kind.ERROR, what, OURS))
    else:
        findings += _tag_findings(read, found)
    return checked("tags", "Structure for screen readers", "{count} parts", findings,
                   count=len(found))  # fmt: skip


def _tag_findings(read: Reading, found: tuple[Element, ...]) -> Iterator[Finding]:
    known = {content for element in found for content in element.contents}
    loose = [mark for mark in read.marks if not _reached(mark, known)]
    if loose:
        said = [mark.text.strip() for mark in loose if isinstance(mark, Text)]
        values: dict[str, object] = {
            "count": len(loose),
            "text": tuple(dict.fromkeys(said))[:3] or loose[0].kind,
        }
        what = "parts of the sheet that a screen reader does not find: {count} ({text})"
        hint = "In the theme: no opacity on elements that hold text"
        yield Finding("tags", Kind.ERROR, what, hint, values)
    roles = {element.role for element in found}
    if roles - STANDARD:
        what = "the structure has unknown parts: {roles}"
        yield Finding("tags", Kind.ERROR, what, OURS, {"roles": tuple(sorted(roles - STANDARD))})
    levels = [int(e.role[1]) for e in found if re.fullmatch(r"H[1-6]", e.role)]
    jumps = [b for a, b in zip([0, *levels], levels, strict=False) if b > a + 1]
    if jumps:
        what = "a heading of level {level} comes where a higher one belongs"
        hint = "Let headings follow one another: ## first, then ###"
        yield Finding("tags", Kind.ERROR, what, hint, {"level": jumps[0]})
    unscoped = _unscoped(found)
    if unscoped:
        what = "headings of tables that do not say what they are above: {count}"
        yield Finding("tags", Kind.ERROR, what, OURS, {"count": len(unscoped)})
    if lost := _lost(read, found):
        what = "cells of tables whose headings cannot be found: {count}"
        yield Finding("tags", Kind.ERROR, what, OURS, {"count": lost})
    if bare := sum(not any(c.role == "TH" for c in cells) for cells in _tables(found) if cells):
        what = "tables without headings: {count}"
        yield Finding("tags", Kind.ERROR, what, HEADED, {"count": bare})


def _reached(mark: Mark, known: set[tuple[int | None, int]]) -> bool:
    """Whether a part of the structure holds what was painted, or it is decoration."""
    if isinstance(mark, Text) and not mark.text.strip():
        return True
    tag = mark.tag
    if tag is None:
        return False
    return tag.artifact or (tag.mcid is not None and (tag.parent, tag.mcid) in known)


def _unscoped(found: tuple[Element, ...]) -> list[Element]:
    """The headings that do not say what they are above, in tables whose cells do not say it."""
    return [
        cell
        for cells in _tables(found)
        if not any(_has(cell, "/Headers") for cell in cells)
        for cell in cells
        if cell.role == "TH" and not _has(cell, "/Scope")
    ]


def _tables(found: tuple[Element, ...]) -> list[list[Element]]:
    """The cells of each table."""
    tables: list[list[Element]] = [[]]
    for each in found:
        if each.role == "Table":
            tables.append([])
        elif each.role in ("TH", "TD"):
            tables[-1].append(each)
    return tables


def _lost(read: Reading, found: tuple[Element, ...]) -> int:
    """How many cells name a heading that the tree of names does not hold."""
    tree = read.root.StructTreeRoot.get("/IDTree")
    known = set() if tree is None else {bytes(name) for name in _names(tree)}
    return sum(
        any(bytes(name) not in known for name in each.get("/Headers", []))
        for cell in found
        if cell.role in ("TH", "TD")
        for each in _kids(cell.source.get("/A"))
    )


def _names(tree: Any) -> Iterator[Any]:
    """The names in a name tree. Source: ISO 32000-1, 7.9.6."""
    yield from list(tree.get("/Names", []))[::2]
    for kid in tree.get("/Kids", []):
        yield from _names(kid)


def _has(cell: Element, name: str) -> bool:
    return any(name in each for each in _kids(cell.source.get("/A")))


def alternatives(read: Reading) -> Checked:
    """Every picture in the structure has a text in its place."""
    figures = [e for e in elements(read.pdf) if e.role in ("Figure", "Formula")]
    silent = [
        e for e in figures
        if not str(e.source.get("/Alt", e.source.get("/ActualText", ""))).strip()
    ]  # fmt: skip
    links = [
        note for page in read.pdf.pages for note in page.obj.get("/Annots", [])
        if str(note.get("/Subtype")) == "/Link" and not str(note.get("/Contents", "")).strip()
    ]  # fmt: skip
    values = {"count": len(figures), "silent": len(silent)}
    what = "pictures without a description for those who cannot see them: {silent} of {count}"
    hint = "Write it at `photo: {{alt: …}}`, or in the theme as the picture's alt"
    findings = [Finding("alt", Kind.ERROR, what, hint, values)] if silent else []
    if links:
        what = "links that do not say where they lead: {count}"
        findings.append(Finding("alt", Kind.ERROR, what, OURS, {"count": len(links)}))
    return checked("alt", "Descriptions of pictures", "{count}", findings, **values)

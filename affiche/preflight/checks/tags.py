"""A reading in; whether a screen reader can read the file, out.

Source: ISO 14289-1 (PDF/UA-1), 7.1 to 7.18; ISO 32000-1, 14.7 to 14.9.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from affiche.errors import Kind
from affiche.preflight.painting.marks import Mark, Text
from affiche.preflight.reading import Reading, checked
from affiche.preflight.report import OURS, Checked, Finding
from affiche.preflight.structure import Element, kids_of

# The roles that every reader knows. Source: ISO 32000-1, 14.8.4.
STANDARD = frozenset(
    """
    Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3
    H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry
    Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form
    """.split()  # noqa: SIM905
)


HEADED = "Give each table a first row that says what is in its columns"


def tags(read: Reading) -> Checked:
    """Everything that is painted is in the structure, or said to be decoration."""
    found = read.elements
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
        for each in kids_of(cell.source.get("/A"))
    )


def _names(tree: Any) -> Iterator[Any]:
    """The names in a name tree. Source: ISO 32000-1, 7.9.6."""
    yield from list(tree.get("/Names", []))[::2]
    for kid in tree.get("/Kids", []):
        yield from _names(kid)


def _has(cell: Element, name: str) -> bool:
    return any(name in each for each in kids_of(cell.source.get("/A")))


def alternatives(read: Reading) -> Checked:
    """Every picture in the structure has a text in its place."""
    figures = [e for e in read.elements if e.role in ("Figure", "Formula")]
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

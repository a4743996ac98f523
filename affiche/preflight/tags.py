"""A reading in; whether a screen reader can read the file, and what the file calls itself, out.

Source: ISO 14289-1 (PDF/UA-1), 7.1 to 7.18; ISO 32000-1, 14.7 to 14.9.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from affiche.errors import Kind
from affiche.preflight.marks import Mark, Text
from affiche.preflight.reading import Reading, checked
from affiche.preflight.report import PDF_UA, PDF_X, Checked, Finding

# The roles that every reader knows. Source: ISO 32000-1, 14.8.4.
STANDARD = frozenset(
    """
    Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3
    H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry
    Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form
    """.split()  # noqa: SIM905
)
LABELS = {
    PDF_UA: re.compile(rb"""(?<!/)pdfuaid:part\s*(?:=\s*["']|>)\s*1"""),
    PDF_X: re.compile(rb"""(?<!/)pdfxid:GTS_PDFXVersion\s*(?:=\s*["']|>)\s*PDF/X-4"""),
    "PDF/A": re.compile(rb"(?<!/)pdfaid:part"),
    "PDF/X": re.compile(rb"""(?<!/)pdfxid:GTS_PDFXVersion\s*(?:=\s*["']|>)\s*(?!PDF/X-4)"""),
    "PDF/UA": re.compile(rb"""(?<!/)pdfuaid:part\s*(?:=\s*["']|>)\s*(?!1)"""),
}
# What a label stands for: the checks that have to pass.
NEEDS = {
    PDF_UA: ("fonts", "tags", "alt", "language", "title"),
    PDF_X: ("boxes", "fonts", "colour", "intent", "still", "title"),
}


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
    return tuple(_below(root.get("/K"), roles, number_of(pdf.pages[0].obj), set()))


def number_of(holder: Any) -> int | None:
    """The number of a page or a form in the parent tree."""
    number = holder.get("/StructParents")
    return None if number is None else int(number)


def _below(
    kid: Any, roles: dict[str, str], parent: int | None, seen: set[Any]
) -> Iterator[Element]:
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
        yield Element(roles.get(role, role), each, tuple(_contents(kids, here)))
        yield from _below(kids, roles, here, seen)


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
        findings.append(Finding("tags", Kind.ERROR, what))
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
        what = "a screen reader does not find {count} parts of the sheet: {text}"
        hint = "In the theme: no opacity on elements that hold text"
        yield Finding("tags", Kind.ERROR, what, hint, values)
    roles = {element.role for element in found}
    if roles - STANDARD:
        what = "the structure has unknown parts: {roles}"
        yield Finding("tags", Kind.ERROR, what, "", {"roles": tuple(sorted(roles - STANDARD))})
    levels = [int(e.role[1]) for e in found if re.fullmatch(r"H[1-6]", e.role)]
    jumps = [b for a, b in zip([0, *levels], levels, strict=False) if b > a + 1]
    if jumps:
        what = "a heading of level {level} comes where a higher one belongs"
        yield Finding("tags", Kind.ERROR, what, "", {"level": jumps[0]})
    unscoped = _unscoped(found)
    if unscoped:
        what = "{count} headings of tables do not say what they are the heading of"
        yield Finding("tags", Kind.ERROR, what, "", {"count": len(unscoped)})


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
    tables: list[list[Element]] = [[]]
    for each in found:
        if each.role == "Table":
            tables.append([])
        elif each.role in ("TH", "TD"):
            tables[-1].append(each)
    return [
        cell
        for cells in tables
        if not any(_has(cell, "/Headers") for cell in cells)
        for cell in cells
        if cell.role == "TH" and not _has(cell, "/Scope")
    ]


def _has(cell: Element, name: str) -> bool:
    return any(name in each for each in _kids(cell.source.get("/A")))


def alternatives(read: Reading) -> Checked:
    """Every picture in the structure has a text in its place."""
    figures = [e for e in elements(read.pdf) if e.role in ("Figure", "Formula")]
    silent = [
        e for e in figures
        if not str(e.source.get("/Alt", e.source.get("/ActualText", ""))).strip()
    ]  # fmt: skip
    values = {"count": len(figures), "silent": len(silent)}
    what = "{silent} of {count} pictures have no description for those who cannot see them"
    hint = "Write it at `photo: {{alt: …}}`, or in the theme as the picture's alt"
    findings = [Finding("alt", Kind.ERROR, what, hint, values)] if silent else []
    return checked("alt", "Descriptions of pictures", "{count}", findings, **values)


def language(read: Reading) -> Checked:
    """The file says in which language it is."""
    found, want = str(read.root.get("/Lang", "")), read.expected.language
    values = {"found": found or "–", "wanted": want}
    what = "the file says its language is {found}, not {wanted}"
    wrong = found.lower() != want.lower()
    findings = [Finding("language", Kind.ERROR, what, "", values)] if wrong else []
    return checked("language", "Language", "{found}", findings, **values)


def title(read: Reading) -> Checked:
    """The file has its title, in both places where programs look."""
    want = read.expected.title
    info = read.pdf.trailer.get("/Info", {})
    found = str(info.get("/Title", "")) or "–"
    shown = bool(read.root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False))
    values = {"found": found, "wanted": want}
    findings = []
    if found != want or b"dc:title" not in xmp(read):
        what = "the title in the file is {found}, not {wanted}"
        findings.append(Finding("title", Kind.ERROR, what, "", values))
    if read.expected.tagged and not shown:
        what = "the file shows its file name instead of its title"
        findings.append(Finding("title", Kind.ERROR, what))
    return checked("title", "Title", "{found}", findings, **values)


def xmp(read: Reading) -> bytes:
    """The file's description of itself, or nothing."""
    metadata = read.root.get("/Metadata")
    return b"" if metadata is None else bytes(metadata.read_bytes())


def still(read: Reading) -> Checked:
    """Nothing in a printer's file moves, asks or leads elsewhere."""
    found = [
        *(f"/{name}" for name in ("JavaScript", "EmbeddedFiles", "AP")
          if f"/{name}" in read.root.get("/Names", {})),
        *(name for name in ("/OpenAction", "/AA", "/AcroForm", "/OCProperties", "/Encrypt")
          if name in read.root or name in read.pdf.trailer),
        *(str(note.get("/Subtype")) for page in read.pdf.pages
          for note in page.obj.get("/Annots", [])),
    ]  # fmt: skip
    values = {"found": ", ".join(sorted(set(found))) or "–"}
    what = "a printer's file may not hold {found}"
    findings = [Finding("still", Kind.ERROR, what, "", values)] if found else []
    return checked("still", "Nothing but the print", "{found}", findings, **values)


def labels(read: Reading, before: tuple[Checked, ...]) -> Checked:
    """The file only calls itself what the checks `before` have shown it to be."""
    said = [name for name, pattern in LABELS.items() if pattern.search(xmp(read))]
    failed = {check.check for check in before if not check.passed}
    done = {check.check for check in before}
    findings = [_unproven(name) for name in said if name not in read.expected.labels]
    findings += [
        _unproven(name)
        for name in said
        if name in read.expected.labels
        and (failed.intersection(NEEDS[name]) or not done.issuperset(NEEDS[name]))
    ]
    findings += [
        Finding("label", Kind.ERROR, "the file does not call itself {label}", "", {"label": name})
        for name in read.expected.labels
        if name not in said
    ]
    return checked("label", "Label", "{labels}", findings, labels=", ".join(said) or "–")


def _unproven(name: str) -> Finding:
    what = "the file calls itself {label}, and that is not so"
    return Finding("label", Kind.ERROR, what, "", {"label": name})

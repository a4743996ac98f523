"""A Word document (.docx) in; its Markdown, and what its readers do not see, out.

Read with the standard library: a .docx is a zip of XML (ECMA-376, part 1, section 17). Headings,
lists, tables, emphasis, links, notes at the foot, comments and text boxes are kept; what was
deleted with changes tracked is not the text any more.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from affiche.importing.formats import drawn

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
OLD = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
EITHER = OLD.replace("Fallback", "AlternateContent")
LARGEST = 40_000_000  # bytes of one part, unpacked
_HEADING = re.compile(r"(?:heading|kop|überschrift|titre|título|titolo)\s*(\d)", re.I)
_TITLE = re.compile(r"title|titel|titre principal|título", re.I)


class UnreadableWordError(Exception):
    """This is no Word document, or a broken one."""


@dataclass
class _Document:
    """The parts of a document that its text is put together from."""

    styles: dict[str, str] = field(default_factory=dict)
    numbered: dict[str, bool] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)


def read(raw: bytes) -> tuple[str, tuple[str, ...], dict[str, bytes]]:
    """The text as Markdown, its comments, and its pictures by the address that the text has of
    them. Raises UnreadableWordError."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            body = _part(archive, "word/document.xml")
            if body is None:
                raise UnreadableWordError
            pictures = _pictures(archive)
            document = _Document(
                _styles(archive), _numbering(archive), _links(archive),
                {name: address for name, (address, _) in pictures.items()},
            )  # fmt: skip
            text = "\n\n".join(_blocks(body.find(f"{W}body"), document))
            besides = [
                _flat(_part(archive, f"word/{name}.xml"))
                for name in ("comments", "footnotes", "endnotes")
            ]
            margins = [_flat(_part(archive, name)) for name in sorted(archive.namelist())
                       if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name)]  # fmt: skip
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, OSError, EOFError, ValueError,
            NotImplementedError, RuntimeError) as error:  # fmt: skip
        raise UnreadableWordError from error
    return text, tuple(one for one in (*besides, *margins) if one), dict(pictures.values())


def _part(archive: zipfile.ZipFile, name: str) -> Element | None:
    """One part; None when the document has none. What would unpack to too much is refused."""
    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    with archive.open(info) as opened:
        raw = opened.read(LARGEST + 1)
    if len(raw) > LARGEST or b"<!DOCTYPE" in raw[:2000] or b"<!ENTITY" in raw:
        raise UnreadableWordError
    return ElementTree.fromstring(raw)


def _styles(archive: zipfile.ZipFile) -> dict[str, str]:
    root = _part(archive, "word/styles.xml")
    found = {}
    for style in root.iter(f"{W}style") if root is not None else ():
        name = style.find(f"{W}name")
        if name is not None:
            found[style.get(f"{W}styleId", "")] = name.get(f"{W}val", "")
    return found


def _numbering(archive: zipfile.ZipFile) -> dict[str, bool]:
    """List → whether it counts."""
    root = _part(archive, "word/numbering.xml")
    if root is None:
        return {}
    kinds = {}
    for abstract in root.iter(f"{W}abstractNum"):
        form = abstract.find(f"{W}lvl/{W}numFmt")
        kinds[abstract.get(f"{W}abstractNumId")] = form is not None and form.get(f"{W}val") not in (
            "bullet",
            "none",
        )
    found = {}
    for number in root.iter(f"{W}num"):
        link = number.find(f"{W}abstractNumId")
        found[number.get(f"{W}numId", "")] = bool(
            link is not None and kinds.get(link.get(f"{W}val"))
        )
    return found


def _links(archive: zipfile.ZipFile) -> dict[str, str]:
    root = _part(archive, "word/_rels/document.xml.rels")
    if root is None:
        return {}
    return {
        one.get("Id", ""): one.get("Target", "")
        for one in root
        if one.get("TargetMode") == "External"
    }


def _pictures(archive: zipfile.ZipFile) -> dict[str, tuple[str, bytes]]:
    """The pictures that belong to the document: their id → address and bytes."""
    root = _part(archive, "word/_rels/document.xml.rels")
    found: dict[str, tuple[str, bytes]] = {}
    names, left = set(archive.namelist()), LARGEST
    for one in root if root is not None else ():
        name = posixpath.normpath(posixpath.join("word", one.get("Target", "")))
        if name not in names or not one.get("Type", "").endswith("/image"):
            continue
        with archive.open(name) as opened:
            raw = opened.read(left + 1)
        if len(raw) <= left:
            left -= len(raw)
            found[one.get("Id", "")] = (re.sub(r"[\s()<>]", "-", name), raw)
    return found


def _blocks(body: Element | None, document: _Document) -> Iterator[str]:
    """Paragraphs and tables, in order; items of one list stand together."""
    items: list[str] = []
    for block in _unwrapped(body):
        if block.tag == f"{W}tbl":
            if items:
                yield "\n".join(items)
                items = []
            yield _table(block, document)
            continue
        text, item = _paragraph(block, document)
        if item and text:
            items.append(text)
            continue
        if items:
            yield "\n".join(items)
            items = []
        if text:
            yield text
        yield from _boxes(block, document)
    if items:
        yield "\n".join(items)


def _unwrapped(body: Element | None) -> Iterator[Element]:
    """Paragraphs and tables, also those in a control for content."""
    for child in body if body is not None else ():
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag == f"{W}sdt":
            yield from _unwrapped(child.find(f"{W}sdtContent"))
        elif child.tag in (f"{W}ins", f"{W}smartTag", f"{W}customXml"):
            yield from _unwrapped(child)


def _boxes(block: Element, document: _Document) -> Iterator[str]:
    """The text of boxes that hang on a paragraph; Word keeps a second one of each for itself."""
    fallback = {
        id(box) for old in block.iter(OLD)
        for box in old.iter(f"{W}txbxContent")
    }  # fmt: skip
    for box in block.iter(f"{W}txbxContent"):
        if id(box) not in fallback:
            yield from _blocks(box, document)


def _paragraph(block: Element, document: _Document) -> tuple[str, bool]:
    """A paragraph as Markdown, and whether it is an item of a list."""
    text = _runs(block, document).strip()
    style = block.find(f"{W}pPr/{W}pStyle")
    name = (
        document.styles.get(style.get(f"{W}val", ""), style.get(f"{W}val", ""))
        if style is not None
        else ""
    )
    level = _level(block, name)
    if not text:
        return "", False
    if level:
        return f"{'#' * level} {drawn.unloud(text)}", False
    number = block.find(f"{W}pPr/{W}numPr/{W}numId")
    if (number is not None and number.get(f"{W}val") != "0") or "list" in name.lower():
        deep = block.find(f"{W}pPr/{W}numPr/{W}ilvl")
        depth = int(deep.get(f"{W}val", "0")) if deep is not None else 0
        counts = number is not None and document.numbered.get(number.get(f"{W}val", ""), False)
        flat = " ".join(text.split())
        return f"{'    ' * depth}{'1.' if counts else '-'} {flat}", True
    if "quote" in name.lower() or "citaat" in name.lower():
        return "\n".join(f"> {line}" for line in text.split("\n")), False
    return drawn.escaped(text), False


def _level(block: Element, style: str) -> int:
    found = _HEADING.search(style)
    if found:
        return min(int(found[1]), 6)
    if _TITLE.fullmatch(style):
        return 1
    outline = block.find(f"{W}pPr/{W}outlineLvl")
    level = int(outline.get(f"{W}val", "9")) if outline is not None else 9
    return level + 1 if level < 6 else 0


def _runs(block: Element, document: _Document) -> str:
    """The text of a paragraph with its emphasis and links; what was deleted is left out."""
    parts: list[str] = []
    for child in block:
        if child.tag == f"{W}r":
            parts.append(_run(child, document))
        elif child.tag == f"{W}hyperlink":
            said = _runs(child, document)
            address = document.links.get(child.get(f"{R}id", ""), "")
            parts.append(f"[{said}]({address})" if address and said.strip() else said)
        elif child.tag in (f"{W}ins", f"{W}smartTag", f"{W}fldSimple", f"{W}customXml"):
            parts.append(_runs(child, document))
        elif child.tag == f"{W}sdt":
            inside = child.find(f"{W}sdtContent")
            parts.append(_runs(inside, document) if inside is not None else "")
    joined = "".join(parts)
    return re.sub(r"\*\*(\s*)\*\*", r"\1", joined)


def _run(run: Element, document: _Document) -> str:
    text = ""
    for child in run:
        if child.tag == f"{W}t":
            text += child.text or ""
        elif child.tag in (f"{W}br", f"{W}cr"):
            text += "\n"
        elif child.tag == f"{W}tab":
            text += " "
        elif child.tag == f"{W}noBreakHyphen":
            text += "-"
        elif child.tag in (f"{W}drawing", f"{W}pict", EITHER):
            text += _picture(child, document)
    bold = run.find(f"{W}rPr/{W}b")
    loud = bold is not None and bold.get(f"{W}val") not in ("0", "false")
    bare = text.strip()
    if not loud or not bare or "\n" in bare or "*" in bare:
        return text
    return text.replace(bare, f"**{bare}**", 1)


def _picture(frame: Element, document: _Document) -> str:
    """A picture as Markdown, with what Word says of it to who cannot see it."""
    said = next((one.get("descr", "") for one in frame.iter() if one.get("descr")), "")
    ids = (one.get(f"{R}embed") or one.get(f"{R}id") or "" for one in frame.iter())
    address = next((document.pictures[one] for one in ids if one in document.pictures), "")
    alt = re.sub(r"[\[\]\s]+", " ", said).strip()
    return f"![{alt}]({address})" if address else ""


def _table(table: Element, document: _Document) -> str:
    """A table as Markdown; one of a single column is what its cells say."""
    rows = []
    for row in table.findall(f"{W}tr"):
        rows.append(["\n\n".join(_blocks(cell, document)) for cell in row.findall(f"{W}tc")])
    return drawn.table(rows)


def _flat(root: Element | None) -> str:
    """All the text of a part, a paragraph a line."""
    if root is None:
        return ""
    lines = ("".join(t.text or "" for t in p.iter(f"{W}t")).strip() for p in root.iter(f"{W}p"))
    return "\n".join(line for line in lines if line)

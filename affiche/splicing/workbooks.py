"""A spreadsheet (.xlsx, .ods) and new texts for some of its cells in; it with those, out.

Of the archive only the parts with those cells are other bytes, and in them only the cells. What a
book of Excel keeps once for all cells that say the same goes when no other cell says it: it is left
empty, since cells know it by its number. Sources: ECMA-376, part 1, 18.3.1.4 (cells) and 18.4
(shared texts); OASIS OpenDocument 1.3, part 3, 9.1.4.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from html import escape
from itertools import product

from affiche.measures.tables.books import letters
from affiche.splicing import archives
from affiche.splicing.archives import UnsafeError
from affiche.splicing.markup import Element, elements, spliced

Texts = Mapping[str, str]  # a cell ("Blad1!B3") → what it says from now on; "" empties it
Piece = tuple[int, int, bytes]
SHARED = "xl/sharedStrings.xml"
# What a book is not changed with: programs in it, and signatures, which would not hold any more.
_KEEPS = re.compile(r"vbaProject\.bin$|^_xmlsignatures/|^META-INF/.*signatures\.xml$|^Basic/")
_TYPE = re.compile(rb"\s(?:\w+:)?(?:t|value-type|string-value)=(?:\"[^\"]*\"|'[^']*')")
_STRING = re.compile(rb"\s(?:\w+:)?string-value=(?:\"[^\"]*\"|'[^']*')")
LARGEST = 20_000_000  # bytes of a page of OpenDocument, which is kept whole
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def changed(raw: bytes, texts: Texts, closed: Callable[[str], bool]) -> bytes:
    """The book with these texts, and without shared ones that no cell says and that are `closed`.
    A cell that a formula fills, or that is written as one with others, stays as it was.
    Raises UnsafeError for a book that had better not be changed."""
    parts = archives.parts(raw)
    if any(map(_KEEPS.search, parts)):
        raise UnsafeError("programs or signatures in it")
    try:
        if "content.xml" in parts:
            made = {"content.xml": _open_document(parts["content.xml"], texts)}
        else:
            made = _excel(parts, texts, closed)
    except (KeyError, ValueError) as wrong:  # a part that is not there, a number that is none
        raise UnsafeError(str(wrong)) from None
    return archives.replaced(raw, {n: new for n, new in made.items() if new != parts[n]})


# Excel -------------------------------------------------------------------------------------


def _excel(
    parts: Mapping[str, bytes], texts: Texts, closed: Callable[[str], bool]
) -> dict[str, bytes]:
    made: dict[str, bytes] = {}
    gone, left = set[int](), set[int]()  # numbers of shared texts; `left`: some cell says it still
    for page, name in _pages(parts):
        pieces: list[Piece] = []
        for place, cell in _cells(parts[name]):
            new = texts.get(f"{page}!{place}")
            if new is None or cell.all("f"):
                left |= _shared(cell)
                continue
            gone |= _shared(cell)
            pieces.append(_written(parts[name], cell, new))
        made[name] = spliced(parts[name], pieces)
    if SHARED in parts:
        made[SHARED] = spliced(parts[SHARED], [
            (one.opened, one.closed, f"<{one.prefix}t/>".encode())
            for number, one in enumerate(elements(parts[SHARED], {"si"}))
            if number not in left and (number in gone or closed(one.text))
        ])  # fmt: skip
    return made


def _pages(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """The name of each page of cells, and the part that it is."""
    sheets = elements(parts["xl/workbook.xml"], {"sheet"})
    known = elements(parts["xl/_rels/workbook.xml.rels"], {"Relationship"})
    targets = {one.attributes.get("Id"): one.attributes.get("Target", "") for one in known}
    for sheet in sheets:
        way = next((v for k, v in sheet.attributes.items() if k.rpartition(":")[2] == "id"), "")
        name = posixpath.normpath(posixpath.join("/xl", targets.get(way, ""))).lstrip("/")
        if name in parts and "chartsheets" not in name:
            yield sheet.attributes.get("name", ""), name


def _cells(raw: bytes) -> Iterator[tuple[str, Element]]:
    """Each cell and where it is; one that does not say so stands behind the one before."""
    line = 0
    for row in elements(raw, {"row"}):
        line = int(row.attributes.get("r", line + 1))
        column = 0
        for cell in row.inside:
            said = _REFERENCE.fullmatch(cell.attributes.get("r", ""))
            column = _number(said[1]) if said else column + 1
            yield f"{letters(column - 1)}{line}", cell


def _number(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _shared(cell: Element) -> set[int]:
    """The number of the shared text that a cell says."""
    said = [one.text for one in cell.all("v")] if cell.attributes.get("t") == "s" else []
    return {int(number) for number in said if number.strip().isdecimal()}


def _written(raw: bytes, cell: Element, new: str) -> Piece:
    """The cell with a text of its own, or with none."""
    tag = _TYPE.sub(b"", raw[cell.start : cell.opened]).rstrip(b"/>").rstrip()
    if not new:
        return cell.start, cell.end, tag + b"/>"
    p = cell.prefix
    inside = f'<{p}is><{p}t xml:space="preserve">{escape(new, quote=False)}</{p}t></{p}is>'
    return cell.start, cell.end, tag + f' t="inlineStr">{inside}</{p}c>'.encode()


# OpenDocument ------------------------------------------------------------------------------


def _open_document(raw: bytes, texts: Texts) -> bytes:
    if len(raw) > LARGEST:
        raise UnsafeError("large")
    pieces: list[Piece] = []
    for table in elements(raw, {"table"}):
        page, line = table.attributes.get("table:name", ""), 1
        for row in table.all("table-row"):
            down = _times(row, "rows")
            column = 0
            for cell in row.inside:
                across = _times(cell, "columns")
                place = f"{page}!{letters(column)}{line}"
                if place in texts:
                    where = product(range(column, column + across), range(line, line + down))
                    if {texts.get(f"{page}!{letters(c)}{n}") for c, n in where} == {texts[place]}:
                        pieces += _open_cell(raw, cell, texts[place])
                column += across
            line += down
    return spliced(raw, pieces)


def _times(one: Element, what: str) -> int:
    said = one.attributes.get(f"table:number-{what}-repeated", "1")
    return int(said) if said.isdecimal() else 1


def _open_cell(raw: bytes, cell: Element, new: str) -> Iterator[Piece]:
    lines = [one for one in cell.inside if one.name == "p"]
    said = new.split("\n") if new else []
    if "table:formula" in cell.attributes or (said and len(said) != len(lines)):
        return
    says = _STRING if new else _TYPE
    yield cell.start, cell.opened, says.sub(b"", raw[cell.start : cell.opened])
    for number, one in enumerate(lines):
        if new:
            yield one.opened, one.closed, escape(said[number], quote=False).encode()
        else:
            yield one.start, one.end, b""

"""The bytes of a spreadsheet in; it, opened, or why it cannot be, out.

What reads it (calamine) lays a page of Excel out as a rectangle of cells, up to the last that is
filled. A number in the last cell of the last row makes that 17 milliards of them, and takes the
whole program down, past every `except`. So it is looked at first: how much it unpacks to, and how
far its pages go. Source: ECMA-376, part 1, section 18.3.1. Of .ods the reader itself takes care;
.xlsb, which is no text, is not read.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from typing import Any
from xml.etree import ElementTree

UNPACKED = 600_000_000  # bytes, of all parts
MOST = 25_000_000  # cells of a page: a million rows of 24 columns
CHUNK = 1 << 20
OVERLAP = 2_000  # bytes of a chunk that are looked at again: an element may be cut in two
_CELL = re.compile(rb"<(?:\w+:)?c\s[^<>]*?\br=[\"']([A-Za-z]{1,3})(\d{1,7})[\"']")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^<>]*?\br=[\"'](\d{1,7})[\"']")
# Of a row that is hidden without being empty: empty ones have no cells. In .ods all pages are one
# part: also where a page begins.
_HIDDEN = re.compile(
    rb"<(?:\w+:)?row\s[^<>]*?\bhidden=[\"'](?:1|true)[\"'][^<>/]*>\s*<(?:\w+:)?c[\s>]"
    rb"|<table:table-row\s[^<>]*?table:visibility=[\"'](?:filter|collapse)[\"']"
    rb"|<table:table\s[^<>]*?table:name=(?P<mark>[\"'])(?P<page>.*?)(?P=mark)"
)


class UnreadableBookError(Exception):
    """It cannot be read: (what, hint, values)."""

    def __init__(self, what: str, hint: str, **values: object) -> None:
        super().__init__(what)
        self.what, self.hint, self.values = what, hint, values


def opened(raw: bytes) -> Any:
    """The book, as calamine has it. Raises UnreadableBookError."""
    return opened_and_seen(raw)[0]


def opened_and_seen(raw: bytes) -> tuple[Any, frozenset[str]]:
    """The book, and the pages of it with hidden rows, which the reader reads as well. Raises
    UnreadableBookError."""
    import python_calamine

    try:
        hidden = _look(raw)
        return python_calamine.load_workbook(io.BytesIO(raw)), hidden
    except UnreadableBookError:
        raise
    except Exception:  # what a broken file makes the reader raise differs by kind
        raise broken() from None


def filled(raw: bytes) -> Iterator[tuple[str, object]]:
    """Each filled cell and where it is: "Blad1!B3"; none of a book that cannot be opened, which a
    check tells of."""
    try:
        book = opened(raw)
        pages = [(name, book.get_sheet_by_name(name)) for name in book.sheet_names]
    except Exception:  # what a broken file makes the reader raise differs by kind
        return
    for name, page in pages:
        for line, row in enumerate(page.to_python(skip_empty_area=False), 1):
            for number, cell in enumerate(row):
                if cell != "":
                    yield f"{name}!{letters(number)}{line}", cell


def broken() -> UnreadableBookError:
    """That it is no spreadsheet, or one that is damaged or locked."""
    return UnreadableBookError(
        "this spreadsheet cannot be opened",
        "Open it in Excel or LibreOffice, and save it anew as .xlsx without a password",
    )


def _look(raw: bytes) -> frozenset[str]:
    """The pages with hidden rows. Raises UnreadableBookError for a book that is larger inside than
    any that people make."""
    if raw[:2] != b"PK":  # of the old form a page has 256 columns and 65,536 rows at most
        return frozenset()
    left, hidden = UNPACKED, set()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        for part in archive.infolist():
            if part.filename == "xl/workbook.bin":
                raise broken()
            rows, columns, before, page = 0, 0, b"", part.filename
            for chunk in _unpacked(raw, part):
                left -= len(chunk)
                if left < 0:
                    raise UnreadableBookError(
                        "this spreadsheet unpacks to more than {most} MB",
                        "Leave in it what is needed, and save it anew", most=UNPACKED // 1_000_000,
                    )  # fmt: skip
                down, across = _extent(before + chunk)
                for found in _HIDDEN.finditer(before + chunk):
                    if found.end() <= len(before):  # seen with the chunk before
                        continue
                    if found["page"] is None:
                        hidden.add(page)
                    else:
                        page = unescape(found["page"].decode("utf-8", "replace"))
                rows, columns = max(rows, down), max(columns, across)
                before = chunk[-OVERLAP:]
            if rows * columns > MOST:
                raise UnreadableBookError(
                    "a page of this spreadsheet goes on to row {rows} and column {columns}, which "
                    "is more than can be read",
                    "Delete the rows and columns behind your table (Ctrl-End shows where the page "
                    "ends), and save it anew", rows=rows, columns=letters(columns - 1),
                )  # fmt: skip
        of_excel = "xl/workbook.xml" in archive.namelist()
        return frozenset(_named(archive, hidden) if of_excel else hidden)


def _named(archive: zipfile.ZipFile, parts: set[str]) -> Iterator[str]:
    """The pages of a book of Excel that these parts of it hold. Source: ECMA-376, part 1, 18.2.19
    and part 2, 6.5."""
    if not parts:
        return
    related = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    held = {one.get("Id"): posixpath.join("/xl", one.get("Target", "")) for one in related}
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        part = next((held.get(id_, "") for key, id_ in sheet.items() if key.endswith("}id")), "")
        if posixpath.normpath(part).lstrip("/") in parts:
            yield sheet.get("name", "")


def _unpacked(raw: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """What a part really holds, whatever it says of its size."""
    start = part.header_offset
    name, more = struct.unpack_from("<HH", raw, start + 26)
    packed = raw[start + 30 + name + more :][: part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        yield from (packed[at : at + CHUNK] for at in range(0, len(packed), CHUNK))
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise broken()
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    while packed and not unpacking.eof:
        yield unpacking.decompress(packed, CHUNK)
        packed = unpacking.unconsumed_tail


def _extent(text: bytes) -> tuple[int, int]:
    """The last row and column of which a piece of a page speaks; 0 for none."""
    rows = max(map(int, _ROW.findall(text)), default=0)
    cells = _CELL.findall(text)
    if not cells:
        return rows, 0
    named, numbers = zip(*cells, strict=True)
    return max(rows, *map(int, numbers)), max(map(_column, set(named)))


def _column(name: bytes) -> int:
    """The number of a column, from 1: A, B … Z, AA."""
    number = 0
    for letter in name.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def letters(number: int) -> str:
    """What a spreadsheet calls a column, from 0: A, B … Z, AA."""
    called = ""
    while number >= 0:
        called = chr(ord("A") + number % 26) + called
        number = number // 26 - 1
    return called

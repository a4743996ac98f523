"""A PDF's bytes in; everything that can be read in it out, as (part, text or bytes).

Text is drawn as numbers of glyphs; each font's ToUnicode table says which letters they are.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

BYTES_IN_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
RANGE = re.compile(rb"<([^>]*)>\s*<([^>]*)>\s*(?:<([^>]*)>|\[([^\]]*)\])")
# Operators after which text stands elsewhere.
MOVES = frozenset(("BT", "ET", "Td", "TD", "Tm", "T*"))
Cmap = Mapping[int, str]


def parts(content: bytes) -> Iterator[tuple[str, str | bytes]]:
    """What is drawn, every string (metadata, names, alternative texts, addresses), every stream
    that is no drawing (attachments, pictures, XMP). Nothing for what is no PDF."""
    import pikepdf

    try:
        document = pikepdf.open(io.BytesIO(content))
    except pikepdf.PdfError:
        return
    with document:
        for number, page in enumerate(document.pages, start=1):
            yield f"page {number}", _drawn(page.obj, page.obj, pikepdf)
        strings: list[str] = []
        for thing in document.objects:
            _strings(thing, strings, pikepdf, 0)
            if isinstance(thing, pikepdf.Stream):
                yield from _stream(thing, pikepdf)
        _strings(document.trailer, strings, pikepdf, 0)
        yield "metadata", "\n".join(strings)


def _stream(stream: Any, pikepdf: Any) -> Iterator[tuple[str, str | bytes]]:
    kind, subtype = str(stream.get("/Type", "")), str(stream.get("/Subtype", ""))
    if subtype == "/Form" or kind == "/Pattern":
        yield "drawing", _drawn(stream, stream, pikepdf)
    elif subtype == "/Image":
        # A JPEG is in there as the file that it was; other pictures are bare pixels.
        if "/DCTDecode" in str(stream.get("/Filter", "")) or "/JPXDecode" in str(
            stream.get("/Filter", "")
        ):
            yield "picture", stream.read_raw_bytes()
    else:
        try:
            yield kind.strip("/") or "stream", stream.read_bytes()
        except pikepdf.PdfError:
            yield kind.strip("/") or "stream", stream.read_raw_bytes()


def _strings(thing: Any, found: list[str], pikepdf: Any, depth: int) -> None:
    """Every string in an object; what it refers to is an object of its own."""
    if depth > 40:
        return
    if isinstance(thing, pikepdf.String):
        found.append(str(thing))
    elif isinstance(thing, pikepdf.Stream | pikepdf.Dictionary):
        held = thing.stream_dict if isinstance(thing, pikepdf.Stream) else thing
        for _, value in held.items():
            if not getattr(value, "is_indirect", False):
                _strings(value, found, pikepdf, depth + 1)
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            if not getattr(value, "is_indirect", False):
                _strings(value, found, pikepdf, depth + 1)


# What is drawn -----------------------------------------------------------------------------


def _drawn(holder: Any, stream: Any, pikepdf: Any) -> str:
    """The text that a page or a form draws, a line for each place."""
    fonts = _fonts(holder, pikepdf)
    cmap: tuple[int, Cmap] = (1, {})
    text: list[str] = []
    try:
        instructions = pikepdf.parse_content_stream(stream)
    except pikepdf.PdfError:
        return ""
    for instruction in instructions:
        operator = str(instruction.operator)
        operands: list[Any] = list(getattr(instruction, "operands", ()))
        if operator == "Tf":
            cmap = fonts.get(str(operands[0]), (1, {}))
        elif operator in ("Tj", "'", '"', "TJ"):
            text.extend(_shown(operand, cmap, pikepdf) for operand in operands)
        elif operator in MOVES:
            text.append("\n")
        elif operator in ("BDC", "DP"):
            said: list[str] = []
            for operand in operands:
                _strings(operand, said, pikepdf, 0)
            text.extend(f"\n{one}\n" for one in said)
    return "".join(text)


def _shown(operand: Any, cmap: tuple[int, Cmap], pikepdf: Any) -> str:
    if isinstance(operand, pikepdf.Array):
        return "".join(_shown(one, cmap, pikepdf) for one in operand)
    if not isinstance(operand, pikepdf.String):
        return ""
    width, letters = cmap
    codes = bytes(operand)
    numbers = (int.from_bytes(codes[at : at + width], "big") for at in range(0, len(codes), width))
    if letters:
        return "".join(letters.get(number, "") for number in numbers)
    return codes.decode("cp1252", "ignore")


def _fonts(holder: Any, pikepdf: Any) -> dict[str, tuple[int, Cmap]]:
    """Font name → (bytes in a code, code → letters), for a page (and its parents) or a form."""
    found: dict[str, tuple[int, Cmap]] = {}
    while holder is not None:
        resources = holder.get("/Resources")
        fonts = resources.get("/Font") if resources is not None else None
        for name, font in fonts.items() if fonts is not None else ():
            if name not in found:
                width = 2 if str(font.get("/Subtype", "")) == "/Type0" else 1
                table = font.get("/ToUnicode")
                held = isinstance(table, pikepdf.Stream)
                found[name] = (width, to_unicode(table.read_bytes()) if held else {})
        holder = holder.get("/Parent")
    return found


def to_unicode(table: bytes) -> Cmap:
    """Code → letters. Source: Adobe Technical Note 5411, ToUnicode mapping files."""
    letters: dict[int, str] = {}
    for section in SECTION.finditer(table):
        if section[1] == b"bfchar":
            codes = BYTES_IN_HEX.findall(section[2])
            for code, value in zip(codes[::2], codes[1::2], strict=False):
                letters[int(code, 16)] = _utf16(value)
            continue
        for first, last, start, each in RANGE.findall(section[2]):
            low, high = int(first, 16), min(int(last, 16), int(first, 16) + 0xFFFF)
            if each:
                for code, value in zip(
                    range(low, high + 1), BYTES_IN_HEX.findall(each), strict=False
                ):
                    letters[code] = _utf16(value)
            else:
                begin = _utf16(start)
                for code in range(low, high + 1):
                    letters[code] = begin[:-1] + chr(ord(begin[-1]) + code - low) if begin else ""
    return letters


def _utf16(value: bytes) -> str:
    digits = re.sub(rb"\s", b"", value).decode()
    return bytes.fromhex(digits + "0" * (len(digits) % 2)).decode("utf-16-be", "ignore")

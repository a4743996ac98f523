"""A font of a PDF in; how wide its glyphs are, what they say, and whether it is embedded, out.

Widths are in thousandths of the font size. Source: ISO 32000-1, 9.6, 9.7 and 9.10.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

FILES = ("/FontFile", "/FontFile2", "/FontFile3")
BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.S)
PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f\s]*)>")
RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(<[0-9A-Fa-f\s]*>|\[[^\]]*\])")


@dataclass(frozen=True)
class Font:
    """A font as a page uses it. `bytes_a_code` is 2 for the composite fonts that we read;
    `procedures` are the glyphs of a Type 3 font, drawn by instructions of their own."""

    name: str
    kind: str
    embedded: bool
    bytes_a_code: int
    widths: Mapping[int, float]
    default_width: float
    texts: Mapping[int, str]
    source: Any = field(repr=False, compare=False)
    named: bool = True

    def codes(self, string: bytes) -> Iterator[int]:
        """The codes of the glyphs that a string shows."""
        step = self.bytes_a_code
        for place in range(0, len(string) - step + 1, step):
            yield int.from_bytes(string[place : place + step], "big")

    def width(self, code: int) -> float:
        return self.widths.get(code, self.default_width)

    def text(self, code: int) -> str:
        """What a glyph says; an unknown one says U+FFFD."""
        return self.texts.get(code, "\ufffd")


def read_font(font: Any) -> Font:
    """A font dictionary, as pikepdf gives it."""
    kind = str(font.get("/Subtype", "")).removeprefix("/")
    texts = to_unicode(font.ToUnicode.read_bytes()) if "/ToUnicode" in font else {}
    name = _name(font)
    if kind == "Type0":
        inner = font.DescendantFonts[0]
        embedded = any(each in inner.get("/FontDescriptor", {}) for each in FILES)
        default = float(inner.get("/DW", 1000))
        widths = dict(_composite_widths(inner.get("/W", [])))
        return Font(name, kind, embedded, 2, widths, default, texts, font, bool(texts))
    embedded = kind == "Type3" or any(each in font.get("/FontDescriptor", {}) for each in FILES)
    first = int(font.get("/FirstChar", 0))
    scale = 1000 * float(font.FontMatrix[0]) if kind == "Type3" else 1.0
    widths = {first + n: float(w) * scale for n, w in enumerate(font.get("/Widths", []))}
    named = bool(texts) or kind == "Type1"
    texts = texts or {code: bytes([code]).decode("latin-1") for code in range(32, 256)}
    return Font(name, kind, embedded, 1, widths, 500.0 if not widths else 0.0, texts, font, named)


def _name(font: Any) -> str:
    """The name without the six letters that mark a subset."""
    if "/BaseFont" not in font:
        return str(font.get("/Name", "Type 3")).removeprefix("/")
    return re.sub(r"^/?([A-Z]{6}\+)?", "", str(font.BaseFont))


def _composite_widths(widths: Any) -> Iterator[tuple[int, float]]:
    """`[c [w1 w2 …] first last w …]`, the two forms of a W array."""
    items = list(widths)
    while len(items) > 1:
        first = int(items[0])
        if hasattr(items[1], "__len__"):
            yield from ((first + n, float(width)) for n, width in enumerate(items[1]))
            items = items[2:]
        else:
            last, width = int(items[1]), float(items[2])
            yield from ((code, width) for code in range(first, last + 1))
            items = items[3:]


def to_unicode(cmap: bytes) -> dict[int, str]:
    """Code → text of a ToUnicode CMap."""
    found: dict[int, str] = {}
    for kind, body in BLOCK.findall(cmap):
        if kind == b"bfchar":
            found |= {int(code, 16): _text(text) for code, text in PAIR.findall(body)}
            continue
        for first, last, text in RANGE.findall(body):
            low, high = int(first, 16), int(last, 16)
            if text.startswith(b"["):
                said = re.findall(rb"<([0-9A-Fa-f\s]*)>", text)
                found |= {low + n: _text(each) for n, each in enumerate(said)}
            else:
                start = _text(text[1:-1])
                for code in range(low, min(high, low + 65535) + 1):
                    found[code] = start[:-1] + chr(ord(start[-1]) + code - low) if start else ""
    return found


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode().replace(" ", "")).decode("utf-16-be", "replace")

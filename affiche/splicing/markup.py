"""Bytes of XML in; its elements with the bytes that they stand on, and what each says, out.

Only what a caller takes (`wanted`) is kept, so that a page of a million cells is read in passing.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from affiche.splicing.archives import UnsafeError

_PIECE = 1 << 20  # bytes
_TAG = re.compile(rb"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")


@dataclass(slots=True)
class Element:
    """An element: `name` without its prefix (`prefix` with its colon), its attributes with theirs,
    bytes `start` to `end`, of which `opened` to `closed` are its inside; the texts in it, and the
    elements."""

    name: str
    prefix: str
    attributes: dict[str, str]
    start: int
    opened: int = 0
    closed: int = 0
    end: int = 0
    said: list[str] = field(default_factory=list)
    inside: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What stands in the element itself and in those in it."""
        return "".join([*self.said, *(one.text for one in self.inside)])

    def all(self, name: str) -> list[Element]:
        """The elements of a name in it, however deep."""
        found = [one for child in self.inside for one in child.all(name)]
        return [self, *found] if self.name == name else found


def elements(raw: bytes, wanted: Container[str]) -> Iterator[Element]:
    """The outermost elements of these names, in order. Raises UnsafeError for what is no XML in
    UTF-8, or has declarations of its own."""
    reader = _Reader(raw, wanted)
    for at in range(0, len(raw), _PIECE):
        reader.read(at)
        yield from reader.found
        reader.found.clear()


class _Reader:
    """Reads a text piece by piece, and keeps in `found` what was wanted and has ended."""

    def __init__(self, raw: bytes, wanted: Container[str]) -> None:
        self.raw, self.wanted = raw, wanted
        self.found: list[Element] = []
        self._open: list[Element] = []
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._says
        parser.StartDoctypeDeclHandler = _declared
        parser.XmlDeclHandler = _encoded
        if raw.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
            raise UnsafeError("UTF-16")

    def read(self, at: int) -> None:
        """The piece from byte `at` on."""
        try:
            self._parser.Parse(self.raw[at : at + _PIECE], at + _PIECE >= len(self.raw))
        except expat.ExpatError as error:
            raise UnsafeError(str(error)) from None

    def _start(self, whole: str, attributes: dict[str, str]) -> None:
        prefix, colon, name = whole.rpartition(":")
        if not self._open and name not in self.wanted:
            return
        at = self._parser.CurrentByteIndex
        tag = _TAG.match(self.raw, at)
        if tag is None:
            raise UnsafeError("a tag is not where it should be")
        one = Element(name, prefix + colon, attributes, at, tag.end())
        if self._open:
            self._open[-1].inside.append(one)
        self._open.append(one)

    def _end(self, whole: str) -> None:
        if not self._open:
            return
        one = self._open.pop()
        if not self._open:
            self.found.append(one)
        at = self._parser.CurrentByteIndex
        if self.raw[one.opened - 2 : one.opened] == b"/>":
            one.closed = one.end = one.opened
            return
        tag = _TAG.match(self.raw, at)
        if tag is None:
            raise UnsafeError("a tag is not where it should be")
        one.closed, one.end = at, tag.end()

    def _says(self, text: str) -> None:
        if self._open:
            self._open[-1].said.append(text)


def texts(raw: bytes) -> list[str]:
    """Every text and every value of an attribute. Raises UnsafeError."""
    found: list[str] = []
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: found.extend(attributes.values())
    parser.CharacterDataHandler = found.append
    parser.StartDoctypeDeclHandler = _declared
    try:
        parser.Parse(raw, True)
    except expat.ExpatError as error:
        raise UnsafeError(str(error)) from None
    return found


def spliced(raw: bytes, pieces: Iterable[tuple[int, int, bytes]]) -> bytes:
    """The bytes with others from `start` to `end` in each of these places."""
    made, last = [], 0
    for start, end, new in sorted(pieces):
        made += [raw[last:start], new]
        last = end
    return b"".join([*made, raw[last:]])


def _declared(*_: object) -> None:
    raise UnsafeError("declarations")


def _encoded(_version: str, encoding: str | None, _alone: int) -> None:
    if (encoding or "utf-8").lower() not in ("utf-8", "utf8", "us-ascii"):
        raise UnsafeError("another encoding")

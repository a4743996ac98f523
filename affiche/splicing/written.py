"""A file in; its text with LF line ends, and the same file with pieces out of it, out.

A file is read as the build reads it, and written back in its own encoding, with its own line ends
and mark: only the pieces that go are other bytes than before.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from affiche.measures.tables.decode import UndecodableError, decode
from affiche.reading.files.source import LINE_ENDS

# What a text may be written in, and the mark before it. Windows-1252 leaves five bytes out, which
# Latin-1 has: the last one takes any file back to its own bytes.
CODECS = (
    ("utf-8", codecs.BOM_UTF8), ("utf-16-le", codecs.BOM_UTF16_LE),
    ("utf-16-be", codecs.BOM_UTF16_BE), ("utf-8", b""), ("utf-16-le", b""), ("utf-16-be", b""),
    ("cp1252", b""), ("mac_roman", b""), ("cp850", b""),
)  # fmt: skip


@dataclass(frozen=True)
class Edit:
    """A piece of a text, from character `start` to `end`, and what comes in its place."""

    start: int
    end: int
    new: str = ""


@dataclass(frozen=True)
class Written:
    """A text file: `text` as it is read, `whole` as it is written in `codec` after its `mark`."""

    path: Path
    codec: str
    mark: bytes
    whole: str
    text: str
    # Character of `text` → character of `whole`; empty when they are the same.
    origin: tuple[int, ...] = field(default=(), repr=False)

    def line(self, at: int) -> int:
        """The line of a character, from 1."""
        return self.text.count("\n", 0, at) + 1

    def without(self, edits: Iterable[Edit]) -> bytes:
        """The bytes of the file with these pieces replaced, and every other byte as it was."""
        made, last = [], 0
        for edit in outermost(edits):
            start, end = self._origin(edit.start), self._origin(edit.end)
            made += [self.whole[last:start], edit.new]
            last = end
        made.append(self.whole[last:])
        return self.mark + "".join(made).encode(self.codec, "replace")

    def spliced(self, edits: Iterable[Edit]) -> bytes:
        """The bytes with every one of these edits, of which no two touch the same characters. What
        comes in has the line ends of the file; several at one place come in their order."""
        ends = "\r\n" if self.whole.count("\r\n") * 2 > self.whole.count("\n") else "\n"
        made, last = [], 0
        for edit in sorted(edits, key=lambda one: (one.start, one.end)):
            start, end = self._origin(edit.start), self._origin(edit.end)
            if start < last:
                raise ValueError("two edits of the same characters")
            made += [self.whole[last:start], edit.new.replace("\n", ends)]
            last = end
        made.append(self.whole[last:])
        return self.mark + "".join(made).encode(self.codec)

    def _origin(self, at: int) -> int:
        return self.origin[at] if self.origin else at


def outermost(edits: Iterable[Edit]) -> list[Edit]:
    """Edits in order, each piece once: what lies in another goes with it."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda one: (one.start, -one.end)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
        elif edit.end > kept[-1].end:
            kept[-1] = Edit(kept[-1].start, edit.end, kept[-1].new)
    return kept


def read(path: Path) -> Written | None:
    """The file as text; None for a picture and other files that are none."""
    return of_bytes(path, path.read_bytes())


def of_bytes(path: Path, raw: bytes) -> Written | None:
    """The bytes of a file as text; None for a picture and other files that are none."""
    try:
        text = decode(raw)[0]
    except UndecodableError:
        return None
    for codec, mark in CODECS:
        if raw.startswith(mark) and _whole(raw[len(mark) :], codec) == text:
            return _written(path, codec, mark, text)
    return _written(path, "latin-1", b"", raw.decode("latin-1"))


def _whole(raw: bytes, codec: str) -> str | None:
    """The text of bytes when it can be written back as the same bytes."""
    try:
        text = raw.decode(codec)
        return text if text.encode(codec) == raw else None
    except UnicodeError:
        return None


def _written(path: Path, codec: str, mark: bytes, whole: str) -> Written:
    text = LINE_ENDS.sub("\n", whole)
    origin: list[int] = []
    if len(text) < len(whole):
        at = 0
        for letter in text:
            origin.append(at)
            at += 2 if letter == "\n" and whole.startswith("\r\n", at) else 1
        origin.append(at)
    return Written(path, codec, mark, whole, text, tuple(origin))

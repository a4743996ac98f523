"""A file's name and bytes in; every text that can be read in it out, however it is wrapped.

Text is given as it stands and with its wrappings taken off, again and again: HTML entities,
percent signs, backslashes of JavaScript, JSON and CSS, base64. Of other files come the readable
runs of their bytes (also two bytes a letter), and what their format hides: metadata of pictures,
entries, names and comments of archives, everything in a PDF.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import html
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from affiche.kept import lasting
from affiche.leaks import pdf
from affiche.leaks.match import fold

# A run of readable bytes shorter than this says nothing.
RUN = 6
DEPTH = 5
STAGES = 3
# A wrapped thing of at most so many bytes is remembered as it was read.
SMALL = 200
# What is read of a file of more bytes is remembered from build to build.
LARGE = 4_000
# What an archive may hold in all, in bytes.
MOST = 400_000_000
TEXTS = (".html", ".htm", ".css", ".js", ".svg", ".json", ".txt", ".xml", ".md", ".csv", ".gpl")
MARKUP = (".html", ".htm", ".svg", ".xml")
# Letters in UTF-8, and in the old encodings in which an accent is one byte among letters.
RUNS = (
    ("utf-8", re.compile(rb"(?:[\x20-\x7e\t\r\n]|[\xc2-\xf4][\x80-\xbf]{1,3}){%d,}" % RUN)),
    ("latin-1", re.compile(rb"(?:[\x20-\x7e]{2,}[\xa0-\xff])+[\x20-\x7e]+")),
)
WIDE_RUNS = (
    ("utf-16-le", re.compile(rb"(?:[\x20-\xff][\x00-\x05]|[\x00-\xff][\x20\x1e]){%d,}" % RUN)),
    ("utf-16-be", re.compile(rb"(?:[\x00-\x05][\x20-\xff]|[\x20\x1e][\x00-\xff]){%d,}" % RUN)),
)
BASE64 = re.compile(r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{16,}={0,2}")
PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
BACKSLASH = re.compile(
    r"\\u\{([0-9A-Fa-f]{1,6})\}|\\u([0-9A-Fa-f]{4})|\\x([0-9A-Fa-f]{2})|\\([0-9A-Fa-f]{2,6}) ?"
)
# What is opened begins with one of these, and takes at most so many characters.
WRAPPED = re.compile(r"[&%\\]")
WRAPPING = 36
# Of a text of as many characters and more, what is so far around something that was opened, and how
# many letters have to be in that: more than a piece that is enough to be found (`match.PIECE`).
LEAST, AROUND, STRETCH = 4_000, 200, 48
NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())
UNSEEN_PARTS = re.compile(r"<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
TAG = re.compile(r"<[!/?a-zA-Z][^>]*>")
# Where a tag begins (with its name) or ends; a letter that went out of use with Old English. Its
# bytes begin as those of no sign that a text is full of, which is what bytes are looked for by.
EDGE = re.compile(r"</?[a-zA-Z][\w:-]*|>")
APART = "\u01bf"
RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufefc]")


@dataclass(frozen=True)
class View:
    """One way to read a part of a file. `visible`: it is what a reader sees, or metadata, and no
    code or drawing, where a number may be anything."""

    part: str
    text: str
    visible: bool = False
    before: str | None = None
    """The text of which this one is the opened one, where `beyond` is all that this one can say
    beyond it."""
    beyond: str = ""


def name(path: str) -> Iterator[View]:
    """Every way to read a file's name."""
    yield from _stages("file name", path, visible=True)


def digest(content: bytes) -> bytes:
    """What stands for a file's bytes."""
    return hashlib.blake2b(content, digest_size=16).digest()


def inside(
    name: str, content: bytes, known: Container[bytes] = (), depth: int = 0
) -> Iterator[View]:
    """Every way to read what a file holds. Files in an archive whose digest is `known` are left
    out, because they are read by themselves."""
    if depth > DEPTH or not content:
        return
    kind = _kind(name, content)
    if kind == "text":
        yield from _text(name, content, depth)
    elif kind == "pdf":
        for part, found in pdf.parts(content):
            yield from _found(part, found, depth)
        yield from _runs(content)
    elif kind == "zip":
        yield from _archive(content, known, depth)
    elif kind == "gzip":
        yield from inside(name.removesuffix(".gz"), _unzipped(content), known, depth + 1)
    else:
        if kind == "picture":
            yield from _picture(content)
        yield from _runs(content)


@lru_cache(maxsize=20_000)
def _small(content: bytes, depth: int) -> tuple[View, ...]:
    """Every way to read a little thing that is on many pages: most of these are addresses that
    only look like Base64."""
    return tuple(inside("", content, (), depth))


def _kind(name: str, content: bytes) -> str:
    head = content[:16]
    for start, kind in (
        (b"%PDF-", "pdf"), (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"\x1f\x8b", "gzip"),
        (b"\xff\xd8\xff", "picture"), (b"\x89PNG", "picture"), (b"GIF8", "picture"),
        (b"RIFF", "picture"), (b"II*\0", "picture"), (b"MM\0*", "picture"),
    ):  # fmt: skip
        if head.startswith(start):
            return kind
    if name.lower().endswith(TEXTS) or _readable(content):
        return "text"
    return "other"


def _readable(content: bytes) -> bool:
    """Whether the bytes are text."""
    if b"\0" in content[:4096] and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return False
    try:
        content[:65536].decode("utf-8", "strict" if len(content) <= 65536 else "ignore")
    except UnicodeDecodeError:
        return content[:2] in (b"\xff\xfe", b"\xfe\xff")
    return sum(byte < 9 or 13 < byte < 32 for byte in content[:4096]) == 0


# Text --------------------------------------------------------------------------------------


def _text(name: str, content: bytes, depth: int) -> Iterator[View]:
    wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = content.decode("utf-16" if wide else "utf-8", "replace")
    marked = name.lower().endswith(MARKUP) or text.lstrip()[:1] == "<"
    # The name of a tag and the text beside it are not one thing: "<b>Jan" does not say "b Jan".
    yield from _stages("text", EDGE.sub(f" {APART} ", text) if marked else text)
    for found in _base64(text):
        if len(found) <= SMALL:
            yield from _small(found, depth + 1)
        else:
            yield from inside("", found, (), depth + 1)
    if marked:
        seen = UNSEEN_PARTS.sub(" ", text)
        bare, spaced = TAG.sub("", seen), TAG.sub(" ", seen)
        yield View("text", html.unescape(bare), visible=True)
        yield View("text", html.unescape(spaced), visible=True)
    if not wide:
        yield from _wide_runs(content)


def is_marked(name: str, content: bytes) -> bool:
    """Whether a file is no text without markup in one byte a letter."""
    wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    marked = name.lower().endswith(MARKUP) or content.lstrip()[:1] == b"<"
    return wide or marked or _kind(name, content) != "text"


def letters(text: bytes) -> Iterator[int]:
    """How many letters and digits a piece of text has, each time a wrapping is taken off."""
    for view in _stages("text", text.decode("utf-8", "replace")):
        yield len(fold(view.text).run)


def _stages(part: str, text: str, visible: bool = False) -> Iterator[View]:
    """The text, and what comes out each time a wrapping is taken off."""
    yield View(part, text, visible)
    for _ in range(STAGES):
        opened = _opened(text)
        if opened == text:
            return
        beyond = _beyond(text)
        yield View(part, opened, visible, None if beyond is None else text, beyond or "")
        text = opened


def _opened(text: str) -> str:
    opened = html.unescape(text) if "&" in text else text
    opened = unquote(opened, errors="replace") if PERCENT.search(opened) else opened
    return BACKSLASH.sub(_letter, opened) if "\\" in opened else opened


def _beyond(text: str) -> str | None:
    """What opening a text can bring to light: what is around each wrapping, each time opened.

    What is found is a stretch of fewer than `STRETCH` letters, or such a stretch of it is. One that
    holds nothing that was opened stood in the text before; any other lies around a wrapping.
    """
    if len(text) < LEAST:
        return None
    parts: list[tuple[int, int]] = []
    for match in WRAPPED.finditer(text):
        low, high = max(0, match.start() - AROUND), match.end() + WRAPPING + AROUND
        if parts and low <= parts[-1][1]:
            parts[-1] = parts[-1][0], high
        else:
            parts.append((low, high))
    found = []
    for low, high in parts:
        begins = text.rfind(" ", 0, low) + 1
        ends = text.find(" ", high)
        ends = len(text) if ends < 0 else ends
        before, after = text[begins : low + AROUND], text[high - AROUND : ends]
        if (begins and not _says(before)) or (ends < len(text) and not _says(after)):
            return None
        found.append(_opened(text[begins:ends]))
    whole = f" {APART} ".join(found)
    return whole if 2 * len(whole) < len(text) else None


def _says(side: str) -> bool:
    """Whether as much is said as anything that is found: counted in Latin letters and digits."""
    return len(side.encode("ascii", "ignore").translate(None, NO_LETTERS)) >= STRETCH


def _letter(match: re.Match[str]) -> str:
    number = int(next(group for group in match.groups() if group), 16)
    return chr(number) if number < 0x110000 else match[0]


def _base64(text: str) -> Iterator[bytes]:
    for match in BASE64.finditer(text):
        body = match[0].rstrip("=").replace("-", "+").replace("_", "/")
        try:
            found = base64.b64decode(body + "=" * (-len(body) % 4), validate=True)
        except (binascii.Error, ValueError):
            continue
        yield found


# Other files -------------------------------------------------------------------------------


def _runs(content: bytes) -> Iterator[View]:
    """The readable runs of a binary file."""
    yield from _all_runs(content)


@lasting(tuple, lambda content: digest(content).hex() if len(content) > LARGE else None, __name__)
def _all_runs(content: bytes) -> tuple[View, ...]:
    """A font or a photo is read through for every document that changed."""
    return tuple(_each_run(content))


def _each_run(content: bytes) -> Iterator[View]:
    for encoding, pattern in RUNS:
        runs = pattern.findall(content)
        if runs:
            yield from _stages("bytes", b"\n".join(runs).decode(encoding, "replace"))
    yield from _wide_runs(content)


def _wide_runs(content: bytes) -> Iterator[View]:
    if b"\0" not in content:
        return
    for encoding, pattern in WIDE_RUNS:
        for start in (0, 1):
            runs = [run.decode(encoding, "ignore") for run in pattern.findall(content[start:])]
            if runs:
                yield View(f"bytes, {encoding}", "\n".join(runs))


def _found(part: str, found: str | bytes, depth: int) -> Iterator[View]:
    """A part of a container: text that is read, or a file of its own."""
    if isinstance(found, bytes):
        for view in inside("", found, (), depth + 1):
            yield View(f"{part}, {view.part}", view.text, view.visible)
        return
    visible = part.startswith(("page", "metadata"))
    yield from _stages(part, found, visible=visible)
    if RIGHT_TO_LEFT.search(found):
        # Letters are drawn from left to right, so words of these scripts stand back to front.
        yield View(part, "\n".join(line[::-1] for line in found.split("\n")), visible)


def _archive(content: bytes, known: Container[bytes], depth: int) -> Iterator[View]:
    """Names, comments and contents of a zip; contents that are `known` are left out."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile:
        yield from _runs(content)
        return
    with archive:
        yield from _found("metadata of the archive", archive.comment, depth)
        if sum(entry.file_size for entry in archive.infolist()) > MOST:
            yield from _runs(content)
            return
        for entry in archive.infolist():
            yield from _stages("file name", entry.filename, visible=True)
            for extra in (entry.comment, entry.extra):
                yield from _found(f"metadata of {entry.filename}", extra, depth)
            body = archive.read(entry)
            if digest(body) in known:
                continue
            for view in inside(entry.filename, body, known, depth + 1):
                yield View(f"{entry.filename}, {view.part}", view.text, view.visible)


def members(content: bytes) -> frozenset[bytes]:
    """The digests of the files in an archive; none when it cannot be read, or is too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > MOST:
                return frozenset()
            return frozenset(digest(archive.read(entry)) for entry in entries)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError):
        return frozenset()


def _unzipped(content: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(content, MOST)
    except zlib.error:
        return b""


def _picture(content: bytes) -> Iterator[View]:
    """Metadata of a picture: EXIF, XMP, comments, text chunks."""
    from PIL import Image, UnidentifiedImageError

    said: list[str | bytes] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(content)) as picture:
                said += [v for v in picture.info.values() if isinstance(v, str | bytes)]
                exif = picture.getexif()
                for values in (exif, *(exif.get_ifd(tag) for tag in (0x8769, 0x8825, 0xA005))):
                    said += [v for v in dict(values).values() if isinstance(v, str | bytes)]
                said += [str(value) for value in getattr(picture, "text", {}).values()]
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
            return
        except Image.DecompressionBombError:
            return
    for value in said:
        if isinstance(value, bytes):
            yield from _runs(value)
        else:
            yield from _stages("metadata", value, visible=True)

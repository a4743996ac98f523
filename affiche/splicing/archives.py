"""A zip and new bytes for some of its parts in; the zip with them, and every other byte as it was,
out.

What a part was packed to is copied, with its header, and not packed anew. Source: APPNOTE.TXT of
PKWARE, 4.3 (the headers) and 4.4 (their fields).
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

LARGEST = 600_000_000  # bytes, of all parts
_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_MASK = 0xFFFFFFFF  # a size that stands elsewhere, in the headers of large archives
_LATER = 0x0008  # flag: sizes stand behind the part
_LOCKED = 0x2041  # flags: encrypted in one way or another


class UnsafeError(Exception):
    """It cannot be changed with certainty that the rest stays as it was."""


def parts(raw: bytes) -> dict[str, bytes]:
    """The unpacked parts by their names. Raises UnsafeError."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = archive.namelist()
            if len(set(names)) < len(names):
                raise UnsafeError("a name twice")
            if sum(part.file_size for part in archive.infolist()) > LARGEST:
                raise UnsafeError("large")
            return {name: archive.read(name) for name in names}
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
        raise UnsafeError(str(error)) from None


def replaced(raw: bytes, new: Mapping[str, bytes]) -> bytes:
    """The archive with these parts. Raises UnsafeError for one of another build than office
    programs make: encrypted, larger than 4 GB, or with something in front of it."""
    end = raw.rfind(_END)
    if end < 0 or len(raw) < end + 22:
        raise UnsafeError("no end")
    _, _, _, count, size, start, _ = struct.unpack_from("<HHHHIIH", raw, end + 4)
    if start + size != end:
        raise UnsafeError("something in front, or a large archive")
    entries = _entries(raw, start, count)
    made, central = bytearray(), bytearray()
    order = sorted(range(count), key=lambda one: _offset(entries[one]))
    offsets = [_offset(entries[one]) for one in order] + [start]
    if offsets[0] != 0:
        raise UnsafeError("something in front")
    heads: dict[int, bytes] = {}
    for place, number in enumerate(order):
        entry, at = entries[number], len(made)
        piece = raw[offsets[place] : offsets[place + 1]]
        if piece[:4] != _LOCAL:
            raise UnsafeError("a part is not where it should be")
        name = _name(entry)
        if name in new:
            entry, piece = _packed(entry, piece, new[name])
        made += piece
        heads[number] = entry[:42] + struct.pack("<I", at) + entry[46:]
    for number in range(count):
        central += heads[number]
    tail = struct.pack("<II", len(central), len(made))
    return bytes(made + central + raw[end : end + 12] + tail + raw[end + 20 :])


def _entries(raw: bytes, at: int, count: int) -> list[bytes]:
    """The headers in the list of contents."""
    found = []
    for _ in range(count):
        if raw[at : at + 4] != _CENTRAL:
            raise UnsafeError("the list of contents is broken")
        length = 46 + sum(struct.unpack_from("<HHH", raw, at + 28))
        found.append(raw[at : at + length])
        at += length
    return found


def _offset(entry: bytes) -> int:
    offset = int(struct.unpack_from("<I", entry, 42)[0])
    flags = struct.unpack_from("<H", entry, 8)[0]
    if _MASK in (offset, *struct.unpack_from("<II", entry, 20)) or flags & _LOCKED:
        raise UnsafeError("a large or an encrypted part")
    return offset


def _name(entry: bytes) -> str:
    flags, length = struct.unpack_from("<H", entry, 8)[0], struct.unpack_from("<H", entry, 28)[0]
    return entry[46 : 46 + length].decode("utf-8" if flags & 0x800 else "cp437")


def _packed(entry: bytes, piece: bytes, content: bytes) -> tuple[bytes, bytes]:
    """The two headers of a part, and the part behind the second, with other content."""
    method = struct.unpack_from("<H", entry, 10)[0]
    packing = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    if method not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise UnsafeError("packed in another way")
    stored = method == zipfile.ZIP_STORED
    packed = content if stored else packing.compress(content) + packing.flush()
    flags = struct.pack("<H", struct.unpack_from("<H", entry, 8)[0] & ~_LATER)
    sizes = struct.pack("<III", zlib.crc32(content), len(packed), len(content))
    name, extra = struct.unpack_from("<HH", piece, 26)
    head = piece[:6] + flags + piece[8:14] + sizes + piece[26 : 30 + name + extra]
    return entry[:8] + flags + entry[10:16] + sizes + entry[28:], head + packed

"""A finished PDF in; what its pages look like as pictures, and where words stand on them, out.

PDFium draws the same everywhere; a picture is for eyes and comparisons, never for print.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

MM = 25.4 / 72
# How hard zlib works on a picture: a poster of flat colours gets small at once, and a seventh
# smaller in twice the time.
EFFORT = 3
# Of what takes more than this share of its pixels, a good part is a photo.
PHOTO = 0.1


def seen(pdf: bytes, dpi: float, page: int = 0) -> Any:
    """One page as a Pillow picture (RGB), at so many dots an inch."""
    import pypdfium2  # type: ignore[import-untyped]

    opened = pypdfium2.PdfDocument(pdf)
    try:
        return opened[page].render(scale=dpi / 72).to_pil().convert("RGB")
    finally:
        opened.close()


def png(picture: Any) -> bytes:
    """A Pillow picture (RGB) as PNG: the same bytes for the same pixels.

    Pillow tries five filters on each line, which helps a photo. Lines of flat colours and letters
    get smaller without any, in half the time.
    """
    raw, width = picture.tobytes(), 3 * picture.width
    lines = b"".join(b"\0" + raw[at : at + width] for at in range(0, len(raw), width))
    packed = zlib.compress(lines, EFFORT)
    if len(packed) > PHOTO * len(raw):
        out = io.BytesIO()
        picture.save(out, "PNG", compress_level=EFFORT)
        return out.getvalue()
    # 8 bits each of red, green and blue: https://www.w3.org/TR/png-3/#11IHDR
    head = struct.pack(">IIBBBBB", picture.width, picture.height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", packed) + _chunk(b"IEND")


def _chunk(kind: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


Spot = tuple[float, float]


def found(pdf: bytes, texts: Iterable[str], page: int = 0) -> Mapping[str, tuple[Spot, ...]]:
    """Where each text stands: the middles of its places, in mm from the top left of the page."""
    import pypdfium2

    opened = pypdfium2.PdfDocument(pdf)
    try:
        held = opened[page].get_textpage()
        left, _, _, top = opened[page].get_mediabox()
        return {text: tuple(_spots(held, text, left, top)) for text in dict.fromkeys(texts) if text}
    finally:
        opened.close()


Part = tuple[float, float, float, float]


def texts(pdf: bytes, parts: Iterable[Part], page: int = 0) -> list[str]:
    """What is written in each part of a page: left, top, width and height in mm."""
    import pypdfium2

    opened = pypdfium2.PdfDocument(pdf)
    try:
        held = opened[page].get_textpage()
        x, _, _, y = opened[page].get_mediabox()
        return [
            " ".join(
                held.get_text_bounded(
                    x + left / MM, y - (top + height) / MM, x + (left + width) / MM, y - top / MM
                ).split()
            )
            for left, top, width, height in parts
        ]
    finally:
        opened.close()


def _spots(held: Any, text: str, left: float, top: float) -> Iterable[Spot]:
    search = held.search(text)
    while (place := search.get_next()) is not None:
        index, count = place
        if held.count_rects(index, count):
            x0, y0, x1, y1 = held.get_rect(0)
            yield ((x0 + x1) / 2 - left) * MM, (top - (y0 + y1) / 2) * MM
    search.close()

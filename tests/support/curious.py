"""Finished files and texts in; where a text is found that a curious person would unpack, out.

By other means than the leak search, which is tried with it.
"""

from __future__ import annotations

import html
import io
import json
import zipfile
from urllib.parse import quote

import pikepdf
import pypdfium2
from PIL import Image


def encodings(text: str) -> dict[str, bytes]:
    """A text as it may stand in a file."""
    return {
        "plain": text.encode(),
        "html": html.escape(text).replace("é", "&eacute;").encode(),
        "decimal": text.replace("é", "&#233;").encode(),
        "percent": quote(text).encode(),
        "percent, small": quote(text).lower().encode(),
        "utf-16-le": text.encode("utf-16-le"),
        "utf-16-be": text.encode("utf-16-be"),
        "latin-1": text.encode("latin-1"),
        "json": json.dumps(text).strip('"').encode(),
    }


def unwrapped(name: str, content: bytes) -> bytes:
    """A file with everything that a curious person would unpack, by other means than ours."""
    parts = [name.encode(), content]
    if name.endswith(".pdf"):
        document = pypdfium2.PdfDocument(content)
        parts += [page.get_textpage().get_text_range().encode() for page in document]
        parts += [str(document.get_metadata_dict()).encode()]
        with pikepdf.open(io.BytesIO(content)) as pdf:
            out = io.BytesIO()
            pdf.save(
                out,
                stream_decode_level=pikepdf.StreamDecodeLevel.all,
                compress_streams=False,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
            )
            parts.append(out.getvalue())
    if name.endswith((".jpg", ".png", ".webp")):
        with Image.open(io.BytesIO(content)) as picture:
            parts += [repr(picture.info).encode(), repr(dict(picture.getexif())).encode()]
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts += [archive.comment, *(entry.comment for entry in archive.infolist())]
            parts += [unwrapped(entry, archive.read(entry)) for entry in archive.namelist()]
    return b"\n".join(parts)


def sightings(files: dict[str, bytes], wanted: list[str]) -> list[tuple[str, str, str]]:
    """(file, canary, encoding) of everything that is found, whatever its case."""
    opened = {name: unwrapped(name, content).lower() for name, content in files.items()}
    return [
        (name, text, encoding)
        for text in wanted
        for encoding, needle in encodings(text).items()
        for name, content in opened.items()
        if needle.lower() in content
    ]

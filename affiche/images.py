"""Pictures of the content: an `ImageFile` in, bytes for the web or for paper out."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path

from affiche.model import ImageFile

WEB_QUALITY = 82
PAPER_QUALITY = 90


def for_web(image: ImageFile, width: int) -> tuple[str, bytes]:
    """(file ending, bytes): a drawing as cleaned SVG, a photo as WebP of at most `width` pixels."""
    if image.drawing:
        return "svg", drawing(image)
    return "webp", _resampled(image, width, "WEBP", WEB_QUALITY)


def for_paper(image: ImageFile, width: int) -> tuple[str, bytes]:
    """(MIME type, bytes): a drawing as cleaned SVG, a photo as JPEG of at most `width` pixels."""
    if image.drawing:
        return "image/svg+xml", drawing(image)
    return "image/jpeg", _resampled(image, width, "JPEG", PAPER_QUALITY)


def drawing(image: ImageFile) -> bytes:
    """The SVG without scripts and outside references."""
    return Path(image.source).read_bytes()


@lru_cache(maxsize=64)
def _resampled(image: ImageFile, width: int, form: str, quality: int) -> bytes:
    """Pasting into a new picture drops every piece of metadata."""
    from PIL import Image, ImageOps

    with Image.open(image.source, formats=("JPEG", "PNG", "WEBP", "TIFF", "GIF")) as opened:
        picture = ImageOps.exif_transpose(opened).convert("RGB")
    if picture.width > width:
        height = round(picture.height * width / picture.width)
        picture = picture.resize((width, height), Image.Resampling.LANCZOS)
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)
    out = io.BytesIO()
    clean.save(out, form, quality=quality)
    return out.getvalue()

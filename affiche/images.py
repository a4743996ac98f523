"""Pictures of the content: an `ImageFile` in, bytes for the web or for paper out.

Every picture is made anew from its pixels or its shapes, so that nothing else of the file
(location, comments, scripts) comes along.
"""

from __future__ import annotations

import io
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from affiche.model import ImageFile

if TYPE_CHECKING:
    from PIL.Image import Image

# What Pillow may open: an EPS or PDF called .jpg must not start an interpreter.
FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "GIF")
WEB_QUALITY = 82
PAPER_QUALITY = 90

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
# Elements of a drawing that are dropped with all that they hold.
DROPPED = {
    "script", "foreignObject", "iframe", "audio", "video", "handler", "listener", "metadata",
    "animate", "animateMotion", "animateTransform", "animateColor", "set", "discard",
}  # fmt: skip
SAFE_ADDRESS = re.compile(r"^(#|data:image/(png|jpeg|webp|gif);)")
OUTSIDE_IN_STYLE = re.compile(
    r"@import[^;]*;?|url\(\s*['\"]?(?!#|['\"]#)[^)]*\)|expression\(", re.I
)


def for_web(image: ImageFile, width: int) -> tuple[str, bytes]:
    """(file ending, bytes): a drawing as cleaned SVG, a photo as WebP of at most `width` pixels."""
    if image.drawing:
        return "svg", drawing(image)
    return "webp", _encoded(image, width, "WEBP")


def for_paper(image: ImageFile, width: int) -> tuple[str, bytes]:
    """(MIME type, bytes): a drawing as cleaned SVG, a photo as JPEG of at most `width` pixels.

    A photo with transparent parts stays PNG, which is slower to print.
    """
    if image.drawing:
        return "image/svg+xml", drawing(image)
    if _scaled(image, width).mode == "RGBA":
        return "image/png", _encoded(image, width, "PNG")
    return "image/jpeg", _encoded(image, width, "JPEG")


@lru_cache(maxsize=256)
def drawing(image: ImageFile) -> bytes:
    """The SVG without scripts, animation, metadata and outside references."""
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", XLINK)
    root = ElementTree.fromstring(Path(image.source).read_bytes())
    _cleaned(root)
    cleaned: bytes = ElementTree.tostring(root, encoding="utf-8")
    return cleaned


def _cleaned(element: ElementTree.Element) -> None:
    for child in list(element):
        if not isinstance(child.tag, str) or child.tag.rpartition("}")[2] in DROPPED:
            element.remove(child)
        else:
            _cleaned(child)
    if element.tag.rpartition("}")[2] == "style":
        element.text = OUTSIDE_IN_STYLE.sub("", element.text or "")
    for name, value in list(element.attrib.items()):
        local = name.rpartition("}")[2].lower()
        if local.startswith("on") or (
            local in ("href", "src") and not SAFE_ADDRESS.match(value.strip())
        ):
            del element.attrib[name]
        elif "url(" in value.lower() or "expression(" in value.lower():
            element.attrib[name] = OUTSIDE_IN_STYLE.sub("", value)


@lru_cache(maxsize=128)
def _encoded(image: ImageFile, width: int, form: str) -> bytes:
    quality = WEB_QUALITY if form == "WEBP" else PAPER_QUALITY
    out = io.BytesIO()
    _scaled(image, width).save(out, form, quality=quality)
    return out.getvalue()


@lru_cache(maxsize=16)
def _scaled(image: ImageFile, width: int) -> Image:
    """The picture upright, at most `width` pixels wide, RGB (RGBA where it is transparent).

    Pasting into a new picture drops every piece of metadata.
    """
    from PIL import Image, ImageOps

    with Image.open(image.source, formats=FORMATS) as opened:
        opened.draft("RGB", (width, width))
        picture = ImageOps.exif_transpose(opened)
        see_through = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
        picture = picture.convert("RGBA" if see_through else "RGB")
    if see_through and picture.getchannel("A").getextrema()[0] == 255:
        picture = picture.convert("RGB")
    if picture.width > width:
        height = max(1, round(picture.height * width / picture.width))
        picture = picture.resize((width, height), Image.Resampling.LANCZOS)
    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    return clean

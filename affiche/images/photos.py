"""A photo of the content in; its pixels out, upright, in sRGB, no wider than asked for.

Only pixels come out: no location, no names, no comments, no preview of what was cut off.
"""

from __future__ import annotations

import base64
import io
import re
import warnings
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from affiche.images.colours import to_srgb
from affiche.model import ImageFile

if TYPE_CHECKING:
    from PIL.Image import Image

# What Pillow may open: an EPS or PDF called .jpg must not start an interpreter.
FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "GIF")
WEB_QUALITY = 82
# The most pixels at a side of a WebP. Source: RFC 9649, 2.5.
WEBP_MOST = 16383
PAPER_QUALITY = 90
# The widest that a page shows a photo, in pixels; narrower ones are made from it.
WEB_WIDEST = 1800
# The EXIF tag that says how a camera was held, and what sets the picture upright again.
# Source: Exif 2.32, 4.6.4 A.
ORIENTATION = 0x0112
UPRIGHT = {
    2: ("FLIP_LEFT_RIGHT",), 3: ("ROTATE_180",), 4: ("FLIP_TOP_BOTTOM",), 5: ("TRANSPOSE",),
    6: ("ROTATE_270",), 7: ("TRANSVERSE",), 8: ("ROTATE_90",),
}  # fmt: skip
SIDEWAYS = range(5, 9)
# The head of an address that holds a picture itself.
EMBEDDED = re.compile(r"data:(image/(png|jpe?g|webp|gif))?(;[\w=-]+)*;base64", re.IGNORECASE)


@lru_cache(maxsize=128)
def webp(image: ImageFile, width: int) -> bytes:
    """A WebP of at most `width` pixels, less when it would be too high for one."""
    width = max(1, min(width, int(WEBP_MOST * image.width / image.height)))
    picture = scaled(image, width) if width > WEB_WIDEST else _narrower(_for_screen(image), width)
    return _encoded(picture, "WEBP", quality=WEB_QUALITY)


@lru_cache(maxsize=16)
def for_paper(image: ImageFile, width: int) -> tuple[str, bytes]:
    """(MIME type, bytes): a JPEG of at most `width` pixels, a PNG where it is transparent."""
    picture = scaled(image, width)
    if picture.mode == "RGBA":
        return "image/png", _encoded(picture, "PNG")
    return "image/jpeg", _encoded(picture, "JPEG", quality=PAPER_QUALITY)


@dataclass(frozen=True)
class Pixels:
    """A picture as a PDF holds it: its colours as JPEG, and its alpha channel, one byte a pixel
    and deflated; no mask for a picture without transparent parts."""

    width: int
    height: int
    jpeg: bytes
    mask: bytes


@lru_cache(maxsize=16)
def pixels(image: ImageFile, width: int, quality: int) -> Pixels:
    """At most `width` pixels wide; `quality` of the JPEG, 1 to 95."""
    picture, mask = _for_page(image, width), b""
    if picture.mode == "RGBA":
        alpha = picture.getchannel("A")
        mask = zlib.compress(alpha.tobytes())
        picture = _filled(picture, alpha)
    return Pixels(*picture.size, _encoded(picture, "JPEG", quality=quality), mask)


@lru_cache(maxsize=1)
def _for_page(image: ImageFile, width: int) -> Image:
    """Kept for another quality: one page of a photo takes some 50 MB."""
    return scaled(image, width)


def _filled(picture: Image, alpha: Image) -> Image:
    """Opaque: where nothing can be seen it is of the average colour, because in a JPEG another one
    would show at the edges."""
    from PIL import Image, ImageStat

    seen = picture.convert("RGB")
    shown = alpha.point(lambda value: 255 if value else 0)
    average = [round(value) for value in ImageStat.Stat(seen, shown).mean]
    filled = Image.new("RGB", picture.size, tuple(average))
    filled.paste(seen, mask=shown)
    return filled


@lru_cache(maxsize=4)
def _for_screen(image: ImageFile) -> Image:
    return scaled(image, WEB_WIDEST)


def embedded(address: str) -> str | None:
    """A picture in a data: address made anew, no wider than `WEB_WIDEST`; None when it is none."""
    head, _, body = address.partition(",")
    if not EMBEDDED.fullmatch(head):
        return None
    from PIL.Image import DecompressionBombError, DecompressionBombWarning

    with warnings.catch_warnings():
        warnings.simplefilter("error", DecompressionBombWarning)
        try:
            picture = _upright(io.BytesIO(base64.b64decode(body)), WEB_WIDEST)
        except (ValueError, OSError, SyntaxError, EOFError):
            return None
        except (DecompressionBombError, DecompressionBombWarning):
            return None
    form = "PNG" if picture.mode == "RGBA" or "png" in head else "JPEG"
    options = {"quality": PAPER_QUALITY} if form == "JPEG" else {}
    made = base64.b64encode(_encoded(picture, form, **options)).decode()
    return f"data:image/{form.lower()};base64,{made}"


def scaled(image: ImageFile, width: int) -> Image:
    """The picture upright and in sRGB, at most `width` pixels wide: RGB, or RGBA where some of it
    is transparent. Of a moving one the first picture. Raises OSError when it cannot be read."""
    return _upright(image.source, width)


def _upright(source: str | io.BytesIO, width: int) -> Image:
    from PIL import Image

    with Image.open(source, formats=FORMATS) as opened:
        turned = orientation(opened)
        opened.draft("RGB", _least(opened.size, width, turned in SIDEWAYS))
        opened.load()
        info = dict(opened.info)
        picture = _resizable(opened)
        if turned in SIDEWAYS:
            across = round(picture.width * min(1, width / picture.height))
        else:
            across = width
        picture = _narrower(picture, across)
        if picture is opened:
            picture = opened.copy()
    picture = _opaque(to_srgb(picture, info))
    for turn in UPRIGHT.get(turned, ()):
        picture = picture.transpose(Image.Transpose[turn])
    picture.info.clear()
    return picture


def orientation(opened: Image) -> int:
    """How a picture has to be turned, as Exif counts it: 1 for not at all."""
    if opened.format == "TIFF":  # Pillow turns these by itself
        return 1
    return int(opened.getexif().get(ORIENTATION, 1))


def _least(size: tuple[int, int], width: int, sideways: bool) -> tuple[int, int]:
    """How small a JPEG may be read: never narrower than `width` once it stands upright."""
    across = size[1] if sideways else size[0]
    return max(1, round(size[0] * width / across)), max(1, round(size[1] * width / across))


def _resizable(opened: Image) -> Image:
    """The pixels in a mode in which they can be mixed: no palettes, no single bits, no 16 bits."""
    if opened.mode in ("P", "PA") or "transparency" in opened.info:
        return opened.convert("RGBA")
    if opened.mode.startswith("I;16"):  # Pillow would cut everything over 255 off
        return opened.point(lambda value: value * (1 / 257) + 0.5).convert("L")
    if opened.mode in ("1", "I", "F"):
        return opened.convert("L")
    return opened


def _narrower(picture: Image, width: int) -> Image:
    from PIL import Image

    if picture.width <= width:
        return picture
    size = max(1, width), max(1, round(picture.height * width / picture.width))
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _opaque(picture: Image) -> Image:
    """Without its alpha channel when that hides nothing."""
    if picture.mode == "RGBA" and picture.getchannel("A").getextrema()[0] == 255:
        return picture.convert("RGB")
    return picture


def _encoded(picture: Image, form: str, **options: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()

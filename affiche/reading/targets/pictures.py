"""A picture file in; its size and hash, or why it cannot be used, out."""

from __future__ import annotations

import hashlib
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from affiche.images.photos import FORMATS, SIDEWAYS, orientation
from affiche.reading.targets import drawings
from affiche.reading.targets.drawings import UnusableError

# A picture in a drawing, whatever its prefix.
EMBEDDED = re.compile(rb"<(?:[\w.-]+:)?(?:fe)?image\b", re.IGNORECASE)
ENDINGS = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".tif", ".tiff")
LARGEST = 50_000_000  # bytes
# Kinds that cameras and programs save by themselves, and how they begin. Source: ISO/IEC 14496-12,
# 4.3 (the brand of a file is at byte 8).
BRANDS = {
    "HEIC": (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"),
    "AVIF": (b"avif", b"avis"),
}
NOT_SHOWN = {
    "HEIC": ("this is a HEIC photo, as iPhones save them, which few browsers show",
             "Open it on the phone or in Preview or Photos, and export it as JPEG"),
    "AVIF": ("this is an AVIF picture, which print shops cannot use",
             "Open it in a browser or a photo program, and save it as JPEG or PNG"),
}  # fmt: skip
UNOPENED = UnusableError("this picture cannot be opened", "Save it anew")
# How many times as long as wide, or as wide as long, a picture may be.
LONGEST = 40
TOO_LONG = UnusableError(
    "this picture is far longer than it is wide, or far wider than it is long",
    "Cut out the part that people should see",
)
PHOTO_ENDINGS = {".heic": "HEIC", ".heif": "HEIC", ".hif": "HEIC", ".avif": "AVIF"}


@dataclass(frozen=True)
class Measured:
    """A picture that can be used: pixels (user units for a drawing), hash of its bytes; whether it
    is a drawing, and one that holds pictures, photographs perhaps."""

    width: float
    height: float
    digest: str
    drawing: bool
    holds_pictures: bool = False


def measure(path: Path) -> Measured | UnusableError:
    """Look at a picture file; one that has not changed is not opened again."""
    state = path.stat()
    changed = (state.st_mtime_ns, state.st_ctime_ns, state.st_ino)  # a copy may keep its old time
    return _measure(path, changed, state.st_size)


@lru_cache(maxsize=4096)
def _measure(path: Path, _changed: tuple[int, ...], size: int) -> Measured | UnusableError:
    try:
        kind = _not_shown(path)
    except OSError:
        return UNOPENED
    if kind:
        return UnusableError(*NOT_SHOWN[kind])
    if path.suffix.lower() not in ENDINGS:
        return UnusableError(
            "this kind of picture cannot be shown", "Save it as PNG, JPEG, WebP or SVG"
        )
    if size > LARGEST:
        return UnusableError("this picture is larger than 50 MB", "Save a smaller one")
    try:
        raw = path.read_bytes()
        drawing = path.suffix.lower() == ".svg"
        width, height = drawings.size(raw) if drawing else _photo(path)
    except UnusableError as why:
        return why
    except OSError:
        return UNOPENED
    if max(width, height) > LONGEST * min(width, height):
        return TOO_LONG
    return Measured(
        width,
        height,
        hashlib.blake2b(raw, digest_size=16).hexdigest(),
        drawing,
        drawing and bool(EMBEDDED.search(raw)),
    )


def _not_shown(path: Path) -> str | None:
    """The kind of a file that another program has to save first, whatever its name says."""
    with path.open("rb") as opened:
        start = opened.read(12)
    brand = start[8:12] if start[4:8] == b"ftyp" else b""
    by_brand = (kind for kind, brands in BRANDS.items() if brand in brands)
    return next(by_brand, PHOTO_ENDINGS.get(path.suffix.lower()))


def _photo(path: Path) -> tuple[float, float]:
    """Width and height in pixels, turned as the camera says. Reads it all, so it is whole."""
    from PIL import Image, UnidentifiedImageError

    damaged = UnusableError("this picture is damaged", "Save it anew")
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with _strict(), Image.open(path, formats=FORMATS) as picture:
                width, height = picture.size
                turned = orientation(picture) in SIDEWAYS
                picture.draft("L", (64, 64))  # a JPEG is read whole, but not drawn in full
                picture.load()
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            raise UnusableError(
                "this picture has too many pixels", "Save a smaller one; 6,000 pixels wide is ample"
            ) from None
        except UnidentifiedImageError:
            raise UnusableError(
                "this is not a picture, whatever its name says", "Save it as PNG, JPEG, WebP or SVG"
            ) from None
        except (OSError, SyntaxError, ValueError, EOFError):  # what Pillow raises on bad bytes
            raise damaged from None
    return (height, width) if turned else (width, height)


@contextmanager
def _strict() -> Iterator[None]:
    """Let Pillow refuse half a picture: importing WeasyPrint tells it, for good, to take that."""
    from PIL import ImageFile

    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before

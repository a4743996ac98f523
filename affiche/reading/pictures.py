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
from xml.parsers import expat

FORMATS = {"PNG": ".png", "JPEG": ".jpg", "WEBP": ".webp", "GIF": ".gif"}
ENDINGS = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif")
LARGEST = 50_000_000  # bytes
_TURNED = range(5, 9)  # values of the EXIF tag Orientation (0x0112) that swap width and height


@dataclass(frozen=True)
class Measured:
    """A picture that can be used: pixels (user units for a drawing), hash of its bytes."""

    width: float
    height: float
    digest: str
    drawing: bool


class UnusableError(Exception):
    """The picture cannot be used: `what` and `hint` are catalogue keys."""

    def __init__(self, what: str, hint: str) -> None:
        self.what = what
        self.hint = hint
        super().__init__(what)


def measure(path: Path) -> Measured | UnusableError:
    """Look at a picture file; one that has not changed is not opened again."""
    state = path.stat()
    return _measure(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=4096)
def _measure(path: Path, _changed: int, size: int) -> Measured | UnusableError:
    if path.suffix.lower() not in ENDINGS:
        return UnusableError(
            "this kind of picture cannot be shown", "Save it as PNG, JPEG, WebP or SVG"
        )
    if size > LARGEST:
        return UnusableError("this picture is larger than 50 MB", "Save a smaller one")
    try:
        raw = path.read_bytes()
        drawing = path.suffix.lower() == ".svg"
        width, height = _drawing(raw) if drawing else _photo(path)
    except UnusableError as why:
        return why
    except OSError:
        return UnusableError("this picture cannot be opened", "Save it anew")
    return Measured(width, height, hashlib.blake2b(raw, digest_size=16).hexdigest(), drawing)


def _photo(path: Path) -> tuple[float, float]:
    """Width and height in pixels, turned as the camera says. Reads it all, so it is whole."""
    from PIL import Image, UnidentifiedImageError

    damaged = UnusableError("this picture is damaged", "Save it anew")
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with _strict(), Image.open(path, formats=tuple(FORMATS)) as picture:
                width, height = picture.size
                turned = picture.getexif().get(0x0112) in _TURNED
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


_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96.0,
    "pc": 16.0,
}


def _drawing(raw: bytes) -> tuple[float, float]:
    """Width and height of an SVG in CSS pixels, from its own size or its viewBox."""
    root: dict[str, str] = {}
    names: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if not names:
            root.update(attributes)
        names.append(name)
        tag = name.rpartition(":")[2].lower()
        address = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "href"), "#")
        outside = tag != "a" and not address.startswith(("#", "data:"))
        if tag in ("script", "foreignobject") or outside:
            raise UnusableError(
                "this drawing holds more than a drawing (a script, or a file from elsewhere)",
                "Save it as a plain SVG, with its pictures embedded",
            )

    def refuse(*_: object) -> None:
        raise UnusableError(
            "this drawing defines entities, which are not read", "Save it as a plain SVG"
        )

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(raw, True)
    except expat.ExpatError:
        raise UnusableError("this drawing is damaged", "Save it anew as SVG") from None
    if names[0].rpartition(":")[2] != "svg":
        raise UnusableError("this is not an SVG drawing", "Save it as SVG")
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    boxed = [float(v) for v in box[2:4] if re.fullmatch(r"[\d.eE+-]+", v)] if len(box) == 4 else []
    sizes = [_length(root.get(side, "")) for side in ("width", "height")]
    width, height = (size or (boxed[i] if len(boxed) == 2 else 0) for i, size in enumerate(sizes))
    if width <= 0 or height <= 0:
        raise UnusableError("this drawing does not say how large it is", "Give it a viewBox")
    return width, height


def _length(said: str) -> float | None:
    match = re.fullmatch(r"\s*([\d.]+)(px|pt|mm|cm|in|pc)?\s*", said)
    try:
        return float(match[1]) * _PIXELS[match[2] or ""] if match else None
    except ValueError:
        return None

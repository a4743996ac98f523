"""A picture and what its file says of its colours in; the same picture in sRGB out.

A photo from a camera, a phone or a print studio comes in AdobeRGB, Display P3 or the inks of a
press, and says so in an ICC profile. Left out, its colours would turn dull or shrill. A profile
that is broken, or that is for other colours than the picture has, counts as none.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

# The colours of each kind of pixel, as a profile names them. Source: ICC.1:2022, 7.2.8.
SPACES = {"RGB": b"RGB ", "L": b"GRAY", "CMYK": b"CMYK", "LAB": b"Lab "}
SPACE = slice(16, 20)


def to_srgb(picture: Image, info: Mapping[Any, Any]) -> Image:
    """RGB, or RGBA for a picture with an alpha channel. `info` is what Pillow read of the file."""
    if picture.mode in ("RGBA", "LA", "RGBX"):
        alpha = picture.getchannel("A") if picture.mode != "RGBX" else None
        seen = _converted(picture.convert("L" if picture.mode == "LA" else "RGB"), info)
        if alpha is not None:
            seen.putalpha(alpha)
        return seen
    if picture.mode == "CMYK" and "adobe" not in info and "jfif" in info:
        # Pillow takes it that inks were turned round, as Adobe does. Only Adobe does.
        from PIL import ImageChops

        picture = ImageChops.invert(picture)
    return _converted(picture if picture.mode in SPACES else picture.convert("RGB"), info)


def _converted(picture: Image, info: Mapping[Any, Any]) -> Image:
    """Relative to white and with black point compensation, as photo programs do."""
    from PIL import ImageCms

    profile = b"" if picture.mode == "LAB" else info.get("icc_profile") or b""
    if picture.mode != "LAB" and profile[SPACE] != SPACES[picture.mode]:
        return picture.convert("RGB")
    try:
        made = ImageCms.applyTransform(picture, _transform(profile, picture.mode))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture.convert("RGB")
    assert made is not None
    return made


@lru_cache(maxsize=8)
def _transform(profile: bytes, mode: str) -> Any:
    """What turns pixels of a profile into sRGB. Raises OSError or PyCMSError when it is broken."""
    from PIL import ImageCms

    source = ImageCms.createProfile("LAB") if mode == "LAB" else io.BytesIO(profile)
    return ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(source), ImageCms.createProfile("sRGB"), mode, "RGB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )  # fmt: skip

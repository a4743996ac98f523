"""An ICC profile in; what it makes of colours, greys, gradients and photos, out.

A print shop's colours go the way of its own profile, relative to the paper's white and with black
point compensation. Only what reads as black or grey goes another way: neutral areas, and text
that is dark or nearly grey, are black ink alone, because four inks never lie quite straight.
"""

from __future__ import annotations

import io
from functools import cached_property, lru_cache
from math import hypot
from typing import Any

Parts = tuple[float, ...]
Lab = tuple[float, float, float]

# Text darker than this (CIELAB lightness) is full black; less colourful than this (chroma) is a
# tint of black, and bare paper when it is lighter than this.
DARK, GREYISH, LIGHT = 20.0, 18.0, 94.0
# Header of a profile: when it was made (12 bytes at 24), and its fingerprint (16 at 84).
# Source: ICC.1:2022, 7.2.
MADE, FINGERPRINT = slice(24, 36), slice(84, 100)
SOME_DAY = bytes((0x07, 0xD0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))
JPEG_QUALITY = 92


@lru_cache(maxsize=1)
def srgb_profile() -> bytes:
    """An ICC profile of sRGB (IEC 61966-2-1); the same bytes whenever it is made."""
    from PIL import ImageCms

    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[MADE], made[FINGERPRINT] = SOME_DAY, bytes(16)
    return bytes(made)


# Bytes of what every profile begins with.
HEADER = 128


def is_cmyk_profile(icc: bytes) -> bool:
    """Whether the bytes are the ICC profile of a press: class "prtr", colours "CMYK".

    Source: ICC.1:2022, 7.2.
    """
    return len(icc) > HEADER and icc[12:20] == b"prtrCMYK" and icc[36:40] == b"acsp"


def profile_name(icc: bytes) -> str:
    """What a profile calls itself: "Coated FOGRA39 (ISO 12647-2:2004)"."""
    from PIL import ImageCms

    return ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(icc))).strip()


def _quick(source: Any) -> Any:
    """A profile that does not write itself out anew for each picture that Pillow makes with it."""
    from PIL import ImageCms

    class Quick(ImageCms.ImageCmsProfile):
        def tobytes(self) -> bytes:
            return b""

    return Quick(source)


class Inks:
    """Turns sRGB into the inks of one press. Colours are parts from 0 to 1."""

    def __init__(self, icc: bytes) -> None:
        from PIL import ImageCms

        self.icc = icc
        screen = ImageCms.createProfile("sRGB")
        press = _quick(io.BytesIO(icc))
        lab = _quick(ImageCms.createProfile("LAB"))
        relative = ImageCms.Intent.RELATIVE_COLORIMETRIC
        flags = ImageCms.Flags.BLACKPOINTCOMPENSATION
        self._to_press = ImageCms.buildTransform(screen, press, "RGB", "CMYK", relative, flags)
        self._screen_lab = ImageCms.buildTransform(screen, lab, "RGB", "LAB", relative)
        self._press_lab = ImageCms.buildTransform(press, lab, "CMYK", "LAB", relative, flags)
        self._known: dict[tuple[Parts, bool], Parts] = {}

    def colour(self, rgb: Parts, text: bool = False) -> Parts:
        """The four inks of a colour; `text` is sharper in black alone."""
        key = (rgb, text)
        if key not in self._known:
            self._known[key] = self._inked(rgb, text)
        return self._known[key]

    def photo(self, picture: Any) -> Any:
        """A Pillow image in RGB as one in CMYK."""
        from PIL import ImageCms

        return ImageCms.applyTransform(picture.convert("RGB"), self._to_press)

    def lab(self, rgb: Parts) -> Lab:
        """The colour in CIELAB, as the profile connection space has it."""
        return _lab_of(rgb, "RGB", self._screen_lab)

    @cached_property
    def black_ramp(self) -> tuple[float, ...]:
        """The lightness of each of 256 tints of black ink, from paper to full."""
        return tuple(
            _lab_of((0.0, 0.0, 0.0, k / 255), "CMYK", self._press_lab)[0] for k in range(256)
        )

    def _inked(self, rgb: Parts, text: bool) -> Parts:
        if min(rgb) >= 1:
            return (0.0, 0.0, 0.0, 0.0)
        if max(rgb) <= 0:
            return (0.0, 0.0, 0.0, 1.0)
        lightness, a, b = self.lab(rgb)
        if text and lightness < DARK:
            return (0.0, 0.0, 0.0, 1.0)
        if text and lightness > LIGHT and hypot(a, b) < GREYISH:
            return (0.0, 0.0, 0.0, 0.0)
        if max(rgb) == min(rgb) or (text and hypot(a, b) < GREYISH):
            return (0.0, 0.0, 0.0, self._tint(lightness))
        inked = self.photo(_pixel(rgb, "RGB")).getpixel((0, 0))
        return tuple(round(part / 255, 3) for part in inked)

    def _tint(self, lightness: float) -> float:
        """The tint of black that is as light."""
        ramp = self.black_ramp
        nearest = min(range(256), key=lambda k: abs(ramp[k] - lightness))
        return round(nearest / 255, 3)


def _pixel(parts: Parts, mode: str) -> Any:
    from PIL import Image

    return Image.new(mode, (1, 1), tuple(round(255 * min(1.0, max(0.0, p))) for p in parts))


def _lab_of(parts: Parts, mode: str, transform: Any) -> Lab:
    from PIL import ImageCms

    made: Any = ImageCms.applyTransform(_pixel(parts, mode), transform)
    lightness, a, b = made.tobytes()
    return lightness / 255 * 100, _signed(a), _signed(b)


def _signed(byte: int) -> float:
    """Pillow keeps a and b as signed bytes."""
    return float(byte - 256 if byte > 127 else byte)

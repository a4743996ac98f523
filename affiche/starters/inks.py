"""A logo in; the two colours that it is known by, out: those with most area and most colour."""

from __future__ import annotations

import colorsys
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_FILLS = re.compile(
    rb"(?:fill|stop-color|stroke|color)\s*[:=]\s*[\"']?\s*(#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{3}\b)"
)
LEAST = 0.12  # of colour in a colour: what has less is a grey
APART = 0.08  # of the circle of hues: nearer ones are shades of one colour
COLOURS = 24


def of(logo: Path) -> list[str]:
    """One or two colours as "#RRGGBB", the strongest first; none when it is black and white."""
    counts = _drawn(logo.read_bytes()) if logo.suffix.lower() == ".svg" else _painted(logo)
    ranked = sorted(counts, key=lambda one: (-counts[one] * _colour(one), one))
    kept: list[str] = []
    for one in (color for color in ranked if _colour(color) >= LEAST):
        if all(_apart(one, other) for other in kept):
            kept.append(one)
    return kept[:2]


def is_picture(path: Path) -> bool:
    """Whether a picture can be opened."""
    from PIL import Image

    try:
        with Image.open(path) as picture:
            picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return True


def _drawn(raw: bytes) -> Mapping[str, float]:
    found = (match.decode().upper() for match in _FILLS.findall(raw))
    return Counter(one if len(one) == 7 else "#" + "".join(c * 2 for c in one[1:]) for one in found)


def _painted(path: Path) -> Mapping[str, float]:
    """Colours by how many dots have them; what shines through does not count."""
    from PIL import Image

    with Image.open(path) as picture:
        small = picture.convert("RGBA")
        small.thumbnail((200, 200))
    dots: Iterable[Any] = small.get_flattened_data()
    seen = [dot[:3] for dot in dots if dot[3] > 200]
    if not seen:
        return {}
    flat = Image.new("RGB", (len(seen), 1))
    flat.putdata(seen)
    few = flat.quantize(COLOURS, dither=Image.Dither.NONE)
    palette = few.getpalette() or []
    counts = few.getcolors() or []
    return {
        "#{:02X}{:02X}{:02X}".format(*palette[3 * at : 3 * at + 3]): float(count)
        for count, at in counts
        if isinstance(at, int)
    }


def _colour(color: str) -> float:
    """How much colour is in a colour, 0 to 1: none in black, white and greys."""
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return max(channels) - min(channels)


def _apart(one: str, other: str) -> bool:
    hues = [
        colorsys.rgb_to_hls(*(int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)))[0]
        for color in (one, other)
    ]
    distance = abs(hues[0] - hues[1])
    return min(distance, 1 - distance) >= APART

"""A photo's shape, where its face is, and a frame in; how the photo lies in the frame out. Pure.

A photo covers its frame. It is moved until the face is as near to the middle as it can be, and
enlarged only when the face would otherwise lie at the very edge, where a corner cuts it.
"""

from __future__ import annotations

from dataclasses import dataclass

# Where in a frame the middle of a face is wanted, and how near to an edge it may come before the
# photo is enlarged; shares of the frame's width and height.
WANTED = (0.5, 0.46)
NEAREST = ((0.3, 0.7), (0.26, 0.64))
# How much a photo is enlarged at the most: more costs sharpness, and cuts the head itself.
MOST = 1.5


@dataclass(frozen=True)
class Lie:
    """Where a photo lies: its upper left corner and its size, in the unit of its frame."""

    left: float
    top: float
    width: float
    height: float


def enlarged(
    aspect: float, focus: tuple[float, float], frame: float = 1.0, hidden: float = 0.0
) -> float:
    """How many times larger than needed to cover the frame, from 1 to `MOST`.

    `aspect` and `frame` are width by height; `focus` is x, y in percent of the photo; `hidden` is
    the share of the frame, from above, that is not seen in the end.
    """
    (left, right), (top, bottom) = NEAREST
    nearest = (left, right), (hidden + top * (1 - hidden), bottom)
    wide, high = max(1.0, aspect / frame), max(1.0, frame / aspect)
    needed = 1.0
    for (near, far), percent, size in zip(nearest, focus, (wide, high), strict=True):
        at = min(0.99, max(0.01, percent / 100))
        needed = max(needed, near / (at * size), (1 - far) / ((1 - at) * size))
    return min(MOST, needed)


def lie(
    aspect: float,
    focus: tuple[float, float],
    frame: tuple[float, float],
    wanted: tuple[float, float] | None = None,
    least: float = 1.0,
    hidden: float = 0.0,
) -> Lie:
    """How a photo lies in a frame of that width and height.

    `wanted`: where the face should be, in the unit of the frame; `least`: how much larger than its
    frame the photo is in any case; `hidden`: how much of the frame, from above, is cut off.
    """
    across, down = frame
    times = max(least, enlarged(aspect, focus, across / down, hidden / down))
    width = times * max(across, down * aspect)
    height = width / aspect
    x, y = wanted or (WANTED[0] * across, WANTED[1] * down)
    left = min(0.0, max(across - width, x - focus[0] / 100 * width))
    top = min(0.0, max(down - height, y - focus[1] / 100 * height))
    return Lie(left, top, width, height)

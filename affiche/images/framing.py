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


Box = tuple[float, float, float, float]
"""Left, top, width and height."""
WHOLE = (0.0, 0.0, 1.0, 1.0)


def enlarged(
    aspect: float, focus: tuple[float, float], frame: float = 1.0, seen: Box = WHOLE
) -> float:
    """How many times larger than needed to cover the frame, from 1 to `MOST`.

    `aspect` and `frame` are width by height; `focus` is x, y in percent of the photo; `seen` is
    what is not cut off of the frame in the end, in shares of it.
    """
    wide, high = max(1.0, aspect / frame), max(1.0, frame / aspect)
    needed = 1.0
    for axis, size in enumerate((wide, high)):
        near, far = (seen[axis] + share * seen[axis + 2] for share in NEAREST[axis])
        at = min(0.99, max(0.01, focus[axis] / 100))
        needed = max(needed, near / (at * size), (1 - far) / ((1 - at) * size))
    return min(MOST, needed)


def lie(
    aspect: float,
    focus: tuple[float, float],
    frame: tuple[float, float],
    seen: Box | None = None,
    wanted: tuple[float, float] | None = None,
    least: float = 1.0,
) -> Lie:
    """How a photo lies in a frame of that width and height.

    In the unit of the frame: `seen` is what is not cut off of it in the end, `wanted` is where the
    face should be; `least` is how much larger than its frame the photo is in any case.
    """
    across, down = frame
    left, top, wide, high = seen or (0.0, 0.0, across, down)
    shares = (left / across, top / down, wide / across, high / down)
    times = max(least, enlarged(aspect, focus, across / down, shares))
    width = times * max(across, down * aspect)
    height = width / aspect
    x, y = wanted or (left + WANTED[0] * wide, top + WANTED[1] * high)
    at_left = min(0.0, max(across - width, x - focus[0] / 100 * width))
    at_top = min(0.0, max(down - height, y - focus[1] / 100 * height))
    return Lie(at_left, at_top, width, height)

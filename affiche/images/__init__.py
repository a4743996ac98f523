"""Pictures of the content: an `ImageFile` in, bytes for the web or for paper out.

Every picture is made anew from its pixels or its shapes, so that nothing else of the file
(location, comments, scripts) comes along.

`photos`    pixels: upright, no larger than asked for
`colours`   what the numbers of a pixel mean: profiles in, sRGB out
`drawings`  shapes; `styles` their CSS
`framing`   how a photo lies in a frame
"""

from __future__ import annotations

from affiche.images import drawings, photos
from affiche.images.drawings import drawing
from affiche.model import ImageFile


def for_web(image: ImageFile, width: int) -> tuple[str, bytes]:
    """(file ending, bytes): a drawing as cleaned SVG, a photo as WebP of at most `width` pixels."""
    if image.drawing:
        return "svg", drawing(image)
    return "webp", photos.webp(image, width)


def for_paper(image: ImageFile, width: int) -> tuple[str, bytes]:
    """(MIME type, bytes): a drawing as cleaned SVG, a photo as JPEG of at most `width` pixels.

    A photo with transparent parts stays PNG, which is slower to print.
    """
    if image.drawing:
        return "image/svg+xml", drawing(image)
    return photos.for_paper(image, width)


def forget() -> None:
    """Let go of every picture that was made: its file is not what it was said to be."""
    for module in (drawings, photos):
        for made in vars(module).values():
            if hasattr(made, "cache_clear"):
                made.cache_clear()


__all__ = ["drawing", "for_paper", "for_web", "forget"]

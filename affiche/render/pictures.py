"""A picture of the content and where it stands in; the attributes of its <img> out.

A page names a photo in several widths, and the browser takes the one that its screen needs; its
shape is said beforehand, so that the page does not jump when it arrives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from markupsafe import Markup

from affiche.images.framing import enlarged, lie
from affiche.model import ImageFile
from affiche.pages.plan import Portrait

# Widths, in pixels, in which a photo is made besides the widest that was asked for.
WIDTHS = (160, 320, 480, 640, 960)
# A width that is less than this much smaller than the next saves nothing.
STEP = 1.25


def widths(image: ImageFile, widest: int) -> tuple[int, ...]:
    """The widths of a photo, the widest last; only one of a drawing."""
    most = min(widest, round(image.width)) if not image.drawing else widest
    smaller = () if image.drawing else (each for each in WIDTHS if each * STEP <= most)
    return (*smaller, most)


def attributes(
    image: ImageFile, widest: int, sizes: str, address: Callable[[int], str], eager: bool
) -> Markup:
    """All of an <img> but its alt, class and style.

    `sizes` is how wide it is shown, as HTML has it ("(max-width: 40rem) 90vw, 27rem"); `address`
    is where the picture of a width is found; an `eager` one is seen before anybody scrolls.
    """
    found = {width: address(width) for width in widths(image, widest)}
    width = max(found)
    scale = 1.0 if image.drawing else width / image.width
    across, down = (max(1, round(side * scale)) for side in (image.width, image.height))
    said = Markup('src="{}"').format(found[width])
    if len(found) > 1:
        sources = ", ".join(f"{path} {each}w" for each, path in found.items())
        said += Markup(' srcset="{}" sizes="{}"').format(sources, sizes)
    said += Markup(' width="{}" height="{}"').format(across, down)
    return said + Markup(' decoding="async"' if eager else ' loading="lazy" decoding="async"')


def spread(sizes: str, times: float) -> str:
    """`sizes` of a frame as those of the photo in it, which is `times` as wide."""
    if times <= 1:
        return sizes
    return ", ".join(_spread(each.strip(), times) for each in sizes.split(","))


def _spread(size: str, times: float) -> str:
    condition, bracket, length = size.rpartition(") ")
    return f"{condition}{bracket}calc({times:.2f} * {length})"


def times(portrait: Portrait, image: ImageFile) -> float:
    """How much wider than a square frame its photo is."""
    aspect = image.width / image.height
    return max(1.0, aspect) * enlarged(aspect, portrait.focus)


def shape(portrait: Portrait, image: ImageFile) -> str:
    """What the style sheet of pages has to know, to lay a face into a frame of any shape."""
    aspect = image.width / image.height
    x, y = (value / 100 for value in portrait.focus)
    zoom = enlarged(aspect, portrait.focus)
    return f"--aspect: {aspect:.4f}; --x: {x:g}; --y: {y:g}; --zoom: {zoom:.3f}"


def lying(
    portrait: Portrait, image: ImageFile, wide: float, high: float,
    left: float = 0, top: float = 0, right: float = 0,
) -> Markup:  # fmt: skip
    """The style of a photo in a frame of a sheet, so much of which is cut off at its sides."""
    seen = left, top, wide - left - right, high - top
    found = lie(image.width / image.height, portrait.focus, (wide, high), seen)
    return Markup("; ").join(
        _percent(found.left / wide, found.top / high, found.width / wide, found.height / high)
    )


def _percent(*values: float) -> Iterator[str]:
    for name, value in zip(("left", "top", "width", "height"), values, strict=True):
        yield f"{name}: {value * 100:.3f}%"

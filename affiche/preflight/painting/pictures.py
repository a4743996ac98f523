"""Instructions that place pictures and forms, streams that are used as one thing.

Source: ISO 32000-1, 8.8 to 8.10.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import hypot
from typing import Any

from affiche.preflight.painting.canvas import DEEPEST, Canvas, Handler, matrix_of
from affiche.preflight.painting.geometry import IDENTITY, Box, placed, times
from affiche.preflight.painting.marks import Colour, Image, Mark
from affiche.preflight.painting.tokens import Instruction

UNIT = Box(0, 0, 1, 1)


def do(on: Canvas, each: Instruction) -> Iterator[Mark]:
    """`Do`: a picture, or a stream of its own."""
    found = on.resource("XObject", each.operands[0])
    if found is None or on.depth > DEEPEST:
        return
    if str(found.get("/Subtype")) == "/Image":
        yield from _image(on, found, str(each.operands[0]))
    else:
        yield from _form(on, found)


def _form(on: Canvas, form: Any) -> Iterator[Mark]:
    matrix = times(matrix_of(form.get("/Matrix", IDENTITY)), on.state.ctm)
    clip = on.state.clip.within(placed(Box(*map(float, form.BBox)), matrix))
    number = form.get("/StructParents")
    parent = None if number is None else int(number)
    held = on.inner(form.get("/Resources", on.resources), matrix, parent)
    yield from held.read(form.read_bytes(), replace(on.state, ctm=matrix, clip=clip))


def _image(on: Canvas, image: Any, name: str) -> Iterator[Mark]:
    a, b, c, d, _, _ = on.state.ctm
    pixels = int(image.Width), int(image.Height)
    size = hypot(a, b), hypot(c, d)
    seen = placed(UNIT, on.state.ctm).within(on.state.clip)
    if seen.empty or not all(size):
        return
    ppi = pixels[0] / size[0] * 72, pixels[1] / size[1] * 72
    space = image.get("/ColorSpace")
    if space is None:  # a stencil, painted in the fill colour
        yield Image("image", seen, on.state.fill, on.tag, name, pixels, ppi, image)
    else:
        colour = Colour(on.colour_space(space))
        yield Image("image", seen, colour, on.tag, name, pixels, ppi, image)


def inline_image(on: Canvas, each: Instruction) -> Iterator[Mark]:
    """`BI`: a picture in the stream itself."""
    found = each.operands[0]
    short = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}
    space = found.get("CS", found.get("ColorSpace", "G"))
    name = short.get(str(space), str(space))
    a, b, c, d, _, _ = on.state.ctm
    pixels = int(found.get("W", found.get("Width"))), int(found.get("H", found.get("Height")))
    seen = placed(UNIT, on.state.ctm).within(on.state.clip)
    ppi = pixels[0] / (hypot(a, b) or 1) * 72, pixels[1] / (hypot(c, d) or 1) * 72
    yield Image("image", seen, Colour(name), on.tag, "inline", pixels, ppi, None)


HANDLERS: dict[str, Handler] = {"Do": do, "BI": inline_image}

"""A page of a PDF in; everything that it paints, with its place, colour and size, out.

Follows the graphics state (ISO 32000-1, 8.4 and 9.3) through the page's stream, its form XObjects,
tiling patterns and the glyphs of Type 3 fonts. Soft masks paint nothing by themselves and are
passed by. Clips count as the boxes around them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from affiche.preflight.painting import colours, lettering, paths, pictures
from affiche.preflight.painting.canvas import Canvas, Handler, matrix_of
from affiche.preflight.painting.geometry import EVERYWHERE, IDENTITY, times
from affiche.preflight.painting.marks import Mark, State, Tag
from affiche.preflight.painting.tokens import Instruction, Name


def painted(page: Any) -> Iterator[Mark]:
    """Everything that the page paints, in order. `page`: a `pikepdf.Page`.

    Raises BrokenStreamError for a stream that cannot be read.
    """
    contents = page.obj.get("/Contents")
    streams = [] if contents is None else _streams(contents)
    source = b"\n".join(stream.read_bytes() for stream in streams)
    parent = page.obj.get("/StructParents")
    number = None if parent is None else int(parent)
    canvas = Canvas(HANDLERS, {}, page.obj.get("/Resources", {}), IDENTITY, 0, (), number)
    yield from canvas.read(source, State(IDENTITY, EVERYWHERE))


def _streams(contents: Any) -> list[Any]:
    return list(contents) if contents._type_name == "array" else [contents]


def save(on: Canvas, _: Instruction) -> None:
    """`q`."""
    on.above.append(on.state.kept())


def restore(on: Canvas, _: Instruction) -> None:
    """`Q`."""
    if on.above:
        on.state = on.above.pop()


def transform(on: Canvas, each: Instruction) -> None:
    """`cm`."""
    on.state.ctm = times(matrix_of(each.operands), on.state.ctm)


def line_width(on: Canvas, each: Instruction) -> None:
    """`w`."""
    on.state.line = each.operands[0]


def dictionary(on: Canvas, each: Instruction) -> None:
    """`gs`: a line width or a font may be set by it."""
    found = on.resource("ExtGState", each.operands[0])
    if found is not None and "/LW" in found:
        on.state.line = float(found.LW)
    if found is not None and "/Font" in found:
        on.state.font = on.font(found.Font[0])
        on.state.size = float(found.Font[1])


def begin_marked(on: Canvas, each: Instruction) -> None:
    """`BMC`, `BDC`."""
    artifact = bool(each.operands) and each.operands[0] == "Artifact"
    found = each.operands[1] if len(each.operands) > 1 else None
    if isinstance(found, Name):
        found = on.resource("Properties", found)
    mcid = None if found is None else found.get("MCID", found.get("/MCID"))
    number = None if mcid is None else int(mcid)
    told = artifact or number is not None
    on.tags = (*on.tags, Tag(artifact, number, on.parent) if told else None)


def end_marked(on: Canvas, _: Instruction) -> None:
    """`EMC`."""
    on.tags = on.tags[:-1]


HANDLERS: dict[str, Handler] = {
    "q": save, "Q": restore, "cm": transform, "w": line_width, "gs": dictionary,
    "BDC": begin_marked, "BMC": begin_marked, "EMC": end_marked,
    **colours.HANDLERS, **paths.HANDLERS, **pictures.HANDLERS, **lettering.HANDLERS,
}  # fmt: skip

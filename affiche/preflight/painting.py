"""A page of a PDF in; everything that it paints, with its place, colour and size, out.

Follows the graphics state (ISO 32000-1, 8.4 and 9.3) through the page's stream, its form XObjects,
tiling patterns and the glyphs of Type 3 fonts. Soft masks paint nothing by themselves and are
passed by. Clips count as the boxes around them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from copy import copy
from dataclasses import replace
from math import hypot
from typing import Any

from affiche.preflight.fonts import Font, read_font
from affiche.preflight.geometry import (
    EVERYWHERE,
    IDENTITY,
    Box,
    Matrix,
    around,
    moved,
    placed,
    times,
)
from affiche.preflight.marks import Colour, Image, Mark, State, Tag, Text
from affiche.preflight.spaces import COMPONENTS, shading_colours, space_name
from affiche.preflight.tokens import Instruction, Name, instructions

# Ink above and below the baseline, in font sizes: what capitals and descenders take.
ASCENT, DESCENT = 0.72, 0.21
DEEPEST = 24
UNIT = Box(0, 0, 1, 1)


def painted(page: Any) -> Iterator[Mark]:
    """Everything that the page paints, in order. `page`: a `pikepdf.Page`.

    Raises BrokenStreamError for a stream that cannot be read.
    """
    box = EVERYWHERE
    contents = page.obj.get("/Contents")
    streams = [] if contents is None else _streams(contents)
    source = b"\n".join(stream.read_bytes() for stream in streams)
    parent = page.obj.get("/StructParents")
    number = None if parent is None else int(parent)
    reader = _Reader({}, page.obj.get("/Resources", {}), IDENTITY, 0, (), number)
    yield from reader.read(source, State(IDENTITY, box))


def _streams(contents: Any) -> list[Any]:
    return list(contents) if contents._type_name == "array" else [contents]


class _Reader:
    """Follows one stream. `base` is where its space lies on the page, `tags` what it stands in."""

    def __init__(
        self,
        fonts: dict[Any, Font],
        resources: Any,
        base: Matrix,
        depth: int,
        tags: tuple[Tag | None, ...],
        parent: int | None,
    ) -> None:
        self.fonts = fonts
        self.resources = resources
        self.base = base
        self.depth = depth
        self.tags = tags
        self.parent = parent
        self.state = State(base, EVERYWHERE)
        self.above: list[State] = []
        self.path: list[tuple[float, float]] = []
        self.clipping = False
        self.text = self.line = IDENTITY

    def read(self, stream: bytes, state: State) -> Iterator[Mark]:
        self.state = state
        for each in instructions(stream):
            handle = _HANDLERS.get(each.operator)
            if handle is not None:
                yield from handle(self, each) or ()

    @property
    def tag(self) -> Tag | None:
        """The innermost tag that says anything."""
        return next((tag for tag in reversed(self.tags) if tag is not None), None)

    def resource(self, kind: str, name: object) -> Any:
        return self.resources.get(f"/{kind}", {}).get(f"/{name}")

    def colour_space(self, space: Any) -> str:
        """The name of a colour space, by its name in the stream or as an object."""
        if isinstance(space, Name | str):
            known = self.resource("ColorSpace", space)
            return space_name(known) if known is not None else str(space)
        return space_name(space)

    def inner(self, resources: Any, base: Matrix, parent: int | None) -> _Reader:
        """A reader of a stream that this one calls for."""
        return _Reader(self.fonts, resources, base, self.depth + 1, (self.tag,), parent)

    # Graphics state ------------------------------------------------------------------------

    def save(self, _: Instruction) -> None:
        self.above.append(copy(self.state))

    def restore(self, _: Instruction) -> None:
        if self.above:
            self.state = self.above.pop()

    def transform(self, each: Instruction) -> None:
        self.state.ctm = times(_matrix(each.operands), self.state.ctm)

    def line_width(self, each: Instruction) -> None:
        self.state.line = each.operands[0]

    def dictionary(self, each: Instruction) -> None:
        """`gs`: a line width or a font may be set by it."""
        found = self.resource("ExtGState", each.operands[0])
        if found is not None and "/LW" in found:
            self.state.line = float(found.LW)
        if found is not None and "/Font" in found:
            self.state.font = self.font(found.Font[0])
            self.state.size = float(found.Font[1])

    # Colour --------------------------------------------------------------------------------

    def plain_colour(self, each: Instruction) -> None:
        space = {"g": "DeviceGray", "rg": "DeviceRGB", "k": "DeviceCMYK"}[each.operator.lower()]
        self._set(each.operator.isupper(), Colour(space, tuple(each.operands)), None)

    def space(self, each: Instruction) -> None:
        name = self.colour_space(each.operands[0])
        start = (0.0, 0.0, 0.0, 1.0) if name == "DeviceCMYK" else (0.0,) * COMPONENTS.get(name, 0)
        self._set(each.operator == "CS", Colour(name, start), None)

    def colour(self, each: Instruction) -> None:
        stroking = each.operator.isupper()
        space = (self.state.stroke if stroking else self.state.fill).space
        pattern, parts = None, each.operands
        if parts and isinstance(parts[-1], Name):
            pattern, parts = self.resource("Pattern", parts[-1]), parts[:-1]
        self._set(stroking, Colour(space, tuple(parts)), pattern)

    def _set(self, stroking: bool, colour: Colour, pattern: Any) -> None:
        if stroking:
            self.state.stroke, self.state.stroke_pattern = colour, pattern
        else:
            self.state.fill, self.state.fill_pattern = colour, pattern

    # Paths ---------------------------------------------------------------------------------

    def points(self, each: Instruction) -> None:
        values = each.operands
        for place in range(0, len(values) - 1, 2):
            self.path.append(moved(self.state.ctm, values[place], values[place + 1]))

    def rectangle(self, each: Instruction) -> None:
        x, y, width, height = each.operands
        ctm = self.state.ctm
        self.path += [moved(ctm, a, b) for a in (x, x + width) for b in (y, y + height)]

    def clip(self, _: Instruction) -> None:
        self.clipping = True

    def paint(self, each: Instruction) -> Iterator[Mark]:
        """Fill and stroke the path, and end it."""
        state, box = self.state, around(self.path)
        if each.operator in ("f", "F", "f*", "B", "B*", "b", "b*"):
            yield from self.filled(box.within(state.clip))
        if each.operator in ("S", "s", "B", "B*", "b", "b*"):
            wide = state.line * hypot(*state.ctm[:2]) / 2
            seen = box.grown(wide).within(state.clip)
            if not seen.empty:
                yield Mark("stroke", seen, state.stroke, self.tag)
                yield from self.pattern(state.stroke_pattern, seen)
        if self.clipping:
            state.clip = state.clip.within(box)
        self.path, self.clipping = [], False

    def filled(self, seen: Box) -> Iterator[Mark]:
        if not seen.empty:
            yield Mark("fill", seen, self.state.fill, self.tag)
            yield from self.pattern(self.state.fill_pattern, seen)

    def pattern(self, pattern: Any, seen: Box) -> Iterator[Mark]:
        """What a pattern paints: its shading's colours, or its cell."""
        if pattern is None or self.depth > DEEPEST:
            return
        if int(pattern.get("/PatternType", 1)) == 2:
            yield from self._shading(pattern.Shading, seen)
            return
        matrix = times(_matrix(pattern.get("/Matrix", IDENTITY)), self.base)
        reader = self.inner(pattern.get("/Resources", self.resources), matrix, self.parent)
        start = State(matrix, seen, fill=self.state.fill, stroke=self.state.stroke)
        yield from reader.read(pattern.read_bytes(), start)

    def shade(self, each: Instruction) -> Iterator[Mark]:
        """`sh`: the whole clip is filled with a shading."""
        shading = self.resource("Shading", each.operands[0])
        if shading is not None and not self.state.clip.empty:
            yield from self._shading(shading, self.state.clip)

    def _shading(self, shading: Any, seen: Box) -> Iterator[Mark]:
        space = self.colour_space(shading.ColorSpace)
        for parts in shading_colours(shading):
            yield Mark("shading", seen, Colour(space, parts), self.tag)

    # XObjects ------------------------------------------------------------------------------

    def do(self, each: Instruction) -> Iterator[Mark]:
        found = self.resource("XObject", each.operands[0])
        if found is None or self.depth > DEEPEST:
            return
        if str(found.get("/Subtype")) == "/Image":
            yield from self.image(found, str(each.operands[0]))
        else:
            yield from self.form(found)

    def form(self, form: Any) -> Iterator[Mark]:
        matrix = times(_matrix(form.get("/Matrix", IDENTITY)), self.state.ctm)
        clip = self.state.clip.within(placed(Box(*map(float, form.BBox)), matrix))
        number = form.get("/StructParents")
        parent = None if number is None else int(number)
        reader = self.inner(form.get("/Resources", self.resources), matrix, parent)
        yield from reader.read(form.read_bytes(), replace(self.state, ctm=matrix, clip=clip))

    def image(self, image: Any, name: str) -> Iterator[Mark]:
        a, b, c, d, _, _ = self.state.ctm
        pixels = int(image.Width), int(image.Height)
        size = hypot(a, b), hypot(c, d)
        seen = placed(UNIT, self.state.ctm).within(self.state.clip)
        if seen.empty or not all(size):
            return
        ppi = pixels[0] / size[0] * 72, pixels[1] / size[1] * 72
        space = image.get("/ColorSpace")
        if space is None:  # a stencil, painted in the fill colour
            yield Image("image", seen, self.state.fill, self.tag, name, pixels, ppi, image)
        else:
            colour = Colour(self.colour_space(space))
            yield Image("image", seen, colour, self.tag, name, pixels, ppi, image)

    def inline_image(self, each: Instruction) -> Iterator[Mark]:
        found = each.operands[0]
        short = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}
        space = found.get("CS", found.get("ColorSpace", "G"))
        name = short.get(str(space), str(space))
        a, b, c, d, _, _ = self.state.ctm
        pixels = int(found.get("W", found.get("Width"))), int(found.get("H", found.get("Height")))
        seen = placed(UNIT, self.state.ctm).within(self.state.clip)
        ppi = pixels[0] / (hypot(a, b) or 1) * 72, pixels[1] / (hypot(c, d) or 1) * 72
        yield Image("image", seen, Colour(name), self.tag, "inline", pixels, ppi, None)

    # Text ----------------------------------------------------------------------------------

    def begin_text(self, _: Instruction) -> None:
        self.text = self.line = IDENTITY

    def set_font(self, each: Instruction) -> None:
        found = self.resource("Font", each.operands[0])
        self.state.font = None if found is None else self.font(found)
        self.state.size = each.operands[1]

    def font(self, font: Any) -> Font:
        key = font.objgen if font.is_indirect else repr(font)
        if key not in self.fonts:
            self.fonts[key] = read_font(font)
        return self.fonts[key]

    def text_number(self, each: Instruction) -> None:
        """One of the operators that set a number of the text state."""
        name, scale = _NUMBERS[each.operator]
        setattr(self.state, name, type(getattr(self.state, name))(each.operands[0] * scale))

    def text_matrix(self, each: Instruction) -> None:
        self.text = self.line = _matrix(each.operands)

    def next_line(self, each: Instruction) -> None:
        if each.operator == "TD":
            self.state.leading = -each.operands[1]
        x, y = each.operands if each.operator != "T*" else (0.0, -self.state.leading)
        self.text = self.line = times((1, 0, 0, 1, x, y), self.line)

    def show_line(self, each: Instruction) -> Iterator[Mark]:
        """`'` and `"`: on the next line, the latter with word and letter spacing."""
        if each.operator == '"':
            self.state.word_spacing, self.state.spacing = each.operands[:2]
        self.next_line(Instruction("T*", [], each.start, each.end))
        yield from self.show(Instruction("Tj", each.operands[-1:], each.start, each.end))

    def show(self, each: Instruction) -> Iterator[Mark]:
        state, font = self.state, self.state.font
        pieces = each.operands[0] if each.operator == "TJ" else each.operands
        if font is None:
            return
        at, ends, said, missing = 0.0, [], [], 0
        for piece in pieces:
            if isinstance(piece, float):
                at -= piece / 1000 * state.size * state.stretch
                continue
            for code in font.codes(piece):
                wide = font.width(code) / 1000 * state.size
                text = font.text(code)
                if text.strip():
                    ends += [at, at + wide * state.stretch]
                    missing += code == 0 and font.kind == "Type0"
                said.append(text)
                space = state.word_spacing if font.bytes_a_code == 1 and code == 32 else 0.0
                if font.kind == "Type3":
                    yield from self.procedure(font, code, at)
                at += (wide + state.spacing + space) * state.stretch
        if ends:
            yield from self.shown("".join(said), min(ends), max(ends), missing, font)
        self.text = times((1, 0, 0, 1, at, 0), self.text)

    def shown(
        self, said: str, left: float, right: float, missing: int, font: Font
    ) -> Iterator[Mark]:
        """The text from `left` to `right` of where we are, in text space."""
        state = self.state
        matrix = times(self.text, state.ctm)
        low, high = state.rise - DESCENT * state.size, state.rise + ASCENT * state.size
        whole = placed(Box(left, min(low, high), right, max(low, high)), matrix)
        size = abs(state.size) * hypot(*matrix[2:4])
        colour = state.stroke if state.mode in (1, 5) else state.fill
        seen = whole.within(state.clip)
        invisible = state.mode == 3 or seen.empty
        yield Text("text", seen, colour, self.tag, said, size, font, whole, missing, invisible)
        if not invisible:
            yield from self.pattern(state.fill_pattern, seen)

    def procedure(self, font: Font, code: int, at: float) -> Iterator[Mark]:
        """What a glyph of a Type 3 font paints."""
        glyph = _type3_glyph(font.source, code)
        if glyph is None or self.depth > DEEPEST:
            return
        size, stretch = self.state.size, self.state.stretch
        place = times((size * stretch, 0, 0, size, at, self.state.rise), self.text)
        matrix = times(times(_matrix(font.source.get("/FontMatrix")), place), self.state.ctm)
        reader = self.inner(font.source.get("/Resources", self.resources), matrix, self.parent)
        yield from reader.read(glyph.read_bytes(), replace(self.state, ctm=matrix))

    # Marked content ------------------------------------------------------------------------

    def begin_marked(self, each: Instruction) -> None:
        artifact = bool(each.operands) and each.operands[0] == "Artifact"
        found = each.operands[1] if len(each.operands) > 1 else None
        if isinstance(found, Name):
            found = self.resource("Properties", found)
        mcid = None if found is None else found.get("MCID", found.get("/MCID"))
        number = None if mcid is None else int(mcid)
        told = artifact or number is not None
        self.tags = (*self.tags, Tag(artifact, number, self.parent) if told else None)

    def end_marked(self, _: Instruction) -> None:
        self.tags = self.tags[:-1]


_NUMBERS = {
    "Tc": ("spacing", 1.0), "Tw": ("word_spacing", 1.0), "Tz": ("stretch", 0.01),
    "TL": ("leading", 1.0), "Ts": ("rise", 1.0), "Tr": ("mode", 1.0),
}  # fmt: skip

Handler = Callable[[_Reader, Instruction], "Iterable[Mark] | None"]
_HANDLERS: dict[str, Handler] = {
    "q": _Reader.save, "Q": _Reader.restore, "cm": _Reader.transform,
    "w": _Reader.line_width, "gs": _Reader.dictionary,
    "cs": _Reader.space, "CS": _Reader.space,
    "Do": _Reader.do, "sh": _Reader.shade, "BI": _Reader.inline_image,
    "re": _Reader.rectangle, "W": _Reader.clip, "W*": _Reader.clip,
    "BT": _Reader.begin_text, "Tf": _Reader.set_font, "Tm": _Reader.text_matrix,
    "Tj": _Reader.show, "TJ": _Reader.show, "'": _Reader.show_line, '"': _Reader.show_line,
    "BDC": _Reader.begin_marked, "BMC": _Reader.begin_marked, "EMC": _Reader.end_marked,
    **dict.fromkeys(("g", "G", "rg", "RG", "k", "K"), _Reader.plain_colour),
    **dict.fromkeys(("sc", "SC", "scn", "SCN"), _Reader.colour),
    **dict.fromkeys(("m", "l", "c", "v", "y"), _Reader.points),
    **dict.fromkeys(
        ("f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "n"), _Reader.paint
    ),
    **dict.fromkeys(("Td", "TD", "T*"), _Reader.next_line),
    **dict.fromkeys(_NUMBERS, _Reader.text_number),
}  # fmt: skip


def _matrix(values: Any) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in values)
    return a, b, c, d, e, f


def _type3_glyph(font: Any, code: int) -> Any:
    differences = font.get("/Encoding", {}).get("/Differences", [])
    place = 0
    for item in differences:
        if isinstance(item, int):
            place = item
        else:
            if place == code:
                return font.CharProcs.get(str(item))
            place += 1
    return None

"""Instructions that show text: what it says, how large it is, where it stands.

Source: ISO 32000-1, 9.3 and 9.4.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import hypot
from typing import Any

from affiche.preflight.painting.canvas import DEEPEST, Canvas, Handler, matrix_of
from affiche.preflight.painting.colours import pattern_marks
from affiche.preflight.painting.fonts import Font
from affiche.preflight.painting.geometry import IDENTITY, Box, placed, times
from affiche.preflight.painting.marks import Mark, Text
from affiche.preflight.painting.tokens import Instruction

# Ink above and below the baseline, in font sizes: what capitals and descenders take.
ASCENT, DESCENT = 0.72, 0.21


def begin_text(on: Canvas, _: Instruction) -> None:
    """`BT`."""
    on.text = on.line = IDENTITY


def set_font(on: Canvas, each: Instruction) -> None:
    """`Tf`."""
    found = on.resource("Font", each.operands[0])
    on.state.font = None if found is None else on.font(found)
    on.state.size = each.operands[1]


def text_number(on: Canvas, each: Instruction) -> None:
    """One of the operators that set a number of the text state."""
    name, scale = _NUMBERS[each.operator]
    setattr(on.state, name, type(getattr(on.state, name))(each.operands[0] * scale))


def text_matrix(on: Canvas, each: Instruction) -> None:
    """`Tm`."""
    on.text = on.line = matrix_of(each.operands)


def next_line(on: Canvas, each: Instruction) -> None:
    """`Td`, `TD`, `T*`."""
    if each.operator == "TD":
        on.state.leading = -each.operands[1]
    x, y = each.operands if each.operator != "T*" else (0.0, -on.state.leading)
    on.text = on.line = times((1, 0, 0, 1, x, y), on.line)


def show_line(on: Canvas, each: Instruction) -> Iterator[Mark]:
    """`'` and `"`: on the next line, the latter with word and letter spacing."""
    if each.operator == '"':
        on.state.word_spacing, on.state.spacing = each.operands[:2]
    next_line(on, Instruction("T*", [], each.start, each.end))
    yield from show(on, Instruction("Tj", each.operands[-1:], each.start, each.end))


def show(on: Canvas, each: Instruction) -> Iterator[Mark]:
    """`Tj`, `TJ`: the text in one piece, and what the glyphs of a Type 3 font paint."""
    state, font = on.state, on.state.font
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
                yield from _procedure(on, font, code, at)
            at += (wide + state.spacing + space) * state.stretch
    if ends:
        yield from _shown(on, "".join(said), min(ends), max(ends), missing, font)
    on.text = times((1, 0, 0, 1, at, 0), on.text)


def _shown(
    on: Canvas, said: str, left: float, right: float, missing: int, font: Font
) -> Iterator[Mark]:
    """The text from `left` to `right` of where we are, in text space."""
    state = on.state
    matrix = times(on.text, state.ctm)
    low, high = state.rise - DESCENT * state.size, state.rise + ASCENT * state.size
    whole = placed(Box(left, min(low, high), right, max(low, high)), matrix)
    size = abs(state.size) * hypot(*matrix[2:4])
    colour = state.stroke if state.mode in (1, 5) else state.fill
    seen = whole.within(state.clip)
    invisible = state.mode == 3 or seen.empty
    yield Text("text", seen, colour, on.tag, said, size, font, whole, missing, invisible)
    if not invisible:
        yield from pattern_marks(on, state.fill_pattern, seen)


def _procedure(on: Canvas, font: Font, code: int, at: float) -> Iterator[Mark]:
    """What a glyph of a Type 3 font paints."""
    glyph = _type3_glyph(font.source, code)
    if glyph is None or on.depth > DEEPEST:
        return
    size, stretch = on.state.size, on.state.stretch
    place = times((size * stretch, 0, 0, size, at, on.state.rise), on.text)
    matrix = times(times(matrix_of(font.source.get("/FontMatrix")), place), on.state.ctm)
    glyphs = on.inner(font.source.get("/Resources", on.resources), matrix, on.parent)
    yield from glyphs.read(glyph.read_bytes(), replace(on.state, ctm=matrix))


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


_NUMBERS = {
    "Tc": ("spacing", 1.0), "Tw": ("word_spacing", 1.0), "Tz": ("stretch", 0.01),
    "TL": ("leading", 1.0), "Ts": ("rise", 1.0), "Tr": ("mode", 1.0),
}  # fmt: skip

HANDLERS: dict[str, Handler] = {
    "BT": begin_text, "Tf": set_font, "Tm": text_matrix,
    "Tj": show, "TJ": show, "'": show_line, '"': show_line,
    **dict.fromkeys(("Td", "TD", "T*"), next_line),
    **dict.fromkeys(_NUMBERS, text_number),
}  # fmt: skip

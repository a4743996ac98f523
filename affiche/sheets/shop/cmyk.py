"""An open PDF in sRGB and the inks of a press in; the same PDF in CMYK out.

Rewrites what is painted: colour operators in the page, its form XObjects, patterns and glyphs,
gradients, pictures, and the spaces in which transparent parts are mixed. Everything else is
copied byte by byte. Masks stay grey; a colour space that this does not know stays as it is, and
is found by the preflight.

A colour is written where something is painted with it rather than where it was set, because the
same ink colour is something else for text and for an area.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from affiche.preflight.painting.spaces import space_name
from affiche.preflight.painting.tokens import Instruction, Name, instructions
from affiche.sheets.shop.inks import JPEG_QUALITY, Inks, Parts

RGB = ("DeviceRGB", "ICCBased 3")
TEXT = ("Tj", "TJ", "'", '"')
# What begins a path: the last place at which its colours can be set.
PATH = ("m", "re")
# Steps in which a gradient is written: no press shows finer ones.
STEPS = 256


def to_cmyk(pdf: Any, inks: Inks) -> None:
    """Turn every page of the `pikepdf.Pdf` into CMYK, in place."""
    converter = _Converter(pdf, inks)
    for page in pdf.pages:
        page.contents_coalesce()
        converter.stream(page.obj.Contents, page.obj.get("/Resources", {}))
        converter.group(page.obj)


@dataclass(frozen=True)
class _Paint:
    """The colours for areas (fill) and lines (stroke): as set in RGB (None: not in RGB, or not
    set in this stream), and as last written."""

    fill: Parts | None = None
    stroke: Parts | None = None
    fill_written: bytes = b""
    stroke_written: bytes = b""


class _Converter:
    """Converts each object once, however often it is used."""

    def __init__(self, pdf: Any, inks: Inks) -> None:
        self.pdf = pdf
        self.inks = inks
        self.done: set[Any] = set()

    def stream(self, stream: Any, resources: Any) -> None:
        """Convert a content stream and all that it uses."""
        if self._seen(stream):
            return
        spaces = {
            name[1:]: space_name(space) for name, space in resources.get("/ColorSpace", {}).items()
        }
        source = stream.read_bytes()
        stream.write(b"".join(_rewritten(source, spaces, self.inks)))
        self.resources(resources)

    def resources(self, resources: Any) -> None:
        if resources.is_indirect and self._seen(resources):
            return
        for found in resources.get("/XObject", {}).values():
            self.x_object(found, resources)
        for found in resources.get("/Pattern", {}).values():
            if int(found.get("/PatternType", 1)) == 2:
                self.shading(found.Shading)
            else:
                self.stream(found, found.get("/Resources", resources))
        for found in resources.get("/Shading", {}).values():
            self.shading(found)
        for found in resources.get("/ExtGState", {}).values():
            mask = found.get("/SMask")
            if hasattr(mask, "get") and "/G" in mask:
                self.x_object(mask.G, resources)
        for font in resources.get("/Font", {}).values():
            for glyph in font.get("/CharProcs", {}).values():
                self.stream(glyph, font.get("/Resources", resources))

    def x_object(self, found: Any, resources: Any) -> None:
        if str(found.get("/Subtype")) == "/Image":
            self.image(found)
        else:
            self.group(found)
            self.stream(found, found.get("/Resources", resources))

    def group(self, holder: Any) -> None:
        """Transparent parts are mixed in the inks in which they are printed."""
        group = holder.get("/Group")
        if group is not None and "/CS" in group and space_name(group.CS) in RGB:
            group.CS = _name("DeviceCMYK")

    def shading(self, shading: Any) -> None:
        """A gradient keeps its shape; its colours are worked out in many steps."""
        if self._seen(shading) or space_name(shading.ColorSpace) not in RGB:
            return
        if "/Function" not in shading:
            return
        domain = [float(each) for each in shading.get("/Domain", [0, 1])[:2]]
        functions = shading.Function
        parts = list(functions) if functions._type_name == "array" else [functions]
        samples = bytearray()
        for step in range(STEPS):
            at = domain[0] + (domain[1] - domain[0]) * step / (STEPS - 1)
            rgb = sum((value_at(each, at) for each in parts), ())
            samples += bytes(round(255 * part) for part in self.inks.colour(rgb))
        shading.Function = self._sampled(bytes(samples), domain)
        shading.ColorSpace = _name("DeviceCMYK")
        if "/Background" in shading:
            shading.Background = list(self.inks.colour(tuple(map(float, shading.Background))))

    def _sampled(self, samples: bytes, domain: list[float]) -> Any:
        return self.pdf.make_stream(
            samples,
            FunctionType=0, Domain=domain, Range=[0, 1] * 4, Size=[STEPS], BitsPerSample=8,
        )  # fmt: skip

    def image(self, image: Any) -> None:
        """A picture: JPEG stays JPEG, the rest stays as sharp as it was."""
        from pikepdf import PdfImage
        from PIL import Image

        space = image.get("/ColorSpace")
        if self._seen(image) or space is None or space_name(space) not in RGB:
            return
        jpeg = str(image.get("/Filter", "")) == "/DCTDecode"
        if jpeg:
            picture: Any = Image.open(io.BytesIO(image.read_raw_bytes()))
        else:
            picture = PdfImage(image).as_pil_image()
        converted = self.inks.photo(picture)
        image.ColorSpace = _name("DeviceCMYK")
        image.BitsPerComponent = 8
        if jpeg:
            out = io.BytesIO()
            converted.save(out, "JPEG", quality=JPEG_QUALITY)
            image.write(out.getvalue(), filter=_name("DCTDecode"))
            # Pillow writes CMYK as Adobe does: inverted.
            image.Decode = [1, 0] * 4
        else:
            image.write(converted.tobytes())

    def _seen(self, found: Any) -> bool:
        key = found.objgen
        if key in self.done:
            return True
        if key != (0, 0):
            self.done.add(key)
        return False


def _name(name: str) -> Any:
    from pikepdf import Name as PdfName

    return PdfName("/" + name)


def value_at(function: Any, at: float) -> Parts:
    """The value of a function of one number. Raises ValueError for a kind that we do not know.

    Source: ISO 32000-1, 7.10.2 to 7.10.4.
    """
    low, high = (float(each) for each in list(function.Domain)[:2])
    at = min(high, max(low, at))
    kind = int(function.FunctionType)
    if kind == 2:
        start = [float(each) for each in function.get("/C0", [0])]
        end = [float(each) for each in function.get("/C1", [1])]
        part = at ** float(function.N)
        return tuple(a + part * (b - a) for a, b in zip(start, end, strict=True))
    if kind == 3:
        bounds = [low, *(float(each) for each in function.Bounds), high]
        encode = [float(each) for each in function.Encode]
        piece = max(n for n, bound in enumerate(bounds[:-1]) if bound <= at or n == 0)
        width = bounds[piece + 1] - bounds[piece]
        share = (at - bounds[piece]) / width if width else 0.0
        first, last = encode[2 * piece : 2 * piece + 2]
        return value_at(function.Functions[piece], first + share * (last - first))
    if kind == 0 and int(function.BitsPerSample) == 8:
        outputs, size = len(function.Range) // 2, int(function.Size[0])
        data = function.read_bytes()
        where = (at - low) / (high - low) * (size - 1)
        left = min(int(where), size - 2) if size > 1 else 0
        pairs = zip(data[left * outputs :][:outputs], data[(left + 1) * outputs :], strict=False)
        return tuple((a + (where - left) * (b - a)) / 255 for a, b in pairs)
    raise ValueError(f"a gradient has a function of type {kind}")


def _rewritten(source: bytes, spaces: dict[str, str], inks: Inks) -> Iterator[bytes]:
    """The stream, in pieces, with its colours in CMYK."""
    paint, above = _Paint(), list[_Paint]()
    drawing = False
    for each in instructions(source):
        operator = each.operator
        if operator == "q":
            above.append(paint)
        elif operator == "Q":
            paint = above.pop() if above else _Paint()
        elif operator in _SETTERS:
            new = _SETTERS[operator](paint, each, spaces)
            if new is None:  # a colour that is not in RGB: as it is
                paint = _forgotten(paint, operator)
            else:
                paint = new
                continue
        elif operator in TEXT or operator == "Do" or (operator in PATH and not drawing):
            paint, written = _written(paint, inks, operator in TEXT)
            yield written
        drawing = operator in PATH or (drawing and operator in _IN_PATH)
        yield source[each.start : each.end].strip(b"\0\t\n\f\r ") + b"\n"


_IN_PATH = ("l", "c", "v", "y", "h", "W", "W*")


def _written(paint: _Paint, inks: Inks, text: bool) -> tuple[_Paint, bytes]:
    """Set the colours that are about to be used, where they are not set yet."""
    out = b""
    if paint.fill is not None:
        fill = _operands(inks.colour(paint.fill, text)) + b" k\n"
        if fill != paint.fill_written:
            out, paint = out + fill, replace(paint, fill_written=fill)
    if paint.stroke is not None:
        stroke = _operands(inks.colour(paint.stroke, text)) + b" K\n"
        if stroke != paint.stroke_written:
            out, paint = out + stroke, replace(paint, stroke_written=stroke)
    return paint, out


def _operands(parts: Iterable[float]) -> bytes:
    return " ".join(f"{part:.3f}".rstrip("0").rstrip(".") for part in parts).encode()


def _device(paint: _Paint, each: Instruction, _: dict[str, str]) -> _Paint | None:
    """`rg`, `RG`."""
    colour = tuple(float(part) for part in each.operands)
    return _with(paint, each.operator, colour)


def _space(paint: _Paint, each: Instruction, spaces: dict[str, str]) -> _Paint | None:
    """`cs`, `CS`: an RGB space starts at black."""
    name = str(each.operands[0])
    if spaces.get(name, name) not in RGB:
        return None
    return _with(paint, each.operator, (0.0, 0.0, 0.0))


def _parts(paint: _Paint, each: Instruction, _: dict[str, str]) -> _Paint | None:
    """`sc`, `scn` and their stroking forms: in RGB only if the space is."""
    known = paint.stroke if each.operator.isupper() else paint.fill
    if known is None or (each.operands and isinstance(each.operands[-1], Name)):
        return None
    return _device(paint, each, {})


def _other(paint: _Paint, each: Instruction, _: dict[str, str]) -> _Paint | None:
    """`g`, `k` and their stroking forms: not RGB."""
    return None


def _with(paint: _Paint, operator: str, colour: Parts) -> _Paint:
    return replace(paint, stroke=colour) if operator.isupper() else replace(paint, fill=colour)


def _forgotten(paint: _Paint, operator: str) -> _Paint:
    if operator.isupper():
        return replace(paint, stroke=None, stroke_written=b"")
    return replace(paint, fill=None, fill_written=b"")


Setter = Callable[[_Paint, Instruction, dict[str, str]], "_Paint | None"]
_SETTERS: dict[str, Setter] = {
    **dict.fromkeys(("rg", "RG"), _device),
    **dict.fromkeys(("cs", "CS"), _space),
    **dict.fromkeys(("sc", "SC", "scn", "SCN"), _parts),
    **dict.fromkeys(("g", "G", "k", "K"), _other),
}

"""A reading in; which colours are used and how much ink, whether pictures are sharp, out."""

from __future__ import annotations

import io
from math import ceil
from typing import Any

from affiche.errors import Kind
from affiche.preflight.painting.geometry import MM
from affiche.preflight.painting.marks import Image, Mark
from affiche.preflight.painting.spaces import space_name
from affiche.preflight.reading import Reading, checked
from affiche.preflight.report import OURS, Checked, Finding

# Colour spaces that a file may use, by what it is: "Pattern" only says that a pattern follows,
# and Separation All is the registration colour of the marks.
ALLOWED = {
    "srgb": {"DeviceRGB", "DeviceGray", "ICCBased 3", "ICCBased 1", "Pattern"},
    "cmyk": {"DeviceCMYK", "DeviceGray", "Pattern", "Separation All"},
}
# What people call them; grey is black ink.
SHORT = {"DeviceRGB": "RGB", "ICCBased 3": "RGB", "DeviceCMYK": "CMYK", "DeviceGray": "K"}
NAMES = {"srgb": "sRGB", "cmyk": "CMYK"}
# Pixels on an inch: below LEAST a picture is a blur, below ENOUGH it is soft.
LEAST, ENOUGH, AIM = 100, 150, 200
# What the writer is told of them.
BLURRED = (
    "a picture of {pixels} pixels, of which {seen} are seen, is {width} cm wide on {paper}: "
    "{ppi} ppi, which is a blur"
)
SOFT = (
    "a picture of {pixels} pixels, of which {seen} are seen, is {width} cm wide on {paper}: "
    "{ppi} ppi, a little soft"
)
# In mm.
TEXTURE = 5
# What is as dark as this (CIELAB lightness) reads as black.
BLACK = 18.0
# Ink is measured over squares of this many pixels: dots of single pixels dry.
SQUARE = 4
# The share of a picture that may have more ink than the limit.
SPECKS = 0.001


def colour(read: Reading) -> Checked:
    """Only the colour spaces that the file may have, in everything that is painted."""
    want = read.expected.colour
    used = sorted({mark.colour.space for mark in read.marks} | _group_spaces(read))
    stray = [space for space in used if space not in ALLOWED[want]]
    shown = sorted({SHORT[space] for space in used if space in SHORT} | set(stray))
    values = {"colour": NAMES[want], "used": ", ".join(shown), "stray": ", ".join(stray)}
    what = "the file is {colour}, but {stray} is used in it"
    findings = [Finding("colour", Kind.ERROR, what, OURS, values)] if stray else []
    return checked("colour", "Colour", "{used}", findings, **values)


def _group_spaces(read: Reading) -> set[str]:
    """The spaces in which transparent parts are mixed; masks are grey and do not count."""
    groups = (held.get("/Group") for held in read.forms)
    return {space_name(group.CS) for group in groups if group is not None and "/CS" in group}


def intent(read: Reading) -> Checked:
    """The file says what its colours mean: an ICC profile of the right kind is in it."""
    want = read.expected.colour
    parts, signature = {"srgb": (3, b"RGB "), "cmyk": (4, b"CMYK")}[want]
    for each in _intents(read):
        profile = each.get("/DestOutputProfile")
        if profile is None:
            continue
        icc = profile.read_bytes()
        name = str(each.get("/OutputConditionIdentifier", each.get("/Info", "")))
        if int(profile.get("/N", 0)) == parts and icc[16:20] == signature and name:
            return checked("intent", "Colour profile", "{profile}", profile=name)
    missing = Finding(
        "intent", Kind.ERROR, "the file holds no colour profile for {colour}", OURS,
        {"colour": NAMES[want]},
    )  # fmt: skip
    return checked("intent", "Colour profile", "–", [missing])


def ink(read: Reading) -> Checked:
    """The most ink on any place: the sum of the four inks, in percent."""
    limit = read.expected.ink_limit
    inside = [mark for mark in read.marks if not mark.box.within(read.bleed).empty]
    drawn = max((_drawn(mark) for mark in inside), default=0.0)
    photos = max(
        (photo_ink(mark.source) for mark in _sources(inside) if mark.source is not None),
        default=0.0,
    )
    most = round(max(drawn, photos))
    values: dict[str, object] = {"most": most, "limit": round(limit)}
    what = (
        "a colour of the theme has {most} % ink; the printer takes {limit} %"
        if drawn >= photos
        else "a picture has {most} % ink; the printer takes {limit} %"
    )
    hint = "Ask your print shop for an ICC profile with less ink, or how much it takes (`ink`)"
    findings = [Finding("ink", Kind.ERROR, what, hint, values)]
    return checked("ink", "Ink", "{most} %", findings if most > limit else (), **values)


def _drawn(mark: Mark) -> float:
    """The ink of a colour, in percent."""
    if mark.colour.space == "DeviceCMYK" and mark.colour.parts:
        return 100 * sum(mark.colour.parts)
    if mark.colour.space == "DeviceGray" and mark.colour.parts:
        return 100 * (1 - mark.colour.parts[0])
    return 0.0


def _sources(marks: list[Mark]) -> list[Image]:
    """Each CMYK picture once."""
    images = [mark for mark in marks if isinstance(mark, Image)]
    cmyk = [image for image in images if image.colour.space == "DeviceCMYK"]
    return list({image.source.objgen: image for image in cmyk if image.source is not None}.values())


def photo_ink(image: Any) -> float:
    """The most ink in a CMYK picture, in percent, but for a few specks."""
    from PIL import Image as Pillow
    from PIL import ImageChops

    width, height = int(image.Width), int(image.Height)
    if "/DCTDecode" in _filters(image):
        opened = Pillow.open(io.BytesIO(image.read_raw_bytes()))
        # Pillow undoes the inversion that Adobe's CMYK JPEGs have; a PDF does so by /Decode only.
        inverted = float(image.get("/Decode", [0])[0]) == 1
        picture = opened.convert("CMYK") if inverted else ImageChops.invert(opened)
    else:
        picture = Pillow.frombytes("CMYK", (width, height), image.read_bytes())
    cyan, magenta, yellow, black = picture.reduce(min(SQUARE, width, height)).split()
    half = ImageChops.add(cyan, magenta, 2), ImageChops.add(yellow, black, 2)
    counts = ImageChops.add(*half, 2).histogram()
    left = SPECKS * sum(counts)
    for value in range(255, -1, -1):
        left -= counts[value]
        if left < 0:
            return value / 255 * 400
    return 0.0


def _filters(image: Any) -> list[str]:
    found = image.get("/Filter", [])
    return [str(found)] if found._type_name == "name" else [str(each) for each in found]


def black(read: Reading) -> Checked:
    """Text that is black is printed with black ink only: four inks never lie quite straight.

    A dark colour (teal, wine) is more than black ink; black is what the press shows as such.
    """
    inks = {t.colour.parts for t in read.texts if t.colour.space == "DeviceCMYK"}
    several = {parts for parts in inks if len(parts) == 4 and parts[3] > 0.3 and any(parts[:3])}
    dark = {parts for parts in several if _lightness(parts, read) < BLACK}
    mixed = sorted({t.text.strip() for t in read.texts if t.colour.parts in dark})
    what = "black text is printed in four inks: {text}"
    findings = (
        [Finding("black", Kind.ERROR, what, OURS, {"text": tuple(mixed[:3])})] if mixed else []
    )
    return checked(
        "black", "Black text in black ink", "{count} in four inks", findings, count=len(mixed)
    )


def _lightness(inks: tuple[float, ...], read: Reading) -> float:
    """How light (CIELAB) the press of the output intent prints these inks, from 0 to 100."""
    from PIL import Image as Pillow
    from PIL import ImageCms

    profile = next((each.get("/DestOutputProfile") for each in _intents(read)), None)
    icc = b"" if profile is None else profile.read_bytes()
    if icc[16:20] != b"CMYK":  # found by `intent`
        return 0.0
    press = ImageCms.ImageCmsProfile(io.BytesIO(icc))
    lab = ImageCms.createProfile("LAB")
    to_lab = ImageCms.buildTransform(
        press, lab, "CMYK", "LAB", ImageCms.Intent.RELATIVE_COLORIMETRIC
    )
    patch = Pillow.new("CMYK", (1, 1), tuple(round(255 * ink) for ink in inks))
    shown: Any = ImageCms.applyTransform(patch, to_lab)
    return float(shown.tobytes()[0]) / 255 * 100


def _intents(read: Reading) -> list[Any]:
    return list(read.root.get("/OutputIntents", []))


def resolution(read: Reading) -> Checked:
    """How sharp the pictures are at the size at which they are printed, in pixels on an inch."""
    pictures = [image for image in read.images if not image.box.within(read.trim).empty]
    # What is smaller than that is a texture that is repeated, or an emoji, not a picture.
    pictures = [image for image in pictures if min(_inches(image)) * 25.4 > TEXTURE]
    lowest = min((min(image.ppi) for image in pictures), default=None)
    findings = [_soft(image, read) for image in pictures if min(image.ppi) < ENOUGH]
    found = list(dict.fromkeys(findings))
    if lowest is None:
        return checked("resolution", "Pictures", "none", found)
    return checked("resolution", "Pictures", "{ppi} ppi or more", found, ppi=int(lowest))


def _soft(image: Image, read: Reading) -> Finding:
    """What the writer is told: of the picture as it was supplied, and of what is seen of it."""
    blurred = min(image.ppi) < LEAST
    seen = image.box.within(read.trim)
    values = HashableValues(
        ppi=int(min(image.ppi)),
        pixels=_by(*image.pixels),
        seen=_by(seen.width / 72 * image.ppi[0], seen.height / 72 * image.ppi[1]),
        width=round(seen.width * MM / 10),
        paper=read.expected.paper,
        need=_by(
            *(_fifties(side * AIM / ppi) for side, ppi in zip(image.pixels, image.ppi, strict=True))
        ),
    )
    kind = Kind.ERROR if blurred and read.expected.printer else Kind.WARNING
    what = BLURRED if blurred else SOFT
    hint = "Use this one with at least {need} pixels, or one with less around what it is about"
    return Finding("resolution", kind, what, hint, values)


def _by(across: float, down: float) -> str:
    return f"{round(across)} × {round(down)}"


def _fifties(pixels: float) -> int:
    return ceil(pixels / 50) * 50


def _inches(image: Image) -> tuple[float, float]:
    return image.pixels[0] / image.ppi[0], image.pixels[1] / image.ppi[1]


class HashableValues(dict[str, object]):
    """Values that can be compared and kept apart, so that a picture is named once."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(self.items()))

"""A laid-out sheet and the photos in it; the sheet with each photo as sharp as its use asks, out.

A sheet is laid out once for all its papers and uses, with small proofs of its photos. Afterwards
each photo is made from its own file, as many pixels as the paper needs and the file has: what a
check of the finished PDF measures is what the writer supplied.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import md5
from math import ceil
from typing import Any

from affiche.images import photos
from affiche.model import ImageFile
from affiche.preflight.painting.marks import Image
from affiche.preflight.painting.page import painted
from affiche.render import picture_address
from affiche.sheets.layout.written import written


@dataclass(frozen=True)
class Sharpness:
    """Pixels on an inch of paper, and the quality of the JPEG, 1 to 95."""

    ppi: int
    quality: int


# For print shops; and for the screen, where the first is taken that keeps the file light. None is
# under the 150 ppi below which a photo counts as soft.
SHOP = Sharpness(300, 92)
SCREEN = tuple(Sharpness(*each) for each in ((200, 90), (155, 85), (155, 70), (155, 50), (155, 30)))
# What all photos of a sheet for the screen may weigh, in bytes: of the 3 MB, letters need some.
LIGHT = 2_400_000


@dataclass(frozen=True)
class _Spot:
    """A photo where it is in the PDF, its file, and how wide it is printed, in inches."""

    source: Any
    image: ImageFile
    inches: float

    def made(self, sharpness: Sharpness) -> photos.Pixels:
        return photos.pixels(self.image, ceil(self.inches * sharpness.ppi), sharpness.quality)


def with_photos(pdf: bytes, images: Mapping[str, ImageFile], shop: bool) -> bytes:
    """The PDF of a layout with its photos for the print shop, or for the screen."""
    import pikepdf

    proofs = {_proof_name(key): image for key, image in images.items() if not image.drawing}
    if not proofs:
        return pdf
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        spots = tuple(_spots(opened, proofs))
        made = _made(spots, SHOP) if shop else _light(spots)
        for spot, pixels in zip(spots, made, strict=True):
            _put(spot.source, pixels)
        return written(opened)


def _light(spots: Sequence[_Spot]) -> list[photos.Pixels]:
    made: list[photos.Pixels] = []
    for sharpness in SCREEN:
        made = _made(spots, sharpness)
        if sum(len(each.jpeg) + len(each.mask) for each in made) <= LIGHT:
            break
    return made


def _made(spots: Sequence[_Spot], sharpness: Sharpness) -> list[photos.Pixels]:
    return [spot.made(sharpness) for spot in spots]


def _proof_name(key: str) -> str:
    """What WeasyPrint calls a picture in a PDF: after its address."""
    return md5(picture_address(key).encode(), usedforsecurity=False).hexdigest()


def _spots(opened: Any, proofs: Mapping[str, ImageFile]) -> Iterator[_Spot]:
    """Each photo once, as wide as it is printed anywhere."""
    found: dict[Any, _Spot] = {}
    for page in opened.pages:
        for mark in painted(page):
            if isinstance(mark, Image) and mark.source is not None and mark.name[1:33] in proofs:
                inches = mark.pixels[0] / mark.ppi[0]
                known = found.get(mark.source.objgen)
                if known is None or known.inches < inches:
                    spot = _Spot(mark.source, proofs[mark.name[1:33]], inches)
                    found[mark.source.objgen] = spot
    yield from found.values()


def _put(source: Any, pixels: photos.Pixels) -> None:
    """Put other pixels in the place of a picture: colours as JPEG, and a mask where it has one."""
    from pikepdf import Name

    source.Width, source.Height = pixels.width, pixels.height
    source.ColorSpace = Name.DeviceRGB
    source.write(pixels.jpeg, filter=Name.DCTDecode)
    mask = source.get("/SMask")
    if mask is not None and pixels.mask:
        mask.Width, mask.Height = pixels.width, pixels.height
        mask.write(pixels.mask, filter=Name.FlateDecode)

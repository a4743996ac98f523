"""A picture of the projection in; its bytes for a pack out, with nothing in them but what shows.

A photo is made anew from its pixels, a drawing from its shapes: `affiche.images`.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from affiche import images
from affiche.model import ImageFile

# Wide enough for an A3 poster's face at 150 ppi.
WIDTH = 1600
ENDINGS = {"image/svg+xml": "svg", "image/jpeg": "jpg", "image/png": "png"}


def packed(image: ImageFile) -> tuple[str, bytes]:
    """(path in the pack, bytes): a drawing as SVG, a photo as JPEG, or PNG where it is see-through.

    The path is that of the projection: `portraits/peter.svg`.
    """
    mime, content = images.for_paper(image, WIDTH)
    return str(PurePosixPath(image.file).with_suffix(f".{ENDINGS[mime]}")), content

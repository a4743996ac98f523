"""A page of the living site in; its address, and the QR code that leads there, out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from affiche.model import Site


@dataclass(frozen=True)
class Code:
    """A QR code: `size` squares wide, quiet zone included, and the dark ones as an SVG path."""

    size: int
    path: str


def address(path: str, site: Site) -> str:
    """Where a page ("personas/peter/index.html") lives on; nothing when the site has no address."""
    base = site.settings.url
    return f"{base.rstrip('/')}/{path.removesuffix('index.html')}" if base else ""


@lru_cache(maxsize=4096)
def code(address: str) -> Code | None:
    """The QR code of an address; None without one."""
    import segno

    if not address:
        return None
    rows = tuple(segno.make(address, error="l", micro=False).matrix_iter(border=4))
    squares = (
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return Code(len(rows), "".join(squares))

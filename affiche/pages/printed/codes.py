"""A page of the living site in; its address, and the QR code that leads there, out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from affiche.kept import lasting
from affiche.model import Site

SQUARE = re.compile(r"M(\d+) (\d+)h1v1h-1z")


@dataclass(frozen=True)
class Code:
    """A QR code: `size` squares wide, quiet zone included, and the dark ones as an SVG path. Marks
    of sheets follow from it, so that it stays as it is."""

    size: int
    path: str

    @property
    def runs(self) -> str:
        """The path with dark squares beside each other as one: no seam shows between them, and
        there is less to draw."""
        return _runs(self.path)


def address(path: str, site: Site) -> str:
    """Where a page ("personas/peter/index.html") lives on; nothing when the site has no address."""
    base = site.settings.url
    return f"{base.rstrip('/')}/{path.removesuffix('index.html')}" if base else ""


@lru_cache(maxsize=4096)
def code(address: str) -> Code | None:
    """The QR code of an address; None without one."""
    return _drawn(address) if address else None


@lasting(Code, str, "affiche.pages.printed.codes")
def _drawn(address: str) -> Code:
    import segno

    rows = tuple(segno.make(address, error="l", micro=False).matrix_iter(border=4))
    squares = (
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return Code(len(rows), "".join(squares))


@lru_cache(maxsize=4096)
def _runs(path: str) -> str:
    """Squares as `code` writes them, in rows from the left; the same with neighbours as one."""
    found: list[tuple[int, int, int]] = []
    for square in SQUARE.finditer(path):
        x, y = int(square[1]), int(square[2])
        began, row, long = found[-1] if found else (0, -1, 0)
        if (row, began + long) == (y, x):
            found[-1] = (began, row, long + 1)
        else:
            found.append((x, y, 1))
    return "".join(f"M{x} {y}h{long}v1h-{long}z" for x, y, long in found)

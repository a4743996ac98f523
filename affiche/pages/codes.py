"""A page of the living site in; its address, and the QR code that leads there, out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from affiche.kept import lasting
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
    return _drawn(address) if address else None


@lasting(Code, str, "affiche.pages.codes")
def _drawn(address: str) -> Code:
    import segno

    rows = tuple(
        bytes(row) for row in segno.make(address, error="l", micro=False).matrix_iter(border=4)
    )
    # Dark squares beside each other as one: no seam shows between them, and there is less to draw.
    runs = (
        f"M{run.start()} {y}h{run.end() - run.start()}v1h-{run.end() - run.start()}z"
        for y, row in enumerate(rows)
        for run in re.finditer(b"\x01+", row)
    )
    return Code(len(rows), "".join(runs))

"""A font file in; the font as a sheet uses it out, and a place without the machine's own fonts."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

# Fontconfig reads this in place of the machine's own settings: no folder, so no font.
NOTHING = "<fontconfig/>"
# Names of a font by which it is found: family, full name, PostScript name, and families by kind.
# Source: OpenType, table `name`, name IDs.
CALLED = {1, 3, 4, 6}
CALLED_TOO = {16, 17, 18, 20, 21, 22, 25}


@lru_cache(maxsize=128)
def unpacked(font: bytes, name: str, like: bytes | None = None) -> bytes:
    """The font, out of its woff2, under this name only, standing on its line as `like` does.

    Files of one family bear one name inside; asked for one of them, Fontconfig gives another.
    Unpacking takes a tenth of a second, so it is done once.
    """
    with _opened(font) as opened:
        table = opened["name"]
        table.names = [one for one in table.names if one.nameID not in CALLED_TOO]
        for one in table.names:
            if one.nameID in CALLED:
                one.string = name
        if like:
            _stand(opened, *_heights(like))
        opened.flavor = None
        out = io.BytesIO()
        opened.save(out)
    return out.getvalue()


def _opened(font: bytes) -> TTFont:
    return TTFont(io.BytesIO(font), recalcBBoxes=False, recalcTimestamp=False)


@lru_cache(maxsize=8)
def _heights(font: bytes) -> tuple[float, float]:
    """How far the font goes above and below its line, in em."""
    with _opened(font) as opened:
        head, em = opened["hhea"], opened["head"].unitsPerEm
        return head.ascent / em, -head.descent / em


def _stand(font: TTFont, above: float, below: float) -> None:
    """Give the font these heights, in both tables that a text library may read them from."""
    em = font["head"].unitsPerEm
    up, down = round(above * em), round(below * em)
    head, other = font["hhea"], font["OS/2"]
    head.ascent, head.descent, head.lineGap = up, -down, 0
    other.sTypoAscender, other.sTypoDescender, other.sTypoLineGap = up, -down, 0
    other.usWinAscent, other.usWinDescent = up, down


@contextmanager
def no_machine() -> Iterator[None]:
    """In here Fontconfig starts without the fonts of this machine, and without its settings, which
    slant and embolden as they like."""
    kept = os.environ.get("FONTCONFIG_FILE")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "fonts.conf")
        path.write_text(NOTHING)
        os.environ["FONTCONFIG_FILE"] = str(path)
        try:
            yield
        finally:
            os.environ.pop("FONTCONFIG_FILE")
            if kept is not None:
                os.environ["FONTCONFIG_FILE"] = kept

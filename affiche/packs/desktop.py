"""Font files of a website in; the same fonts as a design program installs them, out.

woff2 is a packed TrueType or OpenType font. Unpacking changes nothing in it, so a font with a
reserved name may keep it; it happens only under licences that are known to let anybody do it.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from affiche import kept
from affiche.kept import Store

# Licences under which a font may be handed on in another form.
OPEN = re.compile(
    r"SIL OPEN FONT LICENSE|Apache License|UBUNTU FONT LICEN[CS]E|MIT License|Bitstream Vera", re.I
)
# Which names of a font tell it from others: family and style, as programs list them, or else as
# old ones do. Source: OpenType, table `name`.
FAMILY, STYLE = (16, 1), (17, 2)


def is_open(licence: Path | None) -> bool:
    """Whether a licence text is one of those."""
    return licence is not None and bool(OPEN.search(licence.read_text("utf-8", "replace")))


def installable(paths: Iterable[Path], store: Store | None = None) -> dict[str, bytes]:
    """File name → bytes; `store` remembers those of builds before. Of fonts that call themselves
    the same only the first: two of those cannot be installed beside each other."""
    found: dict[tuple[str, str], tuple[str, bytes]] = {}
    for path in paths:
        called, ending, content = _unpacked(path, path.stat().st_mtime_ns, store)
        if content:
            found.setdefault(called, (f"{path.stem}.{ending}", content))
    return dict(found.values())


# What a font is called, its ending, its bytes (none: it cannot be read).
Unpacked = tuple[tuple[str, str], str, bytes]


@lru_cache(maxsize=256)
def _unpacked(path: Path, _changed: int, store: Store | None) -> Unpacked:
    packed = path.read_bytes()
    key = kept.key("font", packed)
    if store and (body := store.get(key)):
        head, _, content = body.partition(b"\n")
        family, style, ending = json.loads(head)
        return (family, style), ending, content
    called, ending, content = _opened(packed)
    if store:
        store.put(key, json.dumps([*called, ending]).encode() + b"\n" + content)
    return called, ending, content


def _opened(content: bytes) -> Unpacked:
    from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped]

    try:
        with TTFont(io.BytesIO(content), recalcBBoxes=False, recalcTimestamp=False) as font:
            names = font["name"]
            family, style = (
                next((str(n) for i in ids if (n := names.getDebugName(i))), "")
                for ids in (FAMILY, STYLE)
            )
            ending = "otf" if "CFF " in font or "CFF2" in font else "ttf"
            if font.flavor is None:
                return (family, style), ending, content
            font.flavor = None
            out = io.BytesIO()
            font.save(out)
    except (TTLibError, KeyError):
        return ("", ""), "", b""
    return (family, style), ending, out.getvalue()

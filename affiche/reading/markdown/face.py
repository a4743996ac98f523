"""A persona's biography in; the picture that is its face, and the biography without it, out.

Personas from elsewhere have their portrait in the text. When no `photo:` is written, the first
picture of the biography is the face, on the page and on the poster.
"""

from __future__ import annotations

import html
import posixpath
import re
from dataclasses import dataclass
from urllib.parse import unquote

from affiche.markup import parted

# Every part has an end: else each of a thousand brackets is searched for to the end of the text.
_PICTURE = re.compile(
    r"(?:<(?P<wrap>div|p|figure|center)>\s{0,99})?"
    r"(?:!\[(?P<alt>[^\]\n]{0,999})\]\((?P<address>[^)\s]{1,999})"
    r"(?:\s{1,99}\"[^\"]{0,999}\")?\)(?:\{:?[^}\n]{0,999}\})?"
    r"|<img\b(?P<attributes>[^>]{0,1999})>)"
    r"(?(wrap)\s{0,99}</(?P=wrap)>)"
)
_ATTRIBUTE = re.compile(r"\b(src|alt)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


@dataclass(frozen=True)
class Face:
    """A picture under content/images, its alternative text, and how it was written."""

    file: str
    alt: str
    written: str


def face(biography: str) -> tuple[Face | None, str]:
    """The face and what is left of the biography; no face when there is no picture of ours."""
    found = _PICTURE.search(biography)
    if not found:
        return None, biography
    attributes = {
        name: html.unescape(double or single)
        for name, double, single in _ATTRIBUTE.findall(found["attributes"] or "")
    }
    address = found["address"] or attributes.get("src", "")
    file = _under_images(address)
    if file is None:
        return None, biography
    alt = found["alt"] or attributes.get("alt", "")
    rest = biography[: found.start()] + biography[found.end() :]
    return Face(file, alt.strip(), address), re.sub(r"\n{3,}", "\n\n", rest).strip("\n")


def _under_images(address: str) -> str | None:
    """The name under content/images of an address in content/personas, or None."""
    parts = parted(address)
    if parts.scheme or parts.netloc or not parts.path:
        return None
    path = unquote(parts.path)
    if "/" not in path:
        return path
    whole = posixpath.normpath(posixpath.join("personas", path))
    return whole.removeprefix("images/") if whole.startswith("images/") else None

"""A drawing of the content in; an SVG with nothing in it but what is drawn out."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

from affiche.model import ImageFile

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
# Elements of a drawing that are dropped with all that they hold.
DROPPED = {
    "script", "foreignObject", "iframe", "audio", "video", "handler", "listener", "metadata",
    "animate", "animateMotion", "animateTransform", "animateColor", "set", "discard",
}  # fmt: skip
SAFE_ADDRESS = re.compile(r"^(#|data:image/(png|jpeg|webp|gif);)")
OUTSIDE_IN_STYLE = re.compile(
    r"@import[^;]*;?|url\(\s*['\"]?(?!#|['\"]#)[^)]*\)|expression\(", re.I
)


@lru_cache(maxsize=256)
def drawing(image: ImageFile) -> bytes:
    """The SVG without scripts, animation, metadata and outside references."""
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", XLINK)
    root = ElementTree.fromstring(Path(image.source).read_bytes())
    _cleaned(root)
    cleaned: bytes = ElementTree.tostring(root, encoding="utf-8")
    return cleaned


def _cleaned(element: ElementTree.Element) -> None:
    for child in list(element):
        if not isinstance(child.tag, str) or child.tag.rpartition("}")[2] in DROPPED:
            element.remove(child)
        else:
            _cleaned(child)
    if element.tag.rpartition("}")[2] == "style":
        element.text = OUTSIDE_IN_STYLE.sub("", element.text or "")
    for name, value in list(element.attrib.items()):
        local = name.rpartition("}")[2].lower()
        if local.startswith("on") or (
            local in ("href", "src") and not SAFE_ADDRESS.match(value.strip())
        ):
            del element.attrib[name]
        elif "url(" in value.lower() or "expression(" in value.lower():
            element.attrib[name] = OUTSIDE_IN_STYLE.sub("", value)

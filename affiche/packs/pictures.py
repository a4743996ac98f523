"""A picture of the projection in; its bytes for a pack out, with nothing in them but what shows.

A photo is made anew from its pixels. A drawing loses what drawing programs leave behind: titles,
layer names, ids that nothing uses, attributes of their own, the path that it was saved under.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from pathlib import PurePosixPath
from xml.etree import ElementTree

from affiche import images
from affiche.model import ImageFile

# Wide enough for an A3 poster's face at 150 ppi.
WIDTH = 1600
SVG = "{http://www.w3.org/2000/svg}"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
TOLD = {"title", "desc"}
USED = re.compile(r"#([\w:.-]+)")
STYLE_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
ENDINGS = {"image/svg+xml": "svg", "image/jpeg": "jpg", "image/png": "png"}


def packed(image: ImageFile) -> tuple[str, bytes]:
    """(path in the pack, bytes): a drawing as SVG, a photo as JPEG, or PNG where it is see-through.

    The path is that of the projection: `portraits/peter.svg`.
    """
    mime, content = images.for_paper(image, WIDTH)
    if image.drawing:
        content = bare(content)
    return str(PurePosixPath(image.file).with_suffix(f".{ENDINGS[mime]}")), content


def bare(drawing: bytes) -> bytes:
    """The SVG with only what is drawn."""
    ElementTree.register_namespace("", SVG.strip("{}"))
    root = ElementTree.fromstring(drawing)
    ids = {element.attrib["id"] for element in root.iter() if "id" in element.attrib}
    named = dict.fromkeys(USED.findall(ElementTree.tostring(root, encoding="unicode")))
    renamed = {name: f"x{number}" for number, name in enumerate(n for n in named if n in ids)}
    _strip(root, renamed, root.find(f".//{SVG}style") is not None)
    _rename(root, renamed)
    stripped: bytes = ElementTree.tostring(root, encoding="utf-8")
    return stripped


def _strip(element: ElementTree.Element, used: Container[str], styled: bool) -> None:
    """`styled`: the drawing has a style sheet, which goes by classes."""
    for child in list(element):
        if not child.tag.startswith(SVG) or child.tag.removeprefix(SVG) in TOLD:
            _remove(element, child)
        else:
            _strip(child, used, styled)
    for name in list(element.attrib):
        foreign = name.startswith("{") and name != XLINK_HREF
        idle = name == "id" and element.attrib[name] not in used
        unstyled = name == "class" and not styled
        if foreign or idle or unstyled or name.startswith(("data-", "aria-")):
            del element.attrib[name]


def _remove(parent: ElementTree.Element, child: ElementTree.Element) -> None:
    """Take a child out and keep the text behind it."""
    children = list(parent)
    at = children.index(child)
    if child.tail:
        if at:
            children[at - 1].tail = (children[at - 1].tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)


def _rename(root: ElementTree.Element, renamed: Mapping[str, str]) -> None:
    """Ids say what a layer was called; comments in a style sheet say anything."""

    def address(match: re.Match[str]) -> str:
        return f"#{renamed.get(match[1], match[1])}"

    for element in root.iter():
        if "id" in element.attrib:
            element.attrib["id"] = renamed[element.attrib["id"]]
        for name, value in element.attrib.items():
            if "#" in value:
                element.attrib[name] = USED.sub(address, value)
        if element.tag == f"{SVG}style":
            text = STYLE_COMMENT.sub("", element.text or "")
            element.text = USED.sub(address, text)

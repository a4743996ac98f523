"""A drawing of the content in; an SVG with nothing in it but what is drawn, out.

Kept is what stands on a list: shapes, their looks, and what they refer to within the drawing. So
titles, layer names, comments, scripts, animation, addresses outside and whatever a drawing program
leaves behind do not come along. Ids and classes get new names, because they say what a layer was
called; pictures in the drawing are made anew, like every photo.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.parsers import expat

from affiche.images import photos, styles
from affiche.model import ImageFile

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]

SVG = "{http://www.w3.org/2000/svg}"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
XML = "{http://www.w3.org/XML/1998/namespace}"
QUALIFIED = frozenset((XLINK_HREF, f"{XML}space", f"{XML}lang"))
# Text stands in these; a link in one of them is a piece of text.
TEXTS = frozenset(("text", "tspan", "textPath"))
# Source: SVG 2, appendix F (elements) and appendix G (attributes), and what SVG 1.1 had besides.
_ELEMENTS = """
    svg g defs symbol use switch a path rect circle ellipse line polyline polygon text tspan
    textPath image style linearGradient radialGradient stop pattern clipPath mask marker filter
    feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
    feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR
    feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight
    feSpecularLighting feSpotLight feTile feTurbulence"""
_ATTRIBUTES = """
    id class style href type media lang version viewBox preserveAspectRatio width height x y x1
    x2 y1 y2 cx cy r rx ry fx fy fr d path points pathLength transform dx dy rotate textLength
    lengthAdjust startOffset method spacing side gradientUnits gradientTransform spreadMethod
    offset patternUnits patternContentUnits patternTransform clipPathUnits maskUnits
    maskContentUnits markerUnits markerWidth markerHeight refX refY orient filterUnits
    primitiveUnits filterRes in in2 result mode values operator k1 k2 k3 k4 order kernelMatrix
    divisor bias targetX targetY edgeMode kernelUnitLength preserveAlpha surfaceScale
    diffuseConstant specularConstant specularExponent limitingConeAngle azimuth elevation
    pointsAtX pointsAtY pointsAtZ z scale xChannelSelector yChannelSelector stdDeviation
    tableValues slope intercept amplitude exponent radius baseFrequency numOctaves seed
    stitchTiles requiredFeatures systemLanguage
    alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation
    color-interpolation-filters color-rendering cursor direction display dominant-baseline fill
    fill-opacity fill-rule filter flood-color flood-opacity font font-family font-feature-settings
    font-kerning font-size font-size-adjust font-stretch font-style font-variant font-weight
    glyph-orientation-horizontal glyph-orientation-vertical image-rendering isolation kerning
    letter-spacing lighting-color marker marker-end marker-mid marker-start mask mask-type
    mix-blend-mode opacity overflow paint-order shape-rendering stop-color stop-opacity stroke
    stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit
    stroke-opacity stroke-width text-anchor text-decoration text-rendering transform-origin
    unicode-bidi vector-effect visibility white-space word-spacing writing-mode"""
ELEMENTS, ATTRIBUTES = frozenset(_ELEMENTS.split()), frozenset(_ATTRIBUTES.split())
# What may be given for a name of a namespace, as Illustrator does in the head of its files.
NAMESPACE = re.compile(r"https?://[^&<>%\"']*")


# A drawing in a drawing; one that holds drawings itself is left out.
INNER = re.compile(r"data:image/svg\+xml(;[\w=-]+)*", re.IGNORECASE)
NESTED = 1


class UnreadableError(ValueError):
    """The drawing is not one that is read: broken, or with entities that can grow."""


def checked(raw: bytes, start: Start | None = None, end: End | None = None) -> None:
    """Go through the XML, calling `start` and `end` for each element. Raises UnreadableError.

    Entities may stand for the address of a namespace and for nothing else.
    """

    def entity(_name: str, parameter: int, value: str | None, *_: object) -> None:
        if parameter or value is None or not NAMESPACE.fullmatch(value):
            raise UnreadableError("entities")

    parser = expat.ParserCreate()
    parser.EntityDeclHandler = entity
    if start is not None:
        parser.StartElementHandler = start
    if end is not None:
        parser.EndElementHandler = end
    try:
        parser.Parse(raw, True)
    except expat.ExpatError as error:
        raise UnreadableError("damaged") from error


@lru_cache(maxsize=256)
def drawing(image: ImageFile) -> bytes:
    """The SVG with only what is drawn. Raises UnreadableError."""
    return bare(Path(image.source).read_bytes())


def bare(raw: bytes) -> bytes:
    """The SVG with only what is drawn. Raises UnreadableError."""
    checked(raw)
    root = ElementTree.fromstring(raw)
    if not root.tag.startswith("{"):  # as an SVG inside a web page: no namespace
        for element in root.iter():
            element.tag = f"{SVG}{element.tag}"
    _kept(root)
    _unmasked(root)
    _renamed(root)
    ElementTree.register_namespace("", SVG.strip("{}"))
    ElementTree.register_namespace("xlink", XLINK_HREF[1:].partition("}")[0])
    made: bytes = ElementTree.tostring(root, encoding="utf-8")
    return made


def _kept(element: ElementTree.Element) -> None:
    """Take out of the element all that is not on the lists."""
    for child in list(element):
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag.startswith(SVG) and tag.removeprefix(SVG) in ELEMENTS and _shows(child):
            _kept(child)
        else:
            _without(element, child)
    kind = element.tag.removeprefix(SVG)
    for name, value in list(element.attrib.items()):
        if name not in ATTRIBUTES and name not in QUALIFIED:
            del element.attrib[name]
        elif name in ("href", XLINK_HREF):
            if kind == "a" or not value.strip().startswith(("#", "data:")):
                del element.attrib[name]
        elif name == "style":
            element.attrib[name] = styles.declarations(value)
        else:
            element.attrib[name] = styles.value(value)
    if kind == "style":
        element.text = styles.sheet(element.text or "")
    for child in element.iterfind(f"{SVG}a"):
        child.tag = f"{SVG}tspan" if kind in TEXTS else f"{SVG}g"


def _shows(element: ElementTree.Element) -> bool:
    """Whether a browser draws it. A picture is made anew on the way."""
    if element.attrib.get("requiredExtensions"):  # of a program; no browser has any
        return False
    if element.tag.removeprefix(SVG) not in ("image", "feImage"):
        return True
    for name in ("href", XLINK_HREF):
        address = element.attrib.get(name, "").strip()
        if address.startswith("data:"):
            element.attrib[name] = remade(address) or ""
    return any(element.attrib.get(name) for name in ("href", XLINK_HREF))


def remade(address: str) -> str | None:
    """A picture in a data: address made anew, drawing or photo; None when it is none."""
    head, _, body = address.partition(",")
    if not INNER.fullmatch(head):
        return photos.embedded(address)
    try:
        raw = base64.b64decode(body) if head.endswith("base64") else unquote(body).encode()
        inner = bare(raw) if raw.count(b"data:image/svg") < NESTED else b""
    except ValueError:
        return None
    return f"data:image/svg+xml;base64,{base64.b64encode(inner).decode()}" if inner else None


def _without(parent: ElementTree.Element, child: ElementTree.Element) -> None:
    """Take a child out and keep the text behind it."""
    children = list(parent)
    at = children.index(child)
    if child.tail:
        if at:
            children[at - 1].tail = (children[at - 1].tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)


def _unmasked(root: ElementTree.Element) -> None:
    """Take masks away that show the whole drawing, as programs for portraits put around it: a
    printer makes a picture of all that lies behind a mask."""
    parents = {child: element for element in root.iter() for child in element}
    for mask in [*root.iter(f"{SVG}mask")]:
        address = f"url(#{mask.attrib.get('id')})"
        masked = [one for one in root.iter() if one.attrib.get("mask") == address]
        above = (each for one in masked for each in _lineage(one, parents))
        if _shows_all(mask, root) and not any("transform" in one.attrib for one in above):
            for one in masked:
                del one.attrib["mask"]
            _without(parents[mask], mask)


def _lineage(
    element: ElementTree.Element, parents: Mapping[ElementTree.Element, ElementTree.Element]
) -> Iterator[ElementTree.Element]:
    """An element and all that it lies in."""
    yield element
    while element in parents:
        element = parents[element]
        yield element


def _shows_all(mask: ElementTree.Element, root: ElementTree.Element) -> bool:
    """Whether a mask is a white rectangle as large as the drawing, and nothing else."""
    if mask.attrib.keys() != {"id"} or len(mask) != 1 or mask[0].tag != f"{SVG}rect":
        return False
    said = {"x": "0", "y": "0", "rx": "0", "ry": "0", **mask[0].attrib}
    white = said.pop("fill", "").strip().lower() in ("#fff", "#ffffff", "white")
    try:
        box = [float(part) for part in re.split(r"[\s,]+", root.attrib["viewBox"].strip())]
        x, y, wide, high, rx, ry = (
            float(said.pop(name)) for name in ("x", "y", "width", "height", "rx", "ry")
        )
    except (KeyError, ValueError):
        return False
    covers = len(box) == 4 and x <= box[0] and y <= box[1] and rx == ry == 0
    return white and not said and covers and x + wide >= box[0] + box[2] and (
        y + high >= box[1] + box[3]
    )  # fmt: skip


def _renamed(root: ElementTree.Element) -> None:
    """Give ids and classes that are used new names, and drop the others."""
    sheets = list(root.iter(f"{SVG}style"))
    classes = _numbered("k", styles.classes(element.text or "" for element in sheets))
    found = {element.attrib["id"] for element in root.iter() if "id" in element.attrib}
    used = _numbered("x", (name for name in _references(root) if name in found))
    for element in root.iter():
        _rename(element, used, classes)
    for element in sheets:
        element.text = styles.renamed(element.text or "", used, classes)


def _numbered(letter: str, names: object) -> dict[str, str]:
    known = dict.fromkeys(names)  # type: ignore[call-overload]
    return {name: f"{letter}{number}" for number, name in enumerate(known)}


def _references(root: ElementTree.Element) -> list[str]:
    """Every id that something in the drawing points at, in order."""
    found: list[str] = []
    for element in root.iter():
        for name, value in element.attrib.items():
            if name in ("href", XLINK_HREF) and value.strip().startswith("#"):
                found.append(unquote(value.strip()[1:]))
            elif "url(" in value:
                found += styles.addresses(value)
        if element.tag == f"{SVG}style":
            found += styles.ids(element.text or "")
    return found


def _rename(
    element: ElementTree.Element, ids: Mapping[str, str], classes: Mapping[str, str]
) -> None:
    for name, value in list(element.attrib.items()):
        if name in ("href", XLINK_HREF):
            if value.strip().startswith("#"):
                element.attrib[name] = f"#{ids.get(unquote(value.strip()[1:]), 'x')}"
        elif name == "id":
            _set(element, name, ids.get(value, ""))
        elif name == "class":
            named = (classes[each] for each in value.split() if each in classes)
            _set(element, name, " ".join(named))
        elif "url(" in value:
            element.attrib[name] = styles.readdressed(value, ids)


def _set(element: ElementTree.Element, name: str, value: str) -> None:
    if value:
        element.attrib[name] = value
    else:
        del element.attrib[name]

"""The HTML of a page as our templates write it in; the tree that tinyhtml5 makes of it out, or None
where only that can tell.

What is well formed, and leaves nothing to be guessed, is read by its tags alone: every element is
closed, tables are complete, and nothing stands where it would end what it stands in. All else
(comments, scripts, forms, letters that are named in other ways) is left to tinyhtml5.

Source: the HTML standard, 13.2.6 (tree construction).
"""

from __future__ import annotations

import html as markup
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

from tinyhtml5.constants import adjust_svg_attributes  # type: ignore[import-untyped]

SVG = "{http://www.w3.org/2000/svg}"
DRAWING = f"{SVG}svg"
# On an empty drawing: what it is in full.
HELD = "data-drawing"
# What is said of elements, and icons, that are kept (a theme has two hundred); letters of an icon
# at most, and how many larger drawings are kept: each sheet has its own.
KEPT, ICON, FEW = 2_000, 2_000, 16

ATTRIBUTE = r"\s+([a-zA-Z][\w-]*)(?:=\"([^\"]*)\")?"
ATTRIBUTES = rf"((?:{re.sub(r'[(](?![?])', '(?:', ATTRIBUTE)})*)"
TOKEN = re.compile(rf"<(/?)([a-zA-Z][a-zA-Z0-9]*){ATTRIBUTES}\s*(/?)>|([^<]+)")
EACH = re.compile(ATTRIBUTE)
BEGINS = re.compile(rf"\s*<!doctype html>\s*<html{ATTRIBUTES}\s*>\s*<head>", re.IGNORECASE)
ENDS = re.compile(r"(\s*)</html>(\s*)\Z")
# What is not named in one of these ways may be a mistake, which has rules of its own.
STRANGE = re.compile(r"&(?!(?:amp|lt|gt|quot|nbsp|shy|#34|#39);)|[\0\r\f\ud800-\udfff]")
BLANK = " \t\n"

VOID = {"br", "col", "hr", "img", "meta", "wbr"}
FLOWING = {"article", "aside", "blockquote", "div", "dl", "figcaption", "figure", "footer",
           "header", "hr", "main", "nav", "ol", "p", "section", "table", "ul"}  # fmt: skip
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
SPOKEN = {"a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "img",
          "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time",
          "u", "var", "wbr"}  # fmt: skip
# The body of a table that has rows alone.
IMPLIED = "implied tbody"
# What may stand in nothing else than these.
WITHIN = {
    "li": {"ul", "ol"}, "dt": {"dl"}, "dd": {"dl"},
    "caption": {"table"}, "colgroup": {"table"}, "thead": {"table"}, "tbody": {"table"},
    "tfoot": {"table"}, "col": {"colgroup"}, "tr": {"thead", "tbody", "tfoot", IMPLIED},
    "td": {"tr"}, "th": {"tr"},
}  # fmt: skip
# In these stands nothing but what is named here, and blanks.
FRAMES = {"table": {"caption", "colgroup", "thead", "tbody", "tfoot"}, "colgroup": {"col"},
          "thead": {"tr"}, "tbody": {"tr"}, "tfoot": {"tr"}, IMPLIED: {"tr"}, "tr": {"td", "th"},
          "head": {"meta", "title"}, "title": set[str]()}  # fmt: skip
KNOWN = {*FLOWING, *HEADINGS, *SPOKEN, *WITHIN, "meta", "title"}
# What would end one that is open.
ONCE = {**dict.fromkeys((*FLOWING, *HEADINGS, "li", "dt", "dd"), "p"), "a": "a"}
SHAPES = {"circle", "ellipse", "g", "line", "path", "polygon", "polyline", "rect", "svg", "text",
          "title", "tspan"}  # fmt: skip


class _UnsureError(Exception):
    """Only tinyhtml5 can tell."""


def kept(make: Callable[[str], Any]) -> Callable[[str], Any]:
    """The same function, that makes something once of each icon, and of the last few drawings."""
    icons, others = lru_cache(maxsize=KEPT)(make), lru_cache(maxsize=FEW)(make)
    return lambda said: (icons if len(said) <= ICON else others)(said)


def page(html: str) -> Any:
    """The tree of a page. Drawings in it are empty, with what they are in full at `HELD`."""
    begins = BEGINS.match(html)
    if begins is None or STRANGE.search(html):
        return None
    try:
        root = Element("html", dict(_said(begins[1])))
        head, at = _head(html, begins.end())
        body, at = _body(html, at)
    except _UnsureError:
        return None
    ends = ENDS.match(html, at)
    if ends is None:
        return None
    body.write(ends[1] + ends[2])
    root.extend((head.root, body.root))
    return root


@kept
def drawing(said: str) -> Any:
    """The tree of a drawing that stands in no other; the same one for the same words."""
    if STRANGE.search(said):
        return None
    try:
        return _drawing(said)
    except _UnsureError:
        return None


class _Tree:
    """A tree that grows: what is open, from its root to where it is written."""

    def __init__(self, name: str, element: Any) -> None:
        self.root = element
        self.names, self.open = [name], [element]
        self.last: Any = None  # the last child of the innermost, where there is one

    def begin(self, name: str, element: Any, empty: bool) -> None:
        """Put an element in the innermost one."""
        self.open[-1].append(element)
        self.last = element
        if not empty:
            self.names.append(name)
            self.open.append(element)
            self.last = None

    def end(self, name: str) -> None:
        """Close the innermost one, which has to be of this name."""
        if self.names.pop() != name:
            raise _UnsureError
        self.last = self.open.pop()

    def write(self, text: str) -> None:
        """Write where the tree grows."""
        if not text:
            return
        if self.last is None:
            self.open[-1].text = (self.open[-1].text or "") + text
        else:
            self.last.tail = (self.last.tail or "") + text


def _head(html: str, at: int) -> tuple[_Tree, int]:
    """The head of a page, and where its body begins."""
    tree = _Tree("head", Element("head"))
    at = _grown(tree, html, at)
    begins = TOKEN.match(html, at)
    if begins and begins[5] is not None and not begins[5].strip(BLANK):
        tree.root.tail = begins[5]
        begins = TOKEN.match(html, begins.end())
    if begins is None or begins[2] != "body" or begins[1] or begins[4]:
        raise _UnsureError
    return tree, begins.start()


def _body(html: str, at: int) -> tuple[_Tree, int]:
    """The body of a page, and where it ends."""
    begins = TOKEN.match(html, at)
    assert begins is not None
    tree = _Tree("body", Element("body", dict(_said(begins[3]))))
    at = _grown(tree, html, begins.end())
    tree.open.append(tree.root)  # what follows is written at its end
    tree.last = tree.root[-1] if len(tree.root) else None
    return tree, at


def _grown(tree: _Tree, html: str, at: int) -> int:
    """Read until the root of the tree is closed; where that is."""
    while tree.names:
        found = TOKEN.match(html, at)
        if found is None:
            raise _UnsureError
        closing, name, said, slash, text = found.groups()
        at = found.end()
        if text is not None:
            if tree.names[-1] in FRAMES and tree.names[-1] != "title" and text.strip(BLANK):
                raise _UnsureError
            tree.write(markup.unescape(text) if "&" in text else text)
        elif closing:
            if said or slash:
                raise _UnsureError
            if name == "table" and tree.names[-1] == IMPLIED:
                tree.end(IMPLIED)
            tree.end(name)
        elif name == "svg":
            at = html.find("</svg>", at) + len("</svg>")
            _held(tree, html[found.start() : at])
        else:
            if name == "tr" and tree.names[-1] == "table":
                tree.begin(IMPLIED, Element("tbody"), empty=False)
            if not _may(tree.names, name) or (slash and name not in VOID):
                raise _UnsureError
            tree.begin(name, Element(name, dict(_said(said))), name in VOID)
    return at


def _may(names: list[str], name: str) -> bool:
    """Whether an element stands in those that are open as it is written."""
    inner = names[-1]
    return (
        name in KNOWN
        and (inner not in FRAMES or name in FRAMES[inner])
        and (name not in WITHIN or inner in WITHIN[name])
        and (name not in ONCE or ONCE[name] not in names)
        and (name not in HEADINGS or inner not in HEADINGS)
        and (name not in ("meta", "title") or inner == "head")
    )


def _held(tree: _Tree, said: str) -> None:
    """An empty drawing, that says what it is in full."""
    whole = drawing(said)
    if whole is None or tree.names[-1] in FRAMES:
        raise _UnsureError
    tree.begin("svg", Element(DRAWING, {**whole.attrib, HELD: said}), empty=True)


def _drawing(said: str) -> Any:
    tree: _Tree | None = None
    for found in _tokens(said):
        closing, name, attributes, slash, text = found.groups()
        if tree is None:
            if name != "svg" or closing or slash:
                raise _UnsureError
            tree = _Tree("svg", _shape(name, attributes))
        elif not tree.names or (name and name not in SHAPES) or (name == "svg" and not closing):
            raise _UnsureError
        elif text is not None:
            tree.write(markup.unescape(text) if "&" in text else text)
        elif closing:
            if attributes or slash:
                raise _UnsureError
            tree.end(name)
        elif tree.names[-1] == "title":
            raise _UnsureError
        else:
            tree.begin(name, _shape(name, attributes), bool(slash))
    if tree is None or tree.names:
        raise _UnsureError
    return tree.root


def _tokens(html: str) -> Iterator[re.Match[str]]:
    at = 0
    while at < len(html):
        found = TOKEN.match(html, at)
        if found is None:
            raise _UnsureError
        yield found
        at = found.end()


def _shape(name: str, attributes: str) -> Any:
    said = _said(attributes).items()
    return Element(f"{SVG}{name}", {SPELLED.get(key, key): value for key, value in said})


# How what is said of a drawing is spelled.
SPELLED = {**adjust_svg_attributes, "xmlns": "{http://www.w3.org/2000/xmlns/}xmlns"}


@lru_cache(maxsize=KEPT)
def _said(attributes: str) -> Mapping[str, str]:
    """What is said of an element."""
    every = EACH.findall(attributes)
    said = {key.lower(): markup.unescape(value) for key, value in every}
    if len(said) < len(every):
        raise _UnsureError
    return said

"""WeasyPrint in; the same out, with what it does over and over done once. Nothing that it lays out
or paints is another: `tests/sheets/layout/test_hastened.py` holds both against each other.

A sheet is laid out several times before it fits, mostly of the same words in the same styles. Only
versions that this was measured with are hastened (`typeset.HASTENED`): what is imported here is
nobody's promise.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from copy import copy
from functools import cache, cached_property, partial
from math import inf
from types import SimpleNamespace
from typing import Any

import pydyf  # type: ignore[import-untyped]
import tinyhtml5.inputstream as stream  # type: ignore[import-untyped]
from cssselect2 import ElementWrapper  # type: ignore[import-untyped]
from weasyprint import css  # type: ignore[import-untyped]
from weasyprint.css import AnonymousStyle, ComputedStyle, Style  # type: ignore[import-untyped]
from weasyprint.css.computed_values import (  # type: ignore[import-untyped]
    COMPUTER_FUNCTIONS,
    PHYSICAL_FUNCTIONS,
)
from weasyprint.css.properties import (  # type: ignore[import-untyped]
    INHERITED,
    INITIAL_NOT_COMPUTED,
    INITIAL_VALUES,
    Dimension,
)
from weasyprint.document import Page  # type: ignore[import-untyped]
from weasyprint.draw.color import get_color  # type: ignore[import-untyped]
from weasyprint.formatting_structure.boxes import Box, PageBox  # type: ignore[import-untyped]
from weasyprint.html import (  # type: ignore[import-untyped]
    HTML_HANDLERS,
    get_html_metadata,
)
from weasyprint.images import SVGImage  # type: ignore[import-untyped]
from weasyprint.layout import background, block, percent  # type: ignore[import-untyped]
from weasyprint.svg import TAGS  # type: ignore[import-untyped]
from weasyprint.text import line_break  # type: ignore[import-untyped]

from affiche.sheets.layout import drawings, matching, trees

# Lines of text that are kept with their fonts; a large map has two thousand.
LINES = 5_000
# Shapes of icons and drawings that are kept; a theme has two hundred icons.
OUTLINES = 2_000

_computed = ComputedStyle.__missing__
_styled = ComputedStyle.__init__
_unsaid = AnonymousStyle.__init__
_resolved = percent.resolve_percentages
_font = line_break._font_style_cache_key
_split = line_break.split_first_line
_strut = line_break.strut
_flows = Box.is_in_normal_flow
_rounded = percent.resolve_radii_percentages
_found = css.find_stylesheets
_outlined = TAGS["path"]
_drawn = SVGImage.draw
_pictured = SVGImage.__init__
_named = block.block_level_page_name
_grounded = background.layout_box_backgrounds
_page_grounded = background.layout_backgrounds
_painted = Page.paint
_descended = Box.descendants
_told = get_html_metadata
_bytes = pydyf._to_bytes


def hasten() -> None:
    """Make it so, for the life of this process."""
    stream.characters_until_regex = _Runs()
    for kind in (ElementWrapper, Style):
        for name, held in list(vars(kind).items()):
            if isinstance(held, cached_property):
                setattr(kind, name, _Held(name, held.func))
    ComputedStyle.__init__ = styled
    ComputedStyle.__missing__ = value
    AnonymousStyle.__init__ = unsaid
    Box.is_in_normal_flow = flows
    Box.descendants = descendants
    Page.paint = paint
    pydyf._to_bytes = to_bytes
    swap(_resolved, lengths)
    swap(_rounded, radii)
    swap(_font, font_key)
    swap(_found, sheets)
    swap(_split, line)
    swap(_strut, strut)
    swap(_named, page_name)
    swap(_grounded, grounds)
    swap(_page_grounded, grounds_of_page)
    swap(_told, told)
    TAGS["path"] = outline
    SVGImage.__init__ = pictured
    SVGImage.draw = drawing
    HTML_HANDLERS[trees.DRAWING] = drawings.boxed


def swap(old: Callable[..., Any], new: Callable[..., Any]) -> None:
    """Put a function in the place of one of WeasyPrint, wherever that was imported."""
    for module in [
        one
        for one in sys.modules.values()
        if getattr(one, "__name__", "").startswith("weasyprint.")
    ]:
        for name in [name for name, held in vars(module).items() if held is old]:
            setattr(module, name, new)


# ---- reading HTML


class _Runs(dict[Any, re.Pattern[str]]):
    """(letters, whether it is a run of these or of others) → the pattern of such a run. tinyhtml5
    has such a memory, and writes it under another key than it reads."""

    def __missing__(self, key: tuple[Any, bool]) -> re.Pattern[str]:
        letters, of_these = key
        said = "".join(f"\\x{ord(letter):02x}" for letter in letters)
        return self.setdefault(key, re.compile(f"[{said}]+" if of_these else f"[^{said}]+"))


def told(html: Any) -> Any:
    """What a page tells of itself; ours do so in their heads alone."""
    root = html.etree_element
    head, body = root.find("head"), root.find("body")
    if head is None or body is None:
        return _told(html)
    if any(next(body.iter(tag), None) is not None for tag in ("title", "meta", "link")):
        return _told(html)
    only = ElementWrapper.from_html_root(head, content_language=None)
    return _told(SimpleNamespace(**{**vars(html), "wrapper_element": only}))


# ---- style sheets


def sheets(wrapper_element: Any, *rest: Any) -> Any:
    """The style sheets that a page names: those of our own pages are apart."""
    page = wrapper_element.etree_element
    named = any(next(page.iter(tag), None) is not None for tag in ("style", "link"))
    return _found(wrapper_element, *rest) if named else ()


# What asks for footnotes, for notes beside the text, or for marks before what is no `li`.
_NOTED = ("list-item", "float: footnote", "float:footnote", "note(", "note-call", "note-marker")
_NOTES = ("footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback")


# What WeasyPrint's own rules choose by what is in it.
_CHOSEN = ("<select", "<option")


def bare(sheet: Any, html: str) -> Any:
    """WeasyPrint's own style sheet for a page. Where nothing asks for footnotes, it has no rules
    by which every element is ready to be one: five of the six styles of each element."""
    if any(word in html for word in (*_NOTED, *_CHOSEN)):
        return sheet
    return _bare(sheet)


@cache
def _bare(sheet: Any) -> Any:
    less = copy(sheet)
    matcher = less.matcher = matching.alike(sheet.matcher)
    every = [one for one in matcher.other_selectors if one[3] not in _NOTES]
    marks = [one for one in every if one[3] == "marker"]
    named = matcher.lower_local_name_selectors
    matcher.other_selectors = [one for one in every if one not in marks]
    matcher.lower_local_name_selectors = {**named, "li": [*named["li"], *marks]}
    return less


# ---- values of styles


class _Held:
    """A cached property without a lock: one thread lays out."""

    def __init__(self, name: str, make: Callable[[Any], Any]) -> None:
        self.name, self.make = name, make

    def __get__(self, holder: Any, _: Any = None) -> Any:
        found = holder.__dict__[self.name] = self.make(holder)
        return found


def _plain(key: str) -> bool:
    """Whether the value of a property follows from nothing but what is said of it."""
    special = ("position", "float", "display", "page")
    return key not in special and not key.startswith("text_decoration_")


_FROM_PARENT = {*filter(_plain, INHERITED), "page"}
_INITIAL = {
    key: initial
    for key, initial in INITIAL_VALUES.items()
    if _plain(key) and key not in INHERITED and key not in INITIAL_NOT_COMPUTED
}
# Initial values that are none yet: no border has a width without a style.
_FROM_INITIAL = {
    key: (COMPUTER_FUNCTIONS[key], INITIAL_VALUES[key])
    for key in filter(_plain, INITIAL_NOT_COMPUTED)
    if key in COMPUTER_FUNCTIONS
}
# The logical properties by which a style may say a physical one.
_LOGICAL = {
    key: {says(block="ttb", inline=way) for way in ("ltr", "rtl")}
    for key, says in PHYSICAL_FUNCTIONS.items()
}


# The physical properties that a style may say by each logical one.
_PHYSICAL: dict[str, set[str]] = {}
for _key, _names in _LOGICAL.items():
    for _name in _names:
        _PHYSICAL.setdefault(_name, set()).add(_key)
# Styles of boxes; those of first lines and letters are laid over others by all that they hold.
_OF_BOXES = (None, "before", "after", "marker")


def styled(style: Any, parent_style: Any, cascaded: Any, pseudo_type: Any, *rest: Any) -> None:
    """Make a style that has its initial values at once: most of what is asked of it."""
    _styled(style, parent_style, cascaded, pseudo_type, *rest)
    if "page" in cascaded:
        style.font_config.affiche_named = True
    if pseudo_type in _OF_BOXES:
        style.update(_INITIAL)
        for key in cascaded:
            for said in (key, *_PHYSICAL.get(key, ())):
                style.pop(said, None)


def unsaid(style: Any, parent_style: Any) -> None:
    """The same for a style of which nothing is said."""
    style.update(_INITIAL)
    _unsaid(style, parent_style)


def value(style: Any, key: str) -> Any:
    """A value of a style. Most are said by nothing: that of its parent, or the initial one."""
    said = style.cascaded
    if key not in said and (key not in _LOGICAL or said.keys().isdisjoint(_LOGICAL[key])):
        if key in _INITIAL:
            found = style[key] = _INITIAL[key]
            return found
        if key in _FROM_PARENT and style.parent_style is not None:
            found = style[key] = style.parent_style[key]
            return found
        if key in _FROM_INITIAL:
            compute, initial = _FROM_INITIAL[key]
            found = style[key] = compute(style, key, initial)
            return found
    return _computed(style, key)


def flows(box: Any) -> bool:
    """Whether a box stands among others: its style says it, and is asked time and again."""
    try:
        found: bool = box.style.affiche_flows
    except AttributeError:
        found = box.style.affiche_flows = bool(_flows(box))
    return found


def descendants(box: Any, placeholders: bool = False) -> Iterator[Any]:
    """A box and all that is in it, in their order."""
    waiting = [box]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, Box):  # what stands for a box that is placed on its own
            if not placeholders:
                yield one
                continue
            one = one._box
        yield one
        waiting.extend(reversed(one.children))


def page_name(sibling_before: Any, sibling_after: Any) -> Any:
    """The name of the page that comes next, where siblings stand on pages of different names. Every
    box is asked down to its last part, and only styles that say `page` have an answer."""
    if "affiche_named" not in sibling_before.style.font_config.__dict__:
        return None
    return _named(sibling_before, sibling_after)


def grounds(
    page: Any, box: Any, get_image_from_uri: Any, layout_children: bool = True, style: Any = None
) -> None:
    """Give a box and those in it their backgrounds: most have none."""
    if style is not None or box is page or not _groundless(box.style):
        _grounded(page, box, get_image_from_uri, layout_children, style)
        return
    radii(box)
    if layout_children:
        for child in box.all_children():
            grounds(page, child, get_image_from_uri)
    box.background = None


def grounds_of_page(page: Any, get_image_from_uri: Any) -> None:
    """Give a page its backgrounds when it is painted: most layouts only measure."""
    page.affiche_grounds = partial(_page_grounded, page, get_image_from_uri)


def paint(page: Any, *rest: Any, **named: Any) -> None:
    """Paint a page on a stream."""
    ground = page._page_box.__dict__.pop("affiche_grounds", None)
    if ground:
        ground()
    _painted(page, *rest, **named)


def _groundless(style: Any) -> bool:
    """Whether a style has no background, no shadow, and no picture for a border."""
    held = style.__dict__
    if "affiche_groundless" not in held:
        held["affiche_groundless"] = (
            style["border_image_source"][0] == style["mask_border_source"][0] == "none"
            and all(kind == "none" for kind, _ in style["background_image"])
            and not style["box_shadow"]
            and get_color(style, "background_color").alpha == 0
        )
    return bool(held["affiche_groundless"])


# ---- used lengths

_BY_WIDTH = (
    "margin_left", "margin_right", "margin_top", "margin_bottom", "padding_left", "padding_right",
    "padding_top", "padding_bottom", "width", "min_width", "max_width",
)  # fmt: skip
_BY_HEIGHT = ("height", "min_height", "max_height")
_BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))


def lengths(box: Any, containing_block: Any) -> None:
    """Give a box the lengths that follow from its style and the box around it (or its width and
    height), in CSS pixels."""
    style, around = box.style, containing_block
    held = style.__dict__
    if "affiche_lengths" not in held:
        held["affiche_lengths"] = _fixed(style)
    fixed, shares, collapsed = held["affiche_lengths"]
    if fixed is None or isinstance(box, PageBox):
        _resolved(box, around)
        return
    _held_by(box).update(fixed)
    if shares:
        width, height = (around.width, around.height) if isinstance(around, Box) else around
        # Where the height around follows from what is in it, a share of it is none.
        free = height == "auto"
        wholes = dict(zip(_BY_HEIGHT, ("auto", 0, inf) if free else (height,) * 3, strict=True))
        for name in shares:
            if free and name == "height":
                box.height = "auto"
            else:
                percent.resolve_one_percentage(box, name, wholes.get(name, width))
    if collapsed:
        for name in _BORDERS:
            if not hasattr(box, name):
                setattr(box, name, style[name])


def _held_by(box: Any) -> dict[str, Any]:
    """What a box holds; an absolutely positioned one stands behind a placeholder."""
    held: dict[str, Any] = box.__dict__
    return _held_by(held["_box"]) if "_box" in held else held


def _fixed(style: Any) -> tuple[dict[str, Any] | None, tuple[str, ...], bool]:
    """The lengths of a style that follow from no other box (none where a width holds more than the
    content), the names of the others, and whether borders are those of a table's cells."""
    if style["box_sizing"] != "content-box":
        return None, (), False
    fixed: dict[str, Any] = {}
    shares = []
    for name in (*_BY_WIDTH, *_BY_HEIGHT):
        said = style[name]
        if said.__class__ is Dimension and said.unit != "%":
            fixed[name] = said.value
        elif said == "auto":
            fixed[name] = 0 if name in ("min_width", "min_height") else "auto"
        else:
            shares.append(name)
    collapsed = bool(style["border_collapse"] == "collapse")
    if not collapsed:
        fixed |= {name: style[name] for name in _BORDERS}
    return fixed, tuple(shares), collapsed


_CORNERS = {
    f"border_{corner}_radius": (0, 0)
    for corner in ("top_left", "top_right", "bottom_right", "bottom_left")
}


def radii(box: Any) -> None:
    """Give a box the radii of its corners: most have none."""
    style, held = box.style, box.style.__dict__
    if "affiche_square" not in held:
        held["affiche_square"] = all((0, "px") in style[name] for name in _CORNERS)
    if held["affiche_square"]:
        _held_by(box).update(_CORNERS)
    else:
        _rounded(box)


# ---- lines of text

# All that a font follows from; with its size and the height of a line, what a line stands on.
_OF_FONT = (
    "font_family", "font_style", "font_stretch", "font_weight", "font_variant_ligatures",
    "font_variant_position", "font_variant_caps", "font_variant_numeric",
    "font_variant_alternates", "font_variant_east_asian", "font_feature_settings",
    "font_variation_settings", "font_language_override", "lang",
)  # fmt: skip
_OF_LINE = (*_OF_FONT, "font_size", "line_height")
# All that a line of text follows from, but for its words and its room.
_OF_TEXT = (
    *_OF_FONT, "direction", "font_size", "font_kerning", "letter_spacing", "word_spacing",
    "white_space", "overflow_wrap", "word_break", "hyphens", "hyphenate_character",
    "hyphenate_limit_chars", "hyphenate_limit_zone", "tab_size", "text_decoration_line",
)  # fmt: skip


_ASKED = {"affiche_font": _OF_FONT, "affiche_line": _OF_LINE, "affiche_text": _OF_TEXT}


def _number(style: Any, kind: str) -> int:
    """The same for styles that are alike in these, where the same fonts are."""
    held = style.__dict__
    if kind not in held and _says_nothing(style, kind):
        held[kind] = _number(style.parent_style, kind)
    elif kind not in held:
        key = kind, *[style[name] for name in _ASKED[kind]]
        numbers = style.font_config.__dict__.setdefault("affiche_numbers", {})
        try:
            held[kind] = numbers.setdefault(key, len(numbers))
        except TypeError:
            held[kind] = numbers.setdefault(tuple(map(_frozen, key)), len(numbers))
    return int(held[kind])


_NAMES = {kind: frozenset(names) for kind, names in _ASKED.items()}


def _says_nothing(style: Any, kind: str) -> bool:
    """Whether a style has all of these from its parent; some are written into it later."""
    parent, names = style.__dict__.get("parent_style"), _NAMES[kind]
    if parent is None or not names.isdisjoint(style.__dict__.get("cascaded", ())):
        return False
    return all(style[name] == parent[name] for name in names & style.keys())


def _frozen(said: Any) -> Any:
    """A value that may be a key: decorations are a set, the fonts of a drawing a list."""
    if isinstance(said, set):
        return frozenset(said)
    return tuple(said) if isinstance(said, list) else said


def font_key(style: Any, include_size: bool = False) -> int:
    """What tells the font of a style from others."""
    return _number(style, "affiche_line" if include_size else "affiche_font")


def strut(style: Any) -> Any:
    """The height of a line and its baseline, in CSS pixels: its style says them."""
    try:
        return style.affiche_strut
    except AttributeError:
        style.affiche_strut = found = _strut(style)
        return found


def line(
    text: str, style: Any, context: Any, max_width: Any, justification_spacing: Any,
    is_line_start: bool = True, minimum: bool = False,
) -> Any:  # fmt: skip
    """The first line of a text, as it was broken before: the same words in the same room."""
    lines = style.font_config.__dict__.setdefault("affiche_lines", {})
    rest = max_width, justification_spacing, is_line_start, minimum
    key = text, _number(style, "affiche_text"), *rest
    if key not in lines:
        if len(lines) >= LINES:
            lines.clear()
        lines[key] = _split(text, style, context, *rest)
    layout, *places = lines[key]
    return copy(layout), *places


# ---- drawings

_outlines: dict[tuple[str, float], tuple[list[bytes], list[Any]]] = {}


def outline(svg: Any, node: Any, font_size: float) -> None:
    """Draw a path as it was drawn before: a map has one icon in dozens of places."""
    said, drawn = node.get("d", ""), svg.stream.stream
    if "%" in said:  # a share of the drawing that it stands in
        _outlined(svg, node, font_size)
        return
    key = said, font_size
    if key not in _outlines:
        before, corners = len(drawn), len(node.vertices)
        _outlined(svg, node, font_size)
        if len(_outlines) >= OUTLINES:
            _outlines.clear()
        _outlines[key] = drawn[before:], list(node.vertices)[corners:]
        return
    shapes, vertices = _outlines[key]
    drawn.extend(shapes)
    node.vertices.extend(vertices)


_STATE = ("color", "color_stroke", "alpha", "alpha_stroke", "font")
# A degree of opacity, as a page names it among its states.
_OPAQUE = re.compile(rb"/([aA])(\S+) gs")
_drawings: dict[Any, tuple[list[bytes], dict[str, Any]]] = {}


def pictured(image: Any, tree: Any, *rest: Any) -> None:
    """Make a drawing of a file ready: the portrait of a persona is on each of their sheets."""
    image.plainly = drawings.alone(tree)
    _pictured(image, tree, *rest)


def drawing(image: Any, stream: Any, width: float, height: float, style: Any) -> None:
    """Draw an icon as it was drawn before, on whatever page."""
    said = getattr(image, "plainly", None)
    if said is None:
        _drawn(image, stream, width, height, style)
        return
    before = [getattr(stream, f"_current_{name}") for name in _STATE]
    key = said, width, height, repr(before)
    if key in _drawings:
        shapes, states = _drawings[key]
        stream.stream.extend(shapes)
        for name, state in states.items():
            stream._resources["ExtGState"].setdefault(name, pydyf.Dictionary(state))
        for name in _STATE:
            setattr(stream, f"_current_{name}", None)
        return
    begins = len(stream.stream)
    _drawn(image, stream, width, height, style)
    if not any(getattr(stream, f"_current_{name}") for name in _STATE):
        if len(_drawings) >= OUTLINES:
            _drawings.clear()
        shapes = stream.stream[begins:]
        _drawings[key] = shapes, _states(shapes, stream)


def _states(shapes: list[Any], stream: Any) -> dict[str, Any]:
    """The states that are named in shapes, which are degrees of opacity alone."""
    names = (found[1] + found[2] for each in shapes for found in _OPAQUE.finditer(each))
    known = stream._resources["ExtGState"]
    return {name: dict(known[name]) for name in dict.fromkeys(map(bytes.decode, names))}


# ---- writing


def to_bytes(item: Any) -> bytes:
    """A part of a PDF as it is written: most are written already."""
    kind = item.__class__
    if kind is bytes:
        written: bytes = item
        return written
    if kind is str:
        return bytes(item.encode("ascii"))
    if kind is int:
        return b"%d" % item
    return bytes(_bytes(item))

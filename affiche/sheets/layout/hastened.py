"""WeasyPrint in; the same out, with what it does over and over done once. Nothing that it lays out
or paints is another: `tests/sheets/layout/test_hastened.py` holds both against each other.

A sheet is laid out several times before it fits, mostly of the same words in the same styles. Only
the version that this was measured with is hastened; another one does as it does by itself.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from copy import copy
from functools import cache, cached_property
from math import inf
from typing import Any

import tinyhtml5.inputstream as stream  # type: ignore[import-untyped]
import weasyprint  # type: ignore[import-untyped]
from cssselect2 import ElementWrapper  # type: ignore[import-untyped]
from weasyprint.css import ComputedStyle, Style  # type: ignore[import-untyped]
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
from weasyprint.formatting_structure.boxes import Box, PageBox  # type: ignore[import-untyped]
from weasyprint.layout import percent  # type: ignore[import-untyped]
from weasyprint.text import line_break  # type: ignore[import-untyped]

KNOWN = "70."
# Lines of text that are kept with their fonts; a large map has two thousand.
LINES = 5_000

_computed = ComputedStyle.__missing__
_resolved = percent.resolve_percentages
_font = line_break._font_style_cache_key
_split = line_break.split_first_line
_flows = Box.is_in_normal_flow


def hasten() -> None:
    """Make it so, for the life of this process."""
    if not weasyprint.__version__.startswith(KNOWN):
        return
    stream.characters_until_regex = _Runs()
    for kind in (ElementWrapper, Style):
        for name, held in list(vars(kind).items()):
            if isinstance(held, cached_property):
                setattr(kind, name, _Held(name, held.func))
    ComputedStyle.__missing__ = value
    Box.is_in_normal_flow = flows
    swap(_resolved, lengths)
    swap(_font, font_key)
    swap(_split, line)


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


# ---- the style sheet that WeasyPrint has itself

# What asks for footnotes, for notes beside the text, or for marks before what is no `li`.
_NOTED = ("list-item", "float: footnote", "float:footnote", "note(", "note-call", "note-marker")
_NOTES = ("footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback")


def bare(sheet: Any, html: str) -> Any:
    """WeasyPrint's own style sheet for a page. Where nothing asks for footnotes, it has no rules
    by which every element is ready to be one: five of the six styles of each element."""
    if any(word in html for word in _NOTED):
        return sheet
    return _bare(sheet)


@cache
def _bare(sheet: Any) -> Any:
    less = copy(sheet)
    matcher = less.matcher = copy(sheet.matcher)
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
    held = box.style.__dict__
    if "affiche_flows" not in held:
        held["affiche_flows"] = _flows(box)
    return bool(held["affiche_flows"])


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
    style, found, around = box.style, box.__dict__, containing_block
    if style["box_sizing"] != "content-box" or isinstance(box, PageBox):
        _resolved(box, around)
        return
    width, height = (around.width, around.height) if isinstance(around, Box) else around
    # Where the height around follows from what is in it, a share of it is none.
    wholes = (None, 0, inf) if height == "auto" else (height,) * 3
    for name, whole in (
        *((name, width) for name in _BY_WIDTH),
        *zip(_BY_HEIGHT, wholes, strict=True),
    ):
        said = style[name]
        if said.__class__ is Dimension and said.unit != "%":
            found[name] = said.value
        elif whole is None:
            found[name] = "auto"
        else:
            percent.resolve_one_percentage(box, name, whole)
    collapsed = style["border_collapse"] == "collapse"
    for name in _BORDERS:
        if not (collapsed and hasattr(box, name)):
            found[name] = style[name]


# ---- lines of text

# All that a line of text follows from, but for its words, its room and its font.
_OF_TEXT = (
    "direction", "font_size", "font_kerning", "letter_spacing", "word_spacing", "white_space",
    "overflow_wrap", "word_break", "hyphens", "hyphenate_character", "hyphenate_limit_chars",
    "hyphenate_limit_zone", "tab_size", "text_decoration_line",
)  # fmt: skip


def font_key(style: Any, include_size: bool = False) -> str:
    """What tells the font of a style from others."""
    name, held = f"affiche_font_{include_size}", style.__dict__
    if name not in held:
        held[name] = _font(style, include_size)
    return str(held[name])


def line(
    text: str, style: Any, context: Any, max_width: Any, justification_spacing: Any,
    is_line_start: bool = True, minimum: bool = False,
) -> Any:  # fmt: skip
    """The first line of a text, as it was broken before: the same words in the same room."""
    lines = style.font_config.__dict__.setdefault("affiche_lines", {})
    rest = max_width, justification_spacing, is_line_start, minimum
    key = text, _number(style), *rest
    if key not in lines:
        if len(lines) >= LINES:
            lines.clear()
        lines[key] = _split(text, style, context, *rest)
    layout, *places = lines[key]
    return copy(layout), *places


def _number(style: Any) -> int:
    """The same for styles that set the same text alike."""
    held = style.__dict__
    if "affiche_text" not in held:
        key = str([font_key(style), *(style[name] for name in _OF_TEXT)])
        numbers = style.font_config.__dict__.setdefault("affiche_styles", {})
        held["affiche_text"] = numbers.setdefault(key, len(numbers))
    return int(held["affiche_text"])

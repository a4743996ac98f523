"""A laid-out document in; what stands where out: heights, type sizes, faults.

Lengths are in units of 1 % of the page's width (1 rem on our sheets), so that they are the same
on A4 and on A1. WeasyPrint clips and overflows in silence; `faults` is what finds it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil
from typing import Any

# How far text may stick out before it counts: a tenth of a unit is 0.4 mm on A2.
TOLERANCE = 0.12
# Ink above and below the baseline, in font sizes; line boxes say nothing about it.
ASCENT, DESCENT = 0.72, 0.21
# A line may hold a little more than its words are wide, as some end in a hyphen.
FILLED = 0.97
# CSS pixels to points.
PX_TO_PT = 0.75
# On an element that is meant to run off its container or the page, with all that is in it.
BLEEDS = "data-bleeds"
# On an element that no other such element may overlap; its value is its name.
BLOCK = "data-block"
# Elements whose text is not laid out, or not as boxes.
NO_TEXT = ("head", "style", "script", "svg", "title", "template")


@dataclass(frozen=True)
class Rect:
    """A rectangle in units, from the page's top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def outside(self, other: Rect) -> float:
        """How far this sticks out of `other`; 0 or less when it lies within."""
        return max(
            other.left - self.left,
            other.top - self.top,
            self.right - other.right,
            self.bottom - other.bottom,
        )

    def overlap(self, other: Rect) -> float:
        """How deep the two lie in each other; 0 or less when they do not touch."""
        return min(
            min(self.right, other.right) - max(self.left, other.left),
            min(self.bottom, other.bottom) - max(self.top, other.top),
        )


@dataclass(frozen=True)
class Fault:
    """What a reader would not see whole: `rule` is pages, lost, page, container, text or block."""

    rule: str
    what: str
    depth: float

    def __str__(self) -> str:
        return f"{self.rule}: {self.what!r} by {self.depth:.2f}"


@dataclass(frozen=True)
class Ink:
    """A piece of text or a picture: where it is, its line, and the boxes that must hold it."""

    what: str
    rect: Rect
    line: int
    points: float
    within: tuple[Rect, ...]


def faults(document: Any, tolerance: float = TOLERANCE) -> tuple[Fault, ...]:
    """Everything that is cut off, runs off the page, or lies on top of something else.

    An empty answer means that each line of text and each picture stands whole on one page.
    """
    if len(document.pages) != 1:
        return (Fault("pages", "pages instead of one", len(document.pages)),)
    return (*lost(document), *cut_off(document, tolerance))


def cut_off(document: Any, tolerance: float = TOLERANCE) -> tuple[Fault, ...]:
    """Everything on the first page that runs off it, or lies on top of something else."""
    page = rect(document, page_box(document), margin=True)
    pieces = list(inks(document))
    return (
        *(
            Fault("page", piece.what, piece.rect.outside(page))
            for piece in pieces
            if piece.rect.outside(page) > tolerance
        ),
        *(
            Fault("container", piece.what, piece.rect.outside(frame))
            for piece in pieces
            for frame in piece.within
            if piece.rect.outside(frame) > tolerance
        ),
        *_text_on_text(pieces, tolerance),
        *_block_on_block(document, tolerance),
    )


def lost(document: Any) -> Iterator[Fault]:
    """Text that was laid out on no page: lines of an absolutely positioned box that run over the
    foot of the page are dropped without a word."""
    shown = Counter(
        letter
        for page in document.pages
        for box, _ in walk(page._page_box)
        if _kind(box) == "TextBox" and "::" not in box.element_tag
        for letter in _letters(box.text)
    )
    written = Counter(letter for text in _texts(document._html.etree_element) for letter in text)
    missing = written - shown
    if missing:
        yield Fault("lost", "".join(sorted(missing.elements()))[:40], missing.total())


def _texts(element: Any) -> Iterator[str]:
    """The letters of an HTML element that is laid out as text."""
    if not isinstance(element.tag, str) or element.tag.rpartition("}")[2] in NO_TEXT:
        return
    yield _letters(element.text or "")
    for child in element:
        yield from _texts(child)
        yield _letters(child.tail or "")


def _letters(text: str) -> str:
    """Without hyphens, blanks and signs, which layout adds and drops."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def page_box(document: Any) -> Any:
    """The first page."""
    return document.pages[0]._page_box


def unit(document: Any) -> float:
    """CSS pixels in one unit."""
    return float(page_box(document).width) / 100


def rect(document: Any, box: Any, margin: bool = False) -> Rect:
    """The border box (or margin box) of a box."""
    one = unit(document)
    left = box.position_x if margin else box.border_box_x()
    top = box.position_y if margin else box.border_box_y()
    width = box.margin_width() if margin else box.border_width()
    height = box.margin_height() if margin else box.border_height()
    return Rect(left / one, top / one, (left + width) / one, (top + height) / one)


def overflowing(document: Any, tolerance: float = TOLERANCE) -> set[str]:
    """The blocks (by their name) with a text or picture that sticks out sideways."""
    found: set[str] = set()
    one = unit(document)
    for box, above in walk(page_box(document)):
        text = _kind(box) == "TextBox" and box.text.strip()
        if not text and "Replaced" not in _kind(box):
            continue
        block = next((a for a in reversed(above) if _names(a)), None)
        if block is not None:
            place = _text_rect(box, one) if text else rect(document, box)
            frame = rect(document, block)
            if max(frame.left - place.left, place.right - frame.right) > tolerance:
                found.add(block.element.get(BLOCK))
    return found


def spare(document: Any, wider: float) -> dict[str, float]:
    """By how much each block (by its name) may be less high, at most, in a column that is `wider`
    by so much: words take no fewer lines than they fill from edge to edge."""
    one = unit(document)
    found: Counter[str] = Counter()
    for box, above in walk(page_box(document)):
        lines = [line for line in box.children if _kind(line) == "LineBox"]
        block = next((a for a in reversed((*above, box)) if _names(a)), None)
        if len(lines) > 1 and block is not None:
            texts = (text for line in lines for text, _ in walk(line) if _kind(text) == "TextBox")
            filled = FILLED * sum(text.width for text in texts) / (box.width + wider * one)
            fewer = len(lines) - max(1, ceil(filled))
            found[block.element.get(BLOCK)] += fewer * max(line.height for line in lines) / one
    return dict(found)


def _names(box: Any) -> bool:
    return box.element is not None and box.element.get(BLOCK) is not None


def marked(document: Any, attribute: str) -> dict[str, Rect]:
    """The border box of each element that has the attribute, by the attribute's value."""
    found: dict[str, Rect] = {}
    for box, _ in walk(page_box(document)):
        if box.element is None or box.element_tag != box.element.tag:
            continue  # anonymous, or ::before
        value = box.element.get(attribute)
        if value is not None and _kind(box) not in ("LineBox", "TextBox"):
            found.setdefault(value, rect(document, box))
    return found


def measure(document: Any, ids: Sequence[str]) -> dict[str, float]:
    """The height in units of each element with one of these ids, without its margins.

    Raises KeyError when one is not there.
    """
    found = marked(document, "id")
    return {name: found[name].height for name in ids}


def type_sizes(document: Any) -> Iterator[tuple[str, float]]:
    """(text, size in points) of each piece of text; text inside a drawing is not seen."""
    for piece in inks(document):
        if piece.points:
            yield piece.what, piece.points


def walk(box: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Each box with its ancestors, the nearest last."""
    box = getattr(box, "_box", box)  # an absolutely positioned box stands behind a placeholder
    yield box, above
    for child in box.children:
        yield from walk(child, (*above, box))


def inks(document: Any) -> Iterator[Ink]:
    """Every piece of text and every picture that is not marked as bleeding."""
    one = unit(document)
    frames: dict[int, Rect] = {}
    for box, above in walk(page_box(document)):
        kind = _kind(box)
        if kind == "TextBox" and box.text.strip():
            place, points = _text_rect(box, one), box.style["font_size"] * PX_TO_PT
            what = box.text.strip()
        elif "Replaced" in kind:
            place, points, what = rect(document, box), 0.0, f"<{box.element_tag}>"
        else:
            continue
        if any(a.element is not None and a.element.get(BLEEDS) is not None for a in (*above, box)):
            continue
        for ancestor in above:
            if _holds(ancestor) and id(ancestor) not in frames:
                frames[id(ancestor)] = rect(document, ancestor)
        within = tuple(frames[id(a)] for a in above if id(a) in frames)
        line = next((id(a) for a in reversed(above) if _kind(a) == "LineBox"), id(box))
        yield Ink(what, place, line, points, within)


def _text_rect(box: Any, one: float) -> Rect:
    baseline, size = box.position_y + box.baseline, box.style["font_size"]
    return Rect(
        box.position_x / one,
        (baseline - ASCENT * size) / one,
        (box.position_x + box.width) / one,
        (baseline + DESCENT * size) / one,
    )


def _kind(box: Any) -> str:
    return type(box).__name__


def _holds(box: Any) -> bool:
    """Whether what is in the box must stay in it: its height is fixed, or it clips."""
    if box.style["display"] == ("inline", "flow") or _kind(box) in ("PageBox", "LineBox"):
        return False
    fixed = box.style["height"] != "auto" and _kind(box) != "TableRowBox"
    return fixed or box.style["overflow"] != "visible"


def _text_on_text(pieces: Sequence[Ink], tolerance: float) -> Iterator[Fault]:
    """Two lines that run into each other. Sorted by top, so only near ones are compared."""
    texts = sorted((p for p in pieces if p.points), key=lambda p: p.rect.top)
    for number, upper in enumerate(texts):
        for lower in texts[number + 1 :]:
            if lower.rect.top >= upper.rect.bottom:
                break
            depth = upper.rect.overlap(lower.rect)
            # Tight display lines share their zones of long letters; a real collision is deep.
            allowed = tolerance + 0.14 * min(upper.rect.height, lower.rect.height)
            if lower.line != upper.line and depth > allowed:
                yield Fault("text", f"{upper.what} / {lower.what}", depth)


def _block_on_block(document: Any, tolerance: float) -> Iterator[Fault]:
    places = marked(document, BLOCK)
    for (name, first), (other, second) in combinations(places.items(), 2):
        depth = first.overlap(second)
        if depth > tolerance:
            yield Fault("block", f"{name} / {other}", depth)

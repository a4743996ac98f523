"""A hand-out in; two columns of all blocks, the largest type at which they fit, out.

The journey in small stands across the page, and goes first when there is no room. What a short
persona leaves is ruled, for notes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from affiche.errors import Kind, Problem
from affiche.pages.plan import Sheet
from affiche.pages.posters import Block, Poster
from affiche.sheets import Fitted, UnfitError, boxes, persona
from affiche.sheets.columns import Area, Filled, fill, spots, tallest
from affiche.sheets.hero import HEIGHT

if TYPE_CHECKING:
    from affiche.sheets.typeset import Typesetter

ALIKE = False
MARGIN, WIDTH = 6.0, 88.0
FACE, HEAD_PAD = 16.0, 2.8
# Sizes of the name, the width that it has, and how many lines it should take.
NAMES = (7.6, 6.4, 5.4, 4.4, 3.6, 3.0)
NAME_WIDTH, NAME_LINES, PROBE = WIDTH - FACE - 3.0, 1.3, 5.0
# A unit is 2.1 mm: 11.6 pt down to 8.6 pt.
SIZES = (1.95, 1.85, 1.76, 1.68, 1.6, 1.52, 1.445)
COLUMNS, GUTTER, GAP, AIR = 2, 4.0, 1.7, 2.2
# So much may be added to the gaps of a column; from `NOTES` on there are lines for notes.
LOOSE, NOTES, NOTE_PITCH = 6.0, 12.0, 4.0
TRIES = 6

BLANK: dict[str, Any] = {
    **persona.BLANK, "margin": MARGIN, "across": WIDTH, "wide": WIDTH, "face": FACE,
    "head_pad": HEAD_PAD, "head": 24.0, "name": NAMES[0], "name_width": NAME_WIDTH, "names": (),
    "probe": PROBE, "sections": (), "spots": {}, "foot_top": 120.0, "foot_height": 12.0,
    "strip_top": 0.0, "strip": None, "notes": None, "pitch": NOTE_PITCH,
    "column": Area(0, 0, WIDTH, 0, COLUMNS, GUTTER, 0).column,
}  # fmt: skip
REFERENCE: dict[str, Any] = {**BLANK, "stage": "all", "names": NAMES, "left_off": ("…",)}


def fit(sheet: Sheet, typesetter: Typesetter) -> Fitted:
    """The sheet with the largest type at which all fits, else with whole blocks left off.

    Raises AfficheError when the layout cannot be verified: that is our fault.
    """
    drawn = _Drawing(sheet, typesetter)
    left: tuple[str, ...] = ()
    strip, less = drawn.strip, 0.0
    for _ in range(TRIES):
        top = drawn.top(left)
        area = drawn.area(top, strip, less)
        filled = fill(drawn.names, SIZES, area, drawn.heights)
        if filled.left and strip:
            strip = None
            continue
        off = [block for block in drawn.all if block.id in filled.left]
        off += [drawn.strip] if drawn.strip and not strip else []
        titles = tuple(block.title for block in off)
        if titles != left:  # the foot names them, and so is higher
            left = titles
            continue
        document = drawn.sheet(area, filled, strip, top, left)
        found = boxes.faults(document)
        if not found:
            return Fitted(document, left, _problems(sheet, off))
        less += 1.5
    raise UnfitError(f"{sheet.path}: {'; '.join(map(str, found[:3]))}")


class _Drawing:
    """The layouts of one sheet, each made once."""

    def __init__(self, sheet: Sheet, typesetter: Typesetter) -> None:
        self.paper = sheet
        self.typesetter = typesetter
        poster: Poster = sheet.data["poster"]
        self.all = _ordered(poster.blocks, sheet.data["main"], typesetter.renderer.theme.blocks)
        self.strip = next((block for block in poster.blocks if block.kind == "strip"), None)
        self.names = tuple(block.id for block in self.all)
        self.common = {**BLANK, "legend": persona.any_assumed(self.all)}
        self.found: Mapping[str, boxes.Rect] = {}
        self._heights: dict[float, dict[str, float]] = {}

    def lay(self, **fit: object) -> Any:
        return self.typesetter.lay(self.paper, **{**self.common, **fit})

    def top(self, left: tuple[str, ...]) -> dict[str, float]:
        """Where the head ends and the foot begins, when these blocks stay off."""
        laid = self.lay(stage="top", names=NAMES, left_off=left, strip=self.strip)
        self.found = boxes.marked(laid, "id")
        at = _name(self.found)
        head = max(FACE, self.found[f"who-{at}"].height) + 2 * HEAD_PAD
        foot = self.found["foot"].height
        return {
            "name": NAMES[at],
            "head": round(head, 3),
            "foot_height": round(foot, 3),
            "foot_top": round(HEIGHT - foot, 3),
        }

    def area(self, top: Mapping[str, float], strip: Block | None, less: float) -> Area:
        """What the columns may take."""
        below = self.found["strip"].height + AIR if strip else 0.0
        free = top["foot_top"] - top["head"] - 2 * AIR - below - less
        return Area(MARGIN, top["head"] + AIR, WIDTH, free, COLUMNS, GUTTER, GAP)

    def heights(self, size: float) -> Mapping[str, float]:
        """The height of each block at a type size."""
        if size not in self._heights:
            laid = self.lay(stage="blocks", sections=self.all, **_sizes(size))
            marks = boxes.marked(laid, "data-block")
            self._heights[size] = {name: marks[name].height for name in self.names}
        return self._heights[size]

    def sheet(
        self,
        area: Area,
        filled: Filled,
        strip: Block | None,
        top: Mapping[str, Any],
        left: tuple[str, ...],
    ) -> Any:
        """The sheet itself; what the columns leave goes to their gaps, then to notes."""
        heights = self.heights(filled.body)
        tall = tallest(filled.shown, heights, area)
        free = area.height - tall
        notes = None
        if free >= LOOSE + NOTES:
            area = replace(area, height=tall + (LOOSE if tall else 0.0))
            begin = area.top + area.height + (AIR if tall else 0.0)
            tall_notes = free - (LOOSE + AIR if tall else 0.0)
            lines = int((tall_notes - 6) / NOTE_PITCH)
            notes = {"top": begin, "height": tall_notes, "lines": lines}
        places = spots(filled.shown, heights, area)
        order = [spot.block for spot in places]
        shown = [block for block in self.all if block.id in order]
        return self.lay(
            **_sizes(filled.body),
            sections=sorted(shown, key=lambda block: order.index(block.id)),
            spots={spot.block: spot for spot in places},
            strip=strip,
            strip_top=top["foot_top"] - AIR - (self.found["strip"].height if strip else 0.0),
            notes=notes,
            left_off=left,
            **top,
        )


def _sizes(size: float) -> dict[str, Any]:
    """Headings follow the text: nobody reads this from two metres."""
    return {**persona.sizes_of(size), "heading": round(1.32 * size, 3)}


def _ordered(
    blocks: Sequence[Block], main: Sequence[str], order: Sequence[str]
) -> tuple[Block, ...]:
    """The blocks for the columns: what the writer chose, the theme's order, then all others."""
    named = {block.id: block for block in blocks}
    chosen = [named[name] for name in main if name in named]
    rows = (*chosen, *persona.ranked(blocks, order), *blocks)
    return tuple(block for block in dict.fromkeys(rows) if block.kind != "strip")


def _name(found: Mapping[str, boxes.Rect]) -> int:
    """The place of the largest size at which the name takes one line, if one does."""
    word = found["word"].width / PROBE
    for at, size in enumerate(NAMES):
        if word * size <= NAME_WIDTH and found[f"n-{at}"].height <= NAME_LINES * size:
            return at
    return len(NAMES) - 1


def _problems(sheet: Sheet, off: Sequence[Block]) -> tuple[Problem, ...]:
    """What stays off of what the writer wants on paper; the rest is an extra, and so is the
    picture of the journey, which has its own map."""
    main = sheet.data["main"] or [block.id for block in off]
    titles = tuple(block.title for block in off if block.id in main and block.kind != "strip")
    if not titles:
        return ()
    what = "the hand-out has no room for {titles}"
    hint = "Shorten the texts; the page on the site shows all of them."
    return (Problem(Kind.WARNING, "left-off", sheet.source, what, hint, {"titles": titles}),)

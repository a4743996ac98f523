"""A feedback edition in; the fields for sticky notes, and the blocks in short above them, out.

The fields come first: they have the size of a sticky note on A2. What the top, the fields and the
foot leave is for the blocks, each with lines to write on: with fewer items before the type gets
small, and until `WRITING` of the sheet is paper to write on. A3 is the same sheet reduced.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from affiche.errors import Kind, Problem
from affiche.markup import plain
from affiche.pages.persona.feedback import NOT_ASKED, Feedback
from affiche.pages.persona.openings import opening
from affiche.pages.persona.poster import Block, Poster
from affiche.pages.persona.poster.parts import RULE, count
from affiche.pages.plan import Sheet
from affiche.sheets import Fitted, UnfitError
from affiche.sheets.desk.feedback.fields import (
    LABEL,
    MARGIN,
    NOTE,
    ROWS,
    WIDTH,
    Panel,
    fields_height,
    panels,
)
from affiche.sheets.desk.leaflet import Head, Leaflet
from affiche.sheets.layout import boxes
from affiche.sheets.layout.columns import Area, Filled, fill, spots
from affiche.sheets.persona import poster as persona
from affiche.sheets.persona.cut import cut
from affiche.sheets.persona.hero import HEIGHT, MASTER

if TYPE_CHECKING:
    from affiche.sheets.layout.typeset import Typesetter

ALIKE = True
FACE = 16.5
HEAD = Head(
    face=FACE, pad=2.1, names=(7.6, 6.8, 6.0, 5.2, 4.4, 3.7), width=WIDTH - FACE - 17.0, lines=1.3
)
# (items of a list, words of a text, lines to write on, the least type size for all these)
LEVELS = (
    (5, 60, 2, 1.53), (4, 40, 2, 1.42), (3, 28, 2, 1.42), (2, 20, 2, 1.32), (1, 13, 2, 1.32),
    (1, 13, 1, 1.32),
)  # fmt: skip
# Names of brands and tools take little room: so many times as many of them; and rows of bars.
MORE = {"tags": 3, "bars": 2, "channels": 2}
# Sizes of the text; 1.32 is 15.7 pt on A2, where notes beside it have 14.
SIZES = (1.95, 1.8, 1.66, 1.53, 1.42, 1.32)
COLUMNS, GUTTER, SECTION_GAP, AIR = 3, 2.4, 1.5, 1.7
# The distance of lines to write on, and the share of the sheet that is paper to write on.
PITCH, WRITING = 2.1, 0.3
TRIES = 6

BLANK: dict[str, Any] = {
    **persona.BLANK, **HEAD.fit(), "pitch": PITCH, "least": LEVELS[0][2], "margin": MARGIN,
    "across": WIDTH, "sections": (), "spots": {}, "panels": (), "note": NOTE,
    "column": 28.0, "strip_top": 24.0, "strip": 8.0, "numbers": {}, "lines": {},
    "label": LABEL, "more": {},
}  # fmt: skip
REFERENCE: dict[str, Any] = {**BLANK, "stage": "all", "names": HEAD.names, "left_off": ("…",)}


def fit(sheet: Sheet, typesetter: Typesetter) -> Fitted:
    """The sheet with all fields, and as much of the blocks as there is room for.

    Raises AfficheError when the layout cannot be verified: that is our fault.
    """
    drawn = _Edition(sheet, typesetter)
    left: tuple[str, ...] = ()
    less = 0.0
    found: tuple[boxes.Fault, ...] = ()
    for _ in range(TRIES):
        ends = drawn.ends(left)
        start = ends["strip_top"] + ends["strip"] + AIR
        free = ends["foot_top"] - drawn.fields_height - 2 * AIR - start - less
        area = Area(MARGIN, start, WIDTH, free, COLUMNS, GUTTER, SECTION_GAP)
        whole, titles = drawn.best(area, ends)
        if titles != left and len(titles) >= len(left):  # the foot names them, and so is higher
            left = titles
            continue
        document = drawn.leaflet.lay(**whole)
        found = boxes.faults(document)
        if not found:
            problems = _problems(sheet, titles, drawn.feedback, whole["panels"])
            return Fitted(document, titles, problems, drawn.leaflet.whole(whole))
        less += 1.5
    raise UnfitError(f"{sheet.path}: {'; '.join(map(str, found[:3]))}")


@dataclass(frozen=True)
class _Tried:
    """A fit, the titles of what it leaves off, and how much of what is wanted it leaves to write
    on."""

    left: tuple[str, ...]
    writing: float
    whole: dict[str, Any]


class _Edition:
    """The choices of one sheet."""

    def __init__(self, sheet: Sheet, typesetter: Typesetter) -> None:
        poster: Poster = sheet.data["poster"]
        self.feedback: Feedback = sheet.data["feedback"]
        legend = persona.any_assumed(self.feedback.blocks)
        column = Area(0, 0, WIDTH, 0, COLUMNS, GUTTER, 0).column
        common = {**BLANK, "legend": legend, "column": column}
        self.leaflet = Leaflet(replace(sheet, paper=MASTER), typesetter, HEAD, common)
        order = () if poster.chosen else typesetter.renderer.theme.blocks
        ranked = persona.ranked(self.feedback.blocks, order) or self.feedback.blocks
        asked = (block for block in ranked if block.id not in NOT_ASKED)
        self.blocks = tuple(sorted(asked, key=lambda block: block.kind == "blank"))

    @property
    def departments(self) -> tuple[str, ...]:
        """As many as there are fields for."""
        return self.feedback.departments[: max(ROWS)]

    @property
    def fields_height(self) -> float:
        """The height of all panels."""
        return fields_height(len(self.departments))

    def ends(self, left: tuple[str, ...]) -> dict[str, Any]:
        """Where the parts above and below stand, when these blocks stay off."""
        ends = self.leaflet.ends(left)
        strip = self.leaflet.found["strip"].height
        return {**ends, "strip_top": ends["head"], "strip": strip}

    def best(self, area: Area, ends: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
        """The fit that shows most of those that have room for all blocks and leave enough to write
        on, or the one that comes nearest to it; and the titles of what stays off."""
        tried: list[_Tried] = []
        for one in self._ways(area, ends):
            tried.append(one)
            if not one.left and one.writing == WRITING:
                break
        best = max(tried, key=lambda one: (-len(one.left), one.writing))
        return best.whole, best.left

    def _ways(self, area: Area, ends: Mapping[str, Any]) -> Iterator[_Tried]:
        """The levels, the fullest first, each at smaller and smaller type."""
        for items, words, lines, least in LEVELS:
            blocks = tuple(shortened(block, items, words) for block in self.blocks)
            heights = partial(self._heights, (items, words, lines), blocks)
            sizes = [size for size in SIZES if size >= least]
            while sizes:
                filled = fill([block.id for block in blocks], sizes, area, heights)
                whole = self.whole(area, filled, blocks, heights(filled.body), ends, lines)
                left = tuple(block.title for block in blocks if block.id in filled.left)
                yield _Tried(left, min(writing(whole), WRITING), whole)
                sizes = [size for size in sizes if size < filled.body]

    def _heights(
        self, level: tuple[int, int, int], blocks: Sequence[Block], size: float
    ) -> Mapping[str, float]:
        fit = {"more": hidden(self.blocks, blocks), "least": level[2], **persona.sizes_of(size)}
        return self.leaflet.heights((level, size), blocks, **fit)

    def whole(
        self,
        area: Area,
        filled: Filled,
        blocks: Sequence[Block],
        heights: Mapping[str, float],
        ends: Mapping[str, Any],
        lines: int,
    ) -> dict[str, Any]:
        """The fit of the sheet itself."""
        places = spots(filled.shown, heights, area)
        order = {spot.block: number for number, spot in enumerate(places)}
        numbers = {name: self.feedback.numbers[name] for name in order}
        found = self.leaflet.found
        widths = [found[f"d-{n}"].width / LABEL for n in range(len(self.departments))]
        top = ends["foot_top"] - AIR - self.fields_height
        shown = [block for block in blocks if block.id in numbers]
        return {
            **persona.sizes_of(filled.body),
            **ends,
            "sections": sorted(shown, key=lambda block: order[block.id]),
            "spots": {spot.block: spot for spot in places},
            "numbers": numbers,
            "more": hidden(self.blocks, blocks),
            "lines": {spot.block: lines + int(spot.spare // PITCH) for spot in places},
            "panels": panels(self.departments, widths, top),
        }


def shortened(block: Block, items: int, words: int) -> Block:
    """A block in short: so many items, or the parts of a text up to so many words."""
    if block.kind == "text":
        return _beginning(block, words)
    if block.kind == "groups":
        groups = (replace(g, items=g.items[: max(1, items - 1)]) for g in block.items)
        return replace(block, items=tuple(groups))
    return replace(block, items=block.items[: MORE.get(block.kind, 1) * items])


def _beginning(block: Block, words: int) -> Block:
    """The first parts of a text; its first words where it cannot be cut between two parts."""
    short = cut(block, words + count(block.title) + count(block.lead))
    if short.words <= 2 * words + count(block.lead):
        return short
    bare = plain(RULE.sub("", block.body).replace("|", " "))
    return replace(block, body=opening(" ".join(bare.split()), 6 * words))


def hidden(blocks: Sequence[Block], short: Sequence[Block]) -> dict[str, int]:
    """How many items each block in short does not show, by its id."""
    shown = {block.id: _items(block) for block in short}
    return {
        block.id: _items(block) - shown[block.id]
        for block in blocks
        if block.id in shown and _items(block) > shown[block.id]
    }


def _items(block: Block) -> int:
    groups = [len(item.items) for item in block.items if hasattr(item, "items")]
    return sum(groups) if block.kind == "groups" else len(block.items)


def writing(whole: Mapping[str, Any]) -> float:
    """The share of the sheet that is to write on: fields, what is beside them, and lines."""
    fields = sum((panel.width - panel.band) * panel.height for panel in whole["panels"])
    lines = sum(whole["lines"][name] * spot.width for name, spot in whole["spots"].items())
    return float(fields + lines * PITCH) / (100 * HEIGHT)


def _problems(
    sheet: Sheet, left: tuple[str, ...], feedback: Feedback, shown: Sequence[Panel]
) -> tuple[Problem, ...]:
    """What stays off, and whose name is not whole."""
    none = feedback.departments[max(ROWS) :]
    cut = tuple(
        name for name, panel in zip(feedback.departments, shown, strict=False) if panel.name != name
    )
    found = (
        ("the feedback poster has no room for {titles}", left),
        ("the feedback poster has no field for {titles}", none),
        ("the feedback poster shows only the beginning of {titles}", cut),
    )
    return tuple(
        Problem(Kind.WARNING, "left-off", sheet.source, what, HINT, {"titles": titles})
        for what, titles in found
        if titles
    )


HINT = "Name fewer: `poster: {{blocks: [goals, pains]}}`, or `departments` in site.yaml."

"""A feedback edition in; the fields for sticky notes, and the blocks in short above them, out.

The fields come first: they have the size of a sticky note on A2. What the top, the fields and the
foot leave is for the blocks: with fewer items before the type gets small, and with ruled lines
where a column has room left. A3 is the same sheet reduced, its fields to write in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from affiche.errors import Kind, Problem
from affiche.pages.feedback import Feedback, shortened
from affiche.pages.plan import Sheet
from affiche.pages.posters import Block, Poster
from affiche.sheets import Fitted, UnfitError, boxes, persona
from affiche.sheets.columns import Area, Filled, fill, spots
from affiche.sheets.hero import HEIGHT, MASTER

if TYPE_CHECKING:
    from affiche.sheets.typeset import Typesetter

ALIKE = True
# A sticky note is 76 × 76 mm; a unit is 4.2 mm on A2.
NOTE = 76 / 4.2
MARGIN, WIDTH = 4.4, 91.2
# Around a panel's fields, between fields, between panels, and the band with the department's name.
PAD, BETWEEN, GAP, BAND = 0.9, 0.8, 1.1, 3.6
# Beside the fields: from so wide on there are lines to write on.
ASIDE = 5.5
# Panels in each row, by the number of departments; `DEEP` has more rows of fields in one panel.
ROWS = {
    1: (1,), 2: (2,), 3: (3,), 4: (2, 2), 5: (3, 2), 6: (3, 3), 7: (3, 2, 2), 8: (3, 3, 2),
    9: (3, 3, 3),
}  # fmt: skip
DEEP = {1: 2, 2: 2, 3: 2}
# The name: sizes that are tried, the width that it has, and how many lines it should take.
NAMES = (8.6, 7.2, 6.0, 5.0, 4.2, 3.5)
NAME_WIDTH, NAME_LINES, PROBE = 56.0, 2.2, 5.0
FACE, HEAD_PAD = 19.0, 2.5
# (items of a list, letters of a text, the least type size at which so much is shown)
LEVELS = ((4, 240, 1.5), (3, 170, 1.4), (2, 120, 1.32), (1, 80, 1.32))
# Sizes of the text; 1.32 is 15.7 pt on A2, where notes beside it have 14.
SIZES = (1.95, 1.8, 1.66, 1.53, 1.42, 1.32)
COLUMNS, GUTTER, SECTION_GAP, AIR = 3, 2.4, 1.5, 1.7
# The distance of lines to write on.
PITCH = 2.1
LABEL, LABEL_LEAST = 2.1, 1.3
TRIES = 6

BLANK: dict[str, Any] = {
    **persona.BLANK, "stage": "sheet", "pitch": PITCH, "margin": MARGIN, "across": WIDTH,
    "face": FACE, "head_pad": HEAD_PAD, "head": 24.0, "name": NAMES[0], "name_width": NAME_WIDTH,
    "sections": (), "spots": {}, "panels": (), "note": NOTE, "band": BAND,
    "column": 28.0, "names": (), "probe": PROBE, "strip_top": 24.0, "foot_top": 120.0,
    "foot_height": 14.0, "numbers": {}, "left_off": (), "label": LABEL, "strip": 8.0,
}  # fmt: skip
REFERENCE: dict[str, Any] = {**BLANK, "stage": "all", "names": NAMES, "left_off": ("…",)}


@dataclass(frozen=True)
class Panel:
    """The fields of one department: its place, the places of its fields, and of the lines beside
    them (`aside`: left and width, or None); `label` is the type size of its name."""

    name: str
    left: float
    top: float
    width: float
    height: float
    fields: tuple[tuple[float, float], ...]
    aside: tuple[float, float] | None
    label: float


def fit(sheet: Sheet, typesetter: Typesetter) -> Fitted:
    """The sheet with all fields, and as much of the blocks as there is room for.

    Raises AfficheError when the layout cannot be verified: that is our fault.
    """
    drawn = _Drawing(sheet, typesetter)
    left: tuple[str, ...] = ()
    less = 0.0
    for _ in range(TRIES):
        top = drawn.tops(left)
        start = top["strip_top"] + top["strip"] + AIR
        free = top["foot_top"] - drawn.fields_height - 2 * AIR - start - less
        area = Area(MARGIN, start, WIDTH, free, COLUMNS, GUTTER, SECTION_GAP)
        filled, blocks = drawn.filled(area)
        titles = tuple(block.title for block in blocks if block.id in filled.left)
        if titles != left:  # the foot names them, and so is higher
            left = titles
            continue
        whole = drawn.whole(area, filled, blocks, {**top, "left_off": left})
        document = drawn.lay(**whole)
        found = boxes.faults(document)
        if not found:
            return Fitted(document, left, _problems(sheet, left, drawn.feedback), whole)
        less += 1.5
    raise UnfitError(f"{sheet.path}: {'; '.join(map(str, found[:3]))}")


class _Drawing:
    """The layouts of one sheet, each made once."""

    def __init__(self, sheet: Sheet, typesetter: Typesetter) -> None:
        self.paper = replace(sheet, paper=MASTER)
        self.poster: Poster = sheet.data["poster"]
        self.feedback: Feedback = sheet.data["feedback"]
        self.typesetter = typesetter
        self.common = {
            **BLANK,
            "legend": persona.any_assumed(self.feedback.blocks),
            "column": Area(0, 0, WIDTH, 0, COLUMNS, GUTTER, 0).column,
        }
        self.found: Mapping[str, boxes.Rect] = {}
        self._tops: dict[tuple[str, ...], dict[str, float]] = {}
        self._known: dict[tuple[int, float], dict[str, float]] = {}
        order = () if self.poster.chosen else typesetter.renderer.theme.blocks
        ranked = persona.ranked(self.feedback.blocks, order)
        self.blocks = ranked or self.feedback.blocks

    @property
    def departments(self) -> tuple[str, ...]:
        """As many as there are fields for."""
        return self.feedback.departments[: max(ROWS)]

    @property
    def fields_height(self) -> float:
        """The height of all panels."""
        return fields_height(len(self.departments))

    def lay(self, **fit: object) -> Any:
        return self.typesetter.lay(self.paper, **{**self.common, **fit})

    def tops(self, left: tuple[str, ...]) -> dict[str, float]:
        """Where the parts above and below stand, when these blocks stay off."""
        if left not in self._tops:
            self._tops[left] = self._top(left)
        return self._tops[left]

    def _top(self, left: tuple[str, ...]) -> dict[str, float]:
        laid = self.lay(stage="top", names=NAMES, left_off=left)
        self.found = boxes.marked(laid, "id")
        at = _name(self.found)
        head = max(FACE, self.found[f"who-{at}"].height) + 2 * HEAD_PAD
        return {
            "name": NAMES[at],
            "head": round(head, 3),
            "strip_top": round(head, 3),
            "strip": self.found["strip"].height,
            "foot_height": round(self.found["foot"].height, 3),
            "foot_top": round(HEIGHT - self.found["foot"].height, 3),
        }

    def filled(self, area: Area) -> tuple[Filled, tuple[Block, ...]]:
        """The type size and the blocks, at the fullest level that has room for all of them."""
        for level, (items, letters, least) in enumerate(LEVELS):
            blocks = shortened(self.blocks, items, letters)
            sizes = [size for size in SIZES if size >= least]
            names = tuple(block.id for block in blocks)
            self.heights = partial(self._heights, level, blocks)
            filled = fill(names, sizes, area, self.heights)
            if not filled.left:
                break
        return filled, blocks

    def _heights(self, level: int, blocks: Sequence[Block], size: float) -> Mapping[str, float]:
        if (level, size) not in self._known:
            laid = self.lay(stage="blocks", sections=blocks, **persona.sizes_of(size))
            marks = boxes.marked(laid, "data-block")
            self._known[level, size] = {block.id: marks[block.id].height for block in blocks}
        return self._known[level, size]

    def whole(
        self, area: Area, filled: Filled, blocks: Sequence[Block], fit: Mapping[str, Any]
    ) -> dict[str, Any]:
        """The fit of the sheet itself; `fit` has its top and its foot."""
        places = spots(filled.shown, self.heights(filled.body), area)
        numbers = {spot.block: number for number, spot in enumerate(places, 1)}
        widths = [self.found[f"d-{n}"].width / LABEL for n in range(len(self.departments))]
        shown = [block for block in blocks if block.id in numbers]
        return dict(
            self.common,
            sections=sorted(shown, key=lambda block: numbers[block.id]),
            spots={spot.block: spot for spot in places},
            numbers=numbers,
            panels=panels(self.departments, widths, fit["foot_top"] - AIR - self.fields_height),
            **persona.sizes_of(filled.body),
            **fit,
        )


def _name(found: Mapping[str, boxes.Rect]) -> int:
    """The place of the largest size at which the name takes few lines and breaks no word."""
    word = found["word"].width / PROBE
    for at, size in enumerate(NAMES):
        if word * size <= NAME_WIDTH and found[f"n-{at}"].height <= NAME_LINES * size:
            return at
    return len(NAMES) - 1


# The fields -------------------------------------------------------------------------------------


def fields_height(count: int) -> float:
    """The height of the panels of so many departments."""
    rows = ROWS[count]
    return len(rows) * _panel_height(count) + (len(rows) - 1) * GAP


def _panel_height(count: int) -> float:
    deep = DEEP.get(count, 1)
    return deep * NOTE + (deep - 1) * BETWEEN + 2 * PAD


def panels(names: Sequence[str], widths: Sequence[float], top: float) -> tuple[Panel, ...]:
    """The panels from `top` on, side by side where they are many. `widths`: of each name, at type
    size 1."""
    count = len(names)
    height = _panel_height(count)
    found: list[Panel] = []
    for row, across in enumerate(ROWS[count]):
        width = (WIDTH - GAP * (across - 1)) / across
        for column in range(across):
            name, wide = names[len(found)], widths[len(found)]
            left = MARGIN + column * (width + GAP)
            at = top + row * (height + GAP)
            label = max(LABEL_LEAST, min(LABEL, (height - 1.2) / max(wide, 0.1)))
            fields, aside = _fields(width, DEEP.get(count, 1))
            found.append(Panel(name, left, at, width, height, fields, aside, label))
    return tuple(found)


def _fields(
    width: float, deep: int
) -> tuple[tuple[tuple[float, float], ...], tuple[float, float] | None]:
    """The fields in a panel of this width, and the lines beside them where there is room."""
    free = width - BAND - 2 * PAD
    across = min(4, int((free + BETWEEN) / (NOTE + BETWEEN)))
    rest = free - across * NOTE - (across - 1) * BETWEEN
    space = BETWEEN
    aside = None
    if rest >= ASIDE:
        aside = (BAND + PAD + across * (NOTE + BETWEEN) + 0.5, rest - BETWEEN - 0.5)
        rest = 0.0
    elif across > 1:
        space, rest = BETWEEN + rest / (across - 1), 0.0
    fields = tuple(
        (
            round(BAND + PAD + rest / 2 + column * (NOTE + space), 3),
            round(PAD + row * (NOTE + BETWEEN), 3),
        )
        for row in range(deep)
        for column in range(across)
    )
    return fields, aside


def _problems(sheet: Sheet, left: tuple[str, ...], feedback: Feedback) -> tuple[Problem, ...]:
    """What stays off."""
    found = []
    if left:
        found.append(("left-off", "the feedback poster has no room for {titles}", left))
    none = feedback.departments[max(ROWS) :]
    if none:
        found.append(("left-off", "the feedback poster has no field for {titles}", none))
    return tuple(
        Problem(Kind.WARNING, rule, sheet.source, what, HINT, {"titles": titles})
        for rule, what, titles in found
    )


HINT = "Name fewer: `poster: {{blocks: [goals, pains]}}`, or `departments` in site.yaml."

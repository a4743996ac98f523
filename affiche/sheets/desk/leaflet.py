"""A sheet with a head, blocks and a foot in; the heights of all of them out, each measured once.

What the hand-out and the feedback edition share: the name's size, where head and foot end, and how
high each block is at a type size. Lengths are in units of 1 % of the page's width.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from affiche.pages.persona.poster import Block, Poster
from affiche.pages.plan import Sheet
from affiche.sheets.layout import boxes
from affiche.sheets.persona.hero import HEIGHT

if TYPE_CHECKING:
    from affiche.sheets.layout.typeset import Typesetter

# The type size at which the longest word of the name is measured.
PROBE = 5.0
# On the element of a block that is set in columns.
COLUMNS = "data-columns"
# So many letters of what stays off are named in the foot; of the rest, how many they are.
NAMED = 220


@dataclass(frozen=True)
class Head:
    """What a head is made of: the side of the face, the air above and below, sizes of the name, the
    width that the name has and the number of lines that it should take."""

    face: float
    pad: float
    names: tuple[float, ...]
    width: float
    lines: float

    def fit(self) -> dict[str, Any]:
        """What the template needs of it to measure."""
        return {
            "face": self.face,
            "head_pad": self.pad,
            "head": self.face + 2 * self.pad,
            "name": self.names[0],
            "name_width": self.width,
            "names": (),
            "probe": PROBE,
            "foot_top": HEIGHT - 12.0,
            "foot_height": 12.0,
            "left_off": (),
            "beyond": 0,
            "rtl": False,
        }

    def name(self, found: Mapping[str, boxes.Rect]) -> int:
        """The place of the largest size at which the name takes few lines and breaks no word."""
        word = found["word"].width / PROBE
        for at, size in enumerate(self.names):
            if word * size <= self.width and found[f"n-{at}"].height <= self.lines * size:
                return at
        return len(self.names) - 1


class Leaflet:
    """The layouts of one sheet, each made once."""

    def __init__(
        self, sheet: Sheet, typesetter: Typesetter, head: Head, blank: Mapping[str, Any]
    ) -> None:
        self.sheet = sheet
        self.typesetter = typesetter
        self.head = head
        poster: Poster = sheet.data["poster"]
        self.common: dict[str, Any] = {**blank, "rtl": poster.rtl}
        self.found: Mapping[str, boxes.Rect] = {}
        self._ends: dict[tuple[str, ...], dict[str, Any]] = {}
        self._heights: dict[Hashable, Mapping[str, float]] = {}

    def lay(self, **fit: object) -> Any:
        """A layout of the sheet's template with this fit, and defaults for what it leaves out."""
        return self.typesetter.lay(self.sheet, **self.whole(fit))

    def whole(self, fit: Mapping[str, object]) -> dict[str, Any]:
        """The fit with defaults for what it leaves out."""
        return {**self.common, **fit}

    def ends(self, left: tuple[str, ...]) -> dict[str, Any]:
        """Where the head ends and the foot begins when blocks of these titles stay off."""
        if left not in self._ends:
            named, beyond = _named(left)
            told = {"left_off": named, "beyond": beyond}
            laid = self.lay(stage="top", names=self.head.names, **told)
            self.found = boxes.marked(laid, "id")
            self._ends[left] = {**self._measured(), **told}
        return self._ends[left]

    def _measured(self) -> dict[str, float]:
        at = self.head.name(self.found)
        foot = self.found["foot"].height
        return {
            "name": self.head.names[at],
            "head": round(
                max(self.head.face, self.found[f"who-{at}"].height) + 2 * self.head.pad, 3
            ),
            "foot_height": round(foot, 3),
            "foot_top": round(HEIGHT - foot, 3),
        }

    def heights(
        self, key: Hashable, blocks: Sequence[Block], wider: float = 0.0, **fit: object
    ) -> Mapping[str, float]:
        """The height of each of the blocks with this fit, by its id, and of what is set in columns
        in it, by `columns_of` its id; with `wider`, also how much less it may be in a column that
        is wider by that, by `spare_of` its id. `key` names blocks and fit together."""
        if key not in self._heights:
            laid = self.lay(stage="blocks", sections=blocks, **fit)
            marks, columns = (boxes.marked(laid, name) for name in ("data-block", COLUMNS))
            found = {block.id: marks[block.id].height for block in blocks}
            found |= {columns_of(name): rect.height for name, rect in columns.items()}
            if wider:
                less = boxes.spare(laid, wider)
                found |= {spare_of(block.id): less.get(block.id, 0.0) for block in blocks}
            self._heights[key] = found
        return self._heights[key]


def columns_of(block: str) -> str:
    """What the text of a block is called that is set in columns."""
    return f"{block} {COLUMNS}"


def spare_of(block: str) -> str:
    """What the height is called that a block may lose in a wider column."""
    return f"{block} spare"


def _named(titles: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """The titles that there is room for, and the number of the others."""
    room = NAMED
    for at, title in enumerate(titles):
        room -= len(title) + 2
        if room < 0 and at:
            return tuple(titles[:at]), len(titles) - at
    return tuple(titles), 0

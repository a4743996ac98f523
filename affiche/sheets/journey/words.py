"""The words of a map in; how large they may be before one is broken, and how its phases' names lie,
out.

Lengths are in units of 1 % of the page's width; a width at type size 1 is in type sizes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from affiche.curves import TextWidth, advances
from affiche.model import PAPERS
from affiche.pages.journey.map import JourneyMap, Lane, Stop
from affiche.sheets.layout import boxes
from affiche.themes import Theme

MASTER = PAPERS["a2"]
WIDTH = 100.0
POINT = round(WIDTH * 25.4 / 72 / MASTER.height, 6)
"""Units in a point on A2."""
# Least size on A2 in points of what is read first. Source: cap height = distance / 200, at 2 m; a
# hair more than the round figure, so that no other paper falls below its own.
LARGE = 28.3
GROWN = 1.15
"""What is read first, in body sizes, where the body is large."""
# Beside the text of a cell; what its icon takes, in type sizes; what the chevron takes of a name.
CELL, INDENT, NOTCH = 0.62, 1.55, 2.33
# What lines take, in type sizes: letters that are not bold, a blank, what text stands in beside a
# dot, a word like "Expected:", one score with its word, and the distance of lines; a row takes so
# much more, and a picture stands so high.
LIGHT, BLANK, DOT, LABEL, SCORE, LEADING, ROW = 0.95, 0.25, 0.7, 4.5, 6.0, 1.3, 0.75
PICTURE = 8.7
# Words of fewer letters are never broken: in cells, and in the names of phases.
WHOLE, SHORT = 10, 13
# Up to so many columns a long name may be hyphenated; lines of a name that lies.
WIDE, LYING = 8, 5.5
# Lines of names that stand on their side, where columns are narrow.
LENGTHS = (5.5, 6.5, 7.5, 8.5, 9.5, 10.5, 12.0, 14.0, 17.0)
LINE = 1.06 * LARGE * POINT
Cell = tuple[tuple[float, ...], ...]
"""The height of a line of these names."""


@dataclass(frozen=True)
class Turned:
    """Names of phases on their side: how long their lines are, and the height of each."""

    length: float
    heights: tuple[float, ...]


def _scores(stop: Any) -> int:
    """How many scores of a touchpoint are told."""
    names = ("effort", "importance_customer", "importance_organisation", "satisfaction")
    return sum(getattr(stop, name) is not None for name in names)


def _high(cell: Cell, width: float, body: float, beside: int) -> float:
    """About how high a cell is, its paragraphs beside each other where it is wide."""
    parts = min(beside, len(cell)) or 1
    room = width / max(parts, min(beside, 3)) / body
    lines = sum(_lines(text, room) for text in cell)
    return ROW + LEADING * body * -(-lines // parts)


def _lines(words: tuple[float, ...], room: float) -> int:
    """How many lines so wide the words take."""
    lines, at, inset = 1, 0.0, words[0]
    for word in words[1:]:
        if at and at + word > room - inset:
            lines, at = lines + 1, 0.0
        at += word + BLANK
    return lines


def large(body: Any, turned: Turned | None) -> float:
    """The size of what is read first at a body size."""
    return LARGE * POINT if turned else max(LARGE * POINT, round(GROWN * body, 4))


@dataclass(frozen=True)
class Words:
    """The words of a map, over columns that are `width` wide in all."""

    map: JourneyMap
    width: float
    width_of: TextWidth

    @cached_property
    def widest(self) -> tuple[float, ...]:
        """The width at type size 1 of the widest word in the name of each phase."""
        return tuple(self._widest(column.name) for column in self.map.columns)

    @cached_property
    def names(self) -> float:
        """That of the widest word in any name that is not broken."""
        return self._widest(" ".join(column.name for column in self.map.columns), SHORT)

    def _widest(self, text: str, letters: int = 1000) -> float:
        words = (word for word in set(text.split()) if len(word) < letters)
        return max((self.width_of(word, 1.0) for word in words), default=0.0)

    @property
    def column(self) -> float:
        """The width of one column."""
        return self.width / len(self.map.columns)

    def most(self, turned: Turned | None) -> float:
        """The largest body size at which no short word is broken."""
        said = " ".join(lane.text for lane in self.map.lanes)
        cells = (self.column - 2 * CELL) / (self._widest(said, WHOLE) + INDENT)
        if turned or not self.names:
            return cells
        lying = (self.column - NOTCH) / (GROWN * self.names)
        return min(cells, max(lying, LARGE * POINT / GROWN))

    def high(self, body: float) -> float:
        """About how high all rows are together at a body size, by how many lines their texts take;
        how far that is off is much the same at all sizes of a map."""
        room, beside = self.column - 2 * CELL, max(1, int(self.column / max(13.0, 18 * body)))
        rows = (max(_high(cell, room, body, beside) for cell in lane) for lane in self._lanes)
        return sum(rows) + PICTURE * sum(lane.kind == "images" for lane in self.map.lanes)

    @cached_property
    def _lanes(self) -> tuple[tuple[Cell, ...], ...]:
        """The cells of each lane that has words in them."""
        return tuple(
            tuple(self._cell(lane, at) for at in range(len(lane.cells)))
            for lane in self.map.lanes
            if lane.text.strip()
        )

    def _cell(self, lane: Lane, at: int) -> Cell:
        """Of each paragraph of a cell, the widths of its words at type size 1, the first one set
        in."""
        said = [text for text in lane.paragraphs[at] if text]
        inset = INDENT if any(isinstance(item, Stop) for item in lane.cells[at]) else DOT
        label = [LABEL] if lane.kind in ("moments", "delivery") else []
        found = [[inset, *label, *map(self._wide, text.split())] for text in said]
        if lane.kind == "names" and found:
            found = [[wide for text in found for wide in text]]
        if lane.kind == "scored":
            found += [[inset, *[SCORE] * _scores(stop)] for stop in lane.cells[at]]
        return tuple(tuple(text) for text in found)

    def _wide(self, word: str) -> float:
        return self.width_of(word, LIGHT)

    def lie(self, found: Mapping[str, boxes.Rect]) -> bool:
        """Whether the names of the phases are well set lying, which is read more easily. `found`:
        their places as measured, lying."""
        names = [found[f"name-{at}"] for at in range(len(self.map.columns))]
        lying = max(name.height for name in names)
        whole = self.names * LARGE * POINT <= min(name.width for name in names)
        low = lying < 2.5 * LINE and (whole or len(names) <= WIDE)
        return low or (whole and lying < LYING * LINE)

    def turned(self, found: Mapping[str, boxes.Rect]) -> Turned | None:
        """Names on their side, in the least height at which none needs more lines than fit beside
        each other; None where they are too long to stand. `found`: their places as measured at each
        length."""
        count = len(self.map.columns)
        fitting = max(1, int((self.column - 1.1) / LINE))
        tried = [
            Turned(length, tuple(found[f"name-{place}-{at}"].height for at in range(count)))
            for place, length in enumerate(LENGTHS)
        ]
        good = [one for one in tried if max(one.heights) < (fitting + 0.5) * LINE]
        least = self.names * LARGE * POINT
        return next((one for one in good if one.length >= least), good[-1] if good else None)


def widths(theme: Theme) -> TextWidth:
    """How wide a text of the theme's body type is: that of its bold letters, for all letters."""
    faces = [face for face in theme.faces if face.family in theme.stacks["body"]]
    bold = [f for f in faces if f.style == "normal" and f.weight >= 600]
    paths = [theme.find("static", "fonts", f.file) for f in (bold or faces)]
    return _measure(tuple(path for path in paths if path))


@lru_cache(maxsize=8)
def _measure(paths: tuple[Path, ...]) -> TextWidth:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    table: dict[str, float] = {}
    for path in paths:
        with TTFont(path) as font:
            em, advance = font["head"].unitsPerEm, font["hmtx"].metrics
            for code, name in font.getBestCmap().items():
                letter = chr(code)
                table[letter] = max(table.get(letter, 0.0), advance[name][0] / em)
    return advances(table)

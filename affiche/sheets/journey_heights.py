"""A journey's map laid out without end in; how high everything is, and what room is left, out.

Lengths are in units of 1 % of the page's width.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from affiche.curves import Drawing, Style, TextWidth, advances
from affiche.model import PAPERS, Paper
from affiche.pages.journey_feelings import drawing
from affiche.pages.journey_map import JourneyMap, Lane
from affiche.pages.plan import Sheet
from affiche.sheets import boxes
from affiche.themes import Theme

if TYPE_CHECKING:
    from affiche.sheets.typeset import Typesetter

MASTER = PAPERS["a2"]
WIDTH = 100.0
HEIGHT = round(WIDTH * MASTER.width / MASTER.height, 4)
POINT = round(WIDTH * 25.4 / 72 / MASTER.height, 6)
"""Units in a point on A2."""
# Least sizes on A2 in points. Source: cap height = distance / 200, at 1 m for body and 2 m for what
# is read first; a hair more than the round figures, so that no other paper falls below its own.
BODY_LEAST, BODY_MOST, STEP = 12.04, 40.0, 1.055
LARGE = 28.3
MARGIN, LANE = 2.6, 10.2
"""At the sides of the table; the column of the lanes' names."""
GAP = 1.1
"""Between header, table and foot."""
CURVE_LEAST, CURVE_WISH, CURVE_MOST = 15.0, 19.0, 38.0
# On the emotional map the curve is the hero.
HERO_WISH, HERO_MOST = 27.0, 44.0
HERO = "journey-emotional"
# A curve of one point says little in much room.
LONE_MOST = 25.0
AIR = 2.4
"""Above and below the text of a row at most, in body sizes."""
PADDING_MOST = 0.8
"""Above the text of a row; what a row gets more than that stands below it."""
# Beside the text of a cell; what its icon takes, in type sizes; words shorter than this are never
# hyphenated; up to so many columns are wide enough for names that are.
CELL, INDENT, WHOLE, WIDE = 0.62, 1.55, 10, 8
# Words of a phase on its side that are not broken.
SHORT = 13
# Lines of names that lie; what is read first, in body sizes; the chevron's part of a column.
LYING, GROWN, NOTCH = 5.5, 1.15, 2.33
TALL = Paper("tall", MASTER.width * 100, MASTER.height, MASTER.steps)
"""A sheet without end, for measuring."""
# Lines of phase names that stand on their side, where columns are narrow.
LENGTHS = (5.5, 6.5, 7.5, 8.5, 9.5, 10.5, 12.0, 14.0, 17.0)
NAME_LEADING = 1.06
SCALE = 10.0
"""Units of the drawing in one of ours: a drawing is rounded to hundredths."""
REFERENCE: dict[str, Any] = {
    "stage": "reference", "body": 0.8, "large": 1.7, "height": HEIGHT, "margin": MARGIN,
    "lane": LANE, "padding": 0.0, "phases": 3.2, "curve": None, "curve_height": 10.0,
    "lanes": (), "left_off": (), "title": 3.4, "foot": 0.0, "header": 0.0, "top": 0.0, "all": (),
    "labels": (), "unit": SCALE, "turned": None, "rows": {}, "widest": (),
}  # fmt: skip


@dataclass(frozen=True)
class Heights:
    """What a layout without end measured, in units: the parts around the lanes, and each lane.

    `foot_more` is the foot when it has to say that every lane was left off: the most it can be.
    """

    header: float
    phases: float
    foot: float
    foot_more: float
    lanes: Mapping[str, float]


@dataclass(frozen=True)
class Turned:
    """Names of phases on their side: how long their lines are, and the height of each."""

    length: float
    heights: tuple[float, ...]


@dataclass(frozen=True)
class Plan:
    """A type size, the lanes that are shown, and where the height goes."""

    body: float
    lanes: tuple[Lane, ...]
    left: tuple[Lane, ...]
    heights: Heights
    foot: float
    key: float = 0.0
    wish: float = CURVE_WISH
    most: float = CURVE_MOST
    """How high the curve should be at least, and at most."""

    @property
    def rows(self) -> int:
        """The rows that can take padding."""
        return sum(lane.kind != "curve" for lane in self.lanes)

    @property
    def curved(self) -> bool:
        return any(lane.kind == "curve" for lane in self.lanes)

    @property
    def room(self) -> float:
        """The height that is left for the curve and for more padding."""
        around = self.heights.header + self.heights.phases + self.foot + 2 * GAP
        lanes = sum(self.heights.lanes[lane.id] for lane in self.lanes if lane.kind != "curve")
        return HEIGHT - around - lanes - (self.key if self.curved else 0.0)

    @property
    def curve_height(self) -> float:
        """The curve takes what is left, but leaves the rows some air when that is much."""
        if not self.curved:
            return 0.0
        spare = max(0.0, self.room - self.wish)
        if not self.rows:
            return self.room
        rows = 2 * self.rows * AIR * self.body
        share = max(min(self.room, self.wish) + 0.55 * spare, self.room - rows)
        return min(self.room, self.most, share)

    @property
    def padding(self) -> float:
        """What each row gets above and below its text: a few lines at most, because a row that is
        mostly empty looks as if something were missing."""
        if not self.rows:
            return 0.0
        share = (self.room - self.curve_height) / (2 * self.rows)
        return min(max(0.0, share), AIR * self.body)


def sizes() -> tuple[float, ...]:
    """The body sizes that are tried, in units, the largest first."""
    found = [BODY_LEAST]
    while found[-1] * STEP <= BODY_MOST:
        found.append(found[-1] * STEP)
    return tuple(round(size * POINT, 4) for size in reversed(found))


class Measurer:
    """Lays a map out to know its heights; each type size once."""

    def __init__(self, sheet: Sheet, typesetter: Typesetter) -> None:
        self.sheet = replace(sheet, paper=MASTER)
        self.map: JourneyMap = sheet.data["map"]
        self.backwards: bool = sheet.data["rtl"]
        hero = sheet.kind == HERO
        felt = sum(f.value is not None for course in self.map.courses for f in course.feelings)
        self.wish, self.most = (HERO_WISH, HERO_MOST) if hero else (CURVE_WISH, CURVE_MOST)
        self.most = self.most if felt > 1 else LONE_MOST
        self.typesetter = typesetter
        self.title = 0.0
        self.turned: Turned | None = None
        self._heights: dict[float, Heights] = {}
        self.width_of = widths(typesetter.renderer.theme)

    @cached_property
    def sample(self) -> Drawing | None:
        """A curve for the legend to read its marks from; None when nothing is felt."""
        if not any(lane.kind == "curve" for lane in self.map.lanes):
            return None
        width = SCALE * self.columns_width
        style = Style(font_size=SCALE * BODY_LEAST * POINT, width_of=self.width_of)
        return self.drawn(width, SCALE * CURVE_LEAST, style)

    def drawn(self, width: float, height: float, style: Style, named: bool = False) -> Drawing:
        """The curve of the map in a frame of this size."""
        courses, count = self.map.courses, len(self.map.columns)
        return drawing(courses, count, width, height, style, named, self.backwards)

    def plan(
        self, body: float, lanes: tuple[Lane, ...], left: tuple[Lane, ...], foot: float
    ) -> Plan:
        """A plan of these lanes at a body size, with the curve as this map wants it."""
        return Plan(body, lanes, left, self.heights(body), foot, wish=self.wish, most=self.most)

    @cached_property
    def widest(self) -> tuple[float, ...]:
        """The width at type size 1 of the widest word in the name of each phase."""
        return tuple(self._widest(column.name) for column in self.map.columns)

    @property
    def columns_width(self) -> float:
        """The width of all phases together."""
        return WIDTH - 2 * MARGIN - LANE

    def lay(self, tall: bool = False, **fit: object) -> Any:
        """A layout of the sheet with this fit, and defaults for what it leaves out."""
        sheet = replace(self.sheet, paper=TALL) if tall else self.sheet
        return self.typesetter.lay(sheet, **self.whole(**fit))

    def whole(self, **fit: object) -> dict[str, Any]:
        """A fit with a value for everything that the template asks for."""
        large = self.large(fit.get("body", REFERENCE["body"]))
        shown = {"large": large, "turned": self.turned, "widest": self.widest}
        return {**REFERENCE, **shown, **fit}

    def large(self, body: Any) -> float:
        """The size of what is read first: it grows with the body of a map that says little."""
        return LARGE * POINT if self.turned else max(LARGE * POINT, round(GROWN * body, 4))

    def heights(self, body: float) -> Heights:
        """The height of everything at a body size."""
        if body not in self._heights:
            lanes = self.map.lanes
            document = self.lay(
                True, stage="measure", body=body, title=self.title_size(), all=lanes,
                curve=self.sample,
            )  # fmt: skip
            found = {name: rect.height for name, rect in boxes.marked(document, "id").items()}
            self._heights[body] = Heights(
                header=found["header"],
                phases=found["phases"],
                foot=found["foot"],
                foot_more=found["foot-more"],
                lanes={lane.id: found.get(f"lane-{at}", 0.0) for at, lane in enumerate(lanes)},
            )
        return self._heights[body]

    def foot(self, body: float, left: tuple[Lane, ...]) -> float:
        """The height of the foot that says what was left off."""
        titles = tuple(lane.label for lane in left)
        document = self.lay(True, stage="foot", body=body, left_off=titles, curve=self.sample)
        return boxes.measure(document, ("foot",))["foot"]

    def title_size(self) -> float:
        """The largest size at which the title takes one line, or two lines of a smaller one."""
        if not self.title:
            document = self.lay(True, stage="title", titles=TITLES, lengths=LENGTHS)
            found = boxes.marked(document, "id")
            self.turned = self._turned(found)
            lines = {size: found[f"title-{at}"].height / size for at, size in enumerate(TITLES)}
            one = (size for size in TITLES if size >= ONE_LINE and lines[size] < 1.6)
            two = (size for size in TITLES if size <= TWO_LINES and lines[size] < 2.6)
            self.title = next(one, next(two, TITLES[-1]))
        return self.title

    def ladder(self) -> tuple[float, ...]:
        """The body sizes at which no short word is broken, the largest first; the least always."""
        self.title_size()
        each = self.columns_width / len(self.map.columns)
        said = " ".join(lane.text for lane in self.map.lanes)
        widest = self._widest(said, WHOLE)
        name = self._widest(" ".join(column.name for column in self.map.columns), SHORT)
        every = sizes()
        good = (
            size
            for size in every[:-1]
            if (widest + INDENT) * size <= each - 2 * CELL
            and (
                self.turned or size * GROWN <= LARGE * POINT or name * GROWN * size <= each - NOTCH
            )
        )
        return (*good, every[-1])

    def _widest(self, text: str, letters: int = 1000) -> float:
        """The width at type size 1 of the widest word of fewer letters than that."""
        words = (word for word in set(text.split()) if len(word) < letters)
        return max((self.width_of(word, 1.0) for word in words), default=0.0)

    def _turned(self, found: Mapping[str, boxes.Rect]) -> Turned | None:
        """Names on their side, in the least height at which none needs more lines than fit beside
        each other; None where they lie well, which is read more easily, or where they are too long
        to stand."""
        line = LARGE * POINT * NAME_LEADING
        count = len(self.map.columns)
        fitting = max(1, int((self.columns_width / count - 1.1) / line))
        tried = [
            Turned(length, tuple(found[f"name-{place}-{at}"].height for at in range(count)))
            for place, length in enumerate(LENGTHS)
        ]
        good = [one for one in tried if max(one.heights) < (fitting + 0.5) * line]
        names = " ".join(column.name for column in self.map.columns)
        least = self._widest(names, SHORT) * LARGE * POINT
        best = next((one for one in good if one.length >= least), good[-1] if good else None)
        lying = max(found[f"name-{at}"].height for at in range(count))
        whole = least <= min(found[f"name-{at}"].width for at in range(count))
        low = lying < 2.5 * line and (whole or count <= WIDE)
        return None if best is None or low or (whole and lying < LYING * line) else best


TITLES = (4.2, 3.8, 3.4, 3.0, 2.7, 2.4, 2.1, 1.9)
ONE_LINE, TWO_LINES = 2.4, 3.0
"""A title stands on one line if it can at this size or larger, else on two of this at most."""


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

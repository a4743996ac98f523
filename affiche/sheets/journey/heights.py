"""A journey's map laid out without end in; how high everything is, and what room is left, out.

Lengths are in units of 1 % of the page's width.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from affiche.curves import Drawing, Style
from affiche.model import Paper
from affiche.pages.journey.map import JourneyMap, Lane
from affiche.pages.journey.map.feelings import drawing
from affiche.pages.plan import Sheet
from affiche.sheets.journey.words import (
    LENGTHS,
    MASTER,
    POINT,
    WIDTH,
    Turned,
    Words,
    large,
    widths,
)
from affiche.sheets.layout import boxes

if TYPE_CHECKING:
    from affiche.sheets.layout.typeset import Typesetter

HEIGHT = round(WIDTH * MASTER.width / MASTER.height, 4)
# The least on A2 in points is a hair more than the round figure, so that no other paper falls below
# its own. Source: cap height = distance / 200, at 1 m.
BODY_LEAST, BODY_MOST, STEP = 12.04, 40.0, 1.055
MARGIN, LANE = 2.6, 10.2
"""At the sides of the table; the column of the lanes' names."""
GAP = 1.1
"""Between header, table and foot."""
GROWTH_LEAST = 0.2
"""By which power of the type size a map grows at least: titles and gaps do not grow."""
AROUND = 23.5
"""About how high all is that stands around the rows, without the curve."""
CURVE_LEAST, CURVE_WISH, CURVE_MOST = 14.1, 19.0, 38.0
# On the emotional map the curve is the hero.
HERO_WISH, HERO_MOST = 24.0, 44.0
HERO = "journey-emotional"
# A curve of one point says little in much room.
LONE_MOST = 25.0
# Kinds of lanes whose rows take no padding: the curve has its own height, a field that of a note.
STIFF = ("curve", "field")
AIR = 2.4
"""Above and below the text of a row at most, in body sizes."""
PADDING_MOST = 0.8
"""Above the text of a row; what a row gets more than that stands below it."""
TALL = Paper("tall", MASTER.width * 100, MASTER.height, MASTER.steps)
"""A sheet without end, for measuring."""
SCALE = 10.0
"""Units of the drawing in one of ours: a drawing is rounded to hundredths."""
REFERENCE: dict[str, Any] = {
    "stage": "reference", "body": 0.8, "large": 1.7, "height": HEIGHT, "margin": MARGIN,
    "lane": LANE, "padding": 0.0, "phases": 3.2, "curve": None, "curve_height": 10.0,
    "lanes": (), "left_off": (), "title": 3.4, "foot": 0.0, "header": 0.0, "top": 0.0, "all": (),
    "labels": (), "unit": SCALE, "turned": None, "rows": {}, "widest": (), "titles": (),
    "lengths": (),
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
        return sum(lane.kind not in STIFF for lane in self.lanes)

    def row(self, lane: Lane) -> float:
        """The height of a row with its padding."""
        return self.heights.lanes[lane.id] + (0 if lane.kind in STIFF else 2 * self.padding)

    @property
    def curved(self) -> bool:
        return any(lane.kind == "curve" for lane in self.lanes)

    @property
    def room(self) -> float:
        """The height that is left for the curve and for more padding."""
        around = self.heights.header + self.heights.phases + self.foot + 2 * GAP
        lanes = sum(self.heights.lanes[lane.id] for lane in self.lanes if lane.kind != "curve")
        return HEIGHT - around - lanes - (self.key if self.curved else 0.0)

    def needed(self, body: float) -> float:
        """The height that all need at least at another, larger body size; the curve is as high as
        it should be."""
        grown = float((body / self.body) ** GROWTH_LEAST)
        return self.fixed + (HEIGHT - self.fixed - self.left_over) * grown

    def reckoned(self, body: float, high: Callable[[float], float]) -> float:
        """The height that all should need at another body size, where `high` tells about how high
        the rows are."""
        rows = sum(self.heights.lanes[lane.id] for lane in self.lanes if lane.kind != "curve")
        here = high(self.body)
        return HEIGHT - self.left_over + (rows * (high(body) / here - 1) if here else 0.0)

    @property
    def fixed(self) -> float:
        """The height of what is as high at every body size."""
        return 2 * GAP + (self.key + self.wish if self.curved else 0.0)

    @property
    def left_over(self) -> float:
        """What is left of the height with a curve as high as it should be; less than 0 where that
        is not there."""
        return self.room - (self.wish if self.curved else 0.0)

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
        self._feet: dict[tuple[float, tuple[str, ...]], float] = {}
        self.width_of = widths(typesetter.renderer.theme)
        self.words = Words(self.map, self.columns_width, self.width_of)

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
        courses, count = self.map.drawn, len(self.map.columns)
        return drawing(courses, count, width, height, style, named, self.backwards)

    def plan(
        self, body: float, lanes: tuple[Lane, ...], left: tuple[Lane, ...], foot: float
    ) -> Plan:
        """A plan of these lanes at a body size, with the curve as this map wants it."""
        return Plan(body, lanes, left, self.heights(body), foot, wish=self.wish, most=self.most)

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
        shown = {"large": large, "turned": self.turned, "widest": self.words.widest}
        return {**REFERENCE, **shown, **fit}

    def large(self, body: Any) -> float:
        """The size of what is read first: it grows with the body of a map that says little."""
        return large(body, self.turned)

    def ladder(self) -> tuple[float, ...]:
        """The body sizes at which no short word is broken, the largest first; the least always."""
        self.title_size()
        every, most = sizes(), self.words.most(self.turned)
        return (*(size for size in every[:-1] if size <= most), every[-1])

    def reckoned(self, body: float, lanes: tuple[Lane, ...]) -> float:
        """The height that these lanes should need at a body size, before anything is measured."""
        fields = sum(lane.kind == "field" for lane in lanes)
        note = self.sheet.data["feedback"].height if fields else 0.0
        curve = self.wish if any(lane.kind == "curve" for lane in lanes) else 0.0
        return AROUND + 2 * GAP + curve + fields * note + self.words.high(body)

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
        if (body, titles) not in self._feet:
            document = self.lay(True, stage="foot", body=body, left_off=titles, curve=self.sample)
            self._feet[body, titles] = boxes.measure(document, ("foot",))["foot"]
        return self._feet[body, titles]

    def title_size(self) -> float:
        """The largest size at which the title takes one line, or two lines of a smaller one."""
        if not self.title:
            found = self._named(titles=TITLES)
            if not self.words.lie(found):
                self.stand()
            lines = {size: found[f"title-{at}"].height / size for at, size in enumerate(TITLES)}
            one = (size for size in TITLES if size >= ONE_LINE and lines[size] < 1.6)
            two = (size for size in TITLES if size <= TWO_LINES and lines[size] < 2.6)
            self.title = next(one, next(two, TITLES[-1]))
        return self.title

    def stand(self) -> bool:
        """Set the names of the phases on their side; whether they can stand so."""
        self.turned = self.words.turned(self._named(lengths=LENGTHS))
        return self.turned is not None

    def _named(self, **fit: object) -> Mapping[str, boxes.Rect]:
        """The places of the title in these sizes, and of the phases' names in these lengths."""
        document = self.lay(True, stage="title", **fit)
        return boxes.marked(document, "id")


TITLES = (4.2, 3.8, 3.4, 3.0, 2.7, 2.4, 2.1, 1.9)
ONE_LINE, TWO_LINES = 2.4, 3.0
"""A title stands on one line if it can at this size or larger, else on two of this at most."""

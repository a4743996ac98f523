"""The names of departments in; the fields for their sticky notes out, each in its place. Pure.

Lengths are in units of 1 % of the page's width: 4.2 mm on A2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# A sticky note is 76 × 76 mm on A2.
NOTE = 76 / 4.2
MARGIN, WIDTH = 4.4, 91.2
# Between fields, and between panels.
BETWEEN, GAP = 0.8, 1.1
# Beside the fields: from so wide on there are lines to write on.
ASIDE = 5.5
# Panels in each row, by the number of departments; `DEEP` has more rows of fields in one panel.
ROWS = {
    1: (1,), 2: (2,), 3: (3,), 4: (2, 2), 5: (3, 2), 6: (3, 3), 7: (4, 3), 8: (4, 4), 9: (3, 3, 3),
}  # fmt: skip
DEEP = {1: 2, 2: 2, 3: 2}
# The size of a name on its band, the least at which one line is kept, and the least: 14.3 pt.
LABEL, ONE_LINE, LABEL_LEAST = 2.1, 1.4, 1.2
# Of several lines, so much is used: words are not equally long. And their distance.
FULL, LEADING = 0.84, 1.24


@dataclass(frozen=True)
class Frame:
    """What stands around a panel's fields: the band with the department's name, which is wider for
    a name of several lines, and the air around them."""

    band: float
    band_most: float
    pad: float


WIDE, NARROW = Frame(3.6, 5.6, 0.9), Frame(3.0, 3.0, 0.35)


@dataclass(frozen=True)
class Panel:
    """The fields of one department: its place, the places of its fields, and of the lines beside
    them (`aside`: left and width, or None); `label` is the type size of its name, on `lines` of a
    band so wide."""

    name: str
    left: float
    top: float
    width: float
    height: float
    fields: tuple[tuple[float, float], ...]
    aside: tuple[float, float] | None
    label: float
    lines: int
    band: float


def fields_height(count: int) -> float:
    """The height of the panels of so many departments."""
    rows = ROWS[count]
    return len(rows) * _panel_height(count) + (len(rows) - 1) * GAP


def _frame(count: int) -> Frame:
    return NARROW if max(ROWS[count]) > 3 else WIDE


def _panel_height(count: int) -> float:
    deep = DEEP.get(count, 1)
    return deep * NOTE + (deep - 1) * BETWEEN + 2 * _frame(count).pad


def panels(names: Sequence[str], widths: Sequence[float], top: float) -> tuple[Panel, ...]:
    """The panels from `top` on, side by side where they are many. `widths`: of each name, at type
    size 1."""
    count = len(names)
    frame, height, deep = _frame(count), _panel_height(count), DEEP.get(count, 1)
    found: list[Panel] = []
    for row, across in enumerate(ROWS[count]):
        width = (WIDTH - GAP * (across - 1)) / across
        for column in range(across):
            at = len(found)
            name, label, lines = _label(names[at], widths[at], height - 1.2, frame)
            band = max(frame.band, lines * LEADING * label) if lines > 1 else frame.band
            left, upper = MARGIN + column * (width + GAP), top + row * (height + GAP)
            fields, aside = _fields(width, deep, band, frame.pad)
            found.append(Panel(name, left, upper, width, height, fields, aside, label, lines, band))
    return tuple(found)


def _label(name: str, wide: float, room: float, frame: Frame) -> tuple[str, float, int]:
    """The name as its band has room for it, its type size, and its number of lines."""
    one = min(LABEL, room / max(wide, 0.1))
    if one >= ONE_LINE:
        return name, one, 1
    words = len(name.split())
    for lines in range(2, words + 1):
        most = (frame.band_most - 0.02) / (lines * LEADING)
        size = min(ONE_LINE, most, lines * FULL * room / wide)
        if most >= LABEL_LEAST and size >= LABEL_LEAST:
            return name, size, lines
    if one >= LABEL_LEAST:
        return name, one, 1
    letters = int(len(name) * room / wide / LABEL_LEAST) - 2
    return name[:letters].rstrip() + " …", LABEL_LEAST, 1


def _fields(
    width: float, deep: int, band: float, pad: float
) -> tuple[tuple[tuple[float, float], ...], tuple[float, float] | None]:
    """The fields in a panel of this width, and the lines beside them where there is room."""
    free = width - band - 2 * pad
    across = min(4, int((free + BETWEEN + 0.001) / (NOTE + BETWEEN)))
    rest = free - across * NOTE - (across - 1) * BETWEEN
    space = BETWEEN
    aside = None
    if rest >= ASIDE:
        aside = (band + pad + across * (NOTE + BETWEEN) + 0.5, rest - BETWEEN - 0.5)
        rest = 0.0
    elif across > 1:
        space, rest = BETWEEN + rest / (across - 1), 0.0
    fields = tuple(
        (
            round(band + pad + rest / 2 + column * (NOTE + space), 3),
            round(pad + row * (NOTE + BETWEEN), 3),
        )
        for row in range(deep)
        for column in range(across)
    )
    return fields, aside

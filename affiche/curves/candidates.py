"""One label and the scene in; the places where it may stand, best first, out.

A place costs more the further it is from the reader's expectation: above a peak and below a valley,
close to its mark, on few lines, within its own column. Costs are in font sizes of displeasure.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from affiche.curves.boxes import Box, Leader, distance, inside
from affiche.curves.marks import Spot
from affiche.curves.scene import Scene, Spans
from affiche.curves.text import Setting

Anchor = Literal["start", "middle", "end"]
Kind = Literal["point", "series", "number"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label to be placed. `rank`: the lower, the sooner it is served."""

    rank: tuple[float, ...]
    kind: Kind
    spots: tuple[tuple[Spot, float], ...]
    """The marks it may stand beside, each with what that costs."""
    settings: tuple[Setting, ...]
    side: int
    """−1 belongs above (a peak), +1 below (a valley), 0 either."""
    lines: tuple[str, ...]
    """As the writer gave them."""


class Place(NamedTuple):
    """One place for a label, clear of everything that does not move."""

    cost: float
    box: Box
    anchor: Anchor
    setting: Setting
    leader: Leader | None
    spot: Spot


class _Draft(NamedTuple):
    cost: float
    box: Box
    anchor: Anchor
    setting: Setting
    away: float
    spot: Spot
    spans: Spans


# Shift of the label's middle from its mark, in label widths; anchor; cost.
_SHIFTS: tuple[tuple[float, Anchor, float], ...] = (
    (0.0, "middle", 0.0),
    (-0.22, "middle", 0.35),
    (0.22, "middle", 0.35),
    (-0.42, "end", 0.7),
    (0.42, "start", 0.7),
)
_FURTHER = (0.6, 1.2, 2.0, 3.0, 4.4, 6.4)
"""Steps away from the mark, in line heights."""
_CORNERS = (0.75, 1.4, 2.2)
_LIFTS = (0.0, -0.35, 0.35)
_CORNER = 0.8
_BESIDE = 1.3
_BORDER = 0.6
_ZERO_LINE = 0.8
_LEADER = 1.6
_WRONG_SIDE = 2.2
_EITHER_SIDE = 0.3
_MORE_LINES = 0.75
_WIDE = 9.0
"""Wider than this, in font sizes, a label costs more by the width."""
_ADJACENT = 0.75
"""Further from its mark than this, in font sizes, a label needs a leader."""


def places(wanted: Wanted, scene: Scene, most: int) -> list[Place]:
    """The best free places of a label, at most `most`, cheapest first."""
    drafts = [
        draft for spot, extra in wanted.spots for draft in _drafts(wanted, spot, extra, scene)
    ]
    drafts.sort(key=_cost)
    found: list[Place] = []
    for draft in drafts:
        place = _checked(draft, scene)
        if place is not None:
            found.append(place)
            if len(found) == most:
                break
    return sorted(found, key=_cost)


def _cost(one: _Draft | Place) -> float:
    return one.cost


def _drafts(wanted: Wanted, spot: Spot, extra: float, scene: Scene) -> Iterator[_Draft]:
    near = spot.reach + 0.6 * scene.gap
    for setting in wanted.settings:
        width, height = setting.width, setting.height
        cost = extra + _MORE_LINES * (len(setting.lines) - len(wanted.settings[0].lines))
        cost += 0.22 * max(0.0, width / scene.size - _WIDE)
        for left, anchor, tops, shift in _stands(spot, width, near):
            spans = scene.spans(left, left + width)
            for top, lift in tops(wanted.side, spot, height, near, spans, scene):
                box = Box(left, top, left + width, top + height)
                if inside(box, scene.frame):
                    away = distance(box, spot.x, spot.y) - spot.reach
                    price = cost + shift + lift + _ground(box, away, scene)
                    yield _Draft(price, box, anchor, setting, away, spot, spans)


def _ground(box: Box, away: float, scene: Scene) -> float:
    """What a place costs by where it lies: its distance, and the rules that run through it."""
    cost = max(0.0, away - scene.gap) / scene.size * 0.8
    if away > _ADJACENT * scene.size:
        cost += _LEADER
    if box.y0 < scene.zero < box.y1:
        cost += _ZERO_LINE
    for border in scene.columns:
        if box.x0 < border < box.x1:
            cost += _BORDER
    return cost


_Tops = Callable[[int, Spot, float, float, Spans, Scene], Iterator[tuple[float, float]]]


def _stands(spot: Spot, width: float, near: float) -> Iterator[tuple[float, Anchor, _Tops, float]]:
    """Every left edge that is worth a look, with the tops that go with it and what it costs."""
    for shift, anchor, cost in _SHIFTS:
        yield spot.x + (shift - 0.5) * width, anchor, _over_and_under, cost
    yield spot.x + 0.7 * near, "start", _at_corners, _CORNER
    yield spot.x - 0.7 * near - width, "end", _at_corners, _CORNER
    yield spot.x + near, "start", _beside, _BESIDE
    yield spot.x - near - width, "end", _beside, _BESIDE


def _way_cost(side: int, way: int) -> float:
    if side == 0:
        return _EITHER_SIDE if way > 0 else 0.0
    return 0.0 if way == side else _WRONG_SIDE


def _over_and_under(
    side: int, spot: Spot, height: float, near: float, spans: Spans, scene: Scene
) -> Iterator[tuple[float, float]]:
    """At the mark, resting on a line, and further away."""
    for way in (-1, 1):
        cost = _way_cost(side, way)
        start = spot.y + way * near
        lift = 0.0 if way > 0 else height
        yield start - lift, cost
        for low, high in spans:
            rest = high + scene.gap + 0.02 if way > 0 else low - scene.gap - 0.02
            if 0.0 < (rest - start) * way < 5.0 * scene.line_height:
                yield rest - lift, cost
        for step in _FURTHER:
            yield start + way * step * scene.line_height - lift, cost


def _at_corners(
    side: int, spot: Spot, height: float, near: float, spans: Spans, scene: Scene
) -> Iterator[tuple[float, float]]:
    for way in (-1, 1):
        cost = _way_cost(side, way)
        lift = 0.0 if way > 0 else height
        for part in _CORNERS:
            yield spot.y + way * part * near - lift, cost


def _beside(
    side: int, spot: Spot, height: float, near: float, spans: Spans, scene: Scene
) -> Iterator[tuple[float, float]]:
    for lift in _LIFTS:
        yield spot.y - height / 2.0 + lift * height, abs(lift)


def _checked(draft: _Draft, scene: Scene) -> Place | None:
    """The draft as a place, with a leader where it needs one; None when it may not stand."""
    box, spot = draft.box, draft.spot
    if scene.meets_spans(box, draft.spans):
        return None
    near = scene.near(box, 1.5 * scene.size)
    if not scene.is_free(box, near):
        return None
    cost, leader = draft.cost, None
    far = draft.away > _ADJACENT * scene.size
    if far or _is_ambiguous(draft, near, scene):
        leader = scene.leader(spot, box)
        if leader is None:
            return None
        cost += 0.0 if far else _LEADER
    rounded = Box(*[round(value, 2) for value in box])
    return Place(cost, rounded, draft.anchor, draft.setting, leader, spot)


def _is_ambiguous(draft: _Draft, near: Sequence[Spot], scene: Scene) -> bool:
    """Whether another mark is as near to the label as its own, so that a reader may mistake it."""
    limit = draft.away + 0.15 * scene.size
    return any(
        distance(draft.box, spot.x, spot.y) - spot.reach < limit
        for spot in near
        if spot is not draft.spot
    )

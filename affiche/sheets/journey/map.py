"""A journey's map in; how large its type and its curve are, and which lanes stay off, out.

Two kinds of layout: all lanes one above the other on a sheet without end, measured at the few type
sizes that are tried; and the sheet, verified. Between them is arithmetic on heights, in units of
1 % of the page's width, so that one fit serves every size of paper: a map is laid out on A2, and
other papers are its exact reduction by √2.

The largest type is taken at which every lane fits below a curve of at least its minimum; what is
then left of the height goes to the curve and to the padding of the rows. When not even the smallest
type fits, whole lanes stay off, the least important first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from affiche.curves import Drawing, LeftOff, Style
from affiche.errors import Kind, Problem
from affiche.pages.journey.map import Lane
from affiche.pages.journey.map.views import FEEDBACK
from affiche.pages.plan import Sheet
from affiche.sheets import Fitted, UnfitError
from affiche.sheets.journey.heights import (
    BODY_LEAST,
    CURVE_LEAST,
    GAP,
    HEIGHT,
    PADDING_MOST,
    REFERENCE,
    SCALE,
    Measurer,
    Plan,
)
from affiche.sheets.journey.words import GROWN, LARGE, POINT
from affiche.sheets.layout import boxes

if TYPE_CHECKING:
    from affiche.sheets.layout.typeset import Typesetter

# All papers get the same layout.
ALIKE = True
# Label sizes of the curve in body sizes, each with the names of touchpoints or without.
LABELS = (
    *((size, True) for size in (1.4, 1.2, 1.05, 0.9, 0.75)),
    *((size, False) for size in (1.4, 1.2, 1.0, 0.8)),
)
# The most on A2 in points: larger ones flatten the curve that they belong to.
LABEL_MOST = 30.0
# The curve keeps this much above its key, or there is no key; keys that are tried, as a lower curve
# may need a longer one.
CURVE_KEYED, KEYS = 0.6 * CURVE_LEAST, 3
# Layouts that may be tried, besides one for each lane; sizes that are still tried after a failure.
TRIES, SMALLER = 4, 3
# The lanes from the most to the least important; own lanes come last. A theme may say otherwise.
IMPORTANCE = (
    "curve", "touchpoints", "pains", "opportunities", "emotional", "functional", "goal", "moments",
    "quotes", "gains", "thoughts", "actions", "delivery", "measures", "owner", "response",
    "frontstage", "backstage", "systems", "kpis", "duration", "answers", "images",
)  # fmt: skip


def by_importance(lanes: Sequence[Lane], order: Sequence[str]) -> tuple[Lane, ...]:
    """The lanes, the most important first; what is there to be written on is never left off for
    what is there to be read, and nothing that was asked for is for what came along."""
    places = {name: place for place, name in enumerate(order or IMPORTANCE)}

    def place(lane: Lane) -> tuple[bool, int]:
        name = "actions" if lane.id.startswith("actor-") else lane.id
        return lane.extra, -1 if lane.kind == "field" else places.get(name, len(places))

    return tuple(sorted(lanes, key=place))


# ---- the fit


def fit(sheet: Sheet, typesetter: Typesetter) -> Fitted:
    """The map with the largest type at which everything fits, else with whole lanes left off.

    Raises AfficheError when even the smallest cannot be verified: that is our fault.
    """
    measurer = Measurer(sheet, typesetter)
    order = typesetter.renderer.theme.lanes
    parts = _parts(measurer)
    _named_alike((measurer, *parts))
    lanes, ladder = measurer.map.lanes, _common(measurer, parts, order)
    found: Sequence[boxes.Fault] = ()
    for _ in range(TRIES + len(lanes)):
        plan = choose(lanes, measurer, ladder, order)
        whole, plan = arrange(_aligned(plan, measurer, parts, order), measurer)
        document = measurer.typesetter.lay(measurer.sheet, **whole)
        found = boxes.faults(document)
        if not found:
            left = tuple(lane.label for lane in plan.left)
            return Fitted(document, left, problems(sheet, plan, whole["curve"]), whole)
        if plan.body > ladder[-1]:
            ladder = tuple(size for size in ladder if size < plan.body)[-SMALLER:]
        elif plan.lanes:
            lanes = _without(plan.lanes, (_worst(plan.lanes, found, order),))
        else:
            break
    raise UnfitError(f"{sheet.path}: does not fit: {'; '.join(map(str, found[:5]))}")


def _parts(measurer: Measurer) -> tuple[Measurer, ...]:
    """The other parts of a long map."""
    beside = [replace(measurer.sheet, data=data) for data in measurer.sheet.data["beside"]]
    return tuple(Measurer(sheet, measurer.typesetter) for sheet in beside)


def _named_alike(every: Sequence[Measurer]) -> None:
    """The names of the phases stand in all parts of a long map, or lie in all of them."""
    if len(every) == 1:
        return
    for one in every:
        one.title_size()
    standing = any(one.turned for one in every)
    if standing and not all(one.turned is not None or one.stand() for one in every):
        for one in every:
            one.turned = None


def _common(measurer: Measurer, parts: Sequence[Measurer], order: Sequence[str]) -> Sequence[float]:
    """The sizes that are tried. The parts of a long map have type of one size, the largest at which
    each of them fits: what is larger is not tried."""
    ladder = measurer.ladder()
    for part in (measurer, *parts) if parts else ():
        sizes = part.ladder()
        sizes = tuple(size for size in sizes if size <= ladder[0]) or sizes[-1:]
        body = choose(part.map.lanes, part, sizes, order).body
        ladder = tuple(size for size in ladder if size <= body) or ladder[-1:]
    return ladder


def _aligned(
    plan: Plan, measurer: Measurer, parts: Sequence[Measurer], order: Sequence[str]
) -> Plan:
    """The plan of a part as it stands beside the others: rows of one height where all have room for
    that, and in any case the curve, which is read on from part to part."""
    if not parts:
        return plan
    plans = [plan, *(choose(part.map.lanes, part, (plan.body,), order) for part in parts)]
    level = [_level(one, plans) for one in plans]
    if all(_fits(one, CURVE_LEAST) for one in level):
        plans = level
    every = (measurer, *parts)
    most = plan.most
    for _ in range(KEYS):
        drawn = [
            _with_key(replace(one, most=most), part) for one, part in zip(plans, every, strict=True)
        ]
        lowest = min((one.curve_height for one, _ in drawn if one.curved), default=most)
        if lowest >= most:
            break
        most = lowest
    return replace(plans[0], most=most)


def _level(plan: Plan, plans: Sequence[Plan]) -> Plan:
    """A plan with each part and each row as high as in the plan where it is highest."""
    every = [one.heights for one in plans]
    lanes = {name: max(one.lanes.get(name, 0.0) for one in every) for name in plan.heights.lanes}
    return replace(
        plan,
        heights=replace(
            plan.heights,
            header=max(one.header for one in every),
            phases=max(one.phases for one in every),
            lanes=lanes,
        ),
        foot=max(one.foot for one in plans),
    )


def _worst(lanes: Sequence[Lane], found: Sequence[boxes.Fault], order: Sequence[str]) -> Lane:
    """The lane that what is wrong stands in, else the least important one."""
    ranked = by_importance(lanes, order)
    guilty = (lane for lane in reversed(ranked) if any(f.what in lane.text for f in found))
    return next(guilty, ranked[-1])


def choose(
    lanes: tuple[Lane, ...], measurer: Measurer, ladder: Sequence[float], order: Sequence[str]
) -> Plan:
    """The largest size at which all these lanes fit; at the smallest, those that fit, and then the
    largest size for them."""
    every = measurer.map.lanes
    whole = _largest(lanes, _without(every, lanes), measurer, ladder)
    if whole:
        return _settled(whole, measurer)
    least = ladder[-1]
    kept = _kept(lanes, order, least, measurer, measurer.heights(least).foot_more)
    # With what the foot has to say now, it may be lower, and one more lane may fit.
    foot = measurer.foot(least, _without(every, kept))
    kept = _kept(lanes, order, least, measurer, foot)
    left = _without(every, kept)
    plan = _largest(kept, left, measurer, ladder) or measurer.plan(least, kept, left, foot)
    return _settled(plan, measurer)


def _settled(plan: Plan, measurer: Measurer) -> Plan:
    """The plan with the foot as it will be."""
    return replace(plan, foot=measurer.foot(plan.body, plan.left)) if plan.left else plan


def _kept(
    lanes: Sequence[Lane], order: Sequence[str], body: float, measurer: Measurer, foot: float
) -> tuple[Lane, ...]:
    """The lanes that fit, asked in order of importance: a smaller one may stay where a more
    important one is too high."""
    kept: tuple[Lane, ...] = ()
    for lane in by_importance(lanes, order):
        more = _without(lanes, lanes, (*kept, lane))
        if _fits(measurer.plan(body, more, (), foot), CURVE_LEAST):
            kept = more
    return kept


def _without(
    lanes: Sequence[Lane], others: Sequence[Lane], but: Sequence[Lane] = ()
) -> tuple[Lane, ...]:
    """The lanes, in their order, less `others` that are not in `but`."""
    return tuple(one for one in lanes if one in but or one not in others)


def _largest(
    lanes: tuple[Lane, ...], left: tuple[Lane, ...], measurer: Measurer, ladder: Sequence[float]
) -> Plan | None:
    """The largest size, searched between one that fits and one that does not, where it should be by
    how many lines all texts take; a smaller size never needs more room. None when none fits."""
    least = len(ladder) - 1
    fitting, beyond, found = least + 1, -1, None
    at = _first(ladder, lambda size: measurer.reckoned(size, lanes))
    while beyond < fitting - 1:
        heights = measurer.heights(ladder[at])
        foot = heights.foot_more if left else heights.foot
        tried = measurer.plan(ladder[at], lanes, left, foot)
        if not _fits(tried, CURVE_LEAST if at == least else measurer.wish):
            beyond = at
        else:
            fitting, found = at, tried
            if at and tried.needed(ladder[at - 1]) > HEIGHT:
                break
        guess = _first(ladder, partial(tried.reckoned, high=measurer.words.high))
        at = max(beyond + 1, min(fitting - 1, guess))
    return found


def _first(ladder: Sequence[float], needed: Callable[[float], float]) -> int:
    """The place of the largest size that needs no more height than there is, else of the least."""
    fitting = (at for at, size in enumerate(ladder) if needed(size) <= HEIGHT)
    return next(fitting, len(ladder) - 1)


def _fits(plan: Plan, curve: float) -> bool:
    return plan.room >= (curve if plan.curved else 0.0)


def arrange(plan: Plan, measurer: Measurer) -> tuple[dict[str, Any], Plan]:
    """What the template is given for the sheet as planned, with its curve, and with a key below
    it for labels that had no room; the plan has the height of that key now."""
    plan, curve = _with_key(plan, measurer)
    heights = plan.heights
    whole = measurer.whole(
        stage="sheet",
        body=plan.body,
        title=measurer.title_size(),
        lanes=plan.lanes,
        left_off=tuple(lane.label for lane in plan.left),
        curve=curve and _bare(curve),
        labels=curve.labels if curve else (),
        curve_height=round(plan.curve_height, 3),
        padding=round(min(plan.padding, PADDING_MOST), 3),
        rows={lane.id: round(plan.row(lane), 3) for lane in plan.lanes},
        phases=round(heights.phases, 3),
        header=round(heights.header, 3),
        top=round(heights.header + GAP, 3),
        foot=round(plan.foot, 3),
    )
    return whole, plan


def _with_key(plan: Plan, measurer: Measurer) -> tuple[Plan, Drawing | None]:
    """The curve, and the plan with room for the key below it. A key that leaves too little of the
    curve that it explains is not shown: then the labels that have no place are left off."""
    curve, keyed = curve_of(plan, measurer), plan
    for _ in range(KEYS):
        if curve is None or not curve.key:
            return keyed, curve
        height = _key_height(plan, curve, measurer)
        if height <= keyed.key:
            return keyed, curve
        keyed = replace(plan, key=height)
        if keyed.curve_height < CURVE_KEYED:
            break
        curve = curve_of(keyed, measurer)
    return plan, curve_of(plan, measurer, numbered=False)


def curve_of(plan: Plan, measurer: Measurer, numbered: bool = True) -> Drawing | None:
    """The curve at the planned height, with the largest labels that all have a place; else with
    the most that have one, a number and a line in the key counting for it when `numbered`."""
    if not plan.curved:
        return None
    best: Drawing | None = None
    least = BODY_LEAST * POINT
    sizes = ((min(size * plan.body, LABEL_MOST * POINT), named) for size, named in LABELS)
    tried = dict.fromkeys((max(size, least), named) for size, named in sizes)
    for size, named in tried:
        made = _drawn(plan, measurer, size, named, numbered)
        if not any(_lacking(made)):
            return made
        if best is None or _lacking(made) < _lacking(best):
            best = made
    return best


def _lacking(curve: Drawing) -> tuple[int, int, int]:
    """How many labels are shown nowhere, how many in the key alone, and how many bare ones not."""
    bare = sum(one.reason == "bare" for one in curve.left_off)
    return len(unshown(curve)), len(curve.key), bare


def unshown(curve: Drawing) -> tuple[LeftOff, ...]:
    """The labels that the curve has no room for."""
    return tuple(one for one in curve.left_off if one.reason == "no room")


def _drawn(
    plan: Plan, measurer: Measurer, size: float, named: bool, numbered: bool = True
) -> Drawing:
    style = Style(
        font_size=SCALE * size,
        mark_radius=SCALE * 0.78 * size,
        line_width=SCALE * 0.26,
        moment_size=SCALE * max(LARGE * POINT, min(GROWN * plan.body, LABEL_MOST * POINT)),
        width_of=measurer.width_of,
        numbered=numbered,
        number_least=SCALE * BODY_LEAST * POINT,
    )
    width, height = SCALE * measurer.columns_width, SCALE * plan.curve_height
    return measurer.drawn(width, height, style, named)


def _bare(curve: Drawing) -> Drawing:
    """The curve without the words of its labels: these are set as text above it, because an SVG
    does not join the letters of Arabic, and because text is measured, tagged and verified."""
    return replace(curve, labels=tuple(replace(label, lines=()) for label in curve.labels))


def _key_height(plan: Plan, curve: Drawing, measurer: Measurer) -> float:
    document = measurer.lay(True, stage="key", body=plan.body, curve=curve)
    return boxes.measure(document, ("key",))["key"]


# ---- what the writer should know


def problems(sheet: Sheet, plan: Plan, curve: Drawing | None = None) -> tuple[Problem, ...]:
    """What names the lanes that stayed off, and by how many words they are too much; and how many
    words beside the curve had no room."""
    feedback = sheet.kind == FEEDBACK
    found = []
    # Nobody asked for what is extra: that it stays off is said on the sheet and is no warning.
    if left := [lane for lane in plan.left if not lane.extra]:
        titles = tuple(lane.label for lane in left)
        values = {"titles": titles, "words": sum(lane.words for lane in left)}
        found.append(_problem("left-off", sheet, SAID[feedback], values))
    if (lost := unshown(curve) if curve else ()) and not feedback:
        first = shorten(", ".join(lost[0].lines), FIRST, placeholder=" …")
        values = {"count": len(lost), "first": first}
        found.append(_problem("curve-full", sheet, CROWDED, values))
    return tuple(found)


def _problem(
    rule: str, sheet: Sheet, said: tuple[Kind, str, str], values: Mapping[str, object]
) -> Problem:
    kind, what, hint = said
    return Problem(kind, rule, sheet.source, what, hint, values)


# What the writer is told; what is not on the feedback edition is on the map that it is made from.
SAID = (
    (
        Kind.WARNING,
        "the map has no room for {titles}: {words} words too many",
        "Another paper does not help, as every size shows the same: shorten the texts, choose what "
        "goes on it with `lanes: [goal, touchpoints, curve, pains, gains]`, or give a lane to the "
        "functional or the emotional map alone: `{id: systems, map: functional}`.",
    ),
    (
        Kind.ADVICE,
        "the feedback edition of the map has no room for {titles}",
        "They are on the map itself. Choose what colleagues are asked about with `lanes: […]`.",
    ),
)
FIRST = 60  # letters of the words that are named
# What the writer is told about a curve that has more to say than there is room.
CROWDED = (
    Kind.WARNING,
    "the curve of the map has no room for the words of {count} feelings, the first {first}",
    "Its marks are all there, and the page of the journey has every word: give fewer touchpoints a "
    "feeling, shorten the words, or divide the journey.",
)

__all__ = ["ALIKE", "REFERENCE", "fit"]

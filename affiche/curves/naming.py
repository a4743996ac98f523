"""Series and scene in; which labels are wanted, and how the placed and the others are shown, out.

A label without a place is not lost: its mark gets a number, and the key says what it stands for.
Only where the caller wants no key, or no number that small, or where it says no more than where the
mark stands, it is left off, and named as such.
"""

from collections.abc import Sequence

from affiche.curves.candidates import Kind, Place, Wanted, places
from affiche.curves.drawing import KeyEntry, Label, LeftOff, Line, Series, Style
from affiche.curves.labels import collide
from affiche.curves.marks import Spot, has_value
from affiche.curves.scene import Scene
from affiche.curves.text import settings

BASELINE = 0.93
"""Of the first line below the top of its box, in font sizes, at a line height of 1.2."""
DEEPEST = 6
"""No label is broken over more lines than this."""
DISC = 0.62
"""The disc for a number in the mark of a moment, whose shape has little room of its own."""
_NUMBER_PLACES = 20
_SMALLEST = 0.8
"""A number inside a mark should be so high at least, in font sizes, if it can stand elsewhere."""


def wanted(
    series: Sequence[Series], rows: Sequence[Sequence[Spot]], scene: Scene, style: Style
) -> list[Wanted]:
    """Every label that has a mark, in order of rank."""
    found = [_name(one, row, scene, style) for one, row in zip(series, rows, strict=True)]
    labels = [one for one in found if one is not None] if len(series) > 1 else []
    for row in rows:
        values = [spot.value for spot in row]
        for i, spot in enumerate(row):
            lines = clean(spot.source.label)
            if lines:
                side = _side(values, i)
                rank = _rank(spot, values, side)
                size = (spot.source.moment and style.moment_size) or style.font_size
                height = size * style.line_height
                options = settings(lines, size, height, style.width_of, _most(lines, style))
                labels.append(Wanted(rank, "point", ((spot, 0.0),), options, side, lines))
    return sorted(labels, key=lambda one: one.rank)


def _most(lines: Sequence[str], style: Style) -> int:
    longest = max(len(line) for line in lines)
    return min(DEEPEST, max(style.most_lines, len(lines)) + (longest > 24) + (longest > 42))


def clean(label: Sequence[str] | str) -> tuple[str, ...]:
    """The lines of a label that have something to read; blanks squeezed, hard blanks kept."""
    given = (label,) if isinstance(label, str) else label
    lines = (" ".join(part for part in _blanks(line).split(" ") if part) for line in given)
    return tuple(line for line in lines if line.strip())


def _blanks(line: str) -> str:
    return "".join(" " if letter in "\t\r\n\v\f" or ord(letter) < 32 else letter for letter in line)


def _side(values: Sequence[float], i: int) -> int:
    """−1 for a peak, which wants its label above; +1 for a valley; 0 on a slope or a plain."""
    around = [values[j] for j in (i - 1, i + 1) if 0 <= j < len(values)]
    if not around:  # alone: away from the zero line
        return (values[i] < 0) - (values[i] > 0)
    if all(values[i] == value for value in around):
        return 0
    if all(values[i] >= value for value in around):
        return -1
    return 1 if all(values[i] <= value for value in around) else 0


def _rank(spot: Spot, values: Sequence[float], side: int) -> tuple[float, ...]:
    """Moments first, then the highest and lowest, then other peaks and valleys, then the rest."""
    extreme = spot.value in (max(values), min(values))
    group = 0 if spot.source.moment else 2 if extreme else 3 if side else 4
    return (group, -abs(spot.value), spot.x, spot.series, spot.point)


def _name(series: Series, row: Sequence[Spot], scene: Scene, style: Style) -> Wanted | None:
    """The name of a series: at the end of its line, else at the start, else anywhere on it."""
    lines = clean((series.name,))
    if not lines or not row:
        return None
    options = settings(lines, style.font_size, scene.line_height, style.width_of, 2)
    last, first = (row[0], row[-1]) if scene.backwards else (row[-1], row[0])
    ends = [(last, 0.0), (first, 2.5)]
    others = sorted(row[1:-1], key=lambda spot: (-abs(spot.value), spot.x))[:2]
    beside = (*ends[: len(row)], *((spot, 5.0) for spot in others))
    return Wanted((1.0, 0.0, 0.0, row[0].series, 0), "series", beside, options, 0, lines)


def shown(
    wanted: Sequence[Wanted], chosen: dict[int, Place], scene: Scene, style: Style
) -> tuple[
    tuple[Label, ...], tuple[KeyEntry, ...], dict[tuple[int, int], int], tuple[LeftOff, ...]
]:
    """Placed labels; a number and a line in the key for each of the others, or that it is left off;
    and the numbers that stand inside their marks."""
    taken = [chosen[i] for i in sorted(chosen)]
    labels = [_label(wanted[i].kind, chosen[i], scene) for i in sorted(chosen)]
    missing = [one for i, one in enumerate(wanted) if i not in chosen]
    key = [
        KeyEntry(None, one.spots[0][0].series, None, one.lines)
        for one in missing
        if one.kind == "series"
    ]
    points = sorted(
        (one for one in missing if one.kind == "point"),
        key=lambda one: (one.spots[0][0].x, one.spots[0][0].series, one.spots[0][0].point),
    )
    inside: dict[tuple[int, int], int] = {}
    off: list[LeftOff] = []
    count = 1
    for one in points:
        spot = one.spots[0][0]
        if spot.source.bare:
            off.append(LeftOff(spot.series, spot.point, one.lines, "bare"))
            continue
        place = _beside(count, one, taken, scene, style) if style.numbered else None
        if place is not None:
            taken.append(place)
            labels.append(_label("number", place, scene))
        elif style.numbered and number_size(count, spot) >= style.number_least:
            inside[spot.series, spot.point] = count
        else:
            off.append(LeftOff(spot.series, spot.point, one.lines, "no room"))
            continue
        key.append(KeyEntry(count, spot.series, spot.point, one.lines))
        count += 1
    return tuple(labels), tuple(key), inside, tuple(off)


def _beside(
    count: int, one: Wanted, taken: Sequence[Place], scene: Scene, style: Style
) -> Place | None:
    """A place for a number next to its mark; at a leader only where it would be small inside."""
    options = settings((str(count),), style.font_size, scene.line_height, style.width_of, 1)
    digit = Wanted(one.rank, "number", one.spots, options, one.side, (str(count),))

    def is_free(place: Place) -> bool:
        return not any(collide(place, other, 0.5 * scene.gap) for other in taken)

    found = places(digit, scene, _NUMBER_PLACES)
    close = [place for place in found if place.leader is None]
    least = max(_SMALLEST * style.font_size, style.number_least)
    legible = number_size(count, one.spots[0][0]) >= least
    return next(filter(is_free, close if legible else close + found), None)


def number_size(number: int, spot: Spot) -> float:
    """The font size at which a number fits in a mark; never nothing, however small the mark. In
    that of a moment it stands on a disc (`mark.svg.j2`)."""
    radius = spot.radius * (DISC if spot.source.moment else 1.0)
    return max(0.01, round(1.7 * radius / (0.62 * len(str(number)) + 0.5), 2))


def _label(kind: Kind, place: Place, scene: Scene) -> Label:
    box, setting = place.box, place.setting
    x = {"start": box.x0, "middle": (box.x0 + box.x1) / 2.0, "end": box.x1}[place.anchor]
    size = setting.size
    height = size * scene.line_height / scene.size
    first = box.y0 + BASELINE * size + (height - 1.2 * size) / 2.0
    return Label(
        kind=kind,
        series=place.spot.series,
        point=place.spot.point,
        x=round(x, 2),
        anchor=place.anchor,
        lines=tuple(
            Line(text, round(first + i * height, 2), strong)
            for i, (text, strong) in enumerate(zip(setting.lines, setting.strong, strict=True))
        ),
        box=box,
        leader=place.leader,
        size=size,
    )


def left_off(series: Sequence[Series]) -> tuple[LeftOff, ...]:
    """The labels of points without a value: there is no mark that they could stand beside."""
    return tuple(
        LeftOff(index, number, clean(point.label))
        for index, one in enumerate(series)
        for number, point in enumerate(one.points)
        if not has_value(point) and clean(point.label)
    )

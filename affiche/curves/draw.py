"""Series, frame and style in; a whole drawing out. Never raises, whatever the numbers are."""

from collections.abc import Sequence
from dataclasses import fields
from functools import lru_cache

from affiche.curves.boxes import Box, open_spans
from affiche.curves.candidates import places
from affiche.curves.drawing import (
    Area,
    Drawing,
    Frame,
    Label,
    Mark,
    Rule,
    ScaleNumber,
    Series,
    SeriesDrawing,
    Style,
)
from affiche.curves.labels import arrange
from affiche.curves.lines import DOUBLE, Run, dash_array, runs, strokes
from affiche.curves.marks import Plot, Spot, finite, mood, plot, shape_of, spots
from affiche.curves.naming import DEEPEST, left_off, number_size, shown, wanted
from affiche.curves.scene import Scene
from affiche.curves.spline import areas
from affiche.kept import lasting

_PLAIN = Style()
_MOST_PLACES = 18
"""So many places of each label are weighed against those of the others."""
_SCALE = {-2: "−2", -1: "−1", 0: "0", 1: "+1", 2: "+2"}


def draw(series: Sequence[Series], frame: Frame, style: Style = _PLAIN) -> Drawing:
    """The drawing of one to five series in a frame; more than five repeat dashes and shapes.

    Drawings are remembered: finding a place for labels is most of the work of a page, and a
    rebuild asks for the same ones again.
    """
    return _draw(tuple(series), frame, _sane(style))


def _told(series: tuple[Series, ...], frame: Frame, style: Style) -> str | None:
    """All that a drawing follows from; None when its letters are measured by no function of ours
    that has a name."""
    measure = style.width_of
    name = getattr(measure, "__qualname__", "")
    if not name.isidentifier():
        return None
    sizes = [getattr(style, one.name) for one in fields(style) if one.name != "width_of"]
    return repr((series, frame, sizes, measure.__module__, name))


@lru_cache(maxsize=8192)
@lasting(Drawing, _told, "affiche.curves.")
def _draw(series: tuple[Series, ...], frame: Frame, style: Style) -> Drawing:
    area = plot(series, frame, style, _scale_width(style) if frame.scale else 0.0)
    rows = spots(series, area, style)
    lines = [runs(one, row, area) for one, row in zip(series, rows, strict=True)]
    scale = _scale(area, style) if frame.scale else ()
    widest = DOUBLE if any(one.double for one in series) else 1.0
    scene = _scene(area, frame, style, rows, lines, scale, 0.5 * widest * style.line_width)
    labels_wanted = wanted(series, rows, scene, style)
    options = [places(one, scene, _MOST_PLACES) for one in labels_wanted]
    chosen = arrange(options, 0.5 * scene.gap)
    labels, key, numbers, unshown = shown(labels_wanted, chosen, scene, style)
    return Drawing(
        width=round(area.width, 2),
        height=round(area.height, 2),
        font_size=style.font_size,
        line_width=style.line_width,
        zero=_level(area, 0, labels, scene),
        grid=tuple(_level(area, value, labels, scene) for value in frame.levels),
        columns=tuple(_column(x, area, labels, scene) for x in scene.columns),
        scale=tuple(text for text, _ in scale),
        series=tuple(
            SeriesDrawing(
                index=index,
                name=one.name,
                shape=shape_of(index, one),
                dash="" if one.double else dash_array(index, style.line_width),
                strokes=tuple(part for run in lines[index] for part in strokes(run)),
                areas=_areas(lines[index], area),
                marks=tuple(_mark(spot, numbers) for spot in rows[index]),
                width=round(style.line_width * (DOUBLE if one.double else 1.0), 2),
                double=one.double,
            )
            for index, one in enumerate(series)
        ),
        labels=labels,
        key=key,
        left_off=(*left_off(series), *unshown),
    )


def _sane(style: Style) -> Style:
    """Sizes that can be drawn, whatever was asked for."""
    return Style(
        font_size=finite(style.font_size, _PLAIN.font_size, 0.1, 1e4),
        mark_radius=finite(style.mark_radius, _PLAIN.mark_radius, 0.1, 1e4),
        line_width=finite(style.line_width, _PLAIN.line_width, 0.02, 1e4),
        line_height=finite(style.line_height, _PLAIN.line_height, 1.0, 4.0),
        most_lines=min(DEEPEST, max(1, style.most_lines)),
        width_of=style.width_of,
        moment_size=style.moment_size and finite(style.moment_size, 0.1, 0.1, 1e4),
        numbered=style.numbered,
        number_least=finite(style.number_least, 0.0, 0.0, 1e4),
    )


def _areas(lines: Sequence[Run], area: Plot) -> tuple[Area, ...]:
    return tuple(Area(d, above) for run in lines for above, d in areas(run.line, area.zero))


def _mark(spot: Spot, numbers: dict[tuple[int, int], int]) -> Mark:
    number = numbers.get((spot.series, spot.point))
    return Mark(
        series=spot.series,
        point=spot.point,
        x=spot.x,
        y=spot.y,
        radius=spot.radius,
        reach=spot.reach,
        value=spot.value,
        shape=spot.shape,
        mood=mood(spot.value),
        measured=spot.source.measured,
        moment=spot.source.moment,
        number=number,
        number_size=0.0 if number is None else number_size(number, spot),
    )


def _level(area: Plot, value: float, labels: Sequence[Label], scene: Scene) -> Rule:
    """The rule of a value, open where a label stands on it: no text is struck through."""
    y = area.y(value)
    boxes = (*(label.box for label in labels), *scene.fixed)
    closed = [(one.x0 - scene.gap, one.x1 + scene.gap) for one in boxes if one.y0 <= y <= one.y1]
    return Rule(y, open_spans(0.0, area.width, closed), value)


def _column(x: float, area: Plot, labels: Sequence[Label], scene: Scene) -> Rule:
    near = 0.5 * scene.gap
    boxes = [label.box for label in labels]
    closed = [(one.y0, one.y1) for one in boxes if one.x0 - near <= x <= one.x1 + near]
    return Rule(x, open_spans(0.0, area.height, closed))


def _scale_width(style: Style) -> float:
    return style.width_of(_SCALE[2], style.font_size) + 0.5 * style.font_size


def _scale(area: Plot, style: Style) -> tuple[tuple[ScaleNumber, Box], ...]:
    size, width = style.font_size, _scale_width(style)
    return tuple(
        (
            ScaleNumber(text, round(width - 0.5 * size, 2), round(area.y(value) + 0.35 * size, 2)),
            Box(0.0, area.y(value) - 0.6 * size, width, area.y(value) + 0.6 * size),
        )
        for value, text in _SCALE.items()
    )


def _bars(frame: Frame, area: Plot) -> tuple[Box, ...]:
    """The boxes of the bars that the caller draws."""
    return tuple(
        Box(x - wide / 2, min(area.y(a), area.y(b)), x + wide / 2, max(area.y(a), area.y(b)))
        for x, a, b, wide in frame.bars
    )


def _scene(
    area: Plot,
    frame: Frame,
    style: Style,
    rows: Sequence[Sequence[Spot]],
    lines: Sequence[Sequence[Run]],
    scale: Sequence[tuple[ScaleNumber, Box]],
    half: float,
) -> Scene:
    """All that labels have to keep clear of; `half` of the widest line."""
    marks = tuple(sorted((spot for row in rows for spot in row), key=lambda one: one.x))
    edge = 0.11 * style.font_size
    return Scene(
        frame=Box(edge, edge, area.width - edge, area.height - edge),
        zero=area.zero,
        columns=tuple(round(x, 2) for x in frame.columns if 0.0 < x < area.width),
        lines=tuple(run.line for one in lines for run in one),
        spots=marks,
        xs=tuple(spot.x for spot in marks),
        reach=max((spot.reach for spot in marks), default=0.0),
        fixed=(*(box for _, box in scale), *_bars(frame, area)),
        size=style.font_size,
        line_height=style.font_size * style.line_height,
        gap=0.22 * style.font_size + half,
        leader_gap=0.14 * style.font_size + half,
        backwards=frame.backwards,
    )

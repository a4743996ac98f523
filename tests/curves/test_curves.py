"""The curve: what must hold for any journey, and what a few journeys look like."""

import re
from itertools import combinations, pairwise
from math import hypot, inf, nan
from pathlib import Path
from xml.etree import ElementTree

import jinja2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from affiche.curves import (
    Drawing,
    Frame,
    Point,
    Series,
    Style,
    advances,
    draw,
    estimate_width,
    places_in,
    sparkline,
)
from affiche.curves.drawing import Label, Mark
from affiche.words import words

TEMPLATES = Path(__file__).parents[2] / "themes" / "affiche" / "templates"
COLOURS = {
    "ink": "#16213A",
    "paper": "#FBF5EA",
    "card": "#FFFFFF",
    "accent": "#E8552D",
    "second": "#0E6B6B",
    "sun": "#F3B43F",
    "muted": "#5C6478",
    "line": "#DDD8D0",
}

# ---- any journey

letters = st.sampled_from("aeinorst mWi-/, +−0123456789ÉŁ漢字かなعربيב😀\u0301")
texts = st.text(letters, min_size=1, max_size=60)
values = st.one_of(
    st.none(),
    st.sampled_from([-2.0, 0.0, 2.0, 1.0]),
    st.floats(-2, 2, allow_nan=False),
    st.sampled_from([nan, inf, -inf, 7.0]),
)


@st.composite
def journeys(draw_one: st.DrawFn) -> tuple[tuple[Series, ...], Frame, Style]:
    """One to five series of one to sixty points in all, in a small or a large frame."""
    width = draw_one(st.sampled_from([60.0, 350.0, 1026.0, 1400.0]))
    height = draw_one(st.sampled_from([40.0, 230.0, 600.0]))
    count = draw_one(st.integers(1, 5))
    points = st.builds(
        Point,
        x=st.one_of(st.floats(0, width), st.sampled_from([0.0, width / 2, -5.0, nan, inf])),
        value=values,
        label=st.one_of(st.just(()), st.lists(texts, min_size=1, max_size=3).map(tuple)),
        measured=st.booleans(),
        moment=st.sampled_from([None, None, None, "truth", "magic", "misery"]),
        bare=st.sampled_from([False, False, False, True]),
    )
    rows = st.lists(points, min_size=0 if count > 1 else 1, max_size=60 // count)
    series = st.builds(Series, rows.map(tuple), texts, st.sampled_from([False, False, True]))
    scale, backwards = draw_one(st.booleans()), draw_one(st.booleans())
    frame = Frame(width, height, None, (width / 3, width / 2), scale, backwards)
    style = Style(font_size=draw_one(st.sampled_from([6.0, 14.0, 24.0])))
    return tuple(draw_one(st.lists(series, min_size=count, max_size=count))), frame, style


def pieces(d: str) -> list[tuple[tuple[float, float], ...]]:
    """The four corners of each cubic piece of a path of M and C."""
    numbers = [float(text) for text in re.findall(r"-?[\d.]+", d)]
    corners = list(zip(numbers[::2], numbers[1::2], strict=True))
    return [tuple(corners[i : i + 4]) for i in range(0, len(corners) - 1, 3)]


def along(piece: tuple[tuple[float, float], ...], steps: int) -> list[tuple[float, float]]:
    a, b, c, d = piece
    found = []
    for i in range(steps + 1):
        t = i / steps
        u = 1 - t
        weights = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
        found.append(
            tuple(
                sum(
                    weight * corner[axis]
                    for weight, corner in zip(weights, (a, b, c, d), strict=True)
                )
                for axis in (0, 1)
            )
        )
    return found  # type: ignore[return-value]


def edges(drawing: Drawing, steps: int = 24) -> list[tuple[float, float, float]]:
    """Places on every line, with the half of its width."""
    return [
        (*spot, series.width / 2)
        for series in drawing.series
        for stroke in series.strokes
        for piece in pieces(stroke.d)
        for spot in along(piece, steps)
    ]


def marks(drawing: Drawing) -> list[Mark]:
    return [mark for series in drawing.series for mark in series.marks]


def gap_to(label: Label, x: float, y: float) -> float:
    box = label.box
    return hypot(max(box.x0 - x, 0, x - box.x1), max(box.y0 - y, 0, y - box.y1))


def strike(label: Label, steps: int = 40) -> list[tuple[float, float]]:
    """Points along the leader of a label."""
    if label.leader is None:
        return []
    x1, y1, x2, y2 = label.leader
    return [(x1 + (x2 - x1) * i / steps, y1 + (y2 - y1) * i / steps) for i in range(steps + 1)]


def has_value(point: Point) -> bool:
    return point.value is not None and point.value == point.value


anything = settings(max_examples=30, deadline=None)


@anything
@given(journeys())
def test_no_label_touches_a_line_a_mark_a_label_or_the_frame(
    journey: tuple[tuple[Series, ...], Frame, Style],
) -> None:
    drawing = draw(*journey)
    line = edges(drawing)
    for label in drawing.labels:
        box = label.box
        assert 0 <= box.x0 < box.x1 <= drawing.width and 0 <= box.y0 < box.y1 <= drawing.height
        assert all(gap_to(label, x, y) >= half for x, y, half in line)
        assert all(gap_to(label, mark.x, mark.y) >= mark.reach for mark in marks(drawing))
    for one, two in combinations(drawing.labels, 2):
        a, b = one.box, two.box
        assert a.x1 <= b.x0 or b.x1 <= a.x0 or a.y1 <= b.y0 or b.y1 <= a.y0


@anything
@given(journeys())
def test_no_leader_crosses_a_line_a_mark_or_a_label(
    journey: tuple[tuple[Series, ...], Frame, Style],
) -> None:
    drawing = draw(*journey)
    line = edges(drawing)
    led = [label for label in drawing.labels if label.leader]
    for label in led:
        for x, y in strike(label):
            assert all(gap_to(other, x, y) > 0 for other in drawing.labels if other is not label)
            for mark in marks(drawing):
                assert hypot(mark.x - x, mark.y - y) >= mark.radius - 0.02
            assert all(hypot(x - at, y - to) >= half for at, to, half in line)


@anything
@given(journeys())
def test_every_label_is_shown_beside_its_mark_or_in_the_key(
    journey: tuple[tuple[Series, ...], Frame, Style],
) -> None:
    series, frame, style = journey
    drawing = draw(series, frame, style)
    wanted = {
        (i, j): [line for line in point.label if re.sub(r"[ \u200d]", "", line)]
        for i, one in enumerate(series)
        for j, point in enumerate(one.points)
    }
    wanted = {at: lines for at, lines in wanted.items() if lines}
    placed = {(one.series, one.point): one for one in drawing.labels if one.kind == "point"}
    keyed = {(one.series, one.point): one for one in drawing.key if one.number is not None}
    off = {(one.series, one.point) for one in drawing.left_off}
    assert placed.keys() | keyed.keys() | off == wanted.keys()
    assert not placed.keys() & keyed.keys()
    gaps = {(i, j) for i, j in wanted if not has_value(series[i].points[j])}
    bare = {(i, j) for i, j in wanted if series[i].points[j].bare} - gaps
    assert gaps <= off and off - gaps == bare - placed.keys() and not bare & keyed.keys()
    for at, label in placed.items():
        shown = "".join(line.text for line in label.lines)
        assert shown.replace(" ", "") == "".join(wanted[at]).replace(" ", "")
        assert all(
            estimate_width(line.text, style.font_size) <= label.box.x1 - label.box.x0 + 0.02
            for line in label.lines
        )
    numbers = [one.number for one in keyed.values()]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    inside = {mark.number for mark in marks(drawing)} - {None}
    beside = {int(one.lines[0].text) for one in drawing.labels if one.kind == "number"}
    assert inside | beside == set(numbers) and not inside & beside
    assert all(mark.number_size > 0 for mark in marks(drawing) if mark.number)
    for mark in marks(drawing):
        if mark.number and mark.moment:  # it stands on a disc, and `number_least` knows that
            digits = len(str(mark.number))
            assert mark.number_size <= 0.62 * 1.7 * mark.radius / (0.62 * digits + 0.5) + 0.01


@anything
@given(journeys())
def test_the_line_passes_its_points_and_never_leaves_the_room_between_two(
    journey: tuple[tuple[Series, ...], Frame, Style],
) -> None:
    series, frame, style = journey
    drawing = draw(series, frame, style)
    for given_series, shown in zip(series, drawing.series, strict=True):
        spots = {(mark.x, mark.y) for mark in shown.marks}
        assert len(shown.marks) == sum(map(has_value, given_series.points))
        for stroke in shown.strokes:
            for piece in pieces(stroke.d):
                start, end = piece[0], piece[3]
                assert {start, end} <= spots
                assert start[0] < end[0]
                ys = [y for _, y in along(piece, 40)]
                rising = end[1] >= start[1]
                steps = [b - a if rising else a - b for a, b in pairwise(ys)]
                assert min(steps) >= -1e-9
        for mark in shown.marks:
            assert mark.x - mark.radius >= -1e-9 and mark.x + mark.radius <= drawing.width + 1e-9
            assert 0 <= mark.y <= drawing.height


@anything
@given(journeys())
def test_the_same_journey_gives_the_same_drawing(
    journey: tuple[tuple[Series, ...], Frame, Style],
) -> None:
    assert draw(*journey) == draw(*journey)


@anything
@given(st.lists(values, min_size=0, max_size=40), st.floats(1, 300), st.floats(1, 80))
@example([], 0.0, 0.0)
@example([2.0, None, -2.0], nan, inf)
def test_a_sparkline_stays_in_its_frame(
    row: list[float | None], width: float, height: float
) -> None:
    spark = sparkline(row, width, height)
    corners = [corner for d in spark.paths for piece in pieces(d) for corner in piece]
    spots = corners + [(dot.x, dot.y) for dot in spark.dots]
    assert all(0 <= x <= spark.width and 0 <= y <= spark.height for x, y in spots)


# ---- a few journeys


def row(*values: float | None, width: float = 1000.0, **more: object) -> Series:
    """Evenly spaced points with their value as label."""
    xs = places_in(0.0, width, len(values))
    return Series(
        tuple(Point(x, value, (f"waarde {value}",)) for x, value in zip(xs, values, strict=True)),
        **more,  # type: ignore[arg-type]
    )


FRAME = Frame(1000.0, 300.0)


def test_a_gap_in_the_data_is_a_gap_in_the_line() -> None:
    drawing = draw((row(1, 2, None, -1, 0),), FRAME)
    (one,) = drawing.series
    assert [len(pieces(stroke.d)) for stroke in one.strokes] == [1, 1]
    assert [pieces(stroke.d)[0][0][0] for stroke in one.strokes] == [100.0, 700.0]
    assert [off.reason for off in drawing.left_off] == ["no value"]


def test_what_is_assumed_is_a_stroke_of_its_own() -> None:
    given_points = row(1, 2, 1, 0, -1).points
    points = tuple(
        Point(point.x, point.value, measured=i > 1) for i, point in enumerate(given_points)
    )
    (one,) = draw((Series(points),), FRAME).series
    assert [(stroke.measured, len(pieces(stroke.d))) for stroke in one.strokes] == [
        (False, 2),
        (True, 2),
    ]
    assert [mark.measured for mark in one.marks] == [False, False, True, True, True]


def test_steps_are_equal_and_zero_is_drawn() -> None:
    drawing = draw((row(2, 0, -2),), FRAME)
    heights = [rule.at for rule in drawing.grid]
    assert [rule.value for rule in drawing.grid] == [-2, -1, 1, 2]
    steps = [heights[0] - heights[1], heights[1] - drawing.zero.at, heights[2] - heights[3]]
    assert steps == pytest.approx([steps[0]] * 3, abs=0.02)
    assert [mark.y for mark in drawing.series[0].marks] == [heights[3], drawing.zero.at, heights[0]]


def test_a_label_stands_above_a_peak_and_below_a_valley() -> None:
    drawing = draw((row(-1, 1.5, -1.5, 1.2, 0),), FRAME)
    by_point = {label.point: label for label in drawing.labels}
    ys = {mark.point: mark.y for mark in drawing.series[0].marks}
    assert by_point[1].box.y1 < ys[1] and by_point[3].box.y1 < ys[3]
    assert by_point[0].box.y0 > ys[0] and by_point[2].box.y0 > ys[2]
    assert not any(label.leader for label in drawing.labels)


def test_rules_stand_at_the_column_borders_and_let_labels_pass() -> None:
    series = Series((Point(500.0, 2.0, ("een label over de grens heen",)),))
    drawing = draw((series,), Frame(1000.0, 300.0, columns=(250.0, 500.0)))
    box = drawing.labels[0].box
    free, broken = drawing.columns
    assert (free.at, free.spans) == (250.0, ((0.0, 300.0),))
    assert broken.at == 500.0
    assert box.x0 < 500.0 < box.x1
    assert all(end <= box.y0 or start >= box.y1 for start, end in broken.spans)


def test_several_series_differ_in_dash_and_mark_and_carry_their_name() -> None:
    names = ["Peter", "Sanne", "Ahmed", "Lies", "De installateur"]
    everyone = tuple(
        Series(tuple(Point(100.0 + 160 * i, 1.6 - 0.7 * j) for i in range(6)), name)
        for j, name in enumerate(names)
    )
    drawing = draw(everyone, FRAME)
    assert len({one.dash for one in drawing.series}) == 5
    assert len({one.shape for one in drawing.series}) == 5
    shown = {
        label.series: label.lines[0].text for label in drawing.labels if label.kind == "series"
    }
    assert [shown[i] for i in range(5)] == names
    assert all(label.box.x0 > 800 for label in drawing.labels)


def test_a_line_that_runs_backwards_has_its_name_at_the_left() -> None:
    both = (row(1, 0, 1, name="Nu"), row(-1, 0.5, -1, name="Straks"))
    for backwards in (False, True):
        drawing = draw(both, Frame(1000.0, 300.0, backwards=backwards))
        names = [label.x for label in drawing.labels if label.kind == "series"]
        assert len(names) == 2 and all((x < 500.0) == backwards for x in names)


@pytest.mark.parametrize("value", [-1.0, 1.0])
def test_the_label_of_a_lone_point_stands_away_from_the_zero_line(value: float) -> None:
    drawing = draw((Series((Point(500.0, value, ("alles",)),)),), FRAME)
    box, y = drawing.labels[0].box, drawing.series[0].marks[0].y
    assert (box.y0 > y) == (value < 0)


def test_equal_marks_of_two_personas_stand_side_by_side() -> None:
    drawing = draw((row(1, 1, -1, name="A"), row(1, 1, -1, name="B")), FRAME)
    for one, two in zip(drawing.series[0].marks, drawing.series[1].marks, strict=True):
        assert hypot(one.x - two.x, one.y - two.y) >= one.reach + two.reach - 0.02
        assert one.y == two.y


def test_moments_keep_their_place_when_room_is_short() -> None:
    points = tuple(
        Point(
            20.0 + 15 * i,
            (i % 5) - 2.0,
            (f"een lang woord {i}",),
            moment="misery" if i in (9, 19) else None,
        )
        for i in range(20)
    )
    drawing = draw((Series(points),), Frame(340.0, 120.0))
    shown = {label.point for label in drawing.labels if label.kind == "point"}
    assert drawing.key
    assert {9, 19} <= shown


def test_a_label_that_says_no_more_than_its_mark_gets_no_number() -> None:
    points = tuple(Point(20.0 + 15 * i, 1.0, (f"+1,{i}",), bare=bool(i % 2)) for i in range(20))
    drawing = draw((Series(points),), Frame(340.0, 60.0))
    assert drawing.key and all((one.point or 0) % 2 == 0 for one in drawing.key)
    left = {one.point for one in drawing.left_off}
    assert left and all(point % 2 for point in left)
    assert {one.reason for one in drawing.left_off} == {"bare"}


def test_points_out_of_order_or_on_one_place_are_sorted_and_moved_apart() -> None:
    series = Series((Point(500.0, 1.0), Point(100.0, 0.0), Point(500.0, -1.0)))
    (one,) = draw((series,), FRAME).series
    assert [mark.point for mark in one.marks] == [1, 0, 2]
    assert one.marks[0].x == 100.0
    assert one.marks[2].x - one.marks[1].x >= one.marks[1].reach + one.marks[2].reach - 0.02


def test_nothing_to_draw_is_still_a_frame_with_its_zero_line() -> None:
    for empty in ((), (Series(()),), (Series((Point(5.0, None, ("leeg",)),)),)):
        drawing = draw(empty, FRAME)
        assert drawing.zero.spans == ((0.0, 1000.0),)
        assert drawing.labels == ()


@pytest.mark.parametrize("size", [0.0, -3.0, nan, inf, 1.0])
def test_a_frame_of_any_size_gives_a_drawing(size: float) -> None:
    everyone = (row(1, None, 2, -2), row(0, 0, 0, 0, name="B"))
    drawing = draw(everyone, Frame(size, size, scale=True), Style(size, size, size))
    assert sum(len(one.marks) for one in drawing.series) == 7
    assert len(drawing.key) + sum(label.kind != "number" for label in drawing.labels) >= 7


def test_areas_lie_between_the_line_and_zero() -> None:
    drawing = draw((row(1, -1, 1),), FRAME)
    areas = drawing.series[0].areas
    assert [area.above for area in areas] == [True, False, True]
    for area in areas:
        ys = [float(pair.split()[1]) for pair in re.findall(r"[\d.]+ [\d.]+", area.d)]
        assert all((y <= drawing.zero.at) == area.above or y == drawing.zero.at for y in ys)


def test_places_in_a_column_are_the_middles_of_equal_parts() -> None:
    assert places_in(100, 200, 1) == (150.0,)
    assert places_in(0, 90, 3) == (15.0, 45.0, 75.0)
    assert places_in(0, 90, 0) == ()


def test_a_spark_has_its_moments_and_its_ends_as_dots() -> None:
    spark = sparkline([0, 1, -1, None, 2], 100, 30, [None, "magic"])
    assert len(spark.paths) == 1
    assert [(dot.shape, dot.mood) for dot in spark.dots] == [
        ("circle", "neutral"),
        ("star", "positive"),
        ("circle", "positive"),
    ]


def test_width_of_text_is_estimated_for_every_script() -> None:
    assert estimate_width("", 10) == 0
    assert estimate_width("Wim", 10) > estimate_width("ill", 10)
    assert estimate_width("漢字", 10) >= 20
    assert estimate_width("é", 10) == estimate_width("e", 10) == estimate_width("e\u0301", 10)
    measure = advances({"a": 0.5})
    assert measure("aa", 10) == 10
    assert measure("ab", 10) == pytest.approx(5 + estimate_width("b", 10))


# ---- the template


def macros(name: str = "curve", language: str = "nl") -> object:
    loader = jinja2.FileSystemLoader(TEMPLATES)
    env = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    env.globals.update(_=words(language).gettext, paper=False)
    return env.get_template(f"parts/{name}.svg.j2").module


SVG = "{http://www.w3.org/2000/svg}"


@anything
@given(journeys())
def test_the_template_draws_every_mark_and_label_with_literal_attributes(
    journey: tuple[tuple[Series, ...], Frame, Style],
) -> None:
    drawing = draw(*journey)
    drawn = str(macros().curve(drawing, COLOURS, "Peter & de ketel", "Source Sans 3"))  # type: ignore[attr-defined]
    root = ElementTree.fromstring(drawn)
    assert root[0].tag == SVG + "title" and root[0].text == "Peter & de ketel"
    assert root.get("font-family") == "Source Sans 3"
    shown = [text.text for text in root.iter(SVG + "text")]
    for label in drawing.labels:
        assert all(line.text in shown for line in label.lines)
    moved = [one for one in root.iter(SVG + "g") if "translate" in one.get("transform", "")]
    faces = [one for one in moved if one.get("transform", "").startswith("translate(0 ")]
    assert len(moved) - len(faces) >= len(marks(drawing)) - len(faces)
    # A class is a hook for forced colours; what it looks like is said in attributes all the same.
    assert not re.search(r"var\(|currentColor|style=|filter|paint-order|Undefined", drawn)


def test_the_legend_explains_only_the_marks_that_are_used() -> None:
    legend = str(macros("curve/legend").legend(draw((row(1, 2),), FRAME), COLOURS))  # type: ignore[attr-defined]
    assert "Hoe lees ik deze kaart?" in legend
    assert "Prettig" in legend and "Dicht: gemeten" in legend
    assert "Vervelend" not in legend and "aanname" not in legend and "misery" not in legend


def test_the_legend_names_each_series_and_the_list_of_numbers() -> None:
    crowd = tuple(row(*([1.0] * 20), width=100.0, name=name) for name in ("Peter", "Sanne"))
    drawing = draw(crowd, Frame(100.0, 60.0))
    legend = str(macros("curve/legend").legend(drawing, COLOURS))  # type: ignore[attr-defined]
    assert "Peter" in legend and "Sanne" in legend
    assert "Nummer: zie de lijst bij de kaart" in legend
    key = str(macros().curve_key(drawing))  # type: ignore[attr-defined]
    assert key.count("<li") == 40


def test_what_customers_say_is_a_wider_line_with_marks_of_its_own() -> None:
    """Told apart without colour: two edges instead of one, and squares that are no other's."""
    believed = row(1, 0, -1, 1, name="wij denken")
    measured = row(0.5, -0.5, None, 1, name="klanten zeggen", double=True)
    drawing = draw((believed, measured), FRAME)
    ours, theirs = drawing.series
    assert ours.shape == "circle" and {mark.shape for mark in theirs.marks} == {"block"}
    assert (ours.double, theirs.double) == (False, True)
    assert theirs.width > 1.5 * ours.width and theirs.dash == ""
    assert [len(pieces(stroke.d)) for stroke in theirs.strokes] == [1]
    alone = draw((row(1, 0, -1, 1),), FRAME).series[0]
    assert [mark.shape for mark in ours.marks] == [mark.shape for mark in alone.marks]

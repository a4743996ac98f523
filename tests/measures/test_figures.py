"""Figures are those of the book: recomputed here from the same files in another way."""

from __future__ import annotations

import csv
import io
import random
import statistics
from datetime import date, timedelta

import pytest

from affiche.measures import believed, figures
from affiche.measures.figures import Figure
from affiche.model.measures import Answer, Direction, DriverAnswer, DriverTable, MeasureKind, Spot
from tests.measures.test_reading import read
from tests.support.projects import PETER

START = date(2026, 1, 1)


def answer(score: float | None, scale: tuple[float, float] = (0, 10), **more: object) -> Answer:
    return Answer(None, score, scale, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(20))
def test_nps_and_margin_recomputed_from_the_file(seed: int) -> None:
    chance = random.Random(seed)
    lines = [(chance.randint(0, 10), chance.choice([1, 1, 1, 2, 7])) for _ in range(60)]
    body = "score;n\n" + "".join(f"{score};{n}\n" for score, n in lines)
    made = figures.nps(read("nps.csv", body).of(MeasureKind.NPS))
    assert made is not None
    values = []
    for row in csv.DictReader(io.StringIO(body), delimiter=";"):
        score = int(row["score"])
        values += [100 * ((score >= 9) - (score <= 6))] * int(row["n"])
    assert made.n == len(values)
    assert made.value == pytest.approx(statistics.fmean(values))
    # The variance of −100, 0 and 100 is (p + d − (p − d)²) times 10 000.
    error = statistics.pstdev(values) / len(values) ** 0.5
    assert made.margin == pytest.approx(1.959964 * error)
    assert sum(made.counts) == made.n


@pytest.mark.parametrize("seed", range(20))
def test_ces_recomputed_from_the_file(seed: int) -> None:
    chance = random.Random(seed)
    scores = [chance.randint(1, 7) for _ in range(chance.randint(5, 90))]
    body = "score,scale,touchpoint\n" + "".join(f"{s},1-7,offerte\n" for s in scores)
    made = figures.mean(read("ces.csv", body).of(MeasureKind.CES))
    assert made is not None
    assert made.value == pytest.approx(statistics.fmean(scores))
    assert made.margin == pytest.approx(1.959964 * statistics.stdev(scores) / len(scores) ** 0.5)


def test_rows_of_several_answers_count_so_often_and_hide_their_spread() -> None:
    made = figures.mean(
        read("ces.csv", "score;n;scale\n2,5;4;1-7\n5,5;12;1-7\n").of(MeasureKind.CES)
    )
    assert made is not None
    assert (made.value, made.n, made.margin) == (pytest.approx((2.5 * 4 + 5.5 * 12) / 16), 16, None)


@pytest.mark.parametrize("n", range(1, 5))
def test_under_five_nothing_is_left_of_a_figure(n: int) -> None:
    few = [answer(3)] * n
    for made in (figures.nps(few), figures.mean(few)):
        assert made is not None
        assert (made.value, made.n, made.margin, made.few) == (None, None, None, True)
    rows = [answer(3, (1, 5), aspect="prijs", importance=4.0)] * n
    gaps = figures.gaps(rows)
    assert gaps is not None
    assert (gaps.aspects, gaps.few) == ((), ("prijs",))


def test_control_five_are_enough() -> None:
    made = figures.nps([answer(3)] * 5)
    assert made is not None
    assert (made.value, made.n) == (-100, 5)


def test_scales_are_never_mixed() -> None:
    made = figures.mean([answer(5, (1, 5))] * 6 + [answer(7, (1, 7))] * 9)
    assert made is not None
    assert (made.value, made.n, made.scale) == (7, 9, (1, 7))


def test_quadrants_at_the_means() -> None:
    rows = [
        answer(score, (1, 5), aspect=name, importance=importance)
        for name, importance, score in (
            ("a", 5.0, 2.0), ("b", 5.0, 5.0), ("c", 2.0, 1.0), ("d", 2.0, 4.0),
        )
        for _ in range(5)
    ]  # fmt: skip
    made = figures.gaps(rows)
    assert made is not None
    assert made.lines == (3.5, 3.0)
    assert {one.name: one.quadrant for one in made.aspects} == {
        "a": "improve", "b": "build", "c": "watch", "d": "maintain",
    }  # fmt: skip
    assert (made.aspects[0].name, made.aspects[0].gap) == ("a", 3.0)


def test_a_gap_is_that_of_the_figures_that_are_shown() -> None:
    scores = [
        (3, 3),
        (3, 3),
        (3, 3),
        (3, 3),
        (3, 3),
        (3, 2),
        (3, 2),
        (3, 2),
        (2, 2),
        (2, 2),
        (2, 2),
    ]
    rows = [answer(s, (1, 5), aspect="prijs", importance=i) for i, s in scores]
    made = figures.gaps(rows)
    assert made is not None
    one = made.aspects[0]
    assert one.importance.value == pytest.approx(2.727, abs=0.001)
    assert one.satisfaction.value == pytest.approx(2.4545, abs=0.001)
    assert one.gap == 0.2  # 2.7 less 2.5, as both stand beside it, and not 0.27


def test_drivers_recomputed_and_silent_under_thirty() -> None:
    chance = random.Random(4)
    overall = [float(chance.randint(1, 5)) for _ in range(40)]
    near = [min(5.0, max(1.0, one + chance.choice([-1, 0, 0, 1]))) for one in overall]
    noise = [float(chance.randint(1, 5)) for _ in overall]
    rows = tuple(
        DriverAnswer(None, o, (a, b if n < 29 else None))
        for n, (o, a, b) in enumerate(zip(overall, near, noise, strict=True))
    )
    first, second = figures.drivers([DriverTable(("near", "noise"), (1, 5), rows)])
    assert (first.name, first.n) == ("near", 40)
    assert first.value == pytest.approx(statistics.correlation(near, overall))
    assert first.low < (first.value or 0) < first.high
    assert first.proven
    assert (second.name, second.value) == ("noise", None)


def test_periods_are_quarters_over_a_year_and_months_within() -> None:
    spread = [Answer(START + timedelta(days=90 * n), 9.0, (0, 10)) for n in range(6)]
    assert [(p.year, p.quarter) for p, _ in figures.periods(spread)] == [
        (2026, 1), (2026, 2), (2026, 3), (2026, 4), (2027, 1),
    ]  # fmt: skip
    months = figures.periods([Answer(START, 9.0, (0, 10)), Answer(date(2026, 3, 9), 1.0, (0, 10))])
    assert [(p.month, len(rows)) for p, rows in months] == [(1, 1), (2, 0), (3, 1)]


def test_a_change_within_the_margin_is_not_proven() -> None:
    def one(value: float, margin: float) -> Figure:
        return Figure(value, 20, (0, 10), margin)

    assert figures.changed(one(24, 14), one(19, 14)) is False
    assert figures.changed(one(44, 9), one(19, 9)) is True
    assert figures.changed(one(24, 14), Figure(None, None, (0, 10), few=True)) is None


def test_stars_each_on_its_own_scale_and_all_on_five() -> None:
    rows = [Answer(None, 9.0, (1, 10), n=6, source="Kiyoh")]
    rows += [Answer(None, 4.0, (1, 5), n=6, source="Google")]
    made = {one.source: one.figure.value for one in figures.stars(rows)}
    assert made == {"Kiyoh": 9.0, "Google": 4.0}
    together = figures.on_five(rows)
    assert together is not None
    assert together.value == pytest.approx(4.25)


def test_a_scale_lies_along_that_of_feelings_with_its_middle_at_neutral() -> None:
    assert figures.feeling(Figure(3.0, 9, (1, 5))) == 0
    assert figures.feeling(Figure(1.0, 9, (1, 5))) == -2
    assert figures.feeling(Figure(1.0, 9, (1, 7)), Direction.LOWER) == 2
    assert figures.feeling(Figure(9.0, 9, (1, 10))) == pytest.approx(1.6, abs=0.06)


# Believed and measured -------------------------------------------------------------------------

KETEL = (
    "title: Ketel\npersona: peter\nphases:\n"
    "  - {id: buy, touchpoints: [{ref: offerte, emotion: 1}, {ref: balie, emotion: 0.5}]}\n"
    "  - {id: service, emotion: -1, measures: {kind: ces, value: 4, scale: 1-7, n: 64}}\n"
)


def compared(body: str) -> list[tuple[str, float | None, float | None, float | None]]:
    from affiche import content
    from tests.support.projects import TODAY, project

    root = project(
        {"personas/peter.md": PETER, "journeys/ketel.yaml": KETEL,
         "touchpoints.yaml": "offerte: {name: Offerte}\nbalie: {name: Balie}\n",
         "measurements/satisfaction.csv": body}
    )  # fmt: skip
    loaded = content.load(root / "content", TODAY)
    assert loaded.site is not None
    site = loaded.site
    rows = believed.compared(site.journeys["ketel"], site.measurements)
    return [(one.name, one.believed, one.at, one.difference) for one in rows]


def test_believed_against_measured_with_the_largest_gap() -> None:
    body = "touchpoint;score;scale;fase\n" + "offerte;2;1-5;\n" * 3 + "offerte;3;1-5;Aankoop\n" * 2
    body += "balie;4;1-5;\n" * 4
    assert compared(body) == [
        ("offerte", 1.0, -0.6, -1.6), ("balie", 0.5, None, None), ("service", -1.0, 0.0, 1.0),
    ]  # fmt: skip


def test_what_is_said_of_another_persona_does_not_count() -> None:
    spot = Spot(persona="ina", touchpoint="offerte")
    from affiche.measures.places import Travelled

    route = Travelled("ketel", frozenset({"peter"}), ("buy",), (("offerte",),), False)
    assert not route.fits(spot)
    assert route.fits(Spot(touchpoint="offerte"))
    assert not Travelled("x", frozenset({"peter"}), ("buy",), (("offerte",),), True).fits(
        Spot(persona="peter")
    )

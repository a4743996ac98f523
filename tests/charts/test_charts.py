"""Whatever the data are: no two texts touch, all lie inside, and none on a line or a point.

`CHARTS=1000 pytest tests/charts` draws so many of each; fewer as a rule, to be quick.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Sequence
from itertools import combinations

import pytest

from affiche.charts import bars, rows, trend
from affiche.charts.believed import Place, believed
from affiche.charts.chart import Chart, Text, text
from affiche.charts.quadrants import Dot, Quadrants, quadrants
from affiche.curves.boxes import Box, apart

COUNT = int(os.environ.get("CHARTS", "60"))
WORDS = (
    "bereikbaarheid", "bij", "storing", "offerte", "snel", "juiste", "factuur", "levering",
    "’s ochtends", "kennis", "aan", "de", "balie", "montage-app", "klantenservicemedewerkers",
    "prijs", "uw", "retour", "parkeren", "WhatsApp",
)  # fmt: skip
NAMES = {
    "improve": ("Verbeteren", "belangrijk, nog niet goed"),
    "build": ("Uitbouwen", "belangrijk en goed"),
    "watch": ("Bewaken", "minder belangrijk, niet goed"),
    "maintain": ("Onderhouden", "minder belangrijk, goed"),
}


def touching(chart: Chart, own: Sequence[Text] = ()) -> list[str]:
    """Everything that is wrong with the texts of a chart."""
    found = [
        f"{a.words} / {b.words}"
        for a, b in combinations(chart.texts, 2)
        if not apart(a.box, b.box, 0.0)
    ]
    edge = Box(-0.01, -0.01, chart.width + 0.01, chart.height + 0.01)
    for one in chart.texts:
        box = one.box
        if box.x0 < edge.x0 or box.y0 < edge.y0 or box.x1 > edge.x1 or box.y1 > edge.y1:
            found.append(f"{one.words} outside: {box}")
        if one not in own:
            found += [f"{one.words} on a point" for s in chart.solid if not apart(box, s, 0.0)]
    return found


def names(chance: random.Random, count: int) -> Iterator[str]:
    for number in range(count):
        said = " ".join(chance.choices(WORDS, k=chance.randint(1, 5)))
        yield f"{said} {number}"


def gap_chart(seed: int) -> Quadrants:
    chance = random.Random(seed)
    count = chance.choice([1, 2, 5, 12, 20, 30, 44])
    spread = chance.choice([0.02, 0.3, 1.2])
    drawn = [(chance.gauss(3.4, spread), chance.gauss(3.6, spread)) for _ in range(count)]
    at = [(min(5.0, max(1.0, x)), min(5.0, max(1.0, y))) for x, y in drawn]
    up = sum(y for _, y in at) / count
    along = sum(x for x, _ in at) / count
    placed = {(True, False): "improve", (True, True): "build", (False, False): "watch",
              (False, True): "maintain"}  # fmt: skip
    dots = [
        Dot(x, y, placed[y >= up, x >= along], label)
        for (x, y), label in zip(at, names(chance, count), strict=True)
    ]
    ticks = [(float(n), str(n)) for n in range(1, 6)]
    axes = chance.choice([("Tevredenheid", "Belang"), ("T" * 60, "B" * 60)])
    size = chance.choice([(660.0, 460.0), (588.0, 245.0), (1400.0, 430.0), (330.0, 245.0)])
    return quadrants(dots, (up, along), (1.0, 5.0), NAMES, axes, ticks, size)


def believed_chart(seed: int) -> Chart:
    chance = random.Random(seed)
    places = []
    for _ in range(chance.randint(1, 30)):
        ours = chance.choice([None, round(chance.uniform(-2, 2), 1), 1.0])
        theirs = chance.choice([None, round(chance.uniform(-2, 2), 1), 1.0])
        places.append(Place(ours, theirs, f"{theirs:+.1f}" if theirs is not None else "",
                            chance.random() < 0.1))  # fmt: skip
    borders = sorted(chance.sample(range(1, len(places)), min(4, len(places) - 1)))
    return believed(places, borders, ("wij denken", "klanten zeggen"))


@pytest.mark.parametrize("seed", range(COUNT))
def test_gap_charts(seed: int) -> None:
    made = gap_chart(seed)
    numbers = {str(number) for number, _ in made.key}
    own = [one for one in made.chart.texts if one.words in numbers and one.weight == 700]
    assert touching(made.chart, own) == []
    assert {int(one.words) for one in own} == {number for number, _ in made.key}


@pytest.mark.parametrize("seed", range(COUNT))
def test_believed_charts(seed: int) -> None:
    assert touching(believed_chart(seed)) == []


@pytest.mark.parametrize("seed", range(COUNT))
def test_charts_without_words_stay_inside(seed: int) -> None:
    chance = random.Random(seed)
    points = [
        chance.choice([(None, None), (chance.uniform(-100, 100), chance.uniform(0, 80))])
        for _ in range(chance.randint(1, 8))
    ]
    made = [
        trend.trend(points, -100, 100, chance.uniform(-150, 150), zero=True),
        rows.on_scale(chance.uniform(-9, 9), 1, 7, chance.uniform(0, 9), chance.uniform(0, 9)),
        bars.column(chance.randint(0, 9), 9, "second"),
        bars.shares([(0.3, "accent"), (0.2, "line"), (0.5, "second")]),
    ]
    for chart in made:
        assert touching(chart) == []
        for mark in chart.marks:
            assert "nan" not in mark.d


def test_every_aspect_is_named_or_in_the_key() -> None:
    for seed in range(20):
        made = gap_chart(seed)
        said = " ".join(one.words for one in made.chart.texts)
        named = sum(1 for n in range(30) if said.count(f" {n}"))
        assert named + len(made.key) >= 1


def test_control_texts_that_touch_are_found() -> None:
    two = (text(10, 20, "een"), text(20, 22, "twee"), text(99, 20, "buiten"))
    found = touching(Chart(100, 40, (), two, (Box(10, 10, 12, 12),)))
    assert [one.split(" ")[0] for one in found] == ["een", "een", "buiten"]

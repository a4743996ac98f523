"""Journeys with more to say than a curve has room for in; whole maps all the same out."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from affiche.pages.journey import page as journeys
from affiche.sheets.journey import map as journey
from affiche.sheets.journey.heights import BODY_LEAST, SCALE, Measurer, Plan
from affiche.sheets.journey.words import POINT
from affiche.words import words
from tests.pages.journey.map.test_map import FILES
from tests.support.sheets import printed, site_of, text_of, theme

FELT = ("verwachtingsvol", "boos", "opgelucht", "onzeker over de prijs")


def written(phases: int, stops: int, felt: bool, other: str = "", shift: int = 0) -> str:
    """A journey with so many phases and touchpoints, each with a feeling in bold or with none."""
    lines = ["title: Een reis", "persona: peter", *([f"compare_to: {other}"] if other else [])]
    lines.append("phases:")
    for i in range(phases):
        lines += [f"  - name: '**Vergelijken** {i}'", "    goal: Weten waar ik aan toe ben"]
        lines += ["    touchpoints:"] if stops else []
        for k in range(stops):
            value, word = (i * 5 + k * 7 + shift) % 5 - 2, FELT[(i + k) % 4]
            said = f", emotion: {{score: {value}, feeling: '**{word}**'}}" if felt else ""
            lines.append(f"      - {{name: '*Punt* {i}.{k}'{said}}}")
    return "\n".join(lines) + "\n"


def drawn(phases: int, stops: int, felt: bool, compared: bool) -> tuple[Any, Any]:
    """The site and its combined map on A3."""
    files = FILES | {
        "site.yaml": "posters: {journey: [a3]}\nurl: https://klanten.example\n",
        "journeys/reis.yaml": written(phases, stops, felt, "straks" if compared else ""),
        "journeys/straks.yaml": written(phases, stops, felt, shift=2),
    }
    site = site_of(files)
    sheets = journeys.sheets(site, words("nl"))
    return site, next(s for s in sheets if s.owner == "reis" and s.kind == "journey")


@pytest.mark.parametrize(
    "case", [(1, 8, True, True), (13, 1, True, True), (10, 0, False, False), (13, 4, True, True)]
)
def test_every_map_is_printed_however_much_is_felt(case: tuple[int, int, bool, bool]) -> None:
    made = printed(*drawn(*case))
    assert made.pdf, made.fact.problems
    assert {problem.rule for problem in made.fact.problems} <= {"left-off", "curve-full"}
    assert "*" not in text_of(made.pdf)


def measured(sheet: Any, site: Any) -> Measurer:
    from affiche.sheets.layout import typeset
    from affiche.sheets.press.press import renderer_for

    return Measurer(sheet, typeset.Typesetter(renderer_for("nl", theme(), site)))


@cache
def crowded() -> tuple[Plan, Measurer]:
    """A plan of many feelings, and what measures it."""
    site, sheet = drawn(10, 6, True, False)
    measurer = measured(sheet, site)
    lanes = measurer.map.lanes
    return journey.choose(lanes, measurer, measurer.ladder(), ()), measurer


def test_a_key_that_leaves_nothing_of_its_curve_is_not_shown(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """Control: a low one is, and the curve stands above it."""
    plan, measurer = crowded()
    plan = replace(plan, most=16.0, wish=15.0)
    monkeypatch.setattr(journey, "LABELS", ((1.4, True),))
    for height, kept in ((2.0, True), (200.0, False)):
        monkeypatch.setattr(journey, "_key_height", lambda *_, high=height: high)
        keyed, curve = journey._with_key(plan, measurer)
        assert curve is not None and keyed.curve_height >= journey.CURVE_KEYED
        assert bool(curve.key) == kept
        assert bool(keyed.key) == kept
        assert kept or journey.unshown(curve)


def test_numbers_of_labels_can_be_read() -> None:
    plan, measurer = crowded()
    for high in (2.0, 6.0, 15.0):
        curve = journey.curve_of(replace(plan, most=high), measurer)
        assert curve is not None
        inside = [m.number_size for one in curve.series for m in one.marks if m.number is not None]
        assert all(size >= SCALE * BODY_LEAST * POINT for size in inside)
        said = len(curve.key) + len(journey.unshown(curve))
        assert said + sum(label.kind == "point" for label in curve.labels) == 60


def test_the_writer_reads_how_many_words_have_no_room() -> None:
    plan, measurer = crowded()
    curve = journey.curve_of(replace(plan, most=4.0), measurer, numbered=False)
    assert curve is not None
    (problem,) = journey.problems(measurer.sheet, replace(plan, left=()), curve)
    assert problem.rule == "curve-full"
    assert problem.values["count"] == len(journey.unshown(curve)) > 0
    assert not curve.key

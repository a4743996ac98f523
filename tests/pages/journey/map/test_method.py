"""Journeys by the method of Dutch municipalities in; three levels, one figure, one measure out."""

from __future__ import annotations

import pytest

from affiche import content
from affiche.curves import Style
from affiche.pages.journey import page as journeys
from affiche.pages.journey.map import Item, JourneyMap
from affiche.pages.journey.map.feelings import drawing, label
from affiche.pages.journey.map.lanes import journey_map
from affiche.words import words
from tests.support.projects import TODAY, project
from tests.support.sheets import printed, site_of, text_of

NL = words("nl")
NOW = """
title: Ik vraag een vergunning
persona: peter
state: as-is
phases:
  - name: Aanvragen
    measures: [{kind: ces, value: 2.8, scale: 1-7, n: 64, source: Balie}]
    touchpoints:
      - {name: Balie, emotion: {score: 0.4, feeling: rustig}, effort: 2, satisfaction: 4}
      - {name: Formulier, emotion: negatief}
  - name: Wachten
    measures: [{kind: nps, value: 12, n: 3, source: Balie}]
    touchpoints: [{name: Brief, emotion: 2, kpis: [Doorlooptijd]}]
"""
LATER = """
title: Vergunning binnen een week
persona: peter
state: to-be
compare_to: nu
phases:
  - {name: Aanvragen, emotion: 1}
  - {name: Wachten, emotion: positief}
"""


def files(method: str) -> dict[str, str | bytes]:
    return {
        "site.yaml": f"posters: {{journey: [a3], maps: [combined]}}\n{method}",
        "personas/peter.md": "---\nname: Peter\n---\nPeter.\n",
        "journeys/nu.yaml": NOW,
        "journeys/straks.yaml": LATER,
    }


def mapped(method: str, name: str = "nu") -> JourneyMap:
    site = site_of(files(method))
    return journey_map(site.journeys[name], site, NL)


def test_feelings_have_three_levels_and_both_states_one_figure() -> None:
    for name, called in (("nu", ["Huidig", "Gewenst"]), ("straks", ["Gewenst", "Huidig"])):
        made = mapped("method: vng\n", name)
        assert [one.name for one in made.courses] == called
    now, later = mapped("method: vng\n").courses
    assert [(f.value, f.score, label(f)) for f in now.feelings] == [
        (0.0, "neutraal", "rustig"),
        (-1.5, "negatief", "Formulier"),
        (1.5, "positief", "Brief"),
    ]
    assert [f.value for f in later.feelings] == [1.5, 1.5]
    plain = mapped("")  # control: numbers, and the other state on its own page
    assert [f.score for f in plain.feelings] == ["+0,4", "−1,5", "+2"]
    assert [one.name for one in plain.courses] == ["Nu"] and not plain.levels
    for made, rules in ((mapped("method: vng\n"), [-1.5, 1.5]), (plain, [-2.0, -1.0, 1.0, 2.0])):
        curve = drawing(made.drawn, len(made.columns), 900, 300, Style())
        assert [rule.value for rule in curve.grid] == rules
        heights = {mark.value: mark.y for series in curve.series for mark in series.marks}
        assert all(heights[r.value] == r.at for r in curve.grid if r.value in heights)


def test_the_curve_is_a_heartbeat_and_a_phase_has_one_measure() -> None:
    lanes = {lane.id: lane for lane in mapped("method: vng\n").lanes}
    assert lanes["curve"].label == "Hartslag"
    first, second = lanes["measures"].cells
    assert first == (Item("2,8, 1-7 (n\u00a0=\u00a064)", "measure", "CES"),)
    assert second == (Item("Doorlooptijd", "kpi"),)  # three answers are too few for a figure
    usual = {lane.id: lane for lane in mapped("").lanes}
    assert len(usual["measures"].cells[0]) == 2 and usual["curve"].label != "Hartslag"


def test_paper_shows_the_heartbeat() -> None:
    site = site_of(files("method: vng\n"))
    sheet = next(s for s in journeys.sheets(site, NL) if s.owner == "nu" and s.kind == "journey")
    said = " ".join(text_of(printed(site, sheet).pdf).split())
    for text in ("Hartslag", "Huidig", "Gewenst", "rustig"):
        assert text in said


@pytest.mark.parametrize("method", ["vgn", "hartslag"])
def test_another_method_is_told(method: str) -> None:
    loaded = content.load(project(files(f"method: {method}\n")) / "content", TODAY)
    assert [(p.rule, p.place.line) for p in loaded.problems if p.kind == "error"] == [
        ("wrong-choice", 2)
    ]

"""Journeys with what customers answered in; the measured line of the curve and its strip out."""

from __future__ import annotations

from affiche.pages.journey import page as journeys
from affiche.pages.journey.heads import summary
from affiche.pages.journey.map import AnswerItem, JourneyMap
from affiche.pages.journey.map.lanes import journey_map
from affiche.words import words
from tests.support.sheets import printed, site_of, text_of

NL = words("nl")
JOURNEY = """
title: Ik vervang de ketel
persona: peter
state: as-is
evidence: aanname
phases:
  - name: Kopen
    touchpoints:
      - {name: Offerte, emotion: 1}
      - {name: Balie, emotion: 0.5}
      - {name: Factuur, emotion: 0}
  - name: Gebruiken
    goal: Warm water
"""


def rows(**scores: list[int]) -> str:
    lines = [f"2026-09-01,{name},{score}" for name, given in scores.items() for score in given]
    return "\n".join(["date,touchpoint,score", *lines]) + "\n"


ANSWERS = rows(Offerte=[1, 2, 1, 2, 1], Balie=[5, 5, 5, 5], Factuur=[3, 3, 3, 3, 3, 3])


def files(answers: str = ANSWERS, journey: str = JOURNEY) -> dict[str, str | bytes]:
    return {
        "site.yaml": "posters: {journey: [a3]}\n",
        "personas/peter.md": "---\nname: Peter de Vries\n---\nPeter vervangt ketels.\n",
        "journeys/ketel.yaml": journey,
        "measurements/satisfaction.csv": answers,
    }


def mapped(**more: str) -> JourneyMap:
    found = site_of(files(**more))
    return journey_map(found.journeys["ketel"], found, NL)


def test_the_measured_line_lies_beside_the_believed_one() -> None:
    made = mapped()
    assert [one.name for one in made.drawn] == ["wij denken", "klanten zeggen"]
    assert made.measured is not None
    felt = [(f.column, f.value, f.score, f.n, f.largest) for f in made.measured.feelings]
    assert felt == [
        (0, -1.6, "−1,6", 5, True),
        (0, None, "", None, False),  # four answers: the line stops, and nothing says them
        (0, 0.0, "0,0", 6, False),
        (1, None, "", None, False),
    ]
    assert [f.at for f in made.measured.feelings[:3]] == [
        f.at for f in made.courses[0].feelings[:3]
    ]
    assert made.gap == (
        "Grootste kloof, bij Offerte: wij denken +1,0, klanten zeggen −1,6 (n\u00a0=\u00a05)."
    )
    assert "klanten zeggen: Het gevoel op 2 plekken" in summary(made, NL)


def test_the_strip_stands_under_the_curve() -> None:
    made = mapped()
    ids = [lane.id for lane in made.lanes]
    assert ids[ids.index("curve") + 1] == "answers"
    strip = next(lane for lane in made.lanes if lane.id == "answers")
    assert strip.cells == (
        (
            AnswerItem("Offerte", "−1,6", "2,6", "down", "n\u00a0=\u00a05"),
            AnswerItem("Balie", n="n\u00a0<\u00a05", few=True),
            AnswerItem("Factuur", "0,0", n="n\u00a0=\u00a06"),
        ),
        (),
    )
    own = JOURNEY + "lanes: [answers, touchpoints, curve]\n"
    assert [lane.id for lane in mapped(journey=own).lanes] == ["answers", "touchpoints", "curve"]


def test_without_answers_the_curve_is_as_it_was() -> None:
    made = mapped(answers=rows(Offerte=[1, 2, 3, 4]))
    assert made.measured is None and made.gap == ""
    assert [one.name for one in made.drawn] == ["Nu"]
    planned = mapped(journey=JOURNEY.replace("as-is", "to-be"))
    assert planned.measured is None and "answers" not in [lane.id for lane in planned.lanes]


def test_every_map_on_paper_says_what_customers_say() -> None:
    found = site_of(files())
    for sheet in journeys.sheets(found, NL):
        if "feedback" in sheet.kind:
            continue
        made = printed(found, sheet)
        assert made.pdf, made.fact.problems
        said = " ".join(text_of(made.pdf).split())
        assert "Wat klanten zeggen" in said and "te weinig" in said
        assert "Grootste kloof, bij Offerte" in said
        assert "5,0" not in said and "n = 4" not in said
        assert ("Dubbele lijn" in said) == (sheet.kind != "journey-functional")

"""Who has what: the same text once, an axis whichever way round, journeys over each other."""

from __future__ import annotations

from typing import Any

from affiche import content
from affiche.pages.persona import alike
from affiche.pages.plan import Page
from affiche.words import words
from tests.support.plans import plan
from tests.support.projects import TODAY, project

ANNA = """\
---
name: Anna
goals: [Snel klaar, "*Rust*."]
needs: {functional: [Een mens], emotional: []}
scales: [{left: Papier, right: Scherm, value: 20}]
channels: [{channel: phone, use: 5}, {channel: app}]
value: {since: GEHEIM}
---
"""
BEN = """\
---
name: Ben
goals: [rust]
scales: [{left: Scherm, right: Papier, value: 10}]
channels: [{channel: phone, use: 0}]
---
"""
OLD = "---\nname: Oud\nstatus: archief\ngoals: [rust]\n---\n"
RIDE = """\
title: Reis van {who}
persona: {who}
phases:
  - {{id: awareness, emotion: {first}}}
  - {{name: {own}, emotion: 1}}
  - {{id: service, emotion: -2}}
"""


def made(files: dict[str, str]) -> Page | None:
    loaded = content.load(project(files) / "content", TODAY)
    assert loaded.site, loaded.problems
    planned = plan(loaded.site, words("nl"), [], {}, TODAY).pages
    return next((page for page in planned if page.path == alike.COMPARE), None)


def data(files: dict[str, str]) -> dict[str, Any]:
    page = made(files)
    assert page
    return dict(page.data)


FULL = {
    "personas/anna.md": ANNA,
    "personas/ben.md": BEN,
    "personas/oud.md": OLD,
    "journeys/a.yaml": RIDE.format(who="anna", first=1.5, own="Proberen"),
    "journeys/b.yaml": RIDE.format(who="ben", first=-1, own="Wennen"),
}


def test_the_same_text_is_one_line_and_the_archive_is_left_out() -> None:
    goals = data(FULL)["groups"][0]
    assert [(line.text, line.who) for line in goals.lines] == [
        ("*Rust*.", ("anna", "ben")),
        ("Snel klaar", ("anna",)),
    ]
    assert "GEHEIM" not in repr(data(FULL))


def test_an_axis_the_other_way_round_is_the_same_one() -> None:
    (axis,) = data(FULL)["axes"]
    assert (axis.left, axis.right, axis.places) == (
        "Papier", "Scherm", (("anna", 20.0), ("ben", 90.0)),
    )  # fmt: skip
    (use,) = data(FULL)["uses"]
    assert (use.channel, use.uses) == ("phone", (("anna", 5.0), ("ben", 0.0)))


def test_journeys_lie_over_each_other_by_phase() -> None:
    found = data(FULL)
    assert found["phases"] == ("Bewustwording", "Wennen", "Proberen", "Service")
    anna, ben = found["rides"]
    assert [(p.column, p.said) for p in anna.points] == [(0, "+1,5"), (2, "+1"), (3, "−2")]
    assert [p.column for p in ben.points] == [0, 1, 3]


def test_too_many_phases_give_no_lines() -> None:
    phases = "".join(f"  - {{name: Fase {n}, emotion: 1}}\n" for n in range(10))
    long = "title: Lang\npersona: ben\nphases:\n" + phases
    assert data({**FULL, "journeys/b.yaml": long})["rides"] == ()


def test_one_persona_is_not_compared() -> None:
    assert made({"personas/anna.md": ANNA, "personas/oud.md": OLD}) is None

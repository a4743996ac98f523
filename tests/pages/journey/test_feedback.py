"""A draft of a journey in; its map with fields to write on out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from affiche.errors import Kind
from affiche.pages.journey import page as journeys
from affiche.pages.plan import Sheet
from affiche.preflight import PDF_UA, Expected, preflight
from affiche.sheets.journey import map as journey
from affiche.sheets.layout import boxes, typeset
from affiche.sheets.press.jobs import renderer_for
from tests.pages.journey.map.test_map import NL, PETER
from tests.pages.journey.map.test_views import FULL
from tests.support.sheets import printed, site_of, text_of, theme

ASKED = "departments: [Verkoop, Balie]\nposters: {journey: [a1, a3]}\n"


def sheets(head: str = "", settings: str = ASKED, phases: int = 1) -> list[Sheet]:
    """The feedback editions of our journey with more at its head."""
    start, _, phase = FULL.partition("phases:\n")
    text = f"{start}{head}phases:\n{phase * phases}"
    files = {"personas/peter.md": PETER, "journeys/ketel.yaml": text, "site.yaml": settings}
    made = journeys.sheets(site_of(files), NL)
    return [sheet for sheet in made if sheet.kind == "journey-feedback"]


def labels(sheet: Sheet) -> list[str]:
    return [lane.label for lane in sheet.data["map"].lanes if lane.kind == "field"]


@pytest.mark.parametrize(
    ("head", "round_"),
    [("", 1), ("status: second\nversion: 0.9\n", 2), ("version: 3.1\n", 3)],
)
def test_a_draft_is_discussed_in_rounds(head: str, round_: int) -> None:
    (sheet,) = sheets(head)
    assert sheet.path == "journeys/ketel/ketel-map-a1-feedback.pdf"
    assert sheet.data["line"] == f"Feedbackronde {round_}"
    assert sheet.title == f"Ik vervang de ketel: feedbackronde {round_}"


def test_what_is_final_is_not_discussed() -> None:
    final = "status: final\nconclusion: Bel\nowner: Verkoop\nreview_by: 2030-01-01\n"
    assert sheets(final) == []


def test_every_department_has_a_field_in_every_phase_on_paper_that_has_room() -> None:
    (sheet,) = sheets(settings=ASKED.replace("[a1, a3]", "[a3]"))
    assert (sheet.paper.name, labels(sheet)) == ("a2", ["Verkoop", "Balie"])
    (usual,) = sheets(settings="posters: {journey: [a1]}\n")
    assert labels(usual) == ["Verkoop", "Service", "Receptie"]


def test_fields_stay_when_lanes_have_to_go_and_lanes_are_numbered_as_they_stand() -> None:
    (sheet,) = sheets("owner: Marketing\n", phases=6)
    renderer = renderer_for("nl", theme(), site_of({"personas/peter.md": PETER}))
    fitted = journey.fit(sheet, typeset.Typesetter(renderer))
    assert fitted.left_off and not set(fitted.left_off) & {"Verkoop", "Balie"}
    assert [problem.kind for problem in fitted.problems] == [Kind.ADVICE]
    said = [text for text, _ in boxes.type_sizes(fitted.document)]
    numbers = {str(number) for number in range(1, len(fitted.fit["lanes"]) - 1)}
    assert numbers and numbers <= set(said)
    assert "3. Inleveren bij Marketing" in said


def test_the_edition_is_one_whole_page() -> None:
    (sheet,) = sheets(phases=6)
    files = {"personas/peter.md": PETER, "journeys/ketel.yaml": FULL, "site.yaml": ASKED}
    result = printed(site_of(files), sheet)
    expected = Expected(
        "a1", sheet.width, sheet.height, sheet.title, "nl", tagged=True, text_minimum=17.0,
        labels=(PDF_UA,),
    )  # fmt: skip
    assert preflight(result.pdf, expected).findings == ()
    said = " ".join(text_of(result.pdf).split())
    assert "Schrijf het op een briefje, met het nummer erbij." in said


def test_the_next_edition_says_what_was_done_with_the_last_round() -> None:
    start, _, phase = FULL.partition("phases:\n")
    files = {
        "personas/peter.md": PETER,
        "journeys/ketel.yaml": f"{start}version: 0.2\nphases:\n{phase * 6}",
        "site.yaml": ASKED,
        "feedback/ketel/1.csv": "afdeling;nr;briefje;oordeel\nBalie;1;Mist de schouw;overgenomen\n"
        "Verkoop;2;Te lang;niet\nBalie;2;Wie belt?;\n",
    }
    site = site_of(files)
    of_round = {k: r.model_copy(update={"version": "0.1"}) for k, r in site.rounds.items()}
    site = replace(site, rounds=of_round)
    sheet = next(s for s in journeys.sheets(site, NL) if s.kind == "journey-feedback")
    assert sheet.data["line"] == "Feedbackronde 2"
    made = printed(site, sheet)
    said = " ".join(text_of(made.pdf).split())
    assert "Van de 3 briefjes van ronde 1: 1 overgenomen, 1 niet, 1 open" in said, said[-600:]
    assert not [check.name for check in made.fact.checks if not check.passed]

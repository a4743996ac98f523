"""A journey in; its functional and its emotional map out, each with what is its own."""

from __future__ import annotations

import pytest

from affiche.content import load
from affiche.model.choices import MapView
from affiche.pages.company.printing import prints
from affiche.pages.journey import page as journeys
from affiche.pages.journey.map import JourneyMap
from affiche.pages.journey.map import views as journey_views
from affiche.pages.journey.map.lanes import journey_map
from affiche.pages.plan import Sheet, SheetLink
from affiche.words import words
from tests.pages.journey.map.test_map import NL, PETER, cells
from tests.support import projects
from tests.support.sheets import site_of

FULL = """
title: Ik vervang de ketel
persona: peter
phases:
  - name: Kopen
    goal: Vandaag een offerte
    functional: {summary: Belt verkoop, requirements: [Prijs in één gesprek]}
    emotional: {summary: Ongeduldig, need: Weten waar hij aan toe is}
    pains: [Te laat]
    gains: [Een naam]
    quote: Waarom drie dagen?
    response: Wij bellen terug
    duration: Drie dagen
    opportunities:
      - {title: Binnen een uur, kind: optimise}
      - {title: Taart erbij, kind: magic}
      - {title: Nog te wegen}
    touchpoints:
      - name: Offerte
        channel: email
        actor: Peter
        action: Wacht op de mail
        thought: Mijn klant zit in de kou
        effort: 6
        satisfaction: 1
        emotion: {score: -1.5, feeling: boos}
        moment: misery
        expectation: Vandaag een prijs
        frontstage: [Verkoop]
        owner: Verkoop
"""


def project(journey: str = FULL, settings: str = "posters: {journey: [a3]}\n"):  # type: ignore[no-untyped-def]
    files = {"personas/peter.md": PETER, "journeys/ketel.yaml": journey, "site.yaml": settings}
    return site_of(files)


def seen(view: MapView, journey: str = FULL) -> JourneyMap | None:
    site = project(journey)
    one = site.journeys["ketel"]
    return journey_views.seen(journey_map(one, site, NL), view, one, NL)


def sheets(journey: str = FULL, **more: str) -> list[Sheet]:
    made = journeys.sheets(project(journey, **more), NL)
    return [sheet for sheet in made if sheet.kind != journey_views.FEEDBACK]


def test_the_functional_map_shows_what_happens_and_what_is_required() -> None:
    found = seen(MapView.FUNCTIONAL)
    assert found is not None
    assert cells(found) == {
        "goal": [["text: Vandaag een offerte"]],
        "functional": [["text: Belt verkoop", "requirement: Prijs in één gesprek"]],
        "touchpoints": [["Offerte"]],
        "actions": [["Offerte"]],
        "pains": [["text: Te laat"]],
        "opportunities": [["1 Binnen een uur", "2 Nog te wegen"]],
        "response": [["text: Wij bellen terug"]],
        "measures": [["measure: Moeite6,0", "measure: Tevreden1,0"]],
        "frontstage": [["text: Verkoop"]],
        "owner": [["text: Verkoop"]],
        "duration": [["text: Drie dagen"]],
    }
    assert (found.courses, found.moments, found.effort) == ((), {}, 6.0)


def test_the_emotional_map_shows_what_is_felt_and_what_is_needed() -> None:
    found = seen(MapView.EMOTIONAL)
    assert found is not None
    assert cells(found) == {
        "thoughts": [["text: Mijn klant zit in de kou"]],
        "curve": [],
        "moments": [["Offerte"]],
        "emotional": [["text: Ongeduldig", "need: Weten waar hij aan toe is"]],
        "quotes": [["text: Waarom drie dagen?"]],
        "pains": [["text: Te laat"]],
        "gains": [["text: Een naam"]],
        "opportunities": [["2 Nog te wegen", "3 Taart erbij"]],
    }
    assert (found.effort, found.channels, len(found.courses)) == (None, (), 1)


def test_what_is_done_at_touchpoints_is_not_said_twice() -> None:
    """Without words on it, the combined map says what happens by what is done at touchpoints."""
    bare = FULL.replace(
        "    functional: {summary: Belt verkoop, requirements: [Prijs in één gesprek]}\n", ""
    )
    whole, found = seen(MapView.COMBINED, bare), seen(MapView.FUNCTIONAL, bare)
    assert whole is not None and cells(whole)["functional"] == [["text: Wacht op de mail"]]
    assert found is not None and "functional" not in cells(found)
    assert [lane.text for lane in found.lanes if lane.id == "actions"] == ["Peter Wacht op de mail"]


FELT = "title: Gevoel\nphases: [{name: A, goal: Iets, pains: [Au], emotion: 1}]\n"
DONE = "title: Gedaan\nphases: [{name: A, touchpoints: [{name: Web, channel: website}]}]\n"
NAMED = "title: Namen\nphases: [{name: A, touchpoints: [Eerst, Dan]}]\n"


@pytest.mark.parametrize(
    ("journey", "made"),
    [(FULL, ["", "-functional", "-emotional"]), (FELT, ["", "-emotional"]),
     (DONE, ["", "-functional"]), (NAMED, [""])],
)  # fmt: skip
def test_a_map_that_would_be_empty_is_not_made(journey: str, made: list[str]) -> None:
    paths = [f"journeys/ketel/ketel-map{view}-a3.pdf" for view in made]
    assert [sheet.path for sheet in sheets(journey)] == paths


def test_each_map_says_which_one_it_is() -> None:
    assert [(sheet.title, sheet.data["line"]) for sheet in sheets()] == [
        ("Ik vervang de ketel", ""),
        ("Ik vervang de ketel: functionele kaart", "Functionele kaart: wat er gebeurt"),
        ("Ik vervang de ketel: emotionele kaart", "Emotionele kaart: wat Peter voelt"),
    ]
    nobody = sheets(FULL.replace("persona: peter\n", ""))
    assert nobody[2].data["line"] == "Emotionele kaart: wat de klant voelt"


def test_a_company_chooses_its_maps_in_its_own_words() -> None:
    chosen = "posters: {journey: [a2, a3], maps: [emotioneel, samen, emotioneel]}\n"
    assert [sheet.path.rpartition("/")[2] for sheet in sheets(settings=chosen)] == [
        "ketel-map-emotional-a2.pdf", "ketel-map-emotional-a3.pdf",
        "ketel-map-a2.pdf", "ketel-map-a3.pdf",
    ]  # fmt: skip
    # What a form leaves empty was not chosen.
    assert sheets(settings="posters: {maps: []}\n")
    for none in ("maps: geen", "maps: none", "maps: [none]", "journey: geen"):
        assert journeys.sheets(project(settings=f"posters: {{{none}}}\n"), NL) == ()


def test_every_map_has_a_file_of_its_own_for_the_print_shop() -> None:
    site = project()
    paths = [one.path for one in prints.editions(sheets(), site, NL)]
    assert len(paths) == len(set(paths)) == 6
    assert "journeys/ketel/ketel-map-functional-a3-print.pdf" in paths


def test_downloads_stand_by_map() -> None:
    def link(kind: str, paper: str) -> SheetLink:
        return SheetLink(f"{kind}-{paper}", "", paper, "ketel", kind, 1)

    links = [
        link(kind, paper)
        for paper in ("A1", "A3")
        for kind in ("journey-emotional", "journey", "poster")
    ]
    groups = journey_views.grouped(links, words("nl"))
    assert [(group.title, [one.paper for one in group.sheets]) for group in groups] == [
        ("Gecombineerde kaart", ["A1", "A3"]),
        ("Emotionele kaart", ["A1", "A3"]),
    ]


@pytest.mark.parametrize(
    ("view", "there"),
    [
        (MapView.COMBINED, {"delivery": False, "thoughts": False, "eigen": False}),
        (MapView.FUNCTIONAL, {"delivery": True, "thoughts": True, "eigen": False}),
        (MapView.EMOTIONAL, {"delivery": False, "thoughts": False, "eigen": True}),
    ],
)
def test_a_lane_stands_on_the_one_map_that_it_is_given_to(
    view: MapView, there: dict[str, bool]
) -> None:
    lanes = (
        "lanes: [goal, touchpoints, {id: delivery, map: functioneel}, curve, emotional, "
        "{id: thoughts, map: functional}, {id: eigen, label: Eigen, map: emotioneel}]\n"
    )
    told = FULL.replace("        thought:", "        requirements: [Vandaag]\n        thought:")
    told = told.replace("    goal: Vandaag", "    lanes: {eigen: Hier iets}\n    goal: Vandaag", 1)
    found = site_of({"personas/peter.md": PETER, "journeys/ketel.yaml": lanes + told})
    journey = found.journeys["ketel"]
    whole = journey_map(journey, found, NL)
    assert {lane.id for lane in whole.lanes} >= set(there)  # the page shows all of them
    seen = journey_views.seen(whole, view, journey, NL)
    assert seen is not None
    shown = {lane.id for lane in seen.lanes}
    assert {name: name in shown for name in there} == there


def test_the_curve_cannot_be_given_to_the_functional_map() -> None:
    written = "lanes: [goal, {id: curve, map: functional}]\n" + FULL.lstrip()
    files: dict[str, str | bytes] = {"personas/peter.md": PETER, "journeys/ketel.yaml": written}
    found = load(projects.project(files) / "content", projects.TODAY).problems
    assert [(p.rule, p.place.line) for p in found if p.kind == "error"] == [("lane-map", 1)]

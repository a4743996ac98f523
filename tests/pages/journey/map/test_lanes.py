"""Journeys in depth in; the lanes of who acts, what is required, what nobody sees, out."""

from __future__ import annotations

from affiche.pages.journey import page as journeys
from affiche.pages.journey.map import Demand, Item, JourneyMap, Stop
from affiche.pages.journey.map.lanes import journey_map
from affiche.pages.visible import for_agency
from affiche.sheets.journey.map import by_importance
from affiche.words import words
from tests.support.sheets import printed, site_of, text_of

NL = words("nl")
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
JOURNEY = """
title: Een ketel erbij
persona: peter
phases:
  - name: Kopen
    touchpoints:
      - name: Offerte
        actor: Peter
        action: Vraagt een prijs
        requirements: [{text: Binnen een uur, met: nee}, Eén pagina]
        expectation: Vandaag
        delivered: Na drie dagen
        frontstage: Een mail
        backstage: Drie afdelingen
        kpis: [Doorlooptijd]
        effort: 3
        image: foto.svg
      - {name: Bewoner belt, actor: De *bewoner*, action: Wil het vandaag}
  - name: Gebruiken
    touchpoints: [{name: Levering, actor: peter, expectation: Op tijd, delivered: Op tijd}]
"""


def mapped(lanes: str = "", journey: str = JOURNEY) -> JourneyMap:
    found = site_of(
        {
            "site.yaml": "posters: {journey: [a3]}\npictures: {foto.svg: illustration}\n",
            "personas/peter.md": "---\nname: Peter\n---\nPeter.\n",
            "images/foto.svg": DRAWING,
            "journeys/ketel.yaml": lanes + journey,
        }
    )
    return journey_map(found.journeys["ketel"], found, NL)


def test_what_comes_along_unasked_and_what_is_asked_for() -> None:
    usual = {lane.id: lane for lane in mapped().lanes}
    assert list(usual) == [
        "functional", "touchpoints", "actor-1", "actor-2", "delivery", "measures",
        "frontstage", "backstage",
    ]  # fmt: skip
    assert [name for name, lane in usual.items() if lane.extra] == [
        "actor-1", "actor-2", "delivery",
    ]  # fmt: skip
    asked = mapped("lanes: [images, kpis, measures, delivery]\n").lanes
    assert [(lane.id, lane.extra) for lane in asked] == [
        ("images", False), ("kpis", False), ("measures", False), ("delivery", False),
    ]  # fmt: skip
    assert [item.text for item in asked[2].cells[0] if isinstance(item, Item)] == ["3,0"]


def test_those_who_act_side_by_side_have_a_lane_each() -> None:
    peter, resident = (lane for lane in mapped().lanes if lane.id.startswith("actor"))
    assert (peter.label, resident.label) == ("Peter", "De *bewoner*")
    assert peter.cells == ((Item("Vraagt een prijs"),), (Item("Levering"),))
    assert resident.cells == ((Item("Wil het vandaag"),), ())
    alone = mapped(journey=JOURNEY.replace("De *bewoner*", "Peter"))
    assert not [lane for lane in alone.lanes if lane.id.startswith("actor")]


def test_what_is_required_is_told_with_whether_it_is_done() -> None:
    (lane,) = (lane for lane in mapped().lanes if lane.id == "delivery")
    first, last = (cell[0] for cell in lane.cells)
    assert isinstance(first, Stop) and isinstance(last, Stop)
    assert first.requirements == (Demand("Binnen een uur", "no"), Demand("Eén pagina"))
    assert last.requirements == () and last.delivered == "Op tijd"
    silent = mapped(journey=JOURNEY.replace("requirements:", "gains:").replace(", met: nee", ""))
    assert "delivery" not in [lane.id for lane in silent.lanes]  # the moments tell the rest


def test_what_nobody_asked_for_leaves_the_sheet_first() -> None:
    lanes = by_importance(mapped().lanes, ())
    extra = [lane.extra for lane in lanes]
    assert extra == sorted(extra) and sum(extra) == 3


def test_paper_shows_them_with_the_line_of_visibility() -> None:
    found = site_of(
        {
            "site.yaml": "posters: {journey: [a3], maps: [functional]}\n"
            "pictures: {foto.svg: illustration}\n",
            "personas/peter.md": "---\nname: Peter\n---\nPeter.\n",
            "images/foto.svg": DRAWING,
            "journeys/ketel.yaml": "lanes: [touchpoints, actors, delivery, backstage, images]\n"
            + JOURNEY,
        }
    )
    sheet = next(one for one in journeys.sheets(found, NL) if one.kind == "journey-functional")
    made = printed(found, sheet)
    said = " ".join(text_of(made.pdf).split())
    for text in ("Zichtlijn", "De bewoner", "Binnen een uur", "Gekregen: Na drie dagen"):
        assert text in said
    assert "Wie doet wat" not in said and not made.fact.problems


def test_what_is_required_stays_inside() -> None:
    found = site_of({"personas/peter.md": "---\nname: Peter\n---\n", "journeys/k.yaml": JOURNEY,
                     "images/foto.svg": DRAWING,
                     "site.yaml": "pictures: {foto.svg: illustration}\n"})  # fmt: skip
    seen = for_agency(found.journeys["k"]).phases[0].touchpoints[0]
    assert seen.requirements == () and seen.delivered == "Na drie dagen"

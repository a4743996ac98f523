"""The way to the wall: read from the content, with what is next and how to do it."""

from __future__ import annotations

from typing import Any

from affiche.commands import Start
from affiche.pages.company import way
from affiche.pages.plan import Page
from affiche.pages.relations import Relations
from affiche.words import words
from tests.support.projects import TODAY
from tests.support.sheets import site_of

BARE = "---\nname: Bo\n---\n"
PEOPLE = {"personas/bo.md": BARE, "personas/co.md": "---\nname: Co\n---\n"}
FULL = (
    "---\nname: Peter\nsegment: A-klant\ntagline: Wil antwoord\noccupation: Installateur\n"
    "goals: [Op tijd]\npains: [Wachten]\nneeds: {functional: [Snel]}\nphoto: {file: p.svg, kind:"
    " illustration}\nevidence: {level: measured, interviews: 9}\nstatus: final\nowner: Marketing\n"
    "review_by: 2027-05-01\n---\n"
)
DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"/>'
WALL = {
    "events/weg.md": "---\ntitle: Overhandigd\nkind: overdracht\npersonas: [peter]\n---\n",
    "copies.yaml": "- {sheet: peter-poster-a2, place: Balie}\n",
}
ROUND = "notes:\n  - {note: Klopt niet, verdict: VERDICT}\n"


def planned(**files: str) -> tuple[Page, ...]:
    site = site_of(files)
    spoken = words("nl").told_to(Start("affiche"))
    return tuple(way.pages(Relations(site, spoken, TODAY)))


def stands(page: Page) -> dict[str, tuple[int, str, str]]:
    held: Any = page.data["standings"]
    return {one.link.label: (sum(one.done), one.next, one.command) for one in held}


def test_ten_steps_each_and_what_is_next_with_its_command() -> None:
    personas, journeys = planned(
        **{"personas/bo.md": BARE, "personas/peter.md": FULL, "images/p.svg": DRAWN, **WALL,
           "journeys/ketel.yaml": "title: Ketel\npersona: bo\nphases: [Vraag, Koop, Gebruik]\n"},
    )  # fmt: skip
    assert [len(page.data["steps"]) for page in (personas, journeys)] == [10, 10]
    assert stands(personas) == {
        "Bo": (0, "Vind je A-klanten", "affiche segment orders.csv --revenue Omzet"),
        "Peter": (10, "", ""),
    }
    assert stands(journeys) == {"Ketel": (2, "Zeg waar hij begint en eindigt", "affiche edit")}


def test_an_open_note_opens_its_step_again() -> None:
    found = {}
    draft = FULL.replace("status: final", "status: second")
    for verdict in ("open", "accepted"):
        notes = ROUND.replace("VERDICT", verdict)
        pages = planned(**{"personas/peter.md": draft, "images/p.svg": DRAWN,
                           "feedback/peter/ronde-1.yaml": notes})  # fmt: skip
        found[verdict] = stands(pages[0])["Peter"][:2]
    assert found == {
        "open": (7, "Doe iets met elk briefje"),
        "accepted": (8, "Maak hem definitief"),
    }


def test_the_wall_wants_a_hand_over_and_a_copy() -> None:
    files = {"personas/peter.md": FULL, "images/p.svg": DRAWN, "copies.yaml": WALL["copies.yaml"]}
    assert stands(planned(**files)[0])["Peter"] == (
        9, "Draag hem over, en hang hem waar je beslist", "affiche new event Peter",
    )  # fmt: skip


def test_the_archive_is_on_no_way() -> None:
    pages = planned(**{"personas/oud.md": "---\nname: Oud\nstatus: archived\n---\n"})
    assert stands(pages[0]) == {}


def test_what_each_persona_feels_is_felt() -> None:
    journey = "title: Reis\npersonas: [bo, co]\nphases:\n  - {id: buy, touchpoints: [{name: Balie, "
    felt = {
        name: way._felt(site.journeys["reis"], site)
        for name, said in (
            ("apart", "emotions: {bo: 1, co: -1}}]}\n"), ("no", "action: Wacht}]}\n"),
        )
        for site in (site_of({**PEOPLE, "journeys/reis.yaml": journey + said}),)
    }  # fmt: skip
    assert felt == {"apart": True, "no": False}

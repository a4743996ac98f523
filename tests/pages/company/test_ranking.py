"""Opportunities by worth with its parts, by votes, phase and owner; recomputed from the files."""

from __future__ import annotations

from datetime import date

import yaml

from affiche import content
from affiche.model import OpportunityKind
from affiche.pages.company.registers import opportunities
from affiche.pages.relations import Relations
from affiche.words import words
from tests.support.projects import CONTENT, PETER, TODAY, project

CHANCES = (
    "uur: {title: Binnen een uur, kind: optimise, impact: 5, effort: 2, owner: Verkoop}\n"
    "film: {title: Film, kind: optimise, impact: 5, effort: 1}\n"
    "feest: {title: Feest, kind: magic, impact: 4, effort: 4, status: idea}\n"
    "klaar: {title: Klaar, kind: optimise, impact: 5, effort: 1, status: done}\n"
)
JOURNEY = (
    "title: Ketel\npersona: peter\nphases:\n  - id: buy\n    touchpoints:\n"
    "      - {name: Offerte, importance: 5, pains: [Te laat], opportunities: [uur, klaar]}\n"
    "      - {name: Balie, importance: 2, opportunities: [uur, film, feest]}\n"
)
VOTES = "kans;stemmen\nuur;3\nFeest;9\nuur;4\n"


def related(files: dict[str, str | bytes]) -> Relations:
    site = content.load(project(files) / "content", TODAY).site
    assert site is not None
    return Relations(site, words("nl"), date(2026, 11, 22))


def made() -> Relations:
    return related(
        {"personas/peter.md": PETER, "opportunities.yaml": CHANCES, "journeys/ketel.yaml": JOURNEY,
         "measurements/votes.csv": VOTES}
    )  # fmt: skip


def test_worth_is_impact_times_importance_over_effort() -> None:
    found = dict(opportunities.ranked(made()))
    assert [
        (one.card.title, one.importance, one.worth) for one in found[OpportunityKind.OPTIMISE]
    ] == [("Binnen een uur", 5, 12.5), ("Film", 2, 10.0), ("Klaar", 5, 25.0)]
    assert [one.card.title for one in found[OpportunityKind.MAGIC]] == ["Feest"]
    assert found[OpportunityKind.OPTIMISE][0].pains == (("Te laat", "journeys/ketel/index.html"),)


def test_what_customers_say_where_it_comes_from() -> None:
    """The least happy place of those with a figure; too few answers are said to be too few."""
    rows = ["touchpoint,score,scale", *["Offerte,2,1-5"] * 6, *["Balie,4,1-5"] * 6]
    few = ["touchpoint,score,scale", *["Offerte,2,1-5"] * 6, *["Balie,4,1-5"] * 4]
    said = [
        {
            one.card.title: (one.asked, one.answered.value, one.answered.few)
            for _, group in opportunities.ranked(
                related(
                    {"personas/peter.md": PETER, "opportunities.yaml": CHANCES,
                     "journeys/ketel.yaml": JOURNEY,
                     "measurements/satisfaction.csv": "\n".join(table) + "\n"}
                )
            )
            for one in group
        }
        for table in (rows, few)
    ]  # fmt: skip
    assert said[0] == {
        "Binnen een uur": ("Tevredenheid", "2,0", False),
        "Film": ("Tevredenheid", "4,0", False),
        "Feest": ("Tevredenheid", "4,0", False),
        "Klaar": ("Tevredenheid", "2,0", False),
    }
    assert said[1]["Binnen een uur"] == ("Tevredenheid", "2,0", False)
    assert said[1]["Film"] == ("Tevredenheid", "", True)


def test_by_votes_phase_and_owner() -> None:
    by = {
        label: [(name, [(one.card.title, one.votes) for one in rows]) for name, rows in groups]
        for label, groups in opportunities.orders(made())
    }
    assert by["Op stemmen"] == [("", [("Feest", 9), ("Binnen een uur", 7)])]
    assert [name for name, _ in by["Per fase"]] == ["Aankoop"]
    assert by["Per eigenaar"] == [("Verkoop", [("Binnen een uur", 7)])]


def test_phases_come_as_customers_go_through_them_and_not_as_chances_are_worth() -> None:
    journey = (
        "title: Ketel\npersona: peter\nphases:\n"
        "  - {id: buy, touchpoints: [{name: Balie, opportunities: [laag]}]}\n"
        "  - {name: Nazorg, touchpoints: [{name: Bellen, opportunities: [midden]}]}\n"
        "  - {id: renewal, touchpoints: [{name: Gesprek, opportunities: [hoog]}]}\n"
    )
    chances = "".join(
        f"{name}: {{title: {name}, kind: optimise, impact: {impact}, effort: 1, owner: {owner}}}\n"
        for name, impact, owner in (("laag", 1, "zorg"), ("midden", 3, "Balie"), ("hoog", 5, "Kas"))
    )
    files = {
        "personas/peter.md": PETER, "opportunities.yaml": chances, "journeys/ketel.yaml": journey
    }  # fmt: skip
    by = dict(opportunities.orders(related(files)))
    assert [name for name, _ in by["Per fase"]] == ["Aankoop", "Verlenging", "Nazorg"]
    assert [name for name, _ in by["Per eigenaar"]] == ["Balie", "Kas", "zorg"]


def test_the_ranking_of_the_sample_recomputed() -> None:
    site = content.load(CONTENT, TODAY).site
    assert site is not None
    register = yaml.safe_load((CONTENT / "opportunities.yaml").read_text("utf-8"))
    importance: dict[str, float] = {}
    for path in CONTENT.glob("journeys/*.yaml"):
        for phase in yaml.safe_load(path.read_text("utf-8"))["phases"]:
            for stop in phase.get("touchpoints", ()):
                weight = stop.get("importance", {})
                weight = weight.get("customer") if isinstance(weight, dict) else weight
                for name in stop.get("opportunities", ()):
                    if isinstance(name, str) and weight is not None:
                        importance[name] = max(weight, importance.get(name, 0))
    expected = {
        one["title"]: one["impact"] * importance[name] / one["effort"]
        for name, one in register.items()
        if name in importance
    }
    shown = {
        one.card.title: one.worth
        for _, rows in opportunities.ranked(Relations(site, words("nl"), TODAY))
        for one in rows
        if one.card.path and one.worth is not None
    }
    assert shown == expected

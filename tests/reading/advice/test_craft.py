"""Personas and journeys with the mistakes that the field warns of in; advice out."""

from __future__ import annotations

from datetime import date

import pytest

from affiche import content
from affiche.errors import Problem
from affiche.measures import advice
from affiche.model.measures import Answer, MeasureKind, Measurements, Spot
from affiche.pages.company import quality
from affiche.pages.completeness import of_journey, of_persona
from affiche.pages.relations import Relations
from affiche.reading.advice import craft
from affiche.words import words
from tests.support.projects import TODAY, project

PETER = "---\nname: Peter\ngoals: [Snel klaar]\nchannels: [phone, {channel: email, use: 0}]\n---\n"
STOP = "{name: Balie, channel: phone}"
BASE = "title: Reis\npersona: peter\n"


def phases(*rows: str) -> str:
    return BASE + "phases:\n" + "".join(f"  - {{{row}}}\n" for row in rows)


def found(journey: str, persona: str = PETER, site: str = "") -> dict[str, list[str]]:
    """Rule of this room → what is said, with the line."""
    files = {"personas/peter.md": persona, "journeys/reis.yaml": journey, "site.yaml": site}
    loaded = content.load(project(files) / "content", TODAY)
    assert not [p for p in loaded.problems if p.kind == "error"], loaded.problems
    own = {*craft.RULES, "only-demographics", "channel-unused", "department-phase"}
    told: dict[str, list[str]] = {}
    for problem in loaded.problems:
        if problem.rule in own:
            said = words("nl").say(problem.what, **problem.values)
            told.setdefault(problem.rule, []).append(f"{problem.place.line}: {said}")
            assert problem.kind == "advice" and problem.hint
    return told


GOOD = phases(
    f"id: buy, goal: Kopen, emotion: -1, touchpoints: [{STOP}]",
    f"id: use, goal: Wonen, emotion: 1, touchpoints: [{STOP}]",
)


def test_a_good_journey_is_left_in_peace() -> None:
    assert found(GOOD) == {}


FOUR = [f"name: F{n}, emotional: {{need: '*Rust*!'}}, touchpoints: [{STOP}]" for n in range(4)]
CASES = {
    "empty-phase": (
        phases(f"name: A, touchpoints: [{STOP}]", "name: B, goal: X", "name: C"),
        ["5: er staat geen touchpoint in: B, C"],
    ),
    "only-own-lanes": (
        GOOD + "lanes: [{id: wet, label: Wet}]\n",
        ["6: deze klantreis toont alleen eigen banen: de curve en al het andere blijft weg"],
    ),
    "same-wish": (phases(*FOUR), ["4: `*Rust*!` is de wens in 4 fasen"]),
    "only-pleasant": (
        phases(*(f"name: F{n}, emotion: 1, touchpoints: [{STOP}]" for n in range(3))),
        ["1: elk gevoel in deze klantreis is prettig"],
    ),
    "nothing-after": (
        phases(f"id: orientation, touchpoints: [{STOP}]", f"id: buy, touchpoints: [{STOP}]"),
        ["5: wat er na de verkoop komt wordt niet verteld"],
    ),
    "misery-open": (
        phases("name: A, touchpoints: [{name: X, channel: phone, moment: misery}]"),
        ["4: een moment van ellende, en er is niets tegen bedacht"],
    ),
    "magic-untold": (
        phases("name: A, touchpoints: [{name: X, channel: phone, moment: magic, expectation: Y}]"),
        ["4: een magisch moment, zonder wat verwacht werd en wat er kwam"],
    ),
    "all-assumed": (
        "evidence: gemengd\n"
        + phases(
            *(
                f"name: F{n}, emotion: {{score: {n - 1}, evidence: aanname}}, touchpoints: [{STOP}]"
                for n in range(3)
            )
        ),
        ["1: hier staat `gemengd`, en elk gevoel erin is aangenomen"],
    ),
    "final-unfounded": (
        "status: definitief\nconclusion: Zo\nowner: Wij\nreview_by: 2030-01-01\n" + GOOD,
        ["1: dit is definitief, en niemand zegt waar het op rust"],
    ),
    "many-phases": (
        phases(*(f"name: Stap {n}, touchpoints: [{STOP}]" for n in range(14))),
        ["4: deze klantreis heeft 14 fasen; haar kaart komt in delen"],
    ),
    "channel-unused": (
        phases("name: A, touchpoints: [{name: X, channel: email}, {name: Y, channel: app}]"),
        ["4: Peter: gebruikt volgens de eigen pagina geen E-mail, App"],
    ),
    "department-phase": (
        phases(f"name: Klantenservice, touchpoints: [{STOP}]"),
        ["4: de fase `Klantenservice` heet naar een afdeling"],
    ),
}


@pytest.mark.parametrize("rule", CASES)
def test_each_mistake_is_told_with_its_place(rule: str) -> None:
    journey, said = CASES[rule]
    assert found(journey) == {rule: said}


def test_one_more_sign_of_life_and_the_advice_is_gone() -> None:
    """Controls: three phases with one wish, an opportunity against misery, a neutral feeling."""
    assert found(phases(*FOUR[:3])) == {}
    against = "[{name: X, channel: phone, moment: misery, opportunities: [{title: Bel terug}]}]"
    assert found(phases(f"name: A, touchpoints: {against}")) == {}
    mixed = [f"name: F{n}, emotion: {n}, touchpoints: [{STOP}]" for n in range(3)]
    assert found(phases(*mixed)) == {}
    assert found(phases(f"id: service, touchpoints: [{STOP}]"), site="departments: [Service]") == {}


def test_a_persona_of_demographics_alone() -> None:
    bare = "---\nname: Peter\nage: 47\nlocation: Rhoon\n---\nWoont in een rijtjeshuis.\n"
    assert found(GOOD, bare) == {
        "only-demographics": ["3: dit zegt wie de persona is, en niet wat haar of hem beweegt"]
    }
    assert found(GOOD, bare.replace("age: 47", "age: 47\npains: [Wachten]")) == {}


def test_a_document_switches_a_rule_off_with_its_reason() -> None:
    journey, _ = CASES["misery-open"]
    off = "quality: {off: {misery-open: Wij wachten op *de leverancier*}}\n"
    assert found(off + journey) == {}
    files = {"personas/peter.md": PETER, "journeys/reis.yaml": off + journey}
    site = content.load(project(files) / "content", TODAY).site
    assert site is not None
    related = Relations(site, words("nl"), TODAY)
    (page,) = quality.pages(related, ())
    (one,) = page.data["off"]
    assert (one.rule, one.why) == ("misery-open", "Wij wachten op *de leverancier*")
    assert one.what and one.about.path == "journeys/reis/index.html"
    wrong = content.load(project({"journeys/r.yaml": off.replace("open", "opn") + journey,
                                  "personas/peter.md": PETER}) / "content", TODAY)  # fmt: skip
    assert [p.rule for p in wrong.problems if p.kind == "error"] == ["unknown-rule"]


def test_answers_that_are_newer_than_the_curve_they_contradict() -> None:
    files = {"personas/peter.md": PETER, "journeys/reis.yaml": GOOD.replace(
        STOP, "{name: Balie, channel: phone, emotion: 2}", 1)}  # fmt: skip
    loaded = content.load(project(files) / "content", TODAY)
    site = loaded.site
    assert site is not None
    rows = tuple(
        Answer(date(2026, 5, day), 1.0, (1.0, 5.0), Spot(touchpoint="Balie", phase="buy"))
        for day in range(1, 7)
    )
    answered = Measurements({MeasureKind.SATISFACTION: rows})
    path = site.journeys["reis"].path

    def told(changed: dict[str, date]) -> list[Problem]:
        return [*advice.stale(site.journeys, loaded.journeys, answered, changed)]

    (one,) = told({path: date(2026, 5, 5)})
    assert one.rule == "stale-curve"
    line = files["journeys/reis.yaml"].splitlines()[one.place.line - 1]
    assert "{name: Balie" in line
    assert line[one.place.column - 1 :].startswith("2}")  # at the feeling itself
    assert told({path: date(2026, 5, 6)}) == []
    assert told({}) == []


def test_the_meter_says_what_is_next() -> None:
    files = {"personas/peter.md": PETER, "journeys/reis.yaml": GOOD}
    site = content.load(project(files) / "content", TODAY).site
    assert site is not None
    meter = of_journey(site.journeys["reis"], words("nl"))
    assert (meter.done, meter.total, meter.percent) == (3, 14, 21)
    assert meter.next.startswith("Wat wil de klant uiteindelijk?")
    assert len(meter.then) == 10
    assert of_persona(site.personas["peter"], words("en")).next == "Tell in a few lines who this is"

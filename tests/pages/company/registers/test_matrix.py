"""Journeys of several personas in; the register by phase and persona, and by channel, out."""

from __future__ import annotations

from affiche import content
from affiche.pages import plan_pages
from affiche.pages.company.registers import matrix
from affiche.pages.journey.map.feelings import series
from affiche.pages.journey.map.lanes import journey_map
from affiche.pages.relations import Relations
from affiche.words import words
from tests.support.projects import TODAY, project
from tests.support.sheets import site_of

NL = words("nl")
FILES: dict[str, str | bytes] = {
    "personas/peter.md": "---\nname: Peter de Vries\nchannels: [{channel: phone, use: 5}]\n---\n",
    "personas/ina.md": "---\nname: Ina Smit\nchannels: [{channel: phone, use: 2}, app]\n---\n",
    "touchpoints.yaml": "lijn: {name: Servicelijn, channel: phone}\nfax: {name: Fax}\n",
    "journeys/samen.yaml": """
title: Samen
personas: [peter, ina]
phases:
  - id: buy
    touchpoints:
      - ref: lijn
        emotion: 0.5
        emotions: {ina: {score: -1, feeling: moe, evidence: gemeten, n: 12}}
  - id: use
    touchpoints: [{name: Bedankje, emotion: 2}]
""",
    "journeys/alleen.yaml": """
title: Alleen
persona: peter
state: to-be
phases:
  - {id: orientation, touchpoints: [{ref: lijn}]}
  - {id: buy, goal: Kopen}
""",
}


def related() -> Relations:
    return Relations(site_of(FILES), NL, TODAY)


def test_what_each_persona_feels_stands_in_its_phase() -> None:
    site = related()
    made = matrix.matrix(site, site.touchpoints())
    assert made.phases == ("Oriëntatie", "Aankoop", "Gebruik")
    said = {
        row.card.name: [
            [(m.who, m.state, m.feeling and m.feeling.score) for m in cell] for cell in row.cells
        ]
        for row in made.rows
    }
    assert said == {
        "Servicelijn": [
            [("Peter", "Straks", None)],
            [("Peter", "", "+0,5"), ("Ina", "", "−1")],
            [],
        ],
        "Fax": [[], [], []],
        "Bedankje": [[], [], [("Peter", "", "+2"), ("Ina", "", "+2")]],
    }
    ina = made.rows[0].cells[1][1]
    assert (
        ina.feeling is not None and ina.feeling.n == 12 and str(ina.feeling.evidence) == "measured"
    )
    assert ina.path == "journeys/samen/index.html#touchpoint-1"
    assert [row.card.name for row in made.rows if not row.used] == ["Fax"]


def test_the_register_shows_what_each_persona_feels() -> None:
    cards = {card.name: card for card in related().touchpoints()}
    assert [one.score for one in cards["Servicelijn"].feelings] == ["+0,5", "−1"]
    assert [one.score for one in cards["Bedankje"].feelings] == ["+2"]


def test_by_channel_it_is_said_who_uses_it_and_what_lies_on_it() -> None:
    site = related()
    phone, app = matrix.by_channel(site, site.touchpoints())
    assert (phone.channel, [card.name for card in phone.cards]) == ("phone", ["Servicelijn"])
    assert [(card.short, use) for card, use in phone.users] == [("Peter", 5.0), ("Ina", 2.0)]
    assert (app.channel, app.cards, [card.short for card, _ in app.users]) == ("app", (), ["Ina"])


def test_each_persona_has_a_line_of_its_own() -> None:
    found = site_of(FILES)
    made = journey_map(found.journeys["samen"], found, NL)
    assert [(one.name, [f.value for f in one.feelings]) for one in made.courses] == [
        ("Peter", [0.5, 2.0]),
        ("Ina", [-1.0, 2.0]),
    ]
    assert [one.name for one in series(made.courses, 2, 100, False)] == ["Peter", "Ina"]
    assert made.stops[0].felt[1][1].word == "moe"


def test_whose_feeling_is_told_makes_the_journey() -> None:
    wrong = str(FILES["journeys/samen.yaml"]).replace("emotions: {ina:", "emotions: {peterr:")
    loaded = content.load(project(FILES | {"journeys/samen.yaml": wrong}) / "content", TODAY)
    (one,) = [p for p in loaded.problems if p.kind == "error"]
    assert (one.rule, one.place.line, one.values["guess"]) == ("unknown-traveller", 9, "peter")


def test_feelings_of_each_persona_stay_inside() -> None:
    """They are keyed by persona, and an agency may know only some of them."""
    from affiche.pages.visible import for_agency

    site = site_of(FILES)
    seen = for_agency(site.journeys["samen"])
    assert seen.phases[0].touchpoints[0].emotions == {}
    assert seen.phases[0].touchpoints[0].emotion is not None
    assert plan_pages(site, NL, (), (), {}, TODAY)


def test_thirty_phases_stand_in_parts_that_a_screen_holds() -> None:
    steps = "".join(
        f"  - {{name: Stap {n}, touchpoints: [{{ref: lijn}}, {{name: Punt {n}, emotion: 1}}]}}\n"
        for n in range(1, 31)
    )
    files = {**FILES, "journeys/lang.yaml": f"title: Lang\npersona: peter\nphases:\n{steps}"}
    site = Relations(site_of(files), NL, TODAY)
    made = matrix.matrix(site, site.touchpoints())
    blocks = made.blocks
    assert [phase for block in blocks for phase in block.phases] == list(made.phases)
    assert {len(block.phases) for block in blocks} <= {5, 6}
    assert all(any(row.cells) for block in blocks for row in block.rows)
    assert len(blocks[0].rows) < 12
    (short,) = matrix.matrix(related(), related().touchpoints()).blocks
    assert [row.card.name for row in short.rows] == ["Servicelijn", "Bedankje"]

"""Small journeys in; the whole data of their maps and pages out."""

from __future__ import annotations

from affiche.model import Journey, Moment, Phase, Site
from affiche.pages.journey import compare as journey_compare
from affiche.pages.journey import page as journeys
from affiche.pages.journey.heads import crumbs, journey_card, states, summary
from affiche.pages.journey.map import Feeling, Item, JourneyMap, OpportunityItem, Stop
from affiche.pages.journey.map.feelings import label
from affiche.pages.journey.map.lanes import journey_map
from affiche.pages.persona import poster as posters
from affiche.words import words
from tests.support.sheets import site_of

NL = words("nl")
PETER = "---\nname: Peter de Vries\n---\nPeter vervangt ketels.\n"
INA = "---\nname: Ina Smit\n---\nIna koopt in.\n"
BOILER = """
title: Ik vervang de ketel
persona: peter
conclusion: Wie belt, wint.
state: as-is
evidence: aanname
phases:
  - id: awareness
    goal: Een naam horen
    functional: {summary: Vraagt rond, requirements: [Een nummer op de bus]}
    emotional: {summary: Nieuwsgierig, need: Vertrouwen}
    touchpoints:
      - {ref: bus, emotion: 0.1, effort: 2}
      - name: Collega
        channel: word_of_mouth
        thought: Jan kletst niet
        quote: Ze bellen terug.
        emotion: {score: 0.85, feeling: hoopvol, evidence: gemeten, n: 14}
        effort: 3
        opportunities: [verhalen]
  - name: Afhalen
    touchpoints:
      - name: Offerte
        emotion: {score: -1.5, feeling: boos, evidence: gemeten}
        moment: truth
        pains: [{text: Te laat, evidence: gemeten, n: 12}, {text: Marge, visibility: secret}]
        opportunities: [{title: Knop op de telefoon, kind: magic}, verhalen]
        owner: Verkoop
"""
FILES: dict[str, str | bytes] = {
    "personas/peter.md": PETER,
    "journeys/ketel.yaml": BOILER,
    "touchpoints.yaml": "bus: {name: Bedrijfsbus, channel: bedrijfsbus, owner: Logistiek}\n",
    "opportunities.yaml": "verhalen: {title: Klantverhalen, kind: optimise, ticket: VDT-9}\n",
    "site.yaml": "channels: {bedrijfsbus: {name: Bedrijfsbus, icon: truck}}\n",
}


def site(**more: str) -> Site:
    """The boiler journey, and more journeys by name."""
    return site_of(FILES | {f"journeys/{name}.yaml": text for name, text in more.items()})


def mapped(text: str = BOILER, **files: str) -> JourneyMap:
    found = site_of(FILES | {"journeys/ketel.yaml": text} | files)
    return journey_map(found.journeys["ketel"], found, NL)


def shown(item: Item | OpportunityItem | Stop) -> str:
    match item:
        case Stop():
            return item.name
        case OpportunityItem():
            return f"{item.number} {item.title}"
        case Item():
            return f"{item.role or 'text'}: {item.label}{item.text}"


def cells(found: JourneyMap) -> dict[str, list[list[str]]]:
    """lane → what stands in its cells, column by column."""
    return {one.id: [[shown(item) for item in cell] for cell in one.cells] for one in found.lanes}


def test_every_lane_with_content_stands_in_order_with_a_cell_a_phase() -> None:
    found = mapped()
    assert [column.name for column in found.columns] == ["Bewustwording", "Afhalen"]
    assert [(lane.id, lane.label) for lane in found.lanes][:5] == [
        ("goal", "Wat Peter wil"),
        ("functional", "Wat Peter doet"),
        ("touchpoints", "Touchpoints"),
        ("thoughts", "Wat Peter denkt"),
        ("curve", "Hoe voelt Peter zich?"),
    ]
    assert cells(found) == {
        "goal": [["text: Een naam horen"], []],
        "functional": [["text: Vraagt rond", "requirement: Een nummer op de bus"], []],
        "touchpoints": [["Bedrijfsbus", "Collega"], ["Offerte"]],
        "thoughts": [["text: Jan kletst niet"], []],
        "curve": [],
        "emotional": [["text: Nieuwsgierig", "need: Vertrouwen"], []],
        "quotes": [["text: Ze bellen terug."], []],
        "pains": [[], ["text: Te laat"]],
        "opportunities": [["1 Klantverhalen"], ["1 Klantverhalen", "2 Knop op de telefoon"]],
        "measures": [["measure: Moeite2,5"], []],
        "owner": [["text: Logistiek"], ["text: Verkoop"]],
    }


def test_numbers_of_the_whole_journey() -> None:
    found = mapped()
    assert (len(found.stops), found.effort, found.effort_n) == (3, 2.5, 2)
    assert found.moments == {Moment.TRUTH: 1}
    assert found.channels == ("bedrijfsbus", "word_of_mouth")


def test_feelings_stand_at_their_place_with_a_word_a_number_and_what_they_rest_on() -> None:
    felt = mapped().feelings
    assert [(f.column, f.at, label(f), f.measured, f.mood, f.moment) for f in felt] == [
        (0, 0.25, "Bedrijfsbus\u00a0+0,1", False, "neutral", None),
        (0, 0.75, "hoopvol\u00a0+0,85", True, "positive", None),
        (1, 0.5, "boos\u00a0−1,5", True, "negative", Moment.TRUTH),
    ]


def test_a_phase_tells_what_is_felt_when_its_touchpoints_do_not_and_else_leaves_a_gap() -> None:
    text = """
    title: Drie fasen
    phases:
      - {name: Eerst, emotion: {score: 1, feeling: blij}, touchpoints: [Website, Winkel]}
      - {name: Dan, touchpoints: [Telefoon]}
      - {name: Daarna, emotion: -2}
    """
    felt = mapped(text).feelings
    assert [(f.column, f.at, f.value, label(f) if f.value else "") for f in felt] == [
        (0, 0.5, 1.0, "blij\u00a0+1"),
        (1, 0.5, None, ""),
        (2, 0.5, -2.0, "−2"),
    ]


def test_a_journey_without_feelings_touchpoints_or_anything_has_no_such_lanes() -> None:
    assert cells(mapped("title: Kaal\nphases: [Eerst, Dan]\n")) == {}
    goals = mapped("title: Doel\nphases: [{name: Eerst, goal: Iets}]\n")
    assert cells(goals) == {"goal": [["text: Iets"]]}
    assert goals.courses == ()


def test_right_to_left_words_keep_their_number_apart() -> None:
    felt = Feeling(0, 0.5, 1.0, word="فخور", score="+1")
    assert label(felt) == "فخور\u00a0\u200e+1\u200e"


def test_lanes_that_a_journey_names_stand_in_its_order_and_no_others() -> None:
    text = BOILER.replace(
        "phases:",
        "lanes: [opportunities, {id: papier, label: Papierspoor}, goal,"
        " {id: geheim, visibility: secret}, gains]\nphases:",
        1,
    ).replace(
        "    goal: Een naam horen",
        "    goal: Een naam horen\n    lanes: {papier: '**Visitekaart**', geheim: Marge}",
    )
    found = mapped(text)
    assert [(lane.id, lane.label) for lane in found.lanes] == [
        ("opportunities", "Kansen"),
        ("papier", "Papierspoor"),
        ("goal", "Wat Peter wil"),
    ]


def test_nothing_secret_is_in_the_data_of_pages_and_sheets() -> None:
    whole = site()
    text = repr([page.data for page in journeys.pages(whole, NL, (), {})])
    text += repr([sheet.data for sheet in journeys.sheets(whole, NL)])
    assert "Te laat" in text and "Klantverhalen" in text
    assert "Marge" not in text and "VDT-9" not in text


def test_several_travellers_nobody_and_a_role_are_named_as_they_are() -> None:
    def named(persona: str, **files: str) -> list[str]:
        text = f"title: Reis\n{persona}\nphases: [{{name: Eerst, goal: Iets, emotion: 1}}]\n"
        return [lane.label for lane in mapped(text, **files).lanes]

    assert named("personas: [peter, ina]", **{"personas/ina.md": INA}) == [
        "Wat ze willen", "Hoe voelen ze zich?",
    ]  # fmt: skip
    assert named("") == ["Doel van de klant", "Hoe voelt de klant zich?"]
    role = "---\nname: De installateur\nkind: role\n---\nHij.\n"
    assert named("persona: rol", **{"personas/rol.md": role}) == named("")


def test_a_phase_is_called_what_the_company_calls_it() -> None:
    own = "phases: {proef: {name: Proefrit}}\n"
    text = "title: Reis\nphases: [{id: proef}, {id: buy, name: Tekenen}, {name: Aankoop}]\n"
    found = mapped(text, **{"site.yaml": own})
    assert [(c.name, c.subtitle) for c in found.columns] == [
        ("Proefrit", ""),
        ("Aankoop", "Tekenen"),
        ("Aankoop", ""),
    ]


def test_another_word_for_a_phase_stays_as_it_was_written() -> None:
    found = mapped("title: Reis\nphases: [{name: Kopen}, {id: use, name: Gebruiken}, Tekenen]\n")
    assert [(c.name, c.subtitle) for c in found.columns] == [
        ("Kopen", ""),
        ("Gebruiken", ""),
        ("Tekenen", ""),
    ]


def test_a_feeling_of_a_phase_does_not_repeat_its_name() -> None:
    """The name stands at the head of the column already."""
    text = (
        "title: Reis\nphases:\n"
        "  - {name: Kopen, emotion: -1, emotional: 'Onzeker, want het duurt'}\n"
        "  - {name: Wachten, emotion: 1, emotional: Een lange zin over wat hij voelt}\n"
        "  - {name: Krijgen, emotion: {score: 2, feeling: blij}}\n"
        "  - {name: Bouwen, emotion: 1, emotional: '😊 + \"Eindelijk\"'}\n"
    )
    assert [label(one) for one in mapped(text).feelings] == [
        "Onzeker\u00a0−1",
        "+1",
        "blij\u00a0+2",
        "+1",
    ]


LATER = """
title: Ik heb vandaag antwoord
persona: peter
state: to-be
compare_to: ketel
parent: ketel
phases:
  - {name: Afhalen, goal: Snel, touchpoints: [{name: Offerte, emotion: 1.5}]}
  - {name: Nazorg, emotion: 1}
"""


def test_two_states_are_felt_on_one_map_and_what_has_no_column_is_named() -> None:
    whole = site(straks=LATER)
    found = journey_map(whole.journeys["straks"], whole, NL)
    assert [(c.name, [f.value for f in c.feelings]) for c in found.courses] == [
        ("Straks", [1.5, 1.0]),
        ("Nu", [-1.5]),
    ]
    assert found.apart == ("Bewustwording",)


def test_a_pair_links_now_next_and_compare_from_both_sides() -> None:
    whole = site(straks=LATER)
    for name in ("ketel", "straks"):
        found = states(whole.journeys[name], whole, NL)
        assert [(one.label, one.path, one.here) for one in found] == [
            ("Nu", "journeys/ketel/index.html", name == "ketel"),
            ("Straks", "journeys/straks/index.html", name == "straks"),
            ("Vergelijk", "journeys/straks/compare/index.html", False),
        ]
    assert states(site().journeys["ketel"], site(), NL) == ()


def test_compared_lanes_stand_in_the_same_columns() -> None:
    whole = site(straks=LATER)
    straks, ketel = whole.journeys["straks"], whole.journeys["ketel"]
    page = journey_compare.page(straks, ketel, whole, NL)
    pairs = {pair.id: pair.lanes for pair in page.data["pairs"]}
    now, after = pairs["touchpoints"]
    assert [[stop.name for stop in cell] for cell in now.cells] == [["Offerte"], []]
    assert [[stop.name for stop in cell] for cell in after.cells] == [["Offerte"], []]
    assert pairs["goal"][0] is not None and pairs["pains"][1] is None


def test_crumbs_lead_to_the_journey_above() -> None:
    whole = site(straks=LATER)
    straks = whole.journeys["straks"]
    assert [link.label for link in crumbs(straks, whole, NL)] == [
        "Klantreizen", "Peter", "Ik vervang de ketel",
    ]  # fmt: skip


def test_a_circle_of_parents_ends() -> None:
    phases = (Phase(name="Eerst"),)
    first = Journey(id="a", path="a.yaml", title="A", parent="b", phases=phases)
    second = Journey(id="b", path="b.yaml", title="B", parent="a", phases=phases)
    whole = Site(journeys={"a": first, "b": second})
    assert [link.label for link in crumbs(first, whole, NL)] == ["Klantreizen", "B"]


def test_the_list_groups_by_who_travels_and_what_is_comes_before_what_will_be() -> None:
    files = FILES | {
        "personas/ina.md": INA,
        "journeys/aaa.yaml": LATER.replace("parent: ketel\n", ""),
        "journeys/samen.yaml": "title: Samen\npersonas: [ina, peter]\nphases: [Eerst]\n",
        "journeys/niemand.yaml": "title: Niemand\nphases: [Eerst]\n",
    }
    page = next(iter(journeys.pages(site_of(files), NL, (), {})))
    assert [
        ([card.short for card in group.people], [card.title for card, _ in group.journeys])
        for group in page.data["groups"]
    ] == [
        (["Peter"], ["Ik vervang de ketel", "Ik heb vandaag antwoord"]),
        (["Ina", "Peter"], ["Samen"]),
        ([], ["Niemand"]),
    ]


def test_a_card_says_what_the_curve_shows() -> None:
    whole = site()
    card = journey_card(whole.journeys["ketel"], whole, NL)
    assert (card.phases, card.touchpoints, card.spark is not None) == (2, 3, True)
    assert card.summary == (
        "Het gevoel op 3 plekken, van −1,5 (Offerte, boos) tot +0,85 (Collega, hoopvol)."
    )
    assert summary(mapped("title: Kaal\nphases: [Eerst]\n"), NL) == ""


def test_every_size_that_the_company_asks_for_is_a_sheet() -> None:
    whole = site_of(FILES | {"site.yaml": "posters: {journey: [a0, a3], maps: [combined]}\n"})
    assert [(s.path, s.width, s.height) for s in journeys.sheets(whole, NL)] == [
        ("journeys/ketel/ketel-map-a0.pdf", 1189, 841),
        ("journeys/ketel/ketel-map-a3.pdf", 420, 297),
        ("journeys/ketel/ketel-map-a0-feedback.pdf", 1189, 841),
    ]
    assert not {s.kind for s in journeys.sheets(whole, NL)} & {
        s.kind for s in posters.sheets(whole, NL)
    }


def test_a_journey_of_only_phases_is_printed_to_be_written_on() -> None:
    whole = site_of(FILES | {"journeys/ketel.yaml": "title: Kaal\nphases: [Eerst, Dan]\n"})
    found: JourneyMap = journeys.sheets(whole, NL)[0].data["map"]
    first = found.lanes[0]
    assert (first.label, first.kind, first.cells) == ("Doel van de klant", "blank", ((), ()))


def test_an_opportunity_has_the_same_number_in_every_journey() -> None:
    site = site_of({
        "opportunities.yaml": "eerst: {title: Eerst, impact: 5, effort: 1}\n"
        "later: {title: Later, impact: 1, effort: 5}\n",
        "personas/peter.md": PETER,
        "journeys/een.yaml": "title: Een\npersona: peter\n"
        "phases: [{name: A, opportunities: [later, {title: Los, impact: 3, effort: 3}, eerst]}]\n",
        "journeys/twee.yaml": "title: Twee\npersona: peter\n"
        "phases: [{name: A, opportunities: [later]}]\n",
    })  # fmt: skip
    found = {
        name: [(item.number, item.title) for item in journey_map(one, site, NL).opportunities]
        for name, one in site.journeys.items()
    }
    assert found == {"een": [(1, "Eerst"), (2, "Los"), (3, "Later")], "twee": [(3, "Later")]}

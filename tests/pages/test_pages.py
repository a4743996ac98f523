"""Small projects in; which pages there are, what each is told, and what none is told, out."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from affiche import content, pages
from affiche.errors import Kind, Place, Problem
from affiche.model import Persona, Site
from affiche.pages import cards, completeness
from affiche.pages.company import home
from affiche.pages.company.registers import opportunities
from affiche.pages.plan import Page, SheetFact
from affiche.pages.visible import for_agency, without_secrets
from affiche.words import words
from tests.support.plans import Plan, plan
from tests.support.projects import TODAY, project

NL = words("nl")

PETER = """\
---
name: Peter de Vries
priority: primary
status: second
---
Peter vervangt ketels.
"""
REIS = """\
title: Ik vervang een ketel
persona: peter
phases:
  - id: buy
    touchpoints:
      - {ref: balie, emotion: {score: 1.5, feeling: blij, evidence: measured, n: 12}}
      - {name: Op de stoep, opportunities: [{title: Een bankje, impact: 2, effort: 1}]}
    opportunities: [snel-bellen]
  - id: service
    touchpoints:
      - ref: balie
        moment: misery
        emotion: -1
        pains: [Een rij tot de deur]
        opportunities: [snel-bellen]
"""
BALIE = "balie: {name: Balie, channel: counter, owner: Receptie}\nkluis: {name: Kluis}\n"
KANSEN = """\
groot-plan: {title: Groot plan, impact: 5, effort: 5}
snel-bellen: {title: Snel bellen, impact: 5, effort: 2, status: doing, ticket: GEHEIM-1}
klaar: {title: Al gedaan, impact: 5, effort: 1, status: done}
"""
BRIEFING = """\
---
title: Bel eens
personas: [peter]
journeys: [reis]
phases: [buy]
deadline: 2026-12-01
budget: 85.000 geheime euro
---
Een idee.
"""
WHOLE = {
    "personas/peter.md": PETER,
    "personas/ina.md": "---\nname: Ina Smit\n---\n",
    "journeys/reis.yaml": REIS,
    "touchpoints.yaml": BALIE,
    "opportunities.yaml": KANSEN,
    "briefings/bel.md": BRIEFING,
}


def read(files: Mapping[str, str]) -> Site:
    loaded = content.load(project(files) / "content", TODAY)
    assert loaded.site, loaded.problems
    return loaded.site


def planned(
    files: Mapping[str, str], problems: tuple[Problem, ...] = (), **more: object
) -> tuple[Site, Plan]:
    site = read(files)
    facts = {sheet.path: SheetFact(400_000) for sheet in plan(site, NL, (), {}, TODAY).sheets}
    return site, plan(site, NL, problems, more.pop("facts", facts), TODAY, **more)  # type: ignore[arg-type]


def page(made: Plan, path: str) -> Page:
    return next(page for page in made.pages if page.path == path)


def test_one_persona_and_nothing_else_is_a_whole_site():
    site, made = planned({"personas/peter.md": PETER})
    assert [page.path for page in made.pages] == [
        "index.html",
        "personas/index.html",
        "personas/peter/index.html",
        "personas/peter/presentation/index.html",
        "personas/peter/presentation/speaker/index.html",
        "journeys/index.html",
        "print/index.html",
        "personas/peter/hand-over/index.html",
        "changes/index.html",
        "changes/personas/peter/index.html",
        "quality/index.html",
        "method/index.html",
        "method/journeys/index.html",
        "data/index.html",
        "kiosk/index.html",
        "embed/personas/peter.html",
        "rights/index.html",
        "style/index.html",
        "404.html",
    ]
    frame = pages.frame(site, NL, made.pages)
    assert [link.label for link in frame.menu] == ["Start", "Persona’s", "Drukwerk"]
    assert [link.path for link in frame.extras["foot"]] == [
        "changes/index.html",
        "method/index.html",
        "quality/index.html",
        "kiosk/index.html",
        "data/index.html",
        "rights/index.html",
        "style/index.html",
    ]
    assert (frame.company, frame.updated) == ("Onze klanten", "")


def test_each_thing_that_is_written_has_a_page_and_each_kind_an_entry_in_the_menu():
    site, made = planned(WHOLE)
    assert {page.path for page in made.pages} == {
        "index.html",
        "personas/index.html",
        "personas/peter/index.html",
        "personas/ina/index.html",
        "journeys/index.html",
        "journeys/reis/index.html",
        "touchpoints/index.html",
        "touchpoints/balie/index.html",
        "touchpoints/kluis/index.html",
        "opportunities/index.html",
        "opportunities/groot-plan/index.html",
        "opportunities/snel-bellen/index.html",
        "opportunities/klaar/index.html",
        "briefings/index.html",
        "briefings/bel/index.html",
        "print/index.html",
        "changes/index.html",
        "changes/personas/peter/index.html",
        "changes/personas/ina/index.html",
        "changes/journeys/reis/index.html",
        "quality/index.html",
        "rights/index.html",
        "style/index.html",
        "personas/peter/presentation/index.html",
        "personas/peter/presentation/speaker/index.html",
        "personas/ina/presentation/index.html",
        "personas/ina/presentation/speaker/index.html",
        "personas/peter/hand-over/index.html",
        "personas/ina/hand-over/index.html",
        "compare/index.html",
        "journeys/reis/table.html",
        "method/index.html",
        "method/journeys/index.html",
        "data/index.html",
        "kiosk/index.html",
        "embed/personas/peter.html",
        "embed/personas/ina.html",
        "embed/journeys/reis.html",
        "404.html",
    }
    menu = [link.path.split("/")[0] for link in pages.frame(site, NL, made.pages).menu]
    assert menu[1:] == [
        "personas",
        "journeys",
        "touchpoints",
        "opportunities",
        "briefings",
        "print",
    ]


def test_titles_and_paths_are_each_there_once():
    _, made = planned(WHOLE)
    titles = [page.title for page in made.pages if page.section != "embed"]
    paths = [page.path for page in made.pages]
    assert len(set(titles)) == len(titles)
    assert len(set(paths)) == len(paths)


def test_a_persona_page_knows_everything_that_mentions_them():
    _, made = planned(WHOLE)
    peter, ina = (page(made, f"personas/{name}/index.html").data for name in ("peter", "ina"))
    assert [card.title for card in peter["journeys"]] == ["Ik vervang een ketel"]
    assert [(card.name, card.path) for card in peter["touchpoints"]] == [
        ("Balie", "touchpoints/balie/index.html"),
        ("Op de stoep", None),
    ]
    assert [card.title for card in peter["opportunities"]] == ["Snel bellen", "Een bankje"]
    assert [card.title for card in peter["briefings"]] == ["Bel eens"]
    assert [sheet.paper for sheet in peter["sheets"] if sheet.kind == "persona"] == ["A2", "A3"]
    assert (peter["before"], peter["after"].label) == (None, "Ina Smit")
    assert not any((ina["journeys"], ina["touchpoints"], ina["opportunities"], ina["briefings"]))


def test_a_touchpoint_page_knows_where_it_is_passed_and_what_is_felt_there():
    _, made = planned(WHOLE)
    data = page(made, "touchpoints/balie/index.html").data
    assert [
        (passing.journey.title, passing.phase, passing.stop.feeling.score, passing.stop.moment)
        for passing in data["passings"]
    ] == [
        ("Ik vervang een ketel", "Aankoop", "+1,5", None),
        ("Ik vervang een ketel", "Service", "−1", "misery"),
    ]
    assert (data["lowest"], data["highest"]) == (-1, 1.5)
    assert [card.title for card in data["opportunities"]] == ["Snel bellen"]
    assert page(made, "touchpoints/kluis/index.html").data["passings"] == ()


def test_the_register_lists_what_is_in_it_and_then_what_lives_in_a_journey_only():
    _, made = planned(WHOLE)
    data = page(made, "touchpoints/index.html").data
    assert [card.name for card in data["registered"]] == ["Balie", "Kluis"]
    assert [(card.name, card.path) for card in data["loose"]] == [("Op de stoep", None)]
    assert [feeling.value for feeling in data["registered"][0].feelings] == [1.5, -1]


def test_what_lives_in_a_journey_only_is_ordered_as_numbers_count():
    steps = "touchpoints: [stap 10, Stap 9, stap 1]"
    files = {
        "personas/p.md": "# P\n",
        "journeys/j.yaml": f"title: J\nphases: [{{id: buy, {steps}}}]\n",
    }
    _, made = planned(files)
    loose = page(made, "touchpoints/index.html").data["loose"]
    assert [card.name for card in loose] == ["stap 1", "Stap 9", "stap 10"]


def test_opportunities_rank_by_impact_against_effort_and_what_is_done_comes_last():
    _, made = planned(WHOLE)
    data = page(made, "opportunities/index.html").data
    assert [(card.rank, card.title, card.path) for card in data["opportunities"]] == [
        (1, "Snel bellen", "opportunities/snel-bellen/index.html"),
        (2, "Een bankje", None),
        (3, "Groot plan", "opportunities/groot-plan/index.html"),
        (4, "Al gedaan", "opportunities/klaar/index.html"),
    ]
    assert {place: [card.rank for card in held] for place, held in data["matrix"].items()} == {
        (2, 1): [2],
        (5, 1): [4],
        (5, 2): [1],
        (5, 5): [3],
    }


def test_an_opportunity_knows_each_place_that_it_comes_from():
    _, made = planned(WHOLE)
    data = page(made, "opportunities/snel-bellen/index.html").data
    assert [
        (origin.phase, origin.stop.name if origin.stop else None, [p.text for p in origin.pains])
        for origin in data["origins"]
    ] == [("Aankoop", None, []), ("Service", "Balie", ["Een rij tot de deur"])]
    assert [card.short for card in data["personas"]] == ["Peter"]


def test_an_opportunity_without_an_estimate_is_not_in_the_matrix_and_ranks_last():
    _, made = planned(
        {
            "personas/peter.md": PETER,
            "opportunities.yaml": "a: {title: A}\nb: {title: B, impact: 1, effort: 5}\n",
        }
    )
    data = page(made, opportunities.RANKING).data
    assert [card.title for card in data["opportunities"]] == ["B", "A"]
    assert list(data["matrix"]) == [(1, 5)]


def test_a_briefing_page_holds_of_personas_only_what_may_leave_the_company():
    peter = """\
        ---
        name: Peter
        segment: A-klant
        owner: Marketing
        goals:
          - Groeien
          - {text: Alleen voor ons, visibility: internal}
        ---
        ## Hoe Peter kiest
        Snel.
        ## Onder ons
        Niet zeggen.
        """
    briefing = "---\ntitle: Bel eens\npersonas: [peter]\nsections: [Hoe Peter kiest]\n---\n"
    _, made = planned({"personas/peter.md": peter, "briefings/bel.md": briefing})
    data = page(made, "briefings/bel/index.html").data
    ((_, seen),) = data["personas"]
    assert [goal.text for goal in seen.goals] == ["Groeien"]
    assert (seen.segment, seen.owner, seen.sections) == (None, None, ())
    assert [(name, section.title) for name, section in data["sections"]] == [
        ("Peter", "Hoe Peter kiest")
    ]


def test_what_is_secret_is_in_no_page_and_no_sheet():
    secret = """\
        ---
        name: Peter
        value: {customers: 640 GEHEIM}
        notes_internal: GEHEIM
        goals: [{text: GEHEIM, visibility: secret}, Groeien]
        quotes: [{text: GEHEIM, visibility: secret}]
        photo:
          file: peter.svg
          kind: customer
          consent: {given: 2026-01-01, scope: [intranet, poster], proof: GEHEIM}
        ---
        """
    files = WHOLE | {
        "personas/peter.md": secret,
        "images/peter.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>',
    }
    site, made = planned(files)
    assert "GEHEIM" in repr(site)
    assert "geheime euro" in repr(site)
    assert "GEHEIM" not in repr((made.pages, made.sheets))
    assert "geheime euro" not in repr((made.pages, made.sheets))
    assert "Groeien" in repr(page(made, "personas/peter/index.html").data)


def test_a_photo_whose_consent_ended_stands_on_no_page():
    consent = "{{given: 2025-01-01, scope: [intranet, poster], expires: {day}}}"
    photo = f"photo: {{{{file: p.svg, kind: customer, consent: {consent}}}}}"
    picture = {"images/p.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'}
    faces = []
    for day in ("2026-11-23", "2026-11-22"):
        persona = f"---\nname: Peter\n{photo.format(day=day)}\n---\n"
        _, made = planned({"personas/peter.md": persona, **picture})
        faces.append(page(made, "personas/peter/index.html").data["card"].portrait.file)
    assert faces == ["p.svg", None]


def test_secrets_go_and_the_rest_stays_the_same_object():
    site = read({"personas/peter.md": PETER})
    assert without_secrets(site).personas["peter"] is site.personas["peter"]


def test_a_text_may_be_more_open_than_its_field_and_more_closed():
    persona = Persona.model_validate(
        {
            "name": "Peter",
            "goals": [{"text": "intern", "visibility": "internal"}, "open"],
            "evidence": {
                "level": "measured",
                "sources": [{"text": "open", "visibility": "agency"}, "intern"],
            },
        }
    )
    seen = for_agency(persona)
    assert [goal.text for goal in seen.goals] == ["open"]
    assert seen.evidence.level is None


# ---- sheets on pages


def test_pages_offer_only_sheets_that_were_made_unless_a_server_waits_for_them():
    files = {"personas/peter.md": PETER}
    _, without = planned(files, facts={})
    assert page(without, "personas/peter/index.html").data["sheets"] == ()
    assert page(without, "index.html").data["poster"] is None
    assert page(without, "print/index.html").data["count"] == 0
    own = [s for s in without.sheets if s.kind == "persona" and s.owner == "peter"]
    assert {s.path for s in own} >= {f"personas/peter/peter-poster-{p}.pdf" for p in ("a2", "a3")}
    _, waiting = planned(files, facts={}, waiting=True)
    assert waiting.sheets == without.sheets
    offered = page(waiting, "personas/peter/index.html").data["sheets"]
    assert [(sheet.paper, sheet.size) for sheet in offered][:2] == [("A2", None), ("A3", None)]
    assert {sheet.path for sheet in offered} <= {sheet.path for sheet in without.sheets}


def test_the_print_page_says_of_each_sheet_how_large_it_is_and_what_stayed_off():
    path = "personas/peter/peter-poster-a2.pdf"
    _, made = planned({"personas/peter.md": PETER}, facts={path: SheetFact(412_000, ("Merken",))})
    ((face, (stack,)),) = page(made, "print/index.html").data["posters"]
    (sheet,) = stack.sheets
    assert (stack.label, stack.hash) == ("Poster", sheet.hash)
    assert (face.name, sheet.path, sheet.size, sheet.left_off) == (
        "Peter de Vries",
        path,
        412_000,
        ("Merken",),
    )


# ---- home


def test_the_question_is_about_the_first_primary_persona():
    files = {"personas/ina.md": "---\nname: Ina Smit\n---\n", "personas/peter.md": PETER}
    _, made = planned(files)
    assert page(made, "index.html").data["primary"].short == "Peter"


def test_the_question_is_never_about_an_archived_persona_while_there_is_another():
    files = {
        "personas/ina.md": "---\nname: Ina\npriority: anti\n---\n",
        "personas/peter.md": "---\nname: Peter\npriority: primary\nstatus: archived\n---\n",
    }
    _, made = planned(files)
    data = page(made, "index.html").data
    assert (data["primary"].short, [card.short for card in data["personas"]]) == ("Ina", ["Ina"])
    gallery = page(made, "personas/index.html").data
    assert [card.short for card in gallery["archived"]] == ["Peter"]


def test_without_any_persona_there_is_still_a_home_page():
    made = plan(Site(), NL, (), {}, TODAY)
    assert page(made, "index.html").data["primary"] is None


def test_what_is_going_on_comes_from_the_content_alone():
    overdue = PETER.replace(
        "status: second", "status: second\nowner: Marketing\nreview_by: 2026-11-01"
    )
    warning = Problem(Kind.WARNING, "rule", Place("content/personas/peter.md"), "what")
    _, made = planned(WHOLE | {"personas/peter.md": overdue}, (warning,))
    news = page(made, "index.html").data["news"]
    assert [(item.what, item.more, [link.path for link in item.links]) for item in news] == [
        (
            "Peter de Vries had al herzien moeten zijn",
            "Voor 1 november 2026, Marketing",
            ["personas/peter/index.html"],
        ),
        (
            "De briefing Bel eens staat uit",
            "deadline 1 december 2026",
            ["briefings/bel/index.html"],
        ),
        ("Aan één kans wordt gewerkt", "", ["opportunities/snel-bellen/index.html"]),
        ("Eén kans is klaar", "", ["opportunities/klaar/index.html"]),
        ("Eén waarschuwing over de inhoud", "", ["quality/index.html"]),
    ]


def test_a_site_in_which_nothing_is_going_on_says_nothing():
    _, made = planned({"personas/peter.md": PETER})
    assert page(made, home.HOME).data["news"] == ()


# ---- quality


def test_the_quality_page_groups_by_kind_and_says_each_in_the_language_of_the_site():
    problems = (
        Problem(
            Kind.ADVICE,
            "no-owner",
            Place("content/personas/peter.md", 4),
            "nobody is responsible for this",
        ),
        Problem(
            Kind.WARNING,
            "own",
            Place("content/touchpoints.yaml", 2),
            "{n} left",
            "Do {it}",
            {"n": 3, "it": "that"},
        ),
    )
    _, made = planned(WHOLE, problems)
    groups = dict(page(made, "quality/index.html").data["groups"])
    assert [
        (one.path, one.line, one.what, one.hint, one.about) for one in groups[Kind.WARNING]
    ] == [("content/touchpoints.yaml", 2, "3 left", "Do that", None)]
    (advice,) = groups[Kind.ADVICE]
    assert advice.about.path == "personas/peter/index.html"
    assert advice.what == NL.gettext("nobody is responsible for this")
    assert groups[Kind.ERROR] == ()


# ---- names and faces


@pytest.mark.parametrize(
    ("name", "kind", "short", "letters"),
    [
        ("Peter de Vries", "person", "Peter", "PV"),
        ("Fatima El Amrani", "person", "Fatima", "FA"),
        ("Ashleigh, severely sight impaired", "person", "Ashleigh", "A"),
        ("De installateur", "role", "De installateur", "I"),
        ("عائشة بنت محمد", "person", "عائشة", "ع"),
        ("李雷", "person", "李雷", "李"),
        ("42", "group", "42", "4"),
        ('"College Student"', "person", "College Student", "CS"),
        ('The "Efficient Planner"', "person", "The Efficient Planner", "EP"),
        ("Family Member (Browser)", "person", "Family Member", "FM"),
        ("Erik Lindqvist — Forest Owner", "person", "Erik", "EL"),
        ("Marcus, 44 — the optimiser", "person", "Marcus", "M"),
        ("Mobiele gebruiker", "person", "Mobiele gebruiker", "M"),
        ("Dave the Developer", "person", "Dave", "DD"),
        ("2.1 Ana Costa:", "person", "Ana", "AC"),
        ("Persona #1: Jack", "person", "Jack", "J"),
        ("פרסונה ב׳: הרב לוין", "person", "הרב", "ה"),
        ("페르소나 1: 민지", "person", "민지", "민"),
        ("Profile 1", "person", "Profile 1", "P"),
        ("Dr. Uwe Fürst", "person", "Dr. Uwe Fürst", "DF"),
        ("Mevrouw Jansen", "person", "Mevrouw Jansen", "MJ"),
    ],
)
def test_how_colleagues_call_a_persona_and_the_letters_of_a_missing_face(
    name: str, kind: str, short: str, letters: str
):
    persona = Persona.model_validate({"name": name, "kind": kind})
    assert (cards.short_name(persona), cards.initials(name)) == (short, letters)


def test_every_persona_has_the_same_ground_everywhere():
    _, made = planned(WHOLE)
    gallery = {c.id: c.portrait.ground for c in page(made, "personas/index.html").data["current"]}
    own = {n: page(made, f"personas/{n}/index.html").data["card"].portrait.ground for n in gallery}
    assert gallery == own == {"peter": 0, "ina": 1}


def test_a_persona_is_complete_when_everything_that_counts_is_written():
    assert completeness.percent(Persona(name="Peter")) == 0
    half = Persona.model_validate({"name": "P", "quotes": ["Ja"], "biography": "Kort."})
    assert completeness.percent(half) == round(100 * 2 / len(completeness.PERSONA))

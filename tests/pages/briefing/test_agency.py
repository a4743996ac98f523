"""The projection: what an agency may see of a site, and nothing else."""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest

from affiche import content
from affiche.model import Site
from affiche.model.text import Document
from affiche.pages.briefing import agency, cleaned
from affiche.pages.briefing import pack as briefing_pack
from affiche.words import words
from tests.support.projects import project

TODAY = date(2026, 11, 22)
NL = words("nl")
FILES = {
    "site.yaml": """\
        name: Van Dijk
        tagline: Alleen voor ons
        url: https://intranet.vandijk.example/klanten/
        edit_url: https://git.vandijk.example/edit/{path}
        departments: [Inkoop]
        channels: {bus: Bedrijfsbus, fax: Faxapparaat}
        phases: {kijken: Rondkijken, wachten: Afwachten}
        """,
    "personas/anna.md": """\
        ---
        name: Anna Visser
        segment: Goudklant
        owner: Marketing
        status: concept
        notes_internal: Nooit bellen
        value: {customers: 4711}
        goals:
          - Rust
          - {text: Stiekem plan, visibility: internal}
          - {text: Meten, evidence: gemeten, source: Geheim onderzoek, n: 99}
        channels: [{channel: bus, use: 3}]
        photo:
          file: fotos/anna-intern-88.svg
          kind: illustratie
          credit: Ontwerper
        ---
        Anna woont op een boot. <!-- te duur --> Zie [haar bus](../personas/bram.md) en
        [de cijfers](https://intranet.vandijk.example/klanten/cijfers).

        [//]: # (dit leest niemand)

        ## Hoe Anna kiest

        ![De kade](../images/kade-geheim.svg)

        ## Wat we niet zeggen

        Zij is lastig.
        """,
    "personas/bram.md": "---\nname: Bram\n---\nIemand anders.\n",
    "images/fotos/anna-intern-88.svg": "<svg xmlns='http://www.w3.org/2000/svg' "
    "viewBox='0 0 10 10'><path d='M0 0h9v9z'/></svg>",
    "images/kade-geheim.svg": "<svg xmlns='http://www.w3.org/2000/svg' "
    "viewBox='0 0 10 10'><path d='M0 0h8v8z'/></svg>",
    "touchpoints.yaml": "loket:\n  {name: Loket, channel: counter, owner: Balie, "
    "description: Alleen intern}\n",
    "opportunities.yaml": "sneller:\n  {title: Sneller zijn, ticket: VDT-1}\n",
    "journeys/boot.yaml": """\
        title: De boot kopen
        persona: anna
        owner: Verkoop
        lanes:
          - {id: weer, label: Het weer, visibility: agency}
          - {id: marge, label: De marge}
        phases:
          - id: kijken
            goal: Vinden
            response: Wij wachten
            lanes: {weer: Zonnig, marge: Veertig procent}
            touchpoints:
              - ref: loket
                action: Vraagt de prijs
                emotion: {score: 1, feeling: blij}
                owner: Jan
                backstage:
                  - Zoekt in de kast
                  - {text: Mag gezegd, visibility: agency}
                opportunities: [sneller]
          - id: wachten
            goal: Overleven
          - name: Varen
            goal: Genieten
        """,
    "journeys/ander.yaml": "title: Iets anders\nphases: [{name: Een}]\n",
    "briefings/zomer.md": """\
        ---
        title: Zomer op het water
        agency: Bureau Kade
        personas: [anna]
        journeys: [boot]
        phases: [kijken, Varen]
        sections: [Hoe Anna kiest]
        deadline: 2027-01-22
        budget: achttien mille
        notes_internal: Ze zijn te duur
        ---
        Lees [ons plan](https://voorbeeld.example/plan) en [dit](http://wiki/pagina).
        """,
    "briefings/winter.md": "---\ntitle: Winter\nagency: Bureau IJs\n---\nVan een ander.\n",
}


def loaded(files: dict[str, str] = FILES, **changes: str) -> Site:
    root = project({**files, **changes})
    found = content.load(root / "content", TODAY)
    assert found.site is not None, [(p.rule, p.values) for p in found.problems if p.kind == "error"]
    return found.site


def said(value: Any) -> set[str]:
    """Every text in frozen data, in models and in mappings."""
    if isinstance(value, str):
        return {str(value)}
    if isinstance(value, dict):
        return {text for key, item in value.items() for text in (*said(key), *said(item))}
    if isinstance(value, tuple | list):
        return {text for item in value for text in said(item)}
    if isinstance(value, Document):
        return said({name: getattr(value, name) for name in type(value).model_fields})
    if is_dataclass(value):
        return said([getattr(value, field.name) for field in fields(value)])
    return set()


@pytest.fixture(scope="module")
def seen() -> agency.Projection:
    return agency.project(loaded(), "zomer", TODAY)


HIDDEN = (
    "Alleen voor ons", "intranet.vandijk", "git.vandijk", "Inkoop", "Faxapparaat", "Afwachten",
    "Goudklant", "Marketing", "Nooit bellen", "4711", "Stiekem plan", "Geheim onderzoek",
    "te duur", "dit leest niemand", "Zij is lastig", "Iemand anders", "Bram", "bram",
    "anna-intern-88", "kade-geheim", "fotos", "Balie", "Alleen intern", "Sneller zijn", "VDT-1",
    "Verkoop", "Wij wachten", "Veertig procent", "De marge", "Jan", "Zoekt in de kast",
    "Overleven", "Iets anders", "achttien mille", "Ze zijn te duur", "Winter", "Bureau IJs",
    "wiki", "sneller", "loket",  "content/",
)  # fmt: skip
SHOWN = (
    "Van Dijk", "Anna Visser", "Rust", "Meten", "Bedrijfsbus", "Rondkijken", "Hoe Anna kiest",
    "De boot kopen", "Vinden", "Genieten", "Loket", "counter", "Vraagt de prijs", "blij",
    "Zonnig", "Het weer", "Mag gezegd", "Zomer op het water", "Bureau Kade", "Ontwerper",
)  # fmt: skip


def around(site: Site) -> str:
    """Everything that the projection says; where a picture lies on the disk is not shown."""
    images = {name: replace(image, source="") for name, image in site.images.items()}
    return "\n".join(said(replace(site, images=images)))


@pytest.mark.parametrize("text", HIDDEN)
def test_what_may_not_leave_is_not_in_the_projection(text: str, seen: agency.Projection):
    assert text not in around(seen.site)


@pytest.mark.parametrize("text", SHOWN)
def test_what_may_leave_is_in_it(text: str, seen: agency.Projection):
    assert text in around(seen.site)


@pytest.mark.parametrize("text", (*HIDDEN, *SHOWN))
def test_control_all_of_it_is_in_the_site(text: str):
    whole = loaded()
    assert text in "\n".join(said(whole))


def test_what_a_template_sees_is_frozen_and_says_no_more(seen: agency.Projection):
    brief = briefing_pack.brief(seen, NL, ("anna",))
    texts = "\n".join(said(brief))
    assert [text for text in HIDDEN if text in texts] == []
    with pytest.raises(AttributeError):
        brief.title = "x"  # type: ignore[misc]


def test_links_to_outside_stay_and_links_to_the_inside_lose_their_address(
    seen: agency.Projection,
):
    assert seen.briefing.body == "Lees [ons plan](https://voorbeeld.example/plan) en dit."
    biography = seen.site.personas["anna"].biography
    assert " ".join(biography.split()) == "Anna woont op een boot. Zie haar bus en de cijfers."


def test_only_the_phases_that_matter_go_along_by_id_or_by_name(seen: agency.Projection):
    brief = briefing_pack.brief(seen, NL, ("anna",))
    assert [stage.name for stage in brief.journeys[0].stages] == ["Rondkijken", "Varen"]
    every = agency.project(
        loaded(**{"briefings/zomer.md": "---\ntitle: Z\njourneys: [boot]\n---\n"}), "zomer", TODAY
    )
    assert len(every.site.journeys["boot"].phases) == 3


def test_pictures_go_along_under_names_of_the_pack(seen: agency.Projection):
    assert list(seen.site.images) == ["portraits/anna.svg", "pictures/1.svg"]
    section = seen.site.personas["anna"].sections[0]
    assert "(../images/pictures/1.svg)" in section.body


def test_a_picture_goes_along_once_whatever_its_names():
    site = loaded(**{"images/kade-geheim.svg": FILES["images/fotos/anna-intern-88.svg"]})
    projection = agency.project(site, "zomer", TODAY)
    assert list(projection.site.images) == ["portraits/anna.svg"]
    section = projection.site.personas["anna"].sections[0]
    assert "(../images/portraits/anna.svg)" in section.body


def test_a_copy_of_a_photo_that_may_not_leave_does_not_either():
    text = FILES["personas/anna.md"].replace("kind: illustratie", "kind: klant")
    copy = FILES["images/fotos/anna-intern-88.svg"]
    site = loaded(**{"personas/anna.md": text, "images/kade-geheim.svg": copy})
    assert dict(agency.project(site, "zomer", TODAY).site.images) == {}


def test_a_photo_that_may_not_leave_does_not():
    text = FILES["personas/anna.md"].replace("kind: illustratie", "kind: klant")
    projection = agency.project(loaded(**{"personas/anna.md": text}), "zomer", TODAY)
    assert projection.site.personas["anna"].photo is None
    assert list(projection.site.images) == ["pictures/1.svg"]


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        ("deadline: 2027-01-22", date(2027, 4, 22)),
        ("deadline: 2027-01-22\nexpires: 2027-02-01", date(2027, 2, 1)),
        ("type: x", date(2027, 4, 1)),
    ],
)
def test_a_pack_ends_when_it_says_or_ninety_days_after_its_deadline(lines: str, day: date):
    site = loaded(**{"briefings/zomer.md": f"---\ntitle: Z\n{lines}\n---\n"})
    assert agency.project(site, "zomer", TODAY).expires == day


def test_a_pack_never_outlives_the_consent_for_a_picture_in_it():
    text = FILES["personas/anna.md"].replace(
        "kind: illustratie",
        "kind: klant\n          consent: {given: 2026-01-01, scope: [agency], expires: 2026-12-31}",
    )
    site = loaded(**{"personas/anna.md": text})
    assert agency.project(site, "zomer", TODAY).expires == date(2026, 12, 31)
    after = agency.project(site, "zomer", date(2026, 12, 31))
    assert (after.expires, after.site.personas["anna"].photo) == (date(2027, 4, 22), None)


@pytest.mark.parametrize(
    ("address", "inside"),
    [
        ("https://intra.example/klanten", True),
        ("https://intra.example/klanten/a?b#c", True),
        ("//intra.example/klanten/a", True),
        ("https://intra.example/klantenservice", False),
        ("http://wiki/pagina", True),
        ("http://localhost:8000/", True),
        ("http://10.0.0.3/x", True),
        ("https://server.lan/x", True),
        ("file:///srv/jan/x", True),
        ("https://www.voorbeeld.example/", False),
    ],
)
def test_addresses_of_the_inside_are_known(address: str, inside: bool):
    assert cleaned.is_inside(address, ("intra.example/klanten",)) is inside

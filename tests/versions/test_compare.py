"""Two versions of a document; every change between them."""

from __future__ import annotations

import random
from textwrap import dedent

import pytest

from affiche.model import (
    Briefing,
    Journey,
    Opportunity,
    Persona,
    RegisteredTouchpoint,
    Site,
)
from affiche.model.text import Document
from affiche.reading import documents
from affiche.reading.canonical import Own
from affiche.reading.keys import models, writable
from affiche.versions.compare import Change, Comparison, compare
from affiche.versions.labels import speech
from affiche.words import words
from tests.support.projects import CONTENT

NL = words("nl")


def persona(text: str) -> Document:
    read = documents.persona("content/personas/p.md", "p", dedent(text).encode(), Own())
    assert read.value is not None, read.problems
    return read.value


def journey(text: str) -> Document:
    read = documents.journey("content/journeys/j.yaml", "j", dedent(text).encode(), Own())
    assert read.value is not None, read.problems
    return read.value


def between(before: Document, after: Document) -> Comparison:
    return compare(before, after, speech(Site(), NL))


def row(change: Change) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    return (" > ".join(change.where), change.sort.value, change.gone, change.added)


BEFORE = """\
    ---
    name: Peter
    version: 1
    facts: {Medewerkers: 8}
    goals: [Groeien naar vijftien medewerkers, Altijd de laagste prijs]
    pains:
      - {text: Keuzemenu’s, evidence: aanname}
      - {text: Facturen, evidence: aanname}
    brands: [Remeha, Intergas, Makita]
    scales: [{label: Snelheid, value: 7}]
    ---
    Peter belt <!-- weggelaten --> graag.

    ## Hoe hij kiest

    Hij kiest *altijd* de laagste.
    """
AFTER = """\
    ---
    name: Peter
    version: 2
    facts: {Medewerkers: 12, Ketels: 310}
    goals: [Eén vast aanspreekpunt, Groeien naar twintig medewerkers]
    pains:
      - {text: Keuzemenu’s, evidence: gemeten, source: CES servicelijn, n: 64}
      - {text: Facturen, evidence: aanname}
    brands: [Makita, Remeha, Intergas]
    scales: [{label: Snelheid, value: 9}]
    ---
    Peter belt graag.

    ## Hoe hij kiest

    Hij kiest zelden de laagste.
    """


def test_everything_that_changed_is_told_once_and_what_did_not_is_named() -> None:
    found = between(persona(BEFORE), persona(AFTER))
    assert [row(change) for change in found.changes] == [
        ("Feiten", "changed", ("8",), ("12",)),
        ("Feiten", "added", (), ("Ketels: 310",)),
        ("Doelen", "added", (), ("Eén vast aanspreekpunt",)),
        ("Doelen", "changed", ("vijftien",), ("twintig",)),
        ("Doelen", "gone", ("Altijd de laagste prijs",), ()),
        ("Frustraties", "evidence", (), ()),
        ("Wat telt > Snelheid > waarde", "changed", ("7",), ("9",)),
        ("Merken", "moved", (), ()),
        ("Versie", "changed", ("1",), ("2",)),
        ("Hoe hij kiest", "changed", ("altijd",), ("zelden",)),
    ]
    assert found.same == ("Naam", "Over")
    assert (found.measured, found.assumptions) == (1, 2)


def test_a_remark_that_a_writer_hid_is_in_no_change() -> None:
    hidden = "Peter belt <!-- geheim plan --> vaak."
    found = between(persona(f"# Peter\n\n{hidden}"), persona("# Peter\n\nPeter belt zelden."))
    assert [row(change) for change in found.changes] == [
        ("Over", "changed", ("vaak",), ("zelden",))
    ]


def test_a_journey_is_told_by_phase_and_touchpoint() -> None:
    before = """\
        title: Ketel
        phases:
          - id: buy
            touchpoints:
              - {name: Balie, thought: Waar moet ik zijn, emotion: -1}
              - {name: Bon}
          - {name: Daarna, goal: Klaar}
        """
    after = """\
        title: Ketel
        phases:
          - {name: Daarna, goal: Klaar}
          - id: buy
            touchpoints:
              - {name: Balie, thought: Hier moet ik zijn, emotion: 1}
        """
    found = between(journey(before), journey(after))
    assert [row(change) for change in found.changes] == [
        ("Fasen", "moved", (), ()),
        ("Aankoop > Balie > gedachte", "changed", ("Waar",), ("Hier",)),
        ("Aankoop > Balie > gevoel > cijfer", "changed", ("-1",), ("1",)),
        ("Aankoop > Touchpoints", "gone", ("Bon",), ()),
    ]  # fmt: skip


def test_a_document_that_is_new_is_added_as_a_whole() -> None:
    found = compare(None, persona("---\nname: Ina\nage: 41\n---\n"), speech(Site(), NL))
    assert [row(change) for change in found.changes] == [
        ("Naam", "added", (), ("Ina",)),
        ("Soort", "added", (), ("Persoon",)),
        ("Leeftijd", "added", (), ("41",)),
        ("Status", "added", (), ("Concept",)),
    ]


def test_the_same_document_has_no_changes() -> None:
    assert between(persona(BEFORE), persona(BEFORE)).changes == ()


@pytest.mark.parametrize("seed", range(200))
def test_a_random_edit_of_a_real_document_is_named_and_nothing_else(seed: int) -> None:
    chance = random.Random(seed)
    file = chance.choice(sorted(CONTENT.glob("personas/*.md")) + sorted(CONTENT.glob("journeys/*")))
    read = documents.persona if file.suffix == ".md" else documents.journey
    raw = file.read_text("utf-8")
    before = read("content/x", "x", raw.encode(), Own()).value
    assert before is not None
    places = [at for at, word in enumerate(raw.split(" ")) if word.isalpha() and len(word) > 4]
    for _ in range(50):  # an edit may break the YAML, or be of a comment: then another is tried
        parts = raw.split(" ")
        at = chance.choice(places)
        old, parts[at] = parts[at], f"gewijzigd{seed}"
        after = read("content/x", "x", " ".join(parts).encode(), Own()).value
        if after is not None and after != before:
            break
    changes = between(before, after).changes
    gone = [word for change in changes for text in change.gone for word in text.split()]
    added = [word for change in changes for text in change.added for word in text.split()]
    assert f"gewijzigd{seed}" in [word.strip(".,;:'‘’") for word in added]
    kept = [word.strip(".,;:'‘’") for word in gone]
    assert old in kept
    if len(changes) == 1 and changes[0].sort == "changed":
        assert (kept, len(added)) == ([old], 1)


def test_every_field_that_is_compared_has_a_label_in_dutch() -> None:
    compared = (Persona, Journey, Briefing, RegisteredTouchpoint, Opportunity)
    shown = {name for kind in compared for name in keys_of(kind)}
    assert {key for key in shown if NL.pgettext("field", key) == key} <= SAME
    assert speech(Site(), NL).field("goals") == "Doelen"
    assert speech(Site(), words("en")).field("review_by") == "Review by"


def keys_of(kind: type[Document]) -> set[str]:
    """The keys of a kind of document, and of everything in it."""
    inside = {m for n in writable(kind) for m in models(kind.model_fields[n].annotation)}
    return set(writable(kind)).union(*map(keys_of, inside))


# The same word in Dutch.
SAME = {"interviews", "moment", "impact", "ticket"}

"""Keys in Dutch, in files that come back from the wall, and files that are no text."""

from __future__ import annotations

import pytest

from affiche.loop import papers, rounds
from affiche.reading import documents
from affiche.reading.canonical import Own


def guesses(problems) -> dict[str, object]:  # type: ignore[no-untyped-def]
    """The key of each mistake, with what was meant."""
    return {str(one.values["key"]): one.values.get("guess") for one in problems}


def test_dutch_keys_of_a_round_a_copy_and_a_decision_are_told_as_they_have_to_be_typed() -> None:
    said = rounds.read(
        "1.yaml", "sanne", b"ronde: 1\nnotes:\n- {van: Jan, briefje: Iets, antwoord: Ja}\n"
    )
    told = {"ronde": "round", "van": "from", "briefje": "note", "antwoord": "answer"}
    assert guesses(said.problems) == told
    written = "round: 1\nnotes:\n- {from: Jan, note: Iets, answer: Ja}\n"
    assert rounds.read("1.yaml", "sanne", written.encode()).problems == ()
    hang = papers.copies(
        "copies.yaml", b"- vel: sanne-poster-a2\n  plaats: Balie\n  sinds: 3-6-2026\n"
    )
    assert guesses(hang.problems) == {"vel": "sheet", "plaats": "place", "sinds": "since"}
    chosen = papers.decision("a.md", "a", b"---\nvraag: Bellen?\nbesloten: Ja\ndoor: Jan\n---\nx\n")
    assert guesses(chosen.problems) == {"vraag": "question", "besloten": "decided", "door": "by"}


@pytest.mark.parametrize(
    "raw", [b"{\\rtf1\\ansi name: Sanne}", b"PK\x03\x04x", b"\xd0\xcf\x11\xe0x"]
)
def test_a_document_of_a_word_processor_is_called_so(raw: bytes) -> None:
    (problem,) = documents.persona("a.md", "a", raw, Own()).problems
    assert problem.rule == "no-text"

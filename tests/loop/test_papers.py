"""Decisions, events, copies and rounds as people write them in; no secret and no wait, out."""

from __future__ import annotations

import pytest

from affiche import content
from tests.support.projects import TODAY, project

PETER = "---\nname: Peter\n---\nPeter belt.\n"
DECISION = "decisions/a.md", "---\nquestion: Q\n---\nTekst.\n\n{}\n", 6
EVENT = "events/a.md", "---\ntitle: T\n---\nTekst.\n\n{}\n", 6
ROUND = "feedback/peter/r1.yaml", "round: 1\nnotes:\n  - note: |\n      Tekst.\n      {}\n", 5
TABLE = "feedback/peter/r1.csv", "from,note\nSanne,{}\n", 2
COPIES = "copies.yaml", "- sheet: peter-poster-a2\n  place: |\n    Hal\n    {}\n", 4
ALL = (DECISION, EVENT, ROUND, TABLE, COPIES)


def errors(file: str, text: str) -> list[tuple[str, int]]:
    folder = project({"personas/peter.md": PETER, file: text}) / "content"
    found = content.load(folder, TODAY).problems
    return [(p.rule, p.place.line) for p in found if p.kind == "error"]


@pytest.mark.parametrize(("file", "text", "line"), ALL)
@pytest.mark.parametrize("said", ["notes_internal: x", "Interne notities: x"])
def test_a_secret_field_in_a_text_of_colleagues_is_named(
    file: str, text: str, line: int, said: str
) -> None:
    assert errors(file, text.format(said)) == [("unread-field", line)]


@pytest.mark.parametrize(("file", "text", "line"), ALL)
def test_control_what_colleagues_write_is_taken(file: str, text: str, line: int) -> None:
    assert errors(file, text.format("Intern: dit is van ons.")) == []


@pytest.mark.parametrize(("file", "text", "line"), ALL)
def test_markdown_that_takes_minutes_is_named(file: str, text: str, line: int) -> None:
    assert [rule for rule, _ in errors(file, text.format("[" * 20_000))] == ["too-much-work"]

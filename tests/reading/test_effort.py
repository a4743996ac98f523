"""Text that costs too much work as Markdown is a mistake with its line, and found at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from affiche import markup
from affiche.building.rendering import patience
from affiche.errors import ContentError, Place, Problem
from affiche.pages.plan import Page
from affiche.reading import documents, effort
from affiche.reading.canonical import Own
from affiche.reading.markdown.face import face
from tests.support.projects import CONTENT

PATH = "content/personas/peter.md"
HEAD = "---\nname: Peter\n---\n"
# What keeps Python-Markdown busy, each for minutes when it is long enough.
HOSTILE: dict[str, str] = {
    "brackets": "[" * 20_000,
    "words in brackets": "[x " * 10_000,
    "links that do not end": "[a](" * 10_000,
    "references that do not end": "[a][" * 10_000,
    "brackets in brackets": "[" * 9_000 + "a" + "](x)" * 9_000,
    "pictures": "![" * 10_000,
    "tags": "<a " * 20_000,
    "attributes": '<a href="' * 9_000,
    "elements": "<div>" * 20_000,
    "sections of data": "<![CDATA[" * 9_000,
    "stars and lines": "*_" * 40_000,
    "bold in words": "a**b" * 20_000 + "c*" * 20_000,
    "addresses": "<http://a" * 20_000,
    "rows": "a|b\n-|-\n" + "a|b\n" * 100_000,
    "definitions": "a\n: b\n" * 2_000,
    "labels": "**a**: b\n" * 60_000,
    "quotes": "> " * 1_000 + "a",
    "signs of quotes": ">" * 20_000,
    "numbers": "1. " * 2_000 + "a",
    "lists": "".join(f"{'  ' * depth}- a\n" for depth in range(300)),
    "lists of four": "".join(f"{'    ' * depth}1. a\n" for depth in range(200)),
}
# As long, and nothing is wrong with it.
HARMLESS: dict[str, str] = {
    "words": "woord " * 30_000,
    "paragraphs": "Een *zin* met een [link](peter.md) en `code`.\n\n" * 3_000,
    "a list": "- Een punt met **nadruk**\n" * 300,
    "a table": "| a | b | c |\n|---|---|---|\n" + "| 1 | 2 | 3 |\n" * 300,
    "a rule": "* * * * * * * * * * * * * * * * * * * * * * * * * * * * * *\n",
    "stars": "*" * 20_000,
    "ticks": "`a` " * 5_000,
    "entities": "&#" * 10_000,
    "a wide table": "|a" * 1_000 + "\n" + "|-" * 1_000 + "\n" + "|a" * 1_000,
}


def persona(body: str) -> tuple[Problem, ...]:
    return documents.persona(PATH, "peter", (HEAD + "Peter.\n\n" + body).encode(), Own()).problems


def seconds(work: Callable[[], object]) -> float:
    """Of the processor, of this process alone."""
    started = time.process_time()
    work()
    return time.process_time() - started


@pytest.mark.parametrize("name", HOSTILE)
def test_a_body_that_costs_too_much_is_a_mistake_with_its_line(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(effort, "SECONDS", 0.4)  # all of them take minutes
    found: list[Problem] = []
    assert seconds(lambda: found.extend(persona(HOSTILE[name]))) < 1
    (problem,) = found
    assert problem.rule in ("too-much-work", "too-deep")
    assert problem.place.path == PATH
    assert problem.place.line >= 6


@pytest.mark.parametrize("name", HARMLESS)
def test_long_text_is_no_mistake(name: str) -> None:
    assert [p for p in persona(HARMLESS[name]) if p.kind == "error"] == []


def test_a_field_is_a_mistake_where_it_stands() -> None:
    journey = f"title: Reis\nphases:\n  - name: Koop\n    emotional: '{'[x ' * 9_000}'\n"
    (problem,) = documents.journey("j.yaml", "j", journey.encode(), Own()).problems
    assert (problem.rule, problem.place) == ("too-much-work", Place("j.yaml", 4, 16))
    facts = f"---\nname: P\nfacts:\n  '{'[x ' * 300}': 1\n---\n{'[x ' * 2_000}"
    (problem,) = documents.persona(PATH, "p", facts.encode(), Own()).problems
    assert (problem.rule, problem.place.line) == ("too-much-work", 6)
    register = f"telefoon: {{name: Bellen, description: '{'![' * 20_000}'}}\n"
    (problem,) = documents.touchpoints("t.yaml", register.encode(), Own()).problems
    assert problem.rule == "too-much-work"


def test_the_dearest_paragraph_is_named() -> None:
    text = f"een\n\ntwee\n\n{'[x ' * 9_000}\n\ndrie\n"
    (problem,) = persona(text)
    assert problem.place == Place(PATH, 10, 1)


def test_without_the_sum_the_text_takes_its_time() -> None:
    """The control: what is refused above is what Markdown itself would be busy with."""
    text = "[x " * 2_000
    markup._block_html.cache_clear()
    assert effort.cost(text) > effort.SUSPECT
    assert seconds(lambda: markup.block(text, lambda *_: None)) > effort.SECONDS / 4


def test_what_is_not_tried_costs_less_than_a_second() -> None:
    for text in _just_below(HOSTILE.values()):
        markup._block_html.cache_clear()
        assert seconds(lambda text=text: markup.block(text, lambda *_: None)) < 1


def _just_below(texts: object) -> Iterator[str]:
    """The longest beginning of each that is read without a trial."""
    for text in texts:  # type: ignore[attr-defined]
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            if effort.cost(text[:middle]) <= effort.SUSPECT:
                low = middle
            else:
                high = middle - 1
        if not effort._too_deep(effort.Said(text[:low], (1, 1), True)):
            yield text[:low]


def test_a_text_that_cannot_be_tried_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError("no processes")

    monkeypatch.setattr(effort.subprocess, "run", refused)
    assert {problem.rule for problem in persona(HOSTILE["tags"])} == {"too-much-work"}


def test_the_sample_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that people write costs a process."""
    monkeypatch.setattr(effort, "_tried", lambda texts: pytest.fail("tried"))
    for file in sorted((CONTENT / "personas").glob("*.md")):
        documents.persona(file.name, file.stem, file.read_bytes(), Own())
    for file in sorted((CONTENT / "journeys").glob("*.yaml")):
        documents.journey(file.name, file.stem, file.read_bytes(), Own())


def test_looking_for_a_face_takes_no_time() -> None:
    for piece in ("![a](", "![", "<img ", "<div>", '![a](b "', "![a](b){:"):
        assert seconds(lambda piece=piece: face(piece * 20_000)) < 2


@pytest.mark.parametrize("error", [RecursionError("deep"), MemoryError()])
def test_a_page_that_is_too_much_is_a_mistake_of_what_it_shows(error: Exception) -> None:
    source = Place(PATH, 3)
    made = Page("personas/peter/index.html", "", "", "", {}, source=source)
    with pytest.raises(ContentError) as wrong, patience.page(made):
        raise error
    (problem,) = wrong.value.problems
    assert (problem.rule, problem.place) == ("page-slow", source)


def test_a_page_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "SECONDS", 0.2)
    made = Page("personas/peter/index.html", "", "", "", {})
    with pytest.raises(ContentError), patience.page(made):
        while True:
            pass

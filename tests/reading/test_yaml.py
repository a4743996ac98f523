"""YAML text in; data as its writer meant it, places, and mistakes, out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml as pyyaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from affiche.reading.files.source import UnreadableError
from affiche.reading.letters import composed
from affiche.reading.places import Branch, Spot, find
from affiche.reading.yaml import DEEPEST, MOST_NODES, parse


def leaves(tree: Branch) -> Iterator[tuple[tuple[Any, ...], Spot]]:
    """Every place in the tree with the way to it."""
    for step, value in tree.values.items():
        if isinstance(value, Branch):
            yield (step,), value.spot
            yield from (((step, *rest), spot) for rest, spot in leaves(value))
        else:
            yield (step,), value


def read(text: str) -> object:
    found = parse("a.yaml", text)
    assert found.problems == []
    return found.data


def mistakes(text: str) -> list[tuple[str, int, int]]:
    """(rule, line, column) of every mistake."""
    try:
        found = parse("a.yaml", text).problems
    except UnreadableError as stop:
        found = [stop.problem]
    return [(p.rule, p.place.line, p.place.column) for p in found]


@pytest.mark.parametrize(
    "written",
    ["nee", "ja", "no", "on", "off", "true", "12:30", "1.10", "010", "0x1F", "1e3", "2026-02-30",
     "1,5", "3011 AB", "+31 6 12345678", "=", "=1+1", ".5", "1_000", "12:30:45", "2026"],
)  # fmt: skip
def test_a_value_is_the_text_that_was_written(written: str) -> None:
    assert read(f"a: {written}") == {"a": written}
    assert read(f"a: [{written}]" if "," not in written else f"a:\n- {written}") == {"a": [written]}


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "# later"])
def test_nothing_is_nothing(written: str) -> None:
    assert read(f"a: {written}\nb: x") == {"a": None, "b": "x"}


@pytest.mark.parametrize("written", ['""', "''", '"~"', "'null'"])
def test_quotes_make_it_text(written: str) -> None:
    assert read(f"a: {written}") == {"a": written[1:-1]}


def test_an_empty_bullet_says_nothing_and_the_places_stay_right() -> None:
    found = parse("a.yaml", "a:\n  -\n  - x\n  -\n  - y\n")
    assert found.data == {"a": ["x", "y"]}
    assert [find(found.tree, ("a", i)) for i in range(2)] == [(3, 5), (5, 5)]


def test_an_empty_text_has_no_data() -> None:
    assert read("") is None
    assert read("# only a remark\n") is None


def test_every_value_knows_its_place() -> None:
    found = parse("a.yaml", "a: x\nb:\n  - c: [y, z]\n    d: >\n      long\n", first_line=5)
    assert dict(leaves(found.tree)) == {
        ("a",): (5, 4),
        ("b",): (7, 3),
        ("b", 0): (7, 5),
        ("b", 0, "c"): (7, 8),
        ("b", 0, "c", 0): (7, 9),
        ("b", 0, "c", 1): (7, 12),
        ("b", 0, "d"): (8, 8),
    }
    assert find(found.tree, ("b", 0, "d"), key=True) == (8, 5)


def test_the_place_of_what_was_not_written_is_that_of_what_is_around_it() -> None:
    found = parse("a.yaml", "goals: fewer calls\nneeds:\n  functional: x\n")
    assert find(found.tree, ("goals", 0, "text")) == (1, 8)
    assert find(found.tree, ("needs", "emotional")) == (3, 3)
    assert find(found.tree, ("name",)) == (1, 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: 1\nb: 2\na: 3\nb: 4", [("duplicate-key", 3, 1), ("duplicate-key", 4, 1)]),
        ("a: &x 1\nb: *x", [("anchor", 1, 4), ("alias", 2, 4)]),
        ("a: !x 1", [("tag", 1, 4)]),
        ("<<: {a: 1}", [("merge", 1, 1)]),
        ("a: 1\n---\nb: 2", [("second-document", 2, 1)]),
        ("? [a]\n: b", [("bad-key", 1, 3)]),
        ("a: x\n - y\n - z", [("list-in-text", 2, 2)]),
        ("a: nr #1\nb: x # y", [("text-after-hash", 1, 7)]),
        ("a:\n\tb: 1", [("syntax", 2, 1)]),
        ("a: 'x", [("syntax", 1, 4)]),
        ("a: [" + "[" * DEEPEST + "]" * DEEPEST + "]", [("too-deep", 1, 43)]),
        ("a: [" + "x," * MOST_NODES + "]", [("too-much", 1, 5 + 2 * (MOST_NODES - 3))]),
    ],
)
def test_what_yaml_can_and_nobody_needs_is_a_mistake(
    text: str, found: list[tuple[str, int, int]]
) -> None:
    assert mistakes(text) == found


@pytest.mark.parametrize(
    ("text", "data", "found"),
    [
        ("facts:\n  # x\n  Leeftijd:\u00a045", {"facts": {"Leeftijd": "45"}}, []),
        ("facts:\n  Leeftijd：45", {"facts": {"Leeftijd": "45"}}, []),
        ("facts:\n  Leeftijd:45", {"facts": "Leeftijd:45"}, [("syntax", 2, 12)]),
        ('quality:\n  "off":\n    a-b:Zo', {"quality": {"off": "a-b:Zo"}}, [("syntax", 3, 9)]),
        ("goal:\n  Let op:\u00a0bel", {"goal": "Let op:\u00a0bel"}, []),
        ("goal:\n  Let op:bel", {"goal": "Let op:bel"}, []),
        ("facts:\n  https://a.nl", {"facts": "https://a.nl"}, []),
        ("channels:\n  bus：{name: B}", {"channels": {"bus": {"name": "B"}}}, []),
        ("text:\n  Zie：[bijlage]", {"text": "Zie：[bijlage]"}, []),
    ],
)
def test_the_only_label_below_a_key_that_has_labels_is_a_field(
    text: str, data: object, found: list[tuple[str, int, int]]
) -> None:
    """Control: below another key it is text."""
    assert parse("a.yaml", text).data == data
    assert mistakes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: {title: x,\n  public ja, why: z}", [("syntax", 2, 3)]),
        ("a: {title: x, public ja\n\n}", [("syntax", 1, 15)]),
        ("a: {score: 0,3}", []),
        ("a: {title: x, public ja: z}", []),
        ("a: [title, public ja]", []),
        ("public ja:", []),
    ],
)
def test_a_field_between_braces_without_its_colon_is_named(
    text: str, found: list[tuple[str, int, int]]
) -> None:
    assert mistakes(text) == found


@pytest.mark.parametrize(
    ("text", "found", "typed"),
    [
        ("a: {goal: Warm water, nu}", [("comma-in-text", 1, 23)], 'goal: "Warm water, nu"'),
        ("a: {goal: Bel, mail, app , b: 1}", [("comma-in-text", 1, 16)], 'goal: "Bel, mail, app"'),
        ('a: {goal: Zeg "ja", nu}', [("comma-in-text", 1, 21)], "goal: 'Zeg \"ja\", nu'"),
        ("a: {goal: Ja, owner}", [], ""),
        ('a: {goal: "Ja", nu}', [], ""),
        ("a: {goal: [Ja], nu}", [], ""),
        ("a: [Ja, nu]", [], ""),
        ("goal: Ja\nnu:", [], ""),
    ],
)
def test_a_text_between_braces_with_a_comma_is_named_with_what_to_type(
    text: str, found: list[tuple[str, int, int]], typed: str
) -> None:
    """Control: a key without a value is one, and after a text in quotes nothing goes on."""
    assert mistakes(text) == found
    assert [p.values["text"] for p in parse("a.yaml", text).problems] == [typed] * len(found)


def test_two_such_texts_on_one_line_are_two_mistakes() -> None:
    found = mistakes("a: [{goal: Ja, nu}, {goal: Nee, dan}]")
    assert found == [("comma-in-text", 1, 16), ("comma-in-text", 1, 33)]


def test_the_first_of_two_equal_keys_holds() -> None:
    found = parse("a.yaml", "a: 1\na: {b: 2}\nc: 3")
    assert found.data == {"a": "1", "c": "3"}


@pytest.mark.parametrize("bomb", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "? " * 100_000])
def test_a_bomb_is_refused(bomb: str) -> None:
    assert mistakes(bomb)[0][0] in ("too-deep", "syntax")


_TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=12)
_DATA = st.recursive(
    _TEXTS,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(_TEXTS, inside, max_size=4),
    max_leaves=20,
)


@settings(deadline=None)
@given(st.dictionaries(_TEXTS.filter(bool), _DATA, min_size=1, max_size=4), st.booleans())
@example({"a": "x\u2028y"}, False)
def test_it_reads_what_pyyaml_reads(data: dict[str, object], flow: bool) -> None:
    text = pyyaml.safe_dump(
        data, allow_unicode=True, default_style='"', default_flow_style=flow, width=10_000
    )
    text = composed(text.replace("<<", "< <"))
    assert read(text) == pyyaml.load(text, Loader=pyyaml.BaseLoader)


@settings(deadline=None)
@given(st.text(st.sampled_from("ab:- \n\t#'\"[]{},&*!|>?%@`~<é\u00a0"), max_size=60))
def test_any_text_is_read_or_explained(text: str) -> None:
    try:
        found = parse("a.yaml", text)
        problems = found.problems
    except UnreadableError as stop:
        problems = [stop.problem]
    lines = text.split("\n")
    for problem in problems:
        assert problem.what and problem.hint
        assert 1 <= problem.place.line <= len(lines)
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1

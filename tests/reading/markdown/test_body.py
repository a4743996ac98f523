"""A persona's Markdown in; name, biography, sections and filled fields, out. No text is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affiche.reading.markdown.body import Body, Part, field_of, flat_items, plain, read

PLAIN = """\
# Peter de Vries

Peter vervangt ketels.

## Doelen

- Groeien
- Een lange regel
  die doorloopt

## Een dag

Eerst koffie.

### Daarna

- Werk

## Leeg
"""


def test_a_plain_markdown_persona_works_as_it_is() -> None:
    found = read(PLAIN)
    assert (found.name, found.name_line) == ("Peter de Vries", 1)
    assert found.biography == "Peter vervangt ketels."
    assert [(f.name, f.line, f.items) for f in found.filled] == [
        ("goals", 5, (("Groeien", 7), ("Een lange regel die doorloopt", 8))),
    ]
    assert found.sections == (
        Part("Een dag", "Eerst koffie.\n\n### Daarna\n\n- Werk", 11, 13),
        Part("Leeg", "", 19, 21),
    )


def shape(text: str, name: str | None = None) -> tuple[str | None, str, list[tuple[str, str]]]:
    found = read(text, name)
    return found.name, found.biography, [(part.title, part.text) for part in found.sections]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        # The name: a heading repeats it, or becomes a section so that its text stays.
        ("# Peter\n\nx", "Peter", ("Peter", "x", [])),
        ("# peter\n\nx", "Peter de Vries", ("Peter de Vries", "x", [])),
        ("# De ketel\n\nx", "Peter", ("Peter", "", [("De ketel", "x")])),
        ("# Pet\n\nx", "Peter", ("Peter", "", [("Pet", "x")])),
        ("a\n\n# Peter\n\nb\n\n## C\n\nd", None, ("Peter", "a\n\nb", [("C", "d")])),
        ("# **Peter** de [Vries](x.md)", None, ("Peter de Vries", "", [])),
        ("# ![Logo](a.png) Peter\n\nx", None, ("Logo Peter", "![Logo](a.png)\n\nx", [])),
        ("# ![](a.png)\n# Peter", None, ("Peter", "", [("![](a.png)", "")])),
        # Which level makes the sections.
        ("# P\n### A\na\n#### B\nb", None, ("P", "", [("A", "a\n#### B\nb")])),
        ("# P\n# A\na\n# B\nb\n### C\nc", None, ("P", "", [("A", "a"), ("B", "b\n### C\nc")])),
        ("# P\n# A\na\n## B\nb", None, ("P", "", [("A", "a"), ("B", "b")])),
        ("# P\n### A\na\n## B\nb", None, ("P", "", [("A", "a"), ("B", "b")])),
        ("geen kop", None, (None, "geen kop", [])),
        # Ways to write a heading, and what is none.
        ("Peter\n=====\n\nAap\n---\n\nx", None, ("Peter", "", [("Aap", "x")])),
        ("## A ##\na\n\n## B {: #b .c}\nb", "P", ("P", "", [("A", "a"), ("B", "b")])),
        ("##Aap\na", "P", ("P", "", [("Aap", "a")])),
        ("#duurzaam is goed", "P", ("P", "#duurzaam is goed", [])),
        ("## C#\nx", "P", ("P", "", [("C#", "x")])),
        ("```\n# geen kop\n```\n~~~~\n~~~\n## x\n~~~~", "P",
         ("P", "```\n# geen kop\n```\n~~~~\n~~~\n## x\n~~~~", [])),
        ("<!-- \n## x\n-->\n## y\nz", "P", ("P", "<!-- \n## x\n-->", [("y", "z")])),
        ("    ## code", "P", ("P", "    ## code", [])),
        ("a | b\n--- | ---\n1 | 2", "P", ("P", "a | b\n--- | ---\n1 | 2", [])),
        ("- a\n---\nb", "P", ("P", "- a\n---\nb", [])),
        ("a\nb\n---\nc", "P", ("P", "a\nb\n---\nc", [])),
        ("**Age**: 25\n**Job**: x", "P", ("P", "**Age**: 25\n**Job**: x", [])),
    ],
)  # fmt: skip
def test_headings_make_sections(
    text: str, name: str | None, expected: tuple[str | None, str, list[tuple[str, str]]]
) -> None:
    assert shape(text, name) == expected


@pytest.mark.parametrize(
    ("title", "name"),
    [("Doelen", "goals"), ("Goals", "goals"), ("**Frustraties**:", "pains"), ("🎯 Goals", "goals"),
     ("2. Pijnpunten", "pains"), ("Pain points", "pains"), ("Dislikes", "pains"),
     ("Dislike and Frustration", "pains"), ("Goals and motivations", "goals"),
     ("Merken", "brands"),
     ("Quote", "quotes"), ("Jobs to be done", "jobs"), ("Doelgroep", None), ("Needs", None),
     ("Behoeften", None), ("Doelen en dromen van Peter", None), ("", None)],
)  # fmt: skip
def test_a_heading_is_the_label_of_a_field_only_as_a_whole(title: str, name: str | None) -> None:
    assert field_of(title) == name


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("- a\n- b", ["a", "b"]),
        ("* a\n\n* b\n", ["a", "b"]),
        ("1. a\n2) b", ["a", "b"]),
        ("• a\n• b", ["a", "b"]),
        ("- a\nlazy\n- b", ["a lazy", "b"]),
        ("One paragraph\nof two lines.", ["One paragraph of two lines."]),
        ("- **Bold** and [link](x.md)", ["**Bold** and [link](x.md)"]),
    ],
)
def test_a_flat_list_or_one_paragraph_fills_a_field(text: str, items: list[str]) -> None:
    assert [item for item, _ in flat_items(text) or ()] == items


@pytest.mark.parametrize(
    "text",
    ["", "a\n\nb", "- a\n  - b", "- a\n    1. b", "- a\n\n  more of a", "- a\n\ntext after",
     "intro\n- a",
     "- ", "- a\n-\n- b", "| a | b |\n|---|---|", "a | b\n--|--", "> quote", "![p](p.png)",
     "- ![p](p.png)", "<div>a</div>", "```\na\n```", "    code", "a  \nb", "- a\\\n  b", "***",
     "- a\n### B", "[x]: http://a.nl", "<!-- later -->"],
)  # fmt: skip
def test_anything_more_stays_a_section(text: str) -> None:
    assert flat_items(text) is None
    assert shape(f"## Doelen\n\n{text}", "P")[2][0][0] == "Doelen"


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("> Bel me terug.", ["Bel me terug."]),
        ('> “Bel me.”\n\n> "Nu."', ["Bel me.", "Nu."]),
        ("- ‘Bel me.’\n- 'Nu.'", ["Bel me.", "Nu."]),
        ("“Bel” of “mail”", ["“Bel” of “mail”"]),
    ],
)
def test_quotes_lose_the_marks_around_them(text: str, items: list[str]) -> None:
    assert [item for item, _ in flat_items(text, quotes=True) or ()] == items


def test_a_link_definition_holds_in_every_part() -> None:
    text = "Zie [de site][s].\n\n## A\n\n[S] ook\n\n## B\n\nniets\n\n[s]: https://a.nl\n"
    found = read(text, "P")
    assert found.biography == "Zie [de site][s].\n\n[s]: https://a.nl"
    assert [part.text for part in found.sections] == [
        "[S] ook\n\n[s]: https://a.nl",
        "niets\n\n[s]: https://a.nl",
    ]


def test_inline_markdown_is_read_as_its_reader_sees_it() -> None:
    assert plain("**Peter** _de_ `Vries` [x](y) snake_case 2*3*4 \\*") == (
        "Peter de Vries x snake_case 2*3*4 *"
    )


_LINES = st.sampled_from(
    ["# W", "## W", "### W", "## Doelen", "## Goals ##", "W W", "- W", "  - W", "1. W", "> W", "",
     "", "W", "---", "===", "```", "~~~", "    W", "| W | W |", "|---|---|", "<!--", "-->",
     "<div>W</div>", "**W**: W", "[W]: W", "  W", "\tW", "- ", "W  ", "![W](W)", "* * *"]
)  # fmt: skip


def _said(found: Body) -> str:
    filled = [text for field in found.filled for text, _ in field.items]
    titles = [field.title for field in found.filled]
    parts = [text for part in found.sections for text in (part.title, part.text)]
    return "\n".join([found.name or "", found.biography, *titles, *filled, *parts])


@settings(deadline=None)
@given(st.lists(_LINES, max_size=14), st.sampled_from([None, "w0 is a name"]))
def test_no_word_is_lost(lines: list[str], name: str | None) -> None:
    count = iter(range(1_000))
    text = re.sub("W", lambda _: f"w{next(count)}", "\n".join(lines))
    said = _said(read(text, name))
    assert set(re.findall(r"w\d+", text)) <= set(re.findall(r"w\d+", said))

"""Reader and renderer see the same structure."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affiche import markup
from affiche.outline import outline

_LINES = st.sampled_from(
    ["# w", "## w", "##w", "#w", "####### w", " ## w", "    ## w", "##\u00a0w", "\\## w", "w",
     "w w", "", "", "---", "--", "-", "===", "=", "- - -", "***", "```", "```py x", "~~~", "````",
     "<!--", "-->", "w <!-- w", "w --> w", "--> ## w", "`<!--`", "| w | w |", "|---|---|",
     "\t## w", "##\tw", "w  ", "[w]: w"]
)  # fmt: skip


def drawn(text: str) -> list[int]:
    """The levels of the headings in the page."""
    html = markup._block_html(text)
    return [int(level) for level in re.findall(r"<h([1-6])\b", html)]


@settings(deadline=None, max_examples=500)
@given(st.lists(_LINES, max_size=9))
def test_a_heading_is_one_for_both(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert drawn(text) == [heading.level for heading in outline(text).headings]


def test_control_python_markdown_alone_sees_others(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "#w\n\n- a\n---\n\n ## w\n\n<!--\n## w\n-->\n\n```py x\n## w\n```\n"
    assert drawn(text) == [heading.level for heading in outline(text).headings] == [2]
    monkeypatch.setattr(markup, "habits", lambda text: text)
    markup._block_html.cache_clear()
    assert drawn(text) == [1, 2, 2]
    markup._block_html.cache_clear()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a\n```\nb", [("fence", 1, "```")]),
        ("~~~~\nb\n~~~", [("fence", 0, "~~~~")]),
        ("```\nb\n``` x", [("fence", 0, "```")]),
        ("a <!-- b\n\nc", [("remark", 0, "-->")]),
        ("a <!-- b -->\n<!-- c", [("remark", 1, "-->")]),
        ("`<!--` en ``` ` ```", []),
        ("```\n<!--\n```", []),
        ("<!--\n```\n-->", []),
    ],
)
def test_what_is_never_closed_is_known(text: str, found: list[tuple[str, int, str]]) -> None:
    assert [(o.sort, o.line, o.mark) for o in outline(text).left_open] == found


def test_a_remark_is_nowhere_on_a_page() -> None:
    html = markup._block_html(
        "a <!-- geheim -->\nb\n\n<!--\ngeheim\n\n## geheim\n--> c\n\n`<!-- x -->`"
    )
    assert "geheim" not in html
    assert "&lt;!-- x --&gt;" in html

"""Markdown as people write it gives safe HTML that loses no text."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiche import markup


def nowhere(attribute: str, address: str) -> str | None:
    return None


def anywhere(attribute: str, address: str) -> str | None:
    return address


def flat(html: str) -> str:
    return re.sub(r">\s+<", "><", html.strip())


HABITS = {
    "a list needs no blank line before it": (
        "Acties:\n- zoekt\n- belt",
        "<p>Acties:</p><ul><li>zoekt</li><li>belt</li></ul>",
    ),
    "two spaces nest a list": (
        "- lezers:\n  * NVDA\n  * VoiceOver",
        "<ul><li>lezers:<ul><li>NVDA</li><li>VoiceOver</li></ul></li></ul>",
    ),
    "a numbered list after bullets is a list of its own": (
        "- a\n1) x\n2) y",
        "<ul><li>a</li></ul><ol><li>x</li><li>y</li></ol>",
    ),
    "a year at the start of a line is no list": (
        "Dat was in\n1984. Toen al.",
        "<p>Dat was in\n1984. Toen al.</p>",
    ),
    "labels keep their lines": (
        "**Leeftijd**: 25\n**Beroep**: monteur",
        "<p><strong>Leeftijd</strong>: 25<br>\n<strong>Beroep</strong>: monteur</p>",
    ),
    "a heading and a table need no blank lines": (
        "tekst\n### Kop\n| a | b |\n|---|---|\n| 1 | 2 |",
        "<p>tekst</p><h3>Kop</h3><table><thead><tr><th>a</th><th>b</th></tr></thead>"
        "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
    ),
    "a fence keeps what looks like Markdown": (
        "zo:\n```\n# geen kop\n- geen lijst\n```",
        "<p>zo:</p><pre><code># geen kop\n- geen lijst\n</code></pre>",
    ),
    "a fence inside a list is code": (
        "- x\n  ```\n  y\n  ```\n- z",
        "<ul><li><p>x</p><pre><code>y\n</code></pre></li><li><p>z</p></li></ul>",
    ),
    "struck through": ("~~weg~~", "<p><del>weg</del></p>"),
}


@pytest.mark.parametrize("name", HABITS)
def test_habits(name: str) -> None:
    written, expected = HABITS[name]
    assert flat(markup.block(written, nowhere)) == flat(expected)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("# 1 klant", "# 1 klant"),
        ("1. eerst bellen", "1. eerst bellen"),
        ("- min", "- min"),
        ("> groter", "&gt; groter"),
        ("een *woord*\nnieuwe regel", "een <em>woord</em><br>\nnieuwe regel"),
        ("a\n\nb", "a<br>b"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_field_has_no_blocks(written: str | None, expected: str) -> None:
    assert markup.inline(written, nowhere) == expected


@pytest.mark.parametrize(
    "vector",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "<a href='data:text/html,x'>x</a>",
        "<iframe src=//x></iframe>",
        "<svg onload=alert(1)>",
        "<style>body{display:none}</style>",
        "<p style='position:fixed'>x</p>",
        "<form action=//x><input></form>",
        "<object data=x></object>",
        "x{: onclick='alert(1)'}",
    ],
)
def test_scripts_do_not_pass(vector: str) -> None:
    html = markup.block(vector, anywhere) + markup.inline(vector, anywhere)
    elements = re.findall(r"<[^>]*>", html)
    assert not re.search(r"alert|script|iframe|form|object|style|onerror|data:", "".join(elements))


def test_addresses_go_through_the_resolver() -> None:
    html = markup.block(
        "[Ina](ina.md) [weg](nergens.md)", lambda _, address: {"ina.md": "../ina/"}.get(address)
    )
    assert '<a href="../ina/" rel="noopener noreferrer">Ina</a>' in html
    assert 'href="nergens' not in html
    assert "weg" in html


def test_a_picture_that_cannot_be_shown_leaves_its_words() -> None:
    assert markup.inline("![Een balie](http://x/y.png)", nowhere) == (
        '<span class="left-out">Een balie</span>'
    )


@given(st.text(alphabet="ab 1.-*#>|`~\n", max_size=60))
def test_no_letter_is_lost(written: str) -> None:
    shown = markup.block(written, nowhere).striptags()
    assert sorted(re.findall("[ab]", shown)) == sorted(re.findall("[ab]", written))


@pytest.mark.parametrize("written", ["Werkt bij mij <zucht>", "Beste <Naam>", "<diepe zucht> ok"])
def test_a_word_in_pointed_brackets_is_a_text(written: str) -> None:
    assert markup.plain(written) == written
    assert markup.block(written, nowhere).striptags() == written


def test_an_element_that_may_not_stand_here_goes_without_a_trace() -> None:
    written = "voor <blink>midden</blink> <script>weg()</script><o:p></o:p> na"
    assert markup.plain(written) == "voor midden na"


def test_what_is_bare_is_as_the_whole_way_gives_it() -> None:
    """A text without any sign of Markdown or HTML goes a shorter way to the same."""
    chance = random.Random("bare")
    signs = "aZé9ßñ中 ,.;:?()\u2018\u2019\u201c\u201d\u2026/%-  "
    bare = 0
    for _ in range(3000):
        text = "".join(chance.choices(signs, k=chance.randrange(1, 30)))
        if markup.BARE.fullmatch(text):
            bare += 1
            whole = markup._clean(markup._inline_html(text), lambda *_: None)
            assert str(markup.inline(text, lambda *_: None)) == whole
    assert bare > 300
    for text in (
        "a_b",
        "a*b",
        "a`b",
        "a<b",
        "a&b",
        "a\nb",
        " a",
        "a ",
        "a  b",
        "a[b",
        "a~b",
        "{a}",
    ):
        assert not markup.BARE.fullmatch(text)

"""Personas and journeys as web pages in; the fields they fill, and every word of them, out.

Which words a page has is judged by another reader: the HTML standard's own way of parsing.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tinyhtml5
import yaml

from affiche.importing import bringing
from affiche.importing.formats import elements, webpage
from affiche.words import words
from tests.support.projects import TODAY

WORD = re.compile(r"\w+")
SANNE = """\
<!doctype html>
<html lang="nl"><head><title>Onze klanten | Bedrijf</title>
<style>h1 { color: red }</style><script>var geheim = 1;</script></head>
<body>
<nav><a href="/">Start</a><a href="/over">Over ons</a></nav>
<main><article>
<header><h1>Sanne de Boer</h1></header>
<dl><dt>Leeftijd<dd>34<dt>Woonplaats:</dt><dd>Zwolle</dd>
<div><dt>Kanalen</dt><dd><ul><li>E-mail<li>App</ul></dd></div></dl>
<h2>Doelen</h2>
<ul><li>Snel <b>klaar</b><li><p>Weinig gedoe</p></ul>
<h2>Frustraties</h2>
<table><tr><td>Wachten op een offerte<td>Vaak<tr><td>Rekenfouten<td>Soms</table>
<h2>Werkdag</h2>
<p>Begint om zeven uur<br>en eindigt laat
<p>Belt <a href="https://example.org/a">de <em>groothandel</em></a>.
<div hidden>klapt uit</div><!-- nog vragen -->
<div class="cijfers"><span>Techniek</span><span>4/5</span></div>
</article></main>
<footer>© Bedrijf</footer></body></html>
"""


def made(folder: Path, raw: str | bytes, name: str = "sanne.html") -> tuple[dict[str, Any], str]:
    """The fields of the one file that a page becomes, and all of its text."""
    source = folder / name
    source.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    brought = bringing.bring([source], folder / "content", TODAY, words("nl"))
    assert len(brought.made) == 1
    text = brought.made[0].text
    head = text.removeprefix("---\n").split("\n---\n")[0]
    return yaml.safe_load(head), text


def test_a_page_fills_the_fields_that_it_names(tmp_path: Path) -> None:
    fields, text = made(tmp_path, SANNE)
    assert fields["name"] == "Sanne de Boer"
    assert (fields["age"], fields["location"]) == ("34", "Zwolle")
    assert fields["goals"] == ["Snel **klaar**", "Weinig gedoe"]
    assert "[de *groothandel*](https://example.org/a)" in text
    assert "Begint om zeven uur\nen eindigt laat" in text
    assert "Techniek 4/5" in text


def test_what_leads_around_a_page_or_is_not_shown_is_for_nobody(tmp_path: Path) -> None:
    fields, text = made(tmp_path, SANNE)
    told = fields["notes_internal"] + text[: text.index("\n---\n", 4)]
    for beside in ("Start Over ons", "© Bedrijf", "klapt uit", "nog vragen", "Onze klanten"):
        assert beside in told
        assert beside not in text[text.index("\n---\n", 4) :]
    assert "geheim = 1" not in text and "color" not in text


def test_a_page_without_a_heading_is_called_by_its_title() -> None:
    body, beside = webpage.read("<title>Sanne de Boer</title><p>Koopt in.")
    assert body == "# Sanne de Boer\n\nKoopt in."
    assert beside == ()


def test_a_page_is_read_in_what_it_is_written_in(tmp_path: Path) -> None:
    page = '<meta charset="windows-1251"><h1>Екатерина Вл</h1><h2>Doelen</h2><ul><li>Отдых</ul>'
    fields, _ = made(tmp_path, page.encode("windows-1251"))
    assert (fields["name"], fields["goals"]) == ("Екатерина Вл", ["Отдых"])


def test_a_diagram_of_a_page_is_a_journey(tmp_path: Path) -> None:
    page = (
        '<h1>Ketel</h1><pre class="mermaid">\njourney\n    title Ketel vervangen\n'
        "    section Kiezen\n      Zoekt op internet: 2: Peter\n</pre>"
    )
    fields, _ = made(tmp_path, page, "ketel.htm")
    assert fields["title"] == "Ketel vervangen"


def test_signs_stay_signs() -> None:
    body, _ = webpage.read("<p># geen kop<p>&lt;b> en `code`<p>+ geen lijst<p>| geen tabel")
    assert body == "\\# geen kop\n\n\\<b> en \\`code\\`\n\n\\+ geen lijst\n\n\\| geen tabel"


def test_a_page_may_be_as_deep_as_it_likes() -> None:
    body, _ = webpage.read("<div><ul><li>" * 20_000 + "onderaan")
    assert "onderaan" in body


TAGS = (*sorted(elements.BLOCKS - {"html", "body"}), "span", "b", "em", "a", "script", "svg",
        "label", "h2", "p", "p", "li", "ul", "td", "tr", "table", "dt", "dd", "div",
        "noscript")  # fmt: skip


def invented(chance: random.Random) -> str:
    """A page of any tags in any order, half of them never closed; each word is there once."""
    parts, open_ = ["<title>w0</title>"], []
    for number in range(1, chance.randint(10, 120)):
        tag = chance.choice(TAGS)
        parts.append(f"<{tag}>" if tag not in elements.VOID else f"<{tag}/>")
        if chance.random() < 0.5:
            open_.append(tag)
        parts.append(f"w{number}{chance.choice((' ', chr(10)))}")
        if tag in ("script", "svg", "textarea", "noscript", "select") or chance.random() < 0.4:
            parts.append(f"</{tag}>")
        if open_ and chance.random() < 0.3:
            parts.append(f"</{open_.pop(chance.randrange(len(open_)))}>")
    return "".join(parts)


def told(page: str) -> Iterator[str]:
    """All the text of a page, after the standard."""

    def walk(one: Any) -> Iterator[str]:
        if isinstance(one.tag, str) and one.tag not in ("script", "style", "template"):
            yield one.text or ""
            for inner in one:
                yield from walk(inner)
        yield one.tail or ""

    yield from walk(tinyhtml5.parse(page, namespace_html_elements=False))


@pytest.mark.parametrize("seed", range(40))
def test_no_word_of_a_page_is_lost(seed: int) -> None:
    page = invented(random.Random(seed))
    body, beside = webpage.read(page)
    wanted = Counter(WORD.findall(" ".join(told(page))))
    lost = wanted - Counter(WORD.findall("\n".join((body, *beside))))
    assert not lost

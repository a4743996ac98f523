"""Every word of the interface is there in Dutch, once, with the same places to fill in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

ROOT = Path(__file__).parent.parent
CATALOGUES = sorted((ROOT / "affiche" / "locale" / "nl").glob("*.po"))
TEMPLATES = sorted((ROOT / "themes").glob("*/templates/**/*.j2"))
OPTIONS = {"extensions": "jinja2.ext.do", "trimmed": "true", "silent": "false"}
KEYWORDS = ("_", "gettext", "ngettext", "pgettext", "say")

Key = tuple[str | None, str]


def spoken() -> dict[Key, list[tuple[str, tuple[str, ...]]]]:
    """(context, msgid) → every translation, with the file that it stands in."""
    found: dict[Key, list[tuple[str, tuple[str, ...]]]] = {}
    for path in CATALOGUES:
        with path.open("rb") as source:
            for message in read_po(source):
                if not message.id:
                    continue
                ids = message.id if isinstance(message.id, tuple) else (message.id,)
                texts = message.string if isinstance(message.string, tuple) else (message.string,)
                entry = (path.name, tuple(str(text) for text in texts))
                found.setdefault((message.context, str(ids[0])), []).append(entry)
    return found


def asked() -> Iterator[tuple[str, Key]]:
    """(template, (context, msgid)) of everything that templates say with a literal text."""
    for path in TEMPLATES:
        with path.open("rb") as source:
            for _, function, messages, _ in babel_extract(source, KEYWORDS, (), OPTIONS):
                parts = messages if isinstance(messages, tuple) else (messages,)
                literal = [part for part in parts if isinstance(part, str)]
                if function == "pgettext" and len(literal) >= 2:
                    yield path.name, (literal[0], literal[1])
                elif function != "pgettext" and literal:
                    yield path.name, (None, literal[0])


def test_templates_speak_dutch() -> None:
    known = spoken()
    missing = sorted({f"{name}: {key[1]}" for name, key in asked() if key not in known})
    assert missing == []


def unsaid(keys: Iterable[Key], said: str) -> list[str]:
    """The texts without a context whose beginning stands in nothing that is said. A context stands
    for a table of names; a text may be put together from its beginning on."""
    return sorted(text for context, text in keys if context is None and text[:20] not in said)


def test_no_translation_is_of_a_text_that_nobody_says() -> None:
    trees = (ast.parse(path.read_bytes()) for path in (ROOT / "affiche").rglob("*.py"))
    nodes = (node for tree in trees for node in ast.walk(tree))
    said = [str(node.value) for node in nodes if isinstance(node, ast.Constant)]
    said += [" ".join(path.read_text("utf-8").split()) for path in TEMPLATES]
    said += [path.read_text("utf-8") for path in (ROOT / "affiche/manual").rglob("*.j2")]
    assert unsaid(spoken(), "\n".join(said)) == []


def test_control_a_text_that_nobody_says_any_more_is_found() -> None:
    assert unsaid([(None, "Only here"), (None, "Also there"), ("key", "x")], "Also there") == [
        "Only here"
    ]


def test_no_text_has_two_translations() -> None:
    double = {
        key[1]: entries
        for key, entries in spoken().items()
        if len({texts for _, texts in entries}) > 1
    }
    assert double == {}


def places(text: str) -> set[str]:
    """What is filled in: {names} and %(names)s."""
    named = {name for _, name, _, _ in Formatter().parse(text) if name} if "{" in text else set()
    return named | set(re.findall(r"%\(\w+\)s", text))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.name)
def test_translations_fill_in_what_the_text_fills_in(path: Path) -> None:
    wrong = [
        msgid
        for (_, msgid), entries in spoken().items()
        for name, texts in entries
        if name == path.name
        and (not all(texts) or any(places(text) - places(msgid) for text in texts))
    ]
    assert wrong == []

"""Personas as templates of elsewhere have them in; names and fields, out."""

from __future__ import annotations

import pytest

from affiche import content
from affiche.errors import Kind
from affiche.reading.markdown import body
from affiche.reading.markdown.called import called, is_placeholder
from affiche.reading.markdown.foreign import without_diagrams, without_signs
from tests.support.projects import TODAY, project

MERMAID = "Voor.\n\n```mermaid\nmindmap\n  root((Sanne))\n```\n\nNa."


@pytest.mark.parametrize(
    "title",
    ["Persona: Sanne", "User Persona – Sanne", "👤 Persona 1: Sanne", "Klantprofiel: Sanne",
     "Sanne - Persona", "Sanne (persona)", "Buyer persona: “Sanne”", "Persona #2: Sanne", "Sanne"],
)  # fmt: skip
def test_a_name_loses_the_word_persona(title: str) -> None:
    assert called(title) == "Sanne"
    assert body.read(f"# {title}\n\nTekst").name == "Sanne"
    assert body.read(f"# {title}\n\nTekst", "Sanne").sections == ()


@pytest.mark.parametrize("title", ["Persona", "Personal trainer: Jan", "De profielzoeker", "李雷"])
def test_a_name_of_its_own_stays(title: str) -> None:
    assert called(title) == title


@pytest.mark.parametrize(
    "title",
    ["4. Goals", "🎯 Goals", "1️⃣ Goals", "**Goals**", "Goals 🎯", "2.1 Goals", "Goals:", "IV. Goals",
     "A) Goals", "3) Doelen", "– Doelen –"],
)  # fmt: skip
def test_a_heading_may_be_numbered_or_decorated(title: str) -> None:
    assert [part.name for part in body.read(f"# A\n\n## {title}\n\n- x\n").filled] == ["goals"]


def test_signs_for_another_program_are_no_text() -> None:
    said = "{::nomarkdown}\n<b>x</b>\n{:/nomarkdown}\n{::comment}\ngeheim\n{:/comment}\n{:/}"
    made = without_signs(said)
    assert "{:" not in made and "<b>x</b>" in made and made.count("\n") == said.count("\n")
    assert made[made.index("geheim") - 5 :].startswith("<!--")


def test_a_diagram_is_not_printed() -> None:
    assert "mindmap" not in without_diagrams(MERMAID)
    assert without_diagrams("```python\nx\n```") == "```python\nx\n```"


@pytest.mark.parametrize(
    "table",
    ["| Name | Age | Occupation |\n|---|---|---|\n| Sanne | 42 | Kok |",
     "| | |\n|---|---|\n| **Leeftijd** | 42 |\n| Beroep: | Kok |"],
)  # fmt: skip
def test_what_a_template_leaves_is_told(table: str) -> None:
    files = {"personas/sanne.md": f"# Persona: [Naam]\n\n{table}\n\n{MERMAID}\n"}
    loaded = content.load(project(files) / "content", TODAY)
    assert loaded.site is not None
    rules = {p.rule: p for p in loaded.problems}
    assert rules["filler"].kind is Kind.WARNING and "diagram" in rules
    assert "`age: 42`" in str(rules["fields-in-table"].values["fields"])


@pytest.mark.parametrize("name", ["[Naam]", "<name>", "{naam}", "…", "___", "XXX"])
def test_a_placeholder_is_no_name(name: str) -> None:
    assert is_placeholder(name) and not is_placeholder("Sanne [de starter]")

"""Personas and journeys as public repositories hold them in; the right fields, out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from affiche.importing import bringing
from affiche.reading.files.strays import leftover
from affiche.words import words
from tests.support.projects import TODAY


def made(folder: Path, name: str, text: str) -> list[dict[str, Any]]:
    """The fields of each file of content that a file becomes, in the order of their names."""
    source = folder / name
    source.write_text(text, "utf-8")
    brought = bringing.bring([source], folder / "content", TODAY, words("nl"))
    texts = sorted(one.text for one in brought.made)
    return [
        yaml.safe_load(re.sub(r"^---\n(.*?\n)---\n.*", r"\1", one, flags=re.S)) for one in texts
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("### Persona 2 Valerie Keo\nKomt vaak.\n", {"name": "Valerie Keo"}),
        ("# Persona\n\n## 1 - Emily\n**Age:** 16\n**Goals:**  \n- Win  \n- Learn  \n",
         {"name": "Emily", "age": "16", "goals": ["Win", "Learn"]}),
        ("# Josh Parker\n\n21 years old\n\nA completer\n", {"name": "Josh Parker", "age": "21"}),
        ("# Ana\n\n**Comportamento:**\n- 📚 Estudiosa\n\n> **Necessidades:**  \n> - Certificados\n",
         {"behaviours": ["📚 Estudiosa"], "needs": {"functional": ["Certificados"]}}),
        ("# The planner\n\n**Name:** Jasmine, 27, marketer in Quezon City\n**Goals:** Rest\n",
         {"name": "Jasmine", "age": "27", "tagline": "marketer in Quezon City"}),
        ("# Sarah Chen (business traveller)\n\n## Goals\n- Fly\n",
         {"name": "Sarah Chen", "tagline": "business traveller"}),
        ('# The "Deals Hunter" (Mark)\n\n## Goals\n- Save\n',
         {"name": "Mark", "tagline": 'The "Deals Hunter"'}),
        ("# Dave\n\n Goals:\n1. See\n2. Save\n\n Frustrations:\n1. Wait\n\n Empathy Map:\n\nSays\n",
         {"goals": ["See", "Save"], "pains": ["Wait"]}),
        ("# Ana\n\n## Objetivos\nFormar sociedade.\n\nContinuar com clientes.\n",
         {"goals": ["Formar sociedade.", "Continuar com clientes."]}),
        ("<h1 align='center'>Anna Smit</h1>\n\n<dl>\n<dt>Age</dt>\n<dd>34</dd>\n<dt>Goals</dt>\n"
         "<dd>Sell</dd>\n<dd>Rest</dd>\n</dl>\n",
         {"name": "Anna Smit", "age": "34", "goals": ["Sell", "Rest"]}),
        ("# Anna\n\nLeeftijd\n: 34\n\nDoelen\n: Verkopen\n: Rusten\n",
         {"age": "34", "goals": ["Verkopen", "Rusten"]}),
        ("# Ana\n\n| Categoria | Detalhes |\n|---|---|\n"
         "| **Identidade** | **Nome:** Ana Luz <br> **Idade:** 32 <br> **Localização:** Rio |\n",
         {"name": "Ana Luz", "age": "32", "location": "Rio"}),
        ("# Chen\n\n**Photo:** a woman\n| Field | Detail |\n|---|---|\n| **Age** | 34 |\n"
         "| **Location** | Toronto |\n", {"age": "34", "location": "Toronto"}),
        ("# Ingrid\n\n- **Ålder**: 70 år\n- **Yrke**: Pensionär\n- **Mål**: Handla\n",
         {"age": "70 år", "occupation": "Pensionär", "goals": ["Handla"]}),
        ("# Bo\n\n## Goals\n\n- Book fast - Find a seat - Get a receipt\n",
         {"goals": ["Book fast", "Find a seat", "Get a receipt"]}),
        ("# Ana, estudante de Psicologia, 21 anos\n\n## Objetivos\n- Estudar\n",
         {"name": "Ana", "age": "21", "tagline": "estudante de Psicologia"}),
        ("# Alex Kim\n\n**Age**: 27\n**Location**: Utrecht\n\n## Profiles\n\n### LinkedIn\n"
         "- **Profile**: Engineer\n- **Frustration**: Too polished\n- **Tools**: Mail\n\n"
         "### GitHub\n- **Handle**: x\n",
         {"name": "Alex Kim", "age": "27", "location": "Utrecht"}),
    ],
)  # fmt: skip
def test_what_has_a_field_is_in_it(tmp_path: Path, text: str, wanted: dict[str, Any]) -> None:
    (found,) = made(tmp_path, "persona.md", text)
    assert {key: found.get(key) for key in wanted} == wanted


def test_headings_with_running_text_about_somebody_are_a_persona_each(tmp_path: Path) -> None:
    text = "# Personas\n\n## Agent\nSandra is a 28 year old agent.\n\n## Chief\nScott is a chief.\n"
    found = made(tmp_path, "personas.md", text)
    assert [(one["name"], one["tagline"], one.get("age")) for one in found] == [
        ("Sandra", "Agent", "28"), ("Scott", "Chief", None),
    ]  # fmt: skip
    (whole,) = made(tmp_path / "..", "beleid.md", text.replace("# Personas", "# Beleid"))
    assert whole["name"] == "Beleid"  # nothing says that these are personas


def test_personas_that_are_numbered_are_as_many_whatever_the_levels_of_their_headings(
    tmp_path: Path,
) -> None:
    text = "# Personas\n\n### Persona 1: Ann\n**Age:** 40\n**Goals:**\n- Teach\n\n"
    text += "# Persona 2: Bo\nHi\n"
    found = made(tmp_path, "people.md", text)
    assert [one["name"] for one in found] == ["Ann", "Bo"]


def test_a_file_in_a_folder_of_personas_is_one(tmp_path: Path) -> None:
    steps = "### Stage 1: Look\n**Actions:** Read\n\n### Stage 2: Buy\n**Actions:** Pay\n"
    text = f"# Casey Rivera\n\n**Age**: 31\n\n## Learning path\n\n{steps}"
    (tmp_path / "personas").mkdir()
    (found,) = made(tmp_path / "personas", "casey.md", text)
    assert (found.get("name"), found.get("age")) == ("Casey Rivera", "31")
    (found,) = made(tmp_path, "casey.md", text)  # nothing says so here
    assert "phases" in found
    (found,) = made(tmp_path / "personas", "journey.md", text)  # its own name says more
    assert "phases" in found


def test_japanese_headings_of_personas_part_them(tmp_path: Path) -> None:
    found = made(
        tmp_path,
        "a.md",
        "# 像\n\n## ペルソナ1：さくら\n年齢：11歳\n\n## ペルソナ2：りん\n年齢：20歳\n",
    )
    assert [(one["name"], one["age"]) for one in found] == [("さくら", "11歳"), ("りん", "20歳")]


def test_lists_of_objects_with_one_key_are_lists(tmp_path: Path) -> None:
    text = "- title: The hopper\n  age: 27\n  objectives:\n    - item: Grow\n    - item: Learn\n"
    (found,) = made(tmp_path, "personas.yml", text + "- title: The uniter\n  age: 54\n")[:1]
    assert (found["name"], found["goals"]) == ("The hopper", ["Grow", "Learn"])
    assert "occupation" not in found  # `title` says the name, and not a second time what she does


def test_numbered_journeys_of_a_file_are_as_many(tmp_path: Path) -> None:
    table = "| Stage | Aware | Buy |\n|-|-|-|\n| Actions | Look | Pay |\n| Pains | Slow | Dear |\n"
    text = (
        f"# User journeys\n\n## Journey 1: First visit\n\n{table}\n## Journey 2: Return\n\n{table}"
    )
    found = made(tmp_path, "journeys.md", text)
    assert [one["title"] for one in found] == ["Journey 1: First visit", "Journey 2: Return"]
    assert [phase["name"] for phase in found[0]["phases"]] == ["Aware", "Buy"]


def test_a_column_that_only_counts_steps_names_no_phase(tmp_path: Path) -> None:
    text = (
        "---\ntitle: Inspect\n---\n# {{ page.title }}\n\n| Step | Phase | Action | Pain point |\n"
        "|---|---|---|---|\n| 1 | Orient | Open | Slow |\n| 2 | Locate | Scan | Many |\n"
    )
    (found,) = made(tmp_path, "journey-map.md", text)
    assert found["title"] == "Inspect"
    assert [phase["name"] for phase in found["phases"]] == ["Orient", "Locate"]


def test_a_word_that_is_elsewhere_is_not_lost_where_it_stood_as_well(tmp_path: Path) -> None:
    """Control for the count: each of five "(Later)" is kept, though four would be found."""
    text = "# Ana\n\n" + "".join(f"**Step {n}** (Later): go\n\n" for n in range(5))
    source = tmp_path / "persona.md"
    source.write_text(text, "utf-8")
    (one,) = bringing.bring([source], tmp_path / "content", TODAY, words("nl")).made
    assert one.text.count("Later") >= 5


@pytest.mark.parametrize(
    ("name", "text", "path", "title"),
    [
        ("Nora/README.md", "**Age:** 31\n**Goals:**\n- Rest\n", "nora.md", "Nora"),
        ("README.md", "# README: Nora\n\n**Age:** 31\n**Goals:**\n- Rest\n", None, None),
        ("nora/license.md", "**Age:** 31\n**Goals:**\n- Rest\n", "nora.md", "Nora"),
        ("nora_two.md", "**Age:** 31\n**Goals:**\n- Rest\n", "nora-two.md", "Nora two"),
    ],
)
def test_no_file_gets_a_name_that_is_not_read(
    tmp_path: Path, name: str, text: str, path: str | None, title: str | None
) -> None:
    source = tmp_path / name
    source.parent.mkdir(exist_ok=True)
    source.write_text(text, "utf-8")
    (one,) = bringing.bring([source], tmp_path / "content", TODAY, words("nl")).made
    assert not leftover(one.path.name)
    assert path is None or (one.path.name, one.name) == (path, title)


SITE_PAGE = """---
layout: page
permalink: /personas/anna
image: https://cdn.example/anna.jpg
salary: high
---
# Anna

![photo](https://cdn.example/anna.jpg)

![Anna repairs a bicycle](https://cdn.example/work.jpg)

## Goals
- Find things, see [the study][1] and [more]

## Frustrations
- Slow

[home](https://site.example/) | [next](bob.html)

[1]: https://study.example/2020
[more]: https://more.example/x "More"
[2]: https://unused.example/y
<!-- draft by Kim -->
"""


def test_what_a_page_was_made_with_is_no_secret_and_in_no_text(tmp_path: Path) -> None:
    """The keys and addresses of a program for websites are comments: in `notes_internal`, a page
    that says the same address stops the build."""
    source = tmp_path / "anna.md"
    source.write_text(SITE_PAGE, "utf-8")
    (brought,) = bringing.bring([source], tmp_path / "content", TODAY, words("nl")).made
    anna = yaml.safe_load(brought.text[4 : brought.text.index("\n---\n", 4)])
    assert anna["notes_internal"] == "salary: high\n\ndraft by Kim"
    assert anna["pains"] == ["Slow"]
    goal = "see [the study](https://study.example/2020) and [more](https://more.example/x)"
    assert anna["goals"] == [f"Find things, {goal}"]
    text = brought.text
    shown = text[text.index("\n---\n", 4) :]
    assert "Anna repairs a bicycle" in shown
    for gone in ("photo", "home", "unused.example", "[1]:"):
        assert gone not in shown
    for kept in ("permalink: /personas/anna", "layout: page", "unused.example/y", "bob.html"):
        assert any(kept in line for line in text.split("\n") if line.startswith("#")), kept


def test_what_stands_below_a_heading_of_two_is_told_apart(tmp_path: Path) -> None:
    (maria,) = made(
        tmp_path, "personas.md",
        '# User Personas\n\n## Primary Persona\n\n### Maria Lopez - "The organiser"\n\n'
        "#### Goals & Motivations\n\n**Primary Goal:**\n> Nobody waits\n\n**Secondary Goals:**\n"
        "- Order once\n- Fewer calls\n\n**Motivations:**\n- Thanks\n\n"
        "#### Pain Points & Frustrations\n\n**Critical Pain:**\n> Invoices\n\n"
        "**Other Frustrations:**\n1. Slow replies\n2. Portals\n\n*Last updated: May*\n",
    )  # fmt: skip
    assert (maria["name"], maria["tagline"]) == ("Maria Lopez", "The organiser")
    assert maria["goals"] == ["Nobody waits", "Order once", "Fewer calls"]
    assert maria["motivations"] == ["Thanks"]
    assert maria["pains"] == ["Invoices", "Slow replies", "Portals"]


def test_a_summary_of_an_object_is_told_and_its_id_is_not(tmp_path: Path) -> None:
    source = tmp_path / "team.json"
    source.write_text(
        '[{"id": "p2", "name": "Omar", "summary": "Omar films.", "age": 29}]', "utf-8"
    )
    (brought,) = bringing.bring([source], tmp_path / "content", TODAY, words("nl")).made
    assert brought.text.endswith("---\n\nOmar films.\n")
    assert "\n# id: p2\n" in brought.text


def test_a_feeling_with_its_rating_or_face_is_on_the_curve(tmp_path: Path) -> None:
    told = (
        "# Journey: a passport\n\n| Stage | Actions | Thoughts / Feelings | Pain Points |\n"
        "|---|---|---|---|\n| Find | Searches | Unsure 😕 | – |\n"
        "| Book | Picks | Curious, sceptical (2/5) | n/a |\n"
        "| Collect | Comes | Happy (9/10) | Queue |\n"
    )
    (found,) = made(tmp_path, "passport.md", told)
    assert [phase["emotion"]["score"] for phase in found["phases"]] == [-1, -1, 1.6]
    assert [phase.get("pains") for phase in found["phases"]] == [None, None, ["Queue"]]
    assert "lanes" not in found  # none of its own

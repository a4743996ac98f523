"""Mistakes that beginners make in Dutch content in; where they are told, and what to type, out."""

from __future__ import annotations

from pathlib import Path

import pytest

from affiche import content
from affiche.errors import Kind
from affiche.words import words
from tests.support.projects import TODAY

PERSONA = "---\nname: Peter\nage: 42\nreviewers: [Verkoop, Service]\n{more}---\nPeter werkt.\n"
JOURNEY = (
    "title: Reis\npersona: peter\nphases:\n  - name: Kiezen\n    touchpoints:\n"
    "      - name: Beurs\n        action: Kijkt\n      - name: Website\n        action: Leest\n"
)


def told(folder: Path, site: str = "name: X\n", persona: str = PERSONA, journey: str = "") -> str:
    """What is said of a project, in Dutch."""
    for name, text in (
        ("site.yaml", site),
        ("personas/peter.md", persona.replace("{more}", "")),
        ("journeys/reis.yaml", journey or JOURNEY),
    ):
        (folder / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content" / name).write_text(text, "utf-8")
    found = content.load(folder / "content", TODAY).problems
    wrong = [one for one in found if one.kind is not Kind.ADVICE]
    return "\n".join(
        f"{p.place.path.rpartition('/')[2]}:{p.place.line}:{p.place.column} "
        f"{words('nl').say(p.what, **p.values)}. {words('nl').say(p.hint, **p.values)}"
        for p in wrong
    )


@pytest.mark.parametrize(
    ("written", "line", "said"),
    [
        ("photo:\n  file: a.svg\n  focus: 50 40\n", "7:10", "Typ: `focus: [50, 40]`"),
        ("photo:\n  file: a.svg\n  focus: 50% 40%\n", "7:10", "Typ: `focus: [50, 40]`"),
        ("locatie Barendrecht\n", "5:1", "Typ: `location: Barendrecht`"),
        ("location; Delft\nhousehold=Getrouwd\nsegment: B\n", "6:1", "Typ: `household: Getrouwd`"),
        ("tools: [Excel, Word}\n", "5:20", "Typ: `tools: [Excel, Word]`"),
        ("quotes:\n  - text: Ja\n  source: Belronde\n  date: 2026-01-02\n", "7:3", "met 4 spaties"),
    ],
)
def test_a_slip_is_told_at_its_line(tmp_path: Path, written: str, line: str, said: str) -> None:
    found = told(tmp_path, persona=PERSONA.replace("{more}", written))
    assert f"peter.md:{line} " in found and said in found, found


def test_round_brackets_are_a_list(tmp_path: Path) -> None:
    persona = PERSONA.replace("[Verkoop, Service]", "(Verkoop, Service)")
    assert told(tmp_path, persona=persona) == ""
    persona = PERSONA.replace("[Verkoop, Service]", "Verkoop, Inkoop en Service")
    found = told(tmp_path, persona=persona)
    assert "peter.md:4:12 " in found and "`reviewers: [Verkoop, Inkoop, Service]`" in found


def test_a_list_of_papers_says_what_for(tmp_path: Path) -> None:
    found = told(tmp_path, site="name: X\nposters: A2, A3\n")
    assert found.startswith("site.yaml:2:10 ") and "`posters: {persona: [a2, a3]}`" in found


def test_an_address_has_no_blank_in_it(tmp_path: Path) -> None:
    for address in ("https://klant beeld.nl", "https://", "https://["):
        assert "site.yaml:2:6 " in told(tmp_path, site=f"name: X\nurl: {address}\n")


def test_an_item_of_several_fields_that_lost_its_dash_is_told_there(tmp_path: Path) -> None:
    journey = JOURNEY.replace("      - name: Beurs", "        name: Beurs")
    assert told(tmp_path, journey=journey).startswith("reis.yaml:6:9 ")


def test_a_file_of_measurements_that_is_not_there_is_the_only_mistake(tmp_path: Path) -> None:
    (tmp_path / "content/measurements").mkdir(parents=True)
    (tmp_path / "content/measurements/nps.csv").write_text(
        "date;score;Klanttype\n2026-01-02;9;Inkoper\n2026-01-03;8;Inkoper\n", "utf-8"
    )
    named = "name: X\nmeasurements:\n  nps:\n    file: nps.{}\n    persona: Klanttype\n"
    assert "Inkoper" in told(tmp_path, site=named.format("csv"))
    found = told(tmp_path, site=named.format("xls"))
    assert "Bedoelde je `nps.csv`" in found and "Inkoper" not in found


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("review_by: 46357\n", "een rekenblad dagen telt. Typ: `review_by: 2026-12-01`"),
        ("review_by: 20000\n", "bij `review_by` hoort een datum, niet `20000`. Schrijf die als"),
    ],
)
def test_a_day_as_a_spreadsheet_counts_is_told_as_a_day(
    tmp_path: Path, written: str, said: str
) -> None:
    assert said in told(tmp_path, persona=PERSONA.replace("{more}", written))


@pytest.mark.parametrize("address", ["C:\\Users\\jan\\a.jpg", "file:///C:/a.jpg", "c:/a.jpg"])
def test_a_picture_on_a_computer_is_of_no_other_site(tmp_path: Path, address: str) -> None:
    found = told(tmp_path, persona=f"{PERSONA}\n![Foto]({address})\n")
    assert "dit plaatje staat op je eigen computer" in found
    assert "andere site" in told(tmp_path, persona=f"{PERSONA}\n![Foto](https://x.example/a.jpg)\n")


@pytest.mark.parametrize(
    "line", ["**name:** Sanne", "**Naam**: Sanne", "- Name : Sanne", "naam: *Sanne*"]
)
def test_a_name_that_stands_in_the_text_is_told_as_its_heading(tmp_path: Path, line: str) -> None:
    found = told(tmp_path, persona=f"\n{line}\n\nSanne plant.\n")
    assert "peter.md:2:1 `name` ontbreekt. Typ: `# Sanne`" in found
    assert told(tmp_path, persona="\n# Sanne\n\nSanne plant.\n") == ""


LISTED = """\
title: Reis
persona: peter
phases:
  buy:
    touchpoints:
      Beurs: {action: Kijkt, emotion: 9}
  Gebruik:
    goal: Klaar
"""


def test_a_mapping_where_a_list_belongs_is_told_item_by_item(tmp_path: Path) -> None:
    """Also what is wrong within an item is told at once."""
    found = told(tmp_path, journey=LISTED)
    lines = {line.partition(" ")[0]: line.partition("Typ: ")[2] for line in found.split("\n")}
    assert lines["reis.yaml:4:3"] == "`- id: buy`"
    assert lines["reis.yaml:6:7"] == "`- name: Beurs`"
    assert lines["reis.yaml:7:3"] == "`- name: Gebruik`"
    assert "Op een schaal van 0 tot 10 is 9 hier 1,6" in found
    written = "channels:\n  email: 4\n  phone: vaak\n"
    found = told(tmp_path, persona=PERSONA.replace("{more}", written))
    assert "Typ: `- {channel: email, use: 4}`" in found
    assert "Typ: `- channel: phone`" in found and "getal van 0 tot en met 5" in found
    assert "onbekende sleutel" not in found


def test_texts_that_were_written_as_fields_are_told_as_items(tmp_path: Path) -> None:
    written = "pains:\n  Te duur: elke keer\n  Te laat:\n"
    found = told(tmp_path, persona=PERSONA.replace("{more}", written))
    assert 'Typ: `- "Te duur: elke keer"`' in found and "Typ: `- Te laat`" in found


def test_one_item_without_its_dash_stays_one(tmp_path: Path) -> None:
    written = "channels:\n  channel: email\n  use: 4\n"
    assert "Typ: `- " not in told(tmp_path, persona=PERSONA.replace("{more}", written))

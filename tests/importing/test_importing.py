"""Files of other programs in; what stands where in content, on the page and in the report, out."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
import yaml
from PIL import Image

from affiche import cli, content
from affiche.building import pipeline
from affiche.building.options import Options
from affiche.errors import ContentError
from affiche.importing import bringing, pictures, told
from affiche.importing.bringing import Brought
from affiche.importing.personas import sentences
from affiche.model import Visibility
from affiche.words import words
from tests.support.projects import THEMES, TODAY, tree
from tests.support.spreadsheets import xlsx

DUTCH = words("nl")
WORD = re.compile(r"[^\W_]+")
TWO = """\
# Onze persona’s

Uit twaalf gesprekken.

## Persona 1: Sanne de Boer

**Leeftijd:** 34
**Beroep**: Inkoper

> “Ik wil het vandaag weten.”

### Doelen

- Sneller bestellen
- Minder bellen

### Frustraties
- Wachten op offertes

### Achtergrond
Sanne werkt sinds 2016 bij de bouwmarkt.

### Marge

| Jaar | Marge |
|---|---|
| 2025 | 41 % |

<!-- nog checken met Finance -->

## Persona 2 – Mehmet

- Age: 51
- Job title: Installateur
- Pain points: te veel portalen; te weinig mensen

### Interne afspraken
Niet bellen na zessen.

## Hoe we ze gebruiken

Bij elk besluit.
"""
JOURNEY = """\
# Customer journey map

**Persona:** Sanne de Boer
**Scenario:** Een spoedbestelling

| Stage | Aware | Buy | Use |
|---|---|---|---|
| Actions | Zoekt online | Belt de balie | Monteert |
| Emotions | 😊 benieuwd | 3/5 | 😡 boos |
| Pain points | Te veel keus | Lang wachten<br>Geen bevestiging | Onderdeel mist |
| Weather | zon | regen | wind |
"""
DIAGRAM = """\
# Onboarding

```mermaid
journey
    title Mijn eerste dag
    section Thuis
      Zet koffie: 5: Sanne
      Zoekt de pas: 1: Sanne, Kat
    section Kantoor
      Krijgt een laptop: 3: IT
```

Meer tekst erbij.
"""


def bring(folder: Path, **files: str | bytes) -> Brought:
    """Write the files (`name__ending`), and bring all of them into `folder`/content."""
    paths = []
    for name, said in files.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(said if isinstance(said, bytes) else said.encode())
        paths.append(path)
    return bringing.bring(paths, folder / "content", TODAY, DUTCH)


def fields(folder: Path, name: str) -> dict[str, object]:
    """The fields of a file of content."""
    text = (folder / "content" / name).read_text("utf-8")
    header = text.split("---\n")[1] if name.endswith(".md") else text
    found: dict[str, object] = yaml.load(header, Loader=yaml.BaseLoader)
    return found


def shown(folder: Path) -> str:
    """Every word on the pages of the site that the content makes."""
    if not list((folder / "content").glob("personas/*")):
        (folder / "content/personas").mkdir()
        (folder / "content/personas/iemand.md").write_text("# Iemand\n", "utf-8")
    site = folder / "site"
    pipeline.build(Options(folder / "content", THEMES, site, TODAY, pdf=False))
    pages = (path.read_text("utf-8") for path in site.rglob("*.html"))
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)) for page in pages)


def test_several_personas_in_one_file_become_as_many(tmp_path: Path) -> None:
    bring(tmp_path, personas__md=TWO)
    assert set(tree(tmp_path / "content")) == {"personas/mehmet.md", "personas/sanne-de-boer.md"}
    sanne = fields(tmp_path, "personas/sanne-de-boer.md")
    assert sanne["name"] == "Sanne de Boer" and sanne["status"] == "concept"
    assert (sanne["age"], sanne["occupation"]) == ("34", "Inkoper")
    assert sanne["goals"] == ["Sneller bestellen", "Minder bellen"]
    assert sanne["pains"] == ["Wachten op offertes"]
    assert sanne["quote"] == {"text": "Ik wil het vandaag weten."}
    assert sanne["notes_internal"] == "nog checken met Finance"
    mehmet = fields(tmp_path, "personas/mehmet.md")
    assert mehmet["pains"] == ["te veel portalen", "te weinig mensen"]


def test_every_word_is_on_the_page_or_in_the_file_where_nobody_sees_it(tmp_path: Path) -> None:
    brought = bring(tmp_path, personas__md=TWO)
    page = set(WORD.findall(shown(tmp_path)))
    lost = set(WORD.findall(TWO)) - page
    hidden = {w for made in brought.made for w in WORD.findall(made.text)}
    assert lost <= hidden
    assert {"Finance", "checken"} <= lost  # a remark is on no page
    assert {"Marge", "2025", "afspraken", "twaalf", "besluit"} <= page


def test_what_nobody_recognised_may_not_leave_the_company(tmp_path: Path) -> None:
    bring(tmp_path, personas__md=TWO)
    site = content.load(tmp_path / "content", TODAY).site
    assert site is not None
    sanne, mehmet = site.personas["sanne-de-boer"], site.personas["mehmet"]
    assert sanne.biography == "Sanne werkt sinds 2016 bij de bouwmarkt."
    sections = (*sanne.sections, *mehmet.sections)
    assert {one.visibility for one in sections} == {Visibility.INTERNAL}
    assert {one.title for one in sections} >= {"Marge", "Interne afspraken", "Onze persona’s"}
    assert mehmet.biography == ""


def test_a_table_becomes_a_journey_and_its_unknown_row_a_lane_for_colleagues(
    tmp_path: Path,
) -> None:
    bring(tmp_path, personas__md=TWO, journey__md=JOURNEY)
    made = fields(tmp_path, "journeys/customer-journey-map.yaml")
    assert (made["persona"], made["scenario"]) == ("sanne-de-boer", "Een spoedbestelling")
    aware, buy, use = made["phases"]  # type: ignore[misc]
    assert aware["functional"] == {"summary": "Zoekt online"}
    assert aware["emotion"] == {"score": "1"}
    assert buy["emotion"] == {"score": "0", "feeling": "3/5"}
    assert buy["pains"] == ["Lang wachten", "Geen bevestiging"]
    assert use["lanes"] == {"weather": "wind"}
    loaded = content.load(tmp_path / "content", TODAY).site
    assert loaded is not None
    lanes = loaded.journeys["customer-journey-map"].seen_by
    assert lanes["weather"] is Visibility.INTERNAL
    assert "regen" in shown(tmp_path)


def test_a_diagram_becomes_a_journey_on_our_scale(tmp_path: Path) -> None:
    brought = bring(tmp_path, onboarding__md=DIAGRAM)
    made = fields(tmp_path, "journeys/mijn-eerste-dag.yaml")
    home, office = made["phases"]  # type: ignore[misc]
    assert home["touchpoints"][1] == {
        "name": "Zoekt de pas", "actor": "Sanne, Kat", "emotion": {"score": "-2"},
    }  # fmt: skip
    assert office["touchpoints"][0]["emotion"] == {"score": "0"}
    assert "Meer tekst erbij." in brought.made[0].text


def test_rows_and_columns_of_a_table_are_personas(tmp_path: Path) -> None:
    rows = "Naam;Leeftijd;Doelen;Budget\nSanne;34;Snel;veel\nMehmet;51;Zeker;weinig\n"
    columns = [["", "Ina", "Bob"], ["Age", 29, 61], ["Frustrations", "a\nb", "c"]]
    bring(tmp_path, klanten__csv=rows.encode("cp1252"), team__xlsx=xlsx(columns))
    assert fields(tmp_path, "personas/sanne.md")["goals"] == ["Snel"]
    assert fields(tmp_path, "personas/ina.md")["pains"] == ["a", "b"]
    assert fields(tmp_path, "personas/bob.md")["age"] == "61"
    assert "## Budget" in (tmp_path / "content/personas/mehmet.md").read_text("utf-8")


def test_rows_of_touchpoints_are_a_journey(tmp_path: Path) -> None:
    table = (
        "Phase,Touchpoint,Channel,Emotion,Rating note\n"
        "Buy,Website,web,4,ok\nBuy,Shop,counter,2,so\nUse,Manual,pdf,5,fine\n"
    )
    bring(tmp_path, journey__csv=table)
    buy, use = fields(tmp_path, "journeys/journey.yaml")["phases"]  # type: ignore[misc]
    assert [one["name"] for one in buy["touchpoints"]] == ["Website", "Shop"]
    assert buy["touchpoints"][1]["emotion"] == {"score": "-1", "feeling": "2"}
    assert use["touchpoints"] == [{"name": "Manual"}]


def test_json_of_any_form(tmp_path: Path) -> None:
    told_ = {"personas": [
        {"fullName": "Ada", "demographics": {"age": 36}, "painPoints": ["Ruis", "Drukte"],
         "score": 7},
        {"fullName": "Bo", "goals": ["Rust"], "age": 20},
    ]}  # fmt: skip
    map_ = {"title": "Kopen", "stages": [
        {"name": "Zoeken", "actions": ["Googelt"], "touchpoints": ["Site", "App"]},
        {"name": "Betalen", "emotions": "blij", "painPoints": ["Traag"]},
    ]}  # fmt: skip
    bring(tmp_path, uit__json=json.dumps(told_), kaart__json=json.dumps(map_))
    assert fields(tmp_path, "personas/ada.md")["pains"] == ["Ruis", "Drukte"]
    assert fields(tmp_path, "personas/ada.md")["age"] == "36"
    first, second = fields(tmp_path, "journeys/kopen.yaml")["phases"]  # type: ignore[misc]
    assert first["touchpoints"] == [{"name": "Site"}, {"name": "App"}]
    assert second["emotional"] == {"summary": "blij"}


def sticky(text: str, x: int, y: int) -> dict[str, object]:
    return {
        "id": f"{x}-{y}", "type": "sticky_note", "data": {"content": f"<p>{text}</p>"},
        "position": {"x": x, "y": y}, "geometry": {"width": 200, "height": 200},
    }  # fmt: skip


def test_a_board_whose_notes_lie_as_a_map_is_a_journey(tmp_path: Path) -> None:
    rows = (("Stage", "Zoeken", "Kopen"), ("Actions", "Googelt", "Betaalt"),
            ("Pain points", "Te veel", "Te duur &amp; traag"))  # fmt: skip
    notes = [
        sticky(text, 300 * x, 300 * y + 7 * x)
        for y, row in enumerate(rows)
        for x, text in enumerate(row)
    ]
    bring(tmp_path, bord__json=json.dumps({"data": notes}))
    search, buy = fields(tmp_path, "journeys/bord.yaml")["phases"]  # type: ignore[misc]
    assert search["functional"] == {"summary": "Googelt"}
    assert buy["pains"] == ["Te duur & traag"]


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str) -> bytes:
    """A Word document with this in its body."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>"
        )
    return packed.getvalue()


def paragraph(text: str, style: str = "", bold: bool = False) -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    loud = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f"<w:p>{named}<w:r>{loud}<w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def test_a_word_document(tmp_path: Path) -> None:
    cell = "<w:tc>{}</w:tc>".format
    table = "".join(
        f"<w:tr>{cell(paragraph(left))}{cell(paragraph(right))}</w:tr>"
        for left, right in (("Leeftijd", "44"), ("Woonplaats", "Zwolle"))
    )
    body = (
        paragraph("Joris van Dam", "Heading1") + f"<w:tbl>{table}</w:tbl>"
        + paragraph("Doelen", "Heading2") + paragraph("Groeien", "ListParagraph")
        + paragraph("Rust", "ListParagraph") + paragraph("Vrije tijd", "Heading2")
        + paragraph("Vist graag.")
        + "<w:p><w:del><w:r><w:delText>weg</w:delText></w:r></w:del></w:p>"
    )  # fmt: skip
    bring(tmp_path, joris__docx=docx(body))
    joris = fields(tmp_path, "personas/joris-van-dam.md")
    assert (joris["age"], joris["location"]) == ("44", "Zwolle")
    assert joris["goals"] == ["Groeien", "Rust"]
    text = (tmp_path / "content/personas/joris-van-dam.md").read_text("utf-8")
    assert "## Vrije tijd\n\nVist graag." in text and "weg" not in text


def test_what_the_reader_would_refuse_goes_to_the_notes(tmp_path: Path) -> None:
    odd = (
        "# Kim\n\n## Doelen\n- Intern: marge\n- Groei\n\n## Code\n```\nnooit dicht\n"
        "\n## Plan\nvisibility: secret is geheim\n"
    )
    brought = bring(tmp_path, kim__md=odd)
    assert content.load(tmp_path / "content", TODAY).site is not None
    assert set(WORD.findall(odd)) <= set(WORD.findall(brought.made[0].text))
    kim = fields(tmp_path, "personas/kim.md")
    assert kim["goals"] == ["Groei"] and "Intern: marge" in str(kim["notes_internal"])
    shown(tmp_path)


@pytest.mark.parametrize(
    ("name", "raw", "what"),
    [
        ("leeg.md", b" \n", "leeg"),
        ("kapot.docx", b"PK\x03\x04rest", "Word-document"),
        ("geen.docx", b"gewoon tekst", "Word-document"),
        ("kapot.xlsx", b"PK\x03\x04rest", "opnieuw"),
        ("kapot.json", b'{"a": ', "JSON"),
        ("beeld.md", b"\x89PNG\0\0\1\2" * 40, "tekst"),
        ("plaat.png", b"\x89PNG", ".png"),
        ("stroom.mmd", b"graph TD\n A-->B\n", "Mermaid"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    name: str, raw: bytes, what: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_bytes(raw)
    assert cli.main(["import", name, "bestaat-niet.md"]) == 2
    said = capsys.readouterr().err
    assert f"{name}:1" in said and what in said
    assert "bestaat-niet.md:1:1: error: dat bestand is er niet" in said
    assert not (tmp_path / "content").exists()


def test_an_entity_bomb_in_a_word_document_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", f'<!DOCTYPE x [<!ENTITY a "b">]><w:document {W}/>')
    with pytest.raises(ContentError):
        bring(tmp_path, bom__docx=packed.getvalue())


def test_nothing_is_ever_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "personas.md").write_text(TWO, "utf-8")
    assert cli.main(["import", "personas.md", "--dry-run"]) == 0
    assert not (tmp_path / "content").exists()
    assert cli.main(["import", "personas.md"]) == 0
    before = tree(tmp_path / "content")
    assert "agency" not in capsys.readouterr().out
    assert cli.main(["import", "personas.md"]) == 2
    said = capsys.readouterr().err
    assert "content/personas/sanne-de-boer.md" in said and "--content" in said
    assert tree(tmp_path / "content") == before


def test_the_report_says_what_went_where_and_who_sees_it(tmp_path: Path) -> None:
    brought = bring(tmp_path, personas__md=TWO)
    found = json.loads(told.as_json(brought, DUTCH, True))
    sanne = next(one for one in found["files"] if one["name"] == "Sanne de Boer")
    went = {one["label"]: (one["line"], one["to"], one["visibility"]) for one in sanne["moved"]}
    assert went["Doelen"] == (12, "goals", "agency")
    assert went["Marge"] == (23, "section", "internal")
    assert went["nog checken met Finance"][1:] == ("notes_internal", "secret")
    said = "\n".join(told.lines(brought, DUTCH, True))
    assert "regel 12: Doelen → goals (bureau)" in said
    assert "tekstblok “Marge” (intern)" in said


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name in ("een", "twee"):
        (tmp_path / name).mkdir()
        bring(tmp_path / name, personas__md=TWO, journey__md=JOURNEY)
        made.append(tree(tmp_path / name / "content"))
    assert made[0] == made[1]


def test_a_journey_without_phases_names_none_by_headings_that_nobody_knows(tmp_path: Path) -> None:
    text = "# Klantreis\n\n## Interne marge\n1. 41 %\n2. stil\n\n## Stap 2: Kopen\nBetaalt.\n"
    bring(tmp_path, reis__md=text)
    made = fields(tmp_path, "journeys/klantreis.yaml")
    first, second = made["phases"]  # type: ignore[misc]
    assert first == {
        "name": "Fase 1",
        "lanes": {"toelichting": "**Interne marge**\n\n1. 41 %\n2. stil"},
    }
    assert second["name"] == "Stap 2: Kopen"
    assert "Interne marge" in shown(tmp_path)


def test_what_is_too_much_or_too_deep_is_told(tmp_path: Path) -> None:
    deep = "[" * 400 + "1" + "]" * 400
    for name, said, hint in (
        ("groot__md", "# Bo\n\n" + "woord " * 250_000, "1 MB"), ("diep__json", deep, "Take out"),
    ):  # fmt: skip
        with pytest.raises(ContentError) as wrong:
            bring(tmp_path, **{name: said})
        assert hint in wrong.value.problems[0].hint


def test_headings_that_say_a_label_and_its_value_are_a_persona_a_name(tmp_path: Path) -> None:
    told = (
        "# Wie er spelen\n\n#### Name: Ben Smit\n#### Age: 14\n#### Gender: Male\nBen speelt.\n"
        "\n#### Name: Jessica Maas\n#### Age: 28\n#### Gender: Female\nJessica geeft les.\n"
    )
    bring(tmp_path, spelers__md=told)
    assert fields(tmp_path, "personas/ben-smit.md")["age"] == "14"
    assert "Ben speelt." in (tmp_path / "content/personas/ben-smit.md").read_text("utf-8")
    assert fields(tmp_path, "personas/jessica-maas.md")["name"] == "Jessica Maas"


def test_a_file_of_several_gives_its_title_to_none_and_a_summary_is_nobody(tmp_path: Path) -> None:
    told = (
        "---\ntitle: Onze mensen\n---\n# User Personas\n\nUit gesprekken.\n\n"
        "## 1. Koper\n\n- **Doelen:** snel klaar\n- **Frustraties:** wachten\n\n"
        "## 2. Beheerder\n\n- **Doelen:** rust\n- **Frustraties:** storing\n\n"
        "## Persona Summary\n\n| Persona | Doel |\n|---|---|\n| Koper | tempo |\n"
    )
    bring(tmp_path, mensen__md=told)
    assert set(tree(tmp_path / "content")) == {"personas/koper.md", "personas/beheerder.md"}
    koper = (tmp_path / "content/personas/koper.md").read_text("utf-8")
    assert "Onze mensen" in koper and "tempo" in koper


def test_a_name_with_what_somebody_is_behind_it_is_a_name_and_a_tagline(tmp_path: Path) -> None:
    bring(tmp_path, ron__md="# Ron, oudere man met twee aandoeningen\n\n## Doelen\n- lezen\n",
          smit__md="# Smit, Jan\n\n## Doelen\n- lezen\n")  # fmt: skip
    ron = fields(tmp_path, "personas/ron.md")
    assert (ron["name"], ron["tagline"]) == ("Ron", "oudere man met twee aandoeningen")
    assert fields(tmp_path, "personas/smit-jan.md")["name"] == "Smit, Jan"


def test_lists_and_quotes_as_others_write_them(tmp_path: Path) -> None:
    told = (
        "# Kim\n\n## Goals & Motivations\n\n1. Groei\n2. Rust\n\n"
        "## Pains\n\nVeel is oud (niet gemeten; alleen gehoord). Dat duurt; en duurt.\n\n"
        "## Needs\n\n| Soort | Wat |\n|---|---|\n| **Eerst** | Een lijst 🙂 |\n| Later | Meer |\n\n"
        "## Quote\n\n> *“Ik wil *nu* weten.”*\n\n---\n\n"
        "## Meer\n- **Behaviors:** zoekt zelf\n- Plek van gebruik: thuis\n"
    )
    brought = bring(tmp_path, kim__md=told)
    kim = fields(tmp_path, "personas/kim.md")
    assert kim["goals"] == ["Groei", "Rust"]
    assert kim["pains"] == ["Veel is oud (niet gemeten; alleen gehoord). Dat duurt; en duurt."]
    assert kim["needs"] == {"functional": ["Eerst: Een lijst 🙂", "Later: Meer"]}
    assert kim["quote"] == {"text": "Ik wil *nu* weten."} and kim["behaviours"] == ["zoekt zelf"]
    assert "Een lijst 🙂" in brought.made[0].text and "1. Groei" not in brought.made[0].text
    assert "Plek van gebruik: thuis" in shown(tmp_path)


def test_what_is_told_around_a_drawing_is_on_the_page_when_it_is_short(tmp_path: Path) -> None:
    bring(tmp_path, dag__md="# Uitleg\n\nZo loopt het meestal.\n\n" + DIAGRAM)
    page = shown(tmp_path)
    assert "Zo loopt het meestal." in page and "# Uitleg" not in page


def test_stages_over_steps_as_smaply_draws_them_are_phases_with_touchpoints(tmp_path: Path) -> None:
    table = (
        "Stages,Inform,,Buy\nSteps,Sees an ad,Looks around,Pays\nEmotional journey,1,-2,2\n"
        "Channels,Web,Shop,Shop\nText lane,He wonders,Nobody helps,Happy\n"
    )
    bring(tmp_path, klant__csv=table)
    inform, buy = fields(tmp_path, "journeys/klant.yaml")["phases"]  # type: ignore[misc]
    assert [one["emotion"]["score"] for one in inform["touchpoints"]] == ["1", "-2"]
    assert buy["touchpoints"][0]["channel"] == "Shop"
    assert inform["lanes"]["text-lane"] == "- He wonders\n- Nobody helps"


def test_a_note_that_says_what_a_page_says_is_no_secret(tmp_path: Path) -> None:
    """Or the search for leaks finds it, and there is no site."""
    line = "Archetypen, gemaakt na gesprekken met echte mensen die het ook echt deden."
    told = f"---\ndescription: {line}\nwhat: {line}\nwie: Kees\n---\n# Kim\n\n## Doelen\n- Rust\n"
    bring(tmp_path, kim__md=told)
    assert line in shown(tmp_path)
    assert fields(tmp_path, "personas/kim.md")["notes_internal"] == "wie: Kees"


def test_a_table_that_numbers_its_stages_is_a_journey_whatever_its_columns_are(
    tmp_path: Path,
) -> None:
    told = (
        "# User Journey: leerling\n\n## Vooraf\n\nVan een docent, met veel woorden eromheen.\n\n"
        "## Journey\n\n| Stage | In het hoofd | Rivaal |\n|---|---|---|\n| 1. Les | wat | bord |\n"
        "| 2. Begin | hoe | vriend |\n| 3. Klaar | zo | boek |\n"
    )
    bring(tmp_path, reis__md=told)
    made = fields(tmp_path, "journeys/user-journey-leerling.yaml")
    assert [one["name"] for one in made["phases"]] == ["1. Les", "2. Begin", "3. Klaar"]  # type: ignore[attr-defined]
    assert made["phases"][1]["lanes"] == {"in-het-hoofd": "hoe", "rivaal": "vriend"}  # type: ignore[index]
    assert made["title"] == "User Journey: leerling"


def test_yaml_of_any_form(tmp_path: Path) -> None:
    told = (
        "# uit workshop\npersonas:\n  - name: Ada\n    age: 36\n    pain_points: [Ruis, Drukte]\n"
        "  - name: Bo\n    goals:\n      - Rust\n    age: 20\n"
    )
    brought = bring(tmp_path, uit__yaml=told)
    assert fields(tmp_path, "personas/ada.md")["pains"] == ["Ruis", "Drukte"]
    assert fields(tmp_path, "personas/bo.md")["goals"] == ["Rust"]
    assert any("workshop" in made.text for made in brought.made)
    with pytest.raises(ContentError):
        bring(tmp_path, kapot__yaml="a: [b\nc: }\n")


def test_addresses_of_links_alone_are_no_section(tmp_path: Path) -> None:
    bring(
        tmp_path,
        kim__md="[a]: https://x.example/a\n\n# Wie\n\n## Name: Kim\n\n## Age: 4\nZie [a].\n",
    )
    text = (tmp_path / "content/personas/kim.md").read_text("utf-8")
    assert text.count("## Inleiding") <= 1 and "x.example" in text


def png(width: int = 90, height: int = 90) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (width, height), "#246").save(held, "PNG")
    return held.getvalue()


def test_the_first_picture_of_each_persona_comes_along_as_its_photo(tmp_path: Path) -> None:
    files = {
        "mensen/anna.png": png(), "mensen/bob.png": png(80), "mensen/plan.png": png(200, 100),
        "mensen/eva.png": png(70),
        "mensen/teken.png": png(20, 20), "buiten.png": png(), "mensen/nep.png": b"geen plaatje",
        "content/images/anna.png": b"van een ander",
    }  # fmt: skip
    for name, raw in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(raw)
    (tmp_path / "mensen/link.png").symlink_to(tmp_path / "buiten.png")
    said = (
        "# Persona 1: Anna\n![teken](teken.png) ![](../buiten.png) ![](link.png) ![](nep.png)\n"
        "\n![Anna lacht](anna.png)\n\nHaar plan: ![Het plan](plan.png)\n\n"
        '# Persona 2: Bob\n<img src="./bob.png" alt="Bob">\n\nBezorgt.\n\n'
        '# Persona 3: Eva\n\n<img src="eva.png" alt="Eva wacht">\n\n'
        "# Persona 4: Kim\nGeen plaatje.\n"
    )
    (tmp_path / "mensen/alle.md").write_text(said, "utf-8")
    brought = bringing.bring([tmp_path / "mensen/alle.md"], tmp_path / "content", TODAY, DUTCH)
    assert files_of(tmp_path / "content/images") == {
        "anna.png": b"van een ander", "anna-2.png": files["mensen/anna.png"],
        "anna-3.png": files["mensen/plan.png"], "bob.png": files["mensen/bob.png"],
        "eva.png": files["mensen/eva.png"],
    }  # fmt: skip
    names = [path.name for path in brought.images]
    assert names == ["anna-2.png", "anna-3.png", "bob.png", "eva.png"]
    anna = fields(tmp_path, "personas/anna.md")
    assert anna["photo"] == {"file": "anna-2.png", "alt": "Anna lacht"}
    assert "## Beelden\n\n![Het plan](anna-3.png)" in brought.made[0].text
    report = [line.strip() for line in told.lines(brought, DUTCH, True)]
    assert "regel 6: plan.png → tekstblok “Beelden”, als images/anna-3.png (intern)" in report
    assert "teken" in brought.made[0].text and "link.png" in brought.made[0].text
    assert fields(tmp_path, "personas/bob.md")["photo"] == {"file": "bob.png", "alt": "Bob"}
    assert "photo" not in fields(tmp_path, "personas/kim.md")


@pytest.mark.parametrize("repository", [False, True])
def test_pictures_beside_the_folder_or_in_the_repository_come_along(
    tmp_path: Path, repository: bool
) -> None:
    texts = tmp_path / "docs/mensen"
    for name in ("docs/images/anna.png", "docs/elders/bob.png", "static/img/eva.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(png())
    (texts / "images").mkdir(parents=True)
    (texts / "images/kim.png").write_bytes(png())
    if repository:
        (tmp_path / ".git").mkdir()
    said = {"anna": "../images/anna.png", "bob": "../elders/bob.png", "eva": "/img/eva.png",
            "kim": "../images/kim.png", "weg": "../../../weg.png"}  # fmt: skip
    for name, address in said.items():
        (texts / f"{name}.md").write_text(f"# {name.title()}\n![]({address})\n\nTekst.\n", "utf-8")
    sources = [texts / f"{name}.md" for name in said]
    brought = bringing.bring(sources, tmp_path / "content", TODAY, DUTCH)
    found = {path.stem for path in brought.images}
    assert found == ({"anna", "bob", "eva", "kim"} if repository else {"anna", "kim"})


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_so_does_the_one_in_a_word_document(tmp_path: Path) -> None:
    drawn = (
        '<w:p><w:r><w:drawing><wp:docPr xmlns:wp="x" descr="Joris op zijn [fiets]"/>'
        '<a:blip xmlns:a="y" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships" r:embed="rId7"/></w:drawing></w:r></w:p>'
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    links = f'<R><Relationship Id="rId7" Type="{kind}" Target="media/image1.png"/></R>'
    packed = io.BytesIO(docx(f"<w:p><w:r><w:t>Joris bezorgt post.</w:t></w:r></w:p>{drawn}"))
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("word/media/image1.png", png())
        archive.writestr("word/_rels/document.xml.rels", links)
    brought = bring(tmp_path, joris__docx=packed.getvalue())
    photo = fields(tmp_path, "personas/joris.md")["photo"]
    assert photo == {"file": "joris.png", "alt": "Joris op zijn fiets"}
    assert (tmp_path / "content/images/joris.png").read_bytes() == png()
    assert "image1" not in brought.made[0].text
    line = next(
        one for one in told.lines(brought, DUTCH, True) if "foto, als images/joris.png" in one
    )
    assert "(intern)" in line


PROSE = """\
Onze klanten in het kort.

Anna is 34 en werkt als inkoper bij een bouwmarkt. Ze woont met haar gezin in Delft. Haar man is 40.

**Doelen** Sneller bestellen. **Frustraties:** wachten op offertes.

Bob Jansen (51) is installateur. **Quote:** “Bel me gewoon.” Hij houdt van **Doelen** bij voetbal.
"""


def test_running_text_about_somebody_is_taken_apart_as_far_as_it_is_certain(tmp_path: Path) -> None:
    brought = bring(tmp_path, klanten__md=PROSE)
    anna, bob = (fields(tmp_path, f"personas/{name}.md") for name in ("anna", "bob-jansen"))
    assert {key: anna[key] for key in ("name", "age", "occupation", "location")} == {
        "name": "Anna", "age": "34", "occupation": "inkoper", "location": "Delft",
    }  # fmt: skip
    assert (anna["goals"], anna["pains"]) == (["Sneller bestellen."], ["wachten op offertes."])
    assert (bob["name"], bob["age"]) == ("Bob Jansen", "51")
    assert "goals" not in bob and "occupation" not in bob
    texts = " ".join(one.text for one in brought.made)
    assert "Haar man is 40." in texts and "Onze klanten in het kort." in texts
    assert not set(WORD.findall(PROSE)) - set(WORD.findall(texts))


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("Anna is 34 years old and works as a nurse in Leeds.", "Anna",
         {"age": "34", "occupation": "nurse"}),
        ("Kees van der Berg is een 34-jarige inkoper.", "Kees van der Berg", {"age": "34"}),
        ("She lives in Stratford upon Avon, near it.", "", {"location": "Stratford upon Avon"}),
        ("Hij woont in De Pijp", "", {"location": "De Pijp"}),
        ("Jean-Pierre a 34 ans et vit ici.", "Jean-Pierre", {"age": "34"}),
        # What may mean something else: distance, a number of times, another person, a thing.
        ("London is 34 miles away.", "", {}), ("Anna is 3 keer gevallen.", "", {}),
        ("Versie is 12.", "", {}), ("Het is 34 graden.", "", {}), ("Bob is 6.", "", {}),
        ("Anna is 34 jaar en haar man werkt als kok.", "Anna", {"age": "34"}),
        ("Anna is 34 jaar, zorgt voor haar broer en woont in Leiden.", "Anna", {"age": "34"}),
        ("Anna is a 34 year old nurse with a son who lives in Leeds.", "Anna", {"age": "34"}),
        ("Haar zoon werkt als kok. Ze is 34.", "", {}), ("Anna is 340 jaar oud.", "Anna", {}),
    ],
)  # fmt: skip
def test_what_first_sentences_say(text: str, name: str, found: dict[str, str]) -> None:
    assert sentences.introduced(text) == name
    assert dict(sentences.facts(text, name or "Anna")) == found


def test_a_picture_that_is_too_large_does_not_come_along(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    Image.new("RGB", (200, 200), "red").save(out, "PNG")
    face = out.getvalue()
    monkeypatch.setattr(pictures, "LARGEST", len(face))
    assert pictures.usable("a.png", face) == face
    assert pictures.usable("a.png", face + b"x") is None


def test_a_line_of_a_label_that_nobody_knows_ends_the_one_above_it(tmp_path: Path) -> None:
    bring(tmp_path, tom__md="# Tom\n\nAge: 33\nStatus: Draft\nTags: b2b, saas\n\nHoudt van data.\n")
    assert fields(tmp_path, "personas/tom.md")["age"] == "33"
    text = (tmp_path / "content/personas/tom.md").read_text("utf-8")
    assert "Status: Draft\nTags: b2b, saas\n" in text


def test_cells_below_each_other_have_the_label_above_them(tmp_path: Path) -> None:
    rows = [["Persona", "Sofie"], ["Age", "31"], ["Goals", "Leren"], ["", "Reizen"],
            ["Pain points", "Files"]]  # fmt: skip
    bring(tmp_path, sofie__xlsx=xlsx(rows))
    made = fields(tmp_path, "personas/sofie.md")
    assert (made["goals"], made["pains"]) == (["Leren", "Reizen"], ["Files"])


def test_the_title_above_a_table_is_the_one_of_the_journey(tmp_path: Path) -> None:
    rows = [["Klantreis verhuizen", "", ""], ["", "Voor", "Na"], ["Voelen", "-1", "2"],
            ["Kans", "Dozenservice", ""]]  # fmt: skip
    table = "\n\n| Fase | Voor | Na |\n|---|---|---|\n| Doen | In | Uit |\n| Kans | Doos | |\n"
    bring(tmp_path, a__xlsx=xlsx(rows), b__md="Klantreis wonen" + table)
    for name in ("verhuizen", "wonen"):
        made = fields(tmp_path, f"journeys/klantreis-{name}.yaml")
        assert made["title"] == f"Klantreis {name}"
        phases = made["phases"]
        assert isinstance(phases, list) and [one["name"] for one in phases] == ["Voor", "Na"]


def test_headings_that_rank_personas_hold_one_each(tmp_path: Path) -> None:
    said = "# Personas\n\n## Primary Persona\n\n### Henk\n\n#### Goals\n- Rust\n\n" \
           "## Secondary Persona\n\n### Yara\n\nNet begonnen.\n"  # fmt: skip
    bring(tmp_path, alle__md=said)
    assert set(tree(tmp_path / "content")) == {"personas/henk.md", "personas/yara.md"}

"""A third language without a line of Python: a folder with a catalogue. Days and numbers follow it,
and each writer's own language stays theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from affiche import words
from affiche.building import pipeline
from affiche.building.options import Options
from tests.support.projects import TODAY, project

CATALOGUE = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: fr\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Personas"
msgstr "Personnages"

msgid "Goals"
msgstr "Objectifs"

msgctxt "Status"
msgid "final"
msgstr "Définitif"

msgctxt "Status words"
msgid "final"
msgstr "définitive|approuvé"

msgctxt "heading"
msgid "goals"
msgstr "Objectifs"

msgid "{count} journey"
msgid_plural "{count} journeys"
msgstr[0] "{count} parcours"
msgstr[1] "{count} parcours en tout"
"""
FILES = {
    "site.yaml": "language: fr\nname: Chez Nous\n",
    "personas/anne.md": "---\nname: Anne\nstatus: approuvé\nreview_by: 2027-05-22\n"
    "occupation: Boulangère\nphoto: anne.svg\nowner: Luc\nevidence: {level: measured,"
    " survey_n: 1240}\nneeds: {functional: [Du temps], emotional: [Du calme]}\n---\n"
    "Elle se lève tôt.\n\n## Objectifs\n\n- Dormir\n",
    "personas/aisha.md": "---\nname: عائشة\nlanguage: ar\ngoals: [عمل]\n---\n",
    "personas/john.md": "---\nname: John\nlanguage: en\ngoals: [Sleep]\n---\n",
    "journeys/pain.yaml": "title: Le pain\npersona: anne\nphases: [{name: Un, emotion: 1.5}]\n",
    "images/anne.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
}  # fmt: skip


@pytest.fixture
def french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The catalogues as they are, and a folder beside that of Dutch."""
    locale = tmp_path / "locale"
    for folder in (folder for folder in words.LOCALE.iterdir() if folder.is_dir()):
        (locale / folder.name).mkdir(parents=True)
        for part in folder.glob("*.po"):
            (locale / folder.name / part.name).write_bytes(part.read_bytes())
    (locale / "fr").mkdir()
    (locale / "fr" / "site.po").write_text(CATALOGUE, "utf-8")
    monkeypatch.setattr(words, "LOCALE", locale)
    words.words.cache_clear()
    yield
    monkeypatch.undo()
    words.words.cache_clear()


@pytest.mark.usefixtures("french")
def test_a_folder_beside_the_dutch_one_is_a_language(tmp_path: Path) -> None:
    assert words.languages() == ("en", "fr", "nl")
    # Words for choices and headings, of any language that there is.
    from affiche.model.choices import Status

    assert words.choices(Status)["approuvé"] is Status.FINAL
    assert words.spellings(("goals",), "heading")["objectifs"] == "goals"
    spoken = words.words("fr-BE")
    assert spoken.gettext("Personas") == "Personnages"
    assert spoken.ngettext("{count} journey", "{count} journeys", 3) == "{count} parcours en tout"
    assert spoken.date(TODAY) == "22 novembre 2026"
    assert re.sub(r"\s", " ", spoken.number(1240.5)) == "1 240,5"
    assert spoken.gettext("Rights") == "Rights", "what nobody translated yet is English"


def test_a_theme_brings_a_language_and_each_text_keeps_its_own(tmp_path: Path) -> None:
    files = {
        **FILES,
        "personas/anne.md": FILES["personas/anne.md"].replace("approuvé", "final").replace(
            "## Objectifs", "## Goals"
        ),
        "site.yaml": FILES["site.yaml"] + "theme: maison\n",
        "../themes/maison/theme.yaml": "extends: affiche\n",
        "../themes/maison/locale/fr/site.po": CATALOGUE,
    }  # fmt: skip
    root = project(files)
    out = tmp_path / "site"
    pipeline.build(Options(root / "content", root / "themes", out, TODAY, pdf=False))
    anne = (out / "personas/anne/index.html").read_text("utf-8")
    assert '<html lang="fr" dir="ltr">' in anne
    assert "Personnages" in anne
    assert "Définitif" in anne
    assert "22 mai 2027" in anne
    assert re.search(r"1\s240", anne)
    assert '<h1 class="" dir="auto" lang="ar">عائشة</h1>' in (
        out / "personas/aisha/index.html"
    ).read_text("utf-8")
    gallery = (out / "personas/index.html").read_text("utf-8")
    assert {"ar", "en"} <= set(re.findall(r'lang="(\w+)"', gallery))
    # A spreadsheet of this language parts its cells by ";", since decimals have a comma.
    assert "1,5" in (out / "journeys/pain/pain.csv").read_text("utf-8")

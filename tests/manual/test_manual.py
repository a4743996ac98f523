"""The manual as a site: every page, link, field and command of it, in both languages."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from affiche import cli
from affiche.cli import offered
from affiche.editing import schema
from affiche.manual import fields
from affiche.manual.chapters import chapters
from affiche.outline import outline
from affiche.reading import documents
from affiche.reading.canonical import Own
from affiche.reading.keys import models, writable
from affiche.words import words
from tests.support import manual_pictures
from tests.support.projects import ROOT, tree

DOCS = ROOT / "docs"
LANGUAGES = ("nl", "en")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The manual, with a picture."""
    folder = tmp_path_factory.mktemp("manual")
    (folder / "shots").mkdir()
    Image.new("RGB", (300, 200), "navy").save(folder / "shots/persona.webp")
    out = folder / "out"
    call = ["manual", "--out", str(out), "--pictures", str(folder / "shots")]
    assert cli.main([*call, "--themes", str(ROOT / "themes")]) == 0
    return out


def pages(made: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(made.rglob("*.html")):
        yield path, path.read_text("utf-8")


def test_every_link_leads_to_a_page_and_a_part_that_is_there(made: Path) -> None:
    ids = {path: set(re.findall(r'id="([^"]+)"', page)) for path, page in pages(made)}
    wrong = []
    for path, page in pages(made):
        for address in re.findall(r'(?:href|src)="([^"]+)"', page):
            if re.match(r"https?:", address):
                continue
            name, _, anchor = html.unescape(address).partition("#")
            target = (path.parent / name).resolve() if name else path
            if not target.is_file() or (anchor and anchor not in ids[target]):
                wrong.append(f"{path.name}: {address}")
    assert wrong == []


def test_no_page_needs_more_than_its_policy_allows(made: Path) -> None:
    for path, page in pages(made):
        assert "Content-Security-Policy" in page, path
        assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?![^>]*\ssrc=)", page), path


def test_the_manual_has_the_same_chapters_in_both_languages(made: Path) -> None:
    dutch, english = (chapters(DOCS, language) for language in LANGUAGES)
    assert [one.group for one in dutch] == [one.group for one in english]
    assert [one.twin for one in dutch] == [one.id for one in english]
    files = [len(list((made / language).glob("*.html"))) for language in LANGUAGES]
    assert files[0] == files[1] > len(dutch)


@pytest.mark.parametrize("name", ["handleiding.md", "manual.md"])
def test_the_list_at_the_top_of_a_manual_names_every_chapter(name: str) -> None:
    text = (DOCS / name).read_text("utf-8")
    listed = re.findall(r"^\d+\. \[(.+)\]\(#", text, re.MULTILINE)
    assert listed == [head.title for head in outline(text).headings if head.level == 2]


def test_fields_are_those_of_the_model_and_none_is_missing() -> None:
    assert {kind: model for kind, (model, _) in fields.KINDS.items()} == {
        kind: model for kind, (model, _) in schema.KINDS.items()
    }
    for kind, (model, _) in fields.KINDS.items():
        found = fields.tables(kind, words("nl"))
        told = {(table.way, field.key) for table in found for field in table.fields}
        top = {fields.SPOKEN.get(name, name) for name in writable(model)}
        assert top == {key for way, key in told if not way}, kind
        ids = [table.id for table in found]
        assert len(ids) == len(set(ids))
        within = {field.within for table in found for field in table.fields if field.within}
        assert within <= set(ids), kind
        for name in writable(model):  # what has fields of its own has a table
            inside = list(models(model.model_fields[name].annotation))
            assert not inside or any(name in way or key == name for way, key in told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_example_of_a_field_can_be_typed(language: str) -> None:
    name = "handleiding.md" if language == "nl" else "manual.md"
    shown = fields.examples((DOCS / name).read_text("utf-8"))
    top = fields.tables("persona", words(language), shown)[0]
    for field in top.fields:
        if "{…}" in field.example:
            continue  # its own fields are told in a table
        front = "" if field.key == "name" else "name: Sanne\n"
        text = f"---\n{front}{field.example}\n---\n"
        read = documents.persona("p.md", "p", text.encode(), Own())
        wrong = [p for p in read.problems if p.kind == "error"]
        assert wrong == [], field


def test_labels_and_visibility_of_fields_are_shown(made: Path) -> None:
    page = (made / "nl/fields-persona.html").read_text("utf-8")
    row = page[page.index("<code>notes_internal</code>") :].partition("</tr>")[0]
    assert "Geheim" in row and "seen secret" in row
    assert "photo › consent" in page
    assert "<code>content/personas/&lt;id&gt;.md</code>" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_and_option_is_told(made: Path, language: str) -> None:
    page = (made / language / "all-commands.html").read_text("utf-8")
    assert [name for name in offered.COMMANDS if f'id="{name}"' not in page] == []
    own = {option.name for command in offered.COMMANDS.values() for option in command.own}
    assert [name for name in own if f"<code>{name}" not in page] == []


def test_pictures_that_the_manuals_name_are_those_that_are_made(made: Path) -> None:
    assert manual_pictures.named(DOCS) == set(manual_pictures.everything())
    counts = [
        sorted(manual_pictures.NAMED.findall((DOCS / name).read_text("utf-8")))
        for name in ("handleiding.md", "manual.md")
    ]
    assert counts[0] == counts[1] and len(counts[0]) == len(set(counts[0]))
    page = (made / "nl/een-persona-schrijven.html").read_text("utf-8")
    assert 'src="../assets/pictures/persona.webp"' in page and 'width="300"' in page
    assert "picture:" not in (made / "nl/posters.html").read_text("utf-8")


def test_pages_and_the_poster_of_the_pictures_are_really_made(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = {"style": manual_pictures.SHOTS["style"]}
    monkeypatch.setattr(manual_pictures, "SHOTS", few)
    small = tmp_path / "sample"
    for name in ("personas/peter.md", "images/peter.svg"):
        (small / name).parent.mkdir(parents=True, exist_ok=True)
        (small / name).write_bytes((ROOT / "content" / name).read_bytes())
    monkeypatch.setattr(manual_pictures, "CONTENT", small)
    manual_pictures.make(browser, tmp_path / "shots", tmp_path / "root")
    sizes = {}
    for path in (tmp_path / "shots").iterdir():
        with Image.open(path) as picture:
            sizes[path.stem] = picture.size
    assert sizes["style"] == (1200, 780)
    assert sizes["poster"][1] > sizes["poster"][0] > 800


@pytest.mark.parametrize("width", [320, 1280])
def test_a_page_fits_its_window_and_its_search_finds(
    made: Path, browser: Browser, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((made / "nl/fields-journey.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("/")
    page.keyboard.type("notitie")
    page.fill("#find", "toestemming foto")
    assert page.locator("#found a").count() > 0
    page.fill("#find", "zzqx")
    assert page.inner_text(".count").startswith("Niets")
    page.fill("#find", "persona")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/nl/.*\.html"))
    assert said == []
    page.close()


AXE = ROOT / "tests/browser/node_modules/axe-core/axe.min.js"


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed: .ci/setup test")
@pytest.mark.parametrize(("width", "dark"), [(1400, False), (390, True)])
def test_axe_finds_nothing(made: Path, browser: Browser, width: int, dark: bool) -> None:
    page = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light",
        bypass_csp=True,
    ).new_page()  # fmt: skip
    for name in ("nl/index.html", "nl/fields-journey.html", "en/fields-persona.html"):
        page.goto((made / name).as_uri())
        page.evaluate(AXE.read_text())
        found = page.evaluate("async () => (await axe.run()).violations.map(one => one.id)")
        assert found == [], name
    page.context.close()


def test_a_folder_of_somebody_else_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("van mij", "utf-8")
    assert cli.main(["manual", "--out", str(tmp_path), "--themes", str(ROOT / "themes")]) == 2
    assert str(tmp_path) in capsys.readouterr().err
    assert list(tree(tmp_path)) == ["mine.txt"]


def test_a_manual_is_made_anew_over_the_one_before(made: Path) -> None:
    before = tree(made)
    call = ["manual", "--out", str(made), "--themes", str(ROOT / "themes"), "--pictures"]
    assert cli.main([*call, str(made.parent / "shots")]) == 0
    assert tree(made) == before

"""What `new` puts around the content: workflows that name commands which exist, schemas, snippets,
and how content is written, for whoever helps."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import jsonschema
import pytest
import yaml

from affiche import cli
from affiche.cli.call import parse
from affiche.cli.offered import COMMANDS
from affiche.editing import explained, workplace
from affiche.model import Persona
from affiche.reading import keys
from affiche.words import words

AROUND = (
    "AGENTS.md", ".github/workflows/affiche.yml", ".gitlab-ci.yml", ".gitignore",
    ".githooks/pre-commit", ".vscode/settings.json", "schemas/persona.schema.json",
)  # fmt: skip


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["new", "site", "Proef"]) == 0
    monkeypatch.chdir(tmp_path / "proef")
    return tmp_path / "proef"


def test_a_new_site_builds_and_has_all_that_stands_around_it(site: Path) -> None:
    assert cli.main(["check"]) == 0
    for name in AROUND:
        assert (site / name).is_file(), name
    assert "{" + "command}" not in (site / "AGENTS.md").read_text()


def test_a_new_site_leaves_what_was_written_before_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    before = {
        "proef/content/personas/anna.md": b"---\nname: Anna\n---\nAnna vaart.\n",
        "proef/content/journeys/boot.yaml": "title: Ren\u00e9e\n".encode("cp1252"),
    }
    for name, content in before.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    assert cli.main(["new", "site", "Proef"]) == 0
    assert {name: (tmp_path / name).read_bytes() for name in before} == before
    (tmp_path / "proef/content/site.yaml").unlink()
    assert cli.main(["new", "site", "Proef"]) == 2  # its persona is there
    assert "bestaat al" in capsys.readouterr().err
    assert not (tmp_path / "proef/content/site.yaml").exists()


@pytest.mark.parametrize("name", ["klanten/proef", "/proef", "..\\proef", "AC/DC"])
def test_a_folder_is_no_name_of_a_site(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["new", "site", name]) == 2
    said = capsys.readouterr().err
    assert re.search(r"new site (proef|DC)\. ", said)
    assert re.search(r"--id [a-z-]+", said)
    assert not [*tmp_path.iterdir()]
    assert cli.main(["new", "site", name, "--id", "proef"]) == 0
    assert (tmp_path / "proef/content/site.yaml").is_file()


@pytest.mark.parametrize("name", ["Proef/", "Jansen / de Wit"])
def test_a_slash_in_a_name_is_one_where_nobody_takes_it_for_a_folder(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["new", "site", name]) == 0
    assert [path.name for path in tmp_path.iterdir()] in (["proef"], ["jansen-de-wit"])


def test_what_is_there_already_stays(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "AGENTS.md").write_text("eigen")
    assert cli.main(["new", "agents"]) == 0
    assert (site / "AGENTS.md").read_text() == "eigen"
    assert "AGENTS.md bestaat al" in capsys.readouterr().out


@pytest.mark.parametrize("name", [".github/workflows/affiche.yml", ".gitlab-ci.yml"])
def test_a_workflow_calls_commands_that_there_are(site: Path, name: str) -> None:
    text = (site / name).read_text()
    assert yaml.safe_load(text)
    assert "{install}" not in text
    calls = re.findall(r"^\s*(?:- |- run: |run: )affiche ([^|>\n]+)", text, re.M)
    assert len(calls) >= 3
    for call in calls:
        said = [word.strip('"') for word in call.split()]
        assert parse(said).command in COMMANDS


def test_the_hook_stops_a_mistake_and_lets_the_rest_pass(site: Path) -> None:
    def git(*said: str) -> subprocess.CompletedProcess[str]:
        run = ["git", "-c", "user.name=S", "-c", "user.email=s@x", *said]
        return subprocess.run(run, cwd=site, capture_output=True, text=True, check=False)

    program = site / "affiche"
    root = Path(__file__).parents[2]
    called = f'{root}/.venv/bin/python -m affiche "$@"'
    program.write_text("\n".join(["#!/bin/sh", f"PYTHONPATH={root} exec {called}", ""]))
    program.chmod(0o755)
    hook = site / ".githooks/pre-commit"
    said = hook.read_text().replace("in affiche ", f"in {program} ")
    hook.write_text(said)
    git("init", "-q")
    git("config", "core.hooksPath", ".githooks")
    git("add", "content")
    assert git("commit", "-qm", "goed").returncode == 0
    (site / "content/personas/peter.md").write_text("---\nnaam: Peter\ngaols: x\n---\n")
    git("add", "content")
    stopped = git("commit", "-qm", "fout")
    assert stopped.returncode != 0
    assert "gaols" in stopped.stderr
    (site / "los.txt").write_text("x")
    git("reset", "-q")
    git("add", "los.txt")
    assert git("commit", "-qm", "los").returncode == 0
    # A program that is found nowhere stops nobody.
    hook.write_text(re.sub(r"for program in .*;", "for program in /nowhere/affiche;", said))
    git("add", "content")
    passed = git("commit", "-qm", "onbekend")
    assert passed.returncode == 0
    assert "affiche check" in passed.stderr


def test_editors_get_what_they_can_read(site: Path) -> None:
    settings = json.loads((site / ".vscode/settings.json").read_text())
    for schema in settings["yaml.schemas"]:
        jsonschema.Draft7Validator.check_schema(json.loads((site / schema).read_text()))
    tasks = json.loads((site / ".vscode/tasks.json").read_text())
    pattern = tasks["tasks"][0]["problemMatcher"]["pattern"]["regexp"]
    found = re.match(pattern, "content/personas/peter.md:3:1: error: onbekende sleutel `gaols`.")
    assert found and found.groups()[:4] == ("content/personas/peter.md", "3", "1", "error")
    snippets = json.loads((site / ".vscode/affiche.code-snippets").read_text())
    assert {f"Persona: {name}" for name in keys.writable(Persona)} <= snippets.keys()


def test_a_starter_tells_of_every_field(site: Path) -> None:
    (persona,) = (site / "content/personas").glob("*.md")
    text = persona.read_text()
    for name in keys.writable(Persona):
        assert re.search(rf"(?m)(^|[ #{{]){name}:", text), name
    again = explained.explained("persona", text, words("nl"))
    assert again == text


@pytest.mark.parametrize("language", ["nl", "en", "ar"])
def test_how_content_is_written_is_told_in_the_language_of_the_site(language: str) -> None:
    made = workplace.files("agents", words(language), "affiche")["AGENTS.md"]
    assert ("Hoe je content schrijft" if language == "nl" else "How content is written") in made
    assert all(f"`{name}`" in made for name in keys.writable(Persona))

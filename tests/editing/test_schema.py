"""An editor marks what a build refuses, and never what it accepts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from affiche import cli
from affiche.editing.schema import FILES, KINDS, schemas
from affiche.words import words
from tests.support.projects import ROOT, THEMES

MADE = schemas(words("nl"))


class Loader(yaml.SafeLoader):
    """YAML as an editor's checker takes it: days are text."""


Loader.yaml_implicit_resolvers = {
    letter: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for letter, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def complaints(kind: str, text: str) -> list[str]:
    found = Draft7Validator(MADE[kind]).iter_errors(yaml.load(text, Loader))
    return [f"{'/'.join(map(str, error.path))}: {error.message[:120]}" for error in found]


def front_matter(path: Path) -> str:
    return path.read_text("utf-8").split("---\n")[1]


def samples() -> Iterator[tuple[str, str]]:
    for kind, patterns in FILES.items():
        for pattern in patterns:
            root = THEMES.parent if pattern.startswith("themes") else ROOT
            for path in sorted(root.glob(pattern)):
                yield kind, path.read_text("utf-8")
    folders = {"persona": "personas", "briefing": "briefings", "decision": "decisions",
               "event": "events"}  # fmt: skip
    for kind, folder in folders.items():
        for path in sorted((ROOT / "content" / folder).glob("*.md")):
            yield kind, front_matter(path)


@pytest.mark.parametrize(("kind", "text"), list(samples()))
def test_no_file_of_the_sample_is_marked(kind: str, text: str) -> None:
    assert complaints(kind, text) == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("persona", "name: Anna\ngoals: Eén doel\nage: 42\nstatus: definitief\n"),
        ("persona", "tagline: zonder naam, want die staat als kop in de tekst\n"),
        ("persona", "name: Anna\nphoto: anna.jpg\nevidence: gemeten\nquote:\n"),
        (
            "journey",
            "title: X\nphases: [Oriëntatie, {id: buy, touchpoints: Balie, emotion: '-1,5'}]\n",
        ),
        (
            "journey",
            "title: X\nreview_by: 3-1-2027\nphases: [{name: A, emotion: {score: '−1,5'}}]\n",
        ),
        ("touchpoints", "balie: {name: Balie}\n"),
        ("site", "posters: {persona: a2}\nphases: {proef: Proefrit}\n"),
        ("site", "posters: {maps: geen, journey: none, persona: [none]}\n"),
    ],
)
def test_what_a_writer_may_shorten_is_not_marked(kind: str, text: str) -> None:
    assert complaints(kind, text) == []


@pytest.mark.parametrize(
    ("kind", "text", "where"),
    [
        ("persona", "name: Anna\ngoal: Eén doel\n", "goal"),
        ("persona", "name: Anna\nstatus: blauw\n", "status"),
        ("persona", "name: Anna\nneeds: {praktisch: [x]}\n", "needs"),
        ("journey", "phases: [A]\n", "title"),
        ("journey", "title: X\nphases: [{name: A, touchpoints: [{naam: Balie}]}]\n", "phases"),
        ("briefing", "title: X\npersonen: [anna]\n", "personen"),
        ("opportunities", "bellen: {title: Bellen, impact: hoog}\n", "impact"),
        ("site", "thema: eigen\n", "thema"),
    ],
)
def test_what_a_build_refuses_is_marked(kind: str, text: str, where: str) -> None:
    found = complaints(kind, text)
    assert found
    assert where in " ".join(found)


def test_every_kind_is_written_and_an_editor_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["schema"]) == 0
    assert {path.name for path in (tmp_path / "schemas").iterdir()} == {
        f"{kind}.schema.json" for kind in KINDS
    }
    for path in (tmp_path / "schemas").iterdir():
        Draft7Validator.check_schema(json.loads(path.read_text("utf-8")))
    told = json.loads((tmp_path / ".vscode/settings.json").read_text("utf-8"))
    for address in told["yaml.schemas"]:
        assert (tmp_path / address).is_file()
    (tmp_path / ".vscode/settings.json").write_text('{"eigen": 1}', "utf-8")
    capsys.readouterr()
    assert cli.main(["schema"]) == 0
    assert "yaml.schemas" in capsys.readouterr().out
    assert (tmp_path / ".vscode/settings.json").read_text("utf-8") == '{"eigen": 1}'


def test_secret_fields_say_so() -> None:
    value: Any = MADE["persona"]["definitions"]["Persona"]["properties"]["value"]
    assert "Komt nergens terecht" in value["description"]

"""A project that walked the loop in thirty commits: what comes out of it, wherever it is built."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from affiche import pages
from affiche.building import drafts, pipeline
from affiche.building.options import Options
from affiche.building.printroom import Sheets
from affiche.cli import main
from affiche.model.version import Past
from affiche.pages.loop import copies
from affiche.pages.plan import Page
from affiche.words import words
from tests.support.projects import THEMES, TODAY, tree
from tests.support.repositories import git
from tests.support.thirty import thirty


@pytest.fixture(scope="module")
def root() -> Path:
    return thirty()


def draft_of(root: Path) -> drafts.Draft:
    return drafts.prepare(Options(root / "content", THEMES, root / "site", TODAY))


def planned(draft: drafts.Draft) -> dict[str, Page]:
    made = pages.plan_pages(draft.site, words("nl"), (), (), {}, TODAY)
    return {page.path: page for page in made}


def test_versions_are_followed_through_renames_and_a_branch(root: Path) -> None:
    past = draft_of(root).site.past
    told = {
        path.rpartition("/")[2]: [(v.number, str(v.status), str(v.since)) for v in held]
        for path, held in past.versions.items()
    }
    assert told["peter.md"] == [
        ("0.1", "concept", "2026-01-05"), ("0.2", "concept", "2026-02-01"),
        ("1", "second", "2026-03-09"), ("2", "final", "2026-06-07"), ("2.1", "final", "2026-07-31"),
    ]  # fmt: skip
    assert [number for number, *_ in told["ketel-vervangen.yaml"]] == ["0.1", "1", "1.1", "2"]
    assert [number for number, *_ in told["ina-smit.md"]] == ["0.1", "0.2", "0.3"]
    # A branch counts from the day on which it came in.
    assert told["ina-smit.md"][1][2] == told["ketel-vervangen.yaml"][2][2] == "2026-05-29"


def test_rounds_copies_and_what_is_open_stand_where_colleagues_look(root: Path) -> None:
    draft = draft_of(root)
    made = planned(draft)
    rounds = {path for path in made if path.startswith("feedback/")}
    assert rounds == {"feedback/index.html", "feedback/peter/1/index.html",
                      "feedback/peter/2/index.html",
                      "feedback/ketel-vervangen/1/index.html"}  # fmt: skip
    first = made["feedback/peter/1/index.html"].data
    assert (first["after"], [deed.title for deed in first["deeds"]]) == (
        "1",
        ["Doelen", "Frustraties"],
    )
    assert [row.title for row in first["rows"] if row.gone] == ["hobbys"]
    assert [c.name for c in first["columns"] if c.missing] == ["Inkoop"]
    second = made["feedback/peter/2/index.html"].data
    assert [(s.department, s.verdict.value) for s in second["slips"]] == [
        ("Verkoop", "accepted"), ("Service", "accepted"), ("", "rejected"), ("Receptie", "open"),
    ]  # fmt: skip
    assert second["slips"][3].text == "محمد يتصل كل يوم"
    rows = made[copies.COPIES].data["rows"]
    assert [row.fresh.value for row in rows] == [*["outdated"] * 5, "unknown", "current"]
    cards = {card.id: card for card in made["personas/index.html"].data["current"]}
    assert (cards["peter"].open_notes, cards["peter"].overdue) == (2, True)
    waiting = [p for p in draft.problems if p.rule == "open-notes"]
    assert len(waiting) == 3


def test_the_terminal_tells_it_too(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(root)

    def said(*call: str) -> str:
        assert main(["diff", *call, "--themes", str(THEMES)]) == 0
        return capsys.readouterr().out

    assert "Groeien naar [-vijftien-] {+twintig+}" in said("peter", "--since", "v1")
    assert "{+antwoord+}" not in said("peter", "--since", "2.1")
    # The file had another name in that tag.
    journey = json.loads(said("ketel-vervangen", "--since", "v1", "--format", "json"))
    (told,) = journey["documents"]
    assert {tuple(change["gone"]) for change in told["changes"]} >= {("-1,5",), ("1",)}
    everything = said("--against", "v0.2", "--format", "markdown", "--no-pdf")
    assert "## Peter de Vries" in everything and "## Ik vervang de ketel" in everything
    assert "4711" not in everything


def zipped(root: Path, there: Path) -> Path:
    """The project as somebody gets it who downloads it: no history at all."""
    raw = subprocess.run(["git", "archive", "--format=zip", "HEAD"], cwd=root, check=True,
                         capture_output=True).stdout  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(raw)) as held:
        held.extractall(there)
    return there


def cloned(root: Path, there: Path) -> Path:
    """The project as a build server gets it: the last commit only."""
    git(root, "clone", "-q", "--depth", "1", f"file://{root}", str(there))
    return there


def copied(root: Path, there: Path) -> Path:
    """The project on a network share."""
    shutil.copytree(root / "content", there / "content")
    return there


@pytest.mark.parametrize("brought", [zipped, cloned, copied])
def test_it_is_built_wherever_it_is_brought(root: Path, tmp_path: Path, brought) -> None:  # type: ignore[no-untyped-def]
    there = brought(root, tmp_path / "there")
    draft = draft_of(there)
    assert not [p for p in draft.problems if p.kind == "error"]
    whole = {path for path in planned(draft_of(root)) if not path.startswith("changes/")}
    assert {path for path in planned(draft) if not path.startswith("changes/")} == whole
    assert len(draft.site.rounds) == 3 and len(draft.site.copies) == 7
    assert draft.site.past == Past(draft.site.past.versions, known=brought is cloned, whole=brought
                                   is not cloned)  # fmt: skip
    _, files = pipeline.render(draft, Sheets(), ())
    changes = files["changes/personas/peter/index.html"].decode()
    assert ("git fetch --unshallow" in changes) is (brought is cloned)
    assert not any(b"4711" in body for body in files.values())
    assert tree(there / "site") == {}

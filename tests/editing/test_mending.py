"""A mistake with one answer has an edit, and that edit mends it; all others have none."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from affiche import cli, content
from affiche.content.changes import write
from affiche.editing import fixing, mending
from affiche.errors import Kind
from tests.support.projects import project

TODAY = date(2026, 11, 22)
BROKEN = """\
---
name: Peter de Vries
gaols:
  - Rust   # blijft staan
tagline: De ondernemer: druk
age:42
priority: primiar
scales: [{label: Prijs, merk, kleur, value: 4}]
---
"""
MENDED = """\
---
name: Peter de Vries
goals:
  - Rust   # blijft staan
tagline: "De ondernemer: druk"
age: 42
priority: primary
scales: [{label: "Prijs, merk, kleur", value: 4}]
---
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project({"personas/peter.md": BROKEN}, tmp_path)


def test_what_has_one_answer_is_mended_and_nothing_else(root: Path) -> None:
    found = fixing.fix(root / "content", TODAY)
    assert found.changes == {"personas/peter.md": MENDED.encode()}
    assert (root / "content/personas/peter.md").read_text() == BROKEN


def test_fix_shows_first_and_does_it_when_asked(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(root)
    assert cli.main(["fix"]) == 0
    said = capsys.readouterr().out
    assert "-gaols:\n+goals:\n" in said
    assert (root / "content/personas/peter.md").read_text() == BROKEN
    assert cli.main(["fix", "--yes"]) == 0
    assert (root / "content/personas/peter.md").read_text() == MENDED
    assert cli.main(["fix"]) == 0
    assert "Er is niets met maar één antwoord." in capsys.readouterr().out


def test_check_tells_a_program_the_line_and_the_edit(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(root)
    assert cli.main(["check", "--format", "json"]) == 2
    told = json.loads(capsys.readouterr().out)["problems"]
    first = next(p for p in told if p["rule"] == "unknown-key")
    assert first["excerpt"] == "gaols:"
    assert first["edit"] == {"line": 3, "column": 1, "end_line": 3, "end_column": 6,
                             "old": "gaols", "new": "goals"}  # fmt: skip


def test_a_file_gets_a_name_that_can_be_an_address(tmp_path: Path) -> None:
    root = project({"personas/Anna & Bob.md": "# Anna\n", "journeys/reis.yml": "title: x\n"},
                   tmp_path)  # fmt: skip
    changes = fixing.fix(root / "content", TODAY).changes
    assert changes["personas/anna-bob.md"] == b"# Anna\n"
    assert changes["personas/Anna & Bob.md"] is None
    assert changes["journeys/reis.yaml"] == b"title: x\n"


def test_edits_of_the_broken_examples_mend_what_they_are_about() -> None:
    """Of every mistake that we have an example of: its edit, alone, takes it away."""
    seen = 0
    for folder in sorted((Path(__file__).parents[1] / "broken").iterdir()):
        root = folder / "content"
        for problem in content.load(root, TODAY).problems if root.is_dir() else ():
            if problem.kind is Kind.ADVICE or not (mend := mending.mend(problem, root)):
                continue
            seen += 1
            copy = project({}) / "content"
            for path in root.rglob("*"):
                if path.is_file():
                    target = copy / path.relative_to(root)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(path.read_bytes())
            write(mending.applied([mend], copy), copy)
            left = [p for p in content.load(copy, TODAY).problems if p.rule == problem.rule]
            same = [p for p in left if (p.what, p.place.line) == (problem.what, problem.place.line)]
            still = [p for p in same if str(p.values) == str(problem.values)]
            assert not still, (folder.name, mend)
    assert seen > 50


def test_what_only_the_writer_knows_has_no_edit(tmp_path: Path) -> None:
    files = {
        "personas/p.md": "---\nname: P\nreview_by: 2026-02-30\nowner: X\n---\n",
        "journeys/j.yaml": "title: J\npersona: nobody\nphases: [Begin]\n",
    }
    root = project(files, tmp_path)
    found = fixing.fix(root / "content", TODAY)
    assert not found.changes
    assert {p.rule for p in found.left} >= {"no-such-date", "unknown-persona"}


PASTED = """\
---
// overgenomen
name: Sanne
**age:** 34
quote: Bel me\u2028gewoon.
location: Zwolle
organisation: "C:\\Users\\Sanne"
segment: #1 van Zwolle
notes_internal: |
Eén.
Twee.
goals:
  - #rust
---
"""
TYPED = """\
---
# overgenomen
name: Sanne
age: 34
quote: Bel me\u2028  gewoon.
location: Zwolle
organisation: 'C:\\Users\\Sanne'
segment: "#1 van Zwolle"
notes_internal: |
  Eén.
  Twee.
goals:
  - "#rust"
---
"""


def test_what_was_pasted_is_mended_by_what_is_advised(tmp_path: Path) -> None:
    """A separator of lines ends a line to `check` and to `fix` alike."""
    root = project({"personas/sanne.md": PASTED}, tmp_path)
    found = fixing.fix(root / "content", TODAY)
    assert [p.rule for p in found.left if p.kind is Kind.ERROR] == []
    assert found.changes["personas/sanne.md"] == TYPED.encode()

"""A folder that a command is asked to write to in; nothing of what people wrote touched, out."""

from __future__ import annotations

from pathlib import Path

import pytest

from affiche import cli
from affiche.cli.call import COMMANDS
from tests.support.projects import PETER, bare_theme, project, tree

ORDERS = "Klant;Omzet\n" + "".join(f"k{n};{n * n}\n" for n in range(1, 30))
WRITERS = {
    "build": ("build", "--no-pdf", "--out", "{}"),
    "watch": ("watch", "--no-pdf", "--out", "{}"),
    "edit": ("edit", "--no-pdf", "--out", "{}"),
    "diff": ("diff", "peter", "--sheet", "--out", "{}"),
    "erase": ("erase", "peter", "--out", "{}"),
    "schema": ("schema", "--out", "{}"),
    "manual": ("manual", "--out", "{}"),
    "publish": ("publish", "{}"),
    "segment": ("segment", "orders.csv", "--revenue", "Omzet", "--svg", "{}/line.svg"),
}
FOLDERS = ("content", "content/personas/new", "themes/new", ".git", ".git/hooks", "site/../content")


@pytest.fixture
def root(monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a site, in a repository, and we are in it."""
    root = project({"personas/peter.md": PETER})
    bare_theme(root)
    (root / ".git/hooks").mkdir(parents=True)
    (root / ".git/HEAD").write_text("ref: refs/heads/main\n")
    (root / "orders.csv").write_text(ORDERS)
    monkeypatch.chdir(root)
    assert cli.main(["build", "--no-pdf"]) == 0
    return root


def test_every_command_that_writes_to_a_folder_is_tried() -> None:
    having = {
        name
        for name, command in COMMANDS.items()
        if "--out" in command.options or any(one.name in ("--out", "--svg") for one in command.own)
    }
    assert having == set(WRITERS)


@pytest.mark.parametrize("name", WRITERS)
def test_nothing_is_written_among_what_people_wrote(
    root: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = {folder: tree(root / folder) for folder in ("content", "themes", ".git")}
    for folder in FOLDERS:
        assert cli.main([word.format(folder) for word in WRITERS[name]]) == 2, folder
        assert "daar staat" in capsys.readouterr().err, folder
    assert {folder: tree(root / folder) for folder in kept} == kept


def test_control_elsewhere_they_write(root: Path) -> None:
    assert cli.main(["schema", "--out", "docs"]) == 0
    assert cli.main(["schema", "--out", "."]) == 0
    segment = [word.format(".") for word in WRITERS["segment"]]
    assert cli.main(segment) == 0
    assert (root / "line.svg").is_file() and (root / "docs").is_dir()

"""How the program was called in; how it is told to be called again, out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from affiche import starters
from affiche.cli.start import MAKE, start
from affiche.commands import Command, Start
from affiche.words import words
from tests.support.projects import PETER, ROOT, project

NEW = Command("new", "persona", "Sanne de Boer")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["python3", "build.py"], 'python3 build.py new persona "Sanne de Boer"'),
        ([".venv/bin/python", "build.py"], '.venv/bin/python build.py new persona "Sanne de Boer"'),
        (["/usr/bin/python3", "../site/build.py"],
         'python3 ../site/build.py new persona "Sanne de Boer"'),
        (["python", "affiche/__main__.py"], 'python -m affiche new persona "Sanne de Boer"'),
        (["python", "affiche"], 'affiche new persona "Sanne de Boer"'),
    ],
)  # fmt: skip
def test_the_program_is_called_as_it_was(typed: list[str], said: str) -> None:
    assert start(typed[1], typed, {}).told(NEW) == said


def test_the_launcher_of_windows_is_told_by_its_name() -> None:
    typed = [str(Path("/opt/Python311/python.exe")), "build.py"]
    assert start("build.py", typed, {}, windows=True).told(NEW).startswith("py build.py new ")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (NEW, 'make new KIND=persona NAME="Sanne de Boer"'),
        (Command("watch"), "make watch"),
        (Command("build", "--clean"), 'make site ARGS="--clean"'),
        (Command("--clean"), 'make site ARGS="--clean"'),
        (Command("check", "--pdf"), 'make check ARGS="--pdf"'),
        (Command("erase", "peter.jpg"), "python build.py erase peter.jpg"),
    ],
)
def test_whoever_types_make_is_told_make(command: Command, said: str) -> None:
    assert start("build.py", ["python", "build.py"], {MAKE: "1"}).told(command) == said


@pytest.mark.parametrize(
    ("program", "said"),
    [
        (".venv/bin/python build.py", "../.venv/bin/python ../build.py watch"),
        ("python3 build.py", "python3 ../build.py watch"),
        ("python3 ../site/build.py", "python3 ../../site/build.py watch"),
        ("python3 -m affiche", "python3 -m affiche watch"),
        ("affiche", "affiche watch"),
    ],
)
def test_whoever_goes_into_a_new_folder_calls_it_from_there(program: str, said: str) -> None:
    assert Start(program, make=True).below().told(Command("watch")) == said


@pytest.mark.skipif(os.name == "nt", reason="there it is Scripts/python.exe")
def test_a_python_without_the_packages_leaves_it_to_that_of_the_folder(tmp_path: Path) -> None:
    shutil.copy(ROOT / "build.py", tmp_path)

    def typed() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-S", "build.py", "check"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    alone = typed()
    assert (alone.returncode, alone.stdout) == (2, "")
    assert "Typ: make site" in alone.stderr and "Type: make site" in alone.stderr
    own = tmp_path / ".venv/bin/python"
    own.parent.mkdir(parents=True)
    own.write_text('#!/bin/sh\necho "own $@"\nexit 3\n')
    own.chmod(0o755)
    assert (typed().returncode, typed().stdout) == (3, "own build.py check\n")


def test_the_comments_of_a_new_theme_call_the_program_as_it_was_called(tmp_path: Path) -> None:
    said = words("nl").told_to(Start("affiche"))
    made = starters.make("theme", "Eigen", tmp_path / "content", tmp_path / "themes", said)
    assert "`affiche check`" in made.path.read_text("utf-8")


def test_a_name_stays_one_word() -> None:
    assert (
        Start().told(Command("new", "persona", 'Jan "Piet" $HOME')).endswith("\"Jan 'Piet' $HOME\"")
    )


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_a_path_can_be_opened_from_where_one_stands(form: str, tmp_path: Path) -> None:
    root = project({"personas/peter.md": PETER.replace("name:", "nmae:")}, tmp_path / "elders")
    here = tmp_path / "hier"
    here.mkdir()
    told = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), "check", "--content", "../elders/content",
         "--format", form],
        cwd=here, capture_output=True, encoding="utf-8", env={**os.environ}, check=False,
    )  # fmt: skip
    assert told.returncode == 2
    path = (root / "content/personas/peter.md").resolve()
    named = os.path.relpath(path, here)
    assert named in told.stdout + told.stderr and (here / named).is_file()


@pytest.mark.skipif(os.name == "nt", reason="make is not there")
def test_make_new_takes_a_name_as_it_is(tmp_path: Path) -> None:
    """With quotes, dollars and blanks in it; the recipe only prints here."""
    makefile = (ROOT / "Makefile").read_text("utf-8").replace("sh .ci/setup site", "printf '%s|'")
    (tmp_path / "Makefile").write_text(makefile, "utf-8")
    for name in ("Sanne de Boer", "Jan 'Piet'", 'De "echte" klant'):
        told = subprocess.run(
            ["make", "-s", "new", "KIND=persona", f"NAME={name}"],
            cwd=tmp_path, capture_output=True, encoding="utf-8", check=True,
        )  # fmt: skip
        assert told.stdout == f"build.py|new|persona|{name}|"
    told = subprocess.run(
        ["make", "-s", "new"], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True
    )
    assert told.stdout == "build.py|new|"

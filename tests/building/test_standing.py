"""A build of which nothing changed makes nothing, and one of which anything did is whole."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from affiche import cli, disk
from affiche.building import pipeline, standing
from affiche.building.options import Options
from affiche.building.outcome import Checked
from affiche.commands import Command
from affiche.errors import Kind, Place, Problem
from affiche.model import Visibility
from affiche.words import Term
from tests.support.projects import TODAY, bare_theme, project, write

PERSONAS = {"personas/anna.md": "---\nname: Anna\n---\nZij belt.\n"}


@pytest.fixture
def root(monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one persona, older than a tick of the clock."""
    root = project(PERSONAS)
    bare_theme(root)
    monkeypatch.chdir(root)
    monkeypatch.setattr(disk, "TICK", 0)
    return root


def counted(name: str, patched: pytest.MonkeyPatch) -> list[Options]:
    """Every time that the pipeline really does this."""
    made: list[Options] = []
    really = getattr(pipeline, name)

    def does(options: Options, *more: object) -> object:
        made.append(options)
        return really(options, *more)

    patched.setattr(pipeline, name, does)
    return made


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[Options]:
    """Every build that was really made."""
    return counted("build", monkeypatch)


def make(*more: str) -> int:
    return cli.main(["build", "--no-pdf", "--date", TODAY.isoformat(), *more])


def test_the_second_build_makes_nothing_and_says_the_same(
    root: Path, built: list[Options], capsys: pytest.CaptureFixture[str]
) -> None:
    write(root / "content/personas/bert.md", "---\nname: Bert\nphoto: {file: weg.jpg}\n---\n")
    write(root / "content/notities.txt", "nergens van")
    assert make() == 2  # a mistake is never remembered
    write(root / "content/personas/bert.md", "---\nname: Bert\n---\n")
    capsys.readouterr()
    assert make() == 0
    first = capsys.readouterr()
    assert make() == 0
    second = capsys.readouterr()
    assert len(built) == 2
    assert "notities.txt" in first.err
    assert second.err == first.err
    assert second.out.splitlines()[1:] == first.out.splitlines()[1:]
    assert ", waarvan 0 nieuw" in second.out


def edited(root: Path) -> None:
    write(root / "content/personas/anna.md", "---\nname: Anne\n---\nZij belt.\n")


def edited_with_its_old_size_and_date(root: Path) -> None:
    path = root / "content/personas/anna.md"
    stat = path.stat()
    path.write_text(path.read_text("utf-8").replace("Anna", "Anne"), "utf-8")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert path.stat().st_size == stat.st_size


def replaced_by_a_copy(root: Path) -> None:
    path = root / "content/personas/anna.md"
    (root / "anders.md").write_text("---\nname: Anno\n---\nZij belt.\n", "utf-8")
    (root / "anders.md").replace(path)


def another(root: Path) -> None:
    write(root / "content/personas/bert.md", "---\nname: Bert\n---\n")


def renamed(root: Path) -> None:
    folder = root / "content/personas"
    (folder / "anna.md").rename(folder / "anne.md")


def house_style(root: Path) -> None:
    write(root / "themes/affiche/static/site.css", "body { color: white }\n")


def page_gone(root: Path) -> None:
    (root / "site/personas/anna/index.html").unlink()


def page_edited(root: Path) -> None:
    with (root / "site/personas/anna/index.html").open("a") as file:
        file.write(" ")


def site_gone(root: Path) -> None:
    (root / "site").rename(root / "elsewhere")


def record_damaged(root: Path) -> None:
    [record] = (root / ".affiche/built").glob("*.json")
    record.write_text(record.read_text("utf-8")[:-9], "utf-8")


def record_of_another_build(root: Path) -> None:
    [record] = (root / ".affiche/built").glob("*.json")
    record.write_text(json.dumps(json.loads(record.read_text("utf-8")) | {"key": "0"}), "utf-8")


def committed(root: Path) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@b")
    for words in (("init", "-q"), ("add", "content"), (*who, "commit", "-qm", "x")):
        subprocess.run(["git", *words], cwd=root, check=True)


@pytest.mark.parametrize(
    "change",
    [
        edited, edited_with_its_old_size_and_date, replaced_by_a_copy, another, renamed,
        house_style, page_gone, page_edited, site_gone, record_damaged, record_of_another_build,
        committed,
    ],
)  # fmt: skip
def test_whatever_changed_is_seen(
    root: Path, built: list[Options], change: Callable[[Path], None]
) -> None:
    assert [make(), make(), len(built)] == [0, 0, 1]
    change(root)
    assert make() == 0
    assert len(built) == 2
    assert [make(), len(built)] == [0, 2]


@pytest.mark.parametrize("more", [["--date", "2031-01-01"], ["--strict"], ["--clean"]])
def test_another_wish_is_another_build(root: Path, built: list[Options], more: list[str]) -> None:
    assert [make(), make(*more), len(built)] == [0, 0, 2]


def test_what_was_saved_while_we_built_is_not_taken_for_built(
    root: Path, built: list[Options], monkeypatch: pytest.MonkeyPatch
) -> None:
    really = pipeline.finish

    def finish(*given: object, **more: object) -> object:
        edited(root)
        monkeypatch.setattr(pipeline, "finish", really)
        return really(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "finish", finish)
    assert [make(), make(), len(built)] == [0, 0, 2]
    assert "Anne" in (root / "site/personas/anna/index.html").read_text("utf-8")


def test_what_changed_within_a_tick_of_the_clock_is_not_trusted(
    root: Path, built: list[Options], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "TICK", 10**12)
    assert [make(), make(), len(built)] == [0, 0, 2]
    monkeypatch.setattr(disk, "TICK", 0)
    time.sleep(0.01)
    assert [make(), make(), len(built)] == [0, 0, 3]


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[Options]:
    """Every check that really looked."""
    return counted("check", monkeypatch)


def look(*more: str) -> int:
    return cli.main(["check", "--date", TODAY.isoformat(), *more])


def test_the_second_check_looks_at_nothing_and_says_the_same(
    root: Path, looked: list[Options], capsys: pytest.CaptureFixture[str]
) -> None:
    write(root / "content/notities.txt", "nergens van")
    make()
    capsys.readouterr()
    said = []
    for form in ("text", "text", "json", "github"):
        assert look("--format", form) == 0
        said.append(capsys.readouterr())
    assert len(looked) == 1
    assert "notities.txt" in said[0].out + said[0].err
    assert said[1] == said[0]
    assert "notities.txt" in said[2].out
    assert look("--against", "HEAD~1") == 0
    assert len(looked) == 2


def test_a_check_is_kept_whatever_its_messages_hold(root: Path) -> None:
    """A kind of value that cannot be read back would make every check a whole one."""
    values = {
        "term": Term("channel", "email"), "terms": (Term("channel", "email"), "own"),
        "choice": Visibility.SECRET, "command": Command("check", "--pdf"), "day": TODAY,
        "number": 1.5, "count": 2, "nothing": None,
    }  # fmt: skip
    found = Checked((Problem(Kind.ADVICE, "x", Place("a.md", 2), "{term}", "", values),), ())
    make()
    options = Options(root / "content", root / "themes", root / "site", TODAY, pdf=False)
    known = standing.key(options)
    standing.remember_check(options, known, found)
    assert standing.checked(options, known) == found


def test_a_check_begins_nothing_and_remembers_no_mistake(root: Path, looked: list[Options]) -> None:
    assert [look(), look(), len(looked)] == [0, 0, 2]
    assert not (root / ".affiche").exists()
    make()
    write(root / "content/personas/bert.md", "---\nname: Bert\nphoto: {file: weg.jpg}\n---\n")
    assert [look(), look(), len(looked)] == [2, 2, 4]


@pytest.mark.parametrize(
    "change",
    [
        edited, edited_with_its_old_size_and_date, replaced_by_a_copy, another, renamed,
        house_style, page_edited, site_gone, committed,
    ],
)  # fmt: skip
def test_a_check_sees_whatever_changed(
    root: Path, looked: list[Options], change: Callable[[Path], None]
) -> None:
    make()
    assert [look(), look(), len(looked)] == [0, 0, 1]
    change(root)
    assert [look(), len(looked)] == [0, 2]

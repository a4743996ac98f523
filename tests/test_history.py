"""The day of a file's newest change comes from git, not from the clock."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from affiche import history

FIRST, SECOND = date(2026, 11, 18), date(2026, 12, 24)


def git(folder: Path, *words: str, day: date = FIRST) -> None:
    who = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.com"}
    who |= {"GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.com"}
    late = f"{day}T23:30:00+0000"
    when = {"GIT_AUTHOR_DATE": late, "GIT_COMMITTER_DATE": late}
    subprocess.run(["git", *words], cwd=folder, check=True, env={**os.environ, **who, **when})


def commit(folder: Path, day: date) -> None:
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "change", day=day)


def repository(folder: Path) -> Path:
    """Two commits: the second changes Peter, and something elsewhere."""
    content = folder / "content"
    (content / "personas").mkdir(parents=True)
    (content / "site.yaml").write_text("name: X\n")
    (content / "personas" / "peter.md").write_text("# Peter\n")
    (content / "personas" / "zoë.md").write_text("# Zoë\n")
    git(folder, "init", "-q")
    commit(folder, FIRST)
    (content / "personas" / "peter.md").write_text("# Peter de Vries\n")
    (folder / "other").write_text("elsewhere")
    commit(folder, SECOND)
    return content


def test_each_file_has_the_day_of_its_newest_commit(tmp_path: Path) -> None:
    assert history.changed(repository(tmp_path)) == {
        "content/site.yaml": FIRST,
        "content/personas/peter.md": SECOND,
        "content/personas/zoë.md": FIRST,
    }


def test_the_same_history_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And as control, after another commit once more."""
    content, asked, ask = repository(tmp_path), list[str](), history._git

    def asking(at: Path, *words: str) -> str:
        asked.append(words[0])
        return ask(at, *words)

    monkeypatch.setattr(history, "_git", asking)
    before = history.changes(content)
    (content / "site.yaml").write_text("name: Y\n")  # a file that is not as it was committed
    assert history.changes(content).keys() == before.keys() - {"content/site.yaml"}
    assert asked.count("log") == 1
    commit(tmp_path, SECOND)
    assert history.changed(content)["content/site.yaml"] == SECOND
    assert asked.count("log") == 2


def test_who_changed_it_is_told_as_the_mailmap_has_the_name(tmp_path: Path) -> None:
    content = repository(tmp_path)
    peter = "content/personas/peter.md"
    written = history.changes(content)[peter].who
    assert written
    (tmp_path / ".mailmap").write_text(
        f"Marieke van Dijk <m@x.example> {written} <a@example.com>\n"
    )
    assert history.changes(content)[peter].who == "Marieke van Dijk"


def test_what_is_not_committed_as_it_is_has_no_day(tmp_path: Path) -> None:
    content = repository(tmp_path)
    (content / "personas" / "peter.md").write_text("# Peter, anders\n")
    (content / "personas" / "ina.md").write_text("# Ina\n")
    assert history.changed(content).keys() == {"content/site.yaml", "content/personas/zoë.md"}


def test_the_end_of_a_shallow_clone_dates_nothing(tmp_path: Path) -> None:
    repository(tmp_path / "whole")
    git(tmp_path, "clone", "-q", "--depth=1", (tmp_path / "whole").as_uri(), "part")
    assert history.changed(tmp_path / "part" / "content") == {}
    git(tmp_path, "clone", "-q", (tmp_path / "whole").as_uri(), "all")
    assert len(history.changed(tmp_path / "all" / "content")) == 3


def test_without_git_there_is_no_day(tmp_path: Path) -> None:
    assert history.changed(tmp_path) == {}
    assert history.changed(tmp_path / "nergens") == {}


def test_a_shallow_clone_is_known_as_one(tmp_path: Path) -> None:
    """Whoever builds from it gets no dates, and is told."""
    whole = tmp_path / "whole"
    (whole / "content").mkdir(parents=True)
    git(whole, "init", "-q")
    for number, day in enumerate((FIRST, SECOND)):
        (whole / "content/note.txt").write_text(str(number), "utf-8")
        commit(whole, day)
    git(tmp_path, "clone", "-q", "--depth", "1", whole.as_uri(), "cut")
    assert not history.is_cut_off(whole / "content")
    assert history.is_cut_off(tmp_path / "cut/content")
    assert not history.is_cut_off(tmp_path)

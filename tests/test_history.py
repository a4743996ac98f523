"""The day of the newest change comes from git, not from the clock."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

from affiche import history


def git(folder: Path, *words: str, day: str = "2026-11-18T23:30:00+0000") -> None:
    who = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.com"}
    who |= {"GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.com"}
    when = {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
    subprocess.run(["git", *words], cwd=folder, check=True, env={**os.environ, **who, **when})


def test_the_newest_commit_of_the_content_counts(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (content / "site.yaml").write_text("name: X\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "first")
    (tmp_path / "other").write_text("later, elsewhere")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "second", day="2026-12-24T12:00:00+0000")
    assert history.updated(content) == date(2026, 11, 18)


def test_without_git_there_is_no_date(tmp_path: Path) -> None:
    assert history.updated(tmp_path) is None
    assert history.updated(tmp_path / "nergens") is None

"""Commits in; a project in git, with days that a test chooses, out."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.support.projects import project, write

WHO = {
    "GIT_AUTHOR_NAME": "a",
    "GIT_AUTHOR_EMAIL": "a@example.com",
    "GIT_COMMITTER_NAME": "a",
    "GIT_COMMITTER_EMAIL": "a@example.com",
}


def git(folder: Path, *words: str, day: str = "2026-06-01") -> str:
    """Run git in a folder, on a day."""
    when = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{day}T12:00:00+0000")
    return subprocess.run(
        ["git", "-c", "init.defaultBranch=main", *words],
        cwd=folder, check=True, capture_output=True, text=True,
        env={**os.environ, **WHO, **when},
    ).stdout  # fmt: skip


def branches(root: Path, names: Iterable[str]) -> None:
    """Branches "one" and "two" of a project, in which these personas are called Aad and Bep."""
    git(root, "init", "-q", "-b", "one")
    for branch, name in (("one", "Aad"), ("two", "Bep")):
        if branch == "two":
            git(root, "checkout", "-q", "-b", "two")
        for path in names:
            write(root / "content" / path, f"---\nname: {name}\n---\n")
        git(root, "add", "content")
        git(root, "commit", "-q", "-m", branch)


def repository(files: Mapping[str, str | bytes], day: str = "2026-06-01") -> Path:
    """A project whose content is committed once."""
    root = project(files)
    git(root, "init", "-q")
    commit(root, {}, day)
    return root


def commit(root: Path, files: Mapping[str, str | bytes | None], day: str) -> str:
    """Write files under content/ (None: remove), and commit all that is there; its name."""
    for name, body in files.items():
        if body is None:
            (root / "content" / name).unlink()
        else:
            write(root / "content" / name, body)
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "change", day=day)
    return git(root, "rev-parse", "HEAD").strip()

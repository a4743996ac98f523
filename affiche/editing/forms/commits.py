"""Files that were saved and a sentence in; a commit of those files alone, out."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

PATIENCE = 60  # seconds; a hook may look at the whole of the content


def commit(folder: Path, names: Iterable[str], sentence: str) -> str:
    """Commit these files of `folder` (what else is staged stays staged). What git says when it
    refuses, empty when it is done."""
    paths = [*names]
    for words in (("add", "--all", "--", *paths), ("commit", "-q", "-m", sentence, "--", *paths)):
        try:
            done = subprocess.run(["git", "--literal-pathspecs", *words], cwd=folder, check=False,
                                  capture_output=True, encoding="utf-8", errors="replace",
                                  timeout=PATIENCE)  # fmt: skip
        except (OSError, subprocess.SubprocessError) as error:
            return str(error)
        if done.returncode:
            return (done.stderr or done.stdout).strip()
    return ""

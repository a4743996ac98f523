"""The content folder in; when it was last changed, by git, out.

A date on a page comes from here and never from the clock, so the same content gives the same
bytes on any day.
"""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

PATIENCE = 5  # seconds; git answers in a hundredth


def updated(content: Path) -> date | None:
    """The day (UTC) of the newest commit that touched `content`; None without git or commits."""
    command = ["git", "log", "-1", "--format=%cd", "--date=format-local:%Y-%m-%d", "--", "."]
    quiet = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "TZ": "UTC"}
    try:
        answer = subprocess.run(
            command,
            cwd=content,
            env={**os.environ, **quiet},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=True,
        )
        return date.fromisoformat(answer.stdout.strip())
    except (OSError, subprocess.SubprocessError, ValueError):
        return None

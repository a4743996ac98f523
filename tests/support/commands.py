"""A project in; what the command line says of it, and with which exit code, out."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from affiche import cli
from tests.support.projects import project


def checked(files: Mapping[str, str | bytes], *arguments: str) -> tuple[int, str]:
    """`build.py check --no-pdf` (or other `arguments`) in a project of its own: the exit code and
    all that was said. Tracebacks, which go to a file, are said too."""
    folder, before = Path(tempfile.mkdtemp(prefix="affiche-checked-")), Path.cwd()
    said = io.StringIO()
    program, sys.argv = sys.argv, ["build.py"]
    try:
        os.chdir(project(files, folder))
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = cli.main(arguments or ("check", "--no-pdf"))
        logs = sorted(folder.glob(".affiche/error-*.log"))
        said.write("".join(log.read_text("utf-8")[-1500:] for log in logs))
    finally:
        sys.argv = program
        os.chdir(before)
        shutil.rmtree(folder, ignore_errors=True)
    return code, said.getvalue()

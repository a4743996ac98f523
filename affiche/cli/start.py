"""The process in; how it was called, for telling what to type next, out."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from affiche.commands import Start

MAKE = "AFFICHE_MAKE"  # set by the Makefile, which knows better what was typed


def start(
    program: str, typed: Sequence[str], environment: Mapping[str, str], windows: bool = False
) -> Start:
    """How to call the program again; `program` is sys.argv[0], `typed` is sys.orig_argv."""
    path = Path(program)
    made = bool(environment.get(MAKE))
    if path.name == "build.py":
        return Start(f"{_python(typed, windows)} {_shown(path)}", made)
    if path.name == "__main__.py":
        return Start(f"{_python(typed, windows)} -m affiche", made)
    if path.stem.lower() == "affiche":
        known = shutil.which("affiche")
        on_path = known is not None and Path(known).resolve() == path.resolve()
        return Start("affiche" if on_path or not path.parent.name else _shown(path), made)
    return Start("affiche", made)


def of_process() -> Start:
    """How this process was called."""
    return start(sys.argv[0], sys.orig_argv, os.environ, os.name == "nt")


def _python(typed: Sequence[str], windows: bool) -> str:
    """Python as it was typed; Windows' launcher `py` puts the whole path of a Python there."""
    first = typed[0] if typed else "python"
    path = Path(first)
    near = _shown(path)
    if not path.is_absolute() or near != str(path):
        return near if windows else Path(near).as_posix()
    return "py" if windows else path.name


def _shown(path: Path) -> str:
    """A path from where the person stands, when it is below there."""
    try:
        return str(path.relative_to(Path.cwd())) if path.is_absolute() else str(path)
    except ValueError:
        return str(path)

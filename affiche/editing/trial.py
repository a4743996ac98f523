"""The content and changes to it in; the mistakes that a build would find then and does not find
now, out. Tried on a copy, of links where the disk has them."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from affiche import content
from affiche.errors import Kind, Problem


def new_mistakes(
    root: Path, changes: Mapping[str, bytes | None], today: date
) -> tuple[Problem, ...]:
    """The errors that these files (path from the folder → bytes, None for gone) would bring."""
    before = {_key(one) for one in _mistakes(root, {}, today)}
    return tuple(one for one in _mistakes(root, changes, today) if _key(one) not in before)


def _key(problem: Problem) -> tuple[str, ...]:
    return (problem.rule, problem.place.path, problem.what, str(problem.values))


def _mistakes(root: Path, changes: Mapping[str, bytes | None], today: date) -> list[Problem]:
    if not changes:
        return _errors(root, today)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, root.name)
        shutil.copytree(root, copy, symlinks=True, copy_function=_linked)
        for name, changed in changes.items():
            path = copy / name
            path.unlink(missing_ok=True)
            if changed is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(changed)
        return _errors(copy, today)


def _errors(root: Path, today: date) -> list[Problem]:
    return [p for p in content.load(root, today).problems if p.kind is Kind.ERROR]


def _linked(source: str, target: str) -> str:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target

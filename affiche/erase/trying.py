"""What would go in; the same with what has to go along so that the project builds, and what
somebody has to decide first, out. Tried on a copy."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from affiche import content
from affiche.erase.holdings import Change, Holdings
from affiche.erase.places import change_at, tree_of, with_changes
from affiche.erase.who import Shelf
from affiche.errors import Kind, Problem

ROUNDS = 3
# An item that led to something of theirs, and the key that it stands under.
LED = {"unknown-section": "sections"}
# Nobody is left: that is what was asked for.
MEANT = {"no-personas"}


def tried(found: Holdings, held: Shelf, today: date) -> Holdings:
    """The holdings, with references that lead nowhere afterwards taken out, and `decisions`: the
    mistakes that a build would find then and does not find now."""
    before = _mistakes(held.root, {}, (), today)
    for _ in range(ROUNDS):
        after = _mistakes(held.root, found.after, found.files, today)
        new = [problem for name, problem in after.items() if name not in before]
        mended = [change for problem in new for change in _mended(problem, found, held)]
        if not mended:
            return replace(found, decisions=tuple(new))
        found = with_changes(found, held, mended)
    return found


def _mistakes(
    root: Path, after: Mapping[str, bytes], gone: tuple[str, ...], today: date
) -> dict[tuple[str, ...], Problem]:
    """The errors of the content with these files changed and gone, by what they say."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, root.name)
        shutil.copytree(root, copy, symlinks=True, copy_function=_linked)
        for file in gone:
            (copy / file).unlink(missing_ok=True)
        for file, changed in after.items():
            (copy / file).unlink()
            (copy / file).write_bytes(changed)
        problems = content.load(copy, today).problems
    errors = [p for p in problems if p.kind is Kind.ERROR and p.rule not in MEANT]
    return {(p.rule, p.place.path, p.what, str(p.values)): p for p in errors}


def _linked(source: str, target: str) -> str:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target


def _mended(problem: Problem, found: Holdings, held: Shelf) -> list[Change]:
    """The places that take away what a mistake is about."""
    file = problem.place.path.partition("/")[2]
    key = LED.get(problem.rule)
    if key is None or file not in held.texts:
        return []
    tree = tree_of(file, held.texts[file])
    edits = [
        edit
        for spot in (tree.spots() if tree else ())
        if spot.value == problem.values.get("name") and key in spot.way
        for edit in (tree.without(spot) if tree else ())
    ]
    known = {change.edit for change in found.changes if change.file == file}
    return [change_at(file, held.texts[file], edit) for edit in edits if edit not in known]

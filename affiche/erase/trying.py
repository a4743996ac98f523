"""What would go in; the same with what has to go along so that the project builds, and what
somebody has to decide first, out. Tried on a copy."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from affiche.content.changes import Said, errors, said
from affiche.erase.holdings import Change, Holdings
from affiche.erase.places import change_at, tree_of, with_changes
from affiche.erase.who import Shelf
from affiche.errors import Problem

ROUNDS = 3
# An item that led to something of theirs, and the key that it stands under.
LED = {"unknown-section": "sections"}
# Nobody is left: that is what was asked for.
MEANT = {"no-personas"}


def tried(found: Holdings, held: Shelf, today: date) -> Holdings:
    """The holdings, with references that lead nowhere afterwards taken out, and `decisions`: the
    mistakes that a build would find then and does not find now."""
    before = _errors(held, None, today)
    for _ in range(ROUNDS):
        after = _errors(held, found, today)
        new = [problem for name, problem in after.items() if name not in before]
        mended = [change for problem in new for change in _mended(problem, found, held)]
        if not mended:
            return replace(found, decisions=tuple(new))
        found = with_changes(found, held, mended)
    return found


def _errors(held: Shelf, found: Holdings | None, today: date) -> dict[Said, Problem]:
    """The errors of the content, or of what is left of it once all that is held is gone."""
    gone = {**dict.fromkeys(found.files), **found.after} if found else {}
    after = errors(held.root, gone, today)
    return {said(problem): problem for problem in after if problem.rule not in MEANT}


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

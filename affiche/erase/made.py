"""Folders with sites of ours and the cache in; what was made there, and goes, out.

A home page, a gallery, a family poster and a list of print files name everybody, so all that was
published goes, and is made anew by the next build. What others put there stays.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from affiche.building.shown import beside
from affiche.content.changes import write
from affiche.erase.holdings import Holdings, Outputs
from affiche.publishing import publish, releases
from affiche.versions import erased, git


def outputs(outs: Iterable[Path], cache: Path) -> Outputs:
    """What was made so far."""
    found = {out: releases.passing(out) for out in outs}
    there = tuple(out for out, paths in found.items() if paths)
    count = sum(len(paths) for paths in found.values())
    return Outputs(
        there,
        count,
        cache if cache.is_dir() and not cache.is_symlink() else None,
        tuple(beside.ours(cache)),
    )


def remove(found: Holdings, today: date) -> None:
    """Remove and change everything that was found; mentions and history stay. What git holds of
    the files until `today` is not shown any more, by whichever name it holds them."""
    for out in found.made.outs:
        publish.withdraw(out)
    if found.made.cache is not None:
        shutil.rmtree(found.made.cache, ignore_errors=True)
    for picture in found.made.pictures:
        picture.unlink(missing_ok=True)
    write(found.after, found.root)
    if found.history:
        touched = erased.names(git.log(found.root), [*found.files, *found.after])
        day = max(today, datetime.now(UTC).date())  # days of git are those of UTC
        (found.root / erased.FILE).write_bytes(erased.written(found.root, touched, day))
    for file in found.files:
        path = found.root / file
        path.unlink(missing_ok=True)
        _without_empty(path.parent, found.root)


def _without_empty(folder: Path, root: Path) -> None:
    """Folders of feedback bear the name of who it is about."""
    while folder != root and folder.parent != root and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent

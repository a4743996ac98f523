"""A `Call` in; what a build is asked for, out, and what several commands answer with."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from affiche import disk, shipped
from affiche.cli.call import Call
from affiche.errors import ContentError, Kind, Place, Problem

if TYPE_CHECKING:
    from affiche.building.options import Options


def options(asked: Call) -> Options:
    """What to build, from what was asked and what is usual."""
    from affiche.building.options import Options

    given = asked.options
    own, usual = Path("themes"), os.cpu_count() or 1
    workers = given.get("workers", given.get("jobs", usual))
    return Options(
        content=Path(given.get("content", "content")),
        themes=Path(given.get("themes", own if own.is_dir() else shipped.THEMES)),
        out=Path(given.get("out", "site")),
        today=given.get("date") or today(),
        theme=given.get("theme"),
        pdf=not given.get("no_pdf", False),
        only=given.get("only", ()),
        jobs=workers if isinstance(workers, int) else usual,
        cluster=workers if isinstance(workers, str) else "",
        strict=given.get("strict", False),
        clean=given.get("clean", False),
        tiles=given.get("tiles", ""),
        tiles_since=given.get("tiles_since", ""),
        explain=given.get("explain", ""),
    )


def today() -> date:
    """Today, or the day of SOURCE_DATE_EPOCH (reproducible-builds.org), in UTC then."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        from datetime import UTC

        return datetime.fromtimestamp(int(epoch), UTC).date()
    return date.today()


def beside(asked: Call, key: str, usual: str = "", whole: bool = False) -> Path:
    """The file or folder of an option, by its key, that a command may write to.

    Raises ContentError where people write, and where versions are kept; with `whole`, also for a
    folder that holds such a folder, since all of it is replaced.
    """
    place = Path(asked.options.get(key, usual))
    chosen = options(asked)
    kept = disk.sources(place, (chosen.content, chosen.themes), whole)
    if kept is None:
        return place
    what = "nothing may be written to {path}: {folder} is kept there"
    hint = "Name another folder with {option}."
    values = {"path": str(place), "folder": str(kept), "option": f"--{key}"}
    raise ContentError([Problem(Kind.ERROR, "call", Place(""), what, hint, values)])

"""A sheet and what went wrong with it in; no file, and a warning that says so, out.

One sheet never keeps the site from its readers: whatever goes wrong with it, it is left out, the
rest goes on, and whoever wrote it reads which sheet that was and what to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from affiche.errors import Kind, Problem
from affiche.pages.plan import Sheet, SheetFact
from affiche.sheets.press.jobs import Printed

UNFIT, SLOW, MEMORY, FAILED = "sheet-unfit", "sheet-slow", "sheet-memory", "sheet-failed"
RULES = (UNFIT, SLOW, MEMORY, FAILED)
# What another machine, or the same one on a better day, may do well: not worth remembering.
PASSING = (SLOW, MEMORY, FAILED)
# Rule → what is said, and what a writer can do about it.
SAID = {
    UNFIT: (
        "the sheet {file} could not be laid out whole, and is left out",
        "Shorten its longest word or name, and report this: {why}",
    ),
    SLOW: (
        "the sheet {file} takes more than {seconds} seconds of work, and is left out",
        "Shorten its longest text, list or table",
    ),
    MEMORY: (
        "the sheet {file} needs more than {most} MB of memory, and is left out",
        "Shorten its longest text, list or table, and use smaller pictures",
    ),
    FAILED: (
        "the sheet {file} could not be made, and is left out",
        "Take away what is unusual in its texts or in the theme's style, and report this: {why}",
    ),
}


def held_back(sheet: Sheet, rule: str, **values: object) -> Printed:
    """No file, and the warning of that rule."""
    what, hint = SAID[rule]
    said: Mapping[str, object] = {"file": Path(sheet.path).name, **values}
    problem = Problem(Kind.WARNING, rule, sheet.source, what, hint, said)
    return Printed(b"", SheetFact(0, (), (problem,)))


def failed(sheet: Sheet, error: BaseException) -> Printed:
    """A sheet that an error kept from being made."""
    why = str(error).removeprefix(f"{sheet.path}: ")
    return held_back(sheet, FAILED, why=why or type(error).__name__)

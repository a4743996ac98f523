"""A draft of a site that was never published in; its pages, before any sheet is made, out.

Sheets take minutes the first time, and whoever waits for them should have something to look at. The
pages are those of a build without sheets; they are made once more when the sheets are there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from affiche.building.drafts import Draft
from affiche.building.options import Stage, Step, Tell
from affiche.building.printroom import ready_sheets
from affiche.pages.plan import Sheet
from affiche.publishing import releases
from affiche.sheets.press.press import Press

# Fewer are made in about the time that making the pages twice takes.
MANY = 5


def waiting(draft: Draft, pressing: Press | None) -> list[Sheet]:
    """The sheets that are to be made before a first site can be seen; none where the pages need
    not come first. With `strict` a site is published whole or not at all."""
    options = draft.options
    if pressing is None or options.strict or options.only or pressing.available():
        return []
    if releases.release(options.out).files:
        return []
    missing = ready_sheets(draft, pressing)[1]
    return missing if len(missing) >= MANY else []


def pages_alone(draft: Draft) -> Draft:
    """The same without paper: no page offers what is not there."""
    return replace(draft, options=replace(draft.options, pdf=False, explain=""))


def shown(draft: Draft, sheets: Sequence[Sheet], seconds: float, tell: Tell) -> None:
    """Tell that the pages stand, how many sheets follow, and how long these may take."""
    tell(Step(Stage.SHOWN, 0, len(sheets), str(draft.options.out / "index.html"), seconds))

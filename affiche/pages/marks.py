"""The marks of sheets in; what a page tells somebody who stands before a printed copy, out.

The QR code of a sheet ends in its mark (`…/personas/peter/#6f8808c`). The page that it leads to
knows the marks of now, and those of copies that are known to hang somewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from affiche.model import Site
from affiche.pages import codes
from affiche.pages.plan import Sheet, SheetLink


@dataclass(frozen=True)
class MarkRow:
    """One mark: the kinds of sheet that bear it, its version and since when; `now` when it is the
    one that is printed today."""

    mark: str
    kinds: tuple[str, ...]
    version: str
    day: date | None
    now: bool


def marked(sheet: Sheet) -> Sheet:
    """The sheet with its mark at the end of the address in its QR code."""
    data: dict[str, Any] = dict(sheet.data)
    poster = data.get("poster")
    if poster is not None and poster.url:
        data["poster"] = replace(poster, code=codes.code(f"{poster.url}#{sheet.hash}"))
    elif data.get("address") and data.get("code"):
        data["code"] = codes.code(f"{data['address']}#{sheet.hash}")
    else:
        return sheet
    return replace(sheet, data=data)


def rows(owner: str, version: str, sheets: Sequence[SheetLink], site: Site) -> tuple[MarkRow, ...]:
    """The marks of now, then older ones of copies that hang somewhere."""
    own = [sheet for sheet in sheets if sheet.owner == owner and sheet.hash]
    kinds: dict[str, list[str]] = {}
    for sheet in own:
        kinds.setdefault(sheet.hash, []).append(sheet.kind)
    days = {sheet.hash: sheet.day for sheet in own}
    now = [MarkRow(mark, tuple(dict.fromkeys(found)), version, days[mark], True)
           for mark, found in kinds.items()]  # fmt: skip
    if not now:
        return ()
    old = {
        copy.mark: MarkRow(copy.mark, (), copy.version or "", copy.since, False)
        for copy in site.copies.values()
        if copy.mark and copy.mark not in kinds and of(copy.sheet, owner, site)
    }
    return (*now, *old.values())


def of(sheet: str, owner: str, site: Site) -> bool:
    """Whether a sheet's name ("peter-poster-a2") is of this persona or journey, and of no other
    whose id is longer ("peter-b")."""
    ids = [name for name in (*site.personas, *site.journeys)
           if sheet == name or sheet.startswith(f"{name}-")]  # fmt: skip
    return bool(ids) and max(ids, key=len) == owner

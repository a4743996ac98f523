"""The marks of sheets in; what a page tells somebody who stands before a printed copy, out.

The QR code of a sheet ends in its mark (`…/personas/peter/#6f8808c`). The page that it leads to
knows the marks of now, those of the versions before as git tells them, and those of copies that are
known to hang somewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, is_dataclass, replace
from datetime import date
from typing import Any

from affiche.kept import DOCUMENTS, following
from affiche.model import Site
from affiche.model.loop import PrintedCopy
from affiche.pages.plan import Sheet, SheetLink
from affiche.pages.printed import codes

TILES = "tiles"
MARK = re.compile(r"[0-9a-f]{7}")


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
    """The sheet with its mark at the end of the address in its QR code, wherever that stands in
    its data: as `address` and `code`, or as `url` and `code` of what it shows."""
    data: dict[str, Any] = dict(sheet.data)
    for name, value in sheet.data.items():
        if is_dataclass(value) and getattr(value, "url", None) and getattr(value, "code", None):
            shown: Any = value
            data[name] = replace(shown, code=codes.code(f"{shown.url}#{sheet.hash}"))
    if data.get("address") and data.get("code"):
        data["code"] = codes.code(f"{data['address']}#{sheet.hash}")
    return replace(sheet, data=data)


def rows(
    of: str | None,
    version: str,
    sheets: Sequence[SheetLink],
    site: Site,
    kinds: Sequence[str] = (),
) -> tuple[MarkRow, ...]:
    """The marks of now, then older ones: of the versions before, as far as they are known, and of
    copies that hang somewhere. `of` one owner or all; with `kinds` only of these kinds of sheet."""
    own = [
        sheet for sheet in sheets
        if of in (None, sheet.owner) and sheet.hash and (sheet.kind in kinds or not kinds)
    ]  # fmt: skip
    held: dict[str, list[str]] = {}
    for sheet in own:
        if sheet.kind != TILES:  # those bear the mark of the sheet that they are of
            held.setdefault(sheet.hash, []).append(sheet.kind)
    days = {sheet.hash: sheet.day for sheet in own}
    now = [MarkRow(mark, tuple(dict.fromkeys(found)), version, days[mark], True)
           for mark, found in held.items()]  # fmt: skip
    if not now:
        return ()
    before = {
        one.mark: MarkRow(one.mark, one.kinds, one.version, one.day, False)
        for one in site.past.marks.get(of or "", ())
        if one.mark not in held and (not kinds or set(one.kinds) & set(kinds))
    }
    copies = {
        typed(copy): MarkRow(typed(copy), (), copy.version or "", copy.since, False)
        for copy in site.copies.values()
        if MARK.fullmatch(typed(copy))
        and typed(copy) not in held
        and of
        and owner(copy.sheet, site) == of
    }
    return (*now, *{**copies, **before}.values())


def typed(copy: PrintedCopy) -> str:
    """The mark of a copy as it stands on sheets: people type capitals, and the # of an address."""
    return (copy.mark or "").strip().lstrip("#").casefold()


@following(1, DOCUMENTS)
def owner(sheet: str, site: Site) -> str:
    """The persona or journey whose sheet has that name ("peter-poster-a2"), of several the one with
    the longest id ("peter-b"); "" for nobody's."""
    ids = (name for name in (*site.personas, *site.journeys)
           if sheet == name or sheet.startswith(f"{name}-"))  # fmt: skip
    return max(ids, key=len, default="")

"""Differences in; a picture of each poster and map before and after, as PNG, out.

Both are laid out as they would hang today, from what colleagues may see. What is in a picture
cannot be searched afterwards, so it is searched before: while it still is text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from affiche.building import handover
from affiche.building.before import Veil
from affiche.building.drafts import Draft, prepare
from affiche.building.options import Options
from affiche.building.past import then
from affiche.errors import ContentError, Problem
from affiche.images import paper
from affiche.leaks import Searched
from affiche.pages.cards import CHANGES_SHEET
from affiche.pages.loop import pair
from affiche.pages.plan import Sheet
from affiche.sheets.desk.pair import filled
from affiche.sheets.press.press import Press, Printed
from affiche.versions.told import Difference, Fate, figures

# What a document's picture is of, the smallest paper first.
KINDS = ("persona", "journey")
DPI = 110.0
Note = tuple[str, Mapping[str, object]]


@dataclass(frozen=True)
class Pictures:
    """The differences, each with the name of its picture; the pictures by name; why others have
    none; and the content that they show."""

    found: tuple[Difference, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    draft: Draft | None = None


def pictures(options: Options, found: Sequence[Difference]) -> Pictures:
    """A picture of everything that has a poster or a map and is not as it was. Raises ContentError
    for wrong content."""
    wanted = [one for one in found if _shown(one)]
    if not wanted:
        return Pictures(tuple(found))
    draft = prepare(options)
    with Press(options.jobs) as now, Press(options.jobs) as before:
        if notice := now.available():
            return Pictures(tuple(found), notes=((notice.what, notice.values),))
        made = dict(_made(draft, wanted, now, before))
    files: dict[str, bytes] = {}
    notes: list[Note] = []
    told = []
    for one in found:
        name, png = made.get(one.path, ("", b""))
        if name and not png:
            notes.append(("there is no picture of {name}: it cannot be made, or would show what is "
                          "secret", {"name": one.name}))  # fmt: skip
        elif name:
            files[name] = png
        told.append(replace(one, picture=name if png else ""))
    return Pictures(tuple(told), files, tuple(notes), draft)


def _shown(one: Difference) -> bool:
    """Whether it is about a persona or a journey, and there is something to see."""
    kind = one.path.split("/")[1] if "/" in one.path else ""
    changed = one.fate is not Fate.CHANGED or bool(one.comparison.changes)
    return kind in ("personas", "journeys") and changed


def _made(
    draft: Draft, wanted: Sequence[Difference], now: Press, before: Press
) -> Iterator[tuple[str, tuple[str, bytes]]]:
    """Path of a document → the name of its picture and its bytes; none when it may not be."""
    veil = Veil(draft.site, draft.theme, draft.words, draft.options.today, Searched())
    with ExitStack() as held:
        commits = {}
        for commit in dict.fromkeys(one.commit for one in wanted if one.commit):
            called = next(one.before for one in wanted if one.commit == commit)
            try:
                read = held.enter_context(then.content_at(draft, commit, called))
            except ContentError:  # what was wrong by the rules of today has no sheet
                continue
            commits[commit] = read.veiled(veil)
        jobs = []
        for one in wanted:
            sheet = _sheet(draft, one)
            old = commits.get(one.commit) if one.fate is not Fate.NEW else None
            was = _sheet_then(draft, one, old, sheet)
            first = before.submit(was, draft.theme, old.paper) if was and old else None
            second = now.submit(sheet, draft.theme, draft.paper) if sheet else None
            jobs.append((one, sheet, was, second, first))
        for one, sheet, was, second, first in jobs:
            if like := sheet or was:
                halves = (first.result() if first else None, second.result() if second else None)
                name = f"{PurePosixPath(one.path).stem}-{'map' if like.landscape else 'poster'}.png"
                yield one.path, (name, _picture(draft, one, like, halves, now))


def _sheet(draft: Draft, one: Difference) -> Sheet | None:
    """The sheet of today, on the smallest paper that there is."""
    if one.fate is Fate.REMOVED:
        return None
    return _smallest(draft.sheets, PurePosixPath(one.path).stem)


def _sheet_then(
    draft: Draft, one: Difference, old: then.Then | None, like: Sheet | None
) -> Sheet | None:
    owner = PurePosixPath(one.old or one.path).stem
    if old is None:
        return None
    if like is not None:
        return old.sheet(like, owner, draft)
    return _smallest(then.planned(old, draft), owner)


def _smallest(sheets: Sequence[Sheet], owner: str) -> Sheet | None:
    own = [s for s in sheets if s.kind in KINDS and s.owner == owner and not s.variant]
    return max(own, key=lambda sheet: sheet.paper.steps, default=None)


def _picture(
    draft: Draft, one: Difference, like: Sheet,
    halves: tuple[Printed | None, Printed | None], press: Press,
) -> bytes:  # fmt: skip
    pdfs = (halves[0].pdf if halves[0] else b"", halves[1].pdf if halves[1] else b"")
    if not any(pdfs) or _secret(draft, pdfs):
        return b""
    labels = (one.before if pdfs[0] else "", one.after if pdfs[1] else "")
    counted = figures(one.comparison, draft.words) if one.fate is Fate.CHANGED else ()
    page = pair.sheet(like, one.name, counted, labels, (bool(pdfs[0]), bool(pdfs[1])))
    frame = press.submit(page, draft.theme, draft.paper).result().pdf
    if not frame or _secret(draft, (frame,)):
        return b""
    return paper.png(paper.seen(filled(page, frame, (pdfs[0] or None, pdfs[1] or None)), DPI))


def _secret(draft: Draft, pdfs: Sequence[bytes]) -> tuple[Problem, ...]:
    """The secrets, of now and of before, that are written in these."""
    files = {f"personas/x{CHANGES_SHEET}{at}.pdf": pdf for at, pdf in enumerate(pdfs) if pdf}
    return handover.secret_leaks(draft.source, files)

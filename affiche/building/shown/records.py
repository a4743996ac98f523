"""What could be shown when a site was made in; the same for the next build, out.

A build carries over what it does not make anew: sheets and packs of the release before, finished
PDFs of the cache. What was taken back since goes.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from affiche import disk
from affiche.building import handover, looked
from affiche.building.drafts import Draft
from affiche.building.printroom import Sheets, make_cache
from affiche.building.shown import beside
from affiche.building.shown.beside import TakenOut
from affiche.building.shown.granted import AGENCIES, Granted, granted, hashed, taken_back, without
from affiche.measures.reading import FOLDER
from affiche.sheets.press.press import Press

OWNER = 0o600
# What the cache holds beside pages and sheets: what was read and said of the content.
BESIDE = ("built/*.json", f"{FOLDER}/*.json", "error-*.log")


def carried(draft: Draft, now: Granted, sheets: Sheets) -> Sheets:
    """The sheets, and with them what stays of the release before: all of it when nothing was taken
    back, else only the packs that are made from the same as they would be today."""
    before = read(draft.options.cache, draft.options.out)
    packs = handover.kept(draft.site, sheets.packs, draft.options.out)
    if not taken_back(before, now):
        return replace(sheets, kept_packs=packs)
    old = before.packs if before else {}
    same = {
        path: fact for path, fact in packs.items() if _made(path, now.packs) == _made(path, old)
    }
    return replace(sheets, kept={}, kept_packs=same)


def _made(path: str, packs: Mapping[str, str]) -> str | None:
    """What the pack at a path of the site is made from."""
    return packs.get(path.split("/")[1])


def read(cache: Path, of: Path) -> Granted | None:
    """What could be shown when `of` (a site, or of a content all that is kept) was made last; None
    when nobody knows."""
    try:
        data = json.loads(_file(cache, of).read_text("utf-8"))
        texts = {circle: frozenset(held) for circle, held in data["texts"].items()}
        sets = (frozenset(data[name]) for name in ("things", "leaving", "documents"))
        things, leaving, documents = sets
        inner = frozenset(data.get("inner", texts.get(AGENCIES, ())))  # of before: nothing is known
        if any(len(one.split()) != 3 for one in documents):
            return None
        packs = dict(data["packs"])
        return Granted(things, texts, frozenset(), packs, leaving, documents, inner=inner)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def write(cache: Path, of: Path, now: Granted, draft: Draft | None = None) -> None:
    """Remember it; of what is looked at again (see `looked`) with the `draft` that it was made of.
    What cannot be written down is not known the next time."""
    path = _file(cache, of)
    texts = {circle: sorted(held) for circle, held in now.texts.items()}
    data: dict[str, Any] = {
        "things": sorted(now.things),
        "leaving": sorted(now.leaving),
        "documents": sorted(now.documents),
        "inner": sorted(now.inner),
        "texts": texts,
        "packs": dict(now.packs),
    }
    if draft is not None:
        content = draft.options.content.resolve()
        data |= {"of": str(_named(of)), "stamp": draft.stamp, "content": str(content)}
    try:
        disk.put(path, json.dumps(data).encode(), OWNER)
    except OSError:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def begin(draft: Draft) -> None:
    """Of an empty cache it is known from the first on what could be shown: what can be now. Else a
    check beside a first build would find that nobody knows, and take its sheets away."""
    if draft.alone and not (draft.options.cache / "sheets").is_dir():
        write(draft.options.cache, _whole(draft), granted(draft), draft)


def put_beside(draft: Draft, folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files that show something of the content into a folder of somebody's, to be found
    again when it is taken back. Raises OSError."""
    beside.put(draft.options, folder, files)
    if kept(draft) is None and draft.options.cache.is_dir():
        write(draft.options.cache, _whole(draft), granted(draft), draft)


def kept(draft: Draft) -> Granted | None:
    """What could be shown when the cache was looked at last."""
    return read(draft.options.cache, _whole(draft))


def forget(
    draft: Draft, now: Granted, press: Press | None, made: Collection[str] = ()
) -> tuple[TakenOut, ...]:
    """Take finished pages and sheets out of the cache when something was taken back since: of
    sheets all but those that `press` was asked for on this day (`made`: their paths; empty: all
    that it was asked for). What else was remembered goes too, and so do the files beside a site,
    of which the folders come out."""
    cache = draft.options.cache
    if not cache.is_dir():
        return ()
    before, taken = kept(draft), tuple[TakenOut, ...]()
    gone = taken_back(before, now)
    if gone:
        if not draft.alone:
            draft.store.forget()
        if press is not None:
            press.forget_others(made)
        else:
            shutil.rmtree(cache / "sheets", ignore_errors=True)
        for path in (path for each in BESIDE for path in cache.glob(each)):
            with contextlib.suppress(OSError):
                path.unlink()
        taken = beside.take_out(cache)
    if before and now.unread:
        now = without(before, now) if gone else before
    if not any(one.refused for one in taken):  # else they are looked for again the next time
        write(cache, _whole(draft), now, draft)
    return taken


def remember(draft: Draft, now: Granted) -> None:
    """What could be shown when the site was made; of a cache that was begun for it the same is
    known. Without a cache, nothing is carried over the next time."""
    fresh = not draft.options.cache.is_dir()
    if make_cache(draft.options):
        write(draft.options.cache, draft.options.out, now, draft)
        if fresh:
            write(draft.options.cache, _whole(draft), now, draft)


def _whole(draft: Draft) -> Path:
    """What the cache is remembered by: it holds what was made of the content."""
    return draft.options.content.resolve()


def _file(cache: Path, of: Path) -> Path:
    return cache / looked.FOLDER / f"{hashed(str(_named(of)))}.json"


def _named(of: Path) -> Path:
    """By its own name: a folder that became a link to another is still the same site."""
    return of.parent.resolve() / of.name

"""What may be shown, today and when something was made last, in; whether anything was taken back
since then out.

A build carries over what it does not make anew: sheets and packs of the release before, finished
PDFs of the cache. That is right as long as nothing in them was taken back: a consent that ended, a
field that became internal, a persona, a briefing or a picture that is gone. Then nothing is
carried over but what is known to be as it would be made today.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from affiche import consent
from affiche.building import handover
from affiche.building.drafts import Draft
from affiche.building.printroom import Sheets
from affiche.kept import DOCUMENTS, lasting, memo, title
from affiche.model import Scope, Site
from affiche.model.text import Document
from affiche.pages.briefing import agency
from affiche.pages.visible import for_agency, without_secrets
from affiche.sheets.press.press import Press

FOLDER = "shown"
# What stands for one thing that may be shown: so many bytes of its hash.
SIZE = 8
KINDS = ("personas", "journeys", "touchpoints", "opportunities", "briefings")


@dataclass(frozen=True)
class Granted:
    """What may be shown: `things` (a document, a picture somewhere, a persona in a briefing) and,
    by circle of readers, `texts`; `all_texts` is every text of the content, whoever may read it.
    `packs`: briefing → what its pack is made from."""

    things: frozenset[str] = frozenset()
    texts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    all_texts: frozenset[str] = frozenset()
    packs: Mapping[str, str] = field(default_factory=dict)


def granted(draft: Draft) -> Granted:
    """What may be shown of the content on this day."""
    site, today = draft.site, draft.options.today
    things = {_hash(f"{kind}/{name}") for kind in KINDS for name in getattr(site, kind)}
    for scope in Scope:
        seen = consent.shown(site, scope, today)
        things |= {_hash(f"{scope} {image.digest}") for image in seen.images.values()}
    packs = {}
    for name in site.briefings:
        projected = agency.project(site, name, today).site
        for kind in ("personas", "journeys"):
            things |= {_hash(f"{name} {kind}/{one}") for one in getattr(projected, kind)}
        digests = sorted(image.digest for image in projected.images.values())
        packs[name] = _hash(repr((projected, digests)))
    colleagues = _texts(_documents(without_secrets(site)))
    leaving = _documents(site, ("personas", "journeys", "briefings"))
    agencies: frozenset[str] = frozenset().union(*map(_leaving, leaving))
    texts = {"colleagues": colleagues, "agencies": agencies}
    return Granted(frozenset(things), texts, _texts(_documents(site)), packs)


def taken_back(before: Granted | None, now: Granted) -> bool:
    """Whether something that could be shown may not be shown any more. A text that is no longer
    there was edited; one that is there for fewer readers was taken back."""
    if before is None:
        return True  # nobody knows
    hidden = (
        (before.texts.get(circle, frozenset()) - seen) & now.all_texts
        for circle, seen in now.texts.items()
    )
    return bool(before.things - now.things) or any(hidden)


def _documents(site: Site, kinds: Iterable[str] = KINDS) -> Iterator[Document]:
    return (document for kind in kinds for document in getattr(site, kind).values())


def _texts(documents: Iterable[Document]) -> frozenset[str]:
    """What stands for every text in them."""
    return frozenset().union(*map(_hashes, documents))


@memo(2 * DOCUMENTS)
@lasting(frozenset, title)
def _hashes(document: Document) -> frozenset[str]:
    return frozenset(map(_hash, _strings(document)))


@memo(DOCUMENTS)
@lasting(frozenset, title)
def _leaving(document: Document) -> frozenset[str]:
    """The same of what may leave the company."""
    return frozenset(map(_hash, _strings(for_agency(document))))


def _strings(value: Any) -> Iterator[str]:
    """Every text in a value, however deep."""
    if type(value) is str:
        yield value
    elif isinstance(value, Document):
        for name in type(value).model_fields:
            yield from _strings(getattr(value, name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield key
            yield from _strings(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from _strings(item)


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=SIZE).hexdigest()


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


# From one build to the next ----------------------------------------------------------------


def read(cache: Path, of: Path) -> Granted | None:
    """What could be shown when `of` (a site, the cache) was made last; None when nobody knows."""
    try:
        data = json.loads(_file(cache, of).read_text("utf-8"))
        texts = {circle: frozenset(held) for circle, held in data["texts"].items()}
        return Granted(frozenset(data["things"]), texts, frozenset(), dict(data["packs"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write(cache: Path, of: Path, now: Granted) -> None:
    """Remember it. What cannot be written down is not known the next time."""
    path = _file(cache, of)
    texts = {circle: sorted(held) for circle, held in now.texts.items()}
    data = {"things": sorted(now.things), "texts": texts, "packs": dict(now.packs)}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(data), "utf-8")
    except OSError:
        path.unlink(missing_ok=True)


def begin(draft: Draft) -> None:
    """Of an empty cache it is known from the first on what could be shown: what can be now. Else a
    check beside a first build would find that nobody knows, and take its sheets away."""
    cache = draft.options.cache
    if draft.alone and not (cache / "sheets").is_dir():
        write(cache, cache, granted(draft))


def forget(draft: Draft, now: Granted, press: Press | None, made: Collection[str] = ()) -> None:
    """Take finished pages and sheets out of the cache when something was taken back since: of
    sheets all but those that `press` was asked for on this day (`made`: their paths; empty: all
    that it was asked for)."""
    cache = draft.options.cache
    if not cache.is_dir():
        return
    if taken_back(read(cache, cache), now):
        if not draft.alone:
            draft.store.forget()
        if press is not None:
            press.forget_others(made)
        else:
            shutil.rmtree(cache / "sheets", ignore_errors=True)
    write(cache, cache, now)


def remember(cache: Path, out: Path, now: Granted, fresh: bool) -> None:
    """What could be shown when the site at `out` was made; of a `fresh` cache the same is known."""
    write(cache, out, now)
    if fresh:
        write(cache, cache, now)


def _file(cache: Path, of: Path) -> Path:
    return cache / FOLDER / f"{_hash(str(of.resolve()))}.json"

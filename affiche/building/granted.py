"""What may be shown, today and when something was made last, in; whether anything was taken back
since then out.

A build carries over what it does not make anew: sheets and packs of the release before, finished
PDFs of the cache. That is right as long as nothing in them was taken back: a consent that ended, a
field that became internal, a persona, a briefing or a picture that is gone. Then nothing is
carried over but what is known to be as it would be made today.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from affiche import consent, disk
from affiche.building import handover, looked
from affiche.building.drafts import Draft
from affiche.building.printroom import Sheets, make_cache
from affiche.kept import DOCUMENTS, lasting, memo, title
from affiche.measures.reading import FOLDER
from affiche.measures.reviews import shown as measured
from affiche.model import Scope, Site
from affiche.model.text import Document
from affiche.pages.briefing import agency
from affiche.pages.visible import for_agency, without_secrets
from affiche.sheets.press.press import Press
from affiche.versions.told import PICTURES

# What stands for one thing that may be shown: so many bytes of its hash.
SIZE = 8
OWNER = 0o600
COLLEAGUES, AGENCIES = "colleagues", "agencies"
OUTSIDE = ("personas", "journeys", "briefings")
KINDS = (
    "personas", "journeys", "touchpoints", "opportunities", "briefings", "rounds", "decisions",
    "events",
)  # fmt: skip
# What a document is called, by the first of these fields that it has.
CALLED = ("name", "title", "question", "id")
# What the cache holds beside pages and sheets: what was read and said of the content.
BESIDE = ("built/*.json", f"{FOLDER}/*.json", "error-*.log")


@dataclass(frozen=True)
class Granted:
    """What may be shown: `things` (a picture somewhere) to colleagues, `leaving` (the same, and a
    persona in a briefing) to agencies, and, by circle of readers, `texts`; `all_texts` is every
    text of the content, whoever may read it. `documents` stand for the id and the name of each,
    with its kind; of the `unread` (an id, or every id of a kind) nobody knows anything. `packs`:
    briefing → what its pack is made from."""

    things: frozenset[str] = frozenset()
    texts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    all_texts: frozenset[str] = frozenset()
    packs: Mapping[str, str] = field(default_factory=dict)
    leaving: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    withheld: frozenset[str] = frozenset()
    """Of `things` and `leaving`, what a document says may not be shown."""
    inner: frozenset[str] = frozenset()
    """The texts that a document keeps from agencies."""


def granted(draft: Draft, left_out: Iterable[str] = ()) -> Granted:
    """What may be shown of the content on this day; `left_out` are files that were not read."""
    site, today = draft.site, draft.options.today
    documents = frozenset(
        f"{kind} {_hash(name)} {_hash(_called(document))}"
        for kind in KINDS
        for name, document in getattr(site, kind).items()
    )
    pictures = {
        scope: {
            f"{scope} {one.digest}" for one in consent.shown(site, scope, today).images.values()
        }
        for scope in Scope
    }
    leaving = pictures.pop(Scope.AGENCY)
    packs = {}
    for name in site.briefings:
        projected = agency.project(site, name, today).site
        for kind in ("personas", "journeys"):
            leaving |= {f"{name} {kind}/{one}" for one in getattr(projected, kind)}
        digests = sorted(image.digest for image in projected.images.values())
        packs[name] = _hash(repr((projected, digests)))
    return Granted(
        things=frozenset(map(_hash, set().union(*pictures.values()))),
        texts={
            COLLEAGUES: _texts(_documents(without_secrets(site))) | _answered(site, shown=True),
            AGENCIES: frozenset().union(*map(_leaving, _documents(site, OUTSIDE))),
        },
        all_texts=_texts(_documents(site)) | _answered(site, shown=False),
        packs=packs,
        leaving=frozenset(map(_hash, leaving)),
        documents=documents,
        unread=frozenset(map(_unread, left_out)),
        withheld=frozenset(
            _hash(f"{scope} {digest}")
            for scope in Scope
            for digest in consent.withheld(site, scope, today)
        ),
        inner=frozenset().union(*map(_inner, _documents(site, OUTSIDE))),
    )


def _unread(file: str) -> str:
    """What stands for the document of a file, or for all of them in a register."""
    kind, _, name = file.partition("/")
    return f"{kind} {_hash(Path(name).stem)}" if kind in OUTSIDE else Path(kind).stem


def taken_back(before: Granted | None, now: Granted) -> bool:
    """Whether something that could be shown may not be shown any more. A text that is no longer
    there was edited; one that is there for fewer readers was taken back. Beside a mistake nobody
    knows what is gone and what was not read, and the last good site stays: then it is what a
    document says that counts: that a photo may not be shown, or that a text is for colleagues."""
    if before is None:
        return True  # nobody knows
    if now.unread:
        withheld = not now.withheld.isdisjoint(before.things | before.leaving)
        left = before.texts.get(AGENCIES, frozenset()) - now.texts[AGENCIES]
        return withheld or not left.isdisjoint(now.inner - before.inner)
    hidden = _hidden(before, now, AGENCIES) or bool(before.leaving - now.leaving)
    return hidden or from_colleagues(before, now)


def from_colleagues(before: Granted, now: Granted) -> bool:
    """Whether something was taken back from everybody, and not from agencies alone."""
    if now.unread:
        return not now.withheld.isdisjoint(before.things)
    gone = bool(before.things - now.things) or any(_gone(before, now))
    return gone or _hidden(before, now, COLLEAGUES)


def _hidden(before: Granted, now: Granted, circle: str) -> bool:
    seen = now.texts.get(circle, frozenset())
    return bool((before.texts.get(circle, frozenset()) - seen) & now.all_texts)


def _gone(before: Granted, now: Granted) -> Iterator[str]:
    """The documents that are gone. One that is called the same under a new id was renamed."""
    known, called = {}, {}
    for one in now.documents:
        kind, name, title = one.split()
        known[kind, name] = called[kind, title] = one
    was = {tuple(one.split()[:2]) for one in before.documents}
    for one in before.documents:
        kind, name, title = one.split()
        same = called.get((kind, title))
        renamed = same is not None and tuple(same.split()[:2]) not in was
        unread = not now.unread.isdisjoint((kind, f"{kind} {name}"))
        if not ((kind, name) in known or renamed or unread):
            yield one


def without(before: Granted, now: Granted) -> Granted:
    """What of before may still be shown: what a site shows of which the rest was taken out."""
    hidden = {circle: now.all_texts - held for circle, held in now.texts.items()}
    return Granted(
        things=before.things & now.things,
        texts={circle: held - hidden[circle] for circle, held in before.texts.items()},
        packs={name: said for name, said in before.packs.items() if now.packs.get(name) == said},
        leaving=before.leaving & now.leaving,
        documents=before.documents - set(_gone(before, now)),
        inner=before.inner | now.inner,
    )


def _called(document: Document) -> str:
    return next(str(said) for name in CALLED if (said := getattr(document, name, None)))


def _answered(site: Site, shown: bool) -> frozenset[str]:
    """What stands for every text of a review that colleagues see, or that there is at all."""
    found = measured.shown(site.measurements) if shown else site.measurements
    said = {text for one in found.reviews for text in (one.title, one.text, one.author) if text}
    return frozenset(map(_hash, said | {one.text for one in found.hidden}))


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


@memo(DOCUMENTS)
@lasting(frozenset, title)
def _inner(document: Document) -> frozenset[str]:
    """The same of what may not."""
    return _hashes(document) - _leaving(document)


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
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=SIZE).hexdigest()


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
    cache = draft.options.cache
    if draft.alone and not (cache / "sheets").is_dir():
        write(cache, _whole(draft), granted(draft), draft)


def kept(draft: Draft) -> Granted | None:
    """What could be shown when the cache was looked at last."""
    return read(draft.options.cache, _whole(draft))


def forget(draft: Draft, now: Granted, press: Press | None, made: Collection[str] = ()) -> None:
    """Take finished pages and sheets out of the cache when something was taken back since: of
    sheets all but those that `press` was asked for on this day (`made`: their paths; empty: all
    that it was asked for). What else was remembered goes too, and pictures of before and after."""
    cache = draft.options.cache
    if not cache.is_dir():
        return
    before = kept(draft)
    gone = taken_back(before, now)
    if gone:
        if not draft.alone:
            draft.store.forget()
        if press is not None:
            press.forget_others(made)
        else:
            shutil.rmtree(cache / "sheets", ignore_errors=True)
        beside = [path for each in BESIDE for path in cache.glob(each)]
        for path in (*beside, *(cache.parent / PICTURES).glob("*.png")):
            with contextlib.suppress(OSError):
                path.unlink()
    if before and now.unread:
        now = without(before, now) if gone else before
    write(cache, _whole(draft), now, draft)


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
    return cache / looked.FOLDER / f"{_hash(str(_named(of)))}.json"


def _named(of: Path) -> Path:
    """By its own name: a folder that became a link to another is still the same site."""
    return of.parent.resolve() / of.name

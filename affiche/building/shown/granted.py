"""What may be shown, today and when something was made last, in; whether anything was taken back
since then out.

A build carries over what it does not make anew: sheets and packs of the release before, finished
PDFs of the cache. That is right as long as nothing in them was taken back: a consent that ended, a
field that became internal, a persona, a briefing or a picture that is gone. Then nothing is
carried over but what is known to be as it would be made today.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from affiche import consent
from affiche.building.drafts import Draft
from affiche.kept import DOCUMENTS, lasting, memo, title
from affiche.measures.reviews import shown as measured
from affiche.model import Scope, Site
from affiche.model.text import Document
from affiche.pages.briefing import agency
from affiche.pages.visible import for_agency, without_secrets

# What stands for one thing that may be shown: so many bytes of its hash.
SIZE = 8
COLLEAGUES, AGENCIES = "colleagues", "agencies"
OUTSIDE = ("personas", "journeys", "briefings")
KINDS = (
    "personas", "journeys", "touchpoints", "opportunities", "briefings", "rounds", "decisions",
    "events",
)  # fmt: skip
# What a document is called, by the first of these fields that it has.
CALLED = ("name", "title", "question", "id")


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
        f"{kind} {hashed(name)} {hashed(_called(document))}"
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
        packs[name] = hashed(repr((projected, digests)))
    return Granted(
        things=frozenset(map(hashed, set().union(*pictures.values()))),
        texts={
            COLLEAGUES: _texts(_documents(without_secrets(site))) | _answered(site, shown=True),
            AGENCIES: frozenset().union(*map(_leaving, _documents(site, OUTSIDE))),
        },
        all_texts=_texts(_documents(site)) | _answered(site, shown=False),
        packs=packs,
        leaving=frozenset(map(hashed, leaving)),
        documents=documents,
        unread=frozenset(map(_unread, left_out)),
        withheld=frozenset(
            hashed(f"{scope} {digest}")
            for scope in Scope
            for digest in consent.withheld(site, scope, today)
        ),
        inner=frozenset().union(*map(_inner, _documents(site, OUTSIDE))),
    )


def _unread(file: str) -> str:
    """What stands for the document of a file, or for all of them in a register."""
    kind, _, name = file.partition("/")
    return f"{kind} {hashed(Path(name).stem)}" if kind in OUTSIDE else Path(kind).stem


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
    return frozenset(map(hashed, said | {one.text for one in found.hidden}))


def _documents(site: Site, kinds: Iterable[str] = KINDS) -> Iterator[Document]:
    return (document for kind in kinds for document in getattr(site, kind).values())


def _texts(documents: Iterable[Document]) -> frozenset[str]:
    """What stands for every text in them."""
    return frozenset().union(*map(_hashes, documents))


@memo(2 * DOCUMENTS)
@lasting(frozenset, title)
def _hashes(document: Document) -> frozenset[str]:
    return frozenset(map(hashed, _strings(document)))


@memo(DOCUMENTS)
@lasting(frozenset, title)
def _leaving(document: Document) -> frozenset[str]:
    """The same of what may leave the company."""
    return frozenset(map(hashed, _strings(for_agency(document))))


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


def hashed(text: str) -> str:
    """What stands for a text."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=SIZE).hexdigest()

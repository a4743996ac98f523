"""The content folder, and the site in it, in; every document's versions and latest steps, out.

A version is a stretch of commits in which a document's `version:` and `status:` were the same.
Which those are is seen without reading the documents; only what is compared is read whole.
Without git, `timeline:` in the document and the rounds of feedback tell what they know.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from typing import Any

from affiche.model import Journey, Persona, Site, Status
from affiche.model.version import Past, Step, Version
from affiche.reading import documents
from affiche.reading.canonical import Own
from affiche.reading.documents import Read
from affiche.reading.remembered import Reader
from affiche.versions import erased, git
from affiche.versions.git import Log, Revision
from affiche.words import choices

# So many steps of the whole site are told; older ones only by their versions.
STEPS = 40
# So many versions of a document can be compared with each other.
VERSIONS = 6
_FIELD = re.compile(rb"^(version|status)[ \t]*:[ \t]*(.*?)[ \t]*(?:#.*)?\r?$", re.MULTILINE)
Doc = Persona | Journey
# What a file of before says, by its path from the content and its bytes.
Reading = Callable[[str, bytes], Doc | None]


@dataclass(frozen=True)
class _Stretch:
    """Commits in which version and status were the same; the newest and the oldest."""

    number: str
    status: Status
    last: Revision
    first: Revision


def past(content: Path, site: Site, log: Log | None = None, reader: Reader | None = None) -> Past:
    """What is known of before; `reader` remembers what was read of it. The documents in it are
    whole, with their secrets: nothing of them may be shown before their projection."""
    log = log or git.log(content)
    log = log and erased.kept(log, content)
    held: tuple[Doc, ...] = (*site.personas.values(), *site.journeys.values())
    current = {document.path.partition("/")[2]: document for document in held}
    if log is None:
        return Past({doc.path: _told(doc) for doc in current.values()})
    revisions = {name: log.revisions.get(name, ()) for name in current}
    bytes_of = git.blobs(content, (r.blob for found in revisions.values() for r in found))
    reading = partial(read, own=own_names(site), reader=reader)
    versions = {
        document.path: _versions(document, revisions[name], bytes_of, reading)
        for name, document in current.items()
    }
    steps = tuple(_steps(current, revisions, bytes_of, reading))
    return Past(versions, steps, known=True, whole=not log.shallow)


def own_names(site: Site) -> Own:
    """What the company of a site names itself, for reading documents of before."""
    return Own(
        channels=frozenset(site.settings.channels),
        phases=tuple((key, phase.name) for key, phase in site.settings.phases.items()),
        touchpoints=frozenset(site.touchpoints),
    )


def read(path: str, raw: bytes, own: Own, reader: Reader | None = None) -> Doc | None:
    """A document of before, from its bytes; what is wrong in it by today's rules is left out."""
    stem = PurePosixPath(path).stem
    reader = reader or Reader()
    path = f"content/{path}"
    found: Read[Any] = (
        reader(documents.journey, path, stem, raw, own)
        if path.endswith(".yaml")
        else reader(documents.persona, path, stem, raw, own)
    )
    return found.value or found.rest


# Versions ----------------------------------------------------------------------------------


def _versions(
    document: Doc, revisions: Sequence[Revision], bytes_of: Mapping[str, bytes], reading: Reading
) -> tuple[Version, ...]:
    """The oldest first; the last is the document as it is now."""
    stretches = list(_stretches(revisions, bytes_of))
    now = Version(document.version or "", document.status, document=document)
    if stretches and (stretches[0].number, stretches[0].status) == (now.number, now.status):
        newest = stretches.pop(0)
        now = replace(now, since=newest.first.day, day=newest.last.day, commit=newest.last.commit)
    found = [
        Version(
            stretch.number, stretch.status, stretch.first.day, stretch.last.day,
            stretch.last.commit,
            _read(document, stretch.last, bytes_of, reading) if at < VERSIONS else None,
        )
        for at, stretch in enumerate(stretches)
    ]  # fmt: skip
    return _dated((*reversed(found), now), document)


def _stretches(revisions: Sequence[Revision], bytes_of: Mapping[str, bytes]) -> Iterator[_Stretch]:
    """The newest first."""
    held: _Stretch | None = None
    for revision in revisions:
        if revision.blob not in bytes_of:
            continue
        number, status = peek(bytes_of[revision.blob])
        if held and (held.number, held.status) == (number, status):
            held = replace(held, first=revision)
            continue
        if held:
            yield held
        held = _Stretch(number, status, revision, revision)
    if held:
        yield held


@lru_cache(maxsize=20_000)
def peek(raw: bytes) -> tuple[str, Status]:
    """The version and the status that a file says it has."""
    said = {key.decode(): value.decode("utf-8", "replace") for key, value in
            reversed(_FIELD.findall(raw))}  # fmt: skip
    number = said.get("version", "").strip("\"'")
    word = said.get("status", "").strip("\"'").casefold()
    return number, _statuses().get(word, Status.CONCEPT)


@lru_cache(maxsize=1)
def _statuses() -> Mapping[str, Status]:
    return {word: Status(str(choice.value)) for word, choice in choices(Status).items()}


def _read(
    document: Doc, revision: Revision, bytes_of: Mapping[str, bytes], reading: Reading
) -> Doc | None:
    """The document as it was, under its id of today."""
    found = reading(revision.path, bytes_of[revision.blob])
    if found is None or type(found) is not type(document):
        return None
    return found.model_copy(update={"id": document.id, "path": document.path})


def _told(document: Doc) -> tuple[Version, ...]:
    """Without git: what the writer says in `timeline`, and what is there now."""
    now = Version(document.version or "", document.status, document=document)
    return _dated((now,), document)


def _dated(versions: tuple[Version, ...], document: Doc) -> tuple[Version, ...]:
    """With the days that the writer gives, who knows better than git when it was so."""
    found = list(versions)
    for told in document.timeline:
        status = told.status or document.status
        number = told.version or ""
        same = [at for at, one in enumerate(found)
                if one.status is status and number in ("", one.number)]  # fmt: skip
        if same:
            found[same[0]] = replace(found[same[0]], since=told.date)
        else:
            found.insert(_place(found, told.date), Version(number, status, told.date))
    return tuple(found)


def _place(versions: Sequence[Version], day: date) -> int:
    """Before the first version that is later; the one of now is always last."""
    later = (at for at, one in enumerate(versions[:-1]) if one.since and one.since > day)
    return next(later, len(versions) - 1)


# Steps -------------------------------------------------------------------------------------


def _steps(
    current: Mapping[str, Doc],
    revisions: Mapping[str, Sequence[Revision]],
    bytes_of: Mapping[str, bytes],
    reading: Reading,
) -> Iterator[Step]:
    """The newest first: of each document, what each day of work made of it."""
    days = [
        (newest.day or date.min, name, newest, before)
        for name, found in revisions.items()
        for newest, before in _days(found)
    ]
    days.sort(key=lambda one: (one[0], one[1]), reverse=True)
    for _, name, newest, older in days[:STEPS]:
        if newest.blob not in bytes_of:
            continue
        document = current[name]
        after = _read(document, newest, bytes_of, reading)
        before = (
            _read(document, older, bytes_of, reading) if older and older.blob in bytes_of else None
        )
        if after is not None and after != before and newest.day is not None:
            yield Step(document.path, newest.day, newest.commit, before, after)


def _days(revisions: Sequence[Revision]) -> Iterator[tuple[Revision, Revision | None]]:
    """(the last commit of a day, the one before that day); the newest first."""
    at = 0
    while at < len(revisions):
        newest = revisions[at]
        while at < len(revisions) and revisions[at].day == newest.day:
            at += 1
        yield newest, revisions[at] if at < len(revisions) else None

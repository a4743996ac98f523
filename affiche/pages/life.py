"""A document in; its life line out: concept, second, final, archived, and when it came there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from affiche.kept import DOCUMENTS, following
from affiche.model import Journey, Persona, Site, Status
from affiche.model.version import Version
from affiche.pages import cards
from affiche.words import Words


@dataclass(frozen=True)
class Stop:
    """A version on the line: its number ("" for none), and since when, as far as is known."""

    number: str
    since: date | None


@dataclass(frozen=True)
class Station:
    """One of the four: whether the document came there, is there now, when it came, and with
    which versions."""

    status: Status
    reached: bool
    here: bool
    since: date | None
    stops: tuple[Stop, ...]


@dataclass(frozen=True)
class Life:
    """The line, the page that tells of every change ("" when there is none), and whether the day
    of its review has passed."""

    stations: tuple[Station, ...]
    changes: str
    overdue: date | None


@following(1, 2 * DOCUMENTS)
def life(document: Persona | Journey, site: Site) -> Life:
    """The life of a document so far."""
    versions = versions_of(document, site)
    return Life(
        stations=tuple(_stations(document, versions)),
        changes=cards.changes_path(document.path),
        overdue=document.review_by if document.path in site.overdue else None,
    )


def versions_of(document: Persona | Journey, site: Site) -> tuple[Version, ...]:
    """Every version, the oldest first; at least the one of now."""
    now = Version(document.version or "", document.status, document=document)
    return site.past.versions.get(document.path) or (now,)


def _stations(document: Persona | Journey, versions: tuple[Version, ...]) -> Iterator[Station]:
    here = list(Status).index(document.status)
    for at, status in enumerate(Status):
        if status is Status.ARCHIVED and document.status is not Status.ARCHIVED:
            continue  # nobody plans the end
        held = [one for one in versions if one.status is status]
        stops = tuple(Stop(one.number, one.since) for one in held if one.number)
        since = next((one.since for one in held if one.since), None)
        yield Station(status, at <= here, at == here, since, stops)


def called(version: Version, words: Words) -> str:
    """What a version is called within a sentence: "versie 2", or its status where it has no
    number."""
    if version.number:
        return words.say("version {version}", version=version.number)
    return words.label(version.status).lower()

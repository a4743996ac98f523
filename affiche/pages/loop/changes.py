"""What was before in; the page of all that changed lately, and a page for each document, out.

Documents of before come from `Site.past`, which holds only what colleagues may see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, groupby, pairwise

from affiche.errors import Place
from affiche.markup import plain
from affiche.model import Journey, Persona, Site
from affiche.model.version import Step, Version
from affiche.pages import cards
from affiche.pages.life import called, life, versions_of
from affiche.pages.loop.change_sheet import KIND
from affiche.pages.plan import Face, Link, Page, SheetLink
from affiche.pages.printed import marks
from affiche.pages.relations import Relations
from affiche.versions.compare import Change, Comparison, compare
from affiche.versions.labels import Speech, speech
from affiche.versions.told import figures, groups, shortened

CHANGES = "changes/index.html"
# So many versions can be laid beside each other, each with each.
MOST = 5
Doc = Persona | Journey


@dataclass(frozen=True)
class Told:
    """A comparison as a page shows it: how much in words, the changes under their labels, and the
    labels of what stayed the same."""

    figures: tuple[str, ...]
    groups: tuple[tuple[str, tuple[Change, ...]], ...]
    same: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many changes there are."""
        return sum(len(held) for _, held in self.groups)


@dataclass(frozen=True)
class Entry:
    """What one day made of one document; without a `told` it is new."""

    name: str
    path: str
    day: date | None
    commit: str
    faces: tuple[Face, ...]
    told: Told | None


@dataclass(frozen=True)
class Pair:
    """Two versions beside each other: what they are called, the page, and what changed. `told` is
    None when one of them cannot be read any more."""

    before: str
    after: str
    path: str
    told: Told | None


def told(comparison: Comparison, related: Relations, whole: bool = True) -> Told:
    """The comparison for a page; long texts are cut to what is around a change."""
    held = (
        (label, tuple(replace(c, pieces=shortened(c.pieces, 12 if whole else 6)) for c in found))
        for label, found in groups(comparison.changes)
    )
    return Told(figures(comparison, related.words), tuple(held), comparison.same)


def pages(related: Relations, sheets: Sequence[SheetLink]) -> Iterator[Page]:
    """The page of the whole site, one for each document, and one for each pair of its versions."""
    site, words = related.site, related.words
    saying = speech(site, words)
    entries = tuple(_entries(related, saying))
    documents = documents_of(site)
    yield Page(
        path=CHANGES,
        template="pages/changes.html.j2",
        title=words.gettext("What changed"),
        section="changes",
        description=words.gettext("What colleagues found out since, word by word."),
        data={
            "days": tuple(
                (day, tuple(held)) for day, held in groupby(entries, key=lambda entry: entry.day)
            ),
            "known": site.past.known,
            "whole": site.past.whole,
            "documents": tuple(
                (Link(_name(d), cards.changes_path(d.path)), life(d, site)) for d in documents
            ),
        },
    )
    for document in documents:
        yield from _document(document, related, saying, sheets)


def documents_of(site: Site) -> tuple[Doc, ...]:
    """Everything that has a life line."""
    return (*site.personas.values(), *site.journeys.values())


def _document(
    document: Doc, related: Relations, saying: Speech, sheets: Sequence[SheetLink]
) -> Iterator[Page]:
    words, site = related.words, related.site
    versions = versions_of(document, site)
    here = cards.changes_path(document.path)
    folder = here.removesuffix("index.html")
    names = version_names(versions)
    pairs = {
        (before, after): Pair(
            _called(versions[before], related), _called(versions[after], related),
            f"{folder}{names[before]}-{names[after]}/index.html",
            _between(versions[before], versions[after], related, saying),
        )
        for before, after in _pairs(versions)
    }  # fmt: skip
    home = Link(words.gettext("What changed"), CHANGES)
    yield Page(
        path=here,
        template="pages/document-changes.html.j2",
        title=words.say("{name}: what changed", name=plain(_name(document))),
        section="changes",
        description=words.gettext("Each version, and what changed in it."),
        crumbs=(home,),
        data={
            "document": Link(_name(document), _path(document)),
            "face": _face(document, related),
            "life": life(document, site),
            "sheets": tuple(s for s in sheets if s.kind == KIND and s.owner == document.id),
            "pairs": tuple(reversed([pairs[pair] for pair in pairwise(range(len(versions)))])),
            "others": tuple(p for (a, b), p in pairs.items() if b - a > 1 and p.told),
            "known": site.past.known,
            "whole": site.past.whole,
            "marks": marks.rows(document.id, document.version or "", sheets, site, (KIND,)),
        },
        source=Place(document.path),
    )
    for (before, after), pair in pairs.items():
        if after - before > 1 and pair.told:
            yield Page(
                path=pair.path,
                template="pages/version-pair.html.j2",
                title=words.say(
                    "{name}: {before} and {after}",
                    name=plain(_name(document)),
                    before=called(versions[before], words),
                    after=called(versions[after], words),
                ),
                section="changes",
                crumbs=(home, Link(_name(document), here)),
                data={"document": Link(_name(document), _path(document)), "pair": pair},
                source=Place(document.path),
            )


def _pairs(versions: Sequence[Version]) -> Iterator[tuple[int, int]]:
    """Each version with the next, and the last ones each with each."""
    places = range(len(versions))
    yield from dict.fromkeys((*pairwise(places), *combinations(places[-MOST:], 2)))


def _between(before: Version, after: Version, related: Relations, saying: Speech) -> Told | None:
    if before.document is None or after.document is None:
        return None
    return told(compare(before.document, after.document, saying), related)


def version_names(versions: Sequence[Version]) -> tuple[str, ...]:
    """A name for each version that can stand in an address: "v0-3", "concept"."""
    found: list[str] = []
    for one in versions:
        plain = re.sub(r"[^a-z0-9]+", "-", one.number.lower()).strip("-")
        name = f"v{plain.removeprefix('v')}" if plain else str(one.status.value)
        count = sum(known == name or known.startswith(f"{name}--") for known in found)
        found.append(f"{name}--{count + 1}" if count else name)
    return tuple(found)


def _called(version: Version, related: Relations) -> str:
    """ "Versie 2, definitief"."""
    status = related.words.label(version.status)
    if not version.number:
        return status
    said = called(version, related.words)
    return f"{said[:1].upper()}{said[1:]}, {status.lower()}"


# Lately ------------------------------------------------------------------------------------


def _entries(related: Relations, saying: Speech) -> Iterator[Entry]:
    known: Mapping[str, Doc] = {document.path: document for document in documents_of(related.site)}
    for step in related.site.past.steps:
        if step.path in known:
            yield _entry(step, known[step.path], related, saying)


def _entry(step: Step, document: Doc, related: Relations, saying: Speech) -> Entry:
    found = None
    if step.before is not None:
        found = told(compare(step.before, step.after, saying), related, whole=False)
    return Entry(
        _name(document), cards.changes_path(document.path), step.day, step.commit,
        _face(document, related), found,
    )  # fmt: skip


def latest(related: Relations, most: int) -> tuple[Entry, ...]:
    """The newest steps that changed something, for the home page."""
    saying = speech(related.site, related.words)
    found = (entry for entry in _entries(related, saying) if entry.told is None or entry.told.count)
    return tuple(entry for entry, _ in zip(found, range(most), strict=False))


def _face(document: Doc, related: Relations) -> tuple[Face, ...]:
    ids = (document.id,) if isinstance(document, Persona) else document.persona_ids
    return related.faces(ids)


def _name(document: Doc) -> str:
    return document.name if isinstance(document, Persona) else document.title


def _path(document: Doc) -> str:
    of_persona = isinstance(document, Persona)
    return cards.persona_path(document.id) if of_persona else cards.journey_path(document.id)

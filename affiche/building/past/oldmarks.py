"""A draft in; the marks that its sheets bore before, as git tells, out.

A mark is a hash of what a sheet shows, so that of a version before is found by planning its sheets
once more: of the last state of each version, and of what a tag stands for, since that is printed. A
mark says nothing of what it is of. What was planned for a commit is kept in the draft's store.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from affiche import pages
from affiche.building.drafts import Draft
from affiche.building.past import then
from affiche.errors import ContentError
from affiche.kept import key
from affiche.model.version import Mark
from affiche.pages.life import versions_of
from affiche.pages.loop.changes import documents_of
from affiche.versions import git
from affiche.words import words

# So many states are planned, the newest first; each takes a second the first time.
STATES = 12
# Sheets of today about what was before bear marks of their own.
NOT_THEN = ("changes", "tiles", "job")
Held = tuple[tuple[str, str, str], ...]  # owner, kind, mark


def marked(draft: Draft) -> Draft:
    """The draft with the marks of before. Without git, or without paper, there are none."""
    site = draft.site
    if not draft.options.pdf or not site.past.known:
        return draft
    found: dict[str, dict[str, Mark]] = {}
    for commit, day in _states(draft):
        names = then.owners(draft, commit)
        owners: dict[str, list[str]] = {"family": ["family"]}
        for today, once in names.items():
            owners.setdefault(once, []).append(today)
        versions, held = _planned(draft, commit, day)
        for owner, kind, mark in held:
            for name in owners.get(owner, ()):
                known = found.setdefault(name, {})
                one = known.get(mark) or Mark(mark, (), versions.get(owner, ""), day)
                kinds = tuple(dict.fromkeys((*one.kinds, kind)))
                known[mark] = replace(one, kinds=kinds)
    marks = {name: tuple(held.values()) for name, held in found.items()}
    return replace(draft, site=replace(site, past=replace(site.past, marks=marks)))


def _states(draft: Draft) -> Iterable[tuple[str, date]]:
    """Commit and day of what is planned once more, the newest first."""
    found: dict[str, date] = {}
    for document in documents_of(draft.site):
        for version in versions_of(document, draft.site)[:-1]:
            if version.commit and version.day:
                found[version.commit] = version.day
    for commit, day in git.tagged(draft.options.content).items():
        found.setdefault(commit, day)
    return sorted(found.items(), key=lambda one: (one[1], one[0]), reverse=True)[:STATES]


def _planned(draft: Draft, commit: str, day: date) -> tuple[Mapping[str, str], Held]:
    """The version of each document of a commit, and the mark of each of its sheets."""
    name = key("marks", commit, draft.options.content.name)
    if kept := _KNOWN.get(name) or draft.store.get(name):
        versions, held = json.loads(kept)
        return versions, tuple((owner, kind, mark) for owner, kind, mark in held)
    versions, held = {}, ()
    try:
        with then.content_at(draft, commit, commit[:7], as_it_was=True) as old:
            versions = {one.id: one.version or "" for one in documents_of(old.site)}
            planned = pages.plan_sheets(old.site, words(old.site.settings.language), day)
            found = (
                (sheet.owner, sheet.kind, sheet.hash)
                for sheet in planned
                if not sheet.variant and sheet.kind not in NOT_THEN
            )
            held = tuple(dict.fromkeys(found))
    except ContentError:  # what today's rules cannot read has no mark that we know
        pass
    _KNOWN[name] = json.dumps([versions, held]).encode()
    draft.store.put(name, _KNOWN[name])
    return versions, held


# For the next round of a watcher, whether or not there is a store.
_KNOWN: dict[bytes, bytes] = {}

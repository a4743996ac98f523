"""A name of something that git holds in; the commit, and the content as it was then, out.

What was there before is read by the rules of today, laid out in the house style of today, and shown
under the consents of today: what differs then is what was written.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from affiche import consent, content, pages
from affiche.building.before import Veil
from affiche.building.drafts import Draft
from affiche.errors import ContentError, Kind, Place, Problem
from affiche.model import Journey, Persona, Scope, Site
from affiche.pages.plan import Sheet
from affiche.versions import erased, git

# What a company decides today about sheets of any day.
TODAYS = ("posters", "print", "theme", "url", "name", "language", "departments", "tagline")


@dataclass(frozen=True)
class Then:
    """The content of a commit: `site` as it was read, `paper` without what may not hang today."""

    commit: str
    site: Site
    paper: Site

    def veiled(self, veil: Veil) -> Then:
        """The same without a text that may not be told today."""
        kinds = ("personas", "journeys", "touchpoints", "opportunities")
        every = [document for kind in kinds for document in getattr(self.site, kind).values()]
        seen, _ = veil.told(every)
        told: dict[str, Any] = {
            kind: {name: seen[id(one)] for name, one in getattr(self.site, kind).items()}
            for kind in kinds
        }
        return replace(self, site=replace(self.site, **told), paper=replace(self.paper, **told))

    def sheet(self, like: Sheet, owner: str, draft: Draft) -> Sheet | None:
        """The sheet that was there in the place of one of today; None when there was none."""
        same = (like.kind, owner, like.paper, "")
        return next(
            (s for s in planned(self, draft) if (s.kind, s.owner, s.paper, s.variant) == same), None
        )


def planned(old: Then, draft: Draft) -> tuple[Sheet, ...]:
    """Every sheet that there was."""
    return pages.plan_sheets(old.site, draft.words, draft.options.today)


def day_of(said: str) -> date | None:
    """A day as writers give it: 2026-11-22 or 22-11-2026."""
    from pydantic import TypeAdapter, ValidationError

    from affiche.model.text import Day

    try:
        day: date = TypeAdapter(Day).validate_python(said)
    except ValidationError:
        return None
    return day


def commit_of(folder: Path, name: str, numbers: Sequence[str] = ()) -> str:
    """The commit that a tag, a branch, a commit's name or a day stands for. Raises ContentError,
    with what there is: tags, and the `numbers` of versions."""
    day = day_of(name)
    found = git.until(folder, day) if day else git.named(folder, name)
    if found is None:
        known = sorted({*git.tags(folder), *numbers})
        raise unknown("there is no version, tag, commit or day {id}", name, known)
    return found


def unknown(what: str, name: str, known: Sequence[str]) -> ContentError:
    """That there is no such thing, with a guess."""
    near = get_close_matches(name, known, 1)
    hint = "Did you mean {guess}?" if near else "There are: {known}." if known else ""
    values = {"id": name, "guess": "".join(near), "known": ", ".join(known[:20])}
    return ContentError([Problem(Kind.ERROR, "call", Place(""), what, hint, values)])


def owners(draft: Draft, commit: str) -> dict[str, str]:
    """The id of each persona and journey of today → its id then; renamed files are followed."""
    folder = draft.options.content
    moved = git.since(folder, commit)
    found = {}
    documents: tuple[Persona | Journey, ...] = (
        *draft.site.personas.values(), *draft.site.journeys.values(),
    )  # fmt: skip
    for document in documents:
        path = document.path.partition("/")[2]
        old = moved.get(path, (path, ""))[0]
        if old:
            found[document.id] = Path(old).stem
    return found


@contextmanager
def content_at(draft: Draft, commit: str, called: str, as_it_was: bool = False) -> Iterator[Then]:
    """The content as it was in a commit; its pictures are there for as long as this lasts. With
    `as_it_was` under the settings of then, too.

    Raises ContentError when the rules of today cannot read it.
    """
    options = draft.options
    with tempfile.TemporaryDirectory(prefix="affiche-then-") as scratch:
        folder = Path(scratch) / options.content.resolve().name
        folder.mkdir()
        files = erased.then(git.tree(options.content, commit), options.content, commit)
        for name, raw in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(raw)
        site = content.load(folder, options.today).site
        if site is None:
            raise _unreadable(folder, draft, called)
        site = _dated(draft, commit, site)
        yield Then(commit, site, site) if as_it_was else _then(draft, commit, site)


def _dated(draft: Draft, commit: str, site: Site) -> Site:
    """The site with the days on which its documents were changed last."""
    documents: tuple[Persona | Journey, ...] = (*site.personas.values(), *site.journeys.values())
    paths = {document.path.partition("/")[2]: document.path for document in documents}
    days = git.days(draft.options.content, commit, paths)
    return replace(site, changed={paths[path]: day for path, day in days.items()})


def _then(draft: Draft, commit: str, site: Site) -> Then:
    today = draft.site.settings
    kept = {name: getattr(today, name) for name in TODAYS}
    site = replace(
        site,
        settings=site.settings.model_copy(update=kept),
        press_profiles=draft.site.press_profiles,
        overdue=draft.site.overdue,
    )
    return Then(commit, site, consent.shown(site, Scope.POSTER, draft.options.today))


def _unreadable(folder: Path, draft: Draft, called: str) -> ContentError:
    """The first thing in it that is wrong today."""
    found = content.load(folder, draft.options.today).problems
    first = next((p for p in found if p.kind is Kind.ERROR), None)
    why = draft.words.say(first.what, **first.values) if first else "?"
    what = "what stood there in {id} cannot be read by the rules of today: {path}: {why}"
    values = {"id": called, "path": first.place.path if first else "", "why": why}
    return ContentError([Problem(Kind.ERROR, "call", Place(""), what, "", values)])


__all__ = ["Then", "commit_of", "content_at", "day_of", "owners", "planned", "unknown"]

"""The content as it is today in; every site that was made of it, and the cache, without what was
taken back since, out.

Consent or visibility took it back: a photo may not be shown any more, a text is for fewer readers,
a document is gone. What comes of it stands in many files (lists, tables, the search, pictures of a
page, figures), and no list of these could be whole. So of a site that shows something of the kind
only what would be made just like that today stays; without anything taken back, all of it does. A
build makes the rest anew. A document with mistakes is none that was taken back, and nothing of it
can be made; beside one, what became internal in another leaves what agencies get.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from affiche.building import looked, pipeline
from affiche.building.drafts import Draft, prepare
from affiche.building.handover import Made
from affiche.building.options import Options
from affiche.building.printroom import (
    Sheets,
    finished,
    make_packs,
    print_sheets,
    shelf,
    with_packs,
)
from affiche.building.rendering.memory import remembering
from affiche.building.shown import granted, records
from affiche.building.shown.beside import TakenOut
from affiche.building.shown.granted import Granted
from affiche.building.sites import outside, roadmap
from affiche.commands import Command
from affiche.disk import Files
from affiche.errors import ContentError, Kind, why
from affiche.kept import Store
from affiche.packs import roadmap as packed
from affiche.pages.company.registers.roadmap import projected
from affiche.pages.loop.handover import sent_on
from affiche.publishing import publish, releases
from affiche.sheets.press.press import Press

# What agencies get, or what is made of sheets: files that nobody can look through.
CLOSED = (".pdf", ".zip", ".png")
PACKS = "briefings/"
# The rest of the content can be read without these.
DOCUMENTS = (
    "personas/", "journeys/", "briefings/", "touchpoints.", "opportunities.", "feedback/",
    "copies.", "decisions/", "events/", "measurements/",
)  # fmt: skip


class Retracted(TakenOut):
    """So many files were taken out of a site; `refused`: why the others could not be."""

    @property
    def told(self) -> tuple[str, Mapping[str, object]]:
        """What to say of it, as a catalogue key with its values."""
        if self.refused:
            return super().told
        what = (
            "Taken out of {out}, since something may not be shown any more: {n} files. Make the "
            "site anew: {command}"
        )
        return what, {"out": self.out, "n": self.count, "command": Command("build")}


def retract(
    options: Options, store: Store | None = None, others: bool = False
) -> tuple[TakenOut, ...]:
    """Take what was taken back since out of every site, out of the cache and the folders beside,
    and tell of which; only of the `others` when a build is to put a new one into `options.out`.
    `store` is what was made before, where somebody holds it."""
    sites = looked.sites(options)
    if others:
        sites = [of for of in sites if of.resolve() != options.out.resolve()]
    if (others and not sites) or not looked.anew(options):
        return ()
    options = replace(options, pdf=False, only=(), strict=False, clean=False, cluster="",
                      tiles="", tiles_since="", explain="")  # fmt: skip
    with ExitStack() as held:
        kept = store or held.enter_context(remembering(options, write=False))
        known = _known(options, kept)
        return tuple(_retracted(*known, sites, others)) if known else ()


def _known(options: Options, store: Store) -> tuple[Draft, frozenset[str]] | None:
    """What can be read of the content, and the documents with mistakes, which cannot. None where
    the mistakes are in what all of it depends on: then nobody knows what may be shown."""
    left_out: frozenset[str] = frozenset()
    while True:
        try:
            return prepare(options, store=store, left_out=left_out), left_out
        except ContentError as wrong:
            places = {one.place.path for one in wrong.problems if one.kind is Kind.ERROR}
        files = {path.partition("/")[2] for path in places}
        if not files - left_out or not all(file.startswith(DOCUMENTS) for file in files):
            return None
        left_out |= files


def _retracted(
    draft: Draft, left_out: frozenset[str], sites: Iterable[Path], others: bool
) -> Iterator[TakenOut]:
    cache, now = draft.options.cache, granted.granted(draft, left_out)
    known = shelf(draft.options)
    for out in sites:
        before = records.read(cache, out)
        made = Retracted(out, 0)
        if before and granted.taken_back(before, now):
            of = replace(draft, options=replace(draft.options, out=out))
            made = _taken_out(of, before, now, known)
            before = granted.without(before, now)
        if made.count or made.refused:
            yield made
        if before and not made.refused:
            records.write(cache, out, before, draft)
    if others:
        return
    if known and granted.taken_back(records.kept(draft), now):
        _today(draft, outside.INTRANET, known)  # what it is asked for stays
    yield from records.forget(draft, now, known)


def _taken_out(draft: Draft, before: Granted, now: Granted, known: Press | None) -> Retracted:
    out = draft.options.out
    try:
        return Retracted(out, publish.take_out(out, _shows(draft, before, now, known)))
    except OSError as error:
        return Retracted(out, 0, why(error))


def _shows(draft: Draft, before: Granted, now: Granted, known: Press | None) -> set[str]:
    """The files of a site that may show it."""
    out = draft.options.out
    release = releases.release(out)
    kind = outside.kind_of(release.files)
    marks = (outside.MARK, packed.MARK)  # by which it is known what kind of site it is
    old = {p for p in (*release.files, *release.kept) if not (releases.lasts(p) or p in marks)}
    files = _today(draft, kind, known)
    differs = {path for path in old if not _holds(out / path, files.get(path))}
    if kind != outside.INTRANET or granted.from_colleagues(before, now):
        return differs
    sent = sent_on(draft.site.personas)
    if now.unread:  # of the rest nobody knows, and it is for colleagues
        return {p for p in differs if p in sent or (p.startswith(PACKS) and p.endswith(CLOSED))}
    return {p for p in differs if p.endswith(CLOSED) or p in sent or p not in files}


def _holds(path: Path, content: bytes | None) -> bool:
    try:
        return content is not None and path.read_bytes() == content
    except OSError:
        return False


def _today(draft: Draft, kind: str, known: Press | None) -> Files:
    """What such a site would hold today, as far as it is `known` without the press; nothing where
    a build would be refused."""
    packs, sheets = tuple(_packs(draft, known)), Sheets()
    try:
        if kind == outside.BRIEFINGS:
            return Files(outside.files(draft, packs), {})
        if kind == roadmap.ROADMAP:
            return Files(packed.files(projected(draft.site), draft.theme, draft.words), {})
        sheets = with_packs(print_sheets(draft, None, known=known), packs)
        problems = pipeline.judged(draft, sheets)
        return finished(sheets, pipeline.render(draft, sheets, problems)[1])
    except ContentError:
        return finished(sheets, Files({}, {}))


def _packs(draft: Draft, known: Press | None) -> Iterable[Made]:
    """What agencies would get; nothing where something is in it that they may not see."""
    try:
        return make_packs(draft, None, known=known)
    except ContentError:
        return ()

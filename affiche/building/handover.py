"""The content and what was printed in; what agencies get of each briefing, searched for leaks, out.

`pipeline` prints; here everything else about packs is put together: which there are, the files
of each, where they stand in the site, and what must not be in them or in the site.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from affiche import leaks
from affiche.errors import Kind, Place, Problem
from affiche.kept import Store
from affiche.leaks import Corpus, Leaf, Leak, Searched
from affiche.markup import plain
from affiche.model import Site
from affiche.packs import pack as packing
from affiche.packs.documents import pack_name
from affiche.packs.pack import Pack
from affiche.pages import cards
from affiche.pages.plan import SheetFact
from affiche.publishing import releases
from affiche.themes import Theme
from affiche.words import Words

ENDINGS = ("pdf", "zip")
# What is said of a sheet that a pack has to do without, and what to do.
LACKS = (
    "the pack of briefing {title} lacks the sheet {file}",
    "What is wrong with that sheet is said beside this. Until it is mended, the agency does not "
    "get it: say so, or send it later",
)
# The folders of the site that show words of older versions.
HISTORY = ("changes/", "feedback/", "copies/")


@dataclass(frozen=True)
class Source:
    """What everything is made from: the whole site with its secrets, how it looks, its words,
    the folder of the content, other folders whose names tell on the machine, and the day.
    `store` holds what was made before, `bygone` are the secrets that older versions of the content
    held, and in `out` stands the site of the build before, if it does."""

    site: Site
    theme: Theme
    words: Words
    content: Path
    folders: tuple[Path, ...]
    today: date
    store: Store = field(default_factory=lambda: Store(None))
    bygone: tuple[Leaf, ...] = ()
    out: Path | None = None

    @property
    def searched(self) -> Searched:
        """The files that were searched for leaks before."""
        return Searched(self.store, self.out)


@dataclass(frozen=True)
class Made:
    """One pack as made: its files by their name in it, its zip, and what the writer should know."""

    pack: Pack
    files: Mapping[str, bytes]
    zip: bytes
    problems: tuple[Problem, ...] = ()


def plan(source: Source, only: Iterable[str] = ()) -> tuple[Pack, ...]:
    """The packs of all briefings, or of those in `only`."""
    chosen = set(only)
    return tuple(
        packing.plan(source.site, name, source.theme, source.today)
        for name in source.site.briefings
        if not chosen or name in chosen
    )


def make(
    source: Source,
    packs: Iterable[Pack],
    printed: Mapping[str, bytes],
    facts: Mapping[str, SheetFact],
) -> tuple[Made, ...]:
    """The packs with what was printed for them (path of a sheet → PDF), and what is known of it."""
    made = []
    for pack in packs:
        files = packing.files(pack, printed, source.store)
        told = lacking(pack, facts, Place(source.site.briefings[pack.id].path))
        made.append(Made(pack, files, packing.zipped(files, pack.folder), told))
    return tuple(made)


def in_site(made: Iterable[Made]) -> dict[str, bytes]:
    """What the intranet has of them, path → bytes: each document and each zip."""
    held: dict[str, bytes] = {}
    for one in made:
        name = one.pack.id
        held[cards.briefing_file(name, "zip")] = one.zip
        if document := one.files.get(f"{name}-briefing.pdf"):
            held[cards.briefing_file(name, "pdf")] = document
    return held


def kept(site: Site, held: Mapping[str, bytes], out: Path) -> dict[str, SheetFact]:
    """What stays of the release before: files of briefings that were not made this time."""
    made = {path.split("/")[1] for path in held}
    rest = [name for name in site.briefings if name not in made]
    published = releases.release(out).files if rest else {}
    paths = [cards.briefing_file(name, ending) for name in rest for ending in ENDINGS]
    return {
        path: SheetFact((out / path).stat().st_size)
        for path in paths
        if path in published and (out / path).is_file()
    }


def held_back(packs: Iterable[Pack], facts: Mapping[str, SheetFact]) -> tuple[Problem, ...]:
    """The errors of the sheets of packs. What they warn of, the intranet's own sheets do too."""
    return tuple(
        replace(problem, place=Place(f"briefings/{pack.id}"))
        for pack in packs
        for sheet in pack.sheets
        if sheet.path in facts
        for problem in facts[sheet.path].problems
        if problem.kind is Kind.ERROR
    )


def lacking(pack: Pack, facts: Mapping[str, SheetFact], place: Place) -> tuple[Problem, ...]:
    """A warning for each sheet that the pack has to do without, and why: nobody at the company
    opens what an agency gets. `place` is the briefing's."""
    found: list[Problem] = []
    for sheet in pack.sheets:
        fact = facts.get(sheet.path)
        if fact is None or fact.size:
            continue
        values = {"title": plain(pack.brief.title), "file": pack_name(sheet, pack.id)}
        found.append(Problem(Kind.WARNING, "pack-lacks", place, *LACKS, values))
        found += [replace(problem, place=place) for problem in fact.problems]
    return tuple(found)


# Leaks -------------------------------------------------------------------------------------


def pack_leaks(source: Source, made: Iterable[Made]) -> tuple[Problem, ...]:
    """An error for everything in a pack that its agency may not see."""
    searched = {}
    for one in made:
        name = one.pack.id
        files = {f"briefings/{name}/{path}": content for path, content in one.files.items()}
        searched[name] = (one.pack.site, {**files, cards.briefing_file(name, "zip"): one.zip})
    house = _house(source, *(one.pack.words for one in made))
    machine = leaks.machine(source.content, *source.folders)
    found = leaks.agency_leaks(
        source.site, searched, house, source.words.date, machine, source.searched
    )
    return _problems(source, found)


def list_leaks(
    source: Source, made: Iterable[Made], files: Mapping[str, bytes]
) -> tuple[Problem, ...]:
    """An error for everything in files beside the packs that is in none of the packs; the day that
    a pack expires is said there, which may be that of a consent."""
    packs = [one.pack for one in made]
    shown = Site(
        settings=source.site.settings.model_copy(update={"url": None, "edit_url": None}),
        briefings={
            name: doc.model_copy(update={"expires": pack.brief.expires})
            for pack in packs
            for name, doc in pack.site.briefings.items()
        },
    )
    house = _house(source, *(pack.words for pack in packs))
    machine = leaks.machine(source.content, *source.folders)
    found = leaks.agency_leaks(
        source.site, {"": (shown, files)}, house, source.words.date, machine, source.searched
    )
    return _problems(source, found)


def public_leaks(source: Source, seen: Site, files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """An error for everything of the content in files that anybody may read, but what is in
    `seen`."""
    house = _house(source, source.words)
    machine = leaks.machine(source.content, *source.folders)
    found = leaks.agency_leaks(
        source.site, {"": (seen, files)}, house, source.words.date, machine, source.searched
    )
    return _problems(source, found)


def secret_leaks(source: Source, files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """An error for every secret of the content in a file of the site, and for every secret that
    older versions held in a file that tells of these."""
    house = _house(source, source.words)
    say_date = source.words.date
    found = leaks.secret_leaks(source.site, files, house, say_date, source.searched)
    told = {path: files[path] for path in files if tells_of_before(path)}
    found += (
        leaks.secret_leaks(source.site, told, house, say_date, source.searched, source.bygone)
        if source.bygone
        else ()
    )
    return _problems(source, dict.fromkeys(found))


def tells_of_before(path: str) -> bool:
    """Whether a file shows words of older versions: the pages and sheets of what changed."""
    parts = (cards.CHANGES_SHEET, cards.TILES_SINCE)
    return path.startswith(HISTORY) or path == cards.FEED or any(part in path for part in parts)


def _house(source: Source, *spoken: Words) -> Corpus:
    languages = {one.language: one for one in (source.words, *spoken)}
    return leaks.house_corpus(source.theme, tuple(languages.values()), source.today)


def _problems(source: Source, found: Iterable[Leak]) -> tuple[Problem, ...]:
    return leaks.problems(found, source.words, source.content.resolve().parent)

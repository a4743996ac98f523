"""What somebody wants compared in; the differences, as colleagues may see them, out.

WHAT is the id of a persona, journey or briefing, or a register ("touchpoints"); nothing is all of
them. With `since` it is compared with a version of its own, a tag, a commit or a day; with
`against` with where this branch left another; with neither, with the version before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path
from typing import Any

from affiche import content, themes
from affiche.building import printroom
from affiche.building.before import Veil
from affiche.building.drafts import Draft, prepare
from affiche.building.options import Options
from affiche.building.past.then import commit_of, day_of, unknown
from affiche.errors import ContentError, Kind
from affiche.leaks import Searched
from affiche.model import Journey, Persona, Site
from affiche.model.text import Document
from affiche.model.version import Version
from affiche.pages.life import versions_of
from affiche.pages.loop import change_sheet
from affiche.pages.printed import stamps
from affiche.pages.visible import without_secrets
from affiche.reading import documents
from affiche.versions import erased, git, past
from affiche.versions.compare import Comparison, compare
from affiche.versions.git import Log, Revision
from affiche.versions.labels import speech
from affiche.versions.told import Difference, Fate
from affiche.words import Words, words

REGISTERS: Mapping[str, Callable[..., documents.Register[Any]]] = {
    "touchpoints": documents.touchpoints,
    "opportunities": documents.opportunities,
}
NOTHING = Comparison((), (), 0)


@dataclass(frozen=True)
class Compared:
    """The differences, what a reader should know of them as English catalogue keys, the sheets that
    tell of them, by their file names, and the content that these show."""

    found: tuple[Difference, ...]
    notes: tuple[tuple[str, Mapping[str, object]], ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    draft: Draft | None = None


@dataclass(frozen=True)
class _Pair:
    """One document then and now; `path` from the content folder."""

    name: str
    path: str
    before: Document | None
    after: Document | None
    then: str
    commit: str = ""
    old: str = ""


def differences(options: Options, what: str = "", since: str = "", against: str = "") -> Compared:
    """What changed. Raises ContentError for wrong content, and for what is not known."""
    loaded = content.load(options.content, options.today)
    if loaded.site is None:
        raise ContentError(loaded.problems)
    site = loaded.site
    spoken = words(site.settings.language)
    wanted = _wanted(site, what)
    log = git.log(options.content)
    if log is None:
        note = "there is no history here: {folder} is not in git, or nothing is committed yet"
        return Compared((), ((note, {"folder": str(options.content)}),))
    before = _Before(options.content, site, erased.kept(log, options.content), spoken)
    pairs = list(before.branch(against, wanted, what) if against else before.since(since, wanted))
    notes: list[tuple[str, Mapping[str, object]]] = []
    if log.shallow:
        notes.append(("the history is cut off here: `git fetch --unshallow` brings the rest", {}))
    return Compared(_told(pairs, site, options, spoken), tuple(notes))


def sheets(options: Options, what: str, since: str = "") -> Compared:
    """The change sheets of one persona or journey, as `Compared.files`. Raises ContentError for
    wrong content, for what is not known, and for what has no sheet."""
    draft = prepare(options)
    document = draft.paper.personas.get(what) or draft.paper.journeys.get(what)
    if document is None:
        asked = "there is no persona or journey {id} for a change sheet"
        raise unknown(
            asked if what else "say of which persona or journey the change sheet is", what,
            (*draft.site.personas, *draft.site.journeys),
        )  # fmt: skip
    found = differences(options, what, since)
    if not found.found or found.found[0].then is None:
        return found
    told = found.found[0]
    then = told.then
    assert isinstance(then, Persona | Journey)
    before = Version(then.version or "", then.status, document=then)
    now = versions_of(document, draft.paper)[-1]
    site = without_secrets(draft.paper)
    shown = site.personas.get(what) or site.journeys[what]
    planned = tuple(change_sheet.between(before, now, shown, site, draft.words))
    with printroom.press(options, write=False) as pressing:
        if pressing is None or (notice := pressing.available()):
            problems = [notice] if pressing else []
            raise ContentError([replace(one, kind=Kind.ERROR) for one in problems if one])
        stamped = tuple(stamps.stamped(planned, site))
        made = [(s.path, pressing.submit(s, draft.theme, draft.paper)) for s in stamped]
        files = {path.rpartition("/")[2]: one.result().pdf for path, one in made}
    return replace(found, files=files, draft=draft)


def _told(
    pairs: Sequence[_Pair], site: Site, options: Options, spoken: Words
) -> tuple[Difference, ...]:
    """The pairs as they may be seen."""
    theme = themes.load(options.themes, options.theme or site.settings.theme)
    veil = Veil(site, theme, spoken, options.today, Searched())
    seen, _ = veil.told(d for p in pairs for d in (p.before, p.after) if d is not None)
    saying = speech(site, spoken)
    found = []
    for pair in pairs:
        before, after = (seen[id(d)] if d is not None else None for d in (pair.before, pair.after))
        # Of what is gone nothing is told but that it is.
        comparison = compare(before, after, saying) if after else NOTHING
        fate = Fate.REMOVED if after is None else Fate.NEW if before is None else Fate.CHANGED
        path = f"{options.content.resolve().name}/{pair.path}"
        now = spoken.gettext("now")
        if version := getattr(after, "version", None):
            now = spoken.say("version {version}", version=version)
        told = Difference(pair.name, path, pair.then, now, comparison, fate, before)
        found.append(replace(told, commit=pair.commit, old=pair.old))
    return tuple(found)


def _wanted(site: Site, what: str) -> dict[str, Document]:
    """Path from the content folder → document of today; entries of registers by "path#id"."""
    found: dict[str, Document] = {}
    kinds: tuple[Mapping[str, Any], ...] = (site.personas, site.journeys, site.briefings)
    for kind in kinds:
        found |= {d.path.partition("/")[2]: d for n, d in kind.items() if what in ("", n)}
    registers = {"touchpoints": site.touchpoints, "opportunities": site.opportunities}
    for name, entries in registers.items():
        if what in ("", name):
            found |= {f"{name}.yaml#{key}": entry for key, entry in entries.items()}
    if what and not found and what not in REGISTERS:
        known = [*(n for kind in kinds for n in kind), *REGISTERS]
        raise unknown("there is nothing called {id} to compare", what, known)
    return found


class _Before:
    """Finds what stood there before."""

    def __init__(self, folder: Path, site: Site, log: Log, spoken: Words) -> None:
        self.folder = folder
        self.site = site
        self.log = log
        self.words = spoken
        self.own = past.own_names(site)
        self.erased = erased.days(folder)

    def since(self, version: str, wanted: Mapping[str, Document]) -> Iterator[_Pair]:
        """Each document, and what it was in that version; the one before without a name."""
        found = list(self._own_versions(version, wanted))
        known = {path for path, _ in found}
        rest = {path: doc for path, doc in wanted.items() if path not in known}
        if version and not found:
            yield from self._at(*self._commit(version), rest)
            return
        for path, revision in found:
            document = wanted[path]
            then = self._read(path, revision.path, self._blob(revision.blob))
            called = self._called(then, revision)
            yield _Pair(
                _name(document), path, then, document, called, revision.commit, revision.path
            )

    def branch(self, other: str, wanted: Mapping[str, Document], what: str) -> Iterator[_Pair]:
        """What differs from where this branch left the other."""
        commit = git.named(self.folder, other)
        if commit is None:
            raise unknown("git knows no {id}", other, git.tags(self.folder))
        commit = git.meeting(self.folder, commit) or commit
        yield from self._at(commit, other, wanted, removed=not what)

    def _own_versions(
        self, version: str, wanted: Mapping[str, Document]
    ) -> Iterator[tuple[str, Revision]]:
        """The last commit of each document in which it had the version (the first, of the version
        of today); the last in which it had another one than now, without a name. A single document
        falls back on its last commit."""
        held = {p: r for p in wanted for r in (self.log.revisions.get(p, ()),) if r}
        bytes_of = git.blobs(self.folder, (r.blob for found in held.values() for r in found))
        for path, revisions in held.items():
            own = getattr(wanted[path], "version", None) or ""
            seen = [(past.peek(bytes_of[r.blob])[0], r) for r in revisions if r.blob in bytes_of]
            names = (version, version.removeprefix("v"))
            one = next((r for number, r in seen if number and
                        (number in names if version else number != own)), None)  # fmt: skip
            if own and own in names:  # the version of today: what it was when it began
                run = [r for _, r in takewhile(lambda held: held[0] == own, seen)]  # noqa: B023
                one = run[-1] if run else one
            if one is None and not version and len(wanted) == 1:
                now = (self.folder / path).read_bytes()
                one = next((r for _, r in seen if bytes_of[r.blob] != now), None)
            if one is not None:
                yield path, one

    def _commit(self, version: str) -> tuple[str, str]:
        """The commit that a day, a tag or a commit's name stands for, and what to call it."""
        day = day_of(version)
        try:
            found = commit_of(self.folder, version)
        except ContentError:
            every = (r.blob for held in self.log.revisions.values() for r in held)
            numbers = {past.peek(raw)[0] for raw in git.blobs(self.folder, every).values()}
            found = commit_of(self.folder, version, tuple(filter(None, numbers)))
        return found, self.words.date(day) if day else version

    def _at(
        self, commit: str, called: str, wanted: Mapping[str, Document], removed: bool = False
    ) -> Iterator[_Pair]:
        """What differs from a commit, in the order of today; then what is gone."""
        changed = git.since(self.folder, commit)
        registers: dict[str, Mapping[str, Document]] = {}
        for path, document in wanted.items():
            file, _, key = path.partition("#")
            if file not in changed or not self.erased.keys().isdisjoint((file, changed[file][0])):
                continue
            old = file
            if key:
                registers.setdefault(file, self._register(commit, file))
                then = registers[file].get(key)
            else:
                old, blob = changed[file]
                then = self._read(file, old, self._blob(blob)) if blob else None
            if then != document:
                where = path.partition("#")[0]
                yield _Pair(_name(document), where, then, document, called, commit, old)
        for path in changed if removed else ():
            if (
                path in wanted
                or path in self.erased
                or not path.startswith(("personas/", "journeys/", "briefings/"))
            ):
                continue
            if not (self.folder / path).exists():
                then = self._read(path, path, self._blob(changed[path][1]))
                name = _name(then) if then else Path(path).stem
                yield _Pair(name, path, then, None, called, commit, path)

    def _register(self, commit: str, file: str) -> Mapping[str, Document]:
        raw = git.at(self.folder, commit, file) or b""
        read = REGISTERS[file.removesuffix(".yaml")](f"content/{file}", raw, self.own)
        entries: Mapping[str, Document] = read.entries
        return entries

    def _blob(self, name: str) -> bytes:
        return git.blobs(self.folder, (name,)).get(name, b"")

    def _read(self, path: str, old: str, raw: bytes) -> Document | None:
        if path.startswith("briefings/"):
            found = documents.briefing(f"content/{old}", Path(old).stem, raw, self.own)
            then: Document | None = found.value or found.rest
        else:
            then = past.read(old, raw, self.own)
        label = f"content/{path}"
        return then.model_copy(update={"path": label, "id": Path(path).stem}) if then else None

    def _called(self, document: Document | None, revision: Revision) -> str:
        version = getattr(document, "version", None)
        said = self.words.say("version {version}", version=version) if version else ""
        day = self.words.date(revision.day) if revision.day else ""
        return ", ".join(filter(None, (said, day))) or revision.commit[:7]


def _name(document: Any) -> str:
    return str(getattr(document, "name", None) or getattr(document, "title", None) or document.id)

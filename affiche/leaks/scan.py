"""A `Site`, what may be seen, and finished files in; every leak, with its field and file, out."""

from __future__ import annotations

import contextlib
import getpass
import socket
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path, PurePosixPath

from affiche.errors import Kind, Place, Problem
from affiche.leaks import clean, views
from affiche.leaks.clean import Clean
from affiche.leaks.fields import Leaf, leaves, texts
from affiche.leaks.keys import Keys, keys
from affiche.leaks.match import LEAST, MIDDLE, Corpus, Folded, Hit, Index, fold, folded
from affiche.leaks.views import MARKUP, View
from affiche.model import Site, Visibility
from affiche.themes import Theme
from affiche.words import Words

SayDate = Callable[[date], str]
# Number of the wanted text, the stretch that was found, where in the file.
Found = tuple[int, str, str]
Text = tuple[Leaf, str]
# How many scanners and corpora are kept for the next build.
KEPT = 8
# How many files a scanner remembers.
MOST_KEPT = 20_000
# Text files of a theme and of the program: what they say is no secret of the content's.
SPOKEN = (".j2", ".css", ".js", ".svg", ".txt", ".yaml", ".po", ".py")


@dataclass(frozen=True)
class Leak:
    """A text of the content in a file where it should not be; `part` is where in the file."""

    leaf: Leaf
    file: str
    part: str


class Scanner:
    """Looks for texts of leaves in files. Files that were searched before are known by their
    bytes, and names and corpora by themselves."""

    def __init__(self, wanted: Iterable[Text], keys: Keys | None = None) -> None:
        found = [pair for pair in wanted if len(folded(pair[1]).run) >= LEAST]
        self.index = Index([text for _, text in found])
        self._keys = keys
        self._texts = len(found)  # numbers from here on are those of keys
        named = keys.leaves if keys else ()
        self.leaves = [*(leaf for leaf, _ in found), *named]
        self._wanted = clean.wanted([*(text for _, text in found), *(one.field for one in named)])
        self._searched: dict[bytes, tuple[Found, ...]] = {}
        self._names = lru_cache(maxsize=MOST_KEPT)(self._in_name)
        self._known = lru_cache(maxsize=KEPT)(lambda corpus: corpus.known(self.index))

    def leaks(
        self, files: Mapping[str, bytes], allowed: Iterable[Corpus], before: Clean | None = None
    ) -> tuple[Leak, ...]:
        """Every leak in the files (path → bytes), each field once a file, sorted by file.

        `before` knows files of earlier builds, and learns of these.
        """
        before = before or Clean()
        corpora = tuple(allowed)
        known = frozenset().union(*map(self._known, corpora))
        digests = {views.digest(content) for content in files.values()}
        found: dict[tuple[str, str, str], Leak] = {}
        for file, content in sorted(files.items()):
            for number, run, part in self._hits(file, content, digests, before):
                told = number in known or any(corpus.holds(run) for corpus in corpora)
                if told and number < self._texts:
                    continue
                leaf = self.leaves[number]
                found.setdefault((file, leaf.path, leaf.field), Leak(leaf, file, part))
        return tuple(found.values())

    def _hits(self, file: str, content: bytes, known: set[bytes], before: Clean) -> Iterator[Found]:
        """(number, stretch, part) of everything wanted in the file, allowed or not.

        `known` are the digests of the files that are searched anyway, one by one: what an archive
        holds of them is not searched twice.
        """
        yield from self._names(file)
        ending = PurePosixPath(file).suffix
        if ending == ".zip":  # what is found in it depends on what is known
            yield from dict.fromkeys(self._search(views.inside(file, content, known)))
            return
        key = clean.key(self._wanted, ending, content)
        if key in before:
            return
        if key not in self._searched:
            if len(self._searched) > MOST_KEPT:
                self._searched.clear()
            found = [*self._search(views.inside(file, content)), *self._in_lines(file, content)]
            self._searched[key] = tuple(dict.fromkeys(found))
        if not self._searched[key]:
            before.add(key)
        yield from self._searched[key]

    def _in_lines(self, file: str, content: bytes) -> Iterator[Found]:
        for number in self._keys.in_lines(file, content) if self._keys else ():
            yield self._texts + number, self.leaves[self._texts + number].field, "text"

    def _in_name(self, file: str) -> tuple[Found, ...]:
        return tuple(self._search(views.name(file)))

    def _search(self, readings: Iterable[View]) -> Iterator[Found]:
        seen: set[str] = set()
        runs: dict[str, tuple[Hit, ...]] = {}
        for view in readings:
            if view.text in seen and not view.visible:
                continue
            seen.add(view.text)
            for hit in self._find(fold(view.text), runs):
                if view.visible or not self.index.numeric(hit.number):
                    yield hit.number, hit.run, view.part
            for number in self._keys.anywhere(view.text) if self._keys else ():
                yield self._texts + number, self.leaves[self._texts + number].field, view.part

    def _find(self, text: Folded, runs: dict[str, tuple[Hit, ...]]) -> Iterator[Hit]:
        """What is in a text. Readings of a file often differ in nothing but spaces: what is
        found in their letters is kept in `runs`."""
        yield from self.index.words(text.words)
        if text.run not in runs:
            runs[text.run] = tuple(self.index.runs(text.run))
        yield from runs[text.run]


def agency_leaks(
    site: Site,
    packs: Mapping[str, tuple[Site, Mapping[str, bytes]]],
    house: Corpus,
    say_date: SayDate,
    extra: Iterable[Leaf] = (),
    before: Clean | None = None,
) -> tuple[Leak, ...]:
    """Everything in packs that their agencies may not see: all of the content but a projection,
    and keys of fields that may not leave.

    `packs`: briefing id → (the projection's site, path → bytes); `house` what the interface and
    the theme say anyway; `extra` what else must not be there (see `machine`); `before` knows the
    files of earlier builds.
    """
    found = texts((*leaves(site), *extra), say_date)
    wanted = tuple(pair for pair in found if _telling(*pair))
    scanner = _scanner(wanted, keys(Visibility.AGENCY))
    return tuple(
        leak
        for projection, files in packs.values()
        for leak in scanner.leaks(files, (house, _said(leaves(projection), say_date)), before)
    )


def _telling(leaf: Leaf, text: str) -> bool:
    """Whether a text says whose it is: a short one that may leave with another briefing is a
    name or a place, and says nothing by standing here too."""
    return leaf.visibility is not Visibility.AGENCY or len(folded(text).run) >= MIDDLE


def secret_leaks(
    site: Site,
    files: Mapping[str, bytes],
    house: Corpus,
    say_date: SayDate,
    before: Clean | None = None,
    more: Iterable[Leaf] = (),
) -> tuple[Leak, ...]:
    """Everything secret in the files of a site, but for what also stands in another field; and
    keys of secret fields.

    `more` are secrets that the content does not hold (any more).
    """
    everything = tuple(leaves(site))
    secret = tuple(leaf for leaf in everything if leaf.visibility is Visibility.SECRET)
    secret = (*secret, *more)
    if not secret:  # then it is the pages that can show a field that nobody read
        files = {path: content for path, content in files.items() if path.endswith(MARKUP)}
    rest = (leaf for leaf in everything if leaf.visibility is not Visibility.SECRET)
    seen = keys(Visibility.AGENCY, Visibility.INTERNAL)
    scanner = _scanner(tuple(texts(secret, say_date)), seen)
    return scanner.leaks(files, (house, _said(rest, say_date)), before)


@lru_cache(maxsize=KEPT)
def _scanner(wanted: tuple[Text, ...], keys: Keys) -> Scanner:
    """Kept for the next build: most files of a site are as they were."""
    return Scanner(wanted, keys)


@lru_cache(maxsize=KEPT)
def _corpus(said: tuple[str, ...]) -> Corpus:
    """Kept for the next build, in which most is said again."""
    return Corpus(said)


def _said(found: Iterable[Leaf], say_date: SayDate) -> Corpus:
    return _corpus(tuple(text for _, text in texts(found, say_date)))


def house_corpus(theme: Theme, languages: tuple[Words, ...], *days: date) -> Corpus:
    """What interface, theme and program say themselves in these languages, and `days`."""
    said = _program(theme.folders)
    spoken = (text for words in languages for text in (*_months(words), *map(words.date, days)))
    return _corpus((*said, *spoken, *(day.isoformat() for day in days)))


def _program(folders: Iterable[Path]) -> Iterator[str]:
    package = Path(__file__).parent.parent
    for folder in (*folders, package / "locale", package / "packs"):
        for path in sorted(folder.rglob("*")):
            if path.suffix in SPOKEN:
                yield path.read_text("utf-8", "replace")


def _months(words: Words) -> Iterator[str]:
    """The names of months, with which a day is put into words."""
    for month in range(1, 13):
        for form in ("long", "medium"):
            yield words.date(date(2001, month, 1), form)


def machine(*folders: Path) -> Iterator[Leaf]:
    """What tells on the machine: paths, the user's name, the host's name."""
    names = {"home folder": str(Path.home()), "folder": str(Path.cwd()),
             "temporary folder": tempfile.gettempdir(), "host": socket.gethostname()}  # fmt: skip
    with contextlib.suppress(OSError, KeyError):  # a container may have no name for its user
        names["user"] = getpass.getuser()
    for number, folder in enumerate(folders, start=1):
        names[f"folder {number}"] = str(folder.resolve())
    for name, value in names.items():
        yield Leaf("", f"{name} of this computer", value, Visibility.SECRET)


def problems(leaks: Iterable[Leak], words: Words, root: Path) -> tuple[Problem, ...]:
    """The leaks as errors. `root` is the folder that paths of the content start at."""
    return tuple(
        Problem(
            Kind.ERROR,
            "leak",
            Place(leak.leaf.path, _line(leak.leaf, root)),
            "{field} ({visibility}) would leave the company in {file}, {part}",
            "Take it out of the text that shows it. If it may leave, write it in a field that may "
            "or give it `visibility: agency`",
            {
                "field": leak.leaf.field,
                "visibility": words.label(leak.leaf.visibility),
                "file": leak.file,
                "part": leak.part,
            },
        )
        for leak in leaks
    )


def _line(leaf: Leaf, root: Path) -> int:
    """The line that the field's text begins on, 1 when it is not found as it stands."""
    start = str(leaf.value).strip().split("\n")[0][:40]
    try:
        lines = (root / leaf.path).read_text("utf-8").splitlines() if leaf.path else []
    except (OSError, UnicodeDecodeError):
        return 1
    return next((number for number, line in enumerate(lines, 1) if start in line), 1)

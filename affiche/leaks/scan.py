"""A `Site`, what may be seen, and finished files in; every leak, with its field and file, out."""

from __future__ import annotations

import contextlib
import getpass
import socket
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from affiche.errors import Kind, Place, Problem
from affiche.kept import DOCUMENTS, memo
from affiche.leaks.fields import Leaf, parts, texts
from affiche.leaks.keys import Keys, keys
from affiche.leaks.match import MIDDLE, Corpus, Said, folded
from affiche.leaks.scanner import Group, Leak, Scanner, Text, grouped
from affiche.leaks.searched import Searched
from affiche.leaks.views import MARKUP
from affiche.model import Site, Visibility
from affiche.themes import Theme
from affiche.words import Words

SayDate = Callable[[date], str]
# How many scanners are kept for the next build.
KEPT = 8
# Text files of a theme and of the program: what they say is no secret of the content's.
SPOKEN = (".j2", ".css", ".js", ".svg", ".txt", ".yaml", ".po", ".py")


def agency_leaks(
    site: Site,
    packs: Mapping[str, tuple[Site, Mapping[str, bytes]]],
    house: Corpus,
    say_date: SayDate,
    extra: Iterable[Leaf] = (),
    before: Searched | None = None,
) -> tuple[Leak, ...]:
    """Everything in packs that their agencies may not see: all of the content but a projection,
    and keys of fields that may not leave.

    `packs`: briefing id → (the projection's site, path → bytes); `house` what the interface and
    the theme say anyway; `extra` what else must not be there (see `machine`); `before` knows the
    files of earlier builds.
    """
    groups = (_group(part, _way(say_date), _telling) for part in parts(site))
    more = tuple(pair for pair in texts(extra, say_date) if _telling(*pair))
    scanner = _scanner(*groups, *_beside(more, keys(Visibility.AGENCY)))
    return tuple(
        leak
        for projection, files in packs.values()
        for leak in scanner.leaks(files, (_said(parts(projection), say_date), house), before)
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
    before: Searched | None = None,
    more: Iterable[Leaf] = (),
) -> tuple[Leak, ...]:
    """Everything secret in the files of a site, but for what also stands in another field; and
    keys of secret fields.

    `more` are secrets that the content does not hold (any more).
    """
    groups, said = _secrets(site, _way(say_date))
    beside = tuple(texts(more, say_date))
    if not (groups or beside):  # then it is the pages that can show a field that nobody read
        files = {path: files[path] for path in files if path.endswith(MARKUP)}
    seen = keys(Visibility.AGENCY, Visibility.INTERNAL)
    scanner = _scanner(*groups, *_beside(beside, seen))
    return scanner.leaks(files, (said, house), before)


@memo(KEPT)
def _secrets(site: Site, say_date: SayDate) -> tuple[tuple[Group, ...], Corpus]:
    """What of a site is looked for, and what it says openly: asked again for every few pages."""
    held = tuple(parts(site))
    groups = (_group(part, say_date, _any) for part in map(_secret, held) if part)
    return tuple(groups), _said(tuple(map(_open, held)), say_date)


# Document by document: most are as they were at the build before. ----------------------------


@memo(2 * DOCUMENTS)
def _secret(part: tuple[Leaf, ...]) -> tuple[Leaf, ...]:
    return tuple(leaf for leaf in part if leaf.visibility is Visibility.SECRET)


@memo(2 * DOCUMENTS)
def _open(part: tuple[Leaf, ...]) -> tuple[Leaf, ...]:
    return tuple(leaf for leaf in part if leaf.visibility is not Visibility.SECRET)


def _any(leaf: Leaf, text: str) -> bool:
    return True


@memo(3 * DOCUMENTS)
def _group(part: tuple[Leaf, ...], say_date: SayDate, wanted: Callable[[Leaf, str], bool]) -> Group:
    """What is looked for of one document."""
    found = (pair for pair in texts(part, say_date) if wanted(*pair))
    return Group(part[0].path if part else "", found)


@memo(3 * DOCUMENTS)
def _heard(part: tuple[Leaf, ...], say_date: SayDate) -> Said:
    """What one document says."""
    return Said(text for _, text in texts(part, say_date))


@lru_cache(maxsize=KEPT)
def _beside(wanted: tuple[Text, ...], keys: Keys) -> tuple[Group, ...]:
    """What is looked for beside the content of today."""
    return grouped(wanted, keys)


@memo(KEPT)
def _scanner(*groups: Group) -> Scanner:
    """Kept for the next build: most files of a site are as they were."""
    return Scanner(groups=groups)


@lru_cache(maxsize=KEPT)
def _way(say_date: SayDate) -> SayDate:
    """The same way to say a day as the very thing that it was the last time."""
    return say_date


def _said(found: Iterable[tuple[Leaf, ...]], say_date: SayDate) -> Corpus:
    """All that these documents say."""
    return Corpus(tuple, lambda: (_heard(part, _way(say_date)) for part in found))


def house_corpus(theme: Theme, languages: tuple[Words, ...], *days: date) -> Corpus:
    """What interface, theme and program say themselves in these languages, and `days`."""

    def said() -> Iterator[str]:
        yield from _program(theme.folders)
        for words in languages:
            yield from (*_months(words), *map(words.date, days))
        yield from (day.isoformat() for day in days)

    return Corpus(said)


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

"""A command of the command line and a situation that nobody wishes for in; how it ends, out.

Each situation is made in a project of which two sites stand already, one for colleagues and one for
agencies. Afterwards nothing of what was taken back may be anywhere but in the content itself, and
nothing may be written where nobody asked for it.
"""

from __future__ import annotations

import contextlib
import io
import os
import resource
import shutil
import sqlite3
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from affiche import cli
from affiche.cli import offered
from affiche.kept.store import SUM
from affiche.watching.watch import Watcher
from tests.support.curious import unwrapped
from tests.support.projects import picture, project, tree, write

DAY = 1_795_305_600  # 22 November 2026
HOUR = 3600


ANNA = """\
---
name: Anna Kanariekop
photo:
  file: anna.png
  kind: customer
  alt: Annas kanarieblik
  consent: {given: 2026-01-01, scope: [intranet, poster, agency], expires: 2026-12-01}
quote: {text: Kanariecitaat over wachten, visibility: agency}
pains:
  - {text: Kanariepijn bij de monteur, visibility: agency}
---
Anna woont op een kanarieboot.
"""
JOURNEY = """\
title: Naar de haven
persona: bram
lanes: [{id: kosten, label: Kosten, visibility: agency}]
phases:
  - {name: Varen, touchpoints: [Kade], lanes: {kosten: Kanariekosten per mijl}}
"""
BRAM = "---\nname: Bram Smit\n---\nBram verhuurt boten.\n"
BRIEFING = "---\ntitle: Zomer\npersonas: [anna, bram]\njourneys: [haven]\n---\nVaar.\n"
REVIEWS = """\
id,date,source,stars,max,title,text,publish,author
1,2026-10-01,Kiyoh,5,5,Top,Kanarielof voor de schipper,yes,
2,2026-10-02,Kiyoh,4,5,Goed,Een fijne tocht over het meer,yes,
"""
FILES: dict[str, str | bytes] = {
    "site.yaml": "name: De Haven\ntheme: affiche\n",
    "personas/anna.md": ANNA,
    "personas/bram.md": BRAM,
    "images/anna.png": picture("red"),
    "journeys/haven.yaml": JOURNEY,
    "briefings/zomer.md": BRIEFING,
    "briefings/winter.md": "---\ntitle: Winter\npersonas: [bram]\n---\nRust.\n",
    "measurements/reviews.csv": REVIEWS,
    "../oud.csv": "Klant;Omzet\nA;100\nB;20\n",
    "../nieuw.md": "---\nname: Carla Dek\n---\nCarla vaart.\n",
}
FACE = "anna-"  # what the photo is called among the assets


@dataclass(frozen=True)
class Situation:
    """What becomes of the content (None: the file goes), what may be in no output then (`gone`, and
    with `face` the photo) or in none for agencies (`outside`), the seconds by which the clock goes
    on, and what else there is around a command."""

    files: Mapping[str, str | None] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    face: bool = False
    later: int = 0
    around: Callable[[Path], contextlib.AbstractContextManager[None]] | None = None
    unknown: bool = False
    """Whether nobody can know what may be shown any more."""


def _without(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)


def _said(end: str, level: str) -> str:
    """The persona with another circle for the text that ends so."""
    return _without(ANNA, f"{end}, visibility: agency", f"{end}, visibility: {level}")


WITHDRAWN = _without(ANNA, "expires: 2026-12-01", "expires: 2026-12-01, withdrawn: 2026-11-01")


@contextlib.contextmanager
def _read_only(root: Path) -> Iterator[None]:
    folders = [root / "site", *(path for path in (root / "site").rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        yield
    finally:
        for folder in folders:
            if folder.is_dir():
                folder.chmod(0o755)


@contextlib.contextmanager
def _linked(root: Path) -> Iterator[None]:
    (root / "site").rename(root / "elders")
    (root / "site").symlink_to(root / "elders")
    yield


@contextlib.contextmanager
def _corrupt(root: Path) -> Iterator[None]:
    for path in (root / ".affiche").rglob("*"):
        if path.is_file():
            path.write_bytes(b"\xff\x00{" + path.read_bytes()[:100])
    yield


@contextlib.contextmanager
def _vanishing(root: Path) -> Iterator[None]:
    """Files of the content go while they are read, as in a checkout of git."""
    read, times = Path.read_bytes, iter(range(10**6))

    def gone(path: Path) -> bytes:
        if path.name == "bram.md" and next(times) == 0:
            raise FileNotFoundError(2, os.strerror(2), str(path))
        return read(path)

    with mock.patch.object(Path, "read_bytes", gone):
        yield


def _full(size: int) -> Callable[[Path], contextlib.AbstractContextManager[None]]:
    """No file grows over so many bytes: the system itself refuses, wherever that is."""

    @contextlib.contextmanager
    def full(root: Path) -> Iterator[None]:
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)

    return full


ALL_OF_ANNA = ("Kanariekop", "kanarieblik", "Kanariecitaat", "Kanariepijn", "kanarieboot")
SITUATIONS = {
    # A briefing still names her: that is a mistake, and the last good site stays.
    "persona deleted": Situation({"personas/anna.md": None}),
    "persona deleted, briefing mended": Situation(
        {"personas/anna.md": None,
         "briefings/zomer.md": "---\ntitle: Zomer\npersonas: [bram]\n---\nVaar.\n"},
        ALL_OF_ANNA, face=True),
    "photo withdrawn": Situation({"personas/anna.md": WITHDRAWN}, ("kanarieblik",), face=True),
    "photo withdrawn beside a mistake": Situation(
        {"personas/anna.md": WITHDRAWN, "personas/bram.md": "---\nname: [\n---\n"},
        ("kanarieblik",), face=True),
    "consent expired": Situation({}, ("kanarieblik",), face=True, later=20 * 24 * HOUR),
    "quote made internal": Situation(
        {"personas/anna.md": _said("wachten", "internal")},
        outside=("Kanariecitaat",)),
    "pain made secret": Situation(
        {"personas/anna.md": _said("monteur", "secret")},
        ("Kanariepijn",)),
    "lane made internal": Situation(
        {"journeys/haven.yaml": _without(JOURNEY, "visibility: agency", "visibility: internal")},
        outside=("Kanariekosten",)),
    "journey out of the briefing": Situation(
        {"briefings/zomer.md": "---\ntitle: Zomer\npersonas: [anna, bram]\n---\nVaar.\n"},
        outside=("Kanariekosten",)),
    "review not published": Situation(
        {"measurements/reviews.csv": _without(REVIEWS, "schipper,yes", "schipper,no")},
        ("Kanarielof",)),
    "theme gone": Situation({"site.yaml": "name: De Haven\ntheme: weg\n"}, unknown=True),
    "read-only site": Situation(around=_read_only),
    "site is a link": Situation(
        {"personas/anna.md": WITHDRAWN}, ("kanarieblik",), face=True, around=_linked),
    "cache corrupt": Situation(around=_corrupt),
    "clock jumped back": Situation(later=-400 * 24 * HOUR),
    "file deleted while read": Situation(around=_vanishing),
    "disk full at once": Situation(
        {"personas/anna.md": WITHDRAWN}, unknown=True, around=_full(0)),
    "disk full soon": Situation(
        {"personas/anna.md": WITHDRAWN}, unknown=True, around=_full(3000)),
    "disk full late": Situation(
        {"personas/anna.md": WITHDRAWN}, unknown=True, around=_full(200_000)),
}  # fmt: skip

# What a command is called with, where its example would not do.
GIVEN = {
    "build": ("build", "--no-pdf"),
    "watch": ("watch", "--no-pdf"),
    "edit": ("edit", "--no-pdf"),
    "check": ("check", "--no-pdf"),
    "diff": ("diff", "--no-pdf"),
    "new": ("new", "persona", "Dirk Mast"),
    "erase": ("erase", "bram"),
    "rename": ("rename", "bram", "bas", "--yes"),
    "archive": ("archive", "bram", "--yes"),
    "split": ("split", "content/personas/bram.md", "--yes"),
    "merge": ("merge", "bram", "anna"),
    "fix": ("fix", "--yes"),
    "segment": ("segment", "oud.csv", "--revenue", "Omzet", "--customer", "Klant"),
    "import": ("import", "nieuw.md"),
    "publish": ("publish", "daar"),
}
COMMANDS = {name: GIVEN.get(name, (name,)) for name in offered.COMMANDS}
# These may write in the content.
WRITING = ("new", "rename", "archive", "split", "fix", "import", "erase", "merge")
STOPPED = 130


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, what it said, and what is amiss."""

    code: int
    said: str
    amiss: tuple[str, ...]


class Harbour:
    """The project with its two sites, made once, and put back before every command."""

    def __init__(self, *building: str) -> None:
        self.around = Path(tempfile.mkdtemp(prefix="affiche-hostile-")).resolve()
        self.root = project(FILES, self.around / "project")
        for call in ((), ("--only", "briefings", "--out", "bureau")):
            code, said = _called(self.root, ("build", *call, *building), DAY)
            assert code == 0, said
        self.faces = {
            made for path, made in tree(self.root / "site").items() if f"assets/{FACE}" in path
        }
        assert self.faces
        self.kept = self.around / "kept"
        shutil.copytree(self.root, self.kept, symlinks=True)
        for word in (*ALL_OF_ANNA, "Kanariekosten", "Kanarielof"):
            assert self.found(word), word

    def close(self) -> None:
        shutil.rmtree(self.around, ignore_errors=True)

    def ended(self, situation: Situation, arguments: tuple[str, ...]) -> Ended:
        """How a command ends in a situation."""
        shutil.rmtree(self.root)
        shutil.copytree(self.kept, self.root, symlinks=True)
        for name, body in situation.files.items():
            if body is None:
                (self.root / "content" / name).unlink()
            else:
                write(self.root / "content" / name, body)
        before = self._written_by_people()
        with situation.around(self.root) if situation.around else contextlib.nullcontext():
            code, said = _called(self.root, arguments, DAY + situation.later)
        amiss = []
        if code not in ((0, 2, STOPPED) if arguments[0] in ("watch", "edit") else (0, 2)):
            amiss.append(f"exit code {code}")
        if "Traceback" in said:
            amiss.append("a traceback")
        if arguments[0] not in WRITING and before != self._written_by_people():
            amiss.append("what people wrote is not as it was")
        if {path.name for path in self.around.iterdir()} != {"project", "kept"}:
            amiss.append("something was written beside the project")
        if not situation.unknown:
            amiss += [f"{word} in {at}" for word in situation.gone for at in self.found(word)]
            amiss += [
                f"{word} in {at}" for word in situation.outside for at in self.found(word, True)
            ]
            amiss += self._shown() if situation.face else []
        return Ended(code, said, tuple(amiss))

    def found(self, word: str, outside: bool = False) -> list[str]:
        """The files made of the content in which a word stands; `outside`: of those for agencies.
        What stands in the content today may stand in what was read of it as well."""
        wanted, held = word.lower().encode(), any(
            word.lower().encode() in path.read_bytes().lower()
            for path in (self.root / "content").rglob("*") if path.is_file()
        )  # fmt: skip
        return [
            path
            for path, content in self._made()
            if wanted in content.lower()
            and not (held and path.startswith(".affiche"))
            and (not outside or path.startswith("bureau/") or ".zip" in path or "-block." in path)
        ]  # fmt: skip

    def _shown(self) -> list[str]:
        return [f"the photo in {at}" for at, made in self._made()
                if any(face in made for face in self.faces)]  # fmt: skip

    def _made(self) -> Iterator[tuple[str, bytes]]:
        for path in sorted(self.root.rglob("*")):
            name = path.relative_to(self.root).as_posix()
            if path.is_file() and not name.startswith("content/") and "/" in name:
                content = path.read_bytes()
                yield name, unwrapped(name, content) + b"".join(_unpacked(path, content))

    def _written_by_people(self) -> dict[str, bytes]:
        return tree(self.root / "content")


def _unpacked(path: Path, content: bytes) -> Iterator[bytes]:
    if content.startswith(b"SQLite format 3"):
        with contextlib.closing(sqlite3.connect(path)) as base:
            for (body,) in base.execute("SELECT body FROM kept").fetchall():
                yield zlib.decompress(body[SUM:])


def _called(root: Path, arguments: tuple[str, ...], now: int) -> tuple[int, str]:
    said, here, program = io.StringIO(), Path.cwd(), sys.argv
    sys.argv = ["build.py"]
    os.chdir(root)
    try:
        with (
            contextlib.redirect_stdout(said),
            contextlib.redirect_stderr(said),
            mock.patch.dict(os.environ, {"SOURCE_DATE_EPOCH": str(now)}),
            mock.patch.object(Watcher, "_follow", _stopped),
        ):
            code = cli.main(arguments)
    finally:
        os.chdir(here)
        sys.argv = program
    return code, said.getvalue()


def _stopped(watcher: Watcher, patience: float) -> None:
    raise KeyboardInterrupt

"""What a machine does under a build: a disk that is full at any moment, a clock that jumps. The
last good site stays whole, and nothing that changed is taken for what it was."""

from __future__ import annotations

import builtins
import errno
import hashlib
import io
import itertools
import json
import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from affiche import cli, disk, images
from affiche.building.rendering import memory
from affiche.errors import ContentError
from affiche.kept import Store
from affiche.model import ImageFile
from affiche.publishing import publish
from affiche.publishing.names import MANIFEST
from affiche.reading.targets.pictures import Measured, measure
from tests.support.projects import TODAY, bare_theme, project, write

# The first moments each, of the later ones every so many-th.
MOMENTS = (*range(1, 16), *range(20, 400, 9))
PAGES = ("index.html", "personas/anna/index.html")


@pytest.fixture
def root(monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one persona that was built."""
    root = project({})
    bare_theme(root)
    monkeypatch.chdir(root)
    monkeypatch.setattr(disk, "TICK", 0)
    said(root, "0")
    assert build() == 0
    return root


def build() -> int:
    return cli.main(["build", "--no-pdf", "--date", TODAY.isoformat()])


def said(root: Path, word: str) -> None:
    """Let the persona say it, where every page with its card shows it."""
    write(root / "content/personas/anna.md", f"---\nname: Anna\ntagline: Zegt {word}!\n---\n")


def shown(root: Path) -> str:
    """What the site says; all of its pages say the same, and all files are those of its list."""
    out = root / "site"
    made = json.loads((out / MANIFEST).read_bytes())
    for path, sha in {**made["files"], **made["kept"]}.items():
        assert hashlib.sha256((out / path).read_bytes()).hexdigest() == sha, path
    words = {w for page in PAGES for w in re.findall(r"Zegt (\w+)!", (out / page).read_text())}
    (word,) = words
    return str(word)


@contextmanager
def full(root: Path, moment: int) -> Iterator[list[str]]:
    """A disk that refuses at one moment; what it was asked to write until then."""
    asked: list[str] = []

    def writes(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def write(*what: Any, **how: Any) -> Any:
            if name == "open" and not set("wax+") & set(str((*what, "r")[1])):
                return real(*what, **how)
            if name == "os.open" and not what[1] & (os.O_CREAT | os.O_WRONLY):
                return real(*what, **how)
            asked.append(name)
            if len(asked) == moment:
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(*what, **how)

        return write

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(io, "open", writes("open", io.open))
        patch.setattr(builtins, "open", writes("open", builtins.open))
        patch.setattr(os, "open", writes("os.open", os.open))
        for name in ("write", "mkdir", "link", "rename", "replace"):
            patch.setattr(os, name, writes(name, getattr(os, name)))
        yield asked


def test_a_disk_that_is_full_at_any_moment_leaves_the_last_good_site(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, refused = "0", 0
    for moment in MOMENTS:
        said(root, str(moment))
        capsys.readouterr()
        with full(root, moment) as asked:
            code = build()
        told = capsys.readouterr().err
        assert shown(root) == (before if code else str(moment)), (moment, asked[-3:])
        assert "Traceback" not in told
        if code:
            assert code in (1, 2) and told, moment
            refused += 1
        before = shown(root)
        if len(asked) < moment:
            break
    assert refused > 5
    said(root, "klaar")
    assert build() == 0
    assert shown(root) == "klaar"
    litter = [path.name for path in root.iterdir() if re.match(r"\.site-", path.name)]
    assert litter == []


def test_control_a_site_that_is_written_in_place_is_half_then(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def in_place(files: dict[str, bytes], out: Path, **_: object) -> publish.Published:
        for path, content in files.items():
            (out / path).parent.mkdir(parents=True, exist_ok=True)
            (out / path).write_bytes(content)
        return publish.Published(tuple(files), (), ())

    monkeypatch.setattr(publish, "publish", in_place)
    half = 0
    for moment in itertools.count(1):
        said(root, str(moment))
        with full(root, moment) as asked:
            build()
        try:
            shown(root)
        except (AssertionError, ValueError):
            half += 1
        if half or len(asked) < moment:
            break
    assert half


def test_a_store_that_cannot_grow_costs_nothing_but_time(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect

    def small(*what: Any, **how: Any) -> sqlite3.Connection:
        base: sqlite3.Connection = connect(*what, **how)
        base.execute("PRAGMA max_page_count = 2")
        return base

    (root / ".affiche/made").unlink()
    monkeypatch.setattr(sqlite3, "connect", small)
    for word in ("een", "twee"):
        said(root, word)
        assert build() == 0
        assert shown(root) == word


# A clock that jumps ----------------------------------------------------------------------------

YEAR = 365 * 86_400 * 10**9


@pytest.mark.parametrize("jump", [-YEAR, YEAR, -1, 3_600 * 10**9])
def test_a_clock_that_jumps_hides_no_change(
    root: Path, jump: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + jump)
    monkeypatch.setattr(time, "time", lambda: (now() + jump) / 1e9)
    for word in ("een", "twee", "een"):
        said(root, word)
        assert build() == 0
        assert shown(root) == word


@pytest.mark.parametrize("dated", [0, 86_400, 4_000_000_000])
def test_a_file_that_is_dated_anyhow_is_seen_when_it_changes(root: Path, dated: int) -> None:
    """Of the same size and the same date as before: an unpacked archive, a clock that was wrong."""
    file = root / "content/personas/anna.md"
    for word in ("een", "wee", "een"):
        said(root, word)
        os.utime(file, (dated, dated))
        assert build() == 0
        assert shown(root) == word


def test_control_by_date_and_size_alone_it_is_missed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "stamp", lambda stat: (stat.st_mtime_ns, 0, stat.st_size, 0))
    file = root / "content/personas/anna.md"
    seen = []
    for word in ("een", "een", "wee"):
        said(root, word)
        os.utime(file, (86_400, 86_400))
        assert build() == 0
        seen.append(shown(root))
    assert seen[-1] == "een"


# A file that changes while it is read ----------------------------------------------------------

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M{} 0h1v1z"/></svg>'


def drawn(root: Path) -> bytes:
    """A picture of a project as a page gets it, in a build with what was remembered before."""
    looked = measure(root / "anna.svg")
    assert isinstance(looked, Measured)
    image = ImageFile("anna.svg", str(root / "anna.svg"), looked.digest, 4, 4, drawing=True)
    with Store(root / "made") as store:
        return memory.Memory(store)._web(image, 100)[1]


def saved_meanwhile(picture: Path, patch: pytest.MonkeyPatch) -> None:
    """Let somebody save it in the middle of the next reading."""
    really, times = images.for_web, [1]

    def read(image: ImageFile, width: int) -> tuple[str, bytes]:
        if times:
            times.pop()
            write(picture, PICTURE.format(2))
        return really(image, width)

    patch.setattr(images, "for_web", read)


def test_a_picture_that_changes_while_it_is_read_is_told_and_never_taken_for_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = tmp_path / "anna.svg"
    write(picture, PICTURE.format(1))
    saved_meanwhile(picture, monkeypatch)
    with pytest.raises(ContentError) as wrong:
        drawn(tmp_path)
    assert [problem.rule for problem in wrong.value.problems] == ["changed"]
    assert b"M2 0" in drawn(tmp_path)
    write(picture, PICTURE.format(1))  # and is put back
    assert b"M1 0" in drawn(tmp_path)


def test_control_otherwise_it_stays_the_wrong_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = tmp_path / "anna.svg"
    write(picture, PICTURE.format(1))
    first = measure(picture)
    saved_meanwhile(picture, monkeypatch)
    with monkeypatch.context() as patch:
        patch.setattr(memory, "measure", lambda path: first)
        assert b"M2 0" in drawn(tmp_path)
    write(picture, PICTURE.format(1))
    assert b"M2 0" in drawn(tmp_path)

"""A few files that changed in; the same site with them in their places, one after another, out.

To make all of a large site anew for one word takes far longer than the word. While somebody writes
and looks, a site may for a moment hold the one page and not yet the other: what pages ask for comes
first, the home page and the list of what there is after the others, and what is gone goes last.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from affiche.publishing.exchange import LAST, beside
from affiche.publishing.names import FILE, FOLDER, MANIFEST

# More files than these are made as quickly by making the site anew.
FEW = 200


def fits(out: Path, changed: Collection[str], gone: Collection[str], old: Collection[str]) -> bool:
    """Whether these files can take their places one by one: each is an ordinary file of the release
    of before, or nothing is where it comes; and none of their folders is somebody's link."""
    if not old or len(changed) + len(gone) > FEW:
        return False
    folders = {folder for path in (*changed, *gone) for folder in _above(path)}
    if any(not _is(f"{out}/{folder}", stat.S_ISDIR) for folder in folders):
        return False
    known = {path: path in old for path in changed} | dict.fromkeys(gone, True)
    return all(_is(f"{out}/{path}", stat.S_ISREG, there=there) for path, there in known.items())


def _is(path: str, kind: Callable[[int], bool], there: bool | None = None) -> bool:
    """Whether what is there itself is of a kind, or nothing is; one of both, where it is known."""
    try:
        mode = os.lstat(path).st_mode
    except OSError:
        return not there
    return kind(mode) and there is not False


def put(out: Path, files: Mapping[str, bytes], gone: Collection[str], listed: bytes) -> None:
    """Write these files and the list of all, and take away what is gone. Raises OSError; the site
    is then as it was."""
    aside = beside(out)
    aside.mkdir()
    order = sorted(files, key=lambda path: (path.endswith(".html"), path in LAST, path))
    steps: list[tuple[str, bytes | None]] = [(path, files[path]) for path in order]
    steps += [*((path, None) for path in gone), (MANIFEST, listed)]
    done: list[tuple[Path, Path]] = []
    try:
        for number, (_, content) in enumerate(steps):
            if content is not None:
                (aside / str(number)).write_bytes(content)
                (aside / str(number)).chmod(FILE)
        for number, (path, content) in enumerate(steps):
            there, before = out / path, aside / f"{number}-before"
            _folders(there.parent)
            if content is None:
                there.replace(before)
            else:
                if there.exists():
                    os.link(there, before)
                (aside / str(number)).replace(there)
            done.append((there, before))
    except BaseException:
        for there, before in reversed(done):
            with contextlib.suppress(OSError):
                before.replace(there) if before.exists() else there.unlink()
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    for folder in sorted({out / path for each in gone for path in _above(each)}, reverse=True):
        with contextlib.suppress(OSError):  # it holds something else
            folder.rmdir()


def _folders(folder: Path) -> None:
    if not folder.is_dir():
        _folders(folder.parent)
        folder.mkdir()
        folder.chmod(FOLDER)


def _above(path: str) -> Iterator[str]:
    """The folders that hold it: "a/b" and "a" of "a/b/c.html"."""
    while path := path.rpartition("/")[0]:
        yield path

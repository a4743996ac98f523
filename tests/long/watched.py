"""Thousands of saves of a project that is watched: each shows, and nothing grows.

    .venv/bin/python -m tests.long.watched [SAVES]

The saves go through the real watcher. Each is one word in one persona; every tenth is another
picture of the same size and the same date, every thirtieth a mistake that is mended with the same
file as before it, and every hundredth a branch of 500 other files and back, which git checks out.
After each the site has to say what the content says; after the branches it has to be what a clean
build makes. Prints memory, open files and threads ten times; they have to be as they were after the
first tenth, memory within a tenth. Ends with 1 at the first difference.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from affiche import cli
from affiche.building import pipeline
from affiche.building.options import Options
from affiche.watching.watch import Built, Event, Failed, watching
from affiche.words import words
from tests.support.projects import THEMES, TODAY, bare_theme, project, tree, write
from tests.support.repositories import branches, git

WAIT = 120  # seconds that only a broken program takes
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M{} 0h1v1z"/></svg>'
PHOTO = "photo: {file: anna.svg, alt: Anna, kind: illustration, credit: Studio}"
BRANCH = 500
GROWTH = 1.1
LOOKS = 20


class Watched:
    """A project at which a watcher works, in a thread of its own."""

    def __init__(self, root: Path, themes: Path) -> None:
        self.root = root
        self.options = Options(root / "content", themes, root / "site", TODAY, pdf=False, jobs=1)
        self.bell = threading.Condition()
        self.builds = self.failures = 0

    def tell(self, event: Event) -> None:
        """Count what the watcher tells."""
        with self.bell:
            self.builds += isinstance(event, Built)
            self.failures += isinstance(event, Failed)
            self.bell.notify_all()

    def until(self, true: Callable[[], bool]) -> bool:
        """Whether it comes true; looked at whenever the watcher tells something."""
        with self.bell:
            return self.bell.wait_for(true, WAIT)

    def says(self, path: str, text: str) -> bool:
        """Whether a page of the site says so, or does in a while."""
        page = self.root / "site" / path
        return self.until(lambda: page.is_file() and text in page.read_text("utf-8"))


def main(saves: int = 10_000) -> int:
    """Save so many times; the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        return _many(Path(folder) / "many", saves) or _branches(
            Path(folder) / "branches", max(1, saves // 100)
        )


def _many(root: Path, saves: int) -> int:
    persona = f"---\nname: Anna\ntagline: Zegt %d!\n{PHOTO}\n---\n"
    project({"images/anna.svg": PICTURE.format(1), "personas/anna.md": persona % 0,
             "personas/bob.md": "---\nname: Bob\n---\nBob belt.\n"}, root)  # fmt: skip
    watched, page, picture = (
        Watched(root, THEMES),
        "personas/anna/index.html",
        root / "content/images/anna.svg",
    )
    before: tuple[int, int, int] | None = None
    with watching(watched.options, words("nl"), watched.tell, 0) as watcher:
        thread = threading.Thread(target=watcher.run)
        thread.start()
        try:
            if not watched.says(page, "Zegt 0!"):
                return _wrong("the first build")
            for save in range(1, saves + 1):
                if save % 30 == 0 and not _mended(watched, page):
                    return _wrong(f"mended at save {save}")
                if save % 10 == 0 and not _drawn(watched, page, picture, save):
                    return _wrong(f"picture of save {save}")
                write(root / "content/personas/anna.md", persona % save)
                if not watched.says(page, f"Zegt {save}!"):
                    return _wrong(f"save {save}")
                if save % max(1, saves // 10) == 0:
                    now = _held()
                    print(f"{save}: {now[0]} MB, {now[1]} files, {now[2]} threads", flush=True)
                    before = before or now
                    if now[0] > GROWTH * before[0] or now[1:] != before[1:]:
                        return _wrong("it grows")
        finally:
            watcher.stop()
            thread.join()
    return 0


def _mended(watched: Watched, page: str) -> bool:
    """A mistake is told, and the last good site stays; mended, it is the same file again."""
    file, out = watched.root / "content/personas/bob.md", watched.root / "site"
    good, was, failures = file.read_bytes(), (out / page).read_bytes(), watched.failures
    write(file, "---\nname: Bob\ndoelne: [Rust]\n---\n")
    if not watched.until(lambda: watched.failures > failures):
        return False
    builds = watched.builds
    write(file, good)
    return watched.until(lambda: watched.builds > builds) and (out / page).read_bytes() == was


def _drawn(watched: Watched, page: str, picture: Path, save: int) -> bool:
    """A picture of the same size and date is another one on the page."""
    stat, was = picture.stat(), watched.root / "site" / page
    shown = was.read_bytes()
    write(picture, PICTURE.format(save // 10 % 2 * 2))
    os.utime(picture, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    return watched.until(lambda: was.read_bytes() != shown)


def _held() -> tuple[int, int, int]:
    """Memory in MB, open files and threads: at rest, as a save writes down what is remembered after
    its pages show."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    files = min(_open() for _ in range(LOOKS))
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20, files, threading.active_count()


def _open() -> int:
    time.sleep(0.05)
    return len(list(Path("/proc/self/fd").iterdir()))


def _branches(root: Path, turns: int) -> int:
    """One branch, the other and back: how many builds each took, and whether all of it shows."""
    project({"personas/anna.md": "---\nname: Anna\n---\n"}, root)
    branches(root, [f"personas/p{number:03}.md" for number in range(BRANCH)])
    watched = Watched(root, bare_theme(root))
    ends = [f"personas/{number}/index.html" for number in ("p000", f"p{BRANCH - 1:03}")]
    with watching(watched.options, words("nl"), watched.tell, 0) as watcher:
        thread = threading.Thread(target=watcher.run)
        thread.start()
        try:
            watched.until(lambda: watched.builds > 0)
            for turn in range(turns):
                branch, name = (("one", "Aad"), ("two", "Bep"))[turn % 2]
                builds = watched.builds
                git(root, "checkout", "-q", branch)
                if not all(watched.says(path, name) for path in ends):
                    return _wrong(f"branch {branch}, turn {turn}")
                print(f"branch of {BRANCH} files: {watched.builds - builds} build(s)", flush=True)
        finally:
            watcher.stop()
            thread.join()
    clean = root / "clean"
    pipeline.build(Options(root / "content", root / "themes", clean, TODAY, pdf=False, jobs=1))
    return 0 if tree(clean) == tree(root / "site") else _wrong("the site of the last branch")


def _wrong(what: str) -> int:
    print(f"not as it should be: {what}")
    return 1


if __name__ == "__main__":
    gc.set_threshold(*cli.SELDOM)
    sys.exit(main(*map(int, sys.argv[1:])))

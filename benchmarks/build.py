"""How long a build and a save take and what they cost in memory: run by hand, read the ratios.

    .venv/bin/python benchmarks/build.py [--sizes 10 100 500] [--rounds 3] [--sheets] [--folder DIR]

Each size is a project of that many personas and as many journeys, copied from the sample (0: the
sample itself). In each round it is built cold, again with nothing changed, after one document in a
hundred changed and after a single word did; then it is watched, and a word is saved time and again,
until the page is on the disk and the browser was told. One row a kind: medians of wall and CPU
seconds of the whole process and of its peak memory, and how many times a cold build of the same
round it took, with the least and the most of all rounds: on a busy machine seconds say little.
Where this machine has Hugo, it makes the same documents with a plain template in each round, in
turn before and after ours, and the last column is the wall time by its. Without `--sheets` only
pages are made. Put `--folder` on a RAM disk, or the file system's noise
hides the difference.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
import hugo  # noqa: E402

KINDS = ("cold", "again", "1 % changed", "one word")
SAVES = 9
HUGO = "Hugo, cold"
# A save that takes longer than so many seconds is a fault.
PATIENCE = 600


class Cost(NamedTuple):
    """Wall and CPU seconds, peak memory in MB."""

    wall: float
    cpu: float
    memory: float


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 100, 500])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sheets", action="store_true")
    parser.add_argument("--folder", type=Path, default=None)
    wanted = parser.parse_args()
    columns = f"{'wall s':>8} {'CPU s':>8} {'peak MB':>8}   CPU / cold, least and most"
    columns += "   wall / Hugo's" if hugo.there() else ""
    _adopt()
    print(f"{'size':>6} {'what':<12} {columns}")
    for size in wanted.sizes:
        with tempfile.TemporaryDirectory(dir=wanted.folder) as folder:
            rounds = [_round(Path(folder), size, at, wanted.sheets) for at in range(wanted.rounds)]
        for kind in rounds[0]:
            _row(size, kind, rounds)


def _round(folder: Path, size: int, number: int, sheets: bool) -> dict[str, Cost]:
    """Every kind once, in a project of its own."""
    project = folder / str(number)
    generate(project, size)
    found = {}
    if hugo.there():
        hugo.generate(project, folder / f"hugo {number}")
        if number % 2 == 0:
            found[HUGO] = Cost(*hugo.run(folder / f"hugo {number}"))
    for kind in KINDS:
        changed = {"1 % changed": max(1, size * 2 // 100), "one word": 1}.get(kind, 0)
        for path in documents(project)[:changed]:
            edit(path, kind)
        found[kind] = one(project, sheets)
    if hugo.there():
        found.setdefault(HUGO, Cost(*hugo.run(folder / f"hugo {number}")))
        shutil.rmtree(folder / f"hugo {number}")
    with ProcessPoolExecutor(1, get_context("spawn")) as other:
        found["a save"] = other.submit(saves, project, sheets).result()
    shutil.rmtree(project)
    return found


def _row(size: int, kind: str, rounds: list[dict[str, Cost]]) -> None:
    costs = [one[kind] for one in rounds]
    wall, cpu, memory = (statistics.median(column) for column in zip(*costs, strict=True))
    spread = _spread([one[kind].cpu / one["cold"].cpu for one in rounds])
    if hugo.there():
        spread += "   " + _spread([one[kind].wall / one[HUGO].wall for one in rounds])
    print(f"{size:>6} {kind:<12} {wall:8.2f} {cpu:8.2f} {memory:8.0f} {spread}", flush=True)


def _spread(ratios: list[float]) -> str:
    return f"{statistics.median(ratios):7.3f} ({min(ratios):.3f}–{max(ratios):.3f})"


def documents(project: Path) -> list[Path]:
    """Personas and journeys, in turn."""
    content = project / "content"
    pairs = zip(
        sorted((content / "personas").iterdir()), sorted((content / "journeys").iterdir()),
        strict=False,
    )  # fmt: skip
    return [path for pair in pairs for path in pair]


def edit(path: Path, word: str) -> None:
    """Change a word that its page shows, and that no other page shows."""
    text = path.read_text("utf-8")
    if path.suffix == ".md":
        path.write_text(f"{text}\n\nNog een zin: {word}.\n", "utf-8")
    else:
        path.write_text(text.replace("goal: ", f"goal: ({word}) ", 1), "utf-8")


def saves(project: Path, sheets: bool) -> Cost:
    """A word saved in a watched project: the median from the save to what the browser is told."""
    from datetime import UTC, datetime

    from affiche.building.options import Options
    from affiche.watching.watch import Built, Failed, watching
    from affiche.words import words

    heard = threading.Semaphore(0)

    def tell(event: object) -> None:
        assert not isinstance(event, Failed), event.error
        if isinstance(event, Built) and not event.waiting:
            heard.release()

    options = Options(
        project / "content", project / "themes", project / "site", datetime.now(UTC).date(),
        pdf=sheets,
    )  # fmt: skip
    walls, cpus = [], []
    with watching(options, words("nl"), tell, 0) as watcher:
        thread = threading.Thread(target=watcher.run)
        thread.start()
        assert heard.acquire(timeout=PATIENCE)
        for number in range(SAVES):
            wall, cpu = time.monotonic(), time.process_time()
            edit(documents(project)[0], f"nummer {number}")
            assert heard.acquire(timeout=PATIENCE)
            walls.append(time.monotonic() - wall)
            cpus.append(time.process_time() - cpu)
        watcher.stop()
        thread.join()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Cost(statistics.median(walls), statistics.median(cpus), memory)


def generate(project: Path, size: int) -> None:
    """A project of `size` personas and as many journeys more than the sample has."""
    content = project / "content"
    shutil.copytree(ROOT / "content", content)
    shutil.copytree(ROOT / "themes", project / "themes")
    for folder in ("personas", "journeys", "briefings"):
        sources = sorted((content / folder).iterdir())
        texts = [(path, path.read_text("utf-8")) for path in sources]
        for number in range(size if folder != "briefings" else 0):
            path, text = texts[number % len(texts)]
            (content / folder / f"{path.stem}-{number}{path.suffix}").write_text(text, "utf-8")


def one(project: Path, sheets: bool) -> Cost:
    """One build in a process of its own."""
    command = [sys.executable, str(ROOT / "build.py"), "build", *([] if sheets else ["--no-pdf"])]
    folders = ["--content", "content", "--themes", "themes", "--out", "site"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    others = _children()
    started = time.monotonic()
    log = project / "log.txt"
    with log.open("wb") as out:
        process = subprocess.Popen([*command, *folders], cwd=project, stdout=out, stderr=out)
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - started
    while _adopting and (ours := _children() - others):  # what these cost is known when they end
        for child in ours:
            os.waitpid(child, 0)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if os.waitstatus_to_exitcode(status):
        sys.exit(log.read_text("utf-8"))
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu, usage.ru_maxrss / 1024)


def _children() -> set[int]:
    """The processes whose parent we are."""
    tasks = Path("/proc/self/task").glob("*/children")
    return {int(child) for task in tasks for child in task.read_text("utf-8").split()}


_adopting: list[bool] = []


def _adopt() -> None:
    """Be the parent of processes whose own is gone: those that a build's server forked (Linux)."""
    if sys.platform == "linux":
        subreaper = 36  # PR_SET_CHILD_SUBREAPER of <linux/prctl.h>
        _adopting.append(ctypes.CDLL(None).prctl(subreaper, 1, 0, 0, 0) == 0)


if __name__ == "__main__":
    main()

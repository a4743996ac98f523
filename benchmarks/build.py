"""How long a build takes and what it costs in memory: run by hand, read the ratios.

    .venv/bin/python benchmarks/build.py [--sizes 10 100 500] [--sheets] [--folder DIR]

Each size is a project of that many personas and as many journeys, copied from the sample. One row
a size: a cold build, a build of the same again, and one after a single edit; wall and CPU seconds
of the whole process and its peak memory, medians of three. Without `--sheets` only pages are made.
Put `--folder` on a RAM disk, or the file system's noise hides the difference.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
RUNS = 3


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 100, 500])
    parser.add_argument("--sheets", action="store_true")
    parser.add_argument("--folder", type=Path, default=None)
    wanted = parser.parse_args()
    print(f"{'size':>6} {'what':<10} {'wall s':>8} {'CPU s':>8} {'peak MB':>8} {'/ first':>8}")
    for size in wanted.sizes:
        with tempfile.TemporaryDirectory(dir=wanted.folder) as folder:
            project = Path(folder)
            generate(project, size)
            first = 0.0
            for what in ("cold", "again", "one edit"):
                wall, cpu, memory = measure(project, what, wanted.sheets)
                first = first or wall
                row = f"{wall:8.2f} {cpu:8.2f} {memory:8.0f} {wall / first:8.2f}"
                print(f"{size:>6} {what:<10} {row}", flush=True)


def generate(project: Path, size: int) -> None:
    """A project of `size` personas and `size` journeys, copied from the sample."""
    content = project / "content"
    shutil.copytree(ROOT / "content", content)
    shutil.copytree(ROOT / "themes", project / "themes")
    for folder in ("personas", "journeys", "briefings"):
        sources = sorted((content / folder).iterdir())
        texts = [(path, path.read_text("utf-8")) for path in sources]
        for number in range(size if folder != "briefings" else 0):
            path, text = texts[number % len(texts)]
            (content / folder / f"{path.stem}-{number}{path.suffix}").write_text(text, "utf-8")


def measure(project: Path, what: str, sheets: bool) -> tuple[float, float, float]:
    """Medians of wall seconds, CPU seconds (children too) and peak memory in MB."""
    rows = []
    for run in range(RUNS):
        if what == "cold":
            shutil.rmtree(project / "site", ignore_errors=True)
            shutil.rmtree(project / ".affiche", ignore_errors=True)
        if what == "one edit":
            path = project / "content" / "personas" / "peter.md"
            path.write_text(path.read_text("utf-8") + f"\n\nNog een zin, nummer {run}.\n", "utf-8")
        rows.append(one(project, sheets))
    wall, cpu, memory = (statistics.median(column) for column in zip(*rows, strict=True))
    return wall, cpu, memory


def one(project: Path, sheets: bool) -> tuple[float, float, float]:
    """One build in a process of its own."""
    command = [sys.executable, str(ROOT / "build.py"), "build", *([] if sheets else ["--no-pdf"])]
    folders = ["--content", "content", "--themes", "themes", "--out", "site"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    log = project / "log.txt"
    with log.open("wb") as out:
        process = subprocess.Popen([*command, *folders], cwd=project, stdout=out, stderr=out)
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if os.waitstatus_to_exitcode(status):
        sys.exit(log.read_text("utf-8"))
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()

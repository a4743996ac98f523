"""What 100,000 sheets cost, from what some cost here: run by hand, read the model.

    .venv/bin/python benchmarks/cluster.py [--documents 20] [--measured 60] [--cores 2 16 64]
        [--memory]

A project of so many personas and as many journeys, copied from the sample, is planned as a build
does it. Measured in CPU seconds of one core, which a busy machine changes little: what the machine
that gives the command does for a sheet before it is made (on one core), what a worker does (some of
all kinds, all papers of a layout together, after one to get warm), and what the search for secrets
in it takes afterwards (on all cores of the first machine). These follow each other, so that so many
sheets with so many cores of workers take the sum.

`--memory`: how much memory the machine that gives the command has in use, from sheet 1,000 to
10,000 of one run, with makers that put ready-made files into the cache and return at once.
"""

from __future__ import annotations

import argparse
import itertools
import os
import sys
import tempfile
import time
from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(1, str(ROOT))  # after this folder, which has a build.py of its own

from affiche import content, leaks, pages, themes  # noqa: E402
from affiche.model import Site  # noqa: E402
from affiche.pages.plan import Sheet, SheetFact  # noqa: E402
from affiche.sheets.press import chunks, store, worker  # noqa: E402
from affiche.sheets.press.chunks import Run  # noqa: E402
from affiche.sheets.press.cluster import CHUNK  # noqa: E402
from affiche.sheets.press.jobs import Job, Printed  # noqa: E402
from affiche.sheets.press.press import Press  # noqa: E402
from affiche.themes import Theme  # noqa: E402
from affiche.words import words  # noqa: E402
from build import generate  # noqa: E402

DAY = date(2026, 11, 30)
MANY = 100_000
HOUR = 3600


def main() -> None:
    """Print the model."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=20)
    parser.add_argument("--measured", type=int, default=60)
    parser.add_argument("--cores", type=int, nargs="+", default=[2, 16, 64])
    parser.add_argument("--memory", action="store_true")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        generate(Path(folder), wanted.documents)
        loaded = content.load(Path(folder) / "content", DAY)
        if loaded.site is None:
            sys.exit("the copies do not read")
        look = themes.load(ROOT / "themes", "affiche")
        sheets = pages.plan_sheets(loaded.site, words(loaded.site.settings.language), DAY)
        if wanted.memory:
            memory(Path(folder) / "sheets", sheets, look, loaded.site)
        else:
            model(sheets, look, loaded.site, wanted.measured, wanted.cores)


def model(
    sheets: tuple[Sheet, ...], look: Theme, site: Site, measured: int, cores: list[int]
) -> None:
    """Measure both sides of a sheet, and tell what many of them take."""
    press = Press()
    began = time.process_time()
    orders = [press._prepared(sheet, look, site) for sheet in sheets]
    run = Run(chunks.program(), "", "")
    sent = sum(
        len(chunks.packed(run, orders[at : at + CHUNK])) for at in range(0, len(orders), CHUNK)
    )
    here = (time.process_time() - began) / len(sheets)
    layouts: dict[str, list[Job]] = {}
    for _, job in orders:
        layouts.setdefault(job.layout, []).append(job)
    every = max(1, len(orders) // measured)
    some = [job for jobs in [*layouts.values()][::every] for job in jobs]
    worker.make(some[-1])
    began = time.process_time()
    made = [worker.make(job) for job in some]
    there = (time.process_time() - began) / len(made)
    files = {job.sheet.path: one.pdf for job, one in zip(some, made, strict=True)}
    spoken = words(site.settings.language)
    house = leaks.house_corpus(look, (spoken,), DAY)
    leaks.secret_leaks(
        site, {"warm.html": b"", some[0].sheet.path: made[0].pdf}, house, spoken.date
    )
    began = time.process_time()
    leaks.secret_leaks(site, files, house, spoken.date)
    searched = (time.process_time() - began) / len(made)
    size = sum(len(one.pdf) for one in made) / len(made)
    print(f"{len(sheets)} sheets planned, {len(made)} made")
    print(f"plan: {here * 1000:.1f} ms a sheet, {sent / len(sheets) / 1000:.1f} kB to the workers")
    print(f"make: {there * 1000:.0f} ms a sheet, {size / 1000:.0f} kB")
    print(f"search: {searched * 1000:.0f} ms a sheet")
    print(f"{MANY:,} sheets: {MANY * there / HOUR:.1f} CPU hours, {MANY * size / 1e9:.0f} GB")
    for count, own in itertools.product(cores, sorted({cores[0], 16})):
        seconds = MANY * (here + there / count + searched / own)
        print(f"with {count:3} cores of workers and {own:2} here: {seconds / 60:.0f} minutes")


class Ready:
    """Makers that put a ready-made file into the cache for each sheet, and return at once."""

    places = 2

    def __init__(self, cache: Path) -> None:
        self.cache = cache
        self.pdf = os.urandom(100_000)

    def give(self, key: str, job: Job) -> Future[Printed]:
        """A file of 100 kB."""
        promise: Future[Printed] = Future()
        fact = SheetFact(len(self.pdf))
        store.write(self.cache, key, Printed(self.pdf, fact))
        promise.set_result(store.shelved(self.cache, key, fact))
        return promise

    def forget(self) -> None:
        """Nothing is remembered."""

    def close(self, hurry: bool = False) -> None:
        """Nothing is open."""


def memory(cache: Path, sheets: tuple[Sheet, ...], look: Theme, site: Site) -> None:
    """Tell what is in use on the way to 10,000 sheets; all of them are planned before the first."""
    press = Press(1, cache)
    press.makers = Ready(cache)
    prepared = [press._prepared(sheet, look, site) for sheet in sheets]
    turns = (
        (turn, one) for turn in itertools.count() for one in zip(sheets, prepared, strict=True)
    )
    jobs = []
    for turn, (sheet, (key, job)) in itertools.islice(turns, 10_000):
        copy = replace(sheet, path=f"{turn}/{sheet.path}")
        jobs.append((copy.path, f"{turn:04}{key[4:]}", replace(job, sheet=copy)))
    made: dict[str, Printed] = {}
    for count, (path, key, job) in enumerate(jobs, start=1):
        made[path] = press.makers.give(key, job).result()
        if count in (1, 100) or not count % 1000:
            print(f"sheet {count:6}: {_used():.0f} MB")


def _used() -> float:
    """Megabytes of this process now (Linux)."""
    pages_used = int(Path("/proc/self/statm").read_text().split()[1])
    return pages_used * os.sysconf("SC_PAGESIZE") / 1e6


if __name__ == "__main__":
    main()

"""What runs on the machines of a cluster: a chunk of jobs in; finished sheets in the cache, and
what is known of them, out.

Sheets are made as at home, by a crew of one process: one that ends it takes neither the machine nor
another sheet along. What goes over the network is pickled here, so that nobody looks into it.
"""

from __future__ import annotations

import multiprocessing
import pickle
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import compress, decompress

from affiche import kept
from affiche.pages.plan import SheetFact
from affiche.sheets.press import keys, machine, store
from affiche.sheets.press.crew import Crew
from affiche.sheets.press.jobs import Job, Printed
from affiche.sheets.press.worker import lasts

# What marks a run lies beside the finished sheets, and goes with them: one that was killed is over
# for its machines as soon as something is taken back.
MARK = "run-"
_here = threading.local()


@dataclass(frozen=True)
class Run:
    """What belongs to one run: the program that makes it, its mark (a file in the cache that is
    there as long as the run lasts), the folder of finished sheets, and what else has to be seen."""

    program: str
    mark: str
    cache: str
    folders: tuple[str, ...] = ()


@dataclass(frozen=True)
class Machine:
    """What a machine is like: its program, a folder that it cannot see or write to ("" when it
    sees all), whether it can print."""

    program: str
    lacking: str
    prints: bool


@dataclass(frozen=True)
class Finished:
    """A sheet that lies in the cache: what is known of it, its checksum there, and the seconds that
    it took. One that is not worth keeping comes along in `printed`."""

    fact: SheetFact
    sum: bytes
    seconds: float
    printed: Printed | None = None


def program() -> str:
    """What stands for all that sheets are made by: two machines with the same make the same."""
    return f"{kept.program().hex()} {keys.versions()}"


def like(run: Run) -> Machine:
    """What this machine is like for that run."""
    lacking = next((one for one in (run.mark, *run.folders) if not Path(one).exists()), "")
    if not lacking:
        try:
            tempfile.TemporaryFile(dir=run.cache).close()
        except OSError:
            lacking = run.cache
    return Machine(program(), lacking, machine.can_print())


def told(program: str, mark: str, cache: str, folders: tuple[str, ...]) -> tuple[str, str, bool]:
    """The same in plain words, for a machine that may have another version of all this."""
    here = like(Run(program, mark, cache, folders))
    return here.program, here.lacking, here.prints


def packed(run: Run, jobs: list[tuple[str, Job]]) -> bytes:
    """A chunk, ready to be sent; jobs by key."""
    return pickle.dumps((run, compress(pickle.dumps(jobs), 1)))


def opened(raw: bytes) -> list[Finished] | Machine:
    """What came back of a chunk: its sheets in order, as far as the run lasted; or what this
    machine is like, if that is why it made none."""
    found: list[Finished] | Machine = pickle.loads(raw)
    return found


def made(raw: bytes) -> bytes:
    """Make a chunk here."""
    run, body = pickle.loads(raw)
    here = like(run)
    if here not in (Machine(run.program, "", True), Machine(run.program, run.mark, True)):
        return pickle.dumps(here)
    # A process of a cluster is a daemon, which has no children: they would stay behind when it is
    # ended. A crew's processes end by themselves then.
    getattr(multiprocessing.current_process(), "_config", {}).update(daemon=False)
    jobs = pickle.loads(decompress(body))
    themes = {str(folder) for _, job in jobs for folder in job.theme.folders}
    here = like(replace(run, folders=tuple(sorted(themes))))
    if here.lacking not in ("", run.mark):
        return pickle.dumps(here)
    return pickle.dumps(list(_finished(run, jobs)))


def _finished(run: Run, jobs: list[tuple[str, Job]]) -> Iterator[Finished]:
    """Each sheet, until the run is over: whoever began it may be gone, and what it showed may have
    been taken back."""
    cache = Path(run.cache)
    crew = _crew(cache)
    for key, job in jobs:
        if not Path(run.mark).exists():
            return
        began = time.monotonic()
        # It may be there from a machine that was lost with the rest of its chunk.
        known = store.read(cache, key)
        printed = known or crew.give(key, job).result()
        seconds = 0.0 if known else time.monotonic() - began
        if lasts(printed) and (there := store.checksum(cache, key)):
            yield Finished(printed.fact, there, seconds)
        else:
            yield Finished(printed.fact, b"", seconds, printed)


def _crew(cache: Path) -> Crew:
    """The crew of this thread, warm from the chunk before."""
    known: tuple[Path, Crew] | None = getattr(_here, "crew", None)
    if known and known[0] == cache:
        return known[1]
    if known:
        known[1].close()
    crew = Crew(1, cache)
    _here.crew = (cache, crew)
    return crew

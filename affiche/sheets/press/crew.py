"""Jobs in; sheets out, made by worker processes of this machine, and written into the cache.

A worker whose sheet ends it is replaced, and the sheet tried again; one that fails every time is
held back by its name, while the rest goes on.
"""

from __future__ import annotations

import multiprocessing
import shutil
import sys
import tempfile
import threading
import time
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from affiche.errors import AfficheError
from affiche.sheets.press import store
from affiche.sheets.press.heldback import failed
from affiche.sheets.press.jobs import Job, Printed
from affiche.sheets.press.pace import Pace
from affiche.sheets.press.worker import lasts, make, settle

# What a worker starts with, imported once for all of them. Our own modules come after these,
# because the server that forks the workers does not know where the program stands.
PRELOAD = [
    "affiche.sheets.layout.typeset",
    "weasyprint",
    "jinja2",
    "markdown",
    "nh3",
    "pydantic",
    "babel",
]
# How often a sheet is tried whose worker dies, before it is held back by its name.
TRIES = 3
# A worker is replaced after so many sheets: what libraries keep of them cannot grow for ever.
SHEETS = 500
DIED = "the worker process died"


class Makers(Protocol):
    """Those who make sheets: processes of this machine (`Crew`), or a cluster."""

    @property
    def places(self) -> int:
        """How many sheets are made at the same time."""

    def give(self, key: str, job: Job) -> Future[Printed]:
        """Have a sheet made and kept under its key. What cannot be made is held back; the future
        raises ContentError when nothing can be made any more, and is cancelled by `close`."""

    def forget(self) -> None:
        """Keep nothing of what is being made now."""

    def close(self, hurry: bool = False) -> None:
        """End the work; what was not begun is dropped. In a `hurry` what is being made is too."""


@dataclass(eq=False)
class Order:
    """A sheet that was asked for, and how often it may still be tried; `era` tells whether it may
    be remembered, `began` when it was last begun (seconds of the process's clock)."""

    promise: Future[Printed]
    key: str
    job: Job
    tries: int = TRIES
    era: int = 0
    began: float = 0.0


@dataclass
class _Lane:
    """One worker, how many sheets it made, the one that it has in hand, and those that wait for it.

    It is given one at a time, so that a worker that dies takes no other sheet along."""

    pool: ProcessPoolExecutor | None = None
    made: int = 0
    at_work: Order | None = None
    waiting: deque[Order] = field(default_factory=deque)

    @property
    def length(self) -> int:
        return len(self.waiting) + (self.at_work is not None)


class Crew:
    """Makes sheets, `jobs` at a time; `cache` is where finished ones are kept, None: nowhere.
    `lean`: what is kept there is not held in memory.

    Workers start with the first sheet, and stay warm until `close`.
    """

    def __init__(
        self, jobs: int, cache: Path | None, pace: Pace | None = None, lean: bool = False
    ) -> None:
        self._cache = cache
        self._lean = lean
        self._pace = pace or Pace(None)
        self._lanes = [_Lane() for _ in range(jobs)]
        self._taken: dict[str, _Lane] = {}
        self._lock = threading.RLock()
        self._closed = False
        self._scratch: str | None = None
        self._era = 0

    @property
    def places(self) -> int:
        """How many sheets are made at the same time."""
        return len(self._lanes)

    def give(self, key: str, job: Job) -> Future[Printed]:
        """Have a sheet made and kept under its key. What cannot be made is held back, and says so;
        the future never raises but when the crew was closed."""
        order = Order(Future(), key, job, era=self._era)
        with self._lock:
            lane = self._lane(job.layout)
            lane.waiting.append(order)
        self._next(lane)
        return order.promise

    def forget(self) -> None:
        """Keep nothing of what is being made now."""
        self._era += 1

    def close(self, hurry: bool = False) -> None:
        """End the workers; what was given and not begun is dropped. In a `hurry` what is being
        made is dropped too."""
        with self._lock:
            self._closed = True
            dropped = [order for lane in self._lanes for order in lane.waiting]
            for lane in self._lanes:
                lane.waiting.clear()
            self._taken.clear()
        for order in dropped:
            order.promise.cancel()
            order.promise.set_running_or_notify_cancel()
        for lane in self._lanes:
            if lane.pool is not None:
                if hurry:
                    _end(lane.pool)
                lane.pool.shutdown(wait=True, cancel_futures=True)
                lane.pool = None
        self._closed = False
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)
            self._scratch = None

    def _next(self, lane: _Lane) -> None:
        """Give the lane's worker its next sheet, when it has none in hand."""
        with self._lock:
            if self._closed or lane.at_work is not None or not lane.waiting:
                return
            order = lane.at_work = lane.waiting.popleft()
            if lane.pool is not None and lane.made >= SHEETS:
                lane.pool.shutdown(wait=False)
                lane.pool = None
        order.began = time.monotonic()
        try:
            if lane.pool is None:
                lane.pool, lane.made = self._worker(), 0
            lane.made += 1
            made = lane.pool.submit(make, order.job)
        except BrokenProcessPool as error:  # it died with nothing in hand
            made = Future()
            made.set_exception(error)
        except Exception as error:
            made = Future()
            made.set_result(failed(order.job.sheet, error))
        made.add_done_callback(lambda made: self._done(lane, order, made))

    def _done(self, lane: _Lane, order: Order, made: Future[Printed]) -> None:
        """Keep and hand over what was made; a sheet whose worker died is tried again."""
        error = None if made.cancelled() else made.exception()
        with self._lock:
            lane.at_work = None
            if isinstance(error, BrokenProcessPool) and not self._closed:
                lane.pool = None
                order.tries -= 1
                if order.tries:
                    lane.waiting.appendleft(order)
            again = order in lane.waiting
        if again:
            pass
        elif made.cancelled() or (self._closed and isinstance(error, BrokenProcessPool)):
            order.promise.cancel()
            order.promise.set_running_or_notify_cancel()
        elif order.promise.set_running_or_notify_cancel():
            order.promise.set_result(self._kept(order, made, error))
        self._next(lane)

    def _kept(self, order: Order, made: Future[Printed], error: BaseException | None) -> Printed:
        """The sheet for whoever asked, and for the next time."""
        if isinstance(error, BrokenProcessPool):
            return failed(order.job.sheet, AfficheError(DIED))
        if error is not None:
            return failed(order.job.sheet, error)
        printed = made.result()
        self._pace.note(order.job.sheet, time.monotonic() - order.began)
        if self._cache is not None and order.era == self._era and lasts(printed):
            store.write(self._cache, order.key, printed)
            if self._lean and (there := store.checksum(self._cache, order.key)):
                return store.shelved(self._cache, order.key, printed.fact, there)
        return printed

    def _lane(self, layout: str) -> _Lane:
        """Where the other papers of this sheet went, which have its layout; else the shortest."""
        lane = self._taken.get(layout)
        if lane is None:
            lane = self._taken[layout] = min(self._lanes, key=lambda one: one.length)
        return lane

    def _worker(self) -> ProcessPoolExecutor:
        self._scratch = self._scratch or tempfile.mkdtemp(prefix="affiche-press-")
        return ProcessPoolExecutor(1, _context(), initializer=settle, initargs=(self._scratch,))


def _end(pool: ProcessPoolExecutor) -> None:
    """End a pool's processes at once. They write nothing but to their scratch folder."""
    for process in list((getattr(pool, "_processes", None) or {}).values()):
        process.terminate()


def _context() -> Any:
    """Forked where that is possible: from a server that imported WeasyPrint once for all workers
    and has no threads, which makes forking safe while the watch server runs."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOAD)
    return context

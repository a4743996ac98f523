"""Sheets in, PDFs out: worker processes, and a cache.

A sheet is a pure function of its job (sheet, theme, settings, pictures), so its bytes do not
depend on the number of workers, on their order, or on what they made before. The cache's key is
the hash of everything that can change them.

`jobs`     what a worker is given, and gives back    `worker`   the work itself
`keys`     the hash                                  `store`    the cache
`machine`  whether anything can be printed here
"""

from __future__ import annotations

import multiprocessing
import shutil
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Collection
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from affiche.errors import AfficheError, Problem
from affiche.model import Site
from affiche.pages.plan import Sheet
from affiche.render import INSIDE, Renderer
from affiche.sheets.press import keys, machine, store
from affiche.sheets.press.heldback import failed
from affiche.sheets.press.jobs import MASTER, Job, Printed, alike, fitter, renderer_for
from affiche.sheets.press.worker import lasts, make, settle
from affiche.themes import Theme

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


@dataclass(eq=False)
class _Order:
    """A sheet that was asked for, and how often it may still be tried; `era` tells whether it may
    be remembered."""

    promise: Future[Printed]
    key: str
    job: Job
    tries: int = TRIES
    era: int = 0


@dataclass
class _Lane:
    """One worker, the sheet that it has in hand, and those that wait for it.

    It is given one at a time, so that a worker that dies takes no other sheet along."""

    pool: ProcessPoolExecutor | None = None
    at_work: _Order | None = None
    waiting: deque[_Order] = field(default_factory=deque)

    @property
    def length(self) -> int:
        return len(self.waiting) + (self.at_work is not None)


class Press:
    """Makes sheets, `jobs` at a time. `cache`: the folder of finished sheets, or None for no cache.

    Workers start with the first sheet that has to be made, and stay warm until `close`.
    """

    def __init__(self, jobs: int = 1, cache: Path | None = None) -> None:
        self.jobs = max(1, jobs)
        self.cache = cache
        self._lanes = [_Lane() for _ in range(self.jobs)]
        self._taken: dict[str, _Lane] = {}
        self._lock = threading.RLock()
        self._closed = False
        self._scratch: str | None = None
        self._era = 0
        self._renderers: dict[tuple[int, int, str], tuple[Theme, Site, Renderer]] = {}
        self._known: dict[str, tuple[Sheet, Renderer, str, Job]] = {}

    def available(self) -> Problem | None:
        """Why no sheet can be made on this machine, or None. Imports nothing heavy."""
        return None if machine.can_print() else machine.NO_PANGO

    def ready(self, sheet: Sheet, theme: Theme, site: Site) -> Printed | None:
        """The sheet as it was made before from the same input, or None."""
        if self.cache is None:
            return None
        return store.read(self.cache, self._prepared(sheet, theme, site)[0])

    def submit(self, sheet: Sheet, theme: Theme, site: Site) -> Future[Printed]:
        """Make the sheet in a worker. What cannot be made is held back, and says so; the future
        never raises but when the press was closed."""
        promise: Future[Printed] = Future()
        order = _Order(promise, *self._prepared(sheet, theme, site), era=self._era)
        with self._lock:
            lane = self._lane(order.job.layout)
            lane.waiting.append(order)
        self._next(lane)
        return promise

    def forget_others(self, paths: Collection[str] = ()) -> None:
        """Take every sheet out of the cache but those at these paths (none: all), as they were
        asked for last. What is being made now is not remembered either."""
        self._era += 1
        if self.cache is None:
            return
        asked = {key for path, (_, _, key, _) in self._known.items() if not paths or path in paths}
        here = {store.entry(self.cache, key) for key in asked}
        for path in self.cache.glob("*/*"):
            if path not in here:
                path.unlink(missing_ok=True)

    def close(self, hurry: bool = False) -> None:
        """End the workers; what was submitted and not begun is dropped. In a `hurry` what is being
        made is dropped too."""
        with self._lock:
            self._closed = True
            dropped = [order for lane in self._lanes for order in lane.waiting]
            for lane in self._lanes:
                lane.waiting.clear()
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

    def __enter__(self) -> Press:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _next(self, lane: _Lane) -> None:
        """Give the lane's worker its next sheet, when it has none in hand."""
        with self._lock:
            if self._closed or lane.at_work is not None or not lane.waiting:
                return
            order = lane.at_work = lane.waiting.popleft()
        try:
            pool = lane.pool = lane.pool or self._worker()
            made = pool.submit(make, order.job)
        except BrokenProcessPool as error:  # it died with nothing in hand
            made = Future()
            made.set_exception(error)
        except Exception as error:
            made = Future()
            made.set_result(failed(order.job.sheet, error))
        made.add_done_callback(lambda made: self._done(lane, order, made))

    def _done(self, lane: _Lane, order: _Order, made: Future[Printed]) -> None:
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

    def _kept(self, order: _Order, made: Future[Printed], error: BaseException | None) -> Printed:
        """The sheet for whoever asked, and for the next time."""
        if isinstance(error, BrokenProcessPool):
            return failed(order.job.sheet, AfficheError("the worker process died"))
        if error is not None:
            return failed(order.job.sheet, error)
        printed = made.result()
        if self.cache is not None and order.era == self._era and lasts(printed):
            store.write(self.cache, order.key, printed)
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

    def _prepared(self, sheet: Sheet, theme: Theme, site: Site) -> tuple[str, Job]:
        """The cache key and the job of a sheet; remembered, as `ready` and `submit` both ask."""
        renderer = self._renderer(sheet.language, theme, site)
        known = self._known.get(sheet.path)
        if known and known[0] is sheet and known[1] is renderer:
            return known[2], known[3]
        master = replace(sheet, paper=MASTER) if alike(sheet) else sheet
        html = renderer.sheet(master, **fitter(sheet).REFERENCE)
        images = {name: site.images[name] for name in _pictures(html) if name in site.images}
        layout = keys.layout_key(sheet, html, renderer)
        key = keys.sheet_key(sheet, layout, site)
        layout = layout if alike(sheet) else f"{layout} {sheet.paper}"
        shop = site.settings.print.shops.get(sheet.shop, site.settings.print)
        icc = site.press_profiles.get(shop.icc or "", "")
        job = Job(sheet, theme, site.settings, images, layout, icc)
        self._known[sheet.path] = (sheet, renderer, key, job)
        return key, job

    def _renderer(self, language: str, theme: Theme, site: Site) -> Renderer:
        name = (id(theme), id(site), language)
        if name not in self._renderers:
            self._renderers = {k: v for k, v in self._renderers.items() if k[:2] == name[:2]}
            self._renderers[name] = (theme, site, renderer_for(language, theme, site))
        return self._renderers[name][2]


def _pictures(html: str) -> list[str]:
    """The keys of the pictures that a sheet shows."""
    shown = (a for a in keys.addresses(html) if a.startswith(f"{INSIDE}image/"))
    return sorted({unquote(address.split("/", 1)[1]) for address in shown})


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


__all__ = ["Job", "Press", "Printed", "make", "renderer_for"]

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
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from affiche.errors import AfficheError, Problem
from affiche.model import Site
from affiche.pages.plan import Sheet
from affiche.render import INSIDE, Renderer
from affiche.sheets.press import keys, machine, store
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


@dataclass
class _Lane:
    """One worker, and how many sheets wait for it."""

    pool: ProcessPoolExecutor | None = None
    waiting: int = 0


class Press:
    """Makes sheets, `jobs` at a time. `cache`: the folder of finished sheets, or None for no cache.

    Workers start with the first sheet that has to be made, and stay warm until `close`.
    """

    def __init__(self, jobs: int = 1, cache: Path | None = None) -> None:
        self.jobs = max(1, jobs)
        self.cache = cache
        self._lanes = [_Lane() for _ in range(self.jobs)]
        self._taken: dict[str, _Lane] = {}
        self._scratch: str | None = None
        self._renderers: dict[tuple[int, int, str], tuple[Theme, Site, Renderer]] = {}
        self._known: dict[str, tuple[Sheet, Renderer, str, Job]] = {}

    def available(self) -> Problem | None:
        """Why no sheet can be made on this machine, or None. Imports nothing heavy."""
        return None if machine.can_print() else machine.NO_PANGO

    def ready(self, sheet: Sheet, theme: Theme, site: Site) -> Printed | None:
        """The sheet as it was made before from the same input, or None."""
        if self.cache is None:
            return None
        return store.read(store.entry(self.cache, self._prepared(sheet, theme, site)[0]))

    def submit(self, sheet: Sheet, theme: Theme, site: Site) -> Future[Printed]:
        """Make the sheet in a worker. The future raises AfficheError, naming the sheet."""
        key, job = self._prepared(sheet, theme, site)
        promise: Future[Printed] = Future()
        self._start(promise, key, job, tries=2)
        return promise

    def close(self) -> None:
        """End the workers; what was submitted and not begun is dropped."""
        for lane in self._lanes:
            if lane.pool is not None:
                lane.pool.shutdown(wait=True, cancel_futures=True)
                lane.pool = None
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)
            self._scratch = None

    def __enter__(self) -> Press:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _start(self, promise: Future[Printed], key: str, job: Job, tries: int) -> None:
        """Run the job; a worker that died takes those after it along, so each gets a second try."""
        lane = self._lane(job.layout)

        def done(made: Future[Printed]) -> None:
            lane.waiting -= 1
            error = None if made.cancelled() else made.exception()
            if isinstance(error, BrokenProcessPool) and tries > 1:
                lane.pool = None if lane.pool is pool else lane.pool
                self._start(promise, key, job, tries - 1)
            elif made.cancelled():
                promise.cancel()
                promise.set_running_or_notify_cancel()
            elif not promise.set_running_or_notify_cancel():
                return
            elif isinstance(error, BrokenProcessPool):
                promise.set_exception(AfficheError(f"{job.sheet.path}: the worker process died"))
            elif error is not None:
                promise.set_exception(error)
            else:
                if self.cache is not None and lasts(made.result()):
                    store.write(store.entry(self.cache, key), made.result())
                promise.set_result(made.result())

        pool = lane.pool = lane.pool or self._worker()
        lane.waiting += 1
        pool.submit(make, job).add_done_callback(done)

    def _lane(self, layout: str) -> _Lane:
        """Where the other papers of this sheet went, which have its layout; else the shortest."""
        lane = self._taken.get(layout)
        if lane is None:
            lane = self._taken[layout] = min(self._lanes, key=lambda one: one.waiting)
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


def _context() -> Any:
    """Forked where that is possible: from a server that imported WeasyPrint once for all workers
    and has no threads, which makes forking safe while the watch server runs."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOAD)
    return context


__all__ = ["Job", "Press", "Printed", "make", "renderer_for"]

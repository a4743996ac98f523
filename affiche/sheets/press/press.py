"""Sheets in, PDFs out: worker processes, and a cache.

A sheet is a pure function of its job (sheet, theme, settings, pictures), so its bytes do not
depend on the number of workers, on their order, or on what they made before. The cache's key is
the hash of everything that can change them.

`jobs`     what a worker is given, and gives back    `worker`   the work itself
`crew`     the workers of this machine               `pace`     how long sheets take
`keys`     the hash                                  `store`    the cache
`machine`  whether anything can be printed here
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from affiche.errors import Problem
from affiche.model import Site
from affiche.pages.plan import Sheet
from affiche.render import INSIDE, Renderer
from affiche.sheets.press import keys, machine, store
from affiche.sheets.press.chunks import MARK
from affiche.sheets.press.crew import Crew, Makers
from affiche.sheets.press.jobs import MASTER, Job, Printed, alike, fitter, renderer_for
from affiche.sheets.press.pace import FILE, Pace
from affiche.sheets.press.worker import make
from affiche.themes import Theme


class Press:
    """Makes sheets, `jobs` at a time. `cache`: the folder of finished sheets, or None for no cache.
    `lean`: those in the cache are not held in memory but read when somebody asks.

    Workers start with the first sheet that has to be made, and stay warm until `close`.
    """

    def __init__(self, jobs: int = 1, cache: Path | None = None, lean: bool = False) -> None:
        self.cache = cache
        self._lean = lean
        self.pace = Pace(cache / FILE if cache else None)
        self.makers: Makers = Crew(max(1, jobs), cache, self.pace, lean)
        self._renderers: dict[tuple[int, int, str], tuple[Theme, Site, Renderer]] = {}
        self._known: dict[str, tuple[Sheet, Renderer, str, Job]] = {}

    def available(self) -> Problem | None:
        """Why no sheet can be made on this machine, or None. Imports nothing heavy."""
        return None if machine.can_print() else machine.NO_PANGO

    def ready(self, sheet: Sheet, theme: Theme, site: Site) -> Printed | None:
        """The sheet as it was made before from the same input, or None."""
        if self.cache is None:
            return None
        key = self._prepared(sheet, theme, site)[0]
        made = store.read(self.cache, key)
        return store.shelved(self.cache, key, made.fact) if made and self._lean else made

    def submit(self, sheet: Sheet, theme: Theme, site: Site) -> Future[Printed]:
        """Have the sheet made. What cannot be made is held back, and says so; the future never
        raises but when the press was closed, or nothing can be made any more (ContentError)."""
        return self.makers.give(*self._prepared(sheet, theme, site))

    @property
    def places(self) -> int:
        """How many sheets are made at the same time."""
        return self.makers.places

    def seconds(self, sheets: Iterable[Sheet]) -> float:
        """How long it takes to make these, as far as is known from those before."""
        return self.pace.guess(sheets) / self.makers.places

    def forget_others(self, paths: Collection[str] = ()) -> None:
        """Take every sheet out of the cache but those at these paths (none: all), as they were
        asked for last. What is being made now is not remembered either."""
        if self.cache is None:
            self.makers.forget()
            return
        asked = {key for path, (_, _, key, _) in self._known.items() if not paths or path in paths}
        for mark in self.cache.glob(f"{MARK}*"):
            mark.unlink(missing_ok=True)
        self.makers.forget()
        here = {store.entry(self.cache, key) for key in asked}
        for path in self.cache.glob("*/*"):
            if path not in here:
                path.unlink(missing_ok=True)

    def close(self, hurry: bool = False) -> None:
        """End the workers; what was submitted and not begun is dropped. In a `hurry` what is being
        made is dropped too."""
        self.makers.close(hurry)
        self.pace.save()

    def __enter__(self) -> Press:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

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


__all__ = ["Job", "Press", "Printed", "make", "renderer_for"]

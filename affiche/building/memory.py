"""Pages in, their bytes out, rendered only when something that they show has changed.

A page's bytes follow from its data, the frame around it, and what every template can reach:
the theme's files, the settings, the pictures, and which pages there are. When all of that is
equal, so are the bytes. There is nothing to invalidate: a comparison is the whole of it.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from affiche.model import Site
from affiche.pages.plan import Frame, Page
from affiche.render import Renderer
from affiche.themes import Theme
from affiche.words import Words


class Memory:
    """What was rendered last. `style` stands for the bytes of the theme's files: whoever keeps a
    memory from one build to the next has to change it when they change."""

    def __init__(self) -> None:
        self.style: Hashable = None
        self._reach: Any = None
        self._renderer: Renderer | None = None
        self._pages: dict[str, tuple[Page, bytes]] = {}

    def begin(self, theme: Theme, site: Site, words: Words, frame: Frame) -> Renderer:
        """The renderer for the pages that follow; what was remembered stays when it can."""
        ids = [tuple(group) for group in (site.personas, site.journeys, site.briefings)]
        reach = (self.style, theme, frame, site.settings, dict(site.images), ids)
        if self._renderer is None or reach != self._reach:
            self._reach = reach
            self._renderer = Renderer(theme, site, words, frame)
            self._pages = {}
        return self._renderer

    def page(self, page: Page) -> bytes:
        """The page's bytes, by the renderer of `begin`."""
        assert self._renderer is not None
        known = self._pages.get(page.path)
        if known is None or known[0] != page:
            known = self._pages[page.path] = (page, self._renderer.page(page))
        return known[1]

"""The page of a pack in; its HTML, and every file that it shows, out.

The renderer holds the projection's site and nothing else, so there is nothing for a template to
reach; files get names that are the same in every pack, because a pack stands alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context

from affiche.kept import Store
from affiche.markup import parted
from affiche.model import Site
from affiche.packs import desktop, pictures, swatches
from affiche.packs.house import House, licence_of, may_leave
from affiche.pages.briefing.pack import Brief
from affiche.pages.plan import Frame, Page
from affiche.render import OUTSIDE, Renderer, image_key
from affiche.themes import Theme
from affiche.words import Words

PAGE = "index.html"
STYLE = "house-style"
FONTS = f"{STYLE}/fonts"
INSTALL = f"{FONTS}/install"


class PackRenderer(Renderer):
    """Makes the page of one pack. `site` is a projection's."""

    styles = "pack"

    def __init__(
        self, theme: Theme, site: Site, words: Words, house: House, store: Store | None = None
    ) -> None:
        frame = Frame(site.settings.name or "", "", words.language, menu=())
        super().__init__(theme, site, words, frame, store=store)
        self.house = house
        self._store = store

    @pass_context
    def _picture(self, context: Context, file: str, width: int) -> str:
        if context["paper"]:
            return super()._picture(context, file, width)
        path, content = pictures.packed(self.site.images[file])
        self._assets[path] = content
        return path

    def _named_asset(self, name: str) -> str:
        if name == "tokens.css":
            return self._keep(f"{STYLE}/tokens.css", self._tokens())
        if name in dict(self.house.logos).values():
            return self._keep(f"{STYLE}/{_base(name)}", self.static.path(name).read_bytes())
        if name.startswith("fonts/") and not licence_of(_base(name), self.theme):
            return f"page/{_base(name)}"  # a bought font stays behind, and the page falls back
        return self._keep(f"page/{_base(name)}", self._content(name))

    def _keep(self, path: str, content: bytes) -> str:
        self._assets[path] = content
        return path

    def _tokens(self) -> bytes:
        """The tokens, with the fonts that may leave beside them."""
        faces = [face for face in self.theme.faces if may_leave(face, self.theme)]
        for face in faces:
            name = f"fonts/{face.file}"
            self._keep(f"{FONTS}/{face.file}", self.static.path(name).read_bytes())
        for font in self.house.passed_on:
            name = f"fonts/{font.licence}"
            self._keep(f"{FONTS}/{font.licence}", self.static.path(name).read_bytes())
        opened = [f.file for f in faces if desktop.is_open(licence_of(f.file, self.theme))]
        files = (self.static.path(f"fonts/{file}") for file in opened)
        for name, content in desktop.installable(files, self._store).items():
            self._keep(f"{INSTALL}/{name}", content)
        for _, name in self.house.logos:
            self._named_asset(name)
        return swatches.css(self.house, faces)

    def _address(self, context: Context, kind: str, href: str) -> str | None:
        """Addresses in the content: pictures of the pack, and other people's sites."""
        parts = parted(href)
        if kind == "href":
            return href if parts.scheme in OUTSIDE else None
        if parts.scheme or parts.netloc:
            return None
        file = image_key(href.removeprefix("../"), self.site)
        return self._picture(context, file, pictures.WIDTH) if file else None


def _base(name: str) -> str:
    return name.rpartition("/")[2]


def page(brief: Brief, house: House, downloads: Mapping[str, int], today: date) -> Page:
    """The page of a pack. `downloads`: path in the pack → bytes, of what was printed for it."""
    return Page(
        path=PAGE,
        template="pack/page.html.j2",
        title=brief.title,
        section="",
        data=data(brief, house, downloads, today),
        description=brief.goal,
        language=brief.language,
    )


def data(brief: Brief, house: House, downloads: Mapping[str, int], today: date) -> dict[str, Any]:
    """What the templates of a pack see."""
    return {
        "brief": brief,
        "house": house,
        "downloads": downloads,
        "expired": today >= brief.expires,
    }

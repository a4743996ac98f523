"""What customers may see of the opportunities in; the files of a site of its own, out.

The renderer holds nothing else, so there is nothing for a template to reach. Fonts go along where
their licence lets them; everything else in the folder is the one page and what it is drawn with.
"""

from __future__ import annotations

from affiche.model import Site
from affiche.packs import swatches
from affiche.packs.house import house, may_leave
from affiche.packs.page import FONTS, PackRenderer
from affiche.pages.company.registers.roadmap import roadmap
from affiche.pages.plan import Page
from affiche.themes import Theme
from affiche.words import Words

ROBOTS = b"User-agent: *\nDisallow: /\n"
# Only this site has the file.
MARK = "page/roadmap.css"


class _Renderer(PackRenderer):
    def _tokens(self) -> bytes:
        """The tokens, with the fonts that may leave beside them, and their licences."""
        faces = [face for face in self.theme.faces if may_leave(face, self.theme)]
        for face in faces:
            self._keep(f"{FONTS}/{face.file}", self.static.path(f"fonts/{face.file}").read_bytes())
        for font in self.house.passed_on:
            content = self.static.path(f"fonts/{font.licence}").read_bytes()
            self._keep(f"{FONTS}/{font.licence}", content)
        return swatches.css(self.house, faces)


def files(seen: Site, theme: Theme, words: Words) -> dict[str, bytes]:
    """Every file of the site, path → bytes. `seen` is what `registers.roadmap.projected` gave.
    Search engines are asked to stay away, as from every site of ours."""
    style = house(theme, words, seen.settings.name or "")
    renderer = _Renderer(theme, seen, words, style)
    shown = roadmap(seen, words)
    page = Page(
        path="index.html",
        template="pack/roadmap.html.j2",
        title=shown.title,
        section="",
        data={"roadmap": shown},
        description=shown.intro,
        language=seen.settings.language,
    )
    made = {"index.html": renderer.page(page), "robots.txt": ROBOTS}
    return dict(sorted((made | renderer.assets()).items()))

"""A `Sheet` and its fit in; a laid-out document, then its PDF out.

The only module that imports WeasyPrint: half a second, so only workers import this one.
What WeasyPrint merely logs (unknown CSS, a missing picture) fails the sheet here, and nothing is
fetched but the sheet's own `affiche:` and `data:` addresses.
"""

from __future__ import annotations

import ctypes.util
import gc
import html as markup
import re
import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any

from affiche.errors import AfficheError
from affiche.pages.plan import Sheet
from affiche.render import INSIDE, Renderer
from affiche.render.style import font_face
from affiche.sheets.layout.complaints import MISSING, complaints
from affiche.sheets.layout.fonts import no_machine, unpacked
from affiche.sheets.layout.structure import complete
from affiche.sheets.layout.styles import Styles
from affiche.themes import HAN, Face, Supply, supply


@contextmanager
def _no_searching() -> Iterator[None]:
    """WeasyPrint's imports run `ldconfig` and `gcc` 54 times, for libraries that open by name."""
    searching = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = searching


def _import_weasyprint() -> Any:
    with warnings.catch_warnings():
        # A missing libharfbuzz-subset only makes font subsetting slow.
        warnings.simplefilter("ignore")
        try:
            with _no_searching():
                import weasyprint  # type: ignore[import-untyped]
        except OSError:  # where libraries do not open by name (macOS), searching is needed
            import weasyprint
    return weasyprint


weasyprint = _import_weasyprint()
import pydyf  # type: ignore[import-untyped]  # noqa: E402
from cssselect2 import ElementWrapper  # type: ignore[import-untyped]  # noqa: E402
from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped]  # noqa: E402
from weasyprint.urls import URLFetcher, URLFetcherResponse  # type: ignore[import-untyped]  # noqa: E402

# What is hastened reaches into these; with another version a sheet is laid out as by itself.
HASTENED = {"weasyprint": "70.", "tinyhtml5": "2.", "cssselect2": "0.", "pydyf": "0."}
if all(metadata.version(name).startswith(known) for name, known in HASTENED.items()):
    from affiche.sheets.layout.hastened import bare, hasten
    from affiche.sheets.layout.matching import matcher
    from affiche.sheets.layout.trees import page as tree_of

    hasten()
else:
    from affiche.sheets.layout.styles import plainly as matcher

    def tree_of(html: str) -> Any:
        """No tree: WeasyPrint reads the page itself."""
        return None

    def bare(sheet: Any, html: str) -> Any:
        """WeasyPrint's own style sheet, as it is."""
        return sheet


# Pictures among the letters: when no font has one, the text reads as well without it. Source:
# the blocks of Unicode that hold emoji, dingbats, technical and other signs.
SIGN = re.compile("[\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001fbff]")
# What joins signs into one, or colours the one before.
JOINED = "[\u200d\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]*"
# A figure in a box: the figure alone reads as well, and is in the theme's type.
KEYCAP = re.compile("([0-9#*])\ufe0f?\u20e3")
# A PDF for the screen and the office printer: tagged, for screen readers. Source: ISO 14289-1.
VARIANT = "pdf/ua-1"
COLLECT_EVERY = 10
# CSS pixels in a millimetre, points in a CSS pixel.
MM, PT = 96 / 25.4, 0.75


class _Inside(URLFetcher):  # type: ignore[misc]
    """Answers the sheet's own addresses and nothing else."""

    def __init__(self, renderer: Renderer) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)
        self.renderer = renderer
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Any = None) -> Any:
        if url.startswith("data:"):
            return super().fetch(url, headers)
        if not url.startswith(INSIDE):
            self.refused.append(url)
            raise ValueError(f"a sheet may not fetch {url}")
        try:
            content, mime = self.renderer.inside(url)
        except AfficheError:
            self.refused.append(url)  # inside a drawing, errors are swallowed
            raise
        return URLFetcherResponse(url, content, {"Content-Type": mime})


class _Page(weasyprint.HTML):  # type: ignore[misc,name-defined]
    """A page without its style sheets; `whole` is the HTML with those that it is laid out in."""

    whole = ""

    def __init__(self, html: str, fetcher: _Inside) -> None:
        root = tree_of(html)
        if root is None:
            super().__init__(string=html, base_url=None, url_fetcher=fetcher)
            return
        self.base_url, self.media_type, self.url_fetcher = None, "print", fetcher
        self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = root

    def _ua_stylesheets(self, forms: bool = False) -> Any:
        return [bare(sheet, self.whole) for sheet in super()._ua_stylesheets(forms)]


FONT = f"{INSIDE}static/fonts/"


class _Faces(_Inside):
    """Answers with the fonts of a theme, ready for use.

    Those that stand in for others, in whatever use of type, stand on the line as the running text
    does: an emoji or a Chinese name pushes no line away from the next.
    """

    def __init__(self, renderer: Renderer) -> None:
        super().__init__(renderer)
        theme = renderer.theme
        uses = [set(stack) for stack in theme.stacks.values()]
        self.standing_in = set.intersection(*uses) | {face.family for face in theme.spare}
        self.families = {face.file: face.family for face in (*theme.faces, *theme.spare)}
        body = (
            face for family in theme.stacks["body"] for face in theme.faces if face.family == family
        )
        self.body = next((face.file for face in body), None)

    def fetch(self, url: str, headers: Any = None) -> Any:
        content, _ = self.renderer.inside(url)
        file = url.removeprefix(FONT)
        stands_in = self.body and self.families[file] in self.standing_in
        like = self.renderer.inside(f"{FONT}{self.body}")[0] if stands_in else None
        return URLFetcherResponse(url, unpacked(content, Path(file).stem, like), {})


# As many sets of fonts as are kept: most sheets need the theme's own, some Chinese or emoji too.
KEPT = 16


class Fonts(FontConfiguration):  # type: ignore[misc]
    """Fonts for sheets: a theme's files only, unless `machine` adds what this machine has; its own
    file of a family would come before the theme's."""

    def __init__(self, machine: bool = False) -> None:
        if machine:
            super().__init__()
            return
        with no_machine():
            super().__init__()


class Typesetter:
    """Lays sheets out in one theme; keeps its fonts for the life of a worker."""

    def __init__(self, renderer: Renderer) -> None:
        self.renderer = renderer
        self.missing: tuple[str, ...] = ()
        """The letters of the last PDF that no font has: they print as boxes, or not at all."""
        self.borrowed: tuple[str, ...] = ()
        """The letters of the last PDF that came from a font of this machine."""
        self._fonts: dict[tuple[tuple[Face, ...], str, bool], Fonts] = {}
        self._lacking: tuple[str, ...] = ()
        self._signs: dict[str, bool] = {}
        # Rules that fetch are left to the page; by itself, each gets a fetcher of its own.
        nothing = URLFetcher(allowed_protocols=())
        self._styles = Styles(partial(weasyprint.CSS, url_fetcher=nothing), matcher)
        self._page: tuple[str, Any] = ("", None)

    def lay(self, sheet: Sheet, **fit: object) -> Any:
        """The WeasyPrint `Document` of the sheet with this fit.

        Raises AfficheError, naming the sheet, for everything that WeasyPrint complains of.
        """
        # Letters in one piece: a loose accent comes from another font than its letter.
        html = unicodedata.normalize("NFC", self.renderer.sheet(sheet, **fit))
        html = KEYCAP.sub(r"\1", html)
        needs = supply(self.renderer.theme, _text(html), sheet.language)
        fonts = self._with(needs, sheet.path)
        if needs.lacking:
            html = self._readable(html, sheet.path, needs.lacking, fonts)
        self._lacking = tuple(needs.lacking)
        return self._render(html, sheet, fonts)

    def _with(self, needs: Supply, name: str) -> Fonts:
        """Those fonts of the theme and no other: what an earlier sheet needed must not change this
        one. Where letters are lacking, the machine's fonts too."""
        machine = bool(needs.lacking or self.renderer.theme.machine)
        key = (needs.faces, needs.han, machine)
        if key not in self._fonts:
            if len(self._fonts) == KEPT:
                self._fonts.pop(next(iter(self._fonts)))
            fonts = self._fonts[key] = Fonts(machine)
            named = (
                replace(face, family=HAN) if face.family == needs.han else face
                for face in needs.faces
            )
            rules = "".join(font_face(face, f"{FONT}{face.file}") for face in named)
            fetcher = _Faces(self.renderer)
            with complaints(name, fetcher.refused):
                weasyprint.CSS(string=rules, url_fetcher=fetcher, font_config=fonts)
        return self._fonts[key]

    def _render(self, html: str, sheet: Sheet, fonts: Fonts) -> Any:
        fetcher = _Inside(self.renderer)
        try:
            with complaints(sheet.path, fetcher.refused):
                bare, styles = self._styles.apart(html)
                page = self._parsed(bare, html, fetcher)
                return page.render(font_config=fonts, stylesheets=styles, pdf_variant=VARIANT)
        except AfficheError:
            self._styles.forget()
            raise

    def _parsed(self, html: str, whole: str, fetcher: _Inside) -> Any:
        """The page as WeasyPrint takes it, parsed once: what is laid out in several sizes differs
        in its style sheets only."""
        if self._page[0] != html:
            self._page = html, _Page(html, fetcher)
        page = self._page[1]
        page.url_fetcher, page.whole = fetcher, whole
        return page

    def _readable(self, html: str, name: str, lacking: str, fonts: Fonts) -> str:
        """The page without the emoji and other signs that would print as empty boxes."""
        here = {sign for sign in lacking if SIGN.match(sign)}
        for sign in sorted(here - self._signs.keys()):
            self._signs[sign] = self._drawn(sign, name, fonts)
        boxes = "".join(sorted(sign for sign in here if not self._signs[sign]))
        return re.sub(f"{JOINED}[{boxes}]{JOINED}", "", html) if boxes else html

    def _drawn(self, sign: str, name: str, fonts: Fonts) -> bool:
        """Whether a font has the sign; only WeasyPrint's own search for one can tell."""
        with complaints(name, []) as said:
            weasyprint.HTML(string=f"<title>-</title><p>{sign}</p>").write_pdf(font_config=fonts)
        return not any(MISSING.search(text) for text in said)

    def pdf(self, sheet: Sheet, document: Any) -> bytes:
        """The PDF of a laid-out document, reduced or enlarged to the sheet's paper; the same bytes
        for the same document, always."""
        box = document.pages[0]
        if sheet.day:
            document.metadata.created = document.metadata.modified = sheet.day.isoformat()
        scale = max(sheet.width * MM / box.width, sheet.height * MM / box.height)
        with complaints(sheet.path, document.url_fetcher.refused) as said:
            result = document.write_pdf(
                zoom=scale,
                finisher=lambda _, pdf: _finish(pdf, sheet, box, scale),
                pdf_variant=VARIANT,
            )
        boxes = [m[1] for text in said if (m := MISSING.search(text))]
        gone = [each for each in self._lacking if self._signs.get(each) is False]
        self.missing = tuple(dict.fromkeys((*boxes, *gone)))
        self.borrowed = tuple(each for each in self._lacking if each not in self.missing)
        return bytes(result)


def _text(html: str) -> str:
    """All letters that the page may show; capitals too where a style sheet asks for them."""
    text = markup.unescape(html)
    return text + text.upper() if "uppercase" in html else text


def _finish(pdf: Any, sheet: Sheet, box: Any, scale: float) -> None:
    """What WeasyPrint leaves to do: a page of the very size, and all that its tags should say."""
    _trim(pdf, sheet, box.width * scale, box.height * scale)
    complete(pdf, scale * PT, box.height * scale * PT)


def _trim(pdf: Any, sheet: Sheet, width: float, height: float) -> None:
    """The page as large as the paper, to the point: ISO papers are not quite alike, so the larger
    ones lose a hair at two sides."""
    wide, high = sheet.width * MM * PT, sheet.height * MM * PT
    left, low = (width * PT - wide) / 2, (height * PT - high) / 2
    box = [round(value, 3) for value in (left, low, left + wide, low + high)]
    for thing in pdf.objects:
        if isinstance(thing, dict) and thing.get("Type") == "/Page":
            for name in ("MediaBox", "TrimBox", "BleedBox"):
                thing[name] = pydyf.Array(box)


class Sweeper:
    """Keeps garbage collection out of renders: off during one, a sweep after every ten. What is
    there after the first (modules, fonts, rules) stays, and is not looked through again."""

    def __init__(self) -> None:
        self.made = 0

    @contextmanager
    def off(self) -> Iterator[None]:
        gc.disable()
        try:
            yield
        finally:
            self.made += 1
            if self.made == 1:
                gc.unfreeze()
                gc.collect()
                gc.freeze()
            elif self.made % COLLECT_EVERY == 0:
                gc.collect()
            gc.enable()

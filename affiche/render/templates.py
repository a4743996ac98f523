"""Templates: a `Page` in, HTML bytes out; a `Sheet` in, HTML for the press out.

Content is never a template. A template sees `page`, `frame`, its page's data, `tokens`, and:

    url(path)            a path of the site, relative to the page that is made
    asset(name)          a file of the theme's static folder, by its hashed name
    styles(name, …)      several of its style sheets as one, in that order, for a page
    picture(file, width) a picture of the content, at most so many pixels wide on a page, and on a
                         sheet as sharp as its paper asks
    photo(file, widest, sizes, eager, portrait)  the attributes of a page's <img>: in several widths
    shape(portrait)      the class that says how a face lies in a frame (faces.css)
    lying(portrait, wide, high, left, top, right)  the same as a style, for a frame of that size
                         of which so much is cut off at its sides
    icon(name, class)    an icon, inline · icon_names() the icons that there are
    contrast(a, b)       the contrast ratio of two colours "#RRGGBB"
    text | inline        a field's Markdown · text | block: a body's Markdown · text | plain
    text | apart         a text of a writer beside figures of ours, whichever way it is read;
                         `say` and `join` do it themselves
    direction(text, language)  "rtl" or "ltr"
    choice | label       the label of a fixed choice · name | channel_label, name | phase_label
    day | date · number | number(decimals) · bytes | filesize
    _("…"), ngettext("…", "…", n), pgettext("context", "…"), say("… {name}", name=…)
"""

from __future__ import annotations

import mimetypes
import posixpath
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from jinja2 import (
    ChoiceLoader,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    pass_context,
)
from jinja2.runtime import Context
from markupsafe import Markup

from affiche import images, markup
from affiche.commands import Command
from affiche.directions import direction, isolated
from affiche.errors import AfficheError
from affiche.kept import Store
from affiche.model import Site
from affiche.pages import cards
from affiche.pages.plan import MISSING, Frame, Page, Portrait, Sheet
from affiche.render import own, pictures
from affiche.render.addresses import (
    INSIDE,
    OUTSIDE,
    picture_address,
    relative,
)
from affiche.render.apart import line, saying
from affiche.render.asking import Asking, Web
from affiche.render.bounds import Environment, drawn, steps
from affiche.render.compiled import Compiled
from affiche.render.loaded import LoadsElsewhereError, elsewhere
from affiche.render.policy import guarded
from affiche.render.replaced import EXTENSIONS
from affiche.render.soft import LONG, soft
from affiche.render.style import (
    shape_class,
    tokens,
)
from affiche.themes import Theme, contrast
from affiche.words import Words

# Sheets are laid out with photos of this width, in pixels, and get sharper ones once their size
# on paper is known: `affiche.sheets.shop.photos`.
PROOF = 800


class Renderer(Asking):
    """Makes pages and sheets of one site in one theme, and remembers the assets that they use."""

    styles = "screen"  # which of the theme's own style sheets its pages wear

    def __init__(
        self,
        theme: Theme,
        site: Site,
        words: Words,
        frame: Frame,
        web: Web = images.for_web,
        store: Store | None = None,
    ) -> None:
        """`web` makes the pictures of pages: (file ending, bytes) of an image and a width; `store`
        remembers compiled templates."""
        super().__init__(theme, site, web)
        self._compiled = Compiled(store)
        self.words = words
        self.frame = frame
        self._environments: dict[str, Environment] = {}

    def move(self, site: Site, frame: Frame) -> None:
        """Go on with another site of the same settings, in another frame."""
        self.frame = frame
        self._go_on(site)

    def page(self, page: Page) -> bytes:
        """The page as UTF-8 HTML."""
        self._asked = {}
        template = self._environment(self.words).get_template(page.template)
        html = _made(template, {"page": page, "frame": self.frame, "paper": False, **page.data})
        named = (self._ask("asset", name) for name in self.theme.styles.get(self.styles, ()))
        linked = own.linked(html, (self._beside_page(page, path) for path in named))
        return guarded(linked).encode()

    def sheet(self, sheet: Sheet, **fit: object) -> str:
        """The sheet as HTML; `fit` is what its fitter decided (type size, blocks, columns…)."""
        template = self._environment(self.words).get_template(sheet.template)
        given = {"tokens": tokens(self.theme, sheet.language), "fit": fit, **sheet.data}
        html = _made(template, {"page": sheet, "frame": self.frame, "paper": True, **given})
        named = self.theme.styles.get("paper", ())
        sheets = {name: self.static.path(name).read_bytes() for name in named}
        return own.written(html, sheets, self.theme, lambda name: f"{INSIDE}static/{name}")

    def inside(self, address: str) -> tuple[bytes, str]:
        """(bytes, MIME type) of an address in a sheet. Raises AfficheError for any other.

        What stands behind a # sets two uses of one drawing apart: WeasyPrint draws a mask in it
        only the first time.
        """
        name = unquote(address.removeprefix(INSIDE).partition("#")[0])
        kind, _, rest = name.partition("/")
        if address.startswith(INSIDE) and kind == "static":
            return self.static.path(rest).read_bytes(), mimetypes.guess_type(rest)[0] or ""
        if address.startswith(INSIDE) and kind == "image" and rest in self.site.images:
            mime, content = images.for_paper(self.site.images[rest], PROOF)
            return content, mime
        raise AfficheError(f"a sheet asks for {address!r}, which is not part of the project")

    # What templates call -------------------------------------------------------------------

    def _environment(self, words: Words) -> Environment:
        if words.language not in self._environments:
            self._environments[words.language] = self._new_environment(words)
        return self._environments[words.language]

    def _new_environment(self, words: Words) -> Environment:
        folders = [folder / "templates" for folder in self.theme.folders]
        by_name = {
            name: FileSystemLoader(folder)
            for name, folder in zip(self.theme.names, folders, strict=True)
        }
        # A template may extend its parent's of the same name: "affiche/pages/home.html.j2".
        loader = ChoiceLoader([FileSystemLoader(folders), PrefixLoader(by_name)])
        environment = Environment(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=EXTENSIONS,
            bytecode_cache=self._compiled,
            auto_reload=False,  # a changed theme has a renderer of its own
        )
        environment.install_gettext_callables(  # type: ignore[attr-defined]
            words.gettext, words.ngettext, newstyle=False, pgettext=words.pgettext
        )
        environment.globals.update(
            range=steps,
            words=words,
            tokens=tokens(self.theme),
            theme=self.theme,
            url=self._url,
            asset=self._asset,
            styles=self._styles,
            picture=self._picture,
            photo=self._photo,
            shape=self._shape,
            lying=self._lying,
            icon=self.static.icon,
            say=saying(words),
            command=lambda *said: words.start.told(Command(*said)),
            contrast=contrast,
            direction=direction,
            icon_names=self.static.icon_names,
        )
        environment.filters.update(
            inline=self._inline,
            block=self._block,
            plain=markup.plain,
            soft=lambda text, long=LONG: soft(text, words.language, long),
            join=line,
            apart=isolated,
            label=words.label,
            date=words.date,
            number=words.number,
            filesize=words.size,
            channel_label=lambda name: cards.channel_name(name, self.site, words),
            channel_icon=lambda name: channel_icon(name, self.site),
        )
        return environment

    @pass_context
    def _url(self, context: Context, path: str) -> str:
        return self._beside_page(context["page"], path)

    def _beside_page(self, page: Page, path: str) -> str:
        """A path of the site as a page names it: from where it lies, or from the site's address for
        the one page that is shown anywhere; without an address, from the root of its server."""
        if page.path == MISSING:
            return f"{urlsplit(self.site.settings.url or '').path.rstrip('/')}/{path}"
        return relative(path, page.path)

    @pass_context
    def _asset(self, context: Context, name: str) -> str:
        if context["paper"]:
            self.static.path(name)
            return f"{INSIDE}static/{name}"
        return self._url(context, self._ask("asset", name))

    @pass_context
    def _styles(self, context: Context, *names: str) -> str:
        return self._url(context, self._ask("styles", " ".join(filter(None, names))))

    @pass_context
    def _picture(self, context: Context, file: str, width: int) -> str:
        if context["paper"]:
            return picture_address(file)
        self._image(file)
        return self._url(context, self._ask("image", file, str(width)))

    @pass_context
    def _photo(
        self, context: Context, file: str, widest: int, sizes: str, eager: bool = False,
        portrait: Portrait | None = None,
    ) -> Markup:  # fmt: skip
        image = self._image(file)
        if portrait is not None and not image.drawing:
            sizes = pictures.spread(sizes, pictures.times(portrait, image))
        return pictures.attributes(
            image, widest, sizes, lambda width: self._picture(context, file, width), eager
        )

    def _shape(self, portrait: Portrait) -> str:
        return shape_class(pictures.shape(portrait, self._image(portrait.file or "")))

    def _lying(
        self, portrait: Portrait, wide: float = 1.0, high: float = 1.0, **cut: float
    ) -> Markup:
        return pictures.lying(portrait, self._image(portrait.file or ""), wide, high, **cut)

    @pass_context
    def _inline(self, context: Context, text: str | None) -> Markup:
        return markup.inline(text, lambda kind, href: self._address(context, kind, href))

    @pass_context
    def _block(self, context: Context, text: str) -> Markup:
        html = markup.block(text, lambda kind, href: self._address(context, kind, href))
        return html if context["paper"] else markup.scrolling(html, self.words.gettext("Table"))

    def _address(self, context: Context, kind: str, href: str) -> str | None:
        """Where an address of the content leads, or None when it leads nowhere."""
        parts = markup.parted(href)
        if parts.scheme or parts.netloc:
            return href if kind == "href" and parts.scheme in OUTSIDE else None
        source = context["page"].source
        folder = posixpath.dirname(source.path) if source else "content"
        path = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
        if kind == "src":
            file = self._ask("file", path)
            return self._picture(context, file, 1200) if file else None
        target = self._ask("page", path)
        return self._url(context, target) if target and not context["paper"] else None


def _made(template: Template, given: Mapping[str, object]) -> str:
    """What a template makes of its data. Raises LoadsElsewhereError, at the line of a template
    after which something would be loaded from another place."""
    html = drawn(template, given)
    for address, near in elsewhere(html):
        why = LoadsElsewhereError(address)
        drawn(template, given, near - 1, why)
        raise why
    return html


def channel_icon(name: str | None, site: Site) -> str:
    """The icon of a channel; a channel that nobody defined gets a plain one."""
    from affiche.model.choices import CHANNELS, OTHER_CHANNEL_ICON

    own = site.settings.channels.get(name or "")
    return (own and own.icon) or CHANNELS.get(name or "", OTHER_CHANNEL_ICON)

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
from collections.abc import Callable, Iterable, Iterator, Mapping
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
from affiche.model import ImageFile, Site
from affiche.pages import cards
from affiche.pages.plan import MISSING, Frame, Page, Portrait, Sheet
from affiche.render import own, pictures
from affiche.render.addresses import (
    INSIDE,
    OUTSIDE,
    image_key,
    page_of,
    picture_address,
    picture_start,
    relative,
)
from affiche.render.apart import line, saying
from affiche.render.bounds import Environment, drawn, steps
from affiche.render.compiled import Compiled
from affiche.render.loaded import LoadsElsewhereError, elsewhere
from affiche.render.policy import guarded
from affiche.render.replaced import EXTENSIONS
from affiche.render.soft import LONG, soft
from affiche.render.static import Static
from affiche.render.style import (
    digest,
    faces_css,
    shape_class,
    slim,
    specimens_css,
    tokens,
    tokens_css,
    with_addresses,
)
from affiche.themes import Theme, contrast
from affiche.words import Words

# How a picture of a page is made: (file ending, bytes) of an image, at most so many pixels wide.
Web = Callable[[ImageFile, int], tuple[str, bytes]]
# What a page may ask beyond its data: ("asset", name), ("page", path of a document), ("file", path
# of a picture), ("image", file), ("image", file, width).
Question = tuple[str, ...]

# Sheets are laid out with photos of this width, in pixels, and get sharper ones once their size
# on paper is known: `affiche.sheets.shop.photos`.
PROOF = 800


class Renderer:
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
        self._compiled = Compiled(store)
        self.theme = theme
        self.words = words
        self._web = web
        # What stands for each asset of the house style: its path, with the bytes of all it brings.
        self._bundles: dict[str, tuple[str, dict[str, bytes]]] = {}
        self._shaped: tuple[str, ...] = ()
        self.static = Static(theme)
        self.move(site, frame)
        self._environments: dict[str, Environment] = {}
        # Style sheets that lie in no folder.
        self._written: dict[str, Callable[[], bytes]] = {
            "tokens.css": lambda: tokens_css(self.theme, self._beside),
            "faces.css": lambda: faces_css(self.theme, self._shaped),
            "specimens.css": lambda: specimens_css(self.theme),
        }

    def move(self, site: Site, frame: Frame) -> None:
        """Go on with another site of the same settings, in another frame."""
        self.site = site
        self.frame = frame
        self._assets: dict[str, bytes] = {}
        self._asked: dict[Question, str] = {}
        self._answers: dict[Question, str] = {}
        shapes = tuple(self._shapes())
        if shapes != self._shaped:  # a style sheet tells of them
            self._shaped, self._bundles = shapes, {}

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

    @property
    def asked(self) -> tuple[tuple[Question, str], ...]:
        """What the page made last asked of the site and the house style beyond its own data, with
        the answers: while these are the same, so are its bytes."""
        return tuple(self._asked.items())

    def answers(self, asked: Iterable[tuple[Question, str]]) -> bool:
        """Whether all that a page asked has the same answers still; its assets are among
        `assets` then."""
        return all(self._ask(*question) == answer for question, answer in asked)

    def assets(self) -> dict[str, bytes]:
        """Path → bytes of every asset that the pages made so far refer to."""
        return dict(self._assets)

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

    def _ask(self, *question: str) -> str:
        """The answer to what a page asks beyond its data; "" for what is not there."""
        if question not in self._answers:  # its assets are among ours then
            self._answers[question] = self._answer(*question)
        answer = self._asked[question] = self._answers[question]
        return answer

    def _answer(self, kind: str, name: str, width: str = "") -> str:
        if kind == "asset":
            return self._named_asset(name)
        if kind == "styles":
            return self._bundled(name)
        if kind == "page":
            return page_of(name, self.site) or ""
        if kind == "file":
            return image_key(name, self.site) or ""
        image = self.site.images.get(name)
        if image is None:
            return ""
        return self._pictured(name, image, int(width)) if width else image.digest

    def _image(self, file: str) -> ImageFile:
        """A picture of the content of which the page shows more than its pixels."""
        self._ask("image", file)
        return self.site.images[file]

    def _pictured(self, file: str, image: ImageFile, width: int) -> str:
        ending, content = self._web(image, width)
        path = f"{picture_start(file)}{digest(content)}.{ending}"
        self._assets[path] = content
        return path

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

    def _shapes(self) -> Iterator[str]:
        """How each photo of a persona lies in its frame."""
        for persona in self.site.personas.values():
            face = cards.portrait(persona, self.site)
            if face.file and not face.drawing:
                yield pictures.shape(face, self.site.images[face.file])

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

    # Assets --------------------------------------------------------------------------------

    def _named_asset(self, name: str) -> str:
        stem, dot, ending = posixpath.basename(name).rpartition(".")
        return self._brought(name, stem, f"{dot}{ending}", lambda: self._content(name))

    def _bundled(self, names: str) -> str:
        """Style sheets, their names with blanks between, as one: a page waits for each request."""
        each = names.split()
        stems = "-".join(posixpath.basename(name).rpartition(".")[0] for name in each)
        contents = (self._content(name) for name in each)
        return self._brought(f"{names} ", stems, ".css", lambda: slim(b"\n".join(contents)))

    def _brought(self, key: str, stem: str, ending: str, content: Callable[[], bytes]) -> str:
        """The path of an asset, which is among `assets` with all that it asks for. The house style
        is the same as long as this renderer lasts, so it is made once."""
        if key not in self._bundles:
            others, self._assets = self._assets, {}
            try:
                made = content()
                path = f"assets/{stem}-{digest(made)}{ending}"
                self._bundles[key] = path, {**self._assets, path: made}
            finally:
                self._assets = others
        path, brought = self._bundles[key]
        self._assets |= brought
        return path

    def _content(self, name: str) -> bytes:
        """A static file's bytes; a style sheet names others by their hashed names."""
        if name in self._written:
            return self._written[name]()
        content = self.static.path(name).read_bytes()
        return with_addresses(content, name, self._beside) if name.endswith(".css") else content

    def _beside(self, name: str) -> str:
        """A static file's address from a style sheet."""
        return posixpath.basename(self._named_asset(name))


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

"""Templates: a `Page` in, HTML bytes out; a `Sheet` in, HTML for the press out.

Content is never a template. A template sees `page`, `frame`, its page's data, `tokens`, and:

    url(path)            a path of the site, relative to the page that is made
    asset(name)          a file of the theme's static folder, by its hashed name
    picture(file, width) a picture of the content
    icon(name, class)    an icon, inline · icon_names() the icons that there are
    contrast(a, b)       the contrast ratio of two colours "#RRGGBB"
    text | inline        a field's Markdown · text | block: a body's Markdown · text | plain
    direction(text, language)  "rtl" or "ltr"
    choice | label       the label of a fixed choice · name | channel_label, name | phase_label
    day | date · number | number(decimals) · bytes | filesize
    _("…"), ngettext("…", "…", n), pgettext("context", "…"), say("… {name}", name=…)
"""

from __future__ import annotations

import hashlib
import mimetypes
import posixpath
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from jinja2 import (
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    pass_context,
)
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from markupsafe import Markup

from affiche import images, markup
from affiche.errors import AfficheError
from affiche.model import Site
from affiche.pages.plan import Frame, Page, Sheet
from affiche.themes import Face, Theme, contrast
from affiche.words import Words, direction

STYLE_URL = re.compile(r"url\((['\"]?)(?!data:)([^)'\"]+)\1\)")
OUTSIDE = ("http", "https", "mailto", "tel")
# A sheet's addresses: `affiche:static/fonts/x.woff2`, `affiche:image/800/peter.jpg`.
INSIDE = "affiche:"


class _Compiled(BytecodeCache):
    """Compiled templates, kept for the life of the process: a rebuild compiles what changed."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what is kept; jinja2 drops it when the source differs."""
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def digest(content: bytes) -> str:
    """A short hash for an asset's name: 10 hexadecimal digits of blake2b."""
    return hashlib.blake2b(content, digest_size=5).hexdigest()


class Renderer:
    """Makes pages and sheets of one site in one theme, and remembers the assets that they use."""

    def __init__(self, theme: Theme, site: Site, words: Words, frame: Frame) -> None:
        self.theme = theme
        self.site = site
        self.words = words
        self.frame = frame
        self._assets: dict[str, bytes] = {}
        self._named: dict[str, str] = {}
        self._environments: dict[str, Environment] = {}

    def page(self, page: Page) -> bytes:
        """The page as UTF-8 HTML."""
        template = self._environment(self.words).get_template(page.template)
        html = template.render(page=page, frame=self.frame, paper=False, **page.data)
        return html.encode()

    def sheet(self, sheet: Sheet, **fit: object) -> str:
        """The sheet as HTML; `fit` is what its fitter decided (type size, blocks, columns…)."""
        template = self._environment(self.words).get_template(sheet.template)
        return template.render(page=sheet, frame=self.frame, paper=True, fit=fit, **sheet.data)

    def assets(self) -> dict[str, bytes]:
        """Path → bytes of every asset that the pages made so far refer to."""
        return dict(self._assets)

    def inside(self, address: str) -> tuple[bytes, str]:
        """(bytes, MIME type) of an address in a sheet. Raises AfficheError for any other."""
        name = unquote(address.removeprefix(INSIDE))
        kind, _, rest = name.partition("/")
        if address.startswith(INSIDE) and kind == "static":
            return self._static(rest).read_bytes(), mimetypes.guess_type(rest)[0] or ""
        width, _, file = rest.partition("/")
        if address.startswith(INSIDE) and kind == "image" and file in self.site.images:
            mime, content = images.for_paper(self.site.images[file], int(width))
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
        # A template of a theme may extend its parent's of the same name: "affiche/home.html.j2".
        loader = ChoiceLoader([FileSystemLoader(folders), PrefixLoader(by_name)])
        environment = Environment(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
            bytecode_cache=_COMPILED,
        )
        environment.install_gettext_callables(  # type: ignore[attr-defined]
            words.gettext, words.ngettext, newstyle=False, pgettext=words.pgettext
        )
        environment.globals.update(
            words=words,
            tokens=tokens(self.theme),
            theme=self.theme,
            url=self._url,
            asset=self._asset,
            picture=self._picture,
            icon=self._icon,
            say=words.say,
            contrast=contrast,
            direction=direction,
            icon_names=self._icon_names,
        )
        environment.filters.update(
            inline=self._inline,
            block=self._block,
            plain=markup.plain,
            label=words.label,
            date=words.date,
            number=words.number,
            filesize=words.size,
            channel_label=lambda name: channel_label(name, self.site, words),
            channel_icon=lambda name: channel_icon(name, self.site),
        )
        return environment

    @pass_context
    def _url(self, context: Context, path: str) -> str:
        here = posixpath.dirname(context["page"].path)
        return posixpath.relpath(path, here or ".")

    @pass_context
    def _asset(self, context: Context, name: str) -> str:
        if context["paper"]:
            return f"{INSIDE}static/{name}"
        return self._url(context, self._named_asset(name))

    @pass_context
    def _picture(self, context: Context, file: str, width: int) -> str:
        if context["paper"]:
            return f"{INSIDE}image/{width}/{file}"
        image = self.site.images[file]
        ending, content = images.for_web(image, width)
        path = f"{picture_start(file)}{digest(content)}.{ending}"
        self._assets[path] = content
        return self._url(context, path)

    def _icon(self, name: str, style: str = "icon") -> Markup:
        file = self._static(f"icons/{name}.svg")
        return Markup(_icon_source(file, file.stat().st_mtime_ns)).format(style=style)

    def _icon_names(self) -> tuple[str, ...]:
        """The icons that there are, of the theme and its parents."""
        folders = [folder / "static" / "icons" for folder in self.theme.folders]
        return tuple(sorted({path.stem for folder in folders for path in folder.glob("*.svg")}))

    @pass_context
    def _inline(self, context: Context, text: str | None) -> Markup:
        return markup.inline(text, lambda kind, href: self._address(context, kind, href))

    @pass_context
    def _block(self, context: Context, text: str) -> Markup:
        return markup.block(text, lambda kind, href: self._address(context, kind, href))

    def _address(self, context: Context, kind: str, href: str) -> str | None:
        """Where an address of the content leads, or None when it leads nowhere."""
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            return href if kind == "href" and parts.scheme in OUTSIDE else None
        source = context["page"].source
        folder = posixpath.dirname(source.path) if source else "content"
        path = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
        if kind == "src":
            file = image_key(path, self.site)
            return self._picture(context, file, 1200) if file else None
        target = page_of(path, self.site)
        if target is None or context["paper"]:
            return None
        return self._url(context, target)

    # Assets --------------------------------------------------------------------------------

    def _static(self, name: str) -> Path:
        path = self.theme.find("static", *name.split("/"))
        if path is None:
            looked = ", ".join(f"{folder.name}/static" for folder in self.theme.folders)
            raise AfficheError(f"the theme has no static file {name!r}; looked in {looked}")
        return path

    def _named_asset(self, name: str) -> str:
        if name not in self._named:
            content = tokens_css(self) if name == "tokens.css" else self._static(name).read_bytes()
            if name.endswith(".css") and name != "tokens.css":
                content = self._with_addresses(content.decode()).encode()
            stem, dot, ending = posixpath.basename(name).rpartition(".")
            path = f"assets/{stem}-{digest(content)}{dot}{ending}"
            self._assets[path] = content
            self._named[name] = path
        return self._named[name]

    def _with_addresses(self, css: str) -> str:
        """The style sheet with each url() of a static file under its hashed name."""
        return STYLE_URL.sub(lambda m: f'url("{posixpath.basename(self._named_asset(m[2]))}")', css)


def tokens(theme: Theme) -> Mapping[str, Any]:
    """The tokens as templates see them: tokens.color["accent"], tokens.font.body…"""
    return {
        "color": theme.colors,
        "grounds": theme.grounds,
        "font": {use: theme.family(use) for use in theme.stacks},
        "shape": theme.shape,
        "logo": theme.logo,
    }


def tokens_css(renderer: Renderer) -> bytes:
    """The house style for browsers: @font-face rules and custom properties."""
    theme = renderer.theme
    rules = [
        font_face(face, posixpath.basename(renderer._named_asset(f"fonts/{face.file}")))
        for face in theme.faces
    ]
    properties = [f"--{name}: {value};" for name, value in theme.colors.items()]
    properties += [f"--ground-{i}: {value};" for i, value in enumerate(theme.grounds)]
    properties += [f"--font-{use}: {theme.family(use)};" for use in theme.stacks]
    properties += [f"--{name}: {value}px;" for name, value in theme.shape.items()]
    return ("\n".join(rules) + "\n:root {\n  " + "\n  ".join(properties) + "\n}\n").encode()


def font_face(face: Face, address: str) -> str:
    """One @font-face rule."""
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; '
        f'font-style: {face.style}; font-display: swap; src: url("{address}"); }}'
    )


@lru_cache(maxsize=256)
def _icon_source(path: Path, changed: int) -> str:
    """An icon's SVG, ready for `format(style=…)`: decoration, so hidden from screen readers.

    `changed` is the file's time in ns, so that a mended icon is read again while watching.
    """
    svg = re.sub(r"<!--.*?-->", "", path.read_text("utf-8"), flags=re.S).strip()
    svg = re.sub(r'\s*class="[^"]*"', "", svg).replace("{", "{{").replace("}", "}}")
    return svg.replace("<svg", '<svg class="{style}" aria-hidden="true" focusable="false"', 1)


def channel_label(name: str, site: Site, words: Words) -> str:
    """The name of a channel: the company's own, ours, or what was written."""
    own = site.settings.channels.get(name)
    if own and own.name:
        return own.name
    return words.pgettext("channel", name)


def channel_icon(name: str | None, site: Site) -> str:
    """The icon of a channel; a channel that nobody defined gets a plain one."""
    from affiche.model.choices import CHANNELS, OTHER_CHANNEL_ICON

    own = site.settings.channels.get(name or "")
    return (own and own.icon) or CHANNELS.get(name or "", OTHER_CHANNEL_ICON)


def picture_start(file: str) -> str:
    """What the path of a picture's asset begins with; its hash and ending follow."""
    stem = re.sub(r"\W+", "-", Path(file).stem).strip("-") or "image"
    return f"assets/{stem}-"


def image_key(path: str, site: Site) -> str | None:
    """The key in `site.images` of a path from the project's root, or None."""
    _, found, file = path.partition("images/")
    return file if found and file in site.images else (path if path in site.images else None)


def page_of(path: str, site: Site) -> str | None:
    """The page that is made of a content file ("content/personas/ina.md"), or None."""
    kind, name = posixpath.split(path)
    stem = name.rpartition(".")[0] or name
    for folder in ("personas", "journeys", "briefings"):
        if posixpath.basename(kind) == folder and stem in getattr(site, folder):
            return f"{folder}/{stem}/index.html"
    return None


__all__ = ["Renderer", "digest", "tokens"]

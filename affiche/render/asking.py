"""What pages ask of a site and its house style beyond their own data in; the answers, and the files
that they show, out.

While a page's answers are the same, so are its bytes.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator

from affiche.model import ImageFile, Site
from affiche.pages import cards
from affiche.render import pictures
from affiche.render.addresses import image_key, page_of, picture_start
from affiche.render.static import Static
from affiche.render.style import digest, faces_css, slim, specimens_css, tokens_css, with_addresses
from affiche.themes import Theme

# How a picture of a page is made: (file ending, bytes) of an image, at most so many pixels wide.
Web = Callable[[ImageFile, int], tuple[str, bytes]]
# What a page may ask beyond its data: ("asset", name), ("page", path of a document), ("file", path
# of a picture), ("image", file), ("image", file, width).
Question = tuple[str, ...]


class Asking:
    """Answers for one site in one theme, and remembers the assets that pages use."""

    def __init__(self, theme: Theme, site: Site, web: Web) -> None:
        """`web` makes the pictures of pages: (file ending, bytes) of an image and a width."""
        self.theme = theme
        self.static = Static(theme)
        self._web = web
        # What stands for each asset of the house style: its path, with the bytes of all it brings.
        self._bundles: dict[str, tuple[str, dict[str, bytes]]] = {}
        self._shaped: tuple[str, ...] = ()
        # Style sheets that lie in no folder.
        self._written: dict[str, Callable[[], bytes]] = {
            "tokens.css": lambda: tokens_css(self.theme, self._beside),
            "faces.css": lambda: faces_css(self.theme, self._shaped),
            "specimens.css": lambda: specimens_css(self.theme),
        }
        self._go_on(site)

    def _go_on(self, site: Site) -> None:
        """Answer for another site of the same settings."""
        self.site = site
        self._assets: dict[str, bytes] = {}
        self._asked: dict[Question, str] = {}
        self._answers: dict[Question, str] = {}
        shapes = tuple(self._shapes())
        if shapes != self._shaped:  # a style sheet tells of them
            self._shaped, self._bundles = shapes, {}

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

    def _shapes(self) -> Iterator[str]:
        """How each photo of a persona lies in its frame."""
        for persona in self.site.personas.values():
            face = cards.portrait(persona, self.site)
            if face.file and not face.drawing:
                yield pictures.shape(face, self.site.images[face.file])

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

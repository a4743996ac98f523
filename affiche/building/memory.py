"""Pages in, their bytes out, rendered only when something that they show has changed.

A page's bytes follow from its data, the frame around it, the house style, the settings, and what
it asked of the site beyond that (`Renderer.asked`). They are kept under the key of the first four,
in this process and in a store that outlasts it; and hold as long as the answers are the same.
There is nothing to invalidate.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from affiche import images, kept
from affiche.building.options import Options
from affiche.kept import Store
from affiche.model import ImageFile, Site
from affiche.pages.plan import Frame, Page
from affiche.render import Renderer
from affiche.themes import Theme
from affiche.words import Words

FILE = "made"
# What a page asked, and its answers.
Asked = tuple[tuple[tuple[str, ...], str], ...]


@contextmanager
def remembering(options: Options, write: bool = True) -> Iterator[Store]:
    """What was made before, and what is made now for the next time. Without `write` nothing is
    begun: what is there already is used, and goes on. A clean build begins anew."""
    with Store(options.cache / FILE if write or options.cache.is_dir() else None) as store:
        if options.clean:
            store.forget()
        yield store


class Memory:
    """What was rendered before, in this process and (in `store`) in others."""

    def __init__(self, store: Store | None = None) -> None:
        self._store = store or Store(None)
        self._look = b""
        self._renderer: Renderer | None = None
        self._pages: dict[str, tuple[Page, Asked, bytes]] = {}
        self.made: list[str] = []
        """The paths of the pages that were rendered since `begin`."""

    def begin(self, theme: Theme, site: Site, words: Words, frame: Frame) -> Renderer:
        """The renderer for the pages that follow; what was remembered stays when it can."""
        look = kept.key(_style(theme), words.language, *_parts(theme, site, frame))
        if self._renderer is None or look != self._look:
            self._look = look
            self._renderer = Renderer(theme, site, words, frame, self._web, self._store)
            self._pages = {}
        self._renderer.move(site, frame)
        self.made = []
        return self._renderer

    def page(self, page: Page) -> bytes:
        """The page's bytes, by the renderer of `begin`."""
        assert self._renderer is not None
        known = self._pages.get(page.path)
        if known and known[0] == page and self._renderer.answers(known[1]):
            return known[2]
        key = kept.key("page", self._look, repr(page))
        asked, content = self._recalled(key) or self._made(page, key)
        self._pages[page.path] = page, asked, content
        return content

    def _recalled(self, key: bytes) -> tuple[Asked, bytes] | None:
        assert self._renderer is not None
        body = self._store.get(key)
        if body is None:
            return None
        head, _, content = body.partition(b"\n")
        asked = tuple((tuple(question), answer) for question, answer in json.loads(head))
        return (asked, content) if self._renderer.answers(asked) else None

    def _made(self, page: Page, key: bytes) -> tuple[Asked, bytes]:
        assert self._renderer is not None
        content = self._renderer.page(page)
        asked = self._renderer.asked
        self._store.put(key, json.dumps(asked).encode() + b"\n" + content)
        self.made.append(page.path)
        return asked, content

    def _web(self, image: ImageFile, width: int) -> tuple[str, bytes]:
        """A picture for pages, as it was made before."""
        key = kept.key("picture", image.digest, repr((image.drawing, image.width, width)))
        if body := self._store.get(key):
            kind, _, pixels = body.partition(b"\n")
            return kind.decode(), pixels
        ending, content = images.for_web(image, width)
        self._store.put(key, ending.encode() + b"\n" + content)
        return ending, content


def _parts(theme: Theme, site: Site, frame: Frame) -> Iterator[str]:
    """What every page can reach without asking."""
    yield repr(theme)
    yield repr(site.settings)
    yield repr((sorted(frame.twins), replace(frame, twins=frozenset())))


def _style(theme: Theme) -> bytes:
    """What stands for the bytes of a theme's files, and of those of its parents."""
    digest = hashlib.blake2b(digest_size=20)
    for folder in theme.folders:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            stat = path.stat()
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            digest.update(_bytes(path, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size))
    return digest.digest()


@lru_cache(maxsize=4000)
def _bytes(path: Path, *_stamp: int) -> bytes:
    return hashlib.blake2b(path.read_bytes(), digest_size=16).digest()

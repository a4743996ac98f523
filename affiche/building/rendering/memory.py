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
from dataclasses import fields, replace
from functools import lru_cache
from pathlib import Path

from affiche import images, kept
from affiche.building.options import MADE, Options
from affiche.errors import ContentError, Kind, Place, Problem
from affiche.kept import Store
from affiche.model import ImageFile, Site
from affiche.pages.plan import Frame, Page, Sheet
from affiche.reading.targets.pictures import measure
from affiche.render import Renderer
from affiche.themes import Theme
from affiche.words import Words

# What stands around every page, by name: see `explain`.
PROGRAM, STYLE, SETTINGS, AROUND = "/program", "/style", "/settings", "/around"
Parts = dict[str, str]
# What a page asked, and its answers.
Asked = tuple[tuple[tuple[str, ...], str], ...]
# Key → ending and bytes.
Pictures = dict[bytes, tuple[str, bytes]]


@contextmanager
def remembering(options: Options, write: bool = True) -> Iterator[Store]:
    """What was made before, and what is made now for the next time. Without `write` nothing is
    begun: what is there already is used, and goes on. A clean build begins anew."""
    with Store(options.cache / MADE if write or options.cache.is_dir() else None) as store:
        if options.clean:
            store.forget()
        with kept.used(store):
            yield store


class Memory:
    """What was rendered before, in this process and (in `store`) in others. `lean`: nobody asks for
    a page again, so that none is held."""

    def __init__(self, store: Store | None = None, lean: bool = False) -> None:
        self.store = store or Store(None)
        self.lean = lean
        self._look = b""
        self._renderer: Renderer | None = None
        self._pages: dict[str, tuple[Page, Asked, bytes]] = {}
        # Of the last build and of this one: the very same bytes need not be searched, hashed and
        # compared with what stands in the site again.
        self._pictures: tuple[Pictures, Pictures] = {}, {}
        self._around: Parts = {}
        self._missing: dict[str, bytes] = {}  # path → key of what was not made before
        self.made: list[str] = []
        """The paths of the pages that were rendered since `begin`."""
        self.parts: dict[str, Parts] = {}
        """Of every page since `begin`, what stands for each part of what it shows."""

    def begin(self, theme: Theme, site: Site, words: Words, frame: Frame) -> Renderer:
        """The renderer for the pages that follow; what was remembered stays when it can."""
        self._around = _around(theme, site, words, frame)
        look = kept.key(*self._around.values())
        if self._renderer is None or look != self._look:
            self._look = look
            self._renderer = Renderer(theme, site, words, frame, self._web, self.store)
            self._pages = {}
        self._renderer.move(site, frame)
        self._pictures = self._pictures[1], {}
        self.made, self.parts, self._missing = [], {}, {}
        return self._renderer

    def before(self, page: Page) -> bytes | None:
        """The bytes of a page that was made before, by the renderer of `begin`."""
        assert self._renderer is not None
        known = self._pages.get(page.path)
        if known and known[0] == page and self._renderer.answers(known[1]):
            return known[2]
        own = parts(page)
        self.parts[page.path] = {**self._around, **own}
        key = kept.key("page", self._look, repr(own))
        if found := self._recalled(key):
            return self._held(page, *found)
        self._missing[page.path] = key
        return None

    def made_now(self, page: Page) -> bytes:
        """The bytes of a page that `before` did not know."""
        assert self._renderer is not None
        content = self._renderer.page(page)
        asked = self._renderer.asked
        key = self._missing[page.path]
        self.store.put(key, json.dumps(asked).encode() + b"\n" + content)
        self.made.append(page.path)
        return self._held(page, asked, content)

    @property
    def asked(self) -> Asked:
        """What the page made last asked."""
        assert self._renderer is not None
        return self._renderer.asked

    def taken(self, page: Page, asked: Asked, content: bytes) -> bool:
        """Whether a page that was made in another process is the one that this one makes."""
        assert self._renderer is not None
        if not self._renderer.answers(asked):
            return False
        self.made.append(page.path)
        self._held(page, asked, content)
        return True

    def _held(self, page: Page, asked: Asked, content: bytes) -> bytes:
        if not self.lean:
            self._pages[page.path] = page, asked, content
        return content

    def _recalled(self, key: bytes) -> tuple[Asked, bytes] | None:
        assert self._renderer is not None
        body = self.store.get(key)
        if body is None:
            return None
        head, _, content = body.partition(b"\n")
        asked = tuple((tuple(question), answer) for question, answer in json.loads(head))
        return (asked, content) if self._renderer.answers(asked) else None

    def _web(self, image: ImageFile, width: int) -> tuple[str, bytes]:
        """A picture for pages, as it was made before."""
        key = kept.key("picture", image.digest, repr((image.drawing, image.width, width)))
        made = self._pictures[0].get(key) or self._drawn(image, width, key)
        if not self.lean:
            self._pictures[1][key] = made
        return made

    def _drawn(self, image: ImageFile, width: int, key: bytes) -> tuple[str, bytes]:
        if body := self.store.get(key):
            kind, _, pixels = body.partition(b"\n")
            return kind.decode(), pixels
        ending, content = images.for_web(image, width)
        looked = measure(Path(image.source))
        if getattr(looked, "digest", "") != image.digest:  # its pixels are those of another file
            images.forget()
            raise ContentError([_changed(image)])
        self.store.put(key, ending.encode() + b"\n" + content)
        return ending, content


def _changed(image: ImageFile) -> Problem:
    what = "the picture {file} changed while it was read"
    values = {"file": image.file}
    return Problem(Kind.ERROR, "changed", Place(image.file), what, "Try it again.", values)


def parts(made: Page | Sheet) -> Parts:
    """What stands for each part of a page or a sheet, by its name in a template: `page.title` is
    another thing than a `title` in its data."""
    own = {f"page.{one.name}": getattr(made, one.name) for one in fields(made)}
    del own["page.data"]
    return {name: _short(repr(value)) for name, value in {**own, **made.data}.items()}


def _around(theme: Theme, site: Site, words: Words, frame: Frame) -> Parts:
    """What stands for all that every page can reach without asking."""
    looks = repr((replace(theme, folders=()), frame.extras.get("fonts")))
    around = replace(frame, twins=frozenset())
    return {
        PROGRAM: kept.program().hex(),
        STYLE: _short(f"{style(theme).hex()} {looks}"),
        SETTINGS: _short(repr((words.language, words.start, site.settings))),
        AROUND: _short(repr((sorted(frame.twins), around))),
    }


def _short(text: str) -> str:
    raw = text.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(raw, digest_size=12).hexdigest()


@kept.memo(4)
def style(theme: Theme) -> bytes:
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

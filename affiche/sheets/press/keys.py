"""A sheet in; the name under which it is remembered, a hash of all that its bytes need, out."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from urllib.parse import unquote

from affiche.model import Site
from affiche.pages.plan import Sheet
from affiche.render import INSIDE, Renderer
from affiche.sheets.press.machine import pango_version
from affiche.themes import Theme

ADDRESS = re.compile(re.escape(INSIDE) + r"[^\s\"'<>)#]+")
TEMPLATES = ("sheets/**/*.j2", "parts/curve.svg.j2", "parts/curve/*.j2", "parts/charts/*.j2")
# What of this package makes a sheet out of its HTML.
PACKAGE = Path(__file__).parents[2]
ROOMS = ("sheets", "curves", "charts", "images", "preflight")


def addresses(html: str) -> list[str]:
    """Everything of the theme and the content that a sheet shows, by its address."""
    return sorted(set(ADDRESS.findall(html)))


def layout_key(sheet: Sheet, html: str, renderer: Renderer) -> str:
    """The hash of all that the sheet's bytes depend on, but for its paper."""
    digest = hashlib.blake2b(digest_size=20)
    order = (renderer.theme.blocks, renderer.theme.lanes)
    posters = renderer.site.settings.posters
    facts = (sheet.owner, sheet.kind, sheet.landscape, sheet.profile, sheet.source)
    stamp = (sheet.hash, sheet.day)
    digest.update(repr((facts, stamp, order, posters, versions())).encode())
    digest.update(html.encode())
    for address in addresses(html):
        digest.update(address.encode() + b"\0" + _asset_digest(address, renderer))
    digest.update(_fonts(renderer.theme))
    for path in _templates(renderer.theme):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def sheet_key(sheet: Sheet, layout: str, site: Site) -> str:
    """The name of a sheet in the cache: its layout, its paper and what is made of it."""
    made = f"{layout} {sheet.paper} {sheet.variant}"
    if sheet.variant:
        shop = site.settings.print.shops[sheet.shop]
        made += f"{sheet.note} {shop} {_digest_of(site.press_profiles.get(shop.icc or '', ''))}"
    return hashlib.blake2b(made.encode(), digest_size=20).hexdigest()


def _digest_of(path: str) -> str:
    """The hash of a file; nothing for none."""
    return hashlib.blake2b(Path(path).read_bytes()).hexdigest() if path else ""


def _asset_digest(address: str, renderer: Renderer) -> bytes:
    """What stands for the asset's bytes: a picture knows its own hash, so it is not resampled."""
    kind, _, rest = address.removeprefix(INSIDE).partition("/")
    if kind == "image":
        file = unquote(rest)
        if file in renderer.site.images:
            return renderer.site.images[file].digest.encode()
    return hashlib.blake2b(renderer.inside(address)[0]).digest()


def _fonts(theme: Theme) -> bytes:
    """What stands for the theme's fonts: those, too, that only some letters need."""
    faces = theme.faces + theme.spare
    paths = (theme.find("static", "fonts", face.file) for face in faces)
    states = (_state(path, path.stat().st_mtime_ns) for path in paths if path)
    return repr((faces, theme.machine)).encode() + b"".join(states)


@lru_cache(maxsize=256)
def _state(path: Path, _changed: int) -> bytes:
    return hashlib.blake2b(path.read_bytes(), digest_size=16).digest()


def _templates(theme: Theme) -> list[Path]:
    """The templates of sheets: a fit other than the reference may show another part of them."""
    folders = (folder / "templates" for folder in theme.folders)
    return [p for f in folders for pattern in TEMPLATES for p in sorted(f.glob(pattern))]


@lru_cache(maxsize=1)
def versions() -> str:
    """What the sheets are made by: this package's sources, the libraries, Pango."""
    digest = hashlib.blake2b(digest_size=16)
    folders = (PACKAGE / room for room in ROOMS)
    for path in (p for folder in folders for p in sorted(folder.rglob("*.py"))):
        digest.update(path.relative_to(PACKAGE).as_posix().encode() + path.read_bytes())
    libraries = [metadata.version(name) for name in ("weasyprint", "pikepdf", "pillow")]
    return f"{digest.hexdigest()} {' '.join(libraries)} {pango_version()}"

"""A folder in; the pictures of the manual in it, of pages and a poster that were just made, out.

`python -m tests.support.manual_pictures DIR`, then `build.py manual --pictures DIR`. They lie in no
repository: whoever makes the manual makes them, so they show what the program makes now.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from affiche.building import pipeline
from affiche.building.options import Options
from tests.conftest import launch
from tests.support.projects import CONTENT, THEMES, TODAY, write

NAMED = re.compile(r"<!-- picture: ([\w-]+) \|")


@dataclass(frozen=True)
class Shot:
    """A picture: the page from the site's root, how wide the window is, and what is left out."""

    page: str
    width: int = 1200
    height: int = 780


SHOTS = {
    "home": Shot("index.html"),
    "persona": Shot("personas/peter/index.html"),
    "journey": Shot("journeys/ketel-vervangen/index.html"),
    "phone": Shot("journeys/ketel-vervangen/index.html", 390, 780),
    "touchpoints": Shot("touchpoints/index.html"),
    "quality": Shot("quality/index.html"),
    "style": Shot("style/index.html"),
    "briefing": Shot("briefings/binnen-een-uur/index.html"),
}
POSTER = "poster"


def named(docs: Path) -> set[str]:
    """The pictures that the manuals name."""
    return {name for path in docs.glob("*.md") for name in NAMED.findall(path.read_text("utf-8"))}


def make(browser: Browser, folder: Path, root: Path) -> None:
    """Write every picture to `folder`; `root` is where the sites are made."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(CONTENT, root / "content")
    site = root / "site"
    pipeline.build(Options(root / "content", THEMES, site, TODAY, pdf=False))
    for name, shot in SHOTS.items():
        page = browser.new_page(viewport={"width": shot.width, "height": shot.height})
        page.goto((site / shot.page).as_uri())
        page.wait_for_load_state("networkidle")
        _kept(page.screenshot(), folder / f"{name}.webp")
        page.close()
    _poster(folder, root / "poster")


def _poster(folder: Path, root: Path) -> None:
    """One persona's poster on A4, as the press made it."""
    for name in ("personas/peter.md", "images/peter.svg"):
        write(root / "content" / name, (CONTENT / name).read_bytes())
    write(root / "content/site.yaml", "posters: {persona: [a4]}\n")
    pipeline.build(Options(root / "content", THEMES, root / "site", TODAY, jobs=1, only=("peter",)))
    path = root / "site/personas/peter/peter-poster-a4.pdf"
    with pypdfium2.PdfDocument(path) as document:
        picture = document[0].render(scale=1.6).to_pil()
    picture.convert("RGB").save(folder / f"{POSTER}.webp", quality=82)


def _kept(raw: bytes, path: Path) -> None:
    half = path.with_suffix(".png")
    half.write_bytes(raw)
    with Image.open(half) as picture:
        picture.convert("RGB").save(path, quality=82)
    half.unlink()


def main() -> None:
    """Make them all, in the folder that is named."""
    with tempfile.TemporaryDirectory() as root, sync_playwright() as playwright:
        browser = launch(playwright)
        make(browser, Path(sys.argv[1]), Path(root))
        browser.close()


def everything() -> Iterator[str]:
    """The names of all pictures that are made."""
    yield from (*SHOTS, POSTER)


if __name__ == "__main__":
    main()

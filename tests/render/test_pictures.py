"""Photos on pages: in several widths, of a known shape, with the face in its frame."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from affiche.model import ImageFile
from affiche.render import pictures
from tests.site.test_journeys import build
from tests.support.projects import project

PERSONA = """\
---
name: {name}
tagline: Vervangt ketels
photo: {{file: {name}.jpg, alt: Een gezicht, kind: illustration, focus: {focus}}}
---
Tekst.
"""
# Shape of the photo and place of its face.
PHOTOS = {
    "links": ((1500, 1000), [12, 40]),
    "rechts": ((1200, 600), [85, 50]),
    "boven": ((900, 1400), [50, 15]),
    "hoek": ((1000, 1000), [80, 80]),
}
JOURNEY = """\
title: Ik bel
personas: [links, rechts]
phases: [{name: Bellen, touchpoints: [{name: Bellen, image: hoek.jpg, emotion: 1}]}]
"""


def photo(size: tuple[int, int]) -> bytes:
    made = io.BytesIO()
    Image.effect_noise(size, 40).convert("RGB").save(made, "JPEG", quality=80)
    return made.getvalue()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files: dict[str, str | bytes] = {"journeys/bel.yaml": JOURNEY}
    for name, (size, focus) in PHOTOS.items():
        files[f"personas/{name}.md"] = PERSONA.format(name=name, focus=focus)
        files[f"images/{name}.jpg"] = photo(size)
    return build(project(files) / "content", tmp_path_factory.mktemp("photos"))


PAGES = [
    "index.html", "personas/index.html", "journeys/index.html", "journeys/bel/index.html",
    *(f"personas/{name}/index.html" for name in PHOTOS),
]  # fmt: skip
FACES = """() => [...document.querySelectorAll('.face-photo')].map(face => {
  const img = face.querySelector('img'), [f, i] = [face, img].map(e => e.getBoundingClientRect());
  const of = name => parseFloat(getComputedStyle(img).getPropertyValue(name));
  return {wide: f.width, high: f.height, left: i.left - f.left, top: i.top - f.top,
          width: i.width, height: i.height, x: of('--x'), y: of('--y')};
})"""


@pytest.mark.parametrize("width", [1400, 360])
def test_a_face_is_whole_in_every_frame(site: Path, browser: Browser, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    seen = 0
    for path in PAGES:
        page.goto((site / path).as_uri())
        for face in page.evaluate(FACES):
            seen += 1
            assert face["wide"] > 20 and face["high"] > 20, path
            assert face["left"] <= 0.6 and face["top"] <= 0.6
            assert face["left"] + face["width"] >= face["wide"] - 0.6
            assert face["top"] + face["height"] >= face["high"] - 0.6
            across = (face["left"] + face["x"] * face["width"]) / face["wide"]
            down = (face["top"] + face["y"] * face["height"]) / face["high"]
            assert 0.17 < across < 0.83 and 0.17 < down < 0.83, (path, face)
    page.close()
    assert seen > 15


def test_a_phone_gets_a_small_picture(site: Path, browser: Browser) -> None:
    sizes = {}
    for width, scale in ((360, 1), (360, 2), (1400, 2)):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, device_scale_factor=scale
        )
        page = context.new_page()
        page.goto((site / "personas/boven/index.html").as_uri())
        chosen = page.evaluate("document.querySelector('.persona-hero img').currentSrc")
        sizes[width * scale] = (site / "assets" / chosen.rpartition("/")[2]).stat().st_size
        context.close()
    assert sizes[360] < sizes[720] <= sizes[2800]
    assert sizes[360] * 2 < sizes[2800]


def test_every_image_has_its_shape_and_its_files(site: Path) -> None:
    for path in site.rglob("*.html"):
        for tag in re.findall(r"<img [^>]*>", path.read_text("utf-8")):
            if "assets/logo" in tag:
                continue
            assert re.search(r' width="\d+" height="\d+"', tag), tag
            named = re.findall(r"[^\s\",]+\.webp", tag)
            assert named and len(set(named)) == len(re.findall(r" \d+w", tag) or [1])
            for each in named:
                assert re.search(r"-[0-9a-f]{10}\.webp$", each)
                # The page for lost addresses names it from the root.
                assert (site / each[1:] if each[0] == "/" else path.parent / each).is_file()


def test_what_is_above_the_fold_is_not_put_off(site: Path) -> None:
    hero = re.findall(r"<img [^>]*>", (site / "personas/links/index.html").read_text("utf-8"))
    assert 'loading="lazy"' not in next(tag for tag in hero if "links-" in tag)
    journey = (site / "journeys/bel/index.html").read_text("utf-8")
    stop = next(tag for tag in re.findall(r"<img [^>]*>", journey) if "stop-image" in tag)
    assert 'loading="lazy"' in stop


def image(width: int, drawing: bool = False) -> ImageFile:
    return ImageFile("a", "a", "a", width, width / 2, drawing)


def test_widths_are_few_and_never_more_than_the_file_has() -> None:
    assert pictures.widths(image(4000), 900) == (160, 320, 480, 640, 900)
    assert pictures.widths(image(500), 900) == (160, 320, 500)
    assert pictures.widths(image(90), 900) == (90,)
    assert pictures.widths(image(100, drawing=True), 900) == (900,)


def test_the_widths_of_a_frame_become_those_of_its_photo() -> None:
    assert pictures.spread("(max-width: 40rem) 90vw, 27rem", 1.5) == (
        "(max-width: 40rem) calc(1.50 * 90vw), calc(1.50 * 27rem)"
    )
    assert pictures.spread("27rem", 1.0) == "27rem"

"""A sheet on another paper is the same sheet, every length as many times as large."""

import io

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from affiche.model import PAPERS
from affiche.preflight.structure import elements
from affiche.sheets.layout import resized as resizing
from affiche.sheets.layout.resized import resized
from tests.support.sheets_of_paper import plain

# A gradient is a pattern: it lies on the page, and not on what is drawn before it.
BODY = """<h1 id="kop" style="bookmark-label: 'Kop'; bookmark-level: 1">Kop</h1>
<p>Ketel <a href="#kop">en kraan</a> en <a href="https://example.org/">meer</a>.</p>
<svg viewBox="0 0 20 10" style="width:120mm" xmlns="http://www.w3.org/2000/svg"><title>T</title>
<defs><linearGradient id="g" x1="0" x2="20" y1="0" y2="0" gradientUnits="userSpaceOnUse">
<stop offset="0" stop-color="#000000"/><stop offset="1" stop-color="#FFFFFF"/></linearGradient>
</defs><rect width="20" height="10" fill="url(#g)"/></svg>"""
A3 = PAPERS["a3"]
EXACT = A3.width * 297 / 210  # papers are alike but for a hair


@pytest.fixture(scope="module")
def both() -> tuple[bytes, bytes]:
    small = plain(BODY)
    return small, resized(small, A3.width, A3.height)


def seen(pdf: bytes) -> Image.Image:
    page = pypdfium2.PdfDocument(pdf)[0]
    return page.render(scale=840 / page.get_width()).to_pil().convert("L").crop((0, 0, 840, 1180))


def differing(one: bytes, other: bytes) -> int:
    """How many points look otherwise."""
    found = ImageChops.difference(seen(one), seen(other)).histogram()
    return sum(found[60:])


def test_it_shows_the_same(both):
    assert differing(both[0], resized(both[0], A3.width, EXACT)) < 700  # the hair of an edge


def test_a_pattern_that_stays_behind_is_seen(both, monkeypatch):
    """The control: without care for patterns, the test above turns red."""
    monkeypatch.setattr(resizing, "PATTERN", resizing.re.compile(rb"(nothing)"))
    assert differing(both[0], resized(both[0], A3.width, A3.height)) > 2000


def test_it_fills_the_paper_to_the_point(both):
    with pikepdf.open(io.BytesIO(both[1])) as opened:
        page = opened.pages[0].obj
        for name in ("MediaBox", "TrimBox"):
            box = [float(side) for side in page[f"/{name}"]]
            assert box == pytest.approx([0, 0, 297 / 25.4 * 72, 420 / 25.4 * 72], abs=0.01)


def test_links_figures_and_bookmarks_go_along(both):
    small, large = map(pikepdf.open, map(io.BytesIO, both))
    scale = 420 / 297
    for before, after in zip(places(small), places(large), strict=True):
        assert after == pytest.approx([each * scale for each in before], abs=0.7)


def places(opened: pikepdf.Pdf) -> list[list[float]]:
    found = [list(link.Rect) for link in opened.pages[0].obj.Annots]
    found += [list(e.source.A.BBox) for e in elements(opened) if "/BBox" in e.source.get("/A", {})]
    found += [list(opened.Root.Outlines.First.Dest)[2:4]]
    found += [list(dest)[2:4] for dest in list(opened.Root.Names.Dests.Names)[1::2]]
    assert len(found) >= 5
    return [[float(each) for each in one] for one in found]


def test_the_same_bytes_every_time(both):
    assert resized(both[0], A3.width, A3.height) == both[1]

"""Large sheets in tiles: laid together again they are the sheet, and each says where it goes."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image, ImageChops

from affiche.images.paper import seen
from affiche.model import PAPERS, Site
from affiche.pages.company.printing import tiles
from affiche.pages.journey import page as journeys
from affiche.pages.plan import Sheet
from affiche.pages.printed import stamps
from affiche.sheets.desk.tiles import filled
from affiche.sheets.press import editions
from affiche.sheets.shop.printshop import PrintProfile
from affiche.words import words
from tests.support.sheets import MM, persona_sheets, printed, site_of, size, text_of

JOURNEY = """\
title: Ik vervang een ketel
version: 2
owner: Verkoop
conclusion: De stilte na de offerte kost ons klanten
phases:
  - {id: awareness, goal: Weten wie er komt, emotion: 1, pains: [Niemand neemt op]}
  - {id: orientation, goal: Vergelijken, emotion: -1, pains: [Een pdf van elf velden]}
  - {id: buy, goal: Vandaag een prijs, emotion: 0.5, gains: [Eén telefoontje]}
  - {id: use, goal: Warm water, emotion: 2}
"""
SITE = "url: https://klantbeeld.example/\nposters: {journey: [a1, a0], persona: [a1]}\n"
NL = words("nl")
# Dots an inch when laid together, and when compared: an edge of a tile lies between two dots.
DPI, COARSE = 90.0, 45.0


def large(kind: str, paper: str) -> tuple[Site, Sheet]:
    files = {
        "site.yaml": SITE,
        "journeys/ketel.yaml": JOURNEY,
        "personas/peter.md": "---\nname: Peter de Vries\ngoals: [Groeien, Rust]\n---\nHallo.\n",
    }
    site = site_of(files)
    found = (*journeys.sheets(site, NL), *persona_sheets(site))
    found = tuple(stamps.stamped(found, site))
    return site, next(s for s in found if (s.kind, s.paper.name) == (kind, paper))


def in_tiles(site: Site, sheet: Sheet, paper: str) -> tuple[Sheet, bytes, bytes]:
    """The sheet of the tiles, its file, and the file that was cut."""
    whole = printed(site, sheet).pdf
    cut = tiles.sheet(sheet, paper, site, NL)
    return cut, filled(cut, printed(site, cut).pdf, whole), whole


def together(sheet: Sheet, pdf: bytes) -> Image.Image:
    """The panes, each cut out of its page and laid where its name says, dot upon dot."""
    grid, dots = sheet.data["tiles"].grid, DPI / 25.4
    wall = Image.new("RGB", (round(grid.width * dots), round(grid.height * dots)), "red")
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page, tile in zip(opened.pages[1:], grid.tiles, strict=True):
            x, y = round(tile.left * dots), round(tile.top * dots)
            box = [float(side) for side in page.mediabox]
            left = box[0] + (grid.side - tile.left + x / dots) * MM
            top = box[3] - (grid.above - tile.top + y / dots) * MM
            page.mediabox = page.cropbox = page.trimbox = [left, box[1], box[2], top]
        moved = io.BytesIO()
        opened.save(moved)
    for number, tile in enumerate(grid.tiles, start=1):
        x, y = round(tile.left * dots), round(tile.top * dots)
        right, low = (tile.left + tile.width) * dots, (tile.top + tile.height) * dots
        page = seen(moved.getvalue(), DPI, number)
        wall.paste(page.crop((0, 0, round(right) - x, round(low) - y)), (x, y))
    return wall


def unlike(one: Image.Image, other: Image.Image) -> float:
    """The share of dots that differ clearly, on a coarser grid."""
    width, height = round(one.width * COARSE / DPI), round(one.height * COARSE / DPI)
    coarse = [p.crop((0, 0, *one.size)).resize((width, height)) for p in (one, other)]
    grey = ImageChops.difference(*coarse).convert("L")
    return sum(grey.histogram()[64:]) / (grey.width * grey.height)


@pytest.mark.parametrize(
    ("kind", "of", "paper", "count"),
    [("journey", "a1", "a4", 15), ("journey", "a0", "a3", 15), ("persona", "a1", "a3", 9)],
)
def test_tiles_laid_together_are_the_sheet(kind: str, of: str, paper: str, count: int) -> None:
    site, sheet = large(kind, of)
    cut, pdf, whole = in_tiles(site, sheet, paper)
    assert len(cut.data["tiles"].grid.tiles) == count
    expected = (PAPERS[paper].width, PAPERS[paper].height)
    assert size(pdf) == [tuple(pytest.approx(side, abs=0.1) for side in expected)] * (count + 1)
    wall = together(cut, pdf)
    assert unlike(wall, seen(whole, DPI)) < 0.002
    # Two tiles in each other's place are seen.
    grid, dots = cut.data["tiles"].grid, DPI / 25.4
    first = wall.crop((0, 0, round(grid.tiles[0].width * dots), round(grid.tiles[0].height * dots)))
    wall.paste(first, (first.width, 0))
    assert unlike(wall, seen(whole, DPI)) > 0.01


def test_a_tile_is_the_map_in_lines_and_not_in_dots() -> None:
    site, sheet = large("journey", "a1")
    _, pdf, whole = in_tiles(site, sheet, "a4")
    for one in (pdf, whole):
        with pikepdf.open(io.BytesIO(one)) as opened:
            kinds = {str(o.get("/Subtype")) for o in opened.objects
                     if isinstance(o, pikepdf.Stream) and "/Subtype" in o}  # fmt: skip
            assert "/Image" not in kinds
    assert len(pdf) < 2 * len(whole) + 150_000  # the map is in it once


def test_each_tile_says_where_it_goes_and_the_file_passes_its_checks() -> None:
    site, sheet = large("journey", "a1")
    cut, pdf, _ = in_tiles(site, sheet, "a4")
    text = text_of(pdf)
    for said in ("Sleutelblad · A1 in 15 vellen A4", "Blad 8 van 15 · versie 2", "Plaats C2",
                 "rechts van B2, onder C1", "plakrand · hierop komt D2", "dit is 100 mm",
                 "snijd hier · valt over B2", "Op de muur 841 × 594 mm", sheet.hash):  # fmt: skip
        assert said in text, said
    done = editions.for_screen(cut, pdf, PrintProfile())
    assert [(c.name, c.found) for c in done.checks if not c.passed] == []
    assert done.problems == () and done.pdf


def test_only_what_differs_is_printed_and_the_key_says_the_rest_stays() -> None:
    site, sheet = large("journey", "a1")
    whole = printed(site, sheet).pdf
    cut = tiles.sheet(sheet, "a4", site, NL)
    some = tiles.only(cut, ("C2", "E3"), "v1.9 / √", "versie 1", NL,
                      {"C2": ("Aankoop, Doel: gisteren werd vandaag",)}, ("E3",))  # fmt: skip
    assert re.fullmatch(r"journeys/ketel/ketel-map-a1-tiles-a4-since-v1\.9[-\w]*\.pdf", some.path)
    made = printed(site, some)
    text = text_of(filled(some, made.pdf, whole))
    assert not made.fact.problems
    expected = ("2 nieuw, 13 blijven hangen.", "versie 1 wordt versie 2", "opnieuw geprint",
                "gisteren werd vandaag", "Versie en kenmerk", "plak dit blad over C2")  # fmt: skip
    for said in expected:
        assert said in text, said
    assert len(size(made.pdf)) == 3
    assert "Plaats A1" not in text


@pytest.mark.parametrize("title", ["x" * 157, "رحلة العميل " * 12, "Kort"])
def test_titles_of_every_length_and_script_find_their_place(title: str) -> None:
    site, sheet = large("journey", "a1")
    cut = tiles.sheet(replace(sheet, title=title), "a4", site, NL)
    made = printed(site, tiles.only(cut, [t.name for t in cut.data["tiles"].tiles], "v1",
                                    "versie 1", NL, {"A1": (title * 3,)}, ()))  # fmt: skip
    assert [p.rule for p in made.fact.problems] == [] and made.pdf


@pytest.mark.parametrize(("width", "height"), [(841, 594), (594, 841), (1189, 841), (841, 1189)])
@pytest.mark.parametrize("paper", ["a3", "a4"])
def test_panes_cover_the_sheet_once(width: float, height: float, paper: str) -> None:
    grid = tiles.grid(width, height, PAPERS[paper])
    assert sum(t.width * t.height for t in grid.tiles) == pytest.approx(width * height)
    assert {t.name for t in grid.tiles} == {grid.at(t.left + 1, t.top + 1) for t in grid.tiles}
    for tile in grid.tiles:
        assert grid.side + tile.width + tile.right <= PAPERS[paper].width - 5
        assert grid.above + tile.height + tile.below <= PAPERS[paper].height - 37
        assert (tile.right > 0) == bool(grid.beside(tile, 1, 0))
        assert (tile.below > 0) == bool(grid.beside(tile, 0, 1))

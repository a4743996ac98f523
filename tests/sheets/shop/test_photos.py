"""Photos are as sharp as their paper asks and their file allows; screen files stay light."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from affiche.pages.company.printing import prints
from affiche.pages.plan import Sheet
from affiche.preflight.painting.marks import Image as Placed
from affiche.preflight.painting.page import painted
from affiche.sheets.press.press import Printed
from affiche.words import words
from tests.support.icc import press_profile
from tests.support.projects import project
from tests.support.sheets import persona_sheets, printed, site_of

PETER = """\
---
name: Peter de Vries
photo: {file: "foto peter.png", alt: Peter, kind: illustration}
owner: Marketing
---
Peter vervangt ketels.
"""


def photo(width: int, mode: str = "RGB", noisy: bool = False) -> bytes:
    if noisy:
        parts = [Image.effect_noise((width, width * 4 // 3), 90) for _ in range(3)]
        picture = Image.merge("RGB", parts)
    else:
        picture = Image.new(mode, (width, width * 4 // 3), (200, 120, 60, 0)[: len(mode)])
        picture.paste((40, 90, 160, 255)[: len(mode)], (width // 4, 0, width // 2, width))
    made = io.BytesIO()
    picture.save(made, "PNG" if mode == "RGBA" else "JPEG", quality=95)
    return made.getvalue()


def sheets(raw: bytes) -> tuple[object, dict[str, Sheet]]:
    """The site, and every poster by its size, with "-print" for the print shop's."""
    site = site_of(
        {
            "site.yaml": "name: Proef\nposters: {persona: [a4, a1]}\n",
            "personas/peter.md": PETER,
            "images/foto peter.png": raw,  # whatever it is: an ending says nothing
        }
    )
    plain = persona_sheets(site)
    every = (*plain, *prints.editions(plain, site, words("nl")))
    return site, {Path(s.path).stem.partition("poster-")[2]: s for s in every}


@cache
def made(name: str, width: int, mode: str = "RGB", noisy: bool = False) -> Printed:
    site, named = sheets(photo(width, mode, noisy))
    return printed(site, named[name])  # type: ignore[arg-type]


def placed(one: Printed) -> Placed:
    with pikepdf.open(io.BytesIO(one.pdf)) as opened:
        found = [mark for mark in painted(opened.pages[0]) if isinstance(mark, Placed)]
    return max(found, key=lambda mark: mark.pixels[0])


@pytest.mark.parametrize(
    ("name", "ppi"), [("a4", 200), ("a1", 200), ("a4-print", 300), ("a1-print", 300)]
)
def test_a_large_photo_is_as_sharp_as_its_use_asks(name: str, ppi: int) -> None:
    assert all(round(each) == ppi for each in placed(made(name, 4500)).ppi)


@pytest.mark.parametrize("name", ["a1", "a1-print"])
def test_a_smaller_photo_has_all_its_pixels(name: str) -> None:
    assert placed(made(name, 2000)).pixels[0] == 2000


def test_a_photo_that_is_a_little_soft_is_told_by_its_own_pixels() -> None:
    (problem,) = made("a1-print", 1700).fact.problems
    assert problem.rule == "low-resolution"
    assert problem.values["pixels"] == "1700 × 2266"
    assert problem.values["seen"] != problem.values["pixels"], "the disc hides some of it"
    need = int(str(problem.values["need"]).split(" × ")[0])
    assert not made("a1-print", need).fact.problems, "as many pixels as were asked for are enough"
    assert not made("a4-print", 1700).fact.problems


def test_a_file_for_the_screen_stays_light_with_any_photo() -> None:
    noisy = made("a1", 2400, noisy=True)
    assert 1_000_000 < len(noisy.pdf) <= 3_000_000
    assert min(placed(noisy).ppi) >= 150
    assert not noisy.fact.problems


def test_a_cut_out_photo_stays_see_through_and_sharp() -> None:
    for name, ppi in (("a4", 200), ("a4-print", 300)):
        one = made(name, 2600, "RGBA")
        found = placed(one)
        assert all(round(each) == ppi for each in found.ppi)
        with pikepdf.open(io.BytesIO(one.pdf)) as opened:
            marks = [m for m in painted(opened.pages[0]) if isinstance(m, Placed)]
            source = max(marks, key=lambda mark: mark.pixels[0]).source
            mask = source.SMask
            assert (mask.Width, mask.Height) == (source.Width, source.Height)
            assert set(mask.read_bytes()) >= {0, 255}


def test_the_same_photo_is_the_same_bytes() -> None:
    site, named = sheets(photo(900))
    for name in ("a4", "a4-print"):
        first = printed(site, named[name])  # type: ignore[arg-type]
        assert first.pdf == printed(site, named[name]).pdf  # type: ignore[arg-type]


def test_a_cut_out_photo_is_printed_in_the_inks_of_the_press() -> None:
    site = site_of(
        {
            "site.yaml": "name: Proef\nposters: {persona: [a4]}\n"
            "print: {colour: cmyk, icc: pers.icc}\n",
            "pers.icc": press_profile(),
            "personas/peter.md": PETER,
            "images/foto peter.png": photo(1700, "RGBA"),
        }
    )
    every = prints.editions(persona_sheets(site), site, words("nl"))
    sheet = next(each for each in every if each.variant)
    icc = Path(project({"pers.icc": press_profile()}) / "content/pers.icc")
    one = printed(replace(site, press_profiles={"pers.icc": str(icc)}), sheet)
    assert [check.name for check in one.fact.checks if not check.passed] == []
    found = placed(one)
    assert found.colour.space == "DeviceCMYK" and round(found.ppi[0]) == 300
    with pikepdf.open(io.BytesIO(one.pdf)) as opened:
        held = [mark.source for mark in painted(opened.pages[0]) if isinstance(mark, Placed)]
        assert any("/SMask" in source for source in held)

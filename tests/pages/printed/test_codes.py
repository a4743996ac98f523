"""A page in; its address and the code that leads there out."""

from __future__ import annotations

import re

from affiche.model import Settings, Site
from affiche.pages.printed.codes import address, code


def test_a_page_has_an_address_when_the_site_has_one() -> None:
    path = "journeys/ketel/index.html"
    site = Site(settings=Settings(url="https://klanten.example/intranet/"))
    assert address(path, site) == "https://klanten.example/intranet/journeys/ketel/"
    assert address(path, Site()) == ""


def test_a_code_has_its_quiet_zone_and_nothing_comes_of_no_address() -> None:
    found = code("https://klanten.example/")
    assert found is not None and found.size == 25 + 2 * 4
    assert found.path.startswith("M4 4h1v1h-1z")
    assert code("") is None


def test_dark_squares_beside_each_other_are_drawn_as_one() -> None:
    found = code("https://klanten.example/personas/peter/")
    assert found is not None and found.runs.startswith("M4 4h7v1h-7z")
    drawn = [
        (int(x) + at, int(y))
        for x, y, long in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", found.runs)
        for at in range(int(long))
    ]
    squares = re.findall(r"M(\d+) (\d+)h1v1h-1z", found.path)
    assert drawn == [(int(x), int(y)) for x, y in squares]
    assert 2 * found.runs.count("M") < len(squares) * 1.3

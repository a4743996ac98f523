"""A page in; its address and the code that leads there out."""

from __future__ import annotations

from affiche.model import Settings, Site
from affiche.pages.codes import address, code


def test_a_page_has_an_address_when_the_site_has_one() -> None:
    path = "journeys/ketel/index.html"
    site = Site(settings=Settings(url="https://klanten.example/intranet/"))
    assert address(path, site) == "https://klanten.example/intranet/journeys/ketel/"
    assert address(path, Site()) == ""


def test_a_code_has_its_quiet_zone_and_nothing_comes_of_no_address() -> None:
    found = code("https://klanten.example/")
    assert found is not None and found.size == 25 + 2 * 4
    assert found.path.startswith("M4 4h7v1h-7z")
    assert code("") is None

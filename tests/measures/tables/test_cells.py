"""How many stars a cell says, and of how many."""

from __future__ import annotations

import pytest

from affiche.measures.tables.cells import number, out_of


@pytest.mark.parametrize(
    ("text", "stars", "most"),
    [
        ("★★★★☆", 4, 5), ("⭐⭐⭐", 3, None), ("⭐️⭐️⭐️", 3, None), ("★★★ of 3", 3, 3),
        ("★★★ van 5", 3, 5),
        ("★★★½", 3.5, None), ("★★★½☆", 3.5, 5), ("⭐⭐⭐⭐ (4/5)", 4, 5), ("★★★★☆ (4)", 4, 5),
        ("★ 4", 4, None), ("4 ★", 4, None), ("3,5★", 3.5, None), ("★4.5", 4.5, None),
        ("4/5 ⭐", 4, 5), ("4 stars out of 5", 4, 5), ("4.0 out of 5 stars", 4, 5),
        ("4 of 5 sterren", 4, 5), ("4 van de 5 sterren", 4, 5), ("4 sur 5", 4, 5), ("8/10", 8, 10),
        ("80 %", 80, 100), ("5 sterren", 5, None), ("★", 1, None),
    ],
)  # fmt: skip
def test_stars_in_whatever_form(text: str, stars: float, most: float | None) -> None:
    assert (number(text), out_of(text)) == (stars, most)


@pytest.mark.parametrize("text", ["☆☆☆", "4 of 5", "★★★ 4", "★★ twee of drie", "1 ★ of 2 ★"])
def test_what_may_be_two_numbers_is_none(text: str) -> None:
    assert number(text) is None

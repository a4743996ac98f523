"""A file's text in; its pictures and links, with their places, out."""

from __future__ import annotations

import pytest

from affiche.reading.targets.links import links


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("![a](b.png) en [c](d.md)", [(True, "b.png", 1, 6), (False, "d.md", 1, 20)]),
        ("x\n[a](<b c.md> \"titel\")", [(False, "b c.md", 2, 6)]),
        ("[a](b_(c).md)", [(False, "b_(c).md", 1, 5)]),
        ("[![a](b.png)](c.md)", [(True, "b.png", 1, 7), (False, "c.md", 1, 15)]),
        ("[a\nb](c.md)", [(False, "c.md", 2, 4)]),
        ('<img alt="" src="a.png"> <a href=\'b.md\'>b</a>',
         [(True, "a.png", 1, 1), (False, "b.md", 1, 26)]),
        ("[a][b]\n\n[b]: c.md", [(False, "c.md", 3, 6)]),
        ("![a][b]\n\n[b]: c.png", [(True, "c.png", 3, 6)]),
        ("`[a](b.md)` en ``![`](c)``", []),
        ("```\n[a](b.md)\n```\n[c](d.md)", [(False, "d.md", 4, 5)]),
        ("geen [haken] en (ronde)", []),
    ],
)  # fmt: skip
def test_every_address_is_found_where_it_stands(
    text: str, found: list[tuple[bool, str, int, int]]
) -> None:
    assert [(link.picture, link.address, link.line, link.column) for link in links(text)] == found


@pytest.mark.parametrize(
    "written",
    [
        "(a/mijn foto.jpg)",
        "(<a/mijn foto.jpg>)",
        '(a/mijn foto.jpg "titel")',
        "( a/mijn foto.jpg )",
    ],
)
def test_a_picture_with_a_blank_in_its_name_is_found_whole(written: str) -> None:
    assert [one.address for one in links(f"Hier ![zij]{written} en [x](b.md).")] == [
        "a/mijn foto.jpg", "b.md",
    ]  # fmt: skip

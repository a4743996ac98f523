"""A portrait that stands in the text becomes the face; any other picture stays where it is."""

from __future__ import annotations

import pytest

from affiche.reading.markdown.face import face


@pytest.mark.parametrize(
    ("biography", "file", "alt", "rest"),
    [
        ("![Ina](../images/ina.png)\n\nIna koopt in.", "ina.png", "Ina", "Ina koopt in."),
        ("Ina koopt in.\n\n![](ina.png)", "ina.png", "", "Ina koopt in."),
        (
            '<div><img src="../images/a/ina.png" class="profile" alt="" /></div>\n\nIna.',
            "a/ina.png",
            "",
            "Ina.",
        ),
        ("<img alt='Ina &amp; Jan' src='ina.png'>", "ina.png", "Ina & Jan", ""),
        ("![Ina](../images/in%20a.png){: .rond}\nIna.", "in a.png", "Ina", "Ina."),
    ],
)
def test_a_portrait_in_the_text(biography: str, file: str, alt: str, rest: str) -> None:
    found, left = face(biography)
    assert found is not None
    assert (found.file, found.alt, left.strip()) == (file, alt, rest)


@pytest.mark.parametrize(
    "biography",
    [
        "Ina koopt in.",
        "![Ina](https://example.com/ina.png)",
        "![Ina](../../ina.png)",
        "<img alt=x>",
    ],
)
def test_no_portrait_of_ours(biography: str) -> None:
    assert face(biography) == (None, biography)

"""A file's name in; its id, or why it cannot be one, out."""

from __future__ import annotations

import pytest

from affiche.errors import Place
from affiche.reading.files.names import check, clashes, identify, suggest

PLACE = Place("content/personas/x.md")


@pytest.mark.parametrize(
    "name", ["peter", "Peter-2", "jan_de_vries", "v1.2", "李雷", "José", "Ὀδυσσεύς", "सीता", "محمد"]
)
def test_letters_of_every_script_make_an_id(name: str) -> None:
    assert check(PLACE, name, ".md") is None


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("jan de vries", "jan-de-vries.md"),
        ("Anna & Bob", "anna-bob.md"),
        ("con", "con-1.md"),
        ("LPT1.oud", "lpt1-oud.md"),
        ("a\u202etxt", "a-txt.md"),
        ("a\u200bb", "a-b.md"),
        ("a\tb", "a-b.md"),
        ("-x", "x.md"),
        ("x.", "x.md"),
        ("50%?", "50.md"),
        ("???", "naam.md"),
        ("x" * 81, "x" * 80 + ".md"),
    ],
)
def test_a_bad_name_comes_with_a_better_one(name: str, better: str) -> None:
    found = check(PLACE, name, ".md")
    assert found is not None
    assert found.values["better"] == better
    assert check(PLACE, better.removesuffix(".md"), ".md") is None


def test_an_accent_is_the_same_however_it_is_stored() -> None:
    assert identify("Jose\u0301") == identify("José")
    assert suggest("Jose\u0301 M") == "josé-m"


def test_names_that_are_one_file_to_windows_clash() -> None:
    places = [("Peter", Place("a/Peter.md")), ("ina", PLACE), ("peter", Place("a/peter.md"))]
    assert [(p.rule, p.place.path) for p in clashes(places)] == [("name-clash", "a/peter.md")]

"""Misspelt words in; the word that was meant out."""

from __future__ import annotations

import pytest

from affiche.reading import guesses

KEYS = ("name", "age", "goals", "quote", "day", "tools")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("aeg", "age"), ("dya", "day"), ("nmae", "name"), ("qoute", "quote"), ("gaols", "goals"),
     ("Leeftijd", "age"), ("doellen", "goals"), ("eag", None), ("ab", None), ("xyz", None)],
)  # fmt: skip
def test_a_slip_of_the_fingers_is_known(typed: str, meant: str | None) -> None:
    assert guesses.key(typed, KEYS) == meant

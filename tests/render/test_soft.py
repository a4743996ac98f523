"""Names with long words in; the same names, that may break with a hyphen, out."""

from __future__ import annotations

import pytest

from affiche.render.soft import HYPHEN, soft


@pytest.mark.parametrize(
    ("name", "language", "parted"),
    [
        ("Garantieaanvraag per post", "nl", "Garan-tie-aan-vraag per post"),
        ("Misunderstanding", "en", "Mis-un-der-stand-ing"),
        ("Formulier verhuizing", "nl", "Formulier verhuizing"),
        ("Balie", "nl", "Balie"),
        ("Garantieaanvraag", "xx", "Garantieaanvraag"),
        ("استبياناتالعملاء", "ar", "استبياناتالعملاء"),
    ],
)
def test_a_long_word_may_break_where_its_language_says(
    name: str, language: str, parted: str
) -> None:
    assert soft(name, language).replace(HYPHEN, "-") == parted
    assert soft(name, language).replace(HYPHEN, "") == name

"""What a list can be narrowed by: only what tells its things apart."""

from __future__ import annotations

from affiche.pages.filters import filters
from affiche.words import words

NL = words("nl")


def test_only_what_tells_apart_can_be_chosen() -> None:
    things = {
        "a": {"status": ["Concept"], "owner": ["Verkoop"], "phase": ["Aankoop", "Gebruik"]},
        "b": {"status": ["Concept"], "owner": ["inkoop"], "phase": ["Gebruik"]},
        "c": {"status": ["Concept"], "owner": [""]},
    }
    found = filters(things, NL)
    assert found is not None
    assert [(f.name, f.label, f.options) for f in found.facets] == [
        ("phase", "Fase", ("Aankoop", "Gebruik")),
        ("owner", "Eigenaar", ("inkoop", "Verkoop")),
    ]
    assert found.tags == {"a": "phase.0 phase.1 owner.1", "b": "phase.1 owner.0", "c": ""}


def test_a_short_list_or_one_of_a_kind_has_no_choices() -> None:
    two = {"a": {"owner": ["x"]}, "b": {"owner": ["y"]}}
    assert filters(two, NL) is None
    assert filters({key: {"owner": ["x"]} for key in "abcd"}, NL) is None

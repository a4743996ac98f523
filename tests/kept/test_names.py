"""What stands for a thing: as long as it is that very thing."""

from __future__ import annotations

from affiche import kept
from affiche.kept import Store
from affiche.model import Persona
from affiche.pages import visible
from affiche.reading import documents
from affiche.reading.canonical import Own
from affiche.reading.remembered import Reader


class _Thing:
    """It may be anything that can be held weakly."""


def test_a_thing_has_the_name_that_it_was_given_and_another_has_none() -> None:
    one = _Thing()
    kept.entitle(one, "one")
    assert kept.title(one) == "one"
    assert kept.title(one, "as", frozenset({"b", "a"})) == "one 'as' ['a', 'b']"
    assert kept.title(_Thing()) is None


def test_a_name_goes_with_its_thing() -> None:
    """Another one at the same address is no longer what the name stood for."""
    for number in range(100):
        one = _Thing()
        assert kept.title(one) is None
        kept.entitle(one, f"{number}")
        del one


def persona(raw: bytes) -> Persona:
    """As it is read."""
    read = Reader(Store(None))(documents.persona, "content/personas/p.md", "p", raw, Own())
    assert read.value
    return read.value


def test_a_document_is_called_by_its_bytes() -> None:
    one, same = persona(b"---\nname: Anna\n---\n"), persona(b"---\nname: Anna\n---\n")
    kept.forget()
    again, other = persona(b"---\nname: Anna\n---\n"), persona(b"---\nname: Anne\n---\n")
    assert kept.title(one) == kept.title(same) == kept.title(again) != kept.title(other)


def test_what_may_be_seen_of_a_document_is_called_otherwise() -> None:
    """Its secrets are in what is remembered of the whole one."""
    whole = persona(b"---\nname: Anna\nnotes_internal: twaalf buren\n---\n")
    seen = [visible.for_colleagues(whole), visible.for_agency(whole)]
    names = {kept.title(one) for one in (whole, *seen)}
    assert None not in names
    assert len(names) == len({id(one) for one in (whole, *seen)})


def test_a_copy_of_a_document_has_no_name() -> None:
    """It is with another value, and not what was read."""
    whole = persona(b"---\nname: Anna\n---\n")
    assert kept.title(whole.model_copy(update={"name": "Anne"})) is None

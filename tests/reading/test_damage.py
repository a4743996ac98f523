"""A damaged document is an error, or nobody gets of it what is not for them."""

from __future__ import annotations

import pytest

from affiche.reading import documents, suspects
from affiche.reading.markdown import body
from tests.long.damage import amiss, tried
from tests.support import beside
from tests.support.attacks import INTERNAL, SECRET
from tests.support.damage import WHOLE, damaged


def leaking(seed: str, count: int) -> list[str]:
    """The seeds of the documents of which somebody gets too much."""
    seeds = [f"{seed} {number}" for number in range(count)]
    return [one for one in seeds if amiss(tried(damaged(one)))]


def test_five_hundred_damaged_documents_leak_nothing() -> None:
    """`python -m tests.long.damage` tries as many as you like."""
    assert leaking("ci", 500) == []


def test_control_without_the_look_at_what_was_not_read_they_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(suspects, "body", lambda text, kind: ())
    monkeypatch.setattr(suspects, "value", lambda text, kind, level: iter(()))
    monkeypatch.setattr(suspects, "cut_off", lambda header, text: None)
    monkeypatch.setattr(body, "draws_heading", lambda text: False)
    assert len(leaking("ci", 150)) > 15


def test_control_the_documents_are_taken_as_they_are_and_hold_canaries() -> None:
    for kind, text in WHOLE.items():
        made = tried(type(damaged("x"))(kind, text.encode(), ()))
        assert made.refused == ()
        assert amiss(made) == ()
        assert text.count(SECRET) + text.count(INTERNAL) >= 3
    assert len({damaged(f"x {number}").raw for number in range(200)}) > 180


def leaking_beside(seed: str, count: int) -> list[str]:
    seeds = [f"{seed} {number}" for number in range(count)]
    return [one for one in seeds if amiss(tried(beside.damaged(one)))]


def test_damaged_settings_registers_notes_and_reviews_leak_nothing() -> None:
    """`python -m tests.long.damage 3000 a beside` tries as many as you like."""
    assert leaking_beside("ci", 250) == []


def test_control_without_the_look_at_what_slipped_in_or_out_they_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(suspects, "value", lambda text, kind, level: iter(()))
    monkeypatch.setattr(documents, "_slipped_out", lambda *_: iter(()))
    assert len(leaking_beside("ci", 250)) > 5


@pytest.mark.parametrize("file", beside.FILES)
def test_control_each_of_these_files_is_taken_as_it_is_and_holds_canaries(file: str) -> None:
    text = beside.FILES[file]
    made = tried(type(damaged("x"))(file, text.encode(), ()))
    assert made.refused == ()
    assert amiss(made) == ()
    assert text.count(SECRET) + text.count(INTERNAL) >= 2


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("opportunities.yaml", f"ticket: {SECRET}"),
        ("opportunities.yaml", f"Ticket: {SECRET}"),
        ("opportunities.yaml", f"tickets: {SECRET}"),
        ("opportunities.yaml", "owner: Verkoop"),
        ("touchpoints.yaml", "owner: Verkoop"),
        ("touchpoints.yaml", f"notes_internal: {SECRET}"),
    ],
)
def test_a_field_that_lost_its_blanks_is_no_entry_of_a_register(file: str, line: str) -> None:
    made = beside.outcome(file, f"{beside.FILES[file]}{line}\n".encode())
    said = next(one for one in made.problems if one.rule == "unread-field")
    assert said.place.line == beside.FILES[file].count("\n") + 1
    assert said.values["text"] == f"  {line}"


def test_an_entry_of_a_register_may_have_a_name_alone() -> None:
    made = beside.outcome("touchpoints.yaml", beside.TOUCHPOINTS.encode() + b"balie: De balie\n")
    assert made.refused == ()


def test_an_entry_that_a_sign_of_yaml_folds_into_one_text_is_no_title() -> None:
    text = beside.OPPORTUNITIES.replace("rekenhulp:", "rekenhulp: >-")
    assert "unread-field" in beside.outcome("opportunities.yaml", text.encode()).refused


def test_a_misspelt_secret_key_of_another_kind_is_one_behind_a_sentence() -> None:
    text = beside.OPPORTUNITIES.replace("meteen.", f"meteen.. / notesinternal|\t{SECRET}")
    assert "unread-field" in beside.outcome("opportunities.yaml", text.encode()).refused

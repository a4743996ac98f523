"""A damaged document is an error, or nobody gets of it what is not for them."""

from __future__ import annotations

import pytest

from affiche.reading import suspects
from affiche.reading.markdown import body
from tests.long.damage import amiss, tried
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

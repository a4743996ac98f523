"""What follows from plain data is made once, in whichever process; what has no name is not kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from affiche.kept import Store, lasting, used

MADE: list[str] = []


@lasting(tuple, lambda text: None if text == "unnamed" else text)
def letters(text: str) -> tuple[str, ...]:
    """The letters of a text."""
    MADE.append(text)
    return tuple(text)


def test_it_is_made_once_for_all_processes(tmp_path: Path) -> None:
    MADE.clear()
    for _ in range(2):
        with Store(tmp_path / "made") as store, used(store):
            assert letters("nina") == ("n", "i", "n", "a")
            assert letters("ina") == ("i", "n", "a")
    assert MADE == ["nina", "ina"]


def test_without_a_store_or_a_name_it_is_made_again(tmp_path: Path) -> None:
    MADE.clear()
    assert letters("nina") == letters("nina")
    with Store(tmp_path / "made") as store, used(store):
        assert letters("unnamed") == letters("unnamed")
    assert MADE == ["nina", "nina", "unnamed", "unnamed"]


def test_a_process_of_its_own_leaves_the_store_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    MADE.clear()
    with Store(tmp_path / "made") as store, used(store):
        letters("nina")
        monkeypatch.setattr("os.getpid", lambda: -1)
        letters("nina")
    assert MADE == ["nina", "nina"]

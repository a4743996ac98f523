"""What was read before is what would be read now, and nothing that is kept can start anything."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from affiche import kept
from affiche.kept import Store, pickled
from affiche.reading import documents, remembered
from affiche.reading.canonical import Own
from affiche.reading.remembered import Reader
from tests.support.projects import CONTENT

OWN = Own(channels=frozenset({"b", "a"}), phases=(("x", "X"),))
PETER = b"---\nname: Peter\nage: 42\n---\nHij vervangt ketels.\n"


@pytest.fixture(autouse=True)
def another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "_known", kept.Lately(remembered.MOST))


def opened(body: bytes) -> Any:
    return kept.opened(body, documents.Read, remembered.MODULES)


def read_again(store: Path, *what: Any) -> Any:
    remembered._known.clear()
    with Store(store) as opened:
        return Reader(opened)(*what)


@pytest.mark.parametrize(
    ("kind", "read"), [("personas", documents.persona), ("journeys", documents.journey)]
)
def test_every_document_of_the_sample_comes_back_as_it_was(
    tmp_path: Path, kind: str, read: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = sorted((CONTENT / kind).iterdir())
    first = [
        read_again(tmp_path / "made", read, f.name, f.stem, f.read_bytes(), OWN) for f in files
    ]
    assert first == [read(f.name, f.stem, f.read_bytes(), OWN) for f in files]

    def never(path: str, name: str, raw: bytes, own: Own) -> Any:
        raise AssertionError(f"{path} is read again")

    never.__name__ = read.__name__
    for file, known in zip(files, first, strict=True):
        again = read_again(tmp_path / "made", never, file.name, file.stem, file.read_bytes(), OWN)
        assert again == known
        assert repr(again) == repr(known)


@pytest.mark.parametrize(
    "other",
    [
        (documents.persona, "content/personas/piet.md", "piet", PETER, OWN),
        (documents.persona, "content/personas/peter.md", "peter", PETER + b"x", OWN),
        (documents.persona, "content/personas/peter.md", "peter", PETER, Own()),
        (documents.briefing, "content/personas/peter.md", "peter", PETER, OWN),
    ],
)
def test_anything_else_is_read(tmp_path: Path, other: tuple[Any, ...]) -> None:
    made = tmp_path / "made"
    read_again(made, documents.persona, "content/personas/peter.md", "peter", PETER, OWN)
    read, *what = other
    assert read_again(made, read, *what) == read(*what)


class Starts:
    def __reduce__(self) -> Any:
        return (Path.write_text, (Path("started"), "!"))


class Calls:
    def __reduce__(self) -> Any:
        import os

        return (os.getcwd, ())


@pytest.mark.parametrize(
    "body", [Starts(), Calls(), print, date, len], ids=["starts", "calls", "print", "date", "len"]
)
def test_what_is_no_document_is_nothing(body: Any) -> None:
    try:
        held = pickle.dumps(body)
    except Exception:
        held = b"garbage"
    assert opened(held) is None


def test_a_class_that_a_module_of_ours_only_imports_is_none_of_its() -> None:
    def named(name: str) -> bytes:
        return b"\x80\x05" + f"caffiche.reading.documents\n{name}\n.".encode()

    with pytest.raises(pickle.UnpicklingError):
        pickled._Unpickler(named("Place"), remembered.MODULES).load()
    assert pickled._Unpickler(named("Read"), remembered.MODULES).load() is documents.Read


@pytest.mark.parametrize("body", [b"", b"x", b"\x80\x05", pickle.dumps(["a"])[:-1]])
def test_a_broken_entry_is_nothing(body: bytes) -> None:
    assert opened(body) is None

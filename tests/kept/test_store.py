"""What outlasts a build: whole or not at all, bounded, and never in the way."""

from __future__ import annotations

import os
import random
import sqlite3
import threading
from pathlib import Path

import pytest

from affiche import kept
from affiche.kept import Store, store


def held(path: Path, key: bytes) -> bytes | None:
    with Store(path) as opened:
        return opened.get(key)


def put(path: Path, *pairs: tuple[bytes, bytes]) -> None:
    with Store(path) as opened:
        for key, body in pairs:
            opened.put(key, body)


def test_what_is_put_is_there_the_next_time(tmp_path: Path) -> None:
    put(tmp_path / "deep" / "kept", (b"a", b"one"), (b"b", b""))
    assert held(tmp_path / "deep" / "kept", b"a") == b"one"
    assert held(tmp_path / "deep" / "kept", b"b") == b""
    assert held(tmp_path / "deep" / "kept", b"c") is None


def test_before_it_is_saved_it_is_there_already(tmp_path: Path) -> None:
    opened = Store(tmp_path / "kept")
    opened.put(b"a", b"one")
    assert opened.get(b"a") == b"one"
    opened.close()


def test_without_a_place_nothing_is_kept() -> None:
    with Store(None) as opened:
        opened.put(b"a", b"one")
        assert opened.get(b"a") is None


def test_every_damaged_byte_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    put(path, (b"a", b"one thing to remember" * 3))
    base = sqlite3.connect(path)
    (whole,) = base.execute("SELECT body FROM kept").fetchone()
    for place in range(len(whole)):
        wrong = bytes([*whole[:place], whole[place] ^ 1, *whole[place + 1 :]])
        with base:
            base.execute("UPDATE kept SET body = ?", (wrong,))
        assert held(path, b"a") is None
    base.close()


def test_an_entry_under_another_key_is_none(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    put(path, (b"a", b"one"))
    base = sqlite3.connect(path)
    with base:
        base.execute("UPDATE kept SET key = ?", (b"b",))
    base.close()
    assert held(path, b"b") is None


def test_control_a_sum_without_the_key_believes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = store._checksum
    monkeypatch.setattr(store, "_checksum", lambda key, body: real(b"", body))
    path = tmp_path / "kept"
    put(path, (b"a", b"one"))
    base = sqlite3.connect(path)
    with base:
        base.execute("UPDATE kept SET key = ?", (b"b",))
    base.close()
    assert held(path, b"b") == b"one"


@pytest.mark.parametrize("content", [b"", b"no database at all " * 400, b"SQLite format 3\0" * 9])
def test_a_file_that_is_none_of_ours_is_replaced(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "kept"
    path.write_bytes(content)
    put(path, (b"a", b"one"))
    assert held(path, b"a") == b"one"


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    put(tmp_path / "file" / "kept", (b"a", b"one"))
    assert held(tmp_path / "file" / "kept", b"a") is None


def test_who_finds_it_locked_goes_on_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kept"
    put(path, (b"a", b"one"))
    monkeypatch.setattr(store, "WAIT", 0.0)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    put(path, (b"b", b"two"))
    other.execute("ROLLBACK")
    other.close()
    assert held(path, b"a") == b"one"
    assert held(path, b"b") is None


def test_the_longest_unused_goes_first(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    bodies = [(bytes([n]), random.Random(n).randbytes(1000)) for n in range(9)]
    put(path, *bodies)
    base = sqlite3.connect(path)
    with base:
        base.execute("UPDATE kept SET used = 1000 + 0")
    base.close()
    assert held(path, b"\x00") is not None  # it is used now
    with Store(path, most=6000) as opened:
        opened.put(b"new", b"!")
    assert held(path, b"new") == b"!"
    assert held(path, b"\x00") is not None
    assert sum(held(path, key) is not None for key, _ in bodies) < len(bodies)


def test_several_threads_use_one(tmp_path: Path) -> None:
    with Store(tmp_path / "kept") as opened:

        def work(number: int) -> None:
            for turn in range(50):
                opened.put(bytes([number, turn]), bytes([turn]))
                assert opened.get(bytes([number, turn])) == bytes([turn])

        threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert held(tmp_path / "kept", bytes([3, 49])) == bytes([49])


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_nobody_else_reads_what_is_kept(tmp_path: Path) -> None:
    put(tmp_path / "kept", (b"a", b"one"))
    assert (tmp_path / "kept").stat().st_mode & 0o077 == 0


def test_parts_of_a_key_do_not_run_into_each_other() -> None:
    assert kept.key("a", "bc") != kept.key("ab", "c")
    assert kept.key("a") == kept.key(b"a")

"""What was read of large exports: the same again, for nobody else's eyes, and never a stop."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import pytest

from affiche import content
from affiche.kept import forget
from affiche.measures import memory, reading
from affiche.measures.memory import remembered
from affiche.measures.reading import Found
from tests.measures.test_privacy import REVIEWS
from tests.measures.test_reading import BASE
from tests.support.projects import TODAY, project


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A project of which everything is kept, and the file in which it is."""
    monkeypatch.setattr(memory, "SMALL", 1)
    forget()  # as in another process
    root = project({**BASE, "measurements/reviews.csv": REVIEWS})
    content.load(root / "content", TODAY, tmp_path)
    (file,) = (tmp_path / "measurements").glob("*.json")
    return root, file


def test_it_is_the_same_again(kept: tuple[Path, Path], tmp_path: Path) -> None:
    root, _ = kept
    anew = content.load(root / "content", TODAY).site
    forget()
    again = content.load(root / "content", TODAY, tmp_path).site
    assert anew is not None and again is not None
    assert again.measurements == anew.measurements


@pytest.mark.skipif(sys.platform == "win32", reason="no such rights there")
def test_nobody_else_may_read_it(kept: tuple[Path, Path]) -> None:
    assert kept[1].stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "broken", ["", "{", "[]", "5", '{"answers": []}', "null", '{"answers": 1}']
)
def test_a_broken_one_is_as_none(kept: tuple[Path, Path], tmp_path: Path, broken: str) -> None:
    root, file = kept
    anew = content.load(root / "content", TODAY).site
    file.write_text(broken, "utf-8")
    forget()
    again = content.load(root / "content", TODAY, tmp_path).site
    assert anew is not None and again is not None
    assert again.measurements == anew.measurements


def test_without_a_folder_all_is_read() -> None:
    assert remembered(None, {"a.csv": b"x"}, "", TODAY, Found) == Found()


def test_in_one_process_the_same_answers_are_the_same_object() -> None:
    root = project({**BASE, "measurements/reviews.csv": REVIEWS})
    one, again = (content.load(root / "content", TODAY).site for _ in range(2))
    assert one is not None and again is not None
    assert one.measurements is again.measurements
    assert one.journeys is again.journeys


def test_another_day_reads_nothing_again(
    kept: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, _ = kept
    forget()
    monkeypatch.setattr(reading, "read_folder", lambda *_: pytest.fail("read again"))
    assert content.load(root / "content", TODAY + timedelta(days=30), tmp_path).site is not None


def test_from_a_day_that_a_row_is_too_far_from_all_is_read_again(
    kept: tuple[Path, Path], tmp_path: Path
) -> None:
    root, _ = kept
    forget()
    before = content.load(root / "content", TODAY - timedelta(days=900), tmp_path)
    assert {one.rule for one in before.problems} >= {"impossible-date"}
    after = content.load(root / "content", TODAY, tmp_path)
    assert "impossible-date" not in {one.rule for one in after.problems}

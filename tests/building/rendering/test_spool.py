"""Files as they are made: only the first are held, and every one comes back."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from affiche.building import pipeline
from affiche.building.options import Options
from affiche.building.rendering import spool
from affiche.building.rendering.spool import Spool
from affiche.disk import Files
from tests.support.projects import THEMES, TODAY, project

MADE = {f"{n}.html": b"%d" % n * 1_000 for n in range(20)}


def spooled(folder: Path | None) -> Spool:
    one = Spool(folder)
    for path, content in MADE.items():
        one.add(path, content)
    return one


def test_what_comes_after_the_first_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "MOST", 5_000)
    one = spooled(tmp_path)
    assert sum(map(len, one.held.values())) <= 5_000
    assert dict(Files(one.held, one.read)) == MADE
    assert list(tmp_path.iterdir()) == []  # nobody else finds it, and nothing stays
    assert spooled(None).held == MADE


def test_where_the_disk_is_full_all_are_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "MOST", 5_000)

    def full(**_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(spool.tempfile, "TemporaryFile", full)
    assert spooled(tmp_path).held == MADE


def test_a_site_is_the_same_whatever_is_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sites = []
    for most in (spool.MOST, 0):
        monkeypatch.setattr(spool, "MOST", most)
        out = tmp_path / str(most)
        root = project({"personas/anna.md": "---\nname: Anna\n---\n"})
        pipeline.build(Options(root / "content", THEMES, out, TODAY, pdf=False))
        files = sorted(path for path in out.rglob("*") if path.is_file())
        sites.append({path.relative_to(out): path.read_bytes() for path in files})
    assert sites[0] == sites[1]

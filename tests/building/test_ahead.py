"""The search for secrets shared by processes: the same finds, by then known."""

from __future__ import annotations

from pathlib import Path

import pytest

from affiche.building import ahead, handover
from affiche.building.handover import Source
from affiche.disk import Files
from affiche.kept import Store
from affiche.leaks import views
from affiche.model import Briefing, Site
from affiche.words import words
from tests.support.projects import TODAY
from tests.support.sheets import theme


@pytest.fixture
def source(tmp_path: Path) -> Source:
    said = {"id": "b", "path": "content/briefings/b.md", "title": "Najaar"}
    briefing = Briefing.model_validate({**said, "budget": "achtentwintigduizend"})
    site = Site(briefings={"b": briefing})
    store = Store(tmp_path / "made")
    return Source(site, theme(), words("nl"), tmp_path / "content", (), TODAY, store)


def sheets(count: int) -> Files:
    """Every tenth has a secret in it."""
    said = {n: b"Achtentwintigduizend" if n % 10 == 0 else b"Het najaar" for n in range(count)}
    return Files({}, {f"{n:03}.pdf": lambda n=n: b"%d %s" % (n, said[n]) for n in said})  # type: ignore[misc]


def test_what_was_searched_ahead_is_found_without_reading_it_again(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = sheets(ahead.FEW)
    ahead.search(source, files, 2)
    monkeypatch.setattr(views, "inside", lambda *_: 1 / 0)
    found = handover.secret_leaks(source, files)
    assert [one.values["file"] for one in found] == [f"{n:03}.pdf" for n in range(0, ahead.FEW, 10)]
    ahead.search(source, files, 2)  # and now there is nothing to search


@pytest.mark.parametrize(("jobs", "count"), [(1, ahead.FEW), (2, ahead.FEW - 1)])
def test_control_few_files_and_one_process_wait_for_the_search_itself(
    source: Source, monkeypatch: pytest.MonkeyPatch, jobs: int, count: int
) -> None:
    files = sheets(count)
    ahead.search(source, files, jobs)
    assert len(handover.secret_leaks(source, files)) == len(range(0, count, 10))
    other = sheets(count)
    source.store.forget()
    monkeypatch.setattr(views, "inside", lambda *_: 1 / 0)
    ahead.search(source, other, jobs)
    with pytest.raises(ZeroDivisionError):
        handover.secret_leaks(source, other)


def test_pages_that_were_made_now_are_searched_ahead_as_well(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = dict(sheets(ahead.FEW + 1))
    made = [path for path in held if path != "010.pdf"]
    ahead.search(source, Files(held, {}), 2, made)
    read: list[str] = []
    inside = views.inside
    monkeypatch.setattr(
        views, "inside", lambda name, *more: read.append(name) or inside(name, *more)
    )  # type: ignore[func-returns-value]
    assert len(handover.secret_leaks(source, held)) == len(range(0, ahead.FEW + 1, 10))
    assert [name for name in read if name] == ["010.pdf"]

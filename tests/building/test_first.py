"""Of a site that was never there the pages come first: nobody waits for paper to see anything."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from affiche import cli
from affiche.building import pipeline, printroom
from affiche.building.options import Stage, Step
from tests.building.test_pipeline import options
from tests.support.presses import FakePress
from tests.support.projects import PETER, project


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> FakePress:
    """No test of this module waits for real paper."""
    fake = FakePress()
    monkeypatch.setattr(printroom, "Press", fake)
    monkeypatch.setattr(pipeline, "Press", fake)
    return fake


MANY = {f"personas/{name}.md": PETER for name in ("peter", "ina", "sam", "wim")}


def first(root: Path) -> pipeline.Options:
    return replace(options(root), pages_first=True)


def test_pages_are_there_while_the_sheets_are_made(press: FakePress) -> None:
    root = project(MANY)
    press.open.clear()  # no sheet is finished before we say so
    seen: list[tuple[bool, bool, str]] = []

    def tell(step: Step) -> None:
        if step.stage is Stage.SHOWN:
            html = (root / "site/personas/peter/index.html").read_text("utf-8")
            pdfs = list((root / "site").rglob("*.pdf"))
            seen.append((bool(pdfs), ".pdf" in html, step.name))
            assert step.total > 4
            press.open.set()

    outcome = pipeline.build(first(root), tell)
    assert seen == [(False, False, str(options(root).out / "index.html"))]
    assert list((root / "site/personas/peter").glob("*.pdf"))
    assert ".pdf" in (root / "site/personas/peter/index.html").read_text("utf-8")
    assert (outcome.unchanged, outcome.new) == (0, outcome.pages + outcome.sheets)


@pytest.mark.parametrize("changes", [{"strict": True}, {"pages_first": False}, {"pdf": False}])
def test_control_a_site_comes_whole_where_that_is_asked(
    press: FakePress, changes: dict[str, bool]
) -> None:
    root = project(MANY)
    stages: list[Stage] = []
    pipeline.build(replace(first(root), **changes), lambda step: stages.append(step.stage))
    assert Stage.SHOWN not in stages


def test_what_stands_already_is_replaced_in_one_go(press: FakePress) -> None:
    root = project(MANY)
    pipeline.build(first(root))
    press.shelf.clear()
    (root / "content/personas/peter.md").write_text(PETER.replace("ketels", "pompen"), "utf-8")
    stages: list[Stage] = []
    pipeline.build(first(root), lambda step: stages.append(step.stage))
    assert Stage.SHOWN not in stages and Stage.SHEETS in stages


def test_the_terminal_says_where_to_look_and_how_long_it_takes(
    press: FakePress, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(MANY)
    monkeypatch.chdir(root)
    assert cli.main(["--themes", str(options(root).themes), "--jobs", "2"]) == 0
    err = capsys.readouterr().err
    assert "De pagina’s staan er: site/index.html. De posters en kaarten volgen (" in err
    assert "), ongeveer 1 minuut." in err
    # And what goes when paper is left out is told.
    assert cli.main(["--themes", str(options(root).themes), "--no-pdf"]) == 0
    err = capsys.readouterr().err
    assert "PDF’s zijn van de site gehaald: --no-pdf maakt er geen." in err
    assert not list((root / "site").rglob("*.pdf"))


def test_a_zip_without_posters_says_so(
    press: FakePress, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    briefing = "---\ntitle: Zomer\npersonas: [peter]\ndeadline: 2027-01-01\n---\n"
    root = project({"personas/peter.md": PETER, "briefings/zomer.md": briefing})
    monkeypatch.chdir(root)
    assert cli.main(["--no-pdf", "--date", "2026-11-22"]) == 0
    said = "In 1 zip voor een bureau zitten geen posters en geen briefing op papier"
    assert said in capsys.readouterr().err


class StoppedError(Exception):
    """Somebody stops the build."""


def test_a_long_run_tells_its_plan_and_goes_on_where_it_was_stopped(
    press: FakePress, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(MANY)
    press.pace = 300.0

    def stop(step: Step) -> None:
        if step.stage is Stage.SHEETS and step.done == 3:
            raise StoppedError

    with pytest.raises(StoppedError):
        pipeline.build(options(root), stop)
    assert not (root / "site").exists()
    press.shelf = dict(list(press.shelf.items())[:3])  # those that were finished by then
    press.made.clear()
    monkeypatch.chdir(root)
    assert cli.main(["--themes", str(options(root).themes)]) == 0
    made = len(press.made)
    assert f"De posters en kaarten volgen ({made}), ongeveer" in capsys.readouterr().err
    (root / "content/personas/peter.md").write_text(PETER.replace("ketels", "pompen"), "utf-8")
    press.made.clear()
    assert cli.main(["--themes", str(options(root).themes)]) == 0
    assert 0 < len(press.made) < made
    plan = f" van eerder, {len(press.made)} te maken, 1 tegelijk: ongeveer "
    assert plan in capsys.readouterr().err
    press.shelf.clear()
    press.pace = 0.1  # the control: a short run tells none
    assert cli.main(["--themes", str(options(root).themes), "--date", "2026-11-23"]) == 0
    assert "tegelijk" not in capsys.readouterr().err

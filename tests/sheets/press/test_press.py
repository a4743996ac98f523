"""The press: the same bytes whoever makes them, a cache that mends itself, limits that name."""

import logging
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, replace
from functools import partial, partialmethod
from pathlib import Path
from typing import Any

import pytest

from affiche.errors import AfficheError, ContentError, Kind
from affiche.pages.plan import Sheet, SheetFact
from affiche.sheets import UnfitError
from affiche.sheets.layout.complaints import complaints
from affiche.sheets.press import crew, machine, press, store, worker
from affiche.sheets.press.press import Press
from affiche.words import words
from tests.support.projects import ROOT
from tests.support.sheets import persona_sheets, printed, site_of, theme

TWO = {
    "personas/ab.md": "---\nname: Ab\ngoals: [Rust]\n---\nAb belt.\n",
    "personas/an.md": "---\nname: An\npains: [Haast]\n---\nAn mailt.\n",
}


@pytest.fixture(scope="module")
def site():  # type: ignore[no-untyped-def]
    return site_of(TWO)


def test_the_same_bytes_from_one_worker_from_two_and_from_this_process(site):
    sheets = persona_sheets(site)
    with Press(1) as one, Press(2) as two:
        alone = [one.submit(sheet, theme(), site) for sheet in sheets]
        turned = [two.submit(sheet, theme(), site) for sheet in reversed(sheets)]
        first = [future.result().pdf for future in alone]
        second = [future.result().pdf for future in turned][::-1]
    assert first == second == [printed(site, sheet).pdf for sheet in sheets]


def test_a_sheet_is_made_once(site, tmp_path):
    sheet = persona_sheets(site)[0]
    with Press(1, tmp_path) as first:
        assert first.ready(sheet, theme(), site) is None
        made = first.submit(sheet, theme(), site).result()
    assert Press(1, tmp_path).ready(sheet, theme(), site) == made


def test_a_lean_press_holds_no_sheet_that_lies_in_the_cache(site, tmp_path):
    sheet = persona_sheets(site)[0]
    with Press(1, tmp_path, lean=True) as first:
        made = first.submit(sheet, theme(), site).result()
    ready = Press(1, tmp_path, lean=True).ready(sheet, theme(), site)
    whole = Press(1, tmp_path).ready(sheet, theme(), site)
    assert made == ready == whole and isinstance(whole.held, bytes)
    assert not isinstance(made.held, bytes) and not isinstance(ready.held, bytes)
    Press(1, tmp_path).forget_others()
    for gone in (made, ready):
        with pytest.raises(ContentError) as wrong:
            gone.pdf  # noqa: B018 - which reads it
        assert "is gone from" in wrong.value.problems[0].what


def test_a_damaged_entry_is_made_again(site, tmp_path):
    sheet = persona_sheets(site)[0]
    made = printed(site, sheet)
    pressing = Press(1, tmp_path)
    key = pressing._prepared(sheet, theme(), site)[0]
    entry = store.entry(tmp_path, key)
    store.write(tmp_path, key, made)
    assert pressing.ready(sheet, theme(), site) == made
    entry.write_bytes(entry.read_bytes()[:-1] + b"?")
    assert pressing.ready(sheet, theme(), site) is None
    entry.write_bytes(b"")
    assert pressing.ready(sheet, theme(), site) is None


def test_an_entry_that_was_copied_over_another_is_not_believed(site, tmp_path):
    one, other = persona_sheets(site)[:2]
    pressing = Press(1, tmp_path)
    keys = [pressing._prepared(sheet, theme(), site)[0] for sheet in (one, other)]
    made = printed(site, one)
    store.write(tmp_path, keys[0], made)
    entries = [store.entry(tmp_path, key) for key in keys]
    entries[1].parent.mkdir(exist_ok=True)
    entries[1].write_bytes(entries[0].read_bytes())
    assert pressing.ready(one, theme(), site) == made
    assert pressing.ready(other, theme(), site) is None


def test_control_without_their_sums_both_are_believed(site, tmp_path, monkeypatch):
    monkeypatch.setattr(store, "_checksum", lambda key, body: bytes(store.SUM))
    one, other = persona_sheets(site)[:2]
    pressing = Press(1, tmp_path)
    keys = [pressing._prepared(sheet, theme(), site)[0] for sheet in (one, other)]
    made = printed(site, one)
    store.write(tmp_path, keys[0], made)
    whole = store.entry(tmp_path, keys[0]).read_bytes()
    store.entry(tmp_path, keys[1]).parent.mkdir(exist_ok=True)
    store.entry(tmp_path, keys[1]).write_bytes(whole[:-1] + b"?")
    known = pressing.ready(other, theme(), site)
    assert known is not None and known.pdf == made.pdf[:-1] + b"?"


def test_the_key_changes_with_what_is_shown_and_with_nothing_else(site):
    def key(files: dict[str, str], at: int = 0) -> str:
        changed = site_of(TWO | files)
        return Press()._prepared(persona_sheets(changed)[at], theme(), changed)[0]

    assert key({}) == key({})
    assert key({}) == key({"personas/an.md": TWO["personas/an.md"].replace("mailt", "schrijft")})
    assert key({}) != key({"personas/ab.md": TWO["personas/ab.md"].replace("Rust", "Rusten")})
    assert key({}, 0) != key({}, 1)
    sheet = persona_sheets(site)[0]
    assert Press()._prepared(replace(sheet, profile="wall"), theme(), site)[0] != key({})


def test_a_sheet_that_takes_too_much_work_is_held_back_with_a_warning(site, monkeypatch):
    def endless(job: object) -> None:
        while True:
            pass

    monkeypatch.setattr(worker, "SECONDS", 0.2)
    monkeypatch.setattr(worker, "_made", endless)
    made = press.make(Press()._prepared(persona_sheets(site)[0], theme(), site)[1])
    (problem,) = made.fact.problems
    assert (made.pdf, made.fact.size) == (b"", 0)
    assert (problem.kind, problem.rule) == (Kind.WARNING, "sheet-slow")
    assert words("nl").say(problem.what, **problem.values).startswith("het vel ab-poster-a2.pdf")
    assert not worker.lasts(made)


def test_waiting_for_a_busy_machine_is_no_work(site, monkeypatch):
    asleep = press.Printed(b"%PDF", SheetFact(4))
    monkeypatch.setattr(worker, "SECONDS", 0.2)
    monkeypatch.setattr(worker, "_made", lambda job: time.sleep(0.6) or asleep)
    assert press.make(Press()._prepared(persona_sheets(site)[0], theme(), site)[1]) == asleep


@pytest.mark.parametrize(
    ("error", "rule", "values"),
    [
        (MemoryError(), "sheet-memory", {"most": 4096}),
        (ZeroDivisionError("x"), "sheet-failed", {"why": "ZeroDivisionError: x"}),
        (RecursionError("deep"), "sheet-failed", {"why": "RecursionError: deep"}),
        (
            AfficheError("personas/ab/ab-poster-a2.pdf: Ignored `height: -153rem`"),
            "sheet-failed",
            {"why": "Ignored `height: -153rem`"},
        ),
    ],
)
def test_whatever_goes_wrong_the_sheet_is_held_back_by_name(site, monkeypatch, error, rule, values):
    def broken(job: object) -> None:
        raise error

    monkeypatch.setattr(worker, "_made", broken)
    made = press.make(Press()._prepared(persona_sheets(site)[0], theme(), site)[1])
    (problem,) = made.fact.problems
    assert (made.pdf, problem.kind, problem.rule) == (b"", Kind.WARNING, rule)
    assert problem.values == {"file": "ab-poster-a2.pdf", **values}
    assert not worker.lasts(made)


def test_a_library_that_swallows_the_alarm_is_asked_again(site, monkeypatch):
    def deaf(job: object) -> None:
        for _ in range(2):
            try:
                while True:
                    pass
            except worker._SlowError:
                continue
        while True:
            pass

    monkeypatch.setattr(worker, "SECONDS", 0.1)
    monkeypatch.setattr(worker, "AGAIN", 0.1)
    monkeypatch.setattr(worker, "_made", deaf)
    made = press.make(Press()._prepared(persona_sheets(site)[0], theme(), site)[1])
    assert made.fact.problems[0].rule == "sheet-slow"


def test_a_sheet_that_kills_its_worker_is_held_back_and_takes_no_other_along(site, monkeypatch):
    """As a control: handed to the worker at once, the others died with it."""
    killer, other = (replace(sheet, data={}) for sheet in persona_sheets(site)[:2])
    with Press(1) as pressing:
        monkeypatch.setattr(pressing, "_prepared", lambda sheet, *_: ("", _Deadly(sheet)))
        futures = [pressing.submit(sheet, theme(), site) for sheet in (killer, other, killer)]
        made = [future.result(60) for future in futures]
    assert [one.fact.problems[0].values.get("why", "") for one in made][::2] == 2 * [
        "the worker process died"
    ]
    assert "died" not in str(made[1].fact.problems)


class _Deadly:
    """A job that ends the process that unpacks it, when it is of the A2 poster."""

    layout = ""

    def __init__(self, sheet: object) -> None:
        self.sheet = sheet

    def __reduce__(self):  # type: ignore[no-untyped-def]
        if self.sheet.path.endswith("a2.pdf"):
            return os._exit, (1,)
        return tuple, ((),)


def under_its_own_job(site, monkeypatch, tmp_path, job):  # type: ignore[no-untyped-def]
    """What becomes of a sheet whose job this is, and of one after it, in the same worker."""
    sheets = [replace(sheet, data={}) for sheet in persona_sheets(site)[:2]]
    jobs = {sheets[0].path: job(sheets[0], tmp_path / "tries"), sheets[1].path: Fine(sheets[1])}
    with Press(1) as pressing:
        monkeypatch.setattr(pressing, "_prepared", lambda sheet, *_: ("", jobs[sheet.path]))
        made = [pressing.submit(sheet, theme(), site) for sheet in sheets]
        return [future.result(120).fact.problems[0] for future in made]


@dataclass
class Fine:
    """A job that is unpacked, and then fails as what it is not."""

    sheet: Sheet
    tries: Path | None = None
    layout: str = ""

    @property
    def settings(self) -> None:
        raise ZeroDivisionError


@dataclass
class Dying(Fine):
    """A job that ends the process that unpacks it, the first so many times."""

    times: int = 9

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        assert self.tries is not None
        with self.tries.open("a") as told:
            told.write("x")
        if len(self.tries.read_text()) <= self.times:
            os._exit(1)


@dataclass
class Waiting(Fine):
    """A job that waits for what never comes; or, patiently, for what comes in a second."""

    seconds: float | None = None
    patience: int = 3

    @property
    def settings(self) -> None:
        worker.TICK, worker.PATIENCE = 0.05, self.patience
        threading.Event().wait(self.seconds)
        raise ZeroDivisionError


@dataclass
class Greedy(Fine):
    """A job that asks for more memory than a worker may have, or else than anyone has a use for."""

    unlimited: bool = False

    @property
    def settings(self) -> None:
        if self.unlimited:
            import resource

            hard = resource.getrlimit(resource.RLIMIT_AS)[1]
            resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
        bytes(worker.MEMORY + 1)
        raise ZeroDivisionError


DIED = "the worker process died"


def test_a_sheet_whose_worker_dies_is_tried_three_times_and_then_named(site, monkeypatch, tmp_path):
    first, after = under_its_own_job(site, monkeypatch, tmp_path, Dying)
    assert (tmp_path / "tries").read_text() == "xxx"
    assert (first.rule, first.values["why"]) == ("sheet-failed", DIED)
    assert DIED not in after.values["why"]


@pytest.mark.parametrize(("tries", "died"), [(3, False), (2, True)], ids=["third", "control"])
def test_a_worker_that_dies_twice_costs_no_sheet(site, monkeypatch, tmp_path, tries, died):
    monkeypatch.setattr(crew.Order, "__init__", partialmethod(crew.Order.__init__, tries=tries))
    first, _ = under_its_own_job(site, monkeypatch, tmp_path, partial(Dying, times=2))
    assert (first.values["why"] == DIED) is died


@pytest.mark.parametrize(("most", "workers"), [(2, 2), (500, 1)], ids=["", "control"])
def test_a_worker_is_replaced_after_so_many_sheets(site, monkeypatch, most, workers):
    """What libraries keep of each sheet cannot grow for ever."""
    monkeypatch.setattr(crew, "SHEETS", most)
    sheet = replace(persona_sheets(site)[0], data={})
    pools = set()
    with Press(1) as pressing:
        monkeypatch.setattr(pressing, "_prepared", lambda sheet, *_: ("", Fine(sheet)))
        for _ in range(3):
            assert pressing.submit(sheet, theme(), site).result(120).fact.problems
            pools.add(pressing.makers._lanes[0].pool)
    assert len(pools) == workers


def test_a_sheet_that_waits_for_what_never_comes_is_named(site, monkeypatch, tmp_path):
    first, after = under_its_own_job(site, monkeypatch, tmp_path, Waiting)
    assert (first.rule, first.values["why"]) == ("sheet-failed", DIED)
    assert DIED not in after.values["why"]


def test_a_worker_with_patience_waits(site, monkeypatch, tmp_path):
    """The control: what ends the one above is nothing but the lack of it."""
    patient = partial(Waiting, seconds=1.5, patience=1000)
    first, _ = under_its_own_job(site, monkeypatch, tmp_path, patient)
    assert first.values["why"] != DIED


@pytest.mark.skipif(sys.platform != "linux", reason="no such limit")
@pytest.mark.parametrize(
    ("unlimited", "rule"), [(False, "sheet-memory"), (True, "sheet-failed")], ids=["", "control"]
)
def test_a_sheet_that_wants_too_much_memory_is_named(site, monkeypatch, tmp_path, unlimited, rule):
    first, _ = under_its_own_job(site, monkeypatch, tmp_path, partial(Greedy, unlimited=unlimited))
    assert first.rule == rule


def test_a_press_that_is_closed_in_a_hurry_waits_for_nothing(site):
    with Press(1) as pressing:
        sheets = persona_sheets(site)
        pressing.submit(sheets[0], theme(), site).result()
        slow = pressing.makers._lanes[0].pool.submit(time.sleep, 60)
        waiting = pressing.submit(sheets[1], theme(), site)
        while not slow.running():
            time.sleep(0.01)
        started = time.monotonic()
        pressing.close(hurry=True)
        assert time.monotonic() - started < 10  # and not the sixty of the slow one
        assert slow.cancelled() or slow.exception() is not None
        assert waiting.cancelled()


def test_a_sheet_without_a_whole_layout_is_held_back_with_a_warning(site, monkeypatch):
    def unfit(job: object, typesetter: object) -> None:
        raise UnfitError("personas/ab/ab-poster-a2.pdf: does not fit: page: 'Ab' by 3.25")

    monkeypatch.setattr(worker, "_laid", unfit)
    made = press.make(Press()._prepared(persona_sheets(site)[0], theme(), site)[1])
    assert (made.pdf, made.fact.size) == (b"", 0)
    (problem,) = made.fact.problems
    assert (problem.kind, problem.rule) == (Kind.WARNING, "sheet-unfit")
    assert problem.values["why"] == "does not fit: page: 'Ab' by 3.25"


def test_after_a_worker_died_the_next_one_goes_on(site):
    sheet = persona_sheets(site)[0]
    with Press(1) as pressing:
        pressing.submit(sheet, theme(), site).result()
        lane = pressing.makers._lanes[0]
        assert lane.pool is not None
        lane.pool.submit(os._exit, 1)
        assert pressing.submit(sheet, theme(), site).result().pdf.startswith(b"%PDF")


def test_no_temporary_files_stay_behind(site):
    with Press(1) as pressing:
        pressing.submit(persona_sheets(site)[0], theme(), site).result()
        scratch = pressing.makers._scratch
        assert scratch and Path(scratch).is_dir()
    assert not Path(scratch).exists()


KILLED = """
import os, sys, time
sys.path[:0] = ["."]
from tests.support.sheets import persona_sheets, site_of, theme
from tests.sheets.press.test_press import TWO
from affiche.sheets.press.press import Press
from affiche.words import words

if __name__ == "__main__":
    site = site_of(TWO)
    pressing = Press(1)
    pressing.submit(persona_sheets(site)[0], theme(), site).result()
    pool = pressing.makers._lanes[0].pool
    print(pressing.makers._scratch, pool.submit(os.getpid).result(), sep="\\n", flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no signals")
def test_workers_go_when_the_program_was_killed():
    command = [sys.executable, "-c", KILLED]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        scratch, worker = program.stdout.readline().strip(), int(program.stdout.readline())
        assert _lives(worker)
        program.kill()
    deadline = time.monotonic() + 20
    while (_lives(worker) or Path(scratch).exists()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _lives(worker)
    assert not Path(scratch).exists()


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_picture_without_a_description_does_not_stop_a_build():
    said = 'Image "kaart.svg" has no required alt description'
    with complaints("ab", []):
        logging.getLogger("weasyprint").error(said)
    with pytest.raises(AfficheError, match="ab: Ignored"), complaints("ab", []):
        logging.getLogger("weasyprint").warning("Ignored `wat: 1`")


def test_a_machine_without_pango_hears_how_to_get_it(monkeypatch):
    machine.can_print.cache_clear()
    assert Press().available() is None
    monkeypatch.setattr(machine, "can_print", lambda: False)
    problem = Press().available()
    assert problem is not None and (problem.kind, problem.rule) == ("warning", "no-pango")
    for system in ("Debian", "Fedora", "macOS", "Windows"):
        assert system in problem.hint

"""A cluster: real workers of a real scheduler, the same bytes, and nothing lost with a machine."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from affiche import cli
from affiche.building import printroom
from affiche.errors import ContentError
from affiche.pages.plan import SheetFact
from affiche.sheets.press import chunks, cluster
from affiche.sheets.press.cluster import Cluster
from affiche.sheets.press.pace import Pace
from affiche.sheets.press.press import Press
from affiche.words import words
from tests.sheets.press.test_press import DIED, TWO
from tests.support import clusters
from tests.support.projects import PETER, THEMES, project
from tests.support.sheets import persona_sheets, printed, site_of, theme


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with clusters.cluster(tmp_path_factory.mktemp("dask"), 2) as address:
        yield address


class Counted(str):
    """A kind of sheet that tells each time that it is made, and by which machine."""

    tries: Path

    def __hash__(self) -> int:
        if machine := multiprocessing.parent_process():
            with self.tries.open("a") as told:
                told.write(f"{machine.pid}\n")
            self.made(machine.pid)
        return super().__hash__()

    def made(self, machine: int) -> None:
        """What becomes of the process that makes it."""


class Deadly(Counted):
    """One that ends the process that makes it."""

    def made(self, machine: int) -> None:
        os._exit(1)


class Fatal(Counted):
    """One that ends the machine, as long as it is the first."""

    def made(self, machine: int) -> None:
        if len(set(self.tries.read_text().split())) == 1:
            os.kill(machine, signal.SIGKILL)


class Cluttered(Press):
    """A press whose sheets have other kinds, by path."""

    kinds: dict[str, Counted]

    def _prepared(self, sheet: Any, *around: Any) -> Any:
        key, job = super()._prepared(sheet, *around)
        if kind := self.kinds.get(sheet.path):
            job = replace(job, sheet=replace(sheet, kind=kind))
        return key, job


def counted(kind: type[Counted], tries: Path) -> Counted:
    made = kind("persona")
    made.tries = tries
    return made


def on(address: str, cache: Path, **kinds: Counted) -> Cluttered:
    """A press whose sheets a cluster makes."""
    pressing = Cluttered(1, cache)
    pressing.kinds = {f"personas/{name[:2]}/{name}.pdf".replace("_", "-"): kind
                      for name, kind in kinds.items()}  # fmt: skip
    pressing.makers = Cluster(address, cache, [THEMES], pressing.pace)
    return pressing


def test_a_machine_that_is_lost_and_a_sheet_that_is_deadly_cost_no_other_sheet(address, tmp_path):
    """And they are the same as here, written by the machines: only what is known of them comes."""
    site, cache = site_of(TWO), tmp_path / ".affiche/sheets"
    sheets = persona_sheets(site)
    tries = {name: tmp_path / name for name in ("deadly", "fatal")}
    pressing = on(
        address, cache,
        an_poster_a2=counted(Deadly, tries["deadly"]), ab_poster_a3=counted(Fatal, tries["fatal"]),
    )  # fmt: skip
    assert pressing.places == 2
    with pressing:
        made = [pressing.submit(sheet, theme(), site) for sheet in sheets]
        found = {sheet.path: future.result(300) for sheet, future in zip(sheets, made, strict=True)}
    (problem,) = found["personas/an/an-poster-a2.pdf"].fact.problems
    assert (problem.rule, problem.values["why"]) == ("sheet-failed", DIED)
    assert len(tries["deadly"].read_text().split()) == 3
    assert len(set(tries["fatal"].read_text().split())) == 2
    rest = [found.pop(f"personas/{name}.pdf") for name in ("an/an-poster-a2", "an/an-poster-a3")]
    assert rest[1].pdf.startswith(b"%PDF")
    for sheet in sheets[:2]:
        assert found[sheet.path] == printed(site, sheet), sheet.path
        assert not isinstance(found[sheet.path].held, bytes)
        # And a run that goes on later has nothing to do for it.
        assert Press(1, cache).ready(sheet, theme(), site) == found[sheet.path]
    assert not list(cache.glob(f"{chunks.MARK}*"))
    assert Press(1, cache).seconds(sheets) != Pace(None).guess(sheets)


def test_a_cluster_that_is_none_is_told(monkeypatch, tmp_path, capsys):
    root = project({"personas/peter.md": PETER}, tmp_path)
    monkeypatch.chdir(root)
    monkeypatch.setattr(cluster, "ANSWER", 0.5)

    def told(workers: str) -> str:
        code = cli.main(["--themes", str(THEMES), "--workers", workers])
        assert (code, (root / "site").exists()) == (2, False)
        return capsys.readouterr().err

    for wrong in (
        "tcp://",
        "tcp://server",
        "tcp:///8786",
        "http://server:8786",
        "tcp://a:b@c:8786",
    ):
        said = "achter --workers hoort het adres van een scheduler als tcp://server:8786, niet "
        assert f"{said}{wrong}." in told(wrong)
    nobody = f"tcp://127.0.0.1:{clusters.free()}"
    assert f"op {nobody} antwoordt geen scheduler. Start er een met dask scheduler" in told(nobody)
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert 'Typ: pip install "affiche[cluster]"' in told(nobody)
    assert cli.main(["check", "--workers", nobody]) == 2
    said = "check maakt zijn vellen op deze computer: achter --workers hoort daar een getal."
    assert said in capsys.readouterr().err


def test_machines_that_would_make_other_sheets_are_told(address, monkeypatch, tmp_path):
    cache, nowhere = tmp_path / ".affiche/sheets", tmp_path / "nergens"

    def told(*folders: Path) -> list[str]:
        with pytest.raises(ContentError) as wrong:
            Cluster(address, cache, folders, Pace(None))
        assert not list(cache.glob(f"{chunks.MARK}*"))
        return [words("nl").say(one.what, **one.values) for one in wrong.value.problems]

    assert [f"ziet {nowhere} niet" in said for said in told(nowhere)] == [True, True]
    monkeypatch.setattr(chunks, "program", lambda: "van gisteren")
    assert ["heeft een andere affiche" in said for said in told()] == [True, True]
    monkeypatch.setattr(cluster, "_asking", lambda run: lambda: "ModuleNotFoundError: affiche")
    assert ["kan affiche niet starten" in said for said in told()] == [True, True]
    monkeypatch.setattr(cluster, "ANSWER", 0.1)
    monkeypatch.setattr(Cluster, "_counted", lambda self: 0)
    assert told() == [f"{address} heeft geen workers: er is niemand die vellen maakt"]


def test_a_run_whose_mark_is_gone_makes_nothing(tmp_path):
    """Whoever began it is gone, and what it showed may have been taken back."""
    run = chunks.Run(chunks.program(), str(tmp_path / "mark"), str(tmp_path))
    site = site_of(TWO)
    job = Press()._prepared(persona_sheets(site)[0], theme(), site)[1]
    assert chunks.opened(chunks.made(chunks.packed(run, [("ab", job)]))) == []
    old = replace(run, program="van gisteren")
    assert isinstance(chunks.opened(chunks.made(chunks.packed(old, []))), chunks.Machine)


class KilledWorker(Exception):  # noqa: N818 - as dask calls it
    """A chunk was on several machines that died."""


@dataclass(eq=False)
class Sent:
    """A chunk on its way to machines that die of one key, and finish the others."""

    keys: list[str]
    deadly: str
    done: Any = None

    def add_done_callback(self, done: Any) -> None:
        self.done = done

    def result(self) -> bytes:
        if self.deadly in self.keys:
            raise KilledWorker
        return pickle.dumps([chunks.Finished(SheetFact(4), b"", 1.0) for _ in self.keys])


class Machines:
    """The shape of dask's client."""

    def __init__(self) -> None:
        self.sent: list[Sent] = []

    def submit(self, made: object, raw: bytes, **named: object) -> Sent:
        jobs = pickle.loads(zlib.decompress(pickle.loads(raw)[1]))
        self.sent.append(Sent([key for key, _ in jobs], "7"))
        return self.sent[-1]


def test_a_chunk_that_ends_one_machine_after_the_other_is_tried_sheet_by_sheet(
    monkeypatch, tmp_path
):
    machines, site = Machines(), site_of(TWO)
    monkeypatch.setattr(cluster, "_reached", lambda address: machines)
    monkeypatch.setattr(Cluster, "_counted", lambda self: 1)
    monkeypatch.setattr(Cluster, "_check", lambda self: None)
    job = Press()._prepared(persona_sheets(site)[0], theme(), site)[1]
    makers = Cluster("tcp://nergens:1", tmp_path / "sheets", [], Pace(None))
    made = [makers.give(str(n), replace(job, layout=str(n))) for n in range(12)]
    for one in machines.sent:  # which grows meanwhile
        one.done(one)
    makers.close()
    sizes = [len(one.keys) for one in machines.sent]
    assert (sizes[:3], sizes[-1]) == ([1, 1, 5], 1)
    facts = [future.result(0).fact for future in made]
    assert [fact.size for fact in facts] == [0 if n == 7 else 4 for n in range(12)]
    assert [problem.values["why"] for fact in facts for problem in fact.problems] == [DIED]


def test_a_cluster_that_is_lost_is_told_once(monkeypatch, tmp_path):
    machines, site = Machines(), site_of(TWO)
    monkeypatch.setattr(cluster, "_reached", lambda address: machines)
    monkeypatch.setattr(Cluster, "_counted", lambda self: 1)
    monkeypatch.setattr(Cluster, "_check", lambda self: None)
    monkeypatch.setattr(Sent, "result", lambda self: 1 / 0)
    job = Press()._prepared(persona_sheets(site)[0], theme(), site)[1]
    makers = Cluster("tcp://nergens:1", tmp_path / "sheets", [], Pace(None))
    made = [makers.give(str(n), replace(job, layout=str(n))) for n in range(6)]
    machines.sent[0].done(machines.sent[0])
    errors = [future.exception(0) for future in made]
    assert all(error is errors[0] for error in errors) and isinstance(errors[0], ContentError)
    with pytest.raises(ContentError):  # nor can anything be given any more
        makers.give("7", job)
    makers.close()
    (problem,) = errors[0].problems
    said = "tcp://nergens:1 is weggevallen: ZeroDivisionError: division by zero"
    assert words("nl").say(problem.what, **problem.values) == said
    with pytest.raises(ContentError):
        printroom.result(made[0], persona_sheets(site)[0])

"""Pages that other processes made are those that one process makes, whatever becomes of these."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from affiche.building.rendering.processes import forks
from tests.support.projects import PETER, ROOT, THEMES, project, write

NAMES = [f"p{number:02}" for number in range(12)]
FILES = {
    "site.yaml": "name: Van Dijk\n",
    **{f"personas/{name}.md": PETER.replace("Peter de Vries", f"Peter {name}") for name in NAMES},
    "briefings/b.md": "---\ntitle: Najaar\nbudget: achtentwintigduizend\n---\nTekst.\n",
}
# A build in a process without a second thread; `crew` is what it is done to. Told: what went wrong,
# how many pages other processes made, digests of files, and the finds that they left.
SCRIPT = """
import hashlib, json, os, signal, sys, threading
from pathlib import Path
sys.path.insert(0, {root!r})
from affiche.building import ahead, drafts, pipeline
from affiche.building.options import Options
from affiche.building.printroom import Sheets
from affiche.building.rendering import crew
from affiche.building.rendering.memory import Memory
from affiche.errors import ContentError
from affiche.kept import Store
from affiche.leaks import searched
from tests.support.projects import THEMES, TODAY

crew.FEW, crew.CHUNK, jobs = 10, 3, 2
main, counted = os.getpid(), [0]
taken = Memory.taken
def count(*things):
    counted[0] += 1
    return taken(*things)
Memory.taken = count
{special}
folder = Path(sys.argv[1])
themes = Path(sys.argv[2]) if len(sys.argv) > 2 else THEMES
options = Options(folder / "content", themes, folder / "site", TODAY, pdf=False, jobs=jobs)
with Store(folder / "made") as store:
    draft = drafts.prepare(options, store=store)
    memory = Memory(store)
    wrong, digests, known = "", {{}}, 0
    try:
        files = pipeline.render(draft, Sheets(), draft.problems, memory=memory)[1]
        digests = {{p: hashlib.sha256(files[p]).hexdigest() for p in sorted(files)}}
        known = sum(store.get(searched.of_file(".html", files[p])) is not None for p in memory.made)
    except ContentError as error:
        wrong = repr([(p.rule, p.place, p.values) for p in error.problems])
print(json.dumps([wrong, counted[0], digests, known, sorted(memory.made)]))
"""


def built(
    root: Path, special: str = "", *themes: str
) -> tuple[str, int, dict[str, str], int, list[str]]:
    script = SCRIPT.format(root=str(ROOT), special=special)
    command = [sys.executable, "-c", script, str(root), *themes]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    wrong, count, digests, known, made = json.loads(done.stdout.splitlines()[-1])
    return wrong, count, digests, known, made


linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks safely")


@pytest.fixture(scope="module")
def alone() -> tuple[dict[str, str], list[str]]:
    _, count, digests, _, made = built(project(FILES), "jobs = 1")
    assert count == 0
    return digests, made


@linux
def test_pages_of_several_processes_are_those_of_one(
    alone: tuple[dict[str, str], list[str]],
) -> None:
    root = project(FILES)
    _, count, digests, known, made = built(root)
    assert digests == alone[0]
    assert made == alone[1]
    assert count > len(made) / 3  # the rest are the first of each template
    assert known == len(made)  # each was searched for secrets where it was made
    _, count, digests, _, made = built(root)
    assert (count, digests, made) == (0, alone[0], [])  # nothing is made twice


@linux
def test_what_a_process_that_dies_leaves_is_made_here(
    alone: tuple[dict[str, str], list[str]],
) -> None:
    dies = """
chunk = crew._chunk
def dying(numbers):
    if numbers.start == 9:
        os.kill(os.getpid(), signal.SIGKILL)
    return chunk(numbers)
dying.__module__, dying.__qualname__ = "affiche.building.rendering.crew", "_chunk"
crew._chunk = dying
"""
    _, count, digests, _, made = built(project(FILES), dies)
    assert (digests, made) == alone
    assert count < len(made) - 9


@linux
def test_what_goes_wrong_there_is_told_as_here() -> None:
    root = project(FILES)
    page = (
        "{% extends 'affiche/pages/hand-over.html.j2' %}\n"
        "{% macro download(kind, label) %}{% endmacro %}\n{% block main %}\n"
        "{{ 1 / ('p07' not in page.path)|int }}\n{% endblock %}\n"
    )
    write(root / "themes/eigen/theme.yaml", "name: eigen\nextends: affiche\n")
    write(root / "themes/eigen/templates/pages/hand-over.html.j2", page)
    shutil.copytree(THEMES / "affiche", root / "themes/affiche")
    write(root / "content/site.yaml", "name: Van Dijk\ntheme: eigen\n")
    told = [built(root, f"jobs = {jobs}", str(root / "themes"))[0] for jobs in (1, 2)]
    assert "hand-over.html.j2" in told[0]
    assert told[0] == told[1]


@linux
def test_control_a_process_with_a_second_thread_makes_them_itself(
    alone: tuple[dict[str, str], list[str]],
) -> None:
    second = "threading.Thread(target=threading.Event().wait, daemon=True).start()"
    _, count, digests, _, made = built(project(FILES), second)
    assert (count, digests, made) == (0, *alone)


def test_a_process_with_a_second_thread_does_not_fork() -> None:
    stop = threading.Event()
    threading.Thread(target=stop.wait, daemon=True).start()
    assert not forks()
    stop.set()

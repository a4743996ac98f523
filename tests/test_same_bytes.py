"""The same content is the same site, byte for byte, whoever builds it, where and when."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.support.icc import press_profile
from tests.support.projects import ROOT, THEMES, project, tree
from tests.support.sheets import text_of

FILES = {
    "site.yaml": """\
        name: Van Dijk
        url: https://klantbeeld.example/
        posters: {persona: [a4], journey: [a3], maps: combined}
        print: {profiles: {pers: {icc: drukker.icc, marks: volledig}}}
        """,
    "personas/peter.md": """\
        ---
        name: Peter de Vries
        version: 3
        owner: Marketing
        review_by: 2027-05-22
        goals: [Vandaag antwoord, Eén vast aanspreekpunt]
        pains: [Drie dagen wachten op een offerte]
        photo: {file: peter.jpg, alt: Peter, kind: illustration, credit: Studio}
        ---
        Peter vervangt ketels 🔧 en belt liever dan hij mailt.
        """,
    "journeys/ketel.yaml": """\
        title: Ik vervang de ketel
        persona: peter
        phases:
          - {id: orientation, goal: Weten wat het kost, emotion: 1}
          - {id: buy, goal: Vandaag bestellen, emotion: -1, pains: [Wachten]}
        """,
    "briefings/zomer.md": """\
        ---
        title: Zomer
        agency: Bureau Zeven
        type: campaign
        personas: [peter]
        journeys: [ketel]
        deadline: 2027-01-15
        ---
        Een campagne voor de zomer.
        """,
}
# At this hour it is the next day in the Pacific.
COMMITTED = "2026-03-01T12:00:00+00:00"
HERE = {"TZ": "UTC", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "1"}
THERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8",
         "PYTHONHASHSEED": "2"}  # fmt: skip


def photo() -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((1600, 1600)).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def build(folder: Path, settings: dict[str, str], jobs: int, umask: int, age: int) -> Path:
    """Build the project in a process of its own; `age` is how old its files are, in seconds."""
    root = project({**FILES, "images/peter.jpg": photo(), "drukker.icc": press_profile()}, folder)
    settings = os.environ | settings | {"HOME": str(root), "GIT_CONFIG_NOSYSTEM": "1"}
    dated = {"GIT_AUTHOR_DATE": COMMITTED, "GIT_COMMITTER_DATE": COMMITTED}
    who = ["-c", "user.name=Van Dijk", "-c", "user.email=marketing@vandijk.example"]
    for order in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "Begin"]):
        subprocess.run(["git", *order], cwd=root, env=settings | dated, check=True)
    for path in (root / "content").rglob("*"):
        os.utime(path, (10**9 + age, 10**9 + age))
    command = [sys.executable, "-W", "error", str(ROOT / "build.py"), "--jobs", str(jobs)]
    command += ["--content", "content", "--themes", str(THEMES), "--out", "uit"]
    command += ["--date", "2026-11-22"]
    done = subprocess.run(
        command, cwd=root, env=settings, capture_output=True, text=True, umask=umask, check=False
    )
    assert done.returncode == 0, done.stderr
    return root / "uit"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The same content, built twice: here, and there."""
    away = tmp_path_factory.mktemp("een map") / "met spaties é"
    here = build(tmp_path_factory.mktemp("hier") / "a", HERE, jobs=1, umask=0o022, age=0)
    there = build(away, THERE, jobs=2, umask=0o077, age=10**8)
    return tree(here), tree(there)


def test_every_byte_is_the_same(sites):
    first, second = sites
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []


def test_all_kinds_of_file_were_compared(sites):
    first, _ = sites
    assert first.keys() > {
        "index.html", "print/index.html", "print/job-sheet.pdf", "print/job-sheet-pers.pdf",
        "briefings/zomer/zomer-briefing.pdf", "briefings/zomer/zomer-briefing.zip",
        "journeys/ketel/ketel-map-a3.pdf", "journeys/ketel/ketel-map-a3-print-pers.pdf",
        "personas/family-poster-a2.pdf", "personas/peter/peter-poster-a4.pdf",
        "personas/peter/peter-poster-a4-print.pdf",
        "personas/peter/peter-poster-a4-print-pers.pdf",
    }  # fmt: skip


@pytest.mark.parametrize(
    "path",
    [
        "personas/peter/peter-poster-a4.pdf", "personas/peter/peter-poster-a4-print.pdf",
        "personas/peter/peter-poster-a4-print-pers.pdf", "personas/family-poster-a2-print.pdf",
        "journeys/ketel/ketel-map-a3.pdf", "journeys/ketel/ketel-map-a3-print-pers.pdf",
    ],
)  # fmt: skip
def test_a_file_has_the_day_of_its_content(sites, path: str):
    with pikepdf.open(io.BytesIO(sites[0][path])) as opened:
        info, xmp = opened.trailer.Info, opened.Root.Metadata.read_bytes().decode()
    assert {str(info[name])[:10] for name in ("/CreationDate", "/ModDate")} == {"D:20260301"}
    said = re.findall(r"<xmp:(?:Create|Modify|Metadata)Date>([\d-]+)", xmp)
    assert len(said) >= 2 and set(said) == {"2026-03-01"}


@pytest.mark.parametrize("path", ["personas/peter/peter-poster-a4", "journeys/ketel/ketel-map-a3"])
def test_the_mark_on_a_sheet_is_on_the_print_page_and_the_job_sheet(sites, path: str):
    first, _ = sites
    [mark] = set(re.findall(r"kenmerk\s+([0-9a-f]{7})", text_of(first[f"{path}.pdf"])))
    assert f"kenmerk {mark} · 1 maart 2026" in first["print/index.html"].decode()
    job = re.sub(r"\s+", " ", text_of(first["print/job-sheet.pdf"]))
    assert f"kenmerk {mark} · 1 maart 2026" in job
    assert mark in text_of(first[f"{path}-print.pdf"])


def test_what_nobody_dated_has_no_day_of_its_own(sites):
    with pikepdf.open(io.BytesIO(sites[0]["print/job-sheet.pdf"])) as opened:
        assert "/CreationDate" not in opened.trailer.get("/Info", {})

"""Tiles in a whole build: all of them, or those that differ from a tag; every call that cannot be.

The sheets are real: what changed is seen on them.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from affiche.building.options import Options
from affiche.building.outcome import Outcome
from affiche.building.pipeline import build
from affiche.errors import ContentError
from affiche.words import words
from tests.support.projects import THEMES, TODAY, project, tree, write
from tests.support.repositories import commit, git, repository
from tests.support.sheets import text_of

JOURNEY = """\
title: Ik vervang een ketel
version: {version}
phases:
  - {{id: awareness, goal: Weten wie er komt, emotion: 1}}
  - {{id: orientation, goal: Vergelijken, emotion: -1}}
  - {{id: buy, goal: {goal}, emotion: 0.5, {more}}}
  - {{id: use, goal: Warm water, emotion: 1}}
"""
SITE = "posters: {journey: [a1], persona: [a4], maps: [combined]}\ndepartments: [Verkoop]\n"
FILES = {
    "site.yaml": SITE,
    "personas/peter.md": "---\nname: Peter\n---\nPeter belt.\n",
}
MAP = "journeys/ketel/ketel-map-a1"


def journey(version: int = 1, goal: str = "Vandaag een prijs", more: str = "pains: [Wacht]") -> str:
    return JOURNEY.format(version=version, goal=goal, more=more)


def held(name: str = "ketel", **more: str) -> Path:
    root = repository({**FILES, f"journeys/{name}.yaml": journey()})
    git(root, "tag", "v1")
    return root


def options(root: Path, **more: object) -> Options:
    chosen = Options(content=root / "content", themes=THEMES, out=root / "site", today=TODAY,
                     only=("ketel",))  # fmt: skip
    return replace(chosen, **more)  # type: ignore[arg-type]


def told(outcome: Outcome) -> list[str]:
    """What is said of the map; its feedback edition is as large, and is told of as well."""
    lines = [words("nl").say(what, **values) for what, values in outcome.told]
    return [line for line in lines if line.startswith("Ik vervang een ketel op A1")]


def refused(root: Path, **more: object) -> tuple[str, str]:
    with pytest.raises(ContentError) as caught:
        build(options(root, **more))
    (problem,) = caught.value.problems
    say = words("nl").say
    assert not (root / "site").exists()
    return say(problem.what, **problem.values), say(problem.hint, **problem.values)


def test_all_tiles_are_made_listed_and_the_same_every_time() -> None:
    root = held()
    build(options(root, tiles="a4"))
    first = tree(root / "site")
    assert f"{MAP}-tiles-a4.pdf" in first
    page = first["print/index.html"].decode()
    assert "ketel-map-a1-tiles-a4.pdf" in page and "A1 in 15 vellen A4" in page
    build(options(root, tiles="a4", clean=True))
    assert tree(root / "site")[f"{MAP}-tiles-a4.pdf"] == first[f"{MAP}-tiles-a4.pdf"]
    build(options(root, pdf=False))
    assert f"{MAP}-tiles-a4.pdf" not in tree(root / "site")


def test_only_what_differs_from_a_tag_is_printed() -> None:
    root = held()
    commit(root, {"journeys/ketel.yaml": journey(2, "Nu een prijs")}, "2026-07-01")
    outcome = build(options(root, tiles_since="v1"))
    (said,) = told(outcome)
    found = re.search(r"print ([A-E\d, ]+) \((\S+)\)", said)
    assert found and found[2] == f"{MAP}-tiles-a4-since-v1.pdf"
    names = found[1].split(", ")
    # The phase is the third of four, so its goal lies on C1 or D1; the foot bears version and mark.
    assert {"E3"} < set(names) <= {"C1", "D1", "D3", "E3"}
    text = text_of((root / "site" / found[2]).read_bytes())
    assert f"{len(names)} nieuw" in text and "versie 1 wordt versie 2" in text
    assert "Vandaag werd Nu" in text
    assert "Plaats A2" not in text
    page = (root / "site/print/index.html").read_text("utf-8")
    assert "nieuw sinds v1" in page


def test_what_is_as_it_was_needs_no_paper_and_a_rename_changes_nothing_to_see() -> None:
    root = held()
    outcome = build(options(root, tiles_since="v1"))
    assert [line.partition(":")[0] for line in told(outcome)] == [
        "Ik vervang een ketel op A1 is nog zoals in v1"
    ]
    assert not list((root / "site").rglob("*tiles*"))
    commit(root, {"journeys/ketel.yaml": None, "journeys/warm.yaml": journey(2)}, "2026-07-01")
    outcome = build(options(root, tiles_since="v1", only=("warm",)))
    (said,) = told(outcome)
    assert "print" in said and "E3" in said and "A1," not in said


def test_one_digit_in_a_figure_is_seen() -> None:
    root = held()
    was = journey().replace("Wacht", "Wacht 17 dagen")
    commit(root, {"journeys/ketel.yaml": was}, "2026-07-01")
    git(root, "tag", "v2")
    commit(root, {"journeys/ketel.yaml": was.replace("17", "11")}, "2026-07-02")
    (said,) = told(build(options(root, tiles_since="v2")))
    assert re.search(r"print (C|D)\d, ", said), said


def test_no_secret_of_then_is_told() -> None:
    root = repository(
        {**FILES, "journeys/ketel.yaml": journey(more="pains: [Marge is 41 procent]")}
    )
    git(root, "tag", "v1")
    now = "pains: [{text: Marge is 41 procent, visibility: secret}, Te duur]"
    commit(root, {"journeys/ketel.yaml": journey(2, more=now)}, "2026-07-01")
    outcome = build(options(root, tiles_since="v1"))
    assert any("print" in line for line in told(outcome))
    made = {path: body for path, body in tree(root / "site").items() if "tiles" in path}
    assert made and all("41 procent" not in text_of(body) for body in made.values())


def test_what_cannot_be_compared_is_said_with_what_to_type() -> None:
    root = held()
    assert refused(root, tiles_since="v2") == (
        "er is geen versie, tag, commit of dag v2", "Wel: v1.",
    )  # fmt: skip
    assert refused(root, tiles_since="--upload-pack=x")[0].startswith("er is geen versie, tag")
    assert refused(root, tiles="a4", pdf=False) == (
        "tegels zijn vellen, en --no-pdf maakt er geen", "Laat --no-pdf weg.",
    )  # fmt: skip
    small = project({**FILES, "site.yaml": "posters: {journey: [a3]}",
                     "journeys/ketel.yaml": journey()})  # fmt: skip
    assert refused(small, tiles="a4") == (
        "er is geen kaart of poster op A1 of A0 om in tegels te snijden",
        "Schrijf in site.yaml: `posters: {journey: [a1]}`.",
    )
    alone = project({**FILES, "journeys/ketel.yaml": journey()})
    what, hint = refused(alone, tiles_since="v1")
    assert "staat niet in git" in what and hint == "Alle tegels print je met: --tiles a4"


def test_a_map_that_was_not_there_and_content_that_was_wrong_then() -> None:
    root = repository(FILES)
    git(root, "tag", "v0")
    write(root / "content/journeys/ketel.yaml", "titel: [")
    commit(root, {}, "2026-06-02")
    git(root, "tag", "broken")
    commit(root, {"journeys/ketel.yaml": journey()}, "2026-06-03")
    assert refused(root, tiles_since="v0") == (
        "geen van deze vellen was er in v0", "Alle tegels print je met: --tiles a4",
    )  # fmt: skip
    what, _ = refused(root, tiles_since="broken")
    assert what.startswith("wat er in broken stond is met de regels van nu niet te lezen: content/")


def test_a_shallow_clone_says_how_to_get_the_rest() -> None:
    root = held()
    commit(root, {"journeys/ketel.yaml": journey(2)}, "2026-07-01")
    there = project({}) / "clone"
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{root}", str(there)], check=True,
                   capture_output=True)  # fmt: skip
    what, hint = refused(there, tiles_since="v1")
    assert what == "er is geen versie, tag, commit of dag v1"
    assert "git fetch --unshallow --tags" in hint

"""What git holds of a project: versions, renames, tags, shallow clones, and no git at all."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from affiche import content
from affiche.model import Site, Status
from affiche.model.version import Past
from affiche.versions import git as versions_git
from affiche.versions.past import past, peek
from tests.support.projects import TODAY, project
from tests.support.repositories import commit, git, repository

PERSONA = "---\nname: Peter\nstatus: {status}\nversion: {version}\ngoals: [{goal}]\n---\n"


def peter(status: str, version: str, goal: str = "Antwoord") -> str:
    return PERSONA.format(status=status, version=version, goal=goal)


def site_of(folder: Path) -> Site:
    site = content.load(folder, TODAY).site
    assert site is not None
    return site


def known(root: Path) -> Past:
    return past(root / "content", site_of(root / "content"))


def told(found: Past, path: str = "content/personas/peter.md") -> list[tuple[object, ...]]:
    return [(v.number, v.status.value, v.since, v.day) for v in found.versions[path]]


def life() -> Path:
    """Peter from a sketch to a final version, by way of another name."""
    root = repository({"personas/de-klant.md": peter("concept", "0.1")}, "2026-06-01")
    commit(root, {"personas/de-klant.md": peter("concept", "0.1", "Prijs")}, "2026-06-03")
    commit(root, {"personas/de-klant.md": peter("tweede versie", "1")}, "2026-07-01")
    git(root, "mv", "content/personas/de-klant.md", "content/personas/peter.md")
    commit(root, {}, "2026-07-02")
    commit(root, {"personas/peter.md": peter("definitief", "2")}, "2026-08-01")
    return root


LIFE = [
    ("0.1", "concept", date(2026, 6, 1), date(2026, 6, 3)),
    ("1", "second", date(2026, 7, 1), date(2026, 7, 2)),
    ("2", "final", date(2026, 8, 1), date(2026, 8, 1)),
]


def test_versions_follow_a_renamed_file(tmp_path: Path) -> None:
    root = life()
    (root / "content/personas/peter.md").write_text(peter("concept", "2"))  # final needs more
    found = known(root)
    assert told(found)[:3] == LIFE
    assert [version.document.goals[0].text for version in found.versions[
        "content/personas/peter.md"][:2] if version.document] == ["Prijs", "Antwoord"]  # fmt: skip
    assert found.known and found.whole


def test_another_file_that_had_the_name_before_is_not_this_one() -> None:
    root = repository({"personas/peter.md": peter("concept", "9")}, "2026-05-01")
    commit(root, {"personas/peter.md": None, "personas/ina.md": "# Ina\n"}, "2026-05-02")
    commit(root, {"personas/peter.md": peter("concept", "1", "Iets heel anders dan toen")},
           "2026-05-03")  # fmt: skip
    assert told(known(root)) == [("1", "concept", date(2026, 5, 3), date(2026, 5, 3))]


def test_two_files_that_change_places_keep_their_own_past() -> None:
    # git takes a small file that is another one altogether for a change of the same.
    long = "\n".join(f"Peter zegt zin {number} in de bus." for number in range(40))
    other = "\n".join(f"Aan haar bureau weet Ina nummer {number}." for number in range(40))
    root = repository({"personas/a.md": peter("concept", "1") + long,
                       "personas/b.md": f"---\nname: Ina\nversion: 7\n---\n{other}"},
                      "2026-05-01")  # fmt: skip
    git(root, "mv", "content/personas/a.md", "content/personas/c.md")
    git(root, "mv", "content/personas/b.md", "content/personas/a.md")
    git(root, "mv", "content/personas/c.md", "content/personas/b.md")
    commit(root, {}, "2026-05-02")
    found = known(root)
    assert [row[0] for row in told(found, "content/personas/a.md")] == ["7"]
    assert [row[0] for row in told(found, "content/personas/b.md")] == ["1"]


def test_a_branch_counts_from_where_it_came_in() -> None:
    root = repository({"personas/peter.md": peter("concept", "1")}, "2026-05-01")
    git(root, "checkout", "-q", "-b", "zijpad")
    commit(root, {"personas/peter.md": peter("concept", "2")}, "2026-05-02")
    git(root, "checkout", "-q", "main")
    commit(root, {"touchpoints.yaml": "balie: {name: Balie}\n"}, "2026-05-03")
    git(root, "merge", "-q", "--no-ff", "-m", "samen", "zijpad", day="2026-05-09")
    assert told(known(root)) == [
        ("1", "concept", date(2026, 5, 1), date(2026, 5, 1)),
        ("2", "concept", date(2026, 5, 9), date(2026, 5, 9)),
    ]


def test_steps_are_the_days_of_work_the_newest_first() -> None:
    root = repository({"personas/peter.md": peter("concept", "1")}, "2026-05-01")
    commit(root, {"personas/peter.md": peter("concept", "1", "Een")}, "2026-05-02")
    commit(root, {"personas/peter.md": peter("concept", "1", "Twee")}, "2026-05-02")
    steps = known(root).steps
    assert [(step.day, step.before is not None) for step in steps] == [
        (date(2026, 5, 2), True),
        (date(2026, 5, 1), False),
    ]


def test_a_shallow_clone_says_that_there_was_more(tmp_path: Path) -> None:
    root = life()
    git(tmp_path, "clone", "-q", "--depth=2", root.as_uri(), "part")
    path = tmp_path / "part/content/personas/peter.md"
    path.write_text(peter("concept", "2"))
    found = known(tmp_path / "part")
    assert not found.whole
    assert told(found)[0] == ("1", "second", None, None)


def test_without_git_and_from_a_zip_there_is_today_and_what_the_writer_says(
    tmp_path: Path,
) -> None:
    text = peter("concept", "2").replace(
        "goals:", "timeline: [{version: 1, status: concept, date: 2026-03-01}]\ngoals:"
    )
    root = project({"personas/peter.md": text}, tmp_path / "los")
    found = known(root)
    assert told(found) == [
        ("1", "concept", date(2026, 3, 1), None),
        ("2", "concept", None, None),
    ]
    assert (found.known, found.steps) == (False, ())


def test_a_repository_without_commits_is_as_good_as_none() -> None:
    root = project({"personas/peter.md": peter("concept", "1")})
    git(root, "init", "-q")
    assert not known(root).known


def test_without_the_program_git_nothing_fails(monkeypatch) -> None:
    root = life()
    (root / "content/personas/peter.md").write_text(peter("concept", "2"))
    monkeypatch.setenv("PATH", "")
    assert versions_git.log(root / "content") is None
    assert not known(root).known


def test_control_with_git_the_same_project_has_a_past() -> None:
    root = life()
    shutil.copytree(root / ".git", root / "elsewhere")
    assert len(versions_git.log(root / "content").revisions["personas/peter.md"]) == 5  # type: ignore[union-attr]


def test_a_version_is_seen_without_reading_the_document() -> None:
    raw = b'---\r\nname: X\r\nversion: "1.10"  # nog niet\r\nstatus: tweede versie\r\n---\r\n'
    assert peek(raw) == ("1.10", Status.SECOND)
    assert peek(b"# Peter\n") == ("", Status.CONCEPT)

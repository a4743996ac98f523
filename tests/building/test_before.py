"""Nothing secret of then or of now surfaces through what documents were before."""

from __future__ import annotations

from pathlib import Path

import pytest

from affiche.building import drafts
from affiche.building.options import Options
from affiche.building.past import comparing
from affiche.cli import main
from affiche.errors import ContentError
from tests.support.projects import THEMES, TODAY, project
from tests.support.repositories import commit, git, repository
from tests.support.sheets import text_of

THEN = """\
    ---
    name: Peter
    version: 1
    notes_internal: De marge op ketels is achttien procent
    goals: [Bellen met Rianne van de receptie, Snel antwoord]
    pains: ["Weet dat de marge op ketels is achttien procent", Wachten]
    ---
    Peter belt <!-- zijn echte naam is Kees van Buren --> graag.
    """
NOW = """\
    ---
    name: Peter
    version: 2
    notes_internal: Het echte budget is zeventien duizend
    goals:
      - {text: Bellen met Rianne van de receptie, visibility: secret}
      - Vandaag antwoord
    pains: [Lang wachten]
    ---
    Peter belt graag.
    """
SECRETS = ("achttien procent", "Rianne", "Kees van Buren", "zeventien duizend")


def options(root: Path) -> Options:
    return Options(root / "content", THEMES, root / "site", TODAY, pdf=False)


def peters() -> Path:
    root = repository({"personas/peter.md": THEN}, "2026-06-01")
    commit(root, {"personas/peter.md": NOW}, "2026-07-01")
    return root


def test_a_secret_of_then_or_of_now_stands_in_nothing_of_before() -> None:
    draft = drafts.prepare(options(peters()))
    told = repr(draft.site.past)
    assert [secret for secret in SECRETS if secret in told] == []
    assert "Snel antwoord" in told
    assert "Wachten" in told
    assert len(draft.bygone) >= 2


def test_control_git_does_hold_these_secrets() -> None:
    said = git(peters(), "log", "-p")
    assert [secret for secret in SECRETS if secret not in said] == []


def test_a_difference_names_what_may_be_seen_and_no_more(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(peters())
    for form in ("text", "markdown", "json"):
        assert main(["diff", "peter", "--since", "v1", "--format", form]) == 0
        said = capsys.readouterr().out
        assert [secret for secret in SECRETS if secret in said] == []
        assert "Lang wachten" in said
        assert "Vandaag" in said


def test_the_version_of_today_is_compared_with_what_it_was_when_it_began() -> None:
    """Of version 2 hangs what it first was; a version of before, as it last was."""
    root = peters()
    commit(root, {"personas/peter.md": NOW.replace("Lang wachten", "Lang wachten, en bellen")},
           "2026-08-01")  # fmt: skip
    path = root / "content/personas/peter.md"
    path.write_text(path.read_text("utf-8").replace("graag", "elke dag"), "utf-8")

    def changes(since: str) -> str:
        (found,) = comparing.differences(options(root), "peter", since).found
        return " ".join(repr(one) for one in found.comparison.changes)

    assert "en bellen" in changes("v2") and "Vandaag" not in changes("v2")
    assert "en bellen" in changes("v1") and "Vandaag" in changes("v1")


def test_a_document_is_compared_by_version_tag_commit_and_day() -> None:
    root = repository({"personas/peter.md": THEN}, "2026-06-01")
    git(root, "tag", "eerste")
    name = git(root, "rev-parse", "HEAD").strip()
    commit(root, {"personas/peter.md": NOW}, "2026-07-01")
    for since in ("1", "v1", "eerste", name[:8], "2026-06-15", "15-06-2026", ""):
        (found,) = comparing.differences(options(root), "peter", since).found
        assert ("Lang wachten",) in [change.added for change in found.comparison.changes]


@pytest.mark.parametrize("since", ["9", "nergens", "2020-01-01", "--upload-pack=x"])
def test_what_is_not_known_is_said_with_what_is(since: str) -> None:
    with pytest.raises(ContentError) as wrong:
        comparing.differences(options(peters()), "peter", since)
    (problem,) = wrong.value.problems
    assert (problem.rule, problem.values["id"]) == ("call", since)


def test_a_branch_is_compared_with_where_it_left_the_other() -> None:
    root = repository({"personas/peter.md": THEN, "personas/ina.md": "# Ina\n"}, "2026-06-01")
    git(root, "checkout", "-q", "-b", "voorstel")
    git(root, "mv", "content/personas/ina.md", "content/personas/ina-b.md")
    commit(root, {"personas/peter.md": NOW, "personas/john.md": "# John\n"}, "2026-07-01")
    git(root, "checkout", "-q", "main")
    commit(root, {"personas/ina.md": "# Ina Smit\n"}, "2026-07-02")
    git(root, "checkout", "-q", "voorstel")
    found = comparing.differences(options(root), against="main").found
    assert [(one.path, one.fate.value) for one in found] == [
        ("content/personas/john.md", "new"),
        ("content/personas/peter.md", "changed"),
    ]


def test_a_register_is_compared_entry_by_entry() -> None:
    root = repository({"personas/peter.md": "# Peter\n",
                       "touchpoints.yaml": "balie: {name: Balie}\nbon: {name: Bon}\n"})  # fmt: skip
    commit(root, {"touchpoints.yaml": "balie: {name: De balie}\nbon: {name: Bon}\n"}, "2026-07-01")
    found = comparing.differences(options(root), "touchpoints", "2026-06-15").found
    assert [(one.name, one.path) for one in found] == [("De balie", "content/touchpoints.yaml")]


def test_without_git_nothing_fails_and_it_says_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project({"personas/peter.md": NOW})
    assert not drafts.prepare(options(root)).site.past.known
    monkeypatch.chdir(root)
    assert main(["diff", "peter", "--since", "v1"]) == 0
    assert "niet in git" in capsys.readouterr().err


def test_the_change_sheet_of_any_version_is_made(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = peters()
    monkeypatch.chdir(root)
    assert main(["diff", "peter", "--since", "v1", "--sheet", "--out", "vellen"]) == 0
    said = {name: text_of(path.read_bytes()) for path in sorted((root / "vellen").iterdir())
            for name in (path.name,)}  # fmt: skip
    assert list(said) == ["peter-changes-a3.pdf", "peter-changes-a4.pdf"]
    for text in said.values():
        assert "Lang wachten" in text
        assert [secret for secret in SECRETS if secret in text] == []
    assert main(["diff", "pieter", "--sheet"]) == 2
    assert "Bedoelde je peter" in capsys.readouterr().err

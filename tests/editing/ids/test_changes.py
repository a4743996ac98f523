"""Another name, the archive, several out of one and one out of two: nothing is left that refers to
what is no longer there."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from affiche import cli, disk
from affiche.building import pipeline
from affiche.building.options import Options
from affiche.content import changes
from affiche.content.changes import new_errors
from affiche.editing.ids import parting, removed, renaming
from affiche.erase.who import shelf
from affiche.errors import ContentError
from affiche.words import words
from tests.support.projects import TODAY, bare_theme, project, tree

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
FILES = {
    "personas/peter.md": "---\nname: Peter Vos\nphoto: {file: peter.svg, alt: x}\n---\nTekst.\n",
    "personas/ina.md": "---\nname: Ina  # zie ook peter\n---\nZie [Peter](peter.md#kort).\n",
    "journeys/reis.yaml": "title: Reis\npersonas: [ina, peter]  # samen\nphases: [Begin]\n",
    "briefings/b.md": "---\ntitle: B\npersonas: [peter]\n---\n",
    "feedback/peter/1.yaml": "round: 1\nnotes: [Mooi]\n",
    "copies.yaml": "- {sheet: peter-poster-a3, place: Hal}\n",
    "site.yaml": "language: nl\nmeasurements:\n  nps: {values: {Klusser: peter}}\n",
    "measurements/nps.csv": "date,score,persona\n2026-09-01,9,peter\n2026-09-02,8,Klusser\n",
    "images/peter.svg": SVG,
    "images/LICENSES.md": "| `peter.svg` | Kim |\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(FILES, tmp_path)


def test_of_several_files_all_change_or_none(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(root / "content")
    put, left = disk.put, iter([True, True])

    def full(path: Path, content: bytes) -> None:
        if content == b"new" and not next(left, False):
            raise OSError(28, "No space left on device", str(path))
        put(path, content)

    monkeypatch.setattr(disk, "put", full)
    for stopped in ("personas/third.md", "images/peter.svg/in-a-file.md"):
        names = ("personas/peter.md", "personas/other.md", stopped)
        with pytest.raises(OSError):
            changes.write({"copies.yaml": None, **dict.fromkeys(names, b"new")}, root / "content")
        assert tree(root / "content") == before


def test_a_folder_that_cannot_be_read_is_tried_as_one(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = shutil.copytree

    def closed(source: Path, target: Path, **how: object) -> None:
        with monkeypatch.context() as patch:  # it calls itself by its name
            patch.setattr(shutil, "copytree", whole)
            whole(source, target, **how)  # type: ignore[arg-type]
        shutil.rmtree(target / "feedback")
        said = (str(source / "feedback"), str(target / "feedback"), "[Errno 13] Permission denied")
        raise shutil.Error([said])

    monkeypatch.setattr(shutil, "copytree", closed)
    with changes.copied(root / "content") as copy:
        assert (copy / "feedback").stat().st_mode & 0o777 == 0
        assert (copy / "personas/peter.md").is_file()
    assert not copy.exists()


def test_everything_that_refers_goes_along(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    before = tree(root / "content")
    assert cli.main(["rename", "peter", "petra"]) == 0
    assert tree(root / "content") == before
    assert cli.main(["rename", "peter", "petra", "--yes"]) == 0
    after = tree(root / "content")
    assert after.keys() == {name.replace("peter", "petra") for name in before}
    for name, raw in before.items():
        made = after[name.replace("peter", "petra")]
        if name == "personas/peter.md":
            assert b"file: petra.svg" in made
            assert b"\nformerly:\n  - peter\n" in made
        elif name == "personas/ina.md":  # a remark is not a reference
            assert made == raw.replace(b"(peter.md", b"(petra.md")
        else:
            assert made == raw.replace(b"peter", b"petra")
    site = root / "site"
    options = Options(root / "content", bare_theme(root), site, TODAY, pdf=False)
    pipeline.build(options)
    page = (site / "personas/peter/index.html").read_text()
    assert 'url=../petra/index.html"' in page
    assert "Content-Security-Policy" in page


def test_what_cannot_be_is_told(root: Path) -> None:
    held = shelf(root / "content")
    for old, new, said in (("petre", "x", "nothing is called"), ("peter", "ina", "already there"),
                           ("peter", "a/b/../c d", "cannot be a file name")):  # fmt: skip
        with pytest.raises(ContentError) as told:
            renaming.rename(held, old, new)
        assert said in told.value.problems[0].what
    assert told.value.problems[0].values["guess"] == "c-d"


def test_what_it_was_called_before_leads_to_what_it_is_called_now(root: Path) -> None:
    made = renaming.rename(shelf(root / "content"), "peter", "karel")
    changes.write(made.files, root / "content")
    with pytest.raises(ContentError) as told:
        renaming.rename(shelf(root / "content"), "peter", "petra")
    assert told.value.problems[0].values["guess"] == "karel"


def test_an_entry_of_a_register_has_another_key(tmp_path: Path) -> None:
    files = {
        "personas/p.md": "# P\n",
        "touchpoints.yaml": "# kop\nbalie: {name: De balie}\n",
        "journeys/j.yaml": "title: J\npersona: p\nphases: [{id: buy, touchpoints: {ref: balie}}]\n",
    }
    changes = renaming.rename(shelf(project(files, tmp_path) / "content"), "balie", "winkel").files
    assert changes == {
        "touchpoints.yaml": b"# kop\nwinkel: {name: De balie}\n",
        "journeys/j.yaml": files["journeys/j.yaml"].replace("balie", "winkel").encode(),
    }


def test_archive_is_one_line(root: Path) -> None:
    made = parting.archive(shelf(root / "content"), "peter", words("nl")).files
    raw = FILES["personas/peter.md"].encode()
    assert made == {"personas/peter.md": raw.replace(b"\n---\nT", b"\nstatus: archief\n---\nT")}


def test_split_gives_each_its_own_file(tmp_path: Path) -> None:
    text = "---\nage: 4\n---\n# Anna\nEen.\n\n---\n\n# Bob\n```\n# geen kop\n```\n"
    held = shelf(
        project({"personas/alle.md": text, "personas/bob.md": "# B\n"}, tmp_path) / "content"
    )
    assert parting.split(held, "alle").files == {
        "personas/alle.md": None,
        "personas/anna.md": b"---\nage: 4\n---\n# Anna\nEen.\n",
        "personas/bob-2.md": b"# Bob\n```\n# geen kop\n```\n",
    }


def test_split_where_each_has_fields_of_its_own(tmp_path: Path) -> None:
    text = (
        "---\nname: Anna\n---\nEen.\n\n---\n\n---\nage: 4\nname: Bob  # toch\n---\n# Bob\nTwee.\n"
    )
    held = shelf(project({"personas/alle.md": text}, tmp_path) / "content")
    assert parting.split(held, "alle").files == {
        "personas/alle.md": None,
        "personas/anna.md": b"---\nname: Anna\n---\nEen.\n",
        "personas/bob.md": b"---\nage: 4\nname: Bob  # toch\n---\n# Bob\nTwee.\n",
    }
    with pytest.raises(ContentError, match="1 problem"):
        parting.split(shelf(project({"personas/a.md": "---\nname: A\n---\n"}) / "content"), "a")


def test_only_two_of_a_kind_are_merged(root: Path) -> None:
    for first, second in (("peter", "reis"), ("reis", "peter"), ("site", "reis")):
        with pytest.raises(ContentError):
            parting.join(shelf(root / "content"), first, second)
    with pytest.raises(ContentError) as told:
        parting.join(shelf(root / "content"), "peter", "reis")
    assert told.value.problems[0].values["other"] == "content/journeys/reis.yaml"


A = """\
title: Bestellen  # de kern
persona: a
compare_to: b
goal: Snel klaar
phases:
  - id: awareness
    goal: Weten wat er is
    touchpoints:
      - name: Website
        emotion: 1
      - Balie
  - name: Kopen
    pains: [Duur]
"""
B = """\
title: Online bestellen
personas: [a, b]
goal: Vanaf de bank
end: Het ligt er
lanes: [goal, curve, {id: kosten, label: Kosten, visibility: secret}]
phases:
  - Vooraf
  - id: Bewustwording
    goal: Vergelijken
    lanes: {kosten: Twee ton}
    touchpoints:
      - {name: website, emotion: {score: -1, feeling: moe}, channel: website}
      - Vergelijker
  - {name: Wachten, quote: Waar blijft het?}
  - {name: Kopen, pains: [Duur, Traag]}
"""
MERGED = """\
title: Bestellen  # de kern
persona: a
goal: Snel klaar
phases:
  - name: Vooraf
    lanes:
      Online bestellen: "- goal: Vanaf de bank"
  - id: awareness
    goal: Weten wat er is
    touchpoints:
      - name: Website
        emotion: 1
        channel: website
      - Vergelijker
      - Balie
    lanes:
      kosten: Twee ton
      Online bestellen: |-
        - goal: Vergelijken
        - Website · emotion: score -1; feeling moe
  - name: Wachten
    quote: Waar blijft het?
  - name: Kopen
    pains: [Duur, Traag]
end: Het ligt er
personas:
  - b
lanes:
"""
LISTED = ["id: kosten", "label: Kosten", "visibility: secret", "- Online bestellen", "formerly:"]


def test_merge_of_journeys_loses_no_word(tmp_path: Path) -> None:
    files = {
        "personas/a.md": "# A\n", "personas/b.md": "# B\n",
        "journeys/a.yaml": A, "journeys/b.yaml": B,
        "briefings/x.md": "---\ntitle: X\njourneys: [b]\n---\n",
    }  # fmt: skip
    changes = parting.join(
        shelf(project(files, tmp_path) / "content"), "journeys/a", "journeys/b"
    ).files
    assert changes["journeys/b.yaml"] is None
    assert changes["briefings/x.md"] == b"---\ntitle: X\njourneys: [a]\n---\n"
    made = (changes["journeys/a.yaml"] or b"").decode()
    assert made[: len(MERGED)] == MERGED
    assert [one for one in LISTED if one not in made] == []
    assert not new_errors(tmp_path / "content", changes, TODAY)


@pytest.mark.parametrize("seen", ["agency", "secret"])
def test_a_lane_that_others_see_in_each_of_two_is_refused(tmp_path: Path, seen: str) -> None:
    phases = "phases: [{name: X, lanes: {kosten: Twee ton}}]\n"
    lane = f"lanes: [{{id: kosten, visibility: {seen}}}]\n"
    files = {
        "journeys/a.yaml": f"title: A\n{phases}",
        "journeys/b.yaml": f"title: B\n{lane}{phases}",
    }
    with pytest.raises(ContentError, match="1 problem"):
        parting.join(shelf(project(files, tmp_path) / "content"), "a", "b")
    files["journeys/a.yaml"] = f"title: A\n{lane}{phases}"
    held = shelf(project(files, tmp_path) / "content")
    if seen == "secret":
        with pytest.raises(ContentError, match="1 problem"):
            parting.join(held, "a", "b")
    else:
        assert parting.join(held, "a", "b").files["journeys/b.yaml"] is None


def test_a_cell_that_says_what_an_entry_is_called_stays(tmp_path: Path) -> None:
    files = {
        "touchpoints.yaml": "balie: {name: Balie}\n",
        "measurements/ces.csv": "date,score,touchpoint\n2026-09-01,3,Balie\n",
    }
    made = renaming.rename(shelf(project(files, tmp_path) / "content"), "balie", "winkel").files
    assert made == {"touchpoints.yaml": b"winkel: {name: Balie}\n"}


def test_merge_loses_no_word(tmp_path: Path) -> None:
    files = {
        "personas/a.md": "---\nname: A  # eerst\nage: 40\ngoals: [Rust]\n---\nTekst A.\n",
        "personas/b.md": "---\nname: B\nage: 50\nlocation: Delft\ngoals: [Rust, Orde]\n---\nB.\n",
        "journeys/j.yaml": "title: J\npersona: b\nphases: [X]\n",
    }
    changes = parting.join(shelf(project(files, tmp_path) / "content"), "a", "b").files
    assert changes["personas/b.md"] is None
    assert changes["journeys/j.yaml"] == b"title: J\npersona: a\nphases: [X]\n"
    made = (changes["personas/a.md"] or b"").decode()
    assert made.startswith("---\nname: A  # eerst\nage: 40\n")
    for said in ("goals: [Rust, Orde]", "location: Delft", "formerly:\n  - b", "Tekst A.",
                 "\nB.\n", "## B", "- age: 50"):  # fmt: skip
        assert said in made


def test_two_secrets_are_not_put_into_a_text(tmp_path: Path) -> None:
    files = {f"personas/{n}.md": f"---\nname: {n}\nnotes_internal: geheim {n}\n---\n" for n in "ab"}
    with pytest.raises(ContentError) as told:
        parting.join(shelf(project(files, tmp_path) / "content"), "a", "b")
    assert told.value.problems[0].values["fields"] == "notes_internal"


def test_what_went_out_of_git_and_is_missed_is_named(root: Path) -> None:
    content = root / "content"
    for said in ("init -q", "add .", "-c user.name=S -c user.email=s@x commit -qm Begin"):
        subprocess.run(["git", *said.split()], cwd=content, check=True, capture_output=True)
    assert removed.problems(content) == ()
    (content / "personas/peter.md").unlink()
    (content / "briefings/b.md").unlink()
    found = removed.problems(content)
    assert [problem.rule for problem in found] == ["removed", "much-removed"]
    assert "content/journeys/reis.yaml:2" in found[0].values["places"]  # type: ignore[operator]
    assert removed.problems(content, "no-such-branch") == ()


def test_a_file_that_is_split_gets_no_name_that_windows_keeps(tmp_path: Path) -> None:
    said = "# Con\n\nTekst.\n\n# Aux\n\nMeer.\n"
    root = project({"personas/alle.md": said, "personas/p.md": "# P\n"}, tmp_path)
    made = parting.split(shelf(root / "content"), "personas/alle.md")
    assert {name for name, raw in made.files.items() if raw} == {
        "personas/aux-1.md", "personas/con-1.md",
    }  # fmt: skip


JAN = """\
---
name: Jan
goals: [Rust]
---
Jan werkt.

## Frustraties
- Lawaai

## Eigen
Van Jan.
"""
PIET = """\
# Piet Bos

Piet woont.

## Doelen
- Groei
- Rust

## Frustraties
Regen

## Eigen
Van Piet. <!-- nog vragen -->

```
# geen kop
```
"""


@pytest.mark.parametrize(("first", "second"), [("jan", "piet"), ("piet", "jan")])
def test_two_that_fill_the_same_headings_are_merged(
    tmp_path: Path, first: str, second: str
) -> None:
    files = {"personas/jan.md": JAN, "personas/piet.md": PIET}
    root = project(files, tmp_path) / "content"
    made = parting.join(shelf(root), first, second).files
    changes.write(made, root)
    assert new_errors(root, {}, TODAY) == ()
    said = (root / f"personas/{first}.md").read_text()
    for word in re.findall(r"\w+", JAN + PIET):
        assert word in said or word in ("Doelen",), word
    kept = files[f"personas/{first}.md"]
    assert [line for line in kept.split("\n") if line not in said.split("\n")] == (
        ["goals: [Rust]"] if first == "jan" else ["## Doelen", "- Groei", "- Rust", "Regen"]
    )

"""Erasing somebody: what is found, what goes, what stays and is told."""

import subprocess
from pathlib import Path

import pytest

from affiche import cli, erase
from affiche.errors import ContentError
from affiche.publishing import publish
from affiche.words import words
from tests.support.projects import project, tree

NL = words("nl")
FILES = {
    "personas/anna.md": """\
        ---
        name: Anna Visser
        status: concept
        photo:
          file: anna.jpg
          kind: klant

          consent: {given: 2026-01-01}
        goals: [Rust]
        ---
        Anna woont op een boot.

        ![Anna](../images/anna.jpg)
        """,
    "personas/bram.md": "---\nname: Bram\nphoto: bram.jpg\n---\nKent Anna Visser van vroeger.\n",
    "images/anna.jpg": b"x",
    "images/bram.jpg": b"x",
    "journeys/boot.yaml": """\
        title: De boot
        persona: anna
        phases:
          - name: Varen
            touchpoints:
              - name: Kade
                image: anna.jpg
        """,
    "journeys/samen.yaml": """\
        title: Samen
        personas: [bram, anna]
        phases:
          - name: Varen
        """,
    "briefings/zomer.md": """\
        ---
        title: Zomer
        agency: Bureau Kade
        personas:
          - anna   # zij
          - bram
        ---
        """,
    "feedback/anna/1.yaml": "- goed\n",
    "measurements/nps.csv": "date;score;persona\n2026-01-01;9;anna\n2026-01-02;3;bram\n",
}


def found(who: str, root: Path, *outs: Path) -> erase.Holdings:
    return erase.find(who, root / "content", outs, root / ".affiche")


def paths(held: erase.Holdings, root: Path) -> list[str]:
    return [path.relative_to(root / "content").as_posix() for path in held.files]


def test_everything_of_a_persona_is_found_and_goes():
    root = project(FILES)
    held = found("anna", root)
    assert held.who == "Anna Visser"
    assert paths(held, root) == ["personas/anna.md", "images/anna.jpg", "feedback/anna"]
    erase.remove(held)
    left = tree(root / "content")
    assert sorted(left) == [
        "briefings/zomer.md", "images/bram.jpg", "journeys/boot.yaml", "journeys/samen.yaml",
        "measurements/nps.csv", "personas/bram.md",
    ]  # fmt: skip
    assert b"persona" not in left["journeys/boot.yaml"]
    assert b"personas: [bram]\n" in left["journeys/samen.yaml"]
    assert b"personas:\n  - bram\n---" in left["briefings/zomer.md"]
    assert left["measurements/nps.csv"] == b"date;score;persona\n2026-01-01;9;\n2026-01-02;3;bram\n"


def test_everything_of_a_photo_is_found_and_goes():
    root = project(FILES)
    for name in ("anna.jpg", "images/anna.jpg", "content/images/anna.jpg"):
        held = found(name, root)
        assert paths(held, root) == ["images/anna.jpg"]
    erase.remove(held)
    left = tree(root / "content")
    assert "images/anna.jpg" not in left
    text = left["personas/anna.md"].decode()
    assert "photo" not in text and "consent" not in text and "anna.jpg" not in text
    assert "status: concept\n\ngoals: [Rust]" in text
    assert b"image" not in left["journeys/boot.yaml"]


def test_a_photo_that_another_persona_has_too_stays():
    root = project({**FILES, "personas/bea.md": "---\nname: Bea\nphoto: anna.jpg\n---\n"})
    assert paths(found("anna", root), root) == ["personas/anna.md", "feedback/anna"]


def test_texts_that_name_them_are_left_to_a_person():
    root = project(FILES)
    assert [(m.path.name, m.line) for m in found("anna", root).mentions] == [("bram.md", 5)]


def test_agencies_that_may_hold_a_pack_are_named_for_a_persona_and_for_their_photo():
    root = project(FILES)
    for who in ("anna", "anna.jpg"):
        assert [(h.agency, h.title) for h in found(who, root).handed] == [("Bureau Kade", "Zomer")]


def test_what_was_made_goes_too(tmp_path: Path):
    root = project(FILES)
    out = tmp_path / "site"
    hers = ["personas/anna/index.html", "assets/anna-0123456789.webp",
            "briefings/zomer/zomer-briefing.zip"]  # fmt: skip
    publish.publish(dict.fromkeys([*hers, "index.html", "personas/bram/index.html"], b"x"), out)
    held = found("anna", root, out)
    assert sorted(path.relative_to(out).as_posix() for path in held.made) == sorted(hers)
    erase.remove(held)
    assert sorted(name for name in tree(out) if not name.startswith(".")) == [
        "index.html",
        "personas/bram/index.html",
    ]


def test_git_keeps_what_it_ever_had():
    root = project(FILES)
    run = ["git", "-c", "user.name=x", "-c", "user.email=x@x.example", "-C", str(root)]
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "x"]):
        subprocess.run([*run, *command], check=True)
    held = found("anna", root)
    assert held.history is not None and held.history.commits == 1
    assert "git filter-repo" in "\n".join(erase.told(held, NL, root, removed=False))


def test_without_git_nothing_is_said_of_it():
    assert found("anna", project(FILES)).history is None


def test_somebody_who_is_not_there_is_a_mistake_with_a_guess():
    with pytest.raises(ContentError) as wrong:
        found("ana", project(FILES))
    assert wrong.value.problems[0].values["guess"] == "anna"


def test_a_file_outside_the_images_is_never_meant():
    root = project({**FILES, "../geheim.jpg": b"x"})
    with pytest.raises(ContentError):
        found("../geheim.jpg", root)


def test_the_command_lists_first_and_removes_only_when_asked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    root = project(FILES)
    monkeypatch.chdir(root)
    assert cli.main(["erase", "anna"]) == 0
    said = capsys.readouterr().out
    assert "Dit is er van Anna Visser:" in said and "  content/personas/anna.md" in said
    assert "  content/journeys/boot.yaml: regels 2" in said and "Bureau Kade · Zomer" in said
    assert (root / "content/personas/anna.md").is_file()
    assert cli.main(["erase", "anna", "--yes"]) == 0
    assert "Weggehaald van Anna Visser:" in capsys.readouterr().out
    assert not (root / "content/personas/anna.md").exists()

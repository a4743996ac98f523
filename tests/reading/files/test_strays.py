"""A file's name in; what program left it there, out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from affiche import content
from affiche.errors import Kind
from affiche.reading.files import strays
from affiche.reading.files.folder import Folder, copies
from tests.support.projects import PETER, TODAY, project

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>'
HERE = {"peter.md", "site.yaml", "peter.jpg"}


@pytest.mark.parametrize(
    "name",
    ["4913", ".#peter.md", "#peter.md#", "peter.md~", ".peter.md.swp", "peter.md.swo",
     "peter.md___jb_tmp___", "~$peter.md", ".~lock.peter.md#", "peter.md.bak", "peter.md.orig",
     "peter.md.rej", "peter.md.tmp.123.456", "peter.md.sb-4b3f-xy", "peter.md.save.1",
     ".DS_Store", "._peter.md", ".goutputstream-X1Y2Z3", "peter.md.part", "Thumbs.db"],
)  # fmt: skip
def test_what_an_editor_leaves_behind_is_not_worth_a_word(name: str) -> None:
    assert strays.leftover(name)
    files = {"personas/peter.md": PETER, f"personas/{name}": "x", f"images/{name}": "x", name: "x"}
    loaded = content.load(project(files) / "content", TODAY)
    assert loaded.site is not None and [*loaded.site.personas] == ["peter"]
    assert [p for p in loaded.problems if p.kind is not Kind.ADVICE] == []


def test_a_lock_of_emacs_is_a_link_to_nowhere() -> None:
    root = project({"personas/peter.md": PETER})
    (root / "content/personas/.#peter.md").symlink_to("anna@laptop.4711:1234")
    loaded = content.load(root / "content", TODAY)
    assert [p for p in loaded.problems if p.kind is not Kind.ADVICE] == []


@pytest.mark.parametrize(
    ("name", "program"),
    [
        ("peter.sync-conflict-20260312-101500-ABCDEFG.md", "Syncthing"),
        ("peter_BACKUP_4711.md", "git"),
        ("peter_REMOTE_4711.md", "git"),
        ("peter.md~HEAD", "git"),
        ("peter (Anna's conflicted copy 2026-03-12).md", "Dropbox"),
        ("peter (Conflicterend exemplaar van Anna 2026-03-12).md", "Dropbox"),
        ("peter (conflicted copy 2026-03-12 101500).md", "Nextcloud"),
        ("peter_conflict-20260312-101500.md", "ownCloud"),
        ("peter [Conflict].md", "Google Drive"),
        ("peter-DESKTOP-AB12CD3.md", "OneDrive"),
        ("peter 2.md", ""),
        ("peter (1).md", ""),
        ("peter - Copy.md", ""),
        ("peter - kopie (2).md", ""),
        ("peter kopie.md", ""),
        ("Kopie van peter.md", ""),
        ("peter - Kopie - Kopie.md", ""),
        ("site - kopie.yaml", ""),
        ("peter (1).jpg", ""),
    ],
)
def test_a_copy_knows_its_original(name: str, program: str) -> None:
    found = strays.copy(name, HERE)
    assert found is not None and found.original in HERE and found.program == program


@pytest.mark.parametrize("name", ["peter-2.md", "ina 2.md", "peter-jansen.md", "de-klant.md"])
def test_a_name_of_its_own_is_no_copy(name: str) -> None:
    assert strays.copy(name, HERE) is None


def test_what_may_not_be_read_is_the_writers(monkeypatch: pytest.MonkeyPatch) -> None:
    root = project({"personas/peter.md": PETER, "personas/ina.md": PETER})
    real = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "ina.md":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    loaded = content.load(root / "content", TODAY)
    errors = [p for p in loaded.problems if p.kind is Kind.ERROR]
    assert [(p.rule, p.place.path) for p in errors] == [("cannot-open", "content/personas/ina.md")]


@pytest.mark.parametrize("decomposed", ["file", "text", "both"])
def test_an_accent_in_two_signs_is_the_same_letter(decomposed: str) -> None:
    """A Mac writes é as e with a mark behind it; nobody can see that."""
    one, two = "rene\u0301e", "renée"
    file, text = (one if decomposed in (kind, "both") else two for kind in ("file", "text"))
    files = {
        f"personas/{file}.md": f"---\nname: R\nphoto: {text}.svg\n---\n![x](../images/{text}.svg)",
        f"images/{file}.svg": SVG,
        "journeys/a.yaml": f"title: A\npersona: {text}\nphases: [Kopen]\n",
    }
    if os.path.supports_unicode_filenames and decomposed != "text":
        pytest.skip("this disk composes names by itself")
    loaded = content.load(project(files) / "content", TODAY)
    assert [p for p in loaded.problems if p.kind is not Kind.ADVICE] == []
    assert loaded.site is not None and [*loaded.site.personas] == ["renée"]


@pytest.mark.parametrize(
    "written",
    ["/images/uploads/Foto Peter (def) 1.svg", "/uploads/Foto Peter (def) 1.svg",
     "images/uploads/Foto Peter (def) 1.svg", "content/images/uploads/Foto Peter (def) 1.svg",
     "uploads/Foto%20Peter%20(def)%201.svg", "uploads/foto peter (def) 1.SVG",
     "uploads\\Foto Peter (def) 1.svg", "uploads/Foto\u00a0Peter (def) 1.svg"],
)  # fmt: skip
def test_a_picture_is_found_as_form_editors_write_it(written: str) -> None:
    files: dict[str, str | bytes] = {
        "personas/peter.md": f"---\nname: Peter\nphoto: '{written}'\n---\n",
        "images/uploads/Foto Peter (def) 1.svg": SVG,
    }
    loaded = content.load(project(files) / "content", TODAY)
    assert [p for p in loaded.problems if p.kind is Kind.ERROR] == []
    assert loaded.site is not None
    photo = loaded.site.personas["peter"].photo
    assert photo is not None and photo.file in loaded.site.images


def test_the_names_of_files_are_gone_through_once_however_many_there_are(tmp_path: Path) -> None:
    """For each file once more, two thousand documents took two seconds at every save."""

    class Counted(dict[str, str]):
        times = 0

        def __iter__(self) -> Iterator[str]:
            Counted.times += 1
            return super().__iter__()

    for count in (3, 30):
        files = Counted((name, name) for name in (f"personas/p{n}.md" for n in range(count)))
        Counted.times = 0
        assert list(copies(Folder(tmp_path, "content", files))) == []
        assert Counted.times == 3

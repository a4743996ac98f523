"""Whatever content or theme holds, a command ends with 0 or with 2: it is fine, or the writer is
told where it is not. `tests/long/absurd.py` tries every field with every value; here are some.
"""

from __future__ import annotations

import errno
import io
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from affiche import cli, disk, errors
from affiche.content import changes
from affiche.model.text import Document
from affiche.report import sentence
from affiche.words import words
from tests.support.absurd import KINDS, VALUES, Case, cases, locations
from tests.support.commands import checked
from tests.support.projects import PETER

SECONDS = 12.0
"""Of the processor; what is not tried in that time is tried by the long form."""
STEP = 1013  # a prime, so that every field and every value has its turn


def test_every_model_is_fed() -> None:
    """The generator knows the models, and not only their first fields."""
    found = {(case.kind.model.__name__, case.location) for case in cases()}
    for kind, location in (
        ("Persona", ("photo", "consent", "expires")),
        ("Persona", ("scales", 0, "value")),
        ("Journey", ("phases", 0, "touchpoints", 0, "emotion", "score")),
        ("Settings", ("print", "profiles", "eigen", "bleed")),
        ("ThemeFile", ("faces", "eigen")),
    ):
        assert (kind, location) in found
    assert len(KINDS) == 7 and all(issubclass(kind.model, Document) for kind in KINDS)
    assert not [where for where in locations(KINDS[0].model) if where[0] in ("id", "path")]


def test_absurd_values_are_fine_or_a_mistake_of_the_writer() -> None:
    every = list(cases())
    started, tried, wrong = time.process_time(), 0, []
    at = 0
    while time.process_time() - started < SECONDS and tried < len(every) // 50:
        case = every[at]
        code, said = checked(case.files())
        if code not in (0, 2):
            wrong.append(f"{code} {case}: {said[-200:]}")
        at, tried = (at + STEP) % len(every), tried + 1
    assert wrong == []
    assert tried > 15


def test_a_fault_of_ours_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: what is not caught ends with 1, and tells the tester where."""
    monkeypatch.setattr("affiche.content.load", lambda *_: 1 / 0)
    code, said = checked(Case(KINDS[0], ("name",), "zero").files())
    assert (code, "ZeroDivisionError" in said) == (1, True)
    assert "zero" in VALUES


def photo(size: tuple[int, int], form: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size).save(out, form)
    return out.getvalue()


def svg(attributes: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}/>'.encode()


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("p.jpg", photo((1, 60_000))),
        ("p.jpg", photo((60_000, 1))),
        ("p.jpg", photo((2, 40_000))),
        ("p.png", photo((1, 20_000), "PNG")),
        ("p.jpg", photo((500, 500))[:2000]),
        ("p.jpg", b""),
        ("p.jpg", b"GIF89a"),
        ("p.svg", svg('viewBox="0 0 1e999 1"')),
        ("p.svg", svg('viewBox="0 0 1 1000000"')),
        ("p.svg", svg('viewBox="0 0 nan 1"')),
        ("p.svg", svg('viewBox="0 0 +- 1"')),
        ("p.svg", svg('width="1e5px" height="0.00001"')),
        ("p.svg", b""),
    ],
)
def test_a_picture_of_absurd_shape_is_named(file: str, content: bytes) -> None:
    persona = PETER.replace("---\nPeter", f"photo: {{file: {file}, kind: stock}}\n---\nPeter")
    code, said = checked({"personas/peter.md": persona, f"images/{file}": content})
    assert code == 2
    assert "content/personas/peter.md:3:15: error: " in said


@pytest.mark.parametrize("size", [(400, 9_000), (1_900, 20_000), (9_000, 400)])
def test_a_long_picture_is_shown(size: tuple[int, int]) -> None:
    """An infographic is long; a WebP has a side of 16,383 pixels at most."""
    persona = PETER.replace("---\nPeter", "photo: {file: p.jpg, kind: stock}\n---\nPeter")
    assert checked({"personas/peter.md": persona, "images/p.jpg": photo(size)})[0] == 0


def _twice(content: Path) -> None:
    (content / "personas/a.md").symlink_to("b.md")
    (content / "personas/b.md").symlink_to("a.md")


@pytest.mark.skipif(sys.platform == "win32", reason="no links")
@pytest.mark.parametrize(
    ("path", "make"),
    [
        ("personas/loop", lambda content: (content / "personas/loop").symlink_to("loop")),
        ("personas/loop.md", lambda content: (content / "personas/loop.md").symlink_to("loop.md")),
        ("personas/a.md", _twice),
        ("journeys", lambda content: (content / "journeys").symlink_to("journeys")),
        ("site.yaml", lambda content: (content / "site.yaml").symlink_to("site.yaml")),
        ("personas/x.md", lambda content: os.mkfifo(content / "personas/x.md")),
    ],
)
def test_a_link_that_leads_to_itself_is_named(
    path: str, make: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.support import commands

    real = commands.project

    def project(files: dict[str, str], folder: Path) -> Path:
        root = real(files, folder)
        make(root / "content")
        return root

    monkeypatch.setattr(commands, "project", project)
    code, said = checked({"personas/peter.md": PETER})
    assert code == 2
    assert f"content/{path}:1:1: error: " in said


@pytest.mark.parametrize("escape", [r"\u202edoor", r"a\0b", r"a\x1bb", r"\uffff", r"a\ab"])
def test_an_escape_brings_in_nothing_that_may_not_be_typed(escape: str) -> None:
    code, said = checked({"personas/peter.md": f'---\nname: P\nquote: "{escape}"\n---\n'})
    assert code == 2
    assert "content/personas/peter.md:3:8: error: de code U+" in said
    fine = r"Zij zei: \"ja\" \u00e9n nee\nen \u200eweg"
    assert checked({"personas/peter.md": f'---\nname: P\nquote: "{fine}"\n---\n'})[0] == 0


# What the system says of files and disks -------------------------------------------------------

LONG = "a" * 300
ORDERS = "Klant;Omzet\n" + "".join(f"k{n};{n}\n" for n in range(60))


@pytest.mark.parametrize(
    ("files", "call", "said"),
    [
        ({"personas": "x"}, ("new", "persona", "Anna"), "personas"),
        ({"feedback": "x"}, ("new", "feedback", "peter"), "feedback"),
        ({"../themes": "x"}, ("new", "thema", "Eigen"), "themes"),
        ({"../themes": "x"}, ("new", "thema", "Eigen", "--colors", "#0088BE"), "themes"),
        ({}, ("new", "persona", "Anna", "--id", LONG), "de naam is te lang"),
        ({}, ("check", "--content", LONG), "de naam is te lang"),
        ({}, ("diff", "peter", "--content", LONG), "de naam is te lang"),
        ({}, ("schema", "--out", "content/personas/peter.md"), "peter.md"),
        ({}, ("schema", "--out", LONG), "de naam is te lang"),
        ({}, ("manual", "--out", LONG), "de naam is te lang"),
        ({}, ("import", LONG), "de naam is te lang"),
        ({}, ("import", "content"), "het is een map"),
        ({"../o.csv": ORDERS, "../map/x": ""},
         ("segment", "o.csv", "--revenue", "Omzet", "--svg", "map"),
         "het is een map"),
        ({"../o.csv": ORDERS}, ("segment", LONG, "--revenue", "Omzet"), "de naam is te lang"),
        ({"../f": "x"}, ("build", "--no-pdf", "--out", "f/x"), "staat een bestand"),
    ],
    ids=lambda one: " ".join(one)[:40] if isinstance(one, tuple) else "",
)  # fmt: skip
def test_what_a_disk_refuses_is_told_in_words(
    files: dict[str, str], call: tuple[str, ...], said: str
) -> None:
    persona = {} if "personas" in files else {"personas/peter.md": PETER}
    code, told = checked({**persona, **files}, *call)
    assert code == 2, told
    assert said in told
    assert not [english for english in ENGLISH if english in told], told


ENGLISH = ("File name too long", "Not a directory", "Is a directory", "File exists", "Traceback")


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes with a name")
def test_a_pipe_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content/personas").mkdir(parents=True)
    os.mkfifo("content/site.yaml")
    os.mkfifo("persona.md")
    for call in (["check"], ["fix"], ["import", "persona.md"], ["erase", "peter"]):
        assert cli.main(call) == 2
    os.mkfifo("content/personas/pipe.md")
    (tmp_path / "old.md").write_text("# Persona: Kees\n\nKees bouwt.\n")
    assert cli.main(["import", "old.md"]) == 0


def test_in_a_copy_of_what_is_read_only_changes_are_tried(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir(mode=0o555)
    with changes.copied(tmp_path) as copy:
        assert (copy / "a").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o555


def test_what_cannot_be_written_is_named_as_itself(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    with pytest.raises(OSError) as refused:
        disk.put(tmp_path / "a.md", b"x")
    assert refused.value.filename == str(tmp_path / "a.md")


def test_what_cannot_be_read_is_in_a_copy_as_what_cannot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a disk has no links, and a file may not be read, it is copied as that."""

    def refuse(source: str, target: str) -> None:
        raise PermissionError(errno.EACCES, "", source)

    (tmp_path / "a.md").write_text("x")
    monkeypatch.setattr("affiche.disk.link", refuse)
    with changes.copied(tmp_path) as copy:
        assert (copy / "a.md").stat().st_size == 0


def test_a_file_of_our_own_is_no_mistake_of_the_writer() -> None:
    ours = Path(errors.__file__).parent / "themes"
    assert errors.of_system(FileNotFoundError(errno.ENOENT, "", str(ours))) is None
    assert errors.of_system(OSError("what no system says")) is None
    theirs = errors.of_system(PermissionError(errno.EACCES, "", "site"))
    assert theirs is not None
    assert sentence(theirs, words("nl")) == (
        "site kan niet worden gelezen of geschreven: je hebt er geen rechten voor. Geef jezelf "
        "rechten, of noem een andere plek."
    )

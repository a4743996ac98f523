"""Sites and a record of what they show in; what is taken out, and what is left alone, out."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from affiche.building import drafts, looked, pipeline, retracting
from affiche.building.drafts import Options
from affiche.building.shown import records
from tests.support.projects import TODAY, bare_theme, project, tree, write

ANNA = "---\nname: Anna Visser\n---\nAnna woont op een boot.\n"
BRAM = "---\nname: Bram Smit\n---\nBram verhuurt boten.\n"


@pytest.fixture
def options() -> Options:
    """A project with a site of two personas."""
    root = project({"personas/anna.md": ANNA, "personas/bram.md": BRAM})
    made = Options(root / "content", bare_theme(root), root / "site", TODAY, pdf=False)
    pipeline.build(made)
    return made


def gone(options: Options) -> set[str]:
    """The files that are taken out of the site."""
    before = tree(options.out)
    retracting.retract(options)
    return before.keys() - tree(options.out).keys()


def test_what_names_a_persona_that_is_gone_goes_with_it(options: Options) -> None:
    (options.content / "personas/anna.md").unlink()
    assert {"personas/anna/index.html", "index.html"} <= gone(options)
    assert not [p for p, held in tree(options.out).items() if b"Anna Visser" in held]
    assert gone(options) == set()
    assert not looked.anew(options)


def test_control_what_was_edited_or_renamed_was_not_taken_back(options: Options) -> None:
    write(options.content / "personas/bram.md", BRAM.replace("boten", "fietsen"))
    (options.content / "personas/anna.md").rename(options.content / "personas/annemarie.md")
    assert looked.anew(options)
    assert gone(options) == set()


def test_a_site_of_other_content_in_the_same_project_stays(options: Options) -> None:
    other = options.content.with_name("content-en")
    write(other / "personas/carla.md", "---\nname: Carla Dek\n---\nCarla sails.\n")
    english = replace(options, content=other, out=options.out.with_name("site-en"))
    pipeline.build(english)
    (options.content / "personas/anna.md").unlink()
    whole = tree(english.out)
    assert gone(options)
    assert tree(english.out) == whole
    assert gone(english) == set()


def test_every_folder_that_a_site_was_built_into_is_looked_at(options: Options) -> None:
    second = replace(options, out=options.out.with_name("tweede"))
    pipeline.build(second)
    (options.content / "personas/anna.md").unlink()
    told = {one.out.name: one.count > 0 for one in retracting.retract(options)}
    assert told == {"site": True, "tweede": True}


def test_no_link_in_a_site_is_followed(options: Options) -> None:
    elsewhere = options.out.with_name("elders")
    (options.out / "personas").rename(elsewhere)
    (options.out / "personas").symlink_to(elsewhere)
    (options.content / "personas/anna.md").unlink()
    held = tree(elsewhere)
    retracting.retract(options)
    assert tree(elsewhere) == held


@pytest.mark.parametrize("of", ["\0", "site", "{content}", "{content}/personas", "/", 3, None])
def test_a_record_that_lies_about_its_place_is_none(options: Options, of: object) -> None:
    content = str(options.content)
    of = of.format(content=content) if isinstance(of, str) else of
    record = {"of": of, "stamp": "", "content": content}
    write(options.cache / looked.FOLDER / "x.json", json.dumps(record))
    (options.content / "personas/anna.md").unlink()
    write(options.content / ".affiche.json", '{"affiche": 1, "files": {"personas/bram.md": ""}}')
    assert gone(options)
    assert (options.content / "personas/bram.md").is_file()


def test_nothing_is_sent_that_something_was_taken_out_of(options: Options, tmp_path: Path) -> None:
    from affiche.building import delivering
    from affiche.errors import ContentError

    (options.content / "personas/anna.md").unlink()
    retracting.retract(options)
    with pytest.raises(ContentError) as refused:
        delivering.delivered(options.out, options.content, str(tmp_path / "daar"), False, print)
    assert "is not whole" in refused.value.problems[0].what


def test_a_project_may_lie_in_a_folder_whose_name_is_no_text(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"klant\xff")
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("this disk knows no such names")
    root = project({"personas/anna.md": ANNA, "personas/bram.md": BRAM}, folder)
    made = Options(root / "content", bare_theme(root), root / "site", TODAY, pdf=False)
    pipeline.build(replace(made, explain="index.html"))
    (made.content / "personas/anna.md").unlink()
    assert "personas/anna/index.html" in gone(made)


# Files beside a site -----------------------------------------------------------------------


def beside(options: Options, folder: Path) -> Path:
    """Pictures in a folder of somebody's, one of which was changed since, beside another's."""
    files = {"anna.png": b"Anna", "bram.png": b"Bram"}
    records.put_beside(drafts.prepare(options), folder, files)
    (folder / "bram.png").write_bytes(b"cut out by hand")
    (folder / "notes.txt").write_text("of ours")
    return folder


@pytest.mark.parametrize("built", [True, False])
def test_pictures_in_a_folder_of_somebodys_go_and_what_is_theirs_stays(built: bool) -> None:
    root = project({"personas/anna.md": ANNA, "personas/bram.md": BRAM})
    options = Options(root / "content", bare_theme(root), root / "site", TODAY, pdf=False)
    if built:
        pipeline.build(options)
    folder = beside(options, root / "voor het bureau")
    write(options.content / "personas/bram.md", BRAM.replace("boten", "fietsen"))
    assert not [one for one in retracting.retract(options) if one.out == folder.resolve()]
    assert set(tree(folder)) == {"anna.png", "bram.png", "notes.txt"}
    (options.content / "personas/anna.md").unlink()
    told = retracting.retract(options)
    assert [(one.out, one.count) for one in told if one.out == folder.resolve()] == [
        (folder.resolve(), 1)
    ]
    assert set(tree(folder)) == {"bram.png", "notes.txt"}
    assert not retracting.retract(options)


def test_a_build_takes_them_out_as_well_and_says_so(options: Options) -> None:
    folder = beside(options, options.out.with_name("beelden"))
    (options.content / "personas/anna.md").unlink()
    told = pipeline.build(options).told
    assert [(str(v["out"]), v["n"]) for _, v in told if "n" in v] == [(str(folder.resolve()), 1)]
    assert set(tree(folder)) == {"bram.png", "notes.txt"}


def test_what_cannot_be_taken_out_is_told_and_tried_again(
    options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = beside(options, options.out.with_name("beelden"))
    (options.content / "personas/anna.md").unlink()
    unlink = Path.unlink

    def held(path: Path, missing_ok: bool = False) -> None:
        if path.name == "anna.png":
            raise PermissionError(13, "Permission denied", str(path))
        unlink(path, missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", held)
        told = [one for one in retracting.retract(options) if one.out == folder.resolve()]
    assert told[0].refused and told[0].count == 0 and (folder / "anna.png").is_file()
    told = [one for one in retracting.retract(options) if one.out == folder.resolve()]
    assert told[0].count == 1 and not (folder / "anna.png").exists()


@pytest.mark.parametrize(
    "said", ["[]", '{"x": 1}', '{"/etc/hostname": "00"}', "{", '{"\\u0000": ""}']
)
def test_a_list_of_them_that_somebody_else_wrote_takes_nothing(options: Options, said: str) -> None:
    mine = options.out.with_name("mine.png")
    mine.write_bytes(b"mine")
    write(options.cache / "beside.json", said)
    (options.content / "personas/anna.md").unlink()
    assert gone(options) and mine.is_file()

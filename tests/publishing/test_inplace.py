"""A few files that changed take their places in a site: the same comes of it as of a new site."""

from __future__ import annotations

import os
import random
import stat
from collections.abc import Mapping
from pathlib import Path

import pytest

from affiche.publishing import exchange, inplace, publish
from affiche.publishing.publish import Published
from tests.support.projects import tree

HOME = {"index.html": b"home", "personas/peter/index.html": b"peter", "assets/site-1.css": b"a{}"}
NAMES = (
    "index.html", "404.html", "personas/index.html", "personas/peter/index.html",
    "personas/peter/peter.csv", "journeys/ketel/index.html", "journeys/ketel/map/index.html",
    "assets/site-1.css", "assets/site-2.css", "assets/face-1.jpg",
)  # fmt: skip


def modes(folder: Path) -> dict[str, int]:
    every = (path for path in sorted(folder.rglob("*")))
    return {str(p.relative_to(folder)): stat.S_IMODE(p.stat().st_mode) for p in every}


def both(files: Mapping[str, bytes], there: Path, anew: Path) -> None:
    """Published in place and anew, of which the same has to come."""
    told = [publish.publish(files, there, in_place=True), publish.publish(files, anew)]
    assert told[0] == told[1]
    assert tree(there) == tree(anew)
    assert modes(there) == modes(anew)


@pytest.mark.parametrize("seed", range(4))
def test_release_after_release_is_the_one_that_is_made_anew(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    there, anew = tmp_path / "there", tmp_path / "anew"
    files = dict(HOME)
    both(files, there, anew)
    (there / ".htaccess").write_text("ours")
    (anew / ".htaccess").write_text("ours")
    for _ in range(40):
        for path in chance.sample(NAMES, 3):
            if chance.random() < 0.4 and path != "index.html":
                files.pop(path, None)
            else:
                files[path] = b"%d" % chance.randrange(5)
        both(dict(files), there, anew)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["anew", "there"]


def test_only_what_changed_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "site"
    publish.publish(HOME, out)

    def anew(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(publish, "_written", anew)
    before = tree(out).keys(), os.lstat(out / "index.html"), os.lstat(out / "assets/site-1.css")
    told = publish.publish(HOME | {"personas/peter/index.html": b"Peter"}, out, in_place=True)
    assert told == Published(
        ("personas/peter/index.html",), ("assets/site-1.css", "index.html"), ()
    )
    after = tree(out).keys(), os.lstat(out / "index.html"), os.lstat(out / "assets/site-1.css")
    assert after == before
    assert (out / "personas/peter/index.html").read_bytes() == b"Peter"


def test_pages_come_after_what_they_ask_for_and_before_the_home_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, order = tmp_path / "site", []
    publish.publish(HOME, out)
    replace = Path.replace

    def noted(self: Path, target: Path) -> Path:
        order.append(Path(target).name)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", noted)
    new = {"index.html": b"new", "404.html": b"gone", "assets/site-2.css": b"b{}"}
    publish.publish(new, out, in_place=True)
    # Peter's page goes aside, and the style of before stays for a page that is open.
    assert order == ["site-2.css", "404.html", "index.html", "3-before", ".affiche.json"]
    assert (out / "assets/site-1.css").is_file()
    assert not (out / "personas").exists()


@pytest.mark.parametrize("nth", range(5))
def test_what_cannot_take_its_place_leaves_the_old_site_and_is_made_in_another_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    out, count = tmp_path / "site", 0
    publish.publish(HOME, out)
    old, replace, seen = tree(out), Path.replace, []

    def refuses(self: Path, target: Path) -> Path:
        nonlocal count
        if Path(target).is_relative_to(out) and "before" not in self.name:
            count += 1
            if count == nth + 1:
                raise PermissionError(13, "in use")
        return replace(self, target)

    def anew(*things: object) -> None:
        seen.append(tree(out))
        raise OSError(28, "No space left on device")

    new = {"index.html": b"new", "404.html": b"gone", "assets/site-2.css": b"b{}"}
    monkeypatch.setattr(Path, "replace", refuses)
    with monkeypatch.context() as full:
        full.setattr(publish, "_written", anew)
        try:
            publish.publish(new, out, in_place=True)
        except Exception:
            assert seen == [old]
            assert tree(out) == old
        else:
            assert nth == 4  # there are four: three files and the list
    count = 99
    publish.publish(new, out, in_place=True)
    assert (out / "index.html").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_somebody_elses_file_or_link_in_the_way_is_left_to_a_new_site(tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    publish.publish(HOME, out)
    assert inplace.fits(out, ["index.html", "a/b.html"], [], HOME)
    (out / "a").symlink_to(tmp_path)
    (out / "404.html").write_text("theirs")
    for path in ("a/b.html", "404.html"):
        assert not inplace.fits(out, [path], [], HOME)
    (out / "personas").rename(elsewhere)
    (out / "personas").symlink_to(elsewhere)
    new = HOME | {"personas/peter/index.html": b"new"}
    publish.publish(new, out, in_place=True)
    assert tree(elsewhere) == {"peter/index.html": b"peter"}
    assert (out / "personas/peter/index.html").read_bytes() == b"new"
    assert not inplace.fits(out, [], ["gone.html"], HOME)  # it should be there, and is not
    assert not inplace.fits(out, [], [], {})  # nobody knows what is ours


def test_many_files_are_made_as_a_new_site(tmp_path: Path) -> None:
    out = tmp_path / "site"
    many = {f"{number}.html": b"" for number in range(inplace.FEW + 1)}
    publish.publish(many, out)
    assert inplace.fits(out, list(many)[1:], [], many)
    assert not inplace.fits(out, many, [], many)


def test_what_a_killed_one_left_is_cleared(tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish.publish(HOME, out)
    aside = exchange.beside(out).with_name(".site-99999")
    aside.mkdir()
    (out / "index.html").write_bytes(b"new, and the list does not say so")
    publish.publish(HOME, out, in_place=True)
    assert tree(out)["index.html"] == b"home"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]

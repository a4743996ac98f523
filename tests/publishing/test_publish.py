"""Publishing: a reader sees the old site or the new one; only our own folder is ever replaced."""

from __future__ import annotations

import errno
import json
import os
import signal
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from affiche.disk import Files
from affiche.errors import AfficheError, ContentError
from affiche.publishing import exchange, names, publish, releases
from affiche.publishing.names import MANIFEST
from affiche.publishing.publish import Published
from affiche.words import words
from tests.support.projects import ROOT, tree

OLD = {"index.html": b"old", "personas/peter/index.html": b"peter"}
NEW = {"index.html": b"new", "journeys/ketel/index.html": b"ketel"}


def site(out: Path) -> dict[str, bytes]:
    return {path: body for path, body in tree(out).items() if path != MANIFEST}


def beside(out: Path) -> list[str]:
    """What lies next to the site: nothing may stay behind."""
    return sorted(path.name for path in out.parent.iterdir() if path != out)


def test_the_folder_holds_exactly_the_files(tmp_path: Path) -> None:
    out = tmp_path / "site"
    first = publish.publish(OLD, out)
    assert first == Published(tuple(sorted(OLD)), (), ())
    assert site(out) == OLD

    second = publish.publish(NEW | {"personas/peter/index.html": b"peter"}, out)
    assert second == Published(
        ("index.html", "journeys/ketel/index.html"), ("personas/peter/index.html",), ()
    )
    third = publish.publish(NEW, out)
    assert third == Published((), tuple(sorted(NEW)), ("personas/peter/index.html",))
    assert site(out) == NEW
    assert beside(out) == []


def test_files_that_are_read_when_they_are_needed_are_not_held_afterwards(tmp_path: Path) -> None:
    out, asked = tmp_path / "site", []

    def read() -> bytes:
        asked.append(1)
        return b"sheet"

    held = {"index.html": b"page"}
    files = Files(held, {"peter.pdf": read})
    assert (dict(files), len(files), files.held) == ({**held, "peter.pdf": b"sheet"}, 2, held)
    assert publish.publish(files, out).new == ("index.html", "peter.pdf")
    assert site(out) == dict(files)
    assert publish._known[out].keys() == held.keys()
    count = len(asked)
    assert publish.publish(files, out).unchanged == ("index.html", "peter.pdf")
    assert len(asked) > count


def test_nothing_new_leaves_the_folder_alone(tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish.publish(OLD, out)
    before = out.stat().st_ino
    assert publish.publish(OLD, out) == Published((), tuple(sorted(OLD)), ())
    assert out.stat().st_ino == before
    publish.publish(NEW, out)
    assert out.stat().st_ino != before


def test_an_unchanged_file_is_not_written_again(tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish.publish(OLD, out)
    before = (out / "personas/peter/index.html").stat()
    publish.publish(OLD | {"index.html": b"new"}, out)
    after = (out / "personas/peter/index.html").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_file_changed_by_hand_is_put_right(tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish.publish(OLD, out)
    (out / "index.html").write_bytes(b"odd")
    assert publish.publish(OLD, out).new == ("index.html",)
    assert site(out) == OLD


def test_files_that_somebody_else_put_there_stay(tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish.publish(OLD, out)
    (out / ".htaccess").write_text("Options -Indexes")
    publish.publish(NEW, out)
    assert site(out) == NEW | {".htaccess": b"Options -Indexes"}
    publish.publish(NEW, out, clean=True)
    assert site(out) == NEW


def test_sheets_can_be_carried_over(tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish.publish(OLD | {"peter.pdf": b"%PDF old"}, out)
    published = publish.publish(NEW, out, keep=["peter.pdf", "never.pdf"])
    assert published.unchanged == ("peter.pdf",)
    assert site(out) == NEW | {"peter.pdf": b"%PDF old"}
    publish.publish(NEW | {"peter.pdf": b"%PDF new"}, out, keep=["peter.pdf"])
    assert site(out)["peter.pdf"] == b"%PDF new"


def test_assets_of_the_release_before_stay_for_one_release(tmp_path: Path) -> None:
    out = tmp_path / "site"

    def assets(digest: str, page: bytes = b"") -> set[str]:
        publish.publish({"index.html": page, f"assets/site-{digest}.css": b"a{}"}, out)
        return {path.name for path in (out / "assets").iterdir()}

    assert assets("1") == {"site-1.css"}
    assert assets("2") == {"site-1.css", "site-2.css"}
    # Only a page changed: whoever has the older page open still needs the older style.
    assert assets("2", b"other") == {"site-1.css", "site-2.css"}
    assert assets("3") == {"site-2.css", "site-3.css"}


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "site"
    out.mkdir()
    (out / "thesis.docx").write_text("two years of work")
    with pytest.raises(ContentError) as refused:
        publish.publish(NEW, out)
    assert refused.value.problems[0].what == "{out} has files in it that affiche did not make"
    assert tree(out) == {"thesis.docx": b"two years of work"}
    assert beside(out) == []


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    publish.publish(NEW, tmp_path / "site")
    assert site(tmp_path / "site") == NEW


@pytest.mark.parametrize("place", ["content", "content/site", ".", ".."])
def test_the_site_never_goes_over_its_sources(tmp_path: Path, place: str) -> None:
    content = tmp_path / "project" / "content"
    content.mkdir(parents=True)
    (content / "site.yaml").write_text("name: Van Dijk")
    out = tmp_path / "project" / place
    if out.is_dir():  # as if a site of ours was there: else that is why it is refused
        (out / MANIFEST).write_bytes(releases.manifest(releases.Release()))
    before = tree(tmp_path)
    with pytest.raises(ContentError) as refused:
        publish.publish(NEW, out, protected=[content])
    assert refused.value.problems[0].rule == "out"
    assert tree(tmp_path) == before


def test_home_and_the_current_folder_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in (Path.home(), Path.cwd(), Path("/")):
        with pytest.raises(ContentError):
            publish.check(folder)


@pytest.mark.parametrize(
    "path",
    ["../x", "/etc/x", "a/../../x", "a//b", "a\\b", "con/index.html", "NUL.txt", "a:b", "x\u202ey",
     "tab\tname", "dot.", "space ", "", MANIFEST],
)  # fmt: skip
def test_a_name_that_is_no_safe_path_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(AfficheError):
        publish.publish({path: b""}, tmp_path / "site")
    assert tree(tmp_path) == {}
    with pytest.raises(AfficheError):
        names.check_names([path])


def test_a_list_of_another_program_or_of_another_kind_says_nothing() -> None:
    said = {"affiche": releases.FORMAT, "files": {"a.html": "1"}, "kept": {}}
    assert releases.release_of(json.dumps(said).encode()).files == {"a.html": "1"}
    for other in ({"affiche": releases.FORMAT + 1}, {"affiche": "1"}, {"files": []}):
        made = json.dumps({**said, **other}).encode()
        assert releases.release_of(made) == releases.Release()


def test_what_is_withdrawn_is_not_looked_for_behind_a_link(tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    publish.publish({"index.html": b"", "personas/peter/index.html": b"ours"}, out)
    (out / "personas").rename(elsewhere)
    (out / "personas").symlink_to(elsewhere)
    publish.withdraw(out)
    assert tree(elsewhere) == {"peter/index.html": b"ours"}
    assert not (out / "index.html").exists()


@pytest.mark.parametrize(
    "pair", [("Peter/index.html", "peter/index.html"), ("a", "a/b"), ("caf\u00e9", "cafe\u0301")]
)
def test_names_that_clash_on_some_disk_are_refused(tmp_path: Path, pair: tuple[str, str]) -> None:
    with pytest.raises(AfficheError):
        publish.publish(dict.fromkeys(pair, b""), tmp_path / "site")
    names.check_names(["personas/peter/index.html", "personas/peter/a.pdf", "personas/李雷/b"])


def test_a_failure_anywhere_leaves_the_old_site_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every call that touches the disk fails once, in turn."""
    out = tmp_path / "site"
    publish.publish(OLD, out)
    calls = {"mkdir": os.mkdir, "open": os.open, "write": os.write, "link": os.link}
    failures = 0
    for name, real in calls.items():
        for nth in range(1, 20):
            count = 0

            def fails(*args: object, real=real, nth=nth, **kwargs: object) -> object:
                nonlocal count
                count += 1
                if count == nth:
                    raise OSError(28, "No space left on device")
                return real(*args, **kwargs)

            with monkeypatch.context() as patch:
                patch.setattr(os, name, fails)
                try:
                    publish.publish(NEW, out)
                except ContentError:
                    failures += 1
                    assert site(out) == OLD
                    assert [name for name in beside(out) if "lock" not in name] == []
                    continue
            assert site(out) == NEW
            publish.publish(OLD, out)
            if count < nth:
                break
    assert failures >= 6


def test_a_system_that_cannot_exchange_folders_sets_the_old_one_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    publish.publish(OLD, out)
    monkeypatch.setattr(exchange, "_exchange", lambda first, second: False)
    publish.publish(NEW, out)
    assert site(out) == NEW
    assert beside(out) == []

    rename = Path.rename

    def refuses(self: Path, target: Path) -> Path:
        if self.name.startswith(".site-") and not self.name.endswith("aside"):
            raise PermissionError(13, "in use")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuses)
    with pytest.raises(ContentError):
        publish.publish(OLD, out)
    assert site(out) == NEW


def test_what_a_killed_build_left_is_cleared_and_put_back(tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish.publish(OLD, out)
    (tmp_path / ".site-99999").mkdir()
    (tmp_path / ".site-99999" / "index.html").write_text("half")
    (tmp_path / ".site.lock").touch()
    publish.publish(OLD, out)
    assert beside(out) == []
    out.rename(tmp_path / ".site-aside")
    assert publish.publish(OLD, out) == Published((), tuple(sorted(OLD)), ())
    assert beside(out) == []


def test_a_site_that_was_set_aside_does_not_take_the_place_of_another(tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish.publish(OLD, out)
    (tmp_path / ".site-aside").mkdir()
    (tmp_path / ".site-aside" / "index.html").write_text("older")
    publish.publish(NEW, out)
    assert site(out) == NEW
    assert beside(out) == []


@pytest.mark.skipif(os.name == "nt", reason="msvcrt locks there")
@pytest.mark.parametrize("code", [errno.ENOLCK, errno.EWOULDBLOCK])
def test_a_disk_without_locks_is_published_to_and_a_held_lock_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    import fcntl

    def refused(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(fcntl, "flock", refused)
    monkeypatch.setattr(exchange, "LOCK_SECONDS", 0)
    if code == errno.ENOLCK:
        publish.publish(OLD, tmp_path / "site")
        assert site(tmp_path / "site") == OLD
    else:
        with pytest.raises(ContentError):
            publish.publish(OLD, tmp_path / "site")


def test_a_kill_at_any_moment_leaves_a_whole_site(tmp_path: Path) -> None:
    """A process that publishes two sites in turn is killed again and again."""
    out = tmp_path / "site"
    many = {f"personas/p{n}/index.html": b"" for n in range(40)}
    program = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from affiche.publishing.publish import publish
        names = [f"personas/p{n}/index.html" for n in range(40)]
        print("ready", flush=True)
        while True:
            for body in (b"one", b"two"):
                publish(dict.fromkeys(names, body), Path(sys.argv[1]))
        """
    )
    publish.publish(dict.fromkeys(many, b"one"), out)
    for turn in range(12):
        process = subprocess.Popen(
            [sys.executable, "-c", program, str(out)], cwd=ROOT, stdout=subprocess.PIPE
        )
        assert process.stdout
        process.stdout.readline()
        # Not a wait for something: it only varies the moment of the kill.
        signalled = process.poll()
        for _ in range(turn * 4000):
            pass
        assert signalled is None
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        found = site(out)
        assert found.keys() == many.keys()
        assert len(set(found.values())) == 1
    publish.publish(dict.fromkeys(many, b"two"), out)
    assert beside(out) == []


def test_two_builds_do_not_write_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "site"
    publish.publish(OLD, out)
    monkeypatch.setattr(exchange, "LOCK_SECONDS", 0.1)
    with exchange.lock(out), pytest.raises(ContentError) as refused:
        publish.publish(NEW, out)
    assert refused.value.problems[0].what == "another build is writing to {out}"
    assert site(out) == OLD
    publish.publish(NEW, out)
    assert site(out) == NEW


def test_a_picture_is_not_kept_it_may_be_one_that_may_not_be_shown_any_more(tmp_path: Path) -> None:
    out = tmp_path / "site"
    old = {"assets/anna-0123456789.webp": b"anna", "assets/site-0123456789.css": b"old"}
    publish.publish({"index.html": b"old", **old}, out)
    publish.publish({"index.html": b"new"}, out)
    assert sorted(path.name for path in (out / "assets").iterdir()) == ["site-0123456789.css"]


# Folders that cannot move, others' things, modes -------------------------------------------


@pytest.fixture
def mounted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is a mount point: it cannot move, and says so when asked."""
    out = tmp_path / "site"
    out.mkdir()
    real, rename = exchange._exchange, Path.rename

    def exchanged(first: Path, second: Path) -> bool:
        if out in (first, second):
            raise OSError(errno.EBUSY, "Device or resource busy")
        return real(first, second)

    def renamed(self: Path, target: Path) -> Path:
        if out in (self, target):
            raise OSError(errno.EBUSY, "Device or resource busy")
        return rename(self, target)

    monkeypatch.setattr(exchange, "_exchange", exchanged)
    monkeypatch.setattr(Path, "rename", renamed)
    return out


@pytest.mark.parametrize("known", [True, False])
def test_a_mount_point_is_published_into_in_place(
    mounted: Path, monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    """Whether the system says beforehand that it is one (a volume) or not (a bind mount)."""
    monkeypatch.setattr(os.path, "ismount", lambda path: known and Path(path) == mounted)
    (mounted / "lost+found").mkdir()
    publish.check(mounted)
    before = mounted.stat().st_ino
    publish.publish(OLD, mounted)
    (mounted / "CNAME").write_text("x")
    assert publish.publish(NEW, mounted).removed
    assert site(mounted) == NEW | {"CNAME": b"x"}
    assert mounted.stat().st_ino == before
    assert beside(mounted) == []
    assert not [path.name for path in mounted.iterdir() if exchange.is_ours(path.name)]


def test_what_a_killed_build_left_in_a_mount_point_is_put_right(
    mounted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == mounted)
    publish.publish(OLD, mounted)
    (mounted / "personas").rename(mounted / ".affiche-aside-personas")
    (mounted / ".affiche-12345").mkdir()
    publish.publish(OLD, mounted)
    assert site(mounted) == OLD
    assert sorted(path.name for path in mounted.iterdir()) == sorted(
        {path.split("/")[0] for path in OLD} | {MANIFEST}
    )


def test_a_real_mount_point(tmp_path: Path) -> None:
    out = tmp_path / "site"
    out.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "none", str(out)], capture_output=True).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        publish.publish(OLD, out)
        publish.publish(NEW, out)
        assert site(out) == NEW
        assert beside(out) == []
    finally:
        subprocess.run(["umount", str(out)], check=True)


def test_a_folder_that_cannot_be_written_is_refused_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object, **__: object) -> str:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(exchange.tempfile, "mkdtemp", refuses)
    with pytest.raises(ContentError) as wrong:
        publish.check(tmp_path / "ergens" / "site")
    (problem,) = wrong.value.problems
    why = words("en").say("{why}", why=problem.values["why"])
    assert (problem.rule, why) == ("out", "this disk can only be read")


def test_asking_whether_it_can_be_written_leaves_nothing(tmp_path: Path) -> None:
    publish.check(tmp_path / "ergens" / "site")
    assert list(tmp_path.iterdir()) == []


def test_links_and_empty_folders_of_others_stay(tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish.publish(OLD, out)
    (out / "uploads").mkdir()
    (out / "uploads").chmod(0o770)
    (out / "stats").mkdir()
    (out / "stats/today.html").write_text("3")
    (out / "weg").symlink_to("nergens")
    (out / "logo.svg").symlink_to("personas/peter/index.html")
    (out / "archief").symlink_to(tmp_path, target_is_directory=True)
    publish.publish(NEW, out)
    assert (out / "uploads").is_dir() and stat.S_IMODE((out / "uploads").stat().st_mode) == 0o770
    assert (out / "stats/today.html").read_text() == "3"
    links = {name: str((out / name).readlink()) for name in ("weg", "logo.svg", "archief")}
    assert links == {
        "weg": "nergens", "logo.svg": "personas/peter/index.html", "archief": str(tmp_path)
    }  # fmt: skip
    assert not (out / "personas").exists()  # ours, and empty now
    publish.publish(NEW | {"logo.svg/index.html": b"ours now"}, out)
    assert (out / "logo.svg/index.html").read_bytes() == b"ours now"


@pytest.mark.skipif(sys.platform == "win32", reason="no modes")
def test_a_web_server_can_read_the_site_whatever_the_umask(tmp_path: Path) -> None:
    out = tmp_path / "site"
    old = os.umask(0o077)
    try:
        publish.publish(OLD, out)
        modes = {stat.S_IMODE(path.stat().st_mode) for path in out.rglob("*") if path.is_file()}
        folders = {stat.S_IMODE(path.stat().st_mode) for path in (out, *out.rglob("*"))}
        assert (modes, folders - modes) == ({0o644}, {0o755})
        out.chmod(0o750)
        publish.publish(NEW, out)
    finally:
        os.umask(old)
    assert stat.S_IMODE(out.stat().st_mode) == 0o750


@pytest.mark.parametrize(
    "lie",
    [
        {"files": {}},
        {"files": {"personas/peter/index.html": "0" * 64}},
        {"files": {"../outside.txt": "0" * 64, "index.html": "1"}},
        {"files": {"personas": "0" * 64, "index.html/x": "0" * 64}},
        {"kept": {"assets/x.css": 3, "/etc/passwd": "0" * 64, "index.html": "0" * 64}},
        {"files": [1, 2]},
        {"kept": None},
    ],
)
def test_a_manifest_that_lies_stops_no_build(tmp_path: Path, lie: dict[str, object]) -> None:
    out = tmp_path / "site"
    (tmp_path / "outside.txt").write_text("not ours")
    publish.publish(OLD, out)
    told = json.loads((out / MANIFEST).read_text())
    (out / MANIFEST).write_text(json.dumps(told | lie))
    publish.publish(NEW, out)
    assert {path: site(out)[path] for path in NEW} == NEW
    publish.publish(OLD, out)
    assert {path: site(out)[path] for path in OLD} == OLD
    assert not any("outside" in path or "passwd" in path for path in site(out))

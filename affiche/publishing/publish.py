"""A release: path → bytes of a whole site in, the folder `out` holding exactly that out.

The files go to a hidden folder beside `out`, and the two folders change places in one step, so
that a reader sees the old site or the new one and never half. Only a folder that holds our
manifest is ever replaced. Assets of the release before (their names carry a hash) stay for one
release more: a page that is already open still asks for them.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import stat
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from affiche import disk
from affiche.errors import AfficheError, ContentError, Kind, Place, Problem, remedy, why
from affiche.publishing import inplace, others
from affiche.publishing.exchange import beside, is_ours, lock, recover, switch, try_to_write
from affiche.publishing.names import FILE, FOLDER, MANIFEST, check_names
from affiche.publishing.releases import Release, kept_for, manifest, passing, release

# What may lie in a folder that nobody has filled yet: a disk's own, and our lock.
EMPTY = ("lost+found",)


@dataclass(frozen=True)
class Published:
    """What a release changed. `new` are paths that are new or have other bytes than before,
    `removed` those that are gone; each sorted."""

    new: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def changed(self) -> bool:
        """Whether there is anything else to see than before."""
        return bool(self.new or self.removed)


def publish(
    files: Mapping[str, bytes],
    out: Path,
    *,
    keep: Collection[str] = (),
    protected: Iterable[Path] = (),
    clean: bool = False,
    in_place: bool = False,
) -> Published:
    """Make `out` hold `files`, and tell what changed.

    `keep` names files that are carried over from the release before, as they are, when it has
    them. Style sheets, scripts and fonts of that release stay too, and never a picture: it may be
    one that may not be shown any more. Files in `out` that are not ours stay, unless `clean`. With
    `in_place` a few files that changed take their places one by one: see `inplace`.
    Raises ContentError when `out` may not be replaced (see `check`) or when the disk refuses,
    AfficheError for a name that is no safe path; the old site is then as it was.
    """
    _allowed(out, protected)
    check_names({*files, *keep})
    out = out.resolve()
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with lock(out):
            recover(out)
            return _published(files, out, set(keep) - files.keys(), clean, in_place)
    except OSError as error:
        values = {"out": str(out), "why": why(error)}
        what, todo = "the site could not be written to {out}: {why}", remedy(error)
        if not todo:
            raise AfficheError(what, values) from error
        raise ContentError([Problem(Kind.ERROR, "out", Place(""), what, todo, values)]) from error


def _published(
    files: Mapping[str, bytes],
    out: Path,
    keep: Collection[str],
    clean: bool,
    in_place: bool,
) -> Published:
    old = Release() if clean else release(out)
    here = {path: sha for path, sha in old.files.items() if path in keep and (out / path).is_file()}
    kept = {path: sha for path, sha in kept_for(old, files).items() if (out / path).is_file()}
    known = _known.pop(out, {})
    digests = {path: _digest(content, known.get(path)) for path, content in files.items()}
    new = Release(digests | here, kept)
    same = set() if clean else {p for p in files if _stands(f"{out}/{p}", files[p], known.get(p))}
    if new != old or len(same) < len(files):
        there = {*old.files, *old.kept}
        if not (in_place and _put(files, files.keys() - same, there, new, out)):
            switch(_written(files, same, new, out, clean), out)
            known = {}  # whatever stands there now has another stamp
    _known.clear()
    stay = {p: one for p, one in known.items() if p in same and one.content is files[p]}
    _known[out] = {
        path: stay.get(path) or _Standing(content, digests[path], _stamp(f"{out}/{path}"))
        for path, content in disk.held(files).items()
    }
    written = files.keys() - same
    return Published(
        new=tuple(sorted(written)),
        unchanged=tuple(sorted(new.files.keys() - written)),
        removed=tuple(sorted(old.files.keys() - new.files.keys() - kept.keys())),
    )


def _put(
    files: Mapping[str, bytes],
    changed: Collection[str],
    old: Collection[str],
    new: Release,
    out: Path,
) -> bool:
    """Whether the few files that changed took their places."""
    gone = set(old) - new.files.keys() - new.kept.keys()
    if not inplace.fits(out, changed, gone, old):
        return False
    try:
        inplace.put(out, {path: files[path] for path in changed}, gone, manifest(new))
    except OSError:  # all of it is tried in another way, and that tells what is amiss
        return False
    return True


@dataclass(frozen=True)
class _Standing:
    """A file that this process put there: its bytes, their sha256, and its stamp since."""

    content: bytes
    digest: str
    stamp: disk.Stamp | None


# Of the site that was published last, by path: what comes back as the very bytes is not read again.
_known: dict[Path, dict[str, _Standing]] = {}


def _digest(content: bytes, known: _Standing | None) -> str:
    if known is not None and known.content is content:
        return known.digest
    return hashlib.sha256(content).hexdigest()


def _stands(path: str, content: bytes, known: _Standing | None) -> bool:
    """Whether the file holds exactly this. One that we put there is the same as long as its stamp
    is, which has the time of change: nobody sets that by hand."""
    if known is None or known.content is not content or known.stamp is None:
        return _holds(Path(path), content)
    return known.stamp == _stamp(path) or _holds(Path(path), content)


def _stamp(path: str) -> disk.Stamp | None:
    try:
        return disk.stamp(os.lstat(path)) if os.name != "nt" else None
    except OSError:
        return None


def withdraw(out: Path) -> None:
    """Take all of that out, and out of the list as well; what others put there stays."""
    take_out(out, passing(out), whole=True)


def take_out(out: Path, paths: Iterable[str], whole: bool = False) -> int:
    """Take these files of the release away, and out of the list as well, and tell how many there
    were. What is left is no `whole` site, that somebody would send. Raises OSError."""
    made, gone, out, count = release(out), set(paths), out.resolve(), 0
    if not gone:
        return 0
    with lock(out):
        for path in gone:
            if not (out / path).parent.resolve().is_relative_to(out):
                continue  # somebody put a link there
            count += os.path.lexists(out / path)
            (out / path).unlink(missing_ok=True)
        for folder in sorted({(out / path).parent for path in gone}, reverse=True):
            while folder != out and folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
                folder = folder.parent
        files, kept = (
            {p: s for p, s in each.items() if p not in gone} for each in (made.files, made.kept)
        )
        with contextlib.suppress(OSError):  # a full disk: the list names what is not there any more
            disk.put(out / MANIFEST, manifest(Release(files, kept, whole)))
    return count


def check(out: Path, protected: Iterable[Path] = ()) -> None:
    """Raise ContentError when `out` may not become the site, or cannot be written: that is better
    known before an hour of work than after it."""
    _allowed(out, protected)
    try:
        try_to_write(out.resolve())
    except OSError as error:
        what = "the site cannot be written to {out}: {why}"
        raise _refused(out, what, out, why=why(error)) from error


def _allowed(out: Path, protected: Iterable[Path]) -> None:
    """Raise ContentError when `out` may not become the site.

    It may not be, hold or lie in a protected folder, nor lie in what git keeps, nor be or hold the
    home folder or the current one; when it has anything in it, our manifest must be there too.
    """
    real = out.resolve()
    kept = disk.sources(out, protected)
    if kept is not None:
        raise _refused(out, "the site may not go to {out}: {folder} is kept there", kept)
    for folder in (Path.home().resolve(), Path.cwd().resolve()):
        if real == folder or real in folder.parents:
            raise _refused(out, "the site may not go to {out}: {folder} is kept there", folder)
    if real.exists() and not real.is_dir():
        raise _refused(out, "the site cannot go to {out}: it is a file", real)
    if real.is_dir() and not (real / MANIFEST).is_file():
        names = (path.name for path in real.iterdir())
        if any(not is_ours(name) and name not in EMPTY for name in names):
            raise _refused(out, "{out} has files in it that affiche did not make", real)


def _refused(out: Path, what: str, folder: Path, **more: object) -> ContentError:
    hint = "Name another folder with --out."
    values = {"out": str(out), "folder": str(folder), **more}
    return ContentError([Problem(Kind.ERROR, "out", Place(""), what, hint, values)])


def _holds(path: Path, content: bytes) -> bool:
    """Whether the file holds exactly this; the manifest would not know that a hand changed it."""
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _written(
    files: Mapping[str, bytes], same: Collection[str], new: Release, out: Path, clean: bool
) -> Path:
    """The new site in a hidden folder beside `out` (or in it), manifest included."""
    folder = beside(out)
    folder.mkdir()
    made, there = {folder}, {""}
    carried = (new.files.keys() | new.kept.keys()) - (files.keys() - set(same))
    try:
        for path in carried:  # thousands of them: as texts, which are much quicker than paths
            at = path.rpartition("/")[0]
            if at not in there:
                _parents(folder / path, made)
                there.add(at)
            disk.link(f"{out}/{path}", f"{folder}/{path}")
            _readable(f"{folder}/{path}", FILE)
        for path in files.keys() - set(same):
            _parents(folder / path, made)
            _write(folder / path, files[path])
        _write(folder / MANIFEST, manifest(new))
        for each in made:
            _readable(each, FOLDER)
        if not clean:
            others.carry(_foreign(out, new), out, folder)
        if out.is_dir():
            _like(out, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder


def _foreign(out: Path, new: Release) -> others.Others:
    """What no release of ours put in `out`. Nothing when we cannot know which files are ours."""
    old = release(out)
    if not old.files:
        return others.Others()
    ours = {*old.files, *old.kept, MANIFEST}
    return others.look(out, ours, {*new.files, *new.kept, MANIFEST})


def _readable(path: Path | str, mode: int) -> None:
    """A web server reads the site as another user, whatever the umask of whoever builds it."""
    with contextlib.suppress(OSError):
        if stat.S_IMODE(os.stat(path).st_mode) != mode:  # noqa: PTH116
            Path(path).chmod(mode)


def _like(out: Path, folder: Path) -> None:
    """The mode and the group that somebody gave to the folder of the site."""
    with contextlib.suppress(OSError):
        state = out.stat()
        if hasattr(os, "chown") and folder.stat().st_gid != state.st_gid:
            os.chown(folder, -1, state.st_gid)
        folder.chmod(stat.S_IMODE(state.st_mode))


def _parents(path: Path, made: set[Path]) -> None:
    missing = [path.parent]
    while missing[-1] not in made:
        missing.append(missing[-1].parent)
    for folder in reversed(missing[:-1]):
        folder.mkdir(exist_ok=True)
        made.add(folder)


def _write(path: Path, content: bytes) -> None:
    # os.open is a tenth of the time of open() for many small files.
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        if hasattr(os, "fchmod"):
            os.fchmod(handle, FILE)
        view = memoryview(content)
        while view:
            view = view[os.write(handle, view) :]
    finally:
        os.close(handle)

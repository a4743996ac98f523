"""A new folder and the one it replaces in; the new one in its place, in one step, out.

`lock` keeps two builds apart, `beside` names where a build may write, `switch` lets the folders
change places, `recover` clears away what a killed build left. A folder that cannot move (a mount
point) is exchanged piece by piece.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from affiche.errors import ContentError, Kind, Place, Problem

LOCK_SECONDS = 30.0
# What is exchanged last where the site is exchanged piece by piece: the home page, our manifest.
LAST = ("index.html", ".affiche.json")
AT_FDCWD = -100
RENAME_EXCHANGE = 2


def works_inside(out: Path) -> bool:
    """Whether the new site has to be made in `out` itself: the folder beside it is another disk's
    (a container's volume), or not ours to write in."""
    if not out.is_dir():
        return False
    return os.path.ismount(out) or not os.access(out.parent, os.W_OK | os.X_OK)


def is_ours(name: str) -> bool:
    """Whether a name in `out` is that of something we work with, and no part of the site."""
    return bool(re.fullmatch(r"\.affiche-(\d+|aside-.*)|\.affiche\.lock", name))


def beside(out: Path) -> Path:
    """A hidden folder on the same disk as `out`, for this process alone."""
    if works_inside(out):
        return out / f".affiche-{os.getpid()}"
    return out.with_name(f".{out.name}-{os.getpid()}")


def try_to_write(out: Path) -> None:
    """Raises OSError when nothing can be written where the site has to come."""
    folder = beside(out)
    above = folder.parent
    while not above.exists():  # made when the site is
        above = above.parent
    Path(tempfile.mkdtemp(prefix=f"{folder.name}-try-", dir=above)).rmdir()


def switch(folder: Path, out: Path) -> None:
    """Put `folder` in the place of `out`, and clear away what stood there."""
    if not out.exists():
        folder.rename(out)
        return
    if folder.parent == out:
        _within(folder, out)
        return
    try:
        swapped = _exchange(folder, out)
    except OSError as error:
        if error.errno not in (errno.EBUSY, errno.EXDEV):
            raise
        # A mount point keeps its place, and only says so when it is asked to move.
        _within(_moved(folder, out), out)
        return
    if not swapped:
        folder = _in_two_steps(folder, out, out.with_name(f".{out.name}-aside"))
    # The new site stands: what fails from here on is litter, cleared next time, and no error.
    shutil.rmtree(folder, ignore_errors=True)


def _moved(folder: Path, out: Path) -> Path:
    """The new site on the disk of `out`, in it."""
    inner = out / f".affiche-{os.getpid()}"
    try:
        shutil.copytree(folder, inner, symlinks=True)
    except OSError:
        shutil.rmtree(inner, ignore_errors=True)
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return inner


def _within(folder: Path, out: Path) -> None:
    """Let all that lies in `folder` change places with what lies in `out`, the home page last, so
    that whoever comes in meets pages and assets that are there."""
    names = sorted((path.name for path in folder.iterdir()), key=lambda n: (n in LAST, n))
    for name in names:
        _into(folder / name, out / name)
    for path in list(out.iterdir()):
        if path.name not in names and not is_ours(path.name):
            _remove(path)
    shutil.rmtree(folder, ignore_errors=True)


def _into(new: Path, old: Path) -> None:
    """Put one thing in the place of another, in one step where the system can."""
    if not os.path.lexists(old):
        new.rename(old)
    elif not (_is_folder(new) or _is_folder(old)):
        new.replace(old)
    elif not _exchange(new, old):
        _remove(_in_two_steps(new, old, old.with_name(f".affiche-aside-{old.name}")))


def _in_two_steps(new: Path, old: Path, aside: Path) -> Path:
    """Where the system cannot exchange two things: the old one steps aside, and comes back when
    the new one cannot take its place. Out comes where the old one is now."""
    old.rename(aside)
    try:
        new.rename(old)
    except BaseException:
        aside.rename(old)
        raise
    return aside


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _remove(path: Path) -> None:
    if _is_folder(path):
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()


def _exchange(first: Path, second: Path) -> bool:
    """Let two folders change places in one step; False where the system cannot (Linux can)."""
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        return False
    names = os.fsencode(first), os.fsencode(second)
    if libc.renameat2(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM):
        return False
    raise OSError(code, os.strerror(code), str(second))


def recover(out: Path) -> None:
    """Clear away what a build left that was killed; put the site back that it had set aside.

    Only the holder of the lock has such folders, so whatever is here belongs to nobody.
    """
    aside = out.with_name(f".{out.name}-aside")
    if aside.is_dir() and not out.exists():
        aside.rename(out)
    if out.is_dir():
        for path in out.glob(".affiche-aside-*"):
            name = path.name.removeprefix(".affiche-aside-")
            if not os.path.lexists(out / name):
                path.rename(out / name)
        for path in out.glob(".affiche-*"):
            if is_ours(path.name):
                _remove(path)
    for path in out.parent.glob(f".{out.name}-*"):
        if re.fullmatch(r"\d+|aside", path.name.removeprefix(f".{out.name}-")) and path.is_dir():
            shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def lock(out: Path) -> Iterator[None]:
    """Hold `.<out>.lock` (in `out` where we work there); the system lets go of it when a process
    dies, however it dies."""
    path = out / ".affiche.lock" if works_inside(out) else out.with_name(f".{out.name}.lock")
    deadline = time.monotonic() + LOCK_SECONDS
    handle = _locked(path)
    while handle is None:
        if time.monotonic() > deadline:
            what, hint = "another build is writing to {out}", "Wait until it is ready"
            values = {"out": str(out)}
            raise ContentError([Problem(Kind.ERROR, "out", Place(""), what, hint, values)])
        time.sleep(0.05)
        handle = _locked(path)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # Windows does not delete a file that is open
            path.unlink()
        os.close(handle)


def _locked(path: Path) -> int | None:
    """A handle on the locked file, or None while another process has it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # The one before us may have deleted the file that we hold: then it locks nothing.
        if os.path.samestat(os.fstat(handle), path.stat()):
            return handle
    except FileNotFoundError:
        pass
    except OSError as error:
        if error.errno not in (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK):
            return handle  # a disk without locks (some network shares): go on without
    os.close(handle)
    return None

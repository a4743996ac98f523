"""A new folder and the one it replaces in; the new one in its place, in one step, out.

`lock` keeps two builds apart, `beside` names where a build may write, `switch` lets the folders
change places, `recover` clears away what a killed build left.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from affiche.errors import AfficheError

LOCK_SECONDS = 30.0
AT_FDCWD = -100
RENAME_EXCHANGE = 2


def beside(out: Path) -> Path:
    """A hidden folder beside `out`, on the same disk, for this process alone."""
    return out.with_name(f".{out.name}-{os.getpid()}")


def switch(folder: Path, out: Path) -> None:
    """Put `folder` in the place of `out`, and clear away what stood there."""
    if not out.exists():
        folder.rename(out)
        return
    if not _exchange(folder, out):
        aside = out.with_name(f".{out.name}-aside")
        out.rename(aside)
        try:
            folder.rename(out)
        except OSError:
            aside.rename(out)
            raise
        folder = aside
    # The new site stands: what fails from here on is litter, cleared next time, and no error.
    shutil.rmtree(folder, ignore_errors=True)


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
    for path in out.parent.glob(f".{out.name}-*"):
        if re.fullmatch(r"\d+|aside", path.name.removeprefix(f".{out.name}-")) and path.is_dir():
            shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def lock(out: Path) -> Iterator[None]:
    """Hold `.<out>.lock`, which the system lets go of when a process dies, however it dies."""
    path = out.with_name(f".{out.name}.lock")
    deadline = time.monotonic() + LOCK_SECONDS
    handle = _locked(path)
    while handle is None:
        if time.monotonic() > deadline:
            raise AfficheError("another build is writing to {out}", {"out": str(out)})
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

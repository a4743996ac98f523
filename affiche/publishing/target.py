"""Where a site goes to: a folder, or an address of a server; its files in, and changes to them out.

A folder needs nothing. Servers (SFTP, SMB, WebDAV, S3) are reached by fsspec, which comes with
`pip install "affiche[publish]"`. Whatever goes wrong on the way is an `UnreachableError`.
"""

from __future__ import annotations

import contextlib
import os
import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from affiche.errors import why

EXTRA = "affiche[publish]"
# On these a file appears whole or not at all; elsewhere it is renamed into its place.
WHOLE = ("s3", "s3a", "gs", "gcs", "az", "abfs", "memory")
# WebDAV by its addresses, and what lies below.
DAV = {"dav": "http", "webdav": "http", "davs": "https", "webdavs": "https"}
# A file on its way; a name that no site has.
HALF = ".affiche-half"


class UnreachableError(Exception):
    """The target cannot be reached, read or written; `missing` is the package that it needs."""

    def __init__(self, why: object, missing: str = "") -> None:
        super().__init__(why)
        self.why, self.missing = why, missing


class Target(Protocol):
    """Files by their path from the site's root."""

    name: str
    """How messages call it: without a password."""

    def read(self, path: str) -> bytes | None:
        """A file's bytes; None when there is none."""

    def write(self, path: str, content: bytes) -> None:
        """Put a file in its place, whole."""

    def delete(self, path: str) -> None:
        """Take a file away, and folders that it leaves empty; one that is gone is no matter."""

    def size(self, path: str) -> int | None:
        """The bytes of a file; None when there is none."""

    def is_empty(self) -> bool:
        """Whether nothing is there yet."""


def target(address: str) -> Target:
    """The target at an address. Raises UnreachableError."""
    scheme = urlsplit(address).scheme
    if len(scheme) < 2 or scheme == "file":  # one letter is a drive
        return Folder(Path(urlsplit(address).path if scheme == "file" else address))
    return Server(address)


def shown(address: str) -> str:
    """An address without its password."""
    parts = urlsplit(address)
    if not parts.password:
        return address
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{parts.username}:***@{host}"))


class Folder:
    """A folder of this machine, or a share that is mounted here."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self.name = str(path)

    def read(self, path: str) -> bytes | None:
        """A file's bytes; None when there is none."""
        with _reaching():
            try:
                return self._place(path).read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                return None

    def write(self, path: str, content: bytes) -> None:
        """Put a file in its place, whole."""
        place = self._place(path)
        half = place.with_name(f"{HALF}-{os.getpid()}")
        with _reaching():
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                half.write_bytes(content)
                half.replace(place)
            finally:
                half.unlink(missing_ok=True)

    def delete(self, path: str) -> None:
        """Take a file away, and folders that it leaves empty."""
        place = self._place(path)
        with _reaching():
            place.unlink(missing_ok=True)
            folder = place.parent
            while folder != self.path and folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
                folder = folder.parent

    def size(self, path: str) -> int | None:
        """The bytes of a file; None when there is none."""
        with _reaching():
            try:
                return self._place(path).stat().st_size
            except (FileNotFoundError, NotADirectoryError):
                return None

    def is_empty(self) -> bool:
        """Whether nothing is there yet."""
        with _reaching():
            return not self.path.exists() or not any(self.path.iterdir())

    def _place(self, path: str) -> Path:
        """Where a file stands. Raises UnreachableError when a link leads out of the folder."""
        place = self.path / path
        if not place.parent.resolve().is_relative_to(self.path):
            raise UnreachableError(f"{path} leads out of {self.name}")
        return place


class Server:
    """A server that fsspec knows. `address` is what it is called there, as sftp://host/folder."""

    def __init__(self, address: str) -> None:
        self.name = shown(address)
        try:
            self._files, self._root = _connected(address)
        except ImportError as error:
            raise UnreachableError(str(error), EXTRA) from error
        except Exception as error:  # of every library behind fsspec, its own
            raise UnreachableError(_why(error)) from error
        self._scheme = urlsplit(address).scheme

    def read(self, path: str) -> bytes | None:
        """A file's bytes; None when there is none."""
        with _reaching():
            try:
                content: bytes = self._files.cat_file(self._place(path))
            except FileNotFoundError:
                return None
            return content

    def write(self, path: str, content: bytes) -> None:
        """Put a file in its place, whole."""
        place = self._place(path)
        with _reaching():
            self._files.makedirs(posixpath.dirname(place), exist_ok=True)
            if self._scheme in WHOLE:
                self._files.pipe_file(place, content)
                return
            half = posixpath.join(posixpath.dirname(place), HALF)
            self._files.pipe_file(half, content)
            with contextlib.suppress(FileNotFoundError):
                self._files.rm_file(place)  # not every server renames over a file
            self._files.mv(half, place)

    def delete(self, path: str) -> None:
        """Take a file away; folders stay, as not every server has any."""
        with _reaching(), contextlib.suppress(FileNotFoundError):
            self._files.rm_file(self._place(path))

    def size(self, path: str) -> int | None:
        """The bytes of a file; None when there is none."""
        with _reaching():
            try:
                found: Any = self._files.info(self._place(path))
            except FileNotFoundError:
                return None
            return int(found["size"]) if found.get("size") is not None else None

    def is_empty(self) -> bool:
        """Whether nothing is there yet."""
        with _reaching():
            try:
                found = self._files.ls(self._root, detail=False)
            except FileNotFoundError:
                return True
            return not [one for one in found if one.rstrip("/") != self._root.rstrip("/")]

    def _place(self, path: str) -> str:
        return posixpath.join(self._root, path)


def _connected(address: str) -> tuple[Any, str]:
    """A file system of fsspec, and where the site begins in it."""
    import fsspec  # type: ignore[import-not-found, import-untyped, unused-ignore]

    parts = urlsplit(address)
    if parts.scheme in ("sftp", "ssh"):
        return _sftp()(parts.hostname, **_who(parts)), parts.path or "/"
    if parts.scheme in DAV:
        from webdav4.fsspec import (  # type: ignore[import-not-found, import-untyped, unused-ignore]
            WebdavFileSystem,
        )

        who = _who(parts)
        netloc = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname or ""
        base = urlunsplit((DAV[parts.scheme], netloc, parts.path, "", ""))
        auth = (who["username"], who.get("password", "")) if "username" in who else None
        return WebdavFileSystem(base, auth=auth), ""
    files, root = fsspec.core.url_to_fs(address)
    return files, root


def _who(parts: SplitResult) -> dict[str, Any]:
    """What an address says of who comes, and at which door."""
    said = {"username": parts.username, "password": parts.password}
    known: dict[str, Any] = {name: unquote(value) for name, value in said.items() if value}
    return {**known, "port": parts.port} if parts.port and parts.scheme not in DAV else known


def _sftp() -> Any:
    """SFTP to servers that this user knows (`~/.ssh/known_hosts`) and to no others: fsspec itself
    takes any server for the right one."""
    import paramiko  # type: ignore[import-not-found, import-untyped, unused-ignore]
    from fsspec.implementations.sftp import (  # type: ignore[import-not-found, import-untyped, unused-ignore]
        SFTPFileSystem,
    )

    class Known(SFTPFileSystem):  # type: ignore[misc]
        cachable = False

        def _connect(self) -> None:
            self.client = paramiko.SSHClient()
            self.client.load_system_host_keys()
            self.client.set_missing_host_key_policy(paramiko.RejectPolicy())
            self.client.connect(self.host, **self.ssh_kwargs)
            self.ftp = self.client.open_sftp()

    return Known


@contextlib.contextmanager
def _reaching() -> Iterator[None]:
    """Whatever a library says of a server, as one kind of error."""
    try:
        yield
    except UnreachableError:
        raise
    except Exception as error:
        raise UnreachableError(_why(error)) from error


def _why(error: Exception) -> object:
    if isinstance(error, OSError) and error.strerror:
        return why(error)
    return str(error) or type(error).__name__

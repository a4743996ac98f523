"""The watch server: what the last build made in, http on this machine alone out.

It serves nothing but the files of the release (from its list, never from what the disk happens
to hold), asks browsers for a Host and an Origin of this machine, and lets pages know of new
releases and of mistakes with server-sent events. A sheet that is still being made is waited for.
"""

from __future__ import annotations

import base64
import errno
import json
import logging
import os
import posixpath
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from affiche.editing import admin
from affiche.editing.forms.desk import Desk, RefusedError
from affiche.errors import ContentError, Kind, Place, Problem
from affiche.render import guarded
from affiche.words import Words

HOST = "127.0.0.1"
FIRST_PORT = 8000
PORTS_TO_TRY = 50
OWN = "_affiche/"
HEARTBEAT = 15.0
SHEET_SECONDS = 120.0
LARGEST_POST = 100_000_000  # bytes; a picture of 50 MB, as text
# What a request with other types, numbers or nesting in it than ours makes of our code.
OTHERWISE_SHAPED = (ValueError, TypeError, AttributeError, RecursionError, OverflowError)
DIGITS = 12  # of a length: Python refuses to read a number of thousands of them
LOCAL = {"127.0.0.1", "localhost", "::1"}
MISSING = "missing"
NOTE = "You still see the last good site. Mend it and save, and this goes."
SAID = {
    "open": "Open in your editor",
    "here": "This stands there",
    "right": "This is right",
    "only": "Only you know this",
    "rename": "Give the file this name",
    "copy": "Copy line",
    "copied": "Copied",
}
PAGE_STYLE = b"""\
body { font: 1.2rem/1.5 system-ui, sans-serif;
  margin: 15vh auto; max-width: 34rem; padding: 0 1rem }
"""
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".xml": "application/atom+xml; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
}


@dataclass(frozen=True)
class View:
    """What there is to see. `files`: path → digest of the release in `out`, `release` its number;
    `pending` sheets are being made, `fresh` ones are made and not published yet; `problems` are
    what the overlay shows under `title`: mappings with where, line, what, excerpt, hint."""

    out: Path
    files: Mapping[str, str] = field(default_factory=dict)
    release: int = 0
    pending: frozenset[str] = frozenset()
    fresh: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[Mapping[str, Any], ...] = ()
    title: str = ""


class Live:
    """The one view that the server's threads look at, and the bell that tells of another."""

    def __init__(self, view: View, words: Words) -> None:
        self.words = words
        self.wanted: Callable[[str], None] = lambda path: None
        self._view = view
        self._serial = 0
        self._closed = False
        self._bell = threading.Condition()

    @property
    def view(self) -> View:
        return self._view

    def show(self, **changes: Any) -> None:
        """Change parts of the view, and tell everybody."""
        with self._bell:
            self._view = replace(self._view, **changes)
            self._serial += 1
            self._bell.notify_all()

    def close(self) -> None:
        """Let everybody who waits go."""
        with self._bell:
            self._closed = True
            self._bell.notify_all()

    def next(self, serial: int, seconds: float) -> tuple[int, View | None]:
        """The view after number `serial`, waited for; None in its place when nothing came."""
        with self._bell:
            self._bell.wait_for(lambda: self._closed or self._serial != serial, seconds)
            if self._closed:
                raise ConnectionAbortedError
            return self._serial, None if self._serial == serial else self._view

    def sheet(self, path: str, seconds: float) -> bool:
        """Wait until a sheet is made; False when that takes too long."""
        self.wanted(path)
        with self._bell:
            return self._bell.wait_for(
                lambda: self._closed or path not in self._view.pending, seconds
            )


class Server(ThreadingHTTPServer):
    """Serves a `Live` until `close`, in threads of its own."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = os.name != "nt"  # on Windows it would share the port

    def __init__(self, live: Live, port: int, desk: Desk | None = None) -> None:
        super().__init__((HOST, port), Handler)
        self.live = live
        self.desk = desk
        self.url = f"http://{HOST}:{self.server_address[1]}/"
        self._thread = threading.Thread(target=self.serve_forever, args=(0.1,), daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Stop; whoever is connected is let go."""
        self.live.close()
        if self._thread.is_alive():
            self.shutdown()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away is no error; the rest goes where logging goes."""
        import sys

        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            logging.getLogger(__name__).exception("a request failed")


def listen(live: Live, port: int | None, desk: Desk | None = None) -> Server:
    """A server on `port`, or on the first free one from 8000 on when nobody chose; with the form
    editor when there is a `desk`.

    Raises ContentError when the chosen port is taken.
    """
    wanted = [port] if port is not None else range(FIRST_PORT, FIRST_PORT + PORTS_TO_TRY)
    for number in wanted:
        try:
            return Server(live, number, desk)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
    what = "port {port} is taken" if port is not None else "no port from {port} on is free"
    hint = "Name another one with --port."
    values = {"port": FIRST_PORT if port is None else port}
    raise ContentError([Problem(Kind.ERROR, "call", Place(""), what, hint, values)])


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Server
    server_version = "affiche"
    sys_version = ""
    timeout = 60

    def do_GET(self) -> None:
        """Answer with a file of the release, a sheet that is made, or the stream of events."""
        if not self._is_local():
            self._answer(403, b"", "text/plain")
            return
        path = unquote(_target(self.path), errors="replace").removeprefix("/")
        if path == f"{OWN}events":
            self._events()
        elif path == f"{OWN}live.js":
            self._answer(200, _script(), TYPES[".js"])
        elif path == f"{OWN}page.css":
            self._answer(200, PAGE_STYLE, TYPES[".css"])
        elif self.server.desk and (path == "admin" or path.startswith("admin/")):
            self._admin(self.server.desk, path)
        else:
            self._file(path)

    do_HEAD = do_GET  # noqa: N815

    def do_POST(self) -> None:
        """Answer the form editor, when there is one: in JSON, and only a page of ours."""
        length = self.headers.get("Content-Length", "")
        kind = self.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        desk = self.server.desk
        if desk is None:
            self._refuse(501, b"")
        elif not self._is_local() or kind != "application/json" or not length.isdecimal():
            self._refuse(403, b"")
        elif _target(self.path) != "/api/v1":
            self._refuse(404, b"")
        elif len(length) > DIGITS or int(length) > LARGEST_POST:
            self._refuse(413, b"")
        else:
            status, answer = answered(desk, self.rfile.read(int(length)))
            self._answer(status, answer, TYPES[".json"])

    def _picture(self, desk: Desk, name: str) -> None:
        """A picture of the content, for the form of who chose it; a drawing runs no script."""
        kind = TYPES.get(posixpath.splitext(name)[1].lower(), "")
        try:
            path = f"{desk.label}/images/{name}"
            found = desk.answer({"action": "getMediaFile", "params": {"path": path}})
        except RefusedError:
            self._missing()
            return
        rules = {
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"
        }
        content = base64.b64decode(found["content"])
        self._answer(200, content, kind or "application/octet-stream", rules)

    def _refuse(self, status: int, content: bytes) -> None:
        """An answer to what was not read to its end."""
        self.close_connection = True
        self._answer(status, content, "text/plain")

    def _admin(self, desk: Desk, path: str) -> None:
        """A file of the form editor's page."""
        name = path.removeprefix("admin").removeprefix("/")
        rules = {"Content-Security-Policy": admin.policy(), "X-Frame-Options": "SAMEORIGIN"}
        if path == "admin":
            self._answer(302, b"", "text/plain", {"Location": "/admin/"})
        elif name in ("", "index.html"):
            self._answer(200, admin.page(desk.words, admin.policy()), TYPES[".html"], rules)
        elif name == "config.json":
            self._answer(200, admin.settings(desk.content, desk.words), TYPES[".json"])
        elif name.startswith("picture/"):
            self._picture(desk, name.removeprefix("picture/"))
        elif name in admin.SHIPPED:
            self._answer(200, admin.shipped(name), TYPES[posixpath.splitext(name)[1]])
        else:
            self._missing()

    def _is_local(self) -> bool:
        """Whether the browser meant this machine, and asks for a page of ours.

        Without it any page in the browser could read the site, through a name that points here.
        """
        host = self.headers.get("Host", "")
        origin = self.headers.get("Origin")
        try:
            return urlsplit(f"//{host}").hostname in LOCAL and origin in (None, f"http://{host}")
        except ValueError:
            return False

    def _file(self, path: str) -> None:
        live = self.server.live
        if path in live.view.pending and not live.sheet(path, SHEET_SECONDS):
            self._page(503, live.words.say("This PDF is not ready yet. Try again in a moment."))
            return
        view = live.view
        if path in view.fresh:
            self._answer(200, view.fresh[path], TYPES[".pdf"])
            return
        name = posixpath.join(path, "index.html") if path == "" or path.endswith("/") else path
        if name not in view.files and f"{name}/index.html" in view.files:
            self._answer(302, b"", "text/plain", {"Location": f"/{quote(name)}/"})
            return
        content = _read(view, name)
        if content is None:
            self._missing()
            return
        digest = view.files[name]
        kind = TYPES.get(posixpath.splitext(name)[1].lower(), "application/octet-stream")
        if kind == TYPES[".html"]:
            content = self._with_script(content, digest)
        self._answer(200, content, kind, {"ETag": f'"{digest}"'})

    def _missing(self) -> None:
        live = self.server.live
        if live.view.files:
            self._page(404, live.words.say("This page does not exist (any more)."))
        else:
            self._page(503, live.words.say("There is no site yet: mend the mistakes and save."))

    def _page(self, status: int, text: str) -> None:
        """A page of our own; it looks out for changes as any other does."""
        words = self.server.live.words
        html = (
            f'<!doctype html><html lang="{escape(words.language)}"><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width"><title>affiche</title>'
            f'<link rel="stylesheet" href="/{OWN}page.css"><body><p>{escape(text)}</p>'
            f'<p><a href="/">{escape(words.say("To the first page"))}</a></p></body></html>'
        )
        content = self._with_script(guarded(html).encode(), MISSING)
        self._answer(status, content, TYPES[".html"], {"ETag": f'"{MISSING}"'})

    def _with_script(self, html: bytes, digest: str) -> bytes:
        """The page with the script that keeps it up to date; only while it is served."""
        script = (
            f'<script src="/{OWN}live.js" data-digest="{digest}"'
            f' data-release="{self.server.live.view.release}"></script>'
        ).encode()
        head, end, tail = html.rpartition(b"</body>")
        return head + script + end + tail if end else html + script

    def _events(self) -> None:
        live = self.server.live
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command == "HEAD":
            return
        serial = -1
        while True:
            serial, view = live.next(serial, HEARTBEAT)
            data = ": \n\n" if view is None else f"data: {state(view, live.words)}\n\n"
            self.wfile.write(data.encode())
            self.wfile.flush()

    def _answer(
        self, status: int, content: bytes, kind: str, more: Mapping[str, str] | None = None
    ) -> None:
        self.send_response(status)
        headers = {
            "Content-Type": kind,
            "Content-Length": str(len(content)),
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
            **(more or {}),
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing: the terminal is for what the user saves."""


def answered(desk: Desk, body: bytes) -> tuple[int, bytes]:
    """What the desk answers to a request: a status and JSON."""
    try:
        asked = json.loads(body)
        found = desk.answer(asked if isinstance(asked, dict) else {})
        return 200, json.dumps(found).encode()  # half a character cannot be written else
    except RefusedError as refused:
        told = {"error": str(refused), "problems": refused.problems}
        return refused.status, json.dumps(told).encode()
    except OTHERWISE_SHAPED as wrong:
        return 422, json.dumps({"error": f"{type(wrong).__name__}: {wrong}"}).encode()


def _target(asked: str) -> str:
    """The path that a request asks for; "" when that is no address."""
    try:
        return urlsplit(asked).path
    except ValueError:
        return ""


def state(view: View, words: Words) -> str:
    """What a page needs to know, as JSON on one line."""
    return json.dumps(
        {
            "release": view.release,
            "problems": list(view.problems),
            "title": words.gettext(view.title),
            "note": words.say(NOTE),
            "close": words.say("See the page"),
            "words": {key: words.say(said) for key, said in SAID.items()},
        },
        ensure_ascii=False,
    )


def _read(view: View, name: str) -> bytes | None:
    """A file of the release; None when it is not on the list, or gone."""
    if name not in view.files:
        return None
    try:
        handle = os.open(view.out / name, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return None
    with os.fdopen(handle, "rb") as file:
        return file.read()


def _script() -> bytes:
    return resources.files("affiche.watching").joinpath("live.js").read_bytes()

"""The watch server: it serves what was published, to this machine, and nothing else."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from affiche.errors import ContentError
from affiche.publishing import publish, releases
from affiche.watching import server
from affiche.watching.server import Live, Server, View
from affiche.words import words

FILES = {
    "index.html": b"<html><body><h1>Home</h1></body></html>",
    "personas/peter/index.html": "<html><body>Peter – ’s morgens</body></html>".encode(),
    "personas/peter/peter-poster-a3.pdf": b"%PDF-1.7",
    "assets/site-1.css": b"body{}",
}
A2 = "personas/peter/peter-poster-a2.pdf"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    publish.publish(FILES, tmp_path / "site")
    (tmp_path / "secret.txt").write_text("secret")
    return tmp_path / "site"


@pytest.fixture
def serving(site: Path) -> Iterator[Server]:
    view = View(site, releases.release(site).files, release=1)
    running = server.listen(Live(view, words("nl")), 0)
    running.start()
    yield running
    running.close()


def ask(
    running: Server, path: str, method: str = "GET", headers: dict[str, str] | None = None
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of one request; the path goes out exactly as it is."""
    connection = http.client.HTTPConnection("127.0.0.1", running.server_address[1], timeout=20)
    try:
        connection.putrequest(method, path, skip_host="Host" in (headers or {}))
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


def test_a_page_is_served_with_the_script_and_the_file_has_none(
    serving: Server, site: Path
) -> None:
    status, headers, body = ask(serving, "/")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert headers["Cache-Control"] == "no-store"
    digest = releases.release(site).files["index.html"]
    assert headers["ETag"] == f'"{digest}"'
    script = f'<script src="/_affiche/live.js" data-digest="{digest}" data-release="1"></script>'
    assert body == FILES["index.html"].replace(b"</body>", script.encode() + b"</body>")
    assert (site / "index.html").read_bytes() == FILES["index.html"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/personas/peter/index.html", "text/html; charset=utf-8"),
        ("/personas/peter/", "text/html; charset=utf-8"),
        ("/personas/peter/peter-poster-a3.pdf", "application/pdf"),
        ("/assets/site-1.css?x=1", "text/css; charset=utf-8"),
        ("/_affiche/live.js", "text/javascript; charset=utf-8"),
    ],
)
def test_what_is_published_is_served_as_what_it_is(serving: Server, path: str, kind: str) -> None:
    status, headers, body = ask(serving, path)
    assert (status, headers["Content-Type"], bool(body)) == (200, kind, True)
    assert int(headers["Content-Length"]) == len(body)
    assert ask(serving, path, "HEAD") == (200, headers | {"Date": headers["Date"]}, b"")


def test_a_folder_without_its_slash_leads_to_it(serving: Server) -> None:
    status, headers, _ = ask(serving, "/personas/peter")
    assert (status, headers["Location"]) == (302, "/personas/peter/")


@pytest.mark.parametrize(
    "path",
    ["/secret.txt", "/../secret.txt", "/%2e%2e/secret.txt", "/personas/../../secret.txt",
     "//etc/passwd", "/..%2fsecret.txt", "/..\\secret.txt", "/.affiche.json", "/link.html",
     "/personas/peter/%00", "/personas/", "/personas", "/%ff", "*"],
)  # fmt: skip
def test_nothing_else_is_served(serving: Server, site: Path, path: str) -> None:
    (site / "link.html").symlink_to(site.parent / "secret.txt")
    status, headers, body = ask(serving, path)
    assert (status, headers["ETag"]) == (404, '"missing"')
    assert "Deze pagina bestaat niet (meer)." in body.decode()
    assert b"/_affiche/live.js" in body  # it looks out for the page to come


def test_a_file_that_became_a_link_is_not_followed(serving: Server, site: Path) -> None:
    (site / "index.html").unlink()
    (site / "index.html").symlink_to(site.parent / "secret.txt")
    assert ask(serving, "/")[0] == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:8000"},
        {"Host": "127.0.0.1.evil.example"},
        {"Host": ""},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Host": "[::1"},
    ],
)
def test_other_hosts_and_origins_are_refused(serving: Server, headers: dict[str, str]) -> None:
    for path in ("/", "/_affiche/events"):
        status, _, body = ask(serving, path, headers=headers)
        assert (status, body) == (403, b"")


def test_names_of_this_machine_are_welcome(serving: Server) -> None:
    port = serving.server_address[1]
    for host in (f"localhost:{port}", f"127.0.0.1:{port}", f"[::1]:{port}"):
        status, headers, _ = ask(serving, "/", headers={"Host": host, "Origin": f"http://{host}"})
        assert status == 200
        assert not [name for name in headers if name.lower().startswith("access-control")]


def test_only_reading_is_possible(serving: Server) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        assert ask(serving, "/", method)[0] == 501


def test_a_sheet_that_is_being_made_is_waited_for(serving: Server) -> None:
    live = serving.live
    asked = threading.Event()
    wanted: list[str] = []
    live.wanted = lambda path: (wanted.append(path), asked.set())  # type: ignore[assignment]
    live.show(pending=frozenset({A2}))
    answers: list[tuple[int, bytes]] = []

    def wait() -> None:
        status, _, body = ask(serving, f"/{A2}")
        answers.append((status, body))

    waiting = threading.Thread(target=wait)
    waiting.start()
    assert asked.wait(20)
    assert (wanted, answers) == ([A2], [])
    live.show(pending=frozenset(), fresh={A2: b"%PDF fresh"})
    waiting.join(20)
    assert answers == [(200, b"%PDF fresh")]


def test_waiting_for_a_sheet_ends(serving: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "SHEET_SECONDS", 0.05)
    serving.live.show(pending=frozenset({A2}))
    status, _, body = ask(serving, f"/{A2}")
    assert status == 503
    assert "Deze PDF is nog niet klaar." in body.decode()


def test_events_tell_the_state_at_once_and_at_every_change(serving: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", serving.server_address[1], timeout=20)
    connection.request("GET", "/_affiche/events")
    stream = connection.getresponse()
    assert stream.headers["Content-Type"] == "text/event-stream; charset=utf-8"

    def event() -> dict[str, object]:
        line = stream.readline().decode()
        assert stream.readline() == b"\n"
        return json.loads(line.removeprefix("data: "))

    first = event()
    assert (first["release"], first["problems"]) == (1, [])
    problem = {"where": "content/personas/peter.md:2:1", "what": "onbekend veld `doelne`"}
    serving.live.show(problems=(problem,), title="This went wrong in affiche")
    told = event()
    assert (told["problems"], told["title"]) == ([problem], "Dit ging mis in affiche")
    serving.live.show(problems=(), release=2)
    assert event()["release"] == 2
    serving.close()
    assert stream.readline() == b""
    connection.close()


def test_before_the_first_site_there_is_a_page_that_says_so(tmp_path: Path) -> None:
    running = server.listen(Live(View(tmp_path / "site"), words("nl")), 0)
    running.start()
    try:
        status, _, body = ask(running, "/")
    finally:
        running.close()
    assert status == 503
    assert "Er is nog geen site: herstel de fouten en sla op." in body.decode()


def test_a_port_that_is_taken_is_told_or_passed_by(
    serving: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = serving.server_address[1]
    with pytest.raises(ContentError) as wrong:
        server.listen(serving.live, taken)
    assert wrong.value.problems[0].values == {"port": taken}
    monkeypatch.setattr(server, "FIRST_PORT", taken)
    other = server.listen(serving.live, None)
    assert other.server_address[1] > taken
    other.server_close()

"""The published forms with a GitLab that stands on this machine: log in, change a field, save; the
change is one line of the file, on a branch of its own, with a merge request.

What it answers is of docs.gitlab.com: OAuth 2.0 with PKCE, and the REST API of projects, files,
commits and merge requests, as far as the editor asks.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from affiche.editing.admin import published
from affiche.model import Site
from affiche.model.settings import Settings
from affiche.words import words

PETER = """\
---
# Onze eerste persona.
name: Peter de Vries
age: 42   # van het interview
goals:
- Rust   # belangrijk
---
Tekst.
"""
EMPTY: Mapping[str, str] = MappingProxyType({})
API = "/api/v4/projects/marketing/klantbeeld"


@dataclass
class GitLab:
    """A project: the files of each branch, and what was done to it."""

    branches: dict[str, dict[str, str]]
    messages: list[str] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    challenge: str = ""
    strange: list[str] = field(default_factory=list)

    def answer(self, method: str, path: str, asked: dict[str, str], said: Any) -> Any:
        """What the API says; None for what is not there."""
        rest = path.removeprefix(API)
        branch = asked.get("ref") or asked.get("ref_name") or "main"
        files = self.branches.get(branch, {})
        if path == "/api/v4/user":
            return {"id": 1, "name": "Anna", "username": "anna", "email": "anna@example.org"}
        if rest == "":
            return {"permissions": {"project_access": {"access_level": 40}, "group_access": None},
                    "shared_with_groups": [], "default_branch": "main"}  # fmt: skip
        if rest == "/repository/tree":
            return [{"id": self.sum(files[p]), "name": p.rpartition("/")[2], "type": "blob",
                     "path": p, "mode": "100644"}
                    for p in files if p.rpartition("/")[0] == asked["path"].strip("/")]  # fmt: skip
        if rest == "/repository/commits" and method == "POST":
            return self.commit(said)
        if rest == "/repository/commits":
            return [{"author_name": "Anna", "authored_date": "2026-11-30T10:00:00Z"}]
        if rest == "/merge_requests" and method == "POST":
            self.requests.append({**asked, "iid": len(self.requests) + 1, "author": {},
                                  "sha": asked["source_branch"],
                                  "labels": asked["labels"].split(",")})  # fmt: skip
            return self.requests[-1]
        if rest == "/merge_requests":
            wanted = asked.get("source_branch")
            return [one for one in self.requests if wanted in (None, one["source_branch"])]
        if rest == "/repository/compare":
            there = self.branches["main"]
            other = self.branches[asked["to"]]
            return {"diffs": [{"new_path": p, "old_path": p, "new_file": p not in there,
                               "diff": "@@"}
                              for p in other if other[p] != there.get(p)]}  # fmt: skip
        if rest.startswith("/repository/branches/"):
            return {"name": "main", "commit": {"id": "1"}}
        if rest.endswith("/statuses"):
            return []
        return None

    def commit(self, said: Any) -> Any:
        """Write the files of a commit, on a new branch where it says so."""
        start = said.get("start_branch", said["branch"])
        files = self.branches.setdefault(said["branch"], dict(self.branches[start]))
        for one in said["actions"]:
            files[one["file_path"]] = base64.b64decode(one["content"]).decode()
        self.messages.append(said["commit_message"])
        return {"id": str(len(self.messages))}

    @staticmethod
    def sum(text: str) -> str:
        return hashlib.sha1(text.encode()).hexdigest()


class _Api(BaseHTTPRequestHandler):
    project: GitLab

    def log_message(self, *_: object) -> None:
        pass

    def do_OPTIONS(self) -> None:
        self._say(204, b"")

    def _asked(self) -> None:
        parts = urlsplit(self.path)
        path = unquote(parts.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if path == "/oauth/authorize":
            assert (asked["client_id"], asked["code_challenge_method"]) == ("abc", "S256")
            type(self).project.challenge = asked["code_challenge"]
            back = f"{asked['redirect_uri']}?code=c0de&state={quote(asked['state'])}"
            self._say(302, b"", {"Location": back})
        elif path == "/oauth/token":
            self._token(json.loads(body))
        elif self.headers.get("Authorization") != "Bearer t0ken":
            self._say(401, b"{}")
        elif path.startswith(f"{API}/repository/files/"):
            self._file(path.removeprefix(f"{API}/repository/files/"), asked["ref"])
        else:
            said = json.loads(body) if body else None
            found = self.project.answer(self.command, path, asked, said)
            if found is None:
                self.project.strange.append(f"{self.command} {self.path}")
            self._say(404 if found is None else 200, json.dumps(found).encode())

    def do_GET(self) -> None:
        self._asked()

    do_POST = do_PUT = do_HEAD = do_GET  # noqa: N815

    def _token(self, said: dict[str, str]) -> None:
        verified = hashlib.sha256(said["code_verifier"].encode()).digest()
        proof = base64.urlsafe_b64encode(verified).rstrip(b"=").decode()
        known = said["code"] == "c0de" and proof == self.project.challenge
        told = {"access_token": "t0ken", "refresh_token": "r", "token_type": "Bearer"}
        self._say(200 if known else 400, json.dumps(told if known else {}).encode())

    def _file(self, path: str, branch: str) -> None:
        found = self.project.branches.get(branch, {}).get(path.removesuffix("/raw"))
        blob = {"X-Gitlab-Blob-Id": self.project.sum(found or "")}
        self._say(404 if found is None else 200, (found or "").encode(), blob)

    def _say(self, status: int, body: bytes, more: Mapping[str, str] = EMPTY) -> None:
        self.send_response(status)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Headers", "*, Authorization")
        self.send_header("Access-Control-Allow-Methods", "*")
        self.send_header("Access-Control-Expose-Headers", "*")
        self.send_header("X-Total-Pages", "1")
        for name, value in more.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(b"" if self.command == "HEAD" else body)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving(handler: Any) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def project() -> GitLab:
    return GitLab({"main": {"content/personas/peter.md": PETER, "content/images/x.svg": "<svg/>"}})


@pytest.fixture
def addresses(project: GitLab, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The site, and the GitLab whose project it edits."""
    handler = type("Handler", (_Api,), {"project": project})
    with serving(handler) as gitlab:
        repository = {"host": "gitlab", "repo": "marketing/klantbeeld", "url": gitlab,
                      "client": "abc"}  # fmt: skip
        site = Site(Settings.model_validate({"admin": {"repository": repository}}))
        for name, raw in published.files("content", site, (), words("nl")).items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(raw)
        with serving(functools.partial(_Quiet, directory=str(tmp_path))) as address:
            yield address, gitlab


def test_a_new_persona_is_a_merge_request_of_one_file(
    browser: Browser, addresses: tuple[str, str], project: GitLab
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 1000}, locale="nl-NL")
    page.goto(f"{addresses[0]}/admin/index.html")
    page.get_by_role("button", name="GitLab").click()
    expect(page.get_by_role("link", name="Peter de Vries")).to_be_visible(timeout=60_000)
    page.goto(f"{addresses[0]}/admin/index.html#/collections/personas/new")
    page.get_by_label("Naam").first.fill("Sanne de Boer")
    page.get_by_role("button", name="Opslaan").first.click()
    expect(page.get_by_text("Wijzigingen opgeslagen")).to_be_visible(timeout=30_000)
    page.close()
    made = project.branches["cms/personas/sanne-de-boer"]
    assert made["content/personas/sanne-de-boer.md"] == "---\nname: Sanne de Boer\n---\n"
    assert project.strange == []


def test_a_change_is_a_merge_request_of_one_line(
    browser: Browser, addresses: tuple[str, str], project: GitLab
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 1000}, locale="nl-NL")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{addresses[0]}/admin/index.html")
    page.get_by_role("button", name="GitLab").click()
    page.get_by_role("link", name="Peter de Vries").click(timeout=60_000)
    age = page.get_by_label("Leeftijd")
    expect(age).to_have_value("42", timeout=30_000)
    age.fill("43")
    page.get_by_role("button", name="Opslaan").first.click()
    expect(page.get_by_text("Wijzigingen opgeslagen")).to_be_visible(timeout=30_000)
    page.close()
    assert project.branches["main"]["content/personas/peter.md"] == PETER
    saved = project.branches["cms/personas/peter"]["content/personas/peter.md"]
    assert saved == PETER.replace("42", "43")
    assert [one["target_branch"] for one in project.requests] == ["main"]
    assert project.strange == []
    home = (*addresses, "data:", "blob:")
    assert [url for url in asked if not url.startswith(home)] == []


def test_another_picture_is_asked_about(
    browser: Browser, addresses: tuple[str, str], project: GitLab
) -> None:
    told = PETER.replace("goals:", "photo: {file: x.svg, alt: Man met baard}\ngoals:")
    project.branches["main"]["content/personas/peter.md"] = told
    project.branches["main"]["content/images/y.svg"] = "<svg><g/></svg>"
    page = browser.new_page(viewport={"width": 1280, "height": 1000}, locale="nl-NL")
    page.goto(f"{addresses[0]}/admin/index.html")
    page.get_by_role("button", name="GitLab").click()
    page.get_by_role("link", name="Peter de Vries").click(timeout=60_000)
    page.locator('[aria-label="object field"]').filter(has_text="Foto").first.get_by_role(
        "button", name="Uitklappen"
    ).first.click(timeout=30_000)
    page.get_by_role("button", name="Kies een andere afbeelding").click()
    page.get_by_text("y.svg").click(timeout=30_000)
    page.get_by_role("button", name="Gebruik selectie").click()
    page.get_by_role("button", name="Opslaan").first.click()
    expect(page.locator(".affiche-wrong")).to_contain_text(
        "Dit is een ander beeld. Omschrijving", timeout=30_000
    )
    page.close()

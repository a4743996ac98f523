"""The protocol of the form editor: what it reads and saves, and what it never gets to see."""

from __future__ import annotations

import base64
import http.client
import json
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from affiche.building import drafts
from affiche.building.options import Options
from affiche.editing.forms import commits
from affiche.editing.forms import desk as desk_module
from affiche.editing.forms.desk import Desk, RefusedError
from affiche.watching import server
from affiche.watching.server import Live, Server, View
from affiche.words import words
from tests.support.projects import THEMES, project

PETER = """\
---
# Onze eerste persona.
name: Peter de Vries
age: 42   # van het interview
status: ja
goals: [Rust, Orde]
---
Tekst.
"""
REIS = """\
title: Ketel
persona: peter
phases:
  # De eerste fase
  - name: Kopen
    touchpoints:
      - ref: balie   # in de winkel
        emotion: -1
"""
BALIE = "balie: {name: Balie, channel: telefoon}  # vooraan\n"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    files = {
        "personas/peter.md": PETER.replace("status: ja\n", ""),
        "journeys/reis.yaml": REIS,
        "touchpoints.yaml": BALIE,
        "site.yaml": "language: nl\n",
    }
    return project(files, tmp_path) / "content"


def desk(content: Path, **more: Any) -> Desk:
    return Desk(content, words("nl"), date(2026, 11, 30), **more)


def get(one: Desk, path: str) -> tuple[dict[str, Any], str]:
    """The fields and the text of a form."""
    told = one.answer({"action": "getEntry", "params": {"path": path}})
    if not path.endswith(".md"):
        return yaml.safe_load(told["data"]), ""
    _, fields, body = told["data"].split("---\n", 2)
    return yaml.safe_load(fields), body


def save(one: Desk, path: str, fields: dict[str, Any], body: str = "", **more: Any) -> str:
    raw = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False)
    if path.endswith(".md"):
        raw = f"---\n{raw}---\n{body}"
    files = [{"path": path, "slug": Path(path).stem, "raw": raw}]
    given = {"dataFiles": files, "assets": [], "options": {"commitMessage": ""}, **more}
    return str(one.answer({"action": "persistEntry", "params": given})["message"])


def test_one_field_is_one_line_and_a_sentence(content: Path) -> None:
    one = desk(content)
    before = (content / "personas/peter.md").read_text()
    fields, body = get(one, "content/personas/peter.md")
    assert fields["goals"] == [{"text": "Rust"}, {"text": "Orde"}]
    fields["age"] = "43"
    assert save(one, "content/personas/peter.md", fields, body) == "Peter: leeftijd 42 → 43"
    assert (content / "personas/peter.md").read_text() == before.replace("42", "43")


def test_what_came_into_a_list_or_changed_in_it_is_in_the_sentence(content: Path) -> None:
    one, path = desk(content), "content/personas/peter.md"
    fields, body = get(one, path)
    fields["goals"].append({"text": "Tijd"})
    assert save(one, path, fields, body) == "Peter: doelen: Tijd erbij"
    fields["goals"].pop(0)
    assert save(one, path, fields, body) == "Peter: doelen: Rust weg"
    path = "content/journeys/reis.yaml"
    fields, _ = get(one, path)
    phase = fields["phases"][0]
    phase["touchpoints"][0]["emotion"] |= {"score": "-2"}
    said = save(one, path, fields)
    assert said.endswith("gevoel -1 → -2") and " › " in said, said


def test_the_same_form_saves_twice_and_two_forms_do_not_undo_each_other(content: Path) -> None:
    one = desk(content)
    mine, body = get(one, "content/personas/peter.md")
    yours, _ = get(one, "content/personas/peter.md")
    save(one, "content/personas/peter.md", mine | {"age": "43"}, body)
    save(one, "content/personas/peter.md", mine | {"age": "44"}, body)
    save(one, "content/personas/peter.md", yours | {"location": "Delft"}, body)
    said = (content / "personas/peter.md").read_text()
    assert "age: 44   # van het interview" in said
    assert "location: Delft" in said
    with pytest.raises(RefusedError, match=r"^leeftijd: dit is in het bestand veranderd") as told:
        save(one, "content/personas/peter.md", yours | {"age": "9", "location": "Delft"}, body)
    assert [problem["way"] for problem in told.value.problems] == [["age"]]


def test_a_mistake_in_another_file_is_told_with_its_place(content: Path) -> None:
    one = desk(content)
    fields, _ = get(one, "content/touchpoints.yaml")
    fields["entries"][0]["id"] = "toonbank"
    with pytest.raises(RefusedError, match=r"^content/journeys/reis.yaml:\d+: er is geen touchp"):
        save(one, "content/touchpoints.yaml", fields)


def test_a_mistake_is_told_with_its_field_and_nothing_is_written(content: Path) -> None:
    one = desk(content)
    before = (content / "journeys/reis.yaml").read_bytes()
    fields, _ = get(one, "content/journeys/reis.yaml")
    fields["phases"][0]["touchpoints"][0]["emotion"]["score"] = "-15"
    with pytest.raises(RefusedError) as told:
        save(one, "content/journeys/reis.yaml", fields)
    assert told.value.status == 422
    assert told.value.problems[0]["way"] == ["phases", 0, "touchpoints", 0, "emotion"]
    assert "fasen › 1 › touchpoints › 1 › gevoel" in str(told.value)
    assert (content / "journeys/reis.yaml").read_bytes() == before


def test_what_others_refer_to_is_not_deleted(content: Path) -> None:
    one = desk(content)
    with pytest.raises(RefusedError) as told:
        one.answer({"action": "deleteFiles", "params": {"paths": ["content/personas/peter.md"]}})
    assert any("reis.yaml" in problem["path"] for problem in told.value.problems)
    assert (content / "personas/peter.md").exists()


def test_pictures_come_along_and_paths_are_as_writers_put_them(content: Path) -> None:
    one = desk(content)
    fields, body = get(one, "content/personas/peter.md")
    fields["photo"] = {"file": "/images/gezicht.png", "alt": "Een gezicht", "focus": ["40", "30"],
                       "kind": "illustratie", "credit": ""}  # fmt: skip
    asset = {"path": "content/images/gezicht.png", "encoding": "base64",
             "content": base64.b64encode(PIXEL).decode()}  # fmt: skip
    said = save(one, "content/personas/peter.md", fields, body, assets=[asset])
    assert said == "Peter: foto; afbeelding gezicht.png"
    assert (content / "images/gezicht.png").read_bytes() == PIXEL
    text = (content / "personas/peter.md").read_text()
    assert "photo:\n  file: gezicht.png\n  alt: Een gezicht\n" in text
    assert "credit" not in text
    media = one.answer({"action": "getMedia", "params": {"mediaFolder": "content/images"}})
    assert [one["name"] for one in media] == ["gezicht.png"]


def test_another_picture_is_asked_about_what_was_said_of_the_old_one(content: Path) -> None:
    one, path = desk(content), "content/personas/peter.md"
    for name in ("a.png", "b.png"):
        (content / "images").mkdir(exist_ok=True)
        (content / "images" / name).write_bytes(PIXEL)

    def noted(photo: dict[str, str]) -> list[dict[str, Any]]:
        fields, body = get(one, path)
        raw = yaml.safe_dump({**fields, "photo": photo}, allow_unicode=True)
        files = [{"path": path, "slug": "peter", "raw": f"---\n{raw}---\n{body}"}]
        given = {"dataFiles": files, "assets": [], "options": {}}
        told = one.answer({"action": "persistEntry", "params": given})
        return list(told["problems"])

    said = {"alt": "Een baard", "credit": "Kim de Wit", "license": "CC0 1.0"}
    assert noted({"file": "a.png", **said}) == []
    (note,) = noted({"file": "b.png", **said, "alt": "Een bril"})
    assert note["way"] == ["photo"]
    assert note["message"] == (
        "Dit is een ander beeld. Maker, licentie: nog die van het vorige. Kloppen ze hier ook?"
    )
    assert noted({"file": "b.png", **said, "alt": "Iets anders"}) == []
    assert noted({"file": "a.png", "alt": "Een baard", "credit": "Lou"}) == []


def test_a_register_and_a_new_file(content: Path) -> None:
    one = desk(content)
    fields, _ = get(one, "content/touchpoints.yaml")
    assert fields["entries"] == [{"id": "balie", "name": "Balie", "channel": "phone"}]
    fields["entries"].append({"id": "app", "name": "App", "channel": ""})
    save(one, "content/touchpoints.yaml", fields)
    assert (content / "touchpoints.yaml").read_text() == BALIE + "app:\n  name: App\n"
    said = save(one, "content/personas/ina.md", {"name": "Ina", "goals": [""], "age": ""}, "Hoi.")
    assert said == "Ina: nieuw"
    assert (content / "personas/ina.md").read_text() == "---\nname: Ina\n---\n\nHoi.\n"


def test_a_save_is_a_commit_when_that_is_wanted(content: Path) -> None:
    def git(*said: str) -> str:
        run = ["git", "-c", "user.name=S", "-c", "user.email=s@x", *said]
        return subprocess.check_output(run, cwd=content, text=True)

    for words_ in (("init", "-q"), ("add", "."), ("commit", "-qm", "Begin")):
        git(*words_)
    git("config", "user.name", "S")
    git("config", "user.email", "s@x")
    (content / "site.yaml").write_text("language: nl\nadmin: {commit: ja}\n")
    one = desk(content)
    fields, body = get(one, "content/personas/peter.md")
    save(one, "content/personas/peter.md", fields | {"age": "43"}, body)
    assert git("log", "-1", "--format=%s", "--name-only").split("\n")[:3] == [
        "Peter: leeftijd 42 → 43", "", "personas/peter.md"]  # fmt: skip
    assert git("status", "--short").strip() == "M site.yaml"


OUTSIDE = (
    "content/../secret.txt", "secret.txt", "/etc/passwd", "content/.git/config",
    "content/a/../../x", "content/personas/../../secret.txt", "content\\..\\secret.txt",
    "content/link.md", "content/personas/link.md", "content/",
)  # fmt: skip


@pytest.mark.parametrize("path", OUTSIDE)
def test_nothing_outside_is_read_or_written(content: Path, tmp_path: Path, path: str) -> None:
    (tmp_path / "secret.txt").write_text("geheim")
    for link in ("link.md", "personas/link.md"):
        (content / link).symlink_to(tmp_path / "secret.txt")
    one = desk(content)
    asks: list[tuple[str, dict[str, Any]]] = [
        ("getEntry", {"path": path}),
        ("getMediaFile", {"path": path}),
        ("deleteFile", {"path": path}),
        ("entriesByFiles", {"files": [{"path": path}]}),
        ("persistEntry", {"dataFiles": [{"path": path, "slug": "x", "raw": "a: b\n"}]}),
        ("persistMedia", {"asset": {"path": path, "content": "", "encoding": "base64"}}),
    ]
    for action, params in asks:
        with pytest.raises(RefusedError):
            one.answer({"action": action, "params": params})
    assert (tmp_path / "secret.txt").read_text() == "geheim"


@pytest.mark.parametrize(
    "name",
    ["con.png", "a:b.png", "a?.png", "a\nb.png", "\u202egnp.png", " a.png", "nul/a.png",
     "a" * 90 + ".png", "<b>.png", "\x1b[31m.png"],
)  # fmt: skip
def test_a_picture_has_a_name_that_every_system_keeps(content: Path, name: str) -> None:
    asset = {"path": f"content/images/{name}", "content": base64.b64encode(PIXEL).decode()}
    with pytest.raises(RefusedError, match="bestandsnaam"):
        desk(content).answer({"action": "persistMedia", "params": {"asset": asset}})
    assert not (content / "images").exists()
    good = asset | {"path": "content/images/Foto Peter (def) 1.png"}
    assert desk(content).answer({"action": "persistMedia", "params": {"asset": good}})


def test_a_document_deeper_than_is_read_is_not_saved(content: Path) -> None:
    with pytest.raises(RefusedError, match="formulieren"):
        save(desk(content), "content/personas/oud/ina.md", {"name": "Ina"}, "Hoi.")


def test_what_another_program_writes_meanwhile_stays(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = desk(content)
    fields, body = get(one, "content/personas/peter.md")
    path = content / "personas/peter.md"
    other = path.read_text().replace("Tekst.", "Tekst van Vim.")

    def during(*_: object) -> tuple[()]:
        path.write_text(other)
        return ()

    with monkeypatch.context() as patch:
        patch.setattr(desk_module, "new_errors", during)
        with pytest.raises(RefusedError, match="nog een keer"):
            save(one, "content/personas/peter.md", fields | {"age": "43"}, body)
    assert path.read_text() == other
    save(one, "content/personas/peter.md", fields | {"age": "43"}, body)
    assert path.read_text() == other.replace("42", "43")


def test_what_cannot_be_written_is_told_by_its_own_path(content: Path) -> None:
    asset = {"path": "content/site.yaml/a.png", "content": base64.b64encode(PIXEL).decode()}
    (content / "images").write_text("")
    with pytest.raises(RefusedError) as told:
        desk(content).answer({"action": "persistMedia", "params": {"asset": {
            **asset, "path": "content/images/a.png"}}})  # fmt: skip
    assert f"{content}/images" in str(told.value)


def test_a_commit_takes_no_file_along_whose_name_a_pattern_fits(tmp_path: Path) -> None:
    repository = tmp_path / "r"
    repository.mkdir()
    for said in (("init", "-q"), ("config", "user.name", "S"), ("config", "user.email", "s@x")):
        subprocess.check_call(["git", *said], cwd=repository)
    for name in ("a[1]*.png", "a1b.png"):
        (repository / name).write_text(name)
    assert commits.commit(repository, ["a[1]*.png"], "Een") == ""
    listed = subprocess.check_output(["git", "ls-files"], cwd=repository, text=True)
    assert listed.split() == ["a[1]*.png"]


def test_a_persona_whose_name_is_blank_can_be_deleted(content: Path) -> None:
    (content / "personas/leeg.md").write_text('---\nname: " "\n---\nTekst.\n')
    one = desk(content)
    paths = {"paths": ["content/personas/leeg.md"]}
    said = one.answer({"action": "deleteFiles", "params": paths})["message"]
    assert said == "leeg: verwijderd"


# On http -------------------------------------------------------------------------------------


@pytest.fixture
def serving(content: Path) -> Iterator[Server]:
    view = View(content, {}, release=1)
    running = server.listen(Live(view, words("nl")), 0, desk(content))
    running.start()
    yield running
    running.close()


def post(running: Server, body: Any, **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", running.server_address[1], timeout=20)
    said = {key.replace("_", "-"): value for key, value in headers.items()}
    sent = {"Content-Type": "application/json", **said}
    connection.request("POST", "/api/v1", json.dumps(body), sent)
    answer = connection.getresponse()
    found = answer.status, answer.read()
    connection.close()
    return found


def test_only_a_page_of_this_server_is_answered(serving: Server) -> None:
    info = {"action": "info", "params": {}}
    own = serving.url.removesuffix("/")
    assert post(serving, info)[0] == 200
    assert post(serving, info, Origin=own)[0] == 200
    assert post(serving, info, Origin="http://evil.example")[0] == 403
    assert post(serving, info, Origin="null")[0] == 403
    assert post(serving, info, Host="evil.example")[0] == 403
    assert post(serving, info, Content_Type="text/plain")[0] == 403
    assert post(serving, {"action": "erase"})[0] == 422
    assert post(serving, ["not", "an", "object"])[0] == 422


PICTURE = base64.b64encode(PIXEL).decode()
ODD: tuple[tuple[str, dict[str, Any]], ...] = (
    ("entriesByFolder", {"folder": "content/personas", "extension": "md", "depth": 1e400}),
    ("persistMedia", {"asset": {"path": "content/images/a.png", "content": None}}),
    ("persistMedia", {"asset": {"path": "content/images/\udc80.png", "content": PICTURE}}),
    ("persistEntry", {"dataFiles": [{"path": "content/personas/x.md", "raw": None}]}),
    ("persistEntry", {"dataFiles": [{"path": f"content/personas/{'x' * 300}.md", "raw": ""}]}),
    ("entriesByFiles", {"files": "abc"}),
    ("entriesByFiles", {"files": [{"path": "\ud800"}]}),
    ("deleteFiles", {"paths": 1.5}),
    ("persistMedia", {"asset": [[]]}),
    ("persistEntry", {"dataFiles": [[]]}),
    ("persistEntry", {"dataFiles": [{"path": "\ud800", "raw": ""}]}),
)


@pytest.mark.parametrize(("action", "params"), ODD)
def test_what_has_another_shape_is_refused_in_words(
    serving: Server, action: str, params: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    status, told = post(serving, {"action": action, "params": params})
    assert 400 <= status < 500
    assert json.loads(told)["error"]
    assert not caplog.records


def test_a_line_that_is_no_address_is_one_of_nothing(
    serving: Server, caplog: pytest.LogCaptureFixture
) -> None:
    for method in ("GET", "POST"):
        connection = http.client.HTTPConnection("127.0.0.1", serving.server_address[1], timeout=20)
        connection.putrequest(method, "http://[::1", skip_host=True)
        connection.putheader("Host", "localhost")
        connection.putheader("Content-Type", "application/json")
        connection.putheader("Content-Length", "2")
        connection.endheaders(b"{}")
        assert 400 <= connection.getresponse().status < 600
        connection.close()
    assert not caplog.records


def test_a_length_of_thousands_of_digits_is_too_long(
    serving: Server, caplog: pytest.LogCaptureFixture
) -> None:
    assert post(serving, {}, Content_Length="9" * 5000)[0] == 413
    assert not caplog.records


def test_without_a_desk_there_is_no_editor(content: Path) -> None:
    running = server.listen(Live(View(content, {}, release=1), words("nl")), 0)
    running.start()
    try:
        assert post(running, {"action": "info"})[0] == 501
    finally:
        running.close()


def test_a_picture_is_served_to_its_form_and_nothing_else_is(
    serving: Server, content: Path, tmp_path: Path
) -> None:
    (content / "images").mkdir()
    (content / "images/a.png").write_bytes(PIXEL)
    (content / "images/a.txt").write_text("geheim")

    def get(path: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", serving.server_address[1], timeout=20)
        connection.request("GET", path)
        answer = connection.getresponse()
        found = answer.status, answer.read()
        connection.close()
        return found

    assert get("/admin/picture/a.png") == (200, PIXEL)
    for path in ("a.txt", "../personas/peter.md", "%2e%2e/site.yaml", "b.png", ""):
        status, told = get(f"/admin/picture/{path}")
        assert status >= 400, path
        assert b"Peter de Vries" not in told


# What only a build knows -------------------------------------------------------------------

UNFIT = {
    "theme": ({"theme": "affice"}, ["theme"]),
    "a theme that reaches out": ({"theme": "../themes/affiche"}, ["theme"]),
    "icon": ({"channels": {"balie": {"name": "Balie", "icon": "huis-2"}}},
             ["channels", "balie", "icon"]),
    "profile": ({"print": {"icc": "geen.icc"}}, ["print", "icc"]),
    "profile of a shop": ({"print": {"profiles": {"drukker": {"icc": "geen.icc"}}}},
                          ["print", "profiles", "drukker", "icc"]),
}  # fmt: skip


@pytest.mark.parametrize("name", UNFIT)
def test_what_only_a_build_refuses_is_refused_at_its_field(content: Path, name: str) -> None:
    wrong, way = UNFIT[name]
    before = (content / "site.yaml").read_bytes()
    one = desk(content, judge=drafts.unfit(options(content)))
    with pytest.raises(RefusedError) as refused:
        save(one, "content/site.yaml", {"language": "nl", **wrong})
    assert [problem["way"] for problem in refused.value.problems] == [way]
    assert (content / "site.yaml").read_bytes() == before


def test_control_a_theme_that_is_there_is_saved(content: Path) -> None:
    one = desk(content, judge=drafts.unfit(options(content)))
    save(one, "content/site.yaml", {"language": "nl", "theme": "affiche"})
    assert "theme: affiche" in (content / "site.yaml").read_text()
    assert save(desk(content), "content/site.yaml", {"language": "nl", "theme": "affice"})


def options(content: Path) -> Options:
    return Options(content, THEMES, content.parent / "site", date(2026, 11, 30))

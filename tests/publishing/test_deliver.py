"""A built site goes to a folder or a server: what changed, pages last, and on where it stopped."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import fsspec
import pytest
from PIL import Image

from affiche import cli
from affiche.building import delivering
from affiche.building.shown import records
from affiche.building.shown.granted import Granted
from affiche.errors import ContentError
from affiche.publishing import publish, target
from affiche.publishing.names import MANIFEST
from affiche.publishing.target import Folder, UnreachableError
from tests.support.projects import project

FIRST = {
    "index.html": b"<p>Thuis</p>",
    "personas/peter/index.html": b"<p>Peter</p>",
    "personas/peter/poster.pdf": b"%PDF een",
    "assets/site-1.css": b"p { color: red }",
    "assets/peter-1.webp": b"gezicht",
}
SECOND = {
    "index.html": b"<p>Thuis!</p>",
    "personas/petra/index.html": b"<p>Petra</p>",
    "assets/site-2.css": b"p { color: blue }",
    "personas/peter/poster.pdf": b"%PDF een",
}


@pytest.fixture(params=["folder", "memory"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "folder":
        yield str(tmp_path / "there")
        return
    yield "memory://there/site"
    memory = fsspec.filesystem("memory")
    memory.store.clear()
    memory.pseudo_dirs[:] = [""]


def built(tmp_path: Path, files: Mapping[str, bytes]) -> Path:
    (tmp_path / "work/content").mkdir(parents=True, exist_ok=True)
    (tmp_path / "work/.affiche").mkdir(exist_ok=True)
    publish.publish(files, tmp_path / "work/site")
    return tmp_path / "work/site"


def deliver(tmp_path: Path, files: Mapping[str, bytes], address: str, **more: Any) -> list[str]:
    """What was done, in order; "-" before what was deleted."""
    site = built(tmp_path, files)
    done: list[str] = []
    made = delivering.delivered(
        site, tmp_path / "work/content", address, more.get("dry", False),
        lambda number, total, path: done.append(path),
    )  # fmt: skip
    steps = [("-" if step.delete else "") + step.path for step in made.steps]
    assert more.get("dry") or [step.lstrip("-") for step in steps] == done
    return steps


def there(address: str) -> dict[str, bytes]:
    files, root = fsspec.core.url_to_fs(address)
    found = {path: files.cat_file(path) for path in files.find(root)}
    return {path.removeprefix(root).lstrip("/"): body for path, body in found.items()}


def test_the_target_holds_what_was_built_and_pages_go_last(tmp_path: Path, address: str) -> None:
    steps = deliver(tmp_path, FIRST, address)
    assert steps == [
        "assets/peter-1.webp", "assets/site-1.css", "personas/peter/poster.pdf",
        "personas/peter/index.html", "index.html",
    ]  # fmt: skip
    held = there(address)
    assert held.pop(MANIFEST)
    assert held == FIRST


def test_only_what_changed_goes_and_what_is_gone_goes_after(tmp_path: Path, address: str) -> None:
    deliver(tmp_path, FIRST, address)
    known(tmp_path, address, {"peter", "foto"}, {"peter", "foto"})
    assert deliver(tmp_path, SECOND, address) == [
        "assets/site-2.css", "personas/petra/index.html", "index.html",
        "-assets/peter-1.webp", "-personas/peter/index.html",
    ]  # fmt: skip
    held = there(address)
    del held[MANIFEST]
    assert held == {**SECOND, "assets/site-1.css": FIRST["assets/site-1.css"]}
    assert deliver(tmp_path, SECOND, address) == []


def known(tmp_path: Path, address: str, before: set[str], now: set[str]) -> None:
    """Say what could be shown when the site was published there, and may be shown today."""
    cache = tmp_path / "work/.affiche"
    for journal in (cache / "published").glob("*"):
        journal.unlink()
    name = delivering._journal(cache, address)
    records.write(cache, name, Granted(frozenset(before)))
    records.write(cache, tmp_path / "work/site", Granted(frozenset(now)))


def test_what_was_taken_back_goes_before_all_else(tmp_path: Path, address: str) -> None:
    deliver(tmp_path, FIRST, address)
    known(tmp_path, address, {"peter", "foto"}, {"peter"})
    changed = {**SECOND, "personas/peter/poster.pdf": b"%PDF twee"}
    assert deliver(tmp_path, changed, address)[:3] == [
        "-assets/peter-1.webp", "-personas/peter/index.html", "-personas/peter/poster.pdf",
    ]  # fmt: skip
    assert there(address)["personas/peter/poster.pdf"] == b"%PDF twee"


def test_a_dry_run_tells_the_same_and_does_nothing(tmp_path: Path, address: str) -> None:
    told = deliver(tmp_path, FIRST, address, dry=True)
    assert there(address) == {}
    assert told == deliver(tmp_path, FIRST, address)


class StopsError(Exception):
    """Somebody pulled the plug."""


@pytest.mark.parametrize("after", range(1, 6))
def test_a_delivery_that_stopped_goes_on_where_it_was(
    tmp_path: Path, address: str, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = type(target.target(address))
    write, sent = kind.write, list[str]()

    def stopping(self: Any, path: str, content: bytes) -> None:
        if len(sent) == after:
            raise StopsError
        sent.append(path)
        write(self, path, content)

    with monkeypatch.context() as patch:
        patch.setattr(kind, "write", stopping)
        with pytest.raises(StopsError):
            deliver(tmp_path, FIRST, address)
    rest = [step for step in deliver(tmp_path, FIRST, address) if not step.startswith("-")]
    assert rest == [
        path for path in (
            "assets/peter-1.webp", "assets/site-1.css", "personas/peter/poster.pdf",
            "personas/peter/index.html", "index.html",
        ) if path not in sent
    ]  # fmt: skip
    held = there(address)
    del held[MANIFEST]
    assert held == FIRST


def test_what_a_stopped_delivery_sent_and_nobody_needs_any_more_goes(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = type(target.target(address))
    with monkeypatch.context() as patch:
        write = kind.write

        def stopping(self: Any, path: str, content: bytes) -> None:
            if path == MANIFEST and b"index.html" in content:
                raise StopsError
            write(self, path, content)

        patch.setattr(kind, "write", stopping)
        with pytest.raises(StopsError):
            deliver(tmp_path, FIRST, address)
    journal = next((tmp_path / "work/.affiche/published").glob("*.json"))
    assert json.loads(journal.read_text()).keys() == FIRST.keys()
    deliver(tmp_path, SECOND, address)
    held = there(address)
    del held[MANIFEST]
    assert held == SECOND


def refused(tmp_path: Path, address: str, files: Mapping[str, bytes] = FIRST) -> str:
    with pytest.raises(ContentError) as wrong:
        deliver(tmp_path, files, address)
    return wrong.value.problems[0].what


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there/thesis.doc").write_text("!")
    assert "affiche did not make" in refused(tmp_path, str(tmp_path / "there"))
    assert there(str(tmp_path / "there")) == {"thesis.doc": b"!"}


def test_files_of_others_beside_a_site_of_ours_stay(tmp_path: Path) -> None:
    address = str(tmp_path / "there")
    deliver(tmp_path, FIRST, address)
    (tmp_path / "there/.htaccess").write_text("!")
    deliver(tmp_path, SECOND, address)
    assert (tmp_path / "there/.htaccess").read_text() == "!"


def test_what_is_for_agencies_never_comes_where_the_intranet_is(
    tmp_path: Path, address: str
) -> None:
    deliver(tmp_path, FIRST, address)
    agencies = {"robots.txt": b"Disallow: /", "index.html": b"x"}
    assert "another kind of site" in refused(tmp_path, address, agencies)


def test_the_site_and_the_content_are_no_targets(tmp_path: Path) -> None:
    for folder in ("work/site", "work/content", "work", "work/content/deep"):
        assert "is kept there" in refused(tmp_path, str(tmp_path / folder))


def test_a_file_that_somebody_changed_is_not_sent(tmp_path: Path, address: str) -> None:
    site = built(tmp_path, FIRST)
    (site / "index.html").write_bytes(b"<p>Iets anders</p>")
    with pytest.raises(ContentError) as wrong:
        delivering.delivered(site, tmp_path / "work/content", address, False, lambda *_: None)
    assert wrong.value.problems[0].values["path"] == "index.html"
    assert "index.html" not in there(address)


def test_a_link_does_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    address = tmp_path / "there"
    deliver(tmp_path, FIRST, str(address))
    (tmp_path / "elsewhere").mkdir()
    for path in (address / "personas").rglob("*"):
        path.unlink() if path.is_file() else None
    (address / "personas/peter").rmdir()
    (address / "personas").rmdir()
    (address / "personas").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UnreachableError, match="leads out"):
        Folder(address).write("personas/peter/index.html", b"x")
    assert not any((tmp_path / "elsewhere").iterdir())


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("sftp://jan:geheim@host/site", "sftp://jan:***@host/site"),
        ("s3://bucket/site", "s3://bucket/site"),
        ("/srv/www", "/srv/www"),
    ],
)
def test_no_message_holds_a_password(address: str, said: str) -> None:
    assert target.shown(address) == said


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = built(tmp_path, FIRST)
    where = tmp_path / "there"
    around = ["--out", str(site), "--content", str(tmp_path / "work/content")]
    assert cli.main(["publish", str(where), *around, "--dry-run"]) == 0
    assert "nieuw: personas/peter/index.html" in capsys.readouterr().out
    assert not where.exists()
    assert cli.main(["publish", str(where), *around]) == 0
    assert "5 bestanden" in capsys.readouterr().out
    assert cli.main(["publish", str(where), *around]) == 0
    assert "is al zoals het moet zijn" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("nergens://host/x", "nergens"),
        ("", "publish"),
    ],
)
def test_an_address_that_is_none_is_the_callers_mistake(
    tmp_path: Path, address: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site = built(tmp_path, FIRST)
    words = [address] if address else []
    around = ["--out", str(site), "--content", str(tmp_path / "work/content")]
    assert cli.main(["publish", *words, *around]) == 2
    assert expected in capsys.readouterr().err


# What was taken back -----------------------------------------------------------------------

ANNA = """\
---
name: Anna Visser
photo: {{file: anna.png, kind: customer, alt: Anna, consent: {{{consent}}}}}
pains:
  - {{text: Wachten op een monteur, visibility: {pains}}}
---
Anna woont op een boot.
"""
GIVEN = "given: 2026-01-01, scope: [intranet, agency], expires: 2026-12-01"
BACK: dict[str, str | None] = {
    "withdrawn": ANNA.format(consent=f"{GIVEN}, withdrawn: 2026-11-01", pains="agency"),
    "narrower": ANNA.format(consent=GIVEN.replace(", agency", ""), pains="agency"),
    "internal": ANNA.format(consent=GIVEN, pains="internal"),
    "wrong": "---\nname: [\n---\n",
    "gone": None,
}


@pytest.fixture
def anna(monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a site on 22 November 2026, of which the target has nothing yet."""
    out = io.BytesIO()
    Image.new("RGB", (64, 64), "red").save(out, "PNG")
    root = project({
        "personas/anna.md": ANNA.format(consent=GIVEN, pains="agency"),
        "personas/bram.md": "---\nname: Bram\n---\nBram verhuurt boten.\n",
        "images/anna.png": out.getvalue(),
    })  # fmt: skip
    monkeypatch.chdir(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    assert cli.main(["build", "--no-pdf"]) == 0
    return root


@pytest.mark.parametrize("back", BACK)
def test_a_site_that_shows_what_was_taken_back_goes_nowhere(anna: Path, back: str) -> None:
    persona = anna / "content/personas/anna.md"
    changed = BACK[back]
    if changed is None:
        persona.unlink()
    else:
        persona.write_text(changed)
    assert cli.main(["publish", "there"]) == 2
    assert not (anna / "there").exists()
    if back != "wrong":
        assert cli.main(["build", "--no-pdf"]) == 0
        assert cli.main(["publish", "there"]) == 0


def test_a_site_goes_nowhere_on_the_day_that_a_consent_has_ended(
    anna: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796256000")
    assert cli.main(["publish", "there"]) == 2
    assert "Maak de site opnieuw" in capsys.readouterr().err
    assert not (anna / "there").exists()


def test_control_a_site_of_which_something_was_edited_since_goes(anna: Path) -> None:
    persona = anna / "content/personas/bram.md"
    persona.write_text(persona.read_text().replace("boten", "boten en fietsen"))
    assert cli.main(["publish", "there"]) == 0

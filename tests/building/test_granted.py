"""What consent or visibility took back is gone from every output and cache, whatever runs next."""

from __future__ import annotations

import contextlib
import sqlite3
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from affiche.building import drafts, pipeline, printroom, retracting
from affiche.building.drafts import Options
from affiche.building.options import Stage, Step
from affiche.building.rendering.memory import MADE, Memory, remembering
from affiche.building.shown import granted, records
from affiche.kept.store import SUM, Store
from tests.support.presses import FakePress
from tests.support.projects import THEMES, TODAY, picture, project, tree, write

ANNA = """\
---
name: Anna Visser
photo: {{file: anna.png, kind: customer, alt: Anna, consent: {{{consent}}}}}
goals: [Rust]
pains:
  - {{text: Wachten op een monteur, visibility: {pains}}}
---
Anna woont op een boot.{text}
"""
GIVEN = "given: 2026-01-01, scope: [intranet, poster, agency], expires: 2027-01-01"
FILES = {
    "personas/anna.md": ANNA.format(consent=GIVEN, pains="agency", text=""),
    "personas/bram.md": "---\nname: Bram Smit\n---\nBram verhuurt boten.\n",
    "images/anna.png": picture("red"),
    "briefings/zomer.md": "---\ntitle: Zomer\npersonas: [anna, bram]\n---\nEen boot.\n",
    "briefings/winter.md": "---\ntitle: Winter\npersonas: [bram]\n---\nEen boot.\n",
}
BACK = {
    "withdrawn": {"personas/anna.md": ANNA.format(
        consent=f"{GIVEN}, withdrawn: 2026-11-01", pains="agency", text="")},
    "expired": {"personas/anna.md": ANNA.format(
        consent=GIVEN.replace("2027-01-01", "2026-11-01"), pains="agency", text="")},
    "narrower": {"personas/anna.md": ANNA.format(
        consent=GIVEN.replace("poster, agency", "poster"), pains="agency", text="")},
    "internal": {"personas/anna.md": ANNA.format(consent=GIVEN, pains="internal", text="")},
    "other photo": {"images/anna.png": picture("blue")},
    "not briefed": {"briefings/zomer.md": str(FILES["briefings/zomer.md"]).replace("anna, ", "")},
}  # fmt: skip
ZIP = "briefings/{0}/{0}-briefing.zip"


def options(root: Path, **more: object) -> Options:
    return Options(root / "content", THEMES, root / "site", TODAY, pdf=False, **more)  # type: ignore[arg-type]


def built(root: Path) -> dict[str, bytes]:
    """The site after a whole build, with something in the cache that could be anybody's."""
    pipeline.build(options(root))
    write(root / ".affiche/sheets/ab/cdef", b"%PDF of before")
    assert (root / "site" / ZIP.format("zomer")).is_file()
    return tree(root / "site")


NEXT = {
    "only": lambda o: pipeline.build(replace(o, only=("bram",))),
    "only a briefing": lambda o: pipeline.build(replace(o, only=("winter",))),
    "build": pipeline.build,
    "check": lambda o: (retracting.retract(o), pipeline.check(o)),
    "any other": lambda o: retracting.retract(o),
}


@pytest.mark.parametrize("command", NEXT)
@pytest.mark.parametrize("back", BACK)
def test_what_was_taken_back_is_nowhere_after_any_command(back: str, command: str):
    root = project(FILES)
    before = built(root)
    for name, body in BACK[back].items():
        write(root / "content" / name, body)
    NEXT[command](options(root))
    after = tree(root / "site")
    assert after.get(ZIP.format("zomer")) != before[ZIP.format("zomer")]
    assert not (root / ".affiche/sheets/ab/cdef").exists()
    if back in ("withdrawn", "expired", "other photo"):
        old = {path for path in before if path.startswith("assets/anna-")}
        assert old and not old & after.keys()
    assert after[ZIP.format("winter")] == before[ZIP.format("winter")]
    if back == "internal":  # nor in what somebody copies into a plan and sends on
        sent = [path for path in before if "-block." in path or "hand-over" in path]
        assert [path for path in sent if PAINS in before[path]]
        assert not [path for path in sent if PAINS in after.get(path, b"")]


PAINS = b"Wachten op een monteur"
CARLA = "---\nname: Carla Dek\n---\nCarla zeilt.\n"


def test_what_became_internal_beside_a_mistake_leaves_what_agencies_get():
    root = project(FILES | {"personas/carla.md": CARLA})
    before = built(root)
    write(root / "content/personas/anna.md", BACK["internal"]["personas/anna.md"])
    write(root / "content/personas/carla.md", "---\nname: [\n---\n")
    retracting.retract(options(root))
    after = tree(root / "site")
    gone = before.keys() - after.keys()
    assert ZIP.format("zomer") in gone
    assert ZIP.format("winter") not in gone
    pages = {path for path in gone if path.endswith(".html") and "-block." not in path}
    assert pages == {"personas/anna/hand-over/index.html"}  # which is sent on
    retracting.retract(options(root))
    assert tree(root / "site") == after


def test_control_a_mistake_alone_and_a_text_that_was_internal_take_nothing_back():
    internal = FILES | BACK["internal"]
    root = project(internal | {"personas/carla.md": CARLA.replace("zeilt", "wacht")})
    pipeline.build(options(root))
    before = tree(root / "site")
    write(root / "content/personas/carla.md", "---\nname: [\n---\n")
    write(root / "content/personas/bram.md", "---\nname: Bram Smit\n---\nBram verhuurt.\n")
    retracting.retract(options(root))
    assert tree(root / "site") == before


def kept(root: Path) -> bytes:
    """Every byte below `.affiche/`, unpacked."""
    found = []
    for path in sorted((root / ".affiche").rglob("*")):
        if path.is_file():
            found.append(path.read_bytes())
            if found[-1].startswith(b"SQLite format 3"):
                with contextlib.closing(sqlite3.connect(path)) as base:
                    rows = base.execute("SELECT body FROM kept").fetchall()
                found += [zlib.decompress(body[SUM:]) for (body,) in rows]
    return b"\n".join(found)


@pytest.mark.parametrize(
    ("back", "command"),
    [("withdrawn", "build"), ("expired", "check"), ("other photo", "only"), ("gone", "build")],
)
def test_nothing_of_it_stays_below_affiche_either(back: str, command: str):
    root = project(FILES)
    before = built(root)
    faces = [made for path, made in before.items() if path.startswith("assets/anna-")]
    assert faces and all(face in kept(root) for face in faces)
    assert b"Anna Visser" in kept(root)
    if back == "gone":
        (root / "content/personas/anna.md").unlink()
        write(root / "content/briefings/zomer.md", "---\ntitle: Zomer\npersonas: [bram]\n---\n")
    for name, body in BACK.get(back, {}).items():
        write(root / "content" / name, body)
    NEXT[command](options(root))
    assert not [face for face in faces if face in kept(root)]
    assert back != "gone" or b"Anna Visser" not in kept(root)


@pytest.mark.parametrize("edit", ["Bram verhuurt bootjes.", "Bram verhuurt boten en fietsen."])
def test_what_was_only_edited_stays_until_it_is_made_anew(edit: str):
    """The control: nothing was taken back, so `--only` carries over what it does not make."""
    root = project(FILES)
    before = built(root)
    write(root / "content/personas/bram.md", f"---\nname: Bram Smit\n---\n{edit}\n")
    pipeline.build(options(root, only=("anna",)))
    after = tree(root / "site")
    assert after[ZIP.format("winter")] == before[ZIP.format("winter")]
    assert (root / ".affiche/sheets/ab/cdef").exists()


def test_a_site_of_which_nobody_knows_what_could_be_shown_carries_nothing_over():
    root = project(FILES)
    built(root)
    for path in (root / ".affiche/shown").iterdir():
        path.unlink()
    pipeline.build(options(root, only=("winter",)))
    assert ZIP.format("zomer") not in tree(root / "site")


@pytest.mark.parametrize("gone", ["personas/anna.md", "briefings/zomer.md"])
def test_a_document_that_is_gone_takes_what_was_made_of_it_along(gone: str):
    root = project({**FILES, "journeys/boot.yaml": "title: Boot\npersona: bram\nphases: [Varen]\n"})
    built(root)
    (root / "content" / gone).unlink()
    if gone.startswith("personas"):
        write(root / "content/briefings/zomer.md", "---\ntitle: Zomer\npersonas: [bram]\n---\n")
    pipeline.build(options(root, only=("bram",)))
    after = tree(root / "site")
    assert ZIP.format("zomer") not in after
    assert not any("anna" in path for path in after) or gone != "personas/anna.md"
    assert not (root / ".affiche/sheets/ab/cdef").exists()


# Without paper -----------------------------------------------------------------------------


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> FakePress:
    fake = FakePress()
    monkeypatch.setattr(printroom, "Press", fake)
    monkeypatch.setattr(pipeline, "Press", fake)
    return fake


def papers(root: Path) -> dict[str, bytes]:
    return {path: held for path, held in tree(root / "site").items() if path.endswith(".pdf")}


def with_paper() -> tuple[Path, dict[str, bytes]]:
    root = project(FILES)
    pipeline.build(replace(options(root), pdf=True))
    (root / ".affiche/sheets").mkdir(parents=True, exist_ok=True)  # where a real press keeps them
    made = papers(root)
    assert "personas/bram/bram-poster-a2.pdf" in made
    return root, made


def test_a_build_without_paper_keeps_the_sheets_that_are_as_they_would_be(press: FakePress):
    root, before = with_paper()
    made = len(press.made)
    pipeline.build(options(root))
    assert papers(root) == before
    assert len(press.made) == made
    write(root / "content/personas/bram.md", "---\nname: Bram Smit\n---\nBram vaart nu zelf.\n")
    pipeline.build(options(root))
    after = papers(root)
    assert "personas/bram/bram-poster-a2.pdf" not in after
    assert "personas/anna/anna-poster-a2.pdf" in after
    assert after.items() <= before.items()
    assert b"bram-poster-a2.pdf" not in tree(root / "site")["personas/bram/index.html"]


def test_a_build_without_paper_brings_none_where_there_was_none(press: FakePress):
    root, _ = with_paper()
    pipeline.build(replace(options(root), out=root / "elsewhere"))
    assert not list((root / "elsewhere").rglob("*.pdf"))
    pipeline.build(replace(options(root), clean=True))
    assert papers(root) == {}


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize("back", ["withdrawn", "internal"])
def test_what_is_taken_back_takes_only_its_own_sheets_along(
    press: FakePress, back: str, command: str
):
    root, before = with_paper()
    whole = tree(root / "site")
    for name, body in BACK[back].items():
        write(root / "content" / name, body)
    NEXT[command](options(root))
    after = papers(root)
    assert after.items() <= before.items()
    assert "personas/bram/bram-poster-a2.pdf" in after
    site = tree(root / "site")
    assert site.get(ZIP.format("winter"))
    if back == "internal":  # colleagues still see it; the agency's poster is gone
        assert "personas/anna/anna-poster-a2.pdf" in after
    assert site.get(ZIP.format("zomer")) != whole[ZIP.format("zomer")]


def kept_in(root: Path) -> set[bytes]:
    with contextlib.closing(sqlite3.connect(root / ".affiche" / MADE)) as base:
        return {key for (key,) in base.execute("SELECT key FROM kept")}


def test_what_a_first_draft_kept_stays_and_that_of_another_does_not() -> None:
    """Nobody knows what could be shown before a first build, and there was nothing either. When the
    first draft could not be built, what it kept may be of another content than that of today."""
    root = project(FILES)
    opened = options(root)
    with remembering(opened) as store:
        for stays in (True, False):
            draft = drafts.prepare(opened, store=store)
            pipeline.finish(draft, printroom.Sheets(), 0.0, memory=Memory(store))
            store.save()
            assert kept_in(root)
            for record in (root / ".affiche/shown").iterdir():
                record.unlink()
            records.forget(draft, granted.granted(draft), None)
            store.save()
            assert bool(kept_in(root)) is stays


def test_a_store_is_untouched_once_and_when_it_is_empty(tmp_path: Path) -> None:
    with Store(tmp_path / MADE) as store:
        assert (store.untouched(), store.untouched()) == (True, False)
        store.put(b"key", b"body")
    with Store(tmp_path / MADE) as store:
        assert not store.untouched()
    assert not Store(None).untouched()


def test_a_check_beside_a_first_build_leaves_the_sheets_that_are_done(press: FakePress):
    """Of a first build nobody knew yet what could be shown before, so that a check took it all."""
    root = project(FILES)
    done = root / ".affiche/sheets/ab/cdef"
    left: list[bool] = []

    def tell(step: Step) -> None:
        if step.stage is Stage.SHEETS and not left:
            write(done, b"%PDF of this build")
            pipeline.check(options(root))
            left.append(done.exists())

    pipeline.build(replace(options(root), pdf=True), tell)
    assert left == [True]

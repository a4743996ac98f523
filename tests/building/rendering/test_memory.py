"""Pages that are remembered are what a build from nothing would make, after any edit."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from pathlib import Path

import pytest

from affiche import pages
from affiche.building import drafts, pipeline
from affiche.building.options import Options
from affiche.building.printroom import Sheets
from affiche.building.rendering.memory import Memory, parts
from affiche.kept import Store
from affiche.pages.plan import Page, SheetFact
from tests.support.projects import CONTENT, PETER, THEMES, TODAY, project, write

JOURNEY = """\
title: De ketel
persona: peter
phases:
  - id: buy
    touchpoints:
      - {name: Belt, channel: phone, emotion: -1}
"""
PORTRAIT = (CONTENT / "images/peter.svg").read_text()
WITH_PHOTO = PETER.replace(
    "---\nPeter", "photo: {file: peter.svg, alt: Peter, kind: illustration}\n---\nPeter"
)
# One edit after the other: path, and what is in it then (None: the file goes).
EDITS = (
    ("personas/peter.md", PETER.replace("vervangt ketels", "vervangt warmtepompen")),
    ("personas/peter.md", PETER.replace("Peter de Vries", "Piet Visser")),
    ("personas/ina.md", "---\nname: Ina\ngoals: [Rust]\n---\nZie [Peter](peter.md).\n"),
    ("journeys/ketel.yaml", JOURNEY.replace("Belt", "Appt")),
    ("site.yaml", "name: Van Dijk\nchannels: {phone: {name: Telefoontje, icon: mail}}\n"),
    ("images/peter.svg", PORTRAIT),
    ("personas/peter.md", WITH_PHOTO),
    ("images/peter.svg", PORTRAIT.replace("<svg", "<svg data-x='1'", 1)),
    ("personas/peter.md", PETER),
    ("journeys/ketel.yaml", None),
    ("personas/ina.md", None),
    ("site.yaml", "language: en\n"),
)


def rendered(root: Path, memory: Memory | None, themes: Path = THEMES) -> dict[str, bytes]:
    options = Options(root / "content", themes, root / "site", TODAY, pdf=False)
    draft = drafts.prepare(options)
    return pipeline.render(draft, Sheets(), draft.problems, memory=memory)[1]


def test_remembered_pages_are_those_of_a_clean_build() -> None:
    root = project({"personas/peter.md": PETER, "journeys/ketel.yaml": JOURNEY})
    memory = Memory()
    assert rendered(root, memory) == rendered(root, None)
    for path, text in EDITS:
        file = root / "content" / path
        if text is None:
            file.unlink()
        else:
            write(file, text)
        assert rendered(root, memory) == rendered(root, None), path


def test_pages_of_earlier_builds_are_those_of_a_clean_build() -> None:
    root = project({"personas/peter.md": PETER, "journeys/ketel.yaml": JOURNEY})
    for path, text in (("site.yaml", ""), *EDITS):
        file = root / "content" / path
        if text is None:
            file.unlink()
        else:
            write(file, text)
        for _ in range(2):
            with Store(root / "made") as store:
                assert rendered(root, Memory(store)) == rendered(root, None), path


@pytest.mark.parametrize("lean", [False, True])
def test_a_picture_that_did_not_change_is_the_very_same_bytes_at_the_next_save(lean: bool) -> None:
    """So that it is not hashed, searched and compared again; and as control, for a process that
    builds once it is held by nobody."""
    files = {"personas/peter.md": WITH_PHOTO, "images/peter.svg": PORTRAIT}
    root = project(files)
    with Store(root / "made") as store:
        memory = Memory(store, lean=lean)
        rendered(root, memory)  # draws them
        one, other = (rendered(root, memory) for _ in range(2))
        write(root / "content/personas/peter.md", PETER)
        gone = [rendered(root, memory) for _ in range(2)]
    drawn = [path for path in one if path not in gone[0]]
    assert drawn
    assert [other[path] == one[path] for path in drawn] == [True] * len(drawn)
    assert [other[path] is one[path] for path in drawn] == [not lean] * len(drawn)
    assert not any(memory._pictures)


@pytest.mark.parametrize("lean", [False, True])
def test_what_a_page_shows_is_let_go_of_when_it_is_made(
    monkeypatch: pytest.MonkeyPatch, lean: bool
) -> None:
    """And as control, a process that is asked again holds it."""
    root = project({"personas/peter.md": PETER, "journeys/ketel.yaml": JOURNEY})
    before: list[weakref.ref[Page]] = []
    held: list[int] = []
    make = Memory.made_now

    def page(memory: Memory, one: Page) -> bytes:
        gc.collect()  # a template and what it was given know each other
        held.append(sum(each() is not None for each in before))
        before.append(weakref.ref(one))
        return make(memory, one)

    monkeypatch.setattr(Memory, "made_now", page)
    rendered(root, Memory(lean=lean))
    assert len(held) > 20
    assert (max(held) > 2) is not lean


def made_anew(root: Path, themes: Path = THEMES) -> list[str]:
    """The pages that a process after the one before it renders."""
    with Store(root / "made") as store:
        memory = Memory(store)
        rendered(root, memory, themes)
    return memory.made


def test_another_process_renders_what_shows_the_change_and_nothing_else() -> None:
    root = project(
        {
            "personas/peter.md": PETER,
            "personas/ina.md": "---\nname: Ina\n---\nLees [meer](peter.md).\n",
            "journeys/ketel.yaml": JOURNEY,
        }
    )
    assert "personas/ina/index.html" in made_anew(root)
    assert made_anew(root) == []
    write(root / "content/personas/peter.md", PETER.replace("ketels", "pompen"))
    made = made_anew(root)
    assert "personas/peter/index.html" in made
    assert not {"personas/ina/index.html", "journeys/ketel/index.html"} & set(made)
    write(root / "content/personas/peter.md", PETER)
    assert made_anew(root) == []  # as on the branch before


def test_a_changed_file_of_the_house_style_is_seen_on_every_page() -> None:
    root = project({"personas/peter.md": PETER, "site.yaml": "theme: eigen\n"})
    write(root / "themes/eigen/theme.yaml", "extends: affiche\n")
    made_anew(root, root / "themes")
    assert made_anew(root, root / "themes") == []
    write(root / "themes/eigen/static/site.css", "body { color: black }\n")
    assert "personas/peter/index.html" in made_anew(root, root / "themes")


def test_no_part_of_a_page_hides_another() -> None:
    page = Page("a.html", "pages/home.html.j2", "Een", "home", {"title": "Een", "b": 1})
    parted = {tuple(parts(one).items()) for one in (
        page, replace(page, title="Twee"), replace(page, data={"title": "Twee", "b": 1}),
        replace(page, data={"title": "Een", "c": 1}), replace(page, section="personas"),
    )}  # fmt: skip
    assert len(parted) == 5


def test_pages_read_the_same_whatever_the_order_of_sets() -> None:
    """The key of a page is what it says of itself: no address of an object, no order of a set."""
    for page in every_page():
        assert " at 0x" not in repr(page), page.path
        assert "frozenset" not in repr(page), page.path


def every_page() -> tuple[Page, ...]:
    options = Options(CONTENT, THEMES, CONTENT.parent / "site", TODAY)
    draft = drafts.prepare(options)
    facts = {sheet.path: SheetFact(1000) for sheet in draft.sheets}
    return pages.plan_pages(draft.site, draft.words, draft.sheets, draft.problems, facts, TODAY)

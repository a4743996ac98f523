"""Pages that are remembered are what a build from nothing would make, after any edit."""

from __future__ import annotations

from pathlib import Path

import pytest

from affiche.building import drafts, pipeline
from affiche.building.memory import Memory
from affiche.building.options import Options
from affiche.building.printroom import Sheets
from affiche.render import Renderer
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


def rendered(root: Path, memory: Memory | None) -> dict[str, bytes]:
    options = Options(root / "content", THEMES, root / "site", TODAY, pdf=False)
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


def test_only_what_changed_is_rendered(monkeypatch: pytest.MonkeyPatch) -> None:
    root = project({"personas/peter.md": PETER, "personas/ina.md": "---\nname: Ina\n---\n"})
    made: list[str] = []
    real = Renderer.page
    monkeypatch.setattr(
        Renderer, "page", lambda self, page: (made.append(page.path), real(self, page))[1]
    )
    memory = Memory()
    everything = rendered(root, memory)
    assert len(made) == len([path for path in everything if path.endswith(".html")])
    made.clear()
    write(root / "content/personas/peter.md", PETER.replace("ketels", "pompen"))
    rendered(root, memory)
    assert "personas/peter/index.html" in made
    assert "personas/ina/index.html" not in made
    memory.style = "another"
    made.clear()
    rendered(root, memory)
    assert "personas/ina/index.html" in made

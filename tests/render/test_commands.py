"""What a page tells to type is what is typed in the folder of the content, whoever built it."""

from __future__ import annotations

from pathlib import Path

import pytest

from affiche.building import pipeline
from affiche.building.options import Options
from affiche.commands import Command, of_folder
from tests.support.projects import PETER, THEMES, TODAY, project, tree

OWN = {
    "affiche": ((), 'affiche new persona "Peter de Vries"'),
    "build.py": (("build.py",), '.venv/bin/python build.py new persona "Peter de Vries"'),
    "make": (("build.py", "Makefile"), 'make new KIND=persona NAME="Peter de Vries"'),
    "a Makefile of something else": (("Makefile",), 'affiche new persona "Peter de Vries"'),
}


@pytest.mark.parametrize("files, said", OWN.values(), ids=OWN)
def test_a_folder_knows_how_the_program_is_called_there(
    files: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    for name in files:
        (tmp_path / name).touch()
    assert of_folder(tmp_path).told(Command("new", "persona", "Peter de Vries")) == said


def test_a_page_without_anything_on_it_tells_that_command() -> None:
    root = project({"personas/peter.md": PETER, "../build.py": "", "../Makefile": ""})
    asked = Options(root / "content", THEMES, root / "site", TODAY, pdf=False)
    pipeline.build(asked)
    made = tree(root / "site")
    assert "make new KIND=journey NAME=" in made["journeys/index.html"].decode()
    assert "<code>make site</code>" in made["print/index.html"].decode()
    assert not [page for page, content in made.items() if b">python build.py" in content]
    (root / "Makefile").unlink()
    pipeline.build(asked)
    assert b".venv/bin/python build.py new journey" in tree(root / "site")["journeys/index.html"]

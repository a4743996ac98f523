"""Why a page or a sheet was made, or was not: told by the parts of what it shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from affiche.building import pipeline
from affiche.building.options import Options
from affiche.errors import ContentError
from tests.support.commands import checked
from tests.support.projects import PETER, THEMES, TODAY, project, write

PAGE = "personas/peter/index.html"


def said(root: Path, path: str = PAGE) -> list[str]:
    options = Options(root / "content", THEMES, root / "site", TODAY, pdf=False, explain=path)
    told = pipeline.build(options).told
    return [what.format(**values).strip() for what, values in told]


def test_every_kind_of_reason_is_told() -> None:
    root = project({"personas/peter.md": PETER, "personas/ina.md": "---\nname: Ina\n---\n"})
    assert said(root) == [
        f"{PAGE} was made:", "nothing is remembered of it from a build before",
    ]  # fmt: skip
    assert said(root)[0].startswith(f"{PAGE} was not made: what it shows is as it was")
    write(root / "content/personas/peter.md", PETER.replace("ketels", "pompen"))
    assert "personas/ina/index.html was not made" in said(root, "personas/ina/index.html")[0]
    write(root / "content/personas/peter.md", PETER.replace("Peter de Vries", "Piet Visser"))
    changed = said(root)
    assert changed[0] == f"{PAGE} was made:"
    assert "page.title" in changed[-1].removeprefix("this changed of what it shows: ").split(", ")
    write(root / "content/site.yaml", "name: Van Dijk\n")
    assert "site.yaml changed" in said(root)
    assert "is worked out in each build" in said(root, "search-data.js")[0]


def test_a_path_that_the_site_does_not_have_is_guessed() -> None:
    root = project({"personas/peter.md": PETER})
    with pytest.raises(ContentError) as wrong:
        said(root, "personas/piter/index.html")
    assert wrong.value.problems[0].values["guess"] == PAGE
    assert not (root / "site").exists()  # as the message says


def test_the_command_says_so_too_when_nothing_changed() -> None:
    files = {"personas/peter.md": PETER}
    code, text = checked(files, "build", "--no-pdf", "--explain", PAGE)
    assert code == 0
    assert f"{PAGE} is gemaakt" in text

"""What a manual shows can be copied: each example is read as the file that it is from."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from affiche import content
from tests.support.projects import ROOT, TODAY, project

MANUALS = ("docs/handleiding.md", "docs/manual.md")
EXAMPLE = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
PERSONA = "---\nname: Peter\n---\nPeter belt.\n"
# What an example begins with, and the file that it is from; others are parts of a persona.
FILES = {"---": "personas/voorbeeld.md", "title": "journeys/voorbeeld.yaml", "print": "site.yaml"}
# An example may name a picture and a touchpoint of the register that are not shown with it.
ELSEWHERE = {"no-picture", "unknown-touchpoint"}


def examples() -> list[tuple[str, str]]:
    """(manual, example) of every fenced example but commands."""
    return [
        (manual, found)
        for manual in MANUALS
        for kind, found in EXAMPLE.findall((ROOT / manual).read_text("utf-8"))
        if kind != "sh"
    ]


def files(example: str) -> dict[str, str | bytes]:
    """The content folder that the example is a part of."""
    begin = re.match(r"---|\w+", example)
    if named := re.split(r"^# content/(\S+)\n", example, flags=re.MULTILINE)[1:]:
        return dict(zip(named[::2], named[1::2], strict=True))
    if begin and begin[0] in FILES:
        return {FILES[begin[0]]: example}
    return {"personas/voorbeeld.md": f"---\nname: Sanne\n{example}---\nSanne belt.\n"}


@pytest.mark.parametrize(("manual", "example"), examples())
def test_an_example_of_a_manual_can_be_copied(manual: str, example: str) -> None:
    root = project({"personas/peter.md": PERSONA, **files(example)})
    found = content.load(Path(root) / "content", TODAY).problems
    wrong = [p for p in found if p.kind == "error" and p.rule not in ELSEWHERE]
    assert [(p.rule, p.what, p.values) for p in wrong] == []


def test_every_kind_of_example_is_there() -> None:
    names = {name for _, example in examples() for name in files(example)}
    assert names >= {*FILES.values(), "touchpoints.yaml", "opportunities.yaml"}

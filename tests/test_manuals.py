"""What a manual shows can be copied: each example is read as the file that it is from."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from affiche import content
from affiche.building import pipeline
from affiche.building.drafts import Options
from affiche.model.choices import Moment, State
from affiche.model.text import accepted_words
from affiche.words import words
from tests.support.projects import ROOT, TODAY, project, write

MANUALS = ("docs/handleiding.md", "docs/manual.md")
EXAMPLE = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
PERSONA = "---\nname: Peter\n---\nPeter belt.\n"
# What an example begins with, and the file that it is from; others are parts of a persona.
FILES = {"---": "personas/voorbeeld.md", "title": "journeys/voorbeeld.yaml", "print": "site.yaml",
         "admin": "site.yaml"}  # fmt: skip
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


INLINE = re.compile(r"`([a-z_]+): ([^`]+)`")
# Where the writing of a persona begins, and what comes after it.
SECTION = {
    "docs/handleiding.md": ("## Een persona schrijven", "## Een klantreis schrijven"),
    "docs/manual.md": ("## Writing a persona", "## Writing a journey"),
}
# What stands within another field: the field that it is shown for.
WITHIN = {"focus": "photo", "kind": "photo", "label": "facts", "expires": "consent"}


@pytest.mark.parametrize("manual", MANUALS)
def test_an_example_within_a_line_is_a_field_where_it_is_shown(manual: str) -> None:
    text = (ROOT / manual).read_text("utf-8")
    begin, end = SECTION[manual]
    persona = text[text.index(begin) : text.index(end)]
    shown = [(key, value) for key, value in INLINE.findall(persona) if key not in WITHIN]
    assert shown
    for key, value in shown:
        front = f"---\nname: Sanne\n{key}: {value}\n---\nSanne belt.\n"
        found = content.load(project({"personas/sanne.md": front}) / "content", TODAY).problems
        assert [p.values for p in found if p.kind == "error"] == [], (manual, key)


def test_a_word_that_the_manual_gives_for_a_choice_can_be_typed() -> None:
    """`misery` (dieptepunt): what stands between the brackets is what somebody types."""
    text = (ROOT / "docs/handleiding.md").read_text("utf-8")
    known = {choice.value: choice for choice in (*Moment, *State)}
    given = [(v, w) for v, w in re.findall(r"`([a-z-]+)` \(([^)`]+)\)", text) if v in known]
    assert {value for value, _ in given} >= {"truth", "misery", "as-is", "to-be"}
    for value, word in given:
        if value != "magic" or "moment" in word:  # `magic` is a kind of opportunity as well
            assert accepted_words(type(known[value])).get(word) == value, word


ADMINISTRATION = ("docs/beheer.md", "docs/administration.md")


@pytest.mark.parametrize("manual", ADMINISTRATION)
def test_the_files_for_administrators_can_be_copied(manual: str) -> None:
    text = (ROOT / manual).read_text("utf-8")
    assert {kind for kind, _ in EXAMPLE.findall(text)} >= {"nginx", "apache", "sh"}
    for kind, found in EXAMPLE.findall(text):
        if kind == "xml":
            assert ElementTree.fromstring(found.encode()).tag == "configuration"
        elif kind == "yaml":
            assert isinstance(yaml.safe_load(found), dict)
        elif kind in ("nginx", "apache"):
            assert found.count("{") == found.count("}")
    # Copying without deleting leaves photos whose consent ended.
    copying = re.findall(r"^.*(?:robocopy|rsync|s3 sync).*$", text, re.MULTILINE)
    assert len(copying) >= 5
    assert [line for line in copying if "/MIR" not in line and "--delete" not in line] == []


def test_every_kind_of_server_has_its_part_in_both_languages() -> None:
    for manual in ADMINISTRATION:
        text = (ROOT / manual).read_text("utf-8")
        for name in ("nginx", "Apache", "IIS", "GitLab Pages", "GitHub Pages", "S3", "SharePoint"):
            assert re.search(rf"^## .*{name}", text, re.MULTILINE), (manual, name)


# Following the manual of themes -----------------------------------------------------------------

NAMED = re.compile(r"^(?:#|<!--|/\*) (themes/mijnhuis/\S+)(?: -->| \*/)?\n")


def steps(name: str, begin: str) -> list[tuple[str, str]]:
    """(file, text) of every step of the walk that says which file it is, in order."""
    text = (ROOT / "docs" / name).read_text("utf-8")
    walk = text[text.index(begin) : text.index("## theme.yaml")]
    found = [body for _, body in EXAMPLE.findall(walk)]
    return [(match[1], body[match.end() :]) for body in found if (match := NAMED.match(body))]


def test_the_walk_through_a_first_house_style_works_at_every_step() -> None:
    root = project({"site.yaml": "theme: mijnhuis\n", "personas/peter.md": PERSONA})
    asked = Options(root / "content", root / "themes", root / "site", TODAY, pdf=False)
    taken = steps("themes.md", "## Your first house style")
    assert len(taken) >= 6
    assert taken == steps("huisstijl.md", "## Je eerste huisstijl")
    for file, text in taken:
        write(root / file, text)
        if (root / "themes/mijnhuis/theme.yaml").is_file():
            words.cache_clear()  # as for every call, and for every save while watching
            pipeline.build(asked)
    page = (root / "site/index.html").read_text("utf-8")
    assert "assets/mijnhuis-" in page
    assert "Alleen wat" in page
    assert "Relaties" in (root / "site/personas/peter/index.html").read_text("utf-8")
    (name,) = re.findall(r"assets/tokens-[\w-]+\.css", page)
    tokens = (root / "site" / name).read_text("utf-8")
    assert "--accent: #0088BE;" in tokens and "--radius: 4.0px" in tokens

"""What goes wrong in the templates of a theme of one's own in; the mistake at its line, out."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from affiche.building.rendering import blame, patience
from affiche.errors import ContentError, Problem
from affiche.pages.plan import Page


def told(themes: Path, raw: bytes, name: str = "eigen") -> Problem:
    """What is said of a template with these bytes."""
    path = themes / name / "templates/a.html.j2"
    path.parent.mkdir(parents=True)
    path.write_bytes(raw)
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(path.parent))
    page = Page("index.html", "", "", "", {})
    with (
        pytest.raises(ContentError) as wrong,
        blame.templates(themes),
        patience.page(page, themes),
    ):
        environment.get_template("a.html.j2").render()
    (problem,) = wrong.value.problems
    return problem


def test_a_template_that_is_no_utf8_is_named_with_its_line(tmp_path: Path) -> None:
    problem = told(tmp_path / "themes", b"a\nb \xff\n")
    assert (problem.place.path, problem.place.line) == ("themes/eigen/templates/a.html.j2", 2)


def test_a_macro_without_an_end_is_named_with_its_line(tmp_path: Path) -> None:
    raw = b"{% macro m() %}\n{{ m() }}{% endmacro %}{{ m() }}"
    problem = told(tmp_path / "themes", raw)
    assert problem.rule == "page-slow"
    assert (problem.place.path, problem.place.line) == ("themes/eigen/templates/a.html.j2", 2)
    # Control: in a template of ours it is the text that is too much.
    assert told(tmp_path / "ours", raw, "affiche").place.path == ""


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"{% if %}", "this template is not written as it should be, near {name}"),
        (b"{{ 1 / 0 }}", "this template divides by zero"),
    ],
)
def test_a_slip_in_a_template_is_told_in_our_words(tmp_path: Path, raw: bytes, what: str) -> None:
    assert told(tmp_path / "themes", raw).what == what


def test_control_other_bytes_that_are_no_text_are_a_fault_of_ours(tmp_path: Path) -> None:
    (tmp_path / "eigen").mkdir()
    (tmp_path / "eigen/a.html.j2").write_text("a")
    with pytest.raises(UnicodeDecodeError), blame.templates(tmp_path):
        b"\xe9".decode()

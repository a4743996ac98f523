"""What goes wrong in the templates of a theme of one's own in; the mistake at its line, out."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from affiche.building.rendering import blame, patience
from affiche.errors import ContentError, Problem
from affiche.pages.plan import Page
from affiche.render import bounds


def told(themes: Path, raw: bytes, name: str = "eigen") -> Problem:
    """What is said of a template with these bytes."""
    path = themes / name / "templates/a.html.j2"
    path.parent.mkdir(parents=True)
    path.write_bytes(raw)
    environment = bounds.Environment(loader=jinja2.FileSystemLoader(path.parent))
    environment.globals["range"] = bounds.steps
    page = Page("index.html", "", "", "", {})
    with (
        pytest.raises(ContentError) as wrong,
        blame.templates(themes),
        patience.page(page, themes),
    ):
        bounds.drawn(environment.get_template("a.html.j2"), {})
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


GROWS = b"{% set it = namespace(t='x') %}{% for i in range(60) %}\n{% set it.t = it.t ~ it.t %}"


@pytest.mark.parametrize(
    "raw",
    [
        b"{{ 'x' * 10**9 }}", b"{{ 3 ** (9 ** 9) }}", b"{{ [0] * 10**9 }}",
        b"{% for i in range(10**9) %}x{% endfor %}", b"{{ range(10**12)|list }}",
        b"{% for i in range(3000000) %}{{ 'x' * 100 }}{% endfor %}",
    ],
)  # fmt: skip
def test_what_no_page_can_hold_is_named_with_its_line(tmp_path: Path, raw: bytes) -> None:
    problem = told(tmp_path / "themes", b"a\n" + raw)
    assert problem.what == "this gives more than a page can hold"
    assert (problem.place.path, problem.place.line) == ("themes/eigen/templates/a.html.j2", 2)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux counts memory so")
@pytest.mark.parametrize("raw", [GROWS + b"{% endfor %}", b"\n{{ 'x'|center(10**10) }}"])
def test_what_takes_all_memory_is_named_with_its_line(
    tmp_path: Path, raw: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "ROOM", 200_000_000)
    problem = told(tmp_path / "themes", raw)
    assert problem.rule == "page-slow"
    assert (problem.place.path, problem.place.line) == ("themes/eigen/templates/a.html.j2", 2)


def test_what_takes_all_time_is_named_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "SECONDS", 0.5)
    raw = b"{% for i in range(9999) %}{% for j in range(9999) %}\n{% set x = j %}"
    problem = told(tmp_path / "themes", raw + b"{% endfor %}{% endfor %}")
    assert problem.rule == "page-slow"
    assert problem.place.path == "themes/eigen/templates/a.html.j2"


def test_control_templates_still_multiply_raise_and_count() -> None:
    text = (
        "{{ 3 * 4 }} {{ 2 ** 8 }} {{ 'ab' * 2 }} {{ range(3)|list }} {{ 1.5 * 2 }} {{ 2 ** 0.5 }}"
    )
    environment = bounds.Environment()
    environment.globals["range"] = bounds.steps
    plain = jinja2.Environment().from_string(text).render()
    assert bounds.drawn(environment.from_string(text), {}) == plain


def test_control_what_goes_wrong_below_a_template_of_ours_is_a_fault_of_ours(
    tmp_path: Path,
) -> None:
    path = tmp_path / "themes/affiche/templates/a.html.j2"
    path.parent.mkdir(parents=True)
    path.write_text("{{ f(3) }}")
    environment = bounds.Environment(loader=jinja2.FileSystemLoader(path.parent))
    with pytest.raises(TypeError), blame.templates(tmp_path / "themes"):
        environment.get_template("a.html.j2").render(f=lambda it: len(it))

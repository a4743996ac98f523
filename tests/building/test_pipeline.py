"""A build: a small project in, the site, its sheets and its outcome out. The press is a fake."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from affiche.building import pipeline, printroom
from affiche.building.options import Options, Stage, Step
from affiche.disk import Files
from affiche.errors import AfficheError, ContentError, Kind, Place, Problem
from affiche.model import Site
from affiche.pages.plan import Sheet, SheetFact
from affiche.publishing import exchange
from affiche.publishing.names import MANIFEST
from affiche.sheets.press.press import Printed
from tests.support.presses import FakePress, stand_in
from tests.support.projects import PETER, TODAY, bare_theme, project, tree, write

A2 = "personas/peter/peter-poster-a2.pdf"
A3 = "personas/peter/peter-poster-a3.pdf"
FAMILY = ["personas/family-poster-a2-print.pdf", "personas/family-poster-a2.pdf"]
OWN = [
    "personas/peter/peter-block-2x.png",
    "personas/peter/peter-block-a5.pdf",
    "personas/peter/peter-card-a4.pdf",
    "personas/peter/peter-card-a6-print.pdf",
    "personas/peter/peter-card-a6.pdf",
    "personas/peter/peter-certificate-a4-print.pdf",
    "personas/peter/peter-certificate-a4.pdf",
    "personas/peter/peter-handout-a4.pdf",
    "personas/peter/peter-meeting-a5.pdf",
    "personas/peter/peter-poster-a2-feedback.pdf",
    "personas/peter/peter-poster-a2-print.pdf",
    A2,
    "personas/peter/peter-poster-a3-feedback.pdf",
    "personas/peter/peter-poster-a3-print.pdf",
    A3,
    "personas/peter/peter-presentation.pdf",
]
ALL = FAMILY + OWN


def options(root: Path, **more: object) -> Options:
    themes = bare_theme(root)
    return Options(root / "content", themes, root / "site", TODAY, **more)  # type: ignore[arg-type]


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> FakePress:
    fake = FakePress()
    monkeypatch.setattr(printroom, "Press", fake)
    return fake


def site(root: Path) -> dict[str, bytes]:
    return {path: body for path, body in tree(root / "site").items() if path != MANIFEST}


def left_off(sheet: Sheet, site: Site) -> Printed:
    """A sheet that cannot show everything."""
    values = {"block": "Doelen"}
    warning = Problem(Kind.WARNING, "left-off", sheet.source, "no room for {block}", "", values)
    return replace(stand_in(sheet, site), fact=SheetFact(10, ("Doelen",), (warning,)))


def test_one_persona_makes_a_site_and_its_posters(press: FakePress) -> None:
    root = project({"personas/peter.md": PETER})
    steps: list[Step] = []
    outcome = pipeline.build(options(root), steps.append)
    found = site(root)
    pages = [path for path in found if path.endswith(".html")]
    assert {"index.html", "personas/index.html", "personas/peter/index.html"} <= set(pages)
    assert [path for path in found if path.endswith((".pdf", "-2x.png"))] == ALL
    assert (outcome.pages, outcome.sheets) == (len(pages), len(ALL) - 1)  # and a picture
    assert (outcome.new, outcome.unchanged) == (len(pages) + len(ALL) - 1, 0)
    assert found[A2].startswith(b"%PDF personas/peter")
    told = [step for step in steps if step.stage is Stage.SHEETS]
    every = [(number, len(ALL)) for number in range(1, len(ALL) + 1)]
    assert sorted((step.done, step.total) for step in told) == every
    assert [step.stage for step in steps if not step.total] == [Stage.READ, Stage.PUBLISH]
    assert press.closed


def test_what_was_held_back_is_no_file_wherever_it_lies() -> None:
    here, gone = SheetFact(3), SheetFact(0)
    sheets = printroom.Sheets(
        {
            "held.pdf": Printed(b"pdf", here), "read.pdf": Printed(lambda: b"pdf", here),
            "back.pdf": Printed(b"", gone), "left.pdf": Printed(lambda: b"", gone),
        }, packs={"a.zip": b"zip"},
    )  # fmt: skip
    files = printroom.finished(sheets, Files({"index.html": b"page"}, {}))
    assert dict(files) == {
        "index.html": b"page", "held.pdf": b"pdf", "a.zip": b"zip", "read.pdf": b"pdf",
    }  # fmt: skip
    assert "read.pdf" not in files.held


def test_the_pages_offer_the_sheets_that_were_made(press: FakePress) -> None:
    root = project({"personas/peter.md": PETER})
    pipeline.build(options(root))
    assert b"peter-poster-a2.pdf" in site(root)["personas/peter/index.html"]
    pipeline.build(options(root, pdf=False))
    assert [path for path in site(root) if path.endswith(".pdf")] == []
    assert b"peter-poster" not in site(root)["personas/peter/index.html"]


def test_the_second_build_makes_nothing_new(press: FakePress) -> None:
    root = project({"personas/peter.md": PETER})
    pipeline.build(options(root))
    before = tree(root / "site")
    again = pipeline.build(options(root))
    assert (again.new, tree(root / "site")) == (0, before)
    assert sorted(press.made) == ALL


@pytest.mark.parametrize(
    "broken",
    [
        {"personas/peter.md": "---\nname: [\n---\n"},
        {"site.yaml": "naam_van_ons: Van Dijk\n"},
        {"journeys/reis.yaml": "title: Reis\npersona: pieter\nphases: [{id: buy}]\n"},
    ],
)
def test_a_mistake_publishes_nothing(press: FakePress, broken: dict[str, str]) -> None:
    root = project({"personas/peter.md": PETER})
    pipeline.build(options(root))
    before = tree(root / "site")
    project(broken, root)
    with pytest.raises(ContentError):
        pipeline.build(options(root))
    assert tree(root / "site") == before


def test_an_unknown_theme_is_a_mistake_that_names_it(press: FakePress) -> None:
    root = project({"personas/peter.md": PETER, "site.yaml": "theme: noordlich\n"})
    with pytest.raises(ContentError) as wrong:
        pipeline.build(options(root))
    errors = [problem for problem in wrong.value.problems if problem.kind is Kind.ERROR]
    assert [problem.rule for problem in errors] == ["unknown-theme"]
    assert not (root / "site").exists()


@pytest.mark.parametrize(
    ("template", "line", "what", "values"),
    [
        ("<body>\n{{ hat }}\n</body>", 2, "there is no `{name}` in this template", {"name": "hat"}),
        (
            "<body>\n\n{% if %}", 3,
            "this template is not written as it should be, near {name}",
            {"name": "'end of statement block'"},
        ),
        ("{% include 'lost.j2' %}", 1, "there is no template `{name}`", {"name": "lost.j2"}),
    ],
)  # fmt: skip
def test_a_template_that_does_not_work_is_a_mistake_with_its_line(
    press: FakePress, template: str, line: int, what: str, values: dict[str, str]
) -> None:
    root = project({"personas/peter.md": PETER})
    chosen = options(root)
    write(chosen.themes / "affiche/templates/pages/persona.html.j2", template)
    with pytest.raises(ContentError) as wrong:
        pipeline.build(chosen)
    (problem,) = wrong.value.problems
    assert problem.place == Place("themes/affiche/templates/pages/persona.html.j2", line)
    assert (problem.what, problem.values) == (what, values)


def test_a_warning_is_published_and_strict_refuses_it(press: FakePress) -> None:
    root = project({"personas/peter.md": PETER})
    press.make = left_off
    outcome = pipeline.build(options(root))
    warnings = [p for p in outcome.problems if p.kind is Kind.WARNING]
    assert {problem.rule for problem in warnings} == {"left-off"}
    before = tree(root / "site")
    with pytest.raises(ContentError) as wrong:
        pipeline.build(options(root, strict=True))
    assert Kind.ERROR in {problem.kind for problem in wrong.value.problems}
    assert Kind.WARNING not in {problem.kind for problem in wrong.value.problems}
    assert tree(root / "site") == before


def test_advice_does_not_stop_a_strict_build(press: FakePress) -> None:
    root = project({"personas/peter.md": PETER})
    assert {p.kind for p in pipeline.build(options(root, strict=True)).problems} <= {Kind.ADVICE}


def test_a_rule_that_is_switched_off_is_silent(press: FakePress) -> None:
    off = "quality:\n  off:\n    left-off: De muur is klein\n"
    root = project({"personas/peter.md": PETER, "site.yaml": off})
    press.make = left_off
    assert "left-off" not in {p.rule for p in pipeline.build(options(root)).problems}


def test_a_sheet_that_fails_is_named_and_the_rest_is_published(press: FakePress) -> None:
    def fails(sheet: Sheet, site: Site) -> Printed:
        if sheet.path == A3:
            raise AfficheError(f"{A3}: the worker process died")
        return stand_in(sheet, site)

    root = project({"personas/peter.md": PETER})
    press.make = fails
    outcome = pipeline.build(options(root))
    (warning,) = (p for p in outcome.problems if p.rule == "sheet-failed")
    assert warning.values == {"file": Path(A3).name, "why": "the worker process died"}
    assert A2 in site(root) and A3 not in site(root)
    assert b"peter-poster-a3.pdf" not in site(root)["personas/peter/index.html"]
    assert press.closed


def test_without_pango_the_site_is_made_and_says_what_is_left_out(press: FakePress) -> None:
    press.missing = Problem(Kind.WARNING, "no-pango", Place(""), "no Pango")
    root = project({"personas/peter.md": PETER})
    outcome = pipeline.build(options(root))
    assert (outcome.sheets, press.made) == (0, [])
    assert "no-pango" in {problem.rule for problem in outcome.problems}
    assert "personas/peter/index.html" in site(root)


def test_only_prints_these_and_leaves_the_others_as_they_were(press: FakePress) -> None:
    other = PETER.replace("Peter", "Ina")
    root = project({"personas/peter.md": PETER, "personas/ina.md": other})
    pipeline.build(options(root))
    before = site(root)
    press.made.clear()
    write(root / "content/personas/peter.md", PETER.replace("de Vries", "Visser"))
    write(root / "content/personas/ina.md", other.replace("de Vries", "Visser"))
    outcome = pipeline.build(options(root, only=("peter",)))
    after = site(root)
    assert sorted(press.made) == OWN
    assert outcome.sheets == len(FAMILY) + 2 * (len(OWN) - 1)
    changed = {
        path
        for path in before
        if path.endswith((".pdf", "-2x.png")) and before[path] != after[path]
    }
    assert changed == set(OWN)


def test_only_with_an_unknown_id_guesses(press: FakePress) -> None:
    root = project({"personas/peter.md": PETER})
    with pytest.raises(ContentError) as wrong:
        pipeline.build(options(root, only=("petre",)))
    (problem,) = wrong.value.problems
    assert (problem.rule, problem.values["guess"]) == ("unknown-id", "peter")


def test_clean_makes_everything_again(press: FakePress) -> None:
    root = project({"personas/peter.md": PETER})
    pipeline.build(options(root))
    write(root / "site/oud.html", "left by hand")
    (root / ".affiche/sheets").mkdir(exist_ok=True)
    write(root / ".affiche/sheets/ab/cd", "an old sheet")
    outcome = pipeline.build(options(root, clean=True))
    assert outcome.unchanged == 0
    assert "oud.html" not in site(root)
    assert not (root / ".affiche/sheets/ab").exists()


def test_check_finds_what_build_finds_and_writes_nothing(press: FakePress) -> None:
    root = project({"personas/peter.md": PETER})
    options(root)
    before = tree(root)
    press.make = left_off
    found = pipeline.check(options(root)).problems
    assert "left-off" in {problem.rule for problem in found}
    write(root / "content/personas/peter.md", "---\nname: Peter\nname: Piet\n---\n")
    assert Kind.ERROR in {problem.kind for problem in pipeline.check(options(root)).problems}
    assert tree(root).keys() == before.keys()


def test_the_site_does_not_go_over_the_content(press: FakePress) -> None:
    root = project({"personas/peter.md": PETER})
    options(root)
    before = tree(root)
    for out in (root, root / "content", root / "content" / "site"):
        with pytest.raises(ContentError):
            pipeline.build(replace(options(root), out=out))
    assert tree(root) == before


def test_without_a_cache_the_build_goes_on_and_says_so_once(press: FakePress) -> None:
    root = project({"personas/peter.md": PETER})
    write(root / ".affiche", "a file where the folder should be")
    outcome = pipeline.build(options(root))
    assert [p.rule for p in outcome.problems if p.kind is Kind.WARNING] == ["no-cache"]
    assert A2 in site(root)
    (root / ".affiche").unlink()
    assert "no-cache" not in {p.rule for p in pipeline.build(options(root)).problems}


def test_a_folder_that_cannot_be_written_is_known_before_any_work(
    press: FakePress, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object, **__: object) -> str:
        raise OSError(30, "Read-only file system")

    root = project({"personas/peter.md": PETER})
    monkeypatch.setattr(exchange.tempfile, "mkdtemp", refuses)
    with pytest.raises(ContentError) as wrong:
        pipeline.build(options(root))
    assert {problem.rule for problem in wrong.value.problems} == {"out"}
    assert press.made == []

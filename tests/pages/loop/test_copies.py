"""Where sheets hang, what is decided, and what happened: from a file to the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from affiche import content, pages
from affiche.building import drafts, pipeline
from affiche.building.options import Options
from affiche.building.printroom import Sheets
from affiche.pages.loop import copies, decisions
from affiche.pages.plan import Page, SheetFact
from affiche.pages.printed import codes
from affiche.words import words
from tests.support.projects import THEMES, TODAY, project, write
from tests.support.repositories import commit, repository

NL = words("nl")
PETER = "---\nname: Peter\nversion: {}\ngoals: [{}]\n---\nPeter belt.\n"
SITE = "url: https://klantbeeld.example/\nposters: {persona: [a3, a2]}\n"


def draft_of(root: Path) -> drafts.Draft:
    return drafts.prepare(Options(root / "content", THEMES, root / "site", TODAY))


def planned(draft: drafts.Draft, with_sheets: bool = True) -> dict[str, Page]:
    sheets = draft.sheets if with_sheets else ()
    facts = {sheet.path: SheetFact(1000) for sheet in sheets}
    made = pages.plan_pages(draft.site, NL, sheets, (), facts, TODAY)
    return {page.path: page for page in made}


def project_of(copy: str) -> Path:
    root = repository({"personas/peter.md": PETER.format(1, "Prijs"), "site.yaml": SITE})
    commit(root, {"personas/peter.md": PETER.format(2, "Antwoord")}, "2026-09-01")
    commit(root, {"copies.yaml": copy}, "2026-10-01")
    return root


def test_a_copy_is_outdated_by_its_mark_its_version_or_its_day() -> None:
    root = project_of(
        "- {sheet: peter-poster-a3, mark: abcdef1, place: Balie}\n"
        "- {sheet: peter-poster-a2, version: 1, place: Hal}\n"
        "- {sheet: peter, size: a2, version: 2, place: Kantine}\n"
        "- {sheet: peter-poster-a3, since: 2026-08-01, place: Trap}\n"
        "- {sheet: peter-poster-a3, since: 2026-09-02, place: Kamer}\n"
        "- {sheet: peter-poster-a3, place: Zolder}\n"
    )
    data = planned(draft_of(root))[copies.COPIES].data
    assert [(row.place, row.fresh.value) for row in data["rows"]] == [
        ("Balie", "outdated"), ("Hal", "outdated"), ("Trap", "outdated"), ("Zolder", "unknown"),
        ("Kamer", "current"), ("Kantine", "current"),
    ]  # fmt: skip
    hall = data["rows"][1]
    assert hall.changed == ("1 erbij", "1 eruit", "1 gewijzigd")
    orders = [(o.sheet.path.rpartition("/")[2], o.places) for o in data["orders"]]
    assert [order.frame for order in data["orders"]] == [(297, 420), (420, 594)]
    assert orders == [
        ("peter-poster-a3.pdf", ("Balie", "Trap")),
        ("peter-poster-a2.pdf", ("Hal",)),
    ]


def test_the_mark_of_today_is_current_and_paper_is_not_needed() -> None:
    root = project_of("- {sheet: peter-poster-a3, version: 2}\n")
    draft = draft_of(root)
    mark = next(s.hash for s in draft.sheets if s.path.endswith("poster-a3.pdf"))
    (root / "content/copies.yaml").write_text(f"- {{sheet: peter-poster-a3, mark: {mark}}}\n")
    (row,) = planned(draft_of(root))[copies.COPIES].data["rows"]
    assert row.fresh.value == "current"
    (row,) = planned(draft, with_sheets=False)[copies.COPIES].data["rows"]
    assert row.fresh.value == "current"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("sheet: peter-poster-a3\n", "unknown-key"),
        ("- {shet: peter}\n", "unknown-key"),
        ("- {sheet: peter, since: ooit}\n", ""),
        ("- {place: Hal}\n", ""),
        ("peter\n", "no-list"),
    ],
)
def test_a_mistake_in_the_list_is_told_with_its_line(text: str, rule: str) -> None:
    root = project({"personas/peter.md": PETER.format(1, "Prijs"), "copies.yaml": text})
    found = [p for p in content.load(root / "content", TODAY).problems if p.kind == "error"]
    assert found
    assert {p.place.path for p in found} == {"content/copies.yaml"}
    assert not rule or rule in {p.rule for p in found} or rule == "unknown-key"


def test_a_copy_of_nobody_is_a_warning_with_a_guess() -> None:
    files = {
        "personas/peter.md": PETER.format(1, "X"),
        "copies.yaml": "- {sheet: pieter-poster-a3}",
    }
    found = content.load(project(files) / "content", TODAY).problems  # type: ignore[arg-type]
    (warning,) = [p for p in found if p.rule == "unknown-sheet"]
    assert (warning.place.line, warning.values["guess"]) == (1, "peter")


def test_a_mark_is_known_as_people_type_it_and_what_is_none_is_told() -> None:
    root = project_of("[]")
    mark = next(s.hash for s in draft_of(root).sheets if s.path.endswith("poster-a3.pdf"))
    write(root / "content/copies.yaml", f"""\
        - {{sheet: peter-poster-a3, mark: "#{mark.upper()}"}}
        - {{sheet: peter-poster-a3, mark: boterham, size: a9}}
        """)  # fmt: skip
    draft = draft_of(root)
    found = {(p.rule, p.place.line) for p in draft.problems if p.kind == "warning"}
    assert found == {("no-mark", 2), ("no-size", 2)}
    rows = planned(draft)[copies.COPIES].data["rows"]
    assert {row.mark: row.fresh.value for row in rows}[f"#{mark.upper()}"] == "current"


def test_the_code_of_a_sheet_ends_in_its_mark() -> None:
    draft = draft_of(project_of("[]"))
    sheet = next(s for s in draft.sheets if s.path.endswith("peter-poster-a3.pdf"))
    address = f"https://klantbeeld.example/personas/peter/#{sheet.hash}"
    assert sheet.data["poster"].code == codes.code(address)
    other = next(s for s in draft.sheets if s.path.endswith("peter-poster-a2.pdf"))
    assert other.hash == sheet.hash


def test_who_scans_a_sheet_is_told_whether_it_is_the_newest(
    tmp_path: Path, browser: Browser
) -> None:
    root = project_of("- {sheet: peter-poster-a3, mark: abcdef1, version: 1}\n")
    draft = draft_of(root)
    facts = {sheet.path: SheetFact(1000) for sheet in draft.sheets}
    _, files = pipeline.render(draft, Sheets(kept=facts), ())
    for path, body in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(body)
    mark = next(s.hash for s in draft.sheets if s.path.endswith("poster-a3.pdf"))
    here = (tmp_path / "personas/peter/index.html").as_uri()
    page = browser.new_page()
    for fragment, yes, no in (
        ("", False, False), ("#life", False, False), (f"#{mark}", True, False),
        ("#abcdef1", False, True), ("#0000000", False, True), ("#marks", False, False),
    ):  # fmt: skip
        page.goto("about:blank")
        page.goto(here + fragment)
        seen = [page.locator(f".copy-{one}").is_visible() for one in ("yes", "no")]
        assert seen == [yes, no], fragment
    assert page.locator("[data-mark]").count() >= 2
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(f"{here}#{mark}")
    assert not plain.locator(".copy-yes").is_visible()
    assert plain.locator(".copy-marks").is_visible()
    assert mark in plain.locator(".copy-marks").inner_text()


DECISION = """\
    ---
    question: Bellen we binnen een uur?
    date: 2026-10-06
    personas: [peter]
    decided: Ja.
    by: Verkoop
    ---
    Peter wil antwoord.
    """


def test_a_decision_has_a_page_and_stands_with_its_persona() -> None:
    root = project({"personas/peter.md": PETER.format(1, "X"), "decisions/bellen.md": DECISION})
    made = planned(draft_of(root), with_sheets=False)
    assert decisions.DECISIONS in made
    assert made["decisions/bellen/index.html"].title == "Bellen we binnen een uur?"
    about = made["personas/peter/index.html"].data["decisions"]
    assert [(one[0], one[1]) for one in about] == [
        ("Bellen we binnen een uur?", "decisions/bellen/index.html")
    ]


def test_a_decision_about_nobody_is_a_mistake_with_its_place() -> None:
    files = {"personas/peter.md": PETER.format(1, "X"),
             "decisions/bellen.md": DECISION.replace("[peter]", "[pieter]")}  # fmt: skip
    (problem,) = [p for p in content.load(project(files) / "content", TODAY).problems
                  if p.kind == "error"]  # type: ignore[arg-type]  # fmt: skip
    assert (problem.rule, problem.place.line, problem.values["guess"]) == (
        "unknown-persona", 4, "peter",
    )  # fmt: skip


EVENT = """\
    ---
    title: Peter overhandigd
    kind: overdracht
    personas: [peter]
    photo: {{file: feest.png, alt: Vier collega’s{}}}
    ---
    Er was taart.
    """
GIVEN = ", kind: employee, consent: {given: 2026-01-01, scope: [intranet]}"


@pytest.mark.parametrize(
    ("more", "shown"),
    [("", False), (", kind: employee", False), (GIVEN, True), (", kind: illustration", True)],
)
def test_the_photo_of_an_event_needs_consent(more: str, shown: bool) -> None:
    from PIL import Image

    root = project({"personas/peter.md": PETER.format(1, "X"),
                    "events/peter.md": EVENT.format(more)})  # fmt: skip
    (root / "content/images").mkdir()
    Image.new("RGB", (800, 600), "red").save(root / "content/images/feest.png")
    draft = draft_of(root)
    page = planned(draft, with_sheets=False)["events/peter/index.html"]
    assert bool(page.data["card"].picture) is shown
    rules = {p.rule for p in draft.problems}
    assert ("consent-missing" in rules) is not shown
    _, files = pipeline.render(draft, Sheets(), ())
    assert any(path.startswith("images/") or "feest" in path for path in files) is shown

"""Rounds of feedback: read, wrong in every way, and what becomes of the notes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from affiche import content, pages
from affiche.building import pipeline
from affiche.building import rounds as starting
from affiche.building.options import Options
from affiche.building.sites import outside
from affiche.errors import ContentError, Problem
from affiche.model import Site, Status
from affiche.model.loop import NoteVerdict
from affiche.model.version import Past, Version
from affiche.pages.loop import feedback as walls
from affiche.pages.rounds import done_with, round_now
from affiche.words import words
from tests.support.projects import THEMES, TODAY, project, tree

NL = words("nl")
PETER = "---\nname: Peter\nversion: 2\ngoals: [Antwoord]\npains: [Wachten]\n---\nPeter belt.\n"
ROUND = """\
    round: 1
    version: 1
    departments: [Verkoop, Service, Inkoop]
    sections: {1: biography, 2: goals, 3: Oude kop}
    notes:
      - {from: Sanne, department: Verkoop, section: 2, note: Hij wil een naam, verdict: overgenomen}
      - {department: Service, section: doelen, note: Hij wil rust, verdict: niet, answer: Nee}
      - {department: Service, section: 3, note: Dit klopt niet meer}
      - Zomaar een briefje
    """


def loaded(files: dict[str, str | bytes]) -> content.Loaded:
    return content.load(project({"personas/peter.md": PETER, **files}) / "content", TODAY)


def site_of(files: dict[str, str | bytes]) -> Site:
    found = loaded(files)
    assert found.site is not None, found.problems
    return found.site


def errors(files: dict[str, str | bytes]) -> list[tuple[str, str, int, int]]:
    return [told(p) for p in loaded(files).problems if p.kind == "error"]


def told(problem: Problem) -> tuple[str, str, int, int]:
    place = problem.place
    return (problem.rule, place.path.removeprefix("content/"), place.line, place.column)


def wall(site: Site) -> dict[str, object]:
    made = {page.path: page for page in pages.plan_pages(site, NL, (), (), {}, TODAY)}
    return dict(made["feedback/peter/1/index.html"].data)


def test_a_wall_has_sections_down_and_departments_across() -> None:
    data = wall(site_of({"feedback/peter/1.yaml": ROUND}))
    columns = [(c.name, c.count, c.missing) for c in data["columns"]]  # type: ignore[attr-defined]
    assert columns == [
        ("Verkoop", 1, False), ("Service", 2, False), ("", 1, False), ("Inkoop", 0, True),
    ]  # fmt: skip
    rows = [(r.number, r.title, r.gone, [[s.number for s in cell] for cell in r.cells])
            for r in data["rows"]]  # type: ignore[attr-defined]  # fmt: skip
    assert rows == [
        ("1", "Over Peter", False, [[], [], [], []]),
        ("2", "Doelen", False, [[1], [2], [], []]),
        ("3", "Oude kop", True, [[], [3], [], []]),
        ("", "Het hele vel", False, [[], [], [4], []]),
    ]
    card = data["round"]
    assert (card.accepted, card.rejected, card.open, card.missing) == (1, 1, 2, ("Inkoop",))  # type: ignore[attr-defined]


def test_a_note_on_what_is_no_longer_there_is_kept_and_told_of() -> None:
    found = loaded({"feedback/peter/1.yaml": ROUND})
    assert [told(p) for p in found.problems if p.rule == "section-gone"] == [
        ("section-gone", "feedback/peter/1.yaml", 8, 36)
    ]
    assert len(site_of({"feedback/peter/1.yaml": ROUND}).rounds["peter/1"].notes) == 4


def test_what_the_next_version_did_is_looked_up() -> None:
    site = site_of({"feedback/peter/1.yaml": ROUND})
    now = site.personas["peter"]
    before = site_of({"personas/peter.md": PETER.replace("[Antwoord]", "[Prijs]")})
    versions = (Version("1", Status.CONCEPT, document=before.personas["peter"]),
                Version("2", Status.CONCEPT, document=now))  # fmt: skip
    data = wall(replace(site, past=Past({now.path: versions})))
    assert data["after"] == "2"
    (deed,) = data["deeds"]  # type: ignore[misc]
    assert (deed.title, deed.notes, deed.departments) == ("Doelen", (1,), ("Verkoop",))  # type: ignore[has-type]
    assert [change.added or change.gone for change in deed.changes] == [("Antwoord",), ("Prijs",)]  # type: ignore[has-type]


@pytest.mark.parametrize("name", ["1.csv", "ronde-1.csv"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_spreadsheet_has_a_note_a_row(name: str, encoding: str) -> None:
    rows = "Van;Afdeling;Bij nr.;Briefje;Oordeel;Antwoord\n"
    rows += "Joost;Verkoop;2;Eén naam graag;Overgenomen;\n"
    site = site_of({f"feedback/peter/{name}": rows.encode(encoding)})
    (note,) = site.rounds["peter/1"].notes
    assert (note.who, note.department, note.section, note.note, note.verdict) == (
        "Joost", "Verkoop", "2", "Eén naam graag", NoteVerdict.ACCEPTED,
    )  # fmt: skip


def test_a_spreadsheet_beside_the_yaml_of_a_round_adds_its_notes() -> None:
    site = site_of({"feedback/peter/1.yaml": ROUND, "feedback/peter/1.csv": "note\nNog een\n"})
    assert [n.note for n in site.rounds["peter/1"].notes][-1] == "Nog een"
    assert len(site.rounds) == 1


MISTAKES = {
    "who": (
        {"feedback/pieter/1.yaml": "notes: [Ja]"},
        ("feedback-about", "feedback/pieter/1.yaml", 1, 1),
    ),
    "no note": (
        {"feedback/peter/1.yaml": "notes:\n  - {department: Verkoop}\n"},
        ("missing", "feedback/peter/1.yaml", 2, 5),
    ),
    "verdict": (
        {"feedback/peter/1.yaml": "notes:\n  - {note: Ja, verdict: misschien}\n"},
        ("wrong-choice", "feedback/peter/1.yaml", 2, 25),
    ),
    "key": (
        {"feedback/peter/1.yaml": "notes:\n  - {note: Ja, afdelign: Verkoop}\n"},
        ("unknown-key", "feedback/peter/1.yaml", 2, 16),
    ),
    "number": (
        {"feedback/peter/1.yaml": "sections: {1: goals}\nnotes:\n  - {note: Ja, section: 7}\n"},
        ("unknown-section", "feedback/peter/1.yaml", 3, 25),
    ),
    "typo": (
        {"feedback/peter/1.yaml": "notes:\n  - {note: Ja, section: gaols}\n"},
        ("unknown-section", "feedback/peter/1.yaml", 2, 25),
    ),
    "list": ({"feedback/peter/1.yaml": "- Ja\n"}, ("no-fields", "feedback/peter/1.yaml", 1, 1)),
    "twice": (
        {
            "feedback/peter/1.yaml": "notes: [Ja]",
            "feedback/peter/een.yaml": "round: 1\nnotes: [Nee]",
        },
        ("round-twice", "feedback/peter/een.yaml", 1, 8),
    ),
    "csv verdict": (
        {"feedback/peter/1.csv": "note;verdict\nJa;misschien\n"},
        ("wrong-choice", "feedback/peter/1.csv", 2, 4),
    ),
    "csv without notes": (
        {"feedback/peter/1.csv": "kleur;maat\nrood;3\n"},
        ("no-notes", "feedback/peter/1.csv", 1, 1),
    ),
    "date": (
        {"feedback/peter/1.yaml": "printed: gisteren\nnotes: [Ja]"},
        ("not-a-date", "feedback/peter/1.yaml", 1, 10),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_its_place(name: str) -> None:
    files, (rule, path, line, column) = MISTAKES[name]
    (found,) = errors(files)  # type: ignore[arg-type]
    assert found[1:] == (path, line, column)
    if name not in ("no note", "verdict", "csv verdict", "date"):
        assert found[0] == rule


def test_the_next_round_starts_with_the_numbers_of_the_sheet() -> None:
    root = project({"personas/peter.md": PETER, "feedback/peter/1.yaml": ROUND})
    options = Options(root / "content", THEMES, root / "site", TODAY, pdf=False)
    path = starting.begin(options, "peter")
    assert path.name == "2.yaml"
    site = content.load(root / "content", TODAY).site
    assert site is not None
    made = site.rounds["peter/2"]
    assert list(made.sections.items())[:3] == [("1", "biography"), ("2", "goals"), ("3", "pains")]
    assert made.version == "2"
    with pytest.raises(ContentError):
        starting.begin(options, "pieter")
    assert starting.begin(options, "Peter").name == "3.yaml"


def test_the_next_edition_says_what_was_done_with_the_last() -> None:
    site = site_of({"feedback/peter/1.yaml": ROUND})
    peter = site.personas["peter"]
    assert round_now(peter, site) == 2
    assert done_with(peter, site, NL) == (
        "Van de 4 briefjes van ronde 1: 1 overgenomen, 1 niet, 2 open"
    )
    sheets = [s for s in pages.plan_sheets(site, NL, TODAY) if s.kind == "feedback"]
    assert sheets[0].data["feedback"].last == done_with(peter, site, NL)
    assert sheets[0].data["feedback"].round == 2
    same = peter.model_copy(update={"version": "1"})
    assert (round_now(same, site), done_with(same, site, NL)) == (1, "")


def test_notes_are_for_colleagues_only(tmp_path: Path) -> None:
    briefing = "---\ntitle: Bel eens\npersonas: [peter]\n---\nBel.\n"
    note = "Peter is eigenlijk gebaseerd op een bestaande klant uit Tilburg"
    root = project({"personas/peter.md": PETER, "briefings/bel.md": briefing,
                    "feedback/peter/1.yaml": f"notes: ['{note}']\n"})  # fmt: skip
    pipeline.build(Options(root / "content", THEMES, root / "site", TODAY, pdf=False))
    held = tree(root / "site")
    shown = [path for path, raw in held.items() if note.encode() in raw]
    # Of data, colleagues may take all that they may read; and they find it by its words.
    assert {path for path in shown if not path.startswith("data/")} == {
        "feedback/peter/1/index.html",
        "search-data.js",
    }
    outside.build(Options(root / "content", THEMES, root / "out", TODAY, pdf=False))
    held = tree(root / "out")
    assert any(path.endswith(".html") for path in held)
    assert not [path for path, raw in held.items() if note.encode() in raw]


def test_without_rounds_there_is_no_page_of_them() -> None:
    made = {page.path for page in pages.plan_pages(site_of({}), NL, (), (), {}, TODAY)}
    assert not [path for path in made if path.startswith("feedback")]
    assert walls.LIST not in made

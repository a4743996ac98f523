"""Everything as data: of the same projection as pages, in the shape of the content, for Excel."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from affiche import content
from affiche.building import pipeline
from affiche.building.options import Options
from affiche.building.sites import outside
from affiche.model import Persona
from affiche.pages.company.data import exports
from affiche.pages.company.data.dump import values
from affiche.pages.journey.map.lanes import journey_map
from affiche.pages.journey.rows import table
from affiche.words import words
from tests.support.projects import ROOT, THEMES, TODAY, bare_theme, project

PETER = """\
---
name: Peter
segment: A-klant
goals:
  - "=1+1"
  - {text: Rust, evidence: measured, visibility: internal}
  - {text: VERBORGEN, visibility: secret}
needs: {functional: [Een **mens**], emotional: []}
photo:
  file: foto.svg
  kind: customer
  consent: {given: 2025-01-01, scope: [intranet], expires: 2026-01-01, proof: BEWIJS}
value: {since: GEHEIM}
notes_internal: GEHEIM TOO
---
"""
JOURNEY = """\
title: Reis
persona: peter
lanes: [{id: kosten, label: Kosten, visibility: secret}]
phases:
  - id: buy
    lanes: {kosten: DUUR}
    touchpoints:
      - ref: balie
        emotion: {score: -1.5, feeling: boos, n: 12, evidence: measured}
        pains: [Wachten, Zoeken]
      - {name: Bon, measures: [{kind: ces, value: 2, n: 3}, {kind: ces, value: 4, n: 30}]}
  - {name: Daarna, emotion: 1}
"""
FILES = {
    "personas/peter.md": PETER,
    "journeys/reis.yaml": JOURNEY,
    "touchpoints.yaml": "balie: {name: De balie, channel: counter, owner: Verkoop}\n",
    "opportunities.yaml": "bellen: {title: Bellen, impact: 5, effort: 2, ticket: TICKET-1}\n",
    "images/foto.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
}  # fmt: skip


def build(files: dict[str, str], out: Path) -> Path:
    root = project(files)
    pipeline.build(Options(root / "content", bare_theme(root), out, TODAY, pdf=False))
    return out


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(FILES, tmp_path_factory.mktemp("exports") / "site")


def lines(path: Path, delimiter: str = ";") -> list[dict[str, str]]:
    text = path.read_text("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=delimiter))


def test_everything_has_the_shape_of_the_content(out: Path) -> None:
    held = json.loads((out / "data/everything.json").read_text("utf-8"))
    assert held["format"] == 1
    peter = held["personas"]["peter"]
    assert peter["goals"] == [
        {"text": "=1+1"},
        {"text": "Rust", "evidence": "measured", "visibility": "internal"},
    ]
    assert peter["segment"] == "A-klant"
    assert "photo" not in peter, "its consent has run out"
    first, bon = held["journeys"]["reis"]["phases"][0]["touchpoints"]
    assert first["emotion"] == {"score": -1.5, "feeling": "boos", "evidence": "measured", "n": 12}
    assert bon["measures"] == [{"kind": "ces", "value": 4, "n": 30}]


def test_tables_open_in_a_spreadsheet(out: Path) -> None:
    (peter,) = lines(out / "data/personas.csv")
    assert peter["goals"] == "'=1+1\nRust", "no formula, and a line an item"
    assert peter["needs.functional"] == "Een mens"
    balie = lines(out / "data/touchpoints.csv")[0]
    assert (balie["journey"], balie["phase"], balie["name"]) == ("reis", "Aankoop", "De balie")
    assert (balie["emotion.score"], balie["pains"]) == ("-1,5", "Wachten\nZoeken")
    (bellen,) = lines(out / "data/opportunities.csv")
    assert (bellen["rank"], bellen["title"], bellen["impact"]) == ("1", "Bellen", "5")


def test_a_journey_is_a_row_a_touchpoint(out: Path) -> None:
    balie, bon, later = lines(out / "journeys/reis/reis.csv")
    assert (balie["Fase"], balie["Kanaal"], balie["Eigenaar"]) == ("Aankoop", "Balie", "Verkoop")
    assert (balie["Gevoel, −2 tot +2"], balie["Gedacht of gemeten"]) == ("-1,5", "Gemeten")
    assert (bon["Touchpoint"], bon["Pijnpunten"]) == ("Bon", "")
    assert (later["Fase"], later["Touchpoint"], later["Gevoel, −2 tot +2"]) == ("Daarna", "", "1")
    assert "Zegt" not in balie, "a column that is empty is not there"


def test_what_a_phase_says_itself_is_a_row_above_its_touchpoints() -> None:
    root = project(
        {
            "personas/a.md": "---\nname: A\n---\n",
            "journeys/r.yaml": """\
            title: R
            persona: a
            lanes: [{id: intern, label: Intern}, {id: stil, label: Stil, visibility: secret}]
            phases:
              - id: buy
                goal: Vandaag een prijs
                functional: {summary: Belt, requirements: [Eén nummer]}
                duration: 2 dagen
                pains: [Te laat, {text: Geheim, visibility: secret}]
                lanes: {intern: Balie, stil: Niets}
                measures: [{kind: ces, value: 4, n: 3}]
                touchpoints: [{name: Balie, pains: [Wachten], requirements: [Stoel]}]
              - {id: use, touchpoints: [{name: Bon}]}
        """,
        }
    )
    site = content.load(root / "content", TODAY).site
    assert site
    whole = journey_map(site.journeys["r"], site, words("nl"), compare=False)
    heads, rows = table(site.journeys["r"], whole, site, words("nl"))
    phase, balie, bon = (dict(zip(heads, row, strict=True)) for row in rows)
    assert phase == {
        "Fase": "Aankoop", "Nr.": "", "Touchpoint": "", "Doel van de klant": "Vandaag een prijs",
        "Wat de klant doet": "Belt\nEén nummer", "Hoe lang": "2 dagen", "Intern": "Balie",
        "Nodig": "", "Pijnpunten": "Te laat",
    }  # fmt: skip
    assert (balie["Doel van de klant"], balie["Nodig"], balie["Pijnpunten"]) == (
        "",
        "Stoel",
        "Wachten",
    )
    assert (bon["Fase"], bon["Touchpoint"]) == ("Gebruik", "Bon")


def test_nothing_secret_is_in_any_of_it(out: Path) -> None:
    made = [*out.glob("data/*"), out / "journeys/reis/reis.csv", out / "journeys/reis/table.html"]
    assert len(made) > 6
    for path in made:
        text = path.read_text("utf-8")
        for word in ("VERBORGEN", "GEHEIM", "BEWIJS", "DUUR", "TICKET"):
            assert word not in text, path


def test_where_a_point_parts_the_decimals_a_comma_parts_the_cells(tmp_path: Path) -> None:
    out = build({**FILES, "site.yaml": "language: en\n"}, tmp_path / "site")
    first = lines(out / "data/touchpoints.csv", ",")[0]
    assert (first["phase"], first["emotion.score"]) == ("Purchase", "-1.5")


def test_agencies_get_none_of_it(tmp_path: Path) -> None:
    out = tmp_path / "agency"
    outside.build(Options(ROOT / "content", THEMES, out, TODAY, pdf=False, only=("briefings",)))
    names = {path.name for path in out.rglob("*")}
    assert "tokens.json" in names
    assert not names & {"data", "everything.json", "table.html"}
    assert not [name for name in names if name.endswith(".csv")]


def test_what_is_put_together_from_pieces_is_what_json_writes() -> None:
    held: dict[str, Any] = {
        "format": 1, "leeg": {}, "niets": None, "lijst": [{"a": 1}, []], "lege lijst": [],
        "personas": {'an"na': Persona(id="a", path="", name="b\n \u2028 é", facts={"x": "1"})},
    }  # fmt: skip
    plain = {**held, "personas": {name: values(one) for name, one in held["personas"].items()}}
    assert exports._as_json(held) == json.dumps(plain, ensure_ascii=False, indent=1)

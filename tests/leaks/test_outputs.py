"""A canary in every secret and internal field of every model; every byte of every output.

With its sheets, which takes minutes: `tests/long/outputs.py`.
"""

from __future__ import annotations

import pytest

from affiche.building import handover
from affiche.model import Visibility
from affiche.pages import visible
from tests.support.curious import sightings
from tests.support.planted import INTERNAL, SECRET, Made, made


@pytest.fixture(scope="module")
def company() -> Made:
    return made("--no-pdf")


def who_sees(one: Made) -> dict[str, list[str]]:
    """The fields of which somebody sees what is not for them, and where."""
    told = {word: f"{where} ({level})" for word, (where, level) in one.canaries.planted.items()}
    found = {
        "secret": sightings(dict(one.colleagues), one.canaries.of(SECRET)),
        "outside": sightings(dict(one.others), one.canaries.of(SECRET, INTERNAL)),
        "bygone": sightings(dict(one.colleagues), list(one.bygone)),
    }
    return {
        name: [f"{told.get(word, word)} in {file}" for file, word, _ in seen]
        for name, seen in found.items()
        if seen
    }


def test_nobody_sees_in_any_output_what_is_not_for_them(company: Made) -> None:
    assert len(company.canaries.of(SECRET)) > 60
    assert len(company.canaries.of(INTERNAL)) > 60
    assert set(company.colleagues) > {
        "feed.xml", "data/everything.json", "admin/index.html", "search-data.js", "404.html",
        "kiosk/index.html", "embed/personas/anna.html", "personas/oude-anna/index.html",
        "compare/index.html", "personas/anna/presentation/speaker/index.html", "review-dates.ics",
    }  # fmt: skip
    assert set(company.others) > {
        "personas/anna/anna-block.md", "briefings/zomer/zomer-briefing.zip", "index.html",
        "admin/index.html",
    }  # fmt: skip
    assert who_sees(company) == {}


def test_how_personas_are_made_stays_inside(company: Made) -> None:
    assert any(name.startswith("method/") for name in company.colleagues)
    assert not any("method" in name for name in company.others)


def test_control_colleagues_see_what_is_theirs(company: Made) -> None:
    inner = company.canaries.of(INTERNAL)
    seen = {word for _, word, _ in sightings(dict(company.colleagues), inner)}
    assert len(seen) > len(inner) / 2


def test_control_without_a_projection_it_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visible, "COLLEAGUES", frozenset(Visibility))
    monkeypatch.setattr(visible, "AGENCY", frozenset(Visibility))
    for search in ("secret_leaks", "pack_leaks", "list_leaks", "public_leaks"):
        monkeypatch.setattr(handover, search, lambda *args: ())
    found = who_sees(made("--no-pdf"))
    assert len(found["secret"]) > 20
    assert len(found["outside"]) > 20

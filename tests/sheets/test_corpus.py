"""Sheets of what people really write: whole, large enough and honest, as read off the paper."""

import pytest

from affiche.pages.plan import Sheet
from affiche.words import words
from tests.support import corpus, paper_reader, source_reader
from tests.support.paper_judge import judge
from tests.support.plans import plan
from tests.support.projects import TODAY
from tests.support.sheets import printed, site_of
from tests.support.sheets_of_paper import plain

PERSONAS = corpus.personas(12)
JOURNEYS = corpus.journeys(5)
FILES: dict[str, str | bytes] = {
    "site.yaml": "name: Proef\nposters: {persona: [a2], journey: [a2]}\n",
    **{f"personas/{id}.md": text for id, text in PERSONAS.items()},
    **{f"journeys/{id}.yaml": text for id, text in JOURNEYS.items()},
}


@pytest.fixture(scope="module")
def site():  # type: ignore[no-untyped-def]
    return site_of(FILES)


@pytest.fixture(scope="module")
def sheets(site) -> dict[tuple[str, str], Sheet]:  # type: ignore[no-untyped-def]
    planned = plan(site, words("nl"), (), {}, TODAY)
    return {(s.kind, s.owner): s for s in planned.sheets if not s.variant}


@pytest.mark.parametrize("name", PERSONAS)
def test_the_poster_of_a_real_persona_is_whole_and_readable(site, sheets, name):  # type: ignore[no-untyped-def]
    sheet = sheets["persona", name]
    made = printed(site, sheet)
    found = judge(sheet, made.fact, made.pdf, source_reader.persona(PERSONAS[name]))
    assert [str(fault) for fault in found] == []


@pytest.mark.parametrize("name", JOURNEYS)
def test_the_map_of_a_real_journey_is_whole_and_readable(site, sheets, name):  # type: ignore[no-untyped-def]
    sheet = sheets["journey", name]
    made = printed(site, sheet)
    found = judge(sheet, made.fact, made.pdf, source_reader.journey(JOURNEYS[name]))
    assert [str(fault) for fault in found] == []


def test_the_lengths_are_those_of_real_personas():
    counts = sorted(len(text.split()) for text in corpus.personas(100).values())
    assert counts[0] < 20
    assert 90 < counts[50] < 190
    assert 400 < counts[90] < 900
    assert 1500 < counts[-1] < 2100


AT = '<p style="position: absolute; left: {}mm; top: {}mm; font-size: {}pt">{}</p>'


def test_the_reader_sees_what_is_wrong_on_a_sheet():
    body = "".join(
        AT.format(*place)
        for place in ((30, 40, 20, "Ketel"), (31, 41, 20, "Kwast"), (-16, 90, 20, "Kraan"),
                      (30, 120, 5, "Voet"))
    )  # fmt: skip
    paper = paper_reader.read(plain(body))
    assert any("Ketel" in one and "Kwast" in one for one in paper_reader.covered(paper))
    assert [one for one in paper_reader.outside(paper) if "Kraan" in one]
    assert paper_reader.smallest(paper)[0] == pytest.approx(5, abs=0.05)
    assert paper_reader.lacks(paper, "Een ketel en een kraan") == ["Een", "en", "een"]


def test_the_reader_sees_nothing_wrong_on_a_sheet_that_is_right():
    body = "".join(AT.format(30, 40 + 12 * n, 20, f"Ketel, kwast en kraan {n}") for n in range(9))
    paper = paper_reader.read(plain(body))
    assert paper_reader.covered(paper) == paper_reader.outside(paper) == []
    assert paper.pages == 1

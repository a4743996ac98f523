"""How long sheets take: measured by kind, kept, and told of a plan."""

from dataclasses import replace

import pytest

from affiche.sheets.press import pace
from affiche.sheets.press.pace import Pace
from affiche.sheets.press.press import Press
from tests.sheets.press.test_press import TWO
from tests.support.sheets import persona_sheets, site_of, theme


@pytest.fixture(scope="module")
def sheets():  # type: ignore[no-untyped-def]
    return [replace(sheet, data={}) for sheet in persona_sheets(site_of(TWO))]


def test_what_was_measured_is_known_the_next_time(sheets, tmp_path):
    one, shop = sheets[0], replace(sheets[0], variant="print")
    before = Pace(tmp_path / "pace.json")
    assert before.guess([one, one]) == 2 * pace.USUAL
    for seconds in (1.0, 3.0):
        before.note(one, seconds)
    before.note(shop, 0.5)
    before.save()
    after = Pace(tmp_path / "pace.json")
    assert after.guess([one, one, shop]) == 4.5
    assert after.guess([replace(one, kind="journey")]) == 1.25  # of a new kind: as the others


@pytest.mark.parametrize("said", ["", "[]", '{"persona": 3}', '{"persona": [0, 1]}', "\xff"])
def test_a_file_that_says_nothing_is_none(sheets, tmp_path, said):
    path = tmp_path / "pace.json"
    path.write_bytes(said.encode("latin-1"))
    assert Pace(path).guess(sheets[:1]) == pace.USUAL


def test_a_press_measures_and_divides(tmp_path, sheets):
    site = site_of(TWO)
    with Press(2, tmp_path) as press:
        press.submit(persona_sheets(site)[0], theme(), site).result()
    assert (tmp_path / pace.FILE).is_file()
    assert Press(2, tmp_path).seconds(sheets) < Press(1, tmp_path).seconds(sheets)

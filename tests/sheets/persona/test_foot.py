"""The foot of a poster."""

from hypothesis import given
from hypothesis import strategies as st

from affiche.sheets.persona.foot import LEADING, LEAST, WIDTH, Foot, places


def test_a_short_question_stands_on_one_line():
    found = places(Foot(ask=14.0, meta=(28.0, 7.0)), more="")
    assert found["size"] * 14.0 <= found["ask_width"]
    assert found["more_top"] == 0


def test_what_stays_off_is_told_on_a_line_of_its_own():
    foot = Foot(ask=14.0, meta=(28.0, 7.0))
    assert places(foot, "Gedrag")["height"] > places(foot, "")["height"]
    assert places(foot, "Gedrag " * 60)["height"] > places(foot, "Gedrag")["height"]


@given(st.floats(5, 120), st.floats(0, 38), st.floats(1, 12), st.sampled_from((0.0, 8.8)))
def test_the_question_is_never_too_small_and_never_runs_out_of_the_foot(ask, wide, high, code):
    found = places(Foot(ask, (wide, high), code), "")
    lines = round((found["height"] - 2 * found["ask_top"]) / (found["size"] * LEADING))
    assert found["size"] >= LEAST
    assert lines * found["ask_width"] >= min(found["size"] * ask, 9 * found["ask_width"])
    assert found["ask_width"] + found["meta_width"] + code <= WIDTH + 0.5
    assert found["meta_top"] + high <= found["height"]

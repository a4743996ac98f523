"""The journey in small: names of phases that fit their arrows, and words that are joined."""

from hypothesis import given, settings
from hypothesis import strategies as st

from affiche.curves import estimate_width
from affiche.pages.persona.poster.strip import HEIGHT, LEADING, SIZES, WIDTH, chevron, joined

NAMES = st.lists(
    st.text("abdeghiklmnoprstuvwz", min_size=1, max_size=22), min_size=1, max_size=6
).map(" ".join)


def test_a_short_name_stands_large_on_one_line():
    assert chevron("Service", WIDTH / 6).lines == ("Service",)
    assert chevron("Service", WIDTH / 6).size == SIZES[0][0]


def test_a_long_name_takes_more_lines_before_it_is_broken():
    found = chevron("Installatie en oplevering", WIDTH / 6)
    assert found.lines == ("Installatie en", "oplevering")
    narrow = chevron("Klantenservice", WIDTH / 13)
    assert "".join(line.removesuffix("-") for line in narrow.lines) == "Klantenservice"
    assert len(narrow.lines) > 1


@settings(deadline=None)
@given(NAMES, st.integers(1, 13))
def test_no_name_leaves_its_arrow_and_none_is_too_small(name, phases):
    found = chevron(name, WIDTH / phases)
    assert found.size >= SIZES[-1][0]
    assert len(found.lines) * LEADING * found.size <= HEIGHT
    assert all(estimate_width(line, found.size) <= WIDTH / phases for line in found.lines)


def test_letters_that_are_joined_do_not_go_into_a_drawing():
    assert joined("أمل") and joined("שלום +1,2") and joined("नमस्ते")
    assert not joined("Hoop +1,2") and not joined("Ελπίδα") and not joined("希望")

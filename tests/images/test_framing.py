"""A photo covers its frame, and a face stays whole and near the middle of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiche.images.framing import MOST, enlarged, lie

SHARE = st.floats(0, 100)
SIDE = st.floats(0.3, 60)


@given(st.floats(0.2, 5), SHARE, SHARE, SIDE, SIDE, st.floats(1, 1.2), st.floats(0, 0.2))
def test_no_frame_is_left_open(
    aspect: float, x: float, y: float, wide: float, high: float, least: float, hidden: float
) -> None:
    seen = (hidden * wide, hidden * high, (1 - hidden) * wide, (1 - hidden) * high)
    found = lie(aspect, (x, y), (wide, high), seen, least=least)
    assert found.width / found.height == pytest.approx(aspect)
    assert found.left <= 1e-6 and found.top <= 1e-6
    assert found.left + found.width >= wide - 1e-6
    assert found.top + found.height >= high - 1e-6
    largest = MOST * max(wide, high * aspect) + 1e-6
    assert least * max(wide, high * aspect) - 1e-6 <= found.width <= largest


@pytest.mark.parametrize("aspect", [0.66, 1.0, 1.5, 2.6])
@pytest.mark.parametrize("frame", [0.8, 1.0, 1.5])
@pytest.mark.parametrize("focus", [(18, 40), (82, 40), (50, 22), (50, 78), (25, 25), (75, 75)])
def test_a_head_near_an_edge_is_not_cut(
    aspect: float, frame: float, focus: tuple[float, float]
) -> None:
    """A head is a tenth of the photo's lesser side in radius; half of that may be off a corner."""
    found = lie(aspect, focus, (frame, 1.0))
    radius = 0.1 * min(found.width, found.height)
    x = found.left + focus[0] / 100 * found.width
    y = found.top + focus[1] / 100 * found.height
    assert radius <= x <= frame - radius
    assert radius <= y <= 1 - radius


def test_a_face_that_is_well_placed_costs_no_sharpness() -> None:
    for aspect in (0.66, 1.0, 1.5):
        assert enlarged(aspect, (50, 35)) == 1.0
    assert enlarged(1.0, (50, 12)) == MOST


def test_a_landscape_photo_is_moved_until_the_face_is_in_the_middle() -> None:
    found = lie(2.0, (70, 50), (1, 1))
    assert found.left + 0.7 * found.width == pytest.approx(0.5)


def test_what_is_cut_off_above_keeps_clear_of_the_head() -> None:
    plain, cut = (lie(1.0, (50, 25), (1, 1), (0, hidden, 1, 1 - hidden)) for hidden in (0.0, 0.1))
    assert cut.top + 0.25 * cut.height - 0.1 > plain.top + 0.25 * plain.height - 0.1


def test_a_face_is_in_the_middle_of_what_is_seen_of_a_frame() -> None:
    found = lie(2.0, (40, 50), (1.5, 1), (0.5, 0.0, 1.0, 1.0))
    assert found.left + 0.4 * found.width == pytest.approx(1.0, abs=0.21)
    assert found.left + 0.4 * found.width > lie(2.0, (40, 50), (1.5, 1)).left + 0.4 * 2

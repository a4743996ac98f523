"""The briefing on paper: which of a few type sizes leaves the fewest holes."""

import pytest

from affiche.sheets.desk import briefing


@pytest.mark.parametrize(
    ("pages", "good"),
    [
        ((0.9, 0.85, 0.4), True),
        ((1.0, 1.0, 0.3), True),
        ((0.9, 0.6, 0.9), False),
        ((0.9, 0.9, 0.05), False),
        ((), True),
    ],
)
def test_a_hole_is_a_page_with_an_empty_foot_or_a_last_page_with_next_to_nothing(
    pages: tuple[float, ...], good: bool
):
    assert (briefing.emptiness(pages) == 0) is good


def test_a_larger_hole_is_worse_than_two_small_ones():
    assert briefing.emptiness((0.4, 1.0, 0.5)) > briefing.emptiness((0.7, 0.7, 0.5))


class Typesetter:
    """Lays out pages as full as a test says, by size."""

    def __init__(self, filled: dict[float, tuple[float, ...]]) -> None:
        self.filled = filled
        self.tried: list[float] = []

    def lay(self, sheet: object, size: float) -> "Layout":
        self.tried.append(size)
        return Layout(self.filled[size])


class Layout:
    def __init__(self, filled: tuple[float, ...]) -> None:
        self.filled = filled
        self.pages = [None, *filled]


def test_the_size_with_the_fewest_holes_is_taken(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(briefing, "filled", lambda document: document.filled)
    first, second, third, _ = briefing.SIZES
    setter = Typesetter({first: (0.3, 0.9), second: (0.6, 0.9), third: (0.95, 0.9)})
    fitted = briefing.fit(None, setter)  # type: ignore[arg-type]
    assert fitted.document.filled == (0.95, 0.9)
    assert setter.tried == [first, second, third]


def test_a_long_document_is_not_tried_over_and_over(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(briefing, "filled", lambda document: document.filled)
    setter = Typesetter(dict.fromkeys(briefing.SIZES, (0.3,) * 30))
    briefing.fit(None, setter)  # type: ignore[arg-type]
    assert setter.tried == [briefing.SIZES[0]]

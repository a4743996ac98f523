"""Columns of about equal height, in reading order."""

import math
import random

from hypothesis import given
from hypothesis import strategies as st

from affiche.sheets.layout import packing
from affiche.sheets.layout.packing import pack

HEIGHTS = st.lists(st.floats(3, 60), min_size=1, max_size=9).map(tuple)


def columns(heights: tuple[float, ...], count: int, gap: float = 2.0) -> list[tuple[int, ...]]:
    return [column.blocks for column in pack(heights, count, gap)]


def test_equal_blocks_are_read_column_by_column():
    assert columns((10.0,) * 6, 3) == [(0, 1), (2, 3), (4, 5)]


def test_there_are_never_more_columns_than_blocks():
    assert columns((10.0, 12.0), 3) == [(0,), (1,)]
    assert columns((), 3) == []


def test_a_block_leaves_its_place_only_when_that_makes_columns_much_more_equal():
    assert columns((10.0, 10.5, 10.0, 9.5), 2) == [(0, 1), (2, 3)]
    assert columns((20.0, 5.0, 20.0, 5.0, 5.0, 5.0), 2) == [(0, 1, 3), (2, 4, 5)]


def test_gaps_count():
    assert [column.height for column in pack((10.0, 10.0, 20.0), 2, 3.0)] == [23.0, 20.0]


@given(HEIGHTS, st.integers(1, 4))
def test_every_block_stands_in_one_column_and_no_column_is_empty(heights, count):
    found = columns(heights, count)
    assert sorted(block for column in found for block in column) == list(range(len(heights)))
    assert all(found) and len(found) == min(count, len(heights))
    assert [column[0] for column in found] == sorted(column[0] for column in found)
    assert all(list(column) == sorted(column) for column in found)


@given(HEIGHTS, st.integers(1, 3))
def test_no_column_is_lower_than_its_blocks_or_higher_than_needed(heights, count):
    tallest = max(column.height for column in pack(heights, count, 2.0))
    whole = sum(heights) + 2.0 * (len(heights) - 1)
    assert max(heights) <= tallest + 1e-9
    assert tallest <= whole + 1e-9
    # Never worse than the average column with the largest block on top of it.
    assert tallest <= whole / min(count, len(heights)) + max(heights) + 2.0 * len(heights)


def test_ways_that_are_not_looked_at_are_never_the_best(monkeypatch):
    chance = random.Random(4)
    tried = [
        (tuple(chance.uniform(2, 40) for _ in range(chance.randint(2, 14))), chance.randint(2, 4))
        for _ in range(150)
    ]
    costs: list[int] = []
    cost = packing._cost
    monkeypatch.setattr(packing, "_cost", lambda *said: (costs.append(1), cost(*said))[1])

    def found() -> tuple[object, int]:
        costs.clear()
        return [pack.__wrapped__(heights, count, 1.5) for heights, count in tried], len(costs)

    few, looked = found()
    monkeypatch.setattr(packing, "_most", lambda *_: math.inf)
    every, all_of_them = found()
    assert few == every
    assert looked < 0.6 * all_of_them

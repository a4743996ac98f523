"""Columns of a fixed height: the size at which all fits, and what stays off."""

from affiche.sheets.layout.columns import Area, fill, spots


def test_columns_take_the_largest_size_at_which_all_fits_and_leave_the_least_off():
    area = Area(0, 0, 20, 10, 2, 2, 1)
    heights = {"a": 2.0, "b": 2.0, "c": 2.0}

    def at(size):  # type: ignore[no-untyped-def]
        return {name: tall * size**2 for name, tall in heights.items()}

    assert fill(("a", "b", "c"), (2.0, 1.0), area, at).body == 1.0
    assert fill(("a", "b"), (2.0, 1.0), area, at).body == 2.0
    assert fill(("a", "b", "c"), (3.0, 2.0), area, at).left == ("c",)
    assert sum(spot.height + spot.spare for spot in spots(("a",), at(1.0), area)) == 10

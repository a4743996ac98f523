"""What is made anew and is equal is the very thing of the time before."""

from affiche.kept import steady


def test_what_is_equal_is_the_same_thing_and_what_is_not_is_new() -> None:
    first = steady("a", {"nina": ["een"], "peter": ["twee"]})
    second = steady("a", {"nina": ["een"], "peter": ["drie"]})
    assert second["nina"] is first["nina"]
    assert second["peter"] == ["drie"]
    assert steady("a", {"nina": ["een"], "peter": ["drie"]}) is second


def test_another_order_or_another_name_is_another_mapping() -> None:
    first = steady("b", {"nina": ["een"], "peter": ["twee"]})
    assert list(steady("b", {"peter": ["twee"], "nina": ["een"]})) == ["peter", "nina"]
    assert steady("c", {"nina": ["een"], "peter": ["twee"]})["nina"] is not first["nina"]


def test_what_python_takes_for_equal_and_writes_otherwise_is_new() -> None:
    steady("d", {"nina": 3})
    assert str(steady("d", {"nina": 3.0})["nina"]) == "3.0"

"""Results are remembered by the very things that they were made of."""

from affiche.kept import age, forget, memo


def test_the_same_things_are_made_once_and_equal_ones_again() -> None:
    made: list[object] = []

    @memo(2)
    def named(thing: list[str], *, loud: bool = False) -> str:
        """What it is called."""
        made.append(thing)
        return thing[0].upper() if loud else thing[0]

    one, other = ["nina"], ["nina"]
    assert [named(one), named(one), named(one, loud=True), named(one)] == [
        "nina", "nina", "NINA", "nina",
    ]  # fmt: skip
    assert len(made) == 2
    assert named(other) == "nina"
    assert made[-1] is other
    assert named.__doc__ == "What it is called."


def test_only_the_last_are_kept() -> None:
    made: list[object] = []

    @memo(1)
    def named(thing: list[str]) -> str:
        made.append(thing)
        return thing[0]

    one, other = ["nina"], ["peter"]
    assert [named(one), named(other), named(one)] == ["nina", "peter", "nina"]
    assert len(made) == 3


def test_what_is_forgotten_is_made_again() -> None:
    made: list[object] = []

    @memo(2)
    def named(thing: list[str]) -> str:
        made.append(thing)
        return thing[0]

    one = ["nina"]
    assert [named(one), named(one)] == ["nina", "nina"]
    forget()
    assert named(one) == "nina"
    assert len(made) == 2


def test_what_nobody_asks_for_goes_when_it_is_old() -> None:
    made: list[object] = []

    @memo(9)
    def named(thing: list[str]) -> str:
        made.append(thing)
        return thing[0]

    one, other = ["nina"], ["peter"]
    assert [named(one), named(other)] == ["nina", "peter"]
    age()
    assert named(one) == "nina"
    age()
    assert [named(one), named(other)] == ["nina", "peter"]
    assert made == [one, other, other]
    age()
    age()
    assert named(one) == "nina"
    assert made == [one, other, other, one]

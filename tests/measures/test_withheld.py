"""No figure of one to four answers follows from those that are shown: by brute force."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations

import pytest

from affiche.measures.places import Travelled
from affiche.measures.withheld import withheld
from affiche.model import Journey
from affiche.model.measures import Answer, Key, MeasureKind, Measurements, Spot
from tests.measures.test_privacy import build, said
from tests.measures.test_reading import BASE
from tests.support.projects import project

PHASES, STOPS, PEOPLE = ("buy", "use", ""), ("offerte", "balie", "bus", ""), ("peter", "ina", "")
# Journey → who travels it, and the touchpoints of its two phases.
TRAVELS = {
    "ketel": ("peter", (("buy", ("offerte", "balie")), ("use", ("bus",)))),
    "gas": ("ina", (("buy", ("balie",)), ("use", ("bus",)))),
}
JOURNEYS = {
    name: Travelled.of(Journey.model_validate(
        {
            "id": name, "title": name, "personas": [who],
            "phases": [
                {"id": phase, "touchpoints": [{"ref": stop} for stop in stops]}
                for phase, stops in phases
            ],
        }
    ))
    for name, (who, phases) in TRAVELS.items()
}  # fmt: skip


def rows(chance: random.Random) -> tuple[Answer, ...]:
    made = []
    for _ in range(chance.randint(1, 14)):
        spot = Spot(chance.choice(PEOPLE), "", chance.choice(PHASES), chance.choice(STOPS))
        source = chance.choice(("Google", "Kiyoh", ""))
        made.append(Answer(None, 4.0, (1.0, 5.0), spot, chance.randint(1, 7), source=source))
    return tuple(made)


def shown(found: tuple[Answer, ...], hidden: frozenset[Key]) -> Mapping[str, dict[Key, set[int]]]:
    """Sort → group → the numbers of its rows, of every group that has a figure. Counted anew, from
    the words of the contract, not by the code that is tested."""

    def fits(one: Spot, name: str) -> bool:
        who, phases = TRAVELS[name]
        return (
            one.persona in ("", who)
            and one.touchpoint in ("", *(called for _, held in phases for called in held))
            and one.phase in ("", "buy", "use")
            and bool(one.persona or one.phase or one.touchpoint)
        )

    def phase(one: Spot, name: str) -> int | None:
        _, phases = TRAVELS[name]
        if not fits(one, name):
            return None
        if one.phase:
            return ("buy", "use").index(one.phase)
        return next((at for at, (_, held) in enumerate(phases) if one.touchpoint in held), None)

    def stop(one: Spot, name: str, at: int, called: str) -> bool:
        return (
            one.touchpoint == called and fits(one, name) and one.phase in ("", ("buy", "use")[at])
        )

    def numbers(holds: object) -> set[int]:
        return {at for at, one in enumerate(found) if holds(one)}  # type: ignore[operator]

    sorts: dict[str, dict[Key, set[int]]] = {"all": {("all",): numbers(lambda one: True)}}
    for field in ("persona", "phase", "touchpoint"):
        for name in {getattr(one.spot, field) for one in found} - {""}:
            group = numbers(lambda one: getattr(one.spot, field) == name)  # noqa: B023
            sorts.setdefault(field, {})[(field, name)] = group
    for name in {one.source for one in found} - {""}:
        sorts.setdefault("source", {})[("source", name)] = numbers(
            lambda one: one.source == name  # noqa: B023
        )
    for name, (_, phases) in TRAVELS.items():
        whole = numbers(lambda one: fits(one.spot, name))  # noqa: B023
        sorts[f"journey {name}"] = {("journey", name): whole}
        sorts[f"phases {name}"] = {
            ("journey", name, str(at)): numbers(lambda one: phase(one.spot, name) == at)  # noqa: B023
            for at in (0, 1)
        }
        sorts[f"stops {name}"] = {
            ("journey", name, str(at), called): numbers(
                lambda one: stop(one.spot, name, at, called)  # noqa: B023
            )
            for at, (_, held) in enumerate(phases)
            for called in held
        }
    return {
        sort: {
            key: group for key, group in groups.items()
            if count(found, group) >= 5 and key not in hidden
        }
        for sort, groups in sorts.items()
    }  # fmt: skip


def count(found: tuple[Answer, ...], group: set[int]) -> int:
    return sum(found[at].n for at in group)


def derived(found: tuple[Answer, ...], hidden: frozenset[Key]) -> Iterator[tuple[int, ...]]:
    """Every choice of one to four answers whose sum a reader can work out from the figures that are
    shown, by adding and subtracting: those that every way to fill in the rest agrees on."""
    groups = [group for groups in shown(found, hidden).values() for group in groups.values()]
    free = unknown(
        [[Fraction(at in group) for at in range(len(found))] for group in groups], len(found)
    )
    for count in range(1, 5):
        for some in combinations(range(len(found)), count):
            few = 0 < sum(found[at].n for at in some) < 5
            if few and all(sum(way[at] for at in some) == 0 for way in free):
                yield some


def unknown(rows: list[list[Fraction]], width: int) -> list[list[Fraction]]:
    """The ways to change the answers that change no figure: the null space of the rows."""
    pivots: list[int] = []
    for column in range(width):
        at = next((n for n in range(len(pivots), len(rows)) if rows[n][column]), None)
        if at is None:
            continue
        here = len(pivots)
        rows[here], rows[at] = rows[at], rows[here]
        rows[here] = [value / rows[here][column] for value in rows[here]]
        for number, row in enumerate(rows):
            if number != here and row[column]:
                times = row[column]
                rows[number] = [a - times * b for a, b in zip(row, rows[here], strict=True)]
        pivots.append(column)
    ways = []
    for column in (one for one in range(width) if one not in pivots):
        way = [Fraction(one == column) for one in range(width)]
        for number, pivot in enumerate(pivots):
            way[pivot] = -rows[number][column]
        ways.append(way)
    return ways


def hidden_of(found: tuple[Answer, ...], kind: MeasureKind = MeasureKind.NPS) -> frozenset[Key]:
    held = Measurements(answers={kind: found})
    return withheld(held, JOURNEYS).get(kind, frozenset())


def test_nothing_small_follows_from_what_is_shown_in_600_random_tables() -> None:
    """By adding and subtracting any of it: whole less parts, over persona, phase, touchpoint,
    source, journey and quarter at once."""
    chance = random.Random(9)
    telling = left_out = 0
    for number in range(600):
        found = rows(chance)
        hidden = hidden_of(found, (MeasureKind.NPS, MeasureKind.CES)[number % 2])
        assert next(derived(found, hidden), None) is None, found
        tells = next(derived(found, frozenset()), None) is not None
        telling += tells
        left_out += bool(hidden)
        # Control: nothing is left out where nothing is told.
        assert tells or not hidden
    assert telling > 200


def test_a_group_that_follows_from_three_parts_of_three_sorts_is_left_out() -> None:
    """27 answers: 8 of Peter, 8 at the counter, 8 from Google, and three of none of these."""
    made = (Spot(persona="peter"), Spot(touchpoint="balie"), Spot(), Spot())
    counts, sources = (8, 8, 8, 3), ("", "", "Google", "")
    found = tuple(
        Answer(None, 4.0, (1.0, 5.0), spot, n, source=source)
        for spot, n, source in zip(made, counts, sources, strict=True)
    )
    assert next(derived(found, frozenset())) == (3,)
    hidden = hidden_of(found)
    assert len(hidden) == 1
    assert next(derived(found, hidden), None) is None


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ((20, 9), ()),  # nothing is small
        ((20, 9, 3), ("b",)),  # three would follow: the smaller of the two goes
        ((20, 9, 3, 2), ()),  # the small ones are five together
        ((9, 3), ("a",)),
        ((5, 5, 5, 1), ("a",)),
        ((4, 3), ()),  # neither is shown, and seven are
    ],
)
def test_the_smallest_goes_and_no_more_than_need_be(
    sizes: tuple[int, ...], hidden: tuple[str, ...]
) -> None:
    found = tuple(
        Answer(None, 4.0, (1.0, 5.0), Spot(persona="abcd"[at]), n) for at, n in enumerate(sizes)
    )
    assert hidden_of(found) == {("persona", name) for name in hidden}
    # Of effort, the whole of so few goes, and its parts stay.
    small = bool(hidden) and sum(sizes) < 30
    parts = {("persona", name) for name in hidden}
    assert hidden_of(found, MeasureKind.CES) == ({("all",)} if small else parts)


def test_no_page_shows_what_another_is_subtracted_from() -> None:
    nps = "score;persona\n" + "9;peter\n" * 13 + "8;ina\n" * 7 + "1;kees\n" * 3
    people = {
        f"personas/{name}.md": f"---\nname: {name.title()}\n---\n" for name in ("ina", "kees")
    }
    site = build(project({**BASE, **people, "measurements/nps.csv": nps}))
    text = re.sub(r"<[^>]+>", " ", said(site)).replace("\u00a0", " ")
    assert "n = 23" in text and "n = 13" in text
    assert "n = 7" not in text
    assert "n = 3" not in text.replace("n = 300", "")
    enough = build(project({**BASE, **people, "measurements/nps.csv": nps + "1;kees\n" * 2}))
    assert "n = 7" in re.sub(r"<[^>]+>", " ", said(enough)).replace("\u00a0", " ")

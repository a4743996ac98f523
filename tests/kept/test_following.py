"""Results are remembered with what was read of a site, and with nothing else of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from affiche.kept import following


@dataclass(frozen=True)
class Site:
    title: str = ""
    score: float = 0
    people: Mapping[str, list[str]] = field(default_factory=dict)
    late: frozenset[str] = frozenset()


NINA, PETER = ["nina"], ["peter"]
SITE = Site("a", 3, {"nina": NINA, "peter": PETER})


def counted(read: Callable[[Any], object]) -> tuple[Callable[[Site], object], list[int]]:
    """A function that reads a site, remembered; and how often it was really asked."""
    times: list[int] = []

    @following(0, 8)
    def asked(site: Site) -> object:
        times.append(1)
        return read(site)

    return asked, times


OTHER = replace(SITE, title="b", people={"nina": NINA, "peter": ["peter", "anders"]})
READINGS: tuple[tuple[Callable[[Any], object], Site, bool], ...] = (
    # What is read, of which other site then, and whether it has to be read again.
    (lambda site: site.people["nina"], OTHER, False),
    (lambda site: site.people["peter"], OTHER, True),
    (lambda site: site.title, OTHER, True),
    (lambda site: site.people.get("ina"), OTHER, False),
    (lambda site: site.people.get("ina"), replace(SITE, people={**SITE.people, "ina": []}), True),
    (lambda site: "ina" in site.people, replace(SITE, people={**SITE.people, "ina": []}), True),
    (lambda site: "peter" in site.people, OTHER, False),
    (lambda site: list(site.people), OTHER, False),
    (lambda site: len(site.people), OTHER, False),
    (lambda site: list(site.people), replace(SITE, people={"peter": PETER, "nina": NINA}), True),
    (lambda site: list(site.people.values()), OTHER, True),
    (lambda site: dict(site.people), OTHER, True),
    (lambda site: {**site.people}, OTHER, True),
    (lambda site: [*site.people.items()], OTHER, True),
    (lambda site: "x" in site.late, replace(OTHER, late=frozenset()), False),
    (lambda site: "x" in site.late, replace(OTHER, late=frozenset("x")), True),
    (lambda site: str(site.score), replace(SITE, score=3.0), True),
)


@pytest.mark.parametrize("number", range(len(READINGS)))
def test_only_what_was_read_makes_it_read_again(number: int) -> None:
    read, other, again = READINGS[number]
    asked, times = counted(read)
    assert asked(SITE) == read(SITE)
    assert asked(SITE) == read(SITE)
    assert len(times) == 1
    assert asked(other) == read(other)
    assert (len(times) == 2) is again
    assert asked(SITE) == read(SITE)
    assert (len(times) == 2) is again


def test_what_one_within_another_reads_counts_for_both_also_when_it_is_known() -> None:
    inner, within = counted(lambda site: site.people["peter"][-1])
    outer, around = counted(lambda site: f"{inner(site)}!")
    assert inner(SITE) == "peter"
    assert [outer(SITE), outer(SITE)] == ["peter!", "peter!"]
    assert (len(within), len(around)) == (1, 1)
    assert outer(OTHER) == "anders!"
    assert (len(within), len(around)) == (2, 2)


def test_a_change_goes_no_further_than_it_shows() -> None:
    """What is asked of another counts as what it says: made anew and the same, it ends there."""
    first, asked = counted(lambda site: [site.people["peter"][0]])
    card, made = counted(lambda site: [*first(site), site.title])
    page, shown = counted(lambda site: [*card(site), "!"])
    known = page(SITE)
    other = replace(SITE, people={"peter": ["peter", "vries"]})
    assert page(other) is known
    assert (len(asked), len(made), len(shown)) == (2, 1, 1)
    assert page(other) is known
    assert (len(asked), len(made), len(shown)) == (2, 1, 1)
    assert page(replace(other, title="b")) == ["peter", "b", "!"]
    assert (len(asked), len(made), len(shown)) == (2, 2, 2)
    assert page(replace(other, people={"peter": ["jan"]})) == ["jan", "a", "!"]
    assert (len(asked), len(made), len(shown)) == (3, 3, 3)


@pytest.mark.parametrize(("before", "now"), [(3, 3.0), (1, True), (("a",), ["a"])])
def test_what_is_written_otherwise_is_another_thing(before: Any, now: Any) -> None:
    inner, _ = counted(lambda site: site.people["peter"][0])
    outer, made = counted(lambda site: [repr(inner(site))])
    assert outer(replace(SITE, people={"peter": [before]})) == [repr(before)]
    assert outer(replace(SITE, people={"peter": [now]})) == [repr(now)]
    assert len(made) == 2


def test_what_went_wrong_within_is_asked_again() -> None:
    inner, _ = counted(lambda site: site.people["ina"])

    def guessed(site: Any) -> object:
        try:
            return inner(site)
        except KeyError:
            return "nobody"

    outer, made = counted(guessed)
    assert [outer(SITE), outer(SITE)] == ["nobody", "nobody"]
    there = replace(SITE, people={**SITE.people, "ina": ["ina"]})
    assert outer(there) == ["ina"]
    assert len(made) == 2


def test_other_things_tell_results_apart() -> None:
    @following(1, 8)
    def said(name: str, site: Site, *, loud: bool = False, more: str = "") -> str:
        found = f"{site.people[name][-1]}{more}"
        return found.upper() if loud else found

    assert [said("nina", SITE), said("peter", SITE), said("nina", SITE, loud=True)] == [
        "nina", "peter", "NINA",
    ]  # fmt: skip
    assert [said("nina", SITE, more=str(number)) for number in range(3)] == [
        "nina0", "nina1", "nina2",
    ]  # fmt: skip


def test_nothing_is_read_when_the_result_is_there() -> None:
    """A result that would read later is a mistake of ours, and never a page that is out of date."""

    def later(site: Any) -> Iterator[str]:
        yield site.title

    asked, _ = counted(later)
    with pytest.raises(RuntimeError, match="title"):
        list(asked(SITE))  # type: ignore[call-overload]
    kept, _ = counted(lambda site: site.people)
    with pytest.raises(RuntimeError, match="people"):
        _ = kept(SITE)["nina"]  # type: ignore[index]


def test_what_cannot_be_written_down_cannot_be_done() -> None:
    for read in (lambda site: site.people | {}, lambda site: replace(site, title="x")):
        asked, _ = counted(read)
        with pytest.raises(TypeError):
            asked(SITE)

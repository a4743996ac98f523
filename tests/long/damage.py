"""Thousands of damaged documents: each is an error, or nothing in it is where it should not be.

    .venv/bin/python -m tests.long.damage [how many] [seed] [beside]

Without the last word: personas, journeys and briefings; with it, the files beside them.

Prints each document of which somebody gets what is not for them, and exits with their number.
"""

from __future__ import annotations

import sys
from collections import Counter

from tests.support import beside
from tests.support.attacks import INTERNAL, SECRET
from tests.support.canaries import Outcome, outcome
from tests.support.damage import Damaged, damaged


def tried(one: Damaged) -> Outcome:
    """What becomes of a document among others as they should be."""
    if one.kind in beside.FILES:
        return beside.outcome(one.kind, one.raw)
    return outcome(**{one.kind: one.raw})


def amiss(made: Outcome) -> tuple[str, ...]:
    """Who gets what is not for them."""
    found = {
        "secret inside": SECRET in made.inside,
        "secret outside": SECRET in made.outside,
        "internal outside": INTERNAL in made.outside,
    }
    return tuple(name for name, there in found.items() if there)


def main(count: int = 20_000, seed: str = "1", which: str = "") -> int:
    """How many of `count` documents leak."""
    leaking, taken = 0, 0
    rules: Counter[str] = Counter()
    for number in range(count):
        one = (beside.damaged if which else damaged)(f"{seed} {number}")
        made = tried(one)
        taken += not made.refused
        rules.update(set(made.refused))
        if found := amiss(made):
            leaking += 1
            print(f"\n== {seed} {number}: {one.kind}, {', '.join(one.done)}: {', '.join(found)}")
            print(one.raw.decode("utf-8", "replace"), flush=True)
    print(f"{count} documents of seed {seed}: {taken} taken, {count - taken} refused, "
          f"{leaking} leak; {dict(rules.most_common(12))}")  # fmt: skip
    return leaking


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(min(main(int(given[0]) if given else 20_000, *given[1:3]), 100))

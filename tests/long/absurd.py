"""Every field of every model with absurd values, through the command line.

    python -m tests.long.absurd [rounds [first round]]

All fields with all values are some 57,000 projects: six hours of a processor. They are dealt into
rounds, one for each value: in a round each field has one of the values, every value stands in some
fields, and all rounds together are every field with every value. A round takes some six minutes.
Prints what ended with another exit code than 0 or 2, or took
more than five seconds, and ends with 1 then.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

from tests.support.absurd import VALUES, Case, cases
from tests.support.commands import checked

SLOW = 5.0


def dealt(number: int) -> Iterator[Case]:
    """The cases of a round: of each field the value whose turn it is."""
    size = len(VALUES)
    for at, case in enumerate(cases()):
        field, value = divmod(at, size)
        if (value - field) % size == number % size:
            yield case


def main(rounds: int = 1, first: int = 0) -> int:
    """How many cases were not as they should be, 1 at most."""
    wrong = count = 0
    for number in range(first, first + rounds):
        for case in dealt(number):
            started = time.process_time()
            code, said = checked(case.files())
            seconds = time.process_time() - started
            count += 1
            if code not in (0, 2) or seconds > SLOW:
                wrong += 1
                last = " | ".join(said.splitlines()[-3:])[:400]
                print(f"exit code {code}, {seconds:.1f} s: {case}\n    {last}", flush=True)
        print(f"round {number} of {len(VALUES)}: {count} cases, {wrong} wrong", flush=True)
    return min(1, wrong)


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:])))

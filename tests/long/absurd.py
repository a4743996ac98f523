"""Every field of every model with every absurd value, through the command line.

    python tests/long/absurd.py [every [first]]

Takes some 20 minutes; with `every` only each so-manieth case, from number `first` on. Prints what
ended with another exit code than 0 or 2, or took more than five seconds, and ends with 1 then.
"""

from __future__ import annotations

import sys
import time
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.support.absurd import cases
from tests.support.commands import checked

SLOW = 5.0


def main(every: int = 1, first: int = 0) -> int:
    """How many cases were not as they should be, 1 at most."""
    wrong = count = 0
    for case in islice(cases(), first, None, every):
        started = time.process_time()
        code, said = checked(case.files())
        seconds = time.process_time() - started
        count += 1
        if code not in (0, 2) or seconds > SLOW:
            wrong += 1
            last = " | ".join(said.splitlines()[-3:])[:400]
            print(f"exit code {code}, {seconds:.1f} s: {case}\n    {last}", flush=True)
    print(f"{count} cases, {wrong} wrong", flush=True)
    return min(1, wrong)


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:])))

"""Every command of the command line in every situation that nobody wishes for, with paper.

    .venv/bin/python -m tests.long.hostile [words of the situations or commands that are wanted]

Prints what is amiss, and exits with the number of it.
"""

from __future__ import annotations

import sys

from tests.support.hostile import COMMANDS, SITUATIONS, Harbour


def main(*wanted: str) -> int:
    """How many endings are amiss."""
    paper = () if "no-pdf" in wanted else ("--jobs", "2")
    wanted = tuple(word for word in wanted if word != "no-pdf")
    harbour, amiss, done = Harbour(*(paper or ("--no-pdf",))), 0, 0
    try:
        for situation, made in SITUATIONS.items():
            for command, arguments in COMMANDS.items():
                if wanted and not any(word in f"{situation}/{command}" for word in wanted):
                    continue
                ended = harbour.ended(made, arguments)
                done += 1
                if ended.amiss:
                    amiss += 1
                    print(f"\n== {situation}: {' '.join(arguments)} ({ended.code})")
                    print("\n".join(ended.amiss[:12]))
                    print(ended.said[-600:], flush=True)
    finally:
        harbour.close()
    print(f"{amiss} of {done} amiss")
    return amiss


if __name__ == "__main__":
    sys.exit(min(main(*sys.argv[1:]), 100))

"""One content built by eight that have nothing in common: the same site, byte for byte.

    .venv/bin/python -m tests.long.varied

Sheets, packs and pages, each time in a process of its own. Of hash seed, time zone, language,
number of processes, what others may read, age and folder each build has another set. Prints what
stands for each site; ends with 1 when one is another. `tests/test_same_bytes.py` compares two.
"""

from __future__ import annotations

import hashlib
import itertools
import sys
import tempfile
from pathlib import Path

from tests.support.projects import tree
from tests.test_same_bytes import HERE, THERE, build

FOLDERS = ("a", "een map met spaties é/b")


def main() -> int:
    """Build eight times; the exit code."""
    found: dict[str, bytes] = {}
    choices = itertools.product((0, 1), repeat=3)
    with tempfile.TemporaryDirectory() as made:
        for number, (said, work, lies) in enumerate(choices):
            settings = {**(HERE, THERE)[said], "PYTHONHASHSEED": str(number)}
            folder = Path(made) / str(number) / FOLDERS[lies]
            site = tree(
                build(
                    folder, settings, 1 + work, (0o022, 0o077)[said ^ work], 10**8 * (work ^ lies)
                )
            )
            sums = (f"{path} {hashlib.sha256(body).hexdigest()}\n" for path, body in site.items())
            print(number, hashlib.sha256("".join(sums).encode()).hexdigest(), flush=True)
            if found and site != found:
                every = sorted({*site, *found})
                print("not the same:", *(p for p in every if site.get(p) != found.get(p)))
                return 1
            found = site
    return 0


if __name__ == "__main__":
    sys.exit(main())

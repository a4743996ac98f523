"""A canary in every field that not everybody may see; every output, with its sheets, searched.

    .venv/bin/python -m tests.long.outputs

Takes some minutes. Prints what is seen by whom it is not for, and ends with 1 then.
"""

from __future__ import annotations

import sys

from tests.leaks.test_outputs import who_sees
from tests.support.planted import made


def main() -> int:
    """Whether something was seen."""
    one = made("--jobs", "2", "--tiles", "a4", "--tiles-since", "eerst")
    found = who_sees(one)
    pdfs = sum(name.endswith(".pdf") for name in {**one.colleagues, **one.others})
    print(
        f"{len(one.canaries.planted)} canaries, {len(one.colleagues)} files, {pdfs} PDFs: {found}"
    )
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())

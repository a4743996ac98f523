"""`python build.py` makes the site: the same program as `affiche`.

Python may be the computer's own, which has none of the packages: then that of `.venv` runs it.
"""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

VENV = Path(__file__).resolve().parent / ".venv"
OWN = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def main() -> int:
    """What the program ends with; 2 where its packages are not there."""
    if find_spec("babel"):
        from affiche.cli import main as run

        return run()
    if not OWN.is_file() or Path(sys.prefix) == VENV:
        print(
            "De pakketten staan er nog niet. Typ: make site (op Windows: zie README.md)\n"
            "The packages are not there yet. Type: make site (on Windows: see README.md)",
            file=sys.stderr,
        )
        return 2
    command = [str(OWN), *sys.argv]
    if os.name == "nt":  # where another program never takes the place of this one
        return subprocess.call(command)
    os.execv(OWN, command)


if __name__ == "__main__":
    raise SystemExit(main())

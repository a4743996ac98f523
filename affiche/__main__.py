"""`python -m affiche` is the same program as `python build.py`."""

from affiche.cli import main

if __name__ == "__main__":
    raise SystemExit(main())

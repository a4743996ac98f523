"""`python build.py` makes the site: the same program as `affiche`."""

from affiche.cli import main

if __name__ == "__main__":
    raise SystemExit(main())

"""What a theme names in its theme.yaml in; every name that would mean something else in a style
sheet, or that is no file of the theme, out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from affiche.errors import Kind, Place, Problem
from affiche.themes.checks import Written
from affiche.themes.reach import FILE

# A colour or a measure: what CSS takes for a name. A family of letters: what stands between quotes.
TOKEN = re.compile(r"\w[\w-]*")
FAMILY = re.compile(r"\w[\w .+&'’-]*")
USES = ("display", "heading", "body", "scripts", "paper", "last")
Way = tuple[str | int, ...]


def bad_names(written: Written) -> Iterator[Problem]:
    """Names of tokens, families and files that are none."""
    for way, name in _tokens(written):
        if not TOKEN.fullmatch(name):
            what = "`{name}` cannot be the name of a colour, a measure or a language"
            yield _bad(Place(written.path, *written.key(*way)), name, what)
    for way, name in _families(written):
        if not FAMILY.fullmatch(name):
            place = written.place(*way)
            if way[0] == "faces":
                place = Place(written.path, *written.key(*way))
            what = "`{name}` cannot be the name of a family of letters"
            yield _bad(place, name, what, "Use letters, digits and spaces")
    for way, name in _files(written):
        if not FILE.fullmatch(name):
            what = "`{name}` cannot be the name of a file of the theme"
            hint = "Put it in the folder `static`, and write its name as it stands there"
            yield _bad(written.place(*way), name, what, hint)


def _tokens(written: Written) -> Iterator[tuple[Way, str]]:
    for kind in ("colors", "extra", "shape"):
        for name in getattr(written.file, kind):
            yield (kind, name), name
    for code in written.file.fonts.languages:
        yield ("fonts", "languages", code), code


def _families(written: Written) -> Iterator[tuple[Way, str]]:
    for name in written.file.faces:
        yield ("faces", name), name
    for use in USES:
        for number, name in enumerate(getattr(written.file.fonts, use)):
            yield ("fonts", use, number), name
    for code, name in written.file.fonts.languages.items():
        yield ("fonts", "languages", code), name


def _files(written: Written) -> Iterator[tuple[Way, str]]:
    for form, name in (written.file.logo.model_dump() if written.file.logo else {}).items():
        if name:
            yield ("logo", form), name
    for use, names in written.file.css.model_dump().items():
        yield from ((("css", use, number), name) for number, name in enumerate(names))
    for family, names in written.file.faces.items():
        yield from ((("faces", family, number), name) for number, name in enumerate(names))


def _bad(place: Place, name: str, what: str, hint: str = "Use letters, digits, - and _") -> Problem:
    return Problem(Kind.ERROR, "theme-name", place, what, hint, {"name": name[:60]})

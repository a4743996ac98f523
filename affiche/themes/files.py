"""A theme and the folders that it is made of in; every file of them that reaches out, out.

Style sheets and drawings are read as a browser reads them. Templates are code and may say anything;
looked for are the addresses that they load from, which somebody copied from a tutorial.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from affiche.errors import Kind, Place, Problem
from affiche.themes import css, drawings
from affiche.themes.checks import Written
from affiche.themes.css import Address, Refused
from affiche.themes.reach import FILE
from affiche.themes.theme import Theme

ENDING = re.compile(r"\.(css|svg)$", re.I)
# What a page or a sheet would load by itself. A link that a reader may follow is no such thing.
LOADS = re.compile(
    r"""\b(?:src|srcset|poster|background|formaction|action)\s*=\s*["']?\s*(?P<a>(?:https?:)?//[^\s"'>]*)
    |<(?:link|use|image|base)\b[^>]*?\bhref\s*=\s*["']?\s*(?P<b>(?:https?:)?//[^\s"'>]*)
    |<object\b[^>]*?\bdata\s*=\s*["']?\s*(?P<c>(?:https?:)?//[^\s"'>]*)
    |url\(\s*["']?\s*(?P<d>(?:https?:)?//[^\s"')]*)
    |\bcontent\s*=\s*["'][^"'>]*?\burl\s*=\s*(?P<f>(?:https?:)?//[^"'>\s]*)
    |@import\s*(?:url\(\s*)?["']?\s*(?P<e>[^\s"');]*)""",
    re.I | re.X,
)  # fmt: skip
ELSEWHERE = (
    "`{address}` is not a file of the theme: nothing is loaded from elsewhere",
    "Put the file in the folder `static` of the theme, and write its name",
)
NOWHERE = (
    "there is no file {file} in this theme or in one that it extends",
    "Put the file there, or mend its name",
)
ALPHABET = ("this style sheet is not UTF-8", "Save it as UTF-8 in your editor")


def reaching_out(theme: Theme, chain: Sequence[Written]) -> Iterator[Problem]:
    """Everything in the files of a theme that would be read from outside of it, or that is not
    there."""
    for written in chain:
        folder = posixpath.dirname(written.path)
        static = written.folder / "static"
        for path in sorted(static.rglob("*")):
            name = path.relative_to(static).as_posix()
            if ENDING.search(name) and path.is_file():
                place = f"{folder}/static/{name}"
                yield from _static(theme, path, name, place)
        for path in sorted((written.folder / "templates").rglob("*.j2")):
            where = f"{folder}/{path.relative_to(written.folder).as_posix()}"
            yield from (_told(one, where) for one in _template(path, path.stat().st_mtime_ns))


def _static(theme: Theme, path: Path, name: str, place: str) -> Iterator[Problem]:
    if name.lower().endswith(".svg"):
        yield from (_told(one, place) for one in _drawing(path, path.stat().st_mtime_ns))
        return
    try:
        sheet = css.read(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        yield _told(Refused(1, 1, *ALPHABET), place)
        return
    yield from (_told(one, place) for one in sheet.refused)
    for address in sheet.addresses:
        if found := _amiss(theme, address, name, place):
            yield found


@lru_cache(maxsize=1024)
def _drawing(path: Path, _changed: int) -> tuple[Refused, ...]:
    return tuple(drawings.refused(path.read_bytes()))


@lru_cache(maxsize=1024)
def _template(path: Path, _changed: int) -> tuple[Refused, ...]:
    text = path.read_text("utf-8", "replace")
    found = []
    for match in LOADS.finditer(text):
        before = text[: match.start()]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        address = next((part for part in match.groups() if part), "@import")
        found.append(Refused(line, column, *ELSEWHERE, (("address", address),)))
    return tuple(found)


def _amiss(theme: Theme, address: Address, name: str, place: str) -> Problem | None:
    """What is wrong with one url() of a style sheet."""
    if drawings.is_picture(address.written):
        return None
    file = static_file(address.written, name)
    if file is None:
        values = (("address", address.written[:60]),)
        return _told(Refused(address.line, address.column, *ELSEWHERE, values), place)
    if theme.find("static", *file.split("/")) is None:
        values = (("file", f"static/{file}"),)
        return _told(Refused(address.line, address.column, *NOWHERE, values), place)
    return None


def static_file(address: str, sheet: str) -> str | None:
    """The static file that the style sheet `sheet` names with an address, from `static` on; None
    when that is no file of the theme."""
    path = unquote(re.split(r"[?#]", address, maxsplit=1)[0])
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(sheet), path))
    inside = path and not path.startswith("/") and FILE.fullmatch(whole)
    return whole if inside else None


def _told(one: Refused, path: str) -> Problem:
    place = Place(path, one.line, one.column)
    return Problem(Kind.ERROR, "reaches-out", place, one.what, one.hint, dict(one.values))

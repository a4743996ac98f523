"""Names that somebody wrote, and a folder of themes, in; what they reach outside of it, out.

A theme runs (its templates are code), so nothing else may become one: its name is a name and no
path, it lies in the folder of themes, and its files lie in it, links included. What stands in
content/ is never a theme or a part of one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from affiche.errors import ContentError, Kind, Place, Problem

# What a theme is called: no dot, no separator, no drive.
NAME = re.compile(r"\w[\w-]*")
# A file of a theme, from `static` or `static/fonts` on: letters, digits and what stands between
# words, but nothing that means something in an address or a style sheet.
FILE = re.compile(r"(?:[\w@+][\w .,+@&()'’-]*/)*[\w@+][\w .,+@&()'’-]*(?<![ .])")
# The doors of a theme, beside its theme.yaml.
DOORS = ("templates", "static", "locale")


def outside(themes: Path, content: Path) -> None:
    """Raise ContentError when a theme could come out of the content, or the other way round."""
    here, there = themes.resolve(), content.resolve()
    if here == there or here in there.parents or there in here.parents:
        what = "{themes} cannot be the folder of the house styles: {content} lies in it"
        if here == there or there in here.parents:
            what = "{themes} cannot be the folder of the house styles: it lies in {content}"
        values = {"themes": str(themes), "content": str(content)}
        hint = "What is written is never run: name another folder with --themes"
        raise ContentError([Problem(Kind.ERROR, "themes-folder", Place(""), what, hint, values)])


def no_name(name: str, asked: Place) -> Problem | None:
    """What is wrong with the name of a theme, at the place that names it."""
    if NAME.fullmatch(name):
        return None
    what = "`{name}` is not the name of a theme"
    hint = "Write only the name of its folder in themes/: letters, digits, - and _"
    return Problem(Kind.ERROR, "theme-name", asked, what, hint, {"name": name})


def leads_out(folder: Path, homes: Iterable[Path]) -> bool:
    """Whether a theme is a link to somewhere else than a folder of themes."""
    real = folder.resolve()
    return not any(real.is_relative_to(home.resolve()) for home in homes)


def links_out(folder: Path, path: str) -> Iterator[Problem]:
    """Files and folders of a theme that are links to outside of it. `path` is what messages call
    its folder ("themes/noordlicht")."""
    real = folder.resolve()
    for found in _entries(folder):
        if not Path(os.path.realpath(found)).is_relative_to(real):  # a circle raises nothing here
            what = "this is a link to something outside the theme"
            hint = "Put the file itself here"
            place = Place(f"{path}/{found.relative_to(folder).as_posix()}")
            yield Problem(Kind.ERROR, "theme-link", place, what, hint)


def _entries(folder: Path) -> Iterator[Path]:
    """Every link among what a theme is made of; one that leads to a folder is not entered."""
    tops = [folder / "theme.yaml", folder / "_brand.yml", *(folder / door for door in DOORS)]
    yield from (top for top in tops if _is_link(top))
    for top in tops[2:]:
        for where, folders, files in os.walk(top):
            here = [Path(where, name) for name in (*folders, *files)]
            yield from (path for path in sorted(here) if _is_link(path))
            folders[:] = [name for name in folders if not _is_link(Path(where, name))]


def _is_link(path: Path) -> bool:
    """A link of any kind: Windows has junctions as well."""
    is_junction = getattr(os.path, "isjunction", None)  # from Python 3.12 on
    return path.is_symlink() or bool(is_junction and is_junction(path))

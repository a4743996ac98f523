"""What site.yaml asks for in print, and the folders; the profiles that files are made with, out.

The ICC file of a print shop's press lies in the content folder, or in the theme.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from affiche.errors import AfficheError, Kind, Place, Problem, why
from affiche.model.choices import PrintColour
from affiche.model.printing import Print, PrintShop
from affiche.sheets.shop.inks import HEADER, is_cmyk_profile
from affiche.sheets.shop.printshop import PrintProfile
from affiche.themes import Theme

ENDINGS = (".icc", ".icm")


def find_icc(
    content: Path, theme: Theme, wanted: Print
) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The paths of the ICC files that site.yaml names, by those names, and what is wrong."""
    names = dict.fromkeys(shop.icc for shop in wanted.shops.values() if shop.icc)
    found = {name: _inside(content, name) or _in_theme(theme, name) for name in names}
    problems = [_amiss(name, path, content) for name, path in found.items()]
    good = {name: str(path) for name, path in found.items() if path}
    return good, tuple(problem for problem in problems if problem)


def _amiss(name: str, path: Path | None, content: Path) -> Problem | None:
    """What is wrong with an ICC file, at the line that names it."""
    if path is None:
        what = "the ICC profile {file} is not there"
        hint = "Put it into the content folder, or into the folder of the theme"
    elif not _is_press(path, path.stat().st_mtime_ns):
        what = "{file} is not the ICC profile of a press"
        hint = "Ask the print shop for its CMYK profile, such as PSOcoated_v3.icc"
    else:
        return None
    place = Place(f"{content.resolve().name}/site.yaml", *_line(content / "site.yaml", name))
    return Problem(Kind.ERROR, "no-icc", place, what, hint, {"file": name})


def _line(path: Path, name: str) -> tuple[int, int] | tuple[()]:
    """Where a name stands in a file: its line and column, from 1."""
    lines = path.read_text("utf-8", "replace").splitlines() if path.is_file() else []
    return next(((n, line.index(name) + 1) for n, line in enumerate(lines, 1) if name in line), ())


def _inside(folder: Path, name: str) -> Path | None:
    """A file in the folder, by its path from there; never one outside of it."""
    try:
        path = (folder / name).resolve()
        return path if path.is_relative_to(folder.resolve()) and path.is_file() else None
    except (OSError, ValueError):  # a name that no file can have
        return None


def _in_theme(theme: Theme, name: str) -> Path | None:
    return next((path for folder in theme.folders if (path := _inside(folder, name))), None)


@lru_cache(maxsize=8)
def _is_press(path: Path, _changed: int) -> bool:
    """Whether the file starts as the profile of a press does."""
    with path.open("rb") as source:
        return is_cmyk_profile(source.read(HEADER + 1))


def print_profile(shop: PrintShop, icc: Path | None) -> PrintProfile:
    """What the files of a print shop are made with. Raises AfficheError when the ICC is gone."""
    cmyk = icc is not None and shop.inks is PrintColour.CMYK
    return PrintProfile(
        bleed=shop.bleed,
        safety=shop.safety,
        frame=shop.frame,
        marks=shop.marks,
        colour=shop.inks,
        ink=shop.ink,
        icc=_read(icc, icc.stat().st_mtime_ns) if icc is not None and cmyk else None,
    )


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        said = {"path": str(path), "why": why(error)}
        raise AfficheError("{path} cannot be read or written: {why}", said) from error

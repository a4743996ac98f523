"""What site.yaml asks for in print, and the folders; the profile that files are made with, out.

The ICC file of the print shop's press lies in the content folder, or in the theme.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from affiche.errors import AfficheError, Kind, Place, Problem
from affiche.model import Settings
from affiche.pages.prints import print_colour
from affiche.sheets.printshop import PrintProfile
from affiche.themes import Theme

ENDINGS = (".icc", ".icm")


def find_icc(
    content: Path, theme: Theme, settings: Settings
) -> tuple[Path | None, tuple[Problem, ...]]:
    """The ICC file that site.yaml names (None when it names none), and what is wrong with it."""
    wanted = settings.print.icc
    if wanted is None:
        return None, ()
    place = Place(f"{content.resolve().name}/site.yaml")
    values = {"file": wanted}
    found = _inside(content, wanted) or _in_theme(theme, wanted)
    if found is None:
        what = "the ICC profile {file} is not there"
        hint = "Put it into the content folder, or into the folder of the theme"
        return None, (Problem(Kind.ERROR, "no-icc", place, what, hint, values),)
    if not _is_press(found, found.stat().st_mtime_ns):
        what = "{file} is not the ICC profile of a press"
        hint = "Ask the print shop for its CMYK profile, such as PSOcoated_v3.icc"
        return None, (Problem(Kind.ERROR, "no-icc", place, what, hint, values),)
    return found, ()


def _inside(folder: Path, name: str) -> Path | None:
    """A file in the folder, by its path from there; never one outside of it."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        return None
    return path


def _in_theme(theme: Theme, name: str) -> Path | None:
    return next((path for folder in theme.folders if (path := _inside(folder, name))), None)


@lru_cache(maxsize=8)
def _is_press(path: Path, _changed: int) -> bool:
    """Whether the file starts as the profile of a press does. Source: ICC.1:2022, 7.2."""
    with path.open("rb") as source:
        head = source.read(128)
    return head[12:20] == b"prtrCMYK" and head[36:40] == b"acsp"


def print_profile(settings: Settings, icc: Path | None) -> PrintProfile:
    """What the files of the print shop are made with. Raises AfficheError when the ICC is gone."""
    wanted = settings.print
    colour = print_colour(settings)
    return PrintProfile(
        bleed=wanted.bleed,
        safety=wanted.safety,
        frame=wanted.frame,
        marks=wanted.marks,
        colour=colour,
        ink=wanted.ink,
        icc=_read(icc, icc.stat().st_mtime_ns) if icc is not None and colour == "cmyk" else None,
    )


@lru_cache(maxsize=2)
def _read(path: Path, _changed: int) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise AfficheError(f"the ICC profile cannot be read: {error}") from error

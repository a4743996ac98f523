"""The files of the content folder in; those that may not be opened, and what documents may be
called by, out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from affiche.errors import Kind, Problem
from affiche.reading.advice.unread import WRITTEN, stem
from affiche.reading.files import names
from affiche.reading.files.folder import Folder
from affiche.reading.files.strays import leftover


def leading_out(folder: Folder) -> tuple[list[Problem], set[str]]:
    """Files that are links to somewhere else, or no files at all; they are never opened."""
    root = folder.root.resolve()
    found = []
    for file in folder.files:
        if leftover(file.rpartition("/")[2]):
            continue  # Emacs locks a file with a link to nowhere
        path = folder.path(file)
        if not path.is_file():  # asked first: a link that leads to itself leads nowhere
            found.append((file, "this is not a file that can be read"))
        elif path.is_symlink() and not path.resolve().is_relative_to(root):
            found.append((file, "this is a link to a file outside the content folder"))
    hint = "Put the file itself here"
    problems = [
        Problem(Kind.ERROR, "leads-out", folder.place(file), what, hint) for file, what in found
    ]
    return problems, {file for file, _ in found}


def ids(folder: Folder, kind: str, read: Iterable[str]) -> frozenset[str]:
    """What was read, and what misnamed files are or may be called once that is mended.

    References to "Peter de Vries.md" may say peter as well as peter-de-vries.
    """
    found = set(read)
    for file in folder.files:
        parent, _, name = file.rpartition("/")
        if parent != kind or Path(name).suffix.lower() not in WRITTEN or leftover(name):
            continue
        said = stem(name)
        found |= {names.identify(said), names.suggest(said)}
        if not names.fits(names.identify(said)):
            found.add(names.suggest(said).partition("-")[0])
    return frozenset(found)

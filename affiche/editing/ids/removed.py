"""The content and what git holds of it in; what was taken out and is missed, out.

A persona, journey or entry that is gone while others refer to it, and a change that takes more
than a fifth of the content away, are seldom meant.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from affiche.editing.ids import renaming
from affiche.editing.ids.renaming import Named
from affiche.editing.kinds import FOLDERS, kind_of
from affiche.erase.places import spots
from affiche.erase.who import Shelf, shelf
from affiche.errors import Kind, Place, Problem
from affiche.reading.files import names

SHARE, LEAST = 0.2, 2  # of all documents, and how many at least
PATIENCE = 10  # seconds


def problems(content: Path, against: str = "HEAD") -> tuple[Problem, ...]:
    """What is told of the documents that were there in `against`; nothing without git."""
    if not content.is_dir():
        return ()
    before = _files(content, against)
    held = shelf(content)
    gone = sorted(file for file in before if file not in held.files and not _moved(file, held))
    found = [*_missed(gone, held)]
    if len(gone) >= LEAST and len(gone) > SHARE * len(before):
        what = "more than a fifth of the content is gone: {n} of {all} documents, {files}"
        hint = "Put back what should have stayed, with git restore"
        files = tuple(f"{held.root.name}/{file}" for file in gone)
        values: dict[str, object] = {"n": len(gone), "all": len(before), "files": files}
        place = Place(held.root.name)
        found.append(Problem(Kind.WARNING, "much-removed", place, what, hint, values))
    return tuple(found)


def _missed(gone: list[str], held: Shelf) -> Iterator[Problem]:
    """Documents that are gone while others refer to them."""
    for file in gone:
        folder = file.partition("/")[0]
        named = Named(folder, names.identify(Path(file).stem), file)
        places = tuple(_referring(named, held))
        if places:
            yield Problem(
                Kind.WARNING, "removed", Place(f"{held.root.name}/{file}"),
                "{name} was taken out, and {places} still refer to it",
                "Put it back, archive it instead, or take the references out too",
                {"name": named.id, "places": places},
            )  # fmt: skip


def _referring(named: Named, held: Shelf) -> Iterator[str]:
    for file, text in held.texts.items():
        for spot in spots(file, text):
            if spot.value and renaming.refers(spot, named):
                yield f"{held.root.name}/{file}:{text.line(spot.node.start_mark.index)}"
                break


def _moved(file: str, held: Shelf) -> bool:
    """Whether a document remembers that this was its name."""
    folder, _, name = file.partition("/")
    stem = Path(name).stem
    return any(
        spot.value == stem and spot.way[:1] == ("formerly",)
        for other, text in held.texts.items()
        if other.startswith(f"{folder}/")
        for spot in spots(other, text)
    )


def _files(content: Path, against: str) -> set[str]:
    """The documents of that commit, by their path from the content folder."""
    command = ["git", "ls-tree", "-r", "-z", "--name-only", against, "--", "."]
    try:
        done = subprocess.run(command, cwd=content, capture_output=True, check=False,
                              encoding="utf-8", errors="replace", timeout=PATIENCE)  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return set()
    listed = done.stdout.split("\0") if done.returncode == 0 else []
    return {f for f in listed if f.partition("/")[0] in FOLDERS and kind_of(f)}

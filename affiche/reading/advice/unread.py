"""The files of the content folder in; those that nothing reads, and what to name them, out.

A wrong ending is a mistake; something unknown, or in the wrong place, a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from affiche.commands import Command
from affiche.errors import Kind, Problem
from affiche.reading import guesses
from affiche.reading.files import names
from affiche.reading.files.folder import Folder
from affiche.reading.files.strays import leftover
from affiche.reading.targets.pictures import ENDINGS, PHOTO_ENDINGS
from affiche.words import spellings

# Folder → the ending of what is read in it. The rest of content/ has readers of its own.
FOLDERS = {"personas": ".md", "journeys": ".yaml", "briefings": ".md"}
FILES = ("site.yaml", "touchpoints.yaml", "opportunities.yaml")
OTHERS = (
    "images", "feedback", "measurements", "copies.yaml", "decisions", "events", "erased.yaml",
)  # fmt: skip
PROFILES = (".icc", ".icm")  # of the printer, named in site.yaml
# What a writer may take for the right ending.
WRITTEN = (".md", ".markdown", ".mdown", ".mkd", ".mdtext", ".mdx", ".yaml", ".yml", ".txt")
_MARKDOWN = WRITTEN[:6]
_OFFICE = (".doc", ".odt", ".rtf", ".pages", ".gdoc", ".html", ".htm", ".pdf")
_IMPORTED = (".docx", ".xlsx", ".ods", ".csv", ".tsv", ".json")
_ENDINGS = re.compile(r"(?:\.(?:md|markdown|mdown|mkd|mdtext|mdx|ya?ml|txt))+$", re.I)


def stem(name: str) -> str:
    """A file's name without any ending that a writer may take for the right one."""
    return _ENDINGS.sub("", name) or name


def misnamed(file: str) -> str | None:
    """The folder in which a file stands that would be read there with another ending."""
    top, _, name = file.partition("/")
    ending = FOLDERS.get(top)
    if not ending or "/" in name or leftover(name):
        return None
    right = name.endswith(ending) and stem(name) == name.removesuffix(ending)
    return None if right or PurePosixPath(name).suffix.lower() not in WRITTEN else top


def unread(folder: Folder) -> Iterator[Problem]:
    """What is wrong with the name or the place of files that nothing reads."""
    for file in folder.files:
        top, _, name = file.partition("/")
        suffix = PurePosixPath(file).suffix.lower()
        if leftover(file.rpartition("/")[2]) or top in (*FILES, *OTHERS):
            continue
        if misnamed(file):
            yield _wrong_ending(folder, file, top, suffix)
        elif _is_read(top, name) or suffix in (*ENDINGS, *PHOTO_ENDINGS, *PROFILES):
            continue
        elif top in FOLDERS and suffix in WRITTEN:
            yield _too_deep(folder, file, top)
        elif top in FOLDERS and suffix in _OFFICE:
            yield _of_an_office(folder, file, top)
        elif top in FOLDERS and suffix in _IMPORTED:
            yield _of_another_program(folder, file)
        else:
            yield _unknown(folder, file, top)


def _is_read(top: str, name: str) -> bool:
    return top in FOLDERS and "/" not in name and name.endswith(FOLDERS[top])


def _wrong_ending(folder: Folder, file: str, top: str, suffix: str) -> Problem:
    ending = FOLDERS[top]
    better = stem(file.rpartition("/")[2]) + ending
    hint = names.RENAME
    if f"{top}/{better}" in folder.files:
        hint = names.THERE
    if ending == ".yaml" and suffix in _MARKDOWN:
        hint = "A journey is written in YAML: see `{command}`"
    return Problem(
        Kind.ERROR, "wrong-ending", folder.place(file),
        "in {folder} only {ending} files are read", hint,
        {"folder": top, "ending": ending, "better": better,
         "command": Command("new", "journey", stem(file.rpartition("/")[2]))},
    )  # fmt: skip


def _too_deep(folder: Folder, file: str, top: str) -> Problem:
    name = stem(file.rpartition("/")[2])
    better = f"{top}/{names.suggest(name)}{FOLDERS[top]}"
    return Problem(
        Kind.WARNING, "unread-file", folder.place(file),
        "this file is not read: it stands in a folder inside {folder}",
        names.THERE if better in folder.files else "Put it in {folder} itself, as `{better}`",
        {"folder": top, "better": better},
    )  # fmt: skip


def _of_another_program(folder: Folder, file: str) -> Problem:
    place = folder.place(file)
    return Problem(
        Kind.WARNING, "unread-file", place, "this kind of file is not read",
        "Type `{command}`: that makes a file of it that is read",
        {"command": Command("import", place.path)},
    )  # fmt: skip


def _of_an_office(folder: Folder, file: str, top: str) -> Problem:
    better = names.suggest(PurePosixPath(file).stem) + FOLDERS[top]
    return Problem(
        Kind.WARNING, "unread-file", folder.place(file), "this kind of file is not read",
        "Save it as plain text, as `{better}`", {"better": better},
    )  # fmt: skip


def _unknown(folder: Folder, file: str, top: str) -> Problem:
    known = (*FOLDERS, *OTHERS) if "/" in file else FILES
    guess = _meant(top, known) or (guesses.close(top, known) if top not in FOLDERS else None)
    kind = Kind.ERROR if guess else Kind.WARNING
    at_top = "/" not in file and PurePosixPath(top).suffix.lower() in (*_MARKDOWN, ".txt")
    better = f"personas/{names.suggest(stem(top))}.md"
    hint = "Did you mean `{guess}`?" if guess else "Move it out of the content folder"
    if at_top and not guess:
        hint = "Put a persona in personas/ as `{name}`; anything else out of the content folder"
    if guess:
        better = file.replace(top, guess, 1)
    if better in folder.files and (guess or at_top):
        hint = names.THERE
    name = better.rpartition("/")[2]
    return Problem(
        kind, "unread-file", folder.place(file), "this file is not read", hint,
        {"guess": guess, "better": better, "name": name},
    )  # fmt: skip


def _meant(top: str, known: Iterable[str]) -> str | None:
    """What is read under another name: with another ending, or in another language."""
    said = {stem(name): name for name in known}
    word = stem(top).casefold().replace("\u2019", "'")
    return said.get(stem(top)) or said.get(spellings(tuple(said), "folder").get(word, ""))

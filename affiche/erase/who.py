"""A word in; who is meant, out: a persona, a photo, or a person whom the content names.

Nothing outside of the content is ever meant, whatever path is written.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from affiche.erase import naming
from affiche.errors import ContentError, Kind, Place, Problem
from affiche.measures.tables import books
from affiche.model import Persona, PersonaKind
from affiche.reading import documents
from affiche.reading.canonical import Own
from affiche.reading.files import names
from affiche.reading.targets.pictures import ENDINGS
from affiche.splicing import written
from affiche.splicing.written import Written

TABLES = (".csv", ".tsv")
TEXTS = (".md", ".markdown", ".yaml", ".yml", ".json", ".txt", *TABLES)
BOOKS = (".xlsx", ".xls", ".ods")
SMALL = 20_000_000  # bytes of a file that nobody reads and that is looked through


@dataclass(frozen=True)
class Shelf:
    """The content: where it is, its texts by their path from there, and every file in it. What is
    a link to somewhere else is none of it."""

    root: Path
    texts: Mapping[str, Written]
    files: tuple[str, ...]
    unread: Mapping[str, str] = field(default_factory=dict)
    """What stands in small files that nobody reads: copies of editors, drawings, photos."""

    @property
    def personas(self) -> dict[str, str]:
        """Id → file of every persona."""
        found = (f for f in self.files if f.startswith("personas/") and f.count("/") == 1)
        return {names.identify(Path(f).stem): f for f in found if f.endswith(".md")}

    def persona(self, file: str) -> Persona | None:
        """A persona as it is read, with mistakes or not."""
        raw = (self.root / file).read_bytes()
        return documents.persona(file, names.identify(Path(file).stem), raw, Own()).rest


@dataclass(frozen=True)
class Target:
    """Who is meant. `persona` is an id, `photo` a file from the content; `names` are taken out of
    texts, `hinted` are only told, because they may be somebody else's or mean something else."""

    who: str
    persona: str = ""
    photo: str = ""
    names: tuple[str, ...] = ()
    hinted: tuple[str, ...] = field(default=())


def shelf(content: Path) -> Shelf:
    """The content as it lies there."""
    root = content.resolve()
    files = tuple(sorted(_files(root)))
    texts, unread = {}, {}
    for file in files:
        if file.lower().endswith(TEXTS) and (read := written.read(root / file)):
            texts[file] = read
        elif not file.lower().endswith(BOOKS) and (root / file).stat().st_size < SMALL:
            unread[file] = (root / file).read_bytes().decode("utf-8", "replace")
    return Shelf(root, texts, files, unread)


def _files(root: Path) -> Iterator[str]:
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not Path(folder, name).is_symlink())
        for name in files:
            path = Path(folder, name)
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(root).as_posix()


def meant(who: str, shelf: Shelf) -> Target:
    """Who is meant. Raises ContentError when nobody is."""
    known = shelf.personas
    asked = " ".join(who.split())
    if file := known.get(asked.removesuffix(".md")) or known.get(asked.removesuffix(".md").lower()):
        return _persona(file, shelf)
    if photo := _photo(who, shelf):
        return Target(photo.removeprefix("images/"), photo=photo)
    for file in known.values():
        made = shelf.persona(file)
        if made and made.name.casefold() == asked.casefold():
            return _persona(file, shelf)
    hinted = naming.others(asked) if asked else ()
    if len(asked) > 1 and any(_named(name, shelf) for name in (asked, *hinted)):
        return Target(asked, names=(asked,), hinted=hinted)
    raise _nobody(who, shelf)


def _persona(file: str, shelf: Shelf) -> Target:
    name = names.identify(Path(file).stem)
    made = shelf.persona(file)
    if made is None:
        return Target(name, persona=name)
    others = [shelf.persona(other) for other in shelf.personas.values() if other != file]
    shared = any(other and other.name.casefold() == made.name.casefold() for other in others)
    if made.kind is not PersonaKind.PERSON or shared:
        return Target(made.name, persona=name, hinted=(made.name,))
    first = made.name.split()[0]
    hinted = ((first,) if first != made.name else ()) + naming.others(made.name)
    return Target(made.name, name, names=(made.name,), hinted=hinted)


def _photo(who: str, shelf: Shelf) -> str:
    """The picture that is meant: "peter.svg", "images/peter.svg" or "content/images/peter.svg"."""
    said = who.strip().replace("\\", "/").removeprefix("./").removeprefix(f"{shelf.root.name}/")
    pictures = [file for file in shelf.files if file.lower().endswith(ENDINGS)]
    return next((f for f in (f"images/{said}", said) if f in pictures), "")


def _named(name: str, shelf: Shelf) -> bool:
    wanted = naming.pattern(name)
    texts = (*(text.text for text in shelf.texts.values()), *shelf.unread.values())
    named = (*texts, *(Path(file).stem.replace("-", " ") for file in shelf.files))
    return any(map(wanted.search, named)) or any(
        wanted.search(str(said))
        for file in shelf.files
        if file.lower().endswith(BOOKS)
        for _, said in books.filled((shelf.root / file).read_bytes())
    )


def _nobody(who: str, shelf: Shelf) -> ContentError:
    pictures = (f for f in shelf.files if f.startswith("images/"))
    shown = (f.removeprefix("images/") for f in pictures if f.lower().endswith(ENDINGS))
    known = [*shelf.personas, *shown]
    near = get_close_matches(who, known, 1)
    what = "nobody is called {name} here: no persona, no photo, and no text names them"
    hint = "Did you mean {guess}?" if near else "There are: {known}."
    values = {"name": who, "guess": "".join(near), "known": ", ".join(known)}
    return ContentError([Problem(Kind.ERROR, "unknown-id", Place(""), what, hint, values)])

"""What content refers to in; pictures that can be used and every mistake about the others, out.

`content/images` is where pictures stand; one beside the document is found too. Nothing outside
the content folder is ever opened.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from affiche.errors import Kind, Place, Problem
from affiche.markup import parted
from affiche.model import ImageFile, Journey, Persona
from affiche.model.loop import Event
from affiche.reading import guesses
from affiche.reading.documents import Read
from affiche.reading.letters import alike, composed
from affiche.reading.places import Branch
from affiche.reading.targets.drawings import UnusableError
from affiche.reading.targets.links import Link, links
from affiche.reading.targets.pictures import ENDINGS, measure
from affiche.reading.validation import UNKNOWN

_ON_DISK = re.compile(r"[A-Za-z]:[\\/]|file:|\\\\", re.I)  # C:/Users, file:///, a share
_OUTSIDE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


@dataclass
class Album:
    """The pictures that were found so far, by each name under which they are asked for."""

    content: Path
    label: str
    files: Mapping[str, str]  # every file under content, from there, with /, and its real name
    images: dict[str, ImageFile] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def want(self, written: str, folder: str, place: Place, markdown: bool = False) -> None:
        """Look `written` up, as written in a document of `folder` ("personas").

        In Markdown it is an address from the document's folder, in a field only a name.
        """
        found = self._find(written, folder, place)
        if found is None:
            return
        source = self.content / self.files[found]
        looked = measure(source)
        if isinstance(looked, UnusableError):
            self.problems.append(
                Problem(Kind.ERROR, "bad-picture", place, looked.what, looked.hint, {"file": found})
            )
            return
        name = found.removeprefix("images/")
        image = ImageFile(
            file=name,
            source=str(source.resolve()),
            digest=looked.digest,
            width=looked.width,
            height=looked.height,
            drawing=looked.drawing,
            holds_pictures=looked.holds_pictures,
        )
        near = posixpath.normpath(posixpath.join(self.label, folder, unquote(written)))
        asked = near if markdown else written
        self.images[name] = self.images[asked] = self.images[composed(asked)] = image

    def _find(self, written: str, folder: str, place: Place) -> str | None:
        """The file from the content folder, or None and a problem."""
        path = composed(unquote(written)).replace("\\", "/").strip()
        near = posixpath.normpath(posixpath.join(folder, path))
        outside = _OUTSIDE.match(path) or path.startswith("/") or near.startswith("../")
        for name in _from_the_site(path, self.label) if outside else self._names(path, folder):
            if name in self.files:
                return self._inside(name, written, place)
        if not outside and (meant := self._alike(path, folder)):
            return self._inside(meant, written, place)
        guess = self._guess(path)
        what = (
            "pictures come from content/images, not from {file}"
            if outside
            else "the picture {file} is not there"
        )
        hint = "Did you mean `{guess}`?" if guess else "Put it in content/images"
        self._miss(place, what, hint, file=written, guess=guess)
        return None

    def _names(self, path: str, folder: str) -> Iterator[str]:
        """Where a picture may be that is called `path` in a document of `folder`."""
        for base in ("images", folder, ""):
            yield posixpath.normpath(posixpath.join(base, path))
        yield path.removeprefix(f"{self.label}/")

    def _alike(self, path: str, folder: str) -> str | None:
        """The one file whose name cannot be told from `path` by eye, or only by its capitals."""
        meant = {alike(name) for name in self._names(path, folder)}
        found = [file for file in self.files if alike(file) in meant]
        return found[0] if len(found) == 1 else None

    def _guess(self, path: str) -> str | None:
        """The picture that was probably meant: one with that name, whatever its ending."""
        known = sorted(f.removeprefix("images/") for f in self.files if f.lower().endswith(ENDINGS))
        stems = {name.rpartition(".")[0]: name for name in reversed(known)}
        name = posixpath.basename(path)
        meant = guesses.close(name, known)
        return meant or stems.get(guesses.close(name.rpartition(".")[0], stems) or "")

    def _inside(self, found: str, written: str, place: Place) -> str | None:
        if (self.content / self.files[found]).resolve().is_relative_to(self.content.resolve()):
            return found
        self._miss(place, "{file} leads out of the content folder", "Put the file itself there",
                   file=written)  # fmt: skip
        return None

    def _miss(self, place: Place, what: str, hint: str, **values: object) -> None:
        self.problems.append(Problem(Kind.ERROR, "no-picture", place, what, hint, values))


def look(
    content: Path, label: str, files: Mapping[str, str], reads: Mapping[str, Iterable[Read[Any]]]
) -> tuple[dict[str, ImageFile], list[Problem]]:
    """Every picture that the documents of each folder show, and what is wrong with addresses."""
    album = Album(content, label, files)
    problems: list[Problem] = []
    for folder, documents in reads.items():
        for read in documents:
            for written, place in _fields(read):
                album.want(written, folder, place)
            for link in links(read.text):
                place = Place(read.path, link.line, link.column)
                if link.picture and _is_local(link.address):
                    album.want(link.address, folder, place, markdown=True)
                else:
                    problems += _address(link, folder, album.files, place)
    return album.images, [*album.problems, *problems]


def _from_the_site(path: str, label: str) -> Iterator[str]:
    """Where a form editor puts what it calls /images/uploads/peter.jpg: the whole of it under
    content, or all but its first folders under content/images."""
    if not path.startswith("/") or path.startswith("//"):
        return
    parts = [part for part in path.split("/") if part]
    yield "/".join(parts)
    for start in range(len(parts)):
        yield "/".join(["images", *parts[start:]])
        if parts[start] == label:
            yield "/".join(parts[start + 1 :])


def _fields(read: Read[Any]) -> Iterator[tuple[str, Place]]:
    """The pictures that stand in fields."""
    value = read.rest
    if isinstance(value, Persona | Event) and value.photo and value.photo.file == UNKNOWN:
        return  # that it lacks is told already
    if isinstance(value, Persona) and value.photo and not _stands_in_text(read):
        yield value.photo.file, read.place("photo", "file")
    elif isinstance(value, Event):
        if value.photo:
            yield value.photo.file, read.place("photo", "file")
    elif isinstance(value, Journey):
        for number, phase in enumerate(value.phases):
            for count, touchpoint in enumerate(phase.touchpoints):
                if touchpoint.image:
                    location = ("phases", number, "touchpoints", count, "image")
                    yield touchpoint.image, read.place(*location)


def _stands_in_text(read: Read[Any]) -> bool:
    """Whether the face comes from the text: it is looked up among the links there."""
    photo = read.tree.values.get("photo")
    return isinstance(photo, Branch) and not photo.values


def _is_local(address: str) -> bool:
    return not _OUTSIDE.match(address)


def _address(link: Link, folder: str, files: Mapping[str, str], place: Place) -> Iterator[Problem]:
    """A picture from elsewhere, or a link to a file that is not there."""
    if link.picture:
        own = _ON_DISK.match(link.address)
        yield Problem(
            Kind.WARNING, "remote-picture", place,
            "this picture stands on your own computer: {address}" if own else
            "a picture from another site is not shown: {address}",
            "Put it in content/images, and write its name here", {"address": link.address},
        )  # fmt: skip
        return
    path = composed(unquote(parted(link.address).path)) if _is_local(link.address) else ""
    if not path:
        return
    near = posixpath.normpath(posixpath.join(folder, path))
    if path.startswith("/") or (near not in files and f"images/{path}" not in files):
        known = [posixpath.relpath(f, folder) for f in files if f.endswith((".md", ".yaml"))]
        guess = guesses.close(path, sorted(known))
        others = (f for f in sorted(known) if not place.path.endswith(f"/{folder}/{f}"))
        example = next((f for f in others if f.endswith(".md")), None)
        yield Problem(
            Kind.WARNING, "broken-link", place,
            "this link leads nowhere: {address}",
            "Did you mean `{guess}`?" if guess
            else "Link to a file in content, as in {example}" if example
            else "Link to a file in content",
            {"address": link.address, "guess": guess, "example": example},
        )  # fmt: skip

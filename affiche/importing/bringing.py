"""Files in; files of content, what became of every piece, and words that had no place, out."""

from __future__ import annotations

import errno
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from affiche.errors import ContentError, Kind, Place, Problem, unwritten, why
from affiche.importing import journeys, personas, pictures, trying, writing
from affiche.importing.drafts import Draft, Moved
from affiche.importing.formats import sources
from affiche.importing.journeys import stages
from affiche.importing.personas import people
from affiche.importing.tree import Source
from affiche.leaks.match import Index, fold
from affiche.reading.files import names
from affiche.reading.files.strays import leftover
from affiche.starters import slug
from affiche.words import Words

_WORD = re.compile(r"[^\W_]+")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&[a-z]+;|&#\d+;|^[ \t>]*\d{1,3}[.)](?=\s)", re.M)


@dataclass(frozen=True)
class Made:
    """A file of content: its path on the disk, its text, and what went where."""

    path: Path
    text: str
    name: str
    kind: str
    source: str
    moved: tuple[Moved, ...]


@dataclass(frozen=True)
class Brought:
    """All that was made, how many words the sources have, and the pictures that came along."""

    made: tuple[Made, ...]
    words: int
    images: tuple[Path, ...] = ()


def bring(
    files: Sequence[Path], content: Path, today: date, words: Words, write: bool = True
) -> Brought:
    """Make files of content out of files. Raises ContentError with all mistakes, and when a file
    is there already; then nothing is written."""
    read = _read(files)
    drafts = [(source, _drafts(source, words)) for source in read]
    photos = [one for source, group in drafts for one in pictures.given(source.pictures, group)]
    placed = _placed([draft for _, group in drafts for draft in group], content)
    images = pictures.named(placed, photos, content, words)
    for source, group in drafts:
        _keep_all(source, group, words)
        _keep_open(group, words)
    _introduce(placed, content)
    texts = trying.tried(placed, content, today, words, images)
    images = pictures.kept(images, list(placed.values()))
    made = tuple(
        Made(content / path, texts[path], draft.name, draft.kind, draft.source, tuple(draft.moved))
        for path, draft in placed.items()
    )
    if write:
        _write({one.path: one.text.encode() for one in made}
               | {content / path: raw for path, raw in images.items()})  # fmt: skip
    count = sum(len(_WORD.findall(plain(source.words))) for source in read)
    return Brought(made, count, tuple(content / path for path in images))


def _read(files: Sequence[Path]) -> list[Source]:
    problems: list[Problem] = []
    found = []
    for path in files:
        try:
            if path.exists() and not path.is_file():  # a pipe or a device may have no end
                raise OSError(errno.EISDIR if path.is_dir() else errno.ENXIO, "", str(path))
            found.append(sources.read(path.as_posix(), path.read_bytes(), pictures.beside(path)))
        except ContentError as wrong:
            problems += wrong.problems
        except OSError as error:
            what, hint = "this file cannot be read: {why}", "Look whether the name is right"
            if isinstance(error, FileNotFoundError):
                what = "there is no such file"
            values = {"why": why(error)}
            problems.append(
                Problem(Kind.ERROR, "import", Place(path.as_posix()), what, hint, values)
            )
    if problems:
        raise ContentError(problems)
    return found


def _drafts(source: Source, words: Words) -> list[Draft]:
    """Personas or journeys, as the file says or as it looks; and the journeys drawn in it."""
    drawn = journeys.diagrams(source, words)
    bare = not any(node.title or node.text.strip() for node in source.root.all())
    if bare and drawn:
        made = []
    elif _is_journey(source):
        made = journeys.drafts(source, words)
    else:
        made = personas.drafts(source, words)
    if drawn and made and made[0].kind == "journey" and not stages.found(source.root):
        # A page around a drawing: its text goes along with the journey that is drawn.
        for told in _told(source):
            drawn[0].note(told)
        journeys.explain(drawn[0], words)
        made = []
    found = [*made, *drawn]
    if source.note:
        found[0].labels.append(source.note)
    for remark in source.remarks:
        found[0].note(remark)
    for address in source.addresses:  # no secret: it may stand on any page
        found[0].comment(address)
    return found


def _told(source: Source) -> list[str]:
    front = [f"{key}: {text}" for key, text in source.front]
    parts = ((node.title and f"**{node.title}**", node.text) for node in source.root.all())
    told = ("\n\n".join(part for part in pair if part.strip()) for pair in parts)
    return [*front, *filter(None, told)]


def _is_journey(source: Source) -> bool:
    if source.sure:
        return source.sure == "journey"
    phases, fields = stages.found(source.root), people.found(source.root)
    if stages.says_journey(source):
        return True
    if people.named(source.root) or people.says_persona(source):
        return False
    if source.diagrams and fields < 2:
        return True
    return phases > 1 and fields < 3


# Names ------------------------------------------------------------------------------------------


def _placed(drafts: Sequence[Draft], content: Path) -> dict[str, Draft]:
    """Each draft under the path of its file; ContentError when one is there already."""
    placed: dict[str, Draft] = {}
    clashes = []
    for draft in drafts:
        wanted = slug(draft.name) or names.suggest(draft.name)[:60].strip("-")
        if leftover(f"{wanted}.md"):  # nobody reads a file of that name
            wanted = f"{draft.kind}-{wanted}"
        number, path = 1, writing.path(draft, wanted)
        while path.casefold() in {one.casefold() for one in placed}:
            number += 1
            path = writing.path(draft, f"{wanted}-{number}")
        placed[path] = draft
        if (content / path).exists():
            clashes.append(_clash(draft, content / path))
    if clashes:
        raise ContentError(clashes)
    return placed


def _introduce(placed: Mapping[str, Draft], content: Path) -> None:
    """Name the persona of a journey that says whose it is, when that one is known."""
    known = {
        _folded(draft.name): Path(path).stem
        for path, draft in placed.items()
        if draft.kind == "persona"
    }
    for path in sorted((content / "personas").glob("*.md")):
        match = re.search(r"^(?:name:|#)\s*[\"']?(.+?)[\"']?\s*$", _head(path), re.M)
        if match:
            known.setdefault(_folded(match[1]), path.stem)
    for draft in placed.values():
        told = _folded(" ".join(draft.about))
        found = [name for name in known if f" {name} " in f" {told} "]
        if found and draft.kind == "journey":
            draft.fields["persona"] = known[max(found, key=len)]


def _head(path: Path) -> str:
    try:  # a pipe has no end
        return path.read_bytes()[:4000].decode("utf-8", "replace") if path.is_file() else ""
    except OSError:
        return ""


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _clash(draft: Draft, path: Path) -> Problem:
    what = "{name} would become {path}, which is already there"
    hint = "Rename the file that is there, or take it away; or bring it in elsewhere with: {option}"
    values = {"name": draft.name, "path": path.as_posix(), "option": "--content DIR"}
    return Problem(Kind.ERROR, "import", Place(draft.source, draft.line), what, hint, values)


def _write(files: Mapping[Path, bytes]) -> None:
    """All files, or none: one that came in the meantime takes back those that were written."""
    written: list[Path] = []
    try:
        for path, raw in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                written.append(path)
                file.write(raw)
    except OSError as error:
        for path in written:
            path.unlink(missing_ok=True)
        raise ContentError([unwritten(error)]) from None


# No word is lost -------------------------------------------------------------------------------


def plain(text: str) -> str:
    """A text without tags and entities of HTML and the numbers of lists."""
    return _MARKUP.sub(" ", text)


def _keep_all(source: Source, group: Sequence[Draft], words: Words) -> None:
    """Put every line of the source of which a word is in none of its files into the notes."""
    made = [writing.text(draft, words) for draft in group]
    # With tags and without: the one counts what only looks like a tag, neither counts twice.
    there = Counter(word for text in made for word in _WORD.findall(plain(text)))
    there |= Counter(word for text in made for word in _WORD.findall(text))
    missing = Counter(_WORD.findall(plain(source.words))) - there
    if source.cells:  # a key or a cell that is the same for several is said once
        missing = Counter({word: n for word, n in missing.items() if word not in there})
    for number, line in enumerate(source.words.split("\n") if missing else (), 1):
        said = Counter(_WORD.findall(plain(line)))
        lost = said & missing
        if lost:
            group[0].comment(line.strip(), "", number)
            missing -= lost


def _keep_open(group: Sequence[Draft], words: Words) -> None:
    """Make a comment of every note that says what is on a page as well: a field for nobody may
    not be found there, or no site is made."""
    said = "\n".join(writing.text(replace(draft, notes=[]), words) for draft in group)
    shown = fold(said)
    for draft in group:
        notes = list(draft.notes)
        for number in {hit.number for hit in Index(notes).find(shown)}:
            draft.uncover(notes[number])

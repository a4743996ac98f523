"""An id, another one and the content in; every file that changes when the one becomes the other,
out.

The file itself, the files of its feedback, the pictures that are called as it is, and every place
that refers to it: fields, the maps of measurements, cells of tables, printed copies, links. The old
address stays, as a page that leads on (`formerly`).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from affiche.editing.kinds import FOLDERS, kind_of
from affiche.editing.merging import merge
from affiche.erase import books as in_books
from affiche.erase import naming, tables
from affiche.erase.places import picture_of, resolved, spots, tree_of
from affiche.erase.who import TABLES, Shelf, Target
from affiche.errors import ContentError, Kind, Place, Problem
from affiche.measures.exports.called import PLACES
from affiche.reading.files import names
from affiche.reading.targets.links import links
from affiche.splicing.nodes import Node, data_of, of_data
from affiche.splicing.trees import Spot
from affiche.splicing.written import Edit, Written

# Fields that name a document by its id.
FIELDS = {
    "personas": ("persona", "personas"),
    "journeys": ("journeys", "journey", "parent", "compare_to"),
    "touchpoints": ("ref", "touchpoints", "touchpoint"),
    "opportunities": ("ref", "opportunities", "opportunity"),
}
REGISTERS = ("touchpoints", "opportunities")
# Documents that leave a page at their old address.
LEADING_ON = ("personas", "journeys")
COLUMNS = {"personas": "persona", "journeys": "journey", "touchpoints": "touchpoint",
           "opportunities": "opportunity"}  # fmt: skip


@dataclass(frozen=True)
class Named:
    """What an id names: the folder or register that it is in, and its file."""

    folder: str
    id: str
    file: str


@dataclass(frozen=True)
class Changes:
    """What becomes of the files, path from the content folder → bytes (None for a name that is
    gone); the places, for who reads; and cells that only a spreadsheet program can change."""

    files: dict[str, bytes | None]
    places: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()


def rename(held: Shelf, old: str, new: str) -> Changes:
    """Everything that changes. Raises ContentError when nothing has the old id, or something the
    new one, or when that cannot be a file name."""
    named = find(held, old)
    wanted = new.removesuffix(Path(named.file).suffix).rpartition("/")[2]
    _check(held, named, wanted)
    return _changes(held, named, wanted)


def find(held: Shelf, said: str) -> Named:
    """What an id names: "peter", "personas/peter" or "content/personas/peter.md"."""
    word = said.strip().replace("\\", "/").removeprefix(f"{held.root.name}/")
    folder, _, name = word.rpartition("/")
    stem = name.removesuffix(".md").removesuffix(".yaml")
    known = [one for one in every(held) if one.id == stem and folder in ("", one.folder)]
    if len(known) == 1:
        return known[0]
    ids = sorted({one.id for one in every(held)})
    near = _now(held, stem) or get_close_matches(stem, ids, 1)
    values: dict[str, object] = {
        "name": said, "guess": "".join(near[:1]), "known": ", ".join(ids),
        "files": ", ".join(f"{one.folder}/{one.id}" for one in known),
    }  # fmt: skip
    if known:
        raise _wrong("several things are called {name}", "Say which: {files}", values)
    hint = "Did you mean `{guess}`?" if near else "There are: {known}."
    if not ids:
        hint = "There is no persona and no journey in this folder: are you in the right one?"
    raise _wrong("nothing is called {name} here", hint, values)


def _now(held: Shelf, stem: str) -> list[str]:
    """What has this id no more, and what it is now."""
    return [
        one.id
        for one in every(held)
        for spot in (spots(one.file, held.texts[one.file]) if one.file in held.texts else ())
        if spot.value == stem and spot.way[:1] == ("formerly",)
    ]


def every(held: Shelf) -> Iterator[Named]:
    """Everything that has an id."""
    for file in held.files:
        folder, _, name = file.partition("/")
        if folder in FOLDERS and folder != "feedback" and "/" not in name and kind_of(file):
            yield Named(folder, names.identify(Path(name).stem), file)
    for register in REGISTERS:
        file = f"{register}.yaml"
        for spot in spots(file, held.texts[file]) if file in held.texts else ():
            if len(spot.way) == 1:
                yield Named(register, str(spot.way[0]), file)


def _check(held: Shelf, named: Named, wanted: str) -> None:
    if not names.fits(wanted) or "." in wanted:
        hint = "Did you mean `{guess}`?"
        values: dict[str, object] = {"id": wanted, "guess": names.suggest(wanted.replace(".", "-"))}
        raise _wrong("{id} cannot be a file name", hint, values)
    taken = [one for one in every(held) if one.folder == named.folder and one.id == wanted]
    if taken:
        hint = "Choose another name."
        raise _wrong("{path} is already there", hint, {"path": f"{named.folder}/{wanted}"})


def _wrong(what: str, hint: str, values: dict[str, object]) -> ContentError:
    return ContentError([Problem(Kind.ERROR, "unknown-id", Place(""), what, hint, values)])


# What changes ------------------------------------------------------------------------------


def referring(held: Shelf, named: Named, wanted: str) -> Changes:
    """Every place that refers to it, for when another takes its place; its feedback goes along."""
    moved = {old: new for old, new in _moved(held, named, wanted) if old.startswith("feedback/")}
    taken = [new for new in moved.values() if new in held.files]
    if taken:
        values: dict[str, object] = {"path": ", ".join(taken)}
        raise _wrong("{path} is already there", "Give the rounds of feedback other names.", values)
    return _changed(held, named, wanted, moved)


def _changes(held: Shelf, named: Named, wanted: str) -> Changes:
    moved = dict(_moved(held, named, wanted))
    changes = _changed(held, named, wanted, moved)
    if named.folder in LEADING_ON:
        path = moved[named.file]
        made = formerly(path, changes.files[path] or b"", (named.id,))
        changes = replace(changes, files={**changes.files, path: made})
    return changes


def _changed(held: Shelf, named: Named, wanted: str, moved: dict[str, str]) -> Changes:
    files: dict[str, bytes | None] = {}
    places: list[str] = []
    leads = {named.file: f"{named.folder}/{wanted}{Path(named.file).suffix}", **moved}
    for file, text in held.texts.items():
        edits = [*_edits(file, text, named, wanted, leads, held)]
        if edits:
            files[file] = text.spliced(edits)
            places += [_told(held, file, text, edit) for edit in edits]
    for before, after in moved.items():
        raw = files.pop(before, None)
        files[after] = raw if raw is not None else (held.root / before).read_bytes()
        files[before] = None
    target = Target(named.id, persona=named.id if named.folder == "personas" else "")
    books = [f"{m.file}:{m.place}: {m.text}" for m in in_books.named(held, target)]
    return Changes(files, tuple(places), tuple(books) if target.persona else ())


def formerly(path: str, raw: bytes, ids: Iterable[str]) -> bytes:
    """A document that remembers addresses at which it stood before."""
    kind = kind_of(path)
    assert kind is not None
    there = merge.content(path, kind, raw)
    fields = there.fields or Node("map")
    said = data_of(fields.get("formerly")) or []
    known = said if isinstance(said, list) else [said]
    stem = Path(path).stem
    wanted = [one for one in dict.fromkeys([*known, *ids]) if one != stem]
    pairs = [pair for pair in fields.pairs if pair[0].text != "formerly"]
    if wanted:
        pairs.append((Node("text", text="formerly"), of_data(wanted)))
    return merge.merge(path, kind, raw, replace(there, fields=replace(fields, pairs=pairs)))


def _moved(held: Shelf, named: Named, wanted: str) -> Iterator[tuple[str, str]]:
    """Old → new path of every file that is called by the id."""
    if named.folder in REGISTERS:
        return
    yield named.file, f"{named.folder}/{wanted}{Path(named.file).suffix}"
    start = f"feedback/{named.id}/"
    for file in held.files:
        if file.startswith(start) and named.folder in LEADING_ON:
            yield file, f"feedback/{wanted}/{file.removeprefix(start)}"
        elif file.startswith("images/") and Path(file).stem == named.id:
            yield file, str(Path(file).with_stem(wanted).as_posix())


def _edits(
    file: str, text: Written, named: Named, wanted: str, moved: dict[str, str], held: Shelf
) -> Iterator[Edit]:
    folder = posixpath.dirname(file)
    tree = tree_of(file, text)
    inside: list[tuple[int, int]] = []
    for spot in tree.spots() if tree else ():
        if spot.value is None:
            continue
        start, end = tree.span(spot.node) if tree else (0, 0)
        picture = picture_of(spot, folder, held)
        made: str | None
        if picture in moved:
            made = spot.value.replace(Path(picture).name, Path(moved[picture]).name)
        else:
            made = _referring(file, spot, named, wanted)
        if made is not None and made != spot.value:
            inside.append((start, end))
            yield Edit(start, end, text.text[start:end].replace(spot.value, made))
    if named.folder in REGISTERS and file == named.file:
        yield from _key(text, tree, named, wanted)
    if file.endswith(TABLES) and named.folder in COLUMNS:
        yield from _cells(file, text, named, wanted, held)
    yield from _links(file, text, moved, held, inside)
    if folder == "images":
        yield from _pictures(text, moved)


def _referring(file: str, spot: Spot, named: Named, wanted: str) -> str | None:
    """What a value says when the thing has its new name; None when it says nothing of it."""
    keys = [step for step in spot.way if isinstance(step, str)]
    said = (spot.value or "").strip()
    last = keys[-1] if keys else ""
    if said == named.id:
        word = named.folder == "personas" and tables.is_word(spot)
        return wanted if last in FIELDS.get(named.folder, ()) or word or (
            last == "sheet" and named.folder in LEADING_ON) else None  # fmt: skip
    if last == "sheet" and named.folder in LEADING_ON and said.startswith(f"{named.id}-"):
        kind = said.removeprefix(f"{named.id}-").split("-")[0]
        return f"{wanted}{said.removeprefix(named.id)}" if kind in ("poster", "map") else None
    return None


def refers(spot: Spot, named: Named) -> bool:
    """Whether a value refers to this document."""
    return _referring("", spot, named, f"{named.id}-") is not None


def _key(text: Written, tree: object, named: Named, wanted: str) -> Iterator[Edit]:
    """The key of an entry in its register."""
    kind = kind_of(named.file)
    assert kind is not None
    for key, _ in (merge.read(named.file, kind, text.text).fields or Node("map")).pairs:
        if key.text == named.id:
            yield Edit(key.start, key.end, text.text[key.start : key.end].replace(named.id, wanted))


def _called(held: Shelf, named: Named) -> str:
    """What an entry of a register is called, which it stays: a cell with that is right as it is."""
    if named.folder not in REGISTERS:
        return ""
    entry = (spot for spot in spots(named.file, held.texts[named.file]) if len(spot.way) == 2)
    said = (s.value or "" for s in entry if s.way[0] == named.id and s.way[1] in ("name", "title"))
    return next(said, "").casefold()


def _cells(file: str, text: Written, named: Named, wanted: str, held: Shelf) -> Iterator[Edit]:
    """Cells of a table that name it."""
    ours = set(PLACES.get(COLUMNS[named.folder], ())) | {COLUMNS[named.folder]}
    ours |= tables.columns(held) if named.folder == "personas" else set()
    called = _called(held, named)
    columns: set[int] | None = None
    for row in naming.cells(text.text, tables.separator(file, text)):
        if columns is None:
            if any(each for _, _, each in row) and not row[0][2].lower().startswith("sep="):
                columns = {n for n, cell in enumerate(row) if cell[2].casefold() in ours}
            continue
        for number, (start, end, value) in enumerate(row):
            folded = value.casefold()
            if number in columns and folded == named.id.casefold() and folded != called:
                yield Edit(start, end, text.text[start:end].replace(value, wanted))


def _links(
    file: str, text: Written, moved: dict[str, str], held: Shelf, inside: list[tuple[int, int]]
) -> Iterator[Edit]:
    """Addresses in a text that lead to a file that is called otherwise now."""
    folder = posixpath.dirname(file)
    starts = [0]
    for line in text.text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for link in links(text.text):
        path, sign, rest = link.address.partition("#")
        target = resolved(path, folder, held)
        at = starts[link.line - 1] + link.column - 1
        if target in moved and not any(first <= at < last for first, last in inside):
            new = path.replace(posixpath.basename(target), posixpath.basename(moved[target]))
            yield Edit(at, at + len(link.address), f"{new}{sign}{rest}")


def _pictures(text: Written, moved: dict[str, str]) -> Iterator[Edit]:
    """Names of pictures in what stands beside them: whose they are, what they may be used for."""
    for before, after in moved.items():
        name = Path(before).name
        for match in re.finditer(rf"(?<![\w./-]){re.escape(name)}(?![\w.-])", text.text):
            yield Edit(match.start(), match.end(), Path(after).name)


def _told(held: Shelf, file: str, text: Written, edit: Edit) -> str:
    start = text.text.rfind("\n", 0, edit.start) + 1
    end = text.text.find("\n", edit.end)
    line = text.text[start : end if end >= 0 else len(text.text)].strip()
    return f"{held.root.name}/{file}:{text.line(edit.start)}: {line[:80]}"

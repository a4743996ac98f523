"""Who is meant and the content in; every place in it that holds something of them, out."""

from __future__ import annotations

import posixpath
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from affiche.erase import books, copies, made, naming, tables, trying
from affiche.erase.holdings import Change, Handed, History, Holdings, Mention
from affiche.erase.naming import PLACEHOLDER
from affiche.erase.places import change_at, picture_of, resolved, spots, tree_of, with_bytes
from affiche.erase.who import TABLES, Shelf, Target, meant, shelf
from affiche.reading.targets.links import links
from affiche.splicing.trees import Spot, Tree
from affiche.splicing.written import Edit, Written, outermost

# Where a document names personas, and how a text shows a picture.
PERSONAS = ("persona", "personas")
SHOWN = re.compile(
    r"!\[[^\]\n]*\]\([^)\n]*\)(?:\{[^}\n]*\})?|<img\b[^>\n]*>|^ {0,3}\[[^\]\n]+\]:.*$", re.M
)


def find(who: str, content: Path, outs: Iterable[Path], cache: Path, today: date) -> Holdings:
    """All that is held of somebody. Raises ContentError when nobody is meant. `outs` are folders
    with sites of ours."""
    held = shelf(content)
    target = meant(who, held)
    files = _files(target, held)
    pictures = [f for f in files if f in held.files and f not in held.texts]
    changes = [
        change
        for file, text in held.texts.items()
        if file not in files
        for change in _in_file(file, text, target, pictures, held)
    ]
    sheets = books.find(held, target, files)
    found = Holdings(
        who=target.who,
        root=held.root,
        files=tuple(files),
        changes=tuple(changes),
        after={},
        made=made.outputs(outs, cache),
        cells=tuple(sheets.cells),
        books=sheets.after,
        by_hand=tuple(sheets.by_hand),
        handed=tuple(_handed(held, target, files)),
        hanging=tuple(copies.hanging(target, held)),
    )
    found = trying.tried(with_bytes(found, held), held, today)
    touched = dict.fromkeys([*files, *found.after])
    return replace(
        found,
        mentions=tuple(_mentions(found, held, target)),
        history=_history(held.root, touched),
    )


# Files of their own ------------------------------------------------------------------------


def _files(target: Target, held: Shelf) -> list[str]:
    """The files that are theirs alone."""
    if target.photo:
        return [target.photo]
    if not target.persona:
        return _pictures_called(target, held)
    own = held.personas[target.persona]
    feedback = [f for f in held.files if f.startswith(f"feedback/{target.persona}/")]
    mine = _shown_in(own, held.texts[own], held) if own in held.texts else set()
    others = {f for file in held.personas.values() if file != own and file in held.texts
              for f in _shown_in(file, held.texts[file], held)}  # fmt: skip
    called = _pictures_called(target, held)
    return list(dict.fromkeys([own, *sorted(mine - others), *feedback, *called]))


def _pictures_called(target: Target, held: Shelf) -> list[str]:
    """Pictures whose file is called as they are."""
    found = []
    for name in target.names:
        wanted = naming.pattern(name.replace("-", " ")) if " " in name else None
        for file in held.files:
            if wanted and file.startswith("images/") and wanted.search(Path(file).stem):
                found.append(file)
    return found


def _shown_in(file: str, text: Written, held: Shelf) -> set[str]:
    """The pictures that a document shows, in fields and in its text."""
    folder = posixpath.dirname(file)
    found = {picture for spot in spots(file, text) if (picture := picture_of(spot, folder, held))}
    for link in links(text.text):
        if link.picture and (picture := resolved(link.address, folder, held)):
            found.add(picture)
    return found


# Places in others --------------------------------------------------------------------------


def _in_file(
    file: str, text: Written, target: Target, pictures: Iterable[str], held: Shelf
) -> list[Change]:
    """Everything in one file."""
    edits: list[Edit] = []
    if file.lower().endswith(TABLES):
        edits += tables.cells(file, text, target, held)
    else:
        tree = tree_of(file, text)
        if tree:
            edits += _references(tree, target, file)
            edits += _photos(tree, posixpath.dirname(file), pictures, held)
            edits += copies.entries(tree, target, held) if file == copies.FILE else ()
        edits += _drawn(file, text, pictures, held)
        for name in target.names:
            edits += _named(text.text, tree, name, file)
    return [change_at(file, text, edit) for edit in outermost(edits)]


def _references(tree: Tree, target: Target, file: str) -> Iterator[Edit]:
    """Where a document names the persona by its id, and where site.yaml says that a word of a table
    means it. In an export (JSON) an answer stays, and is nobody's any more."""
    for spot in tree.spots() if target.persona else ():
        keys = [step for step in spot.way if isinstance(step, str)]
        said = (spot.value or "").strip().casefold()
        named = bool(keys) and (keys[-1] in PERSONAS or tables.is_word(spot))
        if named and said == target.persona.casefold():
            if file.endswith(".json"):
                yield Edit(*tree.span(spot.node), '""')
            else:
                yield from tree.without(spot)


def _photos(tree: Tree, folder: str, pictures: Iterable[str], held: Shelf) -> Iterator[Edit]:
    """Where a field shows one of the pictures, and what else is said of it."""
    wanted = set(pictures)
    for spot in tree.spots() if wanted else ():
        if spot.way[:1] == ("pictures",) and len(spot.way) == 2:
            if resolved(str(spot.way[1]), folder, held) in wanted:
                yield from tree.without(spot)
        elif picture_of(spot, folder, held) in wanted:
            whole = spot
            if spot.way[-1] == "file":
                whole = Spot(spot.way[:-1], None, spot.around[:-1])
            yield from tree.without(whole)


def _drawn(file: str, text: Written, pictures: Iterable[str], held: Shelf) -> Iterator[Edit]:
    """Where a text shows one of the pictures. In a field something has to stay."""
    wanted, folder = set(pictures), posixpath.dirname(file)
    if not wanted:
        return
    tree = tree_of(file, text)
    header = tree.span(tree.root) if tree and tree.root is not None else (0, 0)
    starts = [0]
    for line in text.text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for link in links(text.text):
        if link.picture and resolved(link.address, folder, held) in wanted:
            at = starts[link.line - 1] + link.column - 1
            shown = next((m for m in SHOWN.finditer(text.text) if m.start() <= at < m.end()), None)
            if shown:
                inside = header[0] <= shown.start() < header[1]
                yield Edit(*shown.span(), PLACEHOLDER if inside else "")


def _named(text: str, tree: Tree | None, name: str, file: str) -> Iterator[Edit]:
    """Where a text names them. In YAML a name goes over a line only inside one value."""
    start = 0
    if tree and tree.root is not None:
        start = tree.span(tree.root)[1]
        for spot in tree.spots():
            if spot.value is not None:
                yield from naming.found(text, naming.pattern(name), *tree.span(spot.node))
        yield from naming.found(text, naming.pattern(name, broken=False), 0, start)
    whole = file.endswith((".md", ".markdown", ".txt"))
    yield from naming.found(text, naming.pattern(name, broken=whole), start)


# What is told ------------------------------------------------------------------------------


def _mentions(found: Holdings, held: Shelf, target: Target) -> Iterator[Mention]:
    """Lines that may mean them, for somebody to judge."""
    hints = [naming.pattern(name) for name in target.hinted if len(name) > 2]
    stems = [Path(file).name for file in found.files if file not in held.texts]
    for file, text in held.texts.items():
        if file in found.files:
            continue
        gone = {change.line for change in found.changes if change.file == file}
        for number, line in enumerate(text.text.split("\n"), 1):
            named = any(hint.search(line) for hint in hints) or any(s in line for s in stems)
            if named and number not in gone:
                yield Mention(file, str(number), line.strip()[:80])
    yield from _beside(found, held, target)


def _beside(found: Holdings, held: Shelf, target: Target) -> Iterator[Mention]:
    """Files that are called as they are, and files that nobody reads and that name them: copies of
    editors, drawings, what a camera wrote in a photo."""
    wanted = [naming.pattern(name) for name in (*target.names, *target.hinted) if " " in name]
    for file in held.files:
        if file in found.files:
            continue
        if any(one.search(re.sub(r"[-_]", " ", Path(file).stem)) for one in wanted):
            yield Mention(file, "", "")
        text = held.unread.get(file, "")
        lines = (line for line in text.split("\n") if any(one.search(line) for one in wanted))
        if line := next(lines, ""):
            shown = "".join(sign for sign in line if sign.isprintable())
            match = next(m for one in wanted if (m := one.search(line)))
            yield Mention(file, "", match[0] if "\ufffd" in shown else shown.strip()[:80])


def _handed(held: Shelf, target: Target, files: Iterable[str]) -> Iterator[Handed]:
    """The briefings that name the persona, or one whose photo this is."""
    wanted = {target.persona} if target.persona else set()
    pictures = set(files) if target.photo else set()
    for name, file in held.personas.items():
        if pictures and file in held.texts and pictures & _shown_in(file, held.texts[file], held):
            wanted.add(name)
    for file, text in held.texts.items():
        tree = tree_of(file, text) if file.startswith("briefings/") else None
        if tree and any(any(_references(tree, Target("", persona=name), file)) for name in wanted):
            said = {spot.way: spot.value for spot in tree.spots() if spot.value}
            name = Path(file).stem
            title, agency = said.get(("title",), name), said.get(("agency",), "")
            yield Handed(name, str(title), str(agency))


def _history(content: Path, files: Iterable[str]) -> History | None:
    """What git keeps of the files; None without git, or when it never had them."""
    paths = [str(content / file) for file in files]
    command = ["git", "-C", str(content), "log", "--all", "--format=%as", "--", *paths]
    if not paths:
        return None
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return None
    days = done.stdout.split()
    return History(len(days), min(days), max(days)) if done.returncode == 0 and days else None

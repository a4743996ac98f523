"""A path of the site in; why a build made it, or why it did not, out.

What stood for each part of a page or a sheet is remembered from one build to the next, by path; the
parts that are not as they were are the reason. It is told in the names of the templates' data, for
whoever makes a house style or looks for what is slow.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path

from affiche.building.rendering.memory import AROUND, PROGRAM, SETTINGS, STYLE, Memory, Parts, parts
from affiche.errors import ContentError, Kind, Place, Problem
from affiche.kept import Store
from affiche.pages.plan import Sheet

Told = tuple[tuple[str, Mapping[str, object]], ...]
# Parts around every page, as they are told.
NAMES = {
    PROGRAM: "  affiche itself, or a library of it, is another",
    STYLE: "  a file or a token of the house style changed",
    SETTINGS: "  site.yaml changed",
    AROUND: "  what stands around every page changed: the menu, the foot, or the day of the last "
    "change",
}


def standing(path: str, there: Iterable[str]) -> Told:
    """What there is to say when nothing was made at all, of the files that are there. Raises
    ContentError for a path that the site does not have."""
    asked(path, there)
    return (("{path} was not made: nothing changed since the last build", {"path": path}),)


def asked(path: str, there: Iterable[str]) -> None:
    """Raise ContentError for a path that is not among those of the site. To be asked before
    anything is published: an error says that nothing was."""
    if path not in (known := sorted(there)):
        raise _unknown(path, known)


def told(
    path: str,
    memory: Memory,
    sheets: Mapping[str, Sheet],
    printed: Iterable[str],
    before: Mapping[str, Parts],
) -> Told:
    """Why `path` was made, or not. `sheets` are all by path, `printed` those that were made now;
    `before` is what `recall` gave before the build."""
    if path in memory.parts:
        made, now = path in memory.made, memory.parts[path]
    elif path in sheets:
        made, now = path in set(printed), parts(sheets[path])
    else:
        what = "{path} follows from what pages ask for: it is worked out in each build"
        return ((what, _at(path)),)
    if not made:
        what = "{path} was not made: what it shows is as it was, and it was taken from .affiche/"
        return ((what, _at(path)),)
    return (("{path} was made:", _at(path)), *_reasons(now, before.get(path)))


def _reasons(now: Parts, before: Parts | None) -> Told:
    if before is None:
        return (("  nothing is remembered of it from a build before", {}),)
    changed = [name for name in now if now[name] != before.get(name)]
    around: Told = tuple((NAMES[name], {}) for name in changed if name in NAMES)
    own = [name for name in changed if name not in NAMES]
    if own:
        around += (("  this changed of what it shows: {parts}", {"parts": ", ".join(own)}),)
    what = "  a picture, a style sheet or a page that it asks for changed, or its copy was gone"
    return around or ((what, {}),)


def _at(path: str) -> Mapping[str, object]:
    return {"path": path}


def _unknown(path: str, known: list[str]) -> ContentError:
    near = get_close_matches(path, known, 1, 0.5)
    hint = "Did you mean {guess}?" if near else "Name a path from the folder of the site on."
    values = {"path": path, "guess": "".join(near)}
    what = "the site has no file {path}"
    return ContentError([Problem(Kind.ERROR, "call", Place(""), what, hint, values)])


# From one build to the next ----------------------------------------------------------------


def remember(store: Store, out: Path, memory: Memory, sheets: Mapping[str, Sheet]) -> None:
    """Keep what stands for each part of every page and sheet."""
    held = {**memory.parts, **{path: parts(sheet) for path, sheet in sheets.items()}}
    body = json.dumps(held, sort_keys=True).encode()
    if body != store.get(_key(out)):
        store.put(_key(out), body)


def recall(store: Store, out: Path) -> dict[str, Parts]:
    """What was kept of the last build into this folder."""
    held = store.get(_key(out))
    return dict(json.loads(held)) if held else {}


def _key(out: Path) -> bytes:
    """Not a key of `kept`: the program may be another one since."""
    return hashlib.blake2b(b"explain" + os.fsencode(out.resolve()), digest_size=20).digest()

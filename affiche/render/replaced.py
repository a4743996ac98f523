"""A theme in; every template of it that cannot do what its maker means, out. Renders nothing.

A file in a theme's `templates/` takes the place of its parent's file of the same name. One that
takes the place of nothing is never used, and one that lacks what others ask of it breaks pages that
its maker never touched: both are named here, at the file that is wrong.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from jinja2 import Environment, TemplateSyntaxError, nodes

from affiche.errors import Kind, Place, Problem
from affiche.render import jinja
from affiche.themes import Theme

EXTENSIONS = ("jinja2.ext.i18n", "jinja2.ext.do")
# What a template is called; the others are what somebody may call one by mistake.
ENDING = ".j2"
NEARLY = (".html", ".htm", ".jinja", ".jinja2")
# Where parts stood before each had a file of its own.
MOVED = {
    "base.html.j2": "pages/base.html.j2",
    "macros.html.j2": "parts/…",
    "parts/macros.html.j2": "parts/…",
}


@dataclass(frozen=True)
class _Macro:
    """What may be handed to a macro: its parameters, and how many have to be."""

    line: int
    parameters: tuple[str, ...]
    needed: int


@dataclass(frozen=True)
class _Template:
    """What a template asks of others: (name, line, the macros that it takes from there), and the
    macros that others may take from it. `broken` is its syntax error: line and what Jinja says."""

    asks: tuple[tuple[str, int, tuple[str, ...]], ...] = ()
    macros: tuple[tuple[str, _Macro], ...] = ()
    broken: tuple[int, str] | None = None


def problems(theme: Theme, themes: str) -> Iterator[Problem]:
    """Every mistake in the templates of a theme and of its parents but the last, which knows what
    there is. `themes` is what messages call the folder of themes."""
    names = tuple(_names(folder) for folder in theme.folders)
    for number, files in enumerate(names[:-1]):
        above: dict[str, Path] = {}
        for parent in reversed(names[number + 1 :]):
            above |= parent
        known = {**above, **files}
        asked = {ask[0] for path in files.values() for ask in _read(path).asks}
        for name, path in files.items():
            place = Place(f"{themes}/{theme.names[number]}/templates/{name}")
            if name not in above and not _own(name, asked):
                yield _replaces_nothing(place, name, above)
                continue
            yield from _amiss(place, name, path, known, above, theme)


def _own(name: str, asked: set[str]) -> bool:
    return name.endswith(ENDING) and name in asked


def _names(folder: Path) -> dict[str, Path]:
    """Name of a template → its file."""
    root = folder / "templates"
    paths = (path for path in sorted(root.rglob("*")) if path.name.endswith((ENDING, *NEARLY)))
    return {path.relative_to(root).as_posix(): path for path in paths if path.is_file()}


def _replaces_nothing(place: Place, name: str, above: Mapping[str, Path]) -> Problem:
    what = "this template takes the place of nothing, and no other template asks for it"
    bare = PurePosixPath(name).name
    whole = bare.removesuffix(ENDING)
    same = [known for known in above if PurePosixPath(known).name.removesuffix(ENDING) == whole]
    near = same or difflib.get_close_matches(name, above, 1, 0.7)
    near = near or [k for k in above if difflib.get_close_matches(bare, [PurePosixPath(k).name])]
    guess = MOVED.get(name) or "".join(near[:1])
    hint = "Did you mean `templates/{guess}`?" if guess else "A file replaces one of the same name"
    if guess.endswith("…"):
        hint = "Each part has a file of its own now, in `templates/parts/`: replace that one"
    values = {"guess": guess}
    return Problem(Kind.ERROR, "template-unused", place, what, hint, values)


def _amiss(
    place: Place, name: str, path: Path, known: Mapping[str, Path], above: Mapping[str, Path],
    theme: Theme,
) -> Iterator[Problem]:  # fmt: skip
    """What is wrong with one template that is used."""
    read = _read(path)
    if read.broken:
        line, why = read.broken
        what, hint, values = jinja.told(why)
        yield Problem(Kind.ERROR, "template", Place(place.path, line), what, hint, values)
        return
    for asked, line, _ in read.asks:
        there = asked in known or any(asked.removeprefix(f"{n}/") in known for n in theme.names)
        if not there:
            what = "there is no template `{name}`"
            near = difflib.get_close_matches(asked, known, 1)
            hint = "Did you mean `{guess}`?" if near else ""
            if asked in MOVED:
                hint = "Each part has a file of its own now: look for it in `templates/parts/`"
            values = {"name": asked, "guess": "".join(near)}
            yield Problem(Kind.ERROR, "template", Place(place.path, line), what, hint, values)
    if name in above:
        yield from _lacking(place, read, _read(above[name]))


def _lacking(place: Place, read: _Template, parent: _Template) -> Iterator[Problem]:
    """Macros that other templates take from the parent's file, and that this one has otherwise."""
    own = dict(read.macros)
    for name, theirs in parent.macros:
        mine = own.get(name)
        if mine is None:
            what = "the macro `{name}` is missing: other templates use it from this file"
            hint = "Copy it from the file that this one replaces"
            yield Problem(Kind.ERROR, "template", place, what, hint, {"name": name})
            continue
        same = mine.parameters[: len(theirs.parameters)] == theirs.parameters
        if not same or mine.needed > theirs.needed:
            what = "the macro `{name}` has to take what it takes elsewhere: {parameters}"
            hint = "Give it the same parameters, in this order; others of your own need a default"
            values = {"name": name, "parameters": ", ".join(theirs.parameters) or "–"}
            yield Problem(
                Kind.ERROR, "template", Place(place.path, mine.line), what, hint, values
            )  # fmt: skip


def _read(path: Path) -> _Template:
    return _parsed(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=512)
def _parsed(path: Path, _changed: int) -> _Template:
    environment = Environment(extensions=EXTENSIONS, autoescape=True)
    try:
        tree = environment.parse(path.read_text("utf-8", "replace"))
    except TemplateSyntaxError as error:
        return _Template(broken=(error.lineno, error.message or ""))
    return _Template(
        tuple(_asks(tree)),
        tuple((m.name, _macro(m)) for m in tree.body if isinstance(m, nodes.Macro)),
    )


def _asks(tree: nodes.Template) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    kinds = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
    for node in tree.find_all(kinds):
        name = getattr(node, "template", None)
        taken = node.names if isinstance(node, nodes.FromImport) else []
        macros = tuple(one if isinstance(one, str) else one[0] for one in taken)
        ignored = isinstance(node, nodes.Include) and node.ignore_missing
        if isinstance(name, nodes.Const) and isinstance(name.value, str) and not ignored:
            yield name.value, node.lineno, macros


def _macro(node: nodes.Macro) -> _Macro:
    names = tuple(one.name for one in node.args)
    return _Macro(node.lineno, names, len(names) - len(node.defaults))

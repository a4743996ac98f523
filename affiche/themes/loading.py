"""A folder of themes and a name in; the `Theme` with all that it inherits out, or every mistake."""

from __future__ import annotations

import difflib
import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import Any

from affiche import shipped
from affiche.errors import ContentError, Kind, Place, Problem
from affiche.model.theme import Styles, ThemeFile
from affiche.reading.files.source import UnreadableError, decode
from affiche.reading.validation import validate
from affiche.reading.yaml import parse
from affiche.themes import brand, tokens
from affiche.themes.checks import (
    FACE_NAME,
    Written,
    missing_files,
    unknown_colors,
    unknown_order,
    unquoted,
    weak_in_the_dark,
    weak_pairs,
)
from affiche.themes.files import reaching_out
from affiche.themes.naming import bad_names
from affiche.themes.reach import leads_out, links_out, no_name
from affiche.themes.theme import Face, Pair, Theme

# The themes that come along: a company's own theme may extend one from its own folder.
SHIPPED = shipped.THEMES
USES = ("display", "heading", "body")


def load(themes: Path, name: str, asked: Place | None = None) -> Theme:
    """The theme `name` of the folder `themes`, with all that it inherits.

    `asked` is where the name is written (`theme:` in site.yaml), for when it is not there.

    Raises ContentError with every mistake: a theme that is not there or that lies elsewhere, a
    circle of `extends`, an unknown key, a colour that is none, a font or logo file that is missing,
    a file that would be read from elsewhere, a pair of colours that is below WCAG AA.
    """
    problems: list[Problem] = []
    chain = list(_chain(themes, name, asked or Place(themes.name), problems))
    for written in chain:
        problems += bad_names(written)
        problems += links_out(written.folder, posixpath.dirname(written.path))
    if not problems:
        chain = brand.applied(chain, problems)
    if not problems:
        chain, mended = brand.mended(chain, _pairs(chain))
        theme = replace(_merged(chain), mended=tuple(mended))
        problems += [*missing_files(theme, chain), *unknown_colors(theme, chain)]
        problems += [*tokens.unknown(chain), *unknown_order(chain), *reaching_out(theme, chain)]
    if not problems:
        problems += [*weak_pairs(theme, chain), *weak_in_the_dark(theme, chain)]
    if problems:
        raise ContentError(problems)
    return theme


def _chain(themes: Path, name: str, asked: Place, problems: list[Problem]) -> Iterator[Written]:
    """The theme and its ancestors. Stops at the first that cannot be read."""
    seen: list[str] = []
    wanted: str | None = name
    while wanted:
        if wrong := no_name(wanted, asked):
            problems.append(wrong)
            return
        path = f"{themes.name}/{wanted}/theme.yaml"
        folder = next((f / wanted for f in (themes, SHIPPED) if _is_theme(f / wanted)), None)
        if wanted in seen or folder is None:
            problems.append(_no_theme(themes, wanted, seen, asked))
            return
        if leads_out(folder, (themes, SHIPPED)):
            problems.append(_elsewhere(wanted, asked))
            return
        seen.append(wanted)
        written = _read(folder, path, problems)
        if written is None:
            return
        yield written
        if "extends" in written.tree.keys and not written.file.extends:
            problems.append(_no_parent(written.place("extends")))
        wanted, asked = written.file.extends, written.place("extends")


def _is_theme(folder: Path) -> bool:
    return (folder / "theme.yaml").is_file()


def _no_theme(themes: Path, wanted: str, seen: Sequence[str], asked: Place) -> Problem:
    if wanted in seen:
        what = "these themes extend each other in a circle: {circle}"
        hint = "Take away one `extends`"
        values = {"circle": " → ".join((*seen, wanted))}
        return Problem(Kind.ERROR, "theme-circle", asked, what, hint, values)
    known = sorted({path.parent.name for f in (themes, SHIPPED) for path in f.glob("*/theme.yaml")})
    guess = difflib.get_close_matches(wanted, known, 1)
    what = "there is no theme `{name}`: {folder} has no theme.yaml"
    hint = "Did you mean `{guess}`?" if guess else "These themes are there: {known}"
    values = {
        "name": wanted,
        "folder": f"{themes.name}/{wanted}",
        "guess": "".join(guess),
        "known": ", ".join(known) or "–",
    }
    return Problem(Kind.ERROR, "unknown-theme", asked, what, hint, values)


def _no_parent(asked: Place) -> Problem:
    what, hint = "`{key}` is empty", "Type: `{text}`"
    values = {"key": "extends", "text": "extends: affiche"}
    return Problem(Kind.ERROR, "empty", asked, what, hint, values)


def _elsewhere(wanted: str, asked: Place) -> Problem:
    what = "the theme `{name}` is a link to a folder elsewhere"
    hint = "Put the folder itself in themes/"
    return Problem(Kind.ERROR, "theme-link", asked, what, hint, {"name": wanted})


def _read(folder: Path, path: str, problems: list[Problem]) -> Written | None:
    bare: tuple[Problem, ...] = ()
    try:
        text = decode(path, (folder / "theme.yaml").read_bytes())
        bare = tuple(unquoted(path, text))
        parsed = parse(path, text)
    except UnreadableError as stop:
        problems += bare or [stop.problem]
        return None
    if bare:
        problems += bare
        return None
    if parsed.data and not isinstance(parsed.data, dict):
        hint = "Take the - away: write `key: value`, each on a line of its own"
        problems.append(
            Problem(Kind.ERROR, "no-fields", Place(path), "here fields have to stand", hint)
        )
        return None
    made = validate(ThemeFile, parsed.data or {}, path, parsed.tree)
    problems += [*parsed.problems, *made.problems]
    return Written(folder, path, made.value, parsed.tree) if made.value else None


def _merged(chain: Sequence[Written]) -> Theme:
    """The child's words before its parent's: mappings are merged, lists are replaced.

    Only `pairs` and style sheets add up, since a template of the parent goes on using its own.
    """
    files = [written.file for written in chain]
    shape: dict[str, float] = {}
    for file in reversed(files):
        shape |= file.shape
    pairs = _pairs(chain)
    logos = next((file.logo for file in files if file.logo), None)
    return Theme(
        names=tuple(written.folder.name for written in chain),
        folders=tuple(written.folder for written in chain),
        colors=tokens.colors(files, pairs),
        swatches=tokens.swatches(files),
        dark=tokens.dark(files, pairs),
        grounds=next((file.grounds for file in files if file.grounds), ()),
        pairs=pairs,
        shape=shape,
        logo=logos.main if logos else None,
        logos=logos.model_dump(exclude_none=True) if logos else {},
        styles={use: _styles(files, use) for use in Styles.model_fields},
        blocks=next((file.poster.blocks for file in files if file.poster.blocks), ()),
        lanes=next((file.map.lanes for file in files if file.map.lanes), ()),
        **_fonts(files),
    )


def _pairs(chain: Sequence[Written]) -> tuple[Pair, ...]:
    """Every pair of colours that carries text, the most particular theme's first."""
    said = (pair for written in chain for pair in written.file.pairs)
    return tuple(dict.fromkeys(Pair(p[0], p[1], "large" in p[2:]) for p in said))


def _styles(files: Sequence[ThemeFile], use: str) -> tuple[str, ...]:
    """Own style sheets for a use, a parent's before its child's, which has the last word."""
    return tuple(dict.fromkeys(name for f in reversed(files) for name in getattr(f.css, use)))


def _fonts(files: Sequence[ThemeFile]) -> dict[str, Any]:
    """The fields of a Theme that are about type."""

    def stack(use: str) -> tuple[str, ...]:
        return next((named for file in files if (named := getattr(file.fonts, use))), ())

    named: dict[str, tuple[str, ...]] = {}
    languages: dict[str, str] = {}
    for file in reversed(files):
        named |= file.faces
        languages |= {code.lower(): family for code, family in file.fonts.languages.items()}
    faces = [
        Face(family, name, int(match["weight"]), match["style"])
        for family, names in named.items()
        for name in names
        if (match := FACE_NAME.search(name))
    ]
    paper = stack("paper")
    without = [tuple(takewhile(lambda family: family not in named, stack(use))) for use in USES]
    return {
        "stacks": {
            use: tuple(dict.fromkeys((*stack(use), *stack("scripts"), *stack("last"))))
            for use in USES
        },
        "faces": tuple(face for face in faces if face.family not in paper),
        "spare": tuple(
            sorted(
                (face for face in faces if face.family in paper),
                key=lambda face: paper.index(face.family),
            )
        ),
        "own": tuple(dict.fromkeys(family for use in USES for family in stack(use))),
        "languages": languages,
        "machine": tuple(dict.fromkeys(family for families in without for family in families)),
    }

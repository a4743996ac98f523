"""A theme and the files that it is written in, in; every mistake that crosses keys, out."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from affiche.errors import Kind, Place, Problem
from affiche.model.choices import LANES
from affiche.model.persona import BLOCKS
from affiche.model.theme import ThemeFile
from affiche.reading import guesses
from affiche.reading.places import Branch, find
from affiche.themes.contrast import AA, AA_LARGE, contrast
from affiche.themes.theme import Theme

FACE_NAME = re.compile(r"-(?P<weight>[1-9]00)-(?P<style>normal|italic)\.(?:woff2|woff|ttf|otf)$")
# A colour where a value may stand, with nothing before it that is quoted or a remark itself.
UNQUOTED = re.compile(r"""([^#']*?[:,\[{-][ \t]*)(\#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3}))\b""")
# Initials stand on the grounds of portraits in this colour.
INITIALS = "ink"


@dataclass(frozen=True)
class Written:
    """One theme.yaml: its folder, what it says, and where; `branded` are the colours that its
    `_brand.yml` gave."""

    folder: Path
    path: str
    file: ThemeFile
    tree: Branch
    branded: frozenset[str] = frozenset()

    def place(self, *location: str | int) -> Place:
        """Where a key of it stands."""
        return Place(self.path, *find(self.tree, location))

    def key(self, *location: str | int) -> tuple[int, int]:
        """Line and column of the key itself."""
        return find(self.tree, location, True)


def unquoted(path: str, text: str) -> Iterator[Problem]:
    """Colours without quotes: YAML takes a # for a remark, and whatever comes after it as well."""
    for number, line in enumerate(text.split("\n"), start=1):
        if (found := UNQUOTED.match(line)) and not found[1].count('"') % 2:
            what = "{color} is not read: without quotes a # starts a remark"
            place = Place(path, number, found.start(2) + 1)
            values = {"color": found[2]}
            yield Problem(
                Kind.ERROR, "unquoted-color", place, what, 'Write "{color}" between quotes', values
            )


def missing_files(theme: Theme, chain: Sequence[Written]) -> Iterator[Problem]:
    """Font files and logos that are not there, or whose name does not tell what they are."""
    for written in chain:
        for family, names in written.file.faces.items():
            for number, name in enumerate(names):
                place = written.place("faces", family, number)
                if not FACE_NAME.search(name):
                    what = "the name of the font file {file} does not end in its weight and style"
                    hint = (
                        "Name it like inter-latin-400-normal.woff2 or inter-latin-700-italic.woff2"
                    )
                    yield Problem(Kind.ERROR, "font-name", place, what, hint, {"file": name})
                elif not theme.find("static", "fonts", name):
                    yield _missing("font-file", place, f"static/fonts/{name}")
        named = {(rule, n, written.place(*way)) for rule, way, n in _named_files(written.file)}
        for rule, name, place in sorted(named, key=lambda one: one[2]):
            if not theme.find("static", *name.split("/")):
                yield _missing(rule, place, f"static/{name}")


def _named_files(file: ThemeFile) -> Iterator[tuple[str, tuple[str | int, ...], str]]:
    """(rule, way to it, name) of the files in `static/` that a theme names."""
    for form, name in (file.logo.model_dump() if file.logo else {}).items():
        if name:
            yield "logo-file", ("logo", form), name
    for use, names in file.css.model_dump().items():
        for number, name in enumerate(names):
            yield "style-file", ("css", use, number), name


def _missing(rule: str, place: Place, file: str) -> Problem:
    what = "there is no file {file} in this theme or in one that it extends"
    return Problem(
        Kind.ERROR, rule, place, what, "Put the file there, or mend its name", {"file": file}
    )


def unknown_colors(theme: Theme, chain: Sequence[Written]) -> Iterator[Problem]:
    """Pairs that name a colour which no theme of the chain has."""
    for written in chain:
        for number, pair in enumerate(written.file.pairs):
            for name in pair[:2]:
                if name not in theme.colors:
                    guess = difflib.get_close_matches(name, theme.colors, 1)
                    what = "there is no colour `{name}` in `colors`"
                    hint = "Did you mean `{guess}`?" if guess else "These are there: {known}"
                    known = ", ".join(theme.colors)
                    values = {"name": name, "guess": "".join(guess), "known": known}
                    place = written.place("pairs", number)
                    yield Problem(Kind.ERROR, "unknown-color", place, what, hint, values)


def unknown_order(chain: Sequence[Written]) -> Iterator[Problem]:
    """Blocks and lanes that are not there and look like one that is; another name may be that of a
    section or a lane of the company's own."""
    for written in chain:
        posters, maps = written.file.poster.blocks, written.file.map.lanes
        for way, names, known, what in (
            (("poster", "blocks"), posters, BLOCKS, "there is no block `{name}`"),
            (("map", "lanes"), maps, LANES, "there is no lane `{name}`"),
        ):
            for number, name in enumerate(names):
                guess = None if name in known else guesses.key(name, known)
                if guess:
                    place = written.place(*way, number)
                    values = {"name": name, "guess": guess}
                    hint = "Did you mean `{guess}`?"
                    yield Problem(Kind.ERROR, "unknown-order", place, what, hint, values)


def darkened(theme: Theme) -> Iterator[Problem]:
    """Advice on colours that theme.yaml gives and that are used darker or lighter."""
    for one in theme.mended:
        if one.place:
            what = "`{name}` ({given}) cannot be read on `{other}` ({before} : 1; {needed} : 1 is needed), so {used} is used"  # noqa: E501
            hint = 'Write "{used}" here, or another that is darker or lighter'
            values = {
                "name": one.name, "given": one.given, "used": one.used, "other": one.other,
                "before": f"{int(one.before * 100) / 100:.2f}", "needed": one.needed,
            }  # fmt: skip
            yield Problem(Kind.ADVICE, "contrast", one.place, what, hint, values)


def weak_pairs(theme: Theme, chain: Sequence[Written]) -> Iterator[Problem]:
    """Text that cannot be read on its ground, at the colour that the most particular theme set."""

    def place(*names: str) -> Place:
        for written in chain:
            for name in names:
                if name in written.file.colors:
                    return written.place("colors", name)
        return chain[0].place()

    for pair in theme.pairs:
        yield from _weak(
            pair.text, pair.ground, theme.colors[pair.text], theme.colors[pair.ground],
            AA_LARGE if pair.large else AA, place(pair.text, pair.ground),
        )  # fmt: skip
    for number, ground in enumerate(theme.grounds):
        spot = next((w.place("grounds", number) for w in chain if w.file.grounds), place())
        name = f"grounds[{number + 1}]"
        yield from _weak(INITIALS, name, theme.colors[INITIALS], ground, AA, spot)


def weak_in_the_dark(theme: Theme, chain: Sequence[Written]) -> Iterator[Problem]:
    """The same for who reads in the dark, at the colour of the pair that stands under `dark`."""
    written = next((one for one in chain if one.file.dark), None)
    if written is None or not theme.dark:
        return
    for pair in theme.pairs:
        said = next((n for n in (pair.text, pair.ground) if n in written.file.dark), None)
        place = written.place("dark", said) if said else written.place("dark")
        yield from _weak(
            f"dark: {pair.text}", f"dark: {pair.ground}", theme.dark[pair.text],
            theme.dark[pair.ground], AA_LARGE if pair.large else AA, place,
        )  # fmt: skip


def _weak(
    text: str, ground: str, text_color: str, ground_color: str, needed: float, place: Place
) -> Iterator[Problem]:
    ratio = contrast(text_color, ground_color)
    if ratio >= needed:
        return
    what = "text in `{text}` ({text_color}) on `{ground}` ({ground_color}) has a contrast of {ratio} : 1; {needed} : 1 is needed (WCAG AA)"  # noqa: E501
    hint = "Make one of the two darker or lighter"
    values = {
        "text": text,
        "text_color": text_color,
        "ground": ground,
        "ground_color": ground_color,
        # Rounded down: 4.4999 must not read as the 4.5 that it misses.
        "ratio": f"{int(ratio * 100) / 100:.2f}",
        "needed": needed,
    }
    yield Problem(Kind.ERROR, "contrast", place, what, hint, values)

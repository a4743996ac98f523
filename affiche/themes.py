"""House styles: a folder of themes and a name in; a `Theme`, its tokens and its files, out.

A theme is a list of folders, the most particular first; `extends:` names the parent. Tokens
(colours, fonts, shape, logo) stand in `theme.yaml` and are the only place of the house style:
custom properties for the web and literal values for print both come from them.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from affiche.errors import ContentError, Kind, Place, Problem
from affiche.model.theme import ThemeFile
from affiche.reading.source import UnreadableError, decode
from affiche.reading.validation import validate
from affiche.reading.yaml import Branch, find, parse

# The themes that come along: a company's own theme may extend one from its own folder.
SHIPPED = Path(__file__).parent.parent / "themes"
# WCAG 2.2, success criterion 1.4.3: 4.5 : 1 for text, 3 : 1 for large text.
AA = 4.5
AA_LARGE = 3.0
USES = ("display", "heading", "body")
GENERIC = {"serif", "sans-serif", "monospace", "system-ui"}
FACE_NAME = re.compile(r"-(?P<weight>[1-9]00)-(?P<style>normal|italic)\.(?:woff2|woff|ttf|otf)$")
# Initials stand on the grounds of portraits in this colour.
INITIALS = "ink"


@dataclass(frozen=True)
class Face:
    """One font file: the family it belongs to, its weight (100–900) and style."""

    family: str
    file: str
    weight: int
    style: str


@dataclass(frozen=True)
class Pair:
    """A colour of text on a ground, by name; `large` text needs less contrast."""

    text: str
    ground: str
    large: bool = False


@dataclass(frozen=True)
class Theme:
    """A house style. `folders`: where its files are, the most particular first; `names` alongside.

    `stacks` maps a use ("display", "heading", "body") to font families in order of preference;
    `blocks` and `lanes` are the order of importance on posters and maps.
    """

    names: tuple[str, ...]
    folders: tuple[Path, ...]
    colors: Mapping[str, str]
    grounds: tuple[str, ...]
    pairs: tuple[Pair, ...]
    stacks: Mapping[str, tuple[str, ...]]
    faces: tuple[Face, ...]
    shape: Mapping[str, float]
    logo: str | None
    blocks: tuple[str, ...] = ()
    lanes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The theme's own name: that of its folder."""
        return self.names[0]

    def find(self, *parts: str) -> Path | None:
        """The file `parts` ("static", "site.css") in the first folder that has it, else None."""
        for folder in self.folders:
            path = folder.joinpath(*parts)
            if path.is_file():
                return path
        return None

    def family(self, use: str) -> str:
        """The CSS font-family value for a use."""
        return ", ".join(name if name in GENERIC else f'"{name}"' for name in self.stacks[use])


@dataclass(frozen=True)
class _Written:
    """One theme.yaml: its folder, what it says, and where."""

    folder: Path
    path: str
    file: ThemeFile
    tree: Branch

    def place(self, *location: str | int) -> Place:
        return Place(self.path, *find(self.tree, location))


def load(themes: Path, name: str, asked: Place | None = None) -> Theme:
    """The theme `name` of the folder `themes`, with all that it inherits.

    `asked` is where the name is written (`theme:` in site.yaml), for when it is not there.

    Raises ContentError with every mistake: a theme that is not there, a circle of `extends`,
    an unknown key, a colour that is none, a font or logo file that is missing, a pair of colours
    that is below WCAG AA.
    """
    problems: list[Problem] = []
    chain = list(_chain(themes, name, asked or Place(themes.name), problems))
    if not problems:
        theme = _merged(chain)
        problems += [*_missing_files(theme, chain), *_unknown_colors(theme, chain)]
    if not problems:
        problems += _weak_pairs(theme, chain)
    if problems:
        raise ContentError(problems)
    return theme


def _chain(themes: Path, name: str, asked: Place, problems: list[Problem]) -> Iterator[_Written]:
    """The theme and its ancestors. Stops at the first that cannot be read."""
    seen: list[str] = []
    wanted: str | None = name
    while wanted:
        path = f"{themes.name}/{wanted}/theme.yaml"
        folder = next((f / wanted for f in (themes, SHIPPED) if _is_theme(f / wanted)), None)
        if wanted in seen or folder is None:
            problems.append(_no_theme(themes, wanted, seen, asked))
            return
        seen.append(wanted)
        written = _read(folder, path, problems)
        if written is None:
            return
        yield written
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


def _read(folder: Path, path: str, problems: list[Problem]) -> _Written | None:
    try:
        parsed = parse(path, decode(path, (folder / "theme.yaml").read_bytes()))
    except UnreadableError as stop:
        problems.append(stop.problem)
        return None
    made = validate(ThemeFile, parsed.data or {}, path, parsed.tree)
    problems += [*parsed.problems, *made.problems]
    return _Written(folder, path, made.value, parsed.tree) if made.value else None


def _merged(chain: Sequence[_Written]) -> Theme:
    """The child's words before its parent's: mappings are merged, lists are replaced.

    Only `pairs` add up, since a template of the parent goes on using its pairs.
    """
    files = [written.file for written in chain]
    stacks = [file.fonts for file in files]

    def stack(use: str) -> tuple[str, ...]:
        return next((families for fonts in stacks if (families := getattr(fonts, use))), ())

    colors: dict[str, str] = {}
    shape: dict[str, float] = {}
    faces: dict[str, tuple[str, ...]] = {}
    for file in reversed(files):
        colors |= file.colors
        shape |= file.shape
        faces |= file.faces
    return Theme(
        names=tuple(written.folder.name for written in chain),
        folders=tuple(written.folder for written in chain),
        colors=colors,
        grounds=next((file.grounds for file in files if file.grounds), ()),
        pairs=tuple(
            dict.fromkeys(Pair(p[0], p[1], "large" in p[2:]) for f in files for p in f.pairs)
        ),
        stacks={use: (*stack(use), *stack("scripts"), *stack("last")) for use in USES},
        faces=tuple(
            Face(family, name, int(match["weight"]), match["style"])
            for family, names in faces.items()
            for name in names
            if (match := FACE_NAME.search(name))
        ),
        shape=shape,
        logo=next((file.logo for file in files if file.logo), None),
        blocks=next((file.poster.blocks for file in files if file.poster.blocks), ()),
        lanes=next((file.map.lanes for file in files if file.map.lanes), ()),
    )


def _missing_files(theme: Theme, chain: Sequence[_Written]) -> Iterator[Problem]:
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
        logo = written.file.logo
        if logo and not theme.find("static", *logo.split("/")):
            yield _missing("logo-file", written.place("logo"), f"static/{logo}")


def _missing(rule: str, place: Place, file: str) -> Problem:
    what = "there is no file {file} in this theme or in one that it extends"
    return Problem(
        Kind.ERROR, rule, place, what, "Put the file there, or mend its name", {"file": file}
    )


def _unknown_colors(theme: Theme, chain: Sequence[_Written]) -> Iterator[Problem]:
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


def _weak_pairs(theme: Theme, chain: Sequence[_Written]) -> Iterator[Problem]:
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


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours "#RRGGBB", 1 to 21.

    Source: WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    """Relative luminance. Source: WCAG 2.2, definition of relative luminance."""
    channels = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

"""A theme that names a company's `_brand.yml` in; the same theme with what that says, out.

`_brand.yml` is the open standard of Posit for what a house style is (colours by meaning, a palette,
letters, logos): https://posit-dev.github.io/brand-yml. Only what a theme has a place for is taken,
and only out of the theme's own folder. What theme.yaml says itself has the last word. A brand's
colours were not chosen for reading: one that cannot be read where it stands is made darker or
lighter in its own hue until it can, and the style page shows both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tinycss2.color3 import parse_color  # type: ignore[import-untyped]

from affiche.errors import Kind, Place, Problem
from affiche.model.theme import FontStacks, Logos, Swatch
from affiche.reading.files.source import UnreadableError, decode
from affiche.reading.places import Branch, find
from affiche.reading.yaml import parse
from affiche.themes import tokens
from affiche.themes.checks import FACE_NAME, INITIALS, Written
from affiche.themes.contrast import AA, AA_LARGE, contrast
from affiche.themes.naming import FAMILY, TOKEN
from affiche.themes.reach import FILE
from affiche.themes.theme import Mended, Pair

# A meaning of the standard → the token that stands for it here.
MEANINGS = {"foreground": "ink", "background": "paper", "primary": "accent", "secondary": "second"}
# In this order, since each has to be read on those before it. What is made of others comes later.
MENDED = ("paper", "ink", "second")
MADE = re.compile(r".+-(?:soft|deep)|on-accent")
# A form of the logo here → the sizes of the standard that fit it, the best first.
FORMS = {"main": ("medium", "large", "small"), "wide": ("large",), "symbol": ("small",)}
NAME = re.compile(r"[\w-][\w.-]*\.ya?ml")
_DEEPEST = 10  # names of colours that stand for each other
_DARK = 3.0  # contrast with white above which a ground is a dark one


class _Brand:
    """One `_brand.yml`: what it says, and where."""

    def __init__(self, path: str, data: Mapping[str, Any], tree: Branch) -> None:
        self.path, self.data, self.tree = path, data, tree
        self.problems: list[Problem] = []

    def part(self, name: str) -> Mapping[str, Any]:
        """A part of the file; nothing when it is no mapping."""
        found = self.data.get(name)
        return found if isinstance(found, Mapping) else {}

    def wrong(self, what: str, hint: str, *way: str, **values: object) -> None:
        """Name a mistake at a key."""
        place = Place(self.path, *find(self.tree, way))
        self.problems.append(Problem(Kind.ERROR, "brand", place, what, hint, values))


def applied(chain: Sequence[Written], problems: list[Problem]) -> list[Written]:
    """The chain with what each `brand:` in it says. Mistakes go to `problems`."""
    made: list[Written] = []
    for written in reversed(chain):
        brand = _read(written, problems) if written.file.brand else None
        made.insert(0, _with(written, brand, made) if brand else written)
        problems += brand.problems if brand else []
    return made


def mended(chain: Sequence[Written], pairs: Sequence[Pair]) -> tuple[list[Written], list[Mended]]:
    """The chain with those colours of a brand changed that cannot be read, and what was changed;
    the second colour too when theme.yaml gives it, since that is a company's own."""
    made, told = list(chain), []
    for name in MENDED:
        at = next((n for n, one in enumerate(made) if name in one.file.colors), None)
        branded = at is not None and name in made[at].branded
        if at is None or not (branded or name == "second"):
            continue
        found = {key: one.hex for key, one in tokens.swatches([w.file for w in made]).items()}
        own = [pair for pair in pairs if _counts(pair, name)]
        if name == INITIALS:
            grounds = next((w.file.grounds for w in made if w.file.grounds), ())
            behind = {f"ground {n}": color for n, color in enumerate(grounds, 1)}
            found |= behind
            own += [Pair(name, ground) for ground in behind]
        used = tokens.legible(found[name], name, found, own)
        if used != found[name]:
            place = None if branded else made[at].place("colors", name)
            told.append(replace(_told(name, used, found, own), place=place))
            made[at] = _recoloured(made[at], name, used)
    return made, told


def _counts(pair: Pair, name: str) -> bool:
    """Whether a pair holds this colour and another that was given, not made of it later."""
    names = (pair.text, pair.ground)
    if name not in names or any(MADE.fullmatch(one) for one in names):
        return False
    return not any(one in MENDED[MENDED.index(name) + 1 :] for one in names)


def _told(name: str, used: str, found: Mapping[str, str], pairs: Sequence[Pair]) -> Mended:
    """The change, with the worst of the pairs before it."""

    def ratio(pair: Pair, color: str) -> float:
        other = found[pair.ground if pair.text == name else pair.text]
        return contrast(color, other)

    worst = min(pairs, key=lambda pair: ratio(pair, found[name]))
    other = worst.ground if worst.text == name else worst.text
    needed = AA_LARGE if worst.large else AA
    return Mended(
        name, found[name], used, other, ratio(worst, found[name]), ratio(worst, used), needed
    )


def _recoloured(written: Written, name: str, color: str) -> Written:
    colors = {**written.file.colors, name: Swatch(hex=color)}
    return replace(written, file=written.file.model_copy(update={"colors": colors}))


# Reading ----------------------------------------------------------------------------------------


def _read(written: Written, problems: list[Problem]) -> _Brand | None:
    name = written.file.brand or ""
    path = f"{written.path.rpartition('/')[0]}/{name}"
    file = written.folder / name
    inside = NAME.fullmatch(name) and file.resolve().is_relative_to(written.folder.resolve())
    if not inside or not file.is_file():
        what = "there is no file {file} in the folder of this theme"
        hint = "Put the company's _brand.yml there, and write only its name"
        values = {"file": name}
        problems.append(Problem(Kind.ERROR, "brand", written.place("brand"), what, hint, values))
        return None
    try:
        parsed = parse(path, decode(path, file.read_bytes()))
    except UnreadableError as stop:
        problems.append(stop.problem)
        return None
    if any(problem.kind is Kind.ERROR for problem in parsed.problems):
        problems += parsed.problems
        return None
    return _Brand(path, parsed.data if isinstance(parsed.data, Mapping) else {}, parsed.tree)


def _with(written: Written, brand: _Brand, parents: Sequence[Written]) -> Written:
    file = written.file
    known = {name for parent in parents for name in parent.file.colors}
    colors = {name: Swatch(hex=color) for name, color in _colors(brand).items()}
    palette = {
        name: Swatch(hex=color) for name, color in _palette(brand).items() if name not in known
    }
    inks = (one.hex for held in (colors, file.colors, *(p.file.colors for p in parents))
            for name, one in held.items() if name == "ink")  # fmt: skip
    if "second" in colors and _light(colors["second"].hex, next(inks, "#000000")):
        colors["sun"] = colors["second"]
    faces = {**_faces(brand), **file.faces}
    update: dict[str, Any] = {
        "colors": {**colors, **file.colors},
        "extra": {**palette, **file.extra},
        "logo": file.logo or _logo(brand, written.folder),
        "faces": faces,
        "fonts": _fonts(brand, file.fonts, parents),
    }
    branded = frozenset(colors.keys() - file.colors.keys())
    return replace(written, file=file.model_copy(update=update), branded=branded)


# Colours ----------------------------------------------------------------------------------------


def _colors(brand: _Brand) -> dict[str, str]:
    """Token → colour. A brand on a dark ground has its two turned round: paper is light here."""
    found = {}
    for meaning, token in MEANINGS.items():
        if meaning in brand.part("color"):
            color = _color(brand, brand.part("color")[meaning], meaning)
            if color:
                found[token] = color
    if "paper" in found and contrast(found["paper"], "#FFFFFF") > _DARK:
        found["ink"], paper = found["paper"], found.get("ink")
        found["paper"] = paper or "#FFFFFF"
    return found


def _light(color: str, ink: str) -> bool:
    """Whether a second colour is one to stand under letters in ink, as highlights do: as the
    colour of letters itself it is made far darker."""
    return contrast(color, "#FFFFFF") < AA_LARGE and contrast(color, ink) >= AA


def _palette(brand: _Brand) -> dict[str, str]:
    """Colours by the company's own names, those that can be names here."""
    palette = brand.part("color").get("palette")
    found = {}
    for name, value in palette.items() if isinstance(palette, Mapping) else ():
        color = _plain(value)
        if color and TOKEN.fullmatch(str(name)):
            found[str(name)] = color
    return found


def _color(brand: _Brand, value: Any, meaning: str) -> str | None:
    """A colour as it is written, or the one of the palette or the theme that it names."""
    palette = brand.part("color").get("palette")
    named = {**brand.part("color"), **(palette if isinstance(palette, Mapping) else {})}
    said = value
    for _ in range(_DEEPEST):
        if isinstance(said, Mapping):  # one for light and one for dark surroundings
            said = said.get("light")
        # The company's own blue goes before the blue of CSS.
        if not isinstance(said, str) or said not in named or named[said] == said:
            break
        said = named[said]
    if color := _plain(said):
        return color
    what = "`{value}` is no colour, and no name of one in `palette`"
    hint = 'Write six digits between quotes, like "#0088BE", or a name of the palette'
    brand.wrong(what, hint, "color", meaning, value=str(value)[:60])
    return None


def _plain(value: Any) -> str | None:
    """ "#RRGGBB" of a colour as CSS has it: in hexadecimal digits, `rgb()`, `hsl()` or a name; how
    much shines through is left out."""
    found = parse_color(value.strip()) if isinstance(value, str) else None
    if found is None or isinstance(found, str):  # a text is the colour of what stands around
        return None
    return "#" + "".join(f"{round(255 * min(max(part, 0), 1)):02X}" for part in found[:3])


# Letters and logos ------------------------------------------------------------------------------


def _fonts(brand: _Brand, own: FontStacks, parents: Sequence[Written]) -> FontStacks:
    """The company's families before those of the parents, which stand in where one is not here."""
    said = brand.part("typography")
    base, heading = _family(said.get("base")), _family(said.get("headings"))
    wanted = {"body": base, "heading": heading or base, "display": heading or base}
    update = {}
    for use, family in wanted.items():
        if family and not getattr(own, use):
            behind = next((f for p in parents if (f := getattr(p.file.fonts, use))), ())
            update[use] = tuple(dict.fromkeys((family, *behind)))
    return own.model_copy(update=update)


def _family(value: Any) -> str | None:
    said = value.get("family") if isinstance(value, Mapping) else value
    return said if isinstance(said, str) and FAMILY.fullmatch(said) else None


def _faces(brand: _Brand) -> dict[str, tuple[str, ...]]:
    """Families whose files lie in `static/fonts`, named as our fonts are."""
    listed = brand.part("typography").get("fonts")
    found: dict[str, tuple[str, ...]] = {}
    for font in listed if isinstance(listed, list) else ():
        family = _family(font)
        files = font.get("files") if isinstance(font, Mapping) else None
        names = [_path(one).rpartition("/")[2] for one in files] if isinstance(files, list) else []
        kept = tuple(name for name in names if FACE_NAME.search(name) and FILE.fullmatch(name))
        if family and kept:
            found[family] = kept
    return found


def _logo(brand: _Brand, folder: Path) -> Logos | None:
    """The forms of the logo, as files in `static/`."""
    said = brand.data.get("logo")
    if isinstance(said, str):
        said = {"medium": said}
    if not isinstance(said, Mapping):
        return None
    images = said.get("images")
    images = images if isinstance(images, Mapping) else {}
    found: dict[str, str] = {}
    for form, sizes in FORMS.items():
        named = [said[size] for size in sizes if size in said]
        named += list(images.values())[:1] if form == "main" else []
        files = (name for one in named for name in _files(one, images) if name)
        if name := next(files, None):
            found[form] = name
    dark = [one["dark"] for one in said.values() if isinstance(one, Mapping) and "dark" in one]
    negative = next((name for one in dark for name in _files(one, images) if name), None)
    if negative:
        found["negative"] = negative
    return Logos.model_validate(found) if "main" in found else None


def _files(value: Any, images: Mapping[str, Any]) -> Iterator[str | None]:
    """The file in `static/` that a logo names: a path, the name of an image, or one for light."""
    if isinstance(value, Mapping) and "light" in value:
        value = value["light"]
    if isinstance(value, str) and value in images:
        value = images[value]
    path = _path(value)
    if path and not re.match(r"[A-Za-z][\w+.-]*:|//", path):
        yield path if FILE.fullmatch(path) else None


def _path(value: Any) -> str:
    """A path as the standard has it, from `static` on."""
    said = value.get("path") if isinstance(value, Mapping) else value
    bare = said.strip().removeprefix("./") if isinstance(said, str) else ""
    return bare.removeprefix("static/")

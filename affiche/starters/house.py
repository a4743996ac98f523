"""A logo, a few colours or a company's `_brand.yml` in; a house style that works at once, out.

The theme names a `_brand.yml`, so that what the company gave stays as it was given, and what had
to be mended is made anew at every build (`themes.brand`). Without colours, the logo's are taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from affiche.errors import ContentError, Kind, Place, Problem
from affiche.model.theme import HEX
from affiche.reading.files.source import UnreadableError, decode
from affiche.reading.yaml import parse
from affiche.starters import inks
from affiche.themes import drawings
from affiche.words import Words

LOGOS = (".svg", ".png", ".webp", ".jpg", ".jpeg")
FONTS = (".woff2", ".woff", ".ttf", ".otf")
LARGEST = 5_000_000  # bytes of a logo or a font
MOST = 8  # colours
BRAND = "_brand.yml"
_ELSEWHERE = re.compile(r"[A-Za-z][\w+.-]*:|//|/")
_WEIGHTS = {"thin": 100, "extra-light": 200, "ultra-light": 200, "light": 300, "normal": 400,
            "regular": 400, "medium": 500, "semi-bold": 600, "demi-bold": 600, "bold": 700,
            "extra-bold": 800, "ultra-bold": 800, "black": 900}  # fmt: skip


@dataclass(frozen=True)
class House:
    """What somebody gave for a house style: files, and colours as they were typed."""

    logo: Path | None = None
    colors: str = ""
    brand: Path | None = None


def make(name: str, identity: str, themes: Path, given: House, words: Words) -> Path:
    """Write themes/<identity>/. Raises ContentError with every mistake; then nothing is written."""
    folder = themes / identity
    problems = list(_wrong(folder, given))
    if problems:
        raise ContentError(problems)
    said, files, _ = _brand(given) if given.brand else ({"meta": {"name": name.strip()}}, {}, [])
    if given.logo:
        target = f"logo{given.logo.suffix.lower()}"
        files[f"static/{target}"] = given.logo.read_bytes()
        said["logo"] = {"medium": f"static/{target}"}
    if colors := _colors(given):
        said["color"] = _with_colors(said.get("color"), colors)
    first = words.say("What {name} is called in colours, letters and logos.", name=name.strip())
    hint = words.gettext("Its form is that of brand.yml; what cannot be read is mended by itself.")
    text = yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=10**9)
    files[BRAND] = f"# {first}\n# {hint}\n{text}".encode()
    head = words.say("What stands here goes before {file}.", file=BRAND)
    files["theme.yaml"] = f"# {head}\nname: {identity}\nextends: affiche\nbrand: {BRAND}\n".encode()
    for file, content in files.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as opened:
            opened.write(content)
    return folder / "theme.yaml"


# What is wrong ----------------------------------------------------------------------------------


def _wrong(folder: Path, given: House) -> Iterator[Problem]:
    if folder.exists():
        what, hint = "{path} is already there", "Open it, or choose another name with --id."
        yield _problem(what, hint, path=str(folder))
    if given.logo:
        yield from _wrong_logo(given.logo)
    if given.brand and not given.brand.is_file():
        yield _problem(
            "there is no file {file}", "Look whether the name is right", file=str(given.brand)
        )
    for color in _typed(given.colors):
        if not HEX.fullmatch(color):
            hint = 'Write them like this: --colors "#0088BE,#F3B43F"'
            yield _problem("`{color}` is no colour", hint, color=color)
    if len(_typed(given.colors)) > MOST:
        yield _problem("--colors takes at most {most} colours", "", most=MOST)


def _wrong_logo(logo: Path) -> Iterator[Problem]:
    if not logo.is_file():
        yield _problem("there is no file {file}", "Look whether the name is right", file=str(logo))
    elif logo.suffix.lower() not in LOGOS:
        hint = "Save it as one of: {known}"
        yield _problem(
            "{file} is no logo that a page can show", hint, file=str(logo), known=", ".join(LOGOS)
        )
    elif logo.stat().st_size > LARGEST:
        yield _problem("{file} is larger than 5 MB", "Save a smaller one", file=str(logo))
    elif logo.suffix.lower() == ".svg":
        for one in drawings.refused(logo.read_bytes()):
            place = Place(logo.as_posix(), one.line, one.column)
            yield Problem(Kind.ERROR, "logo", place, one.what, one.hint, dict(one.values))
    elif not inks.is_picture(logo):
        yield _problem("{file} is no picture that can be opened", "Save it anew", file=str(logo))


def _problem(what: str, hint: str, **values: object) -> Problem:
    return Problem(Kind.ERROR, "call", Place(""), what, hint, values)


# Colours ----------------------------------------------------------------------------------------


def _typed(colors: str) -> list[str]:
    return [one for one in re.split(r"[\s,;]+", colors) if one]


def _colors(given: House) -> list[str]:
    """The colours that were typed; else, when nothing else says them, those of the logo."""
    typed = [
        f"#{match[1].upper()}" for one in _typed(given.colors) if (match := HEX.fullmatch(one))
    ]
    if typed or given.brand or not given.logo:
        return typed
    return inks.of(given.logo)


def _with_colors(said: Any, colors: list[str]) -> dict[str, Any]:
    """The first is the brand's, the second its second, others are in its palette."""
    made = dict(said) if isinstance(said, Mapping) else {}
    made["primary"] = colors[0]
    if len(colors) > 1:
        made["secondary"] = colors[1]
    palette = {f"brand-{n}": color for n, color in enumerate(colors[2:], 3)}
    if palette:
        made["palette"] = {**made.get("palette", {}), **palette}
    return made


# A brand that is there --------------------------------------------------------------------------


def absent(given: House) -> list[str]:
    """The logos that a `_brand.yml` names and that are not beside it: those are left out."""
    return _brand(given)[2] if given.brand and not given.logo else []


def _brand(given: House) -> tuple[dict[str, Any], dict[str, bytes], list[str]]:
    """What a `_brand.yml` says, the files that it names, where a theme has them, and the logos
    that are not there."""
    assert given.brand is not None
    path = given.brand.as_posix()
    try:  # as the theme reads it later: no names for what stands elsewhere, and no endless depth
        parsed = parse(path, decode(path, given.brand.read_bytes()))
    except UnreadableError as stop:
        raise ContentError(stop.problems) from None
    if any(problem.kind is Kind.ERROR for problem in parsed.problems):
        raise ContentError(parsed.problems)
    said = parsed.data
    if not isinstance(said, dict):
        hint = "It begins with parts like color: and logo:"
        raise ContentError([_problem("{file} is no _brand.yml", hint, file=str(given.brand))])
    files: dict[str, bytes] = {}
    gone: list[str] = []
    home = given.brand.resolve().parent
    if "logo" in said:
        said["logo"] = _logos(said["logo"], home, files, gone)
        if said["logo"] is None:
            del said["logo"]
    typography = said.get("typography")
    if isinstance(typography, dict) and isinstance(typography.get("fonts"), list):
        typography["fonts"] = [_font(font, home, files) for font in typography["fonts"]]
    return said, files, gone


def _logos(said: Any, home: Path, files: dict[str, bytes], gone: list[str]) -> Any:
    """The logos with their files under `static/`; without those that are not beside the brand,
    which go to `gone`, and without what names them. None when none is left."""
    if not isinstance(said, dict):
        return _moved(said, home, files, gone)
    images = said.get("images")
    kept = _moved(images, home, files, gone) if isinstance(images, dict) else None
    made = {"images": kept}
    for size, one in said.items():
        if size != "images":
            made[size] = _moved(one, home, files, gone, frozenset(kept or ()))
    return {key: one for key, one in made.items() if one is not None} or None


def _moved(
    value: Any, home: Path, files: dict[str, bytes], gone: list[str],
    known: frozenset[str] = frozenset(),
) -> Any:  # fmt: skip
    """A logo, or a mapping of them; `known` are names that stand for one."""
    if isinstance(value, dict):
        if "path" in value:
            path = _moved(value["path"], home, files, gone)
            return {**value, "path": path} if path else None
        made = {key: _moved(one, home, files, gone, known) for key, one in value.items()}
        return {key: one for key, one in made.items() if one is not None} or None
    if not isinstance(value, str) or value in known or _ELSEWHERE.match(value):
        return value
    found = _beside(value, home, LOGOS)
    if found is None:
        gone += [value] if Path(value).suffix.lower() in LOGOS else []
        return None
    target = f"static/{_safe(found.name)}"
    files[target] = found.read_bytes()
    return target


def _font(font: Any, home: Path, files: dict[str, bytes]) -> Any:
    """A family with its files under `static/fonts`, called as a theme's are."""
    if not isinstance(font, dict) or not isinstance(font.get("files"), list):
        return font
    made = []
    for one in font["files"]:
        found = _beside(one.get("path") if isinstance(one, dict) else one, home, FONTS)
        if found is None:
            made.append(one)
            continue
        weight, style = (
            (one.get("weight"), one.get("style")) if isinstance(one, dict) else (None, None)
        )
        said = str(weight or "normal").lower()
        number = _WEIGHTS.get(said) or (int(said) if said.isdigit() else 400)
        family = re.sub(r"[^a-z0-9]+", "-", str(font.get("family", "font")).lower()).strip("-")
        kind = "italic" if style == "italic" else "normal"
        target = f"static/fonts/{family}-{round(number, -2)}-{kind}{found.suffix.lower()}"
        files[target] = found.read_bytes()
        made.append({"path": target, "weight": number, "style": kind})
    return {**font, "files": made}


def _beside(value: Any, home: Path, endings: tuple[str, ...]) -> Path | None:
    """The file that a path names in the folder of the brand; None for anything else."""
    if not isinstance(value, str) or _ELSEWHERE.match(value):
        return None
    path = home / value
    inside = path.resolve().is_relative_to(home) and path.is_file()
    return (
        path
        if inside and path.suffix.lower() in endings and path.stat().st_size <= LARGEST
        else None
    )


def _safe(name: str) -> str:
    return re.sub(r"[^\w.-]+", "-", name).lstrip(".-")

"""House styles: a folder of themes and a name in, a `Theme` out: its tokens and where its files are.

A theme is a list of folders, the most particular first; `extends:` names the parent. Tokens
(colours, fonts, shape, logo) stand in `theme.yaml` and are the only place of the house style:
custom properties for the web and literal values for print both come from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from affiche.errors import ContentError, Kind, Place, Problem

# WCAG 2.2, success criterion 1.4.3: 4.5 : 1 for text, 3 : 1 for large text.
AA = 4.5
AA_LARGE = 3.0
GENERIC = {"serif", "sans-serif", "monospace", "system-ui"}
FACE_NAME = re.compile(r"-(?P<weight>[1-9]00)-(?P<style>normal|italic)\.(?:woff2|woff|ttf|otf)$")


@dataclass(frozen=True)
class Face:
    """One font file: the family it belongs to, its weight (100–900) and style."""

    family: str
    file: str
    weight: int
    style: str


@dataclass(frozen=True)
class Pair:
    """A colour of text on a ground; `large` text needs less contrast."""

    text: str
    ground: str
    large: bool = False


@dataclass(frozen=True)
class Theme:
    """A house style. `folders`: where its files are, the most particular first; `names` alongside.

    `stacks` maps a use ("display", "heading", "body") to font families in order of preference.
    """

    names: tuple[str, ...]
    folders: tuple[Path, ...]
    colors: Mapping[str, str]
    grounds: tuple[str, ...]
    pairs: tuple[Pair, ...]
    stacks: Mapping[str, tuple[str, ...]]
    faces: tuple[Face, ...]
    shape: Mapping[str, Any]
    logo: str | None

    @property
    def name(self) -> str:
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
        return ", ".join(
            name if name in GENERIC else f'"{name}"' for name in self.stacks[use]
        )


def load(themes: Path, name: str) -> Theme:
    """The theme `name` of the folder `themes`, with all that it inherits.

    Raises ContentError with every mistake: a theme that is not there, a circle of `extends`,
    an unknown key, a colour that is none, a font file that is missing, a pair below WCAG AA.
    """
    problems: list[Problem] = []
    chain = list(_chain(themes, name, problems))
    if not chain or problems:
        raise ContentError(problems)
    theme = _merged(chain, problems)
    problems += _contrast_problems(theme)
    if problems:
        raise ContentError(problems)
    return theme


def _chain(themes: Path, name: str, problems: list[Problem]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The theme and its ancestors, as (folder, theme.yaml)."""
    seen: list[str] = []
    wanted: str | None = name
    while wanted:
        folder = themes / wanted
        place = Place(f"{themes.name}/{wanted}/theme.yaml")
        if wanted in seen or not (folder / "theme.yaml").is_file():
            what = (
                "the themes {chain} extend each other in a circle"
                if wanted in seen
                else "there is no theme {name}: no theme.yaml in {folder}"
            )
            values = {
                "chain": ", ".join(seen),
                "name": wanted,
                "folder": f"{themes.name}/{wanted}",
                "known": ", ".join(sorted(p.parent.name for p in themes.glob("*/theme.yaml"))),
            }
            hint = "Take one of these themes: {known}."
            problems.append(Problem(Kind.ERROR, "unknown-theme", place, what, hint, values))
            return
        seen.append(wanted)
        data = yaml.load((folder / "theme.yaml").read_text("utf-8"), yaml.CSafeLoader) or {}
        yield folder, data
        wanted = data.get("extends")


def _merged(chain: list[tuple[Path, dict[str, Any]]], problems: list[Problem]) -> Theme:
    merged: dict[str, Any] = {}
    for _, data in reversed(chain):
        for key, value in data.items():
            old = merged.get(key)
            merged[key] = {**old, **value} if isinstance(old, dict) else value
    fonts = merged.get("fonts", {})
    theme = Theme(
        names=tuple(folder.name for folder, _ in chain),
        folders=tuple(folder for folder, _ in chain),
        colors=merged.get("colors", {}),
        grounds=tuple(merged.get("grounds", ())),
        pairs=tuple(Pair(p[0], p[1], "large" in p[2:]) for p in merged.get("pairs", ())),
        stacks={
            use: (*fonts.get(use, ()), *fonts.get("scripts", ()), *fonts.get("last", ()))
            for use in ("display", "heading", "body")
        },
        faces=(),
        shape=merged.get("shape", {}),
        logo=merged.get("logo"),
    )
    return replace(theme, faces=tuple(_faces(theme, merged.get("faces", {}), problems)))


def _faces(theme: Theme, faces: Mapping[str, Any], problems: list[Problem]) -> Iterator[Face]:
    for family, files in faces.items():
        for file in files or ():
            match = FACE_NAME.search(file)
            if match and theme.find("static", "fonts", file):
                yield Face(family, file, int(match["weight"]), match["style"])
                continue
            problems.append(
                Problem(
                    Kind.ERROR,
                    "font-file",
                    Place(f"themes/{theme.name}/theme.yaml"),
                    "the font file {file} is not in static/fonts, or its name does not end in weight and style",
                    "Put the file there and name it like inter-latin-400-normal.woff2.",
                    {"file": file},
                )
            )


def _contrast_problems(theme: Theme) -> Iterator[Problem]:
    for pair in theme.pairs:
        ratio = contrast(theme.colors[pair.text], theme.colors[pair.ground])
        needed = AA_LARGE if pair.large else AA
        if ratio < needed:
            yield Problem(
                Kind.ERROR,
                "contrast",
                Place(f"themes/{theme.name}/theme.yaml"),
                "{text} on {ground} has a contrast of {ratio} : 1, and text needs {needed} : 1 (WCAG AA)",
                "Make {text} darker or {ground} lighter, or the other way round.",
                {"text": pair.text, "ground": pair.ground, "ratio": f"{ratio:.2f}", "needed": needed},
            )


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

"""A theme in; what its letters look like while its fonts are on their way, as style rules, out.

A font that every machine has, stretched to the width and the height of the theme's own, so that no
line breaks elsewhere when that arrives, and nothing on the page jumps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from affiche.themes.theme import GENERIC, Face, Theme

# Words that Dutch and English pages are full of: their mean width is that of running text.
WORDS = (
    "en de van een het ik dat niet is te op met voor zijn er maar om hem dan als bij ook naar uit"
    " aan nog wat wordt the and of to in that was his with for as had you not be her on at by which"
    " have or from this but all one are we he she"
)
# The letters that a theme's first family has itself; others come from the families after it.
LETTERS = "U+20-7E, U+A0-FF"
BOLD = 600


@dataclass(frozen=True)
class Local:
    """A font of the reader's machine: its names, and the mean width of `WORDS` in em, regular and
    bold. Sources: the advance widths of Helvetica (Adobe's AFM), which Arial and Liberation Sans
    share; those of DejaVu Sans 2.37."""

    names: tuple[str, ...]
    bold_names: tuple[str, ...]
    regular: float
    bold: float


LOCALS = (
    Local(
        ("Arial", "ArialMT", "Helvetica", "Liberation Sans", "Arimo"),
        ("Arial Bold", "Arial-BoldMT", "Helvetica Bold", "Liberation Sans Bold", "Arimo Bold"),
        0.4352,
        0.4670,
    ),
    Local(("DejaVu Sans",), ("DejaVu Sans Bold",), 0.4997, 0.5628),
)


def families(theme: Theme, use: str) -> str:
    """The CSS font-family value for a use, with the fonts that stand in for its first."""
    names = [name if name in GENERIC else f'"{name}"' for name in theme.stacks[use]]
    first = theme.stacks[use][0]
    stand_ins = [f'"{_name(first, at)}"' for at in range(len(LOCALS)) if _faces(theme, first)]
    return ", ".join((names[0], *stand_ins, *names[1:]))


def rules(theme: Theme) -> Iterator[str]:
    """An @font-face rule for each face of a first family and each font that may stand in for it."""
    for family in dict.fromkeys(stack[0] for stack in theme.stacks.values()):
        for face in _faces(theme, family):
            path = theme.find("static", "fonts", face.file)
            measured = path and _measures(path, path.stat().st_mtime_ns)
            if measured:
                for at, local in enumerate(LOCALS):
                    yield _rule(face, _name(family, at), local, *measured)


def _faces(theme: Theme, family: str) -> list[Face]:
    return [face for face in theme.faces if face.family == family]


def _name(family: str, at: int) -> str:
    return f"{family} meanwhile {at + 1}"


def _rule(face: Face, name: str, local: Local, width: float, ascent: float, descent: float) -> str:
    bold = face.weight >= BOLD
    size = width / (local.bold if bold else local.regular)
    sources = ", ".join(f'local("{one}")' for one in (local.bold_names if bold else local.names))
    return (
        f'@font-face {{ font-family: "{name}"; font-weight: {face.weight}; font-style: '
        f"{face.style}; src: {sources}; size-adjust: {size:.1%}; "
        f"ascent-override: {ascent / size:.1%}; descent-override: {descent / size:.1%}; "
        f"line-gap-override: 0%; unicode-range: {LETTERS}; }}"
    )


@lru_cache(maxsize=64)
def _measures(path: Path, _changed: int) -> tuple[float, float, float] | None:
    """Mean width of `WORDS`, height above and below the line, in em; None without Latin letters."""
    from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped]

    try:
        with path.open("rb") as file, TTFont(file, lazy=True) as font:
            letters, widths, heights = font.getBestCmap(), font["hmtx"], font["hhea"]
            if not all(ord(letter) in letters for letter in set(WORDS)):
                return None
            em = font["head"].unitsPerEm
            width = sum(widths[letters[ord(letter)]][0] for letter in WORDS) / len(WORDS)
            return width / em, heights.ascent / em, -heights.descent / em
    except TTLibError:
        return None

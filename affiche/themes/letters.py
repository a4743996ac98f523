"""A theme and a text in; the fonts that the text needs, and the letters that none of them has, out.

A sheet takes its letters from the theme's own files, so that it looks the same on every machine.
Large files (Chinese, emoji) are decoded only for a text that has such letters.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from affiche.themes.theme import Face, Theme

# What is never drawn: controls, marks of direction, spaces, selectors of a variant. Source: the
# general categories of Unicode; HarfBuzz makes spaces that a font lacks out of its own.
UNDRAWN = {"Cc", "Cf", "Zs", "Zl", "Zp"}
SELECTORS = {*range(0xFE00, 0xFE10), 0x034F}
# Kana stand in no other script: a text that has them is Japanese where its language says nothing.
KANA = range(0x3041, 0x3100)
EAST_ASIAN = {"zh", "ja", "ko"}
# A hole of so many letters parts two ranges of a font: fewer parts are fewer bytes.
HOLE = 64
# Where the letters of China, Japan and Korea begin. Source: Unicode, CJK Radicals Supplement.
EAST = 0x2E80


@dataclass(frozen=True)
class Supply:
    """What a text is set in: font files in the order in which they are asked for a letter, and the
    letters that no file of the theme has, signs last. `han` is the family that all those letters
    come from which several families of the theme's `languages` draw each in its own way."""

    faces: tuple[Face, ...] = ()
    lacking: str = ""
    han: str = ""


def supply(theme: Theme, text: str, language: str) -> Supply:
    """The faces that the text needs in this language, and what they all lack.

    For each use of type each letter comes from the first family in its stack that has it; families
    that have none to give are left out.
    """
    wanted = frozenset(ord(letter) for letter in set(text) if _drawn(letter))
    han = _han(theme, wanted, language)
    spare = dict.fromkeys((*([han] if han else []), *theme.spare_families(language)))
    used: set[str] = set()
    lacking: set[int] = set()
    for stack in theme.stacks.values():
        left = set(wanted)
        for family in (*stack, *spare):
            if not left:
                break
            if found := left & _covered(theme, family):
                used.add(family)
                left -= found
        lacking |= left
    faces = tuple(face for face in (*theme.faces, *theme.spare) if face.family in used)
    ranked = sorted(map(chr, lacking), key=lambda one: (not one.isalpha(), one))
    return Supply(faces, "".join(ranked), han if han in used else "")


def reach(theme: Theme, face: Face) -> str:
    """Where the letters of a font file lie, as the `unicode-range` of CSS; "" for no font. Without
    it a browser fetches every file of a stack for one sign that none of them has."""
    path = theme.find("static", "fonts", face.file)
    parts: list[tuple[int, int]] = []
    for code in sorted(_letters(path, path.stat().st_mtime_ns)) if path else ():
        if parts and code - parts[-1][1] <= HOLE:
            parts[-1] = (parts[-1][0], code)
        else:
            parts.append((code, code))
    return ", ".join(f"U+{a:X}-{b:X}" if b > a else f"U+{a:X}" for a, b in parts)


def _drawn(letter: str) -> bool:
    return ord(letter) not in SELECTORS and unicodedata.category(letter) not in UNDRAWN


def _han(theme: Theme, wanted: frozenset[int], language: str) -> str:
    """The family that has most of these letters: a word must not change its face from letter to
    letter. Where several have as many, that of the language; where that is none of theirs,
    Japanese if there are kana."""
    east = frozenset(code for code in wanted if code >= EAST)
    kana = language.lower()[:2] not in EAST_ASIAN and any(code in KANA for code in wanted)
    families = dict.fromkeys(theme.languages.values())
    liked = [f for f in theme.spare_families("ja" if kana else language) if f in families]
    return (
        max(liked, key=lambda family: len(east & _covered(theme, family)), default="")
        if east
        else ""
    )


def _covered(theme: Theme, family: str) -> frozenset[int]:
    """The letters of a family; its bold may have fewer, and is then drawn from the regular."""
    faces = (face for face in (*theme.faces, *theme.spare) if face.family == family)
    paths = (theme.find("static", "fonts", face.file) for face in faces)
    return _together(tuple((path, path.stat().st_mtime_ns) for path in paths if path))


@lru_cache(maxsize=64)
def _together(files: tuple[tuple[Path, int], ...]) -> frozenset[int]:
    return frozenset().union(*(_letters(path, changed) for path, changed in files))


@lru_cache(maxsize=256)
def _letters(path: Path, _changed: int) -> frozenset[int]:
    """The letters of a font file, from its table of characters."""
    from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped]

    try:
        with path.open("rb") as file, TTFont(file, lazy=True) as font:
            return frozenset(font.getBestCmap())
    except TTLibError:  # no font: the sheet that loads it fails, and says so
        return frozenset()

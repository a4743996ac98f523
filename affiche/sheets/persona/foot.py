"""The foot of a persona's poster: the size of its parts in, where they stand out. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

PAD, BETWEEN = 2.5, 3.0
LOW = 2.9
"""Below the last line: 6 mm on A4, where letters of any script stand clear of the cutting line."""
CODE_INTO = 0.4
"""How far a QR code reaches into the air above and below it: it brings its own, four squares."""
WIDTH = 88.8
META_MOST = 38.0
# Type size of the question, least and most; the line height is that of the template.
LEAST, MOST, LEADING = 3.42, 4.6, 1.12
# Lines that wrap are never full.
FULL = 0.84
MORE_LINE, MORE_LETTERS = 1.75, 140
# Letters are not equally wide.
SLACK = 1.12


@dataclass(frozen=True)
class Foot:
    """`ask`: the question's width at type size 1, and its `words`; `meta`: width and height of
    version, owner…; `code`: the side of the QR code or 0."""

    ask: float
    meta: tuple[float, float]
    code: float = 0.0
    words: tuple[str, ...] = ()


def places(foot: Foot, more: str) -> Mapping[str, float]:
    """Everything that the template needs, and the foot's `height`; `more` is its last line."""
    beside = foot.meta[0] + BETWEEN if foot.meta[1] else 0.0
    beside += foot.code + BETWEEN if foot.code else 0.0
    width = WIDTH - beside
    beside_tall = max(foot.meta[1], foot.code - 2 * CODE_INTO)
    size, lines = _ask(foot.ask, width, beside_tall)
    tall = max(size * LEADING * lines, beside_tall)
    rows = ceil(len(more) / MORE_LETTERS)
    found = {
        "size": size,
        "ask_width": min(width, _balanced(foot, size, lines)) + 0.4,
        "ask_top": PAD + (tall - size * LEADING * lines) / 2,
        "meta_width": foot.meta[0],
        "meta_top": PAD + (tall - foot.meta[1]) / 2,
        "meta_right": 5.6 + (foot.code + BETWEEN if foot.code else 0.0),
        "code_top": PAD + (tall - foot.code) / 2,
        "code": foot.code,
        "more_top": PAD + tall + 1.5 if rows else 0.0,
        "height": PAD + tall + (1.5 + rows * MORE_LINE - 0.4 if rows else 0.0) + LOW,
    }
    return {name: round(value, 3) for name, value in found.items()}


def _balanced(foot: Foot, size: float, lines: int) -> float:
    """The least width at which the question still takes no more lines: they are about as long."""
    letters = len(" ".join(foot.words))
    if lines == 1 or not letters:
        return WIDTH
    each = foot.ask * size / letters
    for most in range(ceil(letters / lines), letters):
        if _wrapped(foot.words, most) <= lines:
            return each * most * SLACK
    return WIDTH


def _wrapped(words: tuple[str, ...], most: int) -> int:
    """How many lines of at most so many letters the words take."""
    lines, used = 1, -1
    for word in words:
        if used + 1 + len(word) > most and used >= 0:
            lines, used = lines + 1, -1
        used += 1 + len(word)
    return lines if max(map(len, words)) <= most else lines + 1


def _ask(ask: float, width: float, height: float) -> tuple[float, int]:
    """The question's type size and its number of lines: one if that can be, and not higher than
    what stands beside it unless that is below least."""
    for lines in range(1, 9):
        room = width if lines == 1 else lines * width * FULL
        size = min(MOST, room / ask)
        if size >= LEAST:
            low = height / (lines * LEADING) if lines > 1 else MOST
            return max(LEAST, min(size, low)), lines
    return LEAST, 9

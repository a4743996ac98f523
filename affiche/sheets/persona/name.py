"""A name in; the pieces that it is made of, and its lines at a type size, out. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_letters

SPACE = 0.22
HARD = "\u00a0"
PARTICLES = {*["de", "den", "der", "het", "’t", "'t", "ten", "ter", "te", "van", "von", "zu"]}
PARTICLES |= {*["la", "le", "du", "el", "al", "bin", "ben", "di", "da", "dos"]}
TOGETHER = 16
# Words of a name that are longer may be broken: between letters like these.
LONGEST = 12
SYLLABLE = re.compile(r"[^\W\d_](?=[bcdfghjklmnpqrstvwxz][aeiouyàâäéèêëïîöôüù])", re.IGNORECASE)
DEEP, LOW, HIGH = 1.07, 1.0, 0.96
SQUARE, FOREIGN = 1.2, 1.34
"""Line heights of a Latin name: its letters hang below the line, stand above capitals, neither."""


@dataclass(frozen=True)
class Token:
    """A piece of a name that is not broken, with its width at type size 1."""

    text: str
    space: bool
    width: float = 0.0


def tokens(name: str) -> tuple[Token, ...]:
    """The pieces of a name: words, halves of a double name, single letters of East Asian ones."""
    found: list[Token] = []
    for word in _glued(name.split()):
        parts = re.findall(r"[^-–/]+[-–/]*|[-–/]+", word)
        pieces = [piece for part in parts for piece in _cut(part)]
        found += [Token(piece, number == 0) for number, piece in enumerate(pieces)]
    return tuple(found)


def _glued(words: Sequence[str]) -> list[str]:
    """Words with the small ones before a surname held to it by a hard blank: "de Vries"."""
    glued: list[str] = []
    for word in words:
        small = glued and glued[-1].split(HARD)[-1].casefold() in PARTICLES
        if small and len(glued) > 1 and len(glued[-1]) + len(word) < TOGETHER:
            glued[-1] += HARD + word
        else:
            glued.append(word)
    return glued


def _cut(part: str) -> list[str]:
    if any(map(_is_wide, part)):
        return re.findall(r"[A-Za-z0-9]+|.[、。，．！？：；）」』】ー々’”%.,;:!?)]*", part)
    return [part]


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def syllables(pieces: Sequence[Token]) -> tuple[Token, ...]:
    """The same name with its long words in pieces, for when they are wider than the sheet."""
    return tuple(
        Token(text, piece.space and at == 0)
        for piece in pieces
        for at, text in enumerate(_halves(piece.text))
    )


def _halves(word: str) -> Iterator[str]:
    """Pieces of about equal length, each before a consonant that a vowel follows where it can."""
    if len(word) <= LONGEST:
        yield word
        return
    middle = len(word) / 2
    breaks = [match.start() + 1 for match in SYLLABLE.finditer(word)] or [round(middle)]
    at = min(
        (one for one in breaks if 3 <= one <= len(word) - 3),
        default=round(middle),
        key=lambda one: abs(one - middle),
    )
    yield from _halves(word[:at])
    yield from _halves(word[at:])


def leading(name: str) -> float:
    """The line height of a name: Latin capitals stand close, other scripts need air."""
    letters = [letter for letter in name if letter.isalpha()]
    if any(unicodedata.bidirectional(letter) == "AL" for letter in name):
        return 1.38  # dots below, and marks above
    if any(0x590 <= ord(letter) < 0x600 or _is_wide(letter) for letter in letters):
        return SQUARE  # Hebrew and East Asian ones hang nowhere
    if any(ord(letter) >= 0x530 and not 0x1E00 <= ord(letter) < 0x2000 for letter in letters):
        return FOREIGN
    # What hangs below a line must not touch what stands above the next one.
    marked = any(
        unicodedata.combining(sign) and letter.isupper()
        for letter in name
        for sign in unicodedata.normalize("NFD", letter)[1:]
    )
    deep = any(letter in "gjpqyQÇçŞş" for letter in name)
    return DEEP if deep and marked else LOW if deep or marked else HIGH


def wrap(pieces: Sequence[Token], size: float, limit: float) -> tuple[str, ...] | None:
    """The lines of a name at a type size, as few as can be and about equally long; None when a
    piece alone is wider than `limit`."""
    if any(piece.width * size > limit for piece in pieces):
        return None
    fewest = len(_lines(pieces, size, limit))
    low, high = max((p.width * size for p in pieces), default=0.0), limit
    for _ in range(12):
        middle = (low + high) / 2
        if len(_lines(pieces, size, middle)) <= fewest:
            high = middle
        else:
            low = middle
    return tuple(_lines(pieces, size, high))


def _lines(pieces: Sequence[Token], size: float, limit: float) -> list[str]:
    lines: list[str] = []
    used = 0.0
    for piece in pieces:
        blank = SPACE * size if piece.space and lines else 0.0
        if lines and used + blank + piece.width * size <= limit + 1e-6:
            lines[-1] += (" " if piece.space else "") + piece.text
            used += blank + piece.width * size
        else:
            if lines and not piece.space and lines[-1][-1] in ascii_letters:
                lines[-1] += "-"
            lines.append(piece.text)
            used = piece.width * size
    return lines

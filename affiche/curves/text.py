"""A label's text in; how wide it is, and the ways to set it over more lines, out.

Without a font at hand `estimate_width` answers on the safe side: Latin letters are taken as wide as
in a bold Helvetica, which is wider than most text faces. With a font at hand, `advances` makes a
measure out of its own table.
"""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

TextWidth = Callable[[str, float], float]
"""(text, font size) -> width, in the unit of the font size."""

# Advance in em of the letters of a bold Helvetica, rounded up.
_LATIN = {
    " iIjl.,:;!|'’‘/\\": 0.29,
    "ft()[]-‐‑r`": 0.40,
    '“”"*°{}': 0.51,
    "sczkvxyaeJ$?0123456789_–#€": 0.57,
    "bdghnopquFLTZ+<>=~^−×": 0.62,
    "EPSVY": 0.68,
    "ABCDHKNRUXw&": 0.79,
    "GOQ": 0.79,
    "mM%": 0.90,
    "W@…—": 1.01,
}
_LETTERS = {letter: width for letters, width in _LATIN.items() for letter in letters}

# First code point after the range, advance in em: other scripts on the safe side.
_SCRIPTS = (
    (0x0250, 0.75),  # Latin with what cannot be taken apart
    (0x0400, 0.80),  # phonetic, Greek
    (0x0590, 0.85),  # Cyrillic, Armenian
    (0x0600, 0.70),  # Hebrew
    (0x0900, 0.80),  # Arabic, Syriac, Thaana
    (0x0E00, 0.95),  # the scripts of India
    (0x0F00, 0.75),  # Thai, Lao
    (0x1100, 1.10),  # Tibetan, Burmese, Georgian
    (0x2000, 1.05),  # Ethiopic, Khmer, Mongolian
    (0x1F000, 1.05),  # symbols, East Asia
    (0x110000, 1.40),  # pictograms
)

_NEVER_FIRST = frozenset("、。，．！？：；）」』】〉》〕］｝ー々’”%.,;:!?)]}")
_BREAK_AFTER = "-/–—‐"
_LONG_WORD = 11.0
"""Only words longer than this, in font sizes, are broken at a dash."""


@lru_cache(maxsize=4096)
def _advance(letter: str) -> float:
    if letter in _LETTERS:
        return _LETTERS[letter]
    if unicodedata.category(letter) in ("Mn", "Me", "Cf", "Cc"):
        return 0.0
    plain = unicodedata.normalize("NFKD", letter)
    if plain[0] != letter:  # é, ﬁ, ﷺ: as wide as what it is made of
        return sum(_advance(part) for part in plain)
    code = ord(letter)
    return next(width for end, width in _SCRIPTS if code < end)


def estimate_width(text: str, size: float) -> float:
    """How wide a text is at most in a usual proportional semi-bold face, in the unit of `size`."""
    return size * sum(map(_advance, text))


def advances(table: Mapping[str, float]) -> TextWidth:
    """A measure out of a font's own advances in em; estimated for letters that it has not."""

    def width(text: str, size: float) -> float:
        return size * sum(table[one] if one in table else _advance(one) for one in text)

    return width


class Setting(NamedTuple):
    """One way to set a label: its lines, whether each belongs to the first given line, and what it
    takes; `size` is that of its type."""

    lines: tuple[str, ...]
    strong: tuple[bool, ...]
    width: float
    height: float
    size: float


class _Word(NamedTuple):
    text: str
    width: float
    space: float  # before it, when it is not the first of its line
    glued: bool  # no blank before it: part of a word that may be broken


def settings(
    lines: Sequence[str], size: float, line_height: float, width_of: TextWidth, most: int
) -> tuple[Setting, ...]:
    """A label as given, then narrowed over one more line at a time, up to `most` lines in all."""
    words = [_words(line, size, width_of) for line in lines]
    given = max(_length(one) for one in words)
    floor = max((word.width for one in words for word in one), default=0.0)
    found: list[Setting] = []
    for count in range(len(words), max(most, len(words)) + 1):
        limit = _narrowest(words, count, floor, given)
        setting = _set(words, limit, line_height, size)
        if not found or setting.width < found[-1].width - 0.5 * size:
            found.append(setting)
    return tuple(found)


def _words(line: str, size: float, width_of: TextWidth) -> tuple[_Word, ...]:
    blank = width_of(" ", size)
    words: list[_Word] = []
    for chunk in line.split(" "):
        is_long = width_of(chunk, size) > _LONG_WORD * size
        for number, part in enumerate(_parts(chunk, is_long)):
            glued = number > 0
            width = max(width_of(part, size), 0.2 * size)  # a lone accent is something too
            words.append(_Word(part, width, 0.0 if glued else blank, glued))
    return tuple(words)


def _parts(chunk: str, is_long: bool) -> list[str]:
    """Where a word may be broken: after a dash or a stroke, and between East Asian characters."""
    parts: list[str] = []
    start = 0
    for at in range(1, len(chunk)):
        before, after = chunk[at - 1], chunk[at]
        wide = _is_wide(before) or _is_wide(after)
        if after in _NEVER_FIRST or unicodedata.combining(after):
            continue
        if (wide and before not in "「『（【〈《") or (
            is_long and before in _BREAK_AFTER and at - start > 2 and len(chunk) - at > 1
        ):
            parts.append(chunk[start:at])
            start = at
    parts.append(chunk[start:])
    return [part for part in parts if part]


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF" and ord(letter) < 0x1F000


def _length(words: Sequence[_Word]) -> float:
    return sum(word.width + word.space for word in words) - (words[0].space if words else 0.0)


def _narrowest(words: Sequence[Sequence[_Word]], count: int, floor: float, given: float) -> float:
    """The least width that keeps the label within `count` lines."""
    low, high = floor, given
    if count == len(words) or high <= low:
        return high
    for _ in range(9):
        middle = (low + high) / 2
        if sum(len(_break(one, middle)) for one in words) <= count:
            high = middle
        else:
            low = middle
    return high


def _break(words: Sequence[_Word], limit: float) -> list[tuple[str, float]]:
    """Fill lines up to the limit; each as its text and width."""
    lines: list[tuple[str, float]] = []
    for word in words:
        if lines:
            text, width = lines[-1]
            longer = width + word.space + word.width
            if longer <= limit + 1e-9:
                lines[-1] = (text + ("" if word.glued else " ") + word.text, longer)
                continue
        lines.append((word.text, word.width))
    return lines


def _set(
    words: Sequence[Sequence[_Word]], limit: float, line_height: float, size: float
) -> Setting:
    broken = [(i == 0, line) for i, one in enumerate(words) for line in _break(one, limit)]
    return Setting(
        tuple(text for _, (text, _) in broken),
        tuple(strong for strong, _ in broken),
        max(width for _, (_, width) in broken),
        line_height * len(broken),
        size,
    )

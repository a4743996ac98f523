"""Two texts in; the same words, and those that came and went, in reading order, out.

A word is what stands between spaces, without the signs around it; signs are words of their own,
so that "word." and "word," share a word. Scripts without spaces go letter by letter. The words
that are kept are the longest common subsequence: no word is named that could have stayed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from itertools import groupby

# The same word in both texts, or a word of one of them and None.
Pair = tuple[str | None, str | None]
# Han, kana, Hangul's neighbours without spaces, Thai, Lao, Khmer, Burmese.
_LETTERWISE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_PARTS = re.compile(rf"[{_LETTERWISE}]|[—–/|…]+|[^\s{_LETTERWISE}—–/|…]+")
# So many pairs of words are compared exactly; longer texts by matching blocks.
_MOST = 4_000_000
# Before a digit these belong to the number.
SIGN = "-−+"
# A text of which so few words stay is another text: it is named as a whole.
_REWRITTEN, _SHORT = 0.25, 6


class Mark(StrEnum):
    """What became of some words."""

    SAME = "same"
    ADDED = "added"
    GONE = "gone"


@dataclass(frozen=True)
class Piece:
    """Words that stand together, what became of them, and whether a space goes before them."""

    mark: Mark
    text: str
    spaced: bool = True


@dataclass(frozen=True)
class _Word:
    text: str
    spaced: bool

    @property
    def said(self) -> bool:
        """Whether it is a word, and not a sign."""
        return any(unicodedata.category(letter)[0] in "LN" for letter in self.text)


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The two texts as one, with what went before what came in its place."""
    old, new = _words(before), _words(after)
    steps = list(_steps(old, new))
    return tuple(_joined(_sorted(steps)))


def likeness(before: str, after: str) -> float:
    """How much of two texts is the same, from 0 to 1; 1 too when one holds all of the other."""
    old, new = _said(before), _said(after)
    if not old or not new:
        return float(old == new)
    kept = sum(left == right for left, right in _aligned(tuple(old), tuple(new)))
    return 1.0 if kept == min(len(old), len(new)) else 2 * kept / (len(old) + len(new))


def _said(text: str) -> list[str]:
    return [word.text for word in _words(text) if word.said]


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[_Word, ...]:
    found = []
    for part in re.finditer(r"\S+", text):
        first = True
        for piece in _PARTS.findall(part[0]):
            for word in _peeled(piece):
                found.append(_Word(word, first))
                first = False
    return tuple(found)


def _peeled(text: str) -> Iterator[str]:
    """A stretch without spaces as the signs before it, the word, and the signs behind it."""
    start, end = 0, len(text)
    while start < end and unicodedata.category(text[start])[0] in "PS":
        if text[start] in SIGN and text[start + 1 : start + 2].isdigit():
            break
        start += 1
    while end > start and unicodedata.category(text[end - 1])[0] in "PS":
        end -= 1
    yield from text[:start]
    if start < end:
        yield text[start:end]
    yield from text[end:]


def _steps(old: Sequence[_Word], new: Sequence[_Word]) -> Iterator[tuple[Mark, _Word]]:
    left = tuple(word.text for word in old)
    right = tuple(word.text for word in new)
    aligned: list[Pair] = list(_aligned(left, right))
    if _is_rewritten(old, new, aligned):
        aligned = [*((text, None) for text in left), *((None, text) for text in right)]
    before, after = iter(old), iter(new)
    for mine, theirs in aligned:
        if mine is not None and theirs is not None:
            next(before)
            yield Mark.SAME, next(after)
        elif mine is not None:
            yield Mark.GONE, next(before)
        else:
            yield Mark.ADDED, next(after)


def _is_rewritten(old: Sequence[_Word], new: Sequence[_Word], aligned: Sequence[Pair]) -> bool:
    """Whether so little stays that the words that do are there by chance."""
    longest = max(sum(word.said for word in old), sum(word.said for word in new))
    known = {word.text for word in old if word.said}
    kept = sum(mine == theirs and mine in known for mine, theirs in aligned)
    least = min(sum(word.said for word in old), sum(word.said for word in new))
    return longest >= _SHORT and kept < _REWRITTEN * longest and kept < least


def _sorted(steps: Sequence[tuple[Mark, _Word]]) -> Iterator[tuple[Mark, _Word]]:
    """Between two kept words, everything that went before everything that came."""
    for kept, run in groupby(steps, key=lambda step: step[0] is Mark.SAME):
        held = list(run)
        yield from held if kept else sorted(held, key=lambda step: step[0] is Mark.ADDED)


def _joined(steps: Iterator[tuple[Mark, _Word]]) -> Iterator[Piece]:
    for mark, run in groupby(steps, key=lambda step: step[0]):
        held = [word for _, word in run]
        text = "".join((" " if word.spaced else "") + word.text for word in held)
        yield Piece(mark, text.strip(), held[0].spaced)


def _aligned(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Pair]:
    """Both texts side by side: the same word in both, or one of them and None."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        yield old[start], new[start]
        start += 1
    end = 0
    most = min(len(old), len(new)) - start
    while end < most and old[-1 - end] == new[-1 - end]:
        end += 1
    middle = old[start : len(old) - end], new[start : len(new) - end]
    exact = len(middle[0]) * len(middle[1]) <= _MOST
    yield from (_exactly if exact else _by_blocks)(*middle)
    yield from ((word, word) for word in old[len(old) - end :])


def _exactly(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    """The longest common subsequence, by the table of Wagner and Fischer (1974)."""
    rows, columns = len(old), len(new)
    longest = [[0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        here, below, word = longest[i], longest[i + 1], old[i]
        for j in range(columns - 1, -1, -1):
            here[j] = below[j + 1] + 1 if word == new[j] else max(below[j], here[j + 1])
    i = j = 0
    while i < rows and j < columns:
        if old[i] == new[j]:
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif longest[i + 1][j] >= longest[i][j + 1]:
            yield old[i], None
            i += 1
        else:
            yield None, new[j]
            j += 1
    yield from ((word, None) for word in old[i:])
    yield from ((None, word) for word in new[j:])


def _by_blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for sort, i, i_end, j, j_end in matcher.get_opcodes():
        if sort == "equal":
            yield from zip(old[i:i_end], new[j:j_end], strict=True)
        else:
            yield from ((word, None) for word in old[i:i_end])
            yield from ((None, word) for word in new[j:j_end])

"""A finished PDF in; every letter on it, where it stands and how large it is, out; and what is
wrong with that.

Reads what was printed, not what was meant: PDFium and pikepdf only, nothing of this program, so
that a fitter's mistake cannot hide behind its own verification. Lengths in points from the top
left corner.
"""

from __future__ import annotations

import ctypes
import io
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

MM = 72 / 25.4
# How far ink may stand out of the page: rounding.
SLACK = 0.5
# Two letters cover each other from this share of the smaller one's ink, in the area and per side.
COVERED, DEEP = 0.12, 0.2
# Letters this near to each other in the text are neighbours: kerned, joined or stacked.
NEIGHBOURS, JOINED = 4, 40
ARABIC = re.compile("[\u0600-\u06ff\ufb50-\ufefc]")
CELL = 24.0
LIGATURE = re.compile("[\u0627\u0644\u0649\u064a]{2,}")


@dataclass(frozen=True)
class Letter:
    """One letter's ink and its type size; `place` in the text, `upright` when it is not turned."""

    char: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    place: int
    upright: bool


@dataclass(frozen=True)
class Paper:
    """What stands on a PDF's first page. `text` is in the order of the file."""

    pages: int
    width: float
    height: float
    letters: tuple[Letter, ...]
    text: str

    @cached_property
    def flat(self) -> str:
        """Letters and digits only, so that hyphens and line breaks do not count."""
        return flat(self.text)

    @cached_property
    def spelled(self) -> tuple[str, tuple[Letter, ...]]:
        """`flat` as far as there is ink, with the letter that each character comes from."""
        pairs = [(c, letter) for letter in self.letters for c in flat(letter.char)]
        return "".join(c for c, _ in pairs), tuple(letter for _, letter in pairs)

    def around(self, letter: Letter, reach: int = 18) -> str:
        """The words that a letter stands in."""
        near = self.text[max(0, letter.place - reach) : letter.place + reach]
        return " ".join(near.split())

    def sizes_of(self, words: str) -> list[float]:
        """The type sizes in which these words stand on the page, in points."""
        spelled, letters = self.spelled
        wanted, found = flat(words), []
        start = spelled.find(wanted) if wanted else -1
        while start >= 0:
            found.append(min(letter.size for letter in letters[start : start + len(wanted)]))
            start = spelled.find(wanted, start + 1)
        return found


def flat(text: str) -> str:
    """Letters and digits only, without case, accents and ligatures.

    PDFium turns the letters of Arabic ligatures with lam round, so all their orders are one here.
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    words = ("".join(c for c in word if c.isalnum()) for word in plain.split())
    return "".join(LIGATURE.sub(_sorted, word) for word in words)


def _sorted(found: re.Match[str]) -> str:
    return "".join(sorted(found[0]))


def read(pdf: bytes) -> Paper:
    """Read the first page."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pages = len(opened.pages)
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        width, height = page.get_size()
        text = page.get_textpage()
        chars = [pdfium.FPDFText_GetUnicode(text.raw, n) for n in range(text.count_chars())]
        letters = tuple(_letters(text, chars, height))
        return Paper(pages, width, height, letters, "".join(map(_char, chars)))
    finally:
        document.close()


def _char(code: int) -> str:
    return chr(code) if code and not 0xD800 <= code < 0xE000 else " "


def _letters(text: pypdfium2.PdfTextPage, chars: list[int], height: float) -> Iterator[Letter]:
    matrix = pdfium.FS_MATRIX()
    for place, code in enumerate(chars):
        char = _char(code)
        if char.isspace() or pdfium.FPDFText_IsGenerated(text.raw, place) == 1:
            continue
        left, bottom, right, top = text.get_charbox(place)
        pdfium.FPDFText_GetMatrix(text.raw, place, ctypes.byref(matrix))
        scale = math.hypot(matrix.c, matrix.d)
        size = pdfium.FPDFText_GetFontSize(text.raw, place) * scale
        upright = abs(matrix.b) + abs(matrix.c) < 0.3 * scale
        yield Letter(char, left, height - top, right, height - bottom, size, place, upright)


def outside(paper: Paper) -> list[str]:
    """The words with ink beyond the edge of the page."""
    found = [
        paper.around(letter)
        for letter in paper.letters
        if letter.right > letter.left
        and (
            min(letter.left, letter.top) < -SLACK
            or letter.right > paper.width + SLACK
            or letter.bottom > paper.height + SLACK
        )
    ]
    return list(dict.fromkeys(found))


def covered(paper: Paper) -> list[str]:
    """Pairs of words that stand on each other."""
    cells: dict[tuple[int, int], list[Letter]] = defaultdict(list)
    found: dict[str, None] = {}
    for letter in paper.letters:
        if not letter.upright or not letter.char.isalnum() or letter.right <= letter.left:
            continue
        across = range(int(letter.left // CELL), int(letter.right // CELL) + 1)
        down = range(int(letter.top // CELL), int(letter.bottom // CELL) + 1)
        others = {o.place: o for x in across for y in down for o in cells[x, y]}
        for other in others.values():
            apart = letter.place - other.place > _reach(paper.text, other.place, letter.place)
            if apart and _covers(letter, other):
                found[f"{paper.around(other)!r} × {paper.around(letter)!r}"] = None
                break
        for x in across:
            for y in down:
                cells[x, y].append(letter)
    return list(found)


def _reach(text: str, start: int, end: int) -> int:
    """How far neighbours may be apart: Arabic letters are drawn as shapes and dots, which PDFium
    puts in an order of its own."""
    joined = end - start < JOINED and any(ARABIC.match(c) for c in text[start : end + 1])
    return JOINED if joined else NEIGHBOURS


def _covers(one: Letter, two: Letter) -> bool:
    wide = min(one.right, two.right) - max(one.left, two.left)
    high = min(one.bottom, two.bottom) - max(one.top, two.top)
    if wide <= 0 or high <= 0:
        return False
    boxes = [(a.right - a.left, a.bottom - a.top) for a in (one, two)]
    least = min(w * h for w, h in boxes)
    deep = wide >= DEEP * min(w for w, _ in boxes) and high >= DEEP * min(h for _, h in boxes)
    return deep and wide * high >= COVERED * least


def smallest(paper: Paper) -> tuple[float, str]:
    """The smallest type on the page, in points, and the words in it."""
    least = min(paper.letters, key=lambda letter: letter.size, default=None)
    return (least.size, paper.around(least)) if least else (math.inf, "")


def under(paper: Paper, size: float, above: float = 1.0) -> float:
    """The share of the letters that are smaller than `size`, in the upper part of the page."""
    text = [x for x in paper.letters if x.bottom < above * paper.height and x.char.isalnum()]
    return sum(x.size < size - 0.05 for x in text) / len(text) if text else 0.0


def lacks(paper: Paper, said: str) -> list[str]:
    """The words of a text that are nowhere on the page, in reading or in reverse order."""
    if flat(said) in paper.flat:
        return []
    words = [word for word in re.split(r"[\W_]+", said) if flat(word)]
    return [word for word in words if not any(w in paper.flat for w in _ways(flat(word)))]


def _ways(word: str) -> tuple[str, str]:
    return word, word[::-1]


__all__ = ["Letter", "Paper", "covered", "flat", "lacks", "outside", "read", "smallest", "under"]

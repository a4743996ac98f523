"""Texts to look for and texts to look in; where the first are in the second, out. Pure and fast.

Both are folded: compatibility forms (NFKC), case, soft hyphens and everything that is no letter
or digit go. A text of 11 letters and more is then found across line breaks, hyphens and markup;
a shorter one counts only as whole words. Of a long text a piece of 40 letters is enough.

How: the searched text is cut into blocks of fixed length, and each block is looked up among all
blocks (at every offset) of the wanted texts: a run of 2k − 1 letters holds a whole block of k.
So the time depends on the searched text, not on how many texts are wanted.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import itemgetter

from affiche.kept import Lately

LEAST = 4  # letters and digits: shorter texts are in everything
MIDDLE, LONG = 11, 31
BLOCK, LONG_BLOCK = (MIDDLE + 1) // 2, (LONG + 1) // 2
PIECE = 40
# Cut a text, and many bytes, into blocks of one length, without what is left at the end.
CUTS = {size: re.compile(f".{{{size}}}", re.DOTALL) for size in (BLOCK, LONG_BLOCK)}
MANY = {size: struct.Struct(f"{size}s" * 512) for size in (BLOCK, LONG_BLOCK)}
# What stands for a letter that Latin-1 has not: none of what is compared has this sign.
OTHER = b"?"
# Number of a wanted text, and where in it a block begins.
Places = list[tuple[int, int]]
WORD = re.compile(r"[^\W_]+")
# Soft hyphen, zero-width characters, marks of direction, word joiner, byte order mark.
UNSEEN = re.compile("[\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Every byte of UTF-8 as it is compared: of ASCII a small letter, a digit or a space.
PLAIN = bytes(
    code if code > 127 else ord(chr(code).lower()) if chr(code).isalnum() else 32
    for code in range(256)
)
ASCII = bytes(range(128))
# What of ASCII is in no word.
BETWEEN = bytes(code for code in ASCII if not chr(code).isalnum())
# Characters of which none joins with what stands before it, so that each is folded by itself: those
# of Latin, signs, punctuation and pictures but for the marks that stand on others. One of them
# stands between the tags of every page that is searched (`views.APART`).
ALONE = frozenset(
    chr(code)
    for first, end in ((0x80, 0x300), (0x2010, 0x20D0), (0x2100, 0x2C00), (0xFFFD, 0xFFFE),
                       (0x1F300, 0x1F650))
    for code in range(first, end)
)  # fmt: skip
# How many texts are kept folded: those of the content, of the interface and of the theme.
MOST_FOLDED = 20_000


@dataclass(frozen=True)
class Folded:
    """A text as it is compared: its words in UTF-8, and all of them without space."""

    words: Sequence[bytes]
    run: str


@dataclass(frozen=True)
class Hit:
    """Wanted text number `number` was found; `run` is the folded stretch that both have."""

    number: int
    run: str


def fold(text: str) -> Folded:
    """The text as it is compared: as `slowly_folded` says, and much faster where that can be."""
    raw = text.encode("utf-8", "surrogatepass")
    if not text.isascii():
        foreign = set(raw.translate(None, ASCII).decode("utf-8", "surrogatepass"))
        if not foreign <= ALONE:
            words = slowly_folded(text)
            return Folded(words, b"".join(words).decode("utf-8", "surrogatepass"))
        for one in foreign:
            if (alone := _alone(one)) != one:  # most are small letters already
                text = text.replace(one, alone)
        raw = text.encode()
    return Folded(raw.translate(PLAIN).split(), raw.translate(PLAIN, BETWEEN).decode())


def slowly_folded(text: str) -> list[bytes]:
    """The words of any text."""
    plain = unicodedata.normalize("NFKC", UNSEEN.sub("", text)).casefold()
    return [word.encode("utf-8", "surrogatepass") for word in WORD.findall(plain)]


@lru_cache(maxsize=len(ALONE))
def _alone(one: str) -> str:
    """What a character becomes; a space where it is in no word."""
    plain = unicodedata.normalize("NFKC", UNSEEN.sub("", one)).casefold()
    return "".join(each if WORD.match(each) else " " for each in plain)


@lru_cache(maxsize=MOST_FOLDED)
def folded(text: str) -> Folded:
    """The same of a text that comes back at every build. A long one is compared as a run: its words
    are left out."""
    found = fold(text)
    return found if len(found.run) < MIDDLE else Folded((), found.run)


class Index:
    """Wanted texts, ready to be looked for. Texts with fewer than 4 letters are never found."""

    def __init__(self, wanted: Sequence[str]) -> None:
        self.wanted = tuple(map(folded, wanted))
        self._short: dict[tuple[bytes, ...], list[int]] = {}
        self._firsts: dict[bytes, set[tuple[bytes, ...]]] = {}
        self._blocks, self._long_blocks = _Blocks(BLOCK), _Blocks(LONG_BLOCK)
        for number, one in enumerate(self.wanted):
            if len(one.run) >= LONG:
                self._long_blocks.add(one.run, number)
            elif len(one.run) >= MIDDLE:
                self._blocks.add(one.run, number)
            elif len(one.run) >= LEAST:
                words = tuple(one.words)
                self._short.setdefault(words, []).append(number)
                self._firsts.setdefault(words[0], set()).add(words)

    def numeric(self, number: int) -> bool:
        """Whether a wanted text has no letter: such a thing may be a coordinate."""
        return self.wanted[number].run.isdigit()

    def find(self, text: Folded) -> Iterator[Hit]:
        """Every wanted text that is in `text`, some more than once."""
        yield from self.words(text.words)
        yield from self.runs(text.run)

    def runs(self, run: str) -> Iterator[Hit]:
        """The longer wanted texts that are in a run, whole or in part."""
        narrow = run.encode("latin-1", "replace")
        yield from self._runs(run, self._blocks.of(run, narrow), BLOCK)
        yield from self._runs(run, self._long_blocks.of(run, narrow), LONG_BLOCK)

    def words(self, words: Sequence[bytes]) -> Iterator[Hit]:
        """The short wanted texts that are among these words, as whole words."""
        single = frozenset(words)
        possible = {
            short
            for first in self._firsts.keys() & single
            for short in self._firsts[first]
            if single.issuperset(short)
        }
        for length in sorted({len(short) for short in possible}):
            there = zip(*(words[start:] for start in range(length)), strict=False)
            for found in possible.intersection(there):
                for number in self._short[found]:
                    yield Hit(number, b"".join(found).decode())

    def _runs(self, run: str, found: Sequence[tuple[int, Places]], size: int) -> Iterator[Hit]:
        # A text that repeats itself lies on itself in as many ways as it has words: a stretch is
        # grown once, and nothing is looked for that was found whole.
        whole: set[int] = set()
        ends: dict[tuple[int, int], int] = {}
        for start, places in found:
            for number, offset in places:
                shift = start - offset
                if number in whole or ends.get((number, shift), 0) >= start + size:
                    continue
                wanted = self.wanted[number].run
                if not _may_grow(run, start, wanted, offset, size):
                    continue
                low, high = _grown(run, start, wanted, offset, size)
                ends[number, shift] = high + shift
                if high - low == len(wanted):
                    whole.add(number)
                if high - low >= min(len(wanted), PIECE):
                    yield Hit(number, wanted[low:high])


class _Blocks:
    """All blocks of one length of wanted texts, and where each is in them.

    Those of Latin letters are kept as bytes, one a letter: bytes are cut far quicker than text.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        # Blocks are counted through all texts. Nearly all are there once: those go in by the
        # hundred at a time, and `_again` holds the others.
        self._narrow: dict[bytes, int] = {}
        self._again: dict[bytes, list[int]] = {}
        self._wide: dict[str, Places] = defaultdict(list)
        self._starts: list[int] = []
        self._numbers: list[int] = []
        self._count = 0

    def add(self, run: str, number: int) -> None:
        """Every block of a wanted text."""
        narrow, size = run.encode("latin-1", "replace"), self._size
        offsets = range(len(run) - size + 1)
        turns = range(self._count, self._count + len(offsets))
        self._starts.append(self._count)
        self._numbers.append(number)
        self._count += len(offsets)
        blocks = [narrow[offset : offset + size] for offset in offsets]
        new = dict(zip(blocks, turns, strict=True))
        alone = len(new) == len(blocks) and OTHER not in narrow
        if alone and self._narrow.keys().isdisjoint(new):
            self._narrow.update(new)
            return
        for offset, turn, block in zip(offsets, turns, blocks, strict=True):
            if OTHER in block:
                self._wide[run[offset : offset + size]].append((number, offset))
            elif self._narrow.setdefault(block, turn) != turn:
                self._again.setdefault(block, [self._narrow[block]]).append(turn)

    def _places(self, block: bytes) -> Places:
        """Where a known block is: in the text of which number, and how far."""
        found = []
        for turn in self._again.get(block) or (self._narrow[block],):
            text = bisect_right(self._starts, turn) - 1
            found.append((self._numbers[text], turn - self._starts[text]))
        return found

    def of(self, run: str, narrow: bytes) -> list[tuple[int, Places]]:
        """The blocks of a run that are known: where each starts, and its places. `narrow` is the
        run with `OTHER` for what is no Latin letter."""
        found: list[tuple[int, Places]] = []
        if self._narrow:
            cut = _cut(narrow, self._size)
            if not self._narrow.keys().isdisjoint(cut):
                found += [
                    (number * self._size, self._places(block))
                    for number, block in enumerate(cut)
                    if block in self._narrow
                ]
        if self._wide and OTHER in narrow:
            pieces = enumerate(CUTS[self._size].findall(run))
            wide = [(n * self._size, self._wide[one]) for n, one in pieces if one in self._wide]
            found = sorted([*found, *wide], key=itemgetter(0))
        return found


def _cut(raw: bytes, size: int) -> list[bytes]:
    """Bytes in blocks of one length, without what is left at the end."""
    many = MANY[size]
    whole = len(raw) - len(raw) % many.size
    cut = [block for start in range(0, whole, many.size) for block in many.unpack_from(raw, start)]
    last = len(raw) - size + 1
    return cut + [raw[start : start + size] for start in range(whole, last, size)]


def _may_grow(run: str, start: int, wanted: str, offset: int, size: int) -> bool:
    """Whether a common block can be part of a stretch that is long enough: half of what lacks has
    to be on one of its sides. Texts of the same few words have many blocks in common."""
    half = (min(len(wanted), PIECE) - size + 1) // 2
    after, end = offset + size, start + size
    if wanted[after : after + half] == run[end : end + half]:
        return True
    before = min(offset, start) >= half
    return before and wanted[offset - half : offset] == run[start - half : start]


def _grown(run: str, start: int, wanted: str, offset: int, size: int) -> tuple[int, int]:
    """The longest stretch of `wanted` around a common block, as [low, high)."""
    low = offset - _alike(wanted[:offset][::-1], run[max(0, start - offset) : start][::-1])
    high = offset + size
    rest = wanted[high:]
    return low, high + _alike(rest, run[start + size : start + size + len(rest)])


def _alike(one: str, other: str) -> int:
    """How many letters two texts begin with in common: compared by pieces, halved to the letter."""
    known, piece = 0, 1
    while piece:
        if one[known : known + piece] == other[known : known + piece] and known + piece <= min(
            len(one), len(other)
        ):
            known += piece
            piece *= 2
        else:
            piece //= 2
    return known


class Corpus:
    """Texts that may be anywhere: what is in them is no leak. Both are asked only when something
    was found: `texts`, and `parts`, of which most are as they were at the build before."""

    def __init__(
        self, texts: Callable[[], Iterable[str]], parts: Callable[[], Iterable[Said]] = tuple
    ) -> None:
        self._texts = texts
        self._parts = parts
        self._explained: dict[str, bool] = {}
        self._holds: dict[str, bool] = {}

    @cached_property
    def _told(self) -> Said:
        return _told(tuple(dict.fromkeys(self._texts())))

    @cached_property
    def _there(self) -> dict[int, Said]:
        return {id(part): part for part in self._parts()}

    def explains(self, run: str) -> bool:
        """Whether a stretch is something that stands in the corpus with the beginning of a text of
        it behind it, each long enough to be no chance: two texts below each other say as much."""
        if run not in self._explained:
            said = (*self._there.values(), self._told)
            self._explained[run] = any(
                any(one.begins(run[at:]) for one in said) and any(run[:at] in one for one in said)
                for at in range(MIDDLE, len(run) - MIDDLE + 1)
            )
        return self._explained[run]

    def holds(self, run: str) -> bool:
        """Whether a stretch stands in the corpus; remembered, as many files say the same."""
        if run not in self._holds:
            self._holds[run] = self._held(run)
        return self._holds[run]

    def _held(self, run: str) -> bool:
        part = _where.get(run)
        if part is not None and id(part) in self._there:
            return True
        for part in self._there.values():
            if part.holds(run):
                _where.put(run, part)
                return True
        return self._told.holds(run)


class Said:
    """Texts as they are compared: what is looked up is mostly one of them as a whole."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._whole = dict.fromkeys((folded(text).run for text in texts), True)
        self._run = "\0".join(("", *self._whole))

    def __contains__(self, run: str) -> bool:
        return run in self._run

    def begins(self, run: str) -> bool:
        """Whether one of them begins with a stretch."""
        return f"\0{run}" in self._run

    def holds(self, run: str) -> bool:
        """Whether a stretch stands in them; remembered, as many files say the same."""
        if run not in self._whole:
            self._whole[run] = run in self._run
        return self._whole[run]


# Where a stretch stood that was looked up before.
_where: Lately[str, Said] = Lately(MOST_FOLDED)


@lru_cache(maxsize=8)
def _told(said: tuple[str, ...]) -> Said:
    """Kept for the next build, in which most is said again."""
    return Said(said)

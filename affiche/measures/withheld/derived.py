"""Groups of answers in; the small ones that follow from those with a figure, out.

A figure tells the sum of its group. Whoever adds and subtracts figures knows every combination of
those sums, and no more: a group is told when the row of its answers lies in the space that the rows
of the shown groups span (linear algebra; Hundepool et al., Statistical Disclosure Control, 2012,
ch. 4). Answers that are in the same groups cannot be told apart, and are one column.

The rows are reduced modulo a prime, each as one large number with a lane a column. Columns then get
numbers that every row of the space adds up to nought with, but otherwise of chance, so that a group
that is told adds up to nought, and another one does once in 10^19.
"""

from __future__ import annotations

import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, compress
from random import Random

from affiche.model.measures import FEWEST

PRIME = 65521
# A lane holds a value below 2.1 primes. Its remainder comes by Barrett's way: the quotient is
# value * FACTOR / 2^SHIFT, at most one too small.
LANE, SHIFT = 64, 40
FACTOR = (1 << SHIFT) // PRIME
# How many numbers a column gets.
CHANCES = 4
# Of so many columns of few answers, threes and fours are looked at as well as ones and twos.
MOST = 300

Number = tuple[int, ...]
NOUGHT: Number = (0,) * CHANCES


@dataclass(frozen=True)
class Columns:
    """Every group as the numbers of its columns, and of how many answers each column is."""

    groups: Mapping[int, tuple[int, ...]]
    sizes: Sequence[int]


@dataclass(frozen=True)
class Told:
    """The shown groups out of which a small one follows, and those without any of which it does
    not."""

    groups: tuple[int, ...]
    needed: tuple[int, ...]


def columns(groups: Sequence[int], sizes: Sequence[int]) -> Columns:
    """`groups`: sets of atoms, as the bits of a number; `sizes`: the answers of each atom."""
    written = [f"{bits:0{len(sizes)}b}" for bits in groups]
    numbers: dict[tuple[str, ...], int] = {}
    counts: list[int] = []
    for size, pattern in zip(reversed(sizes), zip(*written, strict=True), strict=True):
        at = numbers.setdefault(pattern, len(counts))
        if at == len(counts):
            counts.append(0)
        counts[at] += size
    held: dict[int, list[int]] = {bits: [] for bits in groups}
    for pattern, at in numbers.items():
        for bits in compress(groups, map(int, pattern)):
            held[bits].append(at)
    return Columns({bits: tuple(found) for bits, found in held.items()}, counts)


def told(table: Columns, shown: Sequence[int]) -> Iterator[Told]:
    """Every group of one to four answers that follows from the shown ones."""
    shown = _alone(table, shown)
    if not shown or not any(size < FEWEST for size in table.sizes):
        return
    space = _Space(len(table.sizes), [table.groups[bits] for bits in shown])
    for group in _silent(table, space.numbers()):
        used = space.combination(group)
        needed = [number for number in used if number not in space.spare]
        yield Told(tuple(shown[n] for n in used), tuple(shown[n] for n in needed))


def _alone(table: Columns, shown: Sequence[int]) -> list[int]:
    """The shown groups without those that hold a column of many answers that no other has: nothing
    small is made with them."""
    left = list(shown)
    while True:
        times = Counter(column for bits in left for column in table.groups[bits])
        kept = [
            bits
            for bits in left
            if not any(times[c] == 1 and table.sizes[c] >= FEWEST for c in table.groups[bits])
        ]
        if len(kept) == len(left):
            return left
        left = kept


class _Space:
    """The rows of groups, reduced: in `basis` the pivot of each row and the row, whose lanes are
    its columns and, after those, how often each group is in it. `spare`: the groups that follow
    from others too."""

    def __init__(self, count: int, groups: Sequence[Sequence[int]]) -> None:
        self.count = count
        self.basis: list[tuple[int, int]] = []
        self.spare: set[int] = set()
        self.mask = sum(
            ((1 << (LANE - SHIFT)) - 1) << (LANE * n) for n in range(count + len(groups))
        )
        self.columns = (1 << (LANE * count)) - 1
        for number, group in enumerate(groups):
            row = self._reduced(self._row(group) | 1 << (LANE * (count + number)))
            values = _values(row & self.columns, count)
            pivot = next((at for at, value in enumerate(values) if value), None)
            if pivot is None:
                self.spare |= set(self._owners(row))
            else:
                self.basis.append((pivot, self._times(row, pow(values[pivot], -1, PRIME))))

    def combination(self, group: Sequence[int]) -> list[int]:
        """The numbers of the groups that this one is made of."""
        return self._owners(self._reduced(self._row(group)))

    def numbers(self) -> list[Number]:
        """What each column counts for, by chance, so that every group counts for nothing."""
        chance = Random(61)
        found = [
            tuple(chance.randrange(1, PRIME) for _ in range(CHANCES)) for _ in range(self.count)
        ]
        for pivot, row in reversed(self.basis):  # a row has pivots of later ones only
            values = _values(row & self.columns, self.count)
            others = [(at, value) for at, value in enumerate(values) if value and at != pivot]
            found[pivot] = tuple(
                -sum(value * found[at][n] for at, value in others) % PRIME for n in range(CHANCES)
            )
        return found

    def _row(self, group: Sequence[int]) -> int:
        return sum(1 << (LANE * column) for column in group)

    def _owners(self, row: int) -> list[int]:
        above = row >> (LANE * self.count)
        size = -(-above.bit_length() // LANE)
        return [at for at, value in enumerate(_values(above, size)) if value]

    def _reduced(self, row: int) -> int:
        lanes = self._lanes(row)
        for pivot, other in self.basis:
            value = lanes[pivot] % PRIME
            if value:
                row = self._settled(row + (PRIME - value) * other)
                lanes = self._lanes(row)
        return row

    def _times(self, row: int, factor: int) -> int:
        return self._settled(row * factor)

    def _settled(self, row: int) -> int:
        return row - ((row * FACTOR >> SHIFT) & self.mask) * PRIME

    def _lanes(self, row: int) -> array[int]:
        return _lanes(row & self.columns, self.count)


def _lanes(row: int, count: int) -> array[int]:
    """What each lane of a row holds, which is its value or a prime more."""
    lanes = array("Q", row.to_bytes(8 * count, "little"))
    if sys.byteorder == "big":
        lanes.byteswap()
    return lanes


def _values(row: int, count: int) -> list[int]:
    return [value % PRIME for value in _lanes(row, count)]


def _silent(table: Columns, numbers: Sequence[Number]) -> Iterator[tuple[int, ...]]:
    """Every group of few answers that counts for nothing."""
    sizes = table.sizes

    def total(group: Sequence[int]) -> Number:
        return tuple(
            sum(values) % PRIME for values in zip(*(numbers[c] for c in group), strict=True)
        )

    def missing(group: Sequence[int]) -> Number:
        return tuple(-value % PRIME for value in total(group))

    for group in table.groups.values():
        if 0 < sum(sizes[c] for c in group) < FEWEST and total(group) == NOUGHT:
            yield group
    few = [column for column, size in enumerate(sizes) if size < FEWEST]
    yield from ((column,) for column in few if numbers[column] == NOUGHT)
    by = defaultdict(list)
    for column in few:
        by[numbers[column]].append(column)
    for count in (1, 2) if len(few) <= MOST else (1,):
        for some in combinations(few, count):
            room = FEWEST - 1 - sum(sizes[c] for c in some)
            if room > 0:
                found = by.get(missing(some), ())
                yield from ((*some, c) for c in found if sizes[c] <= room and c > some[-1])
    ones = [column for column in few if sizes[column] == 1] if len(few) <= MOST else []
    pairs: dict[Number, tuple[int, int]] = {}
    for pair in combinations(ones, 2):
        other = pairs.get(missing(pair))
        if other and not set(pair) & set(other):
            yield (*other, *pair)
        pairs.setdefault(total(pair), pair)

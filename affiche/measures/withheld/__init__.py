"""All answers and journeys in; the groups whose figure is left out because a smaller one would
follow from it, out.

Under five answers a group has no figure. A reader who sees the figure of a whole, and those of all
its other parts, can subtract them and has it all the same: then the smallest of the parts that are
shown is left out as well, and so on until no rest is of one to four answers ("secondary
suppression", Hundepool et al., Statistical Disclosure Control, 2012, ch. 4). After that the same is
done for whatever follows from any figures by adding and subtracting (`derived`). Effort,
satisfaction and stars are of places: a whole of theirs that says hardly more than its parts goes
itself. Wholes are everything, a journey, a phase…; parts are its groups of one sort (by persona, by
touchpoint…).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeVar

from affiche.measures.figures import Figure, Nps, Period, period
from affiche.measures.figures.periods import LAST, by_month, periods
from affiche.measures.places import Travelled
from affiche.measures.withheld.derived import columns, told
from affiche.model.measures import FEWEST, Answer, Key, MeasureKind, Measurements, Scale, Spot

WHOLE: Key = ("all",)
FIELDS = ("persona", "phase", "touchpoint")
# The mean of fewer answers than this, over all places, tells nobody much.
SMALL = 30
# A group of so many times the answers of another says as much as the several that go instead.
MUCH = 4


def of_field(name: str, value: str) -> Key:
    """What is known of one persona, phase, touchpoint, source or aspect."""
    return (name, value)


def of_journey(journey: str, *place: object) -> Key:
    """What is known of a journey, of a phase of it (its number), or of a touchpoint in that."""
    return ("journey", journey, *map(str, place))


AnyFigure = TypeVar("AnyFigure", Figure, Nps)
Said = TypeVar("Said", bound=Hashable)


def kept(
    figure: AnyFigure | None, found: Measurements, kind: MeasureKind, key: Key
) -> AnyFigure | None:
    """The figure of a group, or that there is none for the sake of a smaller group beside it."""
    if figure is None or figure.few or not found.hides(kind, key):
        return figure
    return type(figure)(None, None, scale=figure.scale, few=True, beside=True)


def withheld(
    found: Measurements, journeys: Mapping[str, Travelled]
) -> Mapping[MeasureKind, frozenset[Key]]:
    """Kind → the groups without a figure, for all that have enough answers of their own."""
    made = {}
    for kind in MeasureKind:
        answers = found.stars if kind is MeasureKind.REVIEWS else found.of(kind)
        if answers:
            made[kind] = frozenset(_withheld(kind, answers, journeys))
    return {kind: keys for kind, keys in made.items() if keys}


def _withheld(
    kind: MeasureKind, answers: Sequence[Answer], journeys: Mapping[str, Travelled]
) -> Iterator[Key]:
    universes: dict[Scale | None, list[Answer]] = {}
    for one in answers:
        if one.score is not None:
            scale = None if kind is MeasureKind.REVIEWS else one.scale
            universes.setdefault(scale, []).append(one)
    for rows in universes.values():
        yield from _Table(kind, rows, journeys).hidden()


@dataclass
class _Table:
    """The answers of one kind on one scale, as atoms: all that are alike in what they are about.
    A group is a set of atoms, as the bits of a number."""

    kind: MeasureKind
    rows: Sequence[Answer]
    journeys: Mapping[str, Travelled]
    sizes: list[int] = field(default_factory=list)
    counts: dict[int, int] = field(default_factory=dict)
    keys: dict[int, list[Key]] = field(default_factory=dict)
    sorts: list[list[int]] = field(default_factory=list)
    _parts: dict[int, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        monthly = by_month(self.rows)
        atoms: Counter[tuple[object, ...]] = Counter()
        alike: dict[tuple[object, ...], Answer] = {}
        for one in self.rows:
            when = period(one.day, monthly) if one.day else None
            atom = (one.spot, one.source, one.aspect, when)
            atoms[atom] += one.n
            alike.setdefault(atom, one)
        self.sizes = list(atoms.values())
        self._atoms = [alike[atom] for atom in atoms]
        self._spots = _apart(self._atoms, lambda one: one.spot)
        self._group(WHOLE, range(len(self._atoms)))
        for name in FIELDS:
            self._sort(name, lambda one, name=name: getattr(one.spot, name))  # type: ignore[misc]
        self._sort("source", lambda one: one.source)
        self._sort("aspect", lambda one: one.aspect)
        if self.kind is MeasureKind.NPS:
            shown = {name for name, _ in periods(self.rows, LAST)}
            self._sort("period", lambda one: _period(one, monthly, shown))
        for name, journey in self.journeys.items():
            self._journey(name, journey)

    def _journey(self, name: str, travelled: Travelled) -> None:
        spots = [spot for spot in self._spots if travelled.fits(spot)]
        self.sorts.append([self._place(of_journey(name), spots)])
        phases, stops = [], []
        for at, called_here in enumerate(travelled.stops):
            inside = filter(travelled.in_phase(at), spots)
            phases.append(self._place(of_journey(name, at), inside))
            for called in called_here:
                here = filter(travelled.at_stop(at, called), spots)
                stops.append(self._place(of_journey(name, at, called), here))
        self.sorts += [phases, stops]

    def _place(self, key: Key, spots: Iterable[Spot]) -> int:
        return self._group(key, chain.from_iterable(map(self._spots.__getitem__, spots)))

    def _sort(self, name: str, said: Callable[[Answer], object]) -> None:
        values = _apart(self._atoms, lambda one: str(said(one) or ""))
        self.sorts.append(
            [self._group(of_field(name, value), at) for value, at in values.items() if value]
        )

    def _group(self, key: Key, atoms: Iterable[int]) -> int:
        """The atoms of a group, and in `counts` how many answers they are."""
        numbers = list(atoms)
        inside = bytearray(b"0") * (len(self._atoms) + 1)
        for at in numbers:
            inside[-1 - at] = ord("1")
        bits = int(inside, 2)
        self.keys.setdefault(bits, []).append(key)
        self.counts[bits] = sum(map(self.sizes.__getitem__, numbers))
        return bits

    def hidden(self) -> Iterator[Key]:
        """Every group that is left out."""
        self._order = sorted(self.counts, key=lambda bits: (self.counts[bits], bits))
        self._sorted = _places(self.sorts)
        shown = {bits for bits, size in self.counts.items() if size >= FEWEST}
        left: list[int] = []
        silent: set[int] = set()
        while (part := self._telling(shown, silent)) is not None:
            shown.discard(part)
            silent -= {whole for whole in silent if part & whole == part}
            left.append(part)
        left += self._combined(shown)
        for bits in left:
            yield from self.keys[bits]

    def _combined(self, shown: set[int]) -> Iterator[int]:
        """What is left out of `shown` until nothing small follows from any of it together: of the
        groups that tell the smallest, or one without which they do not that is not much larger."""
        table = columns(list(self.counts), self.sizes)

        def order(bits: int) -> tuple[int, list[Key]]:
            return self.counts[bits], self.keys[bits]

        while found := list(told(table, sorted(shown, key=order))):
            gone: set[int] = set()
            for one in found:
                if gone.isdisjoint(one.needed or one.groups):
                    least = min(one.groups, key=order)
                    needed = min(one.needed, key=order, default=least)
                    gone.add(needed if order(needed)[0] <= MUCH * order(least)[0] else least)
            shown -= gone
            yield from sorted(gone, key=order)

    def _telling(self, shown: set[int], silent: set[int]) -> int | None:
        """Of the first whole from which a small rest would follow: its smallest part, or itself.
        `silent` are those from which none does, and learns of more."""
        sizes = self.counts
        for whole in sorted(shown - silent, key=lambda bits: (-sizes[bits], bits)):
            for parts in self._takings(whole, shown):
                rest = sizes[whole] - sum(sizes[part] for part in parts)
                if 0 < rest < FEWEST:
                    if self._says_little(sizes[whole], len(parts)):
                        return whole
                    return min(parts, key=lambda bits: (sizes[bits], self.keys[bits]))
            silent.add(whole)
        return None

    def _takings(self, whole: int, shown: set[int]) -> Iterator[Sequence[int]]:
        """What a reader may take from a whole: the parts of one sort; and any two parts, as those
        of two journeys or a persona and a touchpoint, that leave few."""
        inside = [part for part in self._inside(whole) if part in shown]
        sorts: dict[int, list[tuple[int, int]]] = {}
        for part in inside:
            for sort, place in self._sorted[part]:
                sorts.setdefault(sort, []).append((place, part))
        for _, parts in sorted(sorts.items()):
            yield list(_beside(part for _, part in sorted(parts)))
        counts = [self.counts[part] for part in inside]
        for number, one in enumerate(inside):
            left = self.counts[whole] - counts[number]
            first = bisect_right(counts, left - FEWEST, number + 1)
            for other in inside[first : bisect_left(counts, left, number + 1)]:
                if not one & other:
                    yield one, other

    def _inside(self, whole: int) -> Sequence[int]:
        """All groups that are parts of a whole, the smallest first."""
        if whole not in self._parts:
            end = bisect_left(self._order, self.counts[whole], key=self.counts.__getitem__)
            smaller = self._order[:end]
            self._parts[whole] = [part for part in smaller if part & whole == part]
        return self._parts[whole]

    def _says_little(self, size: int, parts: int) -> bool:
        """Whether a whole says hardly more than its parts: one, or all of few answers."""
        return self.kind is not MeasureKind.NPS and (parts == 1 or size < SMALL)


def _apart(atoms: Sequence[Answer], said: Callable[[Answer], Said]) -> dict[Said, list[int]]:
    """The numbers of the atoms of which the same is said."""
    found: dict[Said, list[int]] = {}
    for number, one in enumerate(atoms):
        found.setdefault(said(one), []).append(number)
    return found


def _places(sorts: Iterable[Iterable[int]]) -> dict[int, list[tuple[int, int]]]:
    """Group → the number of each sort that it is of, and where it stands in that."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for sort, groups in enumerate(sorts):
        for place, group in enumerate(dict.fromkeys(groups)):
            found[group].append((sort, place))
    return found


def _beside(parts: Iterable[int]) -> Iterator[int]:
    """The parts without those that lie in, or across, one before."""
    taken = 0
    for part in parts:
        if not part & taken:
            taken |= part
            yield part


def _period(one: Answer, monthly: bool, shown: set[Period]) -> object:
    found = period(one.day, monthly) if one.day else None
    return found if found in shown else None
